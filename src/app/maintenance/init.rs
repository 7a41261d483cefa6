//! Creating a vault: its key, its first two slots and its first rows.

use std::path::{Path, PathBuf};

use crate::crypto::keys::VaultKey;
use crate::crypto::random;
use crate::crypto::secret::Secret as RandomKey;
use crate::domain::done::Done;
use crate::domain::effect::Effect;
use crate::domain::event::{AuditEvent, Event, Outcome};
use crate::domain::id::{Actor, UserId};
use crate::domain::name;
use crate::domain::policy::{Policy, TypeSet};
use crate::domain::role::BuiltinRole;
use crate::domain::time::Time;
use crate::storage::database::Store;
use crate::storage::keyring::{self, Keyring};
use crate::storage::record::UserRecord;
use crate::storage::{StorageError, audit, meta, secure_file, spool, users};

use crate::app::clock;
use crate::app::error::{Error, Kind, Result};
use crate::app::gate::slots::{KdfCosts, check_password, password_slot, recovery_slot};
use crate::app::secret::Secret;

/// Options of a new vault.
#[derive(Debug)]
pub struct InitOptions {
    /// The folder to create; it may exist if it is empty.
    pub dir: PathBuf,
    /// The administrator's name.
    pub user: String,
    /// The administrator's password.
    pub password: Secret,
    /// The cost of an unlock.
    pub costs: KdfCosts,
    /// The client's address, for the audit log.
    pub source: String,
    /// The types of files that it accepts.
    pub types: TypeSet,
}

/// Creates a vault; returns the recovery key, which is not stored. Existing files are neither
/// removed nor replaced.
///
/// # Errors
/// As [`check_folder`]; kind `Usage` for a weak password; I/O errors. Nothing is left behind then.
pub fn init(options: &InitOptions) -> Result<Secret> {
    name::check(&options.user)?;
    check_password(&options.password)?;
    check_folder(&options.dir)?;
    let missing = options
        .dir
        .ancestors()
        .take_while(|folder| !is_there(folder));
    let missing: Vec<PathBuf> = missing.map(Path::to_owned).collect();
    // The slow part comes first: an interruption there leaves nothing behind.
    let costs = options.costs.measure()?;
    let key = VaultKey::generate()?;
    let mut keyring = Keyring::new(random::array()?, 1, &key)?;
    let password = password_slot(&options.user, &options.password, costs, &key)?;
    let (recovery, text) = recovery_slot(&key)?;
    keyring.slots.extend([password, recovery]);
    let made = prepare(&options.dir).and_then(|()| fill(options, keyring, &key));
    if made.is_err() {
        // Removes only empty folders created here.
        let _ = std::fs::remove_dir(spool::folder(&options.dir));
        for folder in missing {
            let _ = std::fs::remove_dir(folder);
        }
    }
    made.map(|()| text)
}

fn is_there(path: &Path) -> bool {
    path.as_os_str().is_empty() || path.symlink_metadata().is_ok()
}

/// Refuses a folder in which no vault can be created: one with a vault, a part of one, or any other
/// file.
///
/// # Errors
/// Kind `Other`; `Damaged` for a vault whose keyring.json is missing; I/O errors.
pub fn check_folder(dir: &Path) -> Result<()> {
    match Keyring::expect(dir) {
        Ok(()) => return Err(taken(dir)),
        Err(StorageError::NoVault(_)) => {}
        Err(error) => return Err(error.into()),
    }
    match std::fs::read_dir(dir) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Error::io(dir, &error)),
        Ok(mut entries) => match entries.next() {
            None => Ok(()),
            Some(entry) => {
                let entry = entry.map_err(|error| Error::io(dir, &error))?;
                Err(StorageError::Exists(entry.path()).into())
            }
        },
    }
}

/// Creates the folder, inaccessible to other users.
fn prepare(dir: &Path) -> Result<()> {
    secure_file::create_dir(dir)?;
    secure_file::private_dir(dir)?;
    // Fails on file systems without modes.
    secure_file::check_created_private(dir)?;
    let meta = std::fs::metadata(dir).map_err(|error| Error::io(dir, &error))?;
    secure_file::check_created_owner(dir, &meta)?;
    Ok(secure_file::create_dir(&spool::folder(dir))?)
}

fn taken(dir: &Path) -> Error {
    Error::new(
        Kind::Other,
        format!("there is already a vault at {}", dir.display()),
    )
    .hint(
        "use it (file-organizer status), or create another one with --vault DIR. If an interrupted \
         init has not shown its recovery key: file-organizer recovery new",
    )
}

fn fill(options: &InitOptions, keyring: Keyring, key: &VaultKey) -> Result<()> {
    let vault_id = keyring.id()?;
    let now = clock::now();
    Store::create(&options.dir, keyring, key, |tables| {
        meta::set(tables, meta::key::FORMAT, &keyring::VERSION.to_le_bytes())?;
        meta::set(tables, meta::key::VAULT_ID, &vault_id)?;
        meta::set(tables, meta::key::CREATED, &now.nanos().to_le_bytes())?;
        for key in [meta::key::CONTENT_KEY, meta::key::AUDIT_KEY] {
            meta::set(tables, key, RandomKey::generate()?.expose())?;
        }
        let policy = Policy {
            allowed_extensions: options.types.into(),
            ..Policy::default()
        };
        meta::set(tables, meta::key::POLICY, policy.to_toml().as_bytes())?;
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
    })
}

fn first_row(options: &InitOptions, admin: UserId, now: Time) -> AuditEvent {
    let mut done = Done::default();
    // The administrator, and the recovery key.
    done.add(Effect::Grant, 2, 0);
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
        done,
    }
}
