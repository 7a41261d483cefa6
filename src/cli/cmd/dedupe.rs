//! `dedupe`

mod choice;

use std::ffi::OsString;

use clap::{Args, ValueEnum};
use file_organizer::app::dedupe::{self, Copy, DedupeOptions, Done, Group, Keep, KeptReason};
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::domain::path::VaultPath;
use file_organizer::domain::size::Size;
use serde_json::json as object;

use super::files;
use crate::cli::context::Context;
use crate::cli::picks::path;
use crate::cli::{json, name, prompt};

/// Find files with the same content, and keep one of each
///
/// Files are the same where every byte is; empty ones are left out. One copy stays, the others go to
/// the trash, all as one operation: `undo` brings everything back as it was. The vault does not
/// shrink by it, since equal content is stored once anyway: what goes are the extra names.
///
/// The tags of what goes are given to the copy that stays, and its note where that has none. Earlier
/// versions go with the file they belong to. Copies that are somebody else's stay where one may only
/// remove one's own.
///
/// On a terminal it asks for each group which copy stays; -y takes what is proposed. Nothing is done
/// before the last answer: `q` ends the questions, and does what was answered before.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer dedupe --dry-run
  file-organizer dedupe /photos
  file-organizer -y dedupe --keep newest
  file-organizer -y dedupe /inbox /papers --prefer /papers
  file-organizer undo")]
pub(crate) struct Dedupe {
    /// Only files in these folders, at any depth [default: the whole vault]
    #[arg(value_name = "FOLDER")]
    folders: Vec<OsString>,
    /// Which copy stays: by when it came into the vault, or by its path
    #[arg(long, value_name = "POLICY", value_enum, default_value_t = Policy::Oldest)]
    keep: Policy,
    /// A copy in this folder stays, before --keep decides; repeatable, the first counts most
    #[arg(long, value_name = "FOLDER")]
    prefer: Vec<OsString>,
    /// Only show what would be done
    #[arg(long)]
    dry_run: bool,
    /// Ask for each group, as without -y
    #[arg(short, long, conflicts_with = "dry_run")]
    interactive: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Policy {
    /// The one that came in first
    Oldest,
    /// The one that came in last
    Newest,
    /// The shortest path
    Shortest,
    /// The first in order of path
    First,
}

impl From<Policy> for Keep {
    fn from(policy: Policy) -> Self {
        match policy {
            Policy::Oldest => Self::Oldest,
            Policy::Newest => Self::Newest,
            Policy::Shortest => Self::Shortest,
            Policy::First => Self::First,
        }
    }
}

pub(crate) fn run(command: &Dedupe, context: &mut Context) -> Result<()> {
    let paths = |names: &[OsString]| names.iter().map(path).collect::<Result<Vec<VaultPath>>>();
    let options = DedupeOptions {
        folders: paths(&command.folders)?,
        prefer: paths(&command.prefer)?,
        keep: command.keep.into(),
    };
    let ask = !command.dry_run && asks(command, context)?;
    let mut gate = context.open("dedupe")?;
    if command.dry_run {
        let groups = dedupe::would_remove(&mut gate, &options)?;
        return tell(&Tense::PLAN, &groups, context);
    }
    let groups = dedupe::plan(&mut gate, &options)?;
    // Where nothing may go at all there is nothing to ask: that is refused, and why.
    let groups = if ask && groups.iter().any(Group::is_open) {
        let chosen = choice::ask(groups, context)?;
        if chosen.is_empty() {
            context.out.note("nothing was removed");
            return if context.json() {
                tell(&Tense::DONE, &[], context)
            } else {
                Ok(())
            };
        }
        chosen
    } else {
        groups
    };
    let done = dedupe::apply(&mut gate, &options, groups)?;
    tell(&Tense::DONE, &done.groups, context)?;
    whole(&done)
}

/// Whether a person is asked for each group.
fn asks(command: &Dedupe, context: &Context) -> Result<bool> {
    let yes = context.globals.yes;
    if yes && command.interactive {
        return Err(
            Error::new(Kind::Usage, "-y answers every question, and -i asks them")
                .hint("leave one of them out"),
        );
    }
    if !yes && !prompt::can_ask(context.globals.no_input) {
        return Err(Error::new(
            Kind::Usage,
            "there is no terminal to ask on which copies stay",
        )
        .hint("see what would be done with --dry-run, and take it with -y"));
    }
    Ok(!yes)
}

/// An error where some copies had changed meanwhile.
fn whole(done: &Done) -> Result<()> {
    if done.changed == 0 {
        return Ok(());
    }
    Err(Error::new(
        Kind::Partial,
        format!(
            "{} had been changed or moved meanwhile, and stay as they are",
            files(done.changed)
        ),
    )
    .hint("run it again to look at them anew"))
}

/// The words for what will be done, or has been.
struct Tense {
    keep: &'static str,
    remove: &'static str,
    sum: &'static str,
    /// Whether `-q` leaves the lines out.
    chatter: bool,
}

impl Tense {
    const PLAN: Self = Self {
        keep: "keep",
        remove: "remove",
        sum: "would go to the trash",
        chatter: false,
    };
    const DONE: Self = Self {
        keep: "kept",
        remove: "removed",
        sum: "went to the trash",
        chatter: true,
    };
}

fn tell(tense: &Tense, groups: &[Group], context: &mut Context) -> Result<()> {
    let going = groups.iter().map(|group| group.going().count() as u64);
    let removed = going.sum::<u64>();
    let bytes = groups.iter().map(Group::gain).fold(0, u64::saturating_add);
    if context.json() {
        for group in groups {
            context.out.json(&document(group))?;
        }
        return context.out.json(&object!({
            "type": "summary",
            "groups": groups.len(),
            "files": removed,
            "bytes": bytes,
        }));
    }
    if groups.is_empty() {
        context
            .out
            .note("no content is there at more than one path");
        return Ok(());
    }
    for (number, group) in groups.iter().enumerate() {
        if number > 0 {
            line(tense, "", context)?;
        }
        for row in rows(tense, group) {
            line(tense, &row, context)?;
        }
    }
    line(tense, "", context)?;
    let human = Size::from_bytes(bytes).human();
    let count = contents(groups.len());
    let sum = tense.sum;
    line(
        tense,
        &format!("{count}: {} {sum}, {human} by their names", copies(removed)),
        context,
    )?;
    line(
        tense,
        "the vault does not shrink by it: equal content is stored once",
        context,
    )
}

fn line(tense: &Tense, text: &str, context: &mut Context) -> Result<()> {
    if tense.chatter {
        context.out.chatter(text)
    } else {
        context.out.line(text)
    }
}

fn contents(count: usize) -> String {
    match count {
        1 => "1 content".to_owned(),
        count => format!("{count} contents"),
    }
}

fn copies(count: u64) -> String {
    match count {
        1 => "1 copy".to_owned(),
        count => format!("{count} copies"),
    }
}

/// One line a copy: what becomes of it, its size, its path.
fn rows(tense: &Tense, group: &Group) -> Vec<String> {
    let size = Size::from_bytes(group.size).human();
    let row = |word: &str, copy: &Copy| format!("{word:<8}{size:>11}  {}", name::path(&copy.path));
    let others = group.others.iter().map(|copy| match copy.kept_reason {
        None => row(tense.remove, copy),
        Some(held) => format!("{}  ({})", row("stays", copy), because(held)),
    });
    std::iter::once(row(tense.keep, &group.keep))
        .chain(others)
        .collect()
}

/// Why a copy stays that is not needed.
fn because(held: KeptReason) -> &'static str {
    match held {
        KeptReason::NotOwn => "not yours to remove",
        KeptReason::Labelled => "its tags or note are not yours to move",
    }
}

fn document(group: &Group) -> serde_json::Value {
    let removed: Vec<_> = group.going().map(file).collect();
    let held = group.others.iter().filter_map(|copy| {
        let mut value = file(copy);
        let word = match copy.kept_reason? {
            KeptReason::NotOwn => "not_own",
            KeptReason::Labelled => "labelled",
        };
        value
            .as_object_mut()?
            .insert("reason".to_owned(), word.into());
        Some(value)
    });
    object!({
        "type": "group",
        "hash": json::hash(&group.hash),
        "size": group.size,
        "keep": file(&group.keep),
        "remove": removed,
        "held": held.collect::<Vec<_>>(),
    })
}

fn file(copy: &Copy) -> serde_json::Value {
    let mut value = object!({"id": copy.id.to_string()});
    json::put(&mut value, "path", copy.path.raw());
    value
}
