//! Rows that give somebody access: new or wider credentials and roles, recipients of backups, shared
//! folders.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::domain::done::{Change, Setting};
use crate::domain::event::{AuditEvent, Event};
use crate::domain::permission::{Permission, Permissions};
use crate::domain::span::Span;
use crate::domain::time::Time;

use super::Settings;

/// API keys that live longer are noticed, as those without an end.
const LONG_LIFE: Span = Span::from_days(400);

/// The roles whose members are noticed.
#[derive(Debug, Clone, Default)]
pub struct Roles {
    /// Those with a permission beyond own files ([`Permission::is_power`]).
    pub powerful: BTreeSet<String>,
    /// Those that may read files.
    pub reading: BTreeSet<String>,
}

/// Describes what a row grants, if it matters.
pub(super) fn describe(event: &AuditEvent, settings: &Settings) -> Vec<String> {
    let changes = event.done.changes.iter();
    let mut found: Vec<String> = changes
        .filter_map(|change| granted(change, settings, event.time))
        .collect();
    let whom = String::from_utf8_lossy(event.target.as_deref().unwrap_or_default());
    if event.event == Event::RecoveryReplace {
        found.push("the recovery key was replaced".to_owned());
    } else if event.event == Event::UserPassword {
        found.push(format!("the password of {whom} was set by another user"));
    } else if event.event == Event::PasswordChange {
        found.push(format!("the password of {} was changed", event.principal));
    }
    found
}

fn granted(change: &Change, settings: &Settings, now: Time) -> Option<String> {
    let name = String::from_utf8_lossy(&change.name);
    let (old, new) = (parsed(change.old.as_deref()), parsed(change.new.as_deref()));
    // Removed.
    let new = new?;
    match (change.setting, old) {
        (Setting::Recipient, None) => Some(format!("{name} can open the backups made from now on")),
        (Setting::DropBox, None) => Some(format!("the drop folder {name} was shared")),
        (Setting::Role, old) => role_widened(&name, &old.unwrap_or_default(), &new),
        (Setting::User, old) => user_widened(&name, old.as_ref(), &new, &settings.roles),
        (Setting::ApiKey, old) => key_widened(&name, old.as_ref(), &new, settings, now),
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
    if !has_power(&gained) && !gained.has(Permission::FileRead) {
        return None;
    }
    if has == Permissions::all() {
        return Some(format!("the role {name} was given every permission"));
    }
    let gained: Vec<&str> = gained.iter().map(Permission::name).collect();
    Some(format!("the role {name} was given {}", gained.join(", ")))
}

fn user_widened(name: &str, old: Option<&Value>, new: &Value, roles: &Roles) -> Option<String> {
    let role = new["role"].as_str().unwrap_or_default();
    if new["disabled"] == true {
        return None;
    }
    match old {
        None if roles.powerful.contains(role) || roles.reading.contains(role) => {
            Some(format!("the user {name} was created with the role {role}"))
        }
        Some(old) if old["role"] != role && roles.powerful.contains(role) => {
            let had = old["role"].as_str().unwrap_or_default();
            Some(format!(
                "the role of the user {name} was changed: {had} -> {role}"
            ))
        }
        Some(old) if old["disabled"] == true => Some(format!("the user {name} was enabled")),
        None | Some(_) => None,
    }
}

/// When an API key expires.
fn end_of(key: &Value) -> Option<Time> {
    let text = key["expires"].as_str()?;
    Time::parse(text).ok()
}

fn key_widened(
    name: &str,
    old: Option<&Value>,
    new: &Value,
    settings: &Settings,
    now: Time,
) -> Option<String> {
    let roles = &settings.roles;
    let role = new["role"].as_str().unwrap_or_default();
    if !new["revoked"].is_null() {
        return None;
    }
    // Without permissions of its own it has those of its role.
    let own = permissions(new);
    let all = own == Permissions::default();
    let power = roles.powerful.contains(role) && (all || has_power(&own));
    let reads = roles.reading.contains(role) && (all || own.has(Permission::FileRead));
    let end = end_of(new);
    let endless = end.is_none_or(|end| end > now.saturating_add(LONG_LIFE));
    let end = end.map(|end| settings.zone.wall_clock(end).audit_stamp());
    let end = end.as_deref().unwrap_or("never");
    let shown = format!("role {role}, expires {end}");
    let Some(old) = old else {
        let found = power || reads || endless;
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
