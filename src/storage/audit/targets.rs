//! An index of audit rows by what they are about: for each target, changed setting and path of a
//! file in a row, and for each folder above such a path, the keyed hash of its name and the number of
//! the row. Hashes may collide, so a search compares the rows that it finds.

use std::collections::BTreeSet;

use redb::{ReadableTable, ReadableTableMetadata};

use super::rows::{Row, rows};
use super::{AuditKey, audit_key};
use crate::domain::action::Targets;
use crate::domain::detail::Part;
use crate::domain::done::{Change, Setting};
use crate::domain::event::AuditEvent;
use crate::domain::id::FileId;
use crate::domain::path::VaultPath;
use crate::storage::tables::{Tables, View};
use crate::storage::{Result, users};

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
    pub(super) fn hides(&mut self, view: &impl View, row: &Row) -> Result<bool> {
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
#[derive(Default)]
pub(crate) struct Sought {
    names: BTreeSet<Vec<u8>>,
    path: Option<VaultPath>,
    /// The name of an API key, of which the changed settings are sought.
    api_key: Option<Vec<u8>>,
    /// The files that were at the path at some time: they are followed to other paths.
    files: BTreeSet<FileId>,
    /// The rows that may fit.
    pub numbers: BTreeSet<u64>,
}

impl Sought {
    /// Searches for a path, with the files that were there under their other paths; a folder, with
    /// what was in it, the root with everything about files; the id of a file, with or without `id:`;
    /// a user, a role, a policy key; an API key by its name, `key:` and its name, or its id.
    pub(crate) fn find(view: &impl View, target: &[u8]) -> Result<Self> {
        let mut sought = Self::default();
        let text = std::str::from_utf8(target).unwrap_or_default();
        if let Ok(id) = text.strip_prefix("id:").unwrap_or(text).parse() {
            sought.files.insert(id);
        }
        sought.names.insert(target.to_vec());
        let mut waiting = vec![target.to_vec()];
        if let Some(name) = text.strip_prefix("key:") {
            let keys = users::api_keys(view)?.into_iter();
            let ids = keys.filter(|(_, key)| key.name == name);
            let ids = ids.map(|(id, _)| format!("fo_{id}").into_bytes());
            sought.names.extend(ids);
            sought.api_key = Some(name.as_bytes().to_vec());
            waiting.push(name.as_bytes().to_vec());
        } else if let Ok(path) = VaultPath::parse(target) {
            sought.names.insert(path.key().to_vec());
            sought.path = Some(path);
        }
        waiting.extend(sought.names.iter().cloned());
        if sought.is_everything() || !sought.files.is_empty() {
            sought.scan(view)?;
        }
        sought.follow(view, waiting)?;
        Ok(sought)
    }

    /// Whether everything about files is sought.
    fn is_everything(&self) -> bool {
        self.path.as_ref().is_some_and(VaultPath::is_root)
    }

    /// Examines all rows: neither ids of files nor the root are in the index.
    fn scan(&mut self, view: &impl View) -> Result<()> {
        for row in rows(view, 1..)? {
            let row = row?;
            if self.fits(&row.entry()?.event) {
                self.numbers.insert(row.number);
            }
        }
        Ok(())
    }

    /// Searches the index for names, and for those that the rows found lead to: a row of a file
    /// leads to its other path, whose rows may lead on.
    fn follow(&mut self, view: &impl View, mut waiting: Vec<Vec<u8>>) -> Result<()> {
        let key = audit_key(view)?;
        let mut known = BTreeSet::new();
        while let Some(name) = waiting.pop() {
            if !known.insert(name.clone()) {
                continue;
            }
            let hash = key.index(&name);
            for row in view.audit_targets().range((hash, 0)..=(hash, u64::MAX))? {
                let (_, number) = row?.0.value();
                for row in rows(view, number..=number)? {
                    waiting.extend(self.learn(&row?.entry()?.event));
                }
                self.numbers.insert(number);
            }
        }
        Ok(())
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
        let files = &event.done.files;
        let of_key = |change: &Change| {
            change.setting == Setting::ApiKey && Some(&change.name) == self.api_key.as_ref()
        };
        !names(event).is_disjoint(&self.names)
            || files.named.iter().any(|file| self.files.contains(&file.id))
            || event.done.changes.iter().any(of_key)
            || self.is_everything() && is_about_files(event)
    }
}

/// Whether a row names files, or says what was sought in the vault in vain.
fn is_about_files(event: &AuditEvent) -> bool {
    let in_vain = event.event.targets() == Targets::Files
        && event.targets().any(|name| as_path(name).is_some());
    !event.done.files.is_empty() || in_vain
}
