//! `init`

use clap::Args;
use file_organizer::app::error::Result;
use file_organizer::app::init::{InitOptions, KdfCosts, init};
use serde_json::json;

use crate::cli::context::{Context, source};
use crate::cli::credential;

/// Make a vault: asks for a password twice, and shows the recovery key once
///
/// The vault is a folder with one encrypted database in it. Its key is sealed to your password and
/// to a recovery key, which is kept nowhere: write it down, and keep it where you would keep a
/// passport.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer init
  file-organizer init --vault /media/stick/vault
  file-organizer init --new-password-file pw.txt --json")]
pub(crate) struct Init {}

pub(crate) fn run(_: &Init, context: &mut Context) -> Result<()> {
    let options = InitOptions {
        dir: context.vault()?,
        user: context.globals.user.clone(),
        password: match &context.demo {
            Some(demo) => file_organizer::app::secret::Secret::new(demo.password.clone()),
            None => credential::new_password(context)?,
        },
        costs: match &context.demo {
            Some(_) => KdfCosts::Least,
            None => KdfCosts::Calibrated,
        },
        source: source(),
    };
    let recovery = init(&options)?;
    let vault = options.dir.display().to_string();
    if context.json() {
        return context.out.json(&json!({
            "vault": vault,
            "user": options.user,
            "recovery_key": recovery.expose(),
        }));
    }
    let out = &mut context.out;
    out.note(&format!("made a vault at {vault}"));
    out.note("\nThis is the recovery key. It opens the vault if you lose the password, and it is");
    out.note("shown only now. Write it down, and keep it away from this computer:\n");
    out.line(&format!("    {}", recovery.expose()))?;
    out.note("\nProve that what you wrote down works:  file-organizer recovery test");
    out.note("Then add your first files:             file-organizer add ~/Documents");
    Ok(())
}
