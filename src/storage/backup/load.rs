//! The lines of a backup, as rows of a vault that is being built. Nothing in a backup is believed:
//! age proves no sender.

use super::principals::{AuditRow, PrincipalRow, Someone};
use super::rows::{MetadataRow, Restored};
use redb::ReadableTable;

use crate::domain::permission::Permissions;
use crate::storage::recipients::{self, Recipient};
use crate::storage::record::{OldVersionRecord, Record, Slot};
use crate::storage::tables::Tables;
use crate::storage::{
    Result, StorageError, audit, consents, content, files, meta, retention, users,
};

fn damaged(what: impl std::fmt::Display) -> StorageError {
    StorageError::Damaged(format!("the backup has {what}"))
}

/// Puts a row of metadata, whose content is in the vault under the number `content`.
///
/// # Errors
/// [`StorageError::Damaged`]; of the database.
pub(crate) fn metadata(tables: &mut Tables<'_>, row: &MetadataRow, number: u64) -> Result<()> {
    let put = |tables: &mut Tables<'_>, slot: &Slot, bytes: &[u8]| {
        content::refer(tables, number)?;
        match files::set_slot(tables, slot, Some(bytes))? {
            None => Ok(()),
            Some(_) => Err(damaged("two files in one place")),
        }
    };
    match row.restored(number)? {
        Restored::File(path, file) => {
            if tables.ids.get(file.id.bytes())?.is_some() {
                return Err(damaged("two files of one id"));
            }
            put(tables, &Slot::Path(path.key().to_vec()), &file.to_bytes()?)
        }
        Restored::Trash(trashed) => {
            if tables.ids.get(trashed.file.id.bytes())?.is_some() {
                return Err(damaged("two files of one id"));
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
                Some(_) => Err(damaged("two folders in one place")),
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

/// More recipients of backups, or retention rules, than this are nobody's.
const MOST_LISTED: usize = 1000;

/// Whether [`principal`] could put this.
///
/// # Errors
/// [`StorageError::Damaged`].
pub(crate) fn check_principal(row: &PrincipalRow) -> Result<()> {
    if let Someone::Role(_, role) = row.clone().restored()? {
        Permissions::parse(role.permissions.iter().map(String::as_str)).map_err(damaged)?;
    }
    Ok(())
}

/// Puts a user, role, API key or recipient.
///
/// # Errors
/// [`StorageError::Damaged`]; of the database.
pub(crate) fn principal(tables: &mut Tables<'_>, row: PrincipalRow) -> Result<()> {
    match row.restored()? {
        Someone::User(id, user) => users::put(tables, &id, &user),
        Someone::Role(name, role) => {
            Permissions::parse(role.permissions.iter().map(String::as_str)).map_err(damaged)?;
            users::put_role(tables, &name, &role)
        }
        Someone::ApiKey(id, key, used) => {
            users::put_api_key(tables, &id, &key)?;
            if let Some(used) = used {
                users::put_key_use(tables, &id, &used)?;
            }
            Ok(())
        }
        Someone::Recipient(recipient, name, added, added_by) => {
            let mut all = recipients::all(tables)?;
            if all.len() >= MOST_LISTED {
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
        Someone::Retention(rule) => {
            let mut all = retention::all(tables)?;
            if all.len() >= MOST_LISTED {
                return Err(damaged("too many retention rules"));
            }
            all.push(rule);
            retention::set(tables, all)
        }
        Someone::Consent(row) => consents::add(tables, &row),
    }
}

/// Puts a row of the audit log, as it was.
///
/// # Errors
/// [`StorageError::Damaged`]; of the database.
pub(crate) fn audit_row(tables: &mut Tables<'_>, row: &AuditRow) -> Result<()> {
    audit::insert(tables, row.number, &row.row()?, &row.fields()?)
}
