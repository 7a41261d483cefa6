//! Child processes.

use std::ffi::OsStr;
use std::process::Command;

/// Environment variables that contain secrets.
const SECRET_VARIABLES: [&str; 4] = [
    "FILE_ORGANIZER_PASSWORD",
    "FILE_ORGANIZER_NEW_PASSWORD",
    "FILE_ORGANIZER_API_KEY",
    "FILE_ORGANIZER_SESSION",
];

/// A command that does not inherit secrets from the environment.
#[expect(clippy::disallowed_methods, reason = "secrets are removed here")]
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for name in SECRET_VARIABLES {
        command.env_remove(name);
    }
    command
}
