//! A window into the private rooms for `benches/hot_paths.rs`, which could not name them otherwise.
//! Only with the feature `bench`; nothing of the program uses it.

use std::path::Path;

use redb::StorageBackend;

use crate::app::error::{Error, Result};
use crate::crypto::hash;
use crate::crypto::keys::{ContentKey, VaultKey};
use crate::crypto::page::PageCipher;
use crate::storage::StorageError;
use crate::storage::backend::{NamedFile, SealedBackend};
use crate::storage::chunker;
use crate::storage::compress::compress_where_it_pays;
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
    /// A new one at `path`, with room for `bytes`.
    ///
    /// # Errors
    /// Of the disk.
    pub fn create(path: &Path, bytes: u64) -> Result<Self> {
        let disk = NamedFile::new(path, secure_file::create(path)?).map_err(StorageError::from)?;
        let backend = SealedBackend::new(disk, cipher()?);
        backend.set_len(bytes).map_err(failed)?;
        Ok(Self(backend))
    }

    /// Writes at an offset that is a multiple of 4,096.
    ///
    /// # Errors
    /// Of the disk.
    pub fn write(&self, offset: u64, bytes: &[u8]) -> Result<()> {
        self.0.write(offset, bytes).map_err(failed)
    }

    /// Seals and writes what waits, and syncs.
    ///
    /// # Errors
    /// Of the disk.
    pub fn sync(&self) -> Result<()> {
        self.0.sync_data().map_err(failed)
    }

    /// Reads and opens.
    ///
    /// # Errors
    /// Of the disk.
    pub fn read(&self, offset: u64, out: &mut [u8]) -> Result<()> {
        self.0.read(offset, out).map_err(failed)
    }
}

/// Seals one block of the database in place: nonce, 4,096 bytes, tag.
pub struct Sealer(PageCipher);

impl Sealer {
    /// With a fresh key.
    ///
    /// # Errors
    /// Where the system gives no random bytes.
    pub fn new() -> Result<Self> {
        cipher().map(Self)
    }

    /// Seals; `record` is 4,136 bytes.
    ///
    /// # Errors
    /// Never, for that length.
    pub fn seal(&self, address: u64, record: &mut [u8]) -> Result<()> {
        Ok(self.0.seal(address, record).map_err(StorageError::from)?)
    }
}

/// Cuts as a large file is cut; gives how many chunks there are.
///
/// # Errors
/// Never, from memory.
pub fn chunk(bytes: &[u8]) -> Result<usize> {
    let mut count = 0;
    for chunk in chunker::chunks(bytes) {
        chunk.map_err(failed)?;
        count += 1;
    }
    Ok(count)
}

/// Both hashes of a content: the plain one, and its name.
#[must_use]
pub fn hash(bytes: &[u8]) -> ([u8; 32], [u8; 32]) {
    (hash::plain(bytes), ContentKey::new([1; 32]).chunk_id(bytes))
}

/// Compresses as a pack is; gives how many bytes come out, if that pays.
///
/// # Errors
/// Where there is no memory.
pub fn compress(bytes: &[u8]) -> Result<Option<usize>> {
    Ok(compress_where_it_pays(bytes)?.map(|frame| frame.len()))
}
