//! The settings file: what it may contain, and what has precedence over it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use crate::support::{Home, PASSWORD, Run};

/// Writes the settings file.
fn settings(home: &Home, text: &str) -> PathBuf {
    let path = home.root().join("home/.config/file-organizer/config.toml");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    home.secret(&path, text);
    path
}

/// Runs the program without a password or vault in the environment.
fn bare(home: &Home, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
    let mut command = home.command(arguments);
    command
        .env_remove("FILE_ORGANIZER_PASSWORD")
        .env_remove("FILE_ORGANIZER_VAULT")
        .envs(environment.iter().copied());
    Run::of(command)
}

/// A settings file that opens the vault by a password in a file.
fn complete(home: &Home) -> String {
    let password = home.root().join("password");
    home.secret(&password, PASSWORD);
    format!(
        "vault = \"{}\"\nuser = \"admin\"\npassword_command = \"cat {}\"\n",
        home.vault().display(),
        password.display()
    )
}

/// An empty variable counts as unset, except where a credential would be missing. An empty argument
/// is an error.
#[test]
fn empty_variables_count_as_unset() {
    let home = Home::new();
    let password = ("FILE_ORGANIZER_PASSWORD", PASSWORD);
    let run = bare(
        &home,
        &["status"],
        &[("FILE_ORGANIZER_VAULT", ""), password],
    );
    assert_eq!(run.code, 10, "{}", run.err);
    settings(&home, &complete(&home));
    home.file("a.txt", "a");
    let empty = ["VAULT", "USER", "BOX"].map(|name| format!("FILE_ORGANIZER_{name}"));
    let empty = empty.each_ref().map(|name| (name.as_str(), ""));
    for arguments in [
        &["status"][..],
        &["drop", "a.txt"],
        &["demo"],
        &["config", "show"],
    ] {
        let run = bare(&home, arguments, &empty);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
    }
    assert_eq!(bare(&home, &["--vault", "", "status"], &empty).code, 2);
    for name in [
        "PASSWORD",
        "PASSWORD_FILE",
        "API_KEY",
        "API_KEY_FILE",
        "SESSION",
    ] {
        let name = format!("FILE_ORGANIZER_{name}");
        let run = bare(&home, &["status"], &[(name.as_str(), "")]);
        assert_eq!(run.code, 12, "{name}: {}", run.err);
    }
}

#[test]
fn flags_and_variables_have_precedence() {
    let home = Home::new();
    home.user("bob", "viewer");
    settings(&home, &complete(&home));
    let name = |arguments: &[&str], environment: &[(&str, &str)]| {
        let run = bare(
            &home,
            &[&["--json"], arguments, &["whoami"]].concat(),
            environment,
        );
        run.json()
            .first()
            .map(|one| one["name"].as_str().unwrap().to_owned())
    };
    assert_eq!(name(&[], &[]).as_deref(), Some("admin"));
    let bob = ("FILE_ORGANIZER_USER", "bob");
    assert_eq!(name(&[], &[bob]).as_deref(), Some("bob"));
    assert_eq!(name(&["--user", "admin"], &[bob]).as_deref(), Some("admin"));
    let wrong = ("FILE_ORGANIZER_PASSWORD", "wrong");
    assert_eq!(bare(&home, &["whoami"], &[wrong]).code, 12);
    let nowhere = bare(&home, &["--vault", "/nowhere", "whoami"], &[]);
    assert_eq!(nowhere.code, 10);
    // A session, and an API key from the environment, come before the file.
    let key = home.key("scanner", &["--permission", "file:upload"]);
    let key = ("FILE_ORGANIZER_API_KEY_FILE", key.to_str().unwrap());
    assert_eq!(name(&[], &[key]).as_deref(), Some("key:scanner"));
    assert_eq!(bare(&home, &["login"], &[]).code, 0);
    let run = bare(&home, &["--json", "whoami"], &[]);
    assert!(run.out.contains("session"), "{}", run.out);
    // The user of the settings is only a default.
    let mut login = home.command(["--user", "bob", "login"]);
    login
        .env_remove("FILE_ORGANIZER_VAULT")
        .env("FILE_ORGANIZER_PASSWORD", PASSWORD);
    assert_eq!(Run::of(login).code, 0);
    assert_eq!(name(&[], &[]).as_deref(), Some("bob"));
}

#[test]
fn each_value_is_shown_with_its_source() {
    let home = Home::new();
    settings(
        &home,
        "user = \"anna\"\ntime = \"utc\"\ncolor = \"never\"\n",
    );
    let run = bare(
        &home,
        &["--json", "--user", "bob", "config", "show"],
        &[("FILE_ORGANIZER_VAULT", "/srv/vault")],
    );
    let found = |key: &str| {
        let all = run.json();
        let one = all.iter().find(|one| one["key"] == key).unwrap().clone();
        (
            one["value"].as_str().map(str::to_owned),
            one["source"].clone(),
        )
    };
    assert_eq!(
        found("vault"),
        (Some("/srv/vault".into()), "environment".into())
    );
    assert_eq!(found("user"), (Some("bob".into()), "flag".into()));
    assert_eq!(found("time"), (Some("utc".into()), "config".into()));
    assert_eq!(found("color"), (Some("never".into()), "config".into()));
    assert_eq!(found("pager"), (Some("less".into()), "default".into()));
    assert_eq!(found("api_key_file"), (None, "unset".into()));
}

#[test]
fn an_error_names_the_file_the_line_and_the_keys() {
    let home = Home::new();
    let path = settings(&home, "user = \"admin\"\n\ncolour = \"auto\"\n");
    for arguments in [&["ls"][..], &["config", "show"]] {
        let run = bare(&home, arguments, &[]);
        assert_eq!(run.code, 2);
        let place = format!("{}, line 3", path.display());
        for part in [place.as_str(), "colour", "password_command", "pager"] {
            assert!(run.err.contains(part), "{}", run.err);
        }
    }
    // It can be repaired.
    assert_eq!(bare(&home, &["config", "path"], &[]).code, 0);
    let editor = [("EDITOR", "sed -i s/colour/color/")];
    assert_eq!(bare(&home, &["config", "edit"], &editor).code, 0);
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        "user = \"admin\"\n\ncolor = \"auto\"\n"
    );
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let editor = [("EDITOR", "sed -i s/auto/sometimes/")];
    assert_eq!(bare(&home, &["config", "edit"], &editor).code, 2);
    assert!(fs::read_to_string(&path).unwrap().contains("auto"));
}

#[test]
fn a_file_that_others_can_write_runs_no_program() {
    let home = Home::new();
    let path = settings(&home, &complete(&home));
    for mode in [0o620, 0o602, 0o666] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        let run = bare(&home, &["whoami"], &[]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains("chmod go-w"), "{}", run.err);
    }
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(bare(&home, &["whoami"], &[]).code, 0);
    // Without a program to run, it does not matter.
    settings(&home, "user = \"admin\"\n");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
    assert_eq!(bare(&home, &["config", "show"], &[]).code, 0);
}

#[test]
fn times_are_shown_in_the_zone_of_the_settings() {
    let home = Home::new();
    home.file("a.txt", "a");
    home.ok(["add", "a.txt"]);
    let shown = |text: &str| {
        settings(&home, text);
        let mut command = home.command(["history"]);
        command.env("TZ", "Asia/Tokyo");
        Run::of(command).out
    };
    assert_ne!(shown("time = \"local\"\n"), shown("time = \"utc\"\n"));
}

/// Only a regular file is read: a pipe would never end.
#[test]
fn what_is_not_a_text_file_is_refused_at_once() {
    let home = Home::new();
    let path = settings(&home, "");
    let complete = |name: &str| {
        let mut command = home.command(["--", "file-organizer ls /in", "/in"]);
        command.env("FILE_ORGANIZER_COMPLETE", "bash");
        let run = Run::of(command);
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{name}: {}", run.err);
    };
    let refused = |why: &str| {
        for arguments in [&["ls"][..], &["config", "show"], &["config", "edit"]] {
            let run = bare(&home, arguments, &[("EDITOR", "true")]);
            assert_eq!(run.code, 2, "{arguments:?}: {}", run.err);
            assert!(run.err.contains(why), "{arguments:?}: {}", run.err);
        }
        complete(why);
    };
    fs::remove_file(&path).unwrap();
    let made = std::process::Command::new("mkfifo").arg(&path).status();
    assert!(made.unwrap().success());
    refused("is not a regular file");
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    refused("is not a regular file");
    fs::remove_dir(&path).unwrap();
    fs::write(&path, b"user = \"\xff\"").unwrap();
    refused("is not valid UTF-8");
    fs::write(&path, "#".repeat(70_000)).unwrap();
    refused("is larger than 64 KiB");
}

#[test]
fn errors_say_what_is_allowed() {
    let home = Home::new();
    for (text, message) in [
        (
            "color = \"mars\"",
            "color must be one of \"auto\", \"always\", \"never\", not \"mars\"",
        ),
        (
            "time = \"mars\"",
            "time must be one of \"local\", \"utc\", not \"mars\"",
        ),
        ("user = [\"a\"]", "user must be text in quotes, not [\"a\"]"),
        ("vault = [1]", "vault must be text in quotes, not [1]"),
        ("mars = 1", "unknown setting \"mars\""),
    ] {
        settings(&home, text);
        let run = bare(&home, &["ls"], &[]);
        assert_eq!(run.code, 2, "{text}: {}", run.err);
        assert!(run.err.contains(message), "{text}: {}", run.err);
    }
}

#[test]
fn a_program_may_be_in_the_home_folder() {
    let home = Home::new();
    let program = home.root().join("home/print password");
    home.secret(&program, &format!("#!/bin/sh\necho '{PASSWORD}'\n"));
    fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
    let vault = home.vault().display().to_string();
    settings(
        &home,
        &format!("vault = \"{vault}\"\npassword_command = \"'~/print password'\"\n"),
    );
    assert_eq!(bare(&home, &["ls"], &[]).code, 0);
}

/// A flag, then the environment, then the file.
#[test]
fn the_environment_decides_about_colours_before_the_file() {
    let home = Home::new();
    home.file("a.txt", "a");
    home.ok(["add", "a.txt"]);
    let coloured = |arguments: &[&str], environment: &[(&str, &str)]| {
        let mut command = home.command([arguments, &["ls", "-l", "/inbox"]].concat());
        command
            .env_remove("NO_COLOR")
            .envs(environment.iter().copied());
        Run::of(command).out.contains('\u{1b}')
    };
    settings(&home, "color = \"always\"\n");
    assert!(coloured(&[], &[]));
    assert!(!coloured(&[], &[("NO_COLOR", "1")]));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    settings(&home, "color = \"never\"\n");
    assert!(!coloured(&[], &[]));
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    let mut command = home.command(["--json", "config", "show"]);
    command.env_remove("NO_COLOR").env("CLICOLOR_FORCE", "1");
    let shown = Run::of(command).json();
    let colour = shown.iter().find(|one| one["key"] == "color").unwrap();
    assert_eq!(
        (&colour["value"], &colour["source"]),
        (&"always".into(), &"environment".into())
    );
}

#[test]
fn the_path_is_printed_as_json() {
    let home = Home::new();
    let path = settings(&home, "");
    let printed = home.run(["--json", "config", "path"]).json().remove(0);
    assert_eq!(printed["type"], "settings_file");
    assert_eq!(printed["settings_file"], path.to_str().unwrap());
}
