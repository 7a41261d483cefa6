//! The mirror of the audit log, after each commit: what it lacks is sent there. A mirror that cannot be
//! reached is told of, once, and stops nobody.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Gate;
use crate::app::clock;
use crate::app::error::{Error, Kind, Result};
use crate::app::policy;
use crate::domain::mirror::Mirror;
use crate::domain::zone::Zone;
use crate::storage::StorageError;
use crate::storage::mirror::{Sending, catch_up, check_file};

/// How long a commit waits altogether for a daemon that does not read.
const PATIENCE: Duration = Duration::from_millis(250);
/// What to do about a file that may not be the mirror.
const NEW_FILE: &str = "set audit.mirror to a file that does not exist yet";
/// And once that was in vain: a command that commits a thousand times shall not stand still.
const LITTLE_PATIENCE: Duration = Duration::from_millis(5);

impl Gate {
    /// After a commit: brings the mirror up to the log, if the policy names one.
    pub(super) fn mirror(&mut self) {
        self.warn_of_anchor();
        // What cannot be read is found by whoever needs it.
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
                "the mirror of the audit log had rows of another history of this vault: \
                 it got all rows again",
            ),
            Err(_) if self.mirror_told => {}
            Err(error) => {
                self.mirror_told = true;
                let hint = error.hint.map(|hint| format!(" ({hint})"));
                let (message, hint) = (error.message, hint.unwrap_or_default());
                (self.context.warn)(&format!(
                    "the mirror of the audit log is behind, and will be caught up: {message}{hint}"
                ));
            }
        }
    }

    /// Folders in which nothing of anybody else's may be written: the vault, and what is known of vaults.
    fn own_folders(&self) -> Vec<PathBuf> {
        let anchors = self.context.anchors.clone();
        [self.store.dir().to_owned()]
            .into_iter()
            .chain(anchors)
            .collect()
    }

    /// Refuses a file that may not be the mirror, before it is set.
    ///
    /// # Errors
    /// Kind `Usage`.
    pub(in crate::app) fn check_mirror(&self, text: Option<&str>) -> Result<()> {
        let Some(Ok(Mirror::File(path))) = text.map(Mirror::parse) else {
            return Ok(());
        };
        check_file(Path::new(&path), &self.own_folders()).map_err(|error| {
            Error::new(Kind::Usage, format!("not for \"audit.mirror\": {error}")).hint(NEW_FILE)
        })
    }

    fn catch_up(&self, text: &str) -> Result<bool> {
        let mirror = Mirror::parse(text).map_err(|why| {
            Error::new(
                Kind::Usage,
                format!("\"{text}\" is not a value for \"audit.mirror\": {why}"),
            )
        })?;
        let sending = Sending {
            vault: &self.store.keyring().vault_id,
            now: clock::now(),
            zone: Zone::of_this_machine(),
            keep_out: self.own_folders(),
            patience: if self.mirror_told {
                LITTLE_PATIENCE
            } else {
                PATIENCE
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

/// What to do about a mirror that is not there.
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
        Mirror::File(_) if absent => Some("make its folder, or set audit.mirror to another file"),
        Mirror::File(_) => None,
        Mirror::Syslog(_) if absent => {
            Some("start the daemon, or name its socket: policy set audit.mirror syslog:/SOCKET")
        }
        Mirror::Journald(_) if absent => {
            Some("start the daemon, or name its socket: policy set audit.mirror journald:/SOCKET")
        }
        Mirror::Syslog(_) | Mirror::Journald(_) => None,
    }
}
