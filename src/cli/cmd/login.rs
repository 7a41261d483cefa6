//! `login`, `logout`

use clap::Args;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::{session, session_file};
use file_organizer::domain::span::Span;
use serde_json::json;

use crate::cli::args::span;
use crate::cli::context::Context;
use crate::cli::{credential, places};

/// Unlock once, and work without a password for a while
///
/// The session is kept in a file that only you can read, in memory where the system has such a
/// folder for you. `logout` ends it. A credential given by a flag or the environment is used before
/// the session.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer login
  file-organizer login --ttl 1h
  eval \"$(file-organizer login --print)\"     for this shell alone")]
pub(crate) struct Login {
    /// How long it lasts [default: the policy's session.ttl]
    #[arg(long, value_name = "DURATION", value_parser = span)]
    ttl: Option<Span>,
    /// Print it as a shell variable, and keep no file
    #[arg(long)]
    print: bool,
}

/// End the session that `login` began
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer logout")]
pub(crate) struct Logout {}

pub(crate) fn run(command: &Login, context: &mut Context) -> Result<()> {
    let folder = places::sessions();
    if folder.is_none() && !command.print {
        return Err(
            Error::new(Kind::Usage, "there is no home folder to keep a session in")
                .hint("print it instead: eval \"$(file-organizer login --print)\""),
        );
    }
    let vault = context.vault()?;
    let mut gate = context.open_by_password("login")?;
    let (begun, secret) = session::login(&mut gate, command.ttl)?;
    let until = begun.expires.audit_stamp();
    if command.print {
        let line = secret.between("export FILE_ORGANIZER_SESSION='", "'");
        context
            .out
            .note(&format!("{} is logged in until {until} UTC", begun.user));
        return context.out.line(line.expose());
    }
    if let Some(folder) = folder {
        session_file::keep(&folder, &vault, &begun, &secret)?;
    }
    if context.json() {
        return context.out.json(&json!({
            "user": begun.user,
            "session": begun.id,
            "expires": begun.expires.rfc3339(),
            "refresh_until": begun.refresh_until.rfc3339(),
        }));
    }
    context
        .out
        .note(&format!("{} is logged in until {until} UTC", begun.user));
    Ok(())
}

pub(crate) fn run_logout(_: &Logout, context: &mut Context) -> Result<()> {
    let vault = context.vault()?;
    let has_variable = credential::has_session_variable();
    let kept = match places::sessions().filter(|_| !has_variable) {
        Some(folder) => credential::kept_session(context, &folder, &vault)?.map(|_| folder),
        None => None,
    };
    if kept.is_none() && !has_variable {
        context.out.note("nobody is logged in");
        return Ok(());
    }
    let ended = context
        .open_by_session("logout")
        .and_then(|mut gate| session::logout(&mut gate));
    if let Some(folder) = kept {
        session_file::forget(&folder, &vault)?;
    }
    match ended {
        // It had ended by itself, or somebody has ended it.
        Err(error) if error.kind == Kind::Auth => {}
        other => other?,
    }
    if context.json() {
        return context.out.json(&json!({"ended": true}));
    }
    context.out.note("logged out");
    Ok(())
}
