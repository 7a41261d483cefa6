//! The table of all documents: the value of `type`, the struct, and the commands that print it.

use std::io::Write;

use schemars::Schema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use super::*;
use crate::app;

/// A result that is printed as a document, or as a line of a listing.
pub trait Document: Serialize {
    /// The value of `type`.
    const TYPE: &'static str;
}

impl<T: Document> Document for &T {
    const TYPE: &'static str = T::TYPE;
}

/// Adds `type` to a document.
#[derive(Serialize)]
struct Typed<'a, T> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(flatten)]
    document: &'a T,
}

/// Writes a document as one line, without the newline.
///
/// # Errors
/// Of the writer.
pub fn write<T: Document>(document: &T, to: impl Write) -> serde_json::Result<()> {
    let typed = Typed {
        kind: T::TYPE,
        document,
    };
    serde_json::to_writer(to, &typed)
}

/// A document as a value, to which fields can be added.
///
/// # Errors
/// None in practice: all keys are text.
pub fn value<T: Document>(document: &T) -> serde_json::Result<serde_json::Value> {
    serde_json::to_value(Typed {
        kind: T::TYPE,
        document,
    })
}

/// A document, as it is documented.
#[derive(Debug, Clone)]
pub struct Published {
    /// The value of `type`.
    pub kind: &'static str,
    /// The commands that print it.
    pub commands: &'static [&'static str],
    /// Its JSON Schema, including `type`.
    pub schema: Schema,
}

/// The schema of a struct with the field `type`.
fn schema<T: schemars::JsonSchema>(kind: &'static str) -> Schema {
    let mut settings = SchemaSettings::draft2020_12().for_serialize();
    settings.inline_subschemas = true;
    settings.meta_schema = None;
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.remove("title");
    let property = json!({"const": kind, "description": "The type of the document."});
    add_field(&mut schema, "type", property);
    schema
}

/// Adds a required field to the schema of an object.
pub(super) fn add_field(schema: &mut Schema, name: &str, field: serde_json::Value) {
    let object = schema.ensure_object();
    let properties = object.entry("properties").or_insert_with(|| json!({}));
    if let Some(properties) = properties.as_object_mut() {
        properties.insert(name.to_owned(), field);
    }
    let required = object.entry("required").or_insert_with(|| json!([]));
    if let Some(required) = required.as_array_mut() {
        required.push(name.into());
    }
}

macro_rules! documents {
    ($($kind:literal $type:ty: $($command:literal),+;)*) => {
        $(impl Document for $type {
            const TYPE: &'static str = $kind;
        })*

        /// All documents, in the order of the documentation.
        #[must_use]
        pub fn published() -> Vec<Published> {
            vec![$(Published {
                kind: $kind,
                commands: &[$($command),+],
                schema: schema::<$type>($kind),
            }),*]
        }
    };
}

documents! {
    "file" Run<'_, app::files::add::Item>: "add", "inbox run", "watch";
    "summary" Run<'_, app::files::add::Summary>: "add", "inbox run";
    "summary" app::intake::inbox::folder::FolderSummary: "inbox run DIR", "watch";
    "file" app::files::info::FileInfo: "ls", "find", "show";
    "saved_search" app::files::search::SavedSearch: "search list";
    "saved_search" app::files::search::ChangedSearch<'_>: "find", "search remove";
    "folder" FolderLine<'_>: "ls";
    "version" app::files::info::VersionInfo: "versions";
    "file" app::files::get::Exported: "get";
    "summary" app::files::get::GetSummary: "get";
    "file" app::files::mv::Moved: "mv", "cp";
    "folder" app::files::mkdir::MadeFolder: "mkdir";
    "version" app::files::versions::RestoredVersion: "versions restore";
    "file" ChangedFile<'_>: "rm", "trash restore", "tag add", "tag rm", "tag rename", "note";
    "file" app::files::trash::Trashed: "trash list";
    "emptied_trash" app::files::trash::Emptied: "trash empty";
    "tag" app::files::tag::TagInfo: "tag list";
    "file" Run<'_, app::organize::Placed<'_>>: "organize", "preview";
    "summary" Run<'_, app::organize::OrganizeSummary>: "organize", "preview";
    "group" Run<'_, app::files::dedupe::GroupInfo<'_>>: "dedupe";
    "summary" Run<'_, app::files::dedupe::DedupeSummary>: "dedupe";
    "rule" app::files::rules::RuleInfo<'_>: "rules list", "rules show";
    "rules" RuleCount: "rules add", "rules edit", "rules remove", "rules import", "rules check";
    "text" Text<'_>: "rules show", "rules export", "role export";
    "operation" app::files::undo::Operation: "history";
    "operation" Run<'_, app::files::undo::Taken>: "undo", "redo";
    "change" app::files::undo::Reverted: "undo", "redo";
    "file" app::intake::drop::Dropped: "drop";
    "summary" app::intake::drop::DropSummary: "drop";
    "drop" app::intake::inbox::Waiting: "inbox list";
    "shared_folder" app::intake::inbox::SharedFolder: "inbox list", "inbox share", "inbox unshare";
    "discarded_drops" app::intake::inbox::Discarded: "inbox discard";
    "receipt" app::intake::inbox::Receipt: "inbox receipts";
    "api_key" app::access::api_key::KeyInfo: "api-key list", "api-key show", "api-key revoke";
    "api_key" app::access::api_key::NewSecret<'_>: "api-key create", "api-key rotate";
    "api_key" app::access::api_key::Due: "api-key due", "api-key unused";
    "user" app::access::user::UserInfo: "user list", "user show";
    "user" ChangedUser<'_>: "user add", "user passwd", "user role", "passwd";
    "user" app::access::user::EndedUser<'_>: "user disable", "user remove";
    "role" app::access::role::RoleInfo: "role list", "role show";
    "permission" PermissionInfo: "role permissions";
    "role" ChangedRole<'_>: "role set", "role remove", "role import";
    "session" app::access::session::SessionInfo: "login", "session list", "session refresh";
    "ended_sessions" EndedSessions: "logout", "session revoke";
    "principal" app::gate::Whoami<'_>: "whoami";
    "policy" crate::domain::policy::PolicyValues<'_>: "policy show", "policy get", "policy set", "policy reset", "policy edit", "policy import";
    "policy_check" PolicyCheck: "policy check";
    "setting" SettingInfo: "config show";
    "settings_file" SettingsPath<'_>: "config path";
    "retention_rule" app::privacy::retention::Rule: "retention list";
    "retention_rule" app::privacy::retention::ChangedRetention<'_>: "retention set", "retention remove";
    "file" Run<'_, app::privacy::retention::Due>: "retention apply";
    "summary" Run<'_, app::privacy::retention::RetentionSummary>: "retention apply";
    "hold" app::privacy::hold::Hold: "hold list";
    "hold" ChangedHold: "hold add", "hold remove";
    "consent" app::privacy::consent::Consent: "consent list";
    "consent" ChangedConsent<'_>: "consent grant", "consent withdraw";
    "privacy_export" app::privacy::ExportInfo<'_>: "privacy export";
    "privacy_erasure" Run<'_, app::privacy::Erased>: "privacy erase";
    "audit" app::audit::RowInfo<'_>: "audit log";
    "audit_head" app::audit::Head: "audit head";
    "audit_verification" app::audit::Checked: "audit verify";
    "audit_export" app::audit::export::ExportInfo<'_>: "audit export";
    "audit_pruning" Run<'_, app::audit::prune::Pruned>: "audit prune";
    "finding" crate::domain::monitor::Finding: "monitor";
    "incident_report" app::audit::incident::Report: "incident report";
    "incident_notices" app::audit::incident::Notices: "incident notify";
    "lockdown" app::audit::incident::LockdownReport<'_>: "incident lockdown";
    "vault" NewVault<'_>: "init";
    "recovery_key" RecoveryKey<'_>: "recovery new";
    "recovery_test" RecoveryTest: "recovery test";
    "status" app::maintenance::status::Status: "status";
    "usage" app::maintenance::status::Usage<'_>: "status";
    "verification" app::maintenance::verify::Verified: "verify";
    "compaction" app::maintenance::compact::Compacted: "compact";
    "rekey" Rekeyed: "rekey";
    "identity" app::backup::IdentityInfo<'_>: "backup identity new";
    "recipient" app::backup::Recipient: "backup recipient list", "backup recipient add", "backup recipient remove";
    "backup_setup" app::backup::SetUp<'_>: "backup setup";
    "backup" Run<'_, app::backup::Created>: "backup create";
    "backup" app::backup::Found: "backup list";
    "backup_verification" app::backup::BackupSummary: "backup verify";
    "restored_vault" app::backup::RestoreInfo<'_>: "backup restore";
    "drill" app::backup::Drilled: "backup drill";
}
