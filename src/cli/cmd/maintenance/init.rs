//! `init`

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use file_organizer::app::error::Result;
use file_organizer::app::gate::slots::KdfCosts;
use file_organizer::app::json::NewVault;
use file_organizer::app::maintenance::init::{InitOptions, check_folder, init};
use file_organizer::app::secret::Secret;
use file_organizer::domain::name::check as check_name;
use file_organizer::domain::policy::TypeSet;

use crate::cli::context::credential;
use crate::cli::context::{Context, source};
use crate::cli::name;

/// Create a vault
///
/// A vault is a folder with one encrypted database. You can unlock it with your password or with the
/// recovery key. The recovery key is shown once and is not stored anywhere: write it down, and keep
/// it in a safe place. Which files the vault accepts can be changed later: file-organizer policy set
/// allowed_extensions.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer init
  file-organizer init --vault /media/stick/vault --types any
  file-organizer init --new-password-file pw.txt --json")]
pub(crate) struct Init {
    /// Types of files to accept: everything but programs and scripts (personal), office documents,
    /// common images, MP3, MP4 and text (guide), or any
    #[arg(long, value_name = "SET", default_value = "personal", value_parser = type_sets())]
    types: TypeSet,
}

fn type_sets() -> impl TypedValueParser<Value = TypeSet> {
    let names = PossibleValuesParser::new(TypeSet::ALL.map(TypeSet::name));
    names.try_map(|name| {
        let mut all = TypeSet::ALL.into_iter();
        all.find(|set| set.name() == name).ok_or("unknown")
    })
}

pub(crate) fn run(command: &Init, context: &mut Context) -> Result<()> {
    let dir = context.vault()?;
    // Reported before prompting for a password.
    check_folder(&dir)?;
    check_name(context.globals.user())?;
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
        types: command.types,
    };
    let recovery = init(&options)?;
    let made = NewVault {
        vault: &options.dir,
        user: &options.user,
        recovery_key: &recovery,
    };
    context.out.show(&made, |out| {
        out.note(&format!("Created vault {}", name::os(&options.dir)));
        out.note("\nRecovery key (shown once). It unlocks the vault if you lose the password.");
        out.note("Write it down, and keep it away from this computer:\n");
        out.line(recovery.between("    ", "").expose())?;
        out.note("\nCheck that you wrote it down correctly:  file-organizer recovery test");
        out.note("Then add your first files:               file-organizer add ~/Documents");
        Ok(())
    })
}
