//! `inbox`

pub(crate) mod folder;
mod receipts;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::inbox::{self, Waiting};
use file_organizer::domain::size::Size;
use serde_json::json as object;

use super::add::{Teller, conclude};
use crate::cli::context::Context;
use crate::cli::{json, name, table};

/// Take what was dropped, or what is in a folder, into the vault; share folders for drops
///
/// `drop` leaves sealed files in the vault's own spool, and in folders that were shared with other
/// accounts of the machine.
#[derive(Debug, Subcommand)]
pub(crate) enum Inbox {
    /// Take what waits into the vault: drops, or with DIR the files of a folder
    ///
    /// Without DIR, drops are taken, the oldest first. Each is checked like any other file that is added. It goes to the folder that was wished
    /// for, else to /inbox. The sealed file is removed once its content was committed and read back.
    /// What the policy refuses is set aside (see `inbox list`); what does not open is left where it is.
    ///
    /// With DIR, each finished file below it is checked in the same way, added to /inbox (or --to) below
    /// the same subfolders, and then removed from DIR, or moved to DIR/NAME with --keep-in NAME. A file
    /// is finished once nobody has changed it for --settle, and nobody has it open to write; one that is
    /// not waits for the next run. Names that begin with a dot or are those of unfinished downloads
    /// (*.part, *.crdownload, *.tmp, ~$*), symbolic links and special files are left alone. What the
    /// policy refuses is moved to DIR/.rejected, with the reason beside it. What fails is tried again
    /// by later runs, after a wait that grows (see `inbox receipts`). To go on doing this: `watch DIR`.
    #[command(after_help = "\
Examples:
  file-organizer inbox run
  file-organizer inbox run ~/Scans --to /scans --tag paper
  file-organizer inbox run ~/Downloads --keep-in done
  file-organizer --api-key-file cron.key inbox run
  file-organizer inbox run --again       also what was rejected before")]
    Run(Run),
    /// List what became of the files of folders that were taken in
    #[command(after_help = "\
Examples:
  file-organizer inbox receipts --status failed
  file-organizer --json inbox receipts | jq -r 'select(.status == \"rejected\") | .source'")]
    Receipts(receipts::Receipts),
    /// List what waits, and what was rejected
    #[command(after_help = "\
Examples:
  file-organizer inbox list
  file-organizer --json inbox list | jq -r 'select(.status == \"rejected\") | .id'")]
    List(List),
    /// Destroy drops for good: those that were rejected, or the ones with these ids
    ///
    /// Asks before it does; without a terminal to ask on, it takes -y.
    #[command(after_help = "\
Examples:
  file-organizer -y inbox discard --rejected
  file-organizer inbox discard 3f9a")]
    Discard(Discard),
    /// Share a folder: every account of this machine may drop files there, and read none
    ///
    /// The folder is made, or must be empty. Others can neither list it nor read what is there.
    #[command(after_help = "\
Examples:
  file-organizer inbox share /var/spool/papers
  file-organizer drop --box /var/spool/papers letter.pdf     # any account, no secret")]
    Share(Share),
    /// Share a folder no more; what waits there stays
    #[command(after_help = "\
Examples:
  file-organizer inbox unshare /var/spool/papers")]
    Unshare(Share),
}

#[derive(Debug, Args)]
pub(crate) struct Run {
    /// Try again what was rejected before, after a change of the policy; with DIR, try at once what
    /// failed before
    #[arg(long)]
    again: bool,
    /// A folder of plain files to take in
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    #[command(flatten)]
    how: folder::How,
}

#[derive(Debug, Args)]
pub(crate) struct List {}

#[derive(Debug, Args)]
pub(crate) struct Discard {
    /// Ids as `inbox list` shows them, or how they begin
    #[arg(value_name = "ID", required_unless_present = "rejected")]
    ids: Vec<String>,
    /// Everything that was rejected
    #[arg(long)]
    rejected: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Share {
    /// The folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

pub(crate) fn run(command: &Inbox, context: &mut Context) -> Result<()> {
    match command {
        Inbox::Run(command) => take(command, context),
        Inbox::Receipts(command) => receipts::run(command, context),
        Inbox::List(_) => list(context),
        Inbox::Discard(command) => discard(command, context),
        Inbox::Share(command) => share(command, context),
        Inbox::Unshare(command) => unshare(command, context),
    }
}

fn take(command: &Run, context: &mut Context) -> Result<()> {
    if let Some(dir) = &command.folder {
        return folder::take(dir, &command.how, command.again, context);
    }
    command.how.refuse_without_folder()?;
    let mut gate = context.open("inbox run")?;
    let on_conflict = command.how.on_conflict();
    let mut teller = Teller::of_drops(context);
    let emptied = inbox::run(&mut gate, command.again, on_conflict, &mut teller)?;
    for notice in &emptied.notices {
        context
            .out
            .note(&format!("warning: {}", name::line(notice)));
    }
    for (count, why) in [
        (emptied.outside, "outside the scope of the key: left"),
        (emptied.in_use, "in the hands of another process: left"),
    ] {
        if count > 0 {
            context.out.note(&format!("note: {} {why}", drops(count)));
        }
    }
    conclude(&emptied.summary, false, context)?;
    match emptied.notices.len() as u64 {
        0 => Ok(()),
        count => Err(Error::new(
            Kind::Partial,
            format!("{count} of the shared folders could not be used"),
        )
        .hint("mend it, or forget it with: file-organizer inbox unshare DIR")),
    }
}

fn list(context: &mut Context) -> Result<()> {
    let mut gate = context.open("inbox list")?;
    let (all, shared) = inbox::list(&mut gate)?;
    if context.json() {
        for waiting in &all {
            context.out.json(&document(waiting))?;
        }
        return shared.iter().try_for_each(|folder| {
            let mut line = object!({"type": "box"});
            json::put_os(&mut line, "path", folder);
            context.out.json(&line)
        });
    }
    for folder in &shared {
        context.out.note(&format!("shared: {}", name::os(folder)));
    }
    if all.is_empty() {
        context.out.note("nothing waits");
        return Ok(());
    }
    let rows = all.iter().map(row).collect();
    let header = ["SINCE", "STATE", "SIZE", "ID", "NAME"];
    context.out.line(&table::plain(&header, rows, &[2]))
}

fn status(waiting: &Waiting) -> &'static str {
    match (waiting.rejected, &waiting.requested) {
        (true, _) => "rejected",
        (false, Ok(_)) => "waiting",
        (false, Err(_)) => "unreadable",
    }
}

fn row(waiting: &Waiting) -> Vec<String> {
    let shown = match &waiting.requested {
        Ok((name, None)) => name::bytes(name),
        Ok((name, Some(to))) => format!("{} for {}", name::bytes(name), name::bytes(to)),
        Err(why) => format!("({}: {})", name::os(&waiting.path), name::line(why)),
    };
    vec![
        waiting.since.audit_stamp(),
        status(waiting).to_owned(),
        Size::from_bytes(waiting.size).human(),
        waiting.id.clone(),
        shown,
    ]
}

fn document(waiting: &Waiting) -> serde_json::Value {
    let mut line = object!({
        "type": "drop",
        "status": status(waiting),
        "id": waiting.id,
        "size": waiting.size,
        "since": waiting.since.rfc3339(),
        "name": null,
        "to": null,
        "reason": waiting.requested.as_ref().err(),
    });
    json::put_os(&mut line, "source", &waiting.path);
    if let Ok((name, to)) = &waiting.requested {
        json::put(&mut line, "name", name);
        if let Some(to) = to {
            json::put(&mut line, "to", to);
        }
    }
    line
}

fn discard(command: &Discard, context: &mut Context) -> Result<()> {
    if !context.confirm("Destroy these drops for good?")? {
        context.out.note("nothing was destroyed");
        return Ok(());
    }
    let mut gate = context.open("inbox discard")?;
    let count = inbox::discard(&mut gate, &command.ids, command.rejected)?;
    if context.json() {
        return context.out.json(&object!({"drops": count}));
    }
    context.out.chatter(&format!("destroyed {}", drops(count)))
}

fn share(command: &Share, context: &mut Context) -> Result<()> {
    let mut gate = context.open("inbox share")?;
    let folder = inbox::share(&mut gate, &command.folder)?;
    let shown = name::os(&folder);
    if context.json() {
        let mut line = object!({"type": "box"});
        json::put_os(&mut line, "path", &folder);
        return context.out.json(&line);
    }
    context.out.chatter(&format!("shared {shown}"))?;
    context.out.note(&format!(
        "any account that can reach it may now: file-organizer drop --box {shown} FILE"
    ));
    Ok(())
}

fn unshare(command: &Share, context: &mut Context) -> Result<()> {
    let mut gate = context.open("inbox unshare")?;
    let (folder, left) = inbox::unshare(&mut gate, &command.folder)?;
    if context.json() {
        let mut line = object!({"type": "box", "left": left});
        json::put_os(&mut line, "path", &folder);
        return context.out.json(&line);
    }
    context
        .out
        .chatter(&format!("no longer shared: {}", name::os(&folder)))?;
    if left > 0 {
        context.out.note(&format!(
            "{} stay there: share it again and run inbox run to take them",
            drops(left)
        ));
    }
    Ok(())
}

fn drops(count: u64) -> String {
    match count {
        1 => "1 drop".to_owned(),
        count => format!("{count} drops"),
    }
}
