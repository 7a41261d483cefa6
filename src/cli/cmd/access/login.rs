//! `login`, `logout`

use clap::Args;
use file_organizer::app::access::{session, session_file};
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::json::EndedSessions;
use file_organizer::domain::span::Span;

use crate::cli::args::span;
use crate::cli::context::Context;
use crate::cli::context::credential;
use crate::cli::places;
use crate::cli::when::LocalTime;

/// Start a session, to work without entering the password
///
/// The session is stored in a file that only you can read, in memory if the system provides a runtime
/// folder. `logout` ends it. A credential given by a flag or in the environment takes precedence over
/// the session.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer login
  file-organizer login --ttl 1h
  eval \"$(file-organizer login --print)\"     # for this shell only")]
pub(crate) struct Login {
    /// Lifetime of the session [default: the policy's session.ttl]
    #[arg(long, value_name = "DURATION", value_parser = span)]
    ttl: Option<Span>,
    /// Print the session as a shell variable instead of storing it in a file
    #[arg(long)]
    print: bool,
}

/// End the current session
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer logout")]
pub(crate) struct Logout {}

pub(crate) fn run(command: &Login, context: &mut Context) -> Result<()> {
    let folder = places::sessions();
    if folder.is_none() && !command.print {
        return Err(
            Error::new(Kind::Usage, "cannot store the session: no home folder")
                .hint("print it instead: eval \"$(file-organizer login --print)\""),
        );
    }
    let vault = context.vault()?;
    let mut gate = context.open_by_password("login")?;
    let (begun, secret) = session::login(&mut gate, command.ttl)?;
    let until = begun.expires.local_stamp();
    if command.print {
        let line = secret.between("export FILE_ORGANIZER_SESSION='", "'");
        context
            .out
            .note(&format!("{} is logged in until {until}", begun.user));
        return context.out.line(line.expose());
    }
    if let Some(folder) = folder {
        session_file::keep(&folder, &vault, &begun, &secret)?;
    }
    context.out.show(&begun, |out| {
        out.note(&format!("{} is logged in until {until}", begun.user));
        Ok(())
    })
}

pub(crate) fn run_logout(_: &Logout, context: &mut Context) -> Result<()> {
    let vault = context.vault()?;
    let has_variable = credential::has_session_variable();
    let kept = match places::sessions().filter(|_| !has_variable) {
        Some(folder) => credential::kept_session(context, &folder, &vault)?.map(|_| folder),
        None => None,
    };
    if kept.is_none() && !has_variable {
        return context.out.show(&EndedSessions { sessions: 0 }, |out| {
            out.note("not logged in");
            Ok(())
        });
    }
    let ended = context
        .open_by_session("logout")
        .and_then(|mut gate| session::logout(&mut gate));
    if let Some(folder) = kept {
        session_file::forget(&folder, &vault)?;
    }
    match ended {
        // The session had expired or was revoked.
        Err(error) if error.kind == Kind::Auth => {}
        other => other?,
    }
    context.out.show(&EndedSessions { sessions: 1 }, |out| {
        out.note("logged out");
        Ok(())
    })
}
