//! `inbox`

pub(crate) mod folder;
mod receipts;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::intake::inbox::{self, Discarded, SharedFolder, Waiting};
use file_organizer::domain::size::Size;

use crate::cli::cmd::files::add::{Reporter, conclude};
use crate::cli::context::Context;
use crate::cli::count::counted;
use crate::cli::name;
use crate::cli::output::Output;
use crate::cli::when::LocalTime;

/// Import drops or files of a folder, and share folders for drops
///
/// `drop` stores encrypted files in the vault's spool, or in a folder shared with other accounts of
/// this computer.
#[derive(Debug, Subcommand)]
pub(crate) enum Inbox {
    /// Import dropped files, or the files of a folder
    ///
    /// Without DIR, imports drops, oldest first. Each is checked like any added file and stored in its
    /// suggested folder or /inbox; the drop is removed after its content was stored and verified.
    /// Rejected drops are kept (see `inbox list`); drops that cannot be decrypted are left in place.
    ///
    /// With DIR, each finished file below DIR is checked in the same way, added to /inbox (or --to) in
    /// the same subfolders, and then removed from DIR (or moved to DIR/NAME with --keep-in NAME). A file
    /// is finished if it has not changed for --settle and no process has it open for writing; other
    /// files wait for the next run. Hidden files, unfinished downloads (*.part, *.crdownload, *.tmp,
    /// ~$*), symbolic links and special files are ignored. Rejected files are moved to DIR/.rejected,
    /// with the reason in a file next to them. Failed files are retried by later runs with increasing
    /// delays (see `inbox receipts`). To keep importing new files, use `watch DIR`.
    #[command(after_help = "\
Examples:
  file-organizer inbox run
  file-organizer inbox run ~/Scans --to /scans --tag paper
  file-organizer inbox run ~/Downloads --keep-in done
  file-organizer --api-key-file cron.key inbox run
  file-organizer inbox run --again       # retry rejected drops, too")]
    Run(Run),
    /// List the results of importing files from folders
    #[command(after_help = "\
Examples:
  file-organizer inbox receipts --status failed
  file-organizer --json inbox receipts | jq -r 'select(.status == \"rejected\") | .source'")]
    Receipts(receipts::Receipts),
    /// List waiting and rejected drops
    #[command(after_help = "\
Examples:
  file-organizer inbox list
  file-organizer --json inbox list | jq -r 'select(.status == \"rejected\") | .id'")]
    List(List),
    /// Delete drops permanently: rejected drops, or by id
    ///
    /// Asks for confirmation; without a terminal, -y is required.
    #[command(after_help = "\
Examples:
  file-organizer -y inbox discard --rejected
  file-organizer inbox discard 3f9a")]
    Discard(Discard),
    /// Share a folder in which every account of this computer can drop files
    ///
    /// The folder is created, or must be empty. Other accounts can neither list it nor read its files.
    #[command(after_help = "\
Examples:
  file-organizer inbox share /var/spool/papers
  file-organizer drop --box /var/spool/papers letter.pdf     # any account, no secret")]
    Share(Share),
    /// Stop sharing a folder; waiting drops stay in it
    #[command(after_help = "\
Examples:
  file-organizer inbox unshare /var/spool/papers")]
    Unshare(Share),
}

#[derive(Debug, Args)]
pub(crate) struct Run {
    /// Retry rejected drops, or failed files of DIR, now
    ///
    /// A rejected drop is worth another try after a change of the policy.
    #[arg(long)]
    again: bool,
    /// Folder with files to import
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    #[command(flatten)]
    args: folder::FolderArgs,
}

#[derive(Debug, Args)]
pub(crate) struct List {}

#[derive(Debug, Args)]
pub(crate) struct Discard {
    /// Ids (or id prefixes) as printed by `inbox list`
    #[arg(value_name = "ID", required_unless_present = "rejected")]
    ids: Vec<String>,
    /// Delete all rejected drops
    #[arg(long)]
    rejected: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Share {
    /// Folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

pub(crate) fn run(command: &Inbox, context: &mut Context) -> Result<()> {
    match command {
        Inbox::Run(command) => import(command, context),
        Inbox::Receipts(command) => receipts::run(command, context),
        Inbox::List(_) => list(context),
        Inbox::Discard(command) => discard(command, context),
        Inbox::Share(command) => share(command, context),
        Inbox::Unshare(command) => unshare(command, context),
    }
}

fn import(command: &Run, context: &mut Context) -> Result<()> {
    if let Some(dir) = &command.folder {
        return folder::import(dir, &command.args, command.again, context);
    }
    command.args.refuse_without_folder()?;
    let mut gate = context.open("inbox run")?;
    let on_conflict = command.args.on_conflict();
    let mut reporter = Reporter::of_drops(context);
    let emptied = inbox::run(&mut gate, command.again, on_conflict, &mut reporter);
    let commands = reporter.finish()?;
    let emptied = emptied?;
    for notice in &emptied.notices {
        context
            .out
            .note(&format!("warning: {}", name::line(notice)));
    }
    for (count, why) in [
        (emptied.outside, "outside the scope of the key: skipped"),
        (emptied.in_use, "in use by another process: skipped"),
    ] {
        if count > 0 {
            context.out.note(&format!("note: {} {why}", drops(count)));
        }
    }
    conclude(&emptied.summary, false, "", &commands, context)?;
    match emptied.notices.len() as u64 {
        0 => Ok(()),
        count => Err(Error::new(
            Kind::Partial,
            format!("{} could not be read", counted(count, "shared folder")),
        )
        .hint("fix it, or remove it with: file-organizer inbox unshare DIR")),
    }
}

fn list(context: &mut Context) -> Result<()> {
    let mut gate = context.open("inbox list")?;
    let (all, shared) = inbox::list(&mut gate)?;
    let out = &mut context.out;
    out.show_each(&all, |out| print(&all, &shared, out))?;
    out.show_each(&shared, |_| Ok(()))
}

fn print(all: &[Waiting], shared: &[SharedFolder], out: &mut Output) -> Result<()> {
    for one in shared {
        out.note(&format!("shared: {}", name::os(&one.folder)));
    }
    if all.is_empty() {
        out.note("the inbox is empty");
        return Ok(());
    }
    let rows: Vec<_> = all.iter().map(row).collect();
    let header = ["SINCE", "STATE", "SIZE", "ID", "NAME"];
    out.table(&header, &rows, &[2])
}

fn row(waiting: &Waiting) -> Vec<String> {
    let shown = match (&waiting.name, &waiting.to) {
        (Some(name), None) => name::bytes(name),
        (Some(name), Some(to)) => format!("{} -> {}", name::bytes(name), name::bytes(to)),
        (None, _) => {
            let why = waiting.reason.as_deref().unwrap_or_default();
            format!("({}: {})", name::os(&waiting.path), name::line(why))
        }
    };
    vec![
        waiting.since.local_stamp(),
        waiting.status.name().to_owned(),
        Size::from_bytes(waiting.size).human(),
        waiting.id.clone(),
        shown,
    ]
}

fn discard(command: &Discard, context: &mut Context) -> Result<()> {
    if !context.confirm("Permanently delete these drops?")? {
        context.out.note("nothing was deleted");
        return Ok(());
    }
    let mut gate = context.open("inbox discard")?;
    let count = inbox::discard(&mut gate, &command.ids, command.rejected)?;
    let discarded = Discarded { drops: count };
    context.out.show(&discarded, |out| {
        out.chatter(&format!("permanently deleted {}", drops(count)))
    })
}

fn share(command: &Share, context: &mut Context) -> Result<()> {
    let mut gate = context.open("inbox share")?;
    let folder = inbox::share(&mut gate, &command.folder)?;
    let shared = SharedFolder {
        folder,
        drops: None,
    };
    context.out.show(&shared, |out| {
        let shown = name::os(&shared.folder);
        out.chatter(&format!("shared {shown}"))?;
        out.note(&format!(
            "other accounts can drop files with: file-organizer drop --box {shown} FILE"
        ));
        Ok(())
    })
}

fn unshare(command: &Share, context: &mut Context) -> Result<()> {
    let mut gate = context.open("inbox unshare")?;
    let (folder, left) = inbox::unshare(&mut gate, &command.folder)?;
    let unshared = SharedFolder {
        folder,
        drops: Some(left),
    };
    context.out.show(&unshared, |out| {
        let shown = name::os(&unshared.folder);
        out.chatter(&format!("no longer shared: {shown}"))?;
        if left > 0 {
            out.note(&format!(
                "{} left in the folder; to import them, share it again and run: file-organizer inbox run",
                drops(left)
            ));
        }
        Ok(())
    })
}

fn drops(count: u64) -> String {
    match count {
        1 => "1 drop".to_owned(),
        count => format!("{count} drops"),
    }
}
