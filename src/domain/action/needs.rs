//! What an action takes, and when it is recorded.

use crate::domain::permission::Permission;

/// When an action that succeeded leaves a row; refusals and failures always do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// Always, in the transaction of the change.
    WithChange,
    /// Before the first byte leaves.
    BeforeContent,
    /// Only at the raised audit level: reads of metadata.
    WhenRaised,
}

/// What somebody needs for an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// To be unlocked, no more.
    Nothing,
    /// This permission.
    One(Permission),
    /// The first for anything; the second suffices for what is one's own.
    OneOrOwn(Permission, Permission),
}
