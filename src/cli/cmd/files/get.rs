//! `get`

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::files::get::{
    Exported, GetOptions, GetSummary, NotRestored, OnExisting, Outcome, check_target, get,
};
use file_organizer::domain::size::Size;

use crate::cli::context::Context;
use crate::cli::count::{entries, files};
use crate::cli::name;
use crate::cli::output::Output;
use crate::cli::picks::FromList;
use crate::cli::progress::Progress;

/// Copy files out of the vault
///
/// Folders keep their structure. Each file is written under a temporary name, verified and renamed. A
/// file that exists with the same content is left as it is; for one with different content, see
/// --on-conflict (`fail`: exit code 3). If one of the arguments does not
/// exist, nothing is written (exit code 4). The modification time, permission bits (minus
/// the umask) and extended attributes (user.*) are restored; metadata that the target file system
/// does not support is counted at the end. Files added from standard input get mode 0600.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer get /papers -o ~/restored
  file-organizer get /papers/plan.odt -o plan-copy.odt
  file-organizer get '/photos/*.jpg' --on-conflict overwrite
  file-organizer get --version 2 /papers/plan.odt -o /tmp")]
pub(crate) struct Get {
    /// Paths, ids or patterns; a folder means all files below it
    #[arg(value_name = "PATH", required_unless_present = "from")]
    paths: Vec<OsString>,
    /// Target folder; for one file, also the new file's name
    #[arg(short, long, value_name = "TARGET", default_value = ".")]
    output: PathBuf,
    /// What to do if a file exists with different content: add a number to the name of the new file,
    /// skip it, overwrite the existing file, or fail
    #[arg(long, value_name = "HOW", value_parser = existing_words(), default_value = "fail")]
    on_conflict: OnExisting,
    /// Restore owner and group, too (requires root)
    #[arg(long)]
    owner: bool,
    /// Copy this version instead of the current one
    #[arg(long, value_name = "N")]
    version: Option<u32>,
    #[command(flatten)]
    list: FromList,
}

fn existing_words() -> impl TypedValueParser<Value = OnExisting> {
    let words = PossibleValuesParser::new(OnExisting::ALL.map(OnExisting::name));
    words.try_map(|word| OnExisting::parse(&word).ok_or("unknown"))
}

pub(crate) fn run(command: &Get, context: &mut Context) -> Result<()> {
    let picks = command.list.picks(&command.paths)?;
    let options = GetOptions {
        into: command.output.clone(),
        on_existing: command.on_conflict,
        owner: command.owner,
        version: command.version,
    };
    check_target(&options.into)?;
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
        out.note(&format!(
            "wrote {} to {}",
            amounts(&summary),
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
        .hint("see the reasons above"));
    }
    Ok(())
}

/// `2 files (3 KiB)`, and how many were not written.
fn amounts(summary: &GetSummary) -> String {
    let bytes = Size::from_bytes(summary.bytes).human();
    let mut amounts = format!("{} ({bytes})", files(summary.written));
    for (count, what) in [
        (summary.unchanged, "unchanged"),
        (summary.skipped, "skipped"),
    ] {
        if count > 0 {
            amounts += &format!(", {count} {what}");
        }
    }
    amounts
}

/// Prints a failure, or with `-v` what was done with a file.
fn report(exported: &Exported, verbose: bool, out: &mut Output) -> Result<()> {
    let path = name::path(&exported.path);
    let to = name::os(&exported.to);
    match &exported.outcome {
        Outcome::Failed(error) => {
            out.note(&format!("failed {path}: {}", name::line(&error.message)));
        }
        _ if !verbose => {}
        Outcome::Written => out.line(&format!("{path} -> {to}"))?,
        Outcome::Unchanged => out.line(&format!("unchanged {path}: {to} is equal"))?,
        Outcome::Skipped => out.line(&format!("skipped {path}: {to} already exists"))?,
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
