//! `backup list`, `verify`, `restore`, `drill`

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use file_organizer::app::backup::{
    self, BackupSummary, Credentials, DrillOptions, Found, Person, RestoreInfo, RestoreOptions,
    Restored,
};
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::gate::slots::KdfCosts;
use file_organizer::domain::size::Size;
use file_organizer::domain::span::Span;
use file_organizer::domain::time::Time;
use zeroize::Zeroizing;

use crate::cli::args::span;
use crate::cli::context::credential;
use crate::cli::context::{Context, source};
use crate::cli::count::{counted, files};
use crate::cli::output::Output;
use crate::cli::progress::Progress;
use crate::cli::when::LocalTime;
use crate::cli::{name, output, prompt};

#[derive(Debug, Args)]
pub(crate) struct IdentityFiles {
    /// Identity file to decrypt the backup (can be repeated)
    #[arg(short = 'i', long = "identity", value_name = "FILE")]
    identities: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    /// Folder with the backups
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    identity: IdentityFiles,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Backup file, or a folder: its newest backup
    #[arg(value_name = "FILE|DIR")]
    file: PathBuf,
    #[command(flatten)]
    identity: IdentityFiles,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// Backup file, or a folder: its newest backup
    #[arg(value_name = "FILE|DIR")]
    file: PathBuf,
    #[command(flatten)]
    identity: IdentityFiles,
    /// Folder of the new vault; it must not exist
    #[arg(long, value_name = "DIR")]
    into: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Drill {
    /// Folder with the backups
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    identity: IdentityFiles,
    /// Fail if the newest backup is older than this
    #[arg(long, value_name = "DURATION", value_parser = span)]
    max_age: Option<Span>,
    /// Folder for the temporary vault [default: next to the vault]
    #[arg(long, value_name = "DIR")]
    scratch: Option<PathBuf>,
}

/// How an age plugin interacts with the user.
pub(super) fn person(context: &Context) -> Person {
    let no_input = context.globals.no_input;
    Person {
        tell: Arc::new(|words| output::note(&name::line(words))),
        ask: Arc::new(move |question| {
            let secret = prompt::secret(&format!("{}: ", name::line(question)), no_input).ok()?;
            Some(Zeroizing::new(secret.expose().to_owned()))
        }),
    }
}

pub(crate) fn list(command: &List, context: &mut Context) -> Result<()> {
    let found = backup::list(
        &command.folder,
        &command.identity.identities,
        &person(context),
    )?;
    context.out.show_each(&found, |out| print_list(&found, out))
}

fn print_list(found: &[Found], out: &mut Output) -> Result<()> {
    if found.is_empty() {
        out.note("no backups in this folder");
        return Ok(());
    }
    // The name contains the time and the kind of the backup.
    let row = |one: &Found| {
        let state = match (&one.problem, &one.contained) {
            (Some(problem), _) => name::line(problem).into_owned(),
            (None, Some(contained)) => files(contained.files),
            (None, None) => String::new(),
        };
        let file = one.path.file_name();
        vec![
            file.map(|file| name::os(file.as_ref())).unwrap_or_default(),
            Size::from_bytes(one.size).human(),
            state,
        ]
    };
    let rows: Vec<_> = found.iter().map(row).collect();
    let header = ["NAME", "SIZE", "CONTENT"];
    out.table(&header, &rows, &[1])
}

/// A time in the format of listings.
fn made(created: &str) -> String {
    Time::parse(created).map_or_else(|_| name::text(created).into_owned(), LocalTime::local_stamp)
}

fn words(contained: &BackupSummary) -> String {
    format!(
        "{} ({}), {}, {} in the trash, {}, created {}",
        files(contained.files),
        Size::from_bytes(contained.bytes).human(),
        counted(contained.versions, "earlier version"),
        contained.trashed,
        counted(contained.audit_rows, "audit row"),
        made(&contained.created),
    )
}

/// The backup that an argument means; says which one if it is a folder.
fn chosen(path: &Path, context: &mut Context) -> Result<PathBuf> {
    let file = backup::at(path)?;
    if file != path {
        context
            .out
            .note(&format!("newest backup: {}", name::os(&file)));
    }
    Ok(file)
}

pub(crate) fn verify(command: &Verify, context: &mut Context) -> Result<()> {
    let file = chosen(&command.file, context)?;
    let progress = Progress::new(&context.globals, "checking");
    let person = person(context);
    let report = backup::verify(
        &file,
        &command.identity.identities,
        &person,
        &mut |done, total| progress.set(done, Some(total), ""),
    )?;
    drop(progress);
    let lost = report.lost.len();
    context.out.show(&report, |out| {
        for (pack, why) in &report.lost_packs {
            out.line(&format!("pack {}: {}", name::text(pack), name::line(why)))?;
        }
        for path in &report.lost {
            out.line(&format!("lost: {}", name::line(path)))?;
        }
        if report.is_whole() {
            out.chatter(&format!("OK: {}", words(&report)))?;
        }
        Ok(())
    })?;
    if report.is_whole() {
        return Ok(());
    }
    Err(Error::new(
        Kind::Damaged,
        format!(
            "{} missing or damaged, {lost} files or versions lost",
            counted(report.lost_packs.len(), "pack")
        ),
    )
    .hint(backup::repair_hint(
        &file,
        &report.vault_id,
        report.lost_packs.keys(),
    )))
}

pub(crate) fn restore(command: &Restore, context: &mut Context) -> Result<()> {
    let file = chosen(&command.file, context)?;
    let new_password = credential::given_new_password(context)?;
    let user = context.globals.user().to_owned();
    let person = person(context);
    let options = RestoreOptions {
        file,
        identity_files: command.identity.identities.clone(),
        into: command.into.clone(),
        new_password: new_password.map(|password| (user, password)),
        costs: KdfCosts::Calibrated,
        source: source(),
        person: &person,
    };
    let progress = Progress::new(&context.globals, "restoring");
    let restored = backup::restore(&options, &mut |done, total| {
        progress.set(done, Some(total), "");
    })?;
    drop(progress);
    let document = RestoreInfo {
        vault: &command.into,
        recovery_key: restored.recovery.as_ref(),
        keys_to_reissue: &restored.keys_to_reissue,
        credentials: &restored.credentials,
        lockdown: restored.lockdown,
        newer_backup: restored.newer.as_ref(),
        contained: &restored.contained,
    };
    context
        .out
        .show(&document, |out| print_restored(command, &restored, out))
}

fn print_restored(command: &Restore, restored: &Restored, out: &mut Output) -> Result<()> {
    out.chatter(&format!(
        "restored {} into {}",
        words(&restored.contained),
        name::os(&command.into)
    ))?;
    if let Some(recovery) = &restored.recovery {
        out.note("\nNew recovery key (shown once). Write it down:\n");
        out.line(recovery.between("    ", "").expose())?;
    }
    if !restored.keys_to_reissue.is_empty() {
        out.note("\nThese API keys no longer work; create them again:");
        for key in &restored.keys_to_reissue {
            out.note(&format!("  {}", name::text(key)));
        }
    }
    print_credentials(command, restored, out)?;
    out.note(&format!(
        "\nUse it with:  file-organizer --vault {} status",
        name::os(&command.into)
    ));
    Ok(())
}

/// What opens the restored vault, and what is known of a later lockdown or rekey.
fn print_credentials(command: &Restore, restored: &Restored, out: &mut Output) -> Result<()> {
    let Credentials {
        user_names,
        api_key_names,
        recovery_key,
    } = &restored.credentials;
    // New slots were made for a new password: no credential of the backup opens it.
    let renewed = restored.recovery.is_some();
    out.chatter(if renewed {
        "It opens with:"
    } else {
        "It opens with the credentials of that date:"
    })?;
    let password = if renewed {
        "new password of"
    } else {
        "password of"
    };
    for (what, names) in [(password, user_names), ("API key", api_key_names)] {
        for one in names {
            out.chatter(&format!("  {what} {}", name::line(one)))?;
        }
    }
    if *recovery_key {
        out.chatter(if renewed {
            "  the new recovery key"
        } else {
            "  the recovery key"
        })?;
    }
    if renewed {
        return Ok(());
    }
    if let Some(time) = restored.lockdown {
        let time = time.local_stamp();
        out.chatter(&format!("The last lockdown before this backup was {time}."))?;
    }
    let Some(newer) = &restored.newer else {
        let what = "No newer backup of this vault in the folder can be opened: if there was a lockdown \
                    or rekey since then, it is not known here.";
        return out.chatter(what);
    };
    let file = newer.path.file_name().unwrap_or_default();
    let file = name::os(file.as_ref());
    let what = match (newer.lockdown, newer.rekeyed) {
        (Some(time), _) => format!("a lockdown {}", time.local_stamp()),
        (None, true) => "a new vault key (rekey)".to_owned(),
        (None, false) => {
            let none = format!("No lockdown or rekey until the newer backup {file}.");
            return out.chatter(&none);
        }
    };
    out.note(&format!(
        "warning: after this backup there was {what}, known from {file}: credentials that were ended \
         open this vault"
    ));
    out.note(&format!(
        "  end them: file-organizer --vault {} incident lockdown; or restore again with \
         --new-password-file",
        name::os(&command.into)
    ));
    Ok(())
}

pub(crate) fn drill(command: &Drill, context: &mut Context) -> Result<()> {
    let mut gate = context.open("backup drill")?;
    let vault = context.vault()?;
    let parent = vault.parent().unwrap_or(&vault);
    let person = person(context);
    let options = DrillOptions {
        folder: command.folder.clone(),
        identity_files: command.identity.identities.clone(),
        scratch: command.scratch.clone().unwrap_or_else(|| parent.to_owned()),
        max_age: command.max_age,
        source: source(),
        person: &person,
    };
    let progress = Progress::new(&context.globals, "test restore");
    let drilled = backup::drill(&mut gate, &options, &mut |done, total| {
        progress.set(done, Some(total), "");
    })?;
    drop(progress);
    context.out.show(&drilled, |out| {
        out.chatter(&format!(
            "test restore of {} succeeded: {}",
            name::os(&drilled.path),
            words(&drilled.contained)
        ))?;
        out.chatter(&format!(
            "unchanged in the vault since then: {}; changed or removed: {}",
            files(drilled.same),
            drilled.changed
        ))
    })
}
