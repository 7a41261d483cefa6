//! Counts and sizes, without reading any content.

use redb::{ReadableTable, ReadableTableMetadata};

use super::Result;
use super::record::{ChunkRecord, ContentRecord, Layout, PackRecord, Record};
use super::tables::View;

/// Counts and sizes of a vault.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sizes {
    /// Earlier versions.
    pub versions: u64,
    /// Unique contents.
    pub contents: u64,
    /// Bytes of their pieces.
    pub stored: u64,
    /// Bytes of all tables together, without the gaps between pieces.
    pub used: u64,
}

/// Computes the counts and sizes.
pub(crate) fn sizes(view: &impl View) -> Result<Sizes> {
    let mut sizes = Sizes {
        versions: view.versions().len()?,
        ..Sizes::default()
    };
    for row in view.contents().iter()? {
        let record = ContentRecord::from_bytes(row?.1.value())?;
        sizes.contents += 1;
        if let Layout::Whole(stored) = record.layout {
            sizes.stored += u64::from(stored.len);
        }
    }
    for row in view.packs().iter()? {
        let record = PackRecord::from_bytes(row?.1.value())?;
        sizes.stored += u64::from(record.stored.len);
    }
    for row in view.chunks().iter()? {
        let record = ChunkRecord::from_bytes(row?.1.value())?;
        sizes.stored += u64::from(record.stored.len);
    }
    sizes.used = sizes.stored;
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
    ];
    for stats in tables {
        sizes.used += stats.stored_bytes() + stats.metadata_bytes() + stats.fragmented_bytes();
    }
    Ok(sizes)
}
