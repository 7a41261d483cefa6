//! The command line as typed: global flags and the list of commands. The flags of each command are
//! defined in its file in `cmd/`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, ColorChoice, Parser, Subcommand};
use file_organizer::domain::span::Span;

use super::cmd;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const AFTER: &str = "\
Examples:
  file-organizer init                          create a vault
  file-organizer add ~/Documents --tag papers  add a folder
  file-organizer find invoice type:pdf         search
  file-organizer preview --method type         preview how files would be sorted
  file-organizer get /inbox/Documents -o out   copy files out of the vault
  file-organizer undo                          undo the last change

Exit codes:
  0 success · 1 error · 2 usage error or invalid input · 3 some items failed
  4 not found · 5 not permitted · 6 findings · 10 no vault · 11 busy
  12 unlock failed, or access has ended · 128+N ended by signal N
  13 vault or backup damaged, tampered with or rolled back";

/// Keep your files in an encrypted vault: checked on import, easy to find, with undo and an audit log
#[derive(Debug, Parser)]
#[command(
    name = "file-organizer",
    version,
    styles = STYLES,
    after_help = AFTER,
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true,
    disable_help_subcommand = false
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) globals: Globals,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Flags that every command accepts.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Globals {
    /// Vault folder [default: <user data dir>/file-organizer/vault]
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "FILE_ORGANIZER_VAULT",
        hide_env_values = true
    )]
    pub(crate) vault: Option<PathBuf>,
    /// User name to unlock with [default: admin]
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        env = "FILE_ORGANIZER_USER",
        hide_env_values = true
    )]
    pub(crate) user: Option<String>,
    /// Unlock with the API key in this file (or FILE_ORGANIZER_API_KEY_FILE)
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) api_key_file: Option<PathBuf>,
    /// Read the password from this file (or FILE_ORGANIZER_PASSWORD_FILE)
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
    /// Run this command (no shell) and use its output as the password (or
    /// FILE_ORGANIZER_PASSWORD_COMMAND)
    #[arg(long, global = true, value_name = "CMD")]
    pub(crate) password_command: Option<String>,
    /// Read the password from this open file descriptor
    #[arg(long, global = true, value_name = "N")]
    pub(crate) password_fd: Option<u32>,
    /// Read the new password from this file, for commands that set one (or
    /// FILE_ORGANIZER_NEW_PASSWORD_FILE)
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) new_password_file: Option<PathBuf>,
    /// Print JSON (JSON Lines for lists)
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Print less
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Print more details (to standard error)
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// Assume yes for all prompts
    #[arg(short, long, global = true)]
    pub(crate) yes: bool,
    /// Never prompt: fail instead
    #[arg(long, global = true)]
    pub(crate) no_input: bool,
    /// How long to wait for another process to release the vault
    #[arg(long, global = true, value_name = "DURATION", default_value = "30s", value_parser = span)]
    pub(crate) wait: Span,
    /// Accept a vault restored from an older copy, or a clock that was turned back
    #[arg(long, global = true)]
    pub(crate) accept_rollback: bool,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,
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

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Init(cmd::init::Init),
    Add(cmd::add::Add),
    Ls(cmd::ls::Ls),
    Find(cmd::find::Find),
    Show(cmd::show::Show),
    Cat(cmd::cat::Cat),
    Get(cmd::get::Get),
    Versions(cmd::versions::Versions),
    Mv(cmd::mv::Mv),
    Rm(cmd::rm::Rm),
    Dedupe(cmd::dedupe::Dedupe),
    #[command(subcommand)]
    Trash(cmd::trash::Trash),
    #[command(subcommand)]
    Tag(cmd::tag::Tag),
    Note(cmd::note::Note),
    Organize(cmd::organize::Organize),
    Preview(cmd::organize::Preview),
    #[command(subcommand)]
    Rules(cmd::rules::Rules),
    Undo(cmd::undo::Undo),
    Redo(cmd::undo::Redo),
    History(cmd::history::History),
    #[command(subcommand)]
    Policy(cmd::policy::Policy),
    #[command(subcommand)]
    Retention(cmd::retention::Retention),
    #[command(subcommand)]
    Consent(cmd::consent::Consent),
    #[command(subcommand)]
    Privacy(cmd::privacy::Privacy),
    #[command(subcommand)]
    Audit(cmd::audit::Audit),
    Monitor(cmd::monitor::Monitor),
    Status(cmd::status::Status),
    #[command(subcommand)]
    Incident(cmd::incident::Incident),
    Verify(cmd::verify::Verify),
    Compact(cmd::compact::Compact),
    Rekey(cmd::rekey::Rekey),
    Passwd(cmd::passwd::Passwd),
    #[command(subcommand)]
    Recovery(cmd::recovery::Recovery),
    #[command(subcommand)]
    User(cmd::user::User),
    #[command(subcommand)]
    Role(cmd::role::Role),
    #[command(subcommand)]
    ApiKey(cmd::api_key::ApiKey),
    Login(cmd::login::Login),
    Logout(cmd::login::Logout),
    #[command(subcommand)]
    Session(cmd::session::Session),
    Whoami(cmd::whoami::Whoami),
    Drop(cmd::drop::Drop),
    #[command(subcommand)]
    Inbox(cmd::inbox::Inbox),
    Watch(cmd::watch::Watch),
    #[command(subcommand)]
    Backup(cmd::backup::Backup),
    Demo(cmd::demo::Demo),
    Completions(cmd::completions::Completions),
    Man(cmd::man::Man),
}

/// The arguments of the process.
#[expect(
    clippy::disallowed_methods,
    reason = "the only place that reads the arguments"
)]
pub(crate) fn from_environment() -> Vec<OsString> {
    std::env::args_os().collect()
}

/// The prefix of a query term that begins with a dash, so that clap does not parse it as a flag.
const PROTECTED: char = '\u{1}';

/// Global flags with a value; the value is a separate argument and not the command.
const WITH_VALUE: [&str; 9] = [
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

/// The index of the command in the arguments.
fn command_at(arguments: &[OsString]) -> Option<usize> {
    let mut is_value = false;
    arguments
        .iter()
        .enumerate()
        .skip(1)
        .find_map(|(at, argument)| {
            let text = argument.to_str().unwrap_or_default();
            let here = !is_value && !text.starts_with('-');
            is_value = !is_value && WITH_VALUE.contains(&text);
            here.then_some(at)
        })
}

/// `find -tag:x -verdict:match -l`: a single dash before more than one letter negates a query term;
/// single letters remain flags. After `--`, every argument is a query term.
pub(crate) fn protect_negations(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let find = command_at(&arguments).filter(|at| {
        arguments
            .get(*at)
            .is_some_and(|argument| argument == "find")
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

/// Removes the prefix that [`protect_negations`] added to a term.
pub(crate) fn unprotect(word: &str) -> String {
    word.strip_prefix(PROTECTED).unwrap_or(word).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_valid() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn every_global_flag_with_a_value_is_known() {
        use clap::CommandFactory;
        let command = Cli::command();
        let mut flags: Vec<String> = command
            .get_arguments()
            .filter(|flag| flag.get_action().takes_values())
            .filter_map(|flag| flag.get_long().map(|name| format!("--{name}")))
            .collect();
        let mut known = WITH_VALUE.to_vec();
        flags.sort();
        known.sort_unstable();
        assert_eq!(flags, known);
    }

    #[test]
    fn only_arguments_of_find_are_changed() {
        let words = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
        for other in [
            &["x", "add", "find", "-qv"][..],
            &["x", "--user", "find", "ls", "-lR"],
            &["x", "-qv"],
        ] {
            assert_eq!(protect_negations(words(other)), words(other));
        }
        let find = protect_negations(words(&["x", "--user", "find", "find", "-ab"]));
        assert_eq!(find, words(&["x", "--user", "find", "find", "\u{1}-ab"]));
    }

    #[test]
    fn negations_are_terms_and_letters_are_flags() {
        let parse = |words: &[&str]| {
            let words = words.iter().map(OsString::from).collect();
            let cli = Cli::try_parse_from(protect_negations(words)).unwrap();
            let Command::Find(find) = cli.command else {
                panic!("another command")
            };
            (find.query(), find.long)
        };
        let (query, long) = parse(&["x", "find", "-l", "-verdict:match", "a", "-tag:b"]);
        assert_eq!(query, ["-verdict:match", "a", "-tag:b"]);
        assert!(long);
        let (query, long) = parse(&["x", "find", "a", "--", "-l"]);
        assert_eq!(query, ["a", "-l"]);
        assert!(!long);
    }
}
