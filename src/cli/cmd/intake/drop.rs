//! `drop`

use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use clap::Args;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::files::add::Source;
use file_organizer::app::intake::drop::{DropOptions, DropSummary, Dropped, Place, leave};
use file_organizer::domain::size::Size;

use crate::cli::cmd::files::add;
use crate::cli::context::Context;
use crate::cli::count::files;
use crate::cli::name;
use crate::cli::output::Output;
use crate::cli::picks::{os_path, path};
use crate::cli::stream::Input;

/// Hand files to the vault without a password
///
/// Each file is encrypted to the vault's public key and stored until a user with permission to add
/// files runs `inbox run`. Dropping files does not allow reading the vault or dropped files. Accounts
/// without access to the vault folder can drop into a folder shared with `inbox share`. Refused files
/// do not stop the rest (exit code 3; 4 if a file does not exist).
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer drop scan.pdf --to /scans
  pg_dump db | file-organizer drop - --name db.txt
  file-organizer drop --box /var/spool/papers letter.pdf")]
pub(crate) struct Drop {
    /// Files (`-`: standard input)
    #[arg(value_name = "FILE", required = true)]
    files: Vec<OsString>,
    /// Suggested folder [default: /inbox]
    #[arg(long, value_name = "FOLDER")]
    to: Option<OsString>,
    /// Store the file under this name (for a single file)
    #[arg(long, value_name = "NAME")]
    name: Option<OsString>,
    /// Accept empty standard input
    #[arg(long)]
    allow_empty: bool,
    /// Drop into this shared folder instead of the vault
    #[arg(
        long = "box",
        value_name = "DIR",
        env = "FILE_ORGANIZER_BOX",
        hide_env_values = true
    )]
    shared: Option<PathBuf>,
}

pub(crate) fn run(command: &Drop, context: &mut Context) -> Result<()> {
    let place = match &command.shared {
        Some(folder) => Place::Box(folder.clone()),
        None => Place::Vault(context.vault()?),
    };
    let sources = command
        .files
        .iter()
        .map(|file| match file.as_bytes() {
            b"-" => Source::Stream(Box::new(Input::standard())),
            other => Source::Path(os_path(other.to_vec())),
        })
        .collect::<Vec<_>>();
    let missing = add::missing(&sources)?;
    let options = DropOptions {
        to: command.to.as_ref().map(path).transpose()?,
        name: command.name.as_ref().map(|name| name.as_bytes().to_vec()),
        allow_empty: command.allow_empty,
    };
    let quiet = context.globals.quiet;
    let out = &mut context.out;
    let summary = leave(&place, sources, &options, &mut |dropped| {
        report(dropped, out, quiet)
    });
    let summary = summary.map_err(|error| match (error.kind, &place) {
        // Most likely the vault belongs to another account.
        (Kind::Other, Place::Vault(_)) => error.hint(
            "without access to the vault folder, use a shared folder: file-organizer drop --box DIR",
        ),
        _ => error,
    })?;
    let concluded = conclude(&summary, context);
    missing.map_or(concluded, Err)
}

fn report(dropped: &Dropped, out: &mut Output, quiet: bool) -> Result<()> {
    out.show(dropped, |out| {
        let shown = name::os(&dropped.source);
        match dropped.result() {
            (status, Some(reason)) => {
                out.line(&format!("{status:<9} {shown}: {}", name::line(reason)))
            }
            (_, None) if quiet => Ok(()),
            (status, None) => out.line(&format!("{status:<9} {shown}")),
        }
    })
}

fn conclude(summary: &DropSummary, context: &mut Context) -> Result<()> {
    context.out.show(summary, |out| {
        let bytes = Size::from_bytes(summary.bytes).human();
        let dropped = files(summary.dropped);
        out.chatter(&format!("{dropped} dropped ({bytes})"))
    })?;
    match summary.rejected + summary.failed {
        0 => Ok(()),
        count => Err(
            Error::new(Kind::Partial, format!("{} not dropped", files(count)))
                .hint("see the reasons above"),
        ),
    }
}
