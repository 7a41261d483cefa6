//! Removing personal fields from rows. The chain stays as it is: it holds commitments to the fields.

use super::audit_key;
use super::fields::without;
use super::rows::{read, rows};
use super::targets;
use crate::domain::event::{Entry, Removed};
use crate::storage::Result;
use crate::storage::record::{FieldsRecord, Record};
use crate::storage::tables::Tables;

/// Rows held in memory at once.
pub(super) const BATCH: usize = 256;

/// Removes from every row the fields selected by `which`; a pseudonym replaces a principal or
/// target. Returns the number of rows changed.
///
/// # Errors
/// `Damaged` for a row that cannot be read.
pub(crate) fn redact(
    tables: &mut Tables<'_>,
    alias: &str,
    which: impl Fn(&Entry) -> Removed,
) -> Result<u64> {
    let key = audit_key(tables)?;
    let mut from = 0;
    let mut redacted = 0;
    loop {
        let mut changed = Vec::new();
        let mut last = None;
        for row in rows(tables, from..)?.take(BATCH) {
            let row = row?;
            last = Some(row.number);
            // Missing fields are found by a verification; there is nothing to remove.
            let Some(fields) = row.fields() else { continue };
            let remove = which(&row.entry()?);
            if remove.any() {
                let before = row.entry()?.event;
                let fields = FieldsRecord::from_bytes(fields)?;
                let fields = without(&key, fields, remove, alias).to_bytes()?;
                let after = read(row.row(), &fields)?.event;
                changed.push((row.number, fields, before, after));
            }
        }
        for (number, fields, before, after) in &changed {
            targets::forget(tables, &key, *number, before)?;
            targets::note(tables, &key, *number, after)?;
            tables.audit_fields.insert(number, fields.as_slice())?;
        }
        redacted += changed.len() as u64;
        match last {
            Some(last) => from = last.saturating_add(1),
            None => return Ok(redacted),
        }
    }
}
