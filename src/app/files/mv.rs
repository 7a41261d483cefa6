//! Moving and renaming files and folders, as one operation.

use std::collections::HashSet;

use crate::domain::action::Action;
use crate::domain::detail::Unit;
use crate::domain::path::{PathError, VaultPath};
use crate::domain::placement::OnConflict;
use crate::storage::files::{self, Entry};
use crate::storage::folders;

use crate::app::error::{Error, Kind, Result};
use crate::app::files::path_conflict::{check_path, folder_conflict, free_name};
use crate::app::files::select::{Pick, Picked, resolve};
use crate::app::gate::keeping::stored_query;
use crate::app::gate::{Change, Gate, Lifted, Writing};
use crate::storage::{policy, retention};

/// The result for a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was moved.
    Moved,
    /// It was copied.
    Copied,
    /// It was moved or copied under another name, because its own was taken.
    Renamed,
    /// Its content became this version of the file there; a file that was to be moved went to the
    /// trash.
    Version(u32),
    /// It was neither moved nor copied, because the path is taken.
    Skipped,
}

impl Outcome {
    /// The name used in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Moved => "moved",
            Self::Copied => "copied",
            Self::Renamed => "renamed",
            Self::Version(_) => "version",
            Self::Skipped => "skipped",
        }
    }
}

/// A file that was moved, copied or skipped.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Moved {
    /// The result.
    #[serde(flatten, with = "crate::app::json::StatusOrVersion")]
    pub outcome: Outcome,
    /// Where it was.
    #[serde(flatten, with = "crate::app::json::From")]
    pub from: VaultPath,
    /// Its new path; the requested path, if it was skipped.
    #[serde(flatten, with = "crate::app::json::To")]
    pub to: VaultPath,
}

/// The result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedFiles {
    /// The files, then the folders that had none.
    pub files: Vec<Moved>,
    /// The folder into which they went, or the new path of what was named.
    pub to: VaultPath,
    /// Retention rules whose folder does not exist any more, with the folder; empty if the principal
    /// may not see all files.
    pub rules: Vec<(String, VaultPath)>,
}

/// The destination of a move or copy, as typed.
#[derive(Debug, Clone)]
pub struct Destination {
    path: VaultPath,
    /// It ends with a slash.
    is_folder: bool,
    /// It has no slash: a new name in the same folder, unless it is a folder at the top.
    is_name: bool,
}

impl Destination {
    /// Parses a destination.
    ///
    /// # Errors
    /// Kind `Usage`.
    pub fn parse(text: &[u8]) -> Result<Self> {
        Ok(Self {
            path: VaultPath::parse(text).map_err(|error| usage(&error))?,
            is_folder: text.ends_with(b"/"),
            is_name: !text.contains(&b'/'),
        })
    }

    /// The path for these arguments, and whether they go into it: if it is a folder, or ends with a
    /// slash, or there are several of them.
    ///
    /// # Errors
    /// Kind `Denied` if the path is outside the scope.
    pub(crate) fn resolve(
        &self,
        writing: &Writing<'_, '_>,
        picks: &[Pick],
        found: &[Picked],
    ) -> Result<(VaultPath, bool)> {
        let (view, principal) = (writing.view(), writing.principal);
        let is_several = !matches!(picks, [pick] if pick.is_exact(found));
        let mut to = self.path.clone();
        if self.is_name && !is_several && !principal.sees_folder(view, &to)? {
            let selected = found.first().map(Picked::root);
            let source = selected.or_else(|| picks.first().and_then(Pick::path));
            if let Some(parent) = source.and_then(VaultPath::parent) {
                to = parent.join(to.name()).map_err(|error| usage(&error))?;
            }
        }
        // A principal without access must not learn whether a folder exists.
        writing.check_scope(&to)?;
        let into_folder = self.is_folder || is_several || files::is_folder(view, &to)?;
        Ok((to, into_folder))
    }
}

/// Moves what the arguments name, all of it, or nothing. If a path is taken, `on_conflict` decides.
///
/// # Errors
/// Kinds `NotFound`, `Busy`; `Denied`, also for a file that would no longer have to be kept; `Other`
/// if a path is taken.
pub fn move_files(
    gate: &mut Gate,
    picks: &[Pick],
    to: &Destination,
    on_conflict: OnConflict,
) -> Result<MovedFiles> {
    let target = picks.first().map(Pick::text).unwrap_or_default();
    gate.write(Action::FileMove, &target, |writing| {
        move_in(writing, picks, to, on_conflict)
    })
}

/// What [`move_files`] would do, without doing it.
///
/// # Errors
/// As [`move_files`].
pub fn would_move(
    gate: &mut Gate,
    picks: &[Pick],
    to: &Destination,
    on_conflict: OnConflict,
) -> Result<MovedFiles> {
    gate.rehearse(Action::FileMove, |writing| {
        move_in(writing, picks, to, on_conflict)
    })
}

fn move_in(
    writing: &mut Writing<'_, '_>,
    picks: &[Pick],
    to: &Destination,
    on_conflict: OnConflict,
) -> Result<MovedFiles> {
    let target = picks.first().map(Pick::text).unwrap_or_default();
    let mut rules = rules_with_folder(writing)?;
    let found = resolve(writing.view(), writing.principal, picks)?;
    let (to, into_folder) = to.resolve(writing, picks, &found)?;
    let mut plan = Vec::new();
    for picked in found {
        let destination = destination(&picked, &to, into_folder, "moved")?;
        writing.check_scope(&destination)?;
        if destination != picked.entry.path || destination.raw() != picked.entry.path.raw() {
            plan.push((picked.entry, destination));
        }
    }
    let mut change = writing.begin(&target)?;
    let mut moved = apply(writing, &mut change, plan, on_conflict)?;
    let mut folders = Vec::new();
    let went = moved
        .iter()
        .filter(|one| one.outcome != Outcome::Skipped)
        .count();
    for folder in picks.iter().filter_map(Pick::path) {
        if !folder.is_root() && folders::exists(writing.view(), folder)? {
            let new_root = new_root(folder, &to, into_folder)?;
            if let Some(why) = folder_conflict(writing.view(), writing.principal, &new_root)? {
                return Err(Error::new(Kind::Conflict, why));
            }
            let rows = change.move_folders(writing, folder, &new_root)?;
            let is_in = |one: &Moved| one.from.is_inside(folder);
            if rows > 0 && !moved.iter().any(is_in) {
                folders.push(Moved {
                    outcome: Outcome::Moved,
                    from: folder.clone(),
                    to: new_root,
                });
            }
        }
    }
    change.count(went as u64);
    change.save(writing)?;
    writing.detail(Unit::Files.count(went));
    for (_, folder) in &rules_with_folder(writing)? {
        rules.retain(|(_, before)| before != folder);
    }
    moved.append(&mut folders);
    Ok(MovedFiles {
        files: moved,
        to,
        rules,
    })
}

/// The retention rules whose folder exists, as far as the principal may know.
fn rules_with_folder(writing: &Writing<'_, '_>) -> Result<Vec<(String, VaultPath)>> {
    let mut found = Vec::new();
    if !writing.principal.sees_all() {
        return Ok(found);
    }
    for rule in retention::all(writing.view())? {
        let query = stored_query(&rule.words, rule.set)?;
        if let Some(folder) = query.folder()
            && files::is_folder(writing.view(), folder)?
        {
            found.push((rule.name, folder.clone()));
        }
    }
    Ok(found)
}

fn usage(error: &PathError) -> Error {
    Error::new(Kind::Usage, error.to_string()).maybe_hint(error.hint())
}

/// The new path of what an argument names: a file, or a folder with everything below it.
pub(crate) fn new_root(root: &VaultPath, to: &VaultPath, into_folder: bool) -> Result<VaultPath> {
    if into_folder {
        return to.join(root.name()).map_err(|error| usage(&error));
    }
    Ok(to.clone())
}

/// The new path of a file; `done` is the participle of the command, for messages.
pub(crate) fn destination(
    picked: &Picked,
    to: &VaultPath,
    into_folder: bool,
    done: &str,
) -> Result<VaultPath> {
    let path = &picked.entry.path;
    let root = picked.root();
    let new_root = new_root(root, to, into_folder)?;
    if root.is_root() {
        return Err(Error::new(
            Kind::Usage,
            format!("the root folder cannot be {done}"),
        ));
    }
    if new_root.is_inside(root) {
        return Err(Error::new(
            Kind::Usage,
            format!("{:?} cannot be {done} into itself", root.to_string_lossy()),
        ));
    }
    if picked.folder.is_none() {
        return Ok(new_root);
    }
    match path.rebase(root, &new_root) {
        Some(path) => path.map_err(|error| usage(&error)),
        None => Err(Error::new(Kind::Other, "a file outside its folder")),
    }
}

fn apply(
    writing: &mut Writing<'_, '_>,
    change: &mut Change,
    plan: Vec<(Entry, VaultPath)>,
    on_conflict: OnConflict,
) -> Result<Vec<Moved>> {
    let mut skipped = Vec::new();
    let plan = match on_conflict {
        OnConflict::Skip => leave_out(writing, plan, &mut skipped)?,
        OnConflict::Rename | OnConflict::Version | OnConflict::Fail => plan,
    };
    // Every old path is cleared before a new one is taken, so that a folder can take the path of
    // another one in the same command.
    let mut moving = Vec::with_capacity(plan.len());
    for (entry, to) in plan {
        moving.push((change.lift(writing, &entry.path)?, entry.path, to));
    }
    let mut moved = Vec::with_capacity(moving.len());
    for (lifted, from, to) in moving {
        let there = files::at(writing.view(), &to)?;
        let (to, outcome) = match (there, on_conflict) {
            (None, _) => {
                check_path(writing.view(), writing.principal, &to)?;
                change.put(writing, lifted, &to, |_| {})?;
                (to, Outcome::Moved)
            }
            (Some(_), OnConflict::Rename) => {
                let free = free_name(writing.view(), writing.principal, &to)?;
                change.put(writing, lifted, &free, |_| {})?;
                (free, Outcome::Renamed)
            }
            (Some(there), OnConflict::Version) => {
                let version = become_version(writing, change, lifted, there)?;
                (to, Outcome::Version(version))
            }
            (Some(_), OnConflict::Skip | OnConflict::Fail) => return Err(in_the_way(&to)),
        };
        moved.push(Moved { from, to, outcome });
    }
    moved.append(&mut skipped);
    Ok(moved)
}

/// The part of a plan without conflicts: a file that stays may itself be in the way.
fn leave_out(
    writing: &Writing<'_, '_>,
    mut plan: Vec<(Entry, VaultPath)>,
    skipped: &mut Vec<Moved>,
) -> Result<Vec<(Entry, VaultPath)>> {
    loop {
        let going: HashSet<Vec<u8>> = (plan.iter())
            .map(|(entry, _)| entry.path.key().to_vec())
            .collect();
        let before = plan.len();
        let mut given = HashSet::new();
        let mut left = Vec::with_capacity(before);
        for (entry, to) in plan {
            let stays = files::at(writing.view(), &to)?.is_some() && !going.contains(to.key());
            if stays || !given.insert(to.key().to_vec()) {
                skipped.push(Moved {
                    from: entry.path,
                    to,
                    outcome: Outcome::Skipped,
                });
            } else {
                left.push((entry, to));
            }
        }
        if left.len() == before {
            return Ok(left);
        }
        plan = left;
    }
}

/// Makes the content of a lifted file the next version of another file; returns its number.
fn become_version(
    writing: &mut Writing<'_, '_>,
    change: &mut Change,
    lifted: Lifted,
    there: Entry,
) -> Result<u32> {
    let version = lifted.file().current.clone();
    let mut number = there.file.current.number;
    if there.file.current.content != version.content {
        writing.check_rename(lifted.path(), &there.path, &version)?;
        number = number.saturating_add(1);
        let most = policy::read(writing.view())?.max_versions;
        change.replace(writing, there, version, most)?;
    }
    change.discard(writing, lifted)?;
    Ok(number)
}

pub(crate) fn in_the_way(path: &VaultPath) -> Error {
    Error::new(
        Kind::Conflict,
        format!("{:?} already exists", path.to_string_lossy()),
    )
    .hint("move it first, or use --on-conflict rename, version or skip")
}

impl crate::app::json::Outcome for Outcome {
    fn outcome(&self) -> (&'static str, Option<u32>) {
        let version = match self {
            Self::Version(number) => Some(*number),
            Self::Moved | Self::Copied | Self::Renamed | Self::Skipped => None,
        };
        (self.name(), version)
    }
}
