//! The steps that `benches/hot_paths.rs` measures.

use std::path::Path;

use redb::StorageBackend;

use crate::app::error::{Error, Result};
use crate::crypto::hash;
use crate::crypto::keys::{ContentKey, VaultKey};
use crate::crypto::page::PageCipher;
use crate::storage::StorageError;
use crate::storage::backend::{NamedFile, SealedBackend};
use crate::storage::chunker;
use crate::storage::compress::compress_if_smaller;
use crate::storage::secure_file;

fn cipher() -> Result<PageCipher> {
    let key = VaultKey::generate().map_err(StorageError::from)?;
    Ok(PageCipher::new(&key.pages(), [7; 16], 1))
}

fn failed(error: std::io::Error) -> Error {
    StorageError::from(error).into()
}

/// The encrypted file under the database.
pub struct Backend(SealedBackend<NamedFile>);

impl Backend {
    /// Creates one at `path`, with room for `bytes`.
    pub fn create(path: &Path, bytes: u64) -> Result<Self> {
        let disk = NamedFile::new(path, secure_file::create(path)?).map_err(StorageError::from)?;
        let backend = SealedBackend::new(disk, cipher()?);
        backend.set_len(bytes).map_err(failed)?;
        Ok(Self(backend))
    }

    /// Writes at an offset that is a multiple of 4,096.
    pub fn write(&self, offset: u64, bytes: &[u8]) -> Result<()> {
        self.0.write(offset, bytes).map_err(failed)
    }

    /// Seals and writes pending blocks, and syncs.
    pub fn sync(&self) -> Result<()> {
        self.0.sync_data().map_err(failed)
    }

    /// Reads and opens.
    pub fn read(&self, offset: u64, out: &mut [u8]) -> Result<()> {
        self.0.read(offset, out).map_err(failed)
    }
}

/// Seals one block of the database in place: nonce, 4,096 bytes, tag.
pub struct Sealer(PageCipher);

impl Sealer {
    /// With a random key.
    pub fn new() -> Result<Self> {
        cipher().map(Self)
    }

    /// Seals; `record` is 4,136 bytes.
    pub fn seal(&self, address: u64, record: &mut [u8]) -> Result<()> {
        Ok(self.0.seal(address, record).map_err(StorageError::from)?)
    }
}

/// Cuts into chunks like a large file; returns the number of chunks.
pub fn chunk(bytes: &[u8]) -> Result<usize> {
    let mut count = 0;
    for chunk in chunker::chunks(bytes) {
        chunk.map_err(failed)?;
        count += 1;
    }
    Ok(count)
}

/// Both hashes of a content: the plain one, and its id.
#[must_use]
pub fn hash(bytes: &[u8]) -> ([u8; 32], [u8; 32]) {
    (hash::plain(bytes), ContentKey::new([1; 32]).chunk_id(bytes))
}

/// Compresses like a pack; returns the compressed size, if it is worth it.
pub fn compress(bytes: &[u8]) -> Result<Option<usize>> {
    Ok(compress_if_smaller(bytes)?.map(|frame| frame.len()))
}
