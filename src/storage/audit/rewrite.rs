//! Taking a name out of the log: rows are changed, and the chain is made anew from the first of them
//! on. Which stretches were ever rewritten is kept, so that a note or an anchor from before gets a
//! clear answer. docs/SECURITY.md says why, and what that means for notes.

#[cfg(test)]
mod tests;

use redb::ReadableTable;
use serde::{Deserialize, Serialize};

use super::{base, key, link, split};
use crate::crypto::hash;
use crate::storage::record::{AuditRecord, Record};
use crate::storage::tables::{Tables, View};
use crate::storage::{Result, StorageError, meta};

/// Rows that are held in memory at once.
const BATCH: usize = 4096;

/// Stretches of rows, first and last.
#[derive(Default, Serialize, Deserialize)]
struct RewrittenRecord(Vec<(u64, u64)>);

impl Record for RewrittenRecord {}

/// The stretches that were rewritten, in that order.
///
/// # Errors
/// Of the database.
pub(crate) fn rewritten(view: &impl View) -> Result<Vec<(u64, u64)>> {
    let stored = meta::get(view, meta::key::AUDIT_REWRITTEN)?;
    let stored = stored.map(|bytes| RewrittenRecord::from_bytes(&bytes));
    Ok(stored.transpose()?.unwrap_or_default().0)
}

/// Whether this row's chain value is another one than it once was.
///
/// # Errors
/// Of the database.
pub(crate) fn was_rewritten(view: &impl View, number: u64) -> Result<bool> {
    let all = rewritten(view)?;
    Ok(all
        .iter()
        .any(|(first, last)| (*first..=*last).contains(&number)))
}

/// Lets `change` change every row, and makes the chain anew from the first one on that it changed;
/// gives the stretch.
///
/// # Errors
/// [`StorageError::Damaged`] where the chain does not hold as it is: that would be hidden.
pub(crate) fn rewrite(
    tables: &mut Tables<'_>,
    change: impl Fn(&mut AuditRecord) -> bool,
) -> Result<Option<(u64, u64)>> {
    let key = key(tables)?;
    // Behind a checkpoint, where old rows were removed.
    let base = base(tables)?;
    let (mut was, mut is) = (base.chain, base.chain);
    let mut first = None;
    let mut last = base.count;
    loop {
        let batch = batch(tables, last + 1)?;
        if batch.is_empty() {
            break;
        }
        for (number, row) in batch {
            let (chain, record) = split(&row)?;
            let holds =
                number == last + 1 && hash::equal(&chain, &link(&key, &was, number, record));
            if !holds {
                return Err(StorageError::Damaged(format!(
                    "the audit log does not hold at row {number}: rewriting it would hide that"
                )));
            }
            let mut parsed = AuditRecord::from_bytes(record)?;
            let mut record = record.to_vec();
            if change(&mut parsed) {
                first.get_or_insert(number);
                record = parsed.to_bytes()?;
            }
            was = chain;
            is = if first.is_some() {
                let mut row = link(&key, &is, number, &record).to_vec();
                row.extend_from_slice(&record);
                tables.audit.insert(number, row.as_slice())?;
                split(&row)?.0
            } else {
                chain
            };
            last = number;
        }
    }
    let Some(first) = first else { return Ok(None) };
    let mut all = rewritten(tables)?;
    all.push((first, last));
    let bytes = RewrittenRecord(all).to_bytes()?;
    meta::set(tables, meta::key::AUDIT_REWRITTEN, &bytes)?;
    Ok(Some((first, last)))
}

fn batch(view: &impl View, from: u64) -> Result<Vec<(u64, Vec<u8>)>> {
    let rows = view.audit().range(from..)?.take(BATCH).map(|row| {
        let (number, row) = row?;
        Ok((number.value(), row.value().to_vec()))
    });
    rows.collect()
}
