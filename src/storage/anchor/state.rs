//! The state of a vault, as recorded by an anchor.

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use crate::storage::audit::{self, Head};
use crate::storage::tables::View;
use crate::storage::{Result, journal, meta};

/// The state of a vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AnchorState {
    /// The generation of keyring.json: increases with each change of access.
    pub generation: u64,
    /// Rows of the audit log.
    pub audit_count: u64,
    /// The chain value of the last row, hexadecimal.
    pub audit_head: String,
    /// Increases with each change of files or access; not with a row that records a read.
    #[serde(default)]
    pub(super) changes: u64,
    /// The latest recorded time, nanoseconds since 1970.
    pub clock: i64,
}

impl AnchorState {
    /// The state of a vault.
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

impl AnchorState {
    /// Why `view` cannot be a successor of this state, if so: it is older, or a different history.
    /// This state must have been read before `view` was opened.
    pub(crate) fn check_rollback(&self, view: &impl View) -> Result<Option<String>> {
        let now = Self::of(view)?;
        let then = self.audit_count;
        let behind = now.generation < self.generation || now.audit_count < then;
        // The row that was last then must be the same now, unless it was pruned.
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
