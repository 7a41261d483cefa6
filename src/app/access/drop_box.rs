//! Shared drop folders: other accounts may add files, and neither list nor read them. Their
//! contents are untrusted. docs/FORMAT.md, "Drops".

use std::fs;
use std::io::Read;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags};
use serde::{Deserialize, Serialize};

use crate::app::error::{Error, Kind, Result};
use crate::storage::{drops, secure_file};

const FORMAT: &str = "file-organizer drop box";
const VERSION: u32 = 1;
/// Maximum size of box.json.
const MAX_LABEL_LEN: u64 = 4096;
/// Others may write and enter, but not list; only owners may rename and remove.
const SHARED: u32 = 0o1733;

/// box.json: the key that drops are sealed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::app) struct Label {
    format: String,
    version: u32,
    pub vault_id: String,
    pub public_key: String,
}

fn path_of(folder: &Path) -> PathBuf {
    folder.join("box.json")
}

fn no_box(folder: &Path, why: &str) -> Error {
    Error::new(
        Kind::Other,
        format!(
            "{:?} is not a drop box: {why}",
            folder.display().to_string()
        ),
    )
    .hint("its owner can create one with: file-organizer inbox share DIR")
}

/// Reads the key for drops in `folder`.
///
/// # Errors
/// If the folder was not made by `inbox share`, or others could have modified box.json.
pub(in crate::app) fn read(folder: &Path) -> Result<Label> {
    let place = fs::metadata(folder).map_err(|error| Error::io(folder, &error))?;
    if !place.is_dir() {
        return Err(no_box(folder, "it is not a folder"));
    }
    if place.mode() & 0o002 != 0 && place.mode() & 0o1000 == 0 {
        return Err(no_box(folder, "anyone could replace its box.json"));
    }
    let path = path_of(folder);
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = match rustix::fs::open(&path, flags, Mode::empty()) {
        Ok(file) => fs::File::from(file),
        Err(rustix::io::Errno::NOENT) => return Err(no_box(folder, "it has no box.json")),
        Err(rustix::io::Errno::LOOP) => {
            return Err(no_box(folder, "its box.json is a symbolic link"));
        }
        Err(error) => return Err(Error::io(&path, &error.into())),
    };
    let meta = file.metadata().map_err(|error| Error::io(&path, &error))?;
    if !meta.is_file() {
        return Err(no_box(folder, "its box.json is not a regular file"));
    }
    if meta.uid() != place.uid() || meta.mode() & 0o022 != 0 {
        return Err(no_box(
            folder,
            "its box.json is not owned and writable by the folder's owner only",
        ));
    }
    let mut bytes = Vec::new();
    file.take(MAX_LABEL_LEN + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::io(&path, &error))?;
    if bytes.len() as u64 > MAX_LABEL_LEN {
        return Err(no_box(folder, "its box.json is too large"));
    }
    let label: Label =
        serde_json::from_slice(&bytes).map_err(|_| no_box(folder, "its box.json is malformed"))?;
    if label.format != FORMAT {
        return Err(no_box(folder, "its box.json is malformed"));
    }
    if label.version != VERSION {
        return Err(no_box(
            folder,
            "it was made by another version of this program",
        ));
    }
    Ok(label)
}

/// Refuses a folder that does not belong to this user: its contents may be anything.
///
/// # Errors
/// Kind `Other`.
pub(crate) fn check_own(folder: &Path) -> Result<()> {
    let meta = fs::symlink_metadata(folder).map_err(|error| Error::io(folder, &error))?;
    if !meta.is_dir() {
        return Err(no_box(folder, "it is not a folder"));
    }
    if meta.uid() != rustix::process::geteuid().as_raw() {
        return Err(no_box(folder, "it belongs to another user"));
    }
    Ok(())
}

/// Makes a folder a drop box for this key; returns its real path.
///
/// # Errors
/// If the folder has other contents; I/O errors.
pub(crate) fn make(folder: &Path, vault_id: &str, public_key: &str) -> Result<PathBuf> {
    let io = |error: std::io::Error| Error::io(folder, &error);
    match fs::DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            check_own(folder)?;
            let entries = fs::read_dir(folder).map_err(io)?.count();
            let ours = read(folder).is_ok_and(|label| label.vault_id == vault_id);
            // Drops from an earlier share may stay.
            if !ours && entries > drops::list(folder)?.len() {
                return Err(Error::new(
                    Kind::Usage,
                    format!("{:?} is not empty", folder.display().to_string()),
                )
                .hint("choose a new folder: others will be able to write to it"));
            }
        }
        other => other.map_err(io)?,
    }
    let real = fs::canonicalize(folder).map_err(io)?;
    refresh(&real, vault_id, public_key)?;
    fs::set_permissions(&real, fs::Permissions::from_mode(SHARED)).map_err(io)?;
    Ok(real)
}

/// Writes the current key, if it has changed by a `rekey`.
///
/// # Errors
/// I/O errors; if the folder no longer belongs to this user.
pub(crate) fn refresh(folder: &Path, vault_id: &str, public_key: &str) -> Result<()> {
    check_own(folder)?;
    let label = Label {
        format: FORMAT.to_owned(),
        version: VERSION,
        vault_id: vault_id.to_owned(),
        public_key: public_key.to_owned(),
    };
    if read(folder).is_ok_and(|there| there == label) {
        return Ok(());
    }
    let mut text = serde_json::to_string_pretty(&label)
        .map_err(|error| Error::new(Kind::Other, error.to_string()))?;
    text.push('\n');
    Ok(secure_file::replace_public(
        &path_of(folder),
        text.as_bytes(),
    )?)
}

/// Removes the key from a folder that is no longer shared, so that no more files are dropped.
pub(in crate::app) fn remove_label(folder: &Path, vault_id: &str) -> Result<()> {
    if check_own(folder).is_ok() && read(folder).is_ok_and(|label| label.vault_id == vault_id) {
        secure_file::remove(&path_of(folder))?;
        let private = fs::Permissions::from_mode(0o700);
        fs::set_permissions(folder, private).map_err(|error| Error::io(folder, &error))?;
    }
    Ok(())
}
