//! One file per command: its flags, its help, and one function.

pub(crate) mod access;
pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod demo;
pub(crate) mod files;
pub(crate) mod intake;
pub(crate) mod maintenance;
pub(crate) mod man;
pub(crate) mod organize;
pub(crate) mod privacy;
pub(crate) mod serve;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Parser, Subcommand};
use file_organizer::app::error::Result;

use super::args::Globals;
use super::context::Context;

/// Colours of the help.
pub(crate) const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());
const EXAMPLES: &str = "\
Examples:
  file-organizer init                          # create a vault
  file-organizer add ~/Documents --tag papers  # add a folder
  file-organizer find invoice type:pdf         # search
  file-organizer preview --method type         # show how files would be sorted
  file-organizer get /inbox/Documents -o out   # copy files out of the vault
  file-organizer undo                          # undo the last change";
/// The end of the help.
pub(crate) const EXIT_CODES: &str = "\
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
    after_help = EXAMPLES,
    after_long_help = format!("{EXAMPLES}\n\n{EXIT_CODES}"),
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

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Init(maintenance::init::Init),
    #[command(alias = "import")]
    Add(files::add::Add),
    #[command(alias = "list")]
    Ls(files::ls::Ls),
    Find(files::find::Find),
    #[command(subcommand)]
    Search(files::search::Search),
    #[command(alias = "info")]
    Show(files::show::Show),
    Cat(files::cat::Cat),
    #[command(aliases = ["export", "extract"])]
    Get(files::get::Get),
    Open(files::open::Open),
    View(files::view::View),
    Edit(files::edit::Edit),
    Versions(files::versions::Versions),
    #[command(aliases = ["move", "rename"])]
    Mv(files::mv::Mv),
    Cp(files::cp::Cp),
    Mkdir(files::mkdir::Mkdir),
    #[command(aliases = ["delete", "remove"])]
    Rm(files::rm::Rm),
    Dedupe(files::dedupe::Dedupe),
    #[command(subcommand)]
    Trash(files::trash::Trash),
    #[command(subcommand)]
    Tag(files::tag::Tag),
    Note(files::note::Note),
    Organize(organize::Organize),
    Preview(organize::Preview),
    #[command(subcommand)]
    Rules(organize::rules::Rules),
    Undo(files::undo::Undo),
    Redo(files::undo::Redo),
    #[command(alias = "log")]
    History(files::history::History),
    #[command(subcommand)]
    Policy(maintenance::policy::Policy),
    #[command(subcommand)]
    Retention(privacy::retention::Retention),
    #[command(subcommand)]
    Hold(privacy::hold::Hold),
    #[command(subcommand)]
    Consent(privacy::consent::Consent),
    #[command(subcommand)]
    Privacy(privacy::Privacy),
    #[command(subcommand)]
    Audit(audit::Audit),
    Monitor(audit::monitor::Monitor),
    Status(maintenance::status::Status),
    #[command(subcommand)]
    Incident(audit::incident::Incident),
    Verify(maintenance::verify::Verify),
    Compact(maintenance::compact::Compact),
    Rekey(maintenance::rekey::Rekey),
    #[command(alias = "password")]
    Passwd(access::passwd::Passwd),
    #[command(subcommand)]
    Recovery(access::recovery::Recovery),
    #[command(subcommand)]
    User(access::user::User),
    #[command(subcommand)]
    Role(access::role::Role),
    #[command(subcommand)]
    ApiKey(access::api_key::ApiKey),
    #[command(alias = "unlock")]
    Login(access::login::Login),
    #[command(alias = "lock")]
    Logout(access::login::Logout),
    #[command(subcommand)]
    Session(access::session::Session),
    Whoami(access::whoami::Whoami),
    Drop(intake::drop::Drop),
    #[command(subcommand)]
    Inbox(intake::inbox::Inbox),
    Watch(intake::watch::Watch),
    Serve(serve::Serve),
    #[command(subcommand)]
    Backup(backup::Backup),
    Demo(demo::Demo),
    #[command(subcommand)]
    Config(config::Config),
    Completions(completions::Completions),
    Man(man::Man),
}

impl Command {
    /// Whether the command runs even if the settings file is invalid: to repair it, for example.
    pub(crate) fn works_without_settings(&self) -> bool {
        matches!(
            self,
            Self::Config(config::Config::Path(_) | config::Config::Edit(_))
                | Self::Completions(_)
                | Self::Man(_)
        )
    }
}

/// Runs a command.
pub(crate) fn run(command: Command, context: &mut Context) -> Result<()> {
    match command {
        Command::Init(command) => maintenance::init::run(&command, context),
        Command::Add(command) => files::add::run(&command, context),
        Command::Ls(command) => files::ls::run(&command, context),
        Command::Find(command) => files::find::run(&command, context),
        Command::Search(command) => files::search::run(&command, context),
        Command::Show(command) => files::show::run(&command, context),
        Command::Cat(command) => files::cat::run(&command, context),
        Command::Get(command) => files::get::run(&command, context),
        Command::Open(command) => files::open::run(&command, context),
        Command::View(command) => files::view::run(&command, context),
        Command::Edit(command) => files::edit::run(&command, context),
        Command::Versions(command) => files::versions::run(&command, context),
        Command::Mv(command) => files::mv::run(&command, context),
        Command::Cp(command) => files::cp::run(&command, context),
        Command::Mkdir(command) => files::mkdir::run(&command, context),
        Command::Rm(command) => files::rm::run(&command, context),
        Command::Dedupe(command) => files::dedupe::run(&command, context),
        Command::Trash(command) => files::trash::run(&command, context),
        Command::Tag(command) => files::tag::run(&command, context),
        Command::Note(command) => files::note::run(&command, context),
        Command::Organize(command) => organize::run(&command, context),
        Command::Preview(command) => organize::run_preview(&command, context),
        Command::Rules(command) => organize::rules::run(&command, context),
        Command::Undo(command) => files::undo::run(&command, context),
        Command::Redo(command) => files::undo::run_redo(&command, context),
        Command::History(command) => files::history::run(&command, context),
        Command::Policy(command) => maintenance::policy::run(&command, context),
        Command::Retention(command) => privacy::retention::run(&command, context),
        Command::Hold(command) => privacy::hold::run(&command, context),
        Command::Consent(command) => privacy::consent::run(&command, context),
        Command::Privacy(command) => privacy::run(&command, context),
        Command::Audit(command) => audit::run(&command, context),
        Command::Monitor(command) => audit::monitor::run(&command, context),
        Command::Status(command) => maintenance::status::run(&command, context),
        Command::Verify(command) => maintenance::verify::run(&command, context),
        Command::Compact(command) => maintenance::compact::run(&command, context),
        Command::Rekey(command) => maintenance::rekey::run(&command, context),
        Command::Passwd(command) => access::passwd::run(&command, context),
        Command::Recovery(command) => access::recovery::run(&command, context),
        Command::User(command) => access::user::run(&command, context),
        Command::Role(command) => access::role::run(&command, context),
        Command::ApiKey(command) => access::api_key::run(&command, context),
        Command::Login(command) => access::login::run(&command, context),
        Command::Logout(command) => access::login::run_logout(&command, context),
        Command::Session(command) => access::session::run(&command, context),
        Command::Whoami(command) => access::whoami::run(&command, context),
        Command::Drop(command) => intake::drop::run(&command, context),
        Command::Inbox(command) => intake::inbox::run(&command, context),
        Command::Watch(command) => intake::watch::run(&command, context),
        Command::Serve(command) => serve::run(&command, context),
        Command::Incident(command) => audit::incident::run(&command, context),
        Command::Backup(command) => backup::run(&command, context),
        Command::Demo(command) => demo::run(&command, context),
        Command::Config(command) => config::run(&command, context),
        Command::Completions(command) => completions::run(&command, context),
        Command::Man(command) => man::run(&command, context),
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;
    use crate::cli::args::{WITH_VALUE, prepare};

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
            assert_eq!(prepare(words(other)), words(other));
        }
        let find = prepare(words(&["x", "--user", "find", "find", "-ab"]));
        assert_eq!(find, words(&["x", "--user", "find", "find", "\u{1}-ab"]));
    }

    #[test]
    fn negations_are_terms_and_letters_are_flags() {
        let parse = |words: &[&str]| {
            let words = words.iter().map(OsString::from).collect();
            let cli = Cli::try_parse_from(prepare(words)).unwrap();
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
