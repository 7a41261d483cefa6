//! `cp`

use std::ffi::OsString;

use clap::Args;
use file_organizer::app::error::Result;
use file_organizer::app::files::cp::copy;
use file_organizer::app::files::select::count;
use file_organizer::domain::action::Action;
use file_organizer::domain::placement::OnConflict;

use crate::cli::cmd::files::add::conflict_words;
use crate::cli::cmd::files::mv;
use crate::cli::context::Context;
use crate::cli::picks::FromList;
use crate::cli::wide;

/// Copy files and folders in the vault
///
/// If DST is a folder, ends with a slash, or there are several sources, the sources are copied into
/// DST; otherwise the copy is called DST, in the same folder if DST has no slash. A pattern counts as
/// several sources, however many files match; an existing file or folder with exactly this name is one.
/// The content is stored only once. Tags, notes and attributes are copied, too; earlier versions are not. You own the copies.
/// If one copy fails, nothing is copied.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer cp /papers/letter.odt letter-2.odt
  file-organizer cp /templates /work/2026/
  file-organizer cp '/inbox/*.jpg' /photos/")]
pub(crate) struct Cp {
    /// Sources (paths, ids or patterns), and the destination
    #[arg(value_name = "SRC... DST", required = true)]
    paths: Vec<OsString>,
    /// What to do if the destination exists: add a number to the name, make the content a new version
    /// of the existing file, skip the file, or copy nothing [default: fail]
    #[arg(long, value_name = "HOW", value_parser = conflict_words())]
    on_conflict: Option<OnConflict>,
    #[command(flatten)]
    list: FromList,
}

pub(crate) fn run(command: &Cp, context: &mut Context) -> Result<()> {
    let (picks, to) = mv::arguments(&command.paths, &command.list, "cp")?;
    let mut gate = context.open("cp")?;
    let files = || count(&mut gate, Action::FileCopy, &picks);
    if !wide::confirmed(context, files, |files| format!("Copy {files}?"))? {
        return Ok(());
    }
    let on_conflict = command.on_conflict.unwrap_or(OnConflict::Fail);
    let copied = copy(&mut gate, &picks, &to, on_conflict)?;
    mv::report("copied", &copied, context)
}
