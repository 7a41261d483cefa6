//! Saved searches: whose they are, and what becomes of them.

use crate::support::{Home, Run};

const RAISED: [&str; 4] = ["policy", "set", "audit.level", "raised"];

fn home() -> Home {
    let home = Home::new();
    for (name, folder) in [("a.txt", "/papers"), ("b.txt", "/private")] {
        home.file(name, name);
        home.ok(["add", name, "--to", folder, "--tag", "tax"]);
    }
    home.user("bob", "user");
    home
}

fn names(run: &Run) -> Vec<String> {
    let rows = run.json().into_iter();
    rows.map(|row| row["name"].as_str().unwrap().to_owned())
        .collect()
}

fn mine(home: &Home) -> Vec<String> {
    names(&home.run(["--json", "search", "list"]))
}

#[test]
fn nobody_sees_those_of_another_user() {
    let home = home();
    home.ok(["find", "tag:tax", "--save", "mine"]);
    let save = |terms: &str| home.as_user("bob", ["find", terms, "--save", "his"]);
    assert_eq!(save("in:/papers").code, 0);
    assert_eq!(mine(&home), ["mine"]);
    let his = || names(&home.as_user("bob", ["--json", "search", "list"]));
    assert_eq!(his(), ["his"]);
    for arguments in [
        &["find", "@mine"][..],
        &["search", "remove", "mine"],
        &["find", "@mine", "--save", "x"],
    ] {
        let run = home.as_user("bob", arguments);
        assert_eq!(run.code, 4, "{arguments:?}: {}", run.err);
        // As a name that nobody has.
        let none = arguments.iter().map(|word| word.replace("mine", "none"));
        let none = home.as_user("bob", none.collect::<Vec<_>>());
        assert_eq!(none.err.replace("none", "mine"), run.err);
    }
    // The same name is another search.
    assert_eq!(save("tag:none").code, 0);
    home.ok(["find", "tag:tax", "--save", "his"]);
    assert_eq!(home.as_user("bob", ["find", "@his"]).out, "");
    home.ok(["search", "remove", "his"]);
    assert_eq!(his(), ["his"]);
    // With the user go the searches, and nobody inherits them.
    home.ok(["-y", "user", "remove", "bob"]);
    home.user("bob", "user");
    assert_eq!(his(), [""; 0]);
    home.ok(["verify"]);
}

#[test]
fn a_key_uses_those_of_its_user_and_changes_none() {
    let home = home();
    home.ok(["find", "tag:tax", "--save", "tax"]);
    let key = home.key("any", &["--role", "user"]);
    let scoped = home.key("scoped", &["--role", "user", "--scope", "/papers"]);
    let blind = home.key("blind", &["--permission", "file:upload"]);
    let run = home.by_key(&key, ["find", "@tax"]);
    assert_eq!(run.out, "/papers/a.txt\n/private/b.txt\n");
    assert_eq!(
        names(&home.by_key(&key, ["--json", "search", "list"])),
        ["tax"]
    );
    // What the terms say may be outside of its scope; what they match is not.
    assert_eq!(
        home.by_key(&scoped, ["find", "@tax"]).out,
        "/papers/a.txt\n"
    );
    assert_eq!(home.by_key(&scoped, ["search", "list"]).code, 5);
    for key in [&key, &scoped, &blind] {
        for arguments in [
            &["find", "x", "--save", "tax"][..],
            &["find", "x", "--save", "new"],
            &["search", "remove", "tax"],
            &["search", "remove", "none"],
        ] {
            let run = home.by_key(key, arguments);
            assert_eq!(run.code, 5, "{arguments:?}: {}", run.err);
        }
    }
    // Without the right to read, a name that exists is like any other.
    for arguments in [["find", "@tax"], ["find", "@none"], ["search", "list"]] {
        let run = home.by_key(&blind, arguments);
        assert_eq!(run.code, 5, "{arguments:?}: {}", run.err);
    }
    assert_eq!(mine(&home), ["tax"]);
    assert_eq!(home.ok(["find", "@tax"]).lines().count(), 2);
}

#[test]
fn an_owner_is_the_person_and_not_the_name() {
    let home = home();
    home.file("his.txt", "his");
    assert_eq!(home.as_user("bob", ["add", "his.txt", "--to", "/"]).code, 0);
    home.ok(["find", "(owner:bob,nobody or tag:none)", "--save", "bobs"]);
    home.ok(["find", "owner:ghost", "--save", "ghosts"]);
    assert_eq!(home.ok(["find", "@bobs"]), "/his.txt\n");
    let listed = home.ok(["search", "list"]);
    assert!(
        listed.contains("'(owner:bob,nobody or tag:none)'"),
        "{listed}"
    );
    assert!(listed.contains("owner:ghost"), "{listed}");
    // An erasure names what it leaves, and the name goes from the text.
    let run = home.run(["-y", "--json", "privacy", "erase", "bob"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let left = run.json()[0]["still_named_in"].clone();
    assert_eq!(left[0]["kind"], "saved_search", "{left}");
    assert_eq!(left[0]["name"], "@bobs of admin");
    let listed = home.ok(["search", "list"]);
    assert!(!listed.contains("owner:bob"), "{listed}");
    home.ok(["find", "@bobs"]);
}

#[test]
fn they_are_part_of_a_backup_of_an_export_and_of_an_erasure() {
    let home = home();
    home.ok(["find", "tag:tax", "--save", "tax"]);
    home.ok(["find", "@tax", "ext:txt", "--save", "inner"]);
    let save = ["find", "in:/papers", "bobs secret", "--save", "his"];
    assert_eq!(home.as_user("bob", save).code, 0);
    home.ok(["-y", "rekey"]);
    assert_eq!(mine(&home), ["inner", "tax"]);
    let recipient = home.ok(["-q", "backup", "identity", "new", "-o", "identity.txt"]);
    home.ok(["backup", "recipient", "add", recipient.trim()]);
    home.ok(["backup", "create", "-o", "b.age"]);
    home.ok([
        "backup",
        "restore",
        "b.age",
        "-i",
        "identity.txt",
        "--into",
        "second",
    ]);
    let second = home.ok(["--vault", "second", "search", "list"]);
    assert_eq!(second, home.ok(["search", "list"]));
    assert_eq!(
        home.ok(["--vault", "second", "find", "@inner"]),
        "/papers/a.txt\n/private/b.txt\n"
    );
    home.ok(["privacy", "export", "bob", "-o", "bob.tar"]);
    let tar = std::fs::read(home.work().join("bob.tar")).unwrap();
    let tar = String::from_utf8_lossy(&tar);
    assert!(tar.contains(r#""name":"his","query":["in:/papers","bobs secret"]"#));
    assert!(tar.contains(r#""searches": 1"#) && !tar.contains("inner"));
    home.ok(["-y", "privacy", "erase", "bob"]);
    home.ok(["backup", "create", "-o", "c.age"]);
    home.ok([
        "backup",
        "restore",
        "c.age",
        "-i",
        "identity.txt",
        "--into",
        "third",
    ]);
    // Neither in the rows nor in the log.
    let export = home.ok(["audit", "export"]);
    assert!(!export.contains("@his") && export.contains("@tax"));
    assert_eq!(mine(&home), ["inner", "tax"]);
    home.ok(["verify"]);
}

#[test]
fn each_change_is_recorded_and_their_number_is_limited() {
    let home = home();
    home.ok(RAISED);
    home.ok(["find", "tag:tax", "--save", "tax"]);
    home.ok(["find", "tag:tax", "--save", "tax"]);
    home.ok(["search", "list"]);
    home.ok(["search", "remove", "tax"]);
    assert_eq!(home.run(["search", "remove", "tax"]).code, 4);
    let log = home.run(["--json", "audit", "log"]).json();
    let of = |event: &str| {
        let rows = log.iter().filter(|row| row["event"] == event);
        rows.map(|row| {
            format!("{} {} {}", row["target"], row["outcome"], row["detail"]).replace('"', "")
        })
        .collect::<Vec<_>>()
    };
    assert_eq!(
        of("SEARCH_CHANGE"),
        [
            "@tax SUCCESS ADDED",
            "@tax SUCCESS REPLACED",
            "@tax SUCCESS REMOVED",
            "@tax FAILURE NOT_FOUND"
        ]
    );
    assert_eq!(of("SEARCH_READ").len(), 1);
    let long = "x".repeat(9000);
    assert_eq!(home.run(["find", &long, "--save", "long"]).code, 2);
    let halves = ["a".repeat(5000), "b".repeat(5000)];
    let run = home.run(["find", &halves[0], &halves[1], "--save", "long"]);
    assert_eq!(run.code, 2, "{}", run.err);
    for number in 0..100 {
        home.ok(["find", "tag:none", "--save", &format!("s{number}")]);
    }
    let run = home.run(["find", "x", "--save", "more"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains("already have 100"), "{}", run.err);
    home.ok(["find", "x", "--save", "s0"]);
}
