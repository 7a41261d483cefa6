//! The help: every command's `-h` fits a terminal, and every example runs as it is written.

use std::collections::BTreeSet;
use std::process::Command;

use crate::support::{Home, Run};

/// Lines and columns of a terminal; a line is left for the prompt.
const LINES: usize = 23;
const COLUMNS: usize = 80;

pub(crate) fn help(words: &[&str], flag: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_file-organizer"));
    command
        .args(words)
        .arg(flag)
        .env("COLUMNS", COLUMNS.to_string());
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
        for name in listed(text, words.is_empty())
            .into_iter()
            .filter(|name| name != "help")
        {
            open.push([words.as_slice(), &[name]].concat());
        }
        all.push(words);
    }
    assert!(all.len() > 120, "{} commands", all.len());
    all
}

/// The lines that a text takes on the terminal, which breaks longer ones.
fn lines_shown(text: &str) -> usize {
    let each = text
        .lines()
        .map(|line| line.chars().count().div_ceil(COLUMNS).max(1));
    each.sum()
}

#[test]
fn the_short_help_of_each_command_fits_a_terminal() {
    let mut long = BTreeSet::new();
    for words in commands() {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let text = help(&words, "-h");
        if lines_shown(&text) > LINES {
            long.insert((words.join(" "), lines_shown(&text)));
        }
        assert!(text.contains("Global options"), "{words:?}");
        for text in [&text, &help(&words, "--help")] {
            let usage = text.lines().find(|line| line.starts_with("Usage:"));
            let wide = usage.unwrap().chars().count();
            assert!(wide <= COLUMNS, "{words:?}: usage of {wide} columns");
        }
        // At the top level, the commands are between.
        let examples = text.find("Examples:").filter(|_| !words.is_empty());
        if let Some(examples) = examples {
            let usage = text.find("Usage:").unwrap();
            let between = text[usage..examples].lines().skip(1);
            let is_usage = |line: &str| line.is_empty() || line.starts_with("       file-");
            assert!(
                { between }.all(is_usage),
                "{words:?}: examples below the usage\n{text}"
            );
        }
    }
    assert!(long.is_empty(), "{long:?}");
}

/// The rest of a description that is broken would begin where the commands do.
#[test]
fn no_description_of_a_command_is_broken_at_the_top_level() {
    let text = help(&[], "--help");
    let text = text.split("\nExamples:").next().unwrap();
    let descriptions = text.lines().filter(|line| line.starts_with("  "));
    for line in descriptions {
        let (name, about) = line.trim_start().split_once(' ').unwrap_or((line, ""));
        let is_described = about.starts_with(' ') && !about.trim().is_empty();
        assert!(is_described || name.len() >= 11, "{line:?}");
    }
    for words in commands().iter().filter(|words| words.len() == 1) {
        let one = format!("\n  {} ", words[0]);
        assert!(text.contains(&one), "{words:?}");
    }
}

/// bash reads each example as it is printed, and a line is a command, the rest of one, or a comment.
#[test]
fn each_example_is_printed_as_bash_reads_it() {
    let mut faults = Vec::new();
    for (words, flag) in commands()
        .iter()
        .flat_map(|words| [(words, "-h"), (words, "--help")])
    {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let text = help(&words, flag);
        let Some((_, examples)) = text.split_once("Examples:\n") else {
            continue;
        };
        let examples = examples.split("\n\n").next().unwrap();
        let mut bash = Command::new("bash");
        let read = Run::of({
            bash.args(["-n", "-c", examples]);
            bash
        });
        let mut wrong: Vec<&str> = Vec::new();
        let mut is_continued = false;
        for line in examples.lines() {
            let is_own = line.starts_with("  ") && line.chars().count() <= COLUMNS;
            let command = line.trim_start();
            let is_program = ["file-organizer", "python3 audit-verify.py", "tar "]
                .iter()
                .any(|program| command.starts_with(program));
            let starts =
                command.starts_with('#') || is_program || command.contains("file-organizer ");
            let last = command
                .trim_end_matches('\\')
                .split_whitespace()
                .next_back();
            let breaks_flag =
                command.ends_with('\\') && last.is_some_and(|one| one.starts_with("--"));
            if !is_own || !(is_continued || starts) || breaks_flag {
                wrong.push(line);
            }
            is_continued = line.ends_with('\\');
        }
        if read.code != 0 || !wrong.is_empty() {
            faults.push(format!("{words:?} {flag}: {} {wrong:#?}", read.err));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn placeholders_are_printed() {
    let text = help(&["rules", "add"], "--help");
    assert!(text.contains("\n  {n} {n:3} "), "{text}");
}

#[test]
fn names_of_other_programs_are_understood() {
    for (name, usage) in [
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
