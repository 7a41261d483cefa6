//! `note`

use std::ffi::OsString;
use std::io::Read;

use clap::Args;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::files::select::count;
use file_organizer::app::files::tag;
use file_organizer::domain::action::Action;

use crate::cli::cmd::files::rm;
use crate::cli::context::Context;
use crate::cli::{picks, wide};

/// Set or remove the note of a file
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer note /papers/lease.pdf 'ends in March'
  file-organizer note /papers/lease.pdf - < remarks.txt
  file-organizer note /papers/lease.pdf ''")]
pub(crate) struct Note {
    /// Path or id
    #[arg(value_name = "PATH")]
    path: OsString,
    /// Text of the note (`-`: read it from standard input); an empty text removes the note
    #[arg(value_name = "TEXT")]
    text: String,
}

pub(crate) fn run(command: &Note, context: &mut Context) -> Result<()> {
    let pick = picks::pick(&command.path)?;
    let mut text = command.text.clone();
    if text == "-" {
        text.clear();
        std::io::stdin()
            .lock()
            .take(1024 * 1024)
            .read_to_string(&mut text)
            .map_err(|e| Error::new(Kind::Other, format!("standard input: {e}")))?;
    }
    let mut gate = context.open("note")?;
    let picks = std::slice::from_ref(&pick);
    let files = || count(&mut gate, Action::FileNote, picks);
    let question = |files: &str| format!("Set the note of {files}?");
    if !wide::confirmed(context, files, question)? {
        return Ok(());
    }
    let changed = tag::note(&mut gate, &pick, text.trim_end())?;
    rm::report("noted", &changed, context)
}
