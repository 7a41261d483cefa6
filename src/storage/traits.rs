//! Metadata extracted from contents, stored by content, so that rules need not extract it again. A
//! row can be recreated from the content at any time.

use super::Result;
use super::record::Record;
use super::tables::{Tables, View};
use crate::domain::traits::Traits;
use redb::ReadableTable;

impl Record for Traits {}

/// The metadata of a content, if extracted.
pub(crate) fn get(view: &impl View, content: u64) -> Result<Option<Traits>> {
    let row = match view.traits() {
        Some(table) => table.get(content)?,
        None => None,
    };
    row.map(|row| Traits::from_bytes(row.value())).transpose()
}

/// Stores the metadata of a content.
pub(crate) fn set(tables: &mut Tables<'_>, content: u64, traits: &Traits) -> Result<()> {
    let bytes = traits.to_bytes()?;
    tables.traits.insert(content, bytes.as_slice())?;
    Ok(())
}

/// Removes the metadata of a content that no longer exists.
pub(super) fn forget(tables: &mut Tables<'_>, content: u64) -> Result<()> {
    tables.traits.remove(content)?;
    Ok(())
}
