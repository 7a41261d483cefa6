//! What an import writes besides files: contents, the chunks it holds until their files are
//! complete, and the receipts of imported folders. Requires the permission to add files.

use std::path::Path;

use crate::domain::effect::Effect;
use crate::domain::permission::Permission;
use crate::domain::traits::Traits;
use crate::storage::content::{self, Part, SealedChunk, SealedPack};
use crate::storage::pending::Import;
use crate::storage::receipts::{self, ReceiptRecord};
use crate::storage::tables::Tables;
use crate::storage::traits;

use crate::app::error::{Error, Kind, Result};

use super::{Gate, Writing};

/// Writes contents.
pub(crate) struct ContentWriter<'w, 't> {
    tables: &'w mut Tables<'t>,
}

impl<'t> Writing<'_, 't> {
    /// Returns a writer for contents; requires the permission to add files.
    pub(crate) fn contents(&mut self) -> Result<ContentWriter<'_, 't>> {
        if !self.principal.permissions.has(Permission::FileUpload) {
            let needs = Permission::FileUpload.name();
            let name = &self.principal.name;
            return Err(Error::new(
                Kind::Denied,
                format!("{name:?} may not add files: it needs {needs}"),
            ));
        }
        Ok(ContentWriter {
            tables: self.tables,
        })
    }

    /// Stores the receipt of a source.
    pub(crate) fn put_receipt(&mut self, source: &Path, receipt: &ReceiptRecord) -> Result<()> {
        let writer = self.contents()?;
        Ok(receipts::put(writer.tables, source, receipt)?)
    }

    /// Adds the destruction of waiting drops, whose files are removed after the commit.
    pub(crate) fn destroy_drops(&mut self, drops: usize) -> Result<()> {
        self.check_permission(Permission::FileDelete)?;
        self.tally(Effect::Destroy, drops as u64, 0);
        Ok(())
    }

    /// Marks this transaction as a part of an upload whose audit row comes with a later
    /// transaction. Its chunks are invisible, and are freed if the upload never completes.
    pub(crate) fn partial_upload(&mut self, _: &Import) {
        self.draft.partial_upload = true;
    }
}

impl ContentWriter<'_, '_> {
    /// As [`content::put_whole`].
    pub(crate) fn whole(&mut self, chunk: &SealedChunk, hash: [u8; 32]) -> Result<(u64, bool)> {
        Ok(content::put_whole(self.tables, chunk, hash)?)
    }

    /// As [`content::put_cut`].
    pub(crate) fn cut(
        &mut self,
        id: [u8; 32],
        hash: [u8; 32],
        size: u64,
        list: &[([u8; 32], u32)],
    ) -> Result<(u64, bool)> {
        Ok(content::put_cut(self.tables, id, hash, size, list)?)
    }

    /// As [`content::put_pack`].
    pub(crate) fn pack(&mut self, sealed: &SealedPack, parts: &[Part]) -> Result<Vec<(u64, bool)>> {
        Ok(content::put_pack(self.tables, sealed, parts)?)
    }

    /// Stores a chunk and holds it for the import; returns the entry.
    pub(crate) fn chunk(&mut self, chunk: &SealedChunk, import: &mut Import) -> Result<u64> {
        content::put_chunk(self.tables, chunk)?;
        Ok(import.hold(self.tables, &chunk.id)?)
    }

    /// Holds a chunk that the vault has; `None` if it no longer has it.
    pub(crate) fn known_chunk(
        &mut self,
        id: &[u8; 32],
        import: &mut Import,
    ) -> Result<Option<u64>> {
        if !content::refer_chunk(self.tables, id)? {
            return Ok(None);
        }
        Ok(Some(import.hold(self.tables, id)?))
    }

    /// As [`Import::transfer`].
    pub(crate) fn transfer(&mut self, import: &Import, entries: &[u64]) -> Result<()> {
        Ok(import.transfer(self.tables, entries)?)
    }

    /// As [`Import::release`].
    pub(crate) fn release_chunks(&mut self, import: &Import, entries: &[u64]) -> Result<()> {
        Ok(import.release(self.tables, entries)?)
    }

    /// Removes a content that no row refers to.
    pub(crate) fn discard_unused(&mut self, number: u64) -> Result<()> {
        Ok(content::discard_unused(self.tables, number)?)
    }

    /// Stores the metadata extracted from a content.
    pub(crate) fn traits(&mut self, number: u64, said: &Traits) -> Result<()> {
        Ok(traits::set(self.tables, number, said)?)
    }
}

impl Gate {
    /// Begins an import: its chunks are kept while the returned value lives.
    pub(in crate::app) fn begin_import(&self) -> Result<Import> {
        Ok(Import::begin(&self.store.spool())?)
    }

    /// Frees the chunks of incomplete streams of an import. An internal change, so it has no audit
    /// row and needs no permission.
    pub(in crate::app) fn release_chunks(
        &mut self,
        import: &Import,
        entries: &[&[u64]],
    ) -> Result<()> {
        self.write_unrecorded(|tables| {
            for held in entries {
                import.release(tables, held)?;
            }
            Ok(())
        })
    }
}
