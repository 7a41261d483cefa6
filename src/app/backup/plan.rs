//! What a backup will contain, decided before its first byte; and its result.

use super::archive_error::ArchiveError;
use super::envelope;
use super::hashing_reader::check_small;
use crate::app::clock;
use crate::app::error::{Error, Kind, Result};
use crate::crypto::keys::ContentKey;
use crate::domain::time::Time;
use crate::storage::backup::dump::{self, Inventory};
use crate::storage::backup::{BackupKind, Manifest, member};
use crate::storage::keyring::Keyring;
use crate::storage::lockdown;
use crate::storage::meta;
use crate::storage::recipients;
use crate::storage::tables::View;
use std::io::Write;
use std::path::PathBuf;

/// The result of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct Created {
    /// The file, if it is one.
    #[serde(flatten, with = "crate::app::json::OptionalDestination")]
    pub path: Option<PathBuf>,
    /// Files in it.
    pub files: u64,
    /// Bytes of their contents.
    pub bytes: u64,
    /// Bytes written.
    #[serde(rename = "written_bytes")]
    pub written: u64,
    /// The number of recipients.
    pub recipients: usize,
    /// Backups removed, or to be removed, by the rule.
    #[serde(flatten, with = "crate::app::json::RemovedFiles")]
    pub removed: Vec<PathBuf>,
    /// Why the retention rule was not applied.
    pub retention_stopped: Option<String>,
}

/// The plan of a backup, before its first byte.
pub(super) struct Plan {
    pub recipients: Vec<String>,
    pub inventory: Inventory,
    pub manifest: Manifest,
    pub principals: Vec<u8>,
    pub policy: Vec<u8>,
    pub rules: Option<Vec<u8>>,
    pub keyring: Vec<u8>,
    pub key: ContentKey,
    /// Seconds since 1970.
    pub time: u64,
}

/// Examines the state to be backed up.
pub(super) fn plan(view: &impl View, keyring: &Keyring, kind: BackupKind) -> Result<Plan> {
    let recipients: Vec<String> = recipients::all(view)?
        .into_iter()
        .map(|one| one.recipient)
        .collect();
    if recipients.is_empty() {
        return Err(
            Error::new(Kind::Usage, "no backup recipient is configured").hint(
                "create an identity: file-organizer backup identity new -o FILE, and add its \
                 recipient: file-organizer backup recipient add age1...",
            ),
        );
    }
    let now = clock::now();
    let inventory = dump::inventory(view)?;
    let mut manifest = Manifest::new(
        kind,
        now,
        keyring,
        &inventory,
        dump::audit_head(view)?,
        dump::keys(view)?,
    );
    manifest.lockdown = lockdown::last(view)?.map(Time::rfc3339);
    Ok(Plan {
        recipients,
        manifest,
        principals: dump::principals(view)?,
        policy: meta::get(view, meta::key::POLICY)?.unwrap_or_default(),
        rules: meta::get(view, meta::key::RULES)?,
        keyring: keyring.to_text()?,
        key: ContentKey::new(meta::get_array(view, meta::key::CONTENT_KEY)?),
        inventory,
        time: u64::try_from(now.unix_seconds()).unwrap_or(0),
    })
}

impl Plan {
    /// Adds the sizes of the small members to the manifest.
    pub(super) fn measure_small(&mut self) {
        for (name, bytes) in [
            (member::KEYRING, &self.keyring),
            (member::POLICY, &self.policy),
            (member::PRINCIPALS, &self.principals),
        ] {
            self.manifest.measured(name, bytes);
        }
        if let Some(rules) = &self.rules {
            self.manifest.measured(member::RULES, rules);
        }
    }

    /// Writes the manifest and the small members.
    pub(super) fn write_small<W: Write>(
        &self,
        writer: &mut envelope::Writer<W>,
    ) -> std::result::Result<(), ArchiveError> {
        let manifest = self.manifest.to_bytes().map_err(Error::from)?;
        for (name, bytes) in [
            (member::MANIFEST, &manifest),
            (member::KEYRING, &self.keyring),
            (member::POLICY, &self.policy),
            (member::RULES, self.rules.as_ref().unwrap_or(&Vec::new())),
            (member::PRINCIPALS, &self.principals),
        ] {
            check_small(name, bytes)?;
        }
        writer.small(member::MANIFEST, &manifest, self.time)?;
        writer.small(member::KEYRING, &self.keyring, self.time)?;
        writer.small(member::POLICY, &self.policy, self.time)?;
        if let Some(rules) = &self.rules {
            writer.small(member::RULES, rules, self.time)?;
        }
        writer.small(member::PRINCIPALS, &self.principals, self.time)?;
        Ok(())
    }
}
