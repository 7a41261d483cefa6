//! `passwd`

use clap::Args;
use file_organizer::app::access::passwd::{change_password, check};
use file_organizer::app::error::Result;
use file_organizer::app::gate::slots::KdfCosts;
use file_organizer::app::json::ChangedUser;

use crate::cli::context::Context;
use crate::cli::context::credential;

/// Change your password
///
/// Unlock with the old password or the recovery key. The new password is verified before the old one
/// is removed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer passwd
  file-organizer passwd --password-file old.txt --new-password-file new.txt")]
pub(crate) struct Passwd {}

pub(crate) fn run(_: &Passwd, context: &mut Context) -> Result<()> {
    let mut gate = context.open_by_password("passwd")?;
    check(&mut gate)?;
    let password = credential::new_password(context)?;
    let user = change_password(&mut gate, &password, KdfCosts::Calibrated)?;
    let changed = ChangedUser {
        status: "changed",
        name: &user,
    };
    context.out.show(&changed, |out| {
        out.note(&format!("password of {user} changed"));
        Ok(())
    })
}
