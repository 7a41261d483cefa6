//! The page in the browser: its files, and its sessions.

pub(crate) mod sessions;
