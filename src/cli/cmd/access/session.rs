//! `session`

use clap::{Args, Subcommand};
use file_organizer::app::access::session::{self, SessionInfo, Which};
use file_organizer::app::access::session_file;
use file_organizer::app::error::Result;
use file_organizer::app::json::EndedSessions;

use crate::cli::context::Context;
use crate::cli::count::counted;
use crate::cli::output::Output;
use crate::cli::places;
use crate::cli::when::LocalTime;

/// List, end or extend sessions
#[derive(Debug, Subcommand)]
pub(crate) enum Session {
    /// List your sessions (all sessions, with permission user:manage)
    List,
    /// End sessions by id, by user, or all
    #[command(after_help = "\
Examples:
  file-organizer session revoke ab12cd34
  file-organizer session revoke --of anna
  file-organizer session revoke --all")]
    Revoke(Revoke),
    /// Extend the current session (at most session.refresh_ttl after login)
    Refresh,
}

#[derive(Debug, Args)]
pub(crate) struct Revoke {
    /// Session ids
    #[arg(value_name = "ID", required_unless_present_any = ["of", "all"], conflicts_with_all = ["of", "all"])]
    ids: Vec<String>,
    /// End all sessions of this user
    #[arg(long, value_name = "NAME", conflicts_with = "all")]
    of: Option<String>,
    /// End all your sessions (all sessions of all users, with permission user:manage)
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(command: &Session, context: &mut Context) -> Result<()> {
    match command {
        Session::List => {
            let mut gate = context.open("session list")?;
            list(&session::list(&mut gate)?, context)
        }
        Session::Revoke(revoke) => {
            let which = match &revoke.of {
                Some(user) => Which::User(user.clone()),
                None if revoke.all => Which::All,
                None => Which::Ids(revoke.ids.clone()),
            };
            let mut gate = context.open("session revoke")?;
            let ended = session::revoke(&mut gate, &which)?;
            context.out.show(&EndedSessions { sessions: ended }, |out| {
                out.note(&format!("ended {}", counted(ended, "session")));
                Ok(())
            })
        }
        Session::Refresh => {
            let vault = context.vault()?;
            let mut gate = context.open_by_session("session refresh")?;
            let now = session::refresh(&mut gate)?;
            if let Some(folder) = places::sessions() {
                session_file::prolong(&folder, &vault, &now)?;
            }
            context.out.show(&now, |out| {
                let until = now.expires.local_stamp();
                out.note(&format!("session extended until {until}"));
                Ok(())
            })
        }
    }
}

fn list(sessions: &[SessionInfo], context: &mut Context) -> Result<()> {
    context
        .out
        .show_each(sessions, |out| print_list(sessions, out))
}

fn print_list(sessions: &[SessionInfo], out: &mut Output) -> Result<()> {
    if sessions.is_empty() {
        out.note("no sessions; start one with: file-organizer login");
        return Ok(());
    }
    let row = |session: &SessionInfo| {
        vec![
            session.id.clone(),
            session.created.local_stamp(),
            session.expires.local_stamp(),
            session.source.clone(),
            format!(
                "{}{}",
                session.user,
                if session.current { " (current)" } else { "" }
            ),
        ]
    };
    let header = ["ID", "CREATED", "EXPIRES", "FROM", "USER"];
    let rows: Vec<_> = sessions.iter().map(row).collect();
    out.table(&header, &rows, &[])
}
