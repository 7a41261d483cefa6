//! Drops: anyone without a secret can add files, and cannot read a byte. Files are sealed to the
//! vault's public key; the database is not opened, and nothing is recorded until the inbox is
//! emptied.

use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use crate::domain::path::VaultPath;
use crate::domain::size::Size;
use crate::storage::drops::{self, DropHeader, MAX_BYTES, MAX_DROPS, MAX_FILE_LEN, NewDrop};
use crate::storage::keyring::Keyring;
use crate::storage::{secure_file, spool};

use crate::app::access::drop_box;
use crate::app::error::{Error, Kind, Result};
use crate::app::files::add::prepare::EMPTY_STREAM;
use crate::app::files::add::source::{Refusal, SourceFile};
use crate::app::files::add::{ItemStatus, Source};
use crate::app::intake::inbox;
use crate::app::{cancel, clock};

/// Bytes sealed at once.
const BLOCK: usize = 256 * 1024;

/// Where drops are stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The spool of the vault in this folder, which only its owner can reach.
    Vault(PathBuf),
    /// A shared folder outside of the vault.
    Box(PathBuf),
}

/// Options of a drop.
#[derive(Debug, Clone, Default)]
pub struct DropOptions {
    /// The suggested folder.
    pub to: Option<VaultPath>,
    /// The name of the single file, instead of its own.
    pub name: Option<Vec<u8>>,
    /// Accept an empty stream, instead of treating it as a failure of the program that writes to
    /// it.
    pub allow_empty: bool,
}

/// The result for one file.
#[derive(Debug, Clone, serde::Serialize, schemars::JsonSchema)]
pub struct Dropped {
    /// Where it came from; `-` for a stream.
    #[serde(flatten, with = "crate::app::json::Source")]
    pub source: PathBuf,
    /// Size in bytes.
    pub size: u64,
    /// Why it was not dropped, and whether it was rejected or failed.
    #[serde(flatten, with = "crate::app::json::StatusAndReason")]
    pub refused: Option<(ItemStatus, String)>,
}

impl Dropped {
    /// The status, and the reason if it was not dropped.
    #[must_use]
    pub fn result(&self) -> (&'static str, Option<&str>) {
        crate::app::json::Refusal::refusal(&self.refused)
    }
}

impl crate::app::json::Refusal for Option<(ItemStatus, String)> {
    fn refusal(&self) -> (&'static str, Option<&str>) {
        match self {
            None => ("dropped", None),
            Some((status, reason)) => (status.name(), Some(reason)),
        }
    }
}

/// The result of a drop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct DropSummary {
    /// Files waiting in the inbox.
    pub dropped: u64,
    /// Files that were rejected.
    pub rejected: u64,
    /// Files that could not be read or sealed.
    pub failed: u64,
    /// Bytes of the dropped files.
    pub bytes: u64,
}

/// Where to store, and how to seal.
struct Target {
    folder: PathBuf,
    shared: bool,
    public_key: String,
}

impl Target {
    fn of(place: &Place) -> Result<Self> {
        match place {
            Place::Vault(vault) => {
                let public_key = Keyring::load(vault)?.public_key;
                let folder = spool::folder(vault);
                secure_file::create_dir(&folder)?;
                Ok(Self {
                    folder,
                    shared: false,
                    public_key,
                })
            }
            Place::Box(folder) => Ok(Self {
                folder: folder.clone(),
                shared: true,
                public_key: drop_box::read(folder)?.public_key,
            }),
        }
    }

    /// Bytes that may still be dropped here, or why none may.
    fn remaining(&self) -> std::result::Result<u64, Refusal> {
        if self.shared {
            // Other accounts cannot list it, and its contents may be forged.
            return Ok(MAX_FILE_LEN);
        }
        let all = drops::list(&self.folder).map_err(|error| Refusal::failed(error.to_string()))?;
        let bytes = all
            .iter()
            .fold(0_u64, |sum, left| sum.saturating_add(left.size));
        let full = |what: String| Err(Refusal::rejected(format!("the inbox is full: {what}")));
        if all.len() as u64 >= MAX_DROPS {
            return full(format!("{MAX_DROPS} drops are waiting (the limit)"));
        }
        if bytes >= MAX_BYTES {
            let most = Size::from_bytes(MAX_BYTES).human();
            return full(format!("{most} are waiting (the limit)"));
        }
        Ok((MAX_BYTES - bytes).min(MAX_FILE_LEN))
    }
}

/// Seals files and stores them for the inbox. A refused file does not stop the others.
///
/// # Errors
/// Kinds `NoVault`, `Usage`; if the folder is not a drop box; errors of `each`.
pub fn leave(
    place: &Place,
    sources: Vec<Source>,
    options: &DropOptions,
    each: &mut dyn FnMut(&Dropped) -> Result<()>,
) -> Result<DropSummary> {
    check(&sources, options)?;
    let target = Target::of(place)?;
    let _guard = cancel::Guard::begin();
    let mut summary = DropSummary::default();
    for source in sources {
        cancel::check()?;
        let (path, left) = match source {
            Source::Path(path) => {
                let left = store_file(&target, &path, options);
                (path, left)
            }
            Source::Stream(mut input) => {
                let name = options.name.clone().unwrap_or_default();
                let header = header(name, options, clock::now());
                let empty = options.allow_empty;
                let left = header.and_then(|header| seal(&target, &header, &mut *input, empty));
                (PathBuf::from("-"), left)
            }
            Source::Opened(_) | Source::Listed(_) => continue,
        };
        let dropped = match left {
            Ok(size) => {
                summary.dropped += 1;
                summary.bytes += size;
                Dropped {
                    source: path,
                    size,
                    refused: None,
                }
            }
            Err(refusal) => {
                if refusal.status == ItemStatus::Rejected {
                    summary.rejected += 1;
                } else {
                    summary.failed += 1;
                }
                Dropped {
                    source: path,
                    size: refusal.size,
                    refused: Some((refusal.status, refusal.reason)),
                }
            }
        };
        each(&dropped)?;
    }
    cancel::check()?;
    Ok(summary)
}

fn check(sources: &[Source], options: &DropOptions) -> Result<()> {
    let stream = sources
        .iter()
        .any(|source| matches!(source, Source::Stream(_)));
    if sources.len() > 1 && (stream || options.name.is_some()) {
        return Err(Error::new(
            Kind::Usage,
            "standard input, or a file with --name, must be the only source",
        ));
    }
    if stream && options.name.is_none() {
        return Err(
            Error::new(Kind::Usage, "standard input needs a name").hint("add --name report.pdf")
        );
    }
    Ok(())
}

/// The header of a drop. A name that no vault accepts is refused now, while the user can see it.
fn header(
    name: Vec<u8>,
    options: &DropOptions,
    modified: crate::domain::time::Time,
) -> std::result::Result<DropHeader, Refusal> {
    let folder = options.to.clone().unwrap_or_else(inbox::default_folder);
    folder
        .join(&name)
        .map_err(|error| Refusal::rejected(error.to_string()))?;
    Ok(DropHeader {
        name,
        to: options.to.as_ref().map(|to| to.raw().to_vec()),
        modified,
        attributes: None,
    })
}

fn store_file(
    target: &Target,
    path: &Path,
    options: &DropOptions,
) -> std::result::Result<u64, Refusal> {
    // Before opening: opening a device can have effects.
    let meta = fs::symlink_metadata(path).map_err(|error| Refusal::failed(error.to_string()))?;
    let kind = meta.file_type();
    if kind.is_symlink() {
        return Err(Refusal::rejected("a symbolic link (not followed)"));
    }
    if kind.is_dir() {
        return Err(Refusal::rejected("a folder (give its files instead)"));
    }
    if !kind.is_file() {
        return Err(Refusal::rejected("not a regular file"));
    }
    let mut source = SourceFile::open(path, None)?;
    let name = options.name.clone();
    let name = name.or_else(|| path.file_name().map(|name| name.as_bytes().to_vec()));
    let (mut attributes, _) = source.attributes()?;
    // The header has no remaining for them.
    attributes.xattrs.clear();
    let header = DropHeader {
        attributes: Some(attributes),
        ..header(name.unwrap_or_default(), options, source.modified())?
    };
    let remaining = target.remaining()?;
    if source.size() > remaining {
        return Err(Refusal {
            size: source.size(),
            ..too_large(remaining)
        });
    }
    let mut new = begin(target, &header)?;
    let size = copy(&mut source, &mut new, remaining)?;
    source.check_unchanged(size)?;
    finish(new)?;
    Ok(size)
}

fn seal(
    target: &Target,
    header: &DropHeader,
    input: &mut dyn Read,
    allow_empty: bool,
) -> std::result::Result<u64, Refusal> {
    let remaining = target.remaining()?;
    let mut new = begin(target, header)?;
    let size = copy(input, &mut new, remaining)?;
    if size == 0 && !allow_empty {
        return Err(Refusal::failed(EMPTY_STREAM));
    }
    finish(new)?;
    Ok(size)
}

fn begin(target: &Target, header: &DropHeader) -> std::result::Result<NewDrop, Refusal> {
    NewDrop::begin(&target.folder, target.shared, &target.public_key, header)
        .map_err(|error| Refusal::failed(error.to_string()))
}

fn finish(new: NewDrop) -> std::result::Result<(), Refusal> {
    new.finish()
        .map_err(|error| Refusal::failed(error.to_string()))
}

fn too_large(remaining: u64) -> Refusal {
    let human = Size::from_bytes(remaining).human();
    Refusal::rejected(if remaining < MAX_FILE_LEN {
        format!("the inbox is full: only {human} are left")
    } else {
        format!("larger than {human}, the limit for drops")
    })
}

fn copy(
    from: &mut dyn Read,
    to: &mut NewDrop,
    remaining: u64,
) -> std::result::Result<u64, Refusal> {
    let mut block = vec![0; BLOCK];
    let mut size = 0;
    loop {
        if cancel::asked().is_some() {
            return Err(Refusal::failed("stopped by a signal"));
        }
        let read = match from.read(&mut block) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other.map_err(|error| Refusal::failed(error.to_string()))?,
        };
        if read == 0 {
            return Ok(size);
        }
        size += read as u64;
        if size > remaining {
            return Err(too_large(remaining));
        }
        to.write_all(block.get(..read).unwrap_or_default())
            .map_err(|error| Refusal::failed(format!("cannot seal it: {error}")))?;
    }
}
