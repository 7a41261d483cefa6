//! Prompts on a terminal, made by `expect`: what is checked before a password is asked for, how often it can be
//! typed, and Ctrl-C.

use std::process::{Command, Stdio};

use crate::support::{Home, PASSWORD, Run};

/// Types each line after a prompt, then the end of the input.
const STEPS: &str = r#"
set timeout 60
eval spawn -noecho $command
foreach line $lines {
    expect {
        -re {(:|\]) $} { send -- $line }
        eof { exit [lindex [wait] 3] }
        timeout { exit 99 }
    }
}
expect {
    -re {(:|\]) $} { send "\x04"; exp_continue }
    eof {}
    timeout { exit 99 }
}
exit [lindex [wait] 3]
"#;

/// Runs steps of `expect` on a command that is in the variable `command`; `None` without `expect`.
fn on_a_terminal(home: &Home, arguments: &[&str], steps: &str) -> Option<Run> {
    let words: Vec<String> = arguments.iter().map(|word| format!("'{word}'")).collect();
    let program = env!("CARGO_BIN_EXE_file-organizer");
    // The state of the terminal afterwards is part of the result.
    let line = format!(
        "'{program}' {}; code=$?; stty -a | grep -o '[-]*echo ' | head -1; exit $code",
        words.join(" ")
    );
    home.file("command.sh", line);
    let steps = home.file(
        "steps.exp",
        format!("set command {{sh command.sh}}\n{steps}"),
    );
    let mut expect = Command::new("expect");
    expect
        .arg(steps)
        .env_clear()
        .env("HOME", home.root().join("home"))
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .env("FILE_ORGANIZER_VAULT", home.vault())
        .env("NO_COLOR", "1")
        .env("TERM", "xterm")
        .current_dir(home.work())
        .stdin(Stdio::null());
    let run = Run::from(expect.output().ok()?);
    assert!(
        !run.out.contains("-echo"),
        "the terminal has no echo: {}",
        run.out
    );
    Some(run)
}

/// Runs a command on a terminal, where each line of `input` is typed after a prompt; `None` without
/// `expect`.
fn typed(home: &Home, arguments: &[&str], input: &str) -> Option<Run> {
    let lines: Vec<String> = input
        .split_inclusive('\n')
        .map(|line| {
            format!(
                "\"{}\"",
                line.replace('\n', "\\r").replace('\u{3}', "\\x03")
            )
        })
        .collect();
    let steps = format!("set lines [list {}]\n{STEPS}", lines.join(" "));
    on_a_terminal(home, arguments, &steps)
}

/// What is typed while a password is being checked is neither echoed nor an answer.
#[test]
fn what_is_typed_between_two_prompts_is_not_seen() {
    let home = Home::new();
    home.file("a.txt", "a");
    home.ok(["add", "a.txt"]);
    let steps = format!(
        r#"
set timeout 60
eval spawn -noecho $command
expect -re {{: $}}
send "wrong\rearly\r"
expect "try again"
expect -re {{: $}}
send "{PASSWORD}\r"
expect eof
exit [lindex [wait] 3]
"#
    );
    let Some(run) = on_a_terminal(&home, &["ls", "/inbox"], &steps) else {
        println!("skipped: there is no `expect`");
        return;
    };
    assert_eq!(run.code, 0, "{}", run.out);
    assert_eq!(run.out.matches("try again").count(), 1, "{}", run.out);
    assert!(run.out.contains("a.txt"), "{}", run.out);
    let steps = r#"
set timeout 60
eval spawn -noecho $command
expect -re {: $}
for {set i 0} {$i < 200} {incr i} { send "early"; after 2; if {$i % 10 == 5} { send "\r" } }
expect {
    -re {: $} { send "\r"; exp_continue }
    eof {}
}
exit [lindex [wait] 3]
"#;
    let run = on_a_terminal(&home, &["ls"], steps).unwrap();
    assert_eq!(run.code, 12, "{}", run.out);
    // The shell of the test prints what is left of it after the program has ended.
    let during = run.out.split("error:").next().unwrap();
    assert!(!during.contains("early"), "{}", run.out);
}

#[test]
fn a_mistyped_password_can_be_typed_again() {
    let home = Home::new();
    home.file("a.txt", "a");
    home.ok(["add", "a.txt"]);
    let Some(run) = typed(
        &home,
        &["ls", "/inbox"],
        &format!("wrong\nworse\n{PASSWORD}\n"),
    ) else {
        println!("skipped: there is no `expect`");
        return;
    };
    assert_eq!(run.code, 0, "{}", run.out);
    assert_eq!(run.out.matches("try again").count(), 2, "{}", run.out);
    assert!(run.out.contains("a.txt"), "{}", run.out);
    let run = typed(&home, &["ls"], "one\ntwo\nthree\nfour\n").unwrap();
    assert_eq!(run.code, 12, "{}", run.out);
    // A password that was not typed is not asked for again.
    home.secret(&home.work().join("pw"), "wrong");
    let run = typed(&home, &["--password-file", "pw", "ls"], PASSWORD).unwrap();
    assert!(
        run.code == 12 && !run.out.contains("Password of"),
        "{}",
        run.out
    );
}

#[test]
fn ctrl_c_at_a_prompt_is_an_interruption() {
    let home = Home::new();
    let Some(run) = typed(&home, &["ls"], "abc\u{3}") else {
        println!("skipped: there is no `expect`");
        return;
    };
    assert_eq!(run.code, 130, "{}", run.out);
}

#[test]
fn what_can_be_checked_is_checked_before_a_password_is_asked_for() {
    let home = Home::new();
    home.user("ben", "user");
    if typed(&home, &["--version"], "").is_none() {
        println!("skipped: there is no `expect`");
        return;
    }
    for (arguments, code) in [
        (&["init"][..], 1),
        (&["policy", "set", "max_versions", "0"], 2),
        (&["policy", "set", "max_version", "3"], 2),
        (&["policy", "reset", "nothing"], 2),
        (&["user", "add", "a b\u{7f}"], 2),
        (&["add", "none.txt"], 4),
        (&["add", ".", "--exclude", "[a"], 2),
        (&["find", "size:big"], 2),
        (&["--api-key-file", "a", "--password-file", "b", "ls"], 2),
        (&["--vault", "nowhere", "ls"], 10),
    ] {
        let run = typed(&home, arguments, "").unwrap();
        assert_eq!(run.code, code, "{arguments:?}: {}", run.out);
        assert!(
            !run.out.contains("assword of"),
            "{arguments:?}: {}",
            run.out
        );
        assert!(
            !run.out.contains("New password"),
            "{arguments:?}: {}",
            run.out
        );
    }
    // With the password of the administrator, but before the new one.
    for (arguments, code) in [
        (&["user", "add", "ben"][..], 2),
        (&["user", "add", "eva", "--role", "none"], 4),
        (&["user", "passwd", "none"], 4),
    ] {
        let run = typed(&home, arguments, &format!("{PASSWORD}\n")).unwrap();
        assert_eq!(run.code, code, "{arguments:?}: {}", run.out);
        assert!(
            !run.out.contains("New password"),
            "{arguments:?}: {}",
            run.out
        );
    }
}

/// `~` is the home folder, and an answer that does not work is asked again before the password is.
#[test]
fn a_path_that_does_not_work_is_asked_for_again() {
    let home = Home::new();
    let folder = home.root().join("backups");
    std::fs::create_dir(&folder).unwrap();
    let arguments = ["backup", "setup", folder.to_str().unwrap()];
    let input = format!("/nowhere/id.txt\n~\n~/id.txt\n{PASSWORD}\n");
    let Some(run) = typed(&home, &arguments, &input) else {
        println!("skipped: there is no `expect`");
        return;
    };
    assert_eq!(run.code, 0, "{}", run.out);
    let (before, after) = run.out.split_once("Password of").unwrap();
    assert_eq!(
        before.matches("File for the identity:").count(),
        3,
        "{before}"
    );
    assert!(before.contains("there is no folder /nowhere"), "{before}");
    assert!(!after.contains("File for the identity:"), "{after}");
    assert!(home.root().join("home/id.txt").exists());
}

#[test]
fn a_recovery_key_with_a_typo_is_called_that() {
    let home = Home::new();
    let file = home.root().join("key");
    let test = [
        "recovery",
        "test",
        "--recovery-key-file",
        file.to_str().unwrap(),
    ];
    let other = Home::new().recovery;
    let cut = &home.recovery[..home.recovery.len() - 3];
    for (key, message) in [
        (cut, "this recovery key is incomplete or has a typo"),
        (
            "fo-recovery-1abc",
            "this recovery key is incomplete or has a typo",
        ),
        ("nonsense", "this recovery key is incomplete or has a typo"),
        (&other, "this is not the current recovery key of this vault"),
    ] {
        home.secret(&file, key);
        let run = home.run(test);
        assert_eq!(run.code, 12, "{}", run.err);
        assert!(run.err.contains(message), "{}", run.err);
        assert!(!run.err.contains("password"), "{}", run.err);
    }
}

#[test]
fn an_invalid_key_is_called_that() {
    let home = Home::new();
    let key = home.key("scan", &[]);
    home.file("a.txt", "a");
    assert_eq!(home.by_key(&key, ["add", "a.txt"]).code, 0);
    home.ok(["api-key", "revoke", "scan"]);
    let revoked = home.by_key(&key, ["ls"]);
    let malformed = home.root().join("no.key");
    home.secret(&malformed, "fo_something");
    let malformed = home.by_key(&malformed, ["ls"]);
    assert_eq!(revoked.err, malformed.err);
    assert_eq!((revoked.code, malformed.code), (12, 12));
    assert!(
        revoked
            .err
            .contains("this API key is invalid, expired or revoked"),
        "{}",
        revoked.err
    );
    assert!(!revoked.err.contains("password"), "{}", revoked.err);
}
