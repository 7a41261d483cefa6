//! The arrangement of the help: commands in groups, examples below the usage, and the options that
//! every command has as one line in `-h`. The texts are those of the commands (`cmd/`).

use std::fmt::Write as _;

use clap::builder::StyledStr;
use clap::{Command, CommandFactory};

use super::args;
use super::cmd::{Cli, EXIT_CODES, STYLES};

/// The commands in groups, in the order of the help.
const GROUPS: &[(&str, &[&str])] = &[
    (
        "Files",
        &[
            "add", "ls", "show", "cat", "open", "view", "edit", "get", "versions", "cp", "mv",
            "mkdir", "rm", "trash", "tag", "note", "dedupe",
        ],
    ),
    ("Find", &["find", "search"]),
    (
        "Organize",
        &["organize", "preview", "rules", "inbox", "watch", "drop"],
    ),
    ("Undo", &["undo", "redo", "history"]),
    (
        "Share and keys",
        &[
            "user", "role", "api-key", "login", "logout", "session", "whoami", "passwd", "recovery",
        ],
    ),
    (
        "Audit and privacy",
        &[
            "audit",
            "monitor",
            "incident",
            "privacy",
            "consent",
            "retention",
            "hold",
        ],
    ),
    ("Backup", &["backup"]),
    (
        "Maintenance",
        &[
            "init",
            "status",
            "policy",
            "config",
            "verify",
            "compact",
            "rekey",
            "demo",
            "completions",
            "man",
        ],
    ),
];

/// Options of every command, in one line.
const GLOBAL: &str = "Global options (see --help): --vault DIR, --user NAME, --json, -q, -v, -y";

/// Examples in `-h`, if there is room; `--help` has all of them.
const MOST_EXAMPLES: usize = 3;
const TOP_EXAMPLES: usize = 2;

/// The terminal that `-h` should fit.
const LINES: usize = 24;
const WIDTH: usize = 79;
/// The column at which the commands of a group begin.
const COLUMN: usize = 20;
/// If a command has fewer options, its `-h` is not measured.
const MANY_OPTIONS: usize = 5;

/// The summary in the `-h` of the program.
const SUMMARY: &str = "Keep your files in an encrypted vault, with search, undo and an audit log";

/// What a command's help consists of.
const TEMPLATE: &str = "\
{about-with-newline}
{usage-heading} {usage}

{before-help}{all-args}{after-help}";

const TOP_TEMPLATE: &str = "\
{about-with-newline}
{usage-heading} {usage}

{before-help}{options}{after-help}";

/// The command line, with its help arranged.
pub(crate) fn command() -> Command {
    let root = args::without_empty_variables(Cli::command());
    let examples = examples(&root).unwrap_or_default();
    let short = format!(
        "{}\n{}\n",
        groups_in_lines(&root),
        few(&examples, TOP_EXAMPLES)
    );
    let long = format!(
        "{}\n{examples}\n\n{}",
        groups_with_texts(&root),
        heading("Global options:")
    );
    let about = root.get_about().cloned().unwrap_or_default();
    root.mut_subcommands(arranged)
        .about(SUMMARY)
        .long_about(about)
        .help_template(TOP_TEMPLATE)
        .before_help(StyledStr::from(short))
        .before_long_help(StyledStr::from(long))
        .after_help(GLOBAL)
        .after_long_help(EXIT_CODES)
}

fn arranged(command: Command) -> Command {
    let all = command.get_after_help().map(ToString::to_string);
    let all = all.unwrap_or_default();
    let (examples, notes): (Vec<&str>, Vec<&str>) = all
        .split("\n\n")
        .partition(|part| part.starts_with(EXAMPLES));
    let examples: Vec<String> = examples.concat().lines().map(folded).collect();
    let examples = examples.join("\n");
    let command = command
        .mut_subcommands(arranged)
        .help_template(TEMPLATE)
        .after_help(GLOBAL)
        .after_long_help(notes.join("\n\n"));
    if examples.is_empty() {
        return command;
    }
    let command = command.before_long_help(examples.clone());
    let options = command.get_opts().count() + command.get_positionals().count();
    let mut most = MOST_EXAMPLES;
    loop {
        let command = command.clone().before_help(few(&examples, most));
        if most == 1 || options < MANY_OPTIONS || lines(&command) <= LINES {
            return command;
        }
        most -= 1;
    }
}

/// The lines of `-h`.
fn lines(command: &Command) -> usize {
    let text = command.clone().term_width(WIDTH).render_help();
    text.to_string().lines().count()
}

/// An example as several lines that bash continues, if it is longer than a line of a terminal.
fn folded(line: &str) -> String {
    let mut text = String::new();
    let mut width = 0;
    let mut quote = None;
    for word in line.split_inclusive(' ') {
        let is_open = quote.is_some();
        for c in word.chars().filter(|c| matches!(c, '\'' | '"')) {
            match quote {
                None => quote = Some(c),
                Some(open) if open == c => quote = None,
                Some(_) => {}
            }
        }
        if width + word.len() + 1 > WIDTH && !is_open && !text.trim().is_empty() {
            text.push_str("\\\n      ");
            width = 6;
        }
        width += word.len();
        text.push_str(word);
    }
    text
}

const EXAMPLES: &str = "Examples:";

fn examples(command: &Command) -> Option<String> {
    command.get_after_help().map(ToString::to_string)
}

/// The first examples.
fn few(examples: &str, most: usize) -> String {
    let mut left = 1 + most;
    let lines: Vec<&str> = examples
        .lines()
        .take_while(|line| {
            let begun = left > 0;
            // A line that continues counts with the next one.
            left -= usize::from(begun && !line.ends_with('\\'));
            begun
        })
        .collect();
    lines.join("\n")
}

fn heading(text: &str) -> String {
    let style = STYLES.get_header();
    format!("{style}{text}{style:#}")
}

/// The groups with the commands that exist.
fn groups(root: &Command) -> impl Iterator<Item = (&'static str, Vec<&Command>)> {
    GROUPS.iter().map(|(group, names)| {
        let by_name = |name: &&str| {
            let mut all = root.get_subcommands();
            all.find(|command| command.get_name() == *name)
        };
        (*group, names.iter().filter_map(by_name).collect())
    })
}

fn groups_in_lines(root: &Command) -> String {
    let mut text = String::new();
    let literal = STYLES.get_literal();
    for (group, commands) in groups(root) {
        let names: Vec<&str> = commands.iter().map(|one| one.get_name()).collect();
        let mut label = group;
        let mut lines = vec![String::new()];
        for name in names {
            match lines.last_mut() {
                Some(line) if COLUMN + line.len() + 1 + name.len() <= WIDTH => {
                    *line += if line.is_empty() { "" } else { " " };
                    *line += name;
                }
                _ => lines.push(name.to_owned()),
            }
        }
        for line in lines.iter().filter(|line| !line.is_empty()) {
            // Writing to a string never fails.
            let label = std::mem::take(&mut label);
            let padding = " ".repeat(COLUMN - 2 - label.len());
            let label = heading(label);
            let _ = writeln!(text, "  {label}{padding}{literal}{line}{literal:#}");
        }
    }
    text
}

fn groups_with_texts(root: &Command) -> String {
    let mut text = String::new();
    let literal = STYLES.get_literal();
    for (group, commands) in groups(root) {
        if commands.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{}", heading(&format!("{group}:")));
        for command in commands {
            let (name, about) = (command.get_name(), command.get_about());
            let about = about.map(ToString::to_string).unwrap_or_default();
            let _ = writeln!(text, "  {literal}{name:<12}{literal:#} {about}");
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_is_in_one_group() {
        let root = Cli::command();
        let mut grouped: Vec<&str> = GROUPS
            .iter()
            .flat_map(|(_, names)| *names)
            .copied()
            .collect();
        grouped.sort_unstable();
        let mut once = grouped.clone();
        once.dedup();
        assert_eq!(grouped, once);
        for command in root.get_subcommands() {
            assert!(
                grouped.contains(&command.get_name()),
                "{}",
                command.get_name()
            );
        }
    }
}
