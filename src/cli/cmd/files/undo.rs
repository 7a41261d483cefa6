//! `undo`, `redo`

use std::collections::BTreeMap;

use clap::Args;
use file_organizer::app::error::Result;
use file_organizer::app::files::undo::{
    Reverted, Taken, files_to_redo, files_to_undo, named, redo, undo, would_redo, would_undo,
};
use file_organizer::app::json::Run;

use crate::cli::context::Context;
use crate::cli::count::{counted, files};
use crate::cli::{name, wide};

/// Undo the last change, or a given one
///
/// All commands that change files or the policy can be undone: add, edit, inbox run, watch, cp,
/// mkdir, mv, organize, rm, dedupe, tag, note, trash restore, versions restore, policy set, reset,
/// edit and import. Files that the undone command added go to the trash. If later changes touched
/// the same files, undo those first.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer undo
  file-organizer history
  file-organizer undo 12 --dry-run")]
pub(crate) struct Undo {
    /// Operation number (see: file-organizer history)
    #[arg(value_name = "OP")]
    operation: Option<u64>,
    /// Show what would be undone, change nothing
    #[arg(long)]
    dry_run: bool,
}

/// Redo the last undone change
///
/// After a new change, undone changes can no longer be redone.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer undo
  file-organizer redo")]
pub(crate) struct Redo {
    /// Show what would be redone, change nothing
    #[arg(long)]
    dry_run: bool,
}

pub(crate) fn run(command: &Undo, context: &mut Context) -> Result<()> {
    let mut gate = context.open("undo")?;
    let number = command.operation;
    if command.dry_run {
        let (taken, reverted) = would_undo(&mut gate, number)?;
        return preview("undo", &taken, &reverted, context);
    }
    let count = || files_to_undo(&mut gate, number);
    if !wide::confirmed(context, count, |files| format!("Undo a change of {files}?"))? {
        return Ok(());
    }
    report("undid", &undo(&mut gate, number)?, context)
}

pub(crate) fn run_redo(command: &Redo, context: &mut Context) -> Result<()> {
    let mut gate = context.open("redo")?;
    if command.dry_run {
        let (taken, reverted) = would_redo(&mut gate)?;
        return preview("redo", &taken, &reverted, context);
    }
    let count = || files_to_redo(&mut gate);
    if !wide::confirmed(context, count, |files| format!("Redo a change of {files}?"))? {
        return Ok(());
    }
    report("redid", &redo(&mut gate)?, context)
}

/// Prints what an undo or redo would do.
fn preview(word: &str, taken: &Taken, reverted: &[Reverted], context: &mut Context) -> Result<()> {
    let shows_each = context.globals.verbose || reverted.len() <= 1;
    context.out.show_each(reverted, |out| {
        if shows_each {
            return reverted.iter().try_for_each(|one| out.line(&would(one)));
        }
        let mut counts = BTreeMap::new();
        for one in reverted {
            *counts.entry(effect(one)).or_insert(0_u64) += 1;
        }
        let count = |((verb, noun, end), count): ((&str, &str, &str), u64)| {
            format!("{verb} {}{end}", counted(count, noun))
        };
        let counts: Vec<String> = counts.into_iter().map(count).collect();
        out.line(&format!("would {} (-v lists each)", counts.join(", ")))
    })?;
    let run = Run {
        result: taken,
        dry_run: true,
    };
    context.out.show(&run, |out| {
        out.note(&format!(
            "would {word} {} ({}, {}). Nothing was changed.",
            named(taken.number),
            taken.verb,
            files(taken.files)
        ));
        Ok(())
    })
}

/// What would happen to a file, folder or key of the policy: the words before their number, the noun, and
/// the words after it.
fn effect(reverted: &Reverted) -> (&'static str, &'static str, &'static str) {
    if reverted.key.is_some() {
        return ("set", "policy key", "");
    }
    let noun = match reverted.is_folder {
        true => "folder",
        false => "file",
    };
    match (reverted.status, reverted.to.is_some(), reverted.is_folder) {
        (_, true, _) => ("move", noun, ""),
        ("added", ..) => ("add", noun, ""),
        ("removed", _, false) => ("move", noun, " to the trash"),
        ("removed", _, true) => ("remove", noun, ""),
        ("restored", ..) => ("restore", noun, " from the trash"),
        ("destroyed", ..) => ("remove", noun, " from the trash"),
        ("replaced", _, false) => ("replace the content of", noun, ""),
        ("replaced", _, true) => ("change the attributes of", noun, ""),
        _ => ("change the tags, note or owner of", noun, ""),
    }
}

fn would(reverted: &Reverted) -> String {
    let slash = if reverted.is_folder { "/" } else { "" };
    if let Some(key) = &reverted.key {
        let value = reverted.value.as_deref().unwrap_or_default();
        return format!("would set {key} to {}", name::line(value));
    }
    let path = reverted.path.as_ref().map(name::path).unwrap_or_default();
    let path = format!("{path}{slash}");
    match (reverted.status, &reverted.to) {
        (_, Some(to)) => format!("would move {path} -> {}", name::path(to)),
        ("added", _) => format!("would add {path}"),
        ("removed", _) if reverted.is_folder => format!("would remove {path}"),
        ("removed", _) => format!("would move {path} to the trash"),
        ("restored", _) => format!("would restore {path} from the trash"),
        ("destroyed", _) => format!("would remove {path} from the trash"),
        ("replaced", _) if reverted.is_folder => format!("would change the attributes of {path}"),
        ("replaced", _) => format!("would replace the content of {path}"),
        _ => format!("would change the tags, note or owner of {path}"),
    }
}

fn report(word: &str, taken: &Taken, context: &mut Context) -> Result<()> {
    let run = Run {
        result: taken,
        dry_run: false,
    };
    context.out.show(&run, |out| {
        let touched = match taken.files {
            0 => String::new(),
            count => format!(", {}", files(count)),
        };
        let (operation, verb) = (named(taken.number), &taken.verb);
        out.chatter(&format!("{word} {operation} ({verb}{touched})"))?;
        if taken.trashed > 0 {
            let trashed = files(taken.trashed);
            out.chatter(&format!("{trashed} moved to the trash"))?;
        }
        if taken.only_copies > 0 {
            out.note(&format!(
                "note: {} in the trash with no other copy; see: file-organizer trash list",
                files(taken.only_copies)
            ));
        }
        Ok(())
    })
}
