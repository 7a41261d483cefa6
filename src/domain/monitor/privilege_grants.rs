//! Rows that grant every permission.

use std::collections::BTreeSet;

use crate::domain::detail::{Detail, Word};
use crate::domain::event::{AuditEvent, Event};
use crate::domain::role::BuiltinRole;

/// Describes the grant of every permission in a row, if it is one.
pub(super) fn describe(event: &AuditEvent, powerful: &BTreeSet<String>) -> Option<String> {
    let whom = String::from_utf8_lossy(event.target.as_deref().unwrap_or_default());
    let detail = event.detail.as_ref();
    if event.event == Event::RoleSet {
        let everything = detail.is_some_and(|detail| detail.has(Word::AllPermissions));
        let what = if whom == "import" {
            "a role with every permission was imported".to_owned()
        } else {
            format!("the role {whom} was given every permission")
        };
        return everything.then_some(what);
    }
    let gives = [Event::RoleChange, Event::UserAdd, Event::ApiKeyCreate];
    let role = detail
        .filter(|_| gives.contains(&event.event))
        .and_then(Detail::role_given)?;
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
