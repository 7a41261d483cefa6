//! Stored rows together with their fields.

use std::iter::Peekable;
use std::ops::RangeBounds;

use redb::{AccessGuard, ReadableTable};

use super::{by_number, fields, split};
use crate::domain::done::Done;
use crate::domain::event::{AuditEvent, Entry};
use crate::storage::record::{AuditRecord, FieldsRecord, Record};
use crate::storage::tables::View;
use crate::storage::{Result, StorageError};

/// A copy of a stored row.
pub(crate) struct Row {
    pub number: u64,
    row: Vec<u8>,
    fields: Option<Vec<u8>>,
}

type Range<'a> = redb::Range<'a, u64, &'static [u8]>;

impl Row {
    /// Chain value and record.
    pub(crate) fn row(&self) -> &[u8] {
        &self.row
    }

    /// The fields; `None` if they are missing.
    pub(crate) fn fields(&self) -> Option<&[u8]> {
        self.fields.as_deref()
    }

    /// The decoded entry.
    pub(crate) fn entry(&self) -> Result<Entry> {
        let missing = || {
            let number = self.number;
            StorageError::Damaged(format!("the fields of audit row {number} are missing"))
        };
        read(self.row(), self.fields().ok_or_else(missing)?)
    }
}

/// Decodes a stored row with its fields.
pub(super) fn read(row: &[u8], fields: &[u8]) -> Result<Entry> {
    let record = AuditRecord::from_bytes(split(row)?.1)?;
    let (event, outcome) = by_number(record.event, record.outcome)?;
    let mut event = AuditEvent {
        time: record.time,
        event,
        actor: record.actor,
        principal: String::new(),
        user: None,
        source: String::new(),
        target: None,
        outcome,
        detail: None,
        done: Done {
            effects: record.effects,
            ..Done::default()
        },
    };
    let removed = fields::read(FieldsRecord::from_bytes(fields)?, &mut event)?;
    Ok(Entry { event, removed })
}

/// An iterator over rows and their fields.
pub(crate) struct Rows<'a> {
    rows: Range<'a>,
    fields: Peekable<Range<'a>>,
}

impl Rows<'_> {
    fn fields_of(&mut self, number: u64) -> Result<Option<Vec<u8>>> {
        let until = |row: &std::result::Result<(AccessGuard<'_, u64>, _), _>| {
            row.as_ref().is_ok_and(|(at, _)| at.value() < number)
        };
        while self.fields.next_if(until).is_some() {}
        let this = |row: &std::result::Result<(AccessGuard<'_, u64>, _), _>| {
            row.as_ref().map_or(true, |(at, _)| at.value() == number)
        };
        let found = self.fields.next_if(this).transpose()?;
        Ok(found.map(|(_, fields)| fields.value().to_vec()))
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.rows.next()?;
        Some(row.map_err(StorageError::from).and_then(|(number, row)| {
            let number = number.value();
            let fields = self.fields_of(number)?;
            Ok(Row {
                number,
                row: row.value().to_vec(),
                fields,
            })
        }))
    }
}

/// Stored rows, oldest first.
pub(crate) fn rows(view: &impl View, range: impl RangeBounds<u64> + Clone) -> Result<Rows<'_>> {
    Ok(Rows {
        rows: view.audit().range(range.clone())?,
        fields: view.audit_fields().range(range)?.peekable(),
    })
}
