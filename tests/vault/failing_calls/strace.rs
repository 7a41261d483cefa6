//! strace's fault injection: which calls a command makes, and the command again with the nth of
//! one of them failing. Without strace nothing here can be done, and the tests say so.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::Run;

/// Everything that reads, writes or changes files. Calls that this machine's kernel does not have
/// are left out by the question mark.
const CALLS: &str = "?read,?readv,?pread64,?preadv,?preadv2,?write,?writev,?pwrite64,?pwritev,\
    ?pwritev2,?fsync,?fdatasync,?sync_file_range,?syncfs,?truncate,?ftruncate,?fallocate,?open,\
    ?openat,?openat2,?creat,?rename,?renameat,?renameat2,?link,?linkat,?unlink,?unlinkat,?mkdir,\
    ?mkdirat,?stat,?lstat,?fstat,?newfstatat,?statx,?getdents64,?chmod,?fchmod,?fchmodat,?lseek,\
    ?fcntl,?flock,?utimensat,?copy_file_range";

/// What a full disk refuses.
pub(crate) const TAKES_ROOM: [&str; 14] = [
    "write",
    "writev",
    "pwrite64",
    "pwritev",
    "pwritev2",
    "fsync",
    "fdatasync",
    "ftruncate",
    "fallocate",
    "openat",
    "rename",
    "renameat",
    "renameat2",
    "mkdir",
];

/// What a disk refuses that only reads any more.
pub(crate) const WRITES: &str = "pwrite64,?pwritev,fsync,fdatasync,ftruncate,?fallocate";

/// No command here takes longer.
const BOUND: Duration = Duration::from_secs(60);

/// Where something is to fail: the nth of these calls, of each thread.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Point {
    pub(crate) call: String,
    pub(crate) nth: u32,
    /// Whether it was on a file of the vault when it was recorded.
    pub(crate) on_vault: bool,
}

/// What happens there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// This error, once.
    Once(&'static str),
    /// This error, from then on.
    Ever(&'static str),
    /// SIGKILL, instead of the call.
    Kill,
}

/// What came of a run with a fault.
pub(crate) struct Faulty {
    pub(crate) run: Run,
    /// The calls that failed, as strace shows them.
    pub(crate) hit: Vec<String>,
    pub(crate) took: Duration,
}

/// Whether strace can be used here.
pub(crate) fn is_there() -> bool {
    let works = Command::new("strace")
        .args(["-f", "-o", "/dev/null", "true"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !works {
        println!("skipped: strace is not here, or may not trace");
    }
    works
}

/// The same command under `strace`, in at most the bound.
pub(crate) fn under_strace(command: &Command, log: &Path, options: &[&str]) -> Command {
    let mut traced = Command::new("timeout");
    traced
        .args(["-k", "5", &BOUND.as_secs().to_string(), "strace"])
        .args(["-f", "-q", "-y", "-o"])
        .arg(log)
        .args(options)
        .arg("--")
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
    traced
}

/// The thread and the name of a call that begins in this line.
fn call(line: &str) -> Option<(&str, &str)> {
    let (thread, rest) = line.split_once(' ')?;
    let (name, _) = rest.trim_start().split_once('(')?;
    let is_name = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (is_name && !name.is_empty()).then_some((thread, name))
}

/// Runs a command to its end, and gives every point at which one of its calls could fail.
pub(crate) fn record(command: &Command, vault: &Path, log: &Path) -> Vec<Point> {
    let trace = format!("trace={CALLS}");
    let run = Run::of(under_strace(command, log, &["-e", &trace]));
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let vault = vault.to_string_lossy().into_owned();
    let mut counts: BTreeMap<(String, String), u32> = BTreeMap::new();
    let mut points: BTreeMap<(String, u32), bool> = BTreeMap::new();
    for line in fs::read_to_string(log).unwrap().lines() {
        let Some((thread, name)) = call(line) else {
            continue;
        };
        let count = counts.entry((thread.into(), name.into())).or_default();
        *count += 1;
        *points.entry((name.into(), *count)).or_default() |= line.contains(&vault);
    }
    let points = points.into_iter();
    points
        .map(|((call, nth), on_vault)| Point {
            call,
            nth,
            on_vault,
        })
        .collect()
}

/// Points at which all writing ends at once.
pub(crate) fn dead_disk(points: &[Point]) -> Vec<Point> {
    let calls: BTreeSet<&str> = WRITES
        .split(',')
        .map(|call| call.trim_start_matches('?'))
        .collect();
    let most = points
        .iter()
        .filter(|point| calls.contains(point.call.as_str()));
    let most = most.map(|point| point.nth).max().unwrap_or(0);
    (1..=most)
        .map(|nth| Point {
            call: WRITES.into(),
            nth,
            on_vault: true,
        })
        .collect()
}

/// Runs a command with a fault at a point.
pub(crate) fn inject(command: &Command, point: &Point, fault: Fault, log: &Path) -> Faulty {
    let Point { call, nth, .. } = point;
    let expression = match fault {
        Fault::Once(error) => format!("inject={call}:error={error}:when={nth}"),
        Fault::Ever(error) => format!("inject={call}:error={error}:when={nth}+"),
        Fault::Kill => format!("inject={call}:signal=SIGKILL:when={nth}"),
    };
    let trace = format!("trace={call}");
    let begun = Instant::now();
    let run = Run::of(under_strace(
        command,
        log,
        &["-e", &trace, "-e", &expression],
    ));
    let took = begun.elapsed();
    let traced = fs::read_to_string(log).unwrap_or_default();
    let mark = if fault == Fault::Kill {
        // It never came back.
        " = ?"
    } else {
        "(INJECTED)"
    };
    let lines = traced.lines().filter(|line| line.contains(mark));
    let hit = lines.map(str::to_owned).collect();
    Faulty { run, hit, took }
}
