//! Writing content to a stream.

use std::io::Write;

use crate::domain::action::Action;
use crate::domain::detail::{Detail, Unit};
use crate::domain::done::{NamedFile, NamedFiles};
use crate::storage::content::Contents;
use crate::storage::files::{self, Entry};
use crate::storage::record::VersionRecord;
use crate::storage::tables::{Metadata, View};

use crate::app::error::{Error, Kind, Result};
use crate::app::files::select::{Pick, resolve};
use crate::app::gate::{Gate, Principal, Reading, content_key};

/// The requested version, or the current one.
pub(crate) fn version_of(
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

/// Maximum bytes of the paths listed in an audit row.
const MAX_NAMES_LEN: usize = 16 * 1024;

/// Joins several names for an audit row.
pub(crate) fn join_names<'a>(names: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut target: Vec<u8> = Vec::new();
    let mut last = None;
    for name in names {
        if last == Some(name) {
            continue;
        }
        if last.is_some() {
            if target.len() + name.len() > MAX_NAMES_LEN {
                break;
            }
            target.push(0);
        }
        target.extend_from_slice(name);
        last = Some(name);
    }
    target
}

/// The detail of an audit row: the number of files, and their total size.
pub(crate) fn amount_read(count: usize, bytes: u64) -> Detail {
    Detail::from(Unit::Files.count(count)).and(Unit::Bytes.count(bytes))
}

/// A file in an audit row.
pub(crate) fn named(entry: &Entry) -> NamedFile {
    NamedFile {
        id: entry.file.id,
        path: entry.path.raw().to_vec(),
        to: None,
    }
}

/// Writes the content of every named file, one after the other.
///
/// # Errors
/// Kinds `Denied`, `NotFound`, before the first byte; `Damaged`, before a wrong byte; errors of
/// `out`, as kind `Other`.
pub fn cat(
    gate: &mut Gate,
    picks: &[Pick],
    version: Option<u32>,
    out: &mut dyn Write,
    mut failed: impl FnMut(std::io::Error) -> Error,
) -> Result<()> {
    let texts: Vec<Vec<u8>> = picks.iter().map(Pick::text).collect();
    let asked = join_names(texts.iter().map(Vec::as_slice));
    let plan = |view: &Metadata, principal: &Principal| {
        let mut contents = Vec::new();
        let mut bytes = 0_u64;
        let mut paths = Vec::new();
        let mut files = NamedFiles::default();
        for picked in resolve(view, principal, picks)? {
            paths.push(picked.entry.path.raw().to_vec());
            files.push(named(&picked.entry));
            let version = version_of(view, picked.entry, version)?;
            bytes = bytes.saturating_add(version.size);
            contents.push(version.content);
        }
        let target = join_names(paths.iter().map(Vec::as_slice));
        let detail = amount_read(contents.len(), bytes);
        Ok(Reading {
            items: contents.len() as u64,
            plan: contents,
            target,
            detail,
            bytes,
            files,
        })
    };
    gate.read_content(Action::FileRead, &asked, plan, |view, contents, _| {
        let key = content_key(view)?;
        let mut vault = Contents::new(view, &key);
        for content in contents {
            vault.read(content, |bytes| out.write_all(bytes).map_err(&mut failed))?;
        }
        out.flush().map_err(&mut failed)
    })
}
