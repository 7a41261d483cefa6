//! `edit`

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::os::unix::ffi::OsStrExt;

use clap::Args;
use file_organizer::app::cancel;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::files::add::ItemStatus;
use file_organizer::app::files::edit;

use crate::cli::context::Context;
use crate::cli::scratch::Scratch;
use crate::cli::{editor, name, picks};

/// Edit a text file; the result becomes its next version
///
/// Runs the command in $VISUAL or $EDITOR, by default vi, on a private temporary copy, in memory if
/// possible. If the file is changed by somebody else meanwhile, or the result cannot be stored, the
/// edited copy is kept. Editors may make further copies, such as swap and undo files: see their
/// settings.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer edit /inbox/notes.txt
  EDITOR='code --wait' file-organizer edit /inbox/notes.txt
  file-organizer versions /inbox/notes.txt")]
pub(crate) struct Edit {
    /// Path or id
    #[arg(value_name = "PATH")]
    path: OsString,
}

pub(crate) fn run(command: &Edit, context: &mut Context) -> Result<()> {
    context.refuse_json("edit")?;
    let pick = picks::pick(&command.path)?;
    let mut gate = context.open("edit")?;
    // A signal must not leave the copy behind.
    let _guard = cancel::Guard::begin();
    let scratch = Scratch::in_memory("edit")?;
    let failed = |error: std::io::Error| {
        Error::new(
            Kind::Other,
            format!("cannot write a temporary copy: {error}"),
        )
    };
    let mut copy = None;
    let create = |path: &_| -> Result<File> {
        let (path, file) = scratch.create(file_name(path))?;
        copy = Some(path);
        Ok(file)
    };
    let (base, file) = edit::begin(&mut gate, &pick, create, failed)?;
    let before = file.metadata().and_then(|meta| meta.modified());
    drop(file);
    let path = copy.ok_or_else(|| Error::new(Kind::Other, "no temporary copy"))?;
    editor::run(&path)?;
    let shown = name::path(&base.path);
    // Editors may replace the file.
    let after = path.symlink_metadata().and_then(|meta| meta.modified());
    if matches!((&before, &after), (Ok(before), Ok(after)) if before == after) {
        return context.out.chatter(&format!("unchanged {shown}"));
    }
    let stored = match cancel::asked() {
        None => edit::store(&mut gate, &base, path.clone()),
        Some(_) => Err(Error::new(Kind::Other, "stopped by a signal")),
    };
    match stored {
        Ok(item) => {
            let done = if let ItemStatus::Version(number) = item.status {
                format!("version {number}")
            } else {
                "unchanged".to_owned()
            };
            context.out.chatter(&format!("{done} {shown}"))
        }
        Err(error) => {
            scratch.keep();
            let kept = format!("your edited copy was kept: {}", name::os(&path));
            Err(match &error.hint {
                Some(hint) => {
                    let hint = format!("{kept}; {hint}");
                    error.hint(hint)
                }
                None => error.hint(format!("{kept}; add it with: file-organizer add")),
            })
        }
    }
}

/// The name of a file in the vault, for a temporary copy.
pub(crate) fn file_name(path: &file_organizer::domain::path::VaultPath) -> &OsStr {
    OsStr::from_bytes(path.name())
}
