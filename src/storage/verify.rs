//! Verifies the whole vault: every content against its hash, every reference count against the
//! rows, every index against the files. Reads one consistent state; changes nothing.

mod contents;

use std::collections::{BTreeMap, HashMap, HashSet};

use redb::{ReadableTable, ReadableTableMetadata};

use super::content;
use super::counts;
use super::record::{
    ChangeRecord, ChunkRecord, ContentRecord, FileRecord, Layout, OldVersionRecord, PackRecord,
    Record, TrashRecord,
};
use super::tables::{ReadTables, View};
use super::{Result, consents, files, folders, holds, receipts, retention, searches, users};
use crate::domain::id::FileId;
use crate::domain::path::VaultPath;

/// The result of a verification.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub files: u64,
    pub contents: u64,
    pub chunks: u64,
    /// Bytes of content read and hashed.
    pub bytes: u64,
    /// One line each.
    pub findings: Vec<String>,
    /// Findings about contents, by number: they get the name of a file that has the content.
    about: Vec<(u64, String)>,
}

/// The number of rows that refer to each content. Names are looked up only for findings: those of all
/// files would need much memory.
type Holders = HashMap<u64, u32>;

/// A row that refers to a content.
enum Holder<'r> {
    File(&'r [u8], FileRecord),
    Trash(TrashRecord),
    Version(FileId, u32, OldVersionRecord),
    /// Saved for the undo of an operation.
    Saved(u64, u64),
}

impl Holder<'_> {
    fn content(&self) -> u64 {
        match self {
            Self::File(_, file) => file.current.content,
            Self::Trash(record) => record.file.current.content,
            Self::Version(_, _, old) => old.version.content,
            Self::Saved(_, content) => *content,
        }
    }

    fn name(&self) -> String {
        match self {
            Self::File(key, _) => String::from_utf8_lossy(key).into_owned(),
            Self::Trash(record) => format!("{} (trash)", String::from_utf8_lossy(&record.path)),
            Self::Version(id, number, _) => format!("version {number} of id:{id}"),
            Self::Saved(operation, _) => format!("undo of operation {operation}"),
        }
    }
}

/// Calls `each` with every row that refers to a content.
fn each_holder(view: &impl View, each: &mut dyn FnMut(&Holder<'_>) -> Result<()>) -> Result<()> {
    for row in view.files().iter()? {
        let (key, value) = row?;
        each(&Holder::File(
            key.value(),
            FileRecord::from_bytes(value.value())?,
        ))?;
    }
    for row in view.trash().iter()? {
        each(&Holder::Trash(TrashRecord::from_bytes(row?.1.value())?))?;
    }
    for row in view.versions().iter()? {
        let (key, value) = row?;
        let (id, number) = key.value();
        let old = OldVersionRecord::from_bytes(value.value())?;
        each(&Holder::Version(FileId::new(*id), number, old))?;
    }
    for row in view.changes().iter()? {
        let (key, value) = row?;
        let change = ChangeRecord::from_bytes(value.value())?;
        if let Some(saved) = change.saved
            && let Some(content) = files::names(&change.slot, &saved)?.0
        {
            each(&Holder::Saved(key.value().0, content))?;
        }
    }
    Ok(())
}

/// The first row that refers to each of these contents, by name.
fn names(view: &impl View, contents: &HashSet<u64>) -> Result<HashMap<u64, String>> {
    let mut names = HashMap::new();
    if contents.is_empty() {
        return Ok(names);
    }
    each_holder(view, &mut |holder| {
        if contents.contains(&holder.content()) {
            names
                .entry(holder.content())
                .or_insert_with(|| holder.name());
        }
        Ok(())
    })?;
    Ok(names)
}

/// Checks rows, counts and indexes, and the bytes of every content if `contents` is set. `progress`
/// gets bytes done and in total.
///
/// # Errors
/// Database errors: a block that does not authenticate ends the check.
pub(crate) fn verify(
    view: &ReadTables,
    contents: bool,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<Report> {
    let mut report = Report::default();
    let holders = check_rows(view, &mut report)?;
    let packed = check_counts(view, &holders, &mut report)?;
    check_packs(view, &packed, &mut report)?;
    if contents {
        contents::check(view, &mut report, progress)?;
    }
    report.findings.extend(counts::check(view)?);
    let about = std::mem::take(&mut report.about);
    let names = names(view, &about.iter().map(|(content, _)| *content).collect())?;
    for (content, message) in about {
        let name = names.get(&content).map_or("unused content", String::as_str);
        report.findings.push(format!("{name}: {message}"));
    }
    Ok(report)
}

/// Checks files, trash, versions and journal, and their indexes.
fn check_rows(view: &ReadTables, report: &mut Report) -> Result<Holders> {
    let mut holders = Holders::new();
    let mut ids = 0u64;
    each_holder(view, &mut |holder| {
        let count = holders.entry(holder.content()).or_default();
        *count = count.saturating_add(1);
        ids += u64::from(matches!(holder, Holder::File(..) | Holder::Trash(_)));
        let Holder::File(key, file) = holder else {
            return Ok(());
        };
        report.files += 1;
        let indexed = view.ids().get(file.id.bytes())?;
        if indexed.is_none_or(|at| at.value() != *key) {
            let finding = format!("{}: not in the index of ids", holder.name());
            report.findings.push(finding);
        }
        let in_names = files::name_key(key, &file.id);
        if view.names().get(in_names.as_slice())?.is_none() {
            let finding = format!("{}: not in the index of names", holder.name());
            report.findings.push(finding);
        }
        Ok(())
    })?;
    // Nothing refers to them: they only have to be readable.
    receipts::all(view)?;
    consents::all(view)?;
    retention::all(view)?;
    holds::all(view)?;
    for (id, _) in users::users(view)? {
        searches::of(view, &id)?;
    }
    for folder in folders::within(view, &VaultPath::root())? {
        folder?;
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

/// Contents by pack: number, offset, bytes.
type Packed = BTreeMap<u64, Vec<(u64, u32, u64)>>;

/// Compares every reference count with the rows; returns the packed contents.
fn check_counts(view: &ReadTables, holders: &Holders, report: &mut Report) -> Result<Packed> {
    let mut packed = Packed::new();
    let mut chunks: HashMap<[u8; 32], u64> = HashMap::new();
    let mut known = 0usize;
    for row in view.contents().iter()? {
        let (number, value) = row?;
        let number = number.value();
        let record = ContentRecord::from_bytes(value.value())?;
        report.contents += 1;
        let should = holders.get(&number).copied().unwrap_or_default();
        known += usize::from(holders.contains_key(&number));
        if u64::from(record.references) != u64::from(should) {
            report.findings.push(format!(
                "content {number} counts {} references, but {should} rows refer to it",
                record.references
            ));
        }
        if content::find(view, &record.id)? != Some(number) {
            report
                .findings
                .push(format!("content {number} is not in the index of contents"));
        }
        match record.layout {
            Layout::Whole(_) => {}
            Layout::Cut { chunks: count } => {
                for (chunk, _) in content::read_chunk_list(view, number, count)? {
                    *chunks.entry(chunk).or_default() += 1;
                }
            }
            Layout::Packed { pack, offset } => {
                let members = packed.entry(pack).or_default();
                members.push((number, offset, record.size));
            }
        }
    }
    for number in holders.keys().filter(|_| known != holders.len()) {
        if view.contents().get(*number)?.is_none() {
            let missing = format!("its content {number} is missing");
            report.about.push((*number, missing));
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
                "chunk {} counts {} references, but {should} are known",
                record.number, record.references
            ));
        }
    }
    for (_, count) in chunks {
        report.findings.push(format!(
            "a chunk that is referenced {count} times is missing"
        ));
    }
    Ok(packed)
}

/// Compares the rows of packs with those of their contents.
fn check_packs(view: &ReadTables, packed: &Packed, report: &mut Report) -> Result<()> {
    let mut known = 0usize;
    for row in view.packs().iter()? {
        let (number, value) = row?;
        let number = number.value();
        let record = PackRecord::from_bytes(value.value())?;
        let none = Vec::new();
        let members = packed.get(&number).unwrap_or(&none);
        known += usize::from(packed.contains_key(&number));
        let mut named = record.members.clone();
        named.sort_unstable();
        let live: u64 = members.iter().map(|(_, _, size)| size).sum();
        let inside = |(_, offset, size): &(u64, u32, u64)| {
            u64::from(*offset).saturating_add(*size) <= u64::from(record.size)
        };
        if !named.iter().eq(members.iter().map(|(member, ..)| member))
            || !members.iter().all(inside)
            || live != u64::from(record.live)
        {
            report
                .findings
                .push(format!("pack {number} does not match its contents"));
        }
    }
    if known != packed.len() {
        report.findings.push("a referenced pack is missing".into());
    }
    Ok(())
}
