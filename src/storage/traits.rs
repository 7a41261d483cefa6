//! Metadata extracted from contents, stored by content, so that rules need not extract it again. A
//! row can be recreated from the content at any time.

use super::Result;
use super::record::{Record, TraitsRecord};
use super::tables::{Tables, View};
use crate::domain::traits::Traits;
use redb::ReadableTable;

/// The metadata of a content, if extracted.
pub(crate) fn get(view: &impl View, content: u64) -> Result<Option<Traits>> {
    let row = match view.traits() {
        Some(table) => table.get(content)?,
        None => None,
    };
    let Some(row) = row else {
        return Ok(None);
    };
    let record = TraitsRecord::from_bytes(row.value())?;
    Ok(Some(Traits {
        taken: record.taken,
        camera: record.camera,
        title: record.title,
        author: record.author,
        artist: record.artist,
        album: record.album,
    }))
}

/// Stores the metadata of a content.
pub(crate) fn set(tables: &mut Tables<'_>, content: u64, traits: &Traits) -> Result<()> {
    let record = TraitsRecord {
        taken: traits.taken,
        camera: traits.camera.clone(),
        title: traits.title.clone(),
        author: traits.author.clone(),
        artist: traits.artist.clone(),
        album: traits.album.clone(),
    };
    tables
        .traits
        .insert(content, record.to_bytes()?.as_slice())?;
    Ok(())
}

/// Removes the metadata of a content that no longer exists.
pub(super) fn forget(tables: &mut Tables<'_>, content: u64) -> Result<()> {
    tables.traits.remove(content)?;
    Ok(())
}
