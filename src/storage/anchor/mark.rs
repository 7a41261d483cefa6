//! How far a vault has come: what an anchor holds of it.

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use crate::storage::audit::{self, Head};
use crate::storage::tables::View;
use crate::storage::{Result, journal, meta};

/// How far a vault has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    /// Of keyring.json: grows with each change of who may do what.
    pub generation: u64,
    /// Rows of the audit log.
    pub audit_count: u64,
    /// The chain value of the last of them, hexadecimal.
    pub audit_head: String,
    /// Grows with each change of files or of who may do what; not with a row about a look.
    #[serde(default)]
    pub(super) changes: u64,
    /// The latest time that was seen, nanoseconds since 1970.
    pub clock: i64,
}

impl Mark {
    /// The mark of a state.
    ///
    /// # Errors
    /// Of the database.
    pub(crate) fn of(view: &impl View) -> Result<Self> {
        let Head { count, chain } = audit::head(view)?;
        let generation = meta::counter(view, meta::key::KEYRING_GENERATION)?;
        let operations = journal::last(view)?;
        let undone = meta::counter(view, meta::key::UNDO_ORDER)?;
        Ok(Self {
            generation,
            changes: generation.saturating_add(operations).saturating_add(undone),
            audit_count: count,
            audit_head: HEXLOWER.encode(&chain),
            clock: meta::clock(view)?,
        })
    }
}

impl Mark {
    /// Why a state is none that this mark can have led to, behind it or another way; none where it is
    /// one. The mark must have been read before the state was taken.
    ///
    /// # Errors
    /// Of the database.
    pub(crate) fn astray(&self, view: &impl View) -> Result<Option<String>> {
        let now = Self::of(view)?;
        let then = self.audit_count;
        let behind = now.generation < self.generation || now.audit_count < then;
        // The row that was the last one then must still be the same; it may have been pruned since.
        let row = audit::chain_at(view, then)?;
        let another = row.is_some_and(|chain| HEXLOWER.encode(&chain) != self.audit_head);
        if !behind && !another {
            return Ok(None);
        }
        let why = if behind {
            "the vault is older than when it was last used here"
        } else {
            "the vault is not the one that was last used here"
        };
        let noted = HEXLOWER.decode(self.audit_head.as_bytes()).ok();
        let noted = noted.and_then(|chain| chain.try_into().ok());
        let noted = noted.map(|chain| Head { count: then, chain });
        Ok(Some(match audit::walk(view, noted.as_ref())?.broken {
            Some((row, how)) => format!("{why}: audit row {row}: {how}"),
            None => format!("{why}: users and keys were put back"),
        }))
    }
}
