//! One file per command: its flags, its help, and one function.

pub(crate) mod add;
pub(crate) mod api_key;
pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod cat;
pub(crate) mod compact;
pub(crate) mod completions;
pub(crate) mod consent;
pub(crate) mod dedupe;
pub(crate) mod demo;
pub(crate) mod drop;
pub(crate) mod find;
pub(crate) mod get;
pub(crate) mod history;
pub(crate) mod inbox;
pub(crate) mod incident;
pub(crate) mod init;
pub(crate) mod login;
pub(crate) mod ls;
pub(crate) mod man;
pub(crate) mod monitor;
pub(crate) mod mv;
pub(crate) mod note;
pub(crate) mod organize;
pub(crate) mod passwd;
pub(crate) mod policy;
pub(crate) mod privacy;
pub(crate) mod recovery;
pub(crate) mod rekey;
pub(crate) mod retention;
pub(crate) mod rm;
pub(crate) mod role;
pub(crate) mod rules;
pub(crate) mod session;
pub(crate) mod show;
pub(crate) mod status;
pub(crate) mod tag;
pub(crate) mod trash;
pub(crate) mod undo;
pub(crate) mod user;
pub(crate) mod verify;
pub(crate) mod versions;
pub(crate) mod watch;
pub(crate) mod whoami;

use file_organizer::app::error::Result;

use super::args::Command;
use super::context::Context;

/// Runs a command.
pub(crate) fn run(command: Command, context: &mut Context) -> Result<()> {
    match command {
        Command::Init(command) => init::run(&command, context),
        Command::Add(command) => add::run(&command, context),
        Command::Ls(command) => ls::run(&command, context),
        Command::Find(command) => find::run(&command, context),
        Command::Show(command) => show::run(&command, context),
        Command::Cat(command) => cat::run(&command, context),
        Command::Get(command) => get::run(&command, context),
        Command::Versions(command) => versions::run(&command, context),
        Command::Mv(command) => mv::run(&command, context),
        Command::Rm(command) => rm::run(&command, context),
        Command::Dedupe(command) => dedupe::run(&command, context),
        Command::Trash(command) => trash::run(&command, context),
        Command::Tag(command) => tag::run(&command, context),
        Command::Note(command) => note::run(&command, context),
        Command::Organize(command) => organize::run(&command, context),
        Command::Preview(command) => organize::run_preview(&command, context),
        Command::Rules(command) => rules::run(&command, context),
        Command::Undo(command) => undo::run(&command, context),
        Command::Redo(command) => undo::run_redo(&command, context),
        Command::History(command) => history::run(&command, context),
        Command::Policy(command) => policy::run(&command, context),
        Command::Retention(command) => retention::run(&command, context),
        Command::Consent(command) => consent::run(&command, context),
        Command::Privacy(command) => privacy::run(&command, context),
        Command::Audit(command) => audit::run(&command, context),
        Command::Monitor(command) => monitor::run(&command, context),
        Command::Status(command) => status::run(&command, context),
        Command::Verify(command) => verify::run(&command, context),
        Command::Compact(command) => compact::run(&command, context),
        Command::Rekey(command) => rekey::run(&command, context),
        Command::Passwd(command) => passwd::run(&command, context),
        Command::Recovery(command) => recovery::run(&command, context),
        Command::User(command) => user::run(&command, context),
        Command::Role(command) => role::run(&command, context),
        Command::ApiKey(command) => api_key::run(&command, context),
        Command::Login(command) => login::run(&command, context),
        Command::Logout(command) => login::run_logout(&command, context),
        Command::Session(command) => session::run(&command, context),
        Command::Whoami(command) => whoami::run(&command, context),
        Command::Drop(command) => drop::run(&command, context),
        Command::Inbox(command) => inbox::run(&command, context),
        Command::Watch(command) => watch::run(&command, context),
        Command::Incident(command) => incident::run(&command, context),
        Command::Backup(command) => backup::run(&command, context),
        Command::Demo(command) => demo::run(&command, context),
        Command::Completions(command) => completions::run(&command, context),
        Command::Man(command) => man::run(&command, context),
    }
}

/// `1 row`, `2 rows`.
pub(crate) fn counted<T>(count: T, noun: &str) -> String
where
    T: Copy + std::fmt::Display + PartialEq + From<u8>,
{
    let ending = if count == T::from(1) { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

/// `1 file`, `2 files`.
pub(crate) fn files(count: u64) -> String {
    match count {
        1 => "1 file".to_owned(),
        count => format!("{count} files"),
    }
}

/// `1 entry`, `2 entries`: files, links and folders.
pub(crate) fn entries(count: u64) -> String {
    match count {
        1 => "1 entry".to_owned(),
        count => format!("{count} entries"),
    }
}
