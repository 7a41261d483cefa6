//! What leaves by `audit export`, and the script that verifies it: every kind of detail, what an erasure
//! has left, and a note of a row that was pruned.

use std::fs;

use super::support::{Home, Run, faketime};
use super::{check, done, has, vault};

/// A log with details of many kinds, some of which somebody wrote to look like others.
fn busy() -> Home {
    let home = vault();
    home.user("anna", "user");
    home.ok(["user", "role", "anna", "viewer"]);
    home.key("robot", &["--role", "viewer"]);
    home.ok(["api-key", "rotate", "robot", "--grace", "2h"]);
    home.ok(["role", "set", "reader", "file:read"]);
    for purpose in [
        "photos",
        "3_FILES",
        "\"3_FILES\"",
        "ROLE_admin",
        "a=1",
        "é | ü",
    ] {
        home.ok(["consent", "grant", "anna", purpose]);
    }
    home.ok(["policy", "set", "max_versions", "7"]);
    home.ok(["policy", "set", "audit.mirror", ""]);
    home.ok([
        "retention",
        "set",
        "old",
        "--in",
        "/inbox",
        "--trash-after",
        "400d",
    ]);
    home.ok(["-y", "retention", "apply"]);
    home.ok(["tag", "add", "x", "/inbox/long.txt"]);
    home.ok(["verify"]);
    home.ok(["compact"]);
    home.ok(["-y", "rekey"]);
    home.file("bad.exe", "MZ");
    home.run(["add", "bad.exe", "a.txt"]);
    let failed = home.as_user("anna", ["get", "/none", "-o", "out"]);
    assert_ne!(failed.code, 0);
    let mut wrong = home.command(["ls"]);
    wrong.env("FILE_ORGANIZER_PASSWORD", "not this one");
    assert_eq!(Run::of(wrong).code, 12);
    home
}

#[test]
fn every_kind_of_detail_is_verified_by_the_script() {
    if !has("python3") {
        return;
    }
    let home = busy();
    let head = home.ok(["audit", "head"]);
    home.ok(["audit", "export", "-o", "log.jsonl"]);
    let (code, out) = check(&["log.jsonl", "--expect-head", head.trim()], &home);
    assert_eq!(code, 0, "{out}");
    let text = fs::read_to_string(home.work().join("log.jsonl")).unwrap();
    let told = |word: &str| text.contains(&format!("\"detail\":\"{word}"));
    for word in [
        "user_TO_viewer",
        "ROLE_user",
        "fo_",
        "GRACE_2h",
        "photos",
        "\\\"3_FILES\\\"\"",
        "\\\"\\\"3_FILES\\\"\\\"\"",
        "0_FILES, 0_DESTROYED",
        "in:/inbox TRASH_AFTER=400d",
        "EPOCH_2",
        "WHOLE",
        "1_ATTEMPT",
    ] {
        assert!(told(word), "{word}: {text}");
    }
    // An erasure leaves a log that is verified all the same, against a note from before.
    home.ok(["-y", "privacy", "erase", "anna"]);
    home.ok(["audit", "export", "-o", "after.jsonl"]);
    let (code, out) = check(&["after.jsonl", "--expect-head", head.trim()], &home);
    assert_eq!(code, 0, "{out}");
    let redacted: u64 = out.split_whitespace().nth(3).unwrap().parse().unwrap();
    let verified = home.run(["--json", "audit", "verify"]).json();
    assert_eq!(verified[0]["redacted_rows"], redacted);
    // What is put in the place of a removed field is found, and a field that is said to be removed.
    let text = fs::read_to_string(home.work().join("after.jsonl")).unwrap();
    assert!(!text.contains("anna"), "{text}");
    for (from, to) in [
        ("\"principal\":null", "\"principal\":\"anna\""),
        ("\"redacted\":true", "\"redacted\":false"),
        ("\"principal\":\"admin\"", "\"principal\":null"),
    ] {
        assert!(text.contains(from), "{from}");
        fs::write(home.work().join("edited.jsonl"), text.replacen(from, to, 1)).unwrap();
        let (code, out) = check(&["edited.jsonl"], &home);
        assert!(
            code == 6 && out.contains("differs from its record"),
            "{to}: {out}"
        );
    }
}

#[test]
fn a_note_of_a_row_that_was_pruned_is_not_compared() {
    if faketime().is_none() || !has("python3") {
        return;
    }
    let home = vault();
    let early = home.ok(["audit", "head"]);
    home.ok(["tag", "add", "x", "/inbox/long.txt"]);
    done(&home, "+399d", &["audit", "prune"]);
    done(&home, "+400d", &["audit", "prune"]);
    let late = done(&home, "+400d", &["audit", "head"]);
    done(&home, "+400d", &["audit", "export", "-o", "log.jsonl"]);
    assert_eq!(
        check(&["log.jsonl", "--expect-head", late.trim()], &home).0,
        0
    );
    let (code, out) = check(&["log.jsonl", "--expect-head", early.trim()], &home);
    assert!(
        code == 6 && out.contains("was removed by audit prune"),
        "{out}"
    );
    assert!(!out.contains("is broken at"), "{out}");
    // The program says the same.
    let run = Run::of(home.later("+400d", ["audit", "verify", "--expect-head", early.trim()]));
    assert!(
        run.code == 6 && run.err.contains("was removed by audit prune"),
        "{}",
        run.err
    );
    // A checkpoint that no row has recorded is found, as the program finds it.
    let text = fs::read_to_string(home.work().join("log.jsonl")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let base: serde_json::Value = serde_json::from_str(lines[0]).unwrap();
    let last: serde_json::Value = serde_json::from_str(lines[1]).unwrap();
    assert_eq!(last["event"], "AUDIT_PRUNE");
    let count = base["base"]["count"].as_u64().unwrap();
    let cut = lines[0].replacen(
        &format!("\"base\":{}", base["base"]),
        &format!(
            "\"base\":{{\"chain\":{},\"count\":{}}}",
            last["chain"],
            count + 1
        ),
        1,
    );
    let cut = [&[cut.as_str()], &lines[2..]].concat().join("\n") + "\n";
    fs::write(home.work().join("cut.jsonl"), cut).unwrap();
    let (code, out) = check(&["cut.jsonl"], &home);
    assert!(
        code == 6 && out.contains("that no row has recorded"),
        "{out}"
    );
}

#[test]
fn a_head_is_taken_as_it_was_printed() {
    let home = vault();
    let head = home.ok(["audit", "head"]);
    let (count, chain) = head.trim().split_once(' ').unwrap();
    let verify = |arguments: &[&str]| home.run([&["audit", "verify"], arguments].concat());
    for fits in [
        &["--expect-head", &head][..],
        &["--expect-head", count, chain],
        &["--expect-head", chain, "--expect-count", count],
        &["--expect-head", head.trim(), "--expect-count", count],
    ] {
        assert_eq!(verify(fits).code, 0, "{fits:?}");
    }
    let other = format!("{count} {}", "0".repeat(64));
    assert_eq!(verify(&["--expect-head", &other]).code, 6);
    for wrong in [
        &["--expect-head", ""][..],
        &["--expect-head", count],
        &["--expect-head", chain, count],
        &["--expect-head", &chain[1..]],
        &["--expect-head", head.trim(), "--expect-count", "1"],
        &["--expect-head", &format!("{head} more")],
    ] {
        let run = verify(wrong);
        assert_eq!(run.code, 2, "{wrong:?} {}", run.err);
    }
}

#[test]
fn the_head_of_another_log_is_called_that() {
    let (home, other) = (Home::new(), Home::new());
    let run = home.run([
        "audit",
        "verify",
        "--expect-head",
        other.ok(["audit", "head"]).trim(),
    ]);
    assert_eq!(run.code, 6, "{}", run.err);
    assert!(
        run.err.contains("not the one of the given head"),
        "{}",
        run.err
    );
    assert!(!run.err.contains("unchanged"), "{}", run.err);
    let json = home
        .run(["--json", "audit", "verify", "--expect-count", "99"])
        .json();
    assert_eq!(json[0]["note_differs"], true);
}
