//! Decodes the lines of a backup into rows of a new vault. Nothing in a backup is trusted: age does
//! not authenticate the sender.

use super::principals::{AuditRow, PrincipalRow, RestoredPrincipal};
use super::rows::{MetadataRow, Restored};
use redb::ReadableTable;
use std::collections::{HashMap, HashSet};

use crate::crypto::age_file::check_recipient;
use crate::crypto::slot::check_recipient as check_slot_recipient;
use crate::domain::id::UserId;
use crate::domain::name;
use crate::domain::path::VaultPath;
use crate::domain::permission::Permissions;
use crate::domain::query::{MAX_SAVED, check_saved};
use crate::domain::role::{self, BuiltinRole};
use crate::storage::keyring::{Keyring, SlotKind};
use crate::storage::recipients::{self, Recipient};
use crate::storage::record::{OldVersionRecord, Record, Slot};
use crate::storage::tables::Tables;
use crate::storage::{
    Result, StorageError, audit, consents, content, files, holds, meta, retention, searches, users,
};

fn damaged(what: impl std::fmt::Display) -> StorageError {
    StorageError::Damaged(format!("the backup has {what}"))
}

/// Stores a row of metadata, whose content has the number `content`.
pub(crate) fn metadata(tables: &mut Tables<'_>, row: &MetadataRow, number: u64) -> Result<()> {
    let put = |tables: &mut Tables<'_>, slot: &Slot, bytes: &[u8]| {
        content::refer(tables, number)?;
        match files::set_slot(tables, slot, Some(bytes))? {
            None => Ok(()),
            Some(_) => Err(damaged("two files at one path")),
        }
    };
    match row.restored(number)? {
        Restored::File(path, file) => {
            if tables.ids.get(file.id.bytes())?.is_some() {
                return Err(damaged("two files with one id"));
            }
            put(tables, &Slot::Path(path.key().to_vec()), &file.to_bytes()?)
        }
        Restored::Trash(trashed) => {
            if tables.ids.get(trashed.file.id.bytes())?.is_some() {
                return Err(damaged("two files with one id"));
            }
            put(tables, &Slot::Trash(trashed.file.id), &trashed.to_bytes()?)
        }
        Restored::Version(id, operation, version) => {
            let slot = Slot::Version(id, version.number);
            let record = OldVersionRecord { operation, version };
            put(tables, &slot, &record.to_bytes()?)
        }
        Restored::Folder(path, record) => {
            let slot = Slot::Folder(path.key().to_vec());
            match files::set_slot(tables, &slot, Some(&record.to_bytes()?))? {
                None => Ok(()),
                Some(_) => Err(damaged("two folders at one path")),
            }
        }
        Restored::Operation(number, record) => {
            tables
                .operations
                .insert(number, record.to_bytes()?.as_slice())?;
            let next = number.saturating_add(1).to_le_bytes();
            meta::set(tables, meta::key::FIRST_OPEN, &next)
        }
    }
}

/// Maximum number of backup recipients, of retention rules, and of holds.
const MAX_ROWS: usize = 1000;

/// Users, roles and API keys of a backup: refuses inconsistent ones.
#[derive(Default)]
pub(crate) struct Principals {
    ids: HashSet<UserId>,
    names: HashSet<String>,
    roles: HashSet<String>,
    keys: HashSet<String>,
    key_names: HashSet<String>,
    searches: HashMap<UserId, HashSet<String>>,
}

impl Principals {
    /// Checks a row.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] for an invalid row, or a duplicate id or name.
    pub(crate) fn check(&mut self, row: &PrincipalRow) -> Result<()> {
        match row.clone().restored()? {
            RestoredPrincipal::User(id, user) => {
                name::check_form(&user.name).map_err(damaged)?;
                if !self.ids.insert(id) {
                    return Err(damaged("two users with one id"));
                }
                if user.removed.is_none() && !self.names.insert(user.name) {
                    return Err(damaged("two users with one name"));
                }
            }
            RestoredPrincipal::Role(name, role) => {
                role::check_name(&name).map_err(damaged)?;
                let permissions = role.permissions.iter().map(String::as_str);
                let permissions = Permissions::parse(permissions).map_err(damaged)?;
                if name == BuiltinRole::Admin.name() && permissions != Permissions::all() {
                    return Err(damaged("a role admin without every permission"));
                }
                if !self.roles.insert(name) {
                    return Err(damaged("two roles with one name"));
                }
            }
            RestoredPrincipal::ApiKey(id, key, _) => {
                name::check_form(&key.name).map_err(damaged)?;
                let permissions = key.permissions.iter().map(String::as_str);
                Permissions::parse(permissions).map_err(damaged)?;
                for scope in &key.scopes {
                    VaultPath::parse(scope).map_err(damaged)?;
                }
                if !self.keys.insert(id) || !self.key_names.insert(key.name) {
                    return Err(damaged("two API keys with one id or name"));
                }
            }
            RestoredPrincipal::Recipient(recipient, ..) => {
                check_recipient(&recipient).map_err(damaged)?;
            }
            RestoredPrincipal::Search(user, search) => {
                check_saved(&search.name, &search.words).map_err(damaged)?;
                if !self.ids.contains(&user) {
                    return Err(damaged("a saved search of an unknown user"));
                }
                let names = self.searches.entry(user).or_default();
                if !names.insert(search.name) {
                    return Err(damaged("two saved searches of a user with one name"));
                }
                if names.len() > MAX_SAVED {
                    return Err(damaged("too many saved searches"));
                }
            }
            RestoredPrincipal::Retention(_)
            | RestoredPrincipal::Hold(_)
            | RestoredPrincipal::Consent(_) => {}
        }
        Ok(())
    }

    /// Checks the slots of the keyring against the rows.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] for a slot without an owner, or one that cannot be sealed to
    /// again.
    pub(crate) fn check_slots(&self, keyring: &Keyring) -> Result<()> {
        for slot in &keyring.slots {
            let known = match &slot.kind {
                SlotKind::Password { user, .. } => self.names.contains(user),
                SlotKind::ApiKey { key } => self.keys.contains(key),
                SlotKind::Recovery {} | SlotKind::Session { .. } | SlotKind::Recipient { .. } => {
                    true
                }
            };
            if !known {
                return Err(damaged("a slot in keyring.json without an owner"));
            }
            check_slot_recipient(&slot.recipient).map_err(damaged)?;
        }
        Ok(())
    }
}

/// Stores a user, role, API key or recipient checked by [`Principals`].
pub(crate) fn principal(tables: &mut Tables<'_>, row: PrincipalRow) -> Result<()> {
    match row.restored()? {
        RestoredPrincipal::User(id, user) => users::put(tables, &id, &user),
        RestoredPrincipal::Role(name, role) => users::put_role(tables, &name, &role),
        RestoredPrincipal::ApiKey(id, key, used) => {
            users::put_api_key(tables, &id, &key)?;
            if let Some(used) = used {
                users::put_key_use(tables, &id, &used)?;
            }
            Ok(())
        }
        RestoredPrincipal::Recipient(recipient, name, added, added_by) => {
            let mut all = recipients::all(tables)?;
            if all.len() >= MAX_ROWS {
                return Err(damaged("too many recipients"));
            }
            all.push(Recipient {
                recipient,
                name,
                added,
                added_by,
            });
            recipients::set(tables, all)
        }
        RestoredPrincipal::Retention(rule) => {
            let mut all = retention::all(tables)?;
            if all.len() >= MAX_ROWS {
                return Err(damaged("too many retention rules"));
            }
            all.push(rule);
            retention::set(tables, all)
        }
        RestoredPrincipal::Hold(hold) => {
            let mut all = holds::all(tables)?;
            if all.len() >= MAX_ROWS {
                return Err(damaged("too many holds"));
            }
            all.push(hold);
            holds::set(tables, all)
        }
        RestoredPrincipal::Search(user, search) => {
            let mut all = searches::of(tables, &user)?;
            all.push(search);
            searches::set(tables, &user, all)
        }
        RestoredPrincipal::Consent(row) => consents::add(tables, &row),
    }
}

/// Stores a row of the audit log, unchanged.
pub(crate) fn audit_row(tables: &mut Tables<'_>, row: &AuditRow) -> Result<()> {
    audit::restore(tables, row.number, &row.row()?, &row.fields()?)
}
