//! The rows of files: live, in the trash, and earlier versions, with the indexes by id and by name.
//! `journal`, the only writer of slots, keeps the reference counts.

use std::collections::{BTreeMap, HashSet};
use std::ops::Bound;

use redb::ReadableTable;

use super::key_range::{after_prefix, as_bound};
use super::record::{
    FileRecord, FolderRecord, OldVersionRecord, PolicyRecord, Record, Slot, TrashRecord,
};
use super::tables::{Tables, View};
use super::{Result, StorageError, counts, folders, policy};
use crate::domain::id::FileId;
use crate::domain::path::{VaultPath, fold_name};

/// A live file with its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub path: VaultPath,
    pub file: FileRecord,
}

fn path_of(key: &[u8], raw: Option<&Vec<u8>>) -> Result<VaultPath> {
    VaultPath::from_stored(key.to_vec(), raw.cloned())
        .map_err(|e| StorageError::Damaged(format!("a stored path is malformed: {e}")))
}

fn entry(key: &[u8], value: &[u8]) -> Result<Entry> {
    let file = FileRecord::from_bytes(value)?;
    Ok(Entry {
        path: path_of(key, file.raw.as_ref())?,
        file,
    })
}

impl TrashRecord {
    /// The former path.
    pub(crate) fn path(&self) -> Result<VaultPath> {
        path_of(&self.path, self.file.raw.as_ref())
    }
}

/// The file at exactly this path.
pub(crate) fn at(view: &impl View, path: &VaultPath) -> Result<Option<Entry>> {
    let row = view.files().get(path.key())?;
    row.map(|row| entry(path.key(), row.value())).transpose()
}

/// Where a file is.
pub(crate) enum Place {
    Live(Box<Entry>),
    Trash,
}

/// The file with this id.
pub(crate) fn by_id(view: &impl View, id: &FileId) -> Result<Option<Place>> {
    let Some(row) = view.ids().get(id.bytes())? else {
        return Ok(None);
    };
    let key = row.value();
    if key.is_empty() {
        return Ok(Some(Place::Trash));
    }
    let file = view.files().get(key)?;
    let file = file.map(|file| entry(key, file.value())).transpose()?;
    Ok(file.map(|entry| Place::Live(Box::new(entry))))
}

/// The file with this id in the trash.
pub(crate) fn in_trash(view: &impl View, id: &FileId) -> Result<Option<TrashRecord>> {
    let row = view.trash().get(id.bytes())?;
    row.map(|row| TrashRecord::from_bytes(row.value()))
        .transpose()
}

/// Every file in the trash, in no particular order.
pub(crate) fn trash(view: &impl View) -> Result<impl Iterator<Item = Result<TrashRecord>>> {
    Ok(view
        .trash()
        .iter()?
        .map(|row| TrashRecord::from_bytes(row?.1.value())))
}

/// The earlier versions of a file, oldest first.
pub(crate) fn old_versions(view: &impl View, id: &FileId) -> Result<Vec<OldVersionRecord>> {
    view.versions()
        .range((id.bytes(), 0)..=(id.bytes(), u32::MAX))?
        .map(|row| OldVersionRecord::from_bytes(row?.1.value()))
        .collect()
}

/// The files at and below `folder` (all of them for the root), ordered by path key.
pub(crate) fn below<'v>(
    view: &'v impl View,
    folder: &VaultPath,
) -> Result<impl Iterator<Item = Result<Entry>> + 'v> {
    let prefix = folder.folder_prefix();
    let end = after_prefix(&prefix);
    let range = view
        .files()
        .range::<&[u8]>((Bound::Included(prefix.as_slice()), as_bound(end.as_ref())))?;
    Ok(range.map(|row| {
        let (key, value) = row?;
        entry(key.value(), value.value())
    }))
}

/// Whether anything is below `folder`, or it is stored as a folder.
pub(crate) fn is_folder(view: &impl View, folder: &VaultPath) -> Result<bool> {
    Ok(folder.is_root()
        || below(view, folder)?.next().transpose()?.is_some()
        || folders::exists(view, folder)?)
}

/// An entry of a folder.
pub(crate) enum Child {
    File(Box<Entry>),
    /// A folder, by its path.
    Folder(VaultPath),
}

impl Child {
    fn path(&self) -> &VaultPath {
        match self {
            Self::File(entry) => &entry.path,
            Self::Folder(path) => path,
        }
    }
}

/// The children of `folder`, in order of their keys: of a sub-folder only the first row is read.
pub(crate) fn children(view: &impl View, folder: &VaultPath) -> Result<Vec<Child>> {
    let prefix = folder.folder_prefix();
    let end = after_prefix(&prefix);
    let mut from = prefix.clone();
    let mut found = Vec::new();
    loop {
        let mut range = view
            .files()
            .range::<&[u8]>((Bound::Included(from.as_slice()), as_bound(end.as_ref())))?;
        // Adjacent files are read in one pass; a sub-folder is skipped.
        let jump = loop {
            let Some(row) = range.next().transpose()? else {
                break None;
            };
            let key = row.0.value();
            let rest = key.get(prefix.len()..).unwrap_or_default();
            match rest.iter().position(|byte| *byte == b'/') {
                None => found.push(Child::File(Box::new(entry(key, row.1.value())?))),
                Some(slash) => {
                    let folder_key = key.get(..prefix.len() + slash).unwrap_or(key).to_vec();
                    let first = entry(key, row.1.value())?;
                    let depth = folder_key.iter().filter(|byte| **byte == b'/').count();
                    found.push(Child::Folder(ancestor(&first.path, depth)));
                    break Some(folder_key);
                }
            }
        };
        match jump {
            None => break,
            Some(folder_key) => {
                let mut below = folder_key;
                below.push(b'/' + 1);
                from = below;
            }
        }
    }
    let known = found.iter().map(|child| child.path().key().to_vec());
    let mut known: HashSet<Vec<u8>> = known.collect();
    let depth = prefix.iter().filter(|byte| **byte == b'/').count();
    for row in folders::within(view, folder)? {
        let path = row?.path;
        if path.is_inside(folder) {
            let child = ancestor(&path, depth);
            if known.insert(child.key().to_vec()) {
                found.push(Child::Folder(child));
            }
        }
    }
    found.sort_by(|a, b| a.path().key().cmp(b.path().key()));
    Ok(found)
}

/// The keys that begin with `prefix` and have no further slash, with whether it is a folder. Of more
/// than `most`, only the first; the last file is always among them, so that the common beginning of
/// all can be seen.
pub(crate) fn keys_with_prefix(
    view: &impl View,
    prefix: &[u8],
    most: usize,
    is_visible: &dyn Fn(&[u8], bool) -> Result<bool>,
) -> Result<BTreeMap<Vec<u8>, bool>> {
    let mut found = BTreeMap::new();
    let mut add = |key: &[u8], is_folder| {
        if is_visible(key, is_folder)? {
            *found.entry(key.to_vec()).or_insert(is_folder) |= is_folder;
        }
        Ok(found.len() < most)
    };
    each_child(view.files(), prefix, &mut add)?;
    if let Some(table) = view.folders() {
        each_child(table, prefix, &mut |key, _| add(key, true))?;
    }
    let end = after_prefix(prefix);
    let last = view
        .files()
        .range::<&[u8]>((Bound::Included(prefix), as_bound(end.as_ref())))?
        .next_back()
        .transpose()?;
    if let Some((key, _)) = last {
        let (child, is_folder) = child_key(key.value(), prefix);
        add(child, is_folder)?;
    }
    Ok(found)
}

/// The part of `key` up to the next slash after `prefix`, and whether there is one.
fn child_key<'k>(key: &'k [u8], prefix: &[u8]) -> (&'k [u8], bool) {
    let rest = key.get(prefix.len()..).unwrap_or_default();
    match rest.iter().position(|byte| *byte == b'/') {
        None => (key, false),
        Some(slash) => (key.get(..prefix.len() + slash).unwrap_or(key), true),
    }
}

/// Calls `each` with the [`child_key`] of every row, once for all of one folder, until it returns
/// false.
fn each_child(
    table: &impl ReadableTable<&'static [u8], &'static [u8]>,
    prefix: &[u8],
    each: &mut dyn FnMut(&[u8], bool) -> Result<bool>,
) -> Result<()> {
    let end = after_prefix(prefix);
    let mut from = prefix.to_vec();
    loop {
        let range = (Bound::Included(from.as_slice()), as_bound(end.as_ref()));
        let mut jump = None;
        for row in table.range::<&[u8]>(range)? {
            let (key, _) = row?;
            let (child, is_folder) = child_key(key.value(), prefix);
            if !each(child, is_folder)? {
                return Ok(());
            }
            if is_folder {
                jump = Some([child, &[b'/' + 1]].concat());
                break;
            }
        }
        match jump {
            Some(after) => from = after,
            None => return Ok(()),
        }
    }
}

/// The ancestor of `path` with `depth` components, with its exact bytes.
fn ancestor(path: &VaultPath, depth: usize) -> VaultPath {
    let mut at = path.clone();
    while let Some(parent) = at.parent() {
        if at.key().iter().filter(|byte| **byte == b'/').count() <= depth && !at.is_root() {
            break;
        }
        at = parent;
    }
    at
}

/// Live files whose folded name begins with `prefix`, in order of name.
pub(crate) fn by_name_prefix<'v, V: View>(
    view: &'v V,
    prefix: &[u8],
) -> Result<impl Iterator<Item = Result<Entry>> + 'v> {
    let end = after_prefix(prefix);
    let range = view
        .names()
        .range::<&[u8]>((Bound::Included(prefix), as_bound(end.as_ref())))?;
    Ok(range.filter_map(|row| named(view, row).transpose()))
}

/// Live files whose folded name passes the filter, in order of path; `None` if there are more than
/// `most`. Reads only the index, and the rows of these files.
pub(crate) fn by_name(
    view: &impl View,
    filter: impl Fn(&[u8]) -> bool,
    most: usize,
) -> Result<Option<Vec<Entry>>> {
    let mut ids = Vec::new();
    for row in view.names().iter()? {
        let (key, _) = row?;
        let (name, id) = split_name_key(key.value())?;
        if filter(name) {
            ids.push(id);
            if ids.len() > most {
                return Ok(None);
            }
        }
    }
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(Place::Live(entry)) = by_id(view, &id)? {
            found.push(*entry);
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Some(found))
}

/// The folded name and the id in a key of the index by name.
fn split_name_key(key: &[u8]) -> Result<(&[u8], FileId)> {
    let parts = key.split_last_chunk::<10>();
    let parts = parts.and_then(|(name, id)| Some((name.strip_suffix(&[0])?, FileId::new(*id))));
    parts.ok_or_else(|| StorageError::Damaged("a row of the name index".into()))
}

type NameRow<'a> = std::result::Result<
    (
        redb::AccessGuard<'a, &'static [u8]>,
        redb::AccessGuard<'a, ()>,
    ),
    redb::StorageError,
>;

fn named<V: View>(view: &V, row: NameRow<'_>) -> Result<Option<Entry>> {
    let (key, _) = row?;
    let (_, id) = split_name_key(key.value())?;
    Ok(match by_id(view, &id)? {
        Some(Place::Live(entry)) => Some(*entry),
        Some(Place::Trash) | None => None,
    })
}

/// The key of a file in the index by name.
pub(super) fn name_key(path_key: &[u8], id: &FileId) -> Vec<u8> {
    let name = path_key.rsplit(|byte| *byte == b'/').next();
    let mut key = fold_name(name.unwrap_or_default());
    key.push(0);
    key.extend_from_slice(id.bytes());
    key
}

/// The stored bytes of a slot.
pub(crate) fn slot(view: &impl View, slot: &Slot) -> Result<Option<Vec<u8>>> {
    let row = match slot {
        Slot::Path(key) => view.files().get(key.as_slice())?,
        Slot::Trash(id) => view.trash().get(id.bytes())?,
        Slot::Version(id, number) => view.versions().get((id.bytes(), *number))?,
        Slot::Folder(key) => match view.folders() {
            Some(table) => table.get(key.as_slice())?,
            None => None,
        },
        Slot::Policy(key) => return policy::slot(view, key).map(Some),
    };
    Ok(row.map(|row| row.value().to_vec()))
}

/// Sets or clears a slot, and its index rows; returns its previous value. The caller keeps the
/// reference counts.
pub(super) fn set_slot(
    tables: &mut Tables<'_>,
    slot: &Slot,
    value: Option<&[u8]>,
) -> Result<Option<Vec<u8>>> {
    let before = replace_slot(tables, slot, value)?;
    counts::slot_changed(tables, slot, before.as_deref(), value)?;
    Ok(before)
}

fn replace_slot(
    tables: &mut Tables<'_>,
    slot: &Slot,
    value: Option<&[u8]>,
) -> Result<Option<Vec<u8>>> {
    match slot {
        Slot::Path(key) => {
            let before = match value {
                Some(value) => tables.files.insert(key.as_slice(), value)?,
                None => tables.files.remove(key.as_slice())?,
            };
            let before = before.map(|row| row.value().to_vec());
            let id = |bytes: &[u8]| FileRecord::from_bytes(bytes).map(|file| file.id);
            let old = before.as_deref().map(id).transpose()?;
            let new = value.map(id).transpose()?;
            if old != new {
                if let Some(id) = old {
                    tables.names.remove(name_key(key, &id).as_slice())?;
                    forget_id(tables, &id, key)?;
                }
                if let Some(id) = new {
                    tables.names.insert(name_key(key, &id).as_slice(), ())?;
                    tables.ids.insert(id.bytes(), key.as_slice())?;
                }
            }
            Ok(before)
        }
        Slot::Trash(id) => {
            let before = match value {
                Some(value) => {
                    tables.ids.insert(id.bytes(), [].as_slice())?;
                    tables.trash.insert(id.bytes(), value)?
                }
                None => {
                    forget_id(tables, id, &[])?;
                    tables.trash.remove(id.bytes())?
                }
            };
            Ok(before.map(|row| row.value().to_vec()))
        }
        Slot::Version(id, number) => {
            let key = (id.bytes(), *number);
            let before = match value {
                Some(value) => tables.versions.insert(key, value)?,
                None => tables.versions.remove(key)?,
            };
            Ok(before.map(|row| row.value().to_vec()))
        }
        Slot::Folder(key) => {
            let before = match value {
                Some(value) => tables.folders.insert(key.as_slice(), value)?,
                None => tables.folders.remove(key.as_slice())?,
            };
            Ok(before.map(|row| row.value().to_vec()))
        }
        Slot::Policy(key) => match value {
            Some(value) => policy::set_slot(tables, key, value).map(Some),
            None => Err(StorageError::Damaged("a policy key without a value".into())),
        },
    }
}

/// Removes the index row of an id, unless it refers to another slot.
fn forget_id(tables: &mut Tables<'_>, id: &FileId, place: &[u8]) -> Result<()> {
    let here = tables
        .ids
        .get(id.bytes())?
        .is_some_and(|row| row.value() == place);
    if here {
        tables.ids.remove(id.bytes())?;
    }
    Ok(())
}

/// The content, if any, and the operation that a slot's bytes refer to.
pub(super) fn names(slot: &Slot, bytes: &[u8]) -> Result<(Option<u64>, u64)> {
    Ok(match slot {
        Slot::Path(_) => {
            let file = FileRecord::from_bytes(bytes)?;
            (Some(file.current.content), file.operation)
        }
        Slot::Trash(_) => {
            let file = TrashRecord::from_bytes(bytes)?.file;
            (Some(file.current.content), file.operation)
        }
        Slot::Version(..) => {
            let old = OldVersionRecord::from_bytes(bytes)?;
            (Some(old.version.content), old.operation)
        }
        Slot::Folder(_) => (None, FolderRecord::from_bytes(bytes)?.operation),
        Slot::Policy(_) => (None, PolicyRecord::from_bytes(bytes)?.operation),
    })
}
