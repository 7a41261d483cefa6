//! The anchor at the gate: the vault is compared with it, and whoever has none hears of it, since an older
//! copy of the vault would then pass for the newest.

use std::sync::atomic::{AtomicBool, Ordering};

use super::{Context, Gate};
use crate::app::error::{Error, Result};
use crate::storage::StorageError;
use crate::storage::anchor::{Anchor, Mark};
use crate::storage::tables::View;

/// Whether this process has warned already, whichever vault it was about.
static WARNED: AtomicBool = AtomicBool::new(false);

/// The anchor of a vault, and what it holds.
pub(super) struct Kept {
    pub(super) anchor: Option<Anchor>,
    pub(super) mark: Option<Mark>,
    /// It exists, and cannot be read.
    unreadable: bool,
}

/// Reads the anchor of a vault, before the state that it is compared with.
pub(super) fn read(context: &mut Context, vault_id: &str) -> Kept {
    let Some(folder) = &context.anchors else {
        warn(context, None);
        return Kept {
            anchor: None,
            mark: None,
            unreadable: false,
        };
    };
    let anchor = Anchor::new(folder, vault_id);
    let (mark, unreadable) = match anchor.read() {
        Ok(mark) => (mark, false),
        Err(error) => {
            warn(context, Some(error));
            (None, true)
        }
    };
    Kept {
        anchor: Some(anchor),
        mark,
        unreadable,
    }
}

impl Kept {
    /// Moves the anchor to a state that it was compared with; gives what whoever opened the vault should
    /// hear of.
    ///
    /// # Errors
    /// Of the database.
    pub(super) fn raise(&self, context: &mut Context, view: &impl View) -> Result<Option<String>> {
        let Some(anchor) = &self.anchor else {
            return Ok(None);
        };
        let now = Mark::of(view)?;
        let is_new = self.mark.is_none() && !self.unreadable;
        match anchor.raise(&now) {
            // A vault that was just made has no earlier copy.
            Ok(()) if is_new && now.audit_count > 1 => Ok(Some(
                "this vault was not seen here before: an earlier copy of it would not be noticed \
                 this once"
                    .into(),
            )),
            Ok(()) => Ok(None),
            Err(error) => {
                warn(context, Some(error));
                Ok(None)
            }
        }
    }
}

impl Gate {
    /// Tells of an anchor that the last commit could not move forward.
    pub(super) fn warn_of_anchor(&mut self) {
        if let Some(error) = self.store.take_anchor_failure() {
            warn(&mut self.context, Some(error));
        }
    }
}

/// Warns, once in a process: the first cause is the one to mend.
fn warn(context: &mut Context, error: Option<StorageError>) {
    if WARNED.swap(true, Ordering::Relaxed) {
        return;
    }
    let (place, why) = match (&context.anchors, error) {
        (Some(folder), Some(error)) => (
            format!("in {}", folder.display()),
            Error::from(error).message,
        ),
        _ => (
            "anywhere".to_owned(),
            "there is no home folder with an absolute path".to_owned(),
        ),
    };
    (context.warn)(&format!(
        "an older copy of this vault would not be noticed, because its latest state cannot be kept \
         {place}: {why} (set XDG_STATE_HOME to a folder that you can write to)"
    ));
}
