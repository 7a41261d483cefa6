//! `rm`

use std::ffi::OsString;

use clap::Args;
use file_organizer::app::error::Result;
use file_organizer::app::files::rm::remove;
use file_organizer::app::files::select::count;
use file_organizer::app::json::ChangedFile;
use file_organizer::domain::action::Action;
use file_organizer::domain::path::VaultPath;

use crate::cli::context::Context;
use crate::cli::name;
use crate::cli::picks::FromList;
use crate::cli::wide;

/// Move files and folders to the trash
///
/// Files stay in the trash for the policy's `trash.retention`. `undo` or `trash restore` restores
/// them. If one of the arguments does not exist, nothing is removed (exit code 4).
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer rm /inbox/old.txt
  file-organizer rm '/inbox/*.tmp'
  file-organizer undo")]
pub(crate) struct Rm {
    /// Paths, ids or patterns; a folder means all files below it
    #[arg(value_name = "PATH", required_unless_present = "from")]
    paths: Vec<OsString>,
    #[command(flatten)]
    list: FromList,
}

pub(crate) fn run(command: &Rm, context: &mut Context) -> Result<()> {
    let picks = command.list.picks(&command.paths)?;
    let mut gate = context.open("rm")?;
    let files = || count(&mut gate, Action::FileDelete, &picks);
    if !wide::confirmed(context, files, |files| {
        format!("Move {files} to the trash?")
    })? {
        return Ok(());
    }
    let removed = remove(&mut gate, &picks)?;
    report("removed", &removed, context)
}

/// Reports changed files; `status` is the participle of the command.
pub(crate) fn report(
    status: &'static str,
    paths: &[VaultPath],
    context: &mut Context,
) -> Result<()> {
    let changed = paths.iter().map(|path| ChangedFile { status, path });
    let changed: Vec<_> = changed.collect();
    let line = |changed: &ChangedFile<'_>| format!("{status} {}", name::path(changed.path));
    wide::report(context, &changed, line, |files| format!("{status} {files}"))
}
