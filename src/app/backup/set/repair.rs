//! What to do about damaged packs: what is deleted is written again by the next incremental backup.

use std::io;
use std::path::{Path, PathBuf};

use super::index::is_name;
use crate::app::backup::{envelope, folder};
use crate::app::error::Error;
use crate::crypto::age_file::Identities;

fn place(snapshot: &Path, vault_id: &str) -> PathBuf {
    let folder = snapshot.parent().unwrap_or_else(|| Path::new("."));
    folder::packs_folder(folder, vault_id)
}

/// The next step if these packs of a snapshot are missing or damaged. An incremental backup trusts a pack
/// that has the right length, so a damaged one has to be deleted.
pub fn repair_hint<'a>(
    snapshot: &Path,
    vault_id: &str,
    packs: impl Iterator<Item = &'a String>,
) -> String {
    let place = place(snapshot, vault_id);
    let there: Vec<String> = packs
        .map(|name| place.join(name))
        .filter(|path| path.exists())
        .map(|path| path.display().to_string())
        .collect();
    match there.as_slice() {
        [] => "the next incremental backup writes the missing content again".into(),
        [one] => format!("delete {one}; the next incremental backup writes its content again"),
        all => format!(
            "delete {}; the next incremental backup writes their content again",
            all.join(" and ")
        ),
    }
}

/// The same for a snapshot that cannot be restored; `None` if its packs are not the reason. A full backup
/// is not read again, since a hostile manifest would take its memory twice.
pub(in crate::app::backup) fn advice(snapshot: &Path, identities: &[Identities]) -> Option<String> {
    let name = snapshot.file_name()?.to_string_lossy();
    if !name.ends_with(folder::SNAPSHOT) {
        return None;
    }
    let manifest = folder::manifest(snapshot, identities).ok()?;
    let place = place(snapshot, &manifest.vault_id);
    let readable = |name: &str| {
        envelope::open(&place.join(name), identities, |input| {
            io::copy(input, &mut io::sink()).map_err(|error| Error::io(snapshot, &error))
        })
        .is_ok()
    };
    let bad: Vec<&String> = manifest
        .packs
        .iter()
        .filter(|name| is_name(name) && !readable(name))
        .collect();
    (!bad.is_empty()).then(|| repair_hint(snapshot, &manifest.vault_id, bad.into_iter()))
}
