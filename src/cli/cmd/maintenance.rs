//! Commands for the vault itself.

pub(crate) mod compact;
pub(crate) mod init;
pub(crate) mod policy;
pub(crate) mod rekey;
pub(crate) mod status;
pub(crate) mod verify;
