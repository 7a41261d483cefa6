//! `mv`

use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;

use clap::Args;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::files::mv::{Destination, Moved, MovedFiles, Outcome, move_files};
use file_organizer::app::files::select::{Pick, count};
use file_organizer::domain::action::Action;
use file_organizer::domain::placement::OnConflict;

use crate::cli::cmd::files::add::conflict_words;
use crate::cli::context::Context;
use crate::cli::name;
use crate::cli::picks::FromList;
use crate::cli::wide;

/// Move or rename files and folders
///
/// If DST is a folder, ends with a slash, or there are several sources, the sources are moved into
/// DST; otherwise the source is renamed to DST, in the same folder if DST has no slash. A pattern
/// counts as several sources, however many files match; an existing file or folder with exactly this
/// name is one. If one move fails, nothing is moved.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer mv /inbox/scan.pdf /papers/contract.pdf
  file-organizer mv /papers/contract.pdf lease.pdf
  file-organizer mv '/inbox/*.jpg' /photos/
  file-organizer find tag:done -0 | file-organizer mv --from - -0 /done/")]
pub(crate) struct Mv {
    /// Sources (paths, ids or patterns), and the destination
    #[arg(value_name = "SRC... DST", required = true)]
    paths: Vec<OsString>,
    /// What to do if the destination exists: add a number to the name, make the content a new version
    /// of the existing file (the moved file goes to the trash), skip the file, or move nothing
    /// [default: fail]
    #[arg(long, value_name = "HOW", value_parser = conflict_words())]
    on_conflict: Option<OnConflict>,
    #[command(flatten)]
    list: FromList,
}

pub(crate) fn run(command: &Mv, context: &mut Context) -> Result<()> {
    let (picks, to) = arguments(&command.paths, &command.list, "mv")?;
    let mut gate = context.open("mv")?;
    let files = || count(&mut gate, Action::FileMove, &picks);
    if !wide::confirmed(context, files, |files| format!("Move {files}?"))? {
        return Ok(());
    }
    let on_conflict = command.on_conflict.unwrap_or(OnConflict::Fail);
    let moved = move_files(&mut gate, &picks, &to, on_conflict)?;
    report("moved", &moved, context)?;
    for (rule, folder) in &moved.rules {
        let folder = name::path(folder);
        context.out.note(&format!(
            "warning: the folder {folder} of the retention rule {rule:?} does not exist any more; \
             set the rule again: file-organizer retention set {rule} --in FOLDER ..."
        ));
    }
    Ok(())
}

/// The sources and the destination.
pub(crate) fn arguments(
    paths: &[OsString],
    list: &FromList,
    verb: &str,
) -> Result<(Vec<Pick>, Destination)> {
    let Some((to, sources)) = paths.split_last() else {
        return Err(Error::new(Kind::Usage, "no files specified"));
    };
    if sources.is_empty() && list.from.is_none() {
        return Err(Error::new(Kind::Usage, "no destination specified")
            .hint(format!("usage: file-organizer {verb} SRC... DST")));
    }
    Ok((list.picks(sources)?, Destination::parse(to.as_bytes())?))
}

/// Reports what was moved or copied.
pub(crate) fn report(done: &str, moved: &MovedFiles, context: &mut Context) -> Result<()> {
    let line = |moved: &&Moved| {
        let (from, to) = (name::path(&moved.from), name::path(&moved.to));
        match moved.outcome {
            Outcome::Moved | Outcome::Copied => format!("{done} {from} -> {to}"),
            Outcome::Renamed => format!("{done} {from} -> {to} (another name)"),
            Outcome::Version(number) => format!("version {number} {from} -> {to}"),
            Outcome::Skipped => format!("skipped {from}: {to} already exists"),
        }
    };
    let count = |is: fn(Outcome) -> bool| {
        let counted = moved.files.iter().filter(|one| is(one.outcome));
        counted.count()
    };
    let exceptions = [
        (count(|one| one == Outcome::Renamed), "under another name"),
        (
            count(|one| matches!(one, Outcome::Version(_))),
            "as new versions",
        ),
        (count(|one| one == Outcome::Skipped), "skipped"),
    ];
    let files: Vec<&Moved> = moved.files.iter().collect();
    wide::report(context, &files, line, |files| {
        let mut summary = format!("{done} {files} to {}", name::path(&moved.to));
        for (count, what) in exceptions {
            if count > 0 {
                summary += &format!(", {count} {what}");
            }
        }
        summary
    })
}
