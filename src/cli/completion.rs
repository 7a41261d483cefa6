//! Shell completion by clap's dynamic engine: the shell runs the program at each press of the Tab key
//! (`shells`), and the values of an argument come from the vault (`values`) if it can be unlocked
//! without a password. Never prompts, records nothing and prints no errors.

mod shells;
mod values;
mod words;

use std::process::ExitCode;
use std::sync::Arc;

use clap::{Command, FromArgMatches, ValueHint};
use clap_complete::ArgValueCompleter;
use clap_complete::env::{CompleteEnv, EnvCompleter, Shells};

use super::args::Globals;
pub(crate) use shells::Shell;
use values::Values;

/// The variable by which the scripts of the shells request candidates.
const VARIABLE: &str = "FILE_ORGANIZER_COMPLETE";
/// The name under which the program is installed.
const PROGRAM: &str = "file-organizer";

/// Answers a request of a shell; `None` if this is not one. Must run before anything is printed.
pub(crate) fn answer(command_line: fn() -> Command) -> Option<ExitCode> {
    let answered = CompleteEnv::with_factory(command_line)
        .var(VARIABLE)
        .shells(Shells(&[&shells::Bash, &shells::Zsh, &shells::Fish]))
        .try_complete(super::args::from_environment(), None);
    match answered {
        Ok(false) => None,
        Ok(true) => Some(ExitCode::SUCCESS),
        Err(_) => Some(ExitCode::FAILURE),
    }
}

/// The script that registers completion in a shell.
pub(crate) fn script(shell: Shell) -> std::io::Result<Vec<u8>> {
    let completer: &dyn EnvCompleter = match shell {
        Shell::Bash => &shells::Bash,
        Shell::Zsh => &shells::Zsh,
        Shell::Fish => &shells::Fish,
    };
    let mut text = Vec::new();
    completer.write_registration(VARIABLE, PROGRAM, PROGRAM, PROGRAM, &mut text)?;
    Ok(text)
}

/// What an argument is completed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// Files and folders of the vault.
    Paths,
    /// Folders of the vault.
    Folders,
    Tags,
    Users,
    Roles,
    Permissions,
    ApiKeys,
    Sessions,
    PolicyKeys,
    /// Values of the policy key before the argument.
    PolicyValues,
    /// Versions of the file before the argument.
    Versions,
    Rules,
    RetentionRules,
    Recipients,
    Operations,
    Holds,
    SavedSearches,
    /// Terms of a query.
    Terms,
    Types,
    Events,
    Effects,
    Outcomes,
    ReceiptStatuses,
    Conflicts,
    /// Files and folders of the file system.
    LocalFiles,
    /// Folders of the file system.
    LocalFolders,
    /// The possible values that clap knows, or none.
    Nothing,
}

/// Names of values that are the same in every command. A name that is in neither this list nor
/// [`of_command`] has no completion.
const NAMES: &[(&str, Source)] = &[
    ("PATH", Source::Paths),
    ("SRC... DST", Source::Paths),
    ("PATH|ID|NAME", Source::Paths),
    ("FOLDER", Source::Folders),
    ("TAG", Source::Tags),
    ("OLD", Source::Tags),
    ("NEW", Source::Tags),
    ("USER", Source::Users),
    ("OTHER", Source::Users),
    ("ROLE", Source::Roles),
    ("PERMISSION", Source::Permissions),
    ("OP", Source::Operations),
    ("QUERY", Source::Terms),
    ("TERM", Source::Terms),
    ("SEARCH", Source::SavedSearches),
    ("TYPE", Source::Types),
    ("EVENT", Source::Events),
    ("EFFECT", Source::Effects),
    ("OUTCOME", Source::Outcomes),
    ("STATUS", Source::ReceiptStatuses),
    ("MODE", Source::Conflicts),
    ("FILE", Source::LocalFiles),
    ("FILE|DIR", Source::LocalFiles),
    ("TARGET", Source::LocalFiles),
    ("DIR", Source::LocalFolders),
];

/// What is not in the vault.
const HINTS: [(Source, ValueHint); 3] = [
    (Source::Nothing, ValueHint::Other),
    (Source::LocalFiles, ValueHint::AnyPath),
    (Source::LocalFolders, ValueHint::DirPath),
];

/// What an argument of a command is completed with, by the name of its value.
fn source(command: &str, argument: &str, value: &str) -> Source {
    if let Some(source) = of_command(command, argument, value) {
        return source;
    }
    let known = NAMES.iter().find(|(name, _)| *name == value);
    known.map_or(Source::Nothing, |(_, source)| *source)
}

/// Names of values that mean something else in some commands.
fn of_command(command: &str, argument: &str, value: &str) -> Option<Source> {
    Some(match (command, value) {
        ("add", "PATH") => Source::LocalFiles,
        ("ls", "FOLDER") => Source::Paths,
        ("get", "TARGET") => Source::LocalFiles,
        ("rules add", "TAG" | "TEMPLATE") => Source::Nothing,
        ("api-key create", "NAME") if argument == "permissions" => Source::Permissions,
        (_, "NAME") if matches!(argument, "user" | "of" | "principal") => Source::Users,
        ("user show" | "user passwd" | "user role" | "user disable" | "user remove", "NAME") => {
            Source::Users
        }
        ("role show" | "role set" | "role remove", "NAME") => Source::Roles,
        ("rules show" | "rules remove", "NAME") => Source::Rules,
        ("retention set" | "retention remove", "NAME") => Source::RetentionRules,
        ("hold remove", "NUMBER") => Source::Holds,
        ("policy set", "VALUE") => Source::PolicyValues,
        ("versions restore", "N") => Source::Versions,
        ("get" | "cat" | "open" | "view", "N") if argument == "version" => Source::Versions,
        ("backup recipient remove", "RECIPIENT") => Source::Recipients,
        ("session revoke", "ID") => Source::Sessions,
        (command, "KEY") if command.starts_with("policy ") => Source::PolicyKeys,
        (command, "KEY") if command.starts_with("api-key ") => Source::ApiKeys,
        _ => return None,
    })
}

/// The command line with a completer at each argument. `words` is the line that is being completed:
/// its global flags select the vault and the credential.
fn command(command_line: &Command, words: &[std::ffi::OsString]) -> Command {
    // The last word is not complete, so that it selects nothing.
    let before = words.split_last().map_or(words, |(_, before)| before);
    let globals = globals(command_line.clone(), before);
    let is_flag = |word: &&std::ffi::OsString| word.as_encoded_bytes().starts_with(b"-");
    let previous = before.iter().rfind(|word| !is_flag(word));
    let values = Arc::new(Values::new(globals, previous.cloned()));
    with_completers(command_line.clone(), "", &values)
}

/// The global flags on an unfinished command line.
fn globals(command_line: Command, words: &[std::ffi::OsString]) -> Option<Globals> {
    let matches = command_line
        .subcommand_required(false)
        .arg_required_else_help(false)
        .ignore_errors(true)
        .try_get_matches_from(words)
        .ok()?;
    Globals::from_arg_matches(&matches).ok()
}

fn with_completers(command: Command, name: &str, values: &Arc<Values>) -> Command {
    let own = name.to_owned();
    let names: Vec<String> = command
        .get_subcommands()
        .map(|inner| inner.get_name().to_owned())
        .collect();
    let command = command.mut_args(|argument| {
        let id = argument.get_id().as_str().to_owned();
        let value = argument
            .get_value_names()
            .and_then(|names| names.first())
            .map_or_else(|| id.to_uppercase(), |name| name.as_str().to_owned());
        let takes_value = argument.get_action().takes_values();
        if !takes_value {
            return argument;
        }
        let source = source(&own, &id, &value);
        if let Some((_, hint)) = HINTS.iter().find(|(one, _)| *one == source) {
            return argument.value_hint(*hint);
        }
        let values = Arc::clone(values);
        argument.add(ArgValueCompleter::new(move |typed: &std::ffi::OsStr| {
            values.beginning_with(source, typed)
        }))
    });
    names.into_iter().fold(command, |command, inner| {
        let path = format!("{name} {inner}").trim_start().to_owned();
        command.mut_subcommand(&inner, |inner| with_completers(inner, &path, values))
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::cmd::Cli;

    /// Names of values that have nothing to complete, or only in some commands.
    const FREE: &[&str] = &[
        "ADDRESS",
        "CMD",
        "COMMAND",
        "DURATION",
        "FORM",
        "GLOB",
        "HEAD",
        "HOW",
        "ID",
        "KEY",
        "METHOD",
        "N",
        "NAME",
        "NOTE",
        "NUMBER",
        "PERIOD",
        "PERSON",
        "POLICY",
        "PURPOSE",
        "RECIPIENT",
        "SET",
        "SHELL",
        "TEMPLATE",
        "TEXT",
        "TIME",
        "VALUE",
        "WHAT",
        "WHEN",
    ];

    fn unknown(command: &Command, found: &mut Vec<String>) {
        for argument in command.get_arguments() {
            let names = argument.get_value_names().unwrap_or_default();
            let name = names.first().map_or_else(
                || argument.get_id().as_str().to_uppercase(),
                ToString::to_string,
            );
            let known = FREE.contains(&name.as_str()) || NAMES.iter().any(|(one, _)| *one == name);
            if argument.get_action().takes_values() && !known {
                found.push(format!("{} {name}", command.get_name()));
            }
        }
        command
            .get_subcommands()
            .for_each(|inner| unknown(inner, found));
    }

    /// A new argument must have a completion, or be listed here.
    #[test]
    fn every_argument_has_a_completion_or_none_on_purpose() {
        let mut found = Vec::new();
        unknown(&Cli::command(), &mut found);
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_vault_path_is_never_completed_with_local_files() {
        for (command, value) in [("show", "PATH"), ("ls", "FOLDER"), ("mv", "SRC... DST")] {
            let source = source(command, "path", value);
            assert!(matches!(source, Source::Paths | Source::Folders));
        }
        assert_eq!(source("add", "paths", "PATH"), Source::LocalFiles);
        assert_eq!(source("add", "to", "FOLDER"), Source::Folders);
        assert_eq!(source("user add", "name", "NAME"), Source::Nothing);
        assert_eq!(source("ls", "user", "NAME"), Source::Users);
    }
}
