//! Who has access to what: users, roles, API keys, sessions, recipients of backups, shared folders
//! and the recovery key.

use std::path::PathBuf;

use crate::domain::time::Time;
use crate::storage::drop_boxes;
use crate::storage::keyring::{Keyring, SlotKind};
use crate::storage::tables::View;
use crate::storage::users::{self, Names};

use crate::app::access::{api_key, role, session, user};
use crate::app::backup;
use crate::app::error::Result;

/// A folder in which other accounts can drop files, and who shares it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct SharedBy {
    /// The folder.
    #[serde(flatten, with = "crate::app::json::Folder")]
    pub folder: PathBuf,
    /// Who shares it.
    pub shared_by: String,
}

/// Who has access.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct Access {
    /// The users.
    #[serde(rename = "user_list")]
    pub users: Vec<user::UserInfo>,
    /// The roles, with their permissions.
    pub roles: Vec<role::RoleInfo>,
    /// The API keys, except those that were revoked before.
    #[serde(rename = "api_key_list")]
    pub api_keys: Vec<api_key::KeyInfo>,
    /// The sessions that have not ended.
    #[serde(rename = "session_list")]
    pub sessions: Vec<session::SessionInfo>,
    /// The recipients of backups, who can read everything in them.
    #[serde(rename = "recipient_list")]
    pub recipients: Vec<backup::Recipient>,
    /// The shared folders.
    #[serde(rename = "shared_folder_list")]
    pub shared_folders: Vec<SharedBy>,
    /// Whether a recovery key unlocks the vault.
    #[serde(rename = "recovery_key_works")]
    pub recovery_key: bool,
}

/// Who has access now; without API keys revoked before `since`.
pub(super) fn at(view: &impl View, keyring: &Keyring, since: Time, now: Time) -> Result<Access> {
    let mut api_keys = Vec::new();
    for (id, key) in users::api_keys(view)? {
        if key.revoked.is_none_or(|revoked| revoked >= since) {
            api_keys.push(api_key::info(view, id, key, now)?);
        }
    }
    api_keys.sort_by(|a, b| a.created.cmp(&b.created).then(a.id.cmp(&b.id)));
    let names = Names::load(view)?;
    let shared = drop_boxes::all(view)?.into_iter().map(|one| SharedBy {
        shared_by: names.actor(&one.shared_by),
        folder: one.path,
    });
    let mut slots = keyring.slots.iter();
    Ok(Access {
        users: user::all(view, keyring, now)?,
        roles: role::all(view)?,
        api_keys,
        sessions: session::active(view, None, None, now)?,
        recipients: backup::all_recipients(view)?,
        shared_folders: shared.collect(),
        recovery_key: slots.any(|slot| matches!(slot.kind, SlotKind::Recovery {})),
    })
}
