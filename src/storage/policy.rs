//! The policy, stored in `meta` as text, and the operation that last set each of its keys.

use crate::domain::policy::Policy;

use super::record::{PolicyRecord, Record};
use super::tables::{Tables, View};
use super::{Result, StorageError, meta};

/// The policy in force.
///
/// # Errors
/// `Damaged` if there is none, or if it cannot be parsed.
pub(crate) fn read(view: &impl View) -> Result<Policy> {
    let damaged = || StorageError::Damaged("the policy cannot be read".into());
    let bytes = meta::get(view, meta::key::POLICY)?.ok_or_else(damaged)?;
    let text = String::from_utf8(bytes).map_err(|_| damaged())?;
    Policy::from_stored(&text).map_err(|_| damaged())
}

/// The value of a key, as the journal saves it.
pub(super) fn slot(view: &impl View, key: &str) -> Result<Vec<u8>> {
    let value = read(view)?.get(key).map_err(|_| unknown(key))?;
    let operation = meta::counter(view, &meta::key::policy_operation(key))?;
    PolicyRecord { operation, value }.to_bytes()
}

/// Sets a key to what the journal has saved; returns its previous value.
pub(super) fn set_slot(tables: &mut Tables<'_>, key: &str, value: &[u8]) -> Result<Vec<u8>> {
    let before = slot(tables, key)?;
    let PolicyRecord { operation, value } = PolicyRecord::from_bytes(value)?;
    let mut policy = read(tables)?;
    policy.set_stored(key, &value).map_err(|_| unknown(key))?;
    meta::set(tables, meta::key::POLICY, policy.to_toml().as_bytes())?;
    let row = meta::key::policy_operation(key);
    meta::set(tables, &row, &operation.to_le_bytes())?;
    Ok(before)
}

fn unknown(key: &str) -> StorageError {
    StorageError::Damaged(format!("a saved value of the policy key {key}"))
}
