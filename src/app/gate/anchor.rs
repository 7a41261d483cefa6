//! The anchor at the gate: the vault is compared with it, and whoever has none hears of it, since an older
//! copy of the vault would then pass for the newest.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Context, Gate};
use crate::app::error::{Error, Result};
use crate::storage::StorageError;
use crate::storage::anchor::{Anchor, Known, Mark};
use crate::storage::tables::View;

/// Whether this process has warned already, whichever vault it was about.
static WARNED: AtomicBool = AtomicBool::new(false);

/// The anchor of a vault, and what it holds.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) anchor: Option<Anchor>,
    known: Known,
    /// It exists, and cannot be read.
    unreadable: bool,
}

/// Reads the anchor of a vault, before the state that it is compared with.
///
/// # Errors
/// Where it cannot be read just now: that is not to be taken for a vault that was never seen.
pub(super) fn read(context: &mut Context, vault_id: &str, vault: &Path) -> Result<Kept> {
    let Some(folder) = &context.anchors else {
        warn(context, None);
        return Ok(Kept::default());
    };
    let anchor = Anchor::new(folder, vault_id, vault);
    let (known, unreadable) = match anchor.read() {
        Ok(known) => (known, false),
        Err(error) if passes(&error) => return Err(error.into()),
        Err(error) => {
            warn(context, Some(error));
            (Known::default(), true)
        }
    };
    Ok(Kept {
        anchor: Some(anchor),
        known,
        unreadable,
    })
}

/// Whether an error is one of the moment: of the disk, or of a system without descriptors or memory.
fn passes(error: &StorageError) -> bool {
    let StorageError::Io { source, .. } = error else {
        return false;
    };
    !matches!(
        source.kind(),
        ErrorKind::PermissionDenied
            | ErrorKind::NotFound
            | ErrorKind::NotADirectory
            | ErrorKind::IsADirectory
    )
}

impl Kept {
    /// How far the vault had come here; none where it was not seen.
    pub(super) fn mark(&self) -> Option<&Mark> {
        self.known.mark()
    }

    /// Compares a state, which is not behind, with what is known, and moves the anchor to it; gives what
    /// whoever opened the vault should hear of.
    ///
    /// # Errors
    /// Of the database.
    pub(super) fn compare(&self, context: &mut Context, view: &impl View) -> Result<Vec<String>> {
        let Some(anchor) = &self.anchor else {
            return Ok(Vec::new());
        };
        let now = Mark::of(view)?;
        let compared = anchor
            .compare(&self.known, view)
            .and_then(|words| anchor.follow(&now).map(|()| words));
        let mut words = match compared {
            Ok(words) => words,
            Err(error @ (StorageError::Io { .. } | StorageError::Exposed { .. })) => {
                warn(context, Some(error));
                return Ok(Vec::new());
            }
            Err(error) => return Err(error.into()),
        };
        let is_new = self.mark().is_none() && !self.unreadable;
        // A vault that was just made has no earlier copy.
        if words.is_empty() && is_new && now.audit_count > 1 {
            words.push(
                "first use of this vault on this computer: a rollback cannot be detected this time"
                    .into(),
            );
        }
        Ok(words)
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
