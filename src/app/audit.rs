//! The audit log: reading it, and proving that nothing was taken out of it.

pub mod export;
pub mod prune;

use data_encoding::BASE64;
use serde_json::{Value, json};

use crate::domain::action::Action;
use crate::domain::event::{AuditEvent, Entry, Event, Outcome};
use crate::domain::time::Time;
use crate::storage::audit;
use crate::storage::tables::View;

use super::error::{Error, Kind, Result};
use super::gate::Gate;

/// Which rows to show; an absent field allows any.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// At or after.
    pub since: Option<Time>,
    /// Before.
    pub until: Option<Time>,
    /// Any of these events.
    pub events: Vec<Event>,
    /// By exactly this principal: a user, with what their API keys did, or `key:` and a key's name.
    pub principal: Option<String>,
    /// With this outcome.
    pub outcome: Option<Outcome>,
}

impl Filter {
    /// Whether a row between the times is wanted.
    fn lets_through(&self, event: &AuditEvent) -> bool {
        (self.events.is_empty() || self.events.contains(&event.event))
            && self
                .principal
                .as_ref()
                .is_none_or(|name| *name == event.principal || Some(name) == event.user.as_ref())
            && self.outcome.is_none_or(|outcome| outcome == event.outcome)
    }
}

/// Gives out the rows from `number` on that the filter lets through, oldest first, with their
/// numbers; gives the number of the row after the last.
///
/// # Errors
/// Kind `Denied`; what `each` gives.
pub fn log(
    gate: &mut Gate,
    filter: &Filter,
    number: u64,
    each: impl FnMut(u64, Entry) -> Result<()>,
) -> Result<u64> {
    gate.read(Action::AuditRead, |view, _| {
        rows(view, filter, number, each)
    })
}

/// Goes on where [`log`] has ended, with what came since; whoever may no longer see it is told so.
///
/// # Errors
/// As [`log`]; kind `Auth` where the way in is no more.
pub fn follow(
    gate: &mut Gate,
    filter: &Filter,
    number: u64,
    each: impl FnMut(u64, Entry) -> Result<()>,
) -> Result<u64> {
    match gate.come_back() {
        // Somebody encrypts the vault anew: there will be another look.
        Err(error) if error.kind == Kind::Busy => return Ok(number),
        other => other?,
    }
    let next = gate.read_on(Action::AuditRead, |view, _| {
        rows(view, filter, number, each)
    });
    gate.let_go();
    next
}

fn rows(
    view: &impl View,
    filter: &Filter,
    number: u64,
    mut each: impl FnMut(u64, Entry) -> Result<()>,
) -> Result<u64> {
    for row in audit::between(view, number, filter.since, filter.until)? {
        let (number, entry) = row?;
        if filter.lets_through(&entry.event) {
            each(number, entry)?;
        }
    }
    Ok(number.max(audit::head(view)?.count.saturating_add(1)))
}

/// An entry as JSON. A field that was removed is null; the pseudonym in its place has a name of its own.
#[must_use]
pub fn object(number: u64, entry: &Entry) -> Value {
    let Entry { event, removed } = entry;
    let target = event.target.as_deref().filter(|_| !removed.target);
    let detail = event.detail.as_ref().filter(|_| !removed.detail);
    let mut object = json!({
        "type": "audit",
        "number": number,
        "time": event.time.rfc3339(),
        "event": event.event.name(),
        "principal": (!removed.principal).then_some(&event.principal),
        "user": event.user.as_ref().filter(|_| !removed.principal),
        "actor": event.actor.as_ref().map(ToString::to_string),
        "source": (!removed.source).then_some(&event.source),
        "target": target.map(String::from_utf8_lossy),
        "outcome": event.outcome.name(),
        "detail": detail.map(ToString::to_string),
    });
    let Value::Object(map) = &mut object else {
        return object;
    };
    if let Some(target) = target
        && std::str::from_utf8(target).is_err()
    {
        map.insert("target_b64".into(), BASE64.encode(target).into());
    }
    if removed.any() {
        map.insert("redacted".into(), true.into());
    }
    if removed.principal {
        map.insert("principal_alias".into(), event.principal.as_str().into());
    }
    if let Some(alias) = event.target.as_deref().filter(|_| removed.target) {
        map.insert("target_alias".into(), String::from_utf8_lossy(alias).into());
    }
    object
}

/// Where the log ends: one line that fits on paper, and proves later that nothing before it was
/// changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Rows.
    pub count: u64,
    /// Chain value of the last one.
    pub chain: [u8; 32],
}

/// Where the log ends now.
///
/// # Errors
/// Kind `Denied`.
pub fn head(gate: &mut Gate) -> Result<Head> {
    gate.read(Action::AuditRead, |view, _| {
        let audit::Head { count, chain } = audit::head(view)?;
        Ok(Head { count, chain })
    })
}

/// What a check of the chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The end of what holds.
    pub head: Head,
    /// The first row that does not, and why.
    pub broken: Option<(u64, String)>,
    /// The checkpoint that it begins after: the last row that was removed by age, or no row.
    pub checkpoint: Head,
    /// Whether the note is of a row before the checkpoint: nothing can be said of it any more.
    pub removed: bool,
    /// Rows of which a field was removed, when a person was erased.
    pub redacted: u64,
}

/// What somebody noted earlier, of `audit head`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Note {
    /// The chain value.
    pub chain: Option<[u8; 32]>,
    /// The number of rows then.
    pub count: Option<u64>,
}

/// Walks the whole chain, and compares it with the note.
///
/// # Errors
/// Kind `Denied`. A broken chain is no error but a finding.
pub fn verify(gate: &mut Gate, note: Note) -> Result<Checked> {
    gate.read(Action::AuditRead, |view, _| {
        let known = match note {
            Note {
                chain: Some(chain),
                count: Some(count),
            } => Some(audit::Head { count, chain }),
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
            let why = "the row is not the one that was noted".to_owned();
            broken = Some((known.count, why));
        }
        if broken.is_none() && known.is_none() && !removed {
            broken = compare(view, note, walk.head)?;
        }
        Ok(Checked {
            head: Head {
                count: walk.head.count,
                chain: walk.head.chain,
            },
            broken,
            checkpoint: Head {
                count: base.count,
                chain: base.chain,
            },
            removed,
            redacted: walk.redacted,
        })
    })
}

/// Compares a note of which one half is missing: the chain must have passed through the value, or
/// be at least as long.
fn compare(view: &impl View, note: Note, head: audit::Head) -> Result<Option<(u64, String)>> {
    if let Some(chain) = note.chain
        && !audit::passes_through(view, &chain)?
    {
        let mut why = "no row has the chain value that was noted".to_owned();
        let base = audit::base(view)?;
        if base.count > 0 {
            why += &format!(
                "; rows up to {} were removed by age, and are not compared",
                base.count
            );
        }
        return Ok(Some((head.count, why)));
    }
    if let Some(count) = note.count
        && count > head.count
    {
        let why = "the log ends before the row that was noted".to_owned();
        return Ok(Some((head.count + 1, why)));
    }
    Ok(None)
}

/// The error of what refuses to work on a log that does not hold.
fn broken(number: u64, why: &str) -> Error {
    let message = format!("the audit log does not hold at row {number}: {why}");
    Error::new(Kind::Damaged, message).hint("see how far it goes with: file-organizer audit verify")
}
