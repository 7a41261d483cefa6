//! `open`, `view`, `edit`, and `cat` on a terminal: what is shown where, and what is left behind.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

use crate::support::{Home, Run};

const PICTURE: &[u8] =
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9";

fn home() -> Home {
    let home = Home::new();
    fs::write(home.work().join("a.jpg"), PICTURE).unwrap();
    home.file("a.txt", "text\n");
    home.ok(["add", "a.txt", "a.jpg", "--to", "/"]);
    home
}

/// A program that is run in place of an editor or viewer, with the copy as its argument.
fn script(home: &Home, name: &str, lines: &str) -> String {
    let path = home.file(name, format!("#!/bin/sh\n{lines}\n"));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
    path.to_str().unwrap().to_owned()
}

fn edit(home: &Home, editor: &str, path: &str) -> Run {
    let mut command = home.command(["edit", path]);
    command.env("EDITOR", editor).env_remove("VISUAL");
    Run::of(command)
}

/// The program on a terminal; `None` where there is no `script`.
fn on_a_terminal(home: &Home, arguments: &str, answer: &str) -> Option<Run> {
    let program = env!("CARGO_BIN_EXE_file-organizer");
    let plain = home.command(["ls"]);
    let mut command = Command::new("script");
    let typed = home.file("typed", answer);
    command
        .args(["-qec", &format!("{program} {arguments}"), "/dev/null"])
        .current_dir(home.work())
        .stdin(fs::File::open(typed).unwrap());
    for (name, value) in plain.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command.output().ok()?;
    Some(Run::of(command))
}

#[test]
fn what_is_not_text_is_not_shown() {
    let home = home();
    for verb in ["view", "edit"] {
        let run = home.run([verb, "/a.jpg"]);
        assert_eq!(run.code, 1, "{verb}: {}", run.err);
        assert!(run.err.contains("is not text (jpeg)"), "{}", run.err);
        assert!(run.err.contains("file-organizer open"), "{}", run.err);
    }
    assert_eq!(home.run(["view", "/a.txt"]).out, "text\n");
    // To a pipe, anything goes.
    assert_eq!(home.run(["cat", "/a.jpg"]).code, 0);
    let Some(run) = on_a_terminal(&home, "cat /a.jpg", "") else {
        return;
    };
    assert!(run.out.contains("is not text (jpeg)"), "{}", run.out);
    let run = on_a_terminal(&home, "cat /a.txt", "").unwrap();
    assert!(run.out.contains("text"), "{}", run.out);
}

#[test]
fn a_copy_is_private_and_removed() {
    let home = home();
    let look =
        "stat -c %a \"$1\" \"$(dirname \"$1\")\" > modes; cp \"$1\" seen.jpg; echo \"$1\" > where";
    let viewer = script(&home, "viewer", look);
    home.ok(["open", "/a.jpg", "--with", &viewer]);
    let read = |name: &str| fs::read_to_string(home.work().join(name)).unwrap();
    assert_eq!(read("modes"), "600\n700\n");
    assert_eq!(fs::read(home.work().join("seen.jpg")).unwrap(), PICTURE);
    let copy = read("where");
    assert!(copy.trim().ends_with("/a.jpg"), "{copy}");
    assert!(!fs::exists(copy.trim()).unwrap(), "{copy}");
    // A change is not stored, and said.
    let changing = script(&home, "changing", "echo more >> \"$1\"");
    let run = home.run(["open", "/a.jpg", "--with", &changing]);
    assert!(run.err.contains("were not stored"), "{}", run.err);
    // Also after a signal.
    let waiting = script(
        &home,
        "waiting",
        "echo \"$1\" > where.tmp; mv where.tmp where2; exec sleep 60",
    );
    let mut command = home.command(["open", "/a.txt", "--with", &waiting]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    while !home.work().join("where2").exists() {
        assert!(child.try_wait().unwrap().is_none());
        std::thread::yield_now();
    }
    let copy = read("where2");
    assert!(fs::exists(copy.trim()).unwrap());
    let id = child.id().to_string();
    Command::new("kill").args(["-TERM", &id]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(143));
    assert!(!fs::exists(copy.trim()).unwrap(), "{copy}");
    let log = home.ok(["audit", "log", "--event", "FILE_READ"]);
    assert_eq!(log.matches("SUCCESS").count(), 3, "{log}");
}

#[test]
fn an_edit_becomes_a_version_unless_the_file_changed_meanwhile() {
    let home = home();
    let path = home.work().join("a.txt");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    home.ok(["add", "a.txt", "--to", "/"]);
    let editor = script(&home, "editor", "echo more >> \"$1\"");
    let run = edit(&home, &editor, "/a.txt");
    assert_eq!(run.out, "version 2 /a.txt\n", "{}", run.err);
    assert_eq!(home.ok(["cat", "/a.txt"]), "text\nmore\n");
    home.ok(["get", "/a.txt", "-o", "got.txt"]);
    let mode = home
        .work()
        .join("got.txt")
        .metadata()
        .unwrap()
        .permissions();
    assert_eq!(mode.mode() & 0o777, 0o640);
    // The source is still the one that was added: a change of it is the next version.
    home.file("a.txt", "from the source\n");
    let again = home.ok(["add", "a.txt", "--to", "/"]);
    assert!(again.contains("version 3"), "{again}");
    home.ok(["undo"]);
    home.ok(["undo"]);
    assert_eq!(home.ok(["cat", "/a.txt"]), "text\n");
    // Somebody else was faster: the copy is kept, and named.
    let program = env!("CARGO_BIN_EXE_file-organizer");
    home.file("other/a.txt", "theirs\n");
    let lines = format!(
        "echo mine >> \"$1\"; {program} add other/a.txt --to / --on-conflict version > /dev/null"
    );
    let slow = script(&home, "slow", &lines);
    let mut command = home.command(["edit", "/a.txt"]);
    command.env("EDITOR", &slow).env_remove("VISUAL");
    // The editor gets no password from the program.
    let file = home.file("password", crate::support::PASSWORD);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    command.env("FILE_ORGANIZER_PASSWORD_FILE", file);
    command.env_remove("FILE_ORGANIZER_PASSWORD");
    let run = Run::of(command);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    assert!(run.err.contains("meanwhile"), "{}", run.err);
    assert_eq!(home.ok(["cat", "/a.txt"]), "theirs\n");
    let kept = run.err.split("kept: ").nth(1).unwrap();
    let kept = kept.split([';', '\n']).next().unwrap();
    assert_eq!(fs::read_to_string(kept).unwrap(), "text\nmine\n");
    fs::remove_dir_all(std::path::Path::new(kept).parent().unwrap()).unwrap();
}

#[test]
fn those_who_cannot_store_a_change_do_not_get_an_editor() {
    let home = home();
    home.user("bob", "viewer");
    let editor = script(&home, "editor", "touch ran");
    let mut command = home.command(["edit", "/a.txt"]);
    command
        .env("EDITOR", editor)
        .env("FILE_ORGANIZER_USER", "bob");
    assert_eq!(Run::of(command).code, 5);
    assert!(!home.work().join("ran").exists());
}

#[test]
fn many_files_are_confirmed_on_a_terminal_only() {
    let home = home();
    for number in 0..101 {
        home.file(format!("many/{number}.txt"), number.to_string());
    }
    home.ok(["-q", "add", "many", "--to", "/"]);
    if let Some(run) = on_a_terminal(&home, "rm /many", "n\n") {
        assert!(
            run.out.contains("Move 101 files to the trash? [y/N]"),
            "{}",
            run.out
        );
        assert!(run.out.contains("nothing was changed"), "{}", run.out);
        assert!(home.ok(["ls", "/"]).contains("many/"));
        let run = on_a_terminal(&home, "rm /many/1.txt", "").unwrap();
        assert!(run.out.contains("removed /many/1.txt"), "{}", run.out);
        home.ok(["undo"]);
    }
    // Without one, it goes on.
    let out = home.ok(["rm", "/"]);
    assert_eq!(out, "removed 103 files (undo: file-organizer undo)\n");
    home.ok(["undo"]);
    let out = home.ok(["mv", "/many", "/papers/"]);
    assert_eq!(
        out,
        "moved 101 files to /papers (undo: file-organizer undo)\n"
    );
    let each = home.run(["--json", "rm", "/papers"]).json();
    assert_eq!(each.len(), 101);
}

#[test]
fn colours_only_where_they_are_wanted() {
    let home = home();
    home.ok(["mkdir", "/papers"]);
    home.ok(["undo"]);
    home.ok(["redo"]);
    let run = |arguments: &[&str], variable: Option<(&str, &str)>| {
        let mut command = home.command(arguments);
        for name in [
            "NO_COLOR",
            "CLICOLOR",
            "CLICOLOR_FORCE",
            "LS_COLORS",
            "TERM",
        ] {
            command.env_remove(name);
        }
        command.envs(variable);
        let run = Run::of(command);
        assert_eq!(run.code, 0, "{arguments:?} {}", run.err);
        run.out
    };
    for arguments in [
        &["ls", "/"][..],
        &["ls", "-l", "/"],
        &["find", "a"],
        &["find", "-l", "a"],
        &["history"],
        &["status"],
        &["show", "/a.txt"],
        &["audit", "log"],
        &["audit", "log", "--format", "table"],
        &["verify"],
    ] {
        let always = [&["--color", "always"], arguments].concat();
        assert!(run(&always, None).contains('\u{1b}'), "{arguments:?}");
        assert!(run(&always, Some(("NO_COLOR", "1"))).contains('\u{1b}'));
        let json = [&["--json"], &always[..]].concat();
        if !json.contains(&"table") {
            assert!(!run(&json, None).contains('\u{1b}'), "{arguments:?}");
        }
        assert!(!run(arguments, None).contains('\u{1b}'), "{arguments:?}");
        assert!(run(arguments, Some(("CLICOLOR_FORCE", "1"))).contains('\u{1b}'));
        let never = [&["--color", "never"], arguments].concat();
        assert!(!run(&never, Some(("CLICOLOR_FORCE", "1"))).contains('\u{1b}'));
    }
    // A theme decides about folders and types.
    let theme = Some(("LS_COLORS", "di=38;5;99:*.jpg=01;92"));
    let out = run(&["--color", "always", "ls", "/"], theme);
    assert!(out.contains("38;5;99m"), "{out:?}");
    assert!(out.contains("92ma.jpg"), "{out:?}");
    assert!(out.contains("\na.txt\n"), "{out:?}");
    // The columns of a table stay where they are.
    let plain = run(&["ls", "-l", "/"], None);
    let coloured = run(&["--color", "always", "ls", "-l", "/"], None);
    assert_eq!(without_colours(&coloured), plain);
}

/// The text without escape sequences.
fn without_colours(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap().to_owned();
    first
        + &parts
            .map(|part| part.split_once('m').unwrap().1)
            .collect::<String>()
}
