//! The mirror of the audit log: missing rows are written to it after each commit. An unreachable
//! mirror is reported once and does not stop the command.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::Gate;
use crate::app::error::{Error, Kind, Result};
use crate::domain::event::AuditEvent;
use crate::domain::policy::mirror_path;
use crate::storage::StorageError;
use crate::storage::mirror::{append_waiting, catch_up, check_file};
use crate::storage::policy;

/// The next step for a file that cannot be used as the mirror.
const NEW_FILE: &str = "set audit.mirror to a file that does not exist yet";

impl Gate {
    /// Brings the mirror up to date after a commit, if the policy names one.
    pub(super) fn mirror(&mut self) {
        self.warn_of_anchor();
        let Some(text) = self.mirror_place() else {
            return;
        };
        match self.catch_up(&text) {
            Ok(false) => {}
            Ok(true) => (self.context.warn)(
                "the mirror of the audit log had rows of a different history of this vault: all \
                 rows were written again",
            ),
            Err(error) => self.warn_of_mirror(error),
        }
    }

    /// Writes a row that waits in the spool, perhaps instead of an earlier one, to the mirror, if the
    /// policy names one.
    pub(super) fn mirror_waiting(&mut self, event: &AuditEvent, instead: bool) {
        let Some(text) = self.mirror_place() else {
            return;
        };
        let folders = self.own_folders();
        let written = self.at_mirror(&text, |path| append_waiting(path, &folders, event, instead));
        if let Err(error) = written {
            self.warn_of_mirror(error);
        }
    }

    /// Merges the spool; returns the mirror, with its length before that: all rows that it announced
    /// up to there are in the log. `None` without a mirror, or if the spool could not be merged.
    pub(in crate::app) fn settled_mirror(&mut self) -> Option<(PathBuf, u64)> {
        let text = self.mirror_place();
        let path = text.and_then(|text| Some(mirror_path(&text).ok()?.to_owned()));
        let length = |path: &PathBuf| path.symlink_metadata().map_or(0, |meta| meta.len());
        let before = path.map(|path| (length(&path), path));
        let merged = self.merge_spool();
        before
            .filter(|_| merged)
            .map(|(length, path)| (path, length))
    }

    /// The value of `audit.mirror`. An unreadable database is reported by whatever needs it.
    fn mirror_place(&self) -> Option<String> {
        let view = self.store.metadata().ok()?;
        policy::read(&view).ok()?.audit_mirror
    }

    /// Warns once that the mirror could not be written.
    fn warn_of_mirror(&mut self, error: Error) {
        if self.mirror_warned {
            return;
        }
        self.mirror_warned = true;
        let hint = error.hint.map(|hint| format!(" ({hint})"));
        let (message, hint) = (error.message, hint.unwrap_or_default());
        (self.context.warn)(&format!(
            "the mirror of the audit log is behind; missing rows will be written later: \
             {message}{hint}"
        ));
    }

    /// Refuses a file that cannot be used as the mirror, before it is configured.
    pub(in crate::app) fn check_mirror(&self, text: Option<&str>) -> Result<()> {
        let Some(Ok(path)) = text.map(mirror_path) else {
            return Ok(());
        };
        check_file(path, &self.own_folders()).map_err(|error| {
            Error::new(Kind::Usage, format!("invalid \"audit.mirror\": {error}")).hint(NEW_FILE)
        })
    }

    fn catch_up(&self, text: &str) -> Result<bool> {
        self.at_mirror(text, |path| {
            catch_up(&self.store, path, &self.own_folders())
        })
    }

    /// Writes to the mirror at this value of `audit.mirror`.
    fn at_mirror<T>(
        &self,
        text: &str,
        write: impl FnOnce(&Path) -> crate::storage::Result<T>,
    ) -> Result<T> {
        let path = mirror_path(text).map_err(|why| {
            Error::new(
                Kind::Usage,
                format!("invalid value \"{text}\" for \"audit.mirror\": {why}"),
            )
        })?;
        write(path).map_err(|error| {
            let step = next_step(path, &error);
            let error = Error::from(error);
            match step {
                Some(step) => error.hint(step),
                None => error,
            }
        })
    }
}

/// The next step for a mirror that cannot be written to.
fn next_step(mirror: &Path, error: &StorageError) -> Option<&'static str> {
    if let StorageError::Exposed { path, .. } = error
        && path == mirror
    {
        return Some(NEW_FILE);
    }
    if let StorageError::Io { path, source } = error
        && path == mirror
        && source.kind() == ErrorKind::NotFound
    {
        return Some("create its folder, or set audit.mirror to another file");
    }
    None
}
