//! The anchor at the gate: the vault is compared with it. If there is none, the user is warned,
//! because an older copy of the vault could not be distinguished from the newest.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Context, Gate};
use crate::app::error::{Error, Result};
use crate::storage::StorageError;
use crate::storage::anchor::{Anchor, AnchorState, Known};
use crate::storage::tables::View;

/// Whether this process has already warned, for any vault.
static WARNED: AtomicBool = AtomicBool::new(false);

/// The anchor of a vault, and its contents.
#[derive(Default)]
pub(super) struct Kept {
    pub(super) anchor: Option<Anchor>,
    known: Known,
    /// The anchor exists but cannot be read.
    unreadable: bool,
}

/// Reads the anchor of a vault. Must be called before the state that it is compared with is opened.
///
/// # Errors
/// If the anchor cannot be read for a temporary reason: that must not be treated as a first use.
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

/// Whether an error is temporary: an I/O error, or no descriptors or memory left.
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
    /// The vault's state when it was last used here; `None` on first use.
    pub(super) fn state(&self) -> Option<&AnchorState> {
        self.known.state()
    }

    /// Compares a state that is not behind the anchor with the known instances, and moves the
    /// anchor to it; returns notices for the user.
    pub(super) fn compare(&self, context: &mut Context, view: &impl View) -> Result<Vec<String>> {
        let Some(anchor) = &self.anchor else {
            return Ok(Vec::new());
        };
        let now = AnchorState::of(view)?;
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
        let is_new = self.state().is_none() && !self.unreadable;
        // A new vault has no earlier copy.
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
    /// Warns if the last commit could not advance the anchor.
    pub(super) fn warn_of_anchor(&mut self) {
        if let Some(error) = self.store.take_anchor_failure() {
            warn(&mut self.context, Some(error));
        }
    }
}

/// Warns once per process: the first cause is the one to fix.
pub(super) fn warn(context: &mut Context, error: Option<StorageError>) {
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
            "the home folder is not an absolute path".to_owned(),
        ),
    };
    (context.warn)(&format!(
        "a rollback to an older copy of this vault cannot be detected, because its state cannot \
         be stored {place}: {why} (set XDG_STATE_HOME to a writable folder)"
    ));
}
