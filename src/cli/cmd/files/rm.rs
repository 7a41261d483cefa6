//! `rm`

use std::ffi::OsString;

use clap::Args;
use file_organizer::app::error::Result;
use file_organizer::app::files::rm::remove;
use file_organizer::domain::path::VaultPath;

use crate::cli::context::Context;
use crate::cli::picks::FromList;
use crate::cli::{json, name};

/// Move files and folders to the trash
///
/// Files stay in the trash for the policy's `trash.retention`. `undo` or `trash restore` restores
/// them.
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
    let removed = remove(&mut gate, &picks)?;
    report("removed", &removed, context)
}

/// Prints a line for each path.
pub(crate) fn report(word: &str, paths: &[VaultPath], context: &mut Context) -> Result<()> {
    for path in paths {
        if context.json() {
            let mut line = json::path("file", path);
            if let Some(map) = line.as_object_mut() {
                map.insert("status".to_owned(), word.into());
            }
            context.out.json(&line)?;
        } else {
            context
                .out
                .chatter(&format!("{word} {}", name::path(path)))?;
        }
    }
    Ok(())
}
