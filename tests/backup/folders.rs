//! The folder that backups go to: not there, emptied, of a file system without modes; and what retention
//! removes there while clocks jump.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::{Home, Run, identity, noise, sets, verify};
use crate::support::faketime;
use crate::support::random::Random;

/// A vault with one file, and its identity.
fn small() -> (Home, PathBuf) {
    let home = Home::new();
    let identity = identity(&home);
    home.file("a.txt", "a");
    home.ok(["add", "a.txt"]);
    (home, identity)
}

/// Backups in a folder below the work folder, in order.
fn names(home: &Home, folder: &str) -> Vec<String> {
    let entries = fs::read_dir(home.work().join(folder)).into_iter().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".age"))
        .collect();
    names.sort();
    names
}

fn create_at(home: &Home, time: &str, folder: &str, more: &[&str]) -> Run {
    let words = ["--json", "backup", "create", "--to", folder];
    Run::of(home.later(time, [&words[..], more].concat()))
}

fn file_name(run: &Run) -> String {
    let path = run.json()[0]["destination"].as_str().unwrap().to_owned();
    let name = Path::new(&path).file_name().unwrap();
    name.to_str().unwrap().to_owned()
}

#[test]
fn retention_keeps_what_it_just_made_and_stops_at_impossible_times() {
    if faketime().is_none() {
        return;
    }
    for kind in [&[][..], &["--incremental"]] {
        let (home, identity) = small();
        fs::create_dir(home.work().join("b")).unwrap();
        let rule = [kind, &["--keep-last", "1"]].concat();
        let early = create_at(&home, "-1d", "b", kind);
        assert_eq!(early.code, 0, "{}", early.err);
        let ahead = create_at(&home, "+400d", "b", kind);
        assert_eq!(ahead.code, 0, "{}", ahead.err);
        let now = create_at(&home, "+0d", "b", &rule);
        assert_eq!(now.code, 0, "{}", now.err);
        assert!(
            now.err.contains("no older backups were removed"),
            "{}",
            now.err
        );
        assert!(now.json()[0]["retention_stopped"].is_string());
        let all = names(&home, "b");
        for made in [&early, &ahead, &now] {
            assert!(all.contains(&file_name(made)), "{all:?}");
        }
        let dry = create_at(&home, "+0d", "b", &[&rule[..], &["--dry-run"]].concat());
        assert!(
            dry.json()[0]["retention_stopped"].is_string(),
            "{}",
            dry.out
        );
        assert_eq!(dry.json()[0]["removed"].as_array().unwrap().len(), 0);
        // Said with -q, too: the disk fills.
        let words = ["-q", "backup", "create", "--to", "b"];
        let quiet = Run::of(home.later("+0d", [&words[..], &rule].concat()));
        assert_eq!(quiet.code, 0);
        assert!(quiet.err.contains("no older backup"), "{}", quiet.err);
        // The clock is accepted, but the name is still from the future.
        home.ok(["--accept-rollback", "ls"]);
        let still = home.run([&["backup", "create", "--to", "b"][..], &rule].concat());
        assert!(still.err.contains("has a future date"), "{}", still.err);
        let drill = ["backup", "drill", "b", "--max-age", "2d", "-i"];
        let drill = home.run([&drill[..], &[identity.to_str().unwrap()]].concat());
        assert_eq!(drill.code, 6, "{}{}", drill.out, drill.err);
        assert!(drill.err.contains("has a future date"), "{}", drill.err);
        let future = home.work().join("b").join(file_name(&ahead));
        fs::rename(&future, home.work().join("away")).unwrap();
        let last = create_at(&home, "+0d", "b", &rule);
        assert_eq!(names(&home, "b"), [file_name(&last)], "{}", last.err);
        let path = home.work().join("b").join(file_name(&last));
        assert_eq!(verify(&home, &path, &identity).code, 0);
    }
}

#[test]
fn whatever_the_clock_does_what_was_just_made_stays() {
    if faketime().is_none() {
        return;
    }
    let (home, _) = small();
    fs::create_dir(home.work().join("b")).unwrap();
    let mut random = Random::new();
    let mut next = |below: usize| random.below(below);
    let times = [
        "-3650d", "-40d", "-1d", "+0d", "+1d", "+2d", "+400d", "+3650d",
    ];
    let rules = [
        "--keep-last",
        "--keep-daily",
        "--keep-weekly",
        "--keep-yearly",
    ];
    let mut latest = 0;
    for round in 0..40 {
        let chosen = next(times.len());
        let mut words = vec![rules[next(rules.len())], ["1", "2"][next(2)]];
        if next(2) == 0 {
            words.push("--incremental");
        }
        let before = names(&home, "b");
        let run = create_at(&home, times[chosen], "b", &words);
        assert_eq!(run.code, 0, "{round}: {}", run.err);
        let after = names(&home, "b");
        assert!(after.contains(&file_name(&run)), "{round}: {}", run.err);
        let gone = before.iter().filter(|name| !after.contains(name)).count();
        if chosen < latest {
            assert_eq!(gone, 0, "{round}: {} {words:?}", times[chosen]);
            assert!(run.json()[0]["retention_stopped"].is_string());
        }
        latest = latest.max(chosen);
    }
}

#[test]
fn packs_without_a_snapshot_go_with_whole_backups_too() {
    let (home, identity) = small();
    home.file("large.bin", noise(400_000));
    home.ok(["policy", "set", "allowed_extensions", "*"]);
    home.ok(["add", "large.bin"]);
    let first = sets::snapshot(&home, &[]);
    home.ok(["note", "/inbox/a.txt", "changed"]);
    sets::snapshot(&home, &[]);
    assert!(!sets::named(&home, "data").is_empty());
    // One snapshot is left: its packs stay.
    let whole = ["backup", "create", "--to", "set", "--keep-last"];
    home.ok([&whole[..], &["2"]].concat());
    assert!(!first.exists());
    let left = names(&home, "set");
    let snapshot = left.iter().find(|name| name.ends_with(".snapshot.age"));
    let snapshot = home.work().join("set").join(snapshot.unwrap());
    assert_eq!(verify(&home, &snapshot, &identity).code, 0);
    let made = home.ok([&whole[..], &["1"]].concat());
    assert_eq!(names(&home, "set").len(), 1);
    for kind in ["data", "rows"] {
        assert_eq!(sets::named(&home, kind), Vec::<PathBuf>::new());
    }
    let made = home.work().join(made.lines().next().unwrap());
    assert_eq!(verify(&home, &made, &identity).code, 0);
    // And those that somebody took the snapshots of.
    let snapshot = sets::snapshot(&home, &[]);
    fs::remove_file(snapshot).unwrap();
    home.ok([&whole[..], &["1"]].concat());
    assert_eq!(sets::named(&home, "data"), Vec::<PathBuf>::new());
}

#[test]
fn a_folder_that_is_not_there_or_has_lost_its_backups_is_an_error() {
    let (home, identity) = small();
    let key = home.key("nightly", &["--permission", "backup:create"]);
    let place = home.work().join("disk");
    for kind in [&[][..], &["--incremental"], &["--dry-run"]] {
        for folder in ["disk", "disk/", "disk/deep/er", "../nowhere"] {
            let words = [&["backup", "create", "--to", folder][..], kind].concat();
            for run in [home.run(&words), home.by_key(&key, &words)] {
                assert_eq!(run.code, 4, "{folder}: {}", run.err);
                assert!(run.err.contains("mkdir -p"), "{}", run.err);
            }
        }
        // Made on demand, but not its parents.
        let deep = ["backup", "create", "--create", "--to", "disk/deep"];
        assert_eq!(home.run([&deep[..], kind].concat()).code, 4);
        assert!(!place.exists());
    }
    let log = home.ok(["audit", "log", "--event", "BACKUP_CREATE"]);
    assert!(log.lines().all(|row| row.contains("NOT_FOUND")), "{log}");
    for kind in [&[][..], &["--incremental"]] {
        let create = |folder: &str, more: &[&str]| {
            let words = ["backup", "create", "--to", folder];
            home.run([&words[..], kind, more].concat())
        };
        let _ = fs::remove_dir_all(&place);
        assert_eq!(create("disk", &["--create"]).code, 0);
        assert_eq!(create("disk", &[]).code, 0);
        // The disk is not mounted: its mount point is there, with what was always in it.
        fs::remove_dir_all(&place).unwrap();
        fs::create_dir(&place).unwrap();
        fs::write(place.join("README"), "the disk is not mounted").unwrap();
        let other = "20200101T030000.000Z-00000000.tar.zst.age";
        fs::write(place.join(other), "age-encryption.org/v1\n").unwrap();
        std::os::unix::fs::symlink(&place, home.work().join("link")).unwrap();
        for spelled in ["disk", "./disk/", "link", place.to_str().unwrap()] {
            for more in [&[][..], &["--dry-run"]] {
                let run = create(spelled, more);
                assert_eq!(run.code, 4, "{spelled}: {}", run.err);
                assert!(run.err.contains("no longer has any"), "{}", run.err);
                assert!(run.err.contains("--create"), "{}", run.err);
            }
        }
        fs::remove_file(home.work().join("link")).unwrap();
        assert_eq!(fs::read_dir(&place).unwrap().count(), 2);
        assert_eq!(create("disk", &["--create"]).code, 0);
        assert_eq!(create("disk", &[]).code, 0);
        // A folder that never had any is an empty folder.
        let fresh = home.work().join(format!("new{}", kind.len()));
        fs::create_dir(&fresh).unwrap();
        assert_eq!(create(fresh.to_str().unwrap(), &[]).code, 0);
    }
    let newest = names(&home, "disk").pop().unwrap();
    assert_eq!(verify(&home, &place.join(newest), &identity).code, 0);
}

/// Makes everything below a folder what a disk mounted with mode 0777 shows.
fn open_to_all(path: &Path) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            open_to_all(&entry.unwrap().path());
        }
    }
    fs::set_permissions(path, fs::Permissions::from_mode(0o777)).unwrap();
}

#[test]
fn a_folder_whose_modes_say_nothing_holds_backups() {
    let (home, identity) = small();
    let set = home.work().join("set");
    fs::create_dir(&set).unwrap();
    open_to_all(&set);
    for round in 0..3 {
        home.file("new.txt", format!("round {round}"));
        home.ok(["add", "new.txt"]);
        let snapshot = sets::snapshot(&home, &["--keep-last", "2"]);
        open_to_all(&set);
        assert_eq!(verify(&home, &snapshot, &identity).code, 0);
        // What is there is known, and not written again.
        let before = sets::named(&home, "data").len();
        sets::snapshot(&home, &["--keep-last", "2"]);
        open_to_all(&set);
        assert_eq!(sets::named(&home, "data").len(), before);
        home.ok(["backup", "create", "--to", "set", "--keep-last", "3"]);
        open_to_all(&set);
    }
    // What a killed run left there is removed, also if others may write to the folder.
    let partial = set.join(".file-organizer-0011223344556677.partial");
    fs::write(&partial, "half").unwrap();
    open_to_all(&set);
    sets::snapshot(&home, &[]);
    assert!(!partial.exists());
    // Not so a vault.
    let run = home.run([
        "backup",
        "restore",
        set.join(names(&home, "set").pop().unwrap())
            .to_str()
            .unwrap(),
        "-i",
        identity.to_str().unwrap(),
        "--into",
        "restored",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
}
