//! The vault itself: creating, checking, compacting, its policy and keys.

pub mod compact;
pub mod init;
pub mod policy;
pub mod rekey;
pub mod status;
pub mod verify;
