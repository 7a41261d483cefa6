//! Users: own accounts, the last administrator, and that nobody can grant what they do not have.

use super::{rows, state};
use crate::support::{Home, PASSWORD, Run};

#[test]
fn a_user_deletes_what_is_their_own_and_nothing_else() {
    let home = Home::new();
    home.user("anna", "user");
    home.file("mine.txt", "mine");
    home.file("mine2.txt", "mine too");
    home.file("theirs.txt", "theirs");
    home.ok(["add", "theirs.txt"]);
    assert_eq!(
        home.as_user("anna", ["add", "mine.txt", "mine2.txt"]).code,
        0
    );
    let listed = home.run(["--json", "show", "/inbox/theirs.txt"]).json();
    let id = format!("id:{}", listed[0]["id"].as_str().unwrap());
    let before = state(&home);
    for foreign in [
        "/inbox/theirs.txt",
        "/inbox/*.txt",
        "/inbox/THEIRS*",
        &id,
        "/inbox",
    ] {
        let run = home.as_user("anna", ["rm", foreign]);
        assert!(
            matches!(run.code, 4 | 5),
            "{foreign}: {}{}",
            run.out,
            run.err
        );
        assert_eq!(state(&home), before, "{foreign}");
    }
    assert_eq!(home.as_user("anna", ["rm", "/inbox/mine.txt"]).code, 0);
    assert_eq!(home.as_user("anna", ["rm", "/inbox/mine*"]).code, 0);
    // The trash is no way around: neither taking out nor destroying.
    home.ok(["rm", "/inbox/theirs.txt"]);
    assert_eq!(
        home.as_user("anna", ["trash", "restore", "/inbox/theirs.txt"])
            .code,
        5
    );
    assert_eq!(home.as_user("anna", ["-y", "trash", "empty"]).code, 5);
    assert_eq!(
        home.as_user("anna", ["trash", "restore", "/inbox/mine.txt"])
            .code,
        0
    );
}

#[test]
fn a_user_who_may_not_read_learns_nothing_of_foreign_files() {
    let home = Home::new();
    home.ok(["role", "set", "dropper", "file:upload", "file:delete_own"]);
    home.user("dora", "dropper");
    home.file("theirs.txt", "theirs");
    home.ok(["add", "theirs.txt"]);
    let there = home.as_user("dora", ["rm", "/inbox/theirs.txt"]);
    let missing = home.as_user("dora", ["rm", "/inbox/missing.txt"]);
    assert_eq!((there.code, missing.code), (4, 4));
    assert_eq!(there.err.replace("theirs", "missing"), missing.err);
    // Nor whether the vault has this content.
    home.file("copy.txt", "theirs");
    let run = home.as_user("dora", ["--json", "add", "copy.txt"]);
    assert_eq!(run.json()[0]["status"], "added");
}

#[test]
fn the_last_administrator_stays() {
    let home = Home::new();
    home.user("anna", "user");
    for command in [
        &["user", "disable", "admin"][..],
        &["user", "remove", "admin"],
        &["user", "role", "admin", "user"],
    ] {
        let run = home.run(command);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.contains("last administrator"), "{}", run.err);
    }
    home.user("second", "admin");
    home.ok(["user", "disable", "second"]);
    assert_eq!(home.run(["user", "remove", "admin"]).code, 2);
    let run = home.as_user("second", ["ls"]);
    assert_eq!(run.code, 12, "{}", run.err);
    home.user("third", "admin");
    home.ok(["user", "remove", "admin"]);
    assert_eq!(home.run(["ls"]).code, 12);
    assert_eq!(home.as_user("third", ["user", "list"]).code, 0);
    assert_eq!(home.as_user("third", ["verify"]).code, 0);
}

#[test]
fn nobody_gives_what_they_do_not_have() {
    let home = Home::new();
    let all = ["user:manage", "role:manage", "key:manage", "file:read"];
    home.ok([&["role", "set", "clerk"][..], &all].concat());
    home.user("clerk", "clerk");
    home.user("anna", "user");
    home.key("strong", &["--role", "admin"]);
    let denied = |arguments: &[&str]| {
        let mut command = home.command(arguments);
        command
            .env("FILE_ORGANIZER_USER", "clerk")
            .env("FILE_ORGANIZER_NEW_PASSWORD", PASSWORD);
        let run = Run::of(command);
        assert_eq!(run.code, 5, "{arguments:?}: {}{}", run.out, run.err);
    };
    denied(&["user", "add", "x", "--role", "admin"]);
    denied(&["user", "role", "clerk", "admin"]);
    denied(&["user", "role", "anna", "viewer"]);
    denied(&["user", "passwd", "admin"]);
    denied(&["user", "disable", "anna"]);
    denied(&["role", "set", "clerk", "*"]);
    denied(&["role", "set", "viewer", "file:read", "file:delete"]);
    denied(&["role", "remove", "user"]);
    denied(&["api-key", "create", "--name", "x", "--role", "admin"]);
    denied(&["api-key", "create", "--name", "x"]);
    denied(&["api-key", "rotate", "strong"]);
    let run = home.as_user(
        "clerk",
        ["api-key", "create", "--name", "x", "--role", "viewer"],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    let run = home.as_user("clerk", ["user", "role", "clerk", "viewer"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(home.as_user("clerk", ["user", "list"]).code, 5);
}

#[test]
fn roles_come_and_go_as_yaml() {
    let home = Home::new();
    let exported = home.ok(["role", "export"]);
    home.file("roles.yaml", &exported);
    home.ok(["role", "import", "roles.yaml"]);
    assert_eq!(home.ok(["role", "export"]), exported);
    let more = "roles:\n  auditor: { permissions: [file:read, audit:read] }\n  viewer:\n    permissions: []\n";
    let run = home.feed(["role", "import", "-"], more.as_bytes());
    assert_eq!(run.code, 0, "{}", run.err);
    home.user("olga", "auditor");
    home.user("vera", "viewer");
    assert_eq!(home.as_user("olga", ["audit", "log"]).code, 0);
    assert_eq!(home.as_user("vera", ["ls"]).code, 5);
    assert_eq!(home.run(["role", "remove", "auditor"]).code, 2);
    home.ok(["role", "remove", "viewer"]);
    assert_eq!(home.as_user("vera", ["ls"]).code, 0);
    home.ok(["user", "role", "olga", "viewer"]);
    home.ok(["role", "remove", "auditor"]);
    let wrong = home.feed(
        ["role", "import", "-"],
        b"roles: { a: { permissions: [file:raed] } }",
    );
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("file:raed"), "{}", wrong.err);
    let admin = home.run(["role", "set", "admin", "file:read"]);
    assert_eq!(admin.code, 2, "{}", admin.err);
    assert_eq!(rows(&home, "ROLE_CHANGE").len(), 1);
}

#[test]
fn a_disabled_user_comes_back_with_a_new_password() {
    let home = Home::new();
    home.user("anna", "user");
    assert_eq!(home.as_user("anna", ["ls"]).code, 0);
    home.ok(["user", "disable", "anna"]);
    assert_eq!(home.as_user("anna", ["ls"]).code, 12);
    let mut command = home.command(["user", "passwd", "anna"]);
    command.env("FILE_ORGANIZER_NEW_PASSWORD", "another password");
    assert_eq!(Run::of(command).code, 0);
    assert_eq!(home.as_user("anna", ["ls"]).code, 12);
    let mut command = home.command(["ls"]);
    command
        .env("FILE_ORGANIZER_USER", "anna")
        .env("FILE_ORGANIZER_PASSWORD", "another password");
    assert_eq!(Run::of(command).code, 0);
}

#[test]
fn names_that_people_would_confuse_are_refused() {
    let home = Home::new();
    let add = |name: &str| {
        let mut command = home.command(["user", "add", name, "--role", "viewer"]);
        command.env("FILE_ORGANIZER_NEW_PASSWORD", PASSWORD);
        Run::of(command)
    };
    let key = |name: &str| home.run(["api-key", "create", "--name", name]);
    for name in [
        ".",
        "..",
        "local",
        "Local",
        "SYSTEM",
        "nobody",
        "Erased-1",
        "ａnna",
        "a\u{200b}b",
        "_x",
    ] {
        for run in [add(name), key(name)] {
            assert_eq!(run.code, 2, "{name}: {}", run.err);
            assert!(run.err.contains("hint"), "{name}: {}", run.err);
        }
    }
    assert_eq!(key("backup").code, 0);
    for name in ["Admin", "ADMIN", "admın", "аdmin", "ADMlN", "adrnin"] {
        let run = add(name);
        assert_eq!(run.code, 2, "{name}: {}", run.err);
        assert!(
            run.err
                .contains("too similar to that of the user \"admin\""),
            "{}",
            run.err
        );
    }
    for name in ["Backup", "bаckup", "BACKUP"] {
        let run = key(name);
        assert_eq!(run.code, 2, "{name}: {}", run.err);
        assert!(
            run.err.contains("too similar to that of the API key"),
            "{}",
            run.err
        );
    }
    // Keys and users are told apart wherever they are named.
    assert_eq!(key("admin").code, 0);
    assert_eq!(home.ok(["user", "list"]).matches("admin").count(), 2);
    // The first user of a vault keeps to the same rules.
    let mut init = home.command(["--user", "Local", "init"]);
    init.env("FILE_ORGANIZER_VAULT", home.root().join("other"))
        .env("FILE_ORGANIZER_NEW_PASSWORD", PASSWORD);
    assert_eq!(Run::of(init).code, 2);
}

/// A key that acts for somebody else than before may do no more than the user who hands it over.
#[test]
fn a_key_that_is_handed_over_gains_nothing() {
    let home = Home::new();
    home.ok([
        "role",
        "set",
        "maker",
        "file:read",
        "file:delete",
        "key:manage",
    ]);
    home.ok(["role", "set", "little", "file:upload"]);
    home.user("ben", "maker");
    let made = home.as_user(
        "ben",
        ["api-key", "create", "--name", "sleeper", "--role", "maker"],
    );
    assert_eq!(made.code, 0, "{}", made.err);
    home.ok(["user", "role", "ben", "little"]);
    let narrow = [
        "--role",
        "admin",
        "--permission",
        "user:manage",
        "--permission",
        "key:manage",
        "--permission",
        "file:upload",
    ];
    let narrow = home.key("narrow", &narrow);
    for verb in ["disable", "remove"] {
        let run = home.by_key(&narrow, ["-y", "user", verb, "ben", "--hand-over"]);
        assert_eq!(run.code, 5, "{verb}: {}{}", run.out, run.err);
    }
    // Nor does it live longer than the key that hands it over.
    let short = home.key("short", &["--role", "admin", "--expires", "1d"]);
    let run = home.by_key(&short, ["-y", "user", "disable", "ben", "--hand-over"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let keys = home.run(["--json", "api-key", "list"]).json();
    let expires = |name: &str| {
        let key = keys.iter().find(|key| key["name"] == name).unwrap();
        key["expires"].as_str().unwrap().to_owned()
    };
    assert_eq!(expires("sleeper"), expires("short"));
}

/// What gives power goes when the permission to set it up goes, whichever command takes it.
#[test]
fn a_backup_recipient_stays_no_longer_than_the_permission_to_add_it() {
    let home = Home::new();
    let recipient = |name: &str| {
        let path = home.root().join(name);
        let text = home.ok([
            "-q",
            "backup",
            "identity",
            "new",
            "-o",
            path.to_str().unwrap(),
        ]);
        text.trim().to_owned()
    };
    let configured = || {
        home.run(["--json", "backup", "recipient", "list"])
            .json()
            .len()
    };
    let everything = ["role", "set", "boss", "*"];
    home.ok(["user", "list"]);
    let kept = recipient("admin.txt");
    home.ok(["backup", "recipient", "add", &kept]);
    home.user("bob", "admin");
    for take in [
        &["user", "role", "bob", "viewer"][..],
        &["role", "set", "boss", "file:read", "backup:create"],
        &["-y", "user", "disable", "bob"],
    ] {
        home.ok(everything);
        home.ok(["user", "role", "bob", "boss"]);
        let added = recipient(&format!("{}.txt", take.join("-")));
        let run = home.as_user("bob", ["backup", "recipient", "add", &added]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert_eq!(configured(), 2);
        let run = home.run(take);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(
            run.err.contains(&added),
            "{take:?} does not name it: {}",
            run.err
        );
        assert_eq!(configured(), 1, "{take:?}");
    }
    // A revoked key: what was added with it stays, and is named.
    let key = home.key("adm", &["--role", "admin"]);
    let added = recipient("key.txt");
    assert_eq!(
        home.by_key(&key, ["backup", "recipient", "add", &added])
            .code,
        0
    );
    let run = home.run(["api-key", "revoke", "adm"]);
    assert!(run.err.contains(&added), "{}", run.err);
}

/// A new secret or password of another user gives that user's own files, too.
#[test]
fn acting_as_somebody_else_takes_what_is_their_own() {
    let home = Home::new();
    let role = [
        "key:manage",
        "user:manage",
        "file:read",
        "file:upload",
        "file:delete_own",
    ];
    home.ok([&["role", "set", "kk"][..], &role].concat());
    home.user("anna", "kk");
    home.user("carl", "kk");
    let made = home.as_user(
        "anna",
        ["api-key", "create", "--name", "ak", "--role", "kk"],
    );
    assert_eq!(made.code, 0, "{}", made.err);
    let own = home.as_user("anna", ["api-key", "rotate", "ak"]);
    assert_eq!(own.code, 0, "{}", own.err);
    let run = home.as_user("carl", ["api-key", "rotate", "ak"]);
    assert_eq!(run.code, 5, "{}{}", run.out, run.err);
    assert!(run.err.contains("file:delete"), "{}", run.err);
    let new = home.root().join("new-password");
    home.secret(&new, "another long password");
    let new = new.to_str().unwrap();
    let run = home.as_user(
        "carl",
        ["--new-password-file", new, "user", "passwd", "anna"],
    );
    assert_eq!(run.code, 5, "{}{}", run.out, run.err);
    home.ok([&["role", "set", "kk", "file:delete"][..], &role].concat());
    let run = home.as_user("carl", ["api-key", "rotate", "ak"]);
    assert_eq!(run.code, 0, "{}", run.err);
}

/// Files of former users of one name belong to different people.
#[test]
fn former_users_of_one_name_are_told_apart() {
    let home = Home::new();
    for n in 0..2 {
        home.user("carl", "user");
        home.file(format!("c{n}.txt"), format!("content {n}"));
        let run = home.as_user("carl", ["add", &format!("c{n}.txt")]);
        assert_eq!(run.code, 0, "{}", run.err);
        home.ok(["-y", "user", "remove", "carl"]);
    }
    let owners: std::collections::BTreeSet<String> = home
        .run(["--json", "ls", "-R"])
        .json()
        .iter()
        .filter_map(|row| row["owner"].as_str().map(str::to_owned))
        .collect();
    assert_eq!(owners.len(), 2, "{owners:?}");
    for owner in &owners {
        let run = home.run(["--json", "privacy", "erase", "--dry-run", owner]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert_eq!(run.json()[0]["files"], 1, "{}", run.out);
    }
    let run = home.run(["privacy", "erase", "--dry-run", "nobody"]);
    assert_eq!(run.code, 4, "{}{}", run.out, run.err);
}
