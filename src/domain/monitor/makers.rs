//! Rows by which somebody is given every permission.

use std::collections::BTreeSet;

use crate::domain::event::{AuditEvent, Event};
use crate::domain::role::BuiltinRole;

/// The word of a ROLE_SET row by which a role permits everything.
pub const ALL_PERMISSIONS: &str = "ALL_PERMISSIONS";

/// What a row made that may do everything, in words.
pub(super) fn made(event: &AuditEvent, powerful: &BTreeSet<String>) -> Option<String> {
    let whom = String::from_utf8_lossy(event.target.as_deref().unwrap_or_default());
    let detail = event.detail.as_deref().unwrap_or_default();
    if event.event == Event::RoleSet {
        let everything = detail.split(' ').any(|word| word == ALL_PERMISSIONS);
        let what = if whom == "import" {
            "a role that permits everything was imported".to_owned()
        } else {
            format!("the role {whom} was set to permit everything")
        };
        return everything.then_some(what);
    }
    let role = role(event.event, detail)?;
    if role != BuiltinRole::Admin.name() && !powerful.contains(role) {
        return None;
    }
    let what = if event.event == Event::ApiKeyCreate {
        "the API key"
    } else {
        "the user"
    };
    Some(format!("{what} {whom} was given the role {role}"))
}

/// The role that a row gives.
fn role(event: Event, detail: &str) -> Option<&str> {
    if event == Event::RoleChange {
        return detail.rsplit_once("_TO_").map(|(_, role)| role);
    }
    if event == Event::UserAdd || event == Event::ApiKeyCreate {
        return detail
            .split(' ')
            .find_map(|word| word.strip_prefix("ROLE_"));
    }
    None
}
