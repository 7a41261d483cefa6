//! Fields that serde cannot write by itself: names that may not be UTF-8, hashes, secrets. Used as
//! `#[serde(with = "...")]`, which also determines the schema.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use data_encoding::BASE64;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serializer;
use serde::ser::SerializeStruct;

use crate::app::secret::Secret;
use crate::domain::file_type::FileType;
use crate::domain::path::VaultPath;
use crate::domain::schema::Hash;
use crate::domain::time::Time;

/// A name or path, which may not be UTF-8.
pub(crate) trait Bytes {
    /// Its bytes, if there is one.
    fn bytes(&self) -> Option<&[u8]>;
}

impl Bytes for VaultPath {
    fn bytes(&self) -> Option<&[u8]> {
        Some(self.raw())
    }
}

impl Bytes for std::path::Path {
    fn bytes(&self) -> Option<&[u8]> {
        Some(self.as_os_str().as_bytes())
    }
}

impl Bytes for PathBuf {
    fn bytes(&self) -> Option<&[u8]> {
        self.as_path().bytes()
    }
}

impl Bytes for [u8] {
    fn bytes(&self) -> Option<&[u8]> {
        Some(self)
    }
}

impl Bytes for Vec<u8> {
    fn bytes(&self) -> Option<&[u8]> {
        Some(self)
    }
}

impl<T: Bytes + ?Sized> Bytes for &T {
    fn bytes(&self) -> Option<&[u8]> {
        (*self).bytes()
    }
}

impl<T: Bytes> Bytes for Option<T> {
    fn bytes(&self) -> Option<&[u8]> {
        self.as_ref().and_then(Bytes::bytes)
    }
}

/// Writes a name as text, and exactly in Base64 if it is not UTF-8.
fn write_name<S: Serializer>(
    bytes: Option<&[u8]>,
    name: &'static str,
    exact: &'static str,
    to: S,
) -> Result<S::Ok, S::Error> {
    let mut map = to.serialize_struct(name, 2)?;
    map.serialize_field(name, &bytes.map(String::from_utf8_lossy))?;
    match bytes.filter(|bytes| std::str::from_utf8(bytes).is_err()) {
        Some(bytes) => map.serialize_field(exact, &BASE64.encode(bytes))?,
        None => map.skip_field(exact)?,
    }
    map.end()
}

macro_rules! names {
    ($($doc:literal $type:ident: $name:ident $exact:ident $text:ty;)*) => {$(
        #[doc = $doc]
        #[derive(Debug, JsonSchema)]
        pub(crate) struct $type {
            #[doc = $doc]
            #[allow(dead_code, reason = "only for the schema")]
            $name: $text,
            #[doc = concat!("`", stringify!($name), "` in Base64; only if it is not UTF-8.")]
            #[allow(dead_code, reason = "only for the schema")]
            #[serde(skip_serializing_if = "Option::is_none")]
            #[schemars(with = "String")]
            $exact: Option<String>,
        }

        impl $type {
            pub(crate) fn serialize<T: Bytes + ?Sized, S: Serializer>(
                value: &T,
                to: S,
            ) -> Result<S::Ok, S::Error> {
                write_name(value.bytes(), stringify!($name), stringify!($exact), to)
            }
        }
    )*};
}

names! {
    "Path in the vault." Path: path path_b64 String;
    "Path in the vault." OptionalPath: path path_b64 Option<String>;
    "Path in the vault before the move." From: from from_b64 String;
    "Path in the vault after the move." To: to to_b64 String;
    "Path in the vault after the move." OptionalTo: to to_b64 Option<String>;
    "Path in the file system of what is read; `-` for standard input." Source: source source_b64 String;
    "Path in the file system of what is written." Destination: destination destination_b64 String;
    "File with the identity that decrypts backups." IdentityFile: identity_file identity_file_b64 String;
    "Settings file in the file system." SettingsFile: settings_file settings_file_b64 String;
    "File with an API key." KeyFile: key_file key_file_b64 String;
    "Path in the file system of what is written." OptionalDestination: destination destination_b64 Option<String>;
    "Folder of a vault in the file system." Vault: vault vault_b64 String;
    "Shared folder in the file system." Folder: folder folder_b64 String;
    "Backup file in the file system." File: file file_b64 String;
    "Name." Name: name name_b64 String;
    "Name." OptionalName: name name_b64 Option<String>;
    "Folder in the vault that was suggested for the file." OptionalSuggestedFolder: suggested_folder suggested_folder_b64 Option<String>;
    "The rule's folder, if it does not exist." OptionalMissingFolder: missing_folder missing_folder_b64 Option<String>;
    "What was changed: a path, or another name." Target: target target_b64 String;
    "What was changed or read: a path, or another name; several are separated by NUL." OptionalTarget: target target_b64 Option<String>;
}

/// Several names or paths.
pub(crate) trait BytesList {
    /// Their bytes.
    fn list(&self) -> Vec<&[u8]>;
}

impl BytesList for crate::domain::scope::Scope {
    fn list(&self) -> Vec<&[u8]> {
        self.folders().iter().map(VaultPath::raw).collect()
    }
}

impl BytesList for Vec<PathBuf> {
    fn list(&self) -> Vec<&[u8]> {
        self.iter().filter_map(Bytes::bytes).collect()
    }
}

impl BytesList for BTreeSet<Vec<u8>> {
    fn list(&self) -> Vec<&[u8]> {
        self.iter().map(Vec::as_slice).collect()
    }
}

impl<T: BytesList> BytesList for &T {
    fn list(&self) -> Vec<&[u8]> {
        (*self).list()
    }
}

fn write_names<S: Serializer>(
    all: &[&[u8]],
    name: &'static str,
    exact: &'static str,
    to: S,
) -> Result<S::Ok, S::Error> {
    let texts: Vec<Cow<'_, str>> = all
        .iter()
        .map(|bytes| String::from_utf8_lossy(bytes))
        .collect();
    let mut map = to.serialize_struct(name, 2)?;
    map.serialize_field(name, &texts)?;
    if all.iter().any(|bytes| std::str::from_utf8(bytes).is_err()) {
        let exactly: Vec<String> = all.iter().map(|bytes| BASE64.encode(bytes)).collect();
        map.serialize_field(exact, &exactly)?;
    } else {
        map.skip_field(exact)?;
    }
    map.end()
}

macro_rules! lists {
    ($($doc:literal $type:ident: $name:ident $exact:ident;)*) => {$(
        #[doc = $doc]
        #[derive(Debug, JsonSchema)]
        pub(crate) struct $type {
            #[doc = $doc]
            #[allow(dead_code, reason = "only for the schema")]
            $name: Vec<String>,
            #[doc = concat!("`", stringify!($name), "` in Base64; only if one of them is not UTF-8.")]
            #[allow(dead_code, reason = "only for the schema")]
            #[serde(skip_serializing_if = "Option::is_none")]
            #[schemars(with = "Vec<String>")]
            $exact: Option<Vec<String>>,
        }

        impl $type {
            pub(crate) fn serialize<T: BytesList + ?Sized, S: Serializer>(
                value: &T,
                to: S,
            ) -> Result<S::Ok, S::Error> {
                write_names(&value.list(), stringify!($name), stringify!($exact), to)
            }
        }
    )*};
}

lists! {
    "Folders in the vault to which access is restricted; empty for the whole vault." Scope: scope scope_b64;
    "Paths in the file system of the backups that were removed." RemovedFiles: removed removed_b64;
    "Paths in the vault of the files that were read." Read: read read_b64;
    "Targets of the rows, such as the path of a backup." Targets: targets targets_b64;
    "Shared folders in the file system." Folders: shared_folder_paths shared_folder_paths_b64;
}

/// As [struct@Hash], or null.
#[derive(Debug)]
pub(crate) struct OptionalHash;

impl OptionalHash {
    pub(crate) fn serialize<S: Serializer>(
        hash: &Option<[u8; 32]>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match hash {
            Some(hash) => Hash::serialize(hash, to),
            None => to.serialize_none(),
        }
    }
}

/// A secret. It is written without copying it.
#[derive(Debug)]
pub(crate) struct SecretText;

impl SecretText {
    pub(crate) fn serialize<S: Serializer>(secret: &&Secret, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(secret.expose())
    }
}

/// As [`SecretText`], or null.
#[derive(Debug)]
pub(crate) struct OptionalSecretText;

impl OptionalSecretText {
    pub(crate) fn serialize<S: Serializer>(
        secret: &Option<&Secret>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match secret {
            Some(secret) => SecretText::serialize(secret, to),
            None => to.serialize_none(),
        }
    }
}

/// A result that may be the number of a version.
pub(crate) trait Outcome {
    /// The name, and the version if it is one.
    fn outcome(&self) -> (&'static str, Option<u32>);
}

/// The result for a file that may have become a version.
#[derive(Debug, JsonSchema)]
pub(crate) struct StatusOrVersion {
    /// What was done: `added`, `unchanged`, `duplicate` (added; the content was known), `renamed`,
    /// `version`, `skipped`, `rejected` or `failed`; for a move `moved`, `renamed`, `version` or
    /// `skipped`.
    #[allow(dead_code, reason = "only for the schema")]
    status: &'static str,
    /// The number of the new version; only if `status` is `version`.
    #[allow(dead_code, reason = "only for the schema")]
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "u32")]
    version: Option<u32>,
}

impl StatusOrVersion {
    pub(crate) fn serialize<S: Serializer>(value: &impl Outcome, to: S) -> Result<S::Ok, S::Error> {
        let (status, version) = value.outcome();
        let mut map = to.serialize_struct("StatusOrVersion", 2)?;
        map.serialize_field("status", status)?;
        match version {
            Some(version) => map.serialize_field("version", &version)?,
            None => map.skip_field("version")?,
        }
        map.end()
    }
}

/// A result that may be a refusal.
pub(crate) trait Refusal {
    /// The status, and the reason of a refusal.
    fn refusal(&self) -> (&'static str, Option<&str>);
}

/// The result for a file that may have been refused.
#[derive(Debug, JsonSchema)]
pub(crate) struct StatusAndReason {
    /// What was done: `written`, `unchanged`, `skipped` or `failed`; for a drop `dropped`,
    /// `rejected` or `failed`.
    #[allow(dead_code, reason = "only for the schema")]
    status: &'static str,
    /// Why it was not done.
    #[allow(dead_code, reason = "only for the schema")]
    reason: Option<String>,
}

impl StatusAndReason {
    pub(crate) fn serialize<S: Serializer>(value: &impl Refusal, to: S) -> Result<S::Ok, S::Error> {
        let (status, reason) = value.refusal();
        let mut map = to.serialize_struct("StatusAndReason", 2)?;
        map.serialize_field("status", status)?;
        map.serialize_field("reason", &reason)?;
        map.end()
    }
}

/// The last use of an API key.
#[derive(Debug, JsonSchema)]
pub(crate) struct LastUse {
    /// When it was last used.
    #[allow(dead_code, reason = "only for the schema")]
    last_used: Option<Time>,
    /// From where it was last used.
    #[allow(dead_code, reason = "only for the schema")]
    last_source: Option<String>,
}

impl LastUse {
    pub(crate) fn serialize<S: Serializer>(
        value: &Option<(Time, String)>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_struct("LastUse", 2)?;
        map.serialize_field("last_used", &value.as_ref().map(|(time, _)| time))?;
        map.serialize_field("last_source", &value.as_ref().map(|(_, source)| source))?;
        map.end()
    }
}

/// Where the audit log is invalid.
#[derive(Debug, JsonSchema)]
pub(crate) struct Broken {
    /// The number of the first invalid row; null if the log is valid.
    #[allow(dead_code, reason = "only for the schema")]
    broken_at: Option<u64>,
    /// Why that row is invalid.
    #[allow(dead_code, reason = "only for the schema")]
    reason: Option<String>,
}

impl Broken {
    pub(crate) fn serialize<S: Serializer>(
        value: &Option<(u64, String)>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_struct("Broken", 2)?;
        map.serialize_field("broken_at", &value.as_ref().map(|(row, _)| row))?;
        map.serialize_field("reason", &value.as_ref().map(|(_, why)| why))?;
        map.end()
    }
}

/// The type of a content.
#[derive(Debug, JsonSchema)]
pub(crate) struct Detected {
    /// The detected type of the content, such as `pdf`.
    #[allow(dead_code, reason = "only for the schema")]
    detected: String,
    /// The media type, such as `application/pdf`.
    #[allow(dead_code, reason = "only for the schema")]
    mime: String,
}

impl Detected {
    pub(crate) fn serialize<S: Serializer>(kind: &FileType, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_struct("Detected", 2)?;
        map.serialize_field("detected", kind.name())?;
        map.serialize_field("mime", kind.mime())?;
        map.end()
    }
}

macro_rules! schemas {
    ($($type:ident: $schema:tt;)*) => {$(
        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    )*};
}

schemas! {
    OptionalHash: {"type": ["string", "null"], "pattern": "^[0-9a-f]{64}$"};
    SecretText: {"type": "string"};
    OptionalSecretText: {"type": ["string", "null"]};
}
