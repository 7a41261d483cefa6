//! An index of audit rows by what they are about: for each target, changed setting and path of a
//! file in a row, and for each folder above such a path, the keyed hash of its name and the number of
//! the row. Hashes may collide, so that whoever searches compares the rows found.

use std::collections::{BTreeMap, BTreeSet};

use redb::ReadableTableMetadata;

use super::rows::{Row, rows};
use super::{AuditKey, audit_key};
use crate::domain::detail::Part;
use crate::domain::done::NamedFile;
use crate::domain::event::{AuditEvent, Entry};
use crate::domain::id::FileId;
use crate::domain::path::VaultPath;
use crate::storage::Result;
use crate::storage::tables::{Tables, View};

/// The names that an entry is found by. Paths are compared as everywhere: by their keys.
fn names(event: &AuditEvent) -> BTreeSet<Vec<u8>> {
    let mut names = BTreeSet::new();
    for name in plain(event) {
        add(&mut names, name);
    }
    for file in &event.done.files.named {
        file.paths().for_each(|path| add(&mut names, path));
    }
    let parts = event.detail.iter().flat_map(|detail| detail.parts());
    for part in parts {
        if let Part::ApiKey(id) = part {
            names.insert(format!("fo_{id}").into_bytes());
        }
    }
    names
}

/// The targets and changed settings. Ids of API keys are separated by commas.
fn plain(event: &AuditEvent) -> impl Iterator<Item = &[u8]> {
    let ids = |target: &&[u8]| target.starts_with(b"fo_");
    let split = event.targets().filter(ids);
    let split = split.flat_map(|ids| ids.split(|byte| *byte == b','));
    let changes = event.done.changes.iter();
    let changes = changes.map(|change| change.name.as_slice());
    let all = event.targets().chain(split).chain(changes);
    all.filter(|name| !name.is_empty())
}

/// A name; of a path its key, and those of the folders above it.
fn add(names: &mut BTreeSet<Vec<u8>>, name: &[u8]) {
    let Some(mut path) = as_path(name) else {
        names.insert(name.to_vec());
        return;
    };
    while names.insert(path.key().to_vec()) {
        match path.parent() {
            Some(parent) if !parent.is_root() => path = parent,
            _ => break,
        }
    }
}

fn as_path(name: &[u8]) -> Option<VaultPath> {
    let is_path = name.first() == Some(&b'/');
    VaultPath::parse(name).ok().filter(|_| is_path)
}

/// The entries of a row in the index.
fn entries(key: &AuditKey, number: u64, entry: &Entry) -> BTreeSet<(u64, u64)> {
    let names = names(&entry.event).into_iter();
    names.map(|name| (key.index(&name), number)).collect()
}

/// Adds a stored row.
pub(super) fn note(tables: &mut Tables<'_>, key: &AuditKey, number: u64, entry: &Entry) -> Result<()> {
    for entry in entries(key, number, entry) {
        tables.audit_targets.insert(entry, ())?;
    }
    Ok(())
}

/// Removes a row whose fields change or that is pruned.
pub(super) fn forget(
    tables: &mut Tables<'_>,
    key: &AuditKey,
    number: u64,
    entry: &Entry,
) -> Result<()> {
    for entry in entries(key, number, entry) {
        tables.audit_targets.remove(entry)?;
    }
    Ok(())
}

/// Checks, during a verification, whether a search would find each row, and no others are in the
/// index.
pub(super) struct Indexed {
    key: AuditKey,
    entries: u64,
}

impl Indexed {
    pub(super) fn of(view: &impl View) -> Result<Self> {
        Ok(Self {
            key: audit_key(view)?,
            entries: 0,
        })
    }

    /// Whether a search by target would miss this row.
    pub(super) fn hides(&mut self, view: &impl View, row: &Row<'_>) -> Result<bool> {
        let Some(index) = view.audit_targets() else {
            return Ok(false);
        };
        for entry in entries(&self.key, row.number, &row.entry()?) {
            self.entries += 1;
            if index.get(entry)?.is_none() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the index has entries of no row.
    pub(super) fn has_more(&self, view: &impl View) -> Result<bool> {
        match view.audit_targets() {
            Some(index) => Ok(index.len()? != self.entries),
            None => Ok(false),
        }
    }
}

/// What a search is for.
struct Sought {
    name: Vec<u8>,
    path: Option<VaultPath>,
    /// The files that were at the path at some time: they are followed to others.
    files: BTreeSet<FileId>,
}

impl Sought {
    fn of(name: &[u8]) -> Self {
        let path = as_path(name);
        Self {
            name: path.as_ref().map_or(name, VaultPath::key).to_vec(),
            path,
            files: BTreeSet::new(),
        }
    }

    /// Whether this is the path sought.
    fn is_at(&self, file: &NamedFile) -> bool {
        let mut paths = file.paths().filter_map(as_path);
        paths.any(|path| Some(&path) == self.path.as_ref())
    }

    fn fits(&self, event: &AuditEvent) -> bool {
        let mut named = event.done.files.named.iter();
        names(event).contains(&self.name) || named.any(|file| self.files.contains(&file.id))
    }
}

/// The numbers of the rows about a name, oldest first: a path, with the files that were there under
/// their other paths, or a folder with what was in it; a user, a role, an API key, a policy key.
pub(crate) fn about(view: &impl View, name: &[u8]) -> Result<BTreeMap<u64, Entry>> {
    let mut sought = Sought::of(name);
    let mut found = BTreeMap::new();
    let mut names = vec![sought.name.clone()];
    let mut known = BTreeSet::new();
    // Each file found leads to its other paths, whose rows may lead on.
    while let Some(name) = names.pop() {
        if !known.insert(name.clone()) {
            continue;
        }
        for (number, entry) in candidates(view, &name)? {
            for file in &entry.event.done.files.named {
                if sought.is_at(file) {
                    sought.files.insert(file.id);
                }
                if sought.files.contains(&file.id) {
                    names.extend(file.paths().filter_map(as_path).map(|path| path.key().to_vec()));
                }
            }
            found.insert(number, entry);
        }
    }
    found.retain(|_, entry| sought.fits(&entry.event));
    Ok(found)
}

/// The rows with the hash of a name.
fn candidates(view: &impl View, name: &[u8]) -> Result<Vec<(u64, Entry)>> {
    let hash = audit_key(view)?.index(name);
    let Some(index) = view.audit_targets() else {
        return super::from(view, 0)?.collect();
    };
    let mut found = Vec::new();
    for row in index.range((hash, 0)..=(hash, u64::MAX))? {
        let (_, number) = row?.0.value();
        for row in rows(view, number..=number)? {
            found.push((number, row?.entry()?));
        }
    }
    Ok(found)
}
