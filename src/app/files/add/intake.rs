//! The import of a folder: each file leaves a receipt in the transaction of its rows; then its
//! source is removed, kept in another folder, or set aside with the reason.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::app::cancel;
use crate::app::error::Result;
use crate::app::gate::Writing;
use crate::domain::id::FileId;
use crate::domain::span::Span;
use crate::domain::time::Time;
use crate::storage::content;
use crate::storage::files::{self, Place};
use crate::storage::receipts::{self, ReceiptRecord, ReceiptStatus, SourceMark};
use crate::storage::tables::View;

use super::origin::{Origin, Stamp};
use super::prepared::Prepared;
use super::source::Receipt;
use super::source_disposal;
use super::{Item, ItemStatus};

/// The subfolder for rejected files, in the imported folder.
pub(in crate::app) const REJECTED: &str = ".rejected";
/// The delay before a failed file is tried again; it doubles, up to a day.
const MIN_WAIT: u64 = 60;
const MAX_WAIT: u64 = 24 * 60 * 60;

/// An imported folder, with the stamps of its files when they were found settled.
#[derive(Debug)]
pub(in crate::app) struct Intake {
    pub(in crate::app) folder: PathBuf,
    pub(in crate::app) origin: Arc<Origin>,
    /// The subfolder where sources are kept instead of being removed.
    pub(in crate::app) keep_in: Option<OsString>,
    pub(in crate::app) seen: HashMap<PathBuf, Stamp>,
    /// Sources that could not be removed.
    pub(in crate::app) stuck: AtomicU64,
}

/// The identity of a file in a receipt.
pub(in crate::app) fn mark_of(stamp: &Stamp) -> SourceMark {
    SourceMark {
        device: stamp.device,
        inode: stamp.inode,
        size: stamp.size,
        modified: stamp.modified,
    }
}

/// The content of a receipt, in the vault.
pub(in crate::app) struct StoredContent {
    pub id: FileId,
    /// The row of `contents`.
    pub content: u64,
    /// Whether it is the file's current content.
    pub is_current: bool,
}

/// The file of a receipt, if the vault has it with that content, now or in an earlier version.
pub(in crate::app) fn find_stored(
    view: &impl View,
    receipt: &ReceiptRecord,
) -> Result<Option<StoredContent>> {
    let taken = matches!(
        receipt.status,
        ReceiptStatus::Added | ReceiptStatus::Duplicate
    );
    let (true, Some(id), Some(hash)) = (taken, receipt.id, receipt.hash) else {
        return Ok(None);
    };
    let Some(Place::Live(entry)) = files::by_id(view, &id)? else {
        return Ok(None);
    };
    let earlier = files::old_versions(view, &id)?;
    let earlier = earlier.iter().map(|old| old.version.content);
    let current = entry.file.current.content;
    for content in std::iter::once(current).chain(earlier) {
        if content::get(view, content)?.hash == hash {
            let is_current = content == current;
            return Ok(Some(StoredContent {
                id,
                content,
                is_current,
            }));
        }
    }
    Ok(None)
}

/// The delay after this many failures in a row.
fn delay_after(attempts: u32) -> Span {
    let doubled = attempts.saturating_sub(1).min(16);
    Span::from_secs((MIN_WAIT << doubled).min(MAX_WAIT))
}

impl Intake {
    /// The file that this source became, by its receipt, if it was read with the content in the
    /// receipt.
    pub(super) fn previously_imported(
        &self,
        view: &impl View,
        prepared: &Prepared,
    ) -> Result<Option<FileId>> {
        let Some(source) = &prepared.receipt else {
            return Ok(None);
        };
        let same = |receipt: &ReceiptRecord| {
            receipt.mark == mark_of(source.stamp()) && receipt.hash == Some(prepared.hash)
        };
        let there = match receipts::get(view, source.path())? {
            Some(receipt) if same(&receipt) => find_stored(view, &receipt)?,
            _ => None,
        };
        // Only the current content is verified before the source is removed.
        Ok(there.filter(|there| there.is_current).map(|there| there.id))
    }

    /// Stores the receipt of a file.
    pub(super) fn note(
        &self,
        writing: &mut Writing<'_, '_>,
        item: &Item,
        source: Option<&Receipt>,
    ) -> Result<()> {
        // Not a failure: reading was cancelled.
        if item.status == ItemStatus::Failed && cancel::asked().is_some() {
            return Ok(());
        }
        let stamp = match source {
            Some(source) => Some(source.stamp()),
            None => self.seen.get(&item.source),
        };
        let Some(stamp) = stamp else {
            return Ok(());
        };
        let mark = mark_of(stamp);
        let hash = match item.id {
            Some(id) => hash_of(writing.view(), &id)?,
            None => None,
        };
        let status = match item.status {
            ItemStatus::Added | ItemStatus::Renamed | ItemStatus::Version(_) => {
                ReceiptStatus::Added
            }
            ItemStatus::Unchanged | ItemStatus::Duplicate => ReceiptStatus::Duplicate,
            ItemStatus::Rejected => ReceiptStatus::Rejected,
            ItemStatus::Skipped | ItemStatus::Failed => ReceiptStatus::Failed,
        };
        let (attempts, next) = if status == ReceiptStatus::Failed {
            self.retry(writing.view(), &item.source, writing.now)?
        } else {
            (0, None)
        };
        let receipt = ReceiptRecord {
            status,
            time: writing.now,
            mark,
            hash,
            id: item.id,
            path: item.path.as_ref().map(|path| path.raw().to_vec()),
            reason: item.reason.clone(),
            attempts,
            next,
        };
        writing.put_receipt(&item.source, &receipt)
    }

    fn retry(&self, view: &impl View, source: &Path, now: Time) -> Result<(u32, Option<Time>)> {
        let before = receipts::get(view, source)?;
        let failed = before.map_or(0, |receipt| receipt.attempts);
        let attempts = failed.saturating_add(1);
        Ok((attempts, Some(now.saturating_add(delay_after(attempts)))))
    }

    /// Removes a source whose content was committed and verified, or moves it to the folder for
    /// kept sources. Returns the stamp that the other hard links of the file have from then on.
    pub(in crate::app) fn dispose(
        &self,
        path: &Path,
        stamp: &Stamp,
    ) -> std::result::Result<Option<Stamp>, String> {
        let gone = match &self.keep_in {
            None => source_disposal::remove(&self.origin, path, stamp),
            Some(name) => self.keep(name, path, stamp),
        };
        gone.map_err(|why| {
            self.stuck.fetch_add(1, Ordering::Relaxed);
            format!("the source was not removed: {why}")
        })
    }

    fn keep(
        &self,
        name: &OsStr,
        path: &Path,
        stamp: &Stamp,
    ) -> std::result::Result<Option<Stamp>, String> {
        let below = path.strip_prefix(&self.folder).unwrap_or(path);
        let shape = below.parent().unwrap_or(Path::new(""));
        let to = Path::new(name).join(shape);
        source_disposal::mark_kept(&self.origin, Path::new(name))?;
        source_disposal::move_to(&self.origin, path, stamp, &to, None)
    }

    /// Sets a rejected source aside, with the reason in a file next to it; adds that to its item.
    pub(super) fn set_aside(&self, item: &mut Item) {
        if item.status != ItemStatus::Rejected {
            return;
        }
        let Some(stamp) = self.seen.get(&item.source) else {
            return;
        };
        let reason = item.reason.take().unwrap_or_default();
        let to = Path::new(REJECTED);
        let moved = source_disposal::move_to(&self.origin, &item.source, stamp, to, Some(&reason));
        item.reason = Some(match moved {
            Ok(_) => format!("{reason} (moved to {REJECTED})"),
            Err(why) => {
                self.stuck.fetch_add(1, Ordering::Relaxed);
                format!("{reason}; not moved: {why}")
            }
        });
    }
}

fn hash_of(view: &impl View, id: &FileId) -> Result<Option<[u8; 32]>> {
    Ok(match files::by_id(view, id)? {
        Some(Place::Live(entry)) => Some(content::get(view, entry.file.current.content)?.hash),
        Some(Place::Trash) | None => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_a_day() {
        let minutes: Vec<u64> = (1..5).map(|n| delay_after(n).as_secs() / 60).collect();
        assert_eq!(minutes, [1, 2, 4, 8]);
        assert_eq!(delay_after(0), delay_after(1));
        assert_eq!(delay_after(u32::MAX), Span::from_days(1));
    }
}
