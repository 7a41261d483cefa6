//! The whole vault checked against itself: every content against its hash, every reference count
//! against the rows that refer, every index against the files. Reads one consistent state; changes
//! nothing.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use redb::{ReadableTable, ReadableTableMetadata};

use super::content::{self, ContentReader};
use super::record::{
    ChangeRecord, ChunkRecord, ContentRecord, FileRecord, Layout, OldVersionRecord, Record,
    TrashRecord,
};
use super::tables::{ReadTables, View};
use super::{Result, StorageError, files, meta};
use crate::crypto::hash::PlainHash;
use crate::crypto::keys::ContentKey;
use crate::domain::id::FileId;

/// What was checked, and what was found wrong.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub files: u64,
    pub contents: u64,
    pub chunks: u64,
    /// Bytes of content read and hashed.
    pub bytes: u64,
    /// One line each.
    pub findings: Vec<String>,
}

/// Names of files by the content that they hold, for findings that people can use.
type Holders = HashMap<u64, (u64, Option<String>)>;

/// Checks rows, counts and indexes, and the bytes of every content where `contents` is set.
/// `progress` gets bytes done and bytes in all.
///
/// # Errors
/// Of the database: a block that does not authenticate ends the walk.
pub(crate) fn verify(
    view: &ReadTables,
    contents: bool,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<Report> {
    let mut report = Report::default();
    let holders = check_rows(view, &mut report)?;
    check_counts(view, &holders, &mut report)?;
    if contents {
        check_contents(view, &holders, &mut report, progress)?;
    }
    Ok(report)
}

fn hold(holders: &mut Holders, content: u64, name: impl FnOnce() -> String) {
    let entry = holders.entry(content).or_default();
    entry.0 += 1;
    entry.1.get_or_insert_with(name);
}

/// Walks files, trash, versions and journal; checks the indexes on the way.
fn check_rows(view: &ReadTables, report: &mut Report) -> Result<Holders> {
    let mut holders = Holders::new();
    let mut ids = 0u64;
    for row in view.files().iter()? {
        let (key, value) = row?;
        let file = FileRecord::from_bytes(value.value())?;
        let name = || String::from_utf8_lossy(key.value()).into_owned();
        report.files += 1;
        ids += 1;
        let indexed = view.ids().get(file.id.bytes())?;
        if indexed.is_none_or(|at| at.value() != key.value()) {
            report
                .findings
                .push(format!("{}: not in the index of ids", name()));
        }
        let in_names = files::name_key(key.value(), &file.id);
        if view.names().get(in_names.as_slice())?.is_none() {
            report
                .findings
                .push(format!("{}: not in the index of names", name()));
        }
        hold(&mut holders, file.current.content, name);
    }
    for row in view.trash().iter()? {
        let record = TrashRecord::from_bytes(row?.1.value())?;
        ids += 1;
        let name = || format!("{} (trash)", String::from_utf8_lossy(&record.path));
        hold(&mut holders, record.file.current.content, name);
    }
    for row in view.versions().iter()? {
        let (key, value) = row?;
        let old = OldVersionRecord::from_bytes(value.value())?;
        let (id, number) = key.value();
        let name = || format!("version {number} of id:{}", FileId::new(*id));
        hold(&mut holders, old.version.content, name);
    }
    for row in view.changes().iter()? {
        let (key, value) = row?;
        let change = ChangeRecord::from_bytes(value.value())?;
        if let Some(saved) = change.saved {
            let content = files::names(&change.slot, &saved)?.0;
            let name = || format!("undo of operation {}", key.value().0);
            hold(&mut holders, content, name);
        }
    }
    let lists = [
        ("ids", view.ids().len()?, ids),
        ("names", view.names().len()?, report.files),
    ];
    for (index, is, should) in lists {
        if is != should {
            report.findings.push(format!(
                "the index of {index} has {is} rows instead of {should}"
            ));
        }
    }
    Ok(holders)
}

/// Compares every reference count with the rows that refer.
fn check_counts(view: &ReadTables, holders: &Holders, report: &mut Report) -> Result<()> {
    let mut chunks: HashMap<[u8; 32], u64> = HashMap::new();
    let mut known = 0usize;
    for row in view.contents().iter()? {
        let (number, value) = row?;
        let number = number.value();
        let record = ContentRecord::from_bytes(value.value())?;
        report.contents += 1;
        let should = holders.get(&number).map_or(0, |(count, _)| *count);
        known += usize::from(holders.contains_key(&number));
        if u64::from(record.references) != should {
            report.findings.push(format!(
                "content {number} counts {} references, {should} rows refer",
                record.references
            ));
        }
        if content::find(view, &record.id)? != Some(number) {
            report
                .findings
                .push(format!("content {number} is not in the index of contents"));
        }
        if let Layout::Cut { chunks: count } = record.layout {
            for (chunk, _) in content::read_chunk_list(view, number, count)? {
                *chunks.entry(chunk).or_default() += 1;
            }
        }
    }
    for (number, (_, name)) in holders {
        if known != holders.len() && view.contents().get(*number)?.is_none() {
            let name = name.as_deref().unwrap_or("a row");
            report
                .findings
                .push(format!("{name}: its content {number} is missing"));
        }
    }
    for row in view.pending().iter()? {
        *chunks.entry(*row?.1.value()).or_default() += 1;
    }
    for row in view.chunks().iter()? {
        let (id, value) = row?;
        let record = ChunkRecord::from_bytes(value.value())?;
        report.chunks += 1;
        let should = chunks.remove(id.value()).unwrap_or_default();
        if u64::from(record.references) != should {
            report.findings.push(format!(
                "chunk {} counts {} references, {should} are known",
                record.number, record.references
            ));
        }
    }
    for (_, count) in chunks {
        report
            .findings
            .push(format!("a chunk that is named {count} times is missing"));
    }
    Ok(())
}

/// Reads every content, on all cores, and compares it with both of its names.
fn check_contents(
    view: &ReadTables,
    holders: &Holders,
    report: &mut Report,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<()> {
    let key = ContentKey::new(meta::get_array(view, meta::key::CONTENT_KEY)?);
    let mut all = Vec::new();
    let mut total = 0u64;
    for row in view.contents().iter()? {
        let (number, value) = row?;
        total += ContentRecord::from_bytes(value.value())?.size;
        all.push(number.value());
    }
    let next = AtomicUsize::new(0);
    let found = Mutex::new((0u64, Vec::new()));
    let check = || {
        while let Some(number) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
            let size = check_content(view, &key, *number);
            let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
            match size {
                Ok(size) => {
                    found.0 += size;
                    progress(found.0, total);
                }
                Err(error) => {
                    let name = holders.get(number).and_then(|(_, name)| name.as_deref());
                    let name = name.unwrap_or("unused content");
                    found.1.push(format!("{name}: {error}"));
                }
            }
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(check);
        }
    });
    let (bytes, findings) = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    report.bytes = bytes;
    report.findings.extend(findings);
    Ok(())
}

fn check_content(view: &ReadTables, key: &ContentKey, number: u64) -> Result<u64> {
    let reader = ContentReader::new(view, key, number)?;
    let (hash, size) = (reader.record().hash, reader.record().size);
    let mut plain = PlainHash::new();
    let mut seen = 0;
    reader.for_each::<StorageError>(|bytes| {
        plain.update(bytes);
        seen += bytes.len() as u64;
        Ok(())
    })?;
    if seen == size && plain.finish() == hash {
        Ok(size)
    } else {
        Err(StorageError::Damaged(
            "the content is not the one that was stored".into(),
        ))
    }
}
