//! Receipts: what became of each file of a folder that is taken in, by its path there. That of a file
//! which came in is committed with its rows, so that a source whose removal was cut short is known
//! again. Which sources there are, and what is done with them, is not known here.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use redb::{ReadableTable, ReadableTableMetadata};
use serde::{Deserialize, Serialize};

use super::Result;
use super::record::Record;
use super::tables::{Tables, View};
use crate::domain::id::FileId;
use crate::domain::time::Time;

/// Receipts that are kept: the newest.
pub(crate) const MOST: u64 = 10_000;
/// How many more there may be before the oldest go, so that not every write looks for them.
const SLACK: u64 = 500;

/// What became of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ReceiptStatus {
    /// It is in the vault, with content that was not there before.
    Added,
    /// It is in the vault; its content was there already.
    Duplicate,
    /// The policy refused it.
    Rejected,
    /// It could not be read, or not be written.
    Failed,
}

/// The source as it was then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SourceMark {
    pub device: u64,
    pub inode: u64,
    pub size: u64,
    /// Seconds and nanoseconds since 1970.
    pub modified: (i64, i64),
}

/// What became of one source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ReceiptRecord {
    pub status: ReceiptStatus,
    pub time: Time,
    pub mark: SourceMark,
    /// Plain BLAKE3 of the content, of what is in the vault.
    pub hash: Option<[u8; 32]>,
    pub id: Option<FileId>,
    /// Where it went, or would have gone: exact bytes.
    pub path: Option<Vec<u8>>,
    pub reason: Option<String>,
    /// How often in a row it has failed.
    pub attempts: u32,
    /// When it is tried again.
    pub next: Option<Time>,
}

impl Record for ReceiptRecord {}

fn key(source: &Path) -> &[u8] {
    source.as_os_str().as_bytes()
}

/// The receipt of a source.
///
/// # Errors
/// Of the database.
pub(crate) fn get(view: &impl View, source: &Path) -> Result<Option<ReceiptRecord>> {
    let Some(table) = view.receipts() else {
        return Ok(None);
    };
    let row = table.get(key(source))?;
    row.map(|row| ReceiptRecord::from_bytes(row.value()))
        .transpose()
}

/// Puts a source's receipt in the place of its last one; the oldest of too many go.
///
/// # Errors
/// Of the database.
pub(crate) fn put(tables: &mut Tables<'_>, source: &Path, receipt: &ReceiptRecord) -> Result<()> {
    let bytes = receipt.to_bytes()?;
    tables.receipts.insert(key(source), bytes.as_slice())?;
    if tables.receipts.len()? > MOST + SLACK {
        prune(tables, MOST)?;
    }
    Ok(())
}

/// Every receipt, by path.
///
/// # Errors
/// Of the database.
pub(crate) fn all(view: &impl View) -> Result<Vec<(PathBuf, ReceiptRecord)>> {
    let Some(table) = view.receipts() else {
        return Ok(Vec::new());
    };
    let rows = table.iter()?.map(|row| {
        let (key, value) = row?;
        let path = Path::new(OsStr::from_bytes(key.value())).to_owned();
        Ok((path, ReceiptRecord::from_bytes(value.value())?))
    });
    rows.collect()
}

/// Forgets what became of a source.
///
/// # Errors
/// Of the database.
pub(crate) fn remove(tables: &mut Tables<'_>, source: &Path) -> Result<()> {
    tables.receipts.remove(key(source))?;
    Ok(())
}

fn prune(tables: &mut Tables<'_>, most: u64) -> Result<()> {
    let mut all = all(tables)?;
    all.sort_by_key(|(_, receipt)| std::cmp::Reverse(receipt.time));
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    for (source, _) in all.iter().skip(most) {
        tables.receipts.remove(key(source))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
