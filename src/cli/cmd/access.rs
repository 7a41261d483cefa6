//! Commands for users, roles, API keys, sessions, passwords and recovery keys.

pub(crate) mod api_key;
pub(crate) mod login;
pub(crate) mod passwd;
pub(crate) mod recovery;
pub(crate) mod role;
pub(crate) mod session;
pub(crate) mod user;
pub(crate) mod whoami;
