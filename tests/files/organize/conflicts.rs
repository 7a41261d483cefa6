//! A place that is taken: each mode by its name, on a file that was there, and on one that came by the
//! same run.

use super::{by, by_ok, cat, lenient, paths, put, state, to_docs};
use crate::support::Home;

/// A file in the inbox whose place in `/docs` is taken.
fn taken() -> Home {
    let home = lenient();
    put(&home, "/docs/a.txt", "old");
    put(&home, "/inbox/a.txt", "new");
    home
}

/// Organizes in this mode, twice, and takes it back at the end.
fn in_mode(mode: &str, check: impl Fn(&Home, &str)) {
    let home = taken();
    let before = state(&home);
    let rules = to_docs(&format!("conflict = '{mode}'"));
    let run = by_ok(&home, "/inbox", &rules);
    check(&home, &(run.out + &run.err));
    let after = state(&home);
    for folder in ["/inbox", "/"] {
        by_ok(&home, folder, &rules);
        assert_eq!(state(&home), after, "{mode}: again in {folder}");
    }
    home.ok(["undo"]);
    assert_eq!(state(&home), before, "{mode}");
    home.ok(["redo"]);
    assert_eq!(state(&home), after, "{mode}");
    home.ok(["verify"]);
}

#[test]
fn skip() {
    let home = taken();
    let before = state(&home);
    let run = by_ok(&home, "/inbox", &to_docs("conflict = 'skip'"));
    assert!(run.out.contains("is taken"), "{}", run.out);
    assert_eq!(state(&home), before);
}

#[test]
fn rename_new() {
    in_mode("rename_new", |home, said| {
        assert!(
            said.contains("a (2).txt") && said.contains("is taken"),
            "{said}"
        );
        assert_eq!(cat(home, "/docs/a.txt"), "old");
        assert_eq!(cat(home, "/docs/a (2).txt"), "new");
    });
}

#[test]
fn rename_existing() {
    in_mode("rename_existing", |home, said| {
        assert!(
            said.contains("organized 1 file: 1 moved, 1 existing renamed to make room"),
            "{said}"
        );
        assert_eq!(cat(home, "/docs/a.txt"), "new");
        assert_eq!(cat(home, "/docs/a (2).txt"), "old");
    });
}

#[test]
fn new_version() {
    in_mode("new_version", |home, said| {
        assert!(said.contains("new version"), "{said}");
        assert_eq!(paths(home), ["/docs/a.txt"]);
        assert_eq!(cat(home, "/docs/a.txt"), "new");
        assert_eq!(home.ok(["cat", "--version", "1", "/docs/a.txt"]), "old");
        // The file that it came from can be had back.
        assert!(home.ok(["trash", "list"]).contains("/inbox/a.txt"));
    });
}

#[test]
fn deduplicate() {
    in_mode("deduplicate", |home, _| {
        assert_eq!(cat(home, "/docs/a (2).txt"), "new");
    });
    let home = lenient();
    put(&home, "/docs/a.txt", "same");
    put(&home, "/inbox/a.txt", "same");
    let run = by_ok(&home, "/inbox", &to_docs("conflict = 'deduplicate'"));
    assert!(run.out.contains("has the same content"), "{}", run.out);
    assert_eq!(paths(&home), ["/docs/a.txt"]);
    assert!(home.ok(["trash", "list"]).contains("/inbox/a.txt"));
}

#[test]
fn trash() {
    in_mode("trash", |home, said| {
        assert!(
            said.contains("organized 1 file: 1 moved, 1 existing moved to the trash to make room"),
            "{said}"
        );
        assert_eq!(paths(home), ["/docs/a.txt"]);
        assert_eq!(cat(home, "/docs/a.txt"), "new");
        assert!(home.ok(["trash", "list"]).contains("/docs/a.txt"));
    });
}

#[test]
fn two_of_one_run_want_one_place() {
    for (mode, left) in [
        ("skip", 2),
        ("rename_new", 3),
        ("rename_existing", 3),
        ("new_version", 1),
        ("deduplicate", 2),
        ("trash", 1),
    ] {
        let home = lenient();
        put(&home, "/inbox/one/a.txt", "same");
        put(&home, "/inbox/two/a.txt", "same");
        put(&home, "/inbox/three/a.txt", "other");
        let before = state(&home);
        by_ok(&home, "/inbox", &to_docs(&format!("conflict = '{mode}'")));
        let filed = paths(&home);
        let filed = filed.iter().filter(|path| path.starts_with("/docs/"));
        let expected = if mode == "skip" { 1 } else { left };
        assert_eq!(filed.count(), expected, "{mode}: {:?}", paths(&home));
        home.ok(["verify"]);
        home.ok(["undo"]);
        assert_eq!(state(&home), before, "{mode}");
    }
}

#[test]
fn an_unknown_mode_is_refused() {
    let home = taken();
    let run = by(&home, "/inbox", &to_docs("conflict = 'overwrite'"));
    assert_eq!(run.code, 2);
    assert!(run.err.contains("line 4, column 12"), "{}", run.err);
}

#[test]
fn names_that_become_too_long_are_shortened_and_keep_what_tells_them_apart() {
    let home = lenient();
    // 254 bytes: nothing can be added to it.
    let long = format!("{}.txt", "я".repeat(125));
    for folder in ["one", "two", "three"] {
        home.file(format!("{folder}/{long}"), folder);
        home.ok(["add", &format!("{folder}/{long}"), "--to", "/docs"]);
    }
    let numbered = |number: u32| format!("/docs/{}", "я".repeat(123)) + &format!(" ({number}).txt");
    let expected = [numbered(2), numbered(3), format!("/docs/{long}")];
    assert_eq!(paths(&home), expected);
    assert_eq!(cat(&home, &numbered(3)), "three");
    // So it is where a rule makes the name, with a number of its own or without.
    for (rename, end) in [
        ("{stem} {stem}.{ext}", ".txt"),
        ("{stem} {n:3}.{ext}", " 001.txt"),
    ] {
        let rules = to_docs(&format!("rename = '{rename}'"));
        home.ok(["mv", "/docs", "/inbox"]);
        by_ok(&home, "/inbox", &rules);
        let filed = paths(&home);
        assert_eq!(filed.len(), 3);
        for path in &filed {
            let name = path.strip_prefix("/docs/").unwrap();
            assert!((250..=255).contains(&name.len()), "{name}");
        }
        assert!(filed.iter().any(|path| path.ends_with(end)), "{filed:?}");
    }
}
