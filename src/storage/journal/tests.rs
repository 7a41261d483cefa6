//! Operations on a real vault: undone exactly, redone exactly, refused if something has changed
//! since, and with correct reference counts.

mod model;
mod named;
mod shape;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::*;
use crate::crypto::hash;
use crate::crypto::keys::ContentKey;
use crate::domain::file_type::FileType;
use crate::domain::id::UserId;
use crate::domain::tag::Tag;
use crate::storage::content::{SealedChunk, list_bytes};
use crate::storage::database::{Intent, Store};
use crate::storage::record::VersionRecord;
use crate::storage::tables::{ContentView, ReadTables};
use crate::storage::tests::dice::Dice;
use crate::storage::tests::vault::{Vault, write};
use crate::storage::verify;

/// Every row of `files`, `trash` and `versions`.
type Rows = BTreeMap<Slot, Vec<u8>>;

/// Number of contents shared by many files.
const SHARED: u64 = 12;
/// All contents.
const CONTENTS: u64 = 72;
/// Number of versions kept per file, including the current one.
const MAX_VERSIONS: u32 = 3;

struct World {
    store: Store,
    _vault: Vault,
}

/// Any actor.
fn anna() -> Actor {
    Actor::user(UserId::new([1; 10]))
}

fn bob() -> Actor {
    Actor {
        user: UserId::new([2; 10]),
        key: Some("k".to_owned()),
    }
}

fn key() -> ContentKey {
    ContentKey::new([8; 32])
}

impl World {
    fn new() -> Self {
        let vault = Vault::new();
        Self {
            store: vault.open(Intent::Write),
            _vault: vault,
        }
    }

    fn view(&self) -> ReadTables {
        self.store.read().unwrap()
    }

    fn write<T>(&mut self, change: impl FnOnce(&mut Tables<'_>) -> Result<T>) -> Result<T> {
        write(&mut self.store, change)
    }

    /// One operation in one transaction; returns its number.
    fn operation(
        &mut self,
        time: i64,
        change: impl FnOnce(&mut Tables<'_>, &mut Operation) -> Result<()>,
    ) -> u64 {
        self.operation_of(&anna(), time, change)
    }

    fn operation_of(
        &mut self,
        by: &Actor,
        time: i64,
        change: impl FnOnce(&mut Tables<'_>, &mut Operation) -> Result<()>,
    ) -> u64 {
        self.write(|tables| {
            let mut operation = begin(tables, by, time)?;
            change(tables, &mut operation)?;
            operation.save(tables)?;
            operation.discard_if_empty(tables)?;
            Ok(operation.number)
        })
        .unwrap()
    }

    /// Undoes an operation; returns whether that was possible. If not, nothing has changed.
    fn undo(&mut self, number: u64) -> bool {
        self.undo_by(number, &anna())
    }

    fn undo_by(&mut self, number: u64, by: &Actor) -> bool {
        self.swap(|tables| undo(tables, number, by, Time::from_unix_nanos(4)))
    }

    /// Redoes an operation; returns whether that was possible. If not, nothing has changed.
    fn redo_of(&mut self, number: u64) -> bool {
        self.swap(|tables| redo(tables, number))
    }

    fn swap(&mut self, swap: impl FnOnce(&mut Tables<'_>) -> Result<Swapped>) -> bool {
        let swapped = self.write(|tables| match swap(tables)? {
            Swapped::Done(..) => Ok(()),
            Swapped::Conflict(_) => Err(StorageError::Engine("conflict".into())),
        });
        match swapped {
            Ok(()) => true,
            Err(StorageError::Engine(why)) if why == "conflict" => false,
            Err(other) => panic!("{other}"),
        }
    }

    fn redo(&mut self) -> u64 {
        let number = self.next_redo().unwrap();
        assert!(self.redo_of(number));
        number
    }

    fn empty_trash(&mut self, ids: &[FileId]) {
        self.write(|tables| {
            close_through(tables, None, |id| ids.contains(id))?;
            ids.iter().try_for_each(|id| erase(tables, id))
        })
        .unwrap();
    }

    fn next_undo(&self) -> Option<u64> {
        next_undo(&self.view(), &anna(), |_| true).unwrap()
    }

    fn next_redo(&self) -> Option<u64> {
        next_redo(&self.view(), &anna(), |_| true).unwrap()
    }

    fn state(&self, number: u64) -> OperationState {
        get(&self.view(), number).unwrap().unwrap().state
    }

    fn rows(&self) -> Rows {
        let view = self.view();
        let mut rows = Rows::new();
        for row in view.files().iter().unwrap() {
            let (key, value) = row.unwrap();
            rows.insert(Slot::Path(key.value().to_vec()), value.value().to_vec());
        }
        for row in view.trash().iter().unwrap() {
            let (id, value) = row.unwrap();
            rows.insert(
                Slot::Trash(FileId::new(*id.value())),
                value.value().to_vec(),
            );
        }
        for row in view.versions().iter().unwrap() {
            let (key, value) = row.unwrap();
            let (id, number) = key.value();
            let slot = Slot::Version(FileId::new(*id), number);
            rows.insert(slot, value.value().to_vec());
        }
        rows
    }

    /// Files moved to the trash by the undo of an operation, with the names of their contents.
    fn kept(&self, number: u64) -> BTreeMap<FileId, u64> {
        let view = self.view();
        let trash = files::trash(&view)
            .unwrap()
            .map(|trashed| trashed.unwrap().file);
        trash
            .filter(|file| file.operation == number)
            .map(|file| (file.id, name_of(&view, file.current.content)))
            .collect()
    }

    /// Every row, except those of files moved to the trash by the undo of an operation.
    fn rows_but_kept(&self, number: u64) -> Rows {
        let mut rows = self.rows();
        for id in self.kept(number).keys() {
            rows.remove(&Slot::Trash(*id));
        }
        rows
    }

    /// Checks that every count, index and content is right, and nothing without a row is kept.
    fn check(&self) {
        let view = self.view();
        let report = verify::verify(&view, true, &|_, _| {}).unwrap();
        assert_eq!(report.findings, [""; 0]);
        let mut numbers = BTreeSet::new();
        for row in view.contents().iter().unwrap() {
            let (number, value) = row.unwrap();
            let content = super::super::record::ContentRecord::from_bytes(value.value()).unwrap();
            assert!(
                content.references > 0,
                "content {} is nobody's",
                number.value()
            );
            numbers.insert(number.value());
        }
        for row in view.chunks().iter().unwrap() {
            let (_, value) = row.unwrap();
            let chunk = super::super::record::ChunkRecord::from_bytes(value.value()).unwrap();
            assert!(chunk.references > 0, "chunk {} is nobody's", chunk.number);
            numbers.insert(chunk.number);
        }
        for row in view.pieces().iter().unwrap() {
            let number = row.unwrap().0.value().0;
            assert!(numbers.contains(&number), "pieces of {number} are left");
        }
    }
}

fn begin(tables: &mut Tables<'_>, by: &Actor, time: i64) -> Result<Operation> {
    Operation::begin(tables, Time::from_unix_nanos(time), by, "test", b"/")
}

fn chunk(bytes: &[u8]) -> SealedChunk {
    SealedChunk {
        id: key().chunk_id(bytes),
        size: u32::try_from(bytes.len()).unwrap(),
        stored: bytes.to_vec(),
        compressed: false,
    }
}

/// The content with this name: from 6 to 11 one that is cut into chunks, some of them shared;
/// otherwise a whole one.
fn content_parts(name: u64) -> Vec<Vec<u8>> {
    let part = |seed: u64| Dice::new(seed).bytes(usize::try_from(seed * 700 % 20_000).unwrap());
    if !(6..SHARED).contains(&name) {
        return vec![part(name)];
    }
    vec![part(name), part(20), part(name / 2), part(20)]
}

/// Names of contents by hash.
static NAMES: LazyLock<BTreeMap<[u8; 32], u64>> = LazyLock::new(|| {
    let hashed = |name| (hash::plain(&content_parts(name).concat()), name);
    (0..CONTENTS).map(hashed).collect()
});

/// The name of a content, as used by `put_content`.
fn name_of(view: &ReadTables, number: u64) -> u64 {
    NAMES[&content::get(view, number).unwrap().hash]
}

fn put_content(tables: &mut Tables<'_>, name: u64) -> Result<u64> {
    let parts = content_parts(name);
    if let [bytes] = parts.as_slice() {
        return Ok(content::put_whole(tables, &chunk(bytes), hash::plain(bytes))?.0);
    }
    let mut list = Vec::new();
    for part in &parts {
        let chunk = chunk(part);
        content::put_chunk(tables, &chunk)?;
        list.push((chunk.id, chunk.size));
    }
    let bytes = parts.concat();
    let id = key().list_id(&list_bytes(&list));
    let size = bytes.len() as u64;
    Ok(content::put_cut(tables, id, hash::plain(&bytes), size, &list)?.0)
}

fn version(tables: &Tables<'_>, content: u64, number: u32) -> Result<VersionRecord> {
    Ok(VersionRecord {
        number,
        content,
        size: content::get(tables, content)?.size,
        modified: Time::from_unix_nanos(1),
        added: Time::from_unix_nanos(2),
        file_type: FileType::Binary,
        author: anna(),
        scanner: None,
        attributes: None,
    })
}

fn file_at(tables: &Tables<'_>, path: &[u8]) -> Result<Option<FileRecord>> {
    let bytes = files::slot(tables, &Slot::Path(path.to_vec()))?;
    bytes
        .map(|bytes| FileRecord::from_bytes(&bytes))
        .transpose()
}

/// Like `add`: a new file, or a new version, with surplus versions pruned.
fn add(
    tables: &mut Tables<'_>,
    operation: &mut Operation,
    path: &[u8],
    id: FileId,
    content: u64,
) -> Result<()> {
    let content = put_content(tables, content)?;
    let Some(mut file) = file_at(tables, path)? else {
        let file = FileRecord {
            id,
            raw: None,
            owner: anna(),
            tags: Vec::new(),
            note: None,
            created: Time::from_unix_nanos(2),
            restored: None,
            rule: None,
            source: None,
            operation: 0,
            current: version(tables, content, 1)?,
        };
        return operation.put(tables, path, file);
    };
    if file.current.content == content {
        return Ok(());
    }
    let next = version(tables, content, file.current.number + 1)?;
    let oldest = next.number.saturating_sub(MAX_VERSIONS);
    let id = file.id;
    let old = OldVersionRecord {
        operation: 0,
        version: std::mem::replace(&mut file.current, next),
    };
    operation.put_version(tables, &id, old)?;
    for old in files::old_versions(tables, &id)? {
        if old.version.number <= oldest {
            operation.clear_version(tables, &id, old.version.number)?;
        }
    }
    operation.put(tables, path, file)
}

/// Like `mv`: every old path is cleared before a new one is taken.
fn rename(
    tables: &mut Tables<'_>,
    operation: &mut Operation,
    plan: &[(&[u8], &[u8])],
) -> Result<()> {
    let mut moving = Vec::new();
    for (from, to) in plan {
        moving.push((file_at(tables, from)?.unwrap(), *to));
        operation.clear(tables, from)?;
    }
    for (file, to) in moving {
        operation.put(tables, to, file)?;
    }
    Ok(())
}

fn tag(tables: &mut Tables<'_>, operation: &mut Operation, path: &[u8], tag: &str) -> Result<()> {
    let mut file = file_at(tables, path)?.unwrap();
    file.tags = vec![Tag::parse(tag).unwrap()];
    operation.put(tables, path, file)
}

fn trash(tables: &mut Tables<'_>, operation: &mut Operation, path: &[u8]) -> Result<()> {
    let record = TrashRecord {
        path: path.to_vec(),
        deleted: Time::from_unix_nanos(3),
        deleted_by: anna(),
        file: file_at(tables, path)?.unwrap(),
    };
    operation.clear(tables, path)?;
    operation.put_trash(tables, record)
}

fn restore(tables: &mut Tables<'_>, operation: &mut Operation, id: &FileId) -> Result<()> {
    let record = files::in_trash(tables, id)?.unwrap();
    operation.clear_trash(tables, id)?;
    operation.put(tables, &record.path, record.file)
}
