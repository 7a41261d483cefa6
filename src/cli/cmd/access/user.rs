//! `user`

use crate::cli::context::Context;
use crate::cli::context::credential;
use crate::cli::output::Output;
use crate::cli::when::LocalTime;
use crate::cli::{name, prompt};
use clap::{Args, Subcommand};
use file_organizer::app::access::holdings::{Disposition, Holdings};
use file_organizer::app::access::user::{self, EndedUser, UserInfo};
use file_organizer::app::error::Result;
use file_organizer::app::gate::Gate;
use file_organizer::app::gate::slots::KdfCosts;
use file_organizer::app::json::ChangedUser;
use file_organizer::domain::name::check as check_name;

/// Manage users
///
/// All users unlock the same vault, each with their own password. A user's role determines their
/// permissions.
#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// Create a user; prompts for the initial password
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
    /// Show a user
    Show(Named),
    /// Set the password of a user (for your own, use passwd)
    ///
    /// Ends the user's sessions. Enables the user again if disabled.
    Passwd(Named),
    /// Change the role of a user and end their sessions
    ///
    /// The user's API keys are limited to the permissions of the new role.
    #[command(after_help = "\
Examples:
  file-organizer user role anna viewer")]
    Role(Role),
    /// Disable a user (password and sessions stop working)
    ///
    /// The user's API keys, backup recipients and shared folders are removed, or transferred to you with
    /// --hand-over. To enable the user again, run `user passwd`. A copy of the vault made earlier can
    /// still be read with the old password; to protect new data, run: file-organizer rekey
    #[command(after_help = "\
Examples:
  file-organizer user disable anna
  file-organizer user disable anna --hand-over     # transfer her API keys to you")]
    Disable(End),
    /// Remove a user, but keep their files
    ///
    /// The user's API keys, backup recipients and shared folders are removed, or transferred to you with
    /// --hand-over. A new user with the same name is a different user and does not own the files.
    #[command(after_help = "\
Examples:
  file-organizer user remove anna
  file-organizer user remove anna --hand-over      # transfer her API keys to you")]
    Remove(End),
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// User name
    name: String,
    /// Role of the user (see: file-organizer role list)
    #[arg(long, value_name = "ROLE", default_value = "user")]
    role: String,
}

#[derive(Debug, Args)]
pub(crate) struct Named {
    /// User name
    name: String,
}

#[derive(Debug, Args)]
pub(crate) struct End {
    /// User name
    name: String,
    /// Transfer the user's API keys, backup recipients and shared folders to you
    #[arg(long)]
    hand_over: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Role {
    /// User name
    name: String,
    /// New role (see: file-organizer role list)
    role: String,
}

pub(crate) fn run(command: &User, context: &mut Context) -> Result<()> {
    match command {
        User::Add(command) => add(command, context),
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
            user::check_existing(&mut gate, &named.name)?;
            let password = credential::new_password(context)?;
            user::set_password(&mut gate, &named.name, &password, KdfCosts::Calibrated)?;
            done(
                context,
                "changed",
                &named.name,
                &format!("password of {} set", named.name),
            )
        }
        User::Role(role) => {
            let mut gate = context.open("user role")?;
            let held = user::set_role(&mut gate, &role.name, &role.role)?;
            if !held.keys.is_empty() {
                context.out.note(&format!(
                    "these API keys are limited to that role, too: {}",
                    held.keys.join(", ")
                ));
            }
            note_ended(&held, context);
            done(
                context,
                "changed",
                &role.name,
                &format!("user {} now has role {}", role.name, role.role),
            )
        }
        User::Disable(end) => {
            let mut gate = context.open("user disable")?;
            let disposition = disposition(end, &mut gate, context)?;
            let held = user::disable(&mut gate, &end.name, disposition)?;
            ended(end, disposition, &held, "disabled", context)
        }
        User::Remove(end) => {
            let mut gate = context.open("user remove")?;
            let disposition = disposition(end, &mut gate, context)?;
            let held = user::remove(&mut gate, &end.name, disposition)?;
            ended(end, disposition, &held, "removed", context)
        }
    }
}

fn add(command: &Add, context: &mut Context) -> Result<()> {
    let Add { name, role } = command;
    check_name(name)?;
    let mut gate = context.open("user add")?;
    user::check_new(&mut gate, name, role)?;
    let password = credential::new_password(context)?;
    user::add(&mut gate, name, role, &password, KdfCosts::Calibrated)?;
    let line = format!("user {name} created with role {role}");
    done(context, "created", name, &line)
}

/// The resources that the user created, by kind.
pub(super) fn parts(held: &Holdings) -> Vec<String> {
    let folders: Vec<String> = held.folders.iter().map(|path| name::os(path)).collect();
    let kinds = [
        ("API keys", &held.keys),
        ("backup recipients", &held.recipients),
        ("shared folders", &folders),
    ];
    let kinds = kinds.into_iter().filter(|(_, names)| !names.is_empty());
    kinds
        .map(|(kind, names)| format!("{kind}: {}", names.join(", ")))
        .collect()
}

/// Names what a change of permissions has ended.
pub(super) fn note_ended(held: &Holdings, context: &mut Context) {
    let ended = Holdings {
        keys: Vec::new(),
        ..held.clone()
    };
    for part in parts(&ended) {
        context.out.note(&format!(
            "removed, because the user who added them may no longer do so: {part}"
        ));
    }
}

/// Asks on a terminal, if the user has such resources.
fn disposition(end: &End, gate: &mut Gate, context: &mut Context) -> Result<Disposition> {
    if end.hand_over {
        return Ok(Disposition::HandOver);
    }
    if context.globals.yes || !prompt::can_ask(context.globals.no_input) {
        return Ok(Disposition::End);
    }
    let held = user::holdings(gate, &end.name)?;
    if held.is_empty() {
        return Ok(Disposition::End);
    }
    let lines = parts(&held).join("\n  ");
    context
        .out
        .note(&format!("{} created:\n  {lines}", end.name));
    let question = "Transfer them to you? (no: remove them)";
    if prompt::confirm(question, context.globals.no_input)? {
        Ok(Disposition::HandOver)
    } else {
        Ok(Disposition::End)
    }
}

fn ended(
    end: &End,
    disposition: Disposition,
    held: &Holdings,
    status: &'static str,
    context: &mut Context,
) -> Result<()> {
    let handed_over = disposition == Disposition::HandOver;
    let ended = EndedUser {
        status,
        name: &end.name,
        handed_over,
        holdings: held,
    };
    context.out.show(&ended, |out| {
        out.note(&format!("user {} {status}", end.name));
        let word = if handed_over {
            "transferred to you"
        } else {
            "removed"
        };
        for part in parts(held) {
            out.note(&format!("{word}: {part}"));
        }
        Ok(())
    })
}

fn done(context: &mut Context, status: &'static str, name: &str, line: &str) -> Result<()> {
    let changed = ChangedUser { status, name };
    context.out.show(&changed, |out| {
        out.note(line);
        Ok(())
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
    context.out.show_each(users, |out| print_list(users, out))
}

fn print_list(users: &[UserInfo], out: &mut Output) -> Result<()> {
    let row = |user: &UserInfo| {
        vec![
            user.role.clone(),
            state(user).to_owned(),
            user.sessions.to_string(),
            user.created.local_date(),
            user.name.clone(),
        ]
    };
    let header = ["ROLE", "STATE", "SESSIONS", "SINCE", "NAME"];
    let rows: Vec<_> = users.iter().map(row).collect();
    out.table(&header, &rows, &[2])
}

fn show(user: &UserInfo, context: &mut Context) -> Result<()> {
    context.out.show(user, |out| {
        out.line(&format!("name      {}", user.name))?;
        out.line(&format!("id        {}", user.id))?;
        out.line(&format!("role      {}", user.role))?;
        out.line(&format!("state     {}", state(user)))?;
        out.line(&format!("sessions  {}", user.sessions))?;
        out.line(&format!("since     {}", user.created.local_stamp()))
    })
}
