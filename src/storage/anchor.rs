//! The anchor: outside the vault, how far it had come. A vault that is behind its anchor was put
//! back from an earlier copy. One small file for each vault, replaced after a commit without a
//! sync: it may lag, and never leads. docs/FORMAT.md, "Anchor".

use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use super::audit::{self, Head};
use super::database::Store;
use super::tables::View;
use super::{Result, StorageError, meta, secure_file};

/// No anchor is larger.
const LARGEST: u64 = 4096;

/// How far a vault has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    /// Of keyring.json: grows with each change of who may do what.
    pub generation: u64,
    /// Rows of the audit log.
    pub audit_count: u64,
    /// The chain value of the last of them, hexadecimal.
    pub audit_head: String,
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
        Ok(Self {
            generation: meta::counter(view, meta::key::KEYRING_GENERATION)?,
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
        // The row that was the last one then must still be the same; it may have been pruned, or
        // rewritten since, when somebody was erased.
        let row = audit::chain_at(view, then)?;
        let another = row.is_some_and(|chain| HEXLOWER.encode(&chain) != self.audit_head);
        if !behind && (!another || audit::was_rewritten(view, then)?) {
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

/// Where the anchor of a vault is kept.
#[derive(Debug, Clone)]
pub(crate) struct Anchor(PathBuf);

impl Anchor {
    pub(crate) fn new(folder: &Path, vault_id: &str) -> Self {
        Self(folder.join(format!("{vault_id}.json")))
    }

    /// What it holds; none where there is none yet.
    ///
    /// # Errors
    /// [`StorageError::Io`], [`StorageError::Exposed`]; [`StorageError::Damaged`] where it is not of this
    /// form.
    pub(crate) fn read(&self) -> Result<Option<Mark>> {
        let bytes = match secure_file::read(&self.0, LARGEST) {
            Err(StorageError::Io { source, .. })
                if source.kind() == std::io::ErrorKind::NotFound =>
            {
                return Ok(None);
            }
            other => other?,
        };
        let malformed = |e| StorageError::Damaged(format!("{}: {e}", self.0.display()));
        serde_json::from_slice(&bytes).map(Some).map_err(malformed)
    }

    /// Moves it forward.
    ///
    /// # Errors
    /// [`StorageError::Io`] where its folder cannot be written: it lags then.
    pub(crate) fn raise(&self, mark: &Mark) -> Result<()> {
        let known = self.read().unwrap_or_default();
        let ahead = |known: &Mark| {
            known.generation > mark.generation || known.audit_count >= mark.audit_count
        };
        if known.as_ref().is_some_and(ahead) {
            return Ok(());
        }
        let clock = known.map_or(mark.clock, |known| known.clock.max(mark.clock));
        self.reset(&Mark {
            clock,
            ..mark.clone()
        })
    }

    /// Sets it, forward or back: a rollback was accepted.
    ///
    /// # Errors
    /// As [`Self::raise`].
    pub(crate) fn reset(&self, mark: &Mark) -> Result<()> {
        if let Some(folder) = self.0.parent()
            && !folder.exists()
        {
            secure_file::create_dir(folder)?;
        }
        let text =
            serde_json::to_vec(mark).map_err(|e| StorageError::Engine(format!("anchor: {e}")))?;
        secure_file::replace_unsynced(&self.0, &text)
    }
}

impl Store {
    /// Keeps this anchor in step from now on.
    pub(crate) fn keep_anchor(&mut self, anchor: Anchor) {
        self.anchor = Some(anchor);
    }

    /// Moves the anchor to what was committed; one that cannot be written lags, and why is kept.
    pub(super) fn raise_anchor(&mut self, mark: &Mark) {
        if let Some(anchor) = &self.anchor {
            self.anchor_failure = anchor.raise(mark).err();
        }
    }

    /// Why the anchor could not be moved forward by the last commit, once.
    pub(crate) fn take_anchor_failure(&mut self) -> Option<StorageError> {
        self.anchor_failure.take()
    }
}
