//! The digest of the tables that control access: users, roles, API keys, sessions and the policy.
//! It is stored in keyring.json and compared on every open, so that an older block of one of them
//! is refused. docs/FORMAT.md, "Security digest".

use redb::ReadableTable;

use super::tables::View;
use super::{Result, StorageError, meta};
use crate::crypto::hash;
use crate::crypto::keys::VaultKey;

/// The digest of this state.
pub(crate) fn digest(view: &impl View, key: &VaultKey) -> Result<[u8; 32]> {
    let mut bytes = Vec::new();
    let mut part = |part: &[u8]| {
        bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
        bytes.extend_from_slice(part);
    };
    macro_rules! table {
        ($($name:literal $table:ident)*) => {$(
            part($name);
            for row in view.$table().iter()? {
                let (key, value) = row?;
                part(key.value().as_bytes());
                part(value.value());
            }
        )*};
    }
    table!(b"users" users b"roles" roles b"api_keys" api_keys b"sessions" sessions);
    part(b"policy");
    part(&meta::get(view, meta::key::POLICY)?.unwrap_or_default());
    if let Some(recipients) = meta::get(view, meta::key::BACKUP_RECIPIENTS)? {
        part(b"backup_recipients");
        part(&recipients);
    }
    if let Some(boxes) = meta::get(view, meta::key::DROP_BOXES)? {
        part(b"drop_boxes");
        part(&boxes);
    }
    Ok(hash::keyed_parts(&key.security(), &[&bytes]))
}

/// Compares a state with the digest in keyring.json.
pub(crate) fn check(view: &impl View, key: &VaultKey, known: &str) -> Result<()> {
    let is = data_encoding::HEXLOWER.encode(&digest(view, key)?);
    if is == known {
        Ok(())
    } else {
        Err(StorageError::Damaged(
            "users, roles, keys or policy are not the latest: an earlier state was put back".into(),
        ))
    }
}
