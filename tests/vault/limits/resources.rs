//! Few descriptors, little memory, and an output that takes nothing.

use super::*;
use std::fs::OpenOptions;

const COMMANDS: [&[&str]; 8] = [
    &["ls", "-R", "/"],
    &["cat", "/kept/large.txt"],
    &["find", "large"],
    &["verify"],
    &["add", "more", "--to", "/"],
    &["get", "/kept", "-o", "out", "--on-conflict", "overwrite"],
    &["rekey"],
    &["compact"],
];

#[test]
fn few_descriptors() {
    let home = furnished();
    let vault = Vault::of(&home);
    let limits = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 20, 24, 32];
    for command in COMMANDS {
        let mut enough = None;
        for limit in limits {
            let what = format!("{command:?} with {limit} descriptors");
            let option = format!("--nofile={limit}");
            let run = Run::of(by("prlimit", &[&option], &vault.command(command)));
            // That is no damage: neither a finding nor a reason to restore something.
            assert!(
                !matches!(run.code, 6 | 13),
                "{what}: {}{}",
                run.out,
                run.err
            );
            match run.code {
                0 => enough = enough.or(Some(limit)),
                // The dynamic loader could not start it.
                127 => {}
                _ => refuses_in_words(&what, &run),
            }
        }
        println!("{command:?} is content with {enough:?} descriptors");
        assert!(
            enough.is_some(),
            "{command:?} wants more than 32 descriptors"
        );
        is_unharmed(&format!("after {command:?}"), &vault);
    }
}

#[test]
fn little_memory() {
    let home = furnished();
    let vault = Vault::of(&home);
    let what = "at the start";
    let identity = vault.ok(what, &["-q", "backup", "identity", "new", "-o", "id.txt"]);
    vault.ok(what, &["backup", "recipient", "add", identity.trim()]);
    let more: [&[&str]; 4] = [
        &["compact", "--wipe"],
        &["backup", "create", "--create", "--to", "backups"],
        &[
            "backup",
            "create",
            "--create",
            "--to",
            "set",
            "--incremental",
        ],
        &["audit", "verify"],
    ];
    for command in COMMANDS.into_iter().chain(more) {
        let mut enough = None;
        for megabytes in [300u64, 200, 160, 150, 140, 128, 120, 100, 80, 60, 40] {
            let what = format!("{command:?} with {megabytes} MB");
            let option = format!("--as={}", megabytes << 20);
            let run = Run::of(by("prlimit", &[&option], &vault.command(command)));
            match run.code {
                0 => enough = Some(megabytes),
                // The dynamic loader could not start it.
                127 => {}
                // A small allocation failed, which ends a program at once, and in words.
                1 if run.err.contains("memory allocation") => {}
                _ => refuses_in_words(&what, &run),
            }
        }
        println!("{command:?} is content with an address space of {enough:?} MB");
        let enough = enough.is_some_and(|enough| enough <= 128);
        assert!(enough, "{command:?} wants more than 128 MB");
        is_unharmed(&format!("after {command:?}"), &vault);
    }
}

/// Whatever prints.
const PRINTING: [&[&str]; 13] = [
    &["find", "large"],
    &["--json", "find", "large"],
    &["--json", "ls", "-R"],
    &["show", "/kept/1.txt"],
    &["versions", "/kept/1.txt"],
    &["history"],
    &["audit", "log"],
    &["audit", "head"],
    &["tag", "list"],
    &["trash", "list"],
    &["policy", "show"],
    &["--json", "status"],
    &["--help"],
];

#[test]
fn a_full_device() {
    let home = furnished();
    let vault = Vault::of(&home);
    vault.ok("at the start", &["tag", "add", "seen", "/kept"]);
    home.file("gone/1.txt", text("gone", 100));
    vault.ok("at the start", &["-q", "add", "gone", "--to", "/"]);
    vault.ok("at the start", &["rm", "/gone"]);
    let full = || OpenOptions::new().write(true).open("/dev/full").unwrap();
    for arguments in PRINTING {
        let mut command = vault.command(arguments);
        command.stdout(full()).stderr(Stdio::piped());
        let run = Run::from(command.spawn().unwrap().wait_with_output().unwrap());
        assert_eq!(run.code, 1, "{arguments:?}: {}", run.err);
        assert!(
            run.err.contains("standard output: No space left"),
            "{arguments:?}: {}",
            run.err
        );
    }
    // What was added before the output failed is there, whole.
    let mut command = vault.command(&["add", "more", "--to", "/"]);
    command.stdout(full()).stderr(Stdio::piped());
    let run = Run::from(command.spawn().unwrap().wait_with_output().unwrap());
    assert_eq!(run.code, 1, "{}", run.err);
    is_unharmed("after an add that could not speak", &vault);
    // Nor is there anybody to complain to.
    let mut command = vault.command(&["ls", "/nowhere"]);
    command.stdout(full()).stderr(full());
    assert_eq!(command.status().unwrap().code(), Some(4));
}

#[test]
fn a_reader_that_goes_away() {
    let home = furnished();
    let vault = Vault::of(&home);
    vault.ok("at the start", &["tag", "add", "seen", "/kept"]);
    vault.ok("at the start", &["rm", "/kept/0.txt"]);
    for arguments in PRINTING {
        let mut command = vault.command(arguments);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let run = Run::from(child.wait_with_output().unwrap());
        // What prints nothing does not notice.
        assert!(matches!(run.code, 0 | 141), "{arguments:?}: {}", run.code);
        assert_eq!(run.err, "", "{arguments:?}");
    }
}

#[test]
fn without_any_standard_stream() {
    let home = furnished();
    let vault = Vault::of(&home);
    for arguments in COMMANDS {
        let shell = ["-c", "exec \"$0\" \"$@\" <&- >&- 2>&-"];
        let run = Run::of(by("sh", &shell, &vault.command(arguments)));
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
    }
    // Nothing was printed into the vault.
    is_unharmed("without any standard stream", &vault);
}

#[test]
fn without_a_thread_to_start() {
    let home = furnished();
    let vault = Vault::of(&home);
    let fault = "inject=?clone,?clone3:error=EAGAIN";
    let options = [
        "-q",
        "-o",
        "/dev/null",
        "-e",
        "trace=?clone,?clone3",
        "-e",
        fault,
    ];
    let traces = Command::new("strace").args(options).arg("true").status();
    if !traces.is_ok_and(|status| status.success()) {
        println!("skipped: strace is not here, or may not trace");
        return;
    }
    // A key derivation with the real costs shares its lanes between threads, where there are any.
    let other = Home::without_vault();
    let mut init = other.command(["init"]);
    init.env("FILE_ORGANIZER_NEW_PASSWORD", "a password of its own");
    let run = Run::of(by("strace", &options, &init));
    assert_eq!(run.code, 0, "init: {}", run.err);
    // What needs no thread but to listen for signals, or does all the work in its only one.
    for arguments in [
        &["ls", "/kept"][..],
        &["find", "large"],
        &["cat", "/kept/1.txt"],
        &["verify"],
        &["rekey"],
    ] {
        let run = Run::of(by("strace", &options, &vault.command(arguments)));
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
    }
    for arguments in [
        &["add", "more", "--to", "/never"][..],
        &["add", "-", "--name", "a.txt", "--to", "/never"],
        &["get", "/kept", "-o", "out"],
    ] {
        let run = Run::of(by("strace", &options, &vault.command(arguments)));
        refuses_in_words(&format!("{arguments:?}"), &run);
    }
    let what = "without a thread to start";
    let identity = ["-q", "backup", "identity", "new", "-o", "identity.txt"];
    let recipient = vault.ok(what, &identity);
    vault.ok(what, &["backup", "recipient", "add", recipient.trim()]);
    let create = ["backup", "create", "-o", "backup.age"];
    let run = Run::of(by("strace", &options, &vault.command(&create)));
    refuses_in_words("backup create", &run);
    assert!(!home.work().join("backup.age").exists());
    is_unharmed(what, &vault);
}
