//! Several processes at once, and processes that are killed: nothing that was acknowledged is lost,
//! and the next command works by itself.

use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::support::random::Random;
use crate::support::{Home, Run};

fn spawn(home: &Home, arguments: &[&str]) -> Child {
    home.command(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn end(child: Child) -> Run {
    Run::from(child.wait_with_output().unwrap())
}

#[test]
fn two_writers_and_readers_at_once() {
    let home = Home::new();
    for n in 0..400 {
        home.file(format!("one/{n}.txt"), format!("one {n}"));
        home.file(format!("two/{n}.txt"), format!("two {n}"));
    }
    home.file("read.txt", "to be read");
    home.ok(["add", "read.txt"]);
    let writers = [spawn(&home, &["add", "one"]), spawn(&home, &["add", "two"])];
    for _ in 0..5 {
        let readers = [
            spawn(&home, &["cat", "/inbox/read.txt"]),
            spawn(&home, &["ls", "-R"]),
        ];
        for reader in readers {
            let run = end(reader);
            assert_eq!(run.code, 0, "{}", run.err);
        }
    }
    for writer in writers {
        let run = end(writer);
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    }
    assert_eq!(home.ok(["find", "ext:txt"]).lines().count(), 801);
    home.ok(["verify"]);
    // Every read left its row, inside or by way of the spool.
    let log = home.ok(["audit", "log", "--event", "FILE_READ"]);
    assert_eq!(log.lines().count(), 5, "{log}");
    home.ok(["audit", "verify"]);
}

#[test]
fn killed_at_any_moment() {
    let home = Home::new();
    let mut random = Random::new();
    home.file("kept.txt", "acknowledged");
    home.ok(["add", "kept.txt"]);
    for n in 0..300 {
        home.file(format!("tree/{n}.txt"), format!("content {n} ").repeat(50));
    }
    home.file("large.txt", "a line that is long enough\n".repeat(400_000));
    let commands: [&[&str]; 6] = [
        &["add", "tree"],
        &["add", "large.txt"],
        &["rm", "/inbox/tree"],
        &["trash", "restore", "/inbox/tree"],
        &["rekey"],
        &["compact"],
    ];
    for round in 0..24 {
        let command = commands[round % commands.len()];
        let mut child = spawn(&home, command);
        std::thread::sleep(Duration::from_millis(random.below(120)));
        child.kill().unwrap();
        let ended = end(child);
        let verify = home.run(["verify"]);
        assert_eq!(
            verify.code, 0,
            "after {command:?} ({}): {}{}",
            ended.code, verify.out, verify.err
        );
        assert_eq!(home.ok(["cat", "/inbox/kept.txt"]), "acknowledged");
    }
}

#[test]
fn a_signal_ends_with_its_number() {
    let home = Home::new();
    for (signal, code) in [("-TERM", 143), ("-INT", 130), ("-HUP", 129)] {
        let mut command = home.command(["add", "-", "--name", "never.txt"]);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        // The program is at its standard input, or on the way there: either ends.
        std::thread::sleep(Duration::from_millis(400));
        stop(&child, signal);
        // Held open, so that it is the signal that ends it.
        let input = child.stdin.take();
        let run = end(child);
        drop(input);
        assert_eq!(run.code, code, "{signal}");
    }
    assert_eq!(home.ok(["ls", "-R"]), "");
    home.ok(["verify"]);
}

#[test]
fn what_killed_processes_left_is_swept_away() {
    let home = Home::new();
    let spool = home.vault().join("spool");
    let hour_ago = std::time::SystemTime::now() - Duration::from_secs(2 * 3600);
    for (name, old) in [
        ("import-0000000000000001", true),
        ("import-0000000000000002", false),
        ("0123.tmp", true),
    ] {
        let file = std::fs::File::create(spool.join(name)).unwrap();
        if old {
            file.set_modified(hour_ago).unwrap();
        }
    }
    home.file("a.txt", "a");
    home.ok(["add", "a.txt"]);
    let left: Vec<_> = std::fs::read_dir(&spool)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left, ["import-0000000000000002"]);
}

#[test]
fn a_waiting_process_names_the_holder_and_gives_up_in_time() {
    let home = Home::new();
    // Nothing comes, so the writer holds no lock: only a transaction does. A stopped process in
    // the middle of one does.
    for n in 0..3000 {
        home.file(format!("tree/{n}.txt"), format!("content {n} ").repeat(100));
    }
    let mut writer = spawn(&home, &["-q", "add", "tree"]);
    let started = Instant::now();
    let busy = loop {
        std::thread::sleep(Duration::from_millis(15));
        stop(&writer, "-STOP");
        let run = home.run(["--wait", "1s", "note", "/inbox/tree/1.txt", "x"]);
        if run.code == 11 {
            break Some(run);
        }
        stop(&writer, "-CONT");
        if writer.try_wait().unwrap().is_some() || started.elapsed() > Duration::from_secs(20) {
            break None;
        }
    };
    stop(&writer, "-CONT");
    let ended = writer.wait().unwrap();
    assert!(ended.success());
    // On a fast disk the writer may never have been caught within a transaction.
    if let Some(run) = busy {
        assert!(run.err.contains("another process is"), "{}", run.err);
        assert!(run.err.contains("hint:"), "{}", run.err);
    }
    home.ok(["verify"]);
}

fn stop(child: &Child, signal: &str) {
    std::process::Command::new("kill")
        .args([signal, &child.id().to_string()])
        .status()
        .unwrap();
}
