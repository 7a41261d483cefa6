//! `privacy`

use std::path::PathBuf;

use clap::{Args, Subcommand};
use file_organizer::app::error::Result;
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
    /// The chain of the audit log is made anew from the first row on that named them: `audit verify`
    /// holds, but an `audit head` that was noted in between does not fit any more, and says so. Take
    /// a new note afterwards. Backups, copies of the vault, exported files and log copies elsewhere
    /// still have everything. Run `compact --wipe` afterwards, so that freed pages go too.
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
    /// The file to write; it must not be there yet
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

pub(crate) fn run(command: &Privacy, context: &mut Context) -> Result<()> {
    match command {
        Privacy::Export(command) => export(command, context),
        Privacy::Erase(command) => erase(command, context),
    }
}

fn export(command: &Export, context: &mut Context) -> Result<()> {
    let mut gate = context.open("privacy export")?;
    let progress = Progress::new(&context.globals, "exporting");
    let done = privacy::export(
        &mut gate,
        &command.person,
        &command.output,
        &mut |at, total| {
            progress.set(at, Some(total), "");
        },
    )?;
    drop(progress);
    let Exported {
        files: live,
        versions,
        trashed,
        consents,
        audit_rows,
        bytes,
    } = done;
    if context.json() {
        let mut line = object!({
            "user": command.person, "files": live, "versions": versions, "trash": trashed,
            "consents": consents, "audit_rows": audit_rows, "bytes": bytes,
        });
        json::put_os(&mut line, "to", &command.output);
        return context.out.json(&line);
    }
    let size = Size::from_bytes(bytes).human();
    let to = name::os(&command.output);
    context.out.chatter(&format!(
        "{to}: {}, {versions} earlier versions, {trashed} in the trash ({size}); \
         {consents} consents, {audit_rows} rows of the audit log",
        files(live)
    ))?;
    context
        .out
        .note("it is not encrypted: whoever gets it can read it");
    Ok(())
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
            "consents": erased.consents,
            "rewritten": erased.rewritten.map(|(first, last)| [first, last]),
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
    if !erased.pseudonym.is_empty() {
        let line = format!("what stays names them {}", erased.pseudonym);
        context.out.chatter(&line)?;
    }
    if let Some((first, last)) = erased.rewritten {
        context.out.note(&format!(
            "rows {first} to {last} of the audit log were rewritten: note a new audit head"
        ));
    }
    Ok(())
}
