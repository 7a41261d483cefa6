//! The arrangement of the help: commands in groups, examples below the usage, and the options that
//! every command has as one line in `-h`. The texts are those of the commands (`cmd/`).

use std::fmt::Write as _;

use clap::builder::StyledStr;
use clap::{Arg, ArgAction, Command, CommandFactory};

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
            "user", "role", "api-key", "login", "logout", "session", "whoami", "passwd",
            "recovery", "serve",
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

/// The terminal that `-h` should fit, with a line for the prompt.
const LINES: usize = 23;
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
    let examples = examples.lines().map(folded).collect::<Vec<_>>().join("\n");
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
        .disable_version_flag(true)
        .arg(version())
        .about(SUMMARY)
        .long_about(about)
        .help_template(TOP_TEMPLATE)
        .before_help(StyledStr::from(short))
        .before_long_help(StyledStr::from(long))
        .after_help(GLOBAL)
        .after_long_help(EXIT_CODES)
}

/// The flag that clap adds, but not in `-h`, which would not fit the terminal.
fn version() -> Arg {
    let version = Arg::new("version").short('V').long("version");
    let version = version.action(ArgAction::Version).help("Print version");
    version.hide_short_help(true)
}

fn arranged(command: Command) -> Command {
    let all = command.get_after_help().map(ToString::to_string);
    let all = literal(&all.unwrap_or_default());
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

/// A text for clap, which would replace the placeholder `{n}` by a line break; the reset between its
/// characters is not visible.
fn literal(text: &str) -> String {
    text.replace("{n}", "{\u{1b}[0mn}")
}

/// The lines of `-h`.
fn lines(command: &Command) -> usize {
    let text = command.clone().term_width(WIDTH).render_help();
    text.to_string().lines().count()
}

/// An example as several lines that bash continues, if it is longer than a line of a terminal; its
/// comment is then on a line before.
fn folded(line: &str) -> String {
    if line.chars().count() <= WIDTH {
        return line.to_owned();
    }
    let words = words(line.trim_start());
    let comment = words.iter().position(|word| word.starts_with('#'));
    let (words, comment) = words.split_at(comment.unwrap_or(words.len()));
    let indent = " ".repeat(line.len() - line.trim_start().len());
    let mut text = indent.clone();
    if !comment.is_empty() {
        text += &format!("{}\n{indent}", comment.join(" "));
    }
    let mut width = indent.len();
    for (at, word) in words.iter().enumerate() {
        let wide = word.chars().count();
        if at > 0 && width + wide + " \\ ".len() > WIDTH {
            text.push_str(" \\\n      ");
            width = 6;
        } else if at > 0 {
            text.push(' ');
            width += 1;
        }
        text.push_str(word);
        width += wide;
    }
    text
}

/// The parts of a command between which it can be continued on the next line: words, with what is
/// quoted, and flags with their values.
fn words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    // Quotes and substitutions that are open.
    let mut open = Vec::new();
    let mut is_comment = false;
    for c in line.chars().chain([' ']) {
        is_comment |= c == '#' && word.is_empty() && open.is_empty();
        match (open.last(), c) {
            _ if is_comment => {}
            (Some('\''), '\'') | (Some('"'), '"') | (Some('('), ')') => drop(open.pop()),
            (Some('\''), _) => {}
            (_, '(') if word.ends_with('$') => open.push(c),
            (Some('"'), _) => {}
            (_, '\'' | '"') => open.push(c),
            _ => {}
        }
        if c != ' ' || matches!(open.last(), Some('\'' | '"')) {
            word.push(c);
            continue;
        }
        let word = std::mem::take(&mut word);
        let is_value = !word.starts_with(['-', '#', '|', '&', '>', '\\']);
        match words.last_mut() {
            _ if word.is_empty() => {}
            Some(flag) if flag.starts_with('-') && !flag.contains(' ') && is_value => {
                *flag += &format!(" {word}");
            }
            _ => words.push(word),
        }
    }
    words
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
            // A comment, and a line that continues, count with the next one.
            let counts = !line.ends_with('\\') && !line.trim_start().starts_with('#');
            left -= usize::from(begun && counts);
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

    /// clap replaces it by a line break; only the text after the options is protected from that.
    #[test]
    fn only_notes_have_the_placeholder_n() {
        fn check(command: &Command) {
            let own = [command.get_about(), command.get_long_about()];
            let help = |argument: &Arg| {
                let texts = [argument.get_help(), argument.get_long_help()];
                texts.map(|text| text.map(ToString::to_string))
            };
            let texts = command.get_arguments().flat_map(help).flatten();
            for text in texts.chain(own.into_iter().flatten().map(ToString::to_string)) {
                assert!(!text.contains("{n}"), "{text}");
            }
            command.get_subcommands().for_each(check);
        }
        check(&Cli::command());
    }

    #[test]
    fn examples_break_where_bash_continues_them() {
        for (line, wanted) in [
            (
                "  x add \"$(file-organizer -q backup identity new --long-long-output identity.txt)\"",
                "  x add \"$(file-organizer -q backup identity new \\\n      \
                 --long-long-output identity.txt)\"",
            ),
            (
                "  x backup create --to /mnt/backups --keep-daily 7 --keep-monthly-or-so-long-as-that 24",
                "  x backup create --to /mnt/backups --keep-daily 7 \\\n      \
                 --keep-monthly-or-so-long-as-that 24",
            ),
            (
                "  x organize --method type --dry-run              # by the vault's rules, no changes",
                "  # by the vault's rules, no changes\n  x organize --method type --dry-run",
            ),
        ] {
            assert_eq!(folded(line), wanted);
        }
    }

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
