//! The size of all tables, without reading any content.

use redb::ReadableTableMetadata;

use super::tables::View;
use super::{Result, counts};

/// Bytes of all tables together, without the gaps between pieces: reads every index page.
pub(crate) fn used(view: &impl View) -> Result<u64> {
    let mut used = counts::get(view, counts::STORED)?;
    let tables = [
        view.meta().stats()?,
        view.users().stats()?,
        view.files().stats()?,
        view.ids().stats()?,
        view.names().stats()?,
        view.trash().stats()?,
        view.versions().stats()?,
        view.contents().stats()?,
        view.content_ids().stats()?,
        view.chunks().stats()?,
        view.packs().stats()?,
        view.operations().stats()?,
        view.changes().stats()?,
        view.audit().stats()?,
        view.audit_fields().stats()?,
        view.pending().stats()?,
        view.counts().stats()?,
    ];
    for stats in tables {
        used += stats.stored_bytes() + stats.metadata_bytes() + stats.fragmented_bytes();
    }
    Ok(used)
}
