//! Commands for files that arrive by themselves.

pub(crate) mod drop;
pub(crate) mod inbox;
pub(crate) mod watch;
