//! `whoami`

use clap::Args;
use file_organizer::app::error::Result;
use file_organizer::app::gate::Means;
use file_organizer::domain::permission::Permission;
use file_organizer::domain::time::Time;
use serde_json::json;

use crate::cli::cmd::access::role;
use crate::cli::context::Context;
use crate::cli::name;

/// Show your user, how you signed in, and your permissions
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer whoami
  file-organizer --api-key-file scanner.key whoami")]
pub(crate) struct Whoami {}

pub(crate) fn run(_: &Whoami, context: &mut Context) -> Result<()> {
    let gate = context.open("whoami")?;
    let me = gate.principal().clone();
    let by = me.means.name();
    // The recovery key does not belong to a user, even with --user.
    let user = (me.means != Means::RecoveryKey).then_some(me.user);
    let folders: Vec<String> = me.scope.folders().iter().map(name::path).collect();
    if context.json() {
        let names: Vec<&str> = me.permissions.iter().map(Permission::name).collect();
        return context.out.json(&json!({
            "name": me.name,
            "user": user,
            "by": by,
            "role": me.role,
            "permissions": names,
            "scope": folders,
            "expires": me.expires.map(Time::rfc3339),
        }));
    }
    let scope = if folders.is_empty() {
        "the whole vault".to_owned()
    } else {
        folders.join(" ")
    };
    let until = me
        .expires
        .map(|end| format!(", until {} UTC", end.audit_stamp()));
    let lines = [
        ("name", Some(me.name)),
        ("user", user),
        ("by", Some(format!("{by}{}", until.unwrap_or_default()))),
        ("role", Some(me.role)),
        ("permissions", Some(role::shown(&me.permissions))),
        ("scope", Some(scope)),
    ];
    for (what, value) in lines
        .into_iter()
        .filter_map(|(what, value)| Some((what, value?)))
    {
        context.out.line(&format!("{what:<11}  {value}"))?;
    }
    Ok(())
}
