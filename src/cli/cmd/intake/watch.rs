//! `watch`

use std::path::{Path, PathBuf};

use clap::Args;
use file_organizer::app::error::{Error, Result};
use file_organizer::app::files::add::{Item, Listener, Progress};
use file_organizer::app::intake::inbox::folder::FolderSummary;
use file_organizer::app::intake::watch::{WatchListener, watch};

use crate::cli::cmd::files::add::Reporter;
use crate::cli::cmd::intake::inbox::folder::FolderArgs;
use crate::cli::context::Context;
use crate::cli::name;

/// Import the files of a folder as they appear
///
/// Like `inbox run DIR`, but runs until stopped (Ctrl-C). Prints a line for each imported file.
/// Temporary problems (vault busy, disk full) are reported once and retried. It does not lock the
/// vault while idle. Exits with code 12 if its API key is revoked or its user disabled, and with 5 if
/// its role no longer has the permission. Prompts for the password once, at the start; as a service,
/// use an API key.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer watch ~/Scans --to /scans --tag paper
  file-organizer --api-key-file scanner.key watch /srv/scans --to /scans --settle 10s
  file-organizer watch ~/Downloads --keep-in done

For a systemd unit, see docs/INBOX.md.")]
pub(crate) struct Watch {
    /// Folder to watch
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// At the start, retry failed files immediately
    #[arg(long)]
    again: bool,
    #[command(flatten)]
    args: FolderArgs,
}

pub(crate) fn run(command: &Watch, context: &mut Context) -> Result<()> {
    let options = command.args.options(&command.folder, command.again)?;
    let mut gate = context.open("watch")?;
    let mut watcher = Watcher {
        all: FolderSummary::default(),
        reporter: Reporter::without_end(context),
    };
    let ended = watch(&mut gate, &options, &mut watcher);
    let all = watcher.all;
    // Every line for people was printed when it happened.
    context.out.show(&all, |_| Ok(()))?;
    ended
}

struct Watcher<'a> {
    reporter: Reporter<'a>,
    /// The totals since the start.
    all: FolderSummary,
}

impl Listener for Watcher<'_> {
    fn item(&mut self, item: &Item) -> Result<()> {
        self.reporter.item(item)
    }

    fn progress(&mut self, progress: &Progress) {
        self.reporter.progress(progress);
    }

    fn wants_total(&self) -> bool {
        false
    }
}

impl WatchListener for Watcher<'_> {
    fn begins(&mut self, folder: &Path) {
        let line = format!("watching {}", name::os(folder));
        self.reporter.note(&line);
    }

    fn left(&mut self, path: &Path, why: &str) {
        let line = format!("skipped: {}: {}", name::os(path), name::line(why));
        self.reporter.note(&line);
    }

    fn trouble(&mut self, error: &Error) {
        let message = name::line(&error.message);
        let hint = error.hint.as_deref().map(name::line);
        let hint = hint.map(|hint| format!(" ({hint})")).unwrap_or_default();
        let line = format!("warning: {message}{hint}; will retry");
        self.reporter.note(&line);
    }

    fn pause(&mut self, taken: &FolderSummary) -> Result<()> {
        self.all.add(taken);
        self.reporter.pause()
    }
}
