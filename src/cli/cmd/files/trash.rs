//! `trash`

use std::ffi::OsString;

use clap::builder::TypedValueParser;
use clap::{Args, Subcommand};
use file_organizer::app::error::Result;
use file_organizer::app::files::trash::{self, Emptied, Trashed};
use file_organizer::domain::placement::OnConflict;
use file_organizer::domain::size::Size;
use file_organizer::domain::span::Span;
use file_organizer::domain::time::Time;

use crate::cli::args::span;
use crate::cli::cmd::files::add::words_of;
use crate::cli::cmd::files::rm;
use crate::cli::context::Context;
use crate::cli::count::files;
use crate::cli::output::Output;
use crate::cli::picks::FromList;
use crate::cli::when::LocalTime;
use crate::cli::{name, wide};

/// List, restore or empty the trash
///
/// `rm` moves files to the trash. `trash empty` deletes them permanently. They are also deleted after
/// the policy's `trash.retention`, but only when two commands at least 24 hours apart have found them
/// expired and the clock was not turned back in between: a wrong clock cannot delete files.
#[derive(Debug, Subcommand)]
pub(crate) enum Trash {
    /// List the files in the trash, newest first
    #[command(after_help = "\
Examples:
  file-organizer trash list
  file-organizer --json trash list | jq -r .path")]
    List(List),
    /// Restore files to their original paths
    ///
    /// If several files had the same path, the most recently removed one is restored.
    #[command(after_help = "\
Examples:
  file-organizer trash restore /inbox/old.txt
  file-organizer trash restore '/inbox/*.txt'")]
    Restore(Restore),
    /// Delete the files in the trash permanently
    ///
    /// Shows the number of files and asks for confirmation; without a terminal, -y is required. With
    /// --older-than, two commands at least 24 hours apart must find a file expired, as with the
    /// policy's `trash.retention`.
    #[command(after_help = "\
Examples:
  file-organizer trash empty
  file-organizer -y trash empty --older-than 30d")]
    Empty(Empty),
}

#[derive(Debug, Args)]
pub(crate) struct List {
    /// Separate paths with NUL, without escaping
    #[arg(short = '0', long)]
    print0: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// Original paths, ids or patterns
    #[arg(value_name = "PATH", required_unless_present = "from")]
    paths: Vec<OsString>,
    /// What to do if the path exists again: add a number to the name, leave the file in the trash, or
    /// restore nothing [default: fail]
    #[arg(long, value_name = "HOW", value_parser = conflict_words_of_restore())]
    on_conflict: Option<OnConflict>,
    #[command(flatten)]
    list: FromList,
}

#[derive(Debug, Args)]
pub(crate) struct Empty {
    /// Original paths, ids or patterns [default: all files]
    #[arg(value_name = "PATH")]
    paths: Vec<OsString>,
    /// Only files removed at least this long ago
    #[arg(long, value_name = "DURATION", value_parser = span)]
    older_than: Option<Span>,
}

fn conflict_words_of_restore() -> impl TypedValueParser<Value = OnConflict> {
    words_of([OnConflict::Rename, OnConflict::Skip, OnConflict::Fail].into_iter())
}

pub(crate) fn run(command: &Trash, context: &mut Context) -> Result<()> {
    match command {
        Trash::List(command) => list(command, context),
        Trash::Restore(restore) => {
            let picks = restore.list.picks(&restore.paths)?;
            let mut gate = context.open("trash restore")?;
            let on_conflict = restore.on_conflict.unwrap_or(OnConflict::Fail);
            let count = || trash::would_restore(&mut gate, &picks);
            if !wide::confirmed(context, count, |files| format!("Restore {files}?"))? {
                return Ok(());
            }
            let restored = trash::restore(&mut gate, &picks, on_conflict)?;
            rm::report("restored", &restored, context)
        }
        Trash::Empty(command) => empty(command, context),
    }
}

fn list(command: &List, context: &mut Context) -> Result<()> {
    let mut gate = context.open("trash list")?;
    let all = trash::list(&mut gate)?;
    context
        .out
        .show_each(&all, |out| print_list(&all, command.print0, out))
}

fn print_list(all: &[Trashed], print0: bool, out: &mut Output) -> Result<()> {
    if print0 {
        return all.iter().try_for_each(|trashed| {
            out.bytes(trashed.file.path.raw())?;
            out.bytes(b"\0")
        });
    }
    if all.is_empty() {
        out.note("the trash is empty");
        return Ok(());
    }
    let row = |trashed: &Trashed| {
        vec![
            trashed.deleted.local_stamp(),
            Size::from_bytes(trashed.file.current.size).human(),
            trashed.deleted_by.clone(),
            name::path(&trashed.file.path),
        ]
    };
    let rows: Vec<_> = all.iter().map(row).collect();
    let header = ["REMOVED", "SIZE", "BY", "PATH"];
    out.table(&header, &rows, &[1])
}

fn empty(command: &Empty, context: &mut Context) -> Result<()> {
    let picks = if command.paths.is_empty() {
        Vec::new()
    } else {
        FromList::default().picks(&command.paths)?
    };
    let counted = |emptied: &Emptied| {
        let bytes = Size::from_bytes(emptied.bytes).human();
        format!("{} ({bytes})", files(emptied.files))
    };
    let question = "Permanently delete the files in the trash?";
    let mut gate = if context.asks() {
        let mut gate = context.open("trash empty")?;
        let would = trash::would_empty(&mut gate, &picks, command.older_than)?;
        let question = format!("{question} {}", counted(&would));
        if would.files > 0 && !context.confirm(&question)? {
            context.out.note("nothing was deleted");
            return Ok(());
        }
        gate
    } else {
        // Fails without -y.
        context.confirm(question)?;
        context.open("trash empty")?
    };
    let emptied = trash::empty(&mut gate, &picks, command.older_than)?;
    context.out.show(&emptied, |out| {
        out.chatter(&format!("permanently deleted {}", counted(&emptied)))?;
        if emptied.kept > 0 {
            let kept = files(emptied.kept);
            out.chatter(&format!(
                "kept because of a retention rule or a hold: {kept}"
            ))?;
        }
        let (count, until) = (emptied.waiting, emptied.waiting_until);
        waiting(&files(count), count, until, out)
    })
}

/// Prints how much has expired but is not deleted yet, and when it will be.
pub(crate) fn waiting(what: &str, count: u64, until: Option<Time>, out: &mut Output) -> Result<()> {
    if count == 0 {
        return Ok(());
    }
    let then = match until {
        None => "a command at least 24 hours later will delete them".to_owned(),
        Some(until) => format!(
            "the clock was turned back by more than a day, so nothing is deleted before {}",
            until.local_date()
        ),
    };
    out.chatter(&format!("expired but kept for now: {what}; {then}"))
}
