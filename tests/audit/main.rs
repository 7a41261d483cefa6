//! The audit log taken out and verified by somebody else, and pruned behind a checkpoint, from outside.

#![allow(
    clippy::cast_possible_truncation,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests make files, and say what they expect"
)]

mod duties;
mod effects;
mod intruder;
mod mirror;
mod monitor;
mod privacy;
mod seen;
mod simulated;
#[path = "../support/mod.rs"]
mod support;

mod exported;
mod shown;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use support::{Home, PASSWORD, Run, copy_folder as copy, faketime};

fn has(program: &str) -> bool {
    let there = Command::new(program).arg("--version").output().is_ok();
    if !there {
        eprintln!("skipped: {program} is not installed");
    }
    there
}

fn done(home: &Home, shift: &str, arguments: &[&str]) -> String {
    let run = Run::of(home.later(shift, arguments));
    assert_eq!(run.code, 0, "{arguments:?}: {}{}", run.out, run.err);
    run.out
}

/// A vault whose log has rows of all kinds, some with names that are no text.
fn vault() -> Home {
    use std::os::unix::ffi::OsStrExt;
    let home = Home::new();
    home.file("a.txt", "a");
    home.file("b\n | SUCCESS.txt", "b");
    home.file(Path::new(std::ffi::OsStr::from_bytes(b"c\xff.txt")), "c");
    home.ok(["add", "."]);
    home.file("long.txt", "long");
    // A row of more than a chunk of BLAKE3.
    let folder = format!("/{}", vec!["d".repeat(200); 12].join("/"));
    home.ok(["add", "long.txt", "--to", &folder]);
    home.ok(["cat", "/inbox/work/a.txt"]);
    assert_eq!(home.run(["cat", &format!("{folder}/none")]).code, 4);
    home.ok(["add", "long.txt", "--to", "/inbox"]);
    home
}

fn check(arguments: &[&str], home: &Home) -> (i32, String) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/audit-verify.py");
    let mut command = Command::new("python3");
    command.args(["-B".as_ref(), script.as_os_str()]);
    command.args(arguments).current_dir(home.work());
    let run = Run::of(command);
    assert!(run.err.is_empty(), "{}", run.err);
    (run.code, run.out)
}

#[test]
fn an_export_is_verified_by_the_script_alone() {
    if !has("python3") {
        return;
    }
    let home = vault();
    let note = home.ok(["audit", "head"]);
    home.ok(["mv", "/inbox/work/a.txt", "/a.txt"]);
    home.ok(["audit", "export", "-o", "log.jsonl"]);
    let path = home.work().join("log.jsonl");
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let (code, out) = check(&["log.jsonl"], &home);
    assert_eq!(code, 0, "{out}");
    // The line of `audit head` as it is, or without quotes.
    let (code, out) = check(&["log.jsonl", "--expect-head", &note], &home);
    assert_eq!(code, 0, "{out}");
    let note: Vec<&str> = note.split_whitespace().collect();
    let (code, out) = check(&["log.jsonl", "--expect-head", note[0], note[1]], &home);
    assert_eq!(code, 0, "{out}");
    let wrong = format!("{} {}", note[0], "0".repeat(64));
    assert_eq!(check(&["log.jsonl", "--expect-head", &wrong], &home).0, 6);
    // That it left is in the log, not in the export.
    let log = home.ok(["audit", "log", "--event", "AUDIT_EXPORT"]);
    assert!(log.contains("| log.jsonl | SUCCESS "), "{log}");
    let text = fs::read_to_string(&path).unwrap();
    assert!(!text.contains("\"AUDIT_EXPORT\",\"") || !text.contains("log.jsonl"));
    // To a stream, the same lines but for the time; what is there is never replaced.
    let stream = home.ok(["audit", "export"]);
    assert_eq!(stream.lines().nth(1), text.lines().nth(1));
    assert_eq!(home.run(["audit", "export", "-o", "log.jsonl"]).code, 1);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    assert_eq!(fs::read_dir(home.work()).unwrap().count(), 5);
    // Whatever is done to it is found, with the row.
    let lines: Vec<&str> = text.lines().collect();
    let last = lines.len() - 1;
    let edits: Vec<(&str, Vec<String>)> = vec![
        (
            "row 2 ",
            lines
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != 2)
                .map(own)
                .collect(),
        ),
        (
            "cut short",
            lines[..last].iter().map(ToString::to_string).collect(),
        ),
        (
            "row 3 ",
            edited(&lines, 3, "\"source\":\"local\"", "\"source\":\"10.0.0.1\""),
        ),
        (
            "row 1 ",
            edited(&lines, 1, "\"VAULT_INIT\"", "\"FILE_READ\""),
        ),
        (
            "row 2 ",
            edited(
                &lines,
                2,
                "\"principal\":\"admin\"",
                "\"principal\":\"bob\"",
            ),
        ),
        ("row 1 ", edited(&lines, 1, "\"number\":1", "\"number\":2")),
    ];
    // The numbers of events that an export brings along prove nothing.
    let mut swapped: Vec<String> = lines.iter().map(ToString::to_string).collect();
    for line in &mut swapped {
        *line = line
            .replace("FILE_READ", "FILE_PARKED")
            .replace("FILE_UPLOAD", "FILE_READ")
            .replace("FILE_PARKED", "FILE_UPLOAD");
    }
    let first = swapped
        .iter()
        .skip(1)
        .position(|line| line.contains("\"FILE_READ\""));
    let swapped_row = format!("row {} ", first.unwrap() + 1);
    let mut edits = edits;
    edits.push((&swapped_row, swapped));
    let mut blank: Vec<String> = lines.iter().map(ToString::to_string).collect();
    blank.insert(3, String::new());
    edits.push(("row 3 cannot be read", blank));
    edits.push(("row ? cannot be read", vec![String::new()]));
    for (why, edited) in edits {
        fs::write(home.work().join("edited.jsonl"), edited.join("\n")).unwrap();
        let (code, out) = check(&["edited.jsonl"], &home);
        assert_eq!(code, 6, "{why}: {out}");
        assert!(out.contains(why), "{why}: {out}");
    }
}

fn own((_, line): (usize, &&str)) -> String {
    (*line).to_owned()
}

/// The lines, one of them with another text.
fn edited(lines: &[&str], at: usize, from: &str, to: &str) -> Vec<String> {
    assert!(lines[at].contains(from), "{}", lines[at]);
    let mut lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    lines[at] = lines[at].replace(from, to);
    lines
}

#[test]
fn old_rows_go_behind_a_checkpoint_and_the_rest_holds() {
    if faketime().is_none() {
        return;
    }
    let home = vault();
    // Nothing is old enough today.
    assert!(home.ok(["audit", "prune", "--dry-run"]).contains("no row"));
    let note = home.ok(["audit", "head"]);
    let note: Vec<&str> = note.split_whitespace().collect();
    let old: u64 = note[0].parse().unwrap();
    done(&home, "+200d", &["tag", "add", "x", "/inbox/long.txt"]);
    assert_eq!(
        done(&home, "+364d", &["--json", "audit", "prune"])
            .matches("\"rows\":0")
            .count(),
        1
    );
    // Seen once: they are old enough by the clock, and stay.
    let once = done(&home, "+366d", &["--json", "audit", "prune"]);
    assert!(once.contains("\"rows\":0"), "{once}");
    assert!(once.contains(&format!("\"waiting\":{old}")), "{once}");
    // The rows of today, and not those of day 200, by number.
    let rows = |out: &str| serde_json::from_str::<serde_json::Value>(out).unwrap();
    let dry = rows(&done(
        &home,
        "+368d",
        &["--json", "audit", "prune", "--dry-run"],
    ));
    assert_eq!(dry["checkpoint"]["chain"], note[1]);
    assert_eq!(dry["rows"], old);
    let before = done(&home, "+368d", &["audit", "log", "--since", "300d"]);
    done(&home, "+368d", &["audit", "export", "-o", "before.jsonl"]);
    let real = rows(&done(&home, "+368d", &["--json", "audit", "prune"]));
    assert_eq!(real["checkpoint"], dry["checkpoint"]);
    // What is left, and that it was done.
    let log = done(&home, "+368d", &["audit", "log"]);
    assert!(log.starts_with(&before), "{log}");
    assert!(!log.contains("VAULT_INIT"));
    let row = format!(
        "AUDIT_PRUNE | admin | local | SUCCESS {old}_ROWS CHECKPOINT_{old}_{}",
        note[1]
    );
    assert!(log.contains(&row), "{log}");
    let verified = done(&home, "+368d", &["audit", "verify"]);
    assert!(
        verified.contains(&format!("{old} {}", note[1])),
        "{verified}"
    );
    done(&home, "+368d", &["verify"]);
    done(
        &home,
        "+368d",
        &[
            "audit",
            "verify",
            "--expect-count",
            note[0],
            "--expect-head",
            note[1],
        ],
    );
    done(
        &home,
        "+368d",
        &["audit", "verify", "--expect-head", note[1]],
    );
    // A head from before the checkpoint, and a wrong one at it.
    let earlier = (old - 1).to_string();
    let zeros = "0".repeat(64);
    let noted = [
        "audit",
        "verify",
        "--expect-count",
        &earlier,
        "--expect-head",
        &zeros,
    ];
    let run = Run::of(home.later("+368d", noted));
    assert_eq!(run.code, 6);
    assert!(
        run.err.contains("was removed by audit prune"),
        "{}",
        run.err
    );
    let noted = [
        "audit",
        "verify",
        "--expect-count",
        note[0],
        "--expect-head",
        &zeros,
    ];
    let run = Run::of(home.later("+368d", noted));
    assert!(
        run.code == 6 && run.err.contains("not the one of the given head"),
        "{}",
        run.err
    );
    let run = Run::of(home.later("+368d", ["audit", "verify", "--expect-head", &zeros]));
    assert!(
        run.code == 6 && run.err.contains("were pruned"),
        "{}",
        run.err
    );
    // The export goes on from the checkpoint, and the one from before ends well.
    if has("python3") {
        done(&home, "+368d", &["audit", "export", "-o", "after.jsonl"]);
        for (file, code) in [("before.jsonl", 0), ("after.jsonl", 0)] {
            let (is, out) = check(&[file, "--expect-head", note[0], note[1]], &home);
            assert_eq!(is, code, "{file}: {out}");
        }
    }
    // Only who manages the log.
    home.ok(["--accept-rollback", "role", "set", "auditor", "audit:read"]);
    home.user("eve", "auditor");
    assert_eq!(home.as_user("eve", ["audit", "export"]).code, 0);
    assert_eq!(home.as_user("eve", ["audit", "prune", "--dry-run"]).code, 5);
}

#[test]
fn backups_of_a_pruned_log_are_restored_and_drilled() {
    if faketime().is_none() {
        return;
    }
    let home = vault();
    let recipient = home.ok(["-q", "backup", "identity", "new", "-o", "identity.txt"]);
    home.ok([
        "backup",
        "recipient",
        "add",
        recipient.trim(),
        "--name",
        "kept",
    ]);
    home.ok(["backup", "create", "--create", "--to", "old"]);
    done(&home, "+399d", &["audit", "prune"]);
    done(&home, "+400d", &["audit", "prune"]);
    // A backup whose whole log is gone here has nothing to compare.
    done(
        &home,
        "+400d",
        &["backup", "drill", "old", "-i", "identity.txt"],
    );
    for (folder, flags) in [("full", &[][..]), ("set", &["--incremental"])] {
        let create = [&["backup", "create", "--create", "--to", folder], flags].concat();
        done(&home, "+401d", &create);
        done(
            &home,
            "+401d",
            &["backup", "drill", folder, "-i", "identity.txt"],
        );
        let listed = done(&home, "+401d", &["--json", "backup", "list", folder]);
        let listed: serde_json::Value =
            serde_json::from_str(listed.lines().next().unwrap()).unwrap();
        let file = listed["file"].as_str().unwrap();
        done(
            &home,
            "+401d",
            &["backup", "verify", file, "-i", "identity.txt"],
        );
        let into = home.root().join(format!("restored-{folder}"));
        let into = into.to_str().unwrap();
        let mut restore = home.later(
            "+401d",
            [
                "backup",
                "restore",
                file,
                "-i",
                "identity.txt",
                "--into",
                into,
            ],
        );
        restore.env("FILE_ORGANIZER_NEW_PASSWORD", PASSWORD);
        let run = Run::of(restore);
        assert_eq!(run.code, 0, "{}", run.err);
        let out = done(&home, "+401d", &["--vault", into, "audit", "verify"]);
        assert!(out.contains("were pruned"), "{out}");
        assert_eq!(
            done(
                &home,
                "+401d",
                &["--vault", into, "--json", "audit", "prune"]
            )
            .matches("\"rows\":0")
            .count(),
            1
        );
    }
}

#[test]
fn a_prune_that_is_killed_is_done_or_not() {
    if faketime().is_none() {
        return;
    }
    let home = vault();
    for number in 0..20 {
        home.ok(["note", "/inbox/long.txt", &number.to_string()]);
    }
    let rows = home.ok(["audit", "log"]).lines().count() as u64;
    // The first of two sightings.
    done(&home, "+399d", &["audit", "prune"]);
    let template = home.root().join("template");
    copy(&home.vault(), &template);
    let mut pruned = 0;
    for round in 0..24_u64 {
        copy(&template, &home.vault());
        let _ = fs::remove_dir_all(home.root().join("home/.local"));
        let mut child = home
            .later("+400d", ["audit", "prune"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        if round < 23 {
            std::thread::sleep(Duration::from_millis(10 + 5 * round));
            let _ = child.kill();
        }
        let _ = child.wait();
        // What libfaketime leaves of a process that was killed is in the way of the next with its id.
        for left in ["sem.faketime_sem", "faketime_shm"] {
            let _ = fs::remove_file(format!("/dev/shm/{left}_{}", child.id()));
        }
        home.ok(["--accept-rollback", "audit", "verify"]);
        let verified = home.run(["--json", "audit", "verify"]).json().remove(0);
        let checkpoint = verified["checkpoint"]["count"].as_u64().unwrap();
        let first = home.run(["--json", "audit", "log"]).json().remove(0);
        assert_eq!(first["number"].as_u64().unwrap(), checkpoint + 1);
        let recorded = home.ok(["audit", "log", "--event", "AUDIT_PRUNE"]);
        // All that is old is there, or none of it is, and then it is recorded.
        let done = recorded.contains("CHECKPOINT");
        assert_eq!(checkpoint, if done { rows } else { 0 });
        assert!(round < 23 || checkpoint == rows);
        pruned += u32::from(checkpoint == rows);
    }
    eprintln!("of 24 prunes, {pruned} came to their end");
    home.ok(["verify"]);
}

#[test]
fn the_mirror_has_each_line_and_is_caught_up() {
    let home = vault();
    let mirror = home.root().join("logs/mirror.log");
    let name = mirror.to_str().unwrap();
    // There is no such folder: that is told, and the work is done.
    let run = home.run(["policy", "set", "audit.mirror", name]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err.contains("warning: the mirror") && run.err.contains(name),
        "{}",
        run.err
    );
    fs::create_dir(mirror.parent().unwrap()).unwrap();
    let run = home.run(["tag", "add", "x", "/inbox/long.txt"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let mirrored = || {
        let text = fs::read_to_string(&mirror).unwrap();
        let rows = text.strip_prefix("# file-organizer audit mirror\n");
        let rows = rows.unwrap().split_inclusive('\n');
        rows.filter(|row| !row.starts_with("# waiting"))
            .collect::<String>()
    };
    assert_eq!(mirrored(), home.ok(["audit", "log"]));
    assert_eq!(
        fs::metadata(&mirror).unwrap().permissions().mode() & 0o777,
        0o600
    );
    // What is read gets its row when it is merged, also by looking at the log.
    home.ok(["cat", "/inbox/long.txt"]);
    let log = home.ok(["audit", "log"]);
    assert!(
        log.contains("| FILE_READ | admin | local | /inbox/long.txt |"),
        "{log}"
    );
    assert_eq!(mirrored(), log);
    // Rotated by a rename, it is begun anew with what comes.
    fs::rename(&mirror, mirror.with_extension("1")).unwrap();
    home.ok(["tag", "rm", "x", "/inbox/long.txt"]);
    let new = mirrored();
    assert_eq!(format!("{log}{new}"), home.ok(["audit", "log"]));
    // A line that was cut ends before the next one.
    let whole = fs::read_to_string(&mirror).unwrap();
    fs::write(&mirror, format!("{whole}half a li")).unwrap();
    home.ok(["tag", "add", "y", "/inbox/long.txt"]);
    let cut = fs::read_to_string(&mirror).unwrap();
    let cut = cut.strip_prefix(&whole).unwrap();
    assert!(
        cut.starts_with("half a li\n20") && cut.ends_with('\n'),
        "{cut}"
    );
    // Never through a link, and into nothing but a file.
    let target = home.file("target", "");
    fs::remove_file(&mirror).unwrap();
    std::os::unix::fs::symlink(&target, &mirror).unwrap();
    let run = home.run(["tag", "add", "z", "/inbox/long.txt"]);
    assert_eq!(run.code, 0);
    assert_eq!(
        run.err.matches("warning: the mirror").count(),
        1,
        "{}",
        run.err
    );
    assert_eq!(fs::read(&target).unwrap(), b"");
    home.ok(["policy", "set", "audit.mirror", ""]);
    home.ok(["audit", "verify"]);
    home.ok(["verify"]);
}

#[test]
fn a_person_is_erased_from_a_log_that_was_pruned() {
    if !has("faketime") {
        return;
    }
    let home = vault();
    home.user("ben", "user");
    home.file("bens.txt", "of ben");
    home.as_user("ben", ["add", "bens.txt"]);
    // Rows that are younger than a year when the others are old.
    done(&home, "+200d", &["tag", "add", "kept", "/inbox/bens.txt"]);
    home.file("later.txt", "later");
    let mut add = home.later("+200d", ["add", "later.txt"]);
    add.env("FILE_ORGANIZER_USER", "ben");
    assert_eq!(Run::of(add).code, 0);
    done(&home, "+399d", &["audit", "prune"]);
    done(&home, "+400d", &["audit", "prune"]);
    done(&home, "+400d", &["audit", "verify"]);
    done(&home, "+401d", &["-y", "privacy", "erase", "ben"]);
    done(&home, "+401d", &["audit", "verify"]);
    done(&home, "+401d", &["verify"]);
    let log = done(&home, "+401d", &["audit", "log"]);
    assert!(!log.contains("| ben |"), "{log}");
    // A second prune goes on from there.
    done(&home, "+799d", &["audit", "prune"]);
    done(&home, "+800d", &["audit", "prune"]);
    done(&home, "+800d", &["audit", "verify"]);
}

#[test]
fn after_a_clock_far_behind_the_time_of_removal_is_stated() {
    if faketime().is_none() {
        return;
    }
    let home = vault();
    done(&home, "+380d", &["tag", "add", "x", "/inbox/long.txt"]);
    let behind = home.later(
        "+370d",
        ["--accept-rollback", "tag", "add", "y", "/inbox/long.txt"],
    );
    assert_eq!(Run::of(behind).code, 0);
    done(&home, "+381d", &["tag", "add", "z", "/inbox/long.txt"]);
    let prune = done(&home, "+381d", &["audit", "prune"]);
    assert!(prune.contains("nothing is deleted before 20"), "{prune}");
    let prune = done(&home, "+383d", &["--json", "audit", "prune"]);
    let prune: serde_json::Value = serde_json::from_str(&prune).unwrap();
    assert_eq!(prune["rows"], 0);
    assert!(prune["waiting_until"].is_string(), "{prune}");
}
