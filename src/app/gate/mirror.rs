//! The mirror of the audit log: missing rows are sent to it after each commit. An unreachable
//! mirror is reported once and does not stop the command.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Gate;
use crate::app::clock;
use crate::app::error::{Error, Kind, Result};
use crate::domain::mirror::Mirror;
use crate::domain::zone::Zone;
use crate::storage::StorageError;
use crate::storage::mirror::{SendOptions, catch_up, check_file};
use crate::storage::policy;

/// The total time a commit waits for a daemon that does not read.
const TIMEOUT: Duration = Duration::from_millis(250);
/// The next step for a file that cannot be used as the mirror.
const NEW_FILE: &str = "set audit.mirror to a file that does not exist yet";
/// The same after the first failure: a command with a thousand commits must not stall.
const SHORT_TIMEOUT: Duration = Duration::from_millis(5);

impl Gate {
    /// Brings the mirror up to date after a commit, if the policy names one.
    pub(super) fn mirror(&mut self) {
        self.warn_of_anchor();
        // An unreadable database is reported by whatever needs it.
        let Ok(view) = self.store.read() else {
            return;
        };
        let Some(text) = policy::read(&view)
            .ok()
            .and_then(|policy| policy.audit_mirror)
        else {
            return;
        };
        drop(view);
        match self.catch_up(&text) {
            Ok(false) => {}
            Ok(true) => (self.context.warn)(
                "the mirror of the audit log had rows of a different history of this vault: all \
                 rows were sent again",
            ),
            Err(_) if self.mirror_warned => {}
            Err(error) => {
                self.mirror_warned = true;
                let hint = error.hint.map(|hint| format!(" ({hint})"));
                let (message, hint) = (error.message, hint.unwrap_or_default());
                (self.context.warn)(&format!(
                    "the mirror of the audit log is behind; missing rows will be sent later: \
                     {message}{hint}"
                ));
            }
        }
    }

    /// Folders of the program's own files, which are neither imported nor written to by other commands:
    /// the vault and the state folder.
    pub(in crate::app) fn own_folders(&self) -> Vec<PathBuf> {
        let anchors = self.context.anchors.clone();
        [self.store.dir().to_owned()]
            .into_iter()
            .chain(anchors)
            .collect()
    }

    /// Refuses a file that cannot be used as the mirror, before it is configured.
    ///
    /// # Errors
    /// Kind `Usage`.
    pub(in crate::app) fn check_mirror(&self, text: Option<&str>) -> Result<()> {
        let Some(Ok(Mirror::File(path))) = text.map(Mirror::parse) else {
            return Ok(());
        };
        check_file(Path::new(&path), &self.own_folders()).map_err(|error| {
            Error::new(Kind::Usage, format!("invalid \"audit.mirror\": {error}")).hint(NEW_FILE)
        })
    }

    fn catch_up(&self, text: &str) -> Result<bool> {
        let mirror = Mirror::parse(text).map_err(|why| {
            Error::new(
                Kind::Usage,
                format!("invalid value \"{text}\" for \"audit.mirror\": {why}"),
            )
        })?;
        let sending = SendOptions {
            vault: &self.store.keyring().vault_id,
            now: clock::now(),
            zone: Zone::of_this_machine(),
            reserved_folders: self.own_folders(),
            timeout: if self.mirror_warned {
                SHORT_TIMEOUT
            } else {
                TIMEOUT
            },
        };
        catch_up(&self.store, &mirror, &sending).map_err(|error| {
            let step = next_step(&mirror, &error);
            let error = Error::from(error);
            match step {
                Some(step) => error.hint(step),
                None => error,
            }
        })
    }
}

/// The next step for a missing mirror.
fn next_step(mirror: &Mirror, error: &StorageError) -> Option<&'static str> {
    if let StorageError::Exposed { path, .. } = error
        && path.as_os_str() == mirror.path()
    {
        return Some(NEW_FILE);
    }
    let StorageError::Io { path, source } = error else {
        return None;
    };
    if path.as_os_str() != mirror.path() {
        return None;
    }
    let absent = matches!(
        source.kind(),
        ErrorKind::NotFound | ErrorKind::ConnectionRefused
    );
    match mirror {
        Mirror::File(_) if absent => Some("create its folder, or set audit.mirror to another file"),
        Mirror::File(_) => None,
        Mirror::Syslog(_) if absent => {
            Some("start the daemon, or set its socket: policy set audit.mirror syslog:/SOCKET")
        }
        Mirror::Journald(_) if absent => {
            Some("start the daemon, or set its socket: policy set audit.mirror journald:/SOCKET")
        }
        Mirror::Syslog(_) | Mirror::Journald(_) => None,
    }
}
