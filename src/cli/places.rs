//! Folders of the person who runs the program, outside of any vault.

use std::path::PathBuf;

use directories::BaseDirs;

const OWN: &str = "file-organizer";

/// Where anchors are kept; none without a home, or where it is not an absolute path: that would be
/// another folder for each folder that a command is called in.
pub(crate) fn anchors() -> Option<PathBuf> {
    let base = BaseDirs::new()?;
    let state = base.state_dir().unwrap_or_else(|| base.data_local_dir());
    Some(state.join(OWN)).filter(|folder| folder.is_absolute())
}

/// Where sessions are kept: in memory where the system has such a folder for the user, else beside
/// the anchors.
pub(crate) fn sessions() -> Option<PathBuf> {
    let base = BaseDirs::new()?;
    let runtime = base.runtime_dir().filter(|folder| folder.is_dir());
    match runtime {
        Some(runtime) => Some(runtime.join(OWN)),
        None => anchors().map(|state| state.join("sessions")),
    }
}
