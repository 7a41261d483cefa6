//! `undo`, `redo`

use clap::Args;
use file_organizer::app::error::Result;
use file_organizer::app::undo::{Taken, redo, undo};
use serde_json::json;

use super::files;
use crate::cli::context::Context;

/// Take the last change back, or the one that is named
///
/// Everything that changes files can be undone, exactly: add, inbox run, watch, mv, organize, rm, dedupe,
/// tag, note, trash restore. Content that came in goes to the trash by that. What later changes have touched
/// since has to be undone after them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer undo
  file-organizer history
  file-organizer undo 12")]
pub(crate) struct Undo {
    /// The operation's number, as `history` shows it
    #[arg(value_name = "OP")]
    operation: Option<u64>,
}

/// Do again what was undone last
///
/// A new change ends what can be done again.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer undo
  file-organizer redo")]
pub(crate) struct Redo {}

pub(crate) fn run(command: &Undo, context: &mut Context) -> Result<()> {
    let mut gate = context.open("undo")?;
    let taken = undo(&mut gate, command.operation)?;
    tell("undid", &taken, context)
}

pub(crate) fn run_redo(_: &Redo, context: &mut Context) -> Result<()> {
    let mut gate = context.open("redo")?;
    let taken = redo(&mut gate)?;
    tell("redid", &taken, context)
}

fn tell(word: &str, taken: &Taken, context: &mut Context) -> Result<()> {
    if context.json() {
        return context.out.json(&json!({
            "operation": taken.number,
            "verb": taken.verb,
            "files": taken.files,
            "trashed": taken.trashed,
            "only_copies": taken.only_copies,
        }));
    }
    context.out.chatter(&format!(
        "{word} operation {}: {} of {}",
        taken.number,
        taken.verb,
        files(taken.files)
    ))?;
    if taken.trashed > 0 {
        let trashed = files(taken.trashed);
        context
            .out
            .chatter(&format!("{trashed} moved to the trash"))?;
    }
    if taken.only_copies > 0 {
        context.out.note(&format!(
            "note: {} in the trash: no source is left; see: file-organizer trash list",
            files(taken.only_copies)
        ));
    }
    Ok(())
}
