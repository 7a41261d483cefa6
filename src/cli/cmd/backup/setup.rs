//! `backup setup`

use std::path::{Path, PathBuf};

use clap::Args;
use file_organizer::app::access::api_key;
use file_organizer::app::backup::{self, CreateOptions, SetUp, Target};
use file_organizer::app::clock;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::gate::unlock::Credential;
use file_organizer::app::gate::{Gate, Principal};
use file_organizer::domain::permission::{Permission, Permissions};
use file_organizer::domain::scope::Scope;
use file_organizer::domain::span::Span;

use super::read::person;
use crate::cli::context::{Context, credential};
use crate::cli::count::files;
use crate::cli::progress::Progress;
use crate::cli::when::LocalTime;
use crate::cli::{name, places, prompt};

/// The lifetime of the API key.
const LIFETIME: &str = "365d";

/// Set up backups to a folder: identity, recipient, first backup, API key for cron
///
/// Creates an identity (the secret that decrypts backups) in a file of your choice, or uses the one
/// that the file contains; encrypts backups to it; creates a backup in DIR and verifies it; creates an
/// API key that can only create backups; and prints a line for crontab. Keep the identity away from
/// this computer: who has it can read all backups, and without it no backup can be restored.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer backup setup /mnt/backups
  file-organizer backup setup /mnt/backups -i /media/key/identity.txt --create")]
pub(crate) struct Setup {
    /// Folder for the backups
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// File of the identity: created, or used if it exists [default: ask]
    #[arg(short, long, value_name = "FILE")]
    identity: Option<PathBuf>,
    /// File for the API key: created, or used if it contains one that can create backups of this vault
    /// [default: backup.key next to config.toml]
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// Create the folder (its parent must exist), or start over in a folder whose backups are gone
    #[arg(long)]
    create: bool,
}

pub(crate) fn run(command: &Setup, context: &mut Context) -> Result<()> {
    let folder =
        std::path::absolute(&command.folder).map_err(|e| Error::io(&command.folder, &e))?;
    // An answer that does not work is asked again before the password is.
    let identity = identity_file(command, &folder, context)?;
    let mut gate = context.open("backup setup")?;
    let options = CreateOptions {
        create: command.create,
        ..CreateOptions::default()
    };
    backup::check_destination(&mut gate, &folder, &options)?;
    let key_file = key_file(command, &mut gate)?;
    let existing = match key_file.symlink_metadata() {
        Ok(_) => Some(check_key(&key_file, &folder, &options, context)?),
        Err(_) => None,
    };
    let recipient = backup::use_identity(&mut gate, &identity, clock::now())?;
    let progress = Progress::new(&context.globals, "backing up");
    let target = Target::Set(folder.clone());
    let created = backup::create(&mut gate, target, &options, &mut |done, total| {
        progress.set(done, Some(total), "");
    })?;
    drop(progress);
    let path = created.path.unwrap_or_default();
    let progress = Progress::new(&context.globals, "verifying");
    let identities = std::slice::from_ref(&identity);
    let checked = backup::verify(&path, identities, &person(context), &mut |done, total| {
        progress.set(done, Some(total), "");
    })?;
    drop(progress);
    if existing.is_none() {
        make_key(&mut gate, &key_file)?;
    }
    let cron = cron_line(&context.vault()?, &key_file, &folder)?;
    let done = SetUp {
        recipient: &recipient,
        identity: &identity,
        backup: &path,
        files: checked.files,
        key: &key_file,
        cron: &cron,
    };
    context.out.show(&done, |out| {
        out.note(&format!(
            "backed up and verified {}: {}",
            files(done.files),
            name::os(done.backup)
        ));
        out.note(&format!("\nIdentity: {}", name::os(done.identity)));
        out.note("  Keep it, and a copy on paper, away from this computer. Who has it can read all backups;");
        out.note("  without it, no backup can be restored.");
        let (state, rights) = key_notes(existing.as_ref());
        out.note(&format!("API key:  {} ({state})", name::os(done.key)));
        out.note(&format!("  {rights}"));
        out.note("\nTo back up every night, add this line with: crontab -e\n");
        out.line(done.cron)?;
        out.note("\nOnce a month, test a restore:");
        out.note(&format!(
            "  file-organizer backup drill {} -i {}",
            quoted(&folder)?,
            quoted(done.identity)?
        ));
        Ok(())
    })
}

/// The file for the API key. The default one has a name of its own if it contains the key of another
/// vault.
fn key_file(command: &Setup, gate: &mut Gate) -> Result<PathBuf> {
    if let Some(file) = &command.key_file {
        return std::path::absolute(file).map_err(|e| Error::io(file, &e));
    }
    let settings = places::settings().ok_or_else(|| {
        Error::new(
            Kind::Usage,
            "cannot determine where to keep the API key: no home folder",
        )
        .hint("specify a file with --key-file FILE")
    })?;
    let file = settings.with_file_name("backup.key");
    let key = file
        .is_file()
        .then(|| credential::from_file(&file, "--key-file"));
    if let Some(Ok(key)) = key
        && api_key::is_foreign(gate, &key)?
    {
        let vault: String = gate.vault_id().chars().take(8).collect();
        return Ok(settings.with_file_name(format!("backup-{vault}.key")));
    }
    Ok(file)
}

/// Checks an existing API key as a backup with it would: it must be valid for this vault and able to
/// create backups.
fn check_key(
    file: &Path,
    folder: &Path,
    options: &CreateOptions,
    context: &mut Context,
) -> Result<Principal> {
    let shown = name::os(file);
    let refused = |why: String| {
        Error::new(Kind::Usage, why).hint(
            "choose another file with --key-file FILE; if it does not exist, a new key is created",
        )
    };
    let key = credential::from_file(file, "--key-file").and_then(|key| {
        let credential = Credential::ApiKey(key);
        context.enter_with(&credential, "backup setup")
    });
    let mut key = key.map_err(|error| {
        if error.kind != Kind::Auth {
            return error;
        }
        refused(format!(
            "{shown} exists and does not contain a valid API key of this vault: {error}"
        ))
    })?;
    match backup::check_destination(&mut key, folder, options) {
        Err(error) if error.kind == Kind::Denied => Err(refused(format!(
            "the API key in {shown} cannot create backups of this vault: {error}"
        ))),
        checked => checked.map(|()| key.principal().clone()),
    }
}

/// The state of the API key, and what it can do.
fn key_notes(existing: Option<&Principal>) -> (String, String) {
    let only = "It can create backups and nothing else.".to_owned();
    let Some(key) = existing else {
        return (format!("created, expires in {LIFETIME}"), only);
    };
    let expires = match key.expires {
        Some(end) => format!("expires {}", end.local_date()),
        None => "never expires".to_owned(),
    };
    let state = format!("existed already, {expires}");
    if key.permissions == backup_rights() {
        return (state, only);
    }
    let names: Vec<&str> = key.permissions.iter().map(Permission::name).collect();
    (state, format!("Its permissions: {}.", names.join(", ")))
}

/// The permissions of the API key.
fn backup_rights() -> Permissions {
    [Permission::BackupCreate].into_iter().collect()
}

/// The file of the identity: given, or asked for.
fn identity_file(command: &Setup, folder: &Path, context: &Context) -> Result<PathBuf> {
    let check = |file: PathBuf| checked_identity(&file, folder, context);
    if let Some(file) = &command.identity {
        return check(file.clone());
    }
    let missing = || {
        Error::new(Kind::Usage, "no file for the identity specified")
            .hint("specify one with -i FILE, on another device if possible")
    };
    if !prompt::can_ask(context.globals.no_input) {
        return Err(missing());
    }
    prompt::say(
        "The identity decrypts your backups. Keep it on another device, such as a memory card.",
    )?;
    prompt::path("File for the identity: ", missing, check)
}

/// A file that contains an identity or can be created; one among the backups must be confirmed.
fn checked_identity(file: &Path, folder: &Path, context: &Context) -> Result<PathBuf> {
    let file = std::path::absolute(file).map_err(|e| Error::io(file, &e))?;
    backup::check_identity(&file)?;
    let holder = file.parent().unwrap_or(Path::new("/"));
    let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if real(holder).starts_with(real(folder)) {
        let question = format!(
            "{} is in the folder of the backups: who gets that folder can read them. Continue?",
            name::os(&file)
        );
        let confirmed = match context.globals.yes || context.asks() {
            true => context.confirm(&question)?,
            false => false,
        };
        if !confirmed {
            let message = format!("{} is in the folder of the backups", name::os(&file));
            return Err(Error::new(Kind::Usage, message).hint(
                "keep the identity elsewhere: -i /media/key/identity.txt; or confirm with -y",
            ));
        }
    }
    Ok(file)
}

/// Creates the API key in a new file.
fn make_key(gate: &mut Gate, file: &Path) -> Result<()> {
    backup::create_folder_of(file)?;
    let lifetime = Span::parse(LIFETIME).ok();
    let taken: Vec<String> = api_key::list(gate)?
        .into_iter()
        .map(|key| key.name)
        .collect();
    let free = (1..).map(|number| match number {
        1 => "backup".to_owned(),
        number => format!("backup-{number}"),
    });
    let new = api_key::NewKey {
        name: free
            .into_iter()
            .find(|name| !taken.contains(name))
            .unwrap_or_default(),
        role: None,
        permissions: Some(backup_rights()),
        scope: Scope::default(),
        lifetime,
    };
    api_key::create(gate, &new, Some(file))?;
    Ok(())
}

/// A path as a word of the shell.
fn quoted(path: &Path) -> Result<String> {
    let refused = || {
        Error::new(
            Kind::Usage,
            format!("{} cannot be written in a line for cron", name::os(path)),
        )
        .hint("use a path without line breaks")
    };
    let text = path.to_str().filter(|text| !text.contains('\n'));
    let text = shlex::try_quote(text.ok_or_else(refused)?).map_err(|_| refused())?;
    Ok(text.into_owned())
}

/// The line for crontab: with full paths, because cron sets neither PATH nor the variables of a login.
/// `%` would end the line.
fn cron_line(vault: &Path, key: &Path, folder: &Path) -> Result<String> {
    let program =
        std::env::current_exe().map_err(|e| Error::io(Path::new("/proc/self/exe"), &e))?;
    let vault = std::path::absolute(vault).map_err(|e| Error::io(vault, &e))?;
    let line = format!(
        "10 3 * * * {} -q --vault {} --api-key-file {} backup create --to {} --incremental \
         --keep-daily 7 --keep-weekly 4 --keep-monthly 12",
        quoted(&program)?,
        quoted(&vault)?,
        quoted(key)?,
        quoted(folder)?,
    );
    Ok(line.replace('%', "\\%"))
}
