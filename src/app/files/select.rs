//! Selecting files by path, id or glob; a folder selects everything below it.

use crate::domain::action::Action;
use crate::domain::glob::{Glob, GlobError};
use crate::domain::id::FileId;
use crate::domain::path::VaultPath;
use crate::storage::files::{self, Entry, Place};
use crate::storage::folders;
use crate::storage::tables::View;

use crate::app::error::{Error, Kind, Result};
use crate::app::gate::{Gate, Principal};

/// An argument that selects files.
#[derive(Debug, Clone)]
pub enum Pick {
    /// A path: of a file, or of a folder.
    Path(VaultPath),
    /// `id:...`.
    Id(FileId),
    /// A pattern; a file or folder with exactly this name has precedence.
    Glob(Option<VaultPath>, Box<Glob>, String),
}

impl Pick {
    /// Parses an argument: `id:...`, a path, or a pattern.
    ///
    /// # Errors
    /// Kind `Usage`.
    pub fn parse(argument: &[u8]) -> Result<Self> {
        let text = std::str::from_utf8(argument).ok();
        if let Some(id) = text.and_then(|text| text.strip_prefix("id:")) {
            return match id.parse() {
                Ok(id) => Ok(Self::Id(id)),
                Err(error) => Err(Error::new(Kind::Usage, format!("{error}"))),
            };
        }
        let path = VaultPath::parse(argument);
        if let Some(text) = text.filter(|text| Glob::is_pattern(text)) {
            return match (Glob::path_exact(text), path) {
                (Ok(glob), path) => Ok(Self::Glob(path.ok(), Box::new(glob), text.to_owned())),
                // An invalid pattern can still be the exact name of a file.
                (Err(_), Ok(path)) => Ok(Self::Path(path)),
                (Err(error), Err(_)) => Err(malformed(&error)),
            };
        }
        path.map(Self::Path)
            .map_err(|e| Error::new(Kind::Usage, e.to_string()).maybe_hint(e.hint()))
    }

    /// The argument as a path, if it can be one.
    pub(crate) fn path(&self) -> Option<&VaultPath> {
        match self {
            Self::Path(path) => Some(path),
            Self::Glob(path, ..) => path.as_ref(),
            Self::Id(_) => None,
        }
    }

    /// Whether it names what it selects, and is not a pattern: the number of files that match a
    /// pattern must not decide what a destination means.
    pub(crate) fn is_exact(&self, found: &[Picked]) -> bool {
        match self {
            Self::Path(_) | Self::Id(_) => true,
            Self::Glob(literal, ..) => found
                .iter()
                .all(|picked| Some(picked.root()) == literal.as_ref()),
        }
    }

    /// The argument, for messages and the audit log.
    #[must_use]
    pub fn text(&self) -> Vec<u8> {
        match self {
            Self::Path(path) => path.raw().to_vec(),
            Self::Id(id) => format!("id:{id}").into_bytes(),
            Self::Glob(_, _, text) => text.clone().into_bytes(),
        }
    }
}

/// A selected file.
pub(crate) struct Picked {
    pub entry: Entry,
    /// The folder that the argument named, if any: exports keep the structure below its parent.
    pub folder: Option<VaultPath>,
}

impl Picked {
    /// What the argument selected: the file, or the folder that contains it.
    pub(crate) fn root(&self) -> &VaultPath {
        self.folder.as_ref().unwrap_or(&self.entry.path)
    }
}

pub(crate) fn not_found(what: &[u8]) -> Error {
    Error::new(
        Kind::NotFound,
        format!("{:?} is not in the vault", String::from_utf8_lossy(what)),
    )
    .hint("list files with: file-organizer ls -R, or search with: file-organizer find")
}

fn malformed(error: &GlobError) -> Error {
    Error::new(Kind::Usage, error.to_string()).maybe_hint(error.hint())
}

/// The error for an argument that selects nothing: it may have been meant as a pattern.
fn nothing(pick: &Pick) -> Error {
    let text = pick.text();
    let pattern = std::str::from_utf8(&text).ok();
    match (pick, pattern.filter(|text| Glob::is_pattern(text))) {
        (Pick::Path(_), Some(pattern)) => match Glob::path_exact(pattern) {
            Err(error) => malformed(&error),
            Ok(_) => not_found(&text),
        },
        _ => not_found(&text),
    }
}

/// Whether an argument names a stored folder without files.
fn is_empty_folder(view: &impl View, principal: &Principal, pick: &Pick) -> Result<bool> {
    let Some(path) = pick.path() else {
        return Ok(false);
    };
    Ok(!path.is_root() && principal.sees_folder(view, path)? && folders::exists(view, path)?)
}

/// The files that the arguments select, each once, in the order of the arguments.
///
/// # Errors
/// Kind `NotFound` for an argument that selects neither files nor a folder.
pub(crate) fn resolve(
    view: &impl View,
    principal: &Principal,
    picks: &[Pick],
) -> Result<Vec<Picked>> {
    let mut seen = std::collections::HashSet::new();
    let mut found = Vec::new();
    for pick in picks {
        let matches = one(view, principal, pick)?;
        if matches.is_empty() && !is_empty_folder(view, principal, pick)? {
            return Err(nothing(pick));
        }
        let fresh = |picked: &Picked| seen.insert(picked.entry.file.id);
        found.extend(matches.into_iter().filter(fresh));
    }
    Ok(found)
}

/// The number of files that the arguments select, for a question before the action; a refusal is
/// recorded as one of the action.
///
/// # Errors
/// Kinds `Denied`, `NotFound`.
pub fn count(gate: &mut Gate, action: Action, picks: &[Pick]) -> Result<u64> {
    gate.read(action, |view, principal| {
        Ok(resolve(view, principal, picks)?.len() as u64)
    })
}

/// The one file that an argument selects.
///
/// # Errors
/// Kind `NotFound`; `Usage` if it selects a folder or several files.
pub(crate) fn single(view: &impl View, principal: &Principal, pick: &Pick) -> Result<Entry> {
    let mut found = one(view, principal, pick)?;
    let what = String::from_utf8_lossy(&pick.text()).into_owned();
    match (found.pop(), found.is_empty()) {
        (None, _) => Err(nothing(pick)),
        (Some(only), true) if only.folder.is_none() => Ok(only.entry),
        (Some(_), _) => Err(Error::new(
            Kind::Usage,
            format!("{what:?} selects a folder or several files, but one file is required"),
        )
        .hint(format!("list them with: file-organizer ls {what}"))),
    }
}

/// What one argument selects, as far as the principal may see it: anything else does not exist for
/// them.
fn one(view: &impl View, principal: &Principal, pick: &Pick) -> Result<Vec<Picked>> {
    let mut found = anywhere(view, pick)?;
    found.retain(|picked| principal.sees(&picked.entry.path));
    Ok(found)
}

fn anywhere(view: &impl View, pick: &Pick) -> Result<Vec<Picked>> {
    match pick {
        Pick::Path(path) => at(view, path),
        Pick::Id(id) => Ok(match files::by_id(view, id)? {
            Some(Place::Live(entry)) => vec![alone(*entry)],
            Some(Place::Trash) | None => Vec::new(),
        }),
        Pick::Glob(literal, glob, _) => {
            if let Some(path) = literal {
                let exactly = at(view, path)?;
                if !exactly.is_empty() || folders::exists(view, path)? {
                    return Ok(exactly);
                }
            }
            let folder = glob_folder(glob)?;
            let mut found = Vec::new();
            for entry in files::below(view, &folder)? {
                let entry = entry?;
                if glob.matches(entry.path.key()) {
                    found.push(alone(entry));
                }
            }
            Ok(found)
        }
    }
}

/// The deepest folder that contains every match of the pattern.
fn glob_folder(glob: &Glob) -> Result<VaultPath> {
    let prefix = glob.literal_prefix();
    let folder = prefix.rfind('/').and_then(|slash| prefix.get(..slash));
    match folder.filter(|folder| !folder.is_empty()) {
        None => Ok(VaultPath::root()),
        Some(folder) => VaultPath::parse(folder.as_bytes())
            .map_err(|e| Error::new(Kind::Usage, e.to_string()).maybe_hint(e.hint())),
    }
}

fn alone(entry: Entry) -> Picked {
    Picked {
        entry,
        folder: None,
    }
}

fn at(view: &impl View, path: &VaultPath) -> Result<Vec<Picked>> {
    if let Some(entry) = files::at(view, path)? {
        return Ok(vec![alone(entry)]);
    }
    files::below(view, path)?
        .map(|entry| {
            Ok(Picked {
                entry: entry?,
                folder: Some(path.clone()),
            })
        })
        .collect()
}
