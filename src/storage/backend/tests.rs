//! The measured rules of the sealed backend (docs/FORMAT.md, "The database file"), each by name.

mod blocks;
mod cache;
mod crash;
mod header;
mod model;
mod sharing;
mod sim_disk;
mod unsaved;

use std::io;

use redb::{Database, DatabaseError};

use super::*;
use crate::crypto::secret::Secret;
use crate::storage::StorageError;
use crate::storage::database::builder;
use sim_disk::SimDisk;

const KEY: u8 = 1;
const VAULT: [u8; 16] = [2; 16];
const EPOCH: u64 = 3;

fn cipher(key: u8, vault: [u8; 16], epoch: u64) -> PageCipher {
    PageCipher::new(&Secret::new([key; 32]), vault, epoch)
}

fn sealed<B: StorageBackend>(disk: B) -> SealedBackend<B> {
    SealedBackend::new(disk, cipher(KEY, VAULT, EPOCH))
}

fn at(block: u64) -> u64 {
    block * BLOCK as u64
}

fn read<B: StorageBackend>(
    backend: &SealedBackend<B>,
    offset: u64,
    len: usize,
) -> io::Result<Vec<u8>> {
    let mut out = vec![0; len];
    backend.read(offset, &mut out)?;
    Ok(out)
}

fn read_block<B: StorageBackend>(backend: &SealedBackend<B>, block: u64) -> io::Result<Vec<u8>> {
    read(backend, at(block), BLOCK)
}

/// An engine over a sealed disk, as `database` opens it.
fn engine<B: StorageBackend>(disk: B) -> Result<Database, DatabaseError> {
    builder().create_with_backend(sealed(disk))
}

/// Whether this is the typed error, which must also survive redb.
fn is_damage(error: io::Error) -> bool {
    let typed = error.get_ref().is_some_and(|e| e.is::<Damage>());
    typed && matches!(StorageError::from(error), StorageError::Damaged(_))
}

#[track_caller]
fn assert_damage<T>(result: io::Result<T>) {
    assert!(result.is_err_and(is_damage));
}

/// A disk with `blocks` blocks, block `n` filled with the byte `n`, and a header of 0xee.
fn filled(blocks: u64) -> SimDisk {
    let disk = SimDisk::default();
    let backend = sealed(disk.clone());
    backend.set_len(at(blocks)).unwrap();
    for block in 1..blocks {
        backend
            .write(at(block), &vec![block.to_le_bytes()[0]; BLOCK])
            .unwrap();
    }
    backend.write(0, &[0xee; 320]).unwrap();
    backend.sync_data().unwrap();
    disk
}
