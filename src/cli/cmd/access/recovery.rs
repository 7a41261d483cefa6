//! `recovery`

use std::path::PathBuf;

use clap::{Args, Subcommand};
use file_organizer::app::access::recovery;
use file_organizer::app::error::Result;
use file_organizer::app::gate::unlock::expect_vault;
use file_organizer::app::json::{RecoveryKey, RecoveryTest};

use crate::cli::context::Context;
use crate::cli::context::credential;
use crate::cli::prompt;

/// Test or replace the recovery key
///
/// You can enter the recovery key instead of a password. If you lose the password, set a new one with:
/// file-organizer passwd
#[derive(Debug, Subcommand)]
pub(crate) enum Recovery {
    /// Check that the recovery key you wrote down unlocks the vault
    #[command(after_help = "\
Examples:
  file-organizer recovery test
  file-organizer recovery test --recovery-key-file key.txt")]
    Test(Test),
    /// Create a new recovery key; the old one stops working
    #[command(after_help = "\
Examples:
  file-organizer recovery new
  file-organizer -q recovery new > /media/stick/key.txt")]
    New,
}

#[derive(Debug, Args)]
pub(crate) struct Test {
    /// Read the recovery key from this file instead of prompting
    #[arg(long, value_name = "FILE")]
    recovery_key_file: Option<PathBuf>,
}

pub(crate) fn run(command: &Recovery, context: &mut Context) -> Result<()> {
    match command {
        Recovery::Test(command) => {
            let vault = context.vault()?;
            expect_vault(&vault)?;
            let key = match &command.recovery_key_file {
                Some(path) => credential::from_file(path, "--recovery-key-file")?,
                None => prompt::secret("Recovery key: ", context.globals.no_input)?,
            };
            let user = context.globals.user().to_owned();
            recovery::test(&vault, &user, key, context.gate_context("recovery test"))?;
            context.out.show(&RecoveryTest { works: true }, |out| {
                out.chatter("the recovery key works")
            })
        }
        Recovery::New => {
            let mut gate = context.open("recovery new")?;
            let key = recovery::replace(&mut gate)?;
            let new = RecoveryKey { recovery_key: &key };
            context.out.show(&new, |out| {
                out.note("New recovery key (shown once; the old one no longer works):\n");
                out.line(key.between("    ", "").expose())?;
                out.note("\nCheck that you wrote it down correctly:  file-organizer recovery test");
                Ok(())
            })
        }
    }
}
