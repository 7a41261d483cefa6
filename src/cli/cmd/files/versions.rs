//! `versions`

use std::ffi::OsString;

use clap::{Args, Subcommand};
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::files::info::VersionInfo;
use file_organizer::app::files::{list, versions};
use file_organizer::domain::size::Size;

use crate::cli::context::Context;
use crate::cli::output::Output;
use crate::cli::when::LocalTime;
use crate::cli::{name, picks};

/// List the versions of a file, newest first, or restore one
///
/// Adding a file again, or editing it, makes a new version; the earlier ones are kept, up to the
/// policy's `max_versions`.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "\
Examples:
  file-organizer versions /papers/plan.odt
  file-organizer versions restore /papers/plan.odt 2
  file-organizer get --version 2 /papers/plan.odt -o plan-2.odt"
)]
pub(crate) struct Versions {
    #[command(subcommand)]
    command: Option<Subcommands>,
    /// Path or id
    #[arg(value_name = "PATH", required = true)]
    path: Option<OsString>,
}

#[derive(Debug, Subcommand)]
enum Subcommands {
    /// Make an earlier version the newest one
    ///
    /// The version that was current becomes an earlier one. `undo` reverts it.
    #[command(after_help = "\
Examples:
  file-organizer versions /papers/plan.odt
  file-organizer versions restore /papers/plan.odt 2")]
    Restore(Restore),
}

#[derive(Debug, Args)]
struct Restore {
    /// Path or id
    #[arg(value_name = "PATH")]
    path: OsString,
    /// Number of the version
    #[arg(value_name = "N")]
    number: u32,
}

pub(crate) fn run(command: &Versions, context: &mut Context) -> Result<()> {
    match (&command.command, &command.path) {
        (Some(Subcommands::Restore(command)), _) => restore(command, context),
        (None, Some(path)) => {
            let pick = picks::pick(path)?;
            let mut gate = context.open("versions")?;
            let all = list::versions(&mut gate, &pick)?;
            context.out.show_each(&all, |out| print(&all, out))
        }
        (None, None) => Err(Error::new(Kind::Usage, "no file specified")),
    }
}

fn restore(command: &Restore, context: &mut Context) -> Result<()> {
    let pick = picks::pick(&command.path)?;
    let mut gate = context.open("versions restore")?;
    let restored = versions::restore(&mut gate, &pick, command.number)?;
    context.out.show(&restored, |out| {
        let (number, version) = (restored.restored, restored.version);
        let path = name::path(&restored.path);
        out.chatter(&match restored.status {
            "unchanged" => {
                format!("unchanged {path}: version {number} is equal to the current one")
            }
            _ => format!("restored version {number} of {path} as version {version}"),
        })
    })
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
    let rows: Vec<_> = all.iter().map(row).collect();
    let header = ["VERSION", "SIZE", "MODIFIED", "ADDED", "BY", "TYPE"];
    out.table(&header, &rows, &[0, 1])
}
