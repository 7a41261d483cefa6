//! `backup`

mod read;
mod recipient;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use file_organizer::app::backup::{self, CreateOptions, Created, Keep, Target};
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::domain::size::Size;
use serde_json::{Value, json};

use crate::cli::cmd::files;
use crate::cli::context::Context;
use crate::cli::name;
use crate::cli::output::note;
use crate::cli::progress::Progress;

/// Make encrypted backups, check them, restore them, and drill for the day they are needed
///
/// A backup is encrypted to age recipients: what makes it needs no secret that could read it. Keep
/// the identity elsewhere, and prove now and then, by a drill, that it opens the newest backup.
#[derive(Debug, Subcommand)]
pub(crate) enum Backup {
    /// Make an identity: the secret that opens backups
    #[command(subcommand)]
    Identity(recipient::Identity),
    /// Say to whom backups are encrypted
    #[command(subcommand)]
    Recipient(recipient::Recipients),
    /// Make a backup of everything in the vault
    ///
    /// One age file, made from one state of the vault while others go on working. Into a folder
    /// (--to) it gets a name that sorts by time; --keep-* then removes older ones, by restic's
    /// rules. The one just made always stays, and nothing is removed when it fails, while a name there is
    /// from the future, or while the clock is behind the latest time that the vault has seen.
    ///
    /// The folder must be there, and one that has had backups of this vault must still have some: else
    /// its disk may not be mounted. --create makes the folder, or begins anew.
    #[command(after_help = "\
Examples:
  file-organizer backup create -o vault.tar.zst.age
  file-organizer backup create --to /mnt/backups --keep-daily 7 --keep-weekly 4 --keep-monthly 12
  file-organizer backup create --to /mnt/backups --incremental
  file-organizer backup create -o - | ssh nas 'cat > vault.tar.zst.age'

Without this program, a backup opens by:
  age -d -i identity.txt vault.tar.zst.age | zstd -d | tar x")]
    Create(Create),
    /// List the backups in a folder
    ///
    /// What can be known without the identity; with it, also what is in each.
    List(read::List),
    /// Check a whole backup: every hash, every count, the audit log's chain
    #[command(after_help = "\
Examples:
  file-organizer backup verify vault.tar.zst.age --identity identity.txt")]
    Verify(read::Verify),
    /// Make a new vault of a backup
    ///
    /// It is built beside, checked whole, and only then gets its name. Passwords, the recovery key
    /// and API keys open it as they did; sessions end. With --new-password-file only that password,
    /// and a new recovery key, open it.
    #[command(after_help = "\
Examples:
  file-organizer backup restore vault.tar.zst.age --identity identity.txt --into ~/restored
  file-organizer --vault ~/restored status
  file-organizer backup restore old.tar.zst.age --identity id.txt --into new --new-password-file pw.txt")]
    Restore(read::Restore),
    /// Restore the newest backup for trial, compare it with the vault, throw it away
    ///
    /// What came of it stands in the audit log. Exit code 6 when it fails, or when the newest backup
    /// is older than --max-age: for cron.
    #[command(after_help = "\
Examples:
  file-organizer backup drill /mnt/backups --identity /media/key/identity.txt
  file-organizer -q backup drill /mnt/backups --identity identity.txt --max-age 2d")]
    Drill(read::Drill),
}

#[derive(Debug, Args)]
pub(crate) struct Create {
    /// The file to write, or - for standard output
    #[arg(
        short = 'o',
        long,
        value_name = "FILE",
        conflicts_with = "to",
        required_unless_present = "to"
    )]
    output: Option<PathBuf>,
    /// A folder to put it into, named by the time
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
    /// Write only what the folder does not have yet, beside a small snapshot file
    #[arg(long, requires = "to")]
    incremental: bool,
    /// Keep the N newest
    #[arg(long, value_name = "N", requires = "to", default_value_t = 0)]
    keep_last: usize,
    /// Keep the newest of each of N days
    #[arg(long, value_name = "N", requires = "to", default_value_t = 0)]
    keep_daily: usize,
    /// Keep the newest of each of N weeks
    #[arg(long, value_name = "N", requires = "to", default_value_t = 0)]
    keep_weekly: usize,
    /// Keep the newest of each of N months
    #[arg(long, value_name = "N", requires = "to", default_value_t = 0)]
    keep_monthly: usize,
    /// Keep the newest of each of N years
    #[arg(long, value_name = "N", requires = "to", default_value_t = 0)]
    keep_yearly: usize,
    /// Make the folder if it is not there (its parent must be), or begin anew in one that has had
    /// backups and has none any more
    #[arg(long, requires = "to")]
    create: bool,
    /// Write and remove nothing: say what would be
    #[arg(long)]
    dry_run: bool,
}

pub(crate) fn run(command: &Backup, context: &mut Context) -> Result<()> {
    match command {
        Backup::Identity(command) => recipient::run_identity(command, context),
        Backup::Recipient(command) => recipient::run(command, context),
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
        return Err(Error::new(
            Kind::Usage,
            "say where with -o FILE or --to DIR",
        ));
    };
    if file.as_os_str() != "-" {
        return Ok(Target::File(file.clone()));
    }
    let stdout = std::io::stdout();
    if std::io::IsTerminal::is_terminal(&stdout) {
        return Err(
            Error::new(Kind::Usage, "a backup is not written to a terminal")
                .hint("name a file with -o FILE, or send it through a pipe"),
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
        // Also with -q: the folder grows until somebody looks.
        note(&format!(
            "warning: no earlier backup was removed: {}",
            name::line(why)
        ));
    }
    if streams {
        // Standard output has the backup.
        context.out.note(&words(&created));
        return Ok(());
    }
    if context.json() {
        return context.out.json(&document(&created, command.dry_run));
    }
    if command.dry_run {
        context.out.line(&format!(
            "would back up {} ({})",
            files(created.files),
            Size::from_bytes(created.bytes).human()
        ))?;
    } else if let Some(path) = &created.path {
        context.out.line(&name::os(path))?;
        context.out.note(&words(&created));
    }
    let verb = if command.dry_run {
        "would remove"
    } else {
        "removed"
    };
    for path in &created.removed {
        context.out.chatter(&format!("{verb} {}", name::os(path)))?;
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
        "backed up {} ({}) to {readers}{written}",
        files(created.files),
        Size::from_bytes(created.bytes).human(),
    )
}

fn document(created: &Created, dry_run: bool) -> Value {
    let shown = |path: &PathBuf| path.to_string_lossy().into_owned();
    json!({
        "path": created.path.as_ref().map(shown),
        "files": created.files,
        "bytes": created.bytes,
        "written": created.written,
        "recipients": created.recipients,
        "removed": created.removed.iter().map(shown).collect::<Vec<_>>(),
        "retention_stopped": created.retention_stopped,
        "dry_run": dry_run,
    })
}
