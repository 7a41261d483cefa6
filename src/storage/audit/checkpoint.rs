//! The checkpoint, behind which old rows were pruned: the number and chain value of the last one.
//! It is stored in `meta`, and the audit row of the prune contains it, so that it is chained
//! itself.

use super::redaction::BATCH;
use super::rows::read;
use super::{Chain, Head, audit_key, rows, targets, time_of, times};
use crate::domain::detail::Part;
use crate::domain::time::Time;
use crate::storage::tables::{Tables, View};
use crate::storage::{Result, StorageError, meta};

/// The start of the chain: the last pruned row, or [`Head::START`].
pub(crate) fn base(view: &impl View) -> Result<Head> {
    let Some(bytes) = meta::get(view, meta::key::AUDIT_BASE)? else {
        return Ok(Head::START);
    };
    let damaged = || StorageError::Damaged("the checkpoint of the audit log is damaged".into());
    let (count, chain) = bytes.split_first_chunk::<8>().ok_or_else(damaged)?;
    Ok(Head {
        count: u64::from_le_bytes(*count),
        chain: chain.try_into().map_err(|_| damaged())?,
    })
}

/// Sets the start of the chain.
pub(crate) fn set_base(tables: &mut Tables<'_>, head: &Head) -> Result<()> {
    let bytes = [&head.count.to_le_bytes()[..], &head.chain].concat();
    meta::set(tables, meta::key::AUDIT_BASE, &bytes)
}

/// The detail with the checkpoint, for the audit row of a prune.
pub(crate) fn checkpoint(head: &Head) -> Part {
    Part::Checkpoint(head.count, head.chain)
}

/// Whether the stored audit row of a prune, with its fields, records this checkpoint.
pub(super) fn records(base: &Head, row: &[u8], fields: &[u8]) -> bool {
    read(row, fields).is_ok_and(|entry| {
        let detail = entry.event.detail.as_ref();
        detail.is_some_and(|detail| detail.parts().contains(&checkpoint(base)))
    })
}

/// The oldest rows, up to the first one to keep.
pub(crate) struct Older {
    /// Their number.
    pub rows: u64,
    /// The last of them: the new checkpoint.
    pub checkpoint: Head,
}

/// The rows before the first one from `before` or later. Returns an invalid row instead, since
/// removing it would hide it.
pub(crate) fn older(
    view: &impl View,
    before: Time,
) -> Result<std::result::Result<Older, (u64, &'static str)>> {
    let mut chain = Chain::of(view)?;
    let begun = chain.head.count;
    let mut last = chain.head;
    for row in rows(view, ..)? {
        let row = row?;
        // The first row to keep is verified, too: nothing is missing between it and the checkpoint.
        if let Some(broken) = chain.check(row.number, row.row(), row.fields())? {
            return Ok(Err(broken));
        }
        if time_of(row.row())? >= before {
            break;
        }
        last = chain.head;
    }
    Ok(Ok(Older {
        rows: last.count - begun,
        checkpoint: last,
    }))
}

/// Removes these rows. The row of the prune must contain the checkpoint in the same commit.
pub(crate) fn prune(tables: &mut Tables<'_>, older: &Older) -> Result<()> {
    let gone = ..=older.checkpoint.count;
    forget_targets(tables, older.checkpoint.count)?;
    tables.audit.retain_in(gone, |_, _| false)?;
    tables.audit_fields.retain_in(gone, |_, _| false)?;
    times::forget(tables, older.checkpoint.count)?;
    set_base(tables, &older.checkpoint)
}

/// Removes the rows up to `last` from the index of targets.
fn forget_targets(tables: &mut Tables<'_>, last: u64) -> Result<()> {
    let key = audit_key(tables)?;
    let mut from = 0;
    loop {
        let batch = rows(tables, from..=last)?.take(BATCH);
        let batch = batch.map(|row| row.and_then(|row| Ok((row.number, row.entry()?.event))));
        let batch = batch.collect::<Result<Vec<_>>>()?;
        let Some((number, _)) = batch.last() else {
            return Ok(());
        };
        from = number.saturating_add(1);
        for (number, event) in &batch {
            targets::forget(tables, &key, *number, event)?;
        }
    }
}
