//! The output of `add` and of imports: a line for each file if there are few, otherwise the reasons
//! with their counts.

use std::path::Path;

use file_organizer::app::error::Result;
use file_organizer::app::files::add::{Item, ItemStatus, Listener, Progress as Numbers};
use file_organizer::app::json::Run;

use crate::cli::context::Context;
use crate::cli::count::files;
use crate::cli::name;
use crate::cli::output::Output;
use crate::cli::progress::Progress;

use super::reasons::{Commands, Reasons, is_refused};

/// If there are fewer files, each has a line.
const FEW: u64 = 10;
/// Prints the result of each file.
pub(crate) struct Reporter<'a> {
    out: &'a mut Output,
    progress: Progress,
    quiet: bool,
    dry_run: bool,
    /// The sources are sealed drops: print the target path of refused files, too.
    sealed: bool,
    /// The lines of the first files; `None` if lines are printed at once.
    held: Option<Vec<String>>,
    items: u64,
    reasons: Reasons,
    commands: Commands,
}

impl<'a> Reporter<'a> {
    /// For one command: a line for each file only if there are few, or with `-v`.
    pub(crate) fn new(context: &'a mut Context, dry_run: bool) -> Self {
        let each = context.globals.verbose || context.json();
        let progress = Progress::new(&context.globals, "adding");
        Self {
            dry_run,
            progress,
            held: (!each).then(Vec::new),
            ..Self::without_end(context)
        }
    }

    /// For drops.
    pub(crate) fn of_drops(context: &'a mut Context) -> Self {
        Self {
            sealed: true,
            ..Self::new(context, false)
        }
    }

    /// For work without an end: without a progress bar, and a line for each file.
    pub(crate) fn without_end(context: &'a mut Context) -> Self {
        Self {
            progress: Progress::none(),
            quiet: context.globals.quiet,
            dry_run: false,
            sealed: false,
            held: None,
            items: 0,
            reasons: Reasons::default(),
            commands: Commands::default(),
            out: &mut context.out,
        }
    }

    /// Prints a line to standard error, between files.
    pub(crate) fn note(&mut self, line: &str) {
        let Self { out, progress, .. } = self;
        progress.above(|| out.note(line));
    }

    /// Flushes the output while no work is pending.
    pub(crate) fn pause(&mut self) -> Result<()> {
        self.out.flush()
    }

    /// Prints what was held back: the lines, or the reasons.
    pub(crate) fn finish(mut self) -> Result<Commands> {
        self.progress = Progress::none();
        let Some(held) = self.held.take() else {
            return Ok(self.commands);
        };
        if self.items < FEW {
            held.iter().try_for_each(|line| self.out.line(line))?;
        } else {
            self.reasons.print(self.quiet, self.out)?;
        }
        Ok(self.commands)
    }
}

/// The path of a file: in the vault if it is stored there, otherwise its source.
fn shown(item: &Item, sealed: bool) -> String {
    match &item.path {
        Some(path) if item.status.is_stored() || sealed => name::path(path),
        _ => name::os(&item.source),
    }
}

/// The line of a file for people; `None` if `-q` suppresses it.
fn line(item: &Item, quiet: bool, sealed: bool) -> Option<String> {
    if quiet && !is_refused(item.status) {
        return None;
    }
    let shown = shown(item, sealed);
    let is_known = item.status == ItemStatus::Duplicate;
    let status = if let ItemStatus::Version(number) = item.status {
        format!("version {number}")
    } else if is_known {
        // The content is stored once; the file is as new as any other.
        ItemStatus::Added.name().to_owned()
    } else {
        item.status.name().to_owned()
    };
    let known = match is_known {
        true => " (same content as an existing file)",
        false => "",
    };
    Some(match &item.reason {
        Some(reason) => format!("{status:<9} {shown}{known}: {}", name::line(reason)),
        None => format!("{status:<9} {shown}{known}"),
    })
}

impl Listener for Reporter<'_> {
    fn item(&mut self, item: &Item) -> Result<()> {
        self.items += 1;
        self.commands.add(item);
        if self.held.is_some() {
            self.reasons.count(item, || shown(item, self.sealed));
        }
        let Self {
            out,
            progress,
            held,
            items,
            ..
        } = self;
        let run = Run {
            result: item,
            dry_run: self.dry_run,
        };
        let line = || line(item, self.quiet, self.sealed);
        let print = |out: &mut Output| match (line(), held) {
            (None, _) => Ok(()),
            (Some(line), None) => out.line(&line),
            (Some(line), Some(held)) if *items < FEW => {
                held.push(line);
                Ok(())
            }
            (Some(_), Some(held)) => {
                held.clear();
                Ok(())
            }
        };
        progress.above(|| out.show(&run, print))
    }

    fn stays(&mut self, folder: &Path) {
        let folder = name::os(folder);
        self.note(&format!("not removed: {folder}: empty folder"));
    }

    fn progress(&mut self, numbers: &Numbers) {
        let total = numbers.total.map(|(_, bytes)| bytes);
        let side = format!("· {}", files(numbers.files));
        self.progress.set(numbers.bytes, total, &side);
    }

    fn wants_total(&self) -> bool {
        self.progress.is_wanted()
    }
}
