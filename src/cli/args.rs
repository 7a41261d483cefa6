//! The command line as typed: global flags and the list of commands. The flags of each command are
//! defined in its file in `cmd/`.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::builder::Resettable;
use clap::{Arg, Args, ColorChoice, Command};
use file_organizer::domain::period::Period;
use file_organizer::domain::span::Span;

/// Flags that every command accepts.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Globals {
    /// Vault folder [default: <user data dir>/file-organizer/vault]
    #[arg(
        long,
        global = true,
        hide_short_help = true,
        value_name = "DIR",
        env = "FILE_ORGANIZER_VAULT",
        hide_env_values = true
    )]
    pub(crate) vault: Option<PathBuf>,
    /// User name to unlock with [default: admin]
    #[arg(
        long,
        global = true,
        hide_short_help = true,
        value_name = "NAME",
        env = "FILE_ORGANIZER_USER",
        hide_env_values = true
    )]
    pub(crate) user: Option<String>,
    /// Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)
    #[arg(long, global = true, hide_short_help = true, value_name = "FILE")]
    pub(crate) api_key_file: Option<PathBuf>,
    /// Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)
    #[arg(long, global = true, hide_short_help = true, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
    /// Run this command (no shell) and use its output as the password (or
    /// FILE_ORGANIZER_PASSWORD_COMMAND)
    #[arg(long, global = true, hide_short_help = true, value_name = "CMD")]
    pub(crate) password_command: Option<String>,
    /// Read the password from this open file descriptor
    #[arg(long, global = true, hide_short_help = true, value_name = "N")]
    pub(crate) password_fd: Option<u32>,
    /// Read the new password from this file, for commands that set one (or
    /// FILE_ORGANIZER_NEW_PASSWORD_FILE)
    #[arg(long, global = true, hide_short_help = true, value_name = "FILE")]
    pub(crate) new_password_file: Option<PathBuf>,
    /// Print JSON (JSON Lines for lists)
    #[arg(long, global = true, hide_short_help = true)]
    pub(crate) json: bool,
    /// Print less
    #[arg(short, long, global = true, hide_short_help = true)]
    pub(crate) quiet: bool,
    /// Print more details (to standard error)
    #[arg(short, long, global = true, hide_short_help = true)]
    pub(crate) verbose: bool,
    /// Assume yes for all prompts
    #[arg(short, long, global = true, hide_short_help = true)]
    pub(crate) yes: bool,
    /// Never prompt: fail instead
    #[arg(long, global = true, hide_short_help = true)]
    pub(crate) no_input: bool,
    /// How long to wait for another process to release the vault
    #[arg(long, global = true, hide_short_help = true, value_name = "DURATION", default_value = "30s", value_parser = span)]
    pub(crate) wait: Span,
    /// Accept a vault restored from an older copy, or a clock that was turned back
    #[arg(long, global = true, hide_short_help = true)]
    pub(crate) accept_rollback: bool,
    /// When to use colours [default: auto]
    #[arg(long, global = true, hide_short_help = true, value_name = "WHEN")]
    pub(crate) color: Option<ColorChoice>,
}

impl Globals {
    /// The user name for unlocking with a password.
    pub(crate) fn user(&self) -> &str {
        self.user.as_deref().unwrap_or("admin")
    }
}

/// Parses `90d`, `12h`, `30m`.
pub(crate) fn span(text: &str) -> Result<Span, String> {
    Span::parse(text).map_err(|e| e.to_string())
}

/// Parses a period of the calendar.
pub(crate) fn period(text: &str) -> Result<Period, String> {
    Period::parse(text).map_err(|error| match error.hint() {
        Some(hint) => format!("{error}; {hint}"),
        None => error.to_string(),
    })
}

/// The arguments of the process.
#[expect(
    clippy::disallowed_methods,
    reason = "the only place that reads the arguments"
)]
pub(crate) fn from_environment() -> Vec<OsString> {
    std::env::args_os().collect()
}

/// An empty environment variable counts as unset.
#[expect(clippy::disallowed_methods, reason = "only cli reads the environment")]
pub(crate) fn without_empty_variables(command: Command) -> Command {
    let is_empty = |arg: &Arg| std::env::var_os(arg.get_env()?).map(|value| value.is_empty());
    let command = command.mut_args(|arg| match is_empty(&arg) {
        Some(true) => arg.env(Resettable::Reset),
        _ => arg,
    });
    command.mut_subcommands(without_empty_variables)
}

/// The prefix of a query term that begins with a dash, so that clap does not parse it as a flag.
pub(crate) const PROTECTED: char = '\u{1}';

/// Global flags with a value; the value is a separate argument and not the command.
pub(super) const WITH_VALUE: [&str; 9] = [
    "--vault",
    "--user",
    "--api-key-file",
    "--password-file",
    "--password-command",
    "--password-fd",
    "--new-password-file",
    "--wait",
    "--color",
];

/// The index of the command in the arguments from `start`.
fn command_at(arguments: &[OsString], start: usize) -> Option<usize> {
    let mut is_value = false;
    arguments
        .iter()
        .enumerate()
        .skip(start)
        .find_map(|(at, argument)| {
            let text = argument.to_str().unwrap_or_default();
            let here = !is_value && !text.starts_with('-');
            is_value = !is_value && WITH_VALUE.contains(&text);
            here.then_some(at)
        })
}

/// The subcommands of `search`: before any other word, it is an alias of `find`.
const OF_SEARCH: [&str; 3] = ["list", "remove", "help"];

/// The arguments for clap: `search WORD` is `find WORD`, and terms that begin with a dash are marked.
pub(crate) fn prepare(arguments: Vec<OsString>) -> Vec<OsString> {
    let finished = arguments.len();
    prepare_beginning(arguments, finished)
}

/// [`prepare`], where only the first `finished` arguments are complete.
pub(crate) fn prepare_beginning(mut arguments: Vec<OsString>, finished: usize) -> Vec<OsString> {
    let whole = arguments.get(..finished).unwrap_or_default();
    let is = |at: usize, name: &str| whole.get(at).is_some_and(|argument| argument == name);
    let search = command_at(whole, 1).filter(|at| is(*at, "search"));
    if let Some(search) = search {
        let is_alias = match command_at(whole, search + 1) {
            Some(next) => !OF_SEARCH.iter().any(|name| is(next, name)),
            None => whole.iter().skip(search + 1).any(|one| is_negation(one)),
        };
        if is_alias {
            arguments.splice(search..=search, ["find".into()]);
        }
    }
    protect_negations(arguments)
}

/// Whether an argument is a query term with a dash before it, not a flag.
fn is_negation(argument: &OsStr) -> bool {
    let word = argument.to_str().and_then(|text| text.strip_prefix('-'));
    word.is_some_and(|word| !word.starts_with('-') && word.chars().count() > 1)
}

/// `find -tag:x -verdict:match -l`, and in `hold add`: a single dash before more than one letter negates a query term;
/// single letters remain flags. After `--`, every argument is a query term.
fn protect_negations(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let find = command_at(&arguments, 1).filter(|at| {
        arguments
            .get(*at)
            .is_some_and(|argument| ["find", "hold"].iter().any(|name| argument == name))
    });
    let Some(find) = find else {
        return arguments;
    };
    let mut literal = false;
    for argument in arguments.iter_mut().skip(find + 1) {
        let Some(text) = argument.to_str() else {
            continue;
        };
        let word = text.strip_prefix('-').filter(|rest| !rest.starts_with('-'));
        if word.is_some_and(|rest| rest.chars().count() > 1 || literal) {
            *argument = format!("{PROTECTED}{text}").into();
        } else {
            literal = literal || text == "--";
        }
    }
    arguments
}

/// Removes the prefix that [`prepare`] added to a term.
pub(crate) fn unprotect(word: &str) -> String {
    word.strip_prefix(PROTECTED).unwrap_or(word).to_owned()
}
