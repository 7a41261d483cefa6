//! Files: adding, reading, listing, moving, removing, tagging, duplicates, undo.

pub mod add;
pub mod cp;
pub mod dedupe;
pub mod edit;
pub mod get;
pub mod info;
pub mod list;
pub mod mkdir;
pub mod mv;
pub(crate) mod path_conflict;
pub(crate) mod place;
pub mod read;
pub mod rm;
pub mod rules;
pub mod search;
pub mod select;
pub mod tag;
pub mod trash;
pub mod undo;
pub mod versions;
