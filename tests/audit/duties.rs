//! The lines for cron and the units for systemd that the documentation has: they are valid, do the same,
//! and say nothing where all is well.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Home, Run};

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

fn duties() -> String {
    fs::read_to_string(docs().join("DUTIES.md")).unwrap()
}

/// The lines of the first or second block of commands that begin like this.
fn lines(text: &str, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("    "));
    let lines = lines.filter(|line| wanted(line));
    lines.map(str::to_owned).collect()
}

fn units(ending: &str) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(docs().join("systemd"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|is| is == ending))
        .collect();
    all.sort();
    all
}

/// What a unit starts.
fn command_of(unit: &Path) -> String {
    let text = fs::read_to_string(unit).unwrap();
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("ExecStart="));
    line.unwrap().to_owned()
}

/// A home with a vault and the keys that the documentation tells to make.
fn prepared() -> Home {
    let home = Home::new();
    // Whenever this runs.
    home.ok(["policy", "set", "work_hours", "00:00-24:00"]);
    home.file("a.txt", "a");
    home.ok(["add", "a.txt"]);
    let mut made = 0;
    for line in lines(&duties(), |line| {
        line.starts_with("file-organizer role")
            || line.starts_with("file-organizer api-key")
            || line.starts_with("mkdir -p -m")
            || line.starts_with("chmod")
    }) {
        let run = shell(&home, &line, true);
        assert_eq!(run.code, 0, "{line}: {}", run.err);
        made += 1;
    }
    assert_eq!(made, 6);
    home
}

/// A line of the documentation, as a shell runs it.
fn shell(home: &Home, line: &str, by_password: bool) -> Run {
    let program = home.command([""; 0]);
    let folder = Path::new(program.get_program()).parent().unwrap();
    let mut command = Command::new("sh");
    command.args(["-c", line]).env_clear();
    for (name, value) in program.get_envs() {
        if let Some(value) = value.filter(|_| by_password || name != "FILE_ORGANIZER_PASSWORD") {
            command.env(name, value);
        }
    }
    command.env("PATH", format!("{}:/usr/bin:/bin", folder.display()));
    command.current_dir(home.work());
    Run::of(command)
}

/// The commands of the lines for cron.
fn cron() -> Vec<String> {
    let lines = lines(&duties(), |line| {
        line.starts_with(|first: char| first.is_ascii_digit())
    });
    let program = "/usr/local/bin/file-organizer";
    let command = |line: String| {
        let command = &line[line.find(program).expect("by its whole path")..];
        command.replacen(program, "file-organizer", 1)
    };
    lines.into_iter().map(command).collect()
}

#[test]
fn the_lines_for_cron_are_silent_where_all_is_well() {
    let home = prepared();
    let lines = cron();
    assert_eq!(lines.len(), 4);
    for line in lines {
        let run = shell(&home, &line, false);
        assert_eq!(run.code, 0, "{line}: {}{}", run.out, run.err);
        assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""), "{line}");
    }
    // And loud where it is not.
    for _ in 0..6 {
        let mut command = home.command(["ls"]);
        command.env("FILE_ORGANIZER_PASSWORD", "a wrong one");
        assert_eq!(Run::of(command).code, 12);
    }
    let monitor = shell(&home, &cron()[0], false);
    assert_eq!(monitor.code, 6, "{}{}", monitor.out, monitor.err);
    assert!(monitor.out.contains("failed-logins"), "{}", monitor.out);
    home.ok(["api-key", "create", "--name", "short", "--expires", "2d"]);
    let due = shell(&home, &cron()[1], false);
    assert_eq!(due.code, 6, "{}{}", due.out, due.err);
    assert!(due.out.contains("short"), "{}", due.out);
    // Each key may do nothing else.
    let key = "file-organizer --api-key-file ~/.config/file-organizer";
    for (key, line) in [
        ("watcher", "cat /inbox/a.txt"),
        ("watcher", "retention apply"),
        ("watcher", "compact"),
        ("retention", "cat /inbox/a.txt"),
        ("retention", "monitor"),
        ("retention", "verify"),
        ("retention", "api-key list"),
    ]
    .map(|(name, line)| (format!("{key}/{name}.key"), line))
    {
        let run = shell(&home, &format!("{key} {line}"), false);
        assert_eq!(run.code, 5, "{key} {line}: {}{}", run.out, run.err);
    }
}

#[test]
fn the_units_do_what_the_lines_for_cron_do() {
    let home = prepared();
    let mut of_units = Vec::new();
    for unit in units("service") {
        let text = fs::read_to_string(&unit).unwrap();
        let key = text
            .lines()
            .find_map(|line| line.strip_prefix("LoadCredential=key:%h"))
            .unwrap();
        let line = command_of(&unit)
            .replace("/usr/local/bin/file-organizer", "file-organizer")
            .replace("%d/key", &format!("~{key}"));
        let run = shell(&home, &line, false);
        assert_eq!(run.code, 0, "{line}: {}{}", run.out, run.err);
        of_units.push(line);
        assert!(unit.with_extension("timer").exists(), "{unit:?}");
    }
    of_units.sort();
    let mut of_cron = cron();
    of_cron.sort();
    assert_eq!(of_units, of_cron);
}

#[test]
fn the_units_are_valid() {
    if Command::new("systemd-analyze")
        .arg("--version")
        .output()
        .is_err()
    {
        eprintln!("skipped: systemd-analyze is not installed");
        return;
    }
    let home = Home::without_vault();
    let program = home.command([""; 0]).get_program().to_owned();
    let folder = home.root().join("units");
    fs::create_dir(&folder).unwrap();
    let mut command = Command::new("systemd-analyze");
    command.args(["--user", "verify", "--man=no"]);
    for unit in units("service").into_iter().chain(units("timer")) {
        let text = fs::read_to_string(&unit).unwrap();
        let text = text.replace("/usr/local/bin/file-organizer", program.to_str().unwrap());
        let copy = folder.join(unit.file_name().unwrap());
        fs::write(&copy, text).unwrap();
        command.arg(copy);
    }
    command
        .env("XDG_RUNTIME_DIR", home.root())
        .env("HOME", home.root());
    let run = Run::of(command);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""));
    for timer in units("timer") {
        let text = fs::read_to_string(timer).unwrap();
        let when = text
            .lines()
            .find_map(|line| line.strip_prefix("OnCalendar="));
        let mut command = Command::new("systemd-analyze");
        command.args(["calendar", when.unwrap()]);
        assert_eq!(Run::of(command).code, 0);
    }
}
