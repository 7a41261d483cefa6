//! Prompts on a terminal, made by `script`: what is checked before a password is asked for, how often it can be
//! typed, and Ctrl-C.

use std::io::{Read, Write};
use std::process::{Command, Output, Stdio};

use crate::support::{Home, PASSWORD, Run};

/// Runs a command on a terminal, and types a line of the input at each prompt; `None` without `script`.
fn typed(home: &Home, arguments: &[&str], input: &str) -> Option<Run> {
    let words: Vec<String> = arguments.iter().map(|word| format!("'{word}'")).collect();
    let program = env!("CARGO_BIN_EXE_file-organizer");
    // The state of the terminal afterwards is part of the result.
    let line = format!(
        "'{program}' {}; code=$?; stty -a | grep -o '[-]*echo ' | head -1; exit $code",
        words.join(" ")
    );
    let mut script = Command::new("script");
    script
        .args(["-qec", &line, "/dev/null"])
        .env_clear()
        .env("HOME", home.root().join("home"))
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .env("FILE_ORGANIZER_VAULT", home.vault())
        .env("NO_COLOR", "1")
        .env("SHELL", "/bin/sh")
        .env("TERM", "xterm")
        .current_dir(home.work())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = script.spawn().ok()?;
    let mut terminal = child.stdin.take().filter(|_| !input.is_empty());
    let mut lines = input.split_inclusive('\n').peekable();
    let (mut said, mut asked) = (Vec::new(), 0);
    let mut buffer = [0; 4096];
    let mut shown = child.stdout.take().unwrap();
    loop {
        let count = shown.read(&mut buffer).unwrap();
        if count == 0 {
            break;
        }
        said.extend_from_slice(&buffer[..count]);
        // A line is typed when it is asked for: the terminal drops what arrives before it has a process.
        let prompts = String::from_utf8_lossy(&said)
            .matches("Password of")
            .count();
        while asked < prompts {
            asked += 1;
            if let (Some(line), Some(terminal)) = (lines.next(), &mut terminal) {
                terminal.write_all(line.as_bytes()).unwrap();
            }
            if lines.peek().is_none() {
                terminal = None;
            }
        }
    }
    let ended = child.wait_with_output().unwrap();
    let run = Run::from(Output {
        stdout: said,
        ..ended
    });
    assert!(
        !run.out.contains("-echo"),
        "the terminal has no echo: {}",
        run.out
    );
    Some(run)
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
        println!("skipped: there is no `script`");
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
        println!("skipped: there is no `script`");
        return;
    };
    assert_eq!(run.code, 130, "{}", run.out);
}

#[test]
fn what_can_be_checked_is_checked_before_a_password_is_asked_for() {
    let home = Home::new();
    home.user("ben", "user");
    if typed(&home, &["--version"], "").is_none() {
        println!("skipped: there is no `script`");
        return;
    }
    for (arguments, code) in [
        (&["init"][..], 1),
        (&["policy", "set", "max_versions", "0"], 2),
        (&["policy", "set", "max_version", "3"], 2),
        (&["policy", "reset", "nothing"], 2),
        (&["user", "add", "a b\u{7f}"], 2),
        (&["add", "none.txt"], 4),
        (&["add", ".", "--exclude", "[z-a]"], 2),
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
