//! `rekey`

use clap::Args;
use file_organizer::app::error::Result;
use file_organizer::app::json::Rekeyed;
use file_organizer::app::maintenance::rekey::rekey;

use crate::cli::context::Context;
use crate::cli::progress::Progress;

/// Encrypt the vault with a new key
///
/// Passwords, API keys and the recovery key do not change. A copy of the old vault key cannot decrypt
/// anything written from now on. Requires as much free disk space as the size of the vault.
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
    context.out.show(&Rekeyed { epoch }, |out| {
        out.chatter(&format!("vault encrypted with a new key (epoch {epoch})"))
    })
}
