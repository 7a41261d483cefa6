//! The command line as typed: global flags and the list of commands. Each command's own flags are
//! in its file in `cmd/`.

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
  file-organizer init                          make a vault
  file-organizer add ~/Documents --tag papers  add a folder
  file-organizer find invoice type:pdf         search
  file-organizer preview --method type         see where files would go
  file-organizer get /inbox/Documents -o out   take files out
  file-organizer undo                          take the last change back

Exit codes:
  0 done · 1 error · 2 usage · 3 some items were rejected or failed · 4 not found
  5 not permitted · 6 findings · 10 no vault · 11 busy · 12 unlock failed
  13 damaged, tampered with or rolled back · 128+N ended by signal N";

/// Keep files in one encrypted vault: checked on the way in, found again, accounted for.
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

/// Flags that every command takes.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Globals {
    /// The vault [default: <user data dir>/file-organizer/vault]
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "FILE_ORGANIZER_VAULT",
        hide_env_values = true
    )]
    pub(crate) vault: Option<PathBuf>,
    /// User name to unlock with; refuses the session of another user [default: admin]
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
    /// Read the password from what this command prints, run without a shell (or
    /// FILE_ORGANIZER_PASSWORD_COMMAND)
    #[arg(long, global = true, value_name = "CMD")]
    pub(crate) password_command: Option<String>,
    /// Read the password from this open file descriptor
    #[arg(long, global = true, value_name = "N")]
    pub(crate) password_fd: Option<u32>,
    /// Read the new password from this file, where a command sets one (or
    /// FILE_ORGANIZER_NEW_PASSWORD_FILE)
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) new_password_file: Option<PathBuf>,
    /// Print JSON: one object a line for listings, one document for the rest
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Say less
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Say more (on standard error)
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// Assume yes where a command would ask
    #[arg(short, long, global = true)]
    pub(crate) yes: bool,
    /// Never ask: fail instead
    #[arg(long, global = true)]
    pub(crate) no_input: bool,
    /// How long to wait for another process that is writing
    #[arg(long, global = true, value_name = "DURATION", default_value = "30s", value_parser = span)]
    pub(crate) wait: Span,
    /// Go on with a vault that was put back from an earlier copy, or a clock that was set back
    #[arg(long, global = true)]
    pub(crate) accept_rollback: bool,
    /// Colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,
}

impl Globals {
    /// Who unlocks with a password.
    pub(crate) fn user(&self) -> &str {
        self.user.as_deref().unwrap_or("admin")
    }
}

/// Parses `90d`, `12h`, `30m`.
pub(crate) fn span(text: &str) -> Result<Span, String> {
    Span::parse(text).map_err(|e| e.to_string())
}

/// What to do.
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
    reason = "the one place that reads the arguments"
)]
pub(crate) fn from_environment() -> Vec<OsString> {
    std::env::args_os().collect()
}

/// What stands before a query word that begins with a dash, so that it is not taken for a flag.
const PROTECTED: char = '\u{1}';

/// Global flags with a value, which is not the command even where it stands alone.
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

/// Where the command stands among the arguments.
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

/// `find -tag:x -verdict:match -l`: words of more than one letter after a single dash negate a
/// query word; single letters stay flags. After `--`, everything is a query word.
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

/// Undoes what [`protect_negations`] did to a word.
pub(crate) fn unprotect(word: &str) -> String {
    word.strip_prefix(PROTECTED).unwrap_or(word).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
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
    fn only_the_words_of_find_are_looked_at() {
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
    fn negations_are_words_and_letters_are_flags() {
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
