//! The results of commands as JSON: the types of documents, and how paths, hashes and secrets are
//! written. The structs themselves are beside the operations that return them; the command line and
//! the documentation take all of them from here.

mod document;
mod fields;

pub use document::{Document, Published, published, value, write};
pub(crate) use fields::*;

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde_json::json;

use crate::domain::path::VaultPath;
use crate::domain::time::Time;

use super::secret::Secret;

/// A result with the information whether it was only planned.
#[derive(Debug, Serialize)]
pub struct Run<'a, T> {
    /// The result.
    #[serde(flatten)]
    pub result: &'a T,
    /// Whether nothing was changed, because of `--dry-run`.
    pub dry_run: bool,
}

/// The schema of the result with one more field: a derived one would have the description of this
/// struct.
impl<T: JsonSchema> JsonSchema for Run<'_, T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = T::json_schema(generator);
        let about = "Whether nothing was changed, because of `--dry-run`.";
        document::add_field(
            &mut schema,
            "dry_run",
            json!({"type": "boolean", "description": about}),
        );
        schema
    }
}

/// A file that a command changed.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct ChangedFile<'a> {
    /// What was done: `removed`, `restored`, `tagged`, `untagged`, `renamed` (a tag) or `noted`.
    pub status: &'static str,
    /// The path.
    #[serde(flatten, with = "Path")]
    pub path: &'a VaultPath,
}

/// What is in a folder, at any depth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FolderTotals {
    /// The number of files.
    pub files: u64,
    /// The sum of their sizes in bytes.
    pub size: u64,
    /// The latest modification time.
    pub modified: Option<Time>,
    /// When the last one was added.
    pub added: Option<Time>,
}

/// A folder.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct FolderLine<'a> {
    /// The path.
    #[serde(flatten, with = "Path")]
    pub path: &'a VaultPath,
    /// What is in the folder, with `ls -l`.
    #[serde(flatten)]
    pub totals: Option<FolderTotals>,
}

/// A user that a command changed.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct ChangedUser<'a> {
    /// What was done: `created`, `changed`, `disabled` or `removed`.
    pub status: &'static str,
    /// The user name.
    pub name: &'a str,
}

/// A role that a command changed.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct ChangedRole<'a> {
    /// What was done: `set` or `removed`.
    pub status: &'static str,
    /// The name of the role.
    pub name: &'a str,
}

/// A permission.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct PermissionInfo {
    /// The permission.
    pub permission: crate::domain::permission::Permission,
    /// What it allows.
    pub allows: &'static str,
}

/// A hold that a command changed.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct ChangedHold {
    /// What was done: `added` or `removed`.
    pub status: &'static str,
    /// The number of the hold.
    pub hold: u64,
}

/// A consent that a command changed.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct ChangedConsent<'a> {
    /// What was done: `granted` or `withdrawn`.
    pub status: &'static str,
    /// The person.
    pub person: &'a str,
    /// The purpose.
    pub purpose: &'a str,
}

/// The rules after a change or a check.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct RuleCount {
    /// The number of rules.
    pub rules: usize,
}

/// A text that can be imported again.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct Text<'a> {
    /// The format of the text: `toml` or `yaml`.
    pub format: &'static str,
    /// The text.
    pub text: &'a str,
}

/// A setting of the command line.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SettingInfo {
    /// Its key in the settings file.
    pub key: &'static str,
    /// Its value; none if it is not set.
    pub value: Option<String>,
    /// Where the value comes from: `flag`, `environment`, `config` (the settings file), `default`, or
    /// `unset`.
    pub source: &'static str,
}

/// Where the settings of the command line are.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct SettingsPath<'a> {
    /// The file, which may not exist.
    #[serde(flatten, with = "SettingsFile")]
    pub settings_file: &'a std::path::Path,
}

/// The commands that have no result, and refuse `--json`.
pub const REFUSING_JSON: [&str; 8] = [
    "completions",
    "config edit",
    "demo",
    "edit",
    "man",
    "open",
    "serve",
    "view",
];

/// A valid policy file.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct PolicyCheck {
    /// Always true: an invalid file is an error.
    pub valid: bool,
}

/// A new recovery key.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RecoveryKey<'a> {
    /// The recovery key. It is not stored and cannot be shown again.
    #[serde(with = "SecretText")]
    pub recovery_key: &'a Secret,
}

/// A recovery key that unlocks the vault.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct RecoveryTest {
    /// Always true: a key that does not work is an error.
    pub works: bool,
}

/// A new vault.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NewVault<'a> {
    /// The folder.
    #[serde(flatten, with = "Vault")]
    pub vault: &'a std::path::Path,
    /// The first user, an administrator.
    pub user: &'a str,
    /// The recovery key. It is not stored and cannot be shown again.
    #[serde(with = "SecretText")]
    pub recovery_key: &'a Secret,
}

/// Sessions that were ended.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct EndedSessions {
    /// The number of sessions.
    pub sessions: u64,
}

/// The vault after it was encrypted with a new key.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct Rekeyed {
    /// The number of the key.
    pub epoch: u64,
}
