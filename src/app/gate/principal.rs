//! Who acts, and what they may: decided from the role, by the table in `domain::action`.

use crate::crypto::CryptoError;
use crate::domain::action::{Action, Needs};
use crate::domain::detail::Word;
use crate::domain::path::VaultPath;
use crate::domain::permission::{Permission, Permissions};
use crate::domain::scope::Scope;
use crate::domain::time::Time;
use crate::storage::StorageError;
use crate::storage::record::ApiKeyRecord;
use crate::storage::tables::View;
use crate::storage::users;

use crate::app::error::{Error, Kind, Result};
use crate::app::role::permissions_of;
use crate::app::select::not_found;
use crate::app::unlock::Who;

/// Who acts.
#[derive(Debug, Clone)]
pub struct Principal {
    /// The name that the audit log shows: a user's, or `key:` and the API key's.
    pub name: String,
    /// The role that the permissions come from.
    pub role: String,
    /// What may be done.
    pub permissions: Permissions,
    /// The part of the vault that it may be done to.
    pub scope: Scope,
    /// The session's id, where one was used.
    pub session: Option<String>,
    /// The API key's id, where one was used.
    pub api_key: Option<String>,
    /// When the session or key ends.
    pub expires: Option<Time>,
}

impl Principal {
    pub(super) fn may(&self, action: Action) -> bool {
        if !self.scope.is_whole() && !action.respects_scope() {
            return false;
        }
        match action.needs() {
            Needs::Nothing => self.api_key.is_none(),
            Needs::One(permission) => self.permissions.has(permission),
            Needs::OneOrOwn(any, own) => self.permissions.has(any) || self.permissions.has(own),
        }
    }

    /// Whether the action is allowed on something that `owner` owns.
    pub(in crate::app) fn may_on(&self, action: Action, owner: &str) -> bool {
        match action.needs() {
            Needs::Nothing | Needs::One(_) => self.may(action),
            Needs::OneOrOwn(any, own) => {
                self.permissions.has(any) || (self.permissions.has(own) && owner == self.name)
            }
        }
    }

    /// Whether a file of this owner may be removed, whatever else is being done.
    pub(in crate::app) fn may_remove(&self, owner: &str) -> bool {
        self.may_on(Action::FileDelete, owner)
    }

    /// Whether names and contents may be seen at all.
    pub(in crate::app) fn may_read(&self) -> bool {
        self.permissions.has(Permission::FileRead)
    }
}

pub(super) fn denied(action: Action, principal: &Principal) -> Error {
    let needs = match action.needs() {
        Needs::One(one) if principal.permissions.has(one) => {
            " (the key is for a part of the vault)".to_owned()
        }
        Needs::Nothing => " (not for API keys)".to_owned(),
        Needs::One(one) => format!(" (needs {})", one.name()),
        Needs::OneOrOwn(any, own) => {
            format!(
                " (needs {}, or {} and a file of one's own)",
                any.name(),
                own.name()
            )
        }
    };
    Error::new(
        Kind::Denied,
        format!(
            "{:?} may not do this: {}{needs}",
            principal.name,
            action.event().name()
        ),
    )
    .hint("an administrator can change the role")
}

/// The refusal of what belongs to somebody else: like a missing file, to whom may not see files.
pub(super) fn not_own(action: Action, principal: &Principal, path: &VaultPath) -> Error {
    if principal.may_read() {
        denied(action, principal)
    } else {
        not_found(path.raw())
    }
}

pub(super) fn outside(who: &str, path: &VaultPath) -> Error {
    let name = path.to_string_lossy();
    Error::new(
        Kind::Denied,
        format!("{who:?} may not do this in {name:?}: it is outside the key's scope"),
    )
    .hint("file-organizer whoami shows the scope")
}

/// Why nobody came in.
pub(super) enum Refused {
    /// For a reason that only the audit log names.
    Because(Word),
    /// An error; of kind `Auth` where no slot opened.
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

/// Who came in by `slot`, at `now`, which does not go back.
pub(super) fn principal(
    view: &impl View,
    who: &Who,
    slot: &str,
    now: Time,
) -> std::result::Result<Principal, Refused> {
    match who {
        Who::User(name) => Ok(user(view, name)?),
        Who::ApiKey(id) => {
            let key = users::api_key(view, id)?.ok_or(Refused::Because(Word::UnknownKey))?;
            check_key(&key, slot, now)?;
            Ok(key_principal(view, id, &key)?)
        }
        Who::Session(id) => {
            let session = users::session(view, id)?.ok_or(Refused::Because(Word::Ended))?;
            if session.expires <= now {
                return Err(Refused::Because(Word::Expired));
            }
            Ok(Principal {
                session: Some(id.clone()),
                expires: Some(session.expires),
                ..user(view, &session.user)?
            })
        }
    }
}

fn user(view: &impl View, name: &str) -> std::result::Result<Principal, Refused> {
    let row = users::get(view, name)?.ok_or(Refused::Because(Word::UnknownUser))?;
    if row.disabled {
        return Err(Refused::Because(Word::Disabled));
    }
    Ok(Principal {
        name: name.to_owned(),
        permissions: permissions_of(view, &row.role)?,
        role: row.role,
        scope: Scope::default(),
        session: None,
        api_key: None,
        expires: None,
    })
}

fn check_key(key: &ApiKeyRecord, slot: &str, now: Time) -> std::result::Result<(), Refused> {
    if key.revoked.is_some() {
        return Err(Refused::Because(Word::Revoked));
    }
    if key.expires.is_some_and(|expires| expires <= now) {
        return Err(Refused::Because(Word::Expired));
    }
    let secret = key.secrets.iter().find(|secret| secret.slot == slot);
    match secret {
        None => Err(Refused::Because(Word::Rotated)),
        Some(secret) if secret.until.is_some_and(|until| until <= now) => {
            Err(Refused::Because(Word::Rotated))
        }
        Some(_) => Ok(()),
    }
}

/// What an API key may do.
fn key_principal(view: &impl View, id: &str, key: &ApiKeyRecord) -> Result<Principal> {
    let role = permissions_of(view, &key.role)?;
    let damaged = |what: &str| {
        Error::from(StorageError::Damaged(format!(
            "API key {id} has {what} that cannot be read"
        )))
    };
    let permissions = if key.permissions.is_empty() {
        role
    } else {
        let narrowed = Permissions::parse(key.permissions.iter().map(String::as_str));
        role.and(&narrowed.map_err(|_| damaged("permissions"))?)
    };
    let folders = key.scopes.iter().map(|folder| VaultPath::parse(folder));
    let folders: std::result::Result<Vec<_>, _> = folders.collect();
    Ok(Principal {
        name: format!("key:{}", key.name),
        role: key.role.clone(),
        permissions,
        scope: Scope::of(folders.map_err(|_| damaged("a scope"))?),
        session: None,
        api_key: Some(id.to_owned()),
        expires: key.expires,
    })
}
