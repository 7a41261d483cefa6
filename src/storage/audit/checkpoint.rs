//! The checkpoint behind which old rows are gone: the number and chain value of the last of them. It
//! stands in `meta`, and the row of the prune that made it names it, so that it is chained itself.

use super::{Chain, Head, read, rows, time_of, times};
use crate::domain::detail::Part;
use crate::domain::time::Time;
use crate::storage::tables::{Tables, View};
use crate::storage::{Result, StorageError, meta};

/// Where the chain begins: the last row that was removed by age, or no row at all.
///
/// # Errors
/// [`StorageError::Damaged`].
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

/// Sets where the chain begins.
///
/// # Errors
/// Of the database.
pub(crate) fn set_base(tables: &mut Tables<'_>, head: &Head) -> Result<()> {
    let bytes = [&head.count.to_le_bytes()[..], &head.chain].concat();
    meta::set(tables, meta::key::AUDIT_BASE, &bytes)
}

/// How the row of a prune names the checkpoint.
pub(crate) fn checkpoint(head: &Head) -> Part {
    Part::Checkpoint(head.count, head.chain)
}

/// Whether the row of a prune, as it is stored with its fields, records this checkpoint.
pub(super) fn records(base: &Head, row: &[u8], fields: &[u8]) -> bool {
    read(row, fields).is_ok_and(|entry| {
        let detail = entry.event.detail.as_ref();
        detail.is_some_and(|detail| detail.parts().contains(&checkpoint(base)))
    })
}

/// The oldest rows, up to the first that is young enough.
pub(crate) struct Older {
    /// How many.
    pub rows: u64,
    /// The last of them: the checkpoint that they can go behind.
    pub checkpoint: Head,
}

/// The rows before the first one that is from `before` or later. A row that does not hold is given
/// instead: to remove it would hide that.
///
/// # Errors
/// Of the database.
pub(crate) fn older(
    view: &impl View,
    before: Time,
) -> Result<std::result::Result<Older, (u64, &'static str)>> {
    let mut chain = Chain::of(view)?;
    let begun = chain.head.count;
    let mut last = chain.head;
    for row in rows(view, ..)? {
        let row = row?;
        // The first that stays is checked, too: nothing is missing between it and the checkpoint.
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

/// Removes these rows. The row of the prune must name the checkpoint in the same commit.
///
/// # Errors
/// Of the database.
pub(crate) fn prune(tables: &mut Tables<'_>, older: &Older) -> Result<()> {
    let gone = ..=older.checkpoint.count;
    tables.audit.retain_in(gone, |_, _| false)?;
    tables.audit_fields.retain_in(gone, |_, _| false)?;
    times::forget(tables, older.checkpoint.count)?;
    set_base(tables, &older.checkpoint)
}
