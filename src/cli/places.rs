//! Per-user folders outside the vault.

use std::path::{Path, PathBuf};

use directories::BaseDirs;

const OWN: &str = "file-organizer";

/// A path that no shell has read: `~/` is the home folder.
pub(crate) fn expanded(path: &Path) -> PathBuf {
    match (path.strip_prefix("~"), BaseDirs::new()) {
        (Ok(below), Some(base)) => base.home_dir().join(below),
        _ => path.to_owned(),
    }
}

/// The folder for anchors; `None` without a home folder, or if its path is relative and would depend
/// on the working directory.
pub(crate) fn anchors() -> Option<PathBuf> {
    let base = BaseDirs::new()?;
    let state = base.state_dir().unwrap_or_else(|| base.data_local_dir());
    Some(state.join(OWN)).filter(|folder| folder.is_absolute())
}

/// The settings file; `None` without a home folder, or if its path is relative.
pub(crate) fn settings() -> Option<PathBuf> {
    let folder = BaseDirs::new()?.config_dir().join(OWN);
    Some(folder.join("config.toml")).filter(|file| file.is_absolute())
}

/// The folder for sessions: the user's runtime folder (in memory) if there is one, otherwise a folder
/// next to the anchors.
pub(crate) fn sessions() -> Option<PathBuf> {
    let base = BaseDirs::new()?;
    let runtime = base.runtime_dir().filter(|folder| folder.is_dir());
    match runtime {
        Some(runtime) => Some(runtime.join(OWN)),
        None => anchors().map(|state| state.join("sessions")),
    }
}
