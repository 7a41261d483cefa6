//! Content to a stream.

use std::io::Write;

use crate::crypto::keys::ContentKey;
use crate::domain::action::Action;
use crate::domain::scope::Scope;
use crate::storage::content::Contents;
use crate::storage::files::{self, Entry};
use crate::storage::meta;
use crate::storage::record::VersionRecord;
use crate::storage::tables::{ReadTables, View};

use super::error::{Error, Kind, Result};
use super::gate::Gate;
use super::select::{Pick, resolve};

/// The version that was asked for, or the current one.
pub(super) fn version_of(
    view: &impl View,
    entry: Entry,
    number: Option<u32>,
) -> Result<VersionRecord> {
    let Some(number) = number else {
        return Ok(entry.file.current);
    };
    if entry.file.current.number == number {
        return Ok(entry.file.current);
    }
    let old = files::old_versions(view, &entry.file.id)?;
    let old = old.into_iter().find(|old| old.version.number == number);
    old.map(|old| old.version).ok_or_else(|| {
        let name = entry.path.to_string_lossy();
        Error::new(Kind::NotFound, format!("{name:?} has no version {number}"))
            .hint(format!("list them with: file-organizer versions {name:?}"))
    })
}

/// How an audit row names what was read: the file, how many, and how large they are together.
pub(super) fn summary(first: Option<&[u8]>, count: usize, bytes: u64) -> (Vec<u8>, String) {
    let target = first.unwrap_or_default().to_vec();
    (target, format!("{count}_FILES {bytes}_BYTES"))
}

pub(super) fn content_key(view: &impl View) -> Result<ContentKey> {
    Ok(ContentKey::new(meta::get_array(
        view,
        meta::key::CONTENT_KEY,
    )?))
}

/// Writes the content of every named file, one after the other.
///
/// # Errors
/// Kinds `Denied`, `NotFound`, before the first byte; `Damaged`, before a wrong byte; what `out`
/// gives, as kind `Other`.
pub fn cat(
    gate: &mut Gate,
    picks: &[Pick],
    version: Option<u32>,
    out: &mut dyn Write,
    mut failed: impl FnMut(std::io::Error) -> Error,
) -> Result<()> {
    let first = picks.first().map(Pick::text).unwrap_or_default();
    let plan = |view: &ReadTables, scope: &Scope| {
        let mut contents = Vec::new();
        let mut bytes = 0_u64;
        let mut single = None;
        for picked in resolve(view, scope, picks)? {
            single.get_or_insert_with(|| picked.entry.path.raw().to_vec());
            let version = version_of(view, picked.entry, version)?;
            bytes = bytes.saturating_add(version.size);
            contents.push(version.content);
        }
        let (target, detail) = summary(single.as_deref(), contents.len(), bytes);
        Ok((contents, target, detail))
    };
    gate.read_content(Action::FileRead, &first, plan, |view, contents, _| {
        let key = content_key(view)?;
        let mut vault = Contents::new(view, &key);
        for content in contents {
            vault.read(content, |bytes| out.write_all(bytes).map_err(&mut failed))?;
        }
        out.flush().map_err(&mut failed)
    })
}
