//! Compares the bytes of every content with both of its hashes, on all cores: a pack at a time, so
//! that each is opened once.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use redb::ReadableTable;

use super::{Report, names};
use crate::crypto::hash::PlainHash;
use crate::crypto::keys::ContentKey;
use crate::storage::content::Contents;
use crate::storage::record::{ContentRecord, Layout, Record};
use crate::storage::tables::{ReadTables, View};
use crate::storage::{Result, StorageError, meta, threads};

/// Every content's number, those of a pack together, and bytes in total.
fn work(view: &ReadTables) -> Result<(Vec<Vec<u64>>, u64)> {
    let mut work: Vec<(u64, Vec<u64>)> = Vec::new();
    let mut total = 0;
    for row in view.contents().iter()? {
        let (number, value) = row?;
        let number = number.value();
        let record = ContentRecord::from_bytes(value.value())?;
        total += record.size;
        match record.layout {
            Layout::Packed { pack, .. } => match work.last_mut() {
                Some((last, members)) if *last == pack => members.push(number),
                _ => work.push((pack, vec![number])),
            },
            Layout::Whole(_) | Layout::Cut { .. } => work.push((number, vec![number])),
        }
    }
    Ok((
        work.into_iter().map(|(_, numbers)| numbers).collect(),
        total,
    ))
}

/// Reads every content; `progress` gets bytes done and in total.
///
/// # Errors
/// Database and I/O errors; damage is a finding.
pub(super) fn check(
    view: &ReadTables,
    report: &mut Report,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<()> {
    let key = ContentKey::new(meta::get_array(view, meta::key::CONTENT_KEY)?);
    let (all, total) = work(view)?;
    let next = AtomicUsize::new(0);
    let found = Mutex::new((0u64, Vec::new()));
    let failed = Mutex::new(None);
    let check = || {
        let mut contents = Contents::new(view, &key);
        while let Some(numbers) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
            for number in numbers {
                let size = check_one(&mut contents, *number);
                let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
                match size {
                    Ok(size) => {
                        found.0 += size;
                        progress(found.0, total);
                    }
                    Err(error) => {
                        if matches!(error, StorageError::Damaged(_)) {
                            found.1.push((*number, error.to_string()));
                        } else {
                            let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
                            failed.get_or_insert((*number, error));
                            next.store(all.len(), Ordering::Relaxed);
                            return;
                        }
                    }
                }
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads::cores() {
            // If no thread can be started, this one does all the work.
            let _ = threads::spawn_scoped(scope, check);
        }
        check();
    });
    if let Some((number, error)) = failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        let names = names(view, &HashSet::from([number])).unwrap_or_default();
        let name = names.get(&number).map_or("unused content", String::as_str);
        return Err(named(name, error));
    }
    let (bytes, findings) = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    report.bytes = bytes;
    report.about.extend(findings);
    Ok(())
}

/// An I/O error with the name of the file instead of the database.
fn named(name: &str, error: StorageError) -> StorageError {
    let StorageError::Io { source, .. } = error else {
        return error;
    };
    StorageError::Io {
        path: name.into(),
        source,
    }
}

fn check_one(contents: &mut Contents<'_, ReadTables>, number: u64) -> Result<u64> {
    let record = contents.record(number)?;
    let mut plain = PlainHash::new();
    let mut seen = 0;
    contents.read::<StorageError>(number, |bytes| {
        plain.update(bytes);
        seen += bytes.len() as u64;
        Ok(())
    })?;
    if seen == record.size && plain.finish() == record.hash {
        Ok(record.size)
    } else {
        Err(StorageError::Damaged(
            "the content differs from what was stored".into(),
        ))
    }
}
