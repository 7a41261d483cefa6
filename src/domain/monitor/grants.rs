//! Rows that give somebody access: new or wider credentials and roles, recipients of backups, shared
//! folders.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::domain::done::{Change, Setting};
use crate::domain::event::{AuditEvent, Event};
use crate::domain::permission::{Permission, Permissions};

/// Describes what a row grants, if it matters. `powerful` are the roles with a permission beyond
/// own files.
pub(super) fn describe(event: &AuditEvent, powerful: &BTreeSet<String>) -> Vec<String> {
    let changes = event.done.changes.iter();
    let mut found: Vec<String> = changes
        .filter_map(|change| granted(change, powerful))
        .collect();
    let whom = String::from_utf8_lossy(event.target.as_deref().unwrap_or_default());
    if event.event == Event::RecoveryReplace {
        found.push("the recovery key was replaced".to_owned());
    } else if event.event == Event::UserPassword {
        found.push(format!("the password of {whom} was set by another user"));
    }
    found
}

fn granted(change: &Change, powerful: &BTreeSet<String>) -> Option<String> {
    let name = String::from_utf8_lossy(&change.name);
    let (old, new) = (parsed(change.old.as_deref()), parsed(change.new.as_deref()));
    // Removed.
    let new = new?;
    match (change.setting, old) {
        (Setting::Recipient, None) => Some(format!("{name} can open the backups made from now on")),
        (Setting::DropBox, None) => Some(format!("the drop folder {name} was shared")),
        (Setting::Role, old) => role_widened(&name, &old.unwrap_or_default(), &new),
        (Setting::User, old) => user_widened(&name, old.as_ref(), &new, powerful),
        (Setting::ApiKey, old) => key_widened(&name, old.as_ref(), &new, powerful),
        (
            Setting::Recipient
            | Setting::DropBox
            | Setting::Policy
            | Setting::Rules
            | Setting::Retention
            | Setting::Hold,
            _,
        ) => None,
    }
}

/// The value of a setting: JSON, or a text.
fn parsed(text: Option<&str>) -> Option<Value> {
    text.map(|text| serde_json::from_str(text).unwrap_or_else(|_| Value::from(text)))
}

fn permissions(value: &Value) -> Permissions {
    let names = value["permissions"].as_array().into_iter().flatten();
    names
        .filter_map(|name| name.as_str()?.parse::<Permission>().ok())
        .collect()
}

fn has_power(permissions: &Permissions) -> bool {
    permissions.iter().any(Permission::is_power)
}

fn role_widened(name: &str, old: &Value, new: &Value) -> Option<String> {
    let (had, has) = (permissions(old), permissions(new));
    let gained: Permissions = has.iter().filter(|one| !had.has(*one)).collect();
    if !has_power(&gained) {
        return None;
    }
    if has == Permissions::all() {
        return Some(format!("the role {name} was given every permission"));
    }
    let gained: Vec<&str> = gained.iter().map(Permission::name).collect();
    Some(format!("the role {name} was given {}", gained.join(", ")))
}

fn user_widened(
    name: &str,
    old: Option<&Value>,
    new: &Value,
    powerful: &BTreeSet<String>,
) -> Option<String> {
    let role = new["role"].as_str().unwrap_or_default();
    if new["disabled"] == true {
        return None;
    }
    match old {
        None if powerful.contains(role) => {
            Some(format!("the user {name} was created with the role {role}"))
        }
        Some(old) if old["role"] != role && powerful.contains(role) => {
            let had = old["role"].as_str().unwrap_or_default();
            Some(format!(
                "the role of the user {name} was changed: {had} -> {role}"
            ))
        }
        Some(old) if old["disabled"] == true => Some(format!("the user {name} was enabled")),
        None | Some(_) => None,
    }
}

fn key_widened(
    name: &str,
    old: Option<&Value>,
    new: &Value,
    powerful: &BTreeSet<String>,
) -> Option<String> {
    let role = new["role"].as_str().unwrap_or_default();
    if !new["revoked"].is_null() {
        return None;
    }
    // Without permissions of its own it has those of its role.
    let own = permissions(new);
    let power = powerful.contains(role) && (own == Permissions::default() || has_power(&own));
    let endless = new["expires"].is_null();
    let end = new["expires"].as_str().unwrap_or("never");
    let shown = format!("role {role}, expires {end}");
    let Some(old) = old else {
        let found = power || endless;
        return found.then(|| format!("the API key {name} was created ({shown})"));
    };
    let changed = |field: &str| old[field] != new[field];
    let wider = ["role", "permissions", "scopes", "created_by"]
        .into_iter()
        .any(changed);
    if wider || (endless && changed("expires")) {
        Some(format!("the API key {name} was changed ({shown})"))
    } else if power && changed("secrets") {
        Some(format!(
            "the API key {name} was given a new secret ({shown})"
        ))
    } else {
        None
    }
}
