//! The recipients of backups, in `meta`: covered by the digest of access rows.

use serde::{Deserialize, Serialize};

use super::record::Record;
use super::tables::{Tables, View};
use super::{Result, meta};
use crate::domain::id::Actor;
use crate::domain::time::Time;

/// An age recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Recipient {
    /// `age1...`
    pub recipient: String,
    /// A label.
    pub name: Option<String>,
    pub added: Time,
    pub added_by: Actor,
}

#[derive(Default, Serialize, Deserialize)]
struct RecipientsRecord(Vec<Recipient>);

impl Record for RecipientsRecord {}

/// All of them, in the order in which they were added.
pub(crate) fn all(view: &impl View) -> Result<Vec<Recipient>> {
    let stored = meta::get(view, meta::key::BACKUP_RECIPIENTS)?;
    let stored = stored.map(|bytes| RecipientsRecord::from_bytes(&bytes));
    Ok(stored.transpose()?.unwrap_or_default().0)
}

/// Replaces them.
pub(crate) fn set(tables: &mut Tables<'_>, all: Vec<Recipient>) -> Result<()> {
    meta::set(
        tables,
        meta::key::BACKUP_RECIPIENTS,
        &RecipientsRecord(all).to_bytes()?,
    )
}
