//! `tag`

use std::ffi::OsString;

use clap::{Args, Subcommand};
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::files::select::count;
use file_organizer::app::files::tag::{self, Change, TagInfo};
use file_organizer::app::json::ChangedFile;
use file_organizer::domain::action::Action;
use file_organizer::domain::tag::Tag as TagName;

use crate::cli::cmd::files::{add, rm};
use crate::cli::context::Context;
use crate::cli::picks::{FromList, pick};
use crate::cli::{name, wide};

/// Add, remove, rename or list tags
#[derive(Debug, Subcommand)]
pub(crate) enum Tag {
    /// Add tags to files
    #[command(after_help = "\
Examples:
  file-organizer tag add tax /papers/2025
  file-organizer tag add tax,paid /papers/2025/receipt.pdf
  file-organizer find type:pdf -0 | file-organizer tag add paper --from - -0")]
    Add(Edit),
    /// Remove tags from files
    #[command(after_help = "\
Examples:
  file-organizer tag rm paid /papers/2025/receipt.pdf
  file-organizer tag rm draft '/papers/**/*.odt'")]
    Rm(Edit),
    /// Rename a tag of all files
    ///
    /// If NEW exists, the two tags are merged.
    #[command(after_help = "\
Examples:
  file-organizer tag rename invoice invoices
  file-organizer tag list")]
    Rename(Rename),
    /// List all tags with file counts, or the tags of one file
    #[command(after_help = "\
Examples:
  file-organizer tag list
  file-organizer tag list /papers/2025/receipt.pdf")]
    List(List),
}

#[derive(Debug, Args)]
pub(crate) struct Edit {
    /// Tag, or several separated by commas
    #[arg(value_name = "TAG")]
    tags: String,
    /// Paths, ids or patterns; a folder means all files below it
    #[arg(value_name = "PATH", required_unless_present = "from")]
    paths: Vec<OsString>,
    #[command(flatten)]
    list: FromList,
}

#[derive(Debug, Args)]
pub(crate) struct Rename {
    /// The tag
    #[arg(value_name = "OLD", value_parser = add::tag)]
    old: TagName,
    /// Its new name
    #[arg(value_name = "NEW", value_parser = add::tag)]
    new: TagName,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    /// Path or id
    #[arg(value_name = "PATH")]
    path: Option<OsString>,
}

fn names(text: &str) -> Result<Vec<TagName>> {
    text.split(',')
        .map(|name| {
            TagName::parse(name)
                .map_err(|e| Error::new(Kind::Usage, e.to_string()).maybe_hint(e.hint()))
        })
        .collect()
}

pub(crate) fn run(command: &Tag, context: &mut Context) -> Result<()> {
    match command {
        Tag::Add(command) => edit(
            command,
            "tag add",
            &Change::Add(names(&command.tags)?),
            context,
        ),
        Tag::Rm(command) => edit(
            command,
            "tag rm",
            &Change::Remove(names(&command.tags)?),
            context,
        ),
        Tag::Rename(command) => rename(command, context),
        Tag::List(command) => list(command, context),
    }
}

fn edit(command: &Edit, verb: &str, change: &Change, context: &mut Context) -> Result<()> {
    let picks = command.list.picks(&command.paths)?;
    let mut gate = context.open(verb)?;
    let files = || count(&mut gate, Action::FileTag, &picks);
    let question = |files: &str| format!("Change the tags of {files}?");
    if !wide::confirmed(context, files, question)? {
        return Ok(());
    }
    let changed = tag::change(&mut gate, &picks, change)?;
    let word = match change {
        Change::Add(_) => "tagged",
        Change::Remove(_) => "untagged",
    };
    rm::report(word, &changed, context)
}

fn rename(command: &Rename, context: &mut Context) -> Result<()> {
    let (old, new) = (&command.old, &command.new);
    let mut gate = context.open("tag rename")?;
    let files = || tag::count_to_rename(&mut gate, old, new);
    let question = |files: &str| format!("Change the tags of {files}?");
    if !wide::confirmed(context, files, question)? {
        return Ok(());
    }
    let changed = tag::rename(&mut gate, old, new)?;
    let status = "renamed";
    let files = changed.iter().map(|path| ChangedFile { status, path });
    let files: Vec<_> = files.collect();
    let (old, new) = (old.as_str(), new.as_str());
    let what = format!("renamed the tag {old} to {new}");
    let line = |file: &ChangedFile<'_>| format!("{what} on {}", name::path(file.path));
    wide::report(context, &files, line, |files| format!("{what} on {files}"))
}

fn list(command: &List, context: &mut Context) -> Result<()> {
    let mut gate = context.open("tag list")?;
    if let Some(path) = &command.path {
        let tags = tag::of(&mut gate, &pick(path)?)?;
        return context.out.show_each(&tags, |out| {
            let mut tags = tags.iter();
            tags.try_for_each(|info| out.line(&info.tag))
        });
    }
    let all = tag::all(&mut gate)?;
    context.out.show_each(&all, |out| {
        if all.is_empty() {
            out.note("no tags");
            return Ok(());
        }
        let row = |info: &TagInfo| {
            let files = info.files.unwrap_or_default();
            vec![files.to_string(), info.tag.clone()]
        };
        let rows: Vec<_> = all.iter().map(row).collect();
        out.table(&["FILES", "TAG"], &rows, &[0])
    })
}
