//! API keys: create, list, revoke, rotate, and warn before they expire.

mod due;

use std::io::{ErrorKind, Write};
use std::path::Path;

use zeroize::Zeroizing;

use crate::crypto::token::{Token, TokenKind};
use crate::domain::action::Action;
use crate::domain::detail::Part;
use crate::domain::name;
use crate::domain::path::VaultPath;
use crate::domain::permission::Permissions;
use crate::domain::role::BuiltinRole;
use crate::domain::scope::Scope;
use crate::domain::span::Span;
use crate::domain::time::Time;
use crate::storage::record::{ApiKeyRecord, KeySecret};
use crate::storage::tables::View;
use crate::storage::users::{self, Names};
use crate::storage::{StorageError, secure_file};

use crate::app::access::holdings::{Holdings, Rows};
use crate::app::access::names::check_distinct;
use crate::app::access::role::named;
use crate::app::cancel;
use crate::app::clock;
use crate::app::error::{Error, Kind, Result};
use crate::app::gate::slots::key_slot;
use crate::app::gate::{Gate, Means, Writing, key_permissions};
use crate::app::partial::Partial;
use crate::app::secret::Secret;
pub use due::{Due, due, unused};

/// Larger files are not the file of a secret.
const MAX_SECRET_FILE_LEN: u64 = 1024;
/// The shortest time that the old secret works if the new one is written to a file: the file has the
/// old one if the process is killed between the commit and the rename.
const LEAST_GRACE_OF_FILE: Span = Span::from_hours(1);

/// Parameters of a new key.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// The name, unique among keys.
    pub name: String,
    /// Its role; `api` by default.
    pub role: Option<String>,
    /// Narrows the role to these permissions.
    pub permissions: Option<Permissions>,
    /// Restricts it to these folders.
    pub scope: Scope,
    /// Its lifetime; unlimited if `None`.
    pub lifetime: Option<Span>,
}

/// The state of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// It can unlock the vault.
    Active,
    /// It has expired.
    Expired,
    /// It was revoked.
    Revoked,
    /// The user it acts for is disabled or removed.
    Suspended,
}

impl KeyState {
    /// The name shown to people and scripts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::Suspended => "suspended",
        }
    }
}

crate::domain::schema::by_name!(KeyState: Active, Expired, Revoked, Suspended);

/// A secret of a key, with its times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct LiveSecret {
    /// When it was created.
    pub issued: Time,
    /// When it expires, if ever.
    pub until: Option<Time>,
}

/// An API key, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct KeyInfo {
    /// The id, without `fo_`.
    pub id: String,
    /// The name.
    pub name: String,
    /// Its role.
    pub role: String,
    /// Its permissions: the role, narrowed.
    pub permissions: Permissions,
    /// The folders it is restricted to.
    #[serde(flatten, with = "crate::app::json::Scope")]
    pub scope: Scope,
    /// When it was created.
    pub created: Time,
    /// The user it acts for: it never has more permissions than that user.
    pub user: String,
    /// Who created it: the user, or one of their keys.
    pub created_by: String,
    /// When its newest secret was created.
    pub issued: Time,
    /// Its unexpired secrets, the newest last.
    pub secrets: Vec<LiveSecret>,
    /// When it expires.
    pub expires: Option<Time>,
    /// When it was revoked.
    pub revoked: Option<Time>,
    /// When it was last used, and from where.
    #[serde(flatten, with = "crate::app::json::LastUse")]
    pub last_used: Option<(Time, String)>,
    /// How often it was used.
    pub uses: u64,
    /// Whether it can unlock the vault.
    pub state: KeyState,
}

/// An API key with its new secret.
#[derive(Debug, serde::Serialize, schemars::JsonSchema)]
pub struct NewSecret<'a> {
    /// The key.
    #[serde(flatten)]
    pub info: &'a KeyInfo,
    /// The file with the secret.
    #[serde(flatten, with = "crate::app::json::OptionalDestination")]
    pub destination: Option<&'a Path>,
    /// The secret, with the id; only if it was not written to a file. It is not stored and cannot be
    /// shown again.
    #[serde(
        skip_serializing_if = "Option::is_none",
        with = "crate::app::json::OptionalSecretText"
    )]
    pub key: Option<&'a Secret>,
}

pub(crate) fn info(view: &impl View, id: String, key: ApiKeyRecord, now: Time) -> Result<KeyInfo> {
    let used = users::key_use(view, &id)?;
    let names = Names::load(view)?;
    let folders = key
        .scopes
        .iter()
        .filter_map(|folder| VaultPath::parse(folder).ok());
    let maker = users::get(view, &key.created_by.user)?;
    let suspended = maker.is_none_or(|user| user.disabled || user.removed.is_some());
    let alive = |secret: &&KeySecret| secret.until.is_none_or(|until| until > now);
    Ok(KeyInfo {
        scope: Scope::of(folders.collect()),
        permissions: key_permissions(view, &id, &key)?,
        issued: key
            .secrets
            .last()
            .map_or(key.created, |secret| secret.issued),
        secrets: key
            .secrets
            .iter()
            .filter(alive)
            .map(|secret| LiveSecret {
                issued: secret.issued,
                until: [secret.until, key.expires].into_iter().flatten().min(),
            })
            .collect(),
        state: match (key.revoked, key.expires) {
            (Some(_), _) => KeyState::Revoked,
            (None, Some(expires)) if expires <= now => KeyState::Expired,
            (None, _) if suspended => KeyState::Suspended,
            (None, _) => KeyState::Active,
        },
        uses: used.as_ref().map_or(0, |used| used.count),
        last_used: used.map(|used| (used.last, used.source)),
        id,
        name: key.name,
        role: key.role,
        created: key.created,
        user: names.user(&key.created_by.user),
        created_by: names.actor(&key.created_by),
        expires: key.expires,
        revoked: key.revoked,
    })
}

/// The key with this name or id; or of a text that begins with `fo_` and its id.
fn find(view: &impl View, which: &str) -> Result<(String, ApiKeyRecord)> {
    let all = users::api_keys(view)?;
    let written = which.strip_prefix("fo_");
    let id = written.map(|rest| rest.split('_').next().unwrap_or(rest));
    let fits = |(known, key): &(String, ApiKeyRecord)| match id {
        Some(id) => known == id,
        None => known == which || key.name == which,
    };
    let mut fitting = all.into_iter().filter(fits);
    match (fitting.next(), fitting.next()) {
        (Some(one), None) => Ok(one),
        (Some(_), Some(_)) => Err(Error::new(
            Kind::Usage,
            "this is the name of one API key and the id of another",
        )
        .hint("put fo_ before the id")),
        // The argument may be a secret: it is not repeated.
        (None, _) => Err(
            Error::new(Kind::NotFound, "there is no API key with this id or name")
                .hint("list them with: file-organizer api-key list --all"),
        ),
    }
}

/// The expiry of a key created at `now` with this `lifetime`.
///
/// # Errors
/// Kind `Denied` for an API key that would create a key living longer than itself.
fn end_of(writing: &Writing<'_, '_>, lifetime: Option<Span>, now: Time) -> Result<Option<Time>> {
    let end = lifetime.map(|lifetime| now.saturating_add(lifetime));
    match writing.own_end()? {
        Some(own) if end.is_none_or(|end| end > own) => Err(Error::new(
            Kind::Denied,
            format!(
                "an API key cannot create a key that outlives it (it expires {})",
                clock::zone().wall_clock(own).audit_stamp()
            ),
        )
        .hint("set a shorter lifetime with --expires, or let a user create it")),
        _ => Ok(end),
    }
}

/// Writes a secret, which gets its name by [`Partial::publish`] once it works.
fn write_secret(partial: Partial, text: &Secret) -> Result<Partial> {
    let line = [text.expose().as_bytes(), b"\n"];
    line.iter()
        .try_for_each(|part| (&partial).write_all(part))
        .map_err(|error| partial.failed(&error))?;
    partial.sync()?;
    Ok(partial)
}

/// Refuses a grace period that is too short for a secret in a file.
fn check_grace(grace: Span) -> Result<()> {
    if grace >= LEAST_GRACE_OF_FILE {
        return Ok(());
    }
    let why = format!(
        "the grace period must be at least {LEAST_GRACE_OF_FILE} if the secret is written to a \
         file: after an interruption, the file may still contain the old secret"
    );
    Err(Error::new(Kind::Usage, why)
        .hint("to make the old secret stop working now, omit -o; the new one is then printed"))
}

/// Refuses to replace a file that is neither empty nor the file of a secret of this key.
fn check_replaced(id: &str, path: &Path) -> Result<()> {
    // `Partial` refuses what is not a regular file.
    if path.symlink_metadata().is_ok_and(|there| !there.is_file()) {
        return Ok(());
    }
    let bytes = match secure_file::read_sealed(path, MAX_SECRET_FILE_LEN) {
        Err(StorageError::Io { source, .. }) if source.kind() == ErrorKind::NotFound => {
            return Ok(());
        }
        // Too large.
        Err(StorageError::Damaged(_)) => None,
        read => Some(Zeroizing::new(read?)),
    };
    let text = bytes.as_ref().and_then(|bytes| str::from_utf8(bytes).ok());
    let is_of_key = |text: &str| {
        let token = Token::parse(TokenKind::ApiKey, text);
        text.trim().is_empty() || token.is_ok_and(|token| token.id == id)
    };
    if text.is_some_and(is_of_key) {
        return Ok(());
    }
    let shown = path.display();
    let why = format!("{shown} does not contain a secret of the API key fo_{id}");
    Err(Error::new(Kind::Usage, why)
        .hint("only a file with a secret of this key is replaced: choose a new file"))
}

/// Moves the file with the secret of a key that was changed to its place.
fn publish(secret: Option<Partial>, key: &KeyInfo) -> Result<()> {
    let Some(secret) = secret else {
        return Ok(());
    };
    secret.publish().map_err(|error| {
        let name = &key.name;
        Error::new(
            error.kind,
            format!("the key {name:?} has a new secret, which was not stored: {error}"),
        )
        .hint("create another secret with: file-organizer api-key rotate KEY -o FILE")
    })
}

/// Creates a key for the acting user; returns it with its secret text, which is not stored. With
/// `file`, the secret is also written to this new file (mode 0600); if that fails, no key is created.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `NotFound` for the role; `Usage` for a name that is invalid or taken,
/// and with the recovery key, which belongs to no user; if the file exists; I/O errors.
pub fn create(gate: &mut Gate, new: &NewKey, file: Option<&Path>) -> Result<(KeyInfo, Secret)> {
    name::check(&new.name)?;
    let _guard = cancel::Guard::begin();
    let now = gate.now_for_credentials()?;
    if let Some(file) = file {
        gate.refuse_own(file)?;
    }
    let (epoch, (id, slot, text)) = gate.with_key(|key| key_slot(None, key))?;
    let secret = file
        .map(|file| write_secret(Partial::begin_private(file)?, &text))
        .transpose()?;
    let role = new
        .role
        .clone()
        .unwrap_or_else(|| BuiltinRole::Api.name().to_owned());
    let made = gate.write(Action::KeyCreate, new.name.as_bytes(), |writing| {
        let permits = permits(writing.view(), &role, new.permissions.as_ref())?;
        if writing.principal.means == Means::RecoveryKey {
            return Err(Error::new(
                Kind::Usage,
                "an API key acts for a user, and the recovery key belongs to no user",
            )
            .hint("set a password with: file-organizer passwd, and unlock with that"));
        }
        let keys = users::api_keys(writing.view())?;
        if keys
            .iter()
            .any(|(id, key)| key.name == new.name || *id == new.name)
        {
            return Err(Error::new(
                Kind::Usage,
                format!(
                    "the API key name {:?} is taken, or was used before",
                    new.name
                ),
            )
            .hint("choose another name, or rotate the key: file-organizer api-key rotate"));
        }
        check_distinct(
            "API key",
            &new.name,
            keys.iter().map(|(_, key)| key.name.as_str()),
        )?;
        let key = ApiKeyRecord {
            name: new.name.clone(),
            role: role.clone(),
            permissions: new
                .permissions
                .iter()
                .flat_map(Permissions::iter)
                .map(|one| one.name().to_owned())
                .collect(),
            scopes: new
                .scope
                .folders()
                .iter()
                .map(|folder| folder.raw().to_vec())
                .collect(),
            created: now,
            created_by: writing.actor(),
            expires: end_of(writing, new.lifetime, now)?,
            revoked: None,
            secrets: vec![KeySecret {
                slot: slot.id.clone(),
                issued: now,
                until: None,
            }],
        };
        let mut access = writing.grant(&[&permits])?;
        access.put_api_key(&id, &key)?;
        access.add_slot(epoch, slot)?;
        writing.clear_slots(now)?;
        writing.detail([Part::ApiKey(id.clone()), Part::Role(role.clone())]);
        info(writing.view(), id, key, now)
    })?;
    publish(secret, &made)?;
    Ok((made, text))
}

/// The permissions of a new key.
fn permits(view: &impl View, role: &str, narrow: Option<&Permissions>) -> Result<Permissions> {
    let permits = named(view, role)?;
    match narrow {
        Some(narrow) if !permits.contains(narrow) => Err(Error::new(
            Kind::Usage,
            format!("the role {role:?} does not have all of these permissions"),
        )
        .hint("choose another role with --role")),
        Some(narrow) => Ok(permits.and(narrow)),
        None => Ok(permits),
    }
}

/// Every key.
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

/// Whether a secret is that of an API key of another vault: this one has no such key, not even a
/// revoked one.
///
/// # Errors
/// Kind `Denied`.
pub fn is_foreign(gate: &mut Gate, secret: &Secret) -> Result<bool> {
    let Ok(token) = Token::parse(TokenKind::ApiKey, secret.expose()) else {
        return Ok(false);
    };
    gate.read(Action::BackupRecipientList, |view, _| {
        Ok(users::api_key(view, &token.id)?.is_none())
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

/// Revokes keys. Returns them, and what was set up with them and stays: active keys, backup recipients,
/// shared folders.
///
/// # Errors
/// Kinds `NotFound`, `Busy`; `Denied` also for a key with permissions that the principal does not
/// have. All or nothing.
pub fn revoke(gate: &mut Gate, which: &[String]) -> Result<(Vec<KeyInfo>, Holdings)> {
    let now = gate.latest()?;
    // The argument may be a whole key: the audit row has ids instead.
    gate.write(Action::KeyRevoke, &[], |writing| {
        let mut revoked = Vec::new();
        for which in which {
            let (id, mut key) = find(writing.view(), which)?;
            let powers = key_permissions(writing.view(), &id, &key)?;
            key.revoked.get_or_insert(now);
            key.secrets.clear();
            let mut access = writing.grant(&[&powers])?;
            access.put_api_key(&id, &key)?;
            access.drop_keys(std::slice::from_ref(&id))?;
            revoked.push(info(writing.view(), id, key, now)?);
        }
        let ids: Vec<String> = revoked.iter().map(|key| format!("fo_{}", key.id)).collect();
        writing.target(ids.join(",").as_bytes());
        let stays = Rows::added_with(writing.view(), |key| {
            revoked.iter().any(|gone| gone.id == key)
        })?;
        Ok((revoked, stays.holdings()))
    })
}

/// Issues a new secret for a key; the old one works for `grace` longer, but not beyond its own
/// expiry: [`KeyInfo::secrets`] has the end. The key gets its original lifetime again, or `lifetime`; if an API key rotates it, it
/// expires no later than that key. With `file`, the secret also replaces the contents of this file
/// (mode 0600) in one step; if writing it fails, neither the file nor the key is changed.
///
/// # Errors
/// Kinds `Denied`, `NotFound`, `Busy`; `Usage` for a revoked key, for a file with anything but a
/// secret of this key, and for a short `grace` with a file; I/O errors.
pub fn rotate(
    gate: &mut Gate,
    which: &str,
    grace: Span,
    lifetime: Option<Option<Span>>,
    file: Option<&Path>,
) -> Result<(KeyInfo, Secret)> {
    let _guard = cancel::Guard::begin();
    let now = gate.now_for_credentials()?;
    let (id, _) = gate.read(Action::KeyRotate, |view, _| find(view, which))?;
    if let Some(file) = file {
        check_grace(grace)?;
        gate.refuse_own(file)?;
        check_replaced(&id, file)?;
    }
    let (epoch, (id, slot, text)) = gate.with_key(|key| key_slot(Some(&id), key))?;
    let secret = file
        .map(|file| write_secret(Partial::replacing(file)?, &text))
        .transpose()?;
    let target = format!("fo_{id}");
    let made = gate.write(Action::KeyRotate, target.as_bytes(), |writing| {
        let (id, mut key) = find(writing.view(), &target)?;
        if key.revoked.is_some() {
            return Err(
                Error::new(Kind::Usage, format!("the key {:?} was revoked", key.name))
                    .hint("create a new one with: file-organizer api-key create"),
            );
        }
        // The principal receives the key's secret, so it needs all of its permissions.
        let mut powers = key_permissions(writing.view(), &id, &key)?;
        if key.created_by.user != writing.actor().user {
            powers = powers.to_act_as();
        }
        retire_secrets(&mut key, now.saturating_add(grace), now);
        let issued = key
            .secrets
            .last()
            .map_or(key.created, |secret| secret.issued);
        key.expires = match lifetime {
            Some(lifetime) => end_of(writing, lifetime, now)?,
            None => {
                let again = key.expires.map(|end| now.saturating_add(end.since(issued)));
                [again, writing.own_end()?].into_iter().flatten().min()
            }
        };
        key.secrets
            .retain(|secret| secret.until.is_none_or(|until| until > now));
        key.secrets.push(KeySecret {
            slot: slot.id.clone(),
            issued: now,
            until: None,
        });
        let mut access = writing.grant(&[&powers])?;
        access.put_api_key(&id, &key)?;
        access.add_slot(epoch, slot)?;
        writing.clear_slots(now)?;
        writing.detail(Part::Grace(grace));
        info(writing.view(), id, key, now)
    })?;
    publish(secret, &made)?;
    Ok((made, text))
}

/// Makes the secrets of a key expire at `until`, or earlier if they already would. An expired key
/// has no working secret.
fn retire_secrets(key: &mut ApiKeyRecord, until: Time, now: Time) {
    let end = match key.expires {
        Some(expires) if expires <= now => now,
        Some(expires) => until.min(expires),
        None => until,
    };
    for secret in &mut key.secrets {
        secret.until = Some(secret.until.map_or(end, |known| known.min(end)));
    }
}
