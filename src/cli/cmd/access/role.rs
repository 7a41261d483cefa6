//! `role`

use std::ffi::OsString;

use clap::{Args, Subcommand};
use file_organizer::app::access::role::{self, RoleInfo};
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::json::{ChangedRole, PermissionInfo, Text};
use file_organizer::domain::permission::{Permission, Permissions, UnknownPermission};

use super::user;
use crate::cli::cmd::organize::rules::read_text;
use crate::cli::context::Context;
use crate::cli::output::Output;
use crate::cli::table;

/// Manage roles and their permissions
///
/// Every vault has the built-in roles admin, user, viewer and api; you can create others. A role has
/// only the listed permissions; `*` means all permissions.
#[derive(Debug, Subcommand)]
pub(crate) enum Role {
    /// List roles, with the number of users and API keys
    List,
    /// Show the permissions of a role
    Show(Named),
    /// List the permissions, and what each allows
    ///
    /// Does not need a vault. Nobody can grant a permission that they do not have.
    #[command(after_help = "\
Examples:
  file-organizer role permissions
  file-organizer --json role permissions | jq -r .permission")]
    Permissions,
    /// Set the permissions of a role; creates the role if needed
    #[command(after_help = "\
Examples:
  file-organizer role set auditor file:read audit:read
  file-organizer role set scanner file:upload")]
    Set(Set),
    /// Remove an unused role; a built-in role is reset to its defaults
    Remove(Named),
    /// Create or change roles from a YAML file
    #[command(after_help = "\
Format (if any role is invalid, nothing is changed):
  roles:
    auditor: { permissions: [file:read, audit:read] }

Examples:
  file-organizer role import roles.yaml
  file-organizer role export | ssh other file-organizer role import -")]
    Import(Import),
    /// Print all roles as YAML
    Export,
}

#[derive(Debug, Args)]
pub(crate) struct Named {
    /// Name of the role
    name: String,
}

#[derive(Debug, Args)]
pub(crate) struct Set {
    /// Name of the role
    name: String,
    /// Permissions: file:read, file:upload, ... (omit them for a role without permissions)
    #[arg(value_name = "PERMISSION")]
    permissions: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// YAML file (`-`: standard input)
    #[arg(value_name = "FILE")]
    file: OsString,
}

/// Parses the permissions of the command line.
pub(crate) fn permissions(names: &[String]) -> Result<Permissions> {
    Permissions::parse(names.iter().map(String::as_str)).map_err(|unknown| unknown_one(&unknown))
}

fn unknown_one(unknown: &UnknownPermission) -> Error {
    let known: Vec<&str> = Permission::ALL.iter().map(|one| one.name()).collect();
    Error::new(Kind::Usage, unknown.to_string()).hint(format!(
        "permissions: {}; explained by: file-organizer role permissions",
        known.join(", ")
    ))
}

pub(crate) fn run(command: &Role, context: &mut Context) -> Result<()> {
    match command {
        Role::List => {
            let mut gate = context.open("role list")?;
            list(&role::list(&mut gate)?, context)
        }
        Role::Show(named) => {
            let mut gate = context.open("role show")?;
            show(&role::show(&mut gate, &named.name)?, context)
        }
        Role::Permissions => print_permissions(context),
        Role::Set(set) => {
            let permissions = permissions(&set.permissions)?;
            let mut gate = context.open("role set")?;
            let ended = role::set(&mut gate, &set.name, &permissions)?;
            user::note_ended(&ended, context);
            done(context, std::slice::from_ref(&set.name), "set")
        }
        Role::Remove(named) => {
            let mut gate = context.open("role remove")?;
            let ended = role::remove(&mut gate, &named.name)?;
            user::note_ended(&ended, context);
            done(context, std::slice::from_ref(&named.name), "removed")
        }
        Role::Import(import) => {
            let text = read_text(std::path::Path::new(&import.file))?;
            let mut gate = context.open("role import")?;
            let (names, ended) = role::import(&mut gate, &text)?;
            user::note_ended(&ended, context);
            done(context, &names, "set")
        }
        Role::Export => {
            let mut gate = context.open("role export")?;
            let text = role::export(&mut gate)?;
            let document = Text {
                format: "yaml",
                text: &text,
            };
            context
                .out
                .show(&document, |out| out.bytes(text.as_bytes()))
        }
    }
}

fn print_permissions(context: &mut Context) -> Result<()> {
    let all = Permission::ALL.map(|permission| PermissionInfo {
        permission,
        allows: permission.about(),
    });
    context.out.show_each(all, |out| {
        let row =
            |one: &PermissionInfo| vec![one.permission.name().to_owned(), one.allows.to_owned()];
        let rows: Vec<_> = all.iter().map(row).collect();
        out.titled(&table::wrapped(&["PERMISSION", "ALLOWS"], rows))
    })
}

fn done(context: &mut Context, names: &[String], status: &'static str) -> Result<()> {
    let lines = names.iter().map(|name| ChangedRole { status, name });
    context.out.show_each(lines, |out| {
        for name in names {
            out.note(&format!("{status}: {name}"));
        }
        Ok(())
    })
}

fn names(permissions: &Permissions) -> Vec<&'static str> {
    permissions.iter().map(Permission::name).collect()
}

/// Permissions as text; all permissions are printed as `*`.
pub(crate) fn shown(permissions: &Permissions) -> String {
    if *permissions == Permissions::all() {
        "*".to_owned()
    } else if permissions.iter().next().is_none() {
        "none".to_owned()
    } else {
        names(permissions).join(" ")
    }
}

fn list(roles: &[RoleInfo], context: &mut Context) -> Result<()> {
    context.out.show_each(roles, |out| print_list(roles, out))
}

fn print_list(roles: &[RoleInfo], out: &mut Output) -> Result<()> {
    let row = |role: &RoleInfo| {
        vec![
            role.name.clone(),
            role.users.to_string(),
            role.api_keys.to_string(),
            shown(&role.permissions),
        ]
    };
    let header = ["ROLE", "USERS", "KEYS", "PERMISSIONS"];
    let rows: Vec<_> = roles.iter().map(row).collect();
    out.table(&header, &rows, &[1, 2])
}

fn show(role: &RoleInfo, context: &mut Context) -> Result<()> {
    context.out.show(role, |out| {
        let mut names = names(&role.permissions).into_iter();
        names.try_for_each(|name| out.line(name))
    })
}
