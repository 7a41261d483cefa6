//! `privacy`

pub(crate) mod consent;
pub(crate) mod hold;
pub(crate) mod retention;

use std::io::{self, ErrorKind, IsTerminal};
use std::path::PathBuf;

use clap::{Args, Subcommand};
use file_organizer::app::audit::export::Target;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::json::Run;
use file_organizer::app::privacy::{self, EraseOptions, Erased, ExportInfo, Exported, Mention};
use file_organizer::domain::size::Size;

use crate::cli::context::Context;
use crate::cli::count::{counted, files};
use crate::cli::name;
use crate::cli::output::Output;
use crate::cli::progress::Progress;

/// Export or erase a person's data
///
/// A person is a user of the vault, a removed user who still owns files, or anyone with a recorded
/// consent. Requires permission privacy:manage.
#[derive(Debug, Subcommand)]
pub(crate) enum Privacy {
    /// Export a person's data to a tar file
    ///
    /// The file is readable without this program and is NOT encrypted. It contains `manifest.json` (a
    /// list of all members with their BLAKE3 hashes), `files/`, `versions/` and `trash/` (file
    /// contents), `metadata.jsonl` (metadata of each file), `account.json` (without secrets),
    /// `consents.jsonl`, `receipts.jsonl` (sources of imported files), `authored.jsonl` (versions that
    /// the person added to files of others), `searches.jsonl` (saved searches), `audit.jsonl` (entries by
    /// or about the person), and `reads.jsonl` (who else read the person's files, as far as the audit log
    /// contains their paths).
    /// The export is recorded in the audit log before it starts.
    #[command(after_help = "\
Examples:
  file-organizer privacy export anna -o anna.tar
  file-organizer privacy export anna -o - | age -r age1... > anna.tar.age
  tar -xOf anna.tar manifest.json")]
    Export(Export),
    /// Erase a person's data permanently
    ///
    /// Erases the person's files (with versions and trash), account, sessions and API keys. Records
    /// that must remain (the audit log, the history, versions of other people's files, consents without
    /// notes) show a random pseudonym instead of the name. Earlier operations can no longer be undone.
    /// Content that is also part of another person's file remains in that file.
    ///
    /// Entries of the audit log remain, without the fields that identify the person: `audit verify` and
    /// earlier values of `audit head` stay valid. Backups, copies of the vault, exported files and
    /// copies of the log are not changed. Run `compact --wipe` afterwards to erase free space, too.
    ///
    /// Ends with a list of what still names the person and is not changed: rules, retention rules, holds,
    /// saved searches of others, other users, roles, API keys, tags, notes and names of other people's files, and copies that the
    /// vault knows of (the mirror of the audit log, folders of backups). An entry is marked as possible if
    /// the name is only a part of a longer word (`anna-backup`, `hanna`), or if it is a copy. The contents
    /// of files are not searched. The audit log and the history are not listed: they keep the name where
    /// it is a part of a longer word.
    ///
    /// Refused if one of the files must be kept because of a retention rule or a hold; end that first.
    ///
    /// Asks for confirmation; without a terminal, -y is required. You cannot erase the last
    /// administrator or your own account.
    #[command(after_help = "\
Examples:
  file-organizer privacy erase anna --dry-run
  file-organizer -y privacy erase anna && file-organizer compact --wipe
  file-organizer privacy erase anna --keep-files-to bob")]
    Erase(Erase),
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// Name of the person
    #[arg(value_name = "USER")]
    person: String,
    /// File to create, or `-` for standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Erase {
    /// Name of the person
    #[arg(value_name = "USER")]
    person: String,
    /// Transfer the files to this user instead of erasing them
    #[arg(long, value_name = "OTHER")]
    keep_files_to: Option<String>,
    /// Show what would be erased, change nothing
    #[arg(long)]
    dry_run: bool,
}

const UNENCRYPTED: &str = "warning: the export is not encrypted";

pub(crate) fn run(command: &Privacy, context: &mut Context) -> Result<()> {
    match command {
        Privacy::Export(command) => export(command, context),
        Privacy::Erase(command) => erase(command, context),
    }
}

fn export(command: &Export, context: &mut Context) -> Result<()> {
    let streams = command.output.as_os_str() == "-";
    if streams && io::stdout().is_terminal() {
        return Err(
            Error::new(Kind::Usage, "refusing to write a tar file to the terminal")
                .hint("specify a file with -o FILE, or redirect the output"),
        );
    }
    let done = write(command, streams, context)?;
    if streams {
        // The tar file goes to standard output.
        context.out.note(&words(command, &done));
        context.out.note(UNENCRYPTED);
        return Ok(());
    }
    let document = ExportInfo {
        person: &command.person,
        destination: &command.output,
        exported: &done,
    };
    context
        .out
        .show(&document, |out| out.chatter(&words(command, &done)))?;
    context.out.note(UNENCRYPTED);
    Ok(())
}

fn write(command: &Export, streams: bool, context: &mut Context) -> Result<Exported> {
    let mut gate = context.open("privacy export")?;
    let progress = Progress::new(&context.globals, "exporting");
    let mut progress = |at, total| progress.set(at, Some(total), "");
    let person = &command.person;
    if !streams {
        let target = Target::File(command.output.clone());
        return privacy::export(&mut gate, person, target, &mut progress);
    }
    let mut closed = false;
    let mut failed = |error: io::Error| {
        closed = closed || error.kind() == ErrorKind::BrokenPipe;
        Error::new(Kind::Other, format!("standard output: {error}"))
    };
    let target = Target::Stream(&mut context.out, &mut failed);
    let done = privacy::export(&mut gate, person, target, &mut progress);
    if closed {
        return Err(context.out.failed(&ErrorKind::BrokenPipe.into()));
    }
    done
}

fn words(command: &Export, done: &Exported) -> String {
    let Exported {
        versions,
        trashed,
        consents,
        audit_rows,
        reads,
        ..
    } = done;
    let live = files(done.files);
    let size = Size::from_bytes(done.bytes).human();
    let to = name::os(&command.output);
    format!(
        "{to}: {live}, {}, {trashed} in the trash ({size}); {}, {}, {} by others",
        counted(*versions, "earlier version"),
        counted(*consents, "consent"),
        counted(*audit_rows, "audit row"),
        counted(*reads, "read"),
    )
}

fn erase(command: &Erase, context: &mut Context) -> Result<()> {
    let user = &command.person;
    if command.dry_run {
        let mut gate = context.open("privacy erase")?;
        let found = privacy::would_erase(&mut gate, user, &options(command))?;
        return report(command, &found, context);
    }
    let shown = name::bytes(user.as_bytes());
    let what = match &command.keep_files_to {
        Some(other) => format!("transfer their files to {}", name::bytes(other.as_bytes())),
        None => "delete their files".to_owned(),
    };
    if !context.globals.yes {
        // Before asking.
        let mut gate = context.open("privacy erase")?;
        privacy::would_erase(&mut gate, user, &options(command))?;
    }
    if !context.confirm(&format!("Permanently erase {shown} and {what}?"))? {
        context.out.note("nothing was erased");
        return Ok(());
    }
    let mut gate = context.open("privacy erase")?;
    let done = privacy::erase(&mut gate, user, &options(command))?;
    report(command, &done, context)?;
    context.out.note(
        "erased data may remain encrypted in free space; run: file-organizer compact --wipe\n\
         Backups still contain it.",
    );
    Ok(())
}

fn options(command: &Erase) -> EraseOptions {
    EraseOptions {
        keep_files_to: command.keep_files_to.clone(),
    }
}

fn report(command: &Erase, erased: &Erased, context: &mut Context) -> Result<()> {
    let run = Run {
        result: erased,
        dry_run: command.dry_run,
    };
    context.out.show(&run, |out| print(command, erased, out))
}

fn print(command: &Erase, erased: &Erased, out: &mut Output) -> Result<()> {
    let word = match (command.dry_run, &command.keep_files_to) {
        (true, Some(_)) => "would be transferred",
        (true, None) => "would be erased",
        (false, Some(_)) => "transferred",
        (false, None) => "erased",
    };
    let size = Size::from_bytes(erased.bytes).human();
    out.chatter(&format!(
        "{}, {}, {} in the trash ({size}): {word}",
        files(erased.files),
        counted(erased.versions, "earlier version"),
        erased.trashed
    ))?;
    let account = if erased.account {
        "account"
    } else {
        "no account"
    };
    out.chatter(&format!(
        "{account}, {}; {} kept without the name",
        counted(erased.keys, "API key"),
        counted(erased.consents, "consent")
    ))?;
    if erased.recipients + erased.folders > 0 {
        out.chatter(&format!(
            "removed {}, {}",
            counted(erased.recipients, "backup recipient"),
            counted(erased.folders, "shared folder")
        ))?;
    }
    if let Some(pseudonym) = &erased.pseudonym {
        let line = format!("pseudonym in the remaining records: {pseudonym}");
        out.chatter(&line)?;
    }
    if !command.dry_run {
        let rows = erased.redacted;
        let rows = counted(rows, "audit row");
        let line = format!("{rows} redacted; the audit chain remains valid");
        out.chatter(&line)?;
    }
    still_named(&erased.mentions, out)
}

/// Lists what an erasure does not change.
fn still_named(mentions: &[Mention], out: &mut Output) -> Result<()> {
    if mentions.is_empty() {
        out.chatter("nothing else in the vault names the person")?;
    } else {
        out.chatter("not changed, but names the person, or possibly does:")?;
        let row = |mention: &Mention| {
            let kind = mention.kind.replace('_', " ");
            let possible = if mention.possible { "possible" } else { "-" };
            let name = name::bytes(mention.name.as_bytes());
            vec![kind, possible.to_owned(), name]
        };
        let rows: Vec<_> = mentions.iter().map(row).collect();
        if !out.is_quiet() {
            out.table(&["KIND", "POSSIBLE", "NAME"], &rows, &[])?;
        }
    }
    out.chatter(
        "entries of the audit log and the history keep the name as part of a longer word \
         (such as NAME-backup)",
    )
}
