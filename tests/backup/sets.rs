//! Incremental sets: what is written is what is new; snapshots stand alone as long as their packs are
//! there; retention leaves what is needed; a lost pack is reported with what it costs, and mended.

use std::fs;
use std::path::{Path, PathBuf};

use super::{at, everything, furnished, identity, ok_at, restore, verify};
use crate::support::Home;

pub(super) fn snapshot(home: &Home, more: &[&str]) -> PathBuf {
    let arguments = [
        "--json",
        "backup",
        "create",
        "--create",
        "--to",
        "set",
        "--incremental",
    ];
    let run = home.run([&arguments[..], more].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    home.work()
        .join(run.json()[0]["destination"].as_str().unwrap())
}

fn packs(home: &Home) -> PathBuf {
    let mut entries = fs::read_dir(home.work().join("set")).unwrap();
    entries
        .find_map(|entry| Some(entry.unwrap().path()).filter(|path| path.is_dir()))
        .unwrap()
}

/// The packs with names that begin so, the largest first.
pub(super) fn named(home: &Home, kind: &str) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(packs(home))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            name.starts_with(kind) && name.ends_with(".age")
        })
        .collect();
    all.sort_by_key(|path| std::cmp::Reverse(fs::metadata(path).unwrap().len()));
    all
}

fn size(path: &Path) -> u64 {
    if path.is_dir() {
        return fs::read_dir(path)
            .unwrap()
            .map(|entry| size(&entry.unwrap().path()))
            .sum();
    }
    fs::metadata(path).unwrap().len()
}

#[test]
fn a_snapshot_writes_what_is_new_and_restores_the_whole() {
    let home = furnished();
    let identity = identity(&home);
    // A thousand files, of which one in a hundred changes.
    for number in 0..1000 {
        home.file(
            format!("many/{}/{number}.bin", number % 7),
            super::noise(3000 + number).split_off(number),
        );
    }
    home.ok(["add", "many", "--to", "/"]);
    let first = snapshot(&home, &[]);
    let before = size(&home.work().join("set"));
    for number in (0..1000).step_by(100) {
        home.file(
            format!("many/{}/{number}.bin", number % 7),
            super::noise(4000).split_off(number),
        );
    }
    home.ok(["add", "many", "--to", "/"]);
    let second = snapshot(&home, &[]);
    let grown = size(&home.work().join("set")) - before;
    assert!(grown * 100 < before * 3, "{grown} after {before}");
    let state = everything(&home, &home.vault());
    for (backup, into) in [(&first, "r1"), (&second, "r2")] {
        assert_eq!(verify(&home, backup, &identity).code, 0);
        let restored = restore(&home, backup, &identity, into);
        ok_at(&home, &restored, &["verify"]);
        if into == "r2" {
            assert_eq!(everything(&home, &restored), state);
            home.ok(["get", "/many", "/tree", "-o", "o1"]);
            ok_at(&home, &restored, &["get", "/many", "/tree", "-o", "o2"]);
            let diff = std::process::Command::new("diff")
                .args(["-r", "o1", "o2"])
                .current_dir(home.work())
                .status();
            assert!(diff.unwrap().success());
        }
    }
    // Nothing new: the snapshot and little else.
    let before = size(&home.work().join("set"));
    snapshot(&home, &[]);
    let grown = size(&home.work().join("set")) - before;
    assert!(grown * 50 < before, "{grown} after {before}");
    let key = home.key("nightly", &["--permission", "backup:create"]);
    let run = home.by_key(
        &key,
        [
            "backup",
            "create",
            "--create",
            "--to",
            "set",
            "--incremental",
        ],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        home.run(["backup", "drill", "set", "-i", identity.to_str().unwrap()])
            .code,
        0
    );
}

#[test]
fn a_lost_or_damaged_pack_is_reported_with_what_it_costs_and_written_again() {
    let home = furnished();
    let identity = identity(&home);
    home.file("later.bin", super::noise(20_000));
    snapshot(&home, &[]);
    home.ok(["add", "later.bin"]);
    let second = snapshot(&home, &[]);
    let data = named(&home, "data");
    assert_eq!(data.len(), 2);
    let (large, small) = (&data[0], &data[1]);
    let kept = fs::read(small).unwrap();
    let lost = |what: &str| {
        let run = home.run([
            "--json",
            "backup",
            "verify",
            second.to_str().unwrap(),
            "-i",
            identity.to_str().unwrap(),
        ]);
        assert_eq!(run.code, 13, "{what}: {}{}", run.out, run.err);
        let report = run.json().remove(0);
        assert_eq!(report["lost_packs"].as_object().unwrap().len(), 1, "{what}");
        let into = home.root().join("never");
        let restored = home.run([
            "backup",
            "restore",
            second.to_str().unwrap(),
            "-i",
            identity.to_str().unwrap(),
            "--into",
            into.to_str().unwrap(),
        ]);
        assert_eq!(restored.code, 13, "{what}: {}", restored.err);
        assert!(!into.exists());
        report["lost"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one.as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    fs::remove_file(small).unwrap();
    assert_eq!(lost("gone"), ["\"/inbox/later.bin\""]);
    let mut flipped = kept.clone();
    flipped[500] ^= 1;
    fs::write(small, &flipped).unwrap();
    assert_eq!(lost("flipped"), ["\"/inbox/later.bin\""]);
    fs::write(small, fs::read(large).unwrap()).unwrap();
    assert_eq!(lost_count(&home, &second, &identity), 1);
    fs::write(small, &kept[..kept.len() - 100]).unwrap();
    assert_eq!(lost("cut"), ["\"/inbox/later.bin\""]);
    // The next snapshot sees that it has another length, and has it again.
    let third = snapshot(&home, &[]);
    assert_eq!(verify(&home, &third, &identity).code, 0);
    // A pack of rows: nothing can be said without it.
    let rows = named(&home, "rows");
    fs::remove_file(&rows[0]).unwrap();
    assert_ne!(verify(&home, &third, &identity).code, 0);
}

#[test]
fn the_hint_for_a_damaged_pack_repairs_the_set() {
    let home = furnished();
    let identity = identity(&home);
    snapshot(&home, &[]);
    for kind in ["data", "rows"] {
        let pack = named(&home, kind).remove(0);
        let mut bytes = fs::read(&pack).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&pack, bytes).unwrap();
        // A pack with the right length is not read, so a new snapshot alone does not help.
        let newest = snapshot(&home, &[]);
        let run = verify(&home, &newest, &identity);
        assert_eq!(run.code, 13, "{kind}: {}", run.err);
        let hint = format!("delete {}; the next incremental backup", pack.display());
        assert!(run.err.contains(&hint), "{kind}: {}", run.err);
        let run = home.run(["backup", "drill", "set", "-i", identity.to_str().unwrap()]);
        assert_eq!(run.code, 6, "{kind}: {}", run.err);
        let name = pack.file_name().unwrap().to_str().unwrap();
        assert!(run.err.contains("hint: delete "), "{kind}: {}", run.err);
        let hint = format!("{name}; the next incremental backup");
        assert!(run.err.contains(&hint), "{kind}: {}", run.err);
        fs::remove_file(&pack).unwrap();
        let newest = snapshot(&home, &[]);
        let run = verify(&home, &newest, &identity);
        assert_eq!(run.code, 0, "{kind}: {}", run.err);
    }
    assert_eq!(
        home.run(["backup", "drill", "set", "-i", identity.to_str().unwrap()])
            .code,
        0
    );
}

fn lost_count(home: &Home, snapshot: &Path, identity: &Path) -> usize {
    let run = home.run([
        "--json",
        "backup",
        "verify",
        snapshot.to_str().unwrap(),
        "-i",
        identity.to_str().unwrap(),
    ]);
    run.json()
        .first()
        .map_or(0, |report| report["lost"].as_array().unwrap().len())
}

#[test]
fn retention_removes_packs_that_nobody_needs_and_no_others() {
    let home = furnished();
    let identity = identity(&home);
    home.file("a.bin", super::noise(50_000));
    home.ok(["add", "a.bin"]);
    snapshot(&home, &[]);
    home.ok(["rm", "/inbox/a.bin"]);
    home.ok(["-y", "trash", "empty"]);
    home.file("b.bin", super::noise(60_000).split_off(7));
    home.ok(["add", "b.bin"]);
    let second = snapshot(&home, &[]);
    home.ok(["rm", "/inbox/b.bin"]);
    home.ok(["-y", "trash", "empty"]);
    let third = snapshot(&home, &["--keep-last", "1"]);
    assert!(!second.exists());
    assert_eq!(
        named(&home, "data").len(),
        1,
        "the pack of b.bin went, the first is needed"
    );
    assert_eq!(verify(&home, &third, &identity).code, 0);
    // Where a snapshot's note is not there, nothing goes.
    let note = packs(&home).join(format!(
        "{}.index",
        third.file_name().unwrap().to_str().unwrap()
    ));
    fs::remove_file(note).unwrap();
    home.file("c.bin", super::noise(70_000).split_off(13));
    home.ok(["add", "c.bin"]);
    let fourth = snapshot(&home, &["--keep-last", "9"]);
    home.ok(["rm", "/inbox/c.bin"]);
    let fifth = snapshot(&home, &["--keep-last", "9"]);
    for good in [&third, &fourth, &fifth] {
        assert_eq!(verify(&home, good, &identity).code, 0);
    }
}

/// Snapshots day after day, by a clock that is moved, kept by 7/4/12.
fn days(count: usize) {
    let faketime = std::process::Command::new("faketime")
        .arg("--version")
        .output();
    if faketime.is_err() {
        println!("skipped: faketime is not installed");
        return;
    }
    let home = Home::forgetful();
    let identity = identity(&home);
    let key = home.key("nightly", &["--role", "api", "--expires", "never"]);
    for day in 0..count {
        let date = format!("@{}", 1_798_772_400 + 86_400 * day);
        let stamp = std::process::Command::new("date")
            .args(["-u", "-d", &date, "+%F %T"])
            .output()
            .unwrap();
        let stamp = String::from_utf8(stamp.stdout).unwrap();
        home.file("today.txt", format!("day {day}"));
        let line = "f=\"$1\"; t=\"$2\"; faketime -f \"$t\" \"$f\" -q add today.txt && faketime -f \"$t\" \"$f\" -q backup create --create --to set --incremental --keep-daily 7 --keep-weekly 4 --keep-monthly 12";
        let program = home.command(["x"]).get_program().to_owned();
        let mut command = std::process::Command::new("sh");
        let home_command = home.command(["x"]);
        command
            .args(["-c", line, "sh"])
            .arg(program)
            .arg(stamp.trim())
            .env_clear();
        for (name, value) in home_command.get_envs() {
            if let Some(value) = value {
                command.env(name, value);
            }
        }
        command
            .env_remove("FILE_ORGANIZER_PASSWORD")
            .env("FILE_ORGANIZER_API_KEY_FILE", &key)
            .env("TZ", "UTC");
        let done = command.current_dir(home.work()).output().unwrap();
        assert!(
            done.status.success(),
            "day {day}: {}",
            String::from_utf8_lossy(&done.stderr)
        );
    }
    let listed = at(&home, &home.vault(), &["--json", "backup", "list", "set"]).json();
    let most = 7 + 4 + 12;
    assert!(
        listed.len() <= most && listed.len() >= 7.min(count),
        "{}",
        listed.len()
    );
    for one in &listed {
        let path = home.work().join(one["file"].as_str().unwrap());
        let run = verify(&home, &path, &identity);
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    }
    println!(
        "{count} days: {} snapshots kept, {} bytes",
        listed.len(),
        size(&home.work().join("set"))
    );
}

#[test]
fn days_after_days() {
    days(20);
}

#[test]
#[ignore = "a year: tests/slow/backups.sh"]
fn a_year_of_days() {
    days(365);
}
