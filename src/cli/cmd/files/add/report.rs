//! The output of `add` and of imports: a line for each file if there are few, otherwise the reasons
//! with their counts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use file_organizer::app::error::Result;
use file_organizer::app::files::add::{Item, ItemStatus, Listener, Progress as Numbers};
use file_organizer::app::json::Run;

use crate::cli::context::Context;
use crate::cli::count::files;
use crate::cli::name;
use crate::cli::output::Output;
use crate::cli::progress::Progress;

/// If there are fewer files, each has a line.
const FEW: u64 = 10;
/// Files named for each reason.
const EXAMPLES: usize = 2;
/// Reasons printed, and reasons counted separately.
const MOST_PRINTED: usize = 12;
const MOST_REASONS: usize = 1000;
/// The beginning of commands that can be combined to one.
const ALLOW: &str = "file-organizer policy set allowed_extensions ";

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
    reasons: BTreeMap<(&'static str, String), Reason>,
    commands: BTreeSet<String>,
}

/// The files that have the same reason.
#[derive(Default)]
struct Reason {
    count: u64,
    examples: Vec<String>,
    command: Option<String>,
}

/// The commands after which rejected files would be accepted.
pub(crate) struct Commands(BTreeSet<String>);

impl Commands {
    /// The hint of the error.
    pub(super) fn hint(&self) -> String {
        let prefix = format!("{ALLOW}+");
        let (types, others): (Vec<&str>, Vec<&str>) = self
            .0
            .iter()
            .map(String::as_str)
            .partition(|command| command.starts_with(&prefix));
        let types: Vec<&str> = types
            .iter()
            .filter_map(|command| command.strip_prefix(ALLOW))
            .collect();
        let mut all = Vec::new();
        if !types.is_empty() {
            all.push(format!("{ALLOW}{}", types.join(",")));
        }
        all.extend(others.iter().map(ToString::to_string));
        if all.is_empty() {
            return "see the reasons above".to_owned();
        }
        format!("to allow them: {}", all.join("; "))
    }
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
            reasons: BTreeMap::new(),
            commands: BTreeSet::new(),
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
        let commands = Commands(std::mem::take(&mut self.commands));
        let Some(held) = self.held.take() else {
            return Ok(commands);
        };
        if self.items < FEW {
            held.iter().try_for_each(|line| self.out.line(line))?;
            return Ok(commands);
        }
        let mut reasons: Vec<_> = std::mem::take(&mut self.reasons).into_iter().collect();
        reasons.sort_by_key(|(_, reason)| std::cmp::Reverse(reason.count));
        let rest = reasons.split_off(reasons.len().min(MOST_PRINTED));
        for ((status, why), reason) in reasons {
            let count = files(reason.count);
            let examples = reason.examples.join(", ");
            let more = if reason.count > EXAMPLES as u64 {
                ", ..."
            } else {
                ""
            };
            let why = name::line(&why);
            self.out
                .line(&format!("{status:<9} {count}: {why} ({examples}{more})"))?;
            if let Some(command) = reason.command {
                self.out.line(&format!("{:<9} to allow: {command}", ""))?;
            }
        }
        if !rest.is_empty() {
            let count = files(rest.iter().map(|(_, reason)| reason.count).sum());
            self.out.line(&format!(
                "{:<9} {count} for other reasons (-v lists each file)",
                "and"
            ))?;
        }
        Ok(commands)
    }

    /// Counts a file by its reason.
    fn count(&mut self, item: &Item) {
        self.items += 1;
        let room = self.reasons.len() < MOST_REASONS;
        let Some(why) = item.reason.as_ref().filter(|_| self.held.is_some()) else {
            return;
        };
        let why = if room { why.as_str() } else { "other reasons" };
        let key = (item.status.name(), why.to_owned());
        let reason = self.reasons.entry(key).or_default();
        reason.count += 1;
        if reason.examples.len() < EXAMPLES {
            reason.examples.push(shown(item, self.sealed));
        }
        if room && reason.command.is_none() {
            reason.command.clone_from(&item.command);
        }
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
    let refused = matches!(item.status, ItemStatus::Rejected | ItemStatus::Failed);
    if quiet && !refused {
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
        if let Some(command) = &item.command
            && self.commands.len() < MOST_PRINTED
        {
            self.commands.insert(command.clone());
        }
        self.count(item);
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
