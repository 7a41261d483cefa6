//! `init`

use clap::Args;
use file_organizer::app::error::Result;
use file_organizer::app::init::{InitOptions, KdfCosts, check_folder, init};
use file_organizer::app::secret::Secret;
use serde_json::json as object;

use crate::cli::context::{Context, source};
use crate::cli::{credential, json, name};

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
    let dir = context.vault()?;
    // Said before a password is asked for.
    check_folder(&dir)?;
    let options = InitOptions {
        dir,
        user: context.globals.user().to_owned(),
        password: match &context.demo {
            Some(demo) => Secret::from(demo.password.expose()),
            None => credential::new_password(context)?,
        },
        costs: match &context.demo {
            Some(_) => KdfCosts::Least,
            None => KdfCosts::Calibrated,
        },
        source: source(),
    };
    let recovery = init(&options)?;
    if context.json() {
        let mut made = object!({"user": options.user});
        json::put_os(&mut made, "vault", &options.dir);
        return context.out.json_with(&made, "recovery_key", &recovery);
    }
    let out = &mut context.out;
    out.note(&format!("made a vault at {}", name::os(&options.dir)));
    out.note("\nThis is the recovery key. It opens the vault if you lose the password, and it is");
    out.note("shown only now. Write it down, and keep it away from this computer:\n");
    out.line(recovery.between("    ", "").expose())?;
    out.note("\nProve that what you wrote down works:  file-organizer recovery test");
    out.note("Then add your first files:             file-organizer add ~/Documents");
    Ok(())
}
