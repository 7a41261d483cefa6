//! Holds, in `meta`: files that must not be destroyed. Their interpretation is elsewhere.

use serde::{Deserialize, Serialize};

use super::record::Record;
use super::tables::{Tables, View};
use super::{Result, meta};
use crate::domain::id::Actor;
use crate::domain::time::Time;

/// A hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Hold {
    /// From 1; not used again.
    pub number: u64,
    /// Terms of the query language; a file must match all of them. An owner is a user id.
    pub words: Vec<String>,
    pub reason: String,
    pub set: Time,
    pub set_by: Actor,
}

#[derive(Default, Serialize, Deserialize)]
struct HoldsRecord {
    /// The last number given.
    last: u64,
    holds: Vec<Hold>,
}

impl Record for HoldsRecord {}

fn record(view: &impl View) -> Result<HoldsRecord> {
    let stored = meta::get(view, meta::key::HOLDS)?;
    let stored = stored.map(|bytes| HoldsRecord::from_bytes(&bytes));
    Ok(stored.transpose()?.unwrap_or_default())
}

/// All of them, in order of their numbers.
pub(crate) fn all(view: &impl View) -> Result<Vec<Hold>> {
    Ok(record(view)?.holds)
}

/// The number of the next hold.
pub(crate) fn next_number(view: &impl View) -> Result<u64> {
    Ok(record(view)?.last + 1)
}

/// Replaces them.
pub(crate) fn set(tables: &mut Tables<'_>, holds: Vec<Hold>) -> Result<()> {
    let highest = holds.iter().map(|hold| hold.number).max();
    let last = record(tables)?.last.max(highest.unwrap_or_default());
    let bytes = HoldsRecord { last, holds }.to_bytes()?;
    meta::set(tables, meta::key::HOLDS, &bytes)
}
