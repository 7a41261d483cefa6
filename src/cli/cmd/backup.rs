//! `backup`

mod read;
mod recipient;
mod setup;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use file_organizer::app::backup::{self, CreateOptions, Created, Keep, Target};
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::json::Run;
use file_organizer::domain::size::Size;

use crate::cli::context::Context;
use crate::cli::count::files;
use crate::cli::name;
use crate::cli::output::{Output, note};
use crate::cli::progress::Progress;

/// Create, verify and restore encrypted backups
///
/// A backup is encrypted to age recipients; creating it does not need the secret identity that can
/// decrypt it. Keep the identity elsewhere, and regularly test the newest backup with `backup drill`.
#[derive(Debug, Subcommand)]
pub(crate) enum Backup {
    Setup(setup::Setup),
    /// Create an identity (the secret that decrypts backups)
    #[command(subcommand)]
    Identity(recipient::Identity),
    /// Manage who can open backups
    #[command(subcommand)]
    Recipient(recipient::Recipients),
    /// Back up the whole vault
    ///
    /// Writes one age file from a consistent snapshot of the vault; other commands can run at the same
    /// time. In a folder (--to), the file name contains the time; --keep-* then removes older backups
    /// by the same rules as restic. The new backup is always kept. Nothing is removed if the backup
    /// fails, if a backup in the folder is dated in the future, or if the clock is behind the latest
    /// time recorded in the vault.
    ///
    /// The folder must exist. If it contained backups of this vault before, it must still contain some
    /// (otherwise its disk may not be mounted). --create creates the folder, or starts over.
    #[command(after_help = "\
Examples:
  file-organizer backup create -o vault.tar.zst.age
  file-organizer backup create --to /mnt/backups --keep-daily 7 --keep-weekly 4 --keep-monthly 12
  file-organizer backup create --to /mnt/backups --incremental
  file-organizer backup create -o - | ssh nas 'cat > vault.tar.zst.age'

To extract a backup without this program:
  age -d -i identity.txt vault.tar.zst.age | zstd -d | tar x")]
    Create(Create),
    /// List the backups in a folder
    ///
    /// With the identity, also shows what each backup contains.
    List(read::List),
    /// Verify a backup: all hashes, counts and the audit log
    ///
    /// Exit code 13 if the backup is damaged.
    #[command(after_help = "\
Examples:
  file-organizer backup verify vault.tar.zst.age --identity identity.txt")]
    Verify(read::Verify),
    /// Restore a backup into a new vault
    ///
    /// It is built next to the target, verified, then renamed. Passwords, the recovery key and API keys
    /// are those of the backup; sessions end. With --new-password-file, only that password and a new
    /// recovery key unlock the restored vault.
    #[command(after_help = "\
Examples:
  file-organizer backup restore vault.tar.zst.age --identity identity.txt --into ~/restored
  file-organizer --vault ~/restored status
  file-organizer backup restore old.tar.zst.age --identity id.txt --into new --new-password-file pw.txt")]
    Restore(read::Restore),
    /// Test the newest backup by restoring it to a temporary vault
    ///
    /// The restored vault is compared with this vault and removed. The result is recorded in the audit
    /// log. Exit code 6 if the test fails, or if the newest backup is older than --max-age.
    #[command(after_help = "\
Examples:
  file-organizer backup drill /mnt/backups --identity /media/key/identity.txt
  file-organizer -q backup drill /mnt/backups --identity identity.txt --max-age 2d")]
    Drill(read::Drill),
}

#[derive(Debug, Args)]
pub(crate) struct Create {
    /// File to create, or `-` for standard output
    #[arg(short = 'o', long, value_name = "FILE", conflicts_with = "to")]
    output: Option<PathBuf>,
    /// Folder for the backup; the file name contains the time
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
    /// Write only data that is not in the folder yet, and a small snapshot file
    #[arg(long, requires = "to")]
    incremental: bool,
    /// Keep the newest N backups
    #[arg(long, value_name = "N", requires = "to", default_value_t = 0)]
    keep_last: usize,
    /// Keep one backup per day, for N days
    #[arg(long, value_name = "N", requires = "to", default_value_t = 0)]
    keep_daily: usize,
    /// Keep one backup per week, for N weeks
    #[arg(long, value_name = "N", requires = "to", default_value_t = 0)]
    keep_weekly: usize,
    /// Keep one backup per month, for N months
    #[arg(long, value_name = "N", requires = "to", default_value_t = 0)]
    keep_monthly: usize,
    /// Keep one backup per year, for N years
    #[arg(long, value_name = "N", requires = "to", default_value_t = 0)]
    keep_yearly: usize,
    /// Create the folder (its parent must exist), or start over in a folder whose backups are gone
    #[arg(long, requires = "to")]
    create: bool,
    /// Show what would happen, change nothing
    #[arg(long)]
    dry_run: bool,
}

pub(crate) fn run(command: &Backup, context: &mut Context) -> Result<()> {
    match command {
        Backup::Identity(command) => recipient::run_identity(command, context),
        Backup::Recipient(command) => recipient::run(command, context),
        Backup::Setup(command) => setup::run(command, context),
        Backup::Create(command) => create(command, context),
        Backup::List(command) => read::list(command, context),
        Backup::Verify(command) => read::verify(command, context),
        Backup::Restore(command) => read::restore(command, context),
        Backup::Drill(command) => read::drill(command, context),
    }
}

fn target(command: &Create) -> Result<Target> {
    if let Some(folder) = &command.to {
        return Ok(if command.incremental {
            Target::Set(folder.clone())
        } else {
            Target::Folder(folder.clone())
        });
    }
    let Some(file) = &command.output else {
        return Err(Error::new(Kind::Usage, "no destination specified")
            .hint("specify a folder with --to DIR, or a file with -o FILE"));
    };
    if file.as_os_str() != "-" {
        return Ok(Target::File(file.clone()));
    }
    let stdout = std::io::stdout();
    if std::io::IsTerminal::is_terminal(&stdout) {
        return Err(
            Error::new(Kind::Usage, "refusing to write a backup to the terminal")
                .hint("specify a file with -o FILE, or redirect the output"),
        );
    }
    Ok(Target::Stream(Box::new(stdout)))
}

fn create(command: &Create, context: &mut Context) -> Result<()> {
    let target = target(command)?;
    let streams = matches!(target, Target::Stream(_));
    let options = CreateOptions {
        keep: Keep {
            last: command.keep_last,
            daily: command.keep_daily,
            weekly: command.keep_weekly,
            monthly: command.keep_monthly,
            yearly: command.keep_yearly,
        },
        dry_run: command.dry_run,
        create: command.create,
    };
    let mut gate = context.open("backup create")?;
    let progress = Progress::new(&context.globals, "backing up");
    let created = backup::create(&mut gate, target, &options, &mut |done, total| {
        progress.set(done, Some(total), "");
    })?;
    drop(progress);
    if let Some(why) = &created.retention_stopped {
        // Printed even with -q, because the folder grows until this is fixed.
        note(&format!(
            "warning: no older backups were removed: {}",
            name::line(why)
        ));
    }
    if streams {
        // The backup goes to standard output.
        context.out.note(&words(&created));
        return Ok(());
    }
    let run = Run {
        result: &created,
        dry_run: command.dry_run,
    };
    context
        .out
        .show(&run, |out| print(&created, command.dry_run, out))
}

fn print(created: &Created, dry_run: bool, out: &mut Output) -> Result<()> {
    if dry_run {
        out.line(&format!(
            "would back up {} ({})",
            files(created.files),
            Size::from_bytes(created.bytes).human()
        ))?;
    } else if let Some(path) = &created.path {
        out.chatter(&name::os(path))?;
        out.note(&words(created));
    }
    let verb = if dry_run { "would remove" } else { "removed" };
    for path in &created.removed {
        out.chatter(&format!("{verb} {}", name::os(path)))?;
    }
    Ok(())
}

fn words(created: &Created) -> String {
    let readers = match created.recipients {
        1 => "1 recipient".to_owned(),
        count => format!("{count} recipients"),
    };
    let written = match created.written {
        0 => String::new(),
        written => format!(", {} written", Size::from_bytes(written).human()),
    };
    format!(
        "backed up {} ({}) for {readers}{written}",
        files(created.files),
        Size::from_bytes(created.bytes).human(),
    )
}
