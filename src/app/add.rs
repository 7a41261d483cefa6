//! Adding files: each is read once, checked, cut, hashed and compressed on all cores, and written
//! by one thread, a batch to a transaction. `add/` has a file for each step.

mod aside;
mod attributes;
mod batch;
mod dry;
mod filing;
pub(in crate::app) mod intake;
pub(super) mod pack;
mod pipeline;
mod plan;
pub(super) mod prepare;
pub(super) mod queue;
pub(in crate::app) mod source;
mod walk;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::attributes::Attributes;
use crate::domain::file_type::FileType;
use crate::domain::id::FileId;
use crate::domain::path::VaultPath;
use crate::domain::placement::OnConflict;
use crate::domain::rule::Conflict;
use crate::domain::tag::Tag;
use crate::domain::time::Time;
use crate::domain::verdict::Verdict;

use super::error::Result;
use super::gate::Gate;

pub use attributes::NotKept;

/// How to add.
#[derive(Debug, Clone)]
pub struct AddOptions {
    /// The folder to put things in.
    pub to: VaultPath,
    /// Another name for the one file that is added.
    pub name: Option<Vec<u8>>,
    /// Tags for every file.
    pub tags: Vec<Tag>,
    /// A note for every file.
    pub note: Option<String>,
    /// Remove each source once its content was committed and read back.
    pub move_sources: bool,
    /// Change nothing: say what would be done.
    pub dry_run: bool,
    /// Whether the vault's rules say where files go.
    pub filing: Filing,
    /// What happens where the place of a file is taken by other content. Without it: a file whose name is
    /// given, or whose source stays and is the one that is there, becomes the next version; any other gets
    /// another name.
    pub on_conflict: Option<OnConflict>,
    /// A stream without a byte is a file, too, and not the failure of whatever should have written to it.
    pub allow_empty: bool,
}

impl AddOptions {
    /// What is done where other content, from another source, has the place.
    fn conflict(&self) -> Conflict {
        match self.on_conflict {
            Some(OnConflict::Rename) => Conflict::RenameNew,
            Some(OnConflict::Version) => Conflict::NewVersion,
            Some(OnConflict::Skip | OnConflict::Fail) => Conflict::Skip,
            None if self.name.is_some() && !self.move_sources => Conflict::NewVersion,
            None => Conflict::RenameNew,
        }
    }

    /// Whether sources can be named again, and then mean the files that they became: they stay, and nothing
    /// else was asked for.
    fn remembers_sources(&self) -> bool {
        let asks = matches!(self.on_conflict, None | Some(OnConflict::Version));
        !self.move_sources && asks
    }
}

/// Whether the vault's rules say where added files go. Rules that trash wait for `organize`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Filing {
    /// They go to the folder that is given.
    #[default]
    Never,
    /// By the rules, which there must be.
    ByRules,
    /// By the rules, if there are some.
    ByRulesIfAny,
}

/// Where content comes from.
pub enum Source {
    /// A file, a symbolic link (which is not followed), or a folder with all that is below it.
    Path(PathBuf),
    /// A stream, such as standard input; its name is the options' `name`.
    Stream(Box<dyn Read + Send>),
    /// What is inside a file that was opened before; its name is the options' `name`.
    Opened(Box<Opened>),
    /// A file of a folder that is taken in, with a place of its own.
    Listed(Box<Listed>),
}

/// A file that was found in a folder that is taken in.
pub struct Listed {
    pub(in crate::app) path: PathBuf,
    /// The folder that it was found below.
    pub(in crate::app) origin: Arc<source::Origin>,
    /// Where it goes; or why it cannot.
    pub(in crate::app) to: std::result::Result<VaultPath, String>,
}

/// A file that stands for another one, which is inside it.
pub struct Opened {
    pub(in crate::app) inside: Box<dyn Read + Send>,
    /// What was opened: it may go as with `move_sources`.
    pub(in crate::app) source: PathBuf,
    pub(in crate::app) receipt: source::Receipt,
    /// The modification time of the file inside.
    pub(in crate::app) modified: Time,
    /// What its file system knew of the file inside.
    pub(in crate::app) attributes: Option<Attributes>,
}

/// What became of one source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemStatus {
    /// It is in the vault, with content that was not there before.
    Added,
    /// Exactly this content is at its path already.
    Unchanged,
    /// It is in the vault; its content was there already, at another path or in an earlier version.
    Duplicate,
    /// It is in the vault under another name, since the one that it should have had is taken.
    Renamed,
    /// It is in the vault as this version of the file at its path.
    Version(u32),
    /// Its name is taken, and it was to be left out then.
    Skipped,
    /// The policy refused it.
    Rejected,
    /// It could not be read.
    Failed,
}

impl ItemStatus {
    /// The word that scripts see.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Unchanged => "unchanged",
            Self::Duplicate => "duplicate",
            Self::Renamed => "renamed",
            Self::Version(_) => "version",
            Self::Skipped => "skipped",
            Self::Rejected => "rejected",
            Self::Failed => "failed",
        }
    }

    /// Whether the file is in the vault.
    #[must_use]
    pub const fn is_in(self) -> bool {
        match self {
            Self::Added | Self::Unchanged | Self::Duplicate | Self::Renamed | Self::Version(_) => {
                true
            }
            Self::Skipped | Self::Rejected | Self::Failed => false,
        }
    }
}

/// A source file and what became of it.
#[derive(Debug, Clone)]
pub struct Item {
    /// What became of it.
    pub status: ItemStatus,
    /// Where it came from; `-` for a stream.
    pub source: PathBuf,
    /// Where it is, or would have been.
    pub path: Option<VaultPath>,
    /// The file's id, once it is in the vault.
    pub id: Option<FileId>,
    /// Bytes.
    pub size: u64,
    /// What the content is, as far as it was looked at.
    pub detected: Option<FileType>,
    /// Whether that is what the name says.
    pub verdict: Option<Verdict>,
    /// Why it was rejected or failed; or what is odd about it, though it was added.
    pub reason: Option<String>,
    /// What of the source is not kept.
    pub not_kept: NotKept,
}

impl Item {
    /// Says that the file is not taken, and why; gives none.
    fn refuse<T>(&mut self, status: ItemStatus, why: String) -> Option<T> {
        self.status = status;
        self.reason = Some(why);
        None
    }
}

/// What an add came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Files with new content.
    pub added: u64,
    /// Files that were there already.
    pub unchanged: u64,
    /// Files whose content was there already.
    pub duplicate: u64,
    /// Files that got another name.
    pub renamed: u64,
    /// Files that became versions of others.
    pub versions: u64,
    /// Files that were left out, since their names are taken.
    pub skipped: u64,
    /// Files that the policy refused.
    pub rejected: u64,
    /// Files that could not be read.
    pub failed: u64,
    /// Sources that should have gone, and are still there.
    pub stayed: u64,
    /// Folders that are in the vault now, empty or not.
    pub folders: u64,
    /// Bytes of the files that are in the vault now.
    pub bytes: u64,
    /// What of the files and folders that are in the vault now was not kept.
    pub not_kept: NotKept,
}

impl Summary {
    /// Counts what another add came to as well.
    pub fn add(&mut self, more: &Self) {
        self.added += more.added;
        self.unchanged += more.unchanged;
        self.duplicate += more.duplicate;
        self.renamed += more.renamed;
        self.versions += more.versions;
        self.skipped += more.skipped;
        self.rejected += more.rejected;
        self.failed += more.failed;
        self.stayed += more.stayed;
        self.folders += more.folders;
        self.bytes += more.bytes;
        self.not_kept.add(more.not_kept);
    }
}

/// How far an add is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Files looked at.
    pub files: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Files and bytes in all, once they are counted.
    pub total: Option<(u64, u64)>,
}

/// Who hears of an add while it goes on.
pub trait Listener {
    /// A file is done: what is said here is committed.
    ///
    /// # Errors
    /// Ends the add after the current batch.
    fn item(&mut self, item: &Item) -> Result<()>;

    /// A folder that `move_sources` leaves where it is: it was empty before, and is not in the vault.
    fn stays(&mut self, _folder: &Path) {}

    /// Called several times a second.
    fn progress(&mut self, progress: &Progress);

    /// Whether it is worth counting beforehand.
    fn wants_total(&self) -> bool;
}

/// Adds files. A file that is rejected or fails does not stop the others.
///
/// # Errors
/// Kinds `Denied`, `Busy`, `Usage`; of the vault's disk. What was reported to the listener before
/// is in the vault.
pub fn add(
    gate: &mut Gate,
    sources: Vec<Source>,
    options: &AddOptions,
    listener: &mut dyn Listener,
) -> Result<Summary> {
    pipeline::run(gate, sources, options, None, listener)
}

/// Adds files of a folder that is taken in: each leaves a receipt, in the transaction of its rows, and
/// then its folder.
///
/// # Errors
/// As [`add`].
pub(super) fn take_in(
    gate: &mut Gate,
    files: Vec<Listed>,
    options: &AddOptions,
    intake: &intake::Intake,
    listener: &mut dyn Listener,
) -> Result<Summary> {
    let sources = files.into_iter().map(|file| Source::Listed(Box::new(file)));
    pipeline::run(gate, sources.collect(), options, Some(intake), listener)
}
