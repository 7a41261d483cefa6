//! The saved searches of users, in `meta`: a row for each user. Their interpretation is elsewhere.

use serde::{Deserialize, Serialize};

use super::record::Record;
use super::tables::{Tables, View};
use super::{Result, meta};
use crate::domain::id::UserId;
use crate::domain::time::Time;

/// A saved search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SavedSearch {
    /// Without `@`; unique for the user.
    pub name: String,
    /// Arguments of a query. An owner is a user id, if the user existed.
    pub words: Vec<String>,
    pub saved: Time,
}

#[derive(Default, Serialize, Deserialize)]
struct SearchesRecord {
    searches: Vec<SavedSearch>,
}

impl Record for SearchesRecord {}

fn key(user: &UserId) -> String {
    format!("{}_{user}", meta::key::SEARCHES)
}

/// Those of a user, in order of their names.
pub(crate) fn of(view: &impl View, user: &UserId) -> Result<Vec<SavedSearch>> {
    let stored = meta::get(view, &key(user))?;
    let record = stored.map(|bytes| SearchesRecord::from_bytes(&bytes));
    Ok(record.transpose()?.unwrap_or_default().searches)
}

/// Replaces those of a user.
pub(crate) fn set(
    tables: &mut Tables<'_>,
    user: &UserId,
    mut searches: Vec<SavedSearch>,
) -> Result<()> {
    if searches.is_empty() {
        return meta::remove(tables, &key(user));
    }
    searches.sort_by(|a, b| a.name.cmp(&b.name));
    let bytes = SearchesRecord { searches }.to_bytes()?;
    meta::set(tables, &key(user), &bytes)
}
