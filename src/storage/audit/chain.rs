//! Verification of the chain row by row, including the commitments to the separate fields.

use redb::ReadableTableMetadata;

use super::{Head, base, chain_at, checkpoint, fields, rows, split, targets, time_of, times};
use crate::crypto::hash;
use crate::crypto::keys::AuditKey;
use crate::domain::event::Event;
use crate::storage::record::{AuditRecord, FieldsRecord, Record};
use crate::storage::tables::View;
use crate::storage::{Result, meta};

/// Why a row is invalid.
pub(super) const MISSING: &str = "the row is missing";
pub(super) const OTHER: &str = "the row is not the one that was written";
pub(super) const NO_FIELDS: &str = "the fields of the row are missing";
pub(super) const OTHER_FIELDS: &str = "the fields of the row are not the ones that were written";

/// A chain verified row by row, in a vault or a backup.
pub(crate) struct Chain {
    key: AuditKey,
    /// The end of the valid part.
    pub head: Head,
    /// Its start, and whether a row has recorded it.
    base: Head,
    recorded: bool,
    /// Rows with removed fields.
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
    pub(crate) fn of(view: &impl View) -> Result<Self> {
        let key = meta::get_array(view, meta::key::AUDIT_KEY)?;
        Ok(Self::after(key, base(view)?))
    }

    /// The chain of a vault after this row, which was verified before with all rows up to it.
    /// `None` if the vault no longer has exactly this row.
    pub(crate) fn continued(view: &impl View, verified: &Head) -> Result<Option<Self>> {
        let chain = match verified.count {
            0 => Some(base(view)?.chain),
            count => chain_at(view, count)?,
        };
        if chain != Some(verified.chain) {
            return Ok(None);
        }
        let key = meta::get_array(view, meta::key::AUDIT_KEY)?;
        let mut chain = Self::after(key, *verified);
        chain.recorded = true;
        Ok(Some(chain))
    }

    /// Verifies the next stored row; returns the first invalid row, if any, and why.
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

    /// The problem of a complete chain: a checkpoint that no row has recorded.
    pub(crate) fn end(&self) -> Option<(u64, &'static str)> {
        let why = "the log begins after it at a checkpoint that no row has recorded";
        (!self.recorded).then_some((self.base.count, why))
    }
}

/// The result of verifying a chain.
pub(crate) struct Walk {
    /// The end of the valid part.
    pub head: Head,
    /// The number of the first invalid row, and why.
    pub broken: Option<(u64, &'static str)>,
    /// Rows with removed fields.
    pub redacted: u64,
}

/// Verifies the whole chain. `note` is an earlier head, which must be part of the chain.
///
/// # Errors
/// Database errors; a broken chain is a finding, not an error.
pub(crate) fn walk(view: &impl View, note: Option<&Head>) -> Result<Walk> {
    let mut chain = Chain::of(view)?;
    let mut hidden = times::Hidden::default();
    let mut indexed = targets::Indexed::of(view)?;
    let mut broken = None;
    for row in rows(view, ..)? {
        let row = row?;
        broken = chain.check(row.number, row.row(), row.fields())?;
        let head = chain.head;
        if broken.is_none() && hidden.hides(view, head.count, time_of(row.row())?)? {
            broken = Some((head.count, "a search by time would not find the row"));
        }
        if broken.is_none() && indexed.hides(view, &row)? {
            broken = Some((head.count, "a search by target would not find the row"));
        }
        if broken.is_none()
            && note.is_some_and(|note| note.count == head.count && note.chain != head.chain)
        {
            broken = Some((head.count, "the row is not the one of the given head"));
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
        let why = "the log ends before the row of the given head";
        broken = Some((head.count + 1, why));
    }
    if broken.is_none() && indexed.has_more(view)? {
        let why = "after it the index of targets has rows that are not there";
        broken = Some((head.count, why));
    }
    Ok(Walk {
        head,
        broken,
        redacted: chain.redacted,
    })
}
