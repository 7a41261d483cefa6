//! `watch`

use std::path::{Path, PathBuf};

use clap::Args;
use file_organizer::app::add::{Item, Listener, Progress};
use file_organizer::app::error::{Error, Result};
use file_organizer::app::inbox::folder::FolderSummary;
use file_organizer::app::watch::{WatchListener, watch};

use super::add::Teller;
use super::inbox::folder::{How, summary};
use crate::cli::context::Context;
use crate::cli::name;

/// Take in the files of a folder as they appear
///
/// As `inbox run DIR`, but it goes on until it is ended by a signal. A line is printed for each file
/// that is taken in; what is wrong for now (the vault is busy, the disk is full) is said once and tried
/// again. Nobody has to wait for it while there is nothing to do. It ends with code 12 when its key is
/// revoked or its user disabled, and with 5 when its role no longer allows it. A password is asked
/// for once, at the start; as a service, give it an API key of its own.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer watch ~/Scans --to /scans --tag paper
  file-organizer --api-key-file scanner.key watch /srv/scans --settle 10s
  file-organizer watch ~/Downloads --keep-in done

A unit for systemd is in docs/INBOX.md.")]
pub(crate) struct Watch {
    /// The folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// At the start, try at once what failed before
    #[arg(long)]
    again: bool,
    #[command(flatten)]
    how: How,
}

pub(crate) fn run(command: &Watch, context: &mut Context) -> Result<()> {
    let options = command.how.options(&command.folder, command.again)?;
    let mut gate = context.open("watch")?;
    let mut teller = Watcher {
        all: FolderSummary::default(),
        teller: Teller::without_end(context),
    };
    let ended = watch(&mut gate, &options, &mut teller);
    let all = teller.all;
    if context.json() {
        context.out.json(&summary(&all))?;
    }
    ended
}

struct Watcher<'a> {
    teller: Teller<'a>,
    /// Since it began.
    all: FolderSummary,
}

impl Listener for Watcher<'_> {
    fn item(&mut self, item: &Item) -> Result<()> {
        self.teller.item(item)
    }

    fn progress(&mut self, progress: &Progress) {
        self.teller.progress(progress);
    }

    fn wants_total(&self) -> bool {
        false
    }
}

impl WatchListener for Watcher<'_> {
    fn begins(&mut self, folder: &Path) {
        let line = format!("watching {}", name::os(folder));
        self.teller.note(&line);
    }

    fn left(&mut self, path: &Path, why: &str) {
        let line = format!("left: {}: {}", name::os(path), name::line(why));
        self.teller.note(&line);
    }

    fn trouble(&mut self, error: &Error) {
        let message = name::line(&error.message);
        let hint = error.hint.as_deref().map(name::line);
        let hint = hint.map(|hint| format!(" ({hint})")).unwrap_or_default();
        let line = format!("warning: {message}{hint}; trying again later");
        self.teller.note(&line);
    }

    fn pause(&mut self, taken: &FolderSummary) -> Result<()> {
        self.all.add(taken);
        self.teller.pause()
    }
}
