//! Child processes.

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use file_organizer::app::cancel;

use super::places;

/// How often a waiting process checks for signals.
const PAUSE: Duration = Duration::from_millis(20);

/// Environment variables that contain secrets.
const SECRET_VARIABLES: [&str; 4] = [
    "FILE_ORGANIZER_PASSWORD",
    "FILE_ORGANIZER_NEW_PASSWORD",
    "FILE_ORGANIZER_API_KEY",
    "FILE_ORGANIZER_SESSION",
];

/// A command that does not inherit secrets from the environment; `~/` is the home folder.
#[expect(clippy::disallowed_methods, reason = "secrets are removed here")]
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(places::expanded(Path::new(&program)));
    for name in SECRET_VARIABLES {
        command.env_remove(name);
    }
    command
}

/// Waits for a process to end.
///
/// # Errors
/// If a signal has requested a stop.
pub(crate) fn wait(child: &mut Child) -> io::Result<ExitStatus> {
    // A channel on which nothing is sent serves as a timer.
    let (_open, never) = sync_channel::<()>(0);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if cancel::asked().is_some() {
            return Err(io::Error::other("stopped by a signal"));
        }
        let _ = never.recv_timeout(PAUSE);
    }
}
