//! The YAML form of roles, for `role import` and `role export`: `roles: { viewer: { permissions:
//! [file:read] } }`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{RoleError, check_name};
use crate::domain::permission::{Permission, Permissions};

/// More than any set of roles needs; limits the cost of hostile files.
const MAX_BYTES: usize = 256 * 1024;

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Document {
    roles: BTreeMap<String, Entry>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    permissions: Vec<String>,
}

/// Parses roles.
///
/// # Errors
/// [`RoleError`], with the line of a syntax error, or the unknown name.
pub fn read(text: &str) -> Result<Vec<(String, Permissions)>, RoleError> {
    if text.len() > MAX_BYTES {
        return Err(RoleError::Syntax("longer than 256 KiB".into()));
    }
    let document: Document =
        serde_saphyr::from_str(text).map_err(|e| RoleError::Syntax(first_line(&e.to_string())))?;
    let mut roles = Vec::new();
    for (name, entry) in document.roles {
        check_name(&name)?;
        let permissions = Permissions::parse(entry.permissions.iter().map(String::as_str))
            .map_err(|unknown| RoleError::UnknownPermission {
                role: name.clone(),
                permission: unknown.0,
            })?;
        roles.push((name, permissions));
    }
    Ok(roles)
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

/// Names that YAML, in one version or another, reads as something other than a text.
const NOT_TEXTS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

/// Writes roles; the complete set of permissions becomes `*`.
#[must_use]
pub fn write<'a>(roles: impl IntoIterator<Item = (&'a str, &'a Permissions)>) -> String {
    let mut text = String::from("roles:\n");
    for (name, permissions) in roles {
        let names: Vec<String> = if *permissions == Permissions::all() {
            vec!["'*'".into()]
        } else {
            permissions
                .iter()
                .map(Permission::name)
                .map(str::to_owned)
                .collect()
        };
        let quote = if NOT_TEXTS.contains(&name) { "'" } else { "" };
        text += &format!(
            "  {quote}{name}{quote}: {{ permissions: [{}] }}\n",
            names.join(", ")
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::role::BuiltinRole;

    const EXAMPLE: &str = "\
roles:
  admin:  { permissions: ['*'] }
  user:   { permissions: [file:read, file:upload, file:organize, file:delete_own] }
  viewer: { permissions: [file:read] }
  api:    { permissions: [file:read, file:upload, backup:create] }
";

    #[test]
    fn the_documented_form_is_the_built_in_roles() {
        let roles = read(EXAMPLE).unwrap();
        assert_eq!(roles.len(), 4);
        for (name, permissions) in &roles {
            let builtin = BuiltinRole::by_name(name).unwrap();
            assert_eq!(builtin.permissions(), *permissions, "{name}");
        }
        let again = write(
            roles
                .iter()
                .map(|(name, permissions)| (name.as_str(), permissions)),
        );
        assert_eq!(read(&again).unwrap(), roles);
        let block = "roles:\n  a:\n    permissions:\n      - file:read\n      - audit:read\n";
        assert_eq!(read(block).unwrap()[0].1.iter().count(), 2);
    }

    #[test]
    fn names_are_read_back_as_texts() {
        let all = Permissions::all();
        for name in NOT_TEXTS.into_iter().chain(["nan", "inf", "e1", "x-"]) {
            let roles = vec![(name.to_owned(), all.clone())];
            assert_eq!(read(&write([(name, &all)])), Ok(roles), "{name}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let why = |text: &str| read(text).unwrap_err().to_string();
        assert!(why("roles: { a: { permissions: [file:raed] } }").contains("file:raed"));
        assert!(why("roles: { 'a b': { permissions: [] } }").contains("a b"));
        assert!(why("roles: { a: { permission: [] } }").contains("permission"));
        assert!(why("roles: [").contains("line"));
        for wrong in [
            "",
            "[]",
            "roles: 7",
            "x: 1",
            "roles: { a: { permissions: file:read } }",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        let twice = "roles:\n  a: { permissions: [] }\n  a: { permissions: ['*'] }\n";
        assert!(read(twice).is_err());
        // No expansion of references ("billion laughs").
        let mut bomb = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for n in 0..12 {
            let from = char::from(b'a' + n);
            let to = char::from(b'b' + n);
            bomb += &format!("{to}: &{to} [{}]\n", vec![format!("*{from}"); 9].join(", "));
        }
        assert!(read(&bomb).is_err());
    }
}
