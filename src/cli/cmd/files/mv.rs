//! `mv`

use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;

use clap::Args;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::files::mv::{Outcome, move_files};
use file_organizer::domain::placement::OnConflict;

use crate::cli::cmd::files::add::conflict_words;
use crate::cli::context::Context;
use crate::cli::name;
use crate::cli::picks::{FromList, path};

/// Move or rename files and folders
///
/// If DST is a folder, ends with a slash, or there are several sources, the sources are moved into
/// DST; otherwise the source is renamed to DST. If one move fails, nothing is moved.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer mv /inbox/scan.pdf /papers/contract.pdf
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
    let Some((to, sources)) = command.paths.split_last() else {
        return Err(Error::new(Kind::Usage, "no files specified"));
    };
    if sources.is_empty() && command.list.from.is_none() {
        return Err(Error::new(Kind::Usage, "no destination specified")
            .hint("usage: file-organizer mv SRC... DST"));
    }
    let picks = command.list.picks(sources)?;
    let into_folder = to.as_bytes().ends_with(b"/");
    let to = path(to)?;
    let mut gate = context.open("mv")?;
    let on_conflict = command.on_conflict.unwrap_or(OnConflict::Fail);
    let moved = move_files(&mut gate, &picks, &to, into_folder, on_conflict)?;
    for moved in &moved.files {
        context.out.show(moved, |out| {
            let (from, to) = (name::path(&moved.from), name::path(&moved.to));
            out.chatter(&match moved.outcome {
                Outcome::Moved => format!("moved {from} -> {to}"),
                Outcome::Renamed => format!("renamed {from} -> {to}"),
                Outcome::Version(number) => format!("version {number} {from} -> {to}"),
                Outcome::Skipped => format!("skipped {from}: {to} already exists"),
            })
        })?;
    }
    for (rule, folder) in &moved.rules {
        let folder = name::path(folder);
        context.out.note(&format!(
            "warning: the folder {folder} of the retention rule {rule:?} does not exist any more; \
             set the rule again: file-organizer retention set {rule} --in FOLDER ..."
        ));
    }
    Ok(())
}
