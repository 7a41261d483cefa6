//! `undo`, `redo`

use clap::Args;
use file_organizer::app::error::Result;
use file_organizer::app::files::undo::{Taken, redo, undo};

use crate::cli::context::Context;
use crate::cli::count::files;

/// Undo the last change, or a given one
///
/// All commands that change files or the policy can be undone: add, inbox run, watch, mv, organize, rm,
/// dedupe, tag, note, trash restore, policy set, reset, edit and import. Files that the undone command added go to the trash. If later changes touched
/// the same files, undo those first.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer undo
  file-organizer history
  file-organizer undo 12")]
pub(crate) struct Undo {
    /// Operation number (see: file-organizer history)
    #[arg(value_name = "OP")]
    operation: Option<u64>,
}

/// Redo the last undone change
///
/// After a new change, undone changes can no longer be redone.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer undo
  file-organizer redo")]
pub(crate) struct Redo {}

pub(crate) fn run(command: &Undo, context: &mut Context) -> Result<()> {
    let mut gate = context.open("undo")?;
    let taken = undo(&mut gate, command.operation)?;
    report("undid", &taken, context)
}

pub(crate) fn run_redo(_: &Redo, context: &mut Context) -> Result<()> {
    let mut gate = context.open("redo")?;
    let taken = redo(&mut gate)?;
    report("redid", &taken, context)
}

fn report(word: &str, taken: &Taken, context: &mut Context) -> Result<()> {
    context.out.show(taken, |out| {
        let touched = match taken.files {
            0 => String::new(),
            count => format!(", {}", files(count)),
        };
        let (number, verb) = (taken.number, &taken.verb);
        out.chatter(&format!("{word} operation {number} ({verb}{touched})"))?;
        if taken.trashed > 0 {
            let trashed = files(taken.trashed);
            out.chatter(&format!("{trashed} moved to the trash"))?;
        }
        if taken.only_copies > 0 {
            out.note(&format!(
                "note: {} in the trash with no other copy; see: file-organizer trash list",
                files(taken.only_copies)
            ));
        }
        Ok(())
    })
}
