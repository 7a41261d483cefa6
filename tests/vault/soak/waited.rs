//! How long a process waits for locks: the time in lock calls that wait, and asleep between two
//! tries of those that do not, by strace. Whatever else it waits for (the processor, the disk) is
//! not in it: a lock call that does not wait lasts long only where the machine has something better
//! to do.

use std::fmt;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::support::Run;

const CALLS: &str = "?fcntl,?flock,?clock_nanosleep,?nanosleep";

/// Whether strace can be used here.
pub(crate) fn is_there() -> bool {
    let works = Command::new("strace")
        .args(["-f", "-o", "/dev/null", "true"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !works {
        println!("without a measurement: strace is not here, or may not trace");
    }
    works
}

/// What one has waited, and for what.
pub(crate) struct Wait {
    time: Duration,
    calls: String,
}

/// Runs a command, and adds up what its threads have waited.
pub(crate) fn run(command: &Command, log: &Path) -> (Run, Wait) {
    let mut traced = Command::new("strace");
    traced
        .args(["-f", "--seccomp-bpf", "-q", "-T", "-o"])
        .arg(log)
        .args(["-e", &format!("trace={CALLS}"), "--"])
        .arg(command.get_program())
        .args(command.get_args())
        .env_clear()
        .stdin(Stdio::null());
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            traced.env(name, value);
        }
    }
    if let Some(folder) = command.get_current_dir() {
        traced.current_dir(folder);
    }
    let run = Run::of(traced);
    let calls = fs::read_to_string(log).unwrap();
    let mut waited = Duration::ZERO;
    for line in calls.lines().filter(|line| waits(line)) {
        // `4711 fcntl(5, F_OFD_SETLK, {...}) = 0 <0.000012>`
        let took = line
            .rsplit_once('<')
            .and_then(|(_, rest)| rest.strip_suffix('>'));
        if let Some(seconds) = took.and_then(|took| took.parse::<f64>().ok()) {
            waited += Duration::from_secs_f64(seconds);
        }
    }
    let wait = Wait {
        time: waited,
        calls,
    };
    (run, wait)
}

/// Whether a call waits for something at all.
fn waits(call: &str) -> bool {
    if call.contains("flock(") {
        return !call.contains("LOCK_NB") && !call.contains("LOCK_UN");
    }
    !call.contains("fcntl(") || call.contains("SETLKW")
}

/// What several have waited.
#[derive(Default)]
pub(crate) struct Waits {
    times: Vec<Duration>,
    longest: String,
}

impl Waits {
    pub(crate) fn push(&mut self, wait: Wait) {
        if wait.time > self.most() {
            self.longest = wait.calls;
        }
        self.times.push(wait.time);
    }

    pub(crate) fn most(&self) -> Duration {
        self.times.iter().max().copied().unwrap_or_default()
    }

    /// All lock calls of the one that waited longest.
    pub(crate) fn longest(&self) -> &str {
        &self.longest
    }
}

impl fmt::Display for Waits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut sorted = self.times.clone();
        sorted.sort();
        let part = |percent: usize| sorted.get(sorted.len() * percent / 100).copied();
        write!(
            f,
            "{:?} at most, {:?} in 95 of 100, {:?} in the middle, of {} measured",
            self.most(),
            part(95).unwrap_or_default(),
            part(50).unwrap_or_default(),
            sorted.len()
        )
    }
}
