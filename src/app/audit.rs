//! The audit log: reading it, and proving that nothing was taken out of it.

pub mod export;
pub mod prune;

use crate::domain::action::Action;
use crate::domain::event::{AuditEvent, Event, Outcome};
use crate::domain::time::Time;
use crate::storage::audit;
use crate::storage::tables::ReadTables;

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
    /// By exactly this principal.
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
                .is_none_or(|name| *name == event.principal)
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
    each: impl FnMut(u64, AuditEvent) -> Result<()>,
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
    each: impl FnMut(u64, AuditEvent) -> Result<()>,
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
    view: &ReadTables,
    filter: &Filter,
    number: u64,
    mut each: impl FnMut(u64, AuditEvent) -> Result<()>,
) -> Result<u64> {
    for row in audit::between(view, number, filter.since, filter.until)? {
        let (number, event) = row?;
        if filter.lets_through(&event) {
            each(number, event)?;
        }
    }
    Ok(number.max(audit::head(view)?.count.saturating_add(1)))
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
        if let Some((row, why)) = &mut broken {
            explain_rewritten(view, *row, why)?;
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
        })
    })
}

/// A note from before somebody was erased cannot fit any more: that is said with what does not.
fn explain_rewritten(view: &ReadTables, row: u64, why: &mut String) -> Result<()> {
    let all = audit::rewritten(view)?;
    let hit = all
        .iter()
        .find(|(first, last)| (*first..=*last).contains(&row));
    let hit = hit.or_else(|| all.last().filter(|_| why.starts_with("no row has")));
    if let Some((first, last)) = hit.filter(|_| why.ends_with("was noted")) {
        why.push_str(&format!(
            "; rows {first} to {last} were rewritten when a person was erased (see the events \
             PRIVACY_ERASE), so that a note made of one of them before that no longer fits"
        ));
    }
    Ok(())
}

/// Compares a note of which one half is missing: the chain must have passed through the value, or
/// be at least as long.
fn compare(view: &ReadTables, note: Note, head: audit::Head) -> Result<Option<(u64, String)>> {
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
