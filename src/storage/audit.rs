//! The audit log's rows: numbered, each chained by keyed BLAKE3 to the one before. A row is its
//! chain value (32 bytes) and its record; the personal fields stand beside. docs/FORMAT.md, "Audit chain".

mod checkpoint;
mod fields;
#[cfg(test)]
mod tests;
mod times;

use std::iter::Peekable;
use std::ops::RangeBounds;

use redb::{AccessGuard, ReadableTable, ReadableTableMetadata};

use super::record::{AuditRecord, FieldsRecord, Record};
use super::tables::{Tables, View};
use super::{Result, StorageError, meta};
use crate::crypto::hash;
use crate::crypto::keys::AuditKey;
use crate::domain::event::{AuditEvent, Entry, Event, Outcome};
use crate::domain::time::Time;

pub(crate) use checkpoint::{Older, base, checkpoint, older, prune, set_base};
pub(crate) use fields::redact;
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

/// The stored number of an outcome.
pub(super) const fn outcome_code(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Success => 0,
        Outcome::Denied => 1,
        Outcome::Failure => 2,
    }
}

/// The event and outcome of their stored numbers.
///
/// # Errors
/// [`StorageError::Damaged`] for numbers that this program does not know.
pub(super) fn by_code(event: u16, outcome: u8) -> Result<(Event, Outcome)> {
    let unknown = || StorageError::Damaged("an audit row of an unknown kind".into());
    let outcome = match outcome {
        0 => Outcome::Success,
        1 => Outcome::Denied,
        2 => Outcome::Failure,
        _ => return Err(unknown()),
    };
    Ok((Event::by_code(event).ok_or_else(unknown)?, outcome))
}

fn audit_key(view: &impl View) -> Result<AuditKey> {
    meta::get_array(view, meta::key::AUDIT_KEY).map(AuditKey::new)
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
    let key = audit_key(tables)?;
    let (fields, commitment) = fields::commit(&key, event)?;
    let record = AuditRecord {
        time: event.time,
        event: event.event.code(),
        outcome: outcome_code(event.outcome),
        commitment,
    };
    let record = record.to_bytes()?;
    let mut row = key.link(&before.chain, number, &record).to_vec();
    row.extend_from_slice(&record);
    insert(tables, number, &row, &fields.to_bytes()?)?;
    let latest = meta::clock(tables)?;
    if event.time.nanos() > latest {
        meta::set(tables, meta::key::CLOCK, &event.time.nanos().to_le_bytes())?;
    }
    Ok(())
}

/// Puts a row as it is stored, with its fields.
///
/// # Errors
/// Of the database.
pub(super) fn insert(
    tables: &mut Tables<'_>,
    number: u64,
    row: &[u8],
    fields: &[u8],
) -> Result<()> {
    tables.audit.insert(number, row)?;
    tables.audit_fields.insert(number, fields)?;
    note_times(tables, number)
}

/// A row as it is stored.
pub(crate) struct Row<'a> {
    pub number: u64,
    row: Stored<'a>,
    fields: Option<Stored<'a>>,
}

type Stored<'a> = AccessGuard<'a, &'static [u8]>;
type Range<'a> = redb::Range<'a, u64, &'static [u8]>;

impl Row<'_> {
    /// Chain value and record.
    pub(crate) fn row(&self) -> &[u8] {
        self.row.value()
    }

    /// The fields beside it; none where they are missing.
    pub(crate) fn fields(&self) -> Option<&[u8]> {
        self.fields.as_ref().map(Stored::value)
    }

    /// What it says.
    ///
    /// # Errors
    /// [`StorageError::Damaged`].
    pub(crate) fn entry(&self) -> Result<Entry> {
        let missing = || {
            let number = self.number;
            StorageError::Damaged(format!("the fields of audit row {number} are missing"))
        };
        read(self.row(), self.fields().ok_or_else(missing)?)
    }
}

/// What a row says, as it is stored with its fields.
///
/// # Errors
/// [`StorageError::Damaged`].
pub(super) fn read(row: &[u8], fields: &[u8]) -> Result<Entry> {
    let record = AuditRecord::from_bytes(split(row)?.1)?;
    let (event, outcome) = by_code(record.event, record.outcome)?;
    let mut event = AuditEvent {
        time: record.time,
        event,
        principal: String::new(),
        source: String::new(),
        target: None,
        outcome,
        detail: None,
    };
    let removed = fields::read(FieldsRecord::from_bytes(fields)?, &mut event)?;
    Ok(Entry { event, removed })
}

/// Rows and, side by side, their fields.
pub(crate) struct Rows<'a> {
    rows: Range<'a>,
    fields: Peekable<Range<'a>>,
}

impl<'a> Rows<'a> {
    fn fields_of(&mut self, number: u64) -> Result<Option<Stored<'a>>> {
        let until = |row: &std::result::Result<(AccessGuard<'_, u64>, _), _>| {
            row.as_ref().is_ok_and(|(at, _)| at.value() < number)
        };
        while self.fields.next_if(until).is_some() {}
        let this = |row: &std::result::Result<(AccessGuard<'_, u64>, _), _>| {
            row.as_ref().map_or(true, |(at, _)| at.value() == number)
        };
        let found = self.fields.next_if(this).transpose()?;
        Ok(found.map(|(_, fields)| fields))
    }
}

impl<'a> Iterator for Rows<'a> {
    type Item = Result<Row<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.rows.next()?;
        Some(row.map_err(StorageError::from).and_then(|(number, row)| {
            let number = number.value();
            let fields = self.fields_of(number)?;
            Ok(Row {
                number,
                row,
                fields,
            })
        }))
    }
}

/// Rows as they are stored, oldest first.
///
/// # Errors
/// Of the database.
pub(crate) fn rows(view: &impl View, range: impl RangeBounds<u64> + Clone) -> Result<Rows<'_>> {
    Ok(Rows {
        rows: view.audit().range(range.clone())?,
        fields: view.audit_fields().range(range)?.peekable(),
    })
}

/// When a stored row is of.
fn time_of(row: &[u8]) -> Result<Time> {
    Ok(AuditRecord::from_bytes(split(row)?.1)?.time)
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

/// The entries from row `number` on, oldest first.
///
/// # Errors
/// Of the database.
pub(crate) fn from(
    view: &impl View,
    number: u64,
) -> Result<impl Iterator<Item = Result<(u64, Entry)>>> {
    Ok(rows(view, number..)?.map(|row| {
        let row = row?;
        Ok((row.number, row.entry()?))
    }))
}

/// Why a row does not hold.
const MISSING: &str = "the row is missing";
const OTHER: &str = "the row is not the one that was written";
const NO_FIELDS: &str = "the fields of the row are missing";
const OTHER_FIELDS: &str = "the fields of the row are not the ones that were written";

/// A chain that is followed row by row, in a vault or in a backup.
pub(crate) struct Chain {
    key: AuditKey,
    /// The end of what holds.
    pub head: Head,
    /// Where it begins, and whether a row has recorded that.
    base: Head,
    recorded: bool,
    /// Rows of which a field was removed.
    pub redacted: u64,
}

impl Chain {
    /// A chain that begins after this row.
    pub(crate) fn after(key: [u8; 32], head: Head) -> Self {
        Self {
            key: AuditKey::new(key),
            head,
            base: head,
            recorded: head.count == 0,
            redacted: 0,
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

    /// Follows the chain by a row as it is stored; gives the first row that does not hold instead, and
    /// why.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] where it is no row at all.
    pub(crate) fn check(
        &mut self,
        number: u64,
        row: &[u8],
        fields: Option<&[u8]>,
    ) -> Result<Option<(u64, &'static str)>> {
        let expected = self.head.count + 1;
        if number != expected {
            return Ok(Some((expected, MISSING)));
        }
        let (chain, record) = split(row)?;
        if !hash::equal(&chain, &self.key.link(&self.head.chain, expected, record)) {
            return Ok(Some((expected, OTHER)));
        }
        let Some(bytes) = fields else {
            return Ok(Some((expected, NO_FIELDS)));
        };
        let record = AuditRecord::from_bytes(record)?;
        let holds = |fields: &FieldsRecord| fields::holds(&self.key, fields, &record.commitment);
        match FieldsRecord::from_bytes(bytes) {
            Ok(fields) if holds(&fields) => {
                self.redacted += u64::from(matches!(fields, FieldsRecord::Redacted(_)));
            }
            Ok(_) | Err(_) => return Ok(Some((expected, OTHER_FIELDS))),
        }
        self.head = Head {
            count: expected,
            chain,
        };
        let prunes = record.event == Event::AuditPrune.code();
        self.recorded |= prunes && checkpoint::records(&self.base, row, bytes);
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
    /// Rows of which a field was removed.
    pub redacted: u64,
}

/// Walks the whole chain. `note` is an earlier head: the chain must have passed through it.
///
/// # Errors
/// Of the database; a broken chain is no error but a finding.
pub(crate) fn walk(view: &impl View, note: Option<&Head>) -> Result<Walk> {
    let mut chain = Chain::of(view)?;
    let mut hidden = times::Hidden::default();
    let mut broken = None;
    for row in rows(view, ..)? {
        let row = row?;
        broken = chain.check(row.number, row.row(), row.fields())?;
        let head = chain.head;
        if broken.is_none() && hidden.hides(view, head.count, time_of(row.row())?)? {
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
    if broken.is_none() && view.audit_fields().len()? != view.audit().len()? {
        broken = Some((
            head.count,
            "after it there are fields of rows that are not there",
        ));
    }
    if broken.is_none() && note.is_some_and(|note| note.count > head.count) {
        let why = "the log ends before the row that was noted";
        broken = Some((head.count + 1, why));
    }
    Ok(Walk {
        head,
        broken,
        redacted: chain.redacted,
    })
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
