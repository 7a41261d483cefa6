//! What a backup yields when it is read: the preamble, then contents, rows of metadata and of the audit
//! log, each passed to a [`Visitor`].

use std::io::Read;

use super::archive_error::damaged;
use super::hashing_reader::{each_line, parsed};
use crate::app::error::Result;
use crate::domain::policy::Policy;
use crate::domain::time::Time;
use crate::storage::backup::{AuditRow, Manifest, MetadataRow, PrincipalRow, load, member, unhex};
use crate::storage::keyring::{Keyring, Slot, SlotKind};

/// What precedes the contents.
pub(super) struct Preamble {
    pub manifest: Manifest,
    pub keyring: Vec<u8>,
    pub policy: String,
    /// The rules, if the vault had any.
    pub rules: Option<String>,
    /// The lines of `principals.jsonl`.
    pub principals: Vec<u8>,
}

impl Preamble {
    /// Calls `each` with every user, role, key and other principal row.
    pub(super) fn each_principal(
        &self,
        mut each: impl FnMut(PrincipalRow) -> Result<()>,
    ) -> Result<()> {
        each_line(&mut self.principals.as_slice(), |line| {
            each(parsed(member::PRINCIPALS, line)?)
        })
    }

    /// Checks that a vault can be made of this, both for a restore and a verification. With
    /// `new_slots`, the old credentials need not open the new vault.
    ///
    /// # Errors
    /// Kind `Damaged`.
    pub(super) fn check(&self, new_slots: bool) -> Result<()> {
        let _: [[u8; 32]; 2] = [
            unhex(&self.manifest.keys.content)?,
            unhex(&self.manifest.keys.audit)?,
        ];
        Policy::from_stored(&self.policy).map_err(damaged)?;
        Time::parse(&self.manifest.created).map_err(damaged)?;
        let keyring = Keyring::parse(&self.keyring).map_err(damaged)?;
        let is_lasting = |slot: &Slot| !matches!(slot.kind, SlotKind::Session { .. });
        if !new_slots && !keyring.slots.iter().any(is_lasting) {
            return Err(damaged("the backup has no usable key slot"));
        }
        let mut administrator = false;
        let mut principals = load::Principals::default();
        self.each_principal(|row| {
            principals.check(&row)?;
            if let PrincipalRow::User { role, disabled, .. } = &row {
                administrator |= role == "admin" && (new_slots || !disabled);
            }
            Ok(())
        })?;
        if administrator {
            if !new_slots {
                principals.check_slots(&keyring)?;
            }
            return Ok(());
        }
        Err(damaged("the backup has no administrator"))
    }
}

/// Processes the parts of a backup. Contents come before the rows that refer to them.
pub(super) trait Visitor {
    /// Whether the restored vault gets new slots instead of the old ones.
    fn makes_slots(&self) -> bool {
        false
    }
    /// The backup is valid so far; this is its beginning.
    fn begin(&mut self, preamble: &Preamble) -> Result<()>;
    /// A content, to be read to its end.
    fn content(&mut self, size: u64, content: &mut dyn Read) -> Result<()>;
    /// A chunk of a large content; rows say which one.
    fn chunk(&mut self, id: [u8; 32], bytes: Vec<u8>) -> Result<()>;
    /// A row, after the contents it refers to.
    fn metadata(&mut self, row: MetadataRow) -> Result<()>;
    /// A row of the audit log, valid in its chain.
    fn audit(&mut self, row: AuditRow) -> Result<()>;
}
