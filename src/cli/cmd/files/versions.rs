//! `versions`

use std::ffi::OsString;

use clap::Args;
use file_organizer::app::error::Result;
use file_organizer::app::files::info::VersionInfo;
use file_organizer::app::files::list;
use file_organizer::domain::size::Size;

use crate::cli::context::Context;
use crate::cli::output::Output;
use crate::cli::when::LocalTime;
use crate::cli::{picks, table};

/// List the versions of a file, newest first
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer versions /papers/plan.odt
  file-organizer cat --version 2 /papers/plan.odt > plan-2.odt")]
pub(crate) struct Versions {
    /// Path or id
    #[arg(value_name = "PATH")]
    path: OsString,
}

pub(crate) fn run(command: &Versions, context: &mut Context) -> Result<()> {
    let pick = picks::pick(&command.path)?;
    let mut gate = context.open("versions")?;
    let all = list::versions(&mut gate, &pick)?;
    context.out.show_each(&all, |out| print(&all, out))
}

fn print(all: &[VersionInfo], out: &mut Output) -> Result<()> {
    let row = |version: &VersionInfo| {
        vec![
            version.number.to_string(),
            Size::from_bytes(version.size).human(),
            version.modified.local_stamp(),
            version.added.local_stamp(),
            version.added_by.clone(),
            version.file_type.name().to_owned(),
        ]
    };
    let rows = all.iter().map(row).collect();
    let header = ["VERSION", "SIZE", "MODIFIED", "ADDED", "BY", "TYPE"];
    out.line(&table::plain(&header, rows, &[0, 1]))
}
