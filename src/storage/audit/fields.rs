//! The personal fields of a row: stored separately from the chain, which holds a commitment to
//! them. Erasing a person removes fields; no chained row changes. docs/FORMAT.md, "Personal
//! fields".

#[cfg(test)]
mod tests;

use super::AuditKey;
use crate::crypto::keys::SALT;
use crate::crypto::{hash, random};
use crate::domain::detail::Detail;
use crate::domain::event::{AuditEvent, ERASED, Removed};
use crate::storage::record::{FieldRecord, FieldsRecord};
use crate::storage::{Result, StorageError};

fn damaged(what: &str) -> StorageError {
    StorageError::Damaged(format!("an audit row has {what} that cannot be read"))
}

/// The committed bytes; empty for a missing target or detail.
fn values(event: &AuditEvent) -> Result<[Vec<u8>; 4]> {
    let target = event.target.as_ref();
    let detail = match &event.detail {
        None => Vec::new(),
        Some(detail) => {
            postcard::to_stdvec(detail).map_err(|e| StorageError::Engine(format!("detail: {e}")))?
        }
    };
    Ok([
        match &event.user {
            None => event.principal.clone().into_bytes(),
            // Names cannot contain NUL.
            Some(user) => format!("{}\0{user}", event.principal).into_bytes(),
        },
        event.source.clone().into_bytes(),
        target.map_or_else(Vec::new, |target| [&[1], target.as_slice()].concat()),
        detail,
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

fn digests(key: &AuditKey, salts: &[[u8; SALT]; 4], values: &[Vec<u8>; 4]) -> [[u8; 32]; 4] {
    let mut digests = [[0; 32]; 4];
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
            let mut digests = [[0; 32]; 4];
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

fn detail(value: &[u8]) -> Result<Option<Detail>> {
    if value.is_empty() {
        return Ok(None);
    }
    let detail = postcard::from_bytes(value).map_err(|_| damaged("a detail"))?;
    Ok(Some(detail))
}

/// Adds the fields to an event; returns which of them were removed.
///
/// # Errors
/// [`StorageError::Damaged`].
pub(super) fn read(fields: FieldsRecord, event: &mut AuditEvent) -> Result<Removed> {
    let mut removed = Removed::default();
    let [principal, source, target_field, detail_field] = match fields {
        FieldsRecord::Whole { values, .. } => values.map(Ok),
        FieldsRecord::Redacted(fields) => fields.map(|field| match field {
            FieldRecord::Kept { value, .. } => Ok(value),
            FieldRecord::Removed { alias, .. } => Err(alias.unwrap_or_else(|| ERASED.to_owned())),
        }),
    };
    removed.principal = principal.is_err();
    removed.source = source.is_err();
    removed.target = target_field.is_err();
    removed.detail = detail_field.is_err();
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
    event.detail = match detail_field {
        Ok(value) => detail(&value)?,
        Err(alias) => Some(Detail::Text(alias)),
    };
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
