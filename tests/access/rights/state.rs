//! What is in a vault, as its administrator sees it.

use std::collections::{BTreeMap, BTreeSet};

use file_organizer::app::access::api_key::{self, KeyState};
use file_organizer::app::access::{role, session, user};
use file_organizer::app::backup::recipients;
use file_organizer::app::files::info::FileInfo;
use file_organizer::app::files::list::{self, Listed};
use file_organizer::app::files::{rules, trash};
use file_organizer::app::maintenance::policy;
use file_organizer::app::privacy::{hold, retention};
use file_organizer::domain::permission::Permissions;
use file_organizer::domain::policy::Policy;

use super::world::{World, path};

/// A file, wherever it is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct File {
    pub path: String,
    pub in_trash: bool,
    pub owner: String,
    pub tags: Vec<String>,
    pub note: Option<String>,
    pub rule: Option<String>,
    pub hash: [u8; 32],
    pub version: u32,
}

impl File {
    fn of(file: FileInfo, in_trash: bool) -> (String, Self) {
        let tags = file.tags.iter().map(|tag| tag.as_str().to_owned());
        let state = Self {
            path: file.path.to_string_lossy(),
            in_trash,
            owner: file.owner,
            tags: tags.collect(),
            note: file.note,
            rule: file.rule,
            hash: file.current.hash.unwrap(),
            version: file.current.number,
        };
        (file.id.to_string(), state)
    }
}

/// An API key.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Key {
    pub permissions: Permissions,
    pub whole: bool,
    /// What changes only where somebody changes the key.
    pub record: String,
    pub is_live: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct State {
    pub files: BTreeMap<String, File>,
    /// By id: name, role, whether disabled, whether there is a password.
    pub users: BTreeMap<String, (String, String, bool, bool)>,
    pub roles: BTreeMap<String, Permissions>,
    pub keys: BTreeMap<String, Key>,
    pub sessions: BTreeSet<String>,
    pub recipients: BTreeSet<String>,
    /// Slots of keyring.json of the recovery key.
    pub recovery: Vec<String>,
    pub policy: Policy,
    pub rules: String,
    pub retention: Vec<String>,
    pub holds: Vec<String>,
}

impl State {
    pub(crate) fn of(world: &World) -> Self {
        let mut gate = world.admin.borrow_mut();
        let gate = &mut *gate;
        let mut files = BTreeMap::new();
        list::list(gate, &path("/"), crate::support::EVERYTHING, |listed| {
            if let Listed::File(file) = listed {
                files.extend([File::of(*file, false)]);
            }
            Ok(())
        })
        .unwrap();
        let trashed = trash::list(gate).unwrap().into_iter();
        files.extend(trashed.map(|one| File::of(one.file, true)));
        let users = user::list(gate).unwrap().into_iter().map(|one| {
            let state = (one.name, one.role, one.disabled, one.has_password);
            (one.id.to_string(), state)
        });
        let roles = role::list(gate).unwrap().into_iter();
        let keys = api_key::list(gate).unwrap().into_iter().map(|key| {
            let record = format!(
                "{:?} {:?} {:?} {:?} {:?} {:?}",
                key.role, key.scope, key.issued, key.expires, key.revoked, key.created_by
            );
            let state = Key {
                permissions: key.permissions,
                whole: key.scope.is_whole(),
                record,
                is_live: key.state == KeyState::Active,
            };
            (key.id, state)
        });
        let recipients = recipients(gate).unwrap().into_iter();
        let retention = retention::list(gate).unwrap().into_iter();
        let holds = hold::list(gate).unwrap().into_iter();
        // How many files it covers is no setting.
        let holds = holds.map(|hold| (hold.number, hold.words, hold.reason));
        Self {
            users: users.collect(),
            roles: roles.map(|role| (role.name, role.permissions)).collect(),
            keys: keys.collect(),
            sessions: session::list(gate)
                .unwrap()
                .into_iter()
                .map(|session| session.id)
                .collect(),
            recipients: recipients.map(|one| one.recipient).collect(),
            recovery: recovery(world),
            policy: policy::show(gate).unwrap(),
            rules: rules::show(gate).unwrap(),
            retention: retention
                .map(|rule| {
                    let periods = (rule.keep_at_least, rule.trash_after);
                    format!("{} {:?} {periods:?}", rule.name, rule.words)
                })
                .collect(),
            holds: holds.map(|hold| format!("{hold:?}")).collect(),
            files,
        }
    }

    /// What a user of this role may do.
    pub(crate) fn permits(&self, role: &str) -> Permissions {
        self.roles.get(role).cloned().unwrap_or_default()
    }
}

fn recovery(world: &World) -> Vec<String> {
    let text = std::fs::read_to_string(world.vault.join("keyring.json")).unwrap();
    let keyring: serde_json::Value = serde_json::from_str(&text).unwrap();
    let slots = keyring["slots"].as_array().unwrap().iter();
    slots
        .filter(|slot| slot["kind"] == "recovery")
        .map(|slot| slot["id"].to_string())
        .collect()
}
