//! `--color always` has colours in everything that is printed for people, and changes nothing else.

use crate::support::{Home, Run};

/// A text without escape sequences of colours.
fn plain(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| {
        plain + part.split_once('m').map_or(part, |(_, rest)| rest)
    })
}

#[test]
fn every_listing_has_colours_that_change_nothing() {
    let home = Home::new();
    home.file("src/sub/a.jpg", "a");
    home.file("src/b.txt", "b");
    home.file("src/c.txt", "twice");
    home.file("src/d.txt", "twice");
    home.ok(["policy", "set", "content_mismatch", "allow"]);
    home.ok(["add", "src", "--to", "/inbox", "--tag", "tax"]);
    home.file("b.txt", "new");
    home.ok([
        "add",
        "b.txt",
        "--to",
        "/inbox/src",
        "--on-conflict",
        "version",
    ]);
    home.file("gone.txt", "gone");
    home.ok(["add", "gone.txt"]);
    home.ok(["rm", "/inbox/gone.txt"]);
    home.user("bob", "viewer");
    home.key("scanner", &["--role", "user"]);
    home.ok(["login"]);
    home.ok(["rules", "add", "text", "--when", "ext:txt", "--to", "/Text"]);
    home.ok([
        "retention",
        "set",
        "r",
        "--tag",
        "tax",
        "--trash-after",
        "90d",
    ]);
    for line in [
        "ls --tree",
        "ls -l /inbox/src",
        "find b",
        "trash list",
        "tag list",
        "versions /inbox/src/b.txt",
        "user list",
        "role list",
        "role permissions",
        "api-key list",
        "session list",
        "rules list",
        "retention list",
        "policy show",
        "whoami",
        "status",
        "status --by type",
        "history",
        "dedupe --dry-run",
        "preview",
        "config show",
        "incident report --since 7d",
        "audit log --format table",
    ] {
        let run = |colour: &str| {
            let words = ["--color", colour].into_iter().chain(line.split(' '));
            let run: Run = home.run(words);
            assert!([0, 6].contains(&run.code), "{line}: {}", run.err);
            run.out
        };
        let (never, always) = (run("never"), run("always"));
        assert!(!never.contains('\u{1b}'), "{line}: {never}");
        assert!(always.contains("\u{1b}["), "{line}: {always}");
        if ![
            "status",
            "config show",
            "incident report --since 7d",
            "audit log --format table",
        ]
        .contains(&line)
        {
            assert_eq!(plain(&always), never, "{line}");
        }
    }
}
