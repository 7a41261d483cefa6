//! The principal and its permissions, read again from the tables in each transaction, so that a
//! revoked permission takes effect at once. `domain` defines what an action or effect requires.

use crate::crypto::CryptoError;
use crate::domain::action::{Action, Needs, Reach};
use crate::domain::detail::Word;
use crate::domain::effect::Effect;
use crate::domain::id::{Actor, UserId};
use crate::domain::path::VaultPath;
use crate::domain::permission::{Permission, Permissions};
use crate::domain::scope::Scope;
use crate::domain::time::Time;
use crate::storage::StorageError;
use crate::storage::files;
use crate::storage::keyring::Slot;
use crate::storage::record::ApiKeyRecord;
use crate::storage::tables::View;
use crate::storage::users::{self, RECOVERY};

use crate::app::error::{Error, Kind, Result};
use crate::app::gate::unlock::{self, Claim};
use crate::storage::users::permissions_of;

/// The kind of credential that unlocked the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// A user's password.
    Password,
    /// The recovery key.
    RecoveryKey,
    /// An API key.
    ApiKey,
    /// A login session.
    Session,
}

impl Means {
    /// The name shown to people and scripts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::RecoveryKey => "recovery-key",
            Self::ApiKey => "api-key",
            Self::Session => "session",
        }
    }
}

/// The acting principal.
#[derive(Debug, Clone)]
pub struct Principal {
    /// The name shown in the audit log: a user name, `key:` and the API key's name, or `recovery`.
    pub name: String,
    /// The user: for an API key, the user it acts for; for the recovery key, the user named with
    /// it.
    pub user: String,
    pub(in crate::app) actor: Actor,
    /// The credential that unlocked the vault.
    pub means: Means,
    /// The role that the permissions come from.
    pub role: String,
    /// What the principal may do.
    pub permissions: Permissions,
    /// The part of the vault to which the permissions apply.
    pub scope: Scope,
    /// The session's id, if one was used.
    pub session: Option<String>,
    /// The API key's id, if one was used.
    pub api_key: Option<String>,
    /// When the session or key ends.
    pub expires: Option<Time>,
}

impl Principal {
    pub(super) fn may(&self, action: Action) -> bool {
        if !self.scope.is_whole() && action.reach() != Reach::Folders {
            return false;
        }
        match action.needs() {
            Needs::Nothing => self.api_key.is_none(),
            needs @ Needs::InPerson(_) => {
                matches!(self.means, Means::Password | Means::RecoveryKey)
                    && needs.are_met(&self.permissions)
            }
            needs @ (Needs::One(_) | Needs::All(_) | Needs::Any(_) | Needs::OneOrOwn(..)) => {
                needs.are_met_for_own(&self.permissions)
            }
        }
    }

    /// The user for whom an API key acts.
    pub(super) fn acting_for(&self) -> Option<String> {
        (self.means == Means::ApiKey).then(|| self.user.clone())
    }

    /// Whether an effect is allowed on a file of this owner at this path.
    pub(in crate::app) fn may_effect(
        &self,
        effect: Effect,
        path: &VaultPath,
        owner: &Actor,
    ) -> bool {
        self.scope.allows(path) && self.has_right(effect, owner)
    }

    /// Whether a file of this owner may be removed, wherever it is.
    pub(in crate::app) fn may_remove(&self, owner: &Actor) -> bool {
        self.has_right(Effect::Remove, owner)
    }

    fn has_right(&self, effect: Effect, owner: &Actor) -> bool {
        let needs = effect.needs();
        if self.actor.owns(owner) {
            needs.are_met_for_own(&self.permissions)
        } else {
            needs.are_met(&self.permissions)
        }
    }

    /// Whether the principal may know about a file at this path.
    pub(in crate::app) fn sees(&self, path: &VaultPath) -> bool {
        self.may_read() && self.scope.allows(path)
    }

    /// Whether the principal may know about a folder at this path: because of a visible file in it,
    /// or because it leads to a folder of the scope. The root is always visible.
    pub(in crate::app) fn sees_folder(&self, view: &impl View, folder: &VaultPath) -> Result<bool> {
        if folder.is_root() {
            return Ok(true);
        }
        if !self.may_read() {
            return Ok(false);
        }
        if self.scope.allows(folder) {
            return Ok(files::is_folder(view, folder)?);
        }
        for inner in self.scope.folders() {
            if inner.is_inside(folder) && files::is_folder(view, inner)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the whole vault is visible.
    pub(in crate::app) fn sees_all(&self) -> bool {
        self.may_read() && self.scope.is_whole()
    }

    /// Whether names and contents are readable at all.
    pub(in crate::app) fn may_read(&self) -> bool {
        self.permissions.has(Permission::FileRead)
    }
}

/// Why a principal cannot act, or no longer can.
pub(super) enum Refused {
    /// For a reason shown only in the audit log.
    Because(Word),
    /// An error; of kind `Auth` if no slot opened.
    Error(Error),
}

impl Refused {
    pub(super) fn why(&self) -> Option<Word> {
        match self {
            Self::Because(why) => Some(*why),
            Self::Error(_) => None,
        }
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<StorageError> for Refused {
    fn from(error: StorageError) -> Self {
        Self::Error(error.into())
    }
}

impl From<CryptoError> for Refused {
    fn from(error: CryptoError) -> Self {
        Self::Error(error.into())
    }
}

/// Who unlocked the vault; yields the principal in each transaction.
#[derive(Clone)]
pub(super) struct Identity {
    claim: Claim,
    /// The id of the user at unlock time: the name may later belong to another user.
    user: Option<UserId>,
    /// The slot that was unlocked; a session of the server has none.
    pub(super) slot: Option<String>,
    /// The latest time known when the vault was unlocked: expiry of the credential is never
    /// measured by an earlier time.
    latest: i64,
}

impl Identity {
    pub(super) fn new(claim: Claim, slot: Option<String>, latest: i64) -> Self {
        Self {
            claim,
            user: None,
            slot,
            latest,
        }
    }

    /// Who it is, and the slot that was unlocked.
    pub(super) fn into_parts(self) -> (Claim, Option<String>) {
        (self.claim, self.slot)
    }

    /// The API key that was used.
    pub(super) fn api_key(&self) -> Option<&str> {
        match &self.claim {
            Claim::ApiKey(id) => Some(id),
            Claim::User(_) | Claim::Recovery { .. } | Claim::Session(_) => None,
        }
    }

    /// The error if this identity no longer unlocks the vault.
    pub(super) fn ended(&self) -> Error {
        match &self.claim {
            Claim::ApiKey(_) => unlock::invalid_key(),
            Claim::Session(_) => unlock::ended_session(),
            Claim::User(name) => {
                let message = format!(
                    "access has ended: the password of {name:?} was changed, or the user was \
                     disabled or removed"
                );
                Error::new(Kind::Auth, message)
                    .hint("run the command again and unlock with the current password")
            }
            Claim::Recovery { .. } => Error::new(
                Kind::Auth,
                "access has ended: the recovery key was replaced",
            )
            .hint("run the command again and unlock with the new recovery key"),
        }
    }

    /// The claimed identity, for the log of a failure.
    pub(super) fn claimed_name(&self) -> String {
        match &self.claim {
            Claim::User(name) => name.clone(),
            Claim::Recovery { .. } => RECOVERY.to_owned(),
            Claim::ApiKey(id) => format!("key:{id}"),
            Claim::Session(id) => format!("session:{id}"),
        }
    }

    /// The principal in this state of the vault. `slots` are those of the matching keyring, if
    /// known.
    pub(super) fn principal(
        &mut self,
        view: &impl View,
        slots: Option<&[Slot]>,
        now: Time,
    ) -> std::result::Result<Principal, Refused> {
        if let (Some(slots), Some(own)) = (slots, &self.slot)
            && slots.iter().all(|slot| slot.id != *own)
        {
            return Err(Refused::Because(Word::SlotRemoved));
        }
        let now = now.max(Time::from_unix_nanos(self.latest));
        match &self.claim {
            Claim::User(name) => {
                let id = match self.user {
                    Some(id) => id,
                    None => {
                        let known = users::named(view, name)?;
                        known.ok_or(Refused::Because(Word::UnknownUser))?.0
                    }
                };
                self.user = Some(id);
                user(view, &id)
            }
            Claim::Recovery { user } => Ok(Principal {
                name: RECOVERY.to_owned(),
                user: user.clone(),
                actor: Actor::user(UserId::RECOVERY),
                means: Means::RecoveryKey,
                role: RECOVERY.to_owned(),
                permissions: Permissions::all(),
                scope: Scope::default(),
                session: None,
                api_key: None,
                expires: None,
            }),
            Claim::ApiKey(id) => {
                let key = users::api_key(view, id)?.ok_or(Refused::Because(Word::UnknownKey))?;
                check_key(&key, self.slot.as_deref(), now)?;
                key_principal(view, id, &key)
            }
            Claim::Session(id) => {
                let session = users::session(view, id)?.ok_or(Refused::Because(Word::Ended))?;
                if session.expires <= now {
                    return Err(Refused::Because(Word::Expired));
                }
                Ok(Principal {
                    session: Some(id.clone()),
                    means: Means::Session,
                    expires: Some(session.expires),
                    ..user(view, &session.user)?
                })
            }
        }
    }
}

fn user(view: &impl View, id: &UserId) -> std::result::Result<Principal, Refused> {
    let row = users::get(view, id)?.filter(|row| row.removed.is_none());
    let row = row.ok_or(Refused::Because(Word::UnknownUser))?;
    if row.disabled {
        return Err(Refused::Because(Word::Disabled));
    }
    Ok(Principal {
        user: row.name.clone(),
        name: row.name,
        actor: Actor::user(*id),
        means: Means::Password,
        permissions: permissions_of(view, &row.role)?,
        role: row.role,
        scope: Scope::default(),
        session: None,
        api_key: None,
        expires: None,
    })
}

fn check_key(
    key: &ApiKeyRecord,
    slot: Option<&str>,
    now: Time,
) -> std::result::Result<(), Refused> {
    if key.revoked.is_some() {
        return Err(Refused::Because(Word::Revoked));
    }
    if key.expires.is_some_and(|expires| expires <= now) {
        return Err(Refused::Because(Word::Expired));
    }
    let mut secrets = key.secrets.iter();
    let secret = secrets.find(|secret| Some(secret.slot.as_str()) == slot);
    match secret {
        None => Err(Refused::Because(Word::Rotated)),
        Some(secret) if secret.until.is_some_and(|until| until <= now) => {
            Err(Refused::Because(Word::Rotated))
        }
        Some(_) => Ok(()),
    }
}

/// The permissions of an API key: never more than its user has now.
fn key_principal(
    view: &impl View,
    id: &str,
    key: &ApiKeyRecord,
) -> std::result::Result<Principal, Refused> {
    let Ok(maker) = user(view, &key.created_by.user) else {
        return Err(Refused::Because(Word::UserEnded));
    };
    let folders = key.scopes.iter().map(|folder| VaultPath::parse(folder));
    let folders: std::result::Result<Vec<_>, _> = folders.collect();
    let folders = folders.map_err(|_| {
        StorageError::Damaged(format!("API key {id} has a scope that cannot be read"))
    })?;
    Ok(Principal {
        name: format!("key:{}", key.name),
        user: maker.user,
        actor: Actor {
            user: key.created_by.user,
            key: Some(id.to_owned()),
        },
        means: Means::ApiKey,
        role: key.role.clone(),
        permissions: key_permissions(view, id, key)?,
        scope: Scope::of(folders),
        session: None,
        api_key: Some(id.to_owned()),
        expires: key.expires,
    })
}

/// The current permissions of an API key: its role, narrowed, limited to those of its user; none if
/// that user is disabled or removed.
pub(in crate::app) fn key_permissions(
    view: &impl View,
    id: &str,
    key: &ApiKeyRecord,
) -> Result<Permissions> {
    let maker = match user(view, &key.created_by.user) {
        Ok(maker) => maker.permissions,
        Err(Refused::Because(_)) => return Ok(Permissions::default()),
        Err(Refused::Error(error)) => return Err(error),
    };
    let role = permissions_of(view, &key.role)?.and(&maker);
    if key.permissions.is_empty() {
        return Ok(role);
    }
    let narrowed = Permissions::parse(key.permissions.iter().map(String::as_str));
    let narrowed = narrowed.map_err(|_| {
        StorageError::Damaged(format!("API key {id} has permissions that cannot be read"))
    })?;
    Ok(role.and(&narrowed))
}

crate::domain::schema::by_name!(Means: Password, RecoveryKey, ApiKey, Session);

/// The acting principal, as `whoami` shows it.
#[derive(Debug, serde::Serialize, schemars::JsonSchema)]
pub struct Whoami<'a> {
    /// The name in the audit log: a user name, `key:` and the name of an API key, or `recovery`.
    pub name: &'a str,
    /// The user; for an API key, the user it acts for; null for the recovery key.
    pub user: Option<&'a str>,
    /// What unlocked the vault.
    pub credential: Means,
    /// The role that the permissions come from.
    pub role: &'a str,
    /// What the principal may do.
    pub permissions: &'a Permissions,
    /// The part of the vault to which the permissions apply.
    #[serde(flatten, with = "crate::app::json::Scope")]
    pub scope: &'a Scope,
    /// When the session or key ends.
    pub expires: Option<Time>,
}

impl Principal {
    /// What `whoami` shows.
    #[must_use]
    pub fn whoami(&self) -> Whoami<'_> {
        Whoami {
            name: &self.name,
            // The recovery key does not belong to a user, even with --user.
            user: (self.means != Means::RecoveryKey).then_some(self.user.as_str()),
            credential: self.means,
            role: &self.role,
            permissions: &self.permissions,
            scope: &self.scope,
            expires: self.expires,
        }
    }
}
