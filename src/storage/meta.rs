//! Singletons of a vault: its id, the keys inside, counters, the policy.

use redb::ReadableTable;

use super::tables::{Tables, View};
use super::{Result, StorageError};

/// The names of the rows of `meta`.
pub(crate) mod key {
    pub(crate) const FORMAT: &str = "format";
    pub(crate) const VAULT_ID: &str = "vault_id";
    pub(crate) const CREATED: &str = "created";
    /// The key of chunk ids; random, survives a rekey.
    pub(crate) const CONTENT_KEY: &str = "content_key";
    /// The key of the audit chain and of the commitments to its fields; random, survives a rekey.
    pub(crate) const AUDIT_KEY: &str = "audit_key";
    /// The start of that chain, if old rows were pruned: number and chain value of the last of
    /// them.
    pub(crate) const AUDIT_BASE: &str = "audit_base";
    pub(crate) const NEXT_NUMBER: &str = "next_number";
    pub(crate) const UNDO_ORDER: &str = "undo_order";
    /// Operations below this number can no longer be undone.
    pub(crate) const FIRST_OPEN: &str = "first_open";
    pub(crate) const POLICY: &str = "policy";
    /// The rules for organizing files, as TOML.
    pub(crate) const RULES: &str = "rules";
    /// The number of changes of the rules: earlier texts have rows of their own.
    pub(crate) const RULES_CHANGED: &str = "rules_changed";
    /// The state of the monitor: followed by `_` and the user or key that runs it.
    pub(crate) const MONITOR: &str = "monitor";
    /// Set during a lockdown.
    pub(crate) const LOCKDOWN: &str = "lockdown";
    /// When the last lockdown was completed: nanoseconds since 1970.
    pub(crate) const LAST_LOCKDOWN: &str = "last_lockdown";
    /// The generation of keyring.json that matches this state.
    pub(crate) const KEYRING_GENERATION: &str = "keyring_generation";
    /// The next bytes of keyring.json, between the commit and the rename.
    pub(crate) const KEYRING_PENDING: &str = "keyring_pending";
    /// The latest time of an audit row: nanoseconds since 1970.
    pub(crate) const CLOCK: &str = "clock";
    /// Set while the clock is behind that, so that it is recorded once.
    pub(crate) const CLOCK_BACK: &str = "clock_back";
    /// The state of expiry by age.
    pub(crate) const EXPIRY: &str = "expiry";
    /// The keys of spool files of earlier epochs.
    pub(crate) const EARLIER_SPOOL: &str = "earlier_spool";
    /// The recipients of backups.
    pub(crate) const BACKUP_RECIPIENTS: &str = "backup_recipients";
    /// Folders that have had backups of this vault.
    pub(crate) const BACKUP_FOLDERS: &str = "backup_folders";
    /// When the last backup was completed, nanoseconds since 1970, and the number of its files.
    pub(crate) const LAST_BACKUP: &str = "last_backup";
    /// When the vault was last verified, nanoseconds since 1970, and the number of findings.
    pub(crate) const LAST_VERIFY: &str = "last_verify";
    /// The shared drop folders.
    pub(crate) const DROP_BOXES: &str = "drop_boxes";
    /// The retention rules.
    pub(crate) const RETENTION: &str = "retention";
    /// The holds.
    pub(crate) const HOLDS: &str = "holds";
    /// Saved searches: followed by `_` and the user.
    pub(crate) const SEARCHES: &str = "searches";
    /// Notes of the spool that were merged.
    pub(crate) const SPOOL_MERGED: &str = "spool_merged";
    /// The number of merges of the spool.
    pub(crate) const SPOOL_MERGES: &str = "spool_merges";
    /// Epochs whose database files are to be overwritten before they are removed.
    pub(crate) const WIPING: &str = "wiping";

    /// The operation that last set a key of the policy.
    pub(crate) fn policy_operation(key: &str) -> String {
        format!("policy_set_{key}")
    }

    /// An earlier text of the rules, by its number.
    pub(crate) fn earlier_rules(number: u64) -> String {
        format!("rules_{number}")
    }
}

/// The value of a row, if it exists.
pub(crate) fn get(view: &impl View, name: &str) -> Result<Option<Vec<u8>>> {
    Ok(view.meta().get(name)?.map(|row| row.value().to_vec()))
}

/// A value of `N` bytes that every vault has.
///
/// # Errors
/// [`StorageError::Damaged`] if it is missing or has another length.
pub(crate) fn get_array<const N: usize>(view: &impl View, name: &str) -> Result<[u8; N]> {
    get(view, name)?
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| StorageError::Damaged(format!("the vault has no valid {name:?}")))
}

/// A counter; 0 by default.
pub(crate) fn counter(view: &impl View, name: &str) -> Result<u64> {
    if view.meta().get(name)?.is_none() {
        return Ok(0);
    }
    get_array(view, name).map(u64::from_le_bytes)
}

/// The latest recorded time, nanoseconds since 1970; `i64::MIN` by default.
pub(crate) fn clock(view: &impl View) -> Result<i64> {
    if view.meta().get(key::CLOCK)?.is_none() {
        return Ok(i64::MIN);
    }
    get_array(view, key::CLOCK).map(i64::from_le_bytes)
}

/// When something was done last: nanoseconds since 1970, and a number.
fn occasion(view: &impl View, name: &str) -> Result<Option<(i64, u64)>> {
    if view.meta().get(name)?.is_none() {
        return Ok(None);
    }
    let bytes: [u8; 16] = get_array(view, name)?;
    let (time, number) = bytes.split_at(8);
    let part = |bytes: &[u8]| bytes.try_into().map(u64::from_le_bytes).unwrap_or_default();
    Ok(Some((part(time).cast_signed(), part(number))))
}

/// When the last backup was completed, and how many files it has.
pub(crate) fn last_backup(view: &impl View) -> Result<Option<(i64, u64)>> {
    occasion(view, key::LAST_BACKUP)
}

/// When the vault was last verified, and the number of findings.
pub(crate) fn last_verify(view: &impl View) -> Result<Option<(i64, u64)>> {
    occasion(view, key::LAST_VERIFY)
}

/// Sets when something was done last.
pub(crate) fn set_occasion(
    tables: &mut Tables<'_>,
    name: &str,
    time: i64,
    number: u64,
) -> Result<()> {
    let bytes = [time.to_le_bytes(), number.to_le_bytes()].concat();
    set(tables, name, &bytes)
}

/// Sets a row.
pub(crate) fn set(tables: &mut Tables<'_>, name: &str, value: &[u8]) -> Result<()> {
    tables.meta.insert(name, value)?;
    Ok(())
}

/// Removes a row.
pub(crate) fn remove(tables: &mut Tables<'_>, name: &str) -> Result<()> {
    tables.meta.remove(name)?;
    Ok(())
}

/// Increments a counter and returns the new value.
pub(crate) fn increment(tables: &mut Tables<'_>, name: &str) -> Result<u64> {
    let next = counter(tables, name)? + 1;
    set(tables, name, &next.to_le_bytes())?;
    Ok(next)
}
