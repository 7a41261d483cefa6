//! The rows of one state of the vault, as the lines of a backup.

use std::collections::{BTreeMap, HashSet};

use redb::ReadableTable;

use super::principals::{AuditRow, PrincipalRow};
use super::rows::{MetadataRow, VersionJson, hex};
use super::{AuditBase, AuditHead, Described, Digest, Keys};
use crate::crypto::hash::PlainHash;
use crate::domain::attributes::Attributes;
use crate::domain::path::VaultPath;
use crate::storage::record::{Layout, OldVersionRecord, OperationRecord, Record, VersionRecord};
use crate::storage::tables::{ReadTables, View};
use crate::storage::{
    Result, StorageError, audit, consents, content, files, folders, holds, meta, recipients,
    retention, searches, users,
};

/// Receives a line, without its newline.
pub(crate) type Line<'a, E> = dyn FnMut(&[u8]) -> std::result::Result<(), E> + 'a;

fn line<T: serde::Serialize>(row: &T) -> Result<Vec<u8>> {
    serde_json::to_vec(row).map_err(|e| StorageError::Engine(format!("a row: {e}")))
}

/// Size and hash of lines written one by one.
#[derive(Default)]
pub(crate) struct Measure {
    bytes: u64,
    hash: Option<PlainHash>,
}

impl Measure {
    pub(crate) fn line(&mut self, line: &[u8]) {
        self.bytes += line.len() as u64 + 1;
        let hash = self.hash.get_or_insert_with(PlainHash::new);
        hash.update(line);
        hash.update(b"\n");
    }

    pub(crate) fn digest(&self) -> Digest {
        let hash = self
            .hash
            .as_ref()
            .map_or_else(|| PlainHash::new().finish(), PlainHash::finish);
        Digest {
            bytes: self.bytes,
            blake3: hex(&hash),
        }
    }
}

/// Users, roles, API keys with their usage, recipients, and what is stored by or about users.
pub(crate) fn principals(view: &impl View) -> Result<Vec<u8>> {
    let mut lines = Vec::new();
    let mut put = |row: PrincipalRow| {
        lines.extend(line(&row)?);
        lines.push(b'\n');
        Ok::<(), StorageError>(())
    };
    for (id, user) in users::users(view)? {
        put(PrincipalRow::user(&id, user))?;
    }
    for (name, role) in users::roles(view)? {
        put(PrincipalRow::role(name, role))?;
    }
    for (id, key) in users::api_keys(view)? {
        let used = users::key_use(view, &id)?;
        put(PrincipalRow::api_key(id, key, used.as_ref()))?;
    }
    for recipient in recipients::all(view)? {
        put(PrincipalRow::recipient(recipient))?;
    }
    for rule in retention::all(view)? {
        put(PrincipalRow::retention(rule))?;
    }
    for hold in holds::all(view)? {
        put(PrincipalRow::hold(hold))?;
    }
    for (id, _) in users::users(view)? {
        for search in searches::of(view, &id)? {
            put(PrincipalRow::search(&id, search))?;
        }
    }
    for (_, row) in consents::all(view)? {
        put(PrincipalRow::consent(row))?;
    }
    Ok(lines)
}

/// Whether the rows of large contents list their chunks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chunks {
    Named,
    Unnamed,
}

fn version(view: &ReadTables, version: &VersionRecord, chunks: Chunks) -> Result<VersionJson> {
    let record = content::get(view, version.content)?;
    let list = match (chunks, &record.layout) {
        (Chunks::Named, Layout::Cut { chunks }) => {
            let list = content::read_chunk_list(view, version.content, *chunks)?;
            list.into_iter()
                .map(|(id, size)| (hex(&id), size))
                .collect()
        }
        _ => Vec::new(),
    };
    Ok(VersionJson::of(version, &record.hash, list))
}

/// Calls `each` with every line of the metadata: files by path, the trash, earlier versions,
/// folders, past operations.
pub(crate) fn metadata<E: From<StorageError>>(
    view: &ReadTables,
    chunks: Chunks,
    each: &mut Line<'_, E>,
) -> std::result::Result<(), E> {
    for entry in files::below(view, &VaultPath::root())? {
        let entry = entry?;
        let current = version(view, &entry.file.current, chunks)?;
        let file = Described::of(&entry.path, &entry.file, current);
        each(&line(&MetadataRow::File(file))?)?;
    }
    for trashed in files::trash(view)? {
        let trashed = trashed?;
        let current = version(view, &trashed.file.current, chunks)?;
        each(&line(&MetadataRow::trash(
            &trashed.path()?,
            &trashed,
            current,
        ))?)?;
    }
    for row in view.versions().iter().map_err(StorageError::from)? {
        let (key, row) = row.map_err(StorageError::from)?;
        let old = OldVersionRecord::from_bytes(row.value())?;
        let row = MetadataRow::Version {
            file: crate::domain::id::FileId::new(*key.value().0).to_string(),
            operation: old.operation,
            version: version(view, &old.version, chunks)?,
        };
        each(&line(&row)?)?;
    }
    for folder in folders::within(view, &VaultPath::root())? {
        each(&line(&MetadataRow::folder(&folder?))?)?;
    }
    for row in view.operations().iter().map_err(StorageError::from)? {
        let (number, row) = row.map_err(StorageError::from)?;
        let record = OperationRecord::from_bytes(row.value())?;
        each(&line(&MetadataRow::operation(number.value(), &record))?)?;
    }
    Ok(())
}

/// Calls `each` with every line of the audit log.
pub(crate) fn audit_rows<E: From<StorageError>>(
    view: &ReadTables,
    each: &mut Line<'_, E>,
) -> std::result::Result<(), E> {
    for row in audit::rows(view, ..)? {
        each(&line(&AuditRow::of(&row?)?)?)?;
    }
    Ok(())
}

/// The current content of a file.
pub(crate) struct Current {
    pub path: VaultPath,
    pub content: u64,
    pub size: u64,
}

impl Current {
    /// The attributes of the file; those of a private file if it has none.
    pub(crate) fn attributes(&self, view: &impl View) -> Result<Attributes> {
        let entry = files::at(view, &self.path)?;
        let entry = entry.ok_or_else(|| StorageError::Damaged("a file is missing".into()))?;
        let version = entry.file.current;
        let unknown = || Attributes::private_file(version.modified);
        Ok(version.attributes.unwrap_or_else(unknown))
    }
}

/// The contents to back up.
#[derive(Default)]
pub(crate) struct Inventory {
    pub files: Vec<Current>,
    pub folders: u64,
    /// Contents that no current version uses, by number: hash and size.
    pub others: BTreeMap<u64, ([u8; 32], u64)>,
    pub versions: u64,
    pub trashed: u64,
    pub users: u64,
    /// Bytes of all current contents.
    pub bytes: u64,
}

/// Collects the contents in one pass.
pub(crate) fn inventory(view: &impl View) -> Result<Inventory> {
    let mut inventory = Inventory {
        users: users::present(view)?.len() as u64,
        ..Inventory::default()
    };
    let mut current = HashSet::new();
    for entry in files::below(view, &VaultPath::root())? {
        let entry = entry?;
        let version = &entry.file.current;
        inventory.bytes += version.size;
        current.insert(version.content);
        inventory.files.push(Current {
            path: entry.path,
            content: version.content,
            size: version.size,
        });
    }
    let mut other = |version: &VersionRecord| {
        if !current.contains(&version.content) {
            let record = content::get(view, version.content)?;
            inventory
                .others
                .insert(version.content, (record.hash, record.size));
        }
        Ok::<(), StorageError>(())
    };
    let mut trashed = 0;
    for row in files::trash(view)? {
        other(&row?.file.current)?;
        trashed += 1;
    }
    let mut versions = 0;
    for row in view.versions().iter()? {
        other(&OldVersionRecord::from_bytes(row?.1.value())?.version)?;
        versions += 1;
    }
    for folder in folders::within(view, &VaultPath::root())? {
        folder?;
        inventory.folders += 1;
    }
    inventory.trashed = trashed;
    inventory.versions = versions;
    // Neighbours in the database are read one after the other.
    inventory.files.sort_by_key(|file| file.content);
    Ok(inventory)
}

/// The end of the audit log.
pub(crate) fn audit_head(view: &impl View) -> Result<AuditHead> {
    let (head, base) = (audit::head(view)?, audit::base(view)?);
    Ok(AuditHead {
        count: head.count,
        head: hex(&head.chain),
        base: (base.count > 0).then(|| AuditBase {
            count: base.count,
            head: hex(&base.chain),
        }),
    })
}

/// The keys to include.
pub(crate) fn keys(view: &impl View) -> Result<Keys> {
    Ok(Keys {
        content: hex(&meta::get_array::<32>(view, meta::key::CONTENT_KEY)?),
        audit: hex(&meta::get_array::<32>(view, meta::key::AUDIT_KEY)?),
    })
}
