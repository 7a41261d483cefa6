//! Who may do what: users, roles, API keys, sessions, passwords and recovery keys.

pub mod api_key;
pub(crate) mod drop_box;
pub mod holdings;
pub(crate) mod names;
pub mod passwd;
pub mod recovery;
pub mod role;
pub mod session;
pub mod session_file;
pub mod token;
pub mod user;
