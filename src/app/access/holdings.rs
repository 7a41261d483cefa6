//! What a user has set up that grants access to others: API keys, backup recipients and shared
//! folders. It ends with the user, or is handed over to the principal that removes the user.

use std::path::PathBuf;

use crate::domain::id::{Actor, UserId};
use crate::domain::permission::Permissions;
use crate::domain::time::Time;
use crate::storage::drop_boxes::DropBox;
use crate::storage::recipients::Recipient;
use crate::storage::record::ApiKeyRecord;
use crate::storage::tables::View;
use crate::storage::{drop_boxes, recipients, users};

use crate::app::access::drop_box;
use crate::app::error::Result;
use crate::app::gate::{Writing, key_permissions};

/// What to do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Disposition {
    /// It ends with the user.
    #[default]
    End,
    /// It is handed over to the acting principal.
    HandOver,
}

/// What a user has set up.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct Holdings {
    /// Names of API keys that are not revoked.
    #[serde(rename = "api_key_names")]
    pub keys: Vec<String>,
    /// Backup recipients: their names, or themselves.
    #[serde(rename = "recipient_names")]
    pub recipients: Vec<String>,
    /// Folders that are shared for drops.
    #[serde(flatten, with = "crate::app::json::Folders")]
    pub folders: Vec<PathBuf>,
}

impl Holdings {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.recipients.is_empty() && self.folders.is_empty()
    }
}

/// Makes a change of permissions, and returns what it ended: backup recipients and shared folders of users
/// who may no longer set them up.
pub(crate) fn ended_by(
    writing: &mut Writing<'_, '_>,
    change: impl FnOnce(&mut Writing<'_, '_>) -> Result<()>,
) -> Result<Holdings> {
    let recipients = recipients::all(writing.view())?;
    let folders = drop_boxes::all(writing.view())?;
    change(writing)?;
    let kept = recipients::all(writing.view())?;
    let shared = drop_boxes::all(writing.view())?;
    let ended = Rows {
        keys: Vec::new(),
        recipients: recipients
            .into_iter()
            .filter(|one| !kept.contains(one))
            .collect(),
        folders: folders
            .into_iter()
            .filter(|one| !shared.contains(one))
            .collect(),
    };
    remove_labels(&ended.folders, &writing.keyring().vault_id);
    Ok(ended.holdings())
}

/// The rows.
pub(crate) struct Rows {
    keys: Vec<(String, ApiKeyRecord)>,
    recipients: Vec<Recipient>,
    folders: Vec<DropBox>,
}

impl Rows {
    pub(crate) fn of(view: &impl View, user: &UserId) -> Result<Self> {
        let mut keys = users::api_keys(view)?;
        keys.retain(|(_, key)| key.created_by.user == *user && key.revoked.is_none());
        let mut recipients = recipients::all(view)?;
        recipients.retain(|one| one.added_by.user == *user);
        let mut folders = drop_boxes::all(view)?;
        folders.retain(|one| one.shared_by.user == *user);
        Ok(Self {
            keys,
            recipients,
            folders,
        })
    }

    /// What was set up with some API keys.
    pub(crate) fn added_with(view: &impl View, with: impl Fn(&str) -> bool) -> Result<Self> {
        let is_one = |actor: &Actor| actor.key.as_deref().is_some_and(&with);
        let mut keys = users::api_keys(view)?;
        keys.retain(|(_, key)| is_one(&key.created_by) && key.revoked.is_none());
        let mut recipients = recipients::all(view)?;
        recipients.retain(|one| is_one(&one.added_by));
        let mut folders = drop_boxes::all(view)?;
        folders.retain(|one| is_one(&one.shared_by));
        Ok(Self {
            keys,
            recipients,
            folders,
        })
    }

    pub(crate) fn holdings(&self) -> Holdings {
        let recipient = |one: &Recipient| one.name.clone().unwrap_or(one.recipient.clone());
        Holdings {
            keys: self.keys.iter().map(|(_, key)| key.name.clone()).collect(),
            recipients: self.recipients.iter().map(recipient).collect(),
            folders: self.folders.iter().map(|one| one.path.clone()).collect(),
        }
    }

    /// Ends all of it, or hands it over. Either requires the permissions that it grants, before and
    /// after: a key that acts for another user may be able to do more.
    pub(crate) fn dispose(
        self,
        writing: &mut Writing<'_, '_>,
        disposition: Disposition,
        now: Time,
    ) -> Result<Holdings> {
        let holdings = self.holdings();
        let to = match disposition {
            Disposition::End => None,
            Disposition::HandOver => Some(Actor::user(writing.actor().user)),
        };
        let mut powers = Vec::new();
        for (id, key) in &self.keys {
            powers.push(key_permissions(writing.view(), id, key)?);
            if let Some(to) = &to {
                let handed = ApiKeyRecord {
                    created_by: to.clone(),
                    ..key.clone()
                };
                powers.push(key_permissions(writing.view(), id, &handed)?);
            }
        }
        if !self.recipients.is_empty() {
            powers.push(Permissions::all());
        }
        let vault_id = writing.keyring().vault_id.clone();
        let (mut recipients, mut folders) = (
            recipients::all(writing.view())?,
            drop_boxes::all(writing.view())?,
        );
        // An API key does not hand over a key that outlives it.
        let own_end = writing.own_end()?;
        let powers: Vec<&Permissions> = powers.iter().collect();
        let mut access = writing.grant(&powers)?;
        let mut ended = Vec::new();
        for (id, mut key) in self.keys {
            match &to {
                Some(to) => {
                    key.created_by = to.clone();
                    key.expires = [key.expires, own_end].into_iter().flatten().min();
                }
                None => {
                    key.revoked = Some(now);
                    key.secrets.clear();
                    ended.push(id.clone());
                }
            }
            access.put_api_key(&id, &key)?;
        }
        access.drop_keys(&ended)?;
        let theirs = |one: &Recipient| self.recipients.contains(one);
        recipients = settle(recipients, theirs, |one| &mut one.added_by, to.as_ref());
        access.set_recipients(recipients)?;
        let shared = |one: &DropBox| self.folders.contains(one);
        folders = settle(folders, shared, |one| &mut one.shared_by, to.as_ref());
        access.set_drop_boxes(&folders)?;
        if to.is_none() {
            remove_labels(&self.folders, &vault_id);
        }
        Ok(holdings)
    }
}

/// Hands over or removes the user's entries.
fn settle<T>(
    all: Vec<T>,
    theirs: impl Fn(&T) -> bool,
    whose: impl Fn(&mut T) -> &mut Actor,
    to: Option<&Actor>,
) -> Vec<T> {
    let settled = all.into_iter().filter_map(|mut one| match to {
        _ if !theirs(&one) => Some(one),
        Some(to) => {
            to.clone_into(whose(&mut one));
            Some(one)
        }
        None => None,
    });
    settled.collect()
}

/// Ends the sharing of folders. A missing folder is no longer shared.
fn remove_labels(folders: &[DropBox], vault_id: &str) {
    for folder in folders {
        let _ = drop_box::remove_label(&folder.path, vault_id);
    }
}
