//! The columns of the table of actions and events.

/// When a successful action leaves a row; refusals and failures always do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// Always, in the transaction of the change.
    WithChange,
    /// Before the first byte leaves the vault.
    BeforeContent,
    /// Only at the raised audit level: reads of metadata.
    WhenRaised,
}

/// What an action concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// It can be restricted to folders: a principal with a scope may do nothing else.
    Folders,
    /// The whole vault, or files of all users.
    Vault,
    /// The whole vault; it shows the log or usage counts, so the spool is merged first.
    Log,
}

/// What the target of a row of the audit log is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Targets {
    /// Files, folders or a pattern: personal data of the user who acted.
    Files,
    /// Anything else: a user, a role, a key, a policy key.
    Other,
}
