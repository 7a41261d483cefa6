//! `dedupe`

mod choice;

use std::ffi::OsString;

use clap::{Args, ValueEnum};
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::files::dedupe::{
    self, Copy, DedupeOptions, DedupeSummary, Done, Group, GroupInfo, Keep, KeptReason,
};
use file_organizer::app::json::Run;
use file_organizer::domain::path::VaultPath;
use file_organizer::domain::size::Size;

use crate::cli::colour::Colours;
use crate::cli::context::Context;
use crate::cli::count::files;
use crate::cli::output::Output;
use crate::cli::picks::path;
use crate::cli::wide::UNDO;
use crate::cli::{name, prompt};

/// Find duplicate files, and keep one copy of each
///
/// Duplicates have identical content; empty files are ignored. One copy is kept, the others are moved
/// to the trash in one operation (`undo` reverts it). The vault does not shrink, because identical
/// content is stored only once.
///
/// The copy that is kept gets the tags of the others, and a note if it has none. Earlier versions stay
/// with their file. If you may only remove your own files, copies of other users are kept.
///
/// On a terminal, you choose the copy to keep for each set of duplicates; -y accepts all proposals.
/// Nothing is changed before the last answer; `q` stops and applies the answers so far.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer dedupe --dry-run
  file-organizer dedupe /photos
  file-organizer -y dedupe --keep newest
  file-organizer -y dedupe /inbox /papers --prefer /papers
  file-organizer undo")]
pub(crate) struct Dedupe {
    /// Only files in these folders and their subfolders [default: the whole vault]
    #[arg(value_name = "FOLDER")]
    folders: Vec<OsString>,
    /// Which copy to keep
    #[arg(long, value_name = "POLICY", value_enum, default_value_t = Policy::Oldest)]
    keep: Policy,
    /// Keep copies in this folder, before applying --keep (can be repeated, first has precedence)
    #[arg(long, value_name = "FOLDER")]
    prefer: Vec<OsString>,
    /// Show what would happen, change nothing
    #[arg(long)]
    dry_run: bool,
    /// Ask for each set of duplicates (default without -y)
    #[arg(short, long, conflicts_with = "dry_run")]
    interactive: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Policy {
    /// The copy modified first (for equal times: added first)
    Oldest,
    /// The copy modified last (for equal times: added last)
    Newest,
    /// The copy with the shortest path
    Shortest,
    /// The first copy, sorted by path
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
        return report(&Tense::PLAN, &groups, context);
    }
    let groups = dedupe::plan(&mut gate, &options)?;
    // If no copy can be removed, do not ask: `apply` fails with the reason.
    let groups = if ask && groups.iter().any(Group::is_open) {
        let chosen = choice::ask(groups, context)?;
        if chosen.is_empty() {
            context.out.note("nothing was removed");
            let none = DedupeSummary::of(&[]);
            return context.out.show(&Tense::DONE.run(&none), |_| Ok(()));
        }
        chosen
    } else {
        groups
    };
    let done = dedupe::apply(&mut gate, &options, groups)?;
    report(&Tense::DONE, &done.groups, context)?;
    check_changed(&done)
}

/// Whether to ask for each set of duplicates.
fn asks(command: &Dedupe, context: &Context) -> Result<bool> {
    let yes = context.globals.yes;
    if yes && command.interactive {
        return Err(
            Error::new(Kind::Usage, "-y and -i cannot be combined").hint("omit one of them")
        );
    }
    if !yes && !prompt::can_ask(context.globals.no_input) {
        return Err(Error::new(
            Kind::Usage,
            "there is no terminal to ask which copies to keep",
        )
        .hint("preview with --dry-run, and apply with -y"));
    }
    Ok(!yes)
}

/// Returns an error if some copies were changed in the meantime.
fn check_changed(done: &Done) -> Result<()> {
    if done.changed == 0 {
        return Ok(());
    }
    Err(Error::new(
        Kind::Partial,
        format!(
            "{} skipped: changed or moved in the meantime",
            files(done.changed)
        ),
    )
    .hint("run the command again"))
}

/// The wording for a plan and for its result.
struct Tense {
    keep: &'static str,
    remove: &'static str,
    sum: &'static str,
    dry_run: bool,
    /// Whether `-q` suppresses the lines.
    chatter: bool,
}

impl Tense {
    const PLAN: Self = Self {
        keep: "keep",
        remove: "remove",
        sum: "would go to the trash",
        dry_run: true,
        chatter: false,
    };
    const DONE: Self = Self {
        keep: "kept",
        remove: "removed",
        sum: "moved to the trash",
        dry_run: false,
        chatter: true,
    };

    fn run<'a, T>(&self, result: &'a T) -> Run<'a, T> {
        Run {
            result,
            dry_run: self.dry_run,
        }
    }
}

fn report(tense: &Tense, groups: &[Group], context: &mut Context) -> Result<()> {
    let verbose = context.globals.verbose;
    let out = &mut context.out;
    for group in groups {
        let shown = GroupInfo::from(group);
        out.show(&tense.run(&shown), |_| Ok(()))?;
    }
    let summary = DedupeSummary::of(groups);
    out.show(&tense.run(&summary), |out| {
        if groups.is_empty() {
            out.note("no duplicates");
            Ok(())
        } else if tense.dry_run || verbose || summary.files <= 1 {
            print(tense, groups, &summary, out)
        } else {
            line(tense, &conclusion(tense, groups, &summary), out)
        }
    })
}

/// The line that reports the operation, with how to undo it.
fn conclusion(tense: &Tense, groups: &[Group], summary: &DedupeSummary) -> String {
    let human = Size::from_bytes(summary.bytes).human();
    let (sets, removed) = (sets(groups.len()), copies(summary.files));
    let others = groups.iter().flat_map(|group| &group.others);
    let kept = others.filter(|copy| copy.kept_reason.is_some()).count();
    let kept = match kept {
        0 => String::new(),
        count => format!(", {} without permission kept", copies(count as u64)),
    };
    let undo = if tense.dry_run { "" } else { UNDO };
    format!("{sets}: {removed} ({human}) {}{kept}{undo}", tense.sum)
}

fn print(tense: &Tense, groups: &[Group], summary: &DedupeSummary, out: &mut Output) -> Result<()> {
    for (number, group) in groups.iter().enumerate() {
        if number > 0 {
            line(tense, "", out)?;
        }
        for row in rows(tense, group, out.colours()) {
            line(tense, &row, out)?;
        }
    }
    line(tense, "", out)?;
    line(tense, &conclusion(tense, groups, summary), out)?;
    line(
        tense,
        "disk usage does not change: identical content is stored only once",
        out,
    )
}

fn line(tense: &Tense, text: &str, out: &mut Output) -> Result<()> {
    if tense.chatter {
        out.chatter(text)
    } else {
        out.line(text)
    }
}

fn sets(count: usize) -> String {
    match count {
        1 => "1 set of duplicates".to_owned(),
        count => format!("{count} sets of duplicates"),
    }
}

fn copies(count: u64) -> String {
    match count {
        1 => "1 copy".to_owned(),
        count => format!("{count} copies"),
    }
}

/// One line per copy: action, size and path.
fn rows(tense: &Tense, group: &Group, colours: &Colours) -> Vec<String> {
    let size = Size::from_bytes(group.size).human();
    let row = |word: &str, state: &str, copy: &Copy| {
        let word = colours.state(state, &format!("{word:<8}"));
        let path = colours.name(&name::path(&copy.path));
        format!("{word}{size:>11}  {path}")
    };
    let others = group.others.iter().map(|copy| match copy.kept_reason {
        None => row(tense.remove, "remove", copy),
        Some(held) => format!("{}  ({})", row(tense.keep, "keep", copy), because(held)),
    });
    std::iter::once(row(tense.keep, "keep", &group.keep))
        .chain(others)
        .collect()
}

/// The reason why a duplicate is kept.
fn because(held: KeptReason) -> &'static str {
    match held {
        KeptReason::NotOwn => "no permission to remove it",
        KeptReason::Labelled => "no permission to move its tags or note",
    }
}
