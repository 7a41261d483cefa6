//! The complete key schedule: one random vault key per epoch, and the keys derived from it with
//! BLAKE3 `derive_key` (the BLAKE3 paper, section 2.3), with one context string per purpose.

use super::secret::Secret;
use super::{CryptoError, hash};

const PAGES: &str = "file-organizer 2026-11 v1 page sealing";
const KEYRING: &str = "file-organizer 2026-11 v1 keyring mac";
const SPOOL: &str = "file-organizer 2026-11 v1 spool events";
const IDENTITY: &str = "file-organizer 2026-11 v1 vault identity";
const CONTENT_LIST: &str = "file-organizer 2026-11 v1 content list";
const SOURCES: &str = "file-organizer 2026-11 v1 source paths";
const SET_INDEX: &str = "file-organizer 2026-11 v1 backup set index";
const AUDIT_FIELDS: &str = "file-organizer 2026-11 v1 audit fields";
const PASSWORD: &str = "file-organizer 2026-11 v1 password slot";
const TOKEN: &str = "file-organizer 2026-11 v1 token slot";
const ACCESS_TOKENS: &str = "file-organizer 2026-11 v1 access tokens";
const REFRESH_TOKENS: &str = "file-organizer 2026-11 v1 refresh tokens";
const SECURITY: &str = "file-organizer 2026-11 v1 security digest";
const RECOVERY: &str = "file-organizer 2026-11 v1 recovery slot";

/// The key of one epoch of a vault; it decrypts the whole vault.
pub(crate) struct VaultKey(Secret);

impl VaultKey {
    pub(crate) fn generate() -> Result<Self, CryptoError> {
        Secret::generate().map(Self)
    }

    pub(crate) fn from_secret(secret: Secret) -> Self {
        Self(secret)
    }

    /// The raw key, to be sealed into a slot.
    pub(super) fn secret(&self) -> &Secret {
        &self.0
    }

    /// Seals the blocks of the database file.
    pub(crate) fn pages(&self) -> Secret {
        self.0.derive(PAGES)
    }

    /// Authenticates keyring.json as a whole.
    pub(crate) fn keyring_mac(&self) -> Secret {
        self.0.derive(KEYRING)
    }

    /// Signs the access tokens of the server, which end with the epoch.
    pub(crate) fn access_tokens(&self) -> Secret {
        self.0.derive(ACCESS_TOKENS)
    }

    /// Seals events that an unlocked process cannot write to the database yet.
    pub(crate) fn spool(&self) -> Secret {
        self.0.derive(SPOOL)
    }

    /// Keys the digest of the tables that control access.
    pub(crate) fn security(&self) -> Secret {
        self.0.derive(SECURITY)
    }

    /// The secret half of the vault's public key, to which anyone may seal.
    pub(crate) fn identity(&self) -> Secret {
        self.0.derive(IDENTITY)
    }
}

/// Derives the ids of chunks and contents. Random, stored inside the database, so that a `rekey`
/// changes no id (docs/FORMAT.md, "Keys inside").
pub(crate) struct ContentKey {
    chunk: Secret,
    list: Secret,
    sources: Secret,
}

impl ContentKey {
    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        let chunk = Secret::new(bytes);
        let list = chunk.derive(CONTENT_LIST);
        let sources = chunk.derive(SOURCES);
        Self {
            chunk,
            list,
            sources,
        }
    }

    /// The id of a source path in the file system: the first 16 bytes of a keyed BLAKE3.
    pub(crate) fn source_id(&self, path: &[u8]) -> [u8; 16] {
        let mut id = [0; 16];
        let mut hasher = blake3::Hasher::new_keyed(self.sources.expose());
        hasher.update(path).finalize_xof().fill(&mut id);
        id
    }

    /// The id of a chunk, or of a content of one chunk.
    pub(crate) fn chunk_id(&self, bytes: &[u8]) -> [u8; 32] {
        *blake3::keyed_hash(self.chunk.expose(), bytes).as_bytes()
    }

    /// The verifier of a refresh token, which is stored instead of the token.
    pub(crate) fn token_verifier(&self, token: &Secret) -> [u8; 32] {
        let key = self.chunk.derive(REFRESH_TOKENS);
        *blake3::keyed_hash(key.expose(), token.expose()).as_bytes()
    }

    /// Seals the indexes of a backup set: as long-lived as the ids of chunks.
    pub(crate) fn set_index(&self) -> Secret {
        self.chunk.derive(SET_INDEX)
    }

    /// The id of a cut content, from its list of chunks.
    pub(crate) fn list_id(&self, list: &[u8]) -> [u8; 32] {
        *blake3::keyed_hash(self.list.expose(), list).as_bytes()
    }
}

/// Chains the audit log, and commits to its personal fields. Random, stored inside the database, so
/// that a `rekey` changes no row (docs/FORMAT.md, "Audit chain").
pub(crate) struct AuditKey {
    chain: Secret,
    fields: Secret,
}

/// Bytes per salt.
pub(crate) const SALT: usize = 16;

/// The personal fields of an audit row.
pub(crate) const PERSONAL: usize = 6;

impl AuditKey {
    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        let chain = Secret::new(bytes);
        let fields = chain.derive(AUDIT_FIELDS);
        Self { chain, fields }
    }

    /// The chain value of a row.
    pub(crate) fn link(&self, before: &[u8; 32], number: u64, record: &[u8]) -> [u8; 32] {
        hash::keyed_parts(&self.chain, &[before, &number.to_le_bytes(), record])
    }

    /// The salts of the fields of a row. Neither the row's salt nor another field's can be derived
    /// from one of them.
    pub(crate) fn salts(&self, row: &[u8; SALT]) -> [[u8; SALT]; PERSONAL] {
        let mut hasher = blake3::Hasher::new_keyed(self.fields.expose());
        hasher.update(&[0]).update(row);
        let mut salts = [[0; SALT]; PERSONAL];
        hasher.finalize_xof().fill(salts.as_flattened_mut());
        salts
    }

    /// The digest of a field; `index` starts at 0.
    pub(crate) fn digest(&self, index: u8, salt: &[u8; SALT], value: &[u8]) -> [u8; 32] {
        self.hash(&[&[index.saturating_add(2)], salt, value])
    }

    /// The value in a chained row that commits to its fields.
    pub(crate) fn commitment(&self, digests: &[[u8; 32]; PERSONAL]) -> [u8; 32] {
        self.hash(&[&[1], digests.as_flattened()])
    }

    /// The hash by which rows about a name are found.
    pub(crate) fn index(&self, name: &[u8]) -> u64 {
        let hash = self.hash(&[&[u8::MAX], name]);
        let first = hash.first_chunk().copied().unwrap_or_default();
        u64::from_le_bytes(first)
    }

    fn hash(&self, parts: &[&[u8]]) -> [u8; 32] {
        *blake3::keyed_hash(self.fields.expose(), &parts.concat()).as_bytes()
    }
}

/// The slot secret of a password: Argon2id's output with domain separation.
pub(super) fn password_slot(stretched: &Secret) -> Secret {
    stretched.derive(PASSWORD)
}

/// The slot secret of a bearer token: it has 256 bits of entropy.
pub(super) fn token_slot(token: &Secret) -> Secret {
    token.derive(TOKEN)
}

/// The slot secret of a recovery key: it has 256 bits of entropy, so no stretching is needed.
pub(super) fn recovery_slot(key: &Secret) -> Secret {
    key.derive(RECOVERY)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sealing key never equals the id of any content, so no content reveals it.
    #[test]
    fn no_content_is_named_like_a_key() {
        let key = ContentKey::new([7; 32]);
        let index = *key.set_index().expose();
        let purpose = [&12u64.to_le_bytes()[..], b"backup index"].concat();
        for content in [&b""[..], b"backup index", &purpose, SET_INDEX.as_bytes()] {
            assert_ne!(key.chunk_id(content), index);
            assert_ne!(key.list_id(content), index);
        }
        assert_ne!(*key.list.expose(), index);
    }
}
