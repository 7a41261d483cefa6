//! `rekey`

use clap::Args;
use file_organizer::app::error::Result;
use file_organizer::app::rekey::rekey;
use serde_json::json;

use crate::cli::context::Context;
use crate::cli::progress::Progress;

/// Encrypt everything under a new vault key
///
/// Passwords and the recovery key stay as they are. What somebody has copied of the old key opens
/// nothing that is written from now on. Needs as much free disk space as the vault takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer rekey")]
pub(crate) struct Rekey {}

pub(crate) fn run(_: &Rekey, context: &mut Context) -> Result<()> {
    let mut gate = context.open("rekey")?;
    let progress = Progress::new(&context.globals, "encrypting");
    let epoch = rekey(&mut gate, &mut |done, total| {
        progress.set(done, Some(total), "");
    })?;
    drop(progress);
    if context.json() {
        return context.out.json(&json!({"epoch": epoch}));
    }
    context
        .out
        .chatter(&format!("encrypted under a new key (epoch {epoch})"))
}
