//! Receipts: the result for each file of an imported folder, by its source path. A successful one
//! is committed with the file's rows, so that a source whose removal was interrupted is recognised.
//! How sources are handled is decided elsewhere.

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

/// Number of receipts to keep: the newest.
pub(crate) const MAX_RECEIPTS: u64 = 10_000;
/// How many more there may be before the oldest are removed, so that not every write searches for
/// them.
const SLACK: u64 = 500;

/// The result for a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ReceiptStatus {
    /// Added, with new content.
    Added,
    /// Added; the vault already had the content.
    Duplicate,
    /// Rejected by the policy.
    Rejected,
    /// Could not be read or written.
    Failed,
}

/// The source at that time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SourceMark {
    pub device: u64,
    pub inode: u64,
    pub size: u64,
    /// Seconds and nanoseconds since 1970.
    pub modified: (i64, i64),
}

/// The receipt of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ReceiptRecord {
    pub status: ReceiptStatus,
    pub time: Time,
    pub mark: SourceMark,
    /// Plain BLAKE3 of the content, if it is in the vault.
    pub hash: Option<[u8; 32]>,
    pub id: Option<FileId>,
    /// Its path, or the one it would have had: exact bytes.
    pub path: Option<Vec<u8>>,
    pub reason: Option<String>,
    /// The number of failures in a row.
    pub attempts: u32,
    /// When it is retried.
    pub next: Option<Time>,
}

impl Record for ReceiptRecord {}

fn key(source: &Path) -> &[u8] {
    source.as_os_str().as_bytes()
}

/// The receipt of a source.
pub(crate) fn get(view: &impl View, source: &Path) -> Result<Option<ReceiptRecord>> {
    let Some(table) = view.receipts() else {
        return Ok(None);
    };
    let row = table.get(key(source))?;
    row.map(|row| ReceiptRecord::from_bytes(row.value()))
        .transpose()
}

/// Replaces the receipt of a source; removes the oldest receipts if there are too many.
pub(crate) fn put(tables: &mut Tables<'_>, source: &Path, receipt: &ReceiptRecord) -> Result<()> {
    let bytes = receipt.to_bytes()?;
    tables.receipts.insert(key(source), bytes.as_slice())?;
    if tables.receipts.len()? > MAX_RECEIPTS + SLACK {
        prune(tables, MAX_RECEIPTS)?;
    }
    Ok(())
}

/// Every receipt, by path.
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

/// Removes the receipt of a source.
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
