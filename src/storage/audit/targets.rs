//! An index of audit rows by what they are about: for each target, changed setting and path of a
//! file in a row, and for each folder above such a path, the keyed hash of its name and the number of
//! the row. Hashes may collide, so that whoever searches compares the rows found.

use std::collections::BTreeSet;

use redb::{ReadableTable, ReadableTableMetadata};

use super::rows::{Row, rows};
use super::{AuditKey, audit_key};
use crate::domain::detail::Part;
use crate::domain::event::AuditEvent;
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
fn entries(key: &AuditKey, number: u64, event: &AuditEvent) -> BTreeSet<(u64, u64)> {
    let names = names(event).into_iter();
    names.map(|name| (key.index(&name), number)).collect()
}

/// Adds a row.
pub(super) fn note(
    tables: &mut Tables<'_>,
    key: &AuditKey,
    number: u64,
    event: &AuditEvent,
) -> Result<()> {
    for entry in entries(key, number, event) {
        tables.audit_targets.insert(entry, ())?;
    }
    Ok(())
}

/// Removes a row, before it is pruned or its fields change.
pub(super) fn forget(
    tables: &mut Tables<'_>,
    key: &AuditKey,
    number: u64,
    event: &AuditEvent,
) -> Result<()> {
    for entry in entries(key, number, event) {
        tables.audit_targets.remove(entry)?;
    }
    Ok(())
}

/// Checks, during a verification, whether a search would find each row, and whether the index has
/// nothing else.
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
        for entry in entries(&self.key, row.number, &row.entry()?.event) {
            self.entries += 1;
            if view.audit_targets().get(entry)?.is_none() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the index has entries of no row.
    pub(super) fn has_more(&self, view: &impl View) -> Result<bool> {
        Ok(view.audit_targets().len()? != self.entries)
    }
}

/// A search for what rows are about.
pub(crate) struct Sought {
    name: Vec<u8>,
    path: Option<VaultPath>,
    /// The files that were at the path at some time: they are followed to other paths.
    files: BTreeSet<FileId>,
    /// The rows that may fit.
    pub numbers: BTreeSet<u64>,
}

impl Sought {
    /// Searches for a path, with the files that were there under their other paths; a folder, with
    /// what was in it; a user, a role, an API key, a policy key.
    pub(crate) fn find(view: &impl View, name: &[u8]) -> Result<Self> {
        let path = as_path(name);
        let name = path.as_ref().map_or(name, VaultPath::key).to_vec();
        let mut sought = Self {
            name: name.clone(),
            path,
            files: BTreeSet::new(),
            numbers: BTreeSet::new(),
        };
        let key = audit_key(view)?;
        let (mut waiting, mut known) = (vec![name], BTreeSet::new());
        // A row of a file leads to its other path, whose rows may lead on.
        while let Some(name) = waiting.pop() {
            if !known.insert(name.clone()) {
                continue;
            }
            let hash = key.index(&name);
            for row in view.audit_targets().range((hash, 0)..=(hash, u64::MAX))? {
                let (_, number) = row?.0.value();
                for row in rows(view, number..=number)? {
                    waiting.extend(sought.learn(&row?.entry()?.event));
                }
                sought.numbers.insert(number);
            }
        }
        Ok(sought)
    }

    /// Learns which files were at the path; returns the other paths of these.
    fn learn(&mut self, event: &AuditEvent) -> Vec<Vec<u8>> {
        let mut others = Vec::new();
        for file in &event.done.files.named {
            let paths: Vec<_> = file.paths().filter_map(as_path).collect();
            if paths.iter().any(|path| Some(path) == self.path.as_ref()) {
                self.files.insert(file.id);
            }
            if self.files.contains(&file.id) {
                others.extend(paths.iter().map(|path| path.key().to_vec()));
            }
        }
        others
    }

    /// Whether a row is about it.
    pub(crate) fn fits(&self, event: &AuditEvent) -> bool {
        let mut named = event.done.files.named.iter();
        names(event).contains(&self.name) || named.any(|file| self.files.contains(&file.id))
    }
}
