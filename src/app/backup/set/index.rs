//! The index of a set: notes next to the packs, sealed under a key of the vault, so that they are
//! opaque to others and need no identity.

use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::app::backup::folder;
use crate::app::error::{Error, Kind, Result};
use crate::app::partial::{Partial, sweep};
use crate::crypto::keys::ContentKey;
use crate::crypto::seal;
use crate::crypto::secret::Secret;
use crate::storage::tables::{ReadTables, View};
use crate::storage::{meta, secure_file};

const ENDING: &str = ".index";
/// Maximum size of a note: that of a pack with [`MAX_BLOBS`] is smaller.
const MAX_NOTE_LEN: u64 = 32 * 1024 * 1024;
/// Maximum number of blobs in a pack; a note has at most 150 bytes for each.
pub(super) const MAX_BLOBS: usize = 200_000;
const PURPOSE: &[u8] = b"backup index";

/// The contents of a pack.
#[derive(Serialize, Deserialize)]
pub(super) struct PackNote {
    /// Bytes of the file.
    pub bytes: u64,
    pub blobs: Vec<[u8; 32]>,
}

/// The packs that a snapshot needs.
#[derive(Serialize, Deserialize)]
struct SnapshotNote {
    packs: BTreeSet<String>,
}

/// The key of the notes: as long-lived as the ids of chunks.
pub(super) struct SetKey(Secret);

impl SetKey {
    pub(super) fn of(view: &impl View) -> Result<Self> {
        let key = ContentKey::new(meta::get_array(view, meta::key::CONTENT_KEY)?);
        Ok(Self(key.set_index()))
    }

    fn write<T: Serialize>(&self, place: &Path, name: &str, note: &T) -> Result<()> {
        let text = serde_json::to_vec(note).map_err(|_| Error::inconsistent())?;
        let purpose = [PURPOSE, b" ", name.as_bytes()].concat();
        let sealed = seal::seal(&self.0, &purpose, &text)?;
        let path = place.join(format!("{name}{ENDING}"));
        secure_file::remove(&path)?;
        let partial = Partial::begin(&path)?;
        (&partial)
            .write_all(&sealed)
            .map_err(|error| Error::io(&path, &error))?;
        partial.publish()
    }

    fn read<T: for<'a> Deserialize<'a>>(&self, place: &Path, name: &str) -> Option<T> {
        let path = place.join(format!("{name}{ENDING}"));
        let sealed = secure_file::read_sealed(&path, MAX_NOTE_LEN).ok()?;
        let purpose = [PURPOSE, b" ", name.as_bytes()].concat();
        let text = seal::open(&self.0, &purpose, sealed).ok()?;
        serde_json::from_slice(&text).ok()
    }
}

/// The names of the files in a folder.
fn names(place: &Path) -> Result<Vec<String>> {
    let entries = std::fs::read_dir(place).map_err(|error| Error::io(place, &error))?;
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| Error::io(place, &error))?;
        if let Ok(name) = entry.file_name().into_string() {
            names.push(name);
        }
    }
    Ok(names)
}

/// Locks a set against concurrent changes.
pub(super) fn lock(place: &Path) -> Result<File> {
    if !place.is_dir() {
        secure_file::create_dir(place)?;
    }
    let path = place.join("lock");
    let file = match secure_file::create_sealed(&path) {
        Ok(file) => file,
        Err(_) => secure_file::open_sealed(&path, true)?,
    };
    file.try_lock().map_err(|_| {
        Error::new(
            Kind::Busy,
            format!("another backup into {} is in progress", place.display()),
        )
    })?;
    sweep(place);
    Ok(file)
}

/// The contents of the packs of a set.
pub(super) struct Index {
    key: SetKey,
    packs: Vec<String>,
    blobs: HashMap<[u8; 32], usize>,
}

impl Index {
    /// Reads the notes. A pack that is missing, or has a different length than written, is ignored:
    /// its contents are written again.
    pub(super) fn load(place: &Path, key: SetKey) -> Result<Self> {
        let mut index = Self {
            key,
            packs: Vec::new(),
            blobs: HashMap::new(),
        };
        for name in names(place)? {
            if !is_name(&name) {
                continue;
            }
            let Some(note) = index.key.read::<PackNote>(place, &name) else {
                continue;
            };
            let length = place.join(&name).symlink_metadata().map(|meta| meta.len());
            if !length.is_ok_and(|length| length == note.bytes) {
                continue;
            }
            for blob in &note.blobs {
                index.learn(blob, &name);
            }
        }
        Ok(index)
    }

    pub(super) fn pack_of(&self, id: &[u8; 32]) -> Option<&str> {
        let at = self.blobs.get(id)?;
        self.packs.get(*at).map(String::as_str)
    }

    pub(super) fn learn(&mut self, id: &[u8; 32], pack: &str) {
        if self.packs.last().is_none_or(|last| last != pack) {
            self.packs.push(pack.to_owned());
        }
        self.blobs.insert(*id, self.packs.len().saturating_sub(1));
    }

    pub(super) fn note_pack(&self, place: &Path, name: &str, note: &PackNote) -> Result<()> {
        self.key.write(place, name, note)
    }

    pub(super) fn note_snapshot(
        &self,
        place: &Path,
        name: &str,
        packs: &BTreeSet<String>,
    ) -> Result<()> {
        let note = SnapshotNote {
            packs: packs.clone(),
        };
        self.key.write(place, name, &note)
    }
}

/// Removes packs that no snapshot in `folder` needs; none, if the packs of any snapshot are
/// unknown.
pub(in crate::app::backup) fn remove_unneeded(
    view: &ReadTables,
    folder: &Path,
    vault_id: &str,
) -> Result<()> {
    let place = folder::packs_folder(folder, vault_id);
    if !place.is_dir() {
        return Ok(());
    }
    let _lock = lock(&place)?;
    let key = SetKey::of(view)?;
    let mut needed = BTreeSet::new();
    let mut snapshots = BTreeSet::new();
    for found in folder::scan(folder)? {
        if !found.incremental || !vault_id.starts_with(&found.vault) {
            continue;
        }
        let name = found.path.file_name().and_then(|name| name.to_str());
        let note = name.and_then(|name| key.read::<SnapshotNote>(&place, name));
        let (Some(name), Some(note)) = (name, note) else {
            return Ok(());
        };
        snapshots.insert(name.to_owned());
        needed.extend(note.packs);
    }
    for name in names(&place)? {
        let subject = name.strip_suffix(ENDING).unwrap_or(&name);
        let gone = if is_name(subject) {
            !needed.contains(subject)
        } else {
            subject != name && !snapshots.contains(subject)
        };
        if gone {
            secure_file::remove(&place.join(&name))?;
        }
    }
    Ok(secure_file::sync_dir(&place)?)
}

/// The prefix of packs with contents.
pub(super) const DATA: &str = "data";
/// The prefix of packs with rows.
pub(super) const ROWS: &str = "rows";

/// Whether this is a valid name of a pack, without path separators.
pub(super) fn is_name(name: &str) -> bool {
    let id = name.strip_suffix(".age").and_then(|stem| {
        let (kind, id) = stem.split_once('-')?;
        (kind == DATA || kind == ROWS).then_some(id)
    });
    id.is_some_and(|id| id.len() == 24 && id.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
