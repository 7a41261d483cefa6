//! The personal fields of a row: stored separately from the chain, which holds a commitment to
//! them. Erasing a person removes fields; no chained row changes. docs/FORMAT.md, "Personal
//! fields".

#[cfg(test)]
mod tests;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::AuditKey;
use crate::crypto::keys::{PERSONAL, SALT};
use crate::crypto::{hash, random};
use crate::domain::detail::Detail;
use crate::domain::done::NamedFiles;
use crate::domain::event::{AuditEvent, ERASED, Removed};
use crate::storage::record::{FieldRecord, FieldsRecord};
use crate::storage::{Result, StorageError};

fn damaged(what: &str) -> StorageError {
    StorageError::Damaged(format!("an audit row has {what} that cannot be read"))
}

/// The committed bytes of a value; empty without one.
fn encoded<T: Serialize>(value: Option<&T>) -> Result<Vec<u8>> {
    let bytes = value.map(postcard::to_stdvec).transpose();
    let bytes = bytes.map_err(|e| StorageError::Engine(format!("audit row: {e}")))?;
    Ok(bytes.unwrap_or_default())
}

/// The committed bytes; empty for a field that is missing.
fn values(event: &AuditEvent) -> Result<[Vec<u8>; PERSONAL]> {
    let target = event.target.as_ref();
    let (changes, files) = (&event.done.changes, &event.done.files);
    Ok([
        match &event.user {
            None => event.principal.clone().into_bytes(),
            // Names cannot contain NUL.
            Some(user) => format!("{}\0{user}", event.principal).into_bytes(),
        },
        event.source.clone().into_bytes(),
        target.map_or_else(Vec::new, |target| [&[1], target.as_slice()].concat()),
        encoded(event.detail.as_ref())?,
        encoded(Some(changes).filter(|changes| !changes.is_empty()))?,
        encoded(Some(files).filter(|files| !files.is_empty()))?,
    ])
}

/// The fields of an event, and the commitment to them.
///
/// # Errors
/// If the system's random source fails.
pub(super) fn commit(key: &AuditKey, event: &AuditEvent) -> Result<(FieldsRecord, [u8; 32])> {
    let fields = FieldsRecord::Whole {
        salt: random::array()?,
        values: values(event)?,
    };
    let commitment = commitment(key, &fields);
    Ok((fields, commitment))
}

fn digests(
    key: &AuditKey,
    salts: &[[u8; SALT]; PERSONAL],
    values: &[Vec<u8>; PERSONAL],
) -> [[u8; 32]; PERSONAL] {
    let mut digests = [[0; 32]; PERSONAL];
    for (digest, (index, (salt, value))) in
        digests.iter_mut().zip((0..).zip(salts.iter().zip(values)))
    {
        *digest = key.digest(index, salt, value);
    }
    digests
}

fn commitment(key: &AuditKey, fields: &FieldsRecord) -> [u8; 32] {
    let digests = match fields {
        FieldsRecord::Whole { salt, values } => digests(key, &key.salts(salt), values),
        FieldsRecord::Redacted(fields) => {
            let mut digests = [[0; 32]; PERSONAL];
            for (digest, (index, field)) in digests.iter_mut().zip((0..).zip(fields)) {
                *digest = match field {
                    FieldRecord::Kept { salt, value } => key.digest(index, salt, value),
                    FieldRecord::Removed { digest, .. } => *digest,
                };
            }
            digests
        }
    };
    key.commitment(&digests)
}

/// Whether these fields match the commitment.
pub(super) fn holds(key: &AuditKey, fields: &FieldsRecord, committed: &[u8; 32]) -> bool {
    hash::equal(&commitment(key, fields), committed)
}

fn text(value: Vec<u8>) -> Result<String> {
    String::from_utf8(value).map_err(|_| damaged("a name"))
}

fn target(value: &[u8]) -> Result<Option<Vec<u8>>> {
    match value.split_first() {
        None => Ok(None),
        Some((1, target)) => Ok(Some(target.to_vec())),
        Some(_) => Err(damaged("a target")),
    }
}

fn decoded<T: DeserializeOwned>(value: &[u8], what: &str) -> Result<Option<T>> {
    if value.is_empty() {
        return Ok(None);
    }
    match postcard::take_from_bytes(value) {
        Ok((value, [])) => Ok(Some(value)),
        Ok(_) | Err(_) => Err(damaged(what)),
    }
}

/// Adds the fields to an event; returns which of them were removed.
pub(super) fn read(fields: FieldsRecord, event: &mut AuditEvent) -> Result<Removed> {
    let mut removed = Removed::default();
    let [principal, source, target_field, detail, changes, files] = match fields {
        FieldsRecord::Whole { values, .. } => values.map(Ok),
        FieldsRecord::Redacted(fields) => fields.map(|field| match field {
            FieldRecord::Kept { value, .. } => Ok(value),
            FieldRecord::Removed { alias, .. } => Err(alias.unwrap_or_else(|| ERASED.to_owned())),
        }),
    };
    removed.principal = principal.is_err();
    removed.source = source.is_err();
    removed.target = target_field.is_err();
    removed.detail = detail.is_err();
    removed.changes = changes.is_err();
    removed.files = files.is_err();
    let principal = principal.map_or_else(Ok, text)?;
    (event.principal, event.user) = match principal.split_once('\0') {
        None => (principal, None),
        Some((key, user)) => (key.to_owned(), Some(user.to_owned())),
    };
    event.source = source.map_or_else(Ok, text)?;
    event.target = match target_field {
        Ok(value) => target(&value)?,
        Err(alias) => Some(alias.into_bytes()),
    };
    event.detail = match detail {
        Ok(value) => decoded(&value, "a detail")?,
        Err(alias) => Some(Detail::Text(alias)),
    };
    let changes = changes.unwrap_or_default();
    let files = files.unwrap_or_default();
    event.done.changes = decoded(&changes, "changes")?.unwrap_or_default();
    event.done.files = decoded::<NamedFiles>(&files, "files")?.unwrap_or_default();
    Ok(removed)
}

/// The fields without those to remove. The row's salt is removed with the first of them, so that
/// removed values cannot be confirmed by guessing.
pub(super) fn without(
    key: &AuditKey,
    fields: FieldsRecord,
    remove: Removed,
    alias: &str,
) -> FieldsRecord {
    let kept = match fields {
        FieldsRecord::Whole { salt, values } => {
            let mut salts = key.salts(&salt).into_iter();
            values.map(|value| FieldRecord::Kept {
                salt: salts.next().unwrap_or_default(),
                value,
            })
        }
        FieldsRecord::Redacted(fields) => fields,
    };
    let named = Some(alias.to_owned());
    let mut remove = [
        (remove.principal, named.clone()),
        (remove.source, None),
        (remove.target, named),
        (remove.detail, None),
        (remove.changes, None),
        (remove.files, None),
    ]
    .into_iter()
    .zip(0..);
    FieldsRecord::Redacted(kept.map(|field| match (remove.next(), field) {
        (Some(((true, alias), index)), FieldRecord::Kept { salt, value }) => FieldRecord::Removed {
            digest: key.digest(index, &salt, &value),
            alias,
        },
        (_, field) => field,
    }))
}
