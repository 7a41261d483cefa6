//! `user`

use clap::{Args, Subcommand};
use file_organizer::app::error::Result;
use file_organizer::app::init::KdfCosts;
use file_organizer::app::user::{self, UserInfo};
use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::{credential, table};

/// Make users, list them, give them a password or a role, let them in no more
///
/// Each user unlocks the same vault with a password of their own; the role says what they may do.
#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// Make a user; asks for their first password
    #[command(after_help = "\
Examples:
  file-organizer user add anna
  file-organizer user add bob --role viewer --new-password-file bob.txt")]
    Add(Add),
    /// List users
    #[command(after_help = "\
Examples:
  file-organizer user list
  file-organizer --json user list | jq -r .name")]
    List,
    /// Show one user
    Show(Named),
    /// Set the password of a user (your own: file-organizer passwd)
    ///
    /// Their sessions end. A user who was disabled may come in again.
    Passwd(Named),
    /// Give a user another role; their sessions end
    #[command(after_help = "\
Examples:
  file-organizer user role anna viewer")]
    Role(Role),
    /// Let a user in no more: their password and sessions open nothing from now on
    ///
    /// `user passwd` ends that. What they may have copied before stays readable to them until you
    /// run: file-organizer rekey
    Disable(Named),
    /// Remove a user; files keep the name as their owner
    Remove(Named),
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The user's name
    name: String,
    /// What they may do (see: file-organizer role list)
    #[arg(long, value_name = "ROLE", default_value = "user")]
    role: String,
}

#[derive(Debug, Args)]
pub(crate) struct Named {
    /// The user's name
    name: String,
}

#[derive(Debug, Args)]
pub(crate) struct Role {
    /// The user's name
    name: String,
    /// The role
    role: String,
}

pub(crate) fn run(command: &User, context: &mut Context) -> Result<()> {
    match command {
        User::Add(add) => {
            let mut gate = context.open("user add")?;
            let password = credential::new_password(context)?;
            let costs = KdfCosts::Calibrated;
            user::add(&mut gate, &add.name, &add.role, &password, costs)?;
            done(
                context,
                &add.name,
                &format!("{} is a new {}", add.name, add.role),
            )
        }
        User::List => {
            let mut gate = context.open("user list")?;
            list(&user::list(&mut gate)?, context)
        }
        User::Show(named) => {
            let mut gate = context.open("user show")?;
            show(&user::show(&mut gate, &named.name)?, context)
        }
        User::Passwd(named) => {
            let mut gate = context.open("user passwd")?;
            let password = credential::new_password(context)?;
            user::set_password(&mut gate, &named.name, &password, KdfCosts::Calibrated)?;
            done(
                context,
                &named.name,
                &format!("the password of {} was set", named.name),
            )
        }
        User::Role(role) => {
            let mut gate = context.open("user role")?;
            user::set_role(&mut gate, &role.name, &role.role)?;
            done(
                context,
                &role.name,
                &format!("{} has the role {} now", role.name, role.role),
            )
        }
        User::Disable(named) => {
            let mut gate = context.open("user disable")?;
            user::disable(&mut gate, &named.name)?;
            done(
                context,
                &named.name,
                &format!("{} is let in no more", named.name),
            )
        }
        User::Remove(named) => {
            let mut gate = context.open("user remove")?;
            user::remove(&mut gate, &named.name)?;
            done(context, &named.name, &format!("{} was removed", named.name))
        }
    }
}

fn done(context: &mut Context, user: &str, line: &str) -> Result<()> {
    if context.json() {
        return context.out.json(&json!({"user": user}));
    }
    context.out.note(line);
    Ok(())
}

fn object(user: &UserInfo) -> Value {
    json!({
        "name": user.name,
        "role": user.role,
        "created": user.created.rfc3339(),
        "disabled": user.disabled,
        "has_password": user.has_password,
        "sessions": user.sessions,
    })
}

fn state(user: &UserInfo) -> &'static str {
    match (user.disabled, user.has_password) {
        (true, _) => "disabled",
        (false, true) => "active",
        (false, false) => "no password",
    }
}

fn list(users: &[UserInfo], context: &mut Context) -> Result<()> {
    if context.json() {
        return users
            .iter()
            .try_for_each(|user| context.out.json(&object(user)));
    }
    let row = |user: &UserInfo| {
        vec![
            user.role.clone(),
            state(user).to_owned(),
            user.sessions.to_string(),
            user.created.date(),
            user.name.clone(),
        ]
    };
    let header = ["ROLE", "STATE", "SESSIONS", "SINCE", "NAME"];
    let rows = users.iter().map(row).collect();
    context.out.line(&table::plain(&header, rows, &[2]))
}

fn show(user: &UserInfo, context: &mut Context) -> Result<()> {
    if context.json() {
        return context.out.json(&object(user));
    }
    let out = &mut context.out;
    out.line(&format!("name      {}", user.name))?;
    out.line(&format!("role      {}", user.role))?;
    out.line(&format!("state     {}", state(user)))?;
    out.line(&format!("sessions  {}", user.sessions))?;
    out.line(&format!("since     {}", user.created.audit_stamp()))
}
