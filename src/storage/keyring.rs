//! keyring.json: the root of a vault. It names the current database file, and has the slots that
//! open its key. Parsed as untrusted input, and authenticated as a whole once a slot has opened.
//! Implements docs/FORMAT.md, "keyring.json". Which credential to try is decided elsewhere.

#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use data_encoding::{BASE64, HEXLOWER};
use serde::{Deserialize, Serialize};

use super::tables::Tables;
use super::{Result, StorageError, meta, secure_file, security};
use crate::crypto::kdf::Costs;
use crate::crypto::keys::VaultKey;
use crate::crypto::slot::{SlotIdentity, seal_to};
use crate::crypto::{CryptoError, hash};

/// The format version written by this program.
pub(crate) const VERSION: u32 = 3;
const FORMAT: &str = "file-organizer vault";
/// Maximum size of a keyring.
const MAX_FILE_LEN: u64 = 1024 * 1024;
/// Maximum number of slots.
const MAX_SLOTS: usize = 1000;
/// Maximum epoch and generation: the next ones must exist.
const MAX_COUNT: u64 = u64::MAX / 2;

/// The kind of a slot, with the parameters to derive its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum SlotKind {
    /// A user's password, through Argon2id.
    Password {
        /// The user name.
        user: String,
        /// 16 random bytes, hexadecimal.
        salt: String,
        /// Argon2id costs of this slot.
        argon2id: Costs,
    },
    /// The recovery key.
    Recovery {},
    /// An API key's token.
    ApiKey {
        /// The key's id.
        key: String,
    },
    /// A login session.
    Session {
        /// The session's id.
        session: String,
        /// Expiry, seconds since 1970.
        expires: i64,
    },
    /// Any age recipient: an identity file, a hardware key through an age plugin.
    Recipient {
        /// A label.
        label: String,
    },
}

/// A slot: one credential that opens the vault key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Slot {
    /// Unique in the keyring.
    pub id: String,
    #[serde(flatten)]
    pub kind: SlotKind,
    /// The public key, `age1...`.
    pub recipient: String,
    /// The vault key, sealed to it: a binary age file in Base64.
    pub sealed: String,
}

impl Slot {
    /// A new slot that `identity` opens.
    pub(crate) fn new(
        id: String,
        kind: SlotKind,
        identity: &SlotIdentity,
        key: &VaultKey,
    ) -> Result<Self> {
        let recipient = identity.recipient();
        let sealed = BASE64.encode(&seal_to(&recipient, key)?);
        Ok(Self {
            id,
            kind,
            recipient,
            sealed,
        })
    }

    /// Opens the vault key.
    ///
    /// # Errors
    /// [`CryptoError::Authentication`] if `identity` does not belong to this slot, or the slot is
    /// damaged.
    pub(crate) fn open(
        &self,
        identity: &SlotIdentity,
    ) -> std::result::Result<VaultKey, CryptoError> {
        let sealed = BASE64
            .decode(self.sealed.as_bytes())
            .map_err(|_| CryptoError::Authentication)?;
        identity.open(&sealed)
    }
}

/// The salt of a password slot as bytes.
pub(crate) fn salt_bytes(salt: &str) -> Result<[u8; 16]> {
    HEXLOWER
        .decode(salt.as_bytes())
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| StorageError::Damaged("keyring.json: a salt is malformed".into()))
}

/// The parsed file. Nothing in it may be trusted before [`Keyring::authenticate`], except what is
/// needed to try a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Keyring {
    format: String,
    pub version: u32,
    /// 16 bytes, hexadecimal.
    pub vault_id: String,
    /// Names the database file and its key; increases with each `rekey`.
    pub epoch: u64,
    /// Increases with each replacement of this file.
    pub generation: u64,
    /// The vault's public key, to which anyone may seal events and drops.
    pub public_key: String,
    /// Failed unlocks per minute before the next one is delayed: the policy's
    /// `login.max_per_minute`.
    pub login_max_per_minute: u32,
    /// Digest of users, roles, API keys, sessions and policy, hexadecimal.
    pub security: String,
    pub slots: Vec<Slot>,
    /// Keyed BLAKE3 over everything above, hexadecimal.
    mac: String,
}

/// Only the version, of a file with any other fields.
#[derive(Deserialize)]
struct VersionOnly {
    format: String,
    version: u64,
}

impl Keyring {
    /// A keyring without slots, for a new vault.
    pub(crate) fn new(vault_id: [u8; 16], epoch: u64, key: &VaultKey) -> Result<Self> {
        Ok(Self {
            format: FORMAT.into(),
            version: VERSION,
            vault_id: HEXLOWER.encode(&vault_id),
            epoch,
            generation: 0,
            public_key: SlotIdentity::from_secret(&key.identity())?.recipient(),
            login_max_per_minute: 10,
            security: String::new(),
            slots: Vec::new(),
            mac: String::new(),
        })
    }

    /// The path of the keyring of the vault in `dir`.
    pub(crate) fn path(dir: &Path) -> PathBuf {
        dir.join("keyring.json")
    }

    /// Reads and parses the file.
    ///
    /// # Errors
    /// [`StorageError::NoVault`] if it does not exist; [`StorageError::NewerFormat`];
    /// [`StorageError::Damaged`] for invalid contents, including hostile costs.
    pub(crate) fn load(dir: &Path) -> Result<Self> {
        let path = Self::path(dir);
        let bytes = match secure_file::read(&path, MAX_FILE_LEN) {
            Err(StorageError::Io { source, .. }) if is_absence(&source) => {
                return Err(Self::absent(dir));
            }
            other => other?,
        };
        Self::parse(&bytes)
    }

    /// Refuses a folder without a keyring.json; its contents are not read.
    pub(crate) fn expect(dir: &Path) -> Result<()> {
        let path = Self::path(dir);
        match std::fs::symlink_metadata(&path) {
            Ok(_) => Ok(()),
            Err(error) if is_absence(&error) => Err(Self::absent(dir)),
            Err(error) => Err(StorageError::io(&path)(error)),
        }
    }

    /// The error for a folder without a keyring.json: no vault, or one that has lost it.
    fn absent(dir: &Path) -> StorageError {
        let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| is_part_of_a_vault(name))
            .collect();
        // The database first.
        names.sort_by_key(|name| (!name.starts_with("vault-"), name.clone()));
        match names.into_iter().next() {
            Some(found) => StorageError::KeyringMissing {
                dir: dir.to_owned(),
                found,
            },
            None => StorageError::NoVault(dir.to_owned()),
        }
    }

    /// The staged keyring: the next one of an interrupted change, if that was committed (which only
    /// the database knows). `None` if it is missing or incomplete.
    pub(crate) fn load_staged(dir: &Path) -> Option<Self> {
        let bytes = secure_file::read(&secure_file::staged(&Self::path(dir)), MAX_FILE_LEN).ok()?;
        Self::parse(&bytes).ok()
    }

    pub(crate) fn parse(bytes: &[u8]) -> Result<Self> {
        let damaged = |what: &str| StorageError::Damaged(format!("keyring.json: {what}"));
        let head: VersionOnly =
            serde_json::from_slice(bytes).map_err(|e| damaged(&e.to_string()))?;
        if head.format != FORMAT {
            return Err(damaged("not a keyring made by this program"));
        }
        if head.version > u64::from(VERSION) {
            let version = u32::try_from(head.version).unwrap_or(u32::MAX);
            return Err(StorageError::NewerFormat(version));
        }
        if head.version < u64::from(VERSION) {
            return Err(damaged(
                "made by an older version of this program, in an unsupported format",
            ));
        }
        let keyring: Self = serde_json::from_slice(bytes).map_err(|e| damaged(&e.to_string()))?;
        if keyring.slots.len() > MAX_SLOTS {
            return Err(damaged("too many slots"));
        }
        if keyring.epoch.max(keyring.generation) > MAX_COUNT {
            return Err(damaged("the epoch or generation is too large"));
        }
        keyring.id()?;
        let mut users = HashSet::new();
        for slot in &keyring.slots {
            if let SlotKind::Password {
                user,
                salt,
                argon2id,
            } = &slot.kind
            {
                // Each slot costs a derivation, before anything is authenticated.
                if !users.insert(user) {
                    return Err(damaged("several password slots for one user"));
                }
                argon2id.check().map_err(|e| damaged(&e.to_string()))?;
                salt_bytes(salt)?;
            }
        }
        Ok(keyring)
    }

    /// The vault's id.
    pub(crate) fn id(&self) -> Result<[u8; 16]> {
        HEXLOWER
            .decode(self.vault_id.as_bytes())
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or_else(|| StorageError::Damaged("keyring.json: the vault id is malformed".into()))
    }

    /// The database file of this epoch.
    pub(crate) fn database(&self, dir: &Path) -> PathBuf {
        database_path(dir, self.epoch)
    }

    fn tag(&self, key: &VaultKey) -> Result<String> {
        let unsigned = Self {
            mac: String::new(),
            ..self.clone()
        };
        let text = serde_json::to_vec(&unsigned)
            .map_err(|e| StorageError::Engine(format!("keyring: {e}")))?;
        let tag = hash::keyed_parts(&key.keyring_mac(), &[&text]);
        Ok(HEXLOWER.encode(&tag))
    }

    /// Authenticates every byte of the file with `key`.
    pub(crate) fn authenticate(&self, key: &VaultKey) -> Result<()> {
        let is = HEXLOWER.decode(self.mac.as_bytes()).ok();
        let should = HEXLOWER.decode(self.tag(key)?.as_bytes()).ok();
        let is: Option<[u8; 32]> = is.and_then(|bytes| bytes.try_into().ok());
        let should: Option<[u8; 32]> = should.and_then(|bytes| bytes.try_into().ok());
        match (is, should) {
            (Some(is), Some(should)) if hash::equal(&is, &should) => Ok(()),
            _ => Err(StorageError::Damaged(
                "keyring.json does not authenticate".into(),
            )),
        }
    }

    /// The bytes of the next generation of this file, signed with `key`.
    pub(crate) fn sign(&mut self, key: &VaultKey) -> Result<Vec<u8>> {
        self.generation += 1;
        self.mac = self.tag(key)?;
        self.to_text()
    }

    /// The bytes of this file for a database that is being completed: contains the digest of its
    /// tables, which in turn record the file's generation.
    pub(crate) fn complete(&mut self, tables: &mut Tables<'_>, key: &VaultKey) -> Result<Vec<u8>> {
        self.security = HEXLOWER.encode(&security::digest(tables, key)?);
        let text = self.sign(key)?;
        let generation = self.generation.to_le_bytes();
        meta::set(tables, meta::key::KEYRING_GENERATION, &generation)?;
        Ok(text)
    }

    /// The bytes of this generation of the file, unchanged.
    pub(crate) fn to_text(&self) -> Result<Vec<u8>> {
        let mut text = serde_json::to_vec_pretty(self)
            .map_err(|e| StorageError::Engine(format!("keyring: {e}")))?;
        text.push(b'\n');
        Ok(text)
    }

    /// The same slots and generation, for a new vault key.
    pub(crate) fn reseal(&self, epoch: u64, key: &VaultKey) -> Result<Self> {
        let mut next = Self {
            epoch,
            public_key: SlotIdentity::from_secret(&key.identity())?.recipient(),
            ..self.clone()
        };
        for slot in &mut next.slots {
            slot.sealed = BASE64.encode(&seal_to(&slot.recipient, key)?);
        }
        Ok(next)
    }
}

fn is_absence(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory)
}

/// The epoch in the name of a database file.
pub(super) fn database_epoch(name: &str) -> Option<u64> {
    let epoch = name.strip_prefix("vault-")?.strip_suffix(".redb")?;
    epoch.parse().ok()
}

/// Whether a file name occurs only in vaults.
fn is_part_of_a_vault(name: &str) -> bool {
    database_epoch(name).is_some() || name == "spool" || name.starts_with("keyring.json.")
}

/// The database file of an epoch.
pub(crate) fn database_path(dir: &Path, epoch: u64) -> PathBuf {
    dir.join(format!("vault-{epoch}.redb"))
}
