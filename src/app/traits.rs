//! What files say of themselves: kept since they were added, or read from their content now.

use crate::domain::traits::{Extent, MAX_TRAIT_BYTES, Traits};
use crate::storage::StorageError;
use crate::storage::chunker::CUT_FROM;
use crate::storage::content::Contents;
use crate::storage::record::VersionRecord;
use crate::storage::tables::View;
use crate::storage::traits;

use super::error::Result;

/// What a version says, and whether that had to be read from its content.
pub(super) fn of<V: View>(
    view: &V,
    contents: &mut Contents<'_, V>,
    version: &VersionRecord,
) -> Result<(Traits, bool)> {
    let Some(extent) = Traits::extent(version.file_type) else {
        return Ok((Traits::default(), false));
    };
    if let Some(known) = traits::get(view, version.content)? {
        return Ok((known, false));
    }
    if extent == Extent::Whole && version.size > MAX_TRAIT_BYTES {
        return Ok((Traits::default(), false));
    }
    let bytes = read(contents, version.content, extent)?;
    Ok((Traits::of(&bytes, version.file_type), true))
}

enum Stop {
    Enough,
    Because(StorageError),
}

impl From<StorageError> for Stop {
    fn from(error: StorageError) -> Self {
        Self::Because(error)
    }
}

fn read<V: View>(contents: &mut Contents<'_, V>, number: u64, extent: Extent) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = contents.read(number, |piece| {
        bytes.extend_from_slice(piece);
        if extent == Extent::Head && bytes.len() >= CUT_FROM {
            return Err(Stop::Enough);
        }
        Ok(())
    });
    match read {
        Ok(()) | Err(Stop::Enough) => Ok(bytes),
        Err(Stop::Because(error)) => Err(error.into()),
    }
}
