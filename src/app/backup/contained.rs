//! What a backup gives when it is gone through: what came, to whom, and what went wrong.

use std::collections::BTreeMap;
use std::io::{self, Read};

use super::checked::{each_line, parsed};
use crate::app::error::{Error, Kind, MORE_MEMORY, Result};
use crate::domain::policy::Policy;
use crate::domain::time::Time;
use crate::storage::backup::{AuditRow, Manifest, MetadataRow, PrincipalRow, load, member};
use crate::storage::keyring::{Keyring, Slot, SlotKind};

/// What comes before contents.
pub(super) struct Preamble {
    pub manifest: Manifest,
    pub keyring: Vec<u8>,
    pub policy: String,
    /// Where the vault had rules.
    pub rules: Option<String>,
    /// The lines of `principals.jsonl`.
    pub principals: Vec<u8>,
}

impl Preamble {
    /// Calls `each` with every user, role, key and what else stands beside them.
    pub(super) fn each_principal(
        &self,
        mut each: impl FnMut(PrincipalRow) -> Result<()>,
    ) -> Result<()> {
        each_line(&mut self.principals.as_slice(), |line| {
            each(parsed(member::PRINCIPALS, line)?)
        })
    }

    /// Whether a vault can be made of this: one check, for whoever restores and for whoever only
    /// looks. With `new_slots`, what opened the old vault need not open the new one.
    ///
    /// # Errors
    /// Kind `Damaged`.
    pub(super) fn check(&self, new_slots: bool) -> Result<()> {
        Policy::from_stored(&self.policy).map_err(damaged)?;
        Time::parse(&self.manifest.created).map_err(damaged)?;
        let keyring = Keyring::parse(&self.keyring).map_err(damaged)?;
        let is_lasting = |slot: &Slot| !matches!(slot.kind, SlotKind::Session { .. });
        if !new_slots && !keyring.slots.iter().any(is_lasting) {
            return Err(damaged("nothing would open the vault"));
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
        Err(damaged("it has no administrator"))
    }
}

/// What is done with what comes. Contents come before the rows that name them.
pub(super) trait Visitor {
    /// Whether what opened the vault is not to open what is made of the backup.
    fn makes_slots(&self) -> bool {
        false
    }
    /// The backup is of this program, and this is what it begins with.
    fn begin(&mut self, preamble: &Preamble) -> Result<()>;
    /// A content, to be read to its end.
    fn content(&mut self, size: u64, content: &mut dyn Read) -> Result<()>;
    /// A chunk of a large content, of which the rows say where it belongs.
    fn chunk(&mut self, id: [u8; 32], bytes: Vec<u8>) -> Result<()>;
    /// A row that names contents that have come.
    fn metadata(&mut self, row: MetadataRow) -> Result<()>;
    /// A row of the audit log that holds in its chain.
    fn audit(&mut self, row: AuditRow) -> Result<()>;
}

/// What was found in a whole backup.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contained {
    /// The vault's id.
    pub vault_id: String,
    /// When it was made, RFC 3339.
    pub created: String,
    /// Files.
    pub files: u64,
    /// Earlier versions.
    pub versions: u64,
    /// Files in the trash.
    pub trashed: u64,
    /// Users.
    pub users: u64,
    /// Rows of the audit log.
    pub audit_rows: u64,
    /// The chain value of the last one.
    pub audit_head: String,
    /// Bytes of all current contents.
    pub bytes: u64,
    /// Packs that are missing or damaged, and how.
    pub lost_packs: BTreeMap<String, String>,
    /// Files, versions and files in the trash that are lost with them.
    pub lost: Vec<String>,
}

impl Contained {
    /// Whether nothing of it is lost.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.lost.is_empty() && self.lost_packs.is_empty()
    }

    pub(super) fn of(manifest: &Manifest) -> Self {
        Self {
            vault_id: manifest.vault_id.clone(),
            created: manifest.created.clone(),
            files: manifest.files,
            versions: manifest.versions,
            trashed: manifest.trashed,
            users: manifest.users,
            audit_rows: manifest.audit.count,
            audit_head: manifest.audit.head.clone(),
            bytes: manifest.bytes,
            ..Self::default()
        }
    }
}

pub(super) fn damaged(why: impl std::fmt::Display) -> Error {
    Error::new(Kind::Damaged, format!("the backup is damaged: {why}"))
}

/// What cannot be read: for reasons of the system, which say nothing about the backup, or because it is
/// not as it was written.
fn unreadable(error: &io::Error) -> Error {
    let cannot = |why: &str| Error::new(Kind::Other, format!("the backup cannot be read: {why}"));
    // The words of zstd; it has no kind for this.
    if error.kind() == io::ErrorKind::OutOfMemory || error.to_string().contains("Allocation error")
    {
        return cannot("not enough memory").hint(MORE_MEMORY);
    }
    if error.raw_os_error().is_some() {
        return cannot(&error.to_string()).hint("check the disk, and run the command again");
    }
    damaged(error)
}

/// What goes wrong while an archive is read: by the stream, or by our own doing.
pub(super) enum Failed {
    Stream(io::Error),
    Ours(Error),
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::Stream(error)
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Ours(error)
    }
}

impl From<Failed> for Error {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Ours(error) => error,
            Failed::Stream(error) => unreadable(&error),
        }
    }
}
