//! The mirror of the audit log, after each commit: what it lacks is appended. A mirror that cannot be
//! written is told of, once, and stops nobody.

use std::path::Path;

use super::Gate;
use crate::app::error::{Error, Kind, Result};
use crate::app::policy;
use crate::storage::mirror;
use crate::storage::tables::ReadTables;

impl Gate {
    /// Brings the mirror up to the log, if the policy names one.
    pub(super) fn mirror(&mut self) {
        // What cannot be read is found by whoever needs it.
        let Ok(view) = self.store.read() else {
            return;
        };
        let Some(path) = policy::read(&view)
            .ok()
            .and_then(|policy| policy.audit_mirror)
        else {
            return;
        };
        let caught_up = catch_up(&view, &self.store.spool(), Path::new(&path));
        drop(view);
        if let Err(error) = caught_up
            && !self.mirror_told
        {
            self.mirror_told = true;
            (self.context.warn)(&format!(
                "the mirror of the audit log is behind, and will be caught up: {error}"
            ));
        }
    }
}

fn catch_up(view: &ReadTables, spool: &Path, path: &Path) -> Result<()> {
    if !path.is_absolute() {
        let message = format!("audit.mirror is not an absolute path: {}", path.display());
        return Err(Error::new(Kind::Usage, message));
    }
    Ok(mirror::catch_up(view, spool, path)?)
}
