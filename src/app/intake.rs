//! Files that arrive by themselves: shared folders, drops, watched folders.

pub mod drop;
pub mod inbox;
pub mod watch;
