//! The reasons of an add of many files, counted: refusals first, all extensions of one group as one
//! reason, in few enough lines for a terminal; and the commands after which the files would be accepted.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use file_organizer::app::error::Result;
use file_organizer::app::files::add::{Item, ItemStatus};
use file_organizer::domain::file_type::TypeGroup;

use crate::cli::count::files;
use crate::cli::name;
use crate::cli::output::Output;
use crate::cli::table::width;

/// Files named for each reason.
const EXAMPLES: usize = 2;
/// Lines printed: with the summary, the error and its hint they fit on a small terminal.
const MOST_LINES: usize = 14;
/// Reasons counted separately.
const MOST_REASONS: usize = 1000;
/// Extensions and commands in a hint.
const MOST_IN_HINT: usize = 12;
/// The beginning of commands that can be combined to one.
const ALLOW: &str = "file-organizer policy set allowed_extensions ";

/// The reasons, with their files.
#[derive(Default)]
pub(super) struct Reasons {
    all: BTreeMap<Key, Reason>,
}

/// What files must have in common to be counted together.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    /// Refused files come first.
    is_stored: bool,
    status: &'static str,
    group: Option<TypeGroup>,
    /// Empty for a group.
    why: String,
}

/// The files that have the same reason.
#[derive(Default)]
struct Reason {
    count: u64,
    /// The texts of the reason; several only for a group.
    texts: BTreeSet<String>,
    /// Of a group: the extensions, or types of files without one.
    kinds: BTreeSet<String>,
    examples: Vec<String>,
    command: Option<String>,
}

impl Reasons {
    /// Counts a file; `shown` is its path.
    pub(super) fn count(&mut self, item: &Item, shown: impl FnOnce() -> String) {
        let Some(why) = &item.reason else {
            return;
        };
        let room = self.all.len() < MOST_REASONS;
        let why = if room { why.as_str() } else { "other reasons" };
        let group = item.group.filter(|_| room);
        let key = Key {
            is_stored: !is_refused(item.status),
            status: item.status.name(),
            group,
            why: if group.is_none() {
                why.to_owned()
            } else {
                String::new()
            },
        };
        let reason = self.all.entry(key).or_default();
        reason.count += 1;
        reason.texts.insert(why.to_owned());
        if group.is_some() {
            reason.kinds.extend(kind(item));
        }
        if reason.examples.len() < EXAMPLES {
            reason.examples.push(shown());
        }
        if room && reason.command.is_none() {
            reason.command.clone_from(&item.command);
        }
    }

    /// Prints the reasons: refusals first, then by the number of files.
    pub(super) fn print(self, quiet: bool, out: &mut Output) -> Result<()> {
        let all = self.all.into_iter();
        let mut reasons: Vec<_> = all.filter(|(key, _)| !(quiet && key.is_stored)).collect();
        reasons.sort_by_key(|(key, reason)| (key.is_stored, Reverse(reason.count)));
        let mut lines = Vec::new();
        let mut rest = 0;
        for (key, reason) in reasons {
            let mut more = reason.lines(&key, usize::from(width()));
            // A command that allows several reasons is printed once.
            more.retain(|line| !lines.contains(line));
            if rest > 0 || lines.len() + more.len() >= MOST_LINES {
                rest += reason.count;
            } else {
                lines.extend(more);
            }
        }
        if rest > 0 {
            let rest = files(rest);
            let why = "for other reasons (-v lists each file)";
            lines.push(format!("{:<9} {rest} {why}", "and"));
        }
        lines.iter().try_for_each(|line| out.line(line))
    }
}

pub(super) const fn is_refused(status: ItemStatus) -> bool {
    matches!(status, ItemStatus::Rejected | ItemStatus::Failed)
}

/// The extension of a file, or the type of one without.
fn kind(item: &Item) -> Option<String> {
    let extension = item.path.as_ref().and_then(|path| path.extension());
    match extension {
        Some(extension) => Some(format!(".{extension}")),
        None => item.detected.map(|detected| detected.name().to_owned()),
    }
}

/// The change of `allowed_extensions` that allows a group.
fn with_group(group: TypeGroup) -> String {
    format!("+@{}", group.name())
}

impl Reason {
    /// The line for people, and one for the command.
    fn lines(&self, key: &Key, width: usize) -> Vec<String> {
        let (status, count) = (key.status, files(self.count));
        let start = format!("{status:<9} {count}: ");
        let several = key.group.filter(|_| self.texts.len() > 1);
        let (line, command) = match several {
            Some(group) => {
                let what = match group == TypeGroup::Programs {
                    true => "programs and scripts".to_owned(),
                    false => format!("@{} files", group.name()),
                };
                let start = format!("{start}{what}:");
                let kinds: Vec<_> = self.kinds.iter().map(|kind| name::line(kind)).collect();
                let line = with_list(&start, " ", &kinds, self.kinds.len() as u64, "", width);
                (line, Some(format!("{ALLOW}{}", with_group(group))))
            }
            None => {
                let why = self.texts.first().map_or("", String::as_str);
                let start = format!("{start}{}", name::line(why));
                let line = with_list(&start, ", ", &self.examples, self.count, ")", width);
                (line, self.command.clone())
            }
        };
        let command = command.map(|command| format!("{:<9} to allow: {command}", ""));
        [Some(line), command].into_iter().flatten().collect()
    }
}

/// A line that ends with the beginning of a list of `count` elements, as many as fit; a single one is
/// always printed.
fn with_list(
    start: &str,
    separator: &str,
    list: &[impl AsRef<str>],
    count: u64,
    end: &str,
    width: usize,
) -> String {
    let open = if end.is_empty() { " " } else { " (" };
    for most in (1..=list.len()).rev() {
        let shown: Vec<&str> = list.iter().take(most).map(AsRef::as_ref).collect();
        let more = match most as u64 == count {
            true => String::new(),
            false => format!("{separator}..."),
        };
        let line = format!("{start}{open}{}{more}{end}", shown.join(separator));
        if line.chars().count() <= width || count == 1 {
            return line;
        }
    }
    start.to_owned()
}

/// The commands after which rejected files would be accepted.
#[derive(Default)]
pub(crate) struct Commands {
    groups: BTreeMap<TypeGroup, BTreeSet<String>>,
    others: BTreeSet<String>,
}

impl Commands {
    /// Adds the command of a file.
    pub(super) fn add(&mut self, item: &Item) {
        let Some(command) = &item.command else {
            return;
        };
        let set = match item.group {
            Some(group) => self.groups.entry(group).or_default(),
            None => &mut self.others,
        };
        if set.len() <= MOST_REASONS {
            set.insert(command.clone());
        }
    }

    /// The hint of the error.
    pub(super) fn hint(&self) -> String {
        let mut types = Vec::new();
        for (group, commands) in &self.groups {
            let mut changes = commands.iter().filter_map(|one| one.strip_prefix(ALLOW));
            match (changes.next(), changes.next()) {
                (Some(change), None) => types.push(change.to_owned()),
                _ => types.push(with_group(*group)),
            }
        }
        let prefix = format!("{ALLOW}+");
        let mut all = Vec::new();
        for command in &self.others {
            match command.strip_prefix(ALLOW) {
                Some(change) if command.starts_with(&prefix) => types.push(change.to_owned()),
                _ => all.push(command.clone()),
            }
        }
        let left = types.len().saturating_sub(MOST_IN_HINT);
        types.truncate(MOST_IN_HINT);
        if !types.is_empty() {
            all.insert(0, format!("{ALLOW}{}", types.join(",")));
        }
        match (all.is_empty(), left) {
            (true, _) => "see the reasons above".to_owned(),
            (false, 0) => format!("to allow them: {}", all.join("; ")),
            (false, left) => format!(
                "to allow some of them ({left} more extensions with -v): {}",
                all.join("; ")
            ),
        }
    }
}
