//! The rows of users.

use redb::ReadableTable;

use super::Result;
use super::record::{Record, UserRecord};
use super::tables::{Tables, View};

/// The account of this name.
///
/// # Errors
/// Of the database.
pub(crate) fn get(view: &impl View, name: &str) -> Result<Option<UserRecord>> {
    let row = view.users().get(name)?;
    row.map(|row| UserRecord::from_bytes(row.value()))
        .transpose()
}

/// Sets an account.
///
/// # Errors
/// Of the database.
pub(crate) fn put(tables: &mut Tables<'_>, name: &str, user: &UserRecord) -> Result<()> {
    tables.users.insert(name, user.to_bytes()?.as_slice())?;
    Ok(())
}
