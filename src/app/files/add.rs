//! Adding files. Each file is read once, checked, chunked, hashed and compressed on all cores, and
//! written by one thread in batches of one transaction each. Each step has a file in `add/`.

mod attributes;
mod batch;
mod dry_run;
pub(in crate::app) mod exclude;
mod filing;
pub(in crate::app) mod intake;
pub(in crate::app) mod origin;
pub(crate) mod pack;
mod pipeline;
mod plan;
pub(crate) mod prepare;
pub(crate) mod prepared;
pub(crate) mod queue;
mod shared;
pub(in crate::app) mod source;
pub(in crate::app) mod source_disposal;
mod walk;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::attributes::Attributes;
use crate::domain::file_type::{FileType, TypeGroup};
use crate::domain::id::FileId;
use crate::domain::path::VaultPath;
use crate::domain::placement::OnConflict;
use crate::domain::rule::Conflict;
use crate::domain::tag::Tag;
use crate::domain::time::Time;
use crate::domain::verdict::Verdict;

use crate::app::error::Result;
use crate::app::files::rules::Filing;
use crate::app::gate::Gate;

pub use attributes::NotKept;
pub use exclude::Exclude;

/// Options of an add.
#[derive(Debug, Clone)]
pub struct AddOptions {
    /// The target folder.
    pub to: VaultPath,
    /// The name of the single file that is added, instead of its own.
    pub name: Option<Vec<u8>>,
    /// Tags for every file.
    pub tags: Vec<Tag>,
    /// A note for every file.
    pub note: Option<String>,
    /// Remove each source once its content was committed and verified by reading it back.
    pub move_sources: bool,
    /// Preview: change nothing.
    pub dry_run: bool,
    /// Whether the vault's rules choose the paths.
    pub filing: Filing,
    /// What to do if a path is taken by other content. Default: a file added under an explicit
    /// name, or whose source stays and produced the existing file, becomes the next version; any
    /// other is renamed.
    pub on_conflict: Option<OnConflict>,
    /// Accept an empty stream, instead of treating it as a failure of the program that writes to
    /// it.
    pub allow_empty: bool,
    /// The single file that is added is an edited copy of this version of this file: it becomes the
    /// next version of exactly that one, with the same attributes, or is refused.
    pub replaces: Option<(FileId, u32)>,
    /// What to leave out of folders.
    pub exclude: Exclude,
}

impl AddOptions {
    /// What to do if a path is taken by other content from another source.
    fn conflict(&self) -> Conflict {
        match self.on_conflict {
            Some(OnConflict::Rename) => Conflict::RenameNew,
            Some(OnConflict::Version) => Conflict::NewVersion,
            Some(OnConflict::Skip | OnConflict::Fail) => Conflict::Skip,
            None if self.name.is_some() && !self.move_sources => Conflict::NewVersion,
            None => Conflict::RenameNew,
        }
    }

    /// Whether sources are recorded, so that adding one again updates the file it produced: only if
    /// sources stay and no other option says otherwise.
    fn remembers_sources(&self) -> bool {
        let asks = matches!(self.on_conflict, None | Some(OnConflict::Version));
        !self.move_sources && asks && self.replaces.is_none()
    }
}

/// Where content comes from.
pub enum Source {
    /// A file, a symbolic link (which is not followed), or a folder with everything below it.
    Path(PathBuf),
    /// A stream, such as standard input; its name is the options' `name`.
    Stream(Box<dyn Read + Send>),
    /// The content of a file that is already open; its name is the options' `name`.
    Opened(Box<Opened>),
    /// A file of an imported folder, with its own target path.
    Listed(Box<Listed>),
}

/// A file found in an imported folder.
pub struct Listed {
    pub(in crate::app) path: PathBuf,
    /// The imported folder.
    pub(in crate::app) origin: Arc<origin::Origin>,
    /// The target path, or why there is none.
    pub(in crate::app) to: std::result::Result<VaultPath, String>,
}

/// A file inside a container file, such as a drop.
pub struct Opened {
    pub(in crate::app) inside: Box<dyn Read + Send>,
    /// The container: removed after the import, as with `move_sources`.
    pub(in crate::app) source: PathBuf,
    pub(in crate::app) receipt: source::Receipt,
    /// The modification time of the contained file.
    pub(in crate::app) modified: Time,
    /// The attributes of the contained file.
    pub(in crate::app) attributes: Option<Attributes>,
}

/// The result for one source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemStatus {
    /// Added, with new content.
    Added,
    /// The file at its path already has this content.
    Unchanged,
    /// Added; the vault already had the content, at another path or in an earlier version.
    Duplicate,
    /// Added under another name, because its own was taken.
    Renamed,
    /// Added as this version of the existing file.
    Version(u32),
    /// Skipped: its name is taken, or it belongs to the vault itself.
    Skipped,
    /// Rejected by the policy.
    Rejected,
    /// Could not be read.
    Failed,
}

impl ItemStatus {
    /// The name used in JSON.
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
    pub const fn is_stored(self) -> bool {
        match self {
            Self::Added | Self::Unchanged | Self::Duplicate | Self::Renamed | Self::Version(_) => {
                true
            }
            Self::Skipped | Self::Rejected | Self::Failed => false,
        }
    }
}

impl crate::app::json::Outcome for ItemStatus {
    fn outcome(&self) -> (&'static str, Option<u32>) {
        match *self {
            Self::Version(number) => (self.name(), Some(number)),
            Self::Added
            | Self::Unchanged
            | Self::Duplicate
            | Self::Renamed
            | Self::Skipped
            | Self::Rejected
            | Self::Failed => (self.name(), None),
        }
    }
}

/// A source file and its result.
#[derive(Debug, Clone, serde::Serialize, schemars::JsonSchema)]
pub struct Item {
    /// The result.
    #[serde(flatten, with = "crate::app::json::StatusOrVersion")]
    pub status: ItemStatus,
    /// Where it came from; `-` for a stream.
    #[serde(flatten, with = "crate::app::json::Source")]
    pub source: PathBuf,
    /// The path in the vault, or the one it would have had.
    #[serde(flatten, with = "crate::app::json::OptionalPath")]
    pub path: Option<VaultPath>,
    /// The file's id, if it is in the vault.
    pub id: Option<FileId>,
    /// Size in bytes.
    pub size: u64,
    /// The detected type, if the content was examined.
    pub detected: Option<FileType>,
    /// Whether the type matches the name.
    pub verdict: Option<Verdict>,
    /// Why it was rejected or failed, or a warning if it was added.
    pub reason: Option<String>,
    /// If the policy rejected it: the command after which it would be accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    /// If the policy rejected it, and allowing a whole group of types would accept it: the group.
    #[serde(skip)]
    pub group: Option<TypeGroup>,
    /// Parts of the source that the vault does not store.
    #[serde(skip)]
    pub not_kept: NotKept,
}

impl Item {
    /// Marks the file as not added, with the reason; returns `None`.
    fn refuse<T>(&mut self, status: ItemStatus, why: String) -> Option<T> {
        self.status = status;
        self.reason = Some(why);
        None
    }
}

/// The result of an add.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct Summary {
    /// Files with new content.
    pub added: u64,
    /// Files that are unchanged.
    pub unchanged: u64,
    /// Files whose content was known.
    pub duplicate: u64,
    /// Files that were renamed.
    pub renamed: u64,
    /// Files that became a new version.
    pub versions: u64,
    /// Files that were skipped because their names are taken.
    pub skipped: u64,
    /// Files that the policy rejected.
    pub rejected: u64,
    /// Files that could not be read.
    pub failed: u64,
    /// Files and folders that were ignored: junk, what was excluded, and special files (FIFOs, sockets,
    /// devices) in folders.
    pub ignored: u64,
    /// Sources that could not be removed.
    pub stayed: u64,
    /// Folders added, empty or not.
    pub folders: u64,
    /// Bytes of the added files.
    pub bytes: u64,
    /// Parts of the sources that were not stored.
    pub not_kept: NotKept,
}

impl Summary {
    /// Adds the counts of another summary.
    pub fn add(&mut self, more: &Self) {
        self.added += more.added;
        self.unchanged += more.unchanged;
        self.duplicate += more.duplicate;
        self.renamed += more.renamed;
        self.versions += more.versions;
        self.skipped += more.skipped;
        self.rejected += more.rejected;
        self.failed += more.failed;
        self.ignored += more.ignored;
        self.stayed += more.stayed;
        self.folders += more.folders;
        self.bytes += more.bytes;
        self.not_kept.add(more.not_kept);
    }
}

/// Progress of an add.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Files looked at.
    pub files: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Files and bytes in total, once counted.
    pub total: Option<(u64, u64)>,
}

/// Receives the events of an add.
pub trait Listener {
    /// A file is done: what is reported here is committed.
    ///
    /// # Errors
    /// An error ends the add after the current batch.
    fn item(&mut self, item: &Item) -> Result<()>;

    /// A folder that `move_sources` leaves in place: it was empty before and is not in the vault.
    fn stays(&mut self, _folder: &Path) {}

    /// Called several times a second.
    fn progress(&mut self, progress: &Progress);

    /// Whether to count the total beforehand.
    fn wants_total(&self) -> bool;
}

/// Adds files. A file that is rejected or fails does not stop the others.
///
/// # Errors
/// Kinds `Denied`, `Busy`, `Usage`; `Other` for errors of the vault's disk. Files reported to the
/// listener before stay in the vault.
pub fn add(
    gate: &mut Gate,
    sources: Vec<Source>,
    options: &AddOptions,
    listener: &mut dyn Listener,
) -> Result<Summary> {
    pipeline::run(gate, sources, options, None, listener)
}

/// Adds files of an imported folder: each leaves a receipt in the transaction of its rows, and is
/// then removed from the folder.
pub(in crate::app) fn import_folder(
    gate: &mut Gate,
    files: Vec<Listed>,
    options: &AddOptions,
    intake: &intake::Intake,
    listener: &mut dyn Listener,
) -> Result<Summary> {
    let sources = files.into_iter().map(|file| Source::Listed(Box::new(file)));
    pipeline::run(gate, sources.collect(), options, Some(intake), listener)
}
