//! One file per command: its flags, its help, and one function.

pub(crate) mod access;
pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod completions;
pub(crate) mod demo;
pub(crate) mod files;
pub(crate) mod intake;
pub(crate) mod maintenance;
pub(crate) mod man;
pub(crate) mod organize;
pub(crate) mod privacy;

use file_organizer::app::error::Result;

use super::args::Command;
use super::context::Context;

/// Runs a command.
pub(crate) fn run(command: Command, context: &mut Context) -> Result<()> {
    match command {
        Command::Init(command) => maintenance::init::run(&command, context),
        Command::Add(command) => files::add::run(&command, context),
        Command::Ls(command) => files::ls::run(&command, context),
        Command::Find(command) => files::find::run(&command, context),
        Command::Show(command) => files::show::run(&command, context),
        Command::Cat(command) => files::cat::run(&command, context),
        Command::Get(command) => files::get::run(&command, context),
        Command::Versions(command) => files::versions::run(&command, context),
        Command::Mv(command) => files::mv::run(&command, context),
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
        Command::Incident(command) => audit::incident::run(&command, context),
        Command::Backup(command) => backup::run(&command, context),
        Command::Demo(command) => demo::run(&command, context),
        Command::Completions(command) => completions::run(&command, context),
        Command::Man(command) => man::run(&command, context),
    }
}
