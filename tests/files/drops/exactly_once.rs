//! Each drop comes in once: with two at it, and with one that is killed.

use std::collections::HashMap;
use std::process::Stdio;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{drop_ok, sealed, spool};
use crate::support::{Home, Run};

fn leave(home: &Home, count: usize) {
    let names: Vec<String> = (0..count).map(|n| format!("{n}.txt")).collect();
    for name in &names {
        home.file(name, format!("content of {name}"));
    }
    drop_ok(home, &names.iter().map(String::as_str).collect::<Vec<_>>());
}

/// Every file once, in its first version, with its content.
fn check(home: &Home, count: usize) {
    assert!(sealed(&spool(home), ".drop").is_empty());
    let files = home.run(["--json", "ls", "-R"]).json();
    assert_eq!(files.len(), count);
    assert!(files.iter().all(|file| file["version"] == 1));
    for n in 0..count {
        assert_eq!(
            home.ok(["cat", &format!("/inbox/{n}.txt")]),
            format!("content of {n}.txt")
        );
    }
    home.ok(["verify"]);
}

#[test]
fn two_at_once_take_each_drop_once() {
    let home = Home::new();
    leave(&home, 50);
    let runs: Vec<_> = (0..2)
        .map(|_| {
            let mut command = home.command(["--json", "inbox", "run"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            command.spawn().unwrap()
        })
        .collect();
    let mut taken = HashMap::new();
    for run in runs {
        let run = Run::from(run.wait_with_output().unwrap());
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
        for line in run.json().iter().filter(|line| line["type"] == "file") {
            assert_eq!(line["status"], "added", "{line}");
            *taken.entry(line["path"].to_string()).or_insert(0) += 1;
        }
    }
    assert_eq!(taken.len(), 50);
    assert!(taken.values().all(|times| *times == 1));
    check(&home, 50);
}

#[test]
fn a_run_that_is_killed_loses_and_doubles_nothing() {
    let home = Home::new();
    let key = home.key("taker", &["--role", "user"]);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let mut state = now.subsec_nanos().into();
    eprintln!("seed {state}");
    let count = 60;
    leave(&home, count);
    for _ in 0..20 {
        state = u64::wrapping_mul(state, 6_364_136_223_846_793_005).wrapping_add(1);
        let mut command = home.command(["inbox", "run"]);
        command
            .env_remove("FILE_ORGANIZER_PASSWORD")
            .env("FILE_ORGANIZER_API_KEY_FILE", &key)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        std::thread::sleep(Duration::from_millis((state >> 33) % 150));
        child.kill().unwrap();
        child.wait().unwrap();
        let waiting = sealed(&spool(&home), ".drop").len();
        let inside = home.run(["--json", "ls", "-R"]).json().len();
        assert!(
            waiting + inside >= count && inside <= count,
            "{waiting} {inside}"
        );
    }
    home.ok(["inbox", "run"]);
    check(&home, count);
}
