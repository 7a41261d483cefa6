//! The operations of the program, with permissions and audit. A command opens a [`gate::Gate`],
//! calls one function here, and shows the result. Nothing here prints, prompts, or reads the
//! environment.

pub mod access;
pub mod audit;
pub mod backup;
pub mod cancel;
pub mod clock;
pub mod error;
pub mod files;
pub mod gate;
pub mod harden;
pub mod intake;
pub mod json;
pub mod maintenance;
pub mod organize;
pub mod partial;
pub mod privacy;
pub mod secret;
