//! Time, memory and bytes of one run of the program.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::support::{Home, Run};

/// What a run took.
pub(crate) struct Cost {
    pub(crate) seconds: f64,
    /// Largest resident set, in KiB, where that could be measured.
    pub(crate) peak: Option<u64>,
    /// Bytes that went through its reads and writes.
    pub(crate) read: u64,
    pub(crate) written: u64,
}

/// The program unlocked by the recovery key, run by a shell that measures it, with `input` as its
/// standard input.
fn measured(home: &Home, arguments: &[&str], input: Stdio) -> (Run, Cost) {
    let report = home.root().join("cost");
    let plain = home.command(arguments);
    let time = if fs::exists("/usr/bin/time").unwrap() {
        "/usr/bin/time -f %M -o \"$0\""
    } else {
        ""
    };
    // What a shell has waited for counts in its own account.
    let script = format!("{time} \"$@\"; code=$?; cat /proc/$$/io >\"$0.io\"; exit $code");
    let mut command = Command::new("sh");
    command
        .args(["-c", &script])
        .arg(&report)
        .arg(plain.get_program())
        .args(plain.get_args())
        .env_clear()
        .envs(
            plain
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .env("FILE_ORGANIZER_PASSWORD", &home.recovery)
        .current_dir(home.work())
        .stdin(input);
    let begun = Instant::now();
    let run = Run::of(command);
    let seconds = begun.elapsed().as_secs_f64();
    let io = fs::read_to_string(home.root().join("cost.io")).unwrap_or_default();
    let field = |name: &str| {
        let line = io.lines().find_map(|line| line.strip_prefix(name));
        line.map_or(0, |value| value.trim().parse().unwrap())
    };
    let peak = fs::read_to_string(&report).ok();
    let cost = Cost {
        seconds,
        peak: peak.and_then(|text| text.lines().last()?.parse().ok()),
        read: field("rchar:"),
        written: field("wchar:"),
    };
    (run, cost)
}

/// A run that must end with 0.
pub(crate) fn ok(home: &Home, arguments: &[&str]) -> (Run, Cost) {
    with_input(home, arguments, Stdio::null())
}

/// A run with something on its standard input, that must end with 0.
pub(crate) fn with_input(home: &Home, arguments: &[&str], input: Stdio) -> (Run, Cost) {
    let (run, cost) = measured(home, arguments, input);
    assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
    (run, cost)
}

/// Says what a run took.
pub(crate) fn say(what: &str, cost: &Cost) {
    println!(
        "{what}: {:.2} s, peak {} KiB, {} KiB read, {} KiB written",
        cost.seconds,
        cost.peak.map_or("?".into(), |peak| peak.to_string()),
        cost.read / 1024,
        cost.written / 1024
    );
}

/// The middle of some times.
pub(crate) fn median(times: &[f64]) -> f64 {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
