//! Writing content to a stream.

use std::io::Write;

use crate::domain::action::Action;
use crate::domain::detail::{Detail, Unit};
use crate::domain::done::{NamedFile, NamedFiles};
use crate::domain::file_type::FileType;
use crate::domain::id::FileId;
use crate::domain::path::VaultPath;
use crate::storage::content::{ChunkReader, Contents};
use crate::storage::files::{self, Entry};
use crate::storage::record::VersionRecord;
use crate::storage::tables::{Metadata, View};
use crate::storage::users::Names;

use crate::app::error::{Error, Kind, Result};
use crate::app::files::info::{self, FileInfo};
use crate::app::files::select::{Pick, Picked, resolve, single};
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

/// What content to read.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReadOptions {
    /// This version instead of the current one.
    pub version: Option<u32>,
    /// Refuse a file that is not text, because it is shown on a terminal or in an editor.
    pub text_only: bool,
}

/// Contents to read: the path and id of the file, and the version.
type Planned = Vec<(VaultPath, FileId, VersionRecord)>;

fn plan(
    view: &Metadata,
    entries: impl Iterator<Item = Entry>,
    options: ReadOptions,
) -> Result<Reading<Planned>> {
    let mut contents = Vec::new();
    let mut bytes = 0_u64;
    let mut files = NamedFiles::default();
    for entry in entries {
        files.push(named(&entry));
        let (path, id) = (entry.path.clone(), entry.file.id);
        let version = version_of(view, entry, options.version)?;
        if options.text_only && !version.file_type.is_text() {
            return Err(not_text(&path, version.file_type));
        }
        bytes = bytes.saturating_add(version.size);
        contents.push((path, id, version));
    }
    Ok(Reading {
        items: contents.len() as u64,
        target: join_names(contents.iter().map(|(path, ..)| path.raw())),
        detail: amount_read(contents.len(), bytes),
        plan: contents,
        bytes,
        files,
    })
}

fn not_text(path: &VaultPath, file_type: FileType) -> Error {
    let (name, shown) = (path.to_string_lossy(), file_type.name());
    Error::new(Kind::Other, format!("{name:?} is not text ({shown})")).hint(format!(
        "open it with: file-organizer open {name:?}, or copy it out of the vault with: \
         file-organizer get {name:?}"
    ))
}

fn not_all_text(folder: &VaultPath, path: &VaultPath) -> Error {
    let (folder, path) = (folder.to_string_lossy(), path.to_string_lossy());
    let message = format!("{folder:?} is a folder, and not all of its files are text: {path:?}");
    Error::new(Kind::Usage, message).hint(format!("list it with: file-organizer ls {folder:?}"))
}

/// Writes the content of every named file, one after the other.
///
/// # Errors
/// Kinds `Denied`, `NotFound`, before the first byte; `Other` for a file that is not text, if that
/// is required; `Damaged`, before a wrong byte; errors of `out`, as kind `Other`.
pub fn cat(
    gate: &mut Gate,
    picks: &[Pick],
    options: ReadOptions,
    out: &mut dyn Write,
    mut failed: impl FnMut(std::io::Error) -> Error,
) -> Result<()> {
    let texts: Vec<Vec<u8>> = picks.iter().map(Pick::text).collect();
    let asked = join_names(texts.iter().map(Vec::as_slice));
    let plan = |view: &Metadata, principal: &Principal| {
        let found = resolve(view, principal, picks)?;
        let is_text = |picked: &&Picked| picked.entry.file.current.file_type.is_text();
        if options.text_only
            && let Some(picked) = found.iter().find(|picked| !is_text(picked))
            && let Some(folder) = &picked.folder
        {
            return Err(not_all_text(folder, &picked.entry.path));
        }
        plan(view, found.into_iter().map(|picked| picked.entry), options)
    };
    gate.read_content(Action::FileRead, &asked, plan, |view, contents, _| {
        let key = content_key(view)?;
        let mut vault = Contents::new(view, &key);
        for (_, _, version) in contents {
            vault.read(version.content, |bytes| {
                out.write_all(bytes).map_err(&mut failed)
            })?;
        }
        out.flush().map_err(&mut failed)
    })
}

/// A file of which the content was read.
#[derive(Debug, Clone)]
pub struct ReadFile {
    /// Its path.
    pub path: VaultPath,
    /// Its id.
    pub id: FileId,
    /// The number of the version.
    pub version: u32,
}

/// Writes the content of one file to what `create` makes for it.
///
/// # Errors
/// As [`cat`]; `Usage` for a folder or several files; errors of `create`.
pub fn read_one<W: Write>(
    gate: &mut Gate,
    pick: &Pick,
    options: ReadOptions,
    create: impl FnOnce(&VaultPath) -> Result<W>,
    mut failed: impl FnMut(std::io::Error) -> Error,
) -> Result<(ReadFile, W)> {
    let plan = |view: &Metadata, principal: &Principal| {
        let entry = single(view, principal, pick)?;
        plan(view, std::iter::once(entry), options)
    };
    gate.read_content(Action::FileRead, &pick.text(), plan, |view, contents, _| {
        let Some((path, id, version)) = contents.into_iter().next() else {
            return Err(Error::internal("a read without a file"));
        };
        let mut out = create(&path)?;
        let key = content_key(view)?;
        Contents::new(view, &key).read(version.content, |bytes| {
            out.write_all(bytes).map_err(&mut failed)
        })?;
        out.flush().map_err(&mut failed)?;
        let version = version.number;
        Ok((ReadFile { path, id, version }, out))
    })
}

/// The requested part of a content, in bytes: the first, and the last or the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The first byte.
    pub first: u64,
    /// Number of bytes.
    pub length: u64,
}

/// A content that is read piece by piece. Its read was recorded when it was opened.
pub struct Download {
    gate: Gate,
    reader: ChunkReader,
    target: Vec<u8>,
    file: NamedFile,
    /// What is read of it.
    pub part: Part,
}

/// A file, with the given version instead of the current one: what can be read, before it is opened.
///
/// # Errors
/// Kinds `Denied`, `NotFound`; `Usage` for a folder. All are recorded.
pub fn look(gate: &mut Gate, pick: &Pick, version: Option<u32>) -> Result<FileInfo> {
    let found = gate.read(Action::FileRead, |view, principal| {
        let entry = single(view, principal, pick)?;
        let version = version_of(view, entry.clone(), version)?;
        let names = Names::load(view)?;
        let info = info::file(view, &names, entry, false)?;
        let current = info::version(view, &names, &info.path, version, false)?;
        Ok(FileInfo { current, ..info })
    });
    found.inspect_err(|error| {
        if error.kind != Kind::Denied {
            gate.record_failure(Action::FileRead, Some(pick.text()), error);
        }
    })
}

/// Opens a part of the content that [`look`] has found.
///
/// # Errors
/// Kinds `Denied`, `NotFound`, `Damaged`; `Busy` if the file was changed since.
pub fn open(mut gate: Gate, info: &FileInfo, part: Part) -> Result<Download> {
    let id = Pick::Id(info.id);
    let options = ReadOptions {
        version: Some(info.current.number),
        text_only: false,
    };
    let target = info.path.raw().to_vec();
    let mut file = None;
    let plan = |view: &Metadata, principal: &Principal| {
        let entry = single(view, principal, &id)?;
        file = Some(named(&entry));
        let found = version_of(view, entry.clone(), options.version)?;
        if (found.added, found.size) != (info.current.added, info.current.size) {
            let message = "the file was changed meanwhile";
            return Err(Error::new(Kind::Busy, message).hint("try again"));
        }
        let reading = plan(view, std::iter::once(entry), options)?;
        Ok(Reading {
            bytes: part.length,
            detail: amount_read(1, part.length),
            ..reading
        })
    };
    let reader = gate.read_content(Action::FileRead, &target, plan, |view, planned, _| {
        let Some((.., version)) = planned.into_iter().next() else {
            return Err(Error::internal("a read without a file"));
        };
        let key = content_key(view)?;
        let contents = Contents::new(view, &key);
        let Part { first, length } = part;
        Ok(ChunkReader::new(&contents, version.content, first, length)?)
    })?;
    let file = file.ok_or_else(|| Error::internal("a read without a file"))?;
    Ok(Download {
        gate,
        reader,
        target,
        file,
        part,
    })
}

impl Download {
    /// The next bytes, at most a few MiB; `None` at the end.
    ///
    /// # Errors
    /// Kind `Damaged`, also if the file was destroyed meanwhile.
    pub fn next_bytes(&mut self) -> Result<Option<Vec<u8>>> {
        self.gate.next_bytes(&mut self.reader)
    }

    /// Records that the client got only so many bytes.
    pub fn finish(mut self, given: u64) {
        self.gate.record_shortened(&self.target, self.file, given);
    }
}
