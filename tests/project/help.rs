//! The help: every command's `-h` fits a terminal, and every example runs as it is written.

use std::collections::BTreeSet;
use std::process::Command;

use crate::support::Home;

/// Lines and columns of a terminal; a line is left for the prompt.
const LINES: usize = 24;
const COLUMNS: &str = "80";

/// Commands whose `-h` is longer: they have more options than a screen has lines.
const LONGER: &[&str] = &[];

pub(crate) fn help(words: &[&str], flag: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_file-organizer"));
    command.args(words).arg(flag).env("COLUMNS", COLUMNS);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{words:?} {flag}");
    String::from_utf8(output.stdout).unwrap()
}

/// The names of commands in a help text: the lines of the sections that list commands. The top level
/// has a section for each group.
fn listed(text: &str, is_top_level: bool) -> Vec<String> {
    let mut names = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if !line.starts_with(' ') {
            let others = ["Arguments:", "Options:", "Global options:", "Examples:"];
            let is_group = is_top_level && line.ends_with(':') && !others.contains(&line);
            inside = is_group || line == "Commands:";
        } else if inside && line.starts_with("  ") && !line.starts_with("   ") {
            names.extend(line.split_whitespace().next().map(str::to_owned));
        }
    }
    names
}

/// Every command, with its words.
pub(crate) fn commands() -> Vec<Vec<String>> {
    let mut all = Vec::new();
    let mut open = vec![Vec::new()];
    while let Some(words) = open.pop() {
        let text = help(
            &words.iter().map(String::as_str).collect::<Vec<_>>(),
            "--help",
        );
        // The rest of a text, such as exit codes, lists no commands.
        let text = text.split("\nExit codes:").next().unwrap();
        for name in listed(text, words.is_empty()).into_iter().filter(|name| name != "help") {
            open.push([words.as_slice(), &[name]].concat());
        }
        all.push(words);
    }
    assert!(all.len() > 120, "{} commands", all.len());
    all
}

#[test]
fn the_short_help_of_each_command_fits_a_terminal() {
    let mut long = BTreeSet::new();
    for words in commands() {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let text = help(&words, "-h");
        let lines = text.lines().count();
        if lines > LINES {
            long.insert((words.join(" "), lines));
        }
        assert!(text.contains("Global options"), "{words:?}");
        let widest = text.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(100), "{words:?}: {widest:?}");
        if let Some(examples) = text.find("Examples:") {
            let usage = text.find("Usage:").unwrap();
            let between = text[usage..examples].lines().count();
            assert_eq!(between, 2, "{words:?}: examples below the usage\n{text}");
        }
    }
    let allowed: BTreeSet<&str> = LONGER.iter().copied().collect();
    let found: BTreeSet<&str> = long.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(found, allowed, "{long:?}");
}

#[test]
fn names_of_other_programs_are_understood() {
    for (name, usage) in [
        ("search", "find"),
        ("list", "ls"),
        ("move", "mv"),
        ("rename", "mv"),
        ("delete", "rm"),
        ("remove", "rm"),
        ("import", "add"),
        ("export", "get"),
        ("extract", "get"),
        ("info", "show"),
        ("log", "history"),
        ("password", "passwd"),
        ("lock", "logout"),
        ("unlock", "login"),
    ] {
        let text = help(&[name], "-h");
        assert!(
            text.contains(&format!("Usage: file-organizer {usage}")),
            "{name}: {text}"
        );
    }
    let home = Home::new();
    home.file("a.txt", "a");
    home.ok(["import", "a.txt"]);
    assert!(home.ok(["search", "-type:pdf"]).contains("/inbox/a.txt"));
    let wrong = home.run(["udno"]);
    assert!(
        wrong.code == 2 && wrong.err.contains("'undo'"),
        "{}",
        wrong.err
    );
}
