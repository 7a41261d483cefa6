//! Making a vault: its key, its two first slots, its first rows.

use std::path::{Path, PathBuf};

use crate::crypto::kdf::Costs;
use crate::crypto::keys::{Secret as RandomKey, VaultKey};
use crate::crypto::random;
use crate::domain::event::{AuditEvent, Event, Outcome};
use crate::domain::id::{Actor, UserId};
use crate::domain::name;
use crate::domain::policy::Policy;
use crate::domain::role::BuiltinRole;
use crate::domain::time::Time;
use crate::storage::database::Store;
use crate::storage::keyring::{self, Keyring};
use crate::storage::record::UserRecord;
use crate::storage::{StorageError, audit, meta, secure_file, spool, users};

use super::clock;
use super::error::{Error, Kind, Result};
use super::secret::Secret;
use super::slots::{check_password, password_slot, recovery_slot};

/// What an unlock by password costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KdfCosts {
    /// RFC 9106's second choice at least, raised until it takes half a second here.
    Calibrated,
    /// The least that is ever accepted: for machines with little memory.
    Least,
}

impl KdfCosts {
    pub(super) fn measure(self) -> Result<Costs> {
        match self {
            Self::Calibrated => Ok(Costs::calibrate()?),
            Self::Least => Ok(Costs::LEAST),
        }
    }
}

/// What a new vault begins with.
#[derive(Debug)]
pub struct InitOptions {
    /// The folder to make; it may exist, if it is empty.
    pub dir: PathBuf,
    /// The administrator's name.
    pub user: String,
    /// The administrator's password.
    pub password: Secret,
    /// What an unlock costs.
    pub costs: KdfCosts,
    /// From where this is done, for the audit log.
    pub source: String,
}

/// Makes a vault; gives the recovery key, which is kept nowhere.
///
/// # Errors
/// Where something is there already; kind `Usage` for a weak password; of the disk. Nothing is
/// left behind then.
pub fn init(options: &InitOptions) -> Result<Secret> {
    name::check(&options.user)?;
    check_password(&options.password)?;
    let made_folder = prepare(&options.dir)?;
    let made = fill(options);
    if made.is_err() && made_folder {
        // Only what is empty goes.
        let _ = std::fs::remove_dir(spool::folder(&options.dir));
        let _ = std::fs::remove_dir(&options.dir);
    }
    made
}

fn prepare(dir: &Path) -> Result<bool> {
    let there = match std::fs::read_dir(dir) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            secure_file::create_dir(dir)?;
            false
        }
        Err(error) => return Err(Error::io(dir, &error)),
        Ok(entries) => {
            for entry in entries {
                let entry = entry.map_err(|e| Error::io(dir, &e))?;
                refuse_unless_left_over(dir, &entry.file_name().to_string_lossy())?;
            }
            true
        }
    };
    let meta = std::fs::metadata(dir).map_err(|e| Error::io(dir, &e))?;
    secure_file::check_owner(dir, &meta)?;
    secure_file::private_dir(dir)?;
    let spool = spool::folder(dir);
    if !spool.exists() {
        secure_file::create_dir(&spool)?;
    }
    Ok(!there)
}

/// An init that was killed leaves a database without a keyring; nothing else may be there.
fn refuse_unless_left_over(dir: &Path, name: &str) -> Result<()> {
    if name == "keyring.json" {
        return Err(taken(dir));
    }
    let database = keyring::database_path(dir, 1);
    if name == "spool" || name == "keyring.json.next" {
        return Ok(());
    }
    if database.file_name().is_some_and(|own| own == name) && secure_file::is_abandoned(&database)?
    {
        // Folders are listed in any order: this may come before the keyring that it belongs to.
        // Looked for only now that nobody holds the database, who could be about to write one.
        if dir.join("keyring.json").exists() {
            return Err(taken(dir));
        }
        return Ok(secure_file::remove(&database)?);
    }
    Err(StorageError::Exists(dir.join(name)).into())
}

fn taken(dir: &Path) -> Error {
    Error::new(
        Kind::Other,
        format!("there is a vault at {} already", dir.display()),
    )
    .hint("unlock it with: file-organizer status, or choose another with --vault")
}

fn fill(options: &InitOptions) -> Result<Secret> {
    let costs = options.costs.measure()?;
    let key = VaultKey::generate()?;
    let vault_id: [u8; 16] = random::array()?;
    let mut keyring = Keyring::new(vault_id, 1, &key)?;
    let password = password_slot(&options.user, &options.password, costs, &key)?;
    let (recovery, text) = recovery_slot(&key)?;
    keyring.slots.extend([password, recovery]);
    let now = clock::now();
    Store::create(&options.dir, keyring, &key, |tables| {
        meta::set(tables, meta::key::FORMAT, &keyring::VERSION.to_le_bytes())?;
        meta::set(tables, meta::key::VAULT_ID, &vault_id)?;
        meta::set(tables, meta::key::CREATED, &now.nanos().to_le_bytes())?;
        for key in [meta::key::CONTENT_KEY, meta::key::AUDIT_KEY] {
            meta::set(tables, key, RandomKey::generate()?.expose())?;
        }
        meta::set(
            tables,
            meta::key::POLICY,
            Policy::default().to_toml().as_bytes(),
        )?;
        let admin = UserRecord {
            name: options.user.clone(),
            removed: None,
            role: BuiltinRole::Admin.name().to_owned(),
            created: now,
            disabled: false,
        };
        let id = UserId::new(random::array()?);
        users::put(tables, &id, &admin)?;
        audit::append(tables, &first_row(options, id, now))?;
        Ok::<(), Error>(())
    })?;
    Ok(text)
}

fn first_row(options: &InitOptions, admin: UserId, now: Time) -> AuditEvent {
    AuditEvent {
        time: now,
        event: Event::VaultInit,
        actor: Some(Actor::user(admin)),
        principal: options.user.clone(),
        user: None,
        source: options.source.clone(),
        target: None,
        outcome: Outcome::Success,
        detail: None,
    }
}
