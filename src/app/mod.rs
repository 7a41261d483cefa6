//! What the program can do, who may, and the record that it happened. A command gets an open
//! [`gate::Gate`], calls one function here, and shows what comes back. Nothing here prints, asks,
//! or reads the environment.

pub mod add;
pub mod api_key;
pub mod audit;
pub mod backup;
pub mod cancel;
pub mod clock;
pub mod compact;
pub mod consent;
pub mod dedupe;
pub mod drop;
pub mod error;
pub mod gate;
pub mod get;
pub mod harden;
pub mod inbox;
pub mod info;
pub mod init;
pub mod list;
pub mod mv;
pub mod organize;
pub mod passwd;
mod place;
pub mod policy;
pub mod privacy;
pub mod read;
pub mod recovery;
pub mod rekey;
pub mod retention;
pub mod rm;
pub mod role;
pub mod rules;
pub mod secret;
pub mod select;
pub mod session;
pub mod session_file;
mod slots;
pub mod status;
pub mod tag;
mod traits;
pub mod trash;
pub mod undo;
pub mod unlock;
pub mod user;
pub mod verify;
pub mod watch;
