//! Retention rules, in `meta`. Their interpretation is elsewhere.

use serde::{Deserialize, Serialize};

use super::record::Record;
use super::tables::{Tables, View};
use super::{Result, meta};
use crate::domain::id::Actor;
use crate::domain::period::Period;
use crate::domain::time::Time;

/// A retention rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RetentionRule {
    pub name: String,
    /// Terms of the query language; a file must match all of them.
    pub words: Vec<String>,
    /// No file may be destroyed earlier.
    pub keep_at_least: Option<Period>,
    /// Files go to the trash afterwards.
    pub trash_after: Option<Period>,
    /// The periods begin at the content's modification time instead of its addition.
    pub from_modified: bool,
    pub set: Time,
    pub set_by: Actor,
}

#[derive(Default, Serialize, Deserialize)]
struct RetentionRecord(Vec<RetentionRule>);

impl Record for RetentionRecord {
    const VERSION: u8 = 2;
}

/// All of them, in the order in which they were first set.
pub(crate) fn all(view: &impl View) -> Result<Vec<RetentionRule>> {
    let stored = meta::get(view, meta::key::RETENTION)?;
    let stored = stored.map(|bytes| RetentionRecord::from_bytes(&bytes));
    Ok(stored.transpose()?.unwrap_or_default().0)
}

/// Replaces them.
pub(crate) fn set(tables: &mut Tables<'_>, all: Vec<RetentionRule>) -> Result<()> {
    let bytes = RetentionRecord(all).to_bytes()?;
    meta::set(tables, meta::key::RETENTION, &bytes)
}
