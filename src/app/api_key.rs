//! API keys: made, listed, revoked, rotated, and told of before they end.

use crate::domain::action::Action;
use crate::domain::name;
use crate::domain::path::VaultPath;
use crate::domain::permission::Permissions;
use crate::domain::role::BuiltinRole;
use crate::domain::scope::Scope;
use crate::domain::span::Span;
use crate::domain::time::Time;
use crate::storage::keyring::SlotKind;
use crate::storage::record::{ApiKeyRecord, KeySecret};
use crate::storage::tables::View;
use crate::storage::users;

use super::error::{Error, Kind, Result};
use super::gate::Gate;
use super::policy;
use super::role::{check_grant, named, permissions_of};
use super::secret::Secret;
use super::session::clear;
use super::slots::key_slot;
use super::user::check_apart;

/// What a new key is to be.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// What it is called: unique among keys.
    pub name: String,
    /// Its role; `api` where none is named.
    pub role: Option<String>,
    /// Narrows the role to these.
    pub permissions: Option<Permissions>,
    /// Confines it to these folders.
    pub scope: Scope,
    /// How long it lives; for ever where there is none.
    pub lifetime: Option<Span>,
}

/// How a key stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// It opens the vault.
    Active,
    /// Its time is over.
    Expired,
    /// It was revoked.
    Revoked,
}

impl KeyState {
    /// The word that people and scripts see.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
        }
    }
}

/// An API key, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyInfo {
    /// What `fo_<id>_...` begins with.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Its role.
    pub role: String,
    /// What it may do: the role, narrowed.
    pub permissions: Permissions,
    /// Where.
    pub scope: Scope,
    /// When it was made.
    pub created: Time,
    /// By whom.
    pub created_by: String,
    /// When its newest secret was made.
    pub issued: Time,
    /// When it ends.
    pub expires: Option<Time>,
    /// When it was revoked.
    pub revoked: Option<Time>,
    /// When it was last used, and from where.
    pub last_used: Option<(Time, String)>,
    /// How often it was used.
    pub uses: u64,
    /// Whether it opens the vault.
    pub state: KeyState,
}

pub(super) fn info(view: &impl View, id: String, key: ApiKeyRecord, now: Time) -> Result<KeyInfo> {
    let used = users::key_use(view, &id)?;
    let role = permissions_of(view, &key.role)?;
    let narrowed = Permissions::parse(key.permissions.iter().map(String::as_str));
    let permissions = match narrowed {
        Ok(narrowed) if !key.permissions.is_empty() => role.and(&narrowed),
        _ => role,
    };
    let folders = key
        .scopes
        .iter()
        .filter_map(|folder| VaultPath::parse(folder).ok());
    Ok(KeyInfo {
        scope: Scope::of(folders.collect()),
        permissions,
        issued: key
            .secrets
            .last()
            .map_or(key.created, |secret| secret.issued),
        state: match (key.revoked, key.expires) {
            (Some(_), _) => KeyState::Revoked,
            (None, Some(expires)) if expires <= now => KeyState::Expired,
            (None, _) => KeyState::Active,
        },
        uses: used.as_ref().map_or(0, |used| used.count),
        last_used: used.map(|used| (used.last, used.source)),
        id,
        name: key.name,
        role: key.role,
        created: key.created,
        created_by: key.created_by,
        expires: key.expires,
        revoked: key.revoked,
    })
}

/// The key of this id, name, or text that begins with its id.
fn find(view: &impl View, which: &str) -> Result<(String, ApiKeyRecord)> {
    let id = which.strip_prefix("fo_").unwrap_or(which);
    let id = id.split('_').next().unwrap_or(id);
    if let Some(key) = users::api_key(view, id)? {
        return Ok((id.to_owned(), key));
    }
    let named = users::api_keys(view)?
        .into_iter()
        .find(|(_, key)| key.name == which);
    named.ok_or_else(|| {
        // Whatever was typed is not repeated: it may be a secret.
        Error::new(Kind::NotFound, "there is no API key of that id or name")
            .hint("list them with: file-organizer api-key list --all")
    })
}

/// Makes a key; gives it with its text, which is kept nowhere.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `NotFound` for the role; `Usage` for a name that will not do or is taken.
pub fn create(gate: &mut Gate, new: &NewKey) -> Result<(KeyInfo, Secret)> {
    name::check(&new.name)?;
    let now = gate.latest()?;
    let epoch = gate.store().keyring().epoch;
    let (id, slot, text) = key_slot(None, gate.store().key())?;
    let role = new
        .role
        .clone()
        .unwrap_or_else(|| BuiltinRole::Api.name().to_owned());
    let made = gate.write(Action::KeyCreate, new.name.as_bytes(), |writing| {
        let permits = named(writing.tables, &role)?;
        let permits = match &new.permissions {
            Some(narrow) => {
                if !permits.contains(narrow) {
                    return Err(Error::new(
                        Kind::Usage,
                        format!("the role {role:?} does not permit all of that, and a key only narrows it"),
                    )
                    .hint("choose another role with --role"));
                }
                permits.and(narrow)
            }
            None => permits,
        };
        check_grant(writing.principal, &permits)?;
        if users::api_keys(writing.tables)?.iter().any(|(_, key)| key.name == new.name) {
            return Err(Error::new(
                Kind::Usage,
                format!("there is, or was, an API key named {:?}", new.name),
            )
            .hint("choose another name; or: file-organizer api-key rotate"));
        }
        let others = users::api_keys(writing.tables)?;
        check_apart("API key", &new.name, others.iter().map(|(_, key)| key.name.as_str()))?;
        let key = ApiKeyRecord {
            name: new.name.clone(),
            role: role.clone(),
            permissions: new.permissions.iter().flat_map(Permissions::iter)
                .map(|one| one.name().to_owned())
                .collect(),
            scopes: new.scope.folders().iter().map(|folder| folder.raw().to_vec()).collect(),
            created: now,
            created_by: writing.principal.name.clone(),
            expires: new.lifetime.map(|lifetime| now.saturating_add(lifetime)),
            revoked: None,
            secrets: vec![KeySecret {
                slot: slot.id.clone(),
                issued: now,
                until: None,
            }],
        };
        users::put_api_key(writing.tables, &id, &key)?;
        writing.change_slots(epoch, |slots| slots.push(slot))?;
        clear(writing, now)?;
        writing.detail(format!("fo_{id} ROLE_{role}"));
        info(writing.tables, id, key, now)
    })?;
    Ok((made, text))
}

/// Every key.
///
/// # Errors
/// Kind `Denied`.
pub fn list(gate: &mut Gate) -> Result<Vec<KeyInfo>> {
    all(gate, Action::KeyList)
}

fn all(gate: &mut Gate, action: Action) -> Result<Vec<KeyInfo>> {
    let now = gate.latest()?;
    gate.read(action, |view, _| {
        let keys = users::api_keys(view)?.into_iter();
        let mut keys = keys
            .map(|(id, key)| info(view, id, key, now))
            .collect::<Result<Vec<_>>>()?;
        keys.sort_by(|a, b| a.created.cmp(&b.created).then(a.id.cmp(&b.id)));
        Ok(keys)
    })
}

/// One key, by id or name.
///
/// # Errors
/// Kinds `Denied`, `NotFound`.
pub fn show(gate: &mut Gate, which: &str) -> Result<KeyInfo> {
    let now = gate.latest()?;
    gate.read(Action::KeyList, |view, _| {
        let (id, key) = find(view, which)?;
        info(view, id, key, now)
    })
}

/// Revokes keys: they open nothing from now on.
///
/// # Errors
/// Kinds `Denied`, `NotFound`, `Busy`. All or nothing.
pub fn revoke(gate: &mut Gate, which: &[String]) -> Result<Vec<KeyInfo>> {
    let now = gate.latest()?;
    // What was typed may be a whole key: the row names ids.
    gate.write(Action::KeyRevoke, &[], |writing| {
        let mut revoked = Vec::new();
        for which in which {
            let (id, mut key) = find(writing.tables, which)?;
            key.revoked.get_or_insert(now);
            key.secrets.clear();
            users::put_api_key(writing.tables, &id, &key)?;
            revoked.push(info(writing.tables, id, key, now)?);
        }
        let ids: Vec<String> = revoked.iter().map(|key| format!("fo_{}", key.id)).collect();
        let epoch = writing.keyring().epoch;
        writing.change_slots(epoch, |slots| {
            slots.retain(|slot| {
                !matches!(&slot.kind, SlotKind::ApiKey { key } if revoked.iter().any(|r| r.id == *key))
            });
        })?;
        writing.target(ids.join(",").as_bytes());
        Ok(revoked)
    })
}

/// Gives a key a new secret; the old one works for `grace` longer. The key lives as long again as
/// it was to live, or for `lifetime`.
///
/// # Errors
/// Kinds `Denied`, `NotFound`, `Busy`; `Usage` for a key that was revoked.
pub fn rotate(
    gate: &mut Gate,
    which: &str,
    grace: Span,
    lifetime: Option<Option<Span>>,
) -> Result<(KeyInfo, Secret)> {
    let now = gate.latest()?;
    let epoch = gate.store().keyring().epoch;
    let (id, _) = gate.read(Action::KeyRotate, |view, _| find(view, which))?;
    let (id, slot, text) = key_slot(Some(&id), gate.store().key())?;
    let made = gate.write(
        Action::KeyRotate,
        format!("fo_{id}").as_bytes(),
        |writing| {
            let (id, mut key) = find(writing.tables, &id)?;
            if key.revoked.is_some() {
                return Err(
                    Error::new(Kind::Usage, format!("the key {:?} was revoked", key.name))
                        .hint("make another with: file-organizer api-key create"),
                );
            }
            // Who may rotate it gets its secret.
            let powers = info(writing.tables, id.clone(), key.clone(), now)?;
            check_grant(writing.principal, &powers.permissions)?;
            let until = now.saturating_add(grace);
            for secret in &mut key.secrets {
                secret.until = Some(secret.until.map_or(until, |known| known.min(until)));
            }
            key.secrets
                .retain(|secret| secret.until.is_none_or(|until| until > now));
            key.expires = match lifetime {
                Some(lifetime) => lifetime.map(|lifetime| now.saturating_add(lifetime)),
                None => key
                    .expires
                    .map(|expires| now.saturating_add(expires.since(powers.issued))),
            };
            key.secrets.push(KeySecret {
                slot: slot.id.clone(),
                issued: now,
                until: None,
            });
            users::put_api_key(writing.tables, &id, &key)?;
            writing.change_slots(epoch, |slots| slots.push(slot))?;
            clear(writing, now)?;
            writing.detail(format!("GRACE_{grace}"));
            info(writing.tables, id, key, now)
        },
    )?;
    Ok((made, text))
}

/// A key that needs attention, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The key.
    pub key: KeyInfo,
    /// `expires` or `too old`.
    pub why: &'static str,
    /// When.
    pub at: Time,
}

/// Keys that end, or pass the policy's `key.max_age`, within `within`; those that have are among them.
///
/// # Errors
/// Kind `Denied`.
pub fn due(gate: &mut Gate, within: Span) -> Result<Vec<Due>> {
    let horizon = gate.latest()?.saturating_add(within);
    let max_age = policy::read(&gate.snapshot()?)?.key_max_age;
    let mut due = Vec::new();
    for key in all(gate, Action::KeyDue)? {
        if key.state == KeyState::Revoked {
            continue;
        }
        let too_old = key.issued.saturating_add(max_age);
        let (why, at) = match key.expires {
            Some(expires) if expires <= too_old => ("expires", expires),
            _ => ("too old", too_old),
        };
        if at <= horizon {
            due.push(Due { key, why, at });
        }
    }
    due.sort_by_key(|due| due.at);
    Ok(due)
}
