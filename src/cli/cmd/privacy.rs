//! `privacy`

use std::io::{self, ErrorKind, IsTerminal};
use std::path::PathBuf;

use clap::{Args, Subcommand};
use file_organizer::app::audit::export::Target;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::privacy::{self, EraseOptions, Erased, Exported};
use file_organizer::domain::size::Size;
use serde_json::json as object;

use super::files;
use crate::cli::context::Context;
use crate::cli::progress::Progress;
use crate::cli::{json, name};

/// Hand out everything about a person, or destroy it
///
/// A person is a user of the vault, one who was removed but still owns files, or anybody whose consent
/// was noted. Needs privacy:manage.
#[derive(Debug, Subcommand)]
pub(crate) enum Privacy {
    /// Write everything about a person to one tar file
    ///
    /// The file is readable without this program, and NOT encrypted. `manifest.json` says what is in
    /// it, with the BLAKE3 of each member; `files/` has the files at their paths, `versions/` and
    /// `trash/` what is beside them, `metadata.jsonl` what is known of each; then `account.json`
    /// (without secrets), `consents.jsonl`, and `audit.jsonl` with what they did and what was done
    /// to them. It is recorded before the first byte is written.
    #[command(after_help = "\
Examples:
  file-organizer privacy export anna -o anna.tar
  file-organizer privacy export anna -o - | age -r age1... > anna.tar.age
  tar -xOf anna.tar manifest.json")]
    Export(Export),
    /// Destroy everything about a person: this cannot be undone
    ///
    /// Their files go with versions and trash, their account, sessions, and the API keys that they
    /// made. What has to stay (the audit log, the history, versions that they made of other people's
    /// files, their consents without notes) has a random pseudonym in place of the name, and nothing
    /// leads back from it. No operation from before can be undone any more. Content that somebody
    /// else's file also has stays with that file.
    ///
    /// Rows of the audit log lose the fields that name them, and stay: `audit verify` and every
    /// `audit head` that was noted still hold. Backups, copies of the vault, exported files and log
    /// copies elsewhere still have everything. Run `compact --wipe` afterwards, so that freed pages
    /// go too.
    ///
    /// Asks before it does; without a terminal to ask on, it takes -y. The last administrator cannot
    /// be erased, and nobody can erase themselves.
    #[command(after_help = "\
Examples:
  file-organizer privacy erase anna --dry-run
  file-organizer -y privacy erase anna && file-organizer compact --wipe
  file-organizer privacy erase anna --keep-files-to bob")]
    Erase(Erase),
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// Whose
    #[arg(value_name = "USER")]
    person: String,
    /// The file to write, which must not be there yet, or - for standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Erase {
    /// Whose
    #[arg(value_name = "USER")]
    person: String,
    /// Give the files to this user, instead of destroying them
    #[arg(long, value_name = "OTHER")]
    keep_files_to: Option<String>,
    /// Only show how much there is
    #[arg(long)]
    dry_run: bool,
}

const UNENCRYPTED: &str = "it is not encrypted: anyone who gets it can read it";

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
            Error::new(Kind::Usage, "a tar is not written to a terminal")
                .hint("name a file with -o FILE, or send it through a pipe"),
        );
    }
    let done = write(command, streams, context)?;
    if streams {
        // Standard output has the tar.
        context.out.note(&words(command, &done));
        context.out.note(UNENCRYPTED);
        return Ok(());
    }
    if context.json() {
        return context.out.json(&document(command, &done));
    }
    context.out.chatter(&words(command, &done))?;
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

fn document(command: &Export, done: &Exported) -> serde_json::Value {
    let Exported {
        files: live,
        versions,
        trashed,
        consents,
        audit_rows,
        bytes,
    } = done;
    let mut line = object!({
        "user": command.person, "files": live, "versions": versions, "trash": trashed,
        "consents": consents, "audit_rows": audit_rows, "bytes": bytes,
    });
    json::put_os(&mut line, "to", &command.output);
    line
}

fn words(command: &Export, done: &Exported) -> String {
    let Exported {
        versions,
        trashed,
        consents,
        audit_rows,
        ..
    } = done;
    let live = files(done.files);
    let size = Size::from_bytes(done.bytes).human();
    let to = name::os(&command.output);
    format!(
        "{to}: {live}, {versions} earlier versions, {trashed} in the trash ({size}); \
         {consents} consents, {audit_rows} rows of the audit log"
    )
}

fn erase(command: &Erase, context: &mut Context) -> Result<()> {
    let user = &command.person;
    if command.dry_run {
        let mut gate = context.open("privacy erase")?;
        let found = privacy::would_erase(&mut gate, user)?;
        return tell(command, &found, context);
    }
    let shown = name::bytes(user.as_bytes());
    let what = match &command.keep_files_to {
        Some(other) => format!("give their files to {}", name::bytes(other.as_bytes())),
        None => "destroy their files".to_owned(),
    };
    if !context.confirm(&format!("Erase {shown} and {what} for good?"))? {
        context.out.note("nothing was destroyed");
        return Ok(());
    }
    let mut gate = context.open("privacy erase")?;
    let options = EraseOptions {
        keep_files_to: command.keep_files_to.clone(),
    };
    let done = privacy::erase(&mut gate, user, &options)?;
    tell(command, &done, context)?;
    context
        .out
        .note("freed pages still hold it, sealed: file-organizer compact --wipe; backups keep it");
    Ok(())
}

fn tell(command: &Erase, erased: &Erased, context: &mut Context) -> Result<()> {
    if context.json() {
        let pseudonym = Some(&erased.pseudonym).filter(|name| !name.is_empty());
        return context.out.json(&object!({
            "dry_run": command.dry_run,
            "pseudonym": pseudonym,
            "files": erased.files,
            "versions": erased.versions,
            "trash": erased.trashed,
            "bytes": erased.bytes,
            "account": erased.account,
            "api_keys": erased.keys,
            "recipients": erased.recipients,
            "folders": erased.folders,
            "consents": erased.consents,
            "audit_rows_redacted": erased.redacted,
        }));
    }
    let word = match (command.dry_run, &command.keep_files_to) {
        (true, Some(_)) => "would be given away",
        (true, None) => "would be destroyed",
        (false, Some(_)) => "given away",
        (false, None) => "destroyed",
    };
    let size = Size::from_bytes(erased.bytes).human();
    context.out.chatter(&format!(
        "{}, {} earlier versions, {} in the trash ({size}): {word}",
        files(erased.files),
        erased.versions,
        erased.trashed
    ))?;
    let account = if erased.account {
        "the account"
    } else {
        "no account"
    };
    context.out.chatter(&format!(
        "{account}, {} API keys, {} consents (kept without the name)",
        erased.keys, erased.consents
    ))?;
    if erased.recipients + erased.folders > 0 {
        context.out.chatter(&format!(
            "ended: {} backup recipients, {} shared folders",
            erased.recipients, erased.folders
        ))?;
    }
    if !erased.pseudonym.is_empty() {
        let line = format!("what stays names them {}", erased.pseudonym);
        context.out.chatter(&line)?;
    }
    if !command.dry_run {
        let rows = erased.redacted;
        let line = format!("{rows} rows of the audit log redacted; the chain holds as before");
        context.out.chatter(&line)?;
    }
    Ok(())
}
