//! The inbox: waiting drops, in the spool and in shared folders. They are listed, imported, or
//! discarded. `drop` seals them.

pub mod folder;
mod receipts;
mod run;

use std::path::{Path, PathBuf};

use crate::crypto::slot::SlotIdentity;
use crate::domain::action::Action;
use crate::domain::detail::{Unit, Word};
use crate::domain::path::VaultPath;
use crate::domain::time::Time;
use crate::storage::drop_boxes::DropBox;
use crate::storage::drops::{self, Left, MAX_SEALED_LEN};
use crate::storage::tables::View;
use crate::storage::{drop_boxes, secure_file};

use crate::app::access::drop_box;
use crate::app::error::{Error, Kind, Result};
use crate::app::files::add::source::{Refusal, SourceFile};
use crate::app::gate::Gate;

pub use receipts::{Receipt, Status, receipts};
pub use run::{Emptied, run};

/// The state of a drop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DropState {
    /// It waits for `inbox run`.
    Waiting,
    /// The policy rejected it.
    Rejected,
    /// It cannot be read.
    Unreadable,
}

impl DropState {
    /// The name shown to people and scripts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Rejected => "rejected",
            Self::Unreadable => "unreadable",
        }
    }
}

crate::domain::schema::by_name!(DropState: Waiting, Rejected, Unreadable);

/// A drop that is not in the vault.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Waiting {
    /// Its state.
    pub status: DropState,
    /// The id used by `inbox discard`.
    pub id: String,
    /// The sealed file.
    #[serde(flatten, with = "crate::app::json::Source")]
    pub path: PathBuf,
    /// Bytes of the sealed file.
    pub size: u64,
    /// When it was dropped, by the file system.
    pub since: Time,
    /// The requested name, unless it cannot be read.
    #[serde(flatten, with = "crate::app::json::OptionalName")]
    pub name: Option<Vec<u8>>,
    /// The suggested folder.
    #[serde(flatten, with = "crate::app::json::OptionalSuggestedFolder")]
    pub to: Option<Vec<u8>>,
    /// Why it cannot be read.
    pub reason: Option<String>,
}

impl Waiting {
    fn new(left: Left, requested: std::result::Result<Requested, Refusal>) -> Self {
        let (name, to, reason) = match requested {
            Ok((name, to)) => (Some(name), to, None),
            Err(refusal) => (None, None, Some(refusal.reason)),
        };
        let status = match (left.rejected, &name) {
            (true, _) => DropState::Rejected,
            (false, Some(_)) => DropState::Waiting,
            (false, None) => DropState::Unreadable,
        };
        Self {
            status,
            id: left.id,
            path: left.path,
            size: left.size,
            since: left.since,
            name,
            to,
            reason,
        }
    }
}

/// A folder in which other accounts can drop files.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct SharedFolder {
    /// The folder.
    #[serde(flatten, with = "crate::app::json::Folder")]
    pub folder: PathBuf,
    /// The number of drops left in it; only of `inbox unshare`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "u64")]
    pub drops: Option<u64>,
}

/// Deleted drops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Discarded {
    /// The number of drops.
    pub drops: u64,
}

/// The folder of drops that request none.
pub(crate) fn default_folder() -> VaultPath {
    VaultPath::root()
        .join(b"inbox")
        .unwrap_or_else(|_| VaultPath::root())
}

fn all(view: &impl View, spool: &Path) -> Result<Vec<Left>> {
    let mut all = drops::list(spool)?;
    for folder in drop_boxes::all(view)? {
        // `inbox run` reports a missing folder.
        if drop_box::check_own(&folder.path).is_ok() {
            all.extend(drops::list(&folder.path)?);
        }
    }
    all.sort_by(|a, b| (a.since, &a.id).cmp(&(b.since, &b.id)));
    Ok(all)
}

/// The number of drops.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Counts {
    pub waiting: u64,
    pub rejected: u64,
}

/// Counts the drops.
pub(crate) fn counts(view: &impl View, spool: &Path) -> Result<Counts> {
    let mut counts = Counts::default();
    for left in all(view, spool)? {
        match left.rejected {
            true => counts.rejected += 1,
            false => counts.waiting += 1,
        }
    }
    Ok(counts)
}

/// Waiting and rejected drops, oldest first; and the shared folders.
///
/// # Errors
/// Kind `Denied`; I/O errors.
pub fn list(gate: &mut Gate) -> Result<(Vec<Waiting>, Vec<SharedFolder>)> {
    let spool = gate.spool();
    let (all, shared) = gate.read(Action::InboxList, |view, _| {
        let shared = drop_boxes::all(view)?.into_iter().map(|one| SharedFolder {
            folder: one.path,
            drops: None,
        });
        Ok((all(view, &spool)?, shared.collect()))
    })?;
    let identities = gate.drop_identities()?;
    let waiting = all.into_iter().map(|left| {
        let requested = requested(&left, &identities);
        Waiting::new(left, requested)
    });
    Ok((waiting.collect(), shared))
}

type Requested = (Vec<u8>, Option<Vec<u8>>);

fn requested(left: &Left, identities: &[SlotIdentity]) -> std::result::Result<Requested, Refusal> {
    if !left.is_file {
        return Err(Refusal::failed("not a regular file"));
    }
    if left.size > MAX_SEALED_LEN {
        return Err(Refusal::failed("larger than any drop"));
    }
    let file = SourceFile::open(&left.path, None)?;
    match drops::unseal(identities, file) {
        Ok((header, _)) => Ok((header.name, header.to)),
        Err(_) => Err(Refusal::failed("it cannot be opened")),
    }
}

/// Destroys the drops with these ids or id prefixes; with `rejected`, all rejected ones. Returns
/// how many.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `NotFound` for an unknown id: nothing is destroyed then.
pub fn discard(gate: &mut Gate, ids: &[String], rejected: bool) -> Result<u64> {
    let spool = gate.spool();
    let target = ids.join(" ");
    let chosen = gate.write(Action::InboxDiscard, target.as_bytes(), |writing| {
        let all = all(writing.view(), &spool)?;
        let mut chosen: Vec<PathBuf> = all
            .iter()
            .filter(|left| rejected && left.rejected)
            .map(|left| left.path.clone())
            .collect();
        for id in ids {
            let mut fitting = all.iter().filter(|left| left.id.starts_with(id.as_str()));
            let one = fitting.next().filter(|_| !id.is_empty());
            let Some(one) = one else {
                return Err(
                    Error::new(Kind::NotFound, format!("there is no drop {id:?}"))
                        .hint("list them with: file-organizer inbox list"),
                );
            };
            if fitting.next().is_some() {
                return Err(
                    Error::new(Kind::Usage, format!("the id prefix {id:?} is ambiguous"))
                        .hint("give more of the id"),
                );
            }
            if !chosen.contains(&one.path) {
                chosen.push(one.path.clone());
            }
        }
        writing.destroy_drops(chosen.len())?;
        writing.detail(Unit::Drops.count(chosen.len()));
        Ok(chosen)
    })?;
    for path in &chosen {
        secure_file::remove(path)?;
    }
    Ok(chosen.len() as u64)
}

/// Shares a folder: every account of the machine may drop files there. Returns its real path.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Usage` for a folder that is not empty; I/O errors.
pub fn share(gate: &mut Gate, folder: &Path) -> Result<PathBuf> {
    let target = folder.as_os_str().as_encoded_bytes();
    gate.write(Action::DropBoxChange, target, |writing| {
        let keyring = writing.keyring();
        let real = drop_box::make(folder, &keyring.vault_id, &keyring.public_key)?;
        let mut shared = drop_boxes::all(writing.view())?;
        if shared.iter().all(|one| one.path != real) {
            shared.push(DropBox {
                path: real.clone(),
                shared_by: writing.actor(),
            });
            writing.set_drop_boxes(&shared)?;
        }
        writing.target(real.as_os_str().as_encoded_bytes());
        writing.detail(Word::Shared);
        Ok(real)
    })
}

/// Stops sharing a folder; drops in it stay. Returns its path, and the number of drops in it.
///
/// # Errors
/// Kinds `Denied`, `Busy`, `NotFound`; I/O errors.
pub fn unshare(gate: &mut Gate, folder: &Path) -> Result<(PathBuf, u64)> {
    let real = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let target = real.as_os_str().as_encoded_bytes();
    gate.write(Action::DropBoxChange, target, |writing| {
        let mut shared = drop_boxes::all(writing.view())?;
        let Some(at) = shared.iter().position(|one| one.path == real) else {
            return Err(Error::new(
                Kind::NotFound,
                format!("{:?} is not shared", real.display().to_string()),
            )
            .hint("list the shared folders with: file-organizer inbox list"));
        };
        shared.remove(at);
        writing.set_drop_boxes(&shared)?;
        drop_box::remove_label(&real, &writing.keyring().vault_id)?;
        writing.detail(Word::Unshared);
        Ok(())
    })?;
    let left = drops::list(&real).map_or(0, |left| left.len() as u64);
    Ok((real, left))
}
