//! `get`

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::files::get::{Exported, GetOptions, NotRestored, get};
use file_organizer::domain::size::Size;

use crate::cli::context::Context;
use crate::cli::count::{entries, files};
use crate::cli::name;
use crate::cli::output::Output;
use crate::cli::picks::FromList;
use crate::cli::progress::Progress;

/// Copy files out of the vault into a folder
///
/// Folders keep their structure. Each file is written under a temporary name, verified and renamed;
/// existing files are kept unless --overwrite is given (exit code 3). If one of the arguments does not
/// exist, nothing is written (exit code 4). The modification time, permission bits (minus
/// the umask) and extended attributes (user.*) are restored; metadata that the target file system
/// does not support is counted at the end. Files added from standard input get mode 0600.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer get /papers -o ~/restored
  file-organizer get '/photos/*.jpg' -o . --overwrite
  file-organizer get --version 2 /papers/plan.odt -o /tmp")]
pub(crate) struct Get {
    /// Paths, ids or patterns; a folder means all files below it
    #[arg(value_name = "PATH", required_unless_present = "from")]
    paths: Vec<OsString>,
    /// Target folder
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Replace existing files
    #[arg(long)]
    overwrite: bool,
    /// Restore owner and group, too (requires root)
    #[arg(long)]
    owner: bool,
    /// Copy this version instead of the current one
    #[arg(long, value_name = "N")]
    version: Option<u32>,
    #[command(flatten)]
    list: FromList,
}

pub(crate) fn run(command: &Get, context: &mut Context) -> Result<()> {
    let picks = command.list.picks(&command.paths)?;
    let options = GetOptions {
        into: command.output.clone(),
        overwrite: command.overwrite,
        owner: command.owner,
        version: command.version,
    };
    let mut gate = context.open("get")?;
    let verbose = context.globals.verbose;
    let progress = Progress::new(&context.globals, "writing");
    let out = &mut context.out;
    let mut each = |exported: &Exported| {
        progress.above(|| out.show(exported, |out| report(exported, verbose, out)))
    };
    let mut measure = |done: u64, total: u64| progress.set(done, Some(total), "");
    let summary = get(&mut gate, &picks, &options, &mut each, &mut measure)?;
    drop(progress);
    context.out.show(&summary, |out| {
        let bytes = Size::from_bytes(summary.bytes).human();
        let written = files(summary.written);
        out.note(&format!(
            "wrote {written} ({bytes}) to {}",
            name::os(&options.into)
        ));
        for line in shortfalls(&summary.not_restored) {
            out.note(&line);
        }
        Ok(())
    })?;
    if summary.failed > 0 {
        return Err(Error::new(
            Kind::Partial,
            format!("{} not written", files(summary.failed)),
        )
        .hint(match command.overwrite {
            true => "see the reasons above",
            false => {
                "see the reasons above; existing files are kept; use --overwrite to replace them"
            }
        }));
    }
    Ok(())
}

/// Prints a failure, or with `-v` where a file was written.
fn report(exported: &Exported, verbose: bool, out: &mut Output) -> Result<()> {
    let path = name::path(&exported.path);
    match &exported.error {
        Some(error) => out.note(&format!("failed {path}: {}", name::line(&error.message))),
        None if verbose => out.line(&format!("{path} -> {}", name::os(&exported.to)))?,
        None => {}
    }
    Ok(())
}

/// A line for each kind of metadata that could not be restored.
fn shortfalls(not_given: &NotRestored) -> Vec<String> {
    let exposed = "private, but now readable by others: the target does not support permissions";
    let all = [
        (not_given.exposed, exposed),
        (
            not_given.modes.saturating_sub(not_given.exposed),
            "with different permissions: the target does not support them",
        ),
        (
            not_given.masked,
            "with fewer permissions, because of the umask",
        ),
        (
            not_given.times,
            "with a different time: the target does not support it",
        ),
        (
            not_given.xattrs,
            "without some extended attributes: the target does not support them",
        ),
        (
            not_given.owners,
            "with a different owner or group: only root can set them",
        ),
    ];
    all.into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{} {what}", entries(count)))
        .collect()
}
