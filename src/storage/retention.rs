//! How long files are kept: named rules, in `meta`. What a rule's words mean, and what is done with
//! files whose time is over, is not known here.

use serde::{Deserialize, Serialize};

use super::record::Record;
use super::tables::{Tables, View};
use super::{Result, meta};
use crate::domain::id::Actor;
use crate::domain::time::Time;

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RetentionRule {
    pub name: String,
    /// Words of the query language: all must hold of a file.
    pub words: Vec<String>,
    /// Seconds.
    pub keep: u64,
    /// They count from the content's own time, and not from when it was added.
    pub from_modified: bool,
    pub set: Time,
    pub set_by: Actor,
}

#[derive(Default, Serialize, Deserialize)]
struct RetentionRecord(Vec<RetentionRule>);

impl Record for RetentionRecord {}

/// All of them, in the order in which they were first set.
///
/// # Errors
/// Of the database.
pub(crate) fn all(view: &impl View) -> Result<Vec<RetentionRule>> {
    let stored = meta::get(view, meta::key::RETENTION)?;
    let stored = stored.map(|bytes| RetentionRecord::from_bytes(&bytes));
    Ok(stored.transpose()?.unwrap_or_default().0)
}

/// Replaces them.
///
/// # Errors
/// Of the database.
pub(crate) fn set(tables: &mut Tables<'_>, all: Vec<RetentionRule>) -> Result<()> {
    let bytes = RetentionRecord(all).to_bytes()?;
    meta::set(tables, meta::key::RETENTION, &bytes)
}
