//! Files with the same content at several paths: which there are, and which of them stays. Contents
//! are compared by their row, nothing else. How the rest goes to the trash is in `removing`.

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

use super::error::{Error, Kind, Result};
use super::gate::{Gate, Principal};
use super::select::not_found;
pub use removing::apply;

/// Which copy stays, where no preferred folder decides. Where two are alike, the first path does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// The one that came in first.
    Oldest,
    /// The one that came in last.
    Newest,
    /// The one with the shortest path, in bytes.
    Shortest,
    /// The first in order of path.
    First,
}

/// Where to look, and which copy stays.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Only files in these folders, at any depth; the whole vault for none.
    pub folders: Vec<VaultPath>,
    /// A copy in one of these folders stays, in one named earlier before one named later.
    pub prefer: Vec<VaultPath>,
    /// What decides among the rest.
    pub keep: Keep,
}

/// Why a copy that is not needed stays all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// It is somebody else's, and only one's own may be removed.
    NotOwn,
    /// It has tags or a note, which go to the copy that stays: that takes leave to organize.
    Labelled,
}

/// A file with the same content as others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// Where it is.
    pub path: VaultPath,
    /// Kept through moves and edits.
    pub id: FileId,
    /// When it came in.
    pub created: Time,
    /// Why it may not go, if it may not.
    pub held: Option<Held>,
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
    /// The copy that stays.
    pub keep: Copy,
    /// The others, in order of path.
    pub others: Vec<Copy>,
}

impl Group {
    /// The copies that go.
    pub fn going(&self) -> impl Iterator<Item = &Copy> {
        self.others.iter().filter(|copy| copy.held.is_none())
    }

    /// Bytes of the copies that go, each counted.
    #[must_use]
    pub fn gain(&self) -> u64 {
        self.size.saturating_mul(self.going().count() as u64)
    }

    /// Whether there is a copy that may go, be it the one that is proposed to stay.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.keep.held.is_none() || self.going().next().is_some()
    }

    /// Keeps another copy instead: the number `index` of `others`.
    pub fn keep_instead(&mut self, index: usize) {
        if let Some(other) = self.others.get_mut(index) {
            std::mem::swap(other, &mut self.keep);
            self.others.sort_by(|a, b| a.path.key().cmp(b.path.key()));
        }
    }
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Done {
    /// The groups of which something went, or was held.
    pub groups: Vec<Group>,
    /// Copies that somebody else has moved, changed or removed since they were looked at: they are
    /// as they were found.
    pub changed: u64,
}

/// The groups of equal files, those first that take most. Empty files are left out.
///
/// # Errors
/// Kind `Denied` for who may not remove files, or not list them; `NotFound` for a folder that is
/// not there; `Usage` where a preferred folder is not among those that are looked at.
pub fn plan(gate: &mut Gate, wish: &Wish) -> Result<Vec<Group>> {
    gate.read(Action::Dedupe, |view, principal| {
        groups(view, principal, wish)
    })
}

/// As [`plan`], where nothing is to be removed.
///
/// # Errors
/// As [`plan`].
pub fn would_remove(gate: &mut Gate, wish: &Wish) -> Result<Vec<Group>> {
    gate.dry_run(Action::Dedupe, &[], |view, principal| {
        groups(view, principal, wish)
    })
}

fn groups(view: &Metadata, principal: &Principal, wish: &Wish) -> Result<Vec<Group>> {
    if !principal.may_read() {
        return Err(Error::new(
            Kind::Denied,
            "which files are copies is told only to those with file:read",
        ));
    }
    let folders = outermost(&wish.folders);
    for folder in folders.iter().chain(&wish.prefer) {
        check_folder(view, principal, folder)?;
    }
    if let Some(folder) = wish
        .prefer
        .iter()
        .find(|folder| !leads_in(folder, &folders))
    {
        let name = folder.to_string_lossy();
        return Err(Error::new(
            Kind::Usage,
            format!("{name:?} is preferred, but not among the folders that are looked at"),
        )
        .hint("name it as a folder as well"));
    }
    let copies = copies(view, principal, &folders)?;
    let mut groups = copies
        .into_iter()
        .map(|(content, copies)| group(view, wish, content, copies))
        .collect::<Result<Vec<Option<Group>>>>()?
        .into_iter()
        .flatten()
        .collect::<Vec<_>>();
    groups.sort_by(|a, b| {
        (b.gain().cmp(&a.gain())).then_with(|| a.keep.path.key().cmp(b.keep.path.key()))
    });
    Ok(groups)
}

/// The folders without those that lie in another of them; the root for none.
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

/// Whether a folder is one of those, lies in one, or has one in it.
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
            format!("{name:?} is a file, and this takes folders"),
        ));
    }
    if !principal.sees_folder(view, folder)? {
        return Err(not_found(folder.raw()));
    }
    Ok(())
}

/// The copies of each content that is there more than once. Rows are read twice, so that only
/// those that count are held in memory.
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
                held: held(principal, &entry.file),
                path: entry.path,
                id: entry.file.id,
                created: entry.file.created,
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

/// Why this principal may not have a file removed for being a copy.
fn held(principal: &Principal, file: &FileRecord) -> Option<Held> {
    if !principal.may_remove(&file.owner) {
        return Some(Held::NotOwn);
    }
    let labelled = !file.tags.is_empty() || file.note.is_some();
    (labelled && !principal.permissions.has(Permission::FileOrganize)).then_some(Held::Labelled)
}

/// The copies, in order of path, as a group.
fn group(
    view: &impl View,
    wish: &Wish,
    number: u64,
    mut copies: Vec<Copy>,
) -> Result<Option<Group>> {
    let content = content::get(view, number)?;
    copies.sort_by(|a, b| a.path.key().cmp(b.path.key()));
    let kept =
        (0..copies.len()).min_by_key(|index| copies.get(*index).map(|copy| rank(wish, copy)));
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

/// The lowest stays; of several that are alike, the first.
fn rank(wish: &Wish, copy: &Copy) -> (usize, i128) {
    let preferred = wish.prefer.iter();
    let place = preferred
        .clone()
        .position(|folder| copy.path.is_inside(folder))
        .unwrap_or(preferred.len());
    let created = i128::from(copy.created.nanos());
    let order = match wish.keep {
        Keep::Oldest => created,
        Keep::Newest => -created,
        Keep::Shortest => copy.path.raw().len() as i128,
        Keep::First => 0,
    };
    (place, order)
}
