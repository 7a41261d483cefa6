//! Duplicates: files with the same content at several paths, and which of them to keep. Only the
//! rows of contents are compared. Removal is in `removing`.

mod removing;

use std::collections::HashMap;

use crate::domain::action::Action;
use crate::domain::id::FileId;
use crate::domain::path::VaultPath;
use crate::domain::permission::Permission;
use crate::domain::time::Time;
use crate::storage::content;
use crate::storage::files::{self, Entry};
use crate::storage::record::FileRecord;
use crate::storage::tables::{Metadata, View};

use crate::app::error::{Error, Kind, Result};
use crate::app::files::select::not_found;
use crate::app::gate::{Gate, Principal};
pub use removing::apply;

/// Which copy to keep if no preferred folder decides. Ties go to the first path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// The one that was modified first, then the one added first.
    Oldest,
    /// The one that was modified last, then the one added last.
    Newest,
    /// The one with the shortest path, in bytes.
    Shortest,
    /// The first in order of path.
    First,
}

/// Where to look, and which copy to keep.
#[derive(Debug, Clone)]
pub struct DedupeOptions {
    /// Only files in these folders, at any depth; the whole vault if empty.
    pub folders: Vec<VaultPath>,
    /// Keep a copy in one of these folders, earlier folders first.
    pub prefer: Vec<VaultPath>,
    /// Decides among the remaining copies.
    pub keep: Keep,
}

/// Why a duplicate is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptReason {
    /// It belongs to another user, and the principal may only remove its own files.
    NotOwn,
    /// It has tags or a note, which would move to the kept copy: that requires the permission to
    /// organize.
    Labelled,
}

/// A file with the same content as others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// Where it is.
    pub path: VaultPath,
    /// Kept through moves and edits.
    pub id: FileId,
    /// When it was added.
    pub created: Time,
    /// When the source was last modified.
    pub modified: Time,
    /// Why it must be kept, if so.
    pub kept_reason: Option<KeptReason>,
}

/// Files with the same content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The row of `contents`.
    content: u64,
    /// BLAKE3 of the content, as `b3sum` prints it.
    pub hash: [u8; 32],
    /// Bytes of one copy.
    pub size: u64,
    /// The copy to keep.
    pub keep: Copy,
    /// The others, in order of path.
    pub others: Vec<Copy>,
}

impl Group {
    /// The copies to remove.
    pub fn going(&self) -> impl Iterator<Item = &Copy> {
        self.others.iter().filter(|copy| copy.kept_reason.is_none())
    }

    /// Total bytes of the copies to remove.
    #[must_use]
    pub fn gain(&self) -> u64 {
        self.size.saturating_mul(self.going().count() as u64)
    }

    /// Whether any copy may be removed, including the one proposed to keep.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.keep.kept_reason.is_none() || self.going().next().is_some()
    }

    /// Keeps `others[index]` instead.
    pub fn keep_instead(&mut self, index: usize) {
        if let Some(other) = self.others.get_mut(index) {
            std::mem::swap(other, &mut self.keep);
            self.others.sort_by(|a, b| a.path.key().cmp(b.path.key()));
        }
    }
}

impl KeptReason {
    /// The name shown to scripts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotOwn => "not_own",
            Self::Labelled => "labelled",
        }
    }
}

crate::domain::schema::by_name!(KeptReason: NotOwn, Labelled);

/// A file of a group, as in the JSON output.
#[derive(Debug, serde::Serialize, schemars::JsonSchema)]
pub struct CopyInfo<'a> {
    /// The file.
    pub id: FileId,
    /// Where it is.
    #[serde(flatten, with = "crate::app::json::Path")]
    pub path: &'a VaultPath,
    /// Why it is kept; only in `held`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "KeptReason")]
    pub reason: Option<KeptReason>,
}

impl<'a> From<&'a Copy> for CopyInfo<'a> {
    fn from(copy: &'a Copy) -> Self {
        Self {
            id: copy.id,
            path: &copy.path,
            reason: copy.kept_reason,
        }
    }
}

/// Files with the same content, as in the JSON output.
#[derive(Debug, serde::Serialize, schemars::JsonSchema)]
pub struct GroupInfo<'a> {
    /// The hash of the content.
    #[serde(with = "crate::domain::schema::Hash")]
    pub hash: [u8; 32],
    /// Bytes of one copy.
    pub size: u64,
    /// The copy that is kept.
    pub keep: CopyInfo<'a>,
    /// The copies that are moved to the trash.
    pub remove: Vec<CopyInfo<'a>>,
    /// The copies that are kept, too, because of missing permissions.
    pub held: Vec<CopyInfo<'a>>,
}

impl<'a> From<&'a Group> for GroupInfo<'a> {
    fn from(group: &'a Group) -> Self {
        let held = group.others.iter();
        let held = held.filter(|copy| copy.kept_reason.is_some());
        Self {
            hash: group.hash,
            size: group.size,
            keep: CopyInfo {
                reason: None,
                ..CopyInfo::from(&group.keep)
            },
            remove: group.going().map(CopyInfo::from).collect(),
            held: held.map(CopyInfo::from).collect(),
        }
    }
}

/// The counts of a plan or of its result.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct DedupeSummary {
    /// Groups of equal files.
    pub groups: usize,
    /// Files moved to the trash.
    pub files: u64,
    /// Bytes of these files.
    pub bytes: u64,
}

impl DedupeSummary {
    /// The counts of these groups.
    #[must_use]
    pub fn of(groups: &[Group]) -> Self {
        Self {
            groups: groups.len(),
            files: groups
                .iter()
                .map(|group| group.going().count() as u64)
                .sum(),
            bytes: groups.iter().map(Group::gain).fold(0, u64::saturating_add),
        }
    }
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Done {
    /// The groups with removed or kept duplicates.
    pub groups: Vec<Group>,
    /// Copies moved, changed or removed by others since the plan was made: left unchanged.
    pub changed: u64,
}

/// The groups of equal files, largest first. Empty files are left out.
///
/// # Errors
/// Kind `Denied` for a principal that may not remove or list files; `NotFound` for a missing
/// folder; `Usage` if a preferred folder is not among the searched ones.
pub fn plan(gate: &mut Gate, options: &DedupeOptions) -> Result<Vec<Group>> {
    gate.read(Action::Dedupe, |view, principal| {
        groups(view, principal, options)
    })
}

/// As [`plan`], for a preview.
pub fn would_remove(gate: &mut Gate, options: &DedupeOptions) -> Result<Vec<Group>> {
    gate.dry_run(Action::Dedupe, &[], |view, principal| {
        groups(view, principal, options)
    })
}

fn groups(view: &Metadata, principal: &Principal, options: &DedupeOptions) -> Result<Vec<Group>> {
    if !principal.may_read() {
        return Err(Error::new(
            Kind::Denied,
            "finding duplicates requires file:read",
        ));
    }
    let folders = outermost(&options.folders);
    for folder in folders.iter().chain(&options.prefer) {
        check_folder(view, principal, folder)?;
    }
    if let Some(folder) = options
        .prefer
        .iter()
        .find(|folder| !leads_in(folder, &folders))
    {
        let name = folder.to_string_lossy();
        return Err(Error::new(
            Kind::Usage,
            format!("the preferred folder {name:?} is not among the searched folders"),
        )
        .hint("add it to the folders to search"));
    }
    let copies = copies(view, principal, &folders)?;
    let mut groups = copies
        .into_iter()
        .map(|(content, copies)| group(view, options, content, copies))
        .collect::<Result<Vec<Option<Group>>>>()?
        .into_iter()
        .flatten()
        .collect::<Vec<_>>();
    groups.sort_by(|a, b| {
        (b.gain().cmp(&a.gain())).then_with(|| a.keep.path.key().cmp(b.keep.path.key()))
    });
    Ok(groups)
}

/// The folders that are not inside another of them; the root if empty.
fn outermost(folders: &[VaultPath]) -> Vec<VaultPath> {
    if folders.is_empty() {
        return vec![VaultPath::root()];
    }
    let mut all: Vec<VaultPath> = folders
        .iter()
        .filter(|folder| !folders.iter().any(|other| folder.is_inside(other)))
        .cloned()
        .collect();
    all.sort_by(|a, b| a.key().cmp(b.key()));
    all.dedup_by(|a, b| a.key() == b.key());
    all
}

/// Whether a folder is one of `folders`, inside one, or contains one.
fn leads_in(folder: &VaultPath, folders: &[VaultPath]) -> bool {
    folders.iter().any(|other| {
        folder.key() == other.key() || folder.is_inside(other) || other.is_inside(folder)
    })
}

fn check_folder(view: &impl View, principal: &Principal, folder: &VaultPath) -> Result<()> {
    if principal.sees(folder) && files::at(view, folder)?.is_some() {
        let name = folder.to_string_lossy();
        return Err(Error::new(
            Kind::Usage,
            format!("{name:?} is a file, not a folder"),
        ));
    }
    if !principal.sees_folder(view, folder)? {
        return Err(not_found(folder.raw()));
    }
    Ok(())
}

/// The copies of each content that occurs more than once. Reads the rows twice, so that only those
/// copies are held in memory.
fn copies(
    view: &impl View,
    principal: &Principal,
    folders: &[VaultPath],
) -> Result<HashMap<u64, Vec<Copy>>> {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    each(view, principal, folders, |entry| {
        *counts.entry(entry.file.current.content).or_default() += 1;
    })?;
    counts.retain(|_, count| *count > 1);
    let mut found: HashMap<u64, Vec<Copy>> = HashMap::with_capacity(counts.len());
    each(view, principal, folders, |entry| {
        if counts.contains_key(&entry.file.current.content) {
            let copies = found.entry(entry.file.current.content).or_default();
            copies.push(Copy {
                kept_reason: kept_reason(principal, &entry.file),
                path: entry.path,
                id: entry.file.id,
                created: entry.file.created,
                modified: entry.file.current.modified,
            });
        }
    })?;
    Ok(found)
}

fn each(
    view: &impl View,
    principal: &Principal,
    folders: &[VaultPath],
    mut consider: impl FnMut(Entry),
) -> Result<()> {
    for folder in folders {
        for entry in files::below(view, folder)? {
            let entry = entry?;
            let current = &entry.file.current;
            if current.size > 0 && !current.is_link() && principal.sees(&entry.path) {
                consider(entry);
            }
        }
    }
    Ok(())
}

/// Why this principal may not have a file removed as a duplicate.
fn kept_reason(principal: &Principal, file: &FileRecord) -> Option<KeptReason> {
    if !principal.may_remove(&file.owner) {
        return Some(KeptReason::NotOwn);
    }
    let labelled = !file.tags.is_empty() || file.note.is_some();
    (labelled && !principal.permissions.has(Permission::FileOrganize))
        .then_some(KeptReason::Labelled)
}

/// Groups the copies, in order of path.
fn group(
    view: &impl View,
    options: &DedupeOptions,
    number: u64,
    mut copies: Vec<Copy>,
) -> Result<Option<Group>> {
    let content = content::get(view, number)?;
    copies.sort_by(|a, b| a.path.key().cmp(b.path.key()));
    let kept =
        (0..copies.len()).min_by_key(|index| copies.get(*index).map(|copy| rank(options, copy)));
    let Some(kept) = kept else { return Ok(None) };
    let keep = copies.remove(kept);
    Ok(Some(Group {
        content: number,
        hash: content.hash,
        size: content.size,
        keep,
        others: copies,
    }))
}

/// The copy with the lowest rank is kept.
fn rank(options: &DedupeOptions, copy: &Copy) -> (usize, i128, i128) {
    let preferred = options.prefer.iter();
    let place = preferred
        .clone()
        .position(|folder| copy.path.is_inside(folder))
        .unwrap_or(preferred.len());
    let modified = i128::from(copy.modified.nanos());
    let created = i128::from(copy.created.nanos());
    let (order, then) = match options.keep {
        Keep::Oldest => (modified, created),
        Keep::Newest => (-modified, -created),
        Keep::Shortest => (copy.path.raw().len() as i128, 0),
        Keep::First => (0, 0),
    };
    (place, order, then)
}
