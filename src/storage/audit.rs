//! The audit log's rows: numbered, each chained by keyed BLAKE3 to the one before. A row is its
//! chain value (32 bytes) and its record. docs/FORMAT.md, "Audit chain".

mod checkpoint;
mod rewrite;
#[cfg(test)]
mod tests;
mod times;

use redb::ReadableTable;

use super::record::{AuditRecord, Record};
use super::tables::{Tables, View};
use super::{Result, StorageError, meta};
use crate::crypto::hash;
use crate::crypto::keys::Secret;
use crate::domain::event::{AuditEvent, Event, Outcome};
use crate::domain::time::Time;

pub(crate) use checkpoint::{Older, base, checkpoint_word, older, prune, set_base};
pub(crate) use rewrite::{rewrite, rewritten, was_rewritten};
pub(crate) use times::{between, note as note_times};

/// The end of the chain: what an outside note can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    /// Rows so far.
    pub count: u64,
    /// The chain value of the last one.
    pub chain: [u8; 32],
}

impl Head {
    /// Before the first row.
    pub(crate) const START: Self = Self {
        count: 0,
        chain: [0; 32],
    };
}

fn outcome_code(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Success => 0,
        Outcome::Denied => 1,
        Outcome::Failure => 2,
    }
}

/// The record of an event.
pub(super) fn to_record(event: &AuditEvent) -> AuditRecord {
    AuditRecord {
        time: event.time,
        event: event.event.code(),
        principal: event.principal.clone(),
        source: event.source.clone(),
        target: event.target.clone(),
        outcome: outcome_code(event.outcome),
        detail: event.detail.clone(),
    }
}

/// The event of a record.
///
/// # Errors
/// [`StorageError::Damaged`] for codes that this program does not know.
pub(super) fn to_event(record: AuditRecord) -> Result<AuditEvent> {
    let unknown = || StorageError::Damaged("an audit row of an unknown kind".into());
    Ok(AuditEvent {
        time: record.time,
        event: Event::by_code(record.event).ok_or_else(unknown)?,
        principal: record.principal,
        source: record.source,
        target: record.target,
        outcome: match record.outcome {
            0 => Outcome::Success,
            1 => Outcome::Denied,
            2 => Outcome::Failure,
            _ => return Err(unknown()),
        },
        detail: record.detail,
    })
}

fn key(view: &impl View) -> Result<Secret> {
    meta::get_array(view, meta::key::AUDIT_KEY).map(Secret::new)
}

fn link(key: &Secret, before: &[u8; 32], number: u64, record: &[u8]) -> [u8; 32] {
    hash::keyed_parts(key, &[before, &number.to_le_bytes(), record])
}

/// Where the chain ends.
///
/// # Errors
/// [`StorageError::Damaged`].
pub(crate) fn head(view: &impl View) -> Result<Head> {
    match view.audit().last()? {
        None => base(view),
        Some((number, row)) => Ok(Head {
            count: number.value(),
            chain: split(row.value())?.0,
        }),
    }
}

fn split(row: &[u8]) -> Result<([u8; 32], &[u8])> {
    let (chain, record) = row
        .split_first_chunk::<32>()
        .ok_or_else(|| StorageError::Damaged("an audit row is cut short".into()))?;
    Ok((*chain, record))
}

/// Appends a row.
///
/// # Errors
/// Of the database.
pub(crate) fn append(tables: &mut Tables<'_>, event: &AuditEvent) -> Result<()> {
    let before = head(tables)?;
    let number = before.count + 1;
    let record = to_record(event).to_bytes()?;
    let mut row = link(&key(tables)?, &before.chain, number, &record).to_vec();
    row.extend_from_slice(&record);
    tables.audit.insert(number, row.as_slice())?;
    times::note(tables, number)?;
    let latest = meta::clock(tables)?;
    if event.time.nanos() > latest {
        meta::set(tables, meta::key::CLOCK, &event.time.nanos().to_le_bytes())?;
    }
    Ok(())
}

/// The rows as they are stored, oldest first.
///
/// # Errors
/// Of the database.
pub(crate) fn stored(view: &impl View) -> Result<impl Iterator<Item = Result<(u64, Vec<u8>)>>> {
    Ok(view.audit().iter()?.map(|row| {
        let (number, row) = row?;
        Ok((number.value(), row.value().to_vec()))
    }))
}

/// What a stored row says.
///
/// # Errors
/// [`StorageError::Damaged`].
pub(crate) fn read(stored: &[u8]) -> Result<AuditEvent> {
    to_event(AuditRecord::from_bytes(split(stored)?.1)?)
}

/// When a stored row is of.
fn time_of(stored: &[u8]) -> Result<Time> {
    Ok(AuditRecord::from_bytes(split(stored)?.1)?.time)
}

/// The chain value of a row, if it is there, or was the last one to be removed by age.
///
/// # Errors
/// [`StorageError::Damaged`].
pub(crate) fn chain_at(view: &impl View, number: u64) -> Result<Option<[u8; 32]>> {
    let base = base(view)?;
    if number > 0 && number == base.count {
        return Ok(Some(base.chain));
    }
    let row = view.audit().get(number)?;
    row.map(|row| split(row.value()).map(|(chain, _)| chain))
        .transpose()
}

/// The rows from `number` on, oldest first.
///
/// # Errors
/// Of the database.
pub(crate) fn from(
    view: &impl View,
    number: u64,
) -> Result<impl Iterator<Item = Result<(u64, AuditEvent)>>> {
    Ok(view.audit().range(number..)?.map(|row| {
        let (number, row) = row?;
        Ok((number.value(), read(row.value())?))
    }))
}

/// A chain that is followed row by row, in a vault or in a backup.
pub(crate) struct Chain {
    key: Secret,
    /// The end of what holds.
    pub head: Head,
    /// Where it begins, and whether a row has recorded that.
    base: Head,
    recorded: bool,
}

impl Chain {
    /// A chain that begins after this row.
    pub(crate) fn after(key: [u8; 32], head: Head) -> Self {
        Self {
            key: Secret::new(key),
            head,
            base: head,
            recorded: head.count == 0,
        }
    }

    /// The chain of a vault.
    ///
    /// # Errors
    /// Of the database.
    pub(crate) fn of(view: &impl View) -> Result<Self> {
        let key = meta::get_array(view, meta::key::AUDIT_KEY)?;
        Ok(Self::after(key, base(view)?))
    }

    /// Whether this row, as it is stored, is the next one.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] where it is no row at all.
    pub(crate) fn follow(&mut self, number: u64, stored: &[u8]) -> Result<bool> {
        Ok(self.check(number, stored)?.is_none())
    }

    /// Follows the chain by a row, as it is stored; gives the first row that does not hold instead,
    /// and why.
    ///
    /// # Errors
    /// As [`Self::follow`].
    pub(crate) fn check(
        &mut self,
        number: u64,
        stored: &[u8],
    ) -> Result<Option<(u64, &'static str)>> {
        let expected = self.head.count + 1;
        if number != expected {
            return Ok(Some((expected, "the row is missing")));
        }
        let (chain, record) = split(stored)?;
        if !hash::equal(&chain, &link(&self.key, &self.head.chain, expected, record)) {
            let why = "the row is not the one that was written";
            return Ok(Some((expected, why)));
        }
        self.head = Head {
            count: expected,
            chain,
        };
        self.recorded = self.recorded || checkpoint::records(&self.base, stored);
        Ok(None)
    }

    /// What is wrong with a chain that holds to its end: a checkpoint that no row has recorded.
    pub(crate) fn end(&self) -> Option<(u64, &'static str)> {
        let why = "the log begins after it at a checkpoint that no row has recorded";
        (!self.recorded).then_some((self.base.count, why))
    }
}

/// What a walk over the chain found.
pub(crate) struct Walk {
    /// The end of what holds.
    pub head: Head,
    /// The number of the first row that does not, and why.
    pub broken: Option<(u64, &'static str)>,
}

/// Walks the whole chain. `note` is an earlier head: the chain must have passed through it.
///
/// # Errors
/// Of the database; a broken chain is no error but a finding.
pub(crate) fn walk(view: &impl View, note: Option<&Head>) -> Result<Walk> {
    let mut chain = Chain::of(view)?;
    let mut hidden = times::Hidden::default();
    let mut broken = None;
    for row in view.audit().iter()? {
        let (number, row) = row?;
        broken = chain.check(number.value(), row.value())?;
        let head = chain.head;
        if broken.is_none() && hidden.hides(view, head.count, time_of(row.value())?)? {
            broken = Some((head.count, "a search by time would not find the row"));
        }
        if broken.is_none()
            && note.is_some_and(|note| note.count == head.count && note.chain != head.chain)
        {
            broken = Some((head.count, "the row is not the one that was noted"));
        }
        if broken.is_some() {
            break;
        }
    }
    let head = chain.head;
    broken = broken.or_else(|| chain.end());
    if broken.is_none() && note.is_some_and(|note| note.count > head.count) {
        let why = "the log ends before the row that was noted";
        broken = Some((head.count + 1, why));
    }
    Ok(Walk { head, broken })
}

/// Whether any row has this chain value, the last one that was removed by age among them.
///
/// # Errors
/// Of the database.
pub(crate) fn passes_through(view: &impl View, chain: &[u8; 32]) -> Result<bool> {
    for row in view.audit().iter()?.rev() {
        if hash::equal(&split(row?.1.value())?.0, chain) {
            return Ok(true);
        }
    }
    let base = base(view)?;
    Ok(base.count > 0 && hash::equal(&base.chain, chain))
}
