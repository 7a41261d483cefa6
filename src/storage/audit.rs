//! The rows of the audit log: numbered, each chained to the previous one by keyed BLAKE3. A row
//! consists of its chain value (32 bytes) and its record; personal fields are stored separately.
//! docs/FORMAT.md, "Audit chain".

mod chain;
mod checkpoint;
mod fields;
mod redaction;
mod rows;
mod targets;
#[cfg(test)]
mod tests;
mod times;

use redb::ReadableTable;

use super::record::{AuditRecord, Record};
use super::tables::{Tables, View};
use super::{Result, StorageError, meta};
use crate::crypto::hash;
use crate::crypto::keys::AuditKey;
use crate::domain::detail::Part;
use crate::domain::done::Done;
use crate::domain::event::{AuditEvent, Entry, Event, Outcome};
use crate::domain::time::Time;

pub(crate) use crate::domain::event::Head;
pub(crate) use chain::{Chain, Walk, walk};
pub(crate) use checkpoint::{Older, base, checkpoint, older, prune, set_base};
pub(crate) use redaction::redact;
pub(crate) use rows::{Row, rows};
pub(crate) use targets::Sought;
pub(crate) use times::{before, earliest, first_since, note as note_times, written_since};

/// The event and outcome of their stored numbers.
fn by_number(event: u16, outcome: u16) -> Result<(Event, Outcome)> {
    let unknown = || StorageError::Damaged("an audit row of an unknown kind".into());
    let outcome = Outcome::ALL.get(usize::from(outcome));
    let event = Event::by_code(event).ok_or_else(unknown)?;
    Ok((event, *outcome.ok_or_else(unknown)?))
}

fn audit_key(view: &impl View) -> Result<AuditKey> {
    meta::get_array(view, meta::key::AUDIT_KEY).map(AuditKey::new)
}

/// The end of the chain.
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
        .ok_or_else(|| StorageError::Damaged("an audit row is truncated".into()))?;
    Ok((*chain, record))
}

/// Appends a row, and raises the latest time. A failed unlock does not raise it: it was written without
/// a credential.
pub(crate) fn append(tables: &mut Tables<'_>, event: &AuditEvent) -> Result<()> {
    let before = head(tables)?;
    let number = before.count + 1;
    let key = audit_key(tables)?;
    let (fields, commitment) = fields::commit(&key, event)?;
    let record = AuditRecord {
        time: event.time,
        actor: event.actor.clone(),
        event: event.event.code(),
        outcome: event.outcome as u16,
        effects: event.done.effects.clone(),
        commitment,
    };
    let record = record.to_bytes()?;
    let mut row = key.link(&before.chain, number, &record).to_vec();
    row.extend_from_slice(&record);
    insert(tables, number, &row, &fields.to_bytes()?)?;
    targets::note(tables, &key, number, event)?;
    let latest = meta::clock(tables)?;
    if event.event != Event::AuthFailure && event.time.nanos() > latest {
        meta::set(tables, meta::key::CLOCK, &event.time.nanos().to_le_bytes())?;
    }
    Ok(())
}

/// The row about a clock that is behind the latest recorded time.
pub(crate) fn clock_back(now: Time, latest: Time, source: &str) -> AuditEvent {
    AuditEvent {
        time: now,
        event: Event::ClockRollback,
        actor: None,
        principal: "system".into(),
        user: None,
        source: source.to_owned(),
        target: None,
        outcome: Outcome::Success,
        detail: Some(Part::Behind(latest).into()),
        done: Done::default(),
    }
}

/// Inserts a row of a backup with its fields, unchanged.
pub(crate) fn restore(
    tables: &mut Tables<'_>,
    number: u64,
    row: &[u8],
    fields: &[u8],
) -> Result<()> {
    insert(tables, number, row, fields)?;
    let key = audit_key(tables)?;
    targets::note(tables, &key, number, &rows::read(row, fields)?.event)
}

fn insert(tables: &mut Tables<'_>, number: u64, row: &[u8], fields: &[u8]) -> Result<()> {
    tables.audit.insert(number, row)?;
    tables.audit_fields.insert(number, fields)?;
    note_times(tables, number)
}

/// The time of a stored row.
fn time_of(row: &[u8]) -> Result<Time> {
    Ok(AuditRecord::from_bytes(split(row)?.1)?.time)
}

/// The chain value of a row, if it exists or is the checkpoint.
pub(crate) fn chain_at(view: &impl View, number: u64) -> Result<Option<[u8; 32]>> {
    let base = base(view)?;
    if number > 0 && number == base.count {
        return Ok(Some(base.chain));
    }
    let row = view.audit().get(number)?;
    row.map(|row| split(row.value()).map(|(chain, _)| chain))
        .transpose()
}

/// The entries from row `number` on, oldest first.
pub(crate) fn from(
    view: &impl View,
    number: u64,
) -> Result<impl Iterator<Item = Result<(u64, Entry)>>> {
    Ok(rows(view, number..)?.map(|row| {
        let row = row?;
        Ok((row.number, row.entry()?))
    }))
}

/// Whether any row, or the checkpoint, has this chain value.
pub(crate) fn passes_through(view: &impl View, chain: &[u8; 32]) -> Result<bool> {
    for row in view.audit().iter()?.rev() {
        if hash::equal(&split(row?.1.value())?.0, chain) {
            return Ok(true);
        }
    }
    let base = base(view)?;
    Ok(base.count > 0 && hash::equal(&base.chain, chain))
}
