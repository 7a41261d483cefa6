//! `trash`

use std::ffi::OsString;

use clap::builder::TypedValueParser;
use clap::{Args, Subcommand};
use file_organizer::app::error::Result;
use file_organizer::app::trash::{self, Emptied, Trashed};
use file_organizer::domain::placement::OnConflict;
use file_organizer::domain::size::Size;
use file_organizer::domain::span::Span;
use serde_json::json as object;

use super::add::words_of;
use super::{files, rm};
use crate::cli::args::span;
use crate::cli::context::Context;
use crate::cli::picks::FromList;
use crate::cli::{json, name, table};

/// Look into the trash, take files out of it, or empty it
///
/// `rm` moves files here. They are destroyed by `trash empty`, or once they have been here for the
/// policy's `trash.retention`, and two commands at least 24 hours apart have seen that, by a clock that has
/// not run backwards since: one command under a wrong clock destroys nothing.
#[derive(Debug, Subcommand)]
pub(crate) enum Trash {
    /// List what is in the trash, the latest first
    #[command(after_help = "\
Examples:
  file-organizer trash list
  file-organizer --json trash list | jq -r .path")]
    List(List),
    /// Bring files back to where they were
    ///
    /// Of several that were at one path, the latest comes back.
    #[command(after_help = "\
Examples:
  file-organizer trash restore /inbox/old.txt
  file-organizer trash restore '/inbox/*.txt'")]
    Restore(Restore),
    /// Destroy what is in the trash: this cannot be undone
    ///
    /// Says how much it is and asks before it does; without a terminal to ask on, it takes -y. What
    /// --older-than names is known as the policy's `trash.retention` is: by two commands.
    #[command(after_help = "\
Examples:
  file-organizer trash empty
  file-organizer -y trash empty --older-than 30d")]
    Empty(Empty),
}

#[derive(Debug, Args)]
pub(crate) struct List {
    /// End each path with a NUL, and escape nothing
    #[arg(short = '0', long)]
    print0: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// Paths that files had, ids, or patterns
    #[arg(value_name = "PATH", required_unless_present = "from")]
    paths: Vec<OsString>,
    /// What to do where another file is there by now: give the restored one a number in its name,
    /// leave it in the trash, or change nothing [default: fail]
    #[arg(long, value_name = "HOW", value_parser = conflict_words_of_restore())]
    on_conflict: Option<OnConflict>,
    #[command(flatten)]
    list: FromList,
}

#[derive(Debug, Args)]
pub(crate) struct Empty {
    /// Paths that files had, ids, or patterns [default: everything]
    #[arg(value_name = "PATH")]
    paths: Vec<OsString>,
    /// Keep what was removed less than this ago
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
            let restored = trash::restore(&mut gate, &picks, on_conflict)?;
            rm::tell("restored", &restored, context)
        }
        Trash::Empty(command) => empty(command, context),
    }
}

fn list(command: &List, context: &mut Context) -> Result<()> {
    let mut gate = context.open("trash list")?;
    let all = trash::list(&mut gate)?;
    if context.json() {
        return all.iter().try_for_each(|trashed| {
            let mut line = json::file(&trashed.file);
            if let Some(map) = line.as_object_mut() {
                map.insert("deleted".to_owned(), trashed.deleted.rfc3339().into());
                map.insert("deleted_by".to_owned(), trashed.deleted_by.clone().into());
            }
            context.out.json(&line)
        });
    }
    if command.print0 {
        return all.iter().try_for_each(|trashed| {
            context.out.bytes(trashed.file.path.raw())?;
            context.out.bytes(b"\0")
        });
    }
    if all.is_empty() {
        context.out.note("the trash is empty");
        return Ok(());
    }
    let row = |trashed: &Trashed| {
        vec![
            trashed.deleted.audit_stamp(),
            Size::from_bytes(trashed.file.current.size).human(),
            trashed.deleted_by.clone(),
            name::path(&trashed.file.path),
        ]
    };
    let rows = all.iter().map(row).collect();
    let header = ["REMOVED", "SIZE", "BY", "PATH"];
    context.out.line(&table::plain(&header, rows, &[1]))
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
    let question = "Destroy what is in the trash for good?";
    let mut gate = if context.asks() {
        let mut gate = context.open("trash empty")?;
        let would = trash::would_empty(&mut gate, &picks, command.older_than)?;
        let question = format!("{question} {}", counted(&would));
        if would.files > 0 && !context.confirm(&question)? {
            context.out.note("nothing was destroyed");
            return Ok(());
        }
        gate
    } else {
        // Refused where it was not said with -y.
        context.confirm(question)?;
        context.open("trash empty")?
    };
    let emptied = trash::empty(&mut gate, &picks, command.older_than)?;
    if context.json() {
        return context.out.json(&object!({
            "files": emptied.files,
            "bytes": emptied.bytes,
            "waiting": emptied.waiting,
        }));
    }
    context
        .out
        .chatter(&format!("destroyed {}", counted(&emptied)))?;
    waiting(&files(emptied.waiting), emptied.waiting, context)
}

/// Says that something is old enough, but stays for now.
pub(super) fn waiting(what: &str, count: u64, context: &mut Context) -> Result<()> {
    if count == 0 {
        return Ok(());
    }
    context.out.chatter(&format!(
        "kept for now: {what}, until a command at least 24 hours later sees the same age"
    ))
}
