//! Backups: create, verify, restore, test. They are encrypted to recipients whose secret is kept
//! elsewhere. docs/FORMAT.md, "Backups", describes the format.

mod archive_error;
mod create;
mod drill;
mod envelope;
mod folder;
mod hashing_reader;
mod partial;
mod plan;
mod recipients;
mod restore;
mod set;
mod summary;
mod verify;
mod visitor;
mod walk;

pub use crate::domain::keep::Keep;
pub use create::{CreateOptions, Target, create};
pub use drill::{DrillOptions, Drilled, drill};
pub use envelope::{Ask, Person};
pub use folder::{Found, list};
pub(in crate::app) use partial::Partial;
pub use plan::Created;
pub use recipients::{Recipient, add, new_identity, recipients, remove};
pub use restore::{RestoreOptions, Restored, restore};
pub use set::repair_hint;
pub use summary::BackupSummary;
pub use verify::verify;
