//! Interrupted, crowded, out of room: no partial file under a final name, no good backup lost, no
//! half-made vault, and each backup one consistent state.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::support::random::Random;

use super::{create, furnished, identity, ok_at, restore, verify};

/// Kills what `command` starts after a while; gives whether it was still alive.
fn killed(mut command: Command, after: Duration) -> bool {
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(after);
    let alive = child.try_wait().unwrap().is_none();
    let _ = child.kill();
    child.wait().unwrap();
    alive
}

/// Backups in a folder, by their final names.
fn backups(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut all: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            name.ends_with(".age") && !name.starts_with('.')
        })
        .collect();
    all.sort();
    all
}

fn kills(rounds: u64) {
    let mut dice = Random::new();
    let home = furnished();
    let identity = identity(&home);
    let key = home.key("nightly", &["--role", "api"]);
    let good = create(&home, "good.age");
    let mut alive = 0;
    for round in 0..rounds {
        let kind = round % 4;
        let into = home.root().join("restored");
        let arguments: Vec<&str> = match kind {
            0 => vec!["backup", "create", "--create", "--to", "full"],
            1 => vec![
                "backup",
                "create",
                "--create",
                "--to",
                "set",
                "--incremental",
                "--keep-last",
                "2",
            ],
            2 => vec![
                "backup",
                "create",
                "--create",
                "--to",
                "full",
                "--keep-last",
                "2",
            ],
            _ => vec![
                "backup",
                "restore",
                good.to_str().unwrap(),
                "-i",
                identity.to_str().unwrap(),
                "--into",
                into.to_str().unwrap(),
            ],
        };
        home.file("new.txt", format!("round {round}"));
        home.ok(["add", "new.txt"]);
        let mut command = home.command(&arguments);
        command
            .env_remove("FILE_ORGANIZER_PASSWORD")
            .env("FILE_ORGANIZER_API_KEY_FILE", &key);
        let most = if cfg!(debug_assertions) { 120 } else { 60 };
        alive += u64::from(killed(command, Duration::from_millis(dice.below(most))));
        if into.exists() {
            ok_at(&home, &into, &["verify"]);
            fs::remove_dir_all(&into).unwrap();
        }
        for folder in ["full", "set"] {
            let folder = home.work().join(folder);
            let all = backups(&folder);
            for backup in all.iter().rev().take(2) {
                let run = verify(&home, backup, &identity);
                assert_eq!(run.code, 0, "round {round}: {}{}", run.out, run.err);
            }
        }
    }
    assert!(
        alive * 6 >= rounds,
        "{alive} of {rounds} were killed at work"
    );
    assert_eq!(verify(&home, &good, &identity).code, 0);
    home.ok(["verify"]);
    // The next ones clear away what the killed ones left.
    home.ok(["backup", "create", "--create", "--to", "full"]);
    home.ok([
        "backup",
        "create",
        "--create",
        "--to",
        "set",
        "--incremental",
        "--keep-last",
        "1",
    ]);
    for folder in ["full", "set"] {
        let folder = home.work().join(folder);
        let partial = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .find(|name| name.ends_with(".partial"));
        assert_eq!(partial, None);
    }
    restore(&home, &good, &identity, "last");
    let left = fs::read_dir(home.root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .find(|name| name.starts_with(".file-organizer"));
    assert_eq!(left, None);
}

#[test]
fn killed_at_any_moment() {
    kills(24);
}

#[test]
#[ignore = "takes minutes: tests/slow/backups.sh"]
fn killed_at_any_moment_hundreds_of_times() {
    kills(300);
}

/// Each writer adds pairs by one command: a backup has both of a pair, or none.
fn crowded(backups: u64) {
    let home = furnished();
    let identity = identity(&home);
    let key = home.key("writer", &["--role", "user"]);
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        for writer in 0..2 {
            let (home, key, stop) = (&home, &key, &stop);
            scope.spawn(move || {
                for round in 0_u64.. {
                    if stop.load(std::sync::atomic::Ordering::Relaxed) {
                        return;
                    }
                    let folder = format!("pair-{writer}-{round}");
                    for name in ["a", "b"] {
                        home.file(format!("{folder}/{name}.txt"), format!("{folder} {name}"));
                    }
                    let run = home.by_key(key, ["add", &folder, "--to", "/pairs"]);
                    assert_eq!(run.code, 0, "{}", run.err);
                }
            });
        }
        let checked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let mut largest = 0;
            for round in 0..backups {
                let path = create(&home, &format!("{round}.age"));
                let run = home.run([
                    "--json",
                    "backup",
                    "verify",
                    path.to_str().unwrap(),
                    "-i",
                    identity.to_str().unwrap(),
                ]);
                assert_eq!(run.code, 0, "{}", run.err);
                if round % 5 == 0 {
                    let into = restore(&home, &path, &identity, &format!("r{round}"));
                    let listed = ok_at(&home, &into, &["find", "in:/pairs"]);
                    let count = listed.lines().count();
                    assert_eq!(count % 2, 0, "{listed}");
                    assert!(count >= largest);
                    largest = count;
                    ok_at(&home, &into, &["verify"]);
                    fs::remove_dir_all(&into).unwrap();
                }
                fs::remove_file(&path).unwrap();
            }
            assert!(largest > 0 || backups < 6, "the writers wrote meanwhile");
        }));
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        checked.unwrap();
    });
    home.ok(["verify"]);
}

#[test]
fn one_state_while_two_write() {
    crowded(6);
}

#[test]
#[ignore = "takes minutes: tests/slow/backups.sh"]
fn one_state_while_two_write_fifty_times() {
    crowded(50);
}

/// A file system of this size in memory, as root.
struct Small(PathBuf);

impl Small {
    fn mount(path: &Path, size: &str) -> Option<Self> {
        fs::create_dir_all(path).unwrap();
        let mounted = Command::new("mount")
            .args([
                "-t",
                "tmpfs",
                "-o",
                &format!("size={size},mode=0700"),
                "tmpfs",
            ])
            .arg(path)
            .stderr(Stdio::null())
            .status();
        if mounted.is_ok_and(|status| status.success()) {
            return Some(Self(path.to_owned()));
        }
        println!("skipped: no file system can be mounted here");
        None
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn without_room_nothing_is_left_and_nothing_lost() {
    let home = furnished();
    let identity = identity(&home);
    let good = create(&home, "good.age");
    let Some(small) = Small::mount(&home.root().join("small"), "4m") else {
        return;
    };
    let place = small.0.to_str().unwrap();
    // One fits, two do not.
    let run = home.run([
        "backup",
        "create",
        "--create",
        "--to",
        place,
        "--keep-last",
        "1",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let kept = backups(&small.0);
    assert_eq!(kept.len(), 1);
    for arguments in [
        &[
            "backup",
            "create",
            "--create",
            "--to",
            place,
            "--keep-last",
            "1",
        ][..],
        &[
            "backup",
            "create",
            "--create",
            "--to",
            place,
            "--incremental",
            "--keep-last",
            "1",
        ],
    ] {
        let run = home.run(arguments);
        assert_eq!(run.code, 1, "{}", run.err);
        assert!(
            run.err.contains("small") && run.err.contains("disk is full"),
            "{}",
            run.err
        );
        assert_eq!(backups(&small.0), kept);
    }
    assert_eq!(verify(&home, &kept[0], &identity).code, 0);
    let into = small.0.join("vault");
    let run = home.run([
        "backup",
        "restore",
        good.to_str().unwrap(),
        "-i",
        identity.to_str().unwrap(),
        "--into",
        into.to_str().unwrap(),
    ]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(!into.exists());
    let partial = fs::read_dir(&small.0)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .find(|name| name.starts_with(".file-organizer"));
    assert_eq!(partial, None);
    home.ok(["verify"]);
}
