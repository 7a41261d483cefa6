//! The audit log: reading it, and verifying that nothing was removed from it.

pub mod export;
pub mod incident;
pub mod monitor;
pub mod prune;

use crate::domain::action::Action;
use crate::domain::done::{Amount, Change, NamedFile, Setting};
use crate::domain::effect::Effect;
use crate::domain::escape::meant;
pub use crate::domain::event::Head;
use crate::domain::event::{AuditEvent, Entry, Event, Outcome};
use crate::domain::id::FileId;
use crate::domain::time::Time;
use crate::storage::audit;
use crate::storage::tables::View;

use crate::app::clock;
use crate::app::error::{Error, Kind, Result};
use crate::app::files::select::Pick;
use crate::app::gate::Gate;

/// Rows read at once from the end.
const STRETCH: u64 = 1024;

/// Which rows to show; an absent field matches any.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Written since then, whatever their own times.
    pub since: Option<Time>,
    /// Before.
    pub until: Option<Time>,
    /// Any of these events.
    pub events: Vec<Event>,
    /// By exactly this principal: a user, including their API keys, or an API key, with or without
    /// `key:` before its name.
    pub principal: Option<String>,
    /// With this outcome.
    pub outcome: Option<Outcome>,
    /// From this source.
    pub source: Option<String>,
    /// With any of these effects.
    pub effects: Vec<Effect>,
    /// About this: a path, with the files that were there and what was in the folder; a file's id; a
    /// user, a role, an API key, a policy key.
    pub target: Option<Vec<u8>>,
    /// Only the newest of these.
    pub last: Option<usize>,
}

impl Filter {
    /// Whether a row within the times and about the target matches.
    fn matches(&self, event: &AuditEvent) -> bool {
        (self.events.is_empty() || self.events.contains(&event.event))
            && self
                .principal
                .as_ref()
                .is_none_or(|name| is_by(event, name))
            && self.outcome.is_none_or(|outcome| outcome == event.outcome)
            && self
                .source
                .as_ref()
                .is_none_or(|source| source.eq_ignore_ascii_case(&event.source))
            && (self.effects.is_empty() || self.effects.iter().any(|one| event.done.has(*one)))
    }

    /// The first row of its time, from `number` on.
    fn first(&self, view: &impl View, number: u64) -> Result<u64> {
        let since = self
            .since
            .map(|since| audit::written_since(view, since, clock::now()));
        Ok(number.max(since.transpose()?.unwrap_or_default()))
    }

    fn covers(&self, time: Time) -> bool {
        self.until.is_none_or(|until| time < until)
    }
}

/// Whether a user or API key of this name did it.
fn is_by(event: &AuditEvent, name: &str) -> bool {
    let principal = event.principal.as_str();
    [
        Some(principal),
        principal.strip_prefix("key:"),
        event.user.as_deref(),
    ]
    .contains(&Some(name))
}

/// Calls `each` with the matching rows from `number` on, oldest first, with their numbers; returns
/// the number after the last row.
pub fn log(
    gate: &mut Gate,
    filter: &Filter,
    number: u64,
    each: impl FnMut(u64, Entry) -> Result<()>,
) -> Result<u64> {
    gate.read(Action::AuditRead, |view, _| match filter.last {
        Some(last) => newest(view, filter, last, each),
        None => rows(view, filter, filter.first(view, number)?, each),
    })
}

/// The newest matching rows, found from the end.
fn newest(
    view: &impl View,
    filter: &Filter,
    last: usize,
    mut each: impl FnMut(u64, Entry) -> Result<()>,
) -> Result<u64> {
    let next = audit::head(view)?.count.saturating_add(1);
    let first = filter.first(view, 1)?;
    let mut found: Vec<(u64, Entry)> = Vec::new();
    let mut before = next;
    if let Some(target) = &filter.target {
        let sought = find_target(view, target)?;
        let numbers = sought.numbers.range(first..).rev();
        let matching = numbers.map(|number| about(view, filter, &sought, *number));
        let newest = matching.filter_map(Result::transpose).take(last);
        found = newest.collect::<Result<_>>()?;
        found.reverse();
        before = 0;
    }
    while before > first && found.len() < last {
        let from = before.saturating_sub(STRETCH).max(first);
        let mut batch = Vec::new();
        for row in audit::rows(view, from..before)? {
            let row = row?;
            let entry = row.entry()?;
            if filter.covers(entry.event.time) && filter.matches(&entry.event) {
                batch.push((row.number, entry));
            }
        }
        batch.append(&mut found);
        found = batch;
        before = from;
    }
    let surplus = found.len().saturating_sub(last);
    for (number, entry) in found.into_iter().skip(surplus) {
        each(number, entry)?;
    }
    Ok(next)
}

/// Continues where [`log`] ended, with the rows added since.
///
/// # Errors
/// As [`log`]; kind `Auth` if the credential no longer works.
pub fn follow(
    gate: &mut Gate,
    filter: &Filter,
    number: u64,
    each: impl FnMut(u64, Entry) -> Result<()>,
) -> Result<u64> {
    match gate.reopen() {
        // The vault is being rekeyed: try again next time.
        Err(error) if error.kind == Kind::Busy => return Ok(number),
        other => other?,
    }
    let next = gate.read_on(Action::AuditRead, |view, _| {
        rows(view, filter, number, each)
    });
    gate.release();
    next
}

/// Refuses a target without rows that is an invalid id, or that was meant as a pattern.
fn check_target(target: &[u8]) -> Result<()> {
    match Pick::parse(&meant(target)) {
        Ok(Pick::Glob(_, _, pattern)) => {
            let message = format!("cannot search the audit log for the pattern {pattern:?}");
            Err(Error::new(Kind::Usage, message)
                .hint("specify a folder, which includes everything in it, or / for all files"))
        }
        Err(error) if target.starts_with(b"id:") => Err(error),
        _ => Ok(()),
    }
}

fn find_target(view: &impl View, target: &[u8]) -> Result<audit::Sought> {
    let sought = audit::Sought::find(view, target)?;
    if sought.numbers.is_empty() {
        check_target(target)?;
    }
    Ok(sought)
}

/// The row with this number, if it matches and is about the target.
fn about(
    view: &impl View,
    filter: &Filter,
    sought: &audit::Sought,
    number: u64,
) -> Result<Option<(u64, Entry)>> {
    let Some(row) = audit::rows(view, number..=number)?.next() else {
        return Ok(None);
    };
    let entry = row?.entry()?;
    let event = &entry.event;
    let matches = filter.covers(event.time) && filter.matches(event) && sought.fits(event);
    Ok(matches.then_some((number, entry)))
}

fn rows(
    view: &impl View,
    filter: &Filter,
    number: u64,
    mut each: impl FnMut(u64, Entry) -> Result<()>,
) -> Result<u64> {
    if let Some(target) = &filter.target {
        let sought = find_target(view, target)?;
        for found in sought.numbers.range(number..) {
            if let Some((number, entry)) = about(view, filter, &sought, *found)? {
                each(number, entry)?;
            }
        }
        return Ok(number.max(audit::head(view)?.count.saturating_add(1)));
    }
    for row in audit::before(view, number, filter.until)? {
        let (number, entry) = row?;
        if filter.matches(&entry.event) {
            each(number, entry)?;
        }
    }
    Ok(number.max(audit::head(view)?.count.saturating_add(1)))
}

/// An entry of the audit log, as in the JSON output. A removed field is null, and its pseudonym has a field of
/// its own.
#[derive(Debug, serde::Serialize, schemars::JsonSchema)]
pub struct RowInfo<'a> {
    /// The number of the row.
    pub number: u64,
    /// When it happened, by this computer's clock.
    pub time: Time,
    /// What happened.
    pub event: Event,
    /// Who did it: a user, an API key, or `unknown`.
    pub principal: Option<&'a str>,
    /// The user for whom an API key acted.
    pub user: Option<&'a str>,
    /// Who did it, by id.
    pub actor: Option<String>,
    /// The client's address, or `local`.
    pub source: Option<&'a str>,
    /// The target.
    #[serde(flatten, with = "crate::app::json::OptionalTarget")]
    pub target: Option<&'a [u8]>,
    /// The outcome.
    pub outcome: Outcome,
    /// How much was done, and how.
    pub detail: Option<String>,
    /// Its effects, with their amounts.
    pub effects: &'a [Amount],
    /// The changed settings; null if removed.
    pub changes: Option<Vec<ChangeInfo<'a>>>,
    /// The files, the first 1000 of them; null if removed.
    pub named_files: Option<Vec<FileInfo<'a>>>,
    /// The number of further files.
    pub further_files: u64,
    /// Whether fields were removed; only if so.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub redacted: bool,
    /// The pseudonym instead of the principal; only if it was removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub principal_alias: Option<&'a str>,
    /// The pseudonym instead of the target; only if it was removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub target_alias: Option<String>,
}

/// A changed setting.
#[derive(Debug, serde::Serialize, schemars::JsonSchema)]
pub struct ChangeInfo<'a> {
    /// The kind of setting.
    pub setting: Setting,
    /// Which one of its kind: a policy key, a name, a recipient, the path of a folder.
    #[serde(flatten, with = "crate::app::json::Name")]
    pub name: &'a [u8],
    /// The previous value as text; null if it was not set. Roles, retention rules, recipients, API keys and users
    /// are JSON documents, as in a backup.
    pub old: Option<&'a str>,
    /// The new value; null if it was removed.
    pub new: Option<&'a str>,
}

/// A file.
#[derive(Debug, serde::Serialize, schemars::JsonSchema)]
pub struct FileInfo<'a> {
    /// Its id.
    pub id: FileId,
    /// Its path.
    #[serde(flatten, with = "crate::app::json::Path")]
    pub path: &'a [u8],
    /// Its new path, if it was moved.
    #[serde(flatten, with = "crate::app::json::OptionalTo")]
    pub to: Option<&'a [u8]>,
}

impl<'a> RowInfo<'a> {
    /// The row with this number.
    #[must_use]
    pub fn new(number: u64, entry: &'a Entry) -> Self {
        let Entry { event, removed } = entry;
        let target = event.target.as_deref();
        let detail = event.detail.as_ref().filter(|_| !removed.detail);
        let alias = target.filter(|_| removed.target);
        let (changes, files) = (&event.done.changes, &event.done.files);
        Self {
            number,
            time: event.time,
            event: event.event,
            principal: (!removed.principal).then_some(event.principal.as_str()),
            user: event.user.as_deref().filter(|_| !removed.principal),
            actor: event.actor.as_ref().map(ToString::to_string),
            source: (!removed.source).then_some(event.source.as_str()),
            target: target.filter(|_| !removed.target),
            outcome: event.outcome,
            detail: detail.map(ToString::to_string),
            effects: &event.done.effects,
            changes: (!removed.changes).then(|| changes.iter().map(ChangeInfo::from).collect()),
            named_files: (!removed.files).then(|| files.named.iter().map(FileInfo::from).collect()),
            further_files: files.more,
            redacted: removed.any(),
            principal_alias: removed.principal.then_some(event.principal.as_str()),
            target_alias: alias.map(|alias| String::from_utf8_lossy(alias).into_owned()),
        }
    }
}

impl<'a> From<&'a Change> for ChangeInfo<'a> {
    fn from(change: &'a Change) -> Self {
        Self {
            setting: change.setting,
            name: &change.name,
            old: change.old.as_deref(),
            new: change.new.as_deref(),
        }
    }
}

impl<'a> From<&'a NamedFile> for FileInfo<'a> {
    fn from(file: &'a NamedFile) -> Self {
        Self {
            id: file.id,
            path: &file.path,
            to: file.to.as_deref(),
        }
    }
}

/// The current end of the log.
pub fn head(gate: &mut Gate) -> Result<Head> {
    gate.read(Action::AuditRead, |view, _| Ok(audit::head(view)?))
}

/// The result of verifying the chain.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Checked {
    /// The end of the valid part.
    pub head: Head,
    /// The first invalid row, and why.
    #[serde(flatten, with = "crate::app::json::Broken")]
    pub broken: Option<(u64, String)>,
    /// Whether the log is valid in itself, and only differs from the note.
    #[serde(rename = "note_differs")]
    pub differs: bool,
    /// The checkpoint at which the log begins: the last row pruned by age, if any.
    pub checkpoint: Head,
    /// Whether the noted row is before the checkpoint, so that it cannot be verified.
    #[serde(rename = "note_removed")]
    pub removed: bool,
    /// Rows with removed fields, after a person was erased.
    #[serde(rename = "redacted_rows")]
    pub redacted: u64,
}

/// A value noted earlier from `audit head`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Note {
    /// The chain value.
    pub chain: Option<[u8; 32]>,
    /// The number of rows at that time.
    pub count: Option<u64>,
}

/// Verifies the whole chain, and compares it with the note.
///
/// # Errors
/// Kind `Denied`. A broken chain is a finding, not an error.
pub fn verify(gate: &mut Gate, note: Note) -> Result<Checked> {
    gate.read(Action::AuditRead, |view, _| {
        let known = match note {
            Note {
                chain: Some(chain),
                count: Some(count),
            } => Some(Head { count, chain }),
            Note { .. } => None,
        };
        let base = audit::base(view)?;
        let removed = note.count.is_some_and(|count| count < base.count);
        let walk = audit::walk(view, known.as_ref().filter(|_| !removed))?;
        let mut broken = walk.broken.map(|(row, why)| (row, why.to_owned()));
        if broken.is_none()
            && let Some(known) = known.filter(|known| known.count == base.count)
            && known.chain != base.chain
        {
            let why = "the row is not the one of the given head".to_owned();
            broken = Some((known.count, why));
        }
        if broken.is_none() && known.is_none() && !removed {
            broken = compare(view, note, walk.head)?;
        }
        let differs = match (&broken, &walk.broken) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(_), Some(_)) => known.is_some() && audit::walk(view, None)?.broken.is_none(),
        };
        Ok(Checked {
            head: walk.head,
            broken,
            differs,
            checkpoint: base,
            removed,
            redacted: walk.redacted,
        })
    })
}

/// Compares a note that lacks one of its two values: the chain must contain the chain value, or be
/// at least as long.
fn compare(view: &impl View, note: Note, head: Head) -> Result<Option<(u64, String)>> {
    if let Some(chain) = note.chain
        && !audit::passes_through(view, &chain)?
    {
        let mut why = "no row has the chain value of the given head".to_owned();
        let base = audit::base(view)?;
        if base.count > 0 {
            why += &format!(
                "; rows up to {} were pruned and cannot be compared",
                base.count
            );
        }
        return Ok(Some((head.count, why)));
    }
    if let Some(count) = note.count
        && count > head.count
    {
        let why = "the log ends before the row of the given head".to_owned();
        return Ok(Some((head.count + 1, why)));
    }
    Ok(None)
}

/// The error for an operation that needs an intact log.
fn broken(number: u64, why: &str) -> Error {
    let message = format!("the audit log is broken at row {number}: {why}");
    Error::new(Kind::Damaged, message).hint("verify it with: file-organizer audit verify")
}
