//! INT, TERM and HUP in the middle of work: 128 and the number, and nothing half done.

use super::*;
use std::process::Child;
use std::time::{Duration, Instant};

use random::{Random, is_whole};

const SIGNALS: [(&str, i32); 3] = [("-INT", 130), ("-TERM", 143), ("-HUP", 129)];

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill")
        .args([name, &child.id().to_string()])
        .status();
    sent.unwrap();
}

/// Runs a command to its end, and then again and again with a signal at a random moment.
fn interrupt(
    arguments: &[&str],
    rounds: usize,
    before: impl Fn(&Home),
    after: impl Fn(&str, &Home, &Run),
) {
    let home = furnished();
    for n in 0..400 {
        home.file(format!("tree/{n}.txt"), text(&format!("tree {n}"), 2000));
    }
    for n in 0..4 {
        home.file(
            format!("tree/large {n}.txt"),
            text(&format!("large {n}"), 4_000_000),
        );
    }
    let vault = Vault::of(&home);
    before(&home);
    let begun = Instant::now();
    assert_eq!(vault.run(arguments).code, 0);
    let took = u64::try_from(begun.elapsed().as_micros()).unwrap();
    let mut random = Random::new();
    let mut ended = [0u32; 2];
    for round in 0..rounds {
        let (name, code) = SIGNALS[round % SIGNALS.len()];
        before(&home);
        let delay = Duration::from_micros(random.below(took));
        let child = vault
            .command(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::thread::sleep(delay);
        signal(&child, name);
        let sent = Instant::now();
        let run = Run::from(child.wait_with_output().unwrap());
        let what = format!("{arguments:?}, {name} after {delay:?} ({})", run.code);
        assert!(run.code == code || run.code == 0, "{what}: {}", run.err);
        assert!(
            sent.elapsed() < Duration::from_secs(20),
            "{what}: it goes on"
        );
        ended[usize::from(run.code == 0)] += 1;
        after(&what, &home, &run);
        is_unharmed(&what, &vault);
        assert_eq!(vault.left_over(), [""; 0], "{what}");
    }
    println!(
        "{arguments:?}: {} by a signal, {} done before",
        ended[0], ended[1]
    );
}

fn add(rounds: usize) {
    let before = |home: &Home| {
        let vault = Vault::of(home);
        if vault.run(&["rm", "/tree"]).code == 0 {
            vault.ok("before", &["-y", "trash", "empty"]);
        }
    };
    interrupt(
        &["add", "tree", "--to", "/"],
        rounds,
        before,
        |what, home, run| {
            let vault = Vault::of(home);
            let contents = vault.contents(what);
            for line in run.out.lines() {
                if let Some(path) = line.strip_prefix("added     ") {
                    assert!(contents.contains_key(path), "{what}: {path}");
                }
            }
            // It has put its own things away.
            assert_eq!(vault.spool(), [""; 0], "{what}");
        },
    );
}

fn get(rounds: usize) {
    let before = |home: &Home| {
        let vault = Vault::of(home);
        if vault.run(&["ls", "/tree"]).code != 0 {
            vault.ok("before", &["-q", "add", "tree", "--to", "/"]);
        }
        let out = home.work().join("out");
        if out.exists() {
            std::fs::remove_dir_all(out).unwrap();
        }
    };
    interrupt(
        &["get", "/tree", "-o", "out"],
        rounds,
        before,
        |what, home, run| {
            let out = home.work().join("out/tree");
            let names = if out.exists() {
                state::names(&out)
            } else {
                Vec::new()
            };
            for name in &names {
                let content = std::fs::read(out.join(name)).unwrap();
                assert!(is_whole(&content), "{what}: {name} is not whole");
            }
            assert!(
                run.code != 0 || names.len() == 404,
                "{what}: {}",
                names.len()
            );
        },
    );
}

fn rekey(rounds: usize) {
    let before = |home: &Home| {
        let vault = Vault::of(home);
        if vault.run(&["ls", "/tree"]).code != 0 {
            vault.ok("before", &["-q", "add", "tree", "--to", "/"]);
        }
    };
    interrupt(&["rekey"], rounds, before, |_, _, _| {});
}

#[test]
fn in_add() {
    add(3);
}

#[test]
fn in_get() {
    get(3);
}

#[test]
fn in_rekey() {
    rekey(3);
}

#[test]
#[ignore = "slow: a hundred signals"]
fn signals_again_and_again() {
    add(40);
    get(40);
    rekey(20);
}
