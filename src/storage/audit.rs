//! The audit log's rows: numbered, each chained by keyed BLAKE3 to the one before. A row is its
//! chain value (32 bytes) and its record. docs/FORMAT.md, "Audit chain".

mod rewrite;
#[cfg(test)]
mod tests;

use redb::ReadableTable;

use super::record::{AuditRecord, Record};
use super::tables::{Tables, View};
use super::{Result, StorageError, meta};
use crate::crypto::hash;
use crate::crypto::keys::Secret;
use crate::domain::event::{AuditEvent, Event, Outcome};

pub(crate) use rewrite::{rewrite, rewritten, was_rewritten};

/// The end of the chain: what an outside note can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    /// Rows so far.
    pub count: u64,
    /// The chain value of the last one.
    pub chain: [u8; 32],
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
        None => Ok(Head {
            count: 0,
            chain: [0; 32],
        }),
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
    let latest = meta::clock(tables)?;
    if event.time.nanos() > latest {
        meta::set(tables, meta::key::CLOCK, &event.time.nanos().to_le_bytes())?;
    }
    Ok(())
}

/// The chain value of a row, if it is there.
///
/// # Errors
/// [`StorageError::Damaged`].
pub(crate) fn chain_at(view: &impl View, number: u64) -> Result<Option<[u8; 32]>> {
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
        let record = AuditRecord::from_bytes(split(row.value())?.1)?;
        Ok((number.value(), to_event(record)?))
    }))
}

/// A chain that is followed row by row, outside of a vault: in a backup.
pub(crate) struct Chain {
    key: Secret,
    /// The end of what holds.
    pub head: Head,
}

impl Chain {
    pub(crate) fn new(key: [u8; 32]) -> Self {
        let head = Head {
            count: 0,
            chain: [0; 32],
        };
        let key = Secret::new(key);
        Self { key, head }
    }

    /// Whether this row, as it is stored, is the next one.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] where it is no row at all.
    pub(crate) fn follow(&mut self, number: u64, stored: &[u8]) -> Result<bool> {
        let (chain, record) = split(stored)?;
        let expected = self.head.count + 1;
        let holds = number == expected
            && hash::equal(&chain, &link(&self.key, &self.head.chain, expected, record));
        if holds {
            self.head = Head {
                count: expected,
                chain,
            };
        }
        Ok(holds)
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
    let key = key(view)?;
    let mut head = Head {
        count: 0,
        chain: [0; 32],
    };
    let broken = |head, number, why| {
        Ok(Walk {
            head,
            broken: Some((number, why)),
        })
    };
    for row in view.audit().iter()? {
        let (number, row) = row?;
        let expected = head.count + 1;
        if number.value() != expected {
            return broken(head, expected, "the row is missing");
        }
        let (chain, record) = split(row.value())?;
        if !hash::equal(&chain, &link(&key, &head.chain, expected, record)) {
            return broken(head, expected, "the row is not the one that was written");
        }
        head = Head {
            count: expected,
            chain,
        };
        if note.is_some_and(|note| note.count == expected && note.chain != chain) {
            return broken(head, expected, "the row is not the one that was noted");
        }
    }
    if note.is_some_and(|note| note.count > head.count) {
        let next = head.count + 1;
        return broken(head, next, "the log ends before the row that was noted");
    }
    Ok(Walk { head, broken: None })
}

/// Whether any row has this chain value.
///
/// # Errors
/// Of the database.
pub(crate) fn passes_through(view: &impl View, chain: &[u8; 32]) -> Result<bool> {
    for row in view.audit().iter()?.rev() {
        if hash::equal(&split(row?.1.value())?.0, chain) {
            return Ok(true);
        }
    }
    Ok(false)
}
