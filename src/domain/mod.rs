//! The domain: types and rules that would be true on paper. No I/O, no clock, no environment, no
//! printing, and nothing of the disk format.

pub mod action;
pub mod attributes;
mod closed_set;
pub mod detail;
pub mod done;
pub mod effect;
pub mod escape;
pub mod event;
pub mod file_type;
pub mod glob;
pub mod id;
pub mod keep;
mod line_column;
pub mod monitor;
pub mod name;
pub mod needs;
pub mod order;
pub mod password;
pub mod path;
pub mod period;
pub mod permission;
pub mod placement;
pub mod policy;
pub mod query;
pub mod role;
pub mod rule;
pub(crate) mod schema;
pub mod scope;
pub mod size;
pub mod sniff;
pub mod span;
pub mod tag;
mod text;
pub mod time;
pub mod traits;
pub mod verdict;
