//! Backups: made to recipients whose secret is elsewhere, checked, restored, and drilled. What is in
//! them is described in docs/FORMAT.md, "Backups".

mod checked;
mod contained;
mod create;
mod drill;
mod envelope;
mod folder;
mod partial;
mod recipients;
mod restore;
mod set;
mod verify;
mod walk;

pub use crate::domain::keep::Keep;
pub use contained::Contained;
pub use create::{CreateOptions, Created, Target, create};
pub use drill::{DrillOptions, Drilled, drill};
pub use envelope::{Ask, Person};
pub use folder::{Found, list};
pub(in crate::app) use partial::Partial;
pub use recipients::{Recipient, add, new_identity, recipients, remove};
pub use restore::{RestoreOptions, Restored, restore};
pub use set::repair_hint;
pub use verify::verify;
