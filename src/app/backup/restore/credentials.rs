//! What opens a restored vault: the credentials of the date of the backup. A lockdown or rekey after
//! that date did not end them; a newer backup in the same folder knows of it.

use std::path::{Path, PathBuf};

use crate::app::access::api_key::{self, KeyState};
use crate::app::access::user;
use crate::app::backup::folder;
use crate::app::backup::summary::BackupSummary;
use crate::app::error::Result;
use crate::crypto::age_file::Identities;
use crate::domain::time::Time;
use crate::storage::keyring::{Keyring, SlotKind};
use crate::storage::tables::View;
use crate::storage::users;

/// The credentials that open a restored vault.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Credentials {
    /// Users whose passwords open it.
    pub user_names: Vec<String>,
    /// API keys that open it, by name.
    pub api_key_names: Vec<String>,
    /// Whether a recovery key opens it.
    #[serde(rename = "recovery_key_works")]
    pub recovery_key: bool,
}

impl Credentials {
    pub(super) fn of(view: &impl View, keyring: &Keyring, now: Time) -> Result<Self> {
        let mut api_key_names = Vec::new();
        for (id, key) in users::api_keys(view)? {
            let key = api_key::info(view, id, key, now)?;
            if key.state == KeyState::Active {
                api_key_names.push(key.name);
            }
        }
        let users = user::all(view, keyring, now)?.into_iter();
        let mut slots = keyring.slots.iter();
        Ok(Self {
            user_names: users
                .filter(|user| user.has_password && !user.disabled)
                .map(|user| user.name)
                .collect(),
            api_key_names,
            recovery_key: slots.any(|slot| matches!(slot.kind, SlotKind::Recovery {})),
        })
    }
}

/// A newer backup of the same vault.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct NewerBackup {
    /// Its path.
    #[serde(flatten, with = "crate::app::json::File")]
    pub path: PathBuf,
    /// The lockdown between the two backups, if there was one.
    #[serde(rename = "lockdown_time")]
    pub lockdown: Option<Time>,
    /// Whether the vault was encrypted with a new key between the two backups.
    pub rekeyed: bool,
}

/// The newest backup of the vault in the folder of `file`, if it is newer than that one and can be
/// read.
pub(super) fn newer(
    file: &Path,
    identities: &[Identities],
    contained: &BackupSummary,
) -> Option<NewerBackup> {
    let created = Time::parse(&contained.created).ok()?;
    let parent = file
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let found = folder::scan(parent.unwrap_or(Path::new("."))).ok()?;
    let all = found.into_iter().rev().filter(|one| one.problem.is_none());
    // The names can be older than the manifests by the time that a backup takes to begin.
    let mut candidates = all.take_while(|one| one.time >= created).filter_map(|one| {
        let manifest = folder::manifest(&one.path, identities).ok()?;
        Some((one.path, manifest))
    });
    let (path, manifest) = candidates.find(|(_, manifest)| {
        manifest.vault_id == contained.vault_id
            && Time::parse(&manifest.created).is_ok_and(|time| time > created)
    })?;
    let lockdown = manifest.lockdown.as_deref().map(Time::parse);
    Some(NewerBackup {
        path,
        lockdown: lockdown
            .and_then(std::result::Result::ok)
            .filter(|time| *time > created),
        rekeyed: manifest.epoch > contained.epoch,
    })
}
