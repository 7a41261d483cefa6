//! `whoami`

use clap::Args;
use file_organizer::app::error::Result;
use file_organizer::app::gate::Whoami as Me;

use crate::cli::cmd::access::role;
use crate::cli::context::Context;
use crate::cli::name;
use crate::cli::output::Output;
use crate::cli::when::LocalTime;

/// Show your user, how you signed in, and your permissions
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer whoami
  file-organizer --api-key-file scanner.key whoami")]
pub(crate) struct Whoami {}

pub(crate) fn run(_: &Whoami, context: &mut Context) -> Result<()> {
    let gate = context.open("whoami")?;
    let me = gate.principal().whoami();
    context.out.show(&me, |out| print(&me, out))
}

fn print(me: &Me<'_>, out: &mut Output) -> Result<()> {
    let folders: Vec<String> = me.scope.folders().iter().map(name::path).collect();
    let scope = if folders.is_empty() {
        "the whole vault".to_owned()
    } else {
        folders.join(" ")
    };
    let until = me
        .expires
        .map(|end| format!(", until {}", end.local_stamp()));
    let by = me.credential.name();
    let lines = [
        ("name", Some(me.name.to_owned())),
        ("user", me.user.map(str::to_owned)),
        ("by", Some(format!("{by}{}", until.unwrap_or_default()))),
        ("role", Some(me.role.to_owned())),
        ("permissions", Some(role::shown(me.permissions))),
        ("scope", Some(scope)),
    ];
    for (what, value) in lines
        .into_iter()
        .filter_map(|(what, value)| Some((what, value?)))
    {
        out.labelled(what, 12, &value)?;
    }
    Ok(())
}
