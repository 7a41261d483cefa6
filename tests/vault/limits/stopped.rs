//! A writer that stands still in the middle of its commit: readers go on, another writer waits as
//! long as it was told and then says so, and afterwards all is well. strace stops it at its third
//! sync: the first two belong to the opening, this one to the commit, under the writer's place.

use super::*;
use std::fs;
use std::time::{Duration, Instant};

/// Readers are not to wait for it: far below what a wait would take, and far above what they take.
const SOON: Duration = Duration::from_secs(5);

#[test]
fn a_writer_stands_still() {
    let home = furnished();
    let vault = Vault::of(&home);
    let log = home.root().join("strace.log");
    let options = [
        "-f",
        "-q",
        "-o",
        log.to_str().unwrap(),
        "-e",
        "trace=fdatasync",
        "-e",
        "inject=fdatasync:signal=SIGSTOP:when=3",
        "--",
    ];
    let Ok(mut writer) = by(
        "strace",
        &options,
        &vault.command(&["-q", "add", "more", "--to", "/"]),
    )
    .stdout(Stdio::piped())
    .stderr(Stdio::piped())
    .spawn() else {
        println!("skipped: strace is not here");
        return;
    };
    let begun = Instant::now();
    let process = loop {
        let traced = fs::read_to_string(&log).unwrap_or_default();
        let stopped = traced
            .lines()
            .find(|line| line.contains("stopped by SIGSTOP"));
        if let Some(line) = stopped {
            break line.split_whitespace().next().unwrap().to_owned();
        }
        if writer.try_wait().unwrap().is_some() || begun.elapsed() > Duration::from_secs(30) {
            println!("skipped: strace may not trace here");
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    let mut reads = 0;
    for arguments in [
        &["ls", "-R", "/"][..],
        &["cat", "/kept/large.txt"],
        &["find", "large"],
        &["get", "/kept", "-o", "out"],
        &["status"],
        &["history"],
        &["audit", "log"],
        &["audit", "verify"],
    ] {
        let begun = Instant::now();
        let run = Run::of(by("timeout", &["30"], &vault.command(arguments)));
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
        assert!(
            begun.elapsed() < SOON,
            "{arguments:?} took {:?}",
            begun.elapsed()
        );
        reads += u32::from(matches!(arguments[0], "cat" | "get"));
    }
    for arguments in [
        &["--wait", "1s", "note", "/kept/1.txt", "x"][..],
        &["--wait", "1s", "-q", "add", "kept", "--to", "/again"],
        &["--wait", "1s", "rekey"],
        &["--wait", "1s", "compact"],
        &["--wait", "1s", "passwd"],
        &["--wait", "1s", "verify"],
    ] {
        let begun = Instant::now();
        let run = Run::of(by("timeout", &["40"], &vault.command(arguments)));
        let took = begun.elapsed();
        assert_eq!(run.code, 11, "{arguments:?} after {took:?}: {}", run.err);
        assert!(run.err.contains("hint:"), "{arguments:?}: {}", run.err);
        assert!(
            took < Duration::from_secs(15),
            "{arguments:?} took {took:?}"
        );
    }
    let go_on = Command::new("kill").args(["-CONT", &process]).status();
    assert!(go_on.unwrap().success());
    let run = Run::from(writer.wait_with_output().unwrap());
    assert_eq!(run.code, 0, "{}", run.err);
    is_unharmed("after it went on", &vault);
    let contents = vault.contents("after it went on");
    assert_eq!(
        contents
            .keys()
            .filter(|path| path.starts_with("/more/"))
            .count(),
        6
    );
    // Those that were given out meanwhile, and by the two looks just now.
    let rows = vault.ok("after", &["audit", "log", "--event", "FILE_READ"]);
    assert_eq!(u32::try_from(rows.lines().count()).unwrap(), reads + 2);
}
