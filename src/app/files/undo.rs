//! Undo, redo, and the history of operations.

use crate::domain::action::Action;
use crate::domain::detail::Unit;
use crate::domain::permission::Permission;
use crate::domain::time::Time;
use crate::storage::journal::{self, Swapped};
use crate::storage::record::{OperationRecord, OperationState, Slot};
use crate::storage::tables::View;
use crate::storage::users::Names;

use crate::app::error::{Error, Kind, Result};
use crate::app::gate::{Direction, Gate, Principal, Writing};

pub use crate::app::gate::Reverted;

/// An operation, as `history` shows it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Operation {
    /// Its number; null without `file:read` for the whole vault, because it counts the operations of others.
    #[serde(rename = "operation")]
    pub number: Option<u64>,
    /// When it began.
    pub time: Time,
    /// Who performed it.
    pub principal: String,
    /// The command.
    pub verb: String,
    /// The target: a path, or the first of several.
    #[serde(flatten, with = "crate::app::json::Target")]
    pub target: Vec<u8>,
    /// Files that it touched.
    pub files: u64,
    /// `done`, `undone` or `closed` (can be neither undone nor redone).
    pub state: &'static str,
}

/// The latest operations, newest first.
pub fn history(gate: &mut Gate, most: usize) -> Result<Vec<Operation>> {
    gate.read(Action::History, |view, principal| {
        let names = Names::load(view)?;
        journal::newest_first(view)?
            .filter(|row| {
                row.as_ref()
                    .map_or(true, |(_, record)| knows(principal, record))
            })
            .take(most)
            .map(|row| {
                let (number, record) = row?;
                Ok(Operation {
                    number: shown(principal, number),
                    time: record.time,
                    principal: names.actor(&record.by),
                    verb: record.verb,
                    target: record.target,
                    files: record.files,
                    state: match record.state {
                        OperationState::Done => "done",
                        OperationState::Undone => "undone",
                        OperationState::Closed => "closed",
                    },
                })
            })
            .collect()
    })
}

/// The result of an undo or redo.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Taken {
    /// The number of the operation; null without `file:read` for the whole vault.
    #[serde(rename = "operation")]
    pub number: Option<u64>,
    /// The command.
    pub verb: String,
    /// Files that it touched.
    pub files: u64,
    /// Files that an undo moved to the trash because they would be nowhere else.
    pub trashed: u64,
    /// Those of them whose sources were removed or have changed: the trash has the only copies.
    pub only_copies: u64,
}

/// Undoes the principal's newest operation that is done, or the given one.
///
/// # Errors
/// Kind `Denied` for an effect that is not permitted; `NotFound`, `Busy`; `Other` if a later
/// operation has changed the same files.
pub fn undo(gate: &mut Gate, number: Option<u64>) -> Result<Taken> {
    gate.write(Action::Undo, &[], |writing| {
        let number = to_undo(writing.view(), writing.principal, number)?;
        swap(writing, number, Direction::Undo, &mut |_| {})
    })
}

/// Redoes the last undone operation that the principal performed or undid.
///
/// # Errors
/// Kinds `Denied`, `NotFound`, `Busy`; `Other` if another operation on the same files was undone
/// since.
pub fn redo(gate: &mut Gate) -> Result<Taken> {
    gate.write(Action::Redo, &[], |writing| {
        let number = to_redo(writing.view(), writing.principal)?;
        swap(writing, number, Direction::Redo, &mut |_| {})
    })
}

/// What [`undo`] would do, without doing it.
///
/// # Errors
/// As [`undo`].
pub fn would_undo(gate: &mut Gate, number: Option<u64>) -> Result<(Taken, Vec<Reverted>)> {
    gate.rehearse(Action::Undo, |writing| {
        let number = to_undo(writing.view(), writing.principal, number)?;
        rehearsed(writing, number, Direction::Undo)
    })
}

/// What [`redo`] would do, without doing it.
///
/// # Errors
/// As [`redo`].
pub fn would_redo(gate: &mut Gate) -> Result<(Taken, Vec<Reverted>)> {
    gate.rehearse(Action::Redo, |writing| {
        let number = to_redo(writing.view(), writing.principal)?;
        rehearsed(writing, number, Direction::Redo)
    })
}

/// The number of files that [`undo`] would change.
///
/// # Errors
/// Kinds `Denied`, `NotFound`.
pub fn files_to_undo(gate: &mut Gate, number: Option<u64>) -> Result<u64> {
    gate.read(Action::Undo, |view, principal| {
        let number = to_undo(view, principal, number)?;
        Ok(visible(view, principal, number)?.files)
    })
}

/// The number of files that [`redo`] would change.
///
/// # Errors
/// Kinds `Denied`, `NotFound`.
pub fn files_to_redo(gate: &mut Gate) -> Result<u64> {
    gate.read(Action::Redo, |view, principal| {
        let number = to_redo(view, principal)?;
        Ok(visible(view, principal, number)?.files)
    })
}

fn to_undo(view: &impl View, principal: &Principal, number: Option<u64>) -> Result<u64> {
    let number = match number {
        Some(number) if shown(principal, number).is_none() => return Err(missing(number)),
        Some(number) => Some(number),
        None => journal::next_undo(view, &principal.actor, |one| knows(principal, one))?,
    };
    number.ok_or_else(|| {
        Error::new(Kind::NotFound, "you have nothing to undo")
            .hint("list all operations with: file-organizer history")
    })
}

fn to_redo(view: &impl View, principal: &Principal) -> Result<u64> {
    let number = journal::next_redo(view, &principal.actor, |one| knows(principal, one))?;
    number.ok_or_else(|| {
        Error::new(Kind::NotFound, "you have nothing to redo")
            .hint("after a new change, undone operations can no longer be redone")
    })
}

/// The operation with this number; to a principal without access, it does not exist.
fn visible(view: &impl View, principal: &Principal, number: u64) -> Result<OperationRecord> {
    let operation = journal::get(view, number)?;
    operation
        .filter(|one| knows(principal, one))
        .ok_or_else(|| missing(number))
}

fn missing(number: u64) -> Error {
    Error::new(Kind::NotFound, format!("there is no operation {number}"))
        .hint("list them with: file-organizer history")
}

/// The number, for those who may know how many operations there are.
fn shown(principal: &Principal, number: u64) -> Option<u64> {
    principal.sees_all().then_some(number)
}

/// What messages call an operation.
pub fn named(number: Option<u64>) -> String {
    number.map_or_else(
        || "the operation".to_owned(),
        |number| format!("operation {number}"),
    )
}

/// Whether the principal may know of an operation.
fn knows(principal: &Principal, operation: &OperationRecord) -> bool {
    match operation.policy {
        true => principal.scope.is_whole() && principal.permissions.has(Permission::PolicyManage),
        false => principal.sees_all(),
    }
}

fn rehearsed(
    writing: &mut Writing<'_, '_>,
    number: u64,
    direction: Direction,
) -> Result<(Taken, Vec<Reverted>)> {
    let mut reverted = Vec::new();
    let taken = swap(writing, number, direction, &mut |one| reverted.push(one))?;
    let key = |one: &Reverted| one.path.as_ref().map(|path| path.key().to_vec());
    reverted.sort_by_cached_key(key);
    Ok((taken, reverted))
}

fn swap(
    writing: &mut Writing<'_, '_>,
    number: u64,
    direction: Direction,
    each: &mut dyn FnMut(Reverted),
) -> Result<Taken> {
    let operation = visible(writing.view(), writing.principal, number)?;
    let shown = shown(writing.principal, number);
    let must_be = match direction {
        Direction::Undo => OperationState::Done,
        Direction::Redo => OperationState::Undone,
    };
    if operation.state != must_be {
        let why = match operation.state {
            OperationState::Undone => "is already undone",
            OperationState::Done => "is done",
            OperationState::Closed => "can no longer be undone",
        };
        return Err(
            Error::new(Kind::Conflict, format!("{} {why}", named(shown)))
                .hint("list them with: file-organizer history"),
        );
    }
    writing.target(format!("operation {number} ({})", operation.verb).as_bytes());
    match writing.swap(number, direction, each)? {
        Swapped::Done(files, kept) => {
            writing.detail(Unit::Files.count(files));
            Ok(Taken {
                number: shown,
                verb: operation.verb,
                files,
                trashed: kept.files,
                only_copies: kept.only,
            })
        }
        Swapped::Conflict(slot) => Err(conflict(&named(shown), &slot, direction)),
    }
}

fn conflict(operation: &str, slot: &Slot, direction: Direction) -> Error {
    let what = match slot {
        Slot::Path(path) | Slot::Folder(path) => format!("{:?}", String::from_utf8_lossy(path)),
        Slot::Trash(id) => format!("id:{id} in the trash"),
        Slot::Version(id, version) => format!("version {version} of id:{id}"),
        Slot::Policy(key) => format!("the policy key {key}"),
    };
    let (done, why, first) = match direction {
        Direction::Undo => (
            "undone",
            "has changed since",
            "undo the later operations first",
        ),
        Direction::Redo => (
            "redone",
            "was changed by undoing another operation",
            "redo that one first, or let the user who undid it do so",
        ),
    };
    Error::new(
        Kind::Conflict,
        format!("{operation} cannot be {done}: {what} {why}"),
    )
    .hint(format!("{first}: file-organizer history"))
}
