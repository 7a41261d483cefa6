//! `mkdir`

use std::ffi::OsString;

use clap::Args;
use file_organizer::app::error::Result;
use file_organizer::app::files::mkdir::make;

use crate::cli::context::Context;
use crate::cli::name;
use crate::cli::picks::path;

/// Create folders
///
/// Folders are also created by the files in them; a folder that was created with this command stays
/// when it is empty. A folder that exists is left as it is.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer mkdir /papers/2026
  file-organizer mkdir /work/letters /work/invoices")]
pub(crate) struct Mkdir {
    /// Paths of the folders; missing parents are implied
    #[arg(value_name = "FOLDER", required = true)]
    folders: Vec<OsString>,
}

pub(crate) fn run(command: &Mkdir, context: &mut Context) -> Result<()> {
    let folders: Vec<_> = command.folders.iter().map(path).collect::<Result<_>>()?;
    let mut gate = context.open("mkdir")?;
    let made = make(&mut gate, &folders)?;
    context.out.show_each(&made, |out| {
        made.iter().try_for_each(|folder| {
            let shown = name::path(&folder.path);
            out.chatter(&format!("{} {shown}", folder.status))
        })
    })
}
