//! Backups from outside: made, listed, checked, restored, drilled, opened by stock tools; refused when
//! they are not what they should be; interrupted at any moment.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests make files, and say what they expect"
)]

mod agreement;
mod folders;
mod interrupted;
mod plugins;
mod recovered;
mod refused;
mod sets;
#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use support::{Home, Run, by};

/// Makes an identity, and its recipient one of the vault's; gives the identity file.
fn identity(home: &Home) -> PathBuf {
    let path = home.root().join("identity.txt");
    let recipient = home.ok([
        "-q",
        "backup",
        "identity",
        "new",
        "-o",
        path.to_str().unwrap(),
    ]);
    home.ok(["backup", "recipient", "add", recipient.trim()]);
    path
}

/// A vault with something of everything.
fn furnished() -> Home {
    let home = Home::new();
    for (key, value) in [
        ("allowed_extensions", "*"),
        ("content_mismatch", "allow"),
        ("key.max_age", "77d"),
    ] {
        home.ok(["policy", "set", key, value]);
    }
    home.ok(["rules", "import", "--method", "para"]);
    for number in 0..40 {
        home.file(
            format!("tree/folder-{}/file {number}.txt", number % 4),
            format!("file {number}\n").repeat(number * 20),
        );
    }
    home.file("tree/empty.txt", "");
    home.file("tree/twin.txt", "file 3\n".repeat(60));
    home.file("tree/line\nbreak \u{1b}[31m.txt", "odd");
    home.file("tree/l".to_owned() + &"o".repeat(200) + "ng.txt", "long");
    home.file("tree/large.bin", noise(3_500_000));
    use std::os::unix::ffi::OsStrExt;
    let name = std::ffi::OsStr::from_bytes(b"tree/not utf-8 \xff.txt");
    home.file(name, "bytes");
    home.ok(["add", "tree", "--to", "/", "--tag", "papers"]);
    home.file("tree/twin.txt", "second version");
    home.ok(["add", "tree/twin.txt", "--to", "/tree"]);
    home.ok(["note", "/tree/twin.txt", "a note"]);
    home.ok(["tag", "add", "more", "/tree/folder-1"]);
    home.ok(["rm", "/tree/folder-2/file 2.txt"]);
    home.ok(["mv", "/tree/empty.txt", "/elsewhere/empty.txt"]);
    home.user("maria", "user");
    home.ok(["role", "set", "clerk", "file:read", "file:upload"]);
    home
}

/// Bytes that do not compress.
fn noise(count: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    (0..count)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()[3]
        })
        .collect()
}

/// Runs the program with another vault.
fn at(home: &Home, vault: &Path, arguments: &[&str]) -> Run {
    let mut command = home.command(arguments);
    command.env("FILE_ORGANIZER_VAULT", vault);
    Run::of(command)
}

fn ok_at(home: &Home, vault: &Path, arguments: &[&str]) -> String {
    let run = at(home, vault, arguments);
    assert_eq!(run.code, 0, "{arguments:?}: {}{}", run.out, run.err);
    run.out
}

/// What anybody can see of a vault, but for what the looking itself leaves.
fn everything(home: &Home, vault: &Path) -> Vec<String> {
    [
        &["--json", "ls", "-R", "/"][..],
        &["--json", "trash", "list"],
        &["--json", "versions", "/tree/twin.txt"],
        &["--json", "show", "/tree/twin.txt"],
        &["--json", "user", "list"],
        &["role", "export"],
        &["policy", "show"],
        &["rules", "export"],
        &["--json", "backup", "recipient", "list"],
    ]
    .map(|arguments| ok_at(home, vault, arguments))
    .to_vec()
}

fn create(home: &Home, name: &str) -> PathBuf {
    let path = home.root().join(name);
    home.ok(["backup", "create", "-o", path.to_str().unwrap()]);
    path
}

fn restore(home: &Home, backup: &Path, identity: &Path, into: &str) -> PathBuf {
    let into = home.root().join(into);
    home.ok([
        "backup".as_ref(),
        "restore".as_ref(),
        backup.as_os_str(),
        "--identity".as_ref(),
        identity.as_os_str(),
        "--into".as_ref(),
        into.as_os_str(),
    ]);
    into
}

fn verify(home: &Home, backup: &Path, identity: &Path) -> Run {
    home.run([
        "backup".as_ref(),
        "verify".as_ref(),
        backup.as_os_str(),
        "-i".as_ref(),
        identity.as_os_str(),
    ])
}

/// The rows of an audit log, as far as `count`.
fn log(home: &Home, vault: &Path, count: usize) -> Vec<String> {
    let all = ok_at(home, vault, &["audit", "log"]);
    all.lines().take(count).map(str::to_owned).collect()
}

#[test]
fn everything_comes_back_and_opens_as_before() {
    let home = furnished();
    let identity = identity(&home);
    let key = home.key("reader", &["--role", "viewer"]);
    home.by_key(&key, ["ls"]);
    let before = everything(&home, &home.vault());
    let keys = home.ok(["--json", "api-key", "list"]);
    let backup = create(&home, "b.age");
    let run = home.run([
        "--json",
        "backup",
        "verify",
        backup.to_str().unwrap(),
        "-i",
        identity.to_str().unwrap(),
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let report = &run.json()[0];
    assert_eq!(report["trashed"], 1);
    assert_eq!(report["versions"], 1);
    assert_eq!(report["users"], 2);
    let rows = usize::try_from(report["audit_rows"].as_u64().unwrap()).unwrap();
    let restored = restore(&home, &backup, &identity, "restored");
    assert_eq!(everything(&home, &restored), before);
    assert_eq!(log(&home, &restored, rows), log(&home, &home.vault(), rows));
    let last = ok_at(&home, &restored, &["audit", "log"]);
    assert!(
        last.lines()
            .nth(rows)
            .unwrap()
            .contains("| BACKUP_RESTORE | system |"),
        "{last}"
    );
    ok_at(&home, &restored, &["verify"]);
    ok_at(&home, &restored, &["audit", "verify"]);
    for (vault, out) in [(home.vault(), "out1"), (restored.clone(), "out2")] {
        ok_at(&home, &vault, &["get", "/tree", "/elsewhere", "-o", out]);
    }
    let diff = Command::new("diff")
        .arg("-r")
        .args(["out1", "out2"])
        .current_dir(home.work())
        .status();
    assert!(diff.unwrap().success());
    // Other ways in: another user, the recovery key, the API key, whose use is counted on.
    let mut command = home.command(["whoami"]);
    command
        .env("FILE_ORGANIZER_VAULT", &restored)
        .env("FILE_ORGANIZER_USER", "maria");
    assert_eq!(Run::of(command).code, 0);
    let mut command = home.command(["ls"]);
    command
        .env("FILE_ORGANIZER_VAULT", &restored)
        .env("FILE_ORGANIZER_PASSWORD", &home.recovery);
    assert_eq!(Run::of(command).code, 0);
    let now = ok_at(&home, &restored, &["--json", "api-key", "list"]);
    assert_eq!(now, keys);
    let mut command = home.command(["cat", "/tree/twin.txt"]);
    command
        .env("FILE_ORGANIZER_VAULT", &restored)
        .env_remove("FILE_ORGANIZER_PASSWORD")
        .env("FILE_ORGANIZER_API_KEY_FILE", &key);
    assert_eq!(Run::of(command).out, "second version");
    // What is in the trash, and earlier versions, have their content.
    assert_eq!(
        ok_at(
            &home,
            &restored,
            &["cat", "--version", "1", "/tree/twin.txt"]
        ),
        "file 3\n".repeat(60)
    );
    ok_at(
        &home,
        &restored,
        &["trash", "restore", "/tree/folder-2/file 2.txt"],
    );
    assert_eq!(
        ok_at(&home, &restored, &["cat", "/tree/folder-2/file 2.txt"]),
        "file 2\n".repeat(40)
    );
    // It goes on as a vault.
    home.file("new.txt", "new");
    ok_at(&home, &restored, &["add", "new.txt"]);
    ok_at(&home, &restored, &["undo"]);
    ok_at(&home, &restored, &["rekey"]);
    ok_at(&home, &restored, &["compact"]);
    ok_at(&home, &restored, &["verify"]);
    // Nothing is overwritten.
    let again = home.run([
        "backup",
        "restore",
        backup.to_str().unwrap(),
        "-i",
        identity.to_str().unwrap(),
        "--into",
        restored.to_str().unwrap(),
    ]);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("already exists"), "{}", again.err);
    assert_eq!(
        home.run(["backup", "create", "-o", backup.to_str().unwrap()])
            .code,
        1
    );
}

#[test]
fn sessions_end_and_new_slots_shut_the_old_ones_out() {
    let home = furnished();
    let identity = identity(&home);
    let key = home.key("reader", &[]);
    let runtime = home.root().join("run");
    fs::create_dir(&runtime).unwrap();
    let mut login = home.command(["login"]);
    login.env("XDG_RUNTIME_DIR", &runtime);
    assert_eq!(Run::of(login).code, 0);
    let backup = create(&home, "b.age");
    let restored = restore(&home, &backup, &identity, "restored");
    assert_eq!(ok_at(&home, &restored, &["--json", "session", "list"]), "");
    let password = home.root().join("new-password");
    home.secret(&password, "another password");
    let run = home.run([
        "--new-password-file",
        password.to_str().unwrap(),
        "--json",
        "backup",
        "restore",
        backup.to_str().unwrap(),
        "-i",
        identity.to_str().unwrap(),
        "--into",
        "fresh",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    let report = &run.json()[0];
    assert_eq!(report["keys_to_reissue"][0], "reader");
    let fresh = home.work().join("fresh");
    let by = |password: &str| {
        let mut command = home.command(["ls"]);
        command
            .env("FILE_ORGANIZER_VAULT", &fresh)
            .env("FILE_ORGANIZER_PASSWORD", password);
        Run::of(command).code
    };
    assert_eq!(by(support::PASSWORD), 12);
    assert_eq!(by(&home.recovery), 12);
    assert_eq!(by("another password"), 0);
    assert_eq!(by(report["recovery_key"].as_str().unwrap()), 0);
    let mut command = home.command(["ls"]);
    command
        .env("FILE_ORGANIZER_VAULT", &fresh)
        .env_remove("FILE_ORGANIZER_PASSWORD")
        .env("FILE_ORGANIZER_API_KEY_FILE", &key);
    assert_eq!(Run::of(command).code, 12);
}

#[test]
fn stock_tools_recover_the_files() {
    let installed = |tool: &str| Command::new(tool).arg("--version").output().is_ok();
    if !["age", "zstd", "tar"].iter().all(|tool| installed(tool)) {
        println!("skipped: age, zstd or tar is not installed");
        return;
    }
    let home = furnished();
    let identity = identity(&home);
    let backup = create(&home, "b.age");
    fs::create_dir(home.work().join("recovered")).unwrap();
    let line = "age -d -i \"$1\" \"$2\" | zstd -dq | tar x -C recovered";
    let shell = Command::new("sh")
        .args(["-ec", line, "sh"])
        .args([&identity, &backup])
        .current_dir(home.work())
        .status();
    assert!(shell.unwrap().success());
    home.ok(["get", "/tree", "/elsewhere", "-o", "out"]);
    for folder in ["tree", "elsewhere"] {
        let diff = Command::new("diff")
            .arg("-r")
            .args([format!("recovered/files/{folder}"), format!("out/{folder}")])
            .current_dir(home.work())
            .status();
        assert!(diff.unwrap().success(), "{folder}");
    }
    let metadata = fs::read_to_string(home.work().join("recovered/metadata.jsonl")).unwrap();
    let twin: Vec<serde_json::Value> = metadata
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|row: &serde_json::Value| row["path"] == "/tree/twin.txt")
        .collect();
    assert_eq!(twin[0]["note"], "a note");
    assert_eq!(twin[0]["version"]["number"], 2);
    let audit = fs::read_to_string(home.work().join("recovered/audit.jsonl")).unwrap();
    assert!(audit.lines().next().unwrap().contains("VAULT_INIT"));
}

#[test]
fn a_key_that_only_backs_up_reads_nothing_and_a_viewer_does_not_back_up() {
    let home = furnished();
    let identity = identity(&home);
    let key = home.key("nightly", &["--permission", "backup:create"]);
    let run = home.by_key(&key, ["backup", "create", "--create", "--to", "backups"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        verify(&home, &home.work().join(run.out.trim()), &identity).code,
        0
    );
    assert_eq!(home.by_key(&key, ["ls"]).code, 5);
    assert_eq!(home.by_key(&key, ["cat", "/tree/twin.txt"]).code, 5);
    assert_eq!(
        home.by_key(&key, ["backup", "recipient", "add", "age1x"])
            .code,
        2
    );
    let stranger = home.ok(["-q", "backup", "identity", "new"]);
    assert!(stranger.starts_with("AGE-SECRET-KEY-1"));
    let theirs = home.ok(["-q", "backup", "identity", "new", "-o", "theirs.txt"]);
    assert_eq!(
        home.by_key(&key, ["backup", "recipient", "add", theirs.trim()])
            .code,
        5
    );
    let viewer = home.key("viewer", &["--role", "viewer"]);
    let run = home.by_key(&viewer, ["backup", "create", "--create", "--to", "backups"]);
    assert_eq!(run.code, 5, "{}", run.err);
    assert_eq!(
        home.by_key(
            &key,
            [
                "backup",
                "drill",
                "backups",
                "-i",
                identity.to_str().unwrap()
            ]
        )
        .code,
        5
    );
    let denied = home.ok(["audit", "log", "--event", "BACKUP_CREATE"]);
    let outcomes: Vec<bool> = denied.lines().map(|line| line.contains("DENIED")).collect();
    assert_eq!(outcomes, [false, true], "{denied}");
}

#[test]
fn to_standard_output_and_for_several_recipients() {
    let home = furnished();
    let first = identity(&home);
    let second = home.root().join("second.txt");
    let recipient = home.ok([
        "-q",
        "backup",
        "identity",
        "new",
        "-o",
        second.to_str().unwrap(),
    ]);
    home.ok([
        "backup",
        "recipient",
        "add",
        recipient.trim(),
        "--name",
        "paper",
    ]);
    let run = home.run(["backup", "create", "-o", "-"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let path = home.root().join("piped.age");
    fs::write(&path, &run.bytes).unwrap();
    assert_eq!(verify(&home, &path, &first).code, 0);
    assert_eq!(verify(&home, &path, &second).code, 0);
    home.ok(["backup", "recipient", "remove", "paper"]);
    let later = create(&home, "later.age");
    assert_eq!(verify(&home, &later, &first).code, 0);
    assert_eq!(verify(&home, &later, &second).code, 12);
    // A reader that goes away: an error, and no backup that looks like one.
    let mut child = home
        .command(["backup", "create", "-o", "-"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert!(!child.wait().unwrap().success());
    // The identity is for its owner alone.
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(
        fs::metadata(&first).unwrap().permissions().mode() & 0o777,
        0o600
    );
    assert_eq!(
        fs::metadata(&later).unwrap().permissions().mode() & 0o777,
        0o600
    );
}

#[test]
fn retention_keeps_what_it_says_and_never_the_wrong_ones() {
    let home = furnished();
    let identity = identity(&home);
    let made = home.ok(["backup", "create", "--create", "--to", "backups"]);
    let folder = home.work().join("backups");
    let made = home.work().join(made.trim());
    let vault = made.file_name().unwrap().to_str().unwrap()[20..].to_owned();
    let name = |day: u32| {
        format!(
            "2025{:02}{:02}T030000.000Z{vault}",
            1 + day / 28,
            1 + day % 28
        )
    };
    for day in 0..100 {
        fs::copy(&made, folder.join(name(day))).unwrap();
    }
    // Damaged, of another vault, and something else.
    fs::write(folder.join(name(100)), "").unwrap();
    fs::copy(
        &made,
        folder.join("20200101T030000.000Z-00000000.tar.zst.age"),
    )
    .unwrap();
    fs::write(folder.join("notes.txt"), "mine").unwrap();
    let count = || fs::read_dir(&folder).unwrap().count();
    assert_eq!(count(), 104);
    let rule = ["--keep-daily", "7", "--keep-monthly", "3"];
    let dry = [
        &[
            "--json",
            "backup",
            "create",
            "--create",
            "--to",
            "backups",
            "--dry-run",
        ],
        &rule[..],
    ]
    .concat();
    let would = home.run(&dry).json()[0]["removed"]
        .as_array()
        .unwrap()
        .len();
    assert_eq!(count(), 104);
    // Nobody to encrypt to: the new one fails, and nothing goes.
    let recipient =
        home.run(["--json", "backup", "recipient", "list"]).json()[0]["recipient"].clone();
    home.ok(["backup", "recipient", "remove", recipient.as_str().unwrap()]);
    let run = home.run(
        [
            &["backup", "create", "--create", "--to", "backups"],
            &rule[..],
        ]
        .concat(),
    );
    assert_eq!(run.code, 2, "{}", run.err);
    assert_eq!(count(), 104);
    home.ok(["backup", "recipient", "add", recipient.as_str().unwrap()]);
    home.ok([
        &["backup", "create", "--create", "--to", "backups"],
        &rule[..],
    ]
    .concat());
    let listed = home
        .run([
            "--json",
            "backup",
            "list",
            "backups",
            "-i",
            identity.to_str().unwrap(),
        ])
        .json();
    let good: Vec<&str> = listed
        .iter()
        .filter(|one| {
            one["problem"].is_null() && !one["file"].as_str().unwrap().contains("-00000000")
        })
        .map(|one| &one["time"].as_str().unwrap()[..10])
        .collect();
    // Seven days and three months: today's counts for both.
    let (today, earlier) = good.split_last().unwrap();
    assert!(*today > "2026");
    assert_eq!(
        earlier,
        [
            "2025-03-28",
            "2025-04-11",
            "2025-04-12",
            "2025-04-13",
            "2025-04-14",
            "2025-04-15",
            "2025-04-16"
        ]
    );
    assert_eq!(would, 102 - good.len());
    assert!(listed.iter().any(|one| one["problem"] == "it is empty"));
    assert!(folder.join("notes.txt").exists());
    assert!(
        folder
            .join("20200101T030000.000Z-00000000.tar.zst.age")
            .exists()
    );
}

#[test]
fn a_drill_proves_the_newest_backup_or_ends_with_six() {
    let home = furnished();
    let identity = identity(&home);
    let drill = |more: &[&str]| {
        let arguments = [
            "backup",
            "drill",
            "backups",
            "-i",
            identity.to_str().unwrap(),
        ];
        home.run([&arguments[..], more].concat())
    };
    let missing = drill(&[]);
    assert_eq!(missing.code, 4, "{}", missing.err);
    assert!(missing.err.contains("mount the disk"), "{}", missing.err);
    fs::create_dir(home.work().join("backups")).unwrap();
    assert_eq!(drill(&[]).code, 4);
    let made = home.ok(["backup", "create", "--create", "--to", "backups"]);
    home.file("changed.txt", "changed");
    home.ok(["add", "changed.txt", "--name", "twin.txt", "--to", "/tree"]);
    let run = drill(&["--max-age", "1h"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("changed or removed: 1"), "{}", run.out);
    let run = drill(&["--max-age", "0s"]);
    assert_eq!(run.code, 6, "{}", run.err);
    assert!(run.err.contains("and there is no newer one"), "{}", run.err);
    // Of another vault.
    let other = furnished();
    let theirs = other.root().join("identity.txt");
    let _ = self::identity(&other);
    let foreign = other.ok(["backup", "create", "--create", "--to", "backups"]);
    let run = home.run([
        "backup",
        "drill",
        other.work().join("backups").to_str().unwrap(),
        "-i",
        theirs.to_str().unwrap(),
    ]);
    assert_eq!(run.code, 6, "{}{foreign}", run.err);
    let why = "its audit log is not that of this vault";
    assert!(run.err.contains(why), "{}", run.err);
    // Damaged.
    let path = home.work().join(made.trim());
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, bytes).unwrap();
    let run = drill(&[]);
    assert_eq!(run.code, 6, "{}", run.err);
    assert!(run.err.contains(made.trim()), "{}", run.err);
    assert!(run.err.contains("create a new backup now"), "{}", run.err);
    let rows = home.ok(["audit", "log", "--event", "BACKUP_DRILL"]);
    let outcomes: Vec<bool> = rows.lines().map(|row| row.contains("SUCCESS")).collect();
    assert_eq!(
        outcomes,
        [false, false, true, false, false, false],
        "{rows}"
    );
    // Nothing is left of the vaults for trial.
    let left: Vec<String> = fs::read_dir(home.root())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with('.'))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

/// One command: identity, recipient, first backup, verification; and the line for cron works as it is
/// printed, in the environment of cron.
#[test]
fn setup_leaves_backups_that_cron_continues() {
    let home = Home::new();
    home.file("a.txt", "a");
    home.ok(["add", "a.txt"]);
    let folder = home.root().join("back ups, 100%");
    let shown = folder.to_str().unwrap();
    let identity = home.root().join("identity.txt");
    let identity_text = identity.to_str().unwrap();
    // Nothing is made if the folder does not exist, or the identity would be among the backups.
    assert_eq!(
        home.run(["backup", "setup", shown, "-i", identity_text])
            .code,
        4
    );
    assert!(!identity.exists());
    fs::create_dir(&folder).unwrap();
    let inside = folder.join("identity.txt");
    let run = home.run(["backup", "setup", shown, "-i", inside.to_str().unwrap()]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert_eq!(home.run(["backup", "setup", shown]).code, 2);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
    assert_eq!(home.ok(["--json", "backup", "recipient", "list"]), "");
    let line = home.ok(["-q", "backup", "setup", shown, "-i", identity_text]);
    home.ok(["backup", "verify", shown, "-i", identity_text]);
    let status = home.run(["--json", "status"]).json().remove(0);
    assert!(status["last_backup_time"].is_string());
    assert_eq!(status["next_key_name"], "backup");
    // cron: no more variables than these, and `%` ends the line unless it is escaped.
    let command = line.trim().strip_prefix("10 3 * * * ").unwrap();
    assert!(!command.replace("\\%", "").contains('%'));
    let before = backups_in(&folder);
    let run = Command::new("/bin/sh")
        .args(["-c", &command.replace("\\%", "%")])
        .env_clear()
        .env("HOME", home.root().join("home"))
        .env("PATH", "/usr/bin:/bin")
        .env("SHELL", "/bin/sh")
        .current_dir("/")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.success() && run.stdout.is_empty(), "{said}");
    assert_eq!(said, "");
    assert_ne!(backups_in(&folder), before);
    home.ok(["backup", "verify", shown, "-i", identity_text]);
    // Again: the same identity, no second recipient, no second key.
    home.ok(["-q", "backup", "setup", shown, "-i", identity_text]);
    let recipients = home.ok(["--json", "backup", "recipient", "list"]);
    assert_eq!(recipients.lines().count(), 1);
    assert_eq!(home.ok(["--json", "api-key", "list"]).lines().count(), 1);
}

/// An existing key file is used only if a backup with it would succeed; otherwise nothing is made.
#[test]
fn setup_uses_only_a_key_that_can_create_backups() {
    let home = Home::new();
    let other = Home::new();
    let folder = home.root().join("backups");
    fs::create_dir(&folder).unwrap();
    let folder = folder.to_str().unwrap();
    let identity = home.root().join("identity.txt");
    let setup = ["backup", "setup", folder, "-i", identity.to_str().unwrap()];
    let only = ["--permission", "backup:create"];
    let revoked = home.key("gone", &only);
    home.ok(["api-key", "revoke", "gone"]);
    let expired = home.root().join("expired.key");
    if crate::support::faketime().is_some() {
        let create = ["api-key", "create", "--name", "old", "--expires", "30d"];
        let run = Run::of(home.later("-40d", [&create[..], &only].concat()));
        home.secret(&expired, &run.out);
    } else {
        fs::copy(&revoked, &expired).unwrap();
    }
    let scoped = home.key("scoped", &["--role", "admin", "--scope", "/a"]);
    let foreign = other.key("foreign", &only);
    let text = home.root().join("text.key");
    home.secret(&text, "hi");
    let reads = home.key("reads", &["--permission", "file:read"]);
    let missing = home.root().join("link.key");
    std::os::unix::fs::symlink("nowhere", &missing).unwrap();
    let refused = [revoked, expired, scoped, foreign, text, reads, missing];
    for key in &refused {
        let run = home.run([&setup[..], &["--key-file", key.to_str().unwrap()]].concat());
        assert_eq!(run.code, 2, "{key:?}: {}", run.err);
        assert!(run.err.contains(key.to_str().unwrap()), "{}", run.err);
        assert!(run.err.contains("--key-file FILE"), "{}", run.err);
        assert!(!identity.exists(), "{key:?}");
        assert_eq!(fs::read_dir(folder).unwrap().count(), 0, "{key:?}");
    }
    let suits = home.key("more", &["--role", "admin"]);
    let run = home.run([&setup[..], &["--key-file", suits.to_str().unwrap()]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("existed already, expires "), "{}", run.err);
    assert!(!run.err.contains("nothing else"), "{}", run.err);
}

/// The default file of the key belongs to one vault: another vault has a file of its own. A revoked key
/// of this vault is not replaced silently.
#[test]
fn setup_of_a_second_vault_has_a_key_of_its_own() {
    let home = Home::new();
    let second = Home::new();
    for (vault, folder) in [(&home, "one"), (&second, "two"), (&second, "two")] {
        let folder = home.work().join(folder);
        fs::create_dir_all(&folder).unwrap();
        let mut command = home.command([
            "-q",
            "backup",
            "setup",
            folder.to_str().unwrap(),
            "-i",
            "identity.txt",
        ]);
        command.env("FILE_ORGANIZER_VAULT", vault.vault());
        let run = Run::of(command);
        assert_eq!(run.code, 0, "{}", run.err);
        let line = run.out.trim().strip_prefix("10 3 * * * ").unwrap();
        let run = Run::of(by("/bin/sh", &["-c", line], &home.command([""; 0])));
        assert_eq!(run.code, 0, "{}", run.err);
    }
    let keys = home.root().join("home/.config/file-organizer");
    assert_eq!(backups_in(&keys).len(), 2);
    home.ok(["api-key", "revoke", "backup"]);
    let run = home.run(["backup", "setup", "one", "-i", "identity.txt"]);
    assert_eq!(run.code, 2, "{}", run.err);
}

fn backups_in(folder: &Path) -> Vec<std::ffi::OsString> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    names
}
