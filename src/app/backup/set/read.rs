//! Reads a backup of either kind: a full one, or a snapshot with its packs. A missing or damaged
//! pack is reported with the files affected.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{self, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use super::index::{DATA, ROWS, is_name};
use super::packs::FULL;
use crate::app::backup::archive_error::{ArchiveError, damaged};
use crate::app::backup::hashing_reader::{MAX_LINE_LEN, each_line, parsed};
use crate::app::backup::summary::BackupSummary;
use crate::app::backup::visitor::Visitor;
use crate::app::backup::walk::Walker;
use crate::app::backup::{envelope, folder};
use crate::app::cancel;
use crate::app::error::{Error, Kind, Result};
use crate::crypto::age_file::Identities;
use crate::crypto::hash;
use crate::crypto::keys::ContentKey;
use crate::storage::archive::{self, Member};
use crate::storage::backup::{BackupKind, Manifest, MetadataRow, member, unhex};
use crate::storage::compress::{compress_if_smaller, decompress};

/// Maximum size of a stretch of rows or a chunk: one line, and what precedes it.
const MAX_MEMBER_LEN: u64 = MAX_LINE_LEN as u64 + 1024 * 1024;
/// Maximum size of the contents of a pack.
const MAX_PACK_LEN: u64 = FULL as u64 + MAX_MEMBER_LEN;

/// Reads a whole backup, wherever its parts are.
///
/// # Errors
/// Kind `Auth` if no identity opens it; `Damaged`; errors of the visitor.
pub(in crate::app::backup) fn walk(
    file: &Path,
    identities: &[Identities],
    visitor: &mut dyn Visitor,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<BackupSummary> {
    let mut walker = Walker::new(visitor, progress);
    envelope::open(file, identities, |input| walker.archive(input))?;
    let manifest = walker.manifest()?.clone();
    if manifest.kind == BackupKind::Full {
        return walker.finish();
    }
    let folder = file.parent().unwrap_or_else(|| Path::new("."));
    let set = Set {
        place: folder::packs_folder(folder, &manifest.vault_id),
        identities,
        manifest,
    };
    set.walk(walker)
}

/// Compressed rows, kept until they are needed.
struct Stretch {
    stored: Vec<u8>,
    compressed: bool,
    size: usize,
}

impl Stretch {
    fn keep(bytes: Vec<u8>) -> Result<Self> {
        let size = bytes.len();
        let frame = compress_if_smaller(&bytes)?;
        Ok(Self {
            compressed: frame.is_some(),
            stored: frame.unwrap_or(bytes),
            size,
        })
    }

    fn bytes(&self) -> Result<Vec<u8>> {
        if self.compressed {
            return Ok(decompress(&self.stored, self.size)?);
        }
        Ok(self.stored.clone())
    }
}

/// What a snapshot needs from the packs.
#[derive(Default)]
struct Needed {
    /// Contents, by plain hash.
    contents: HashSet<[u8; 32]>,
    chunks: HashSet<[u8; 32]>,
}

struct Set<'a> {
    place: PathBuf,
    identities: &'a [Identities],
    manifest: Manifest,
}

/// Reads the stretches of a member one after the other.
struct Stretches<'a> {
    names: std::slice::Iter<'a, String>,
    kept: &'a HashMap<String, Stretch>,
    current: Cursor<Vec<u8>>,
}

impl Read for Stretches<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.current.read(out)?;
            if count > 0 || out.is_empty() {
                return Ok(count);
            }
            let Some(name) = self.names.next() else {
                return Ok(0);
            };
            let kept = self.kept.get(name);
            let bytes = kept.and_then(|kept| kept.bytes().ok());
            let missing = || io::Error::new(io::ErrorKind::InvalidData, "rows are missing");
            self.current = Cursor::new(bytes.ok_or_else(missing)?);
        }
    }
}

impl Set<'_> {
    /// The packs with this prefix.
    fn packs(&self, kind: &'static str) -> impl Iterator<Item = &String> {
        let mine = move |name: &&String| is_name(name) && name.starts_with(kind);
        self.manifest.packs.iter().filter(mine)
    }

    /// Reads a pack; its members must be distinct, and fit in it.
    fn pack(&self, name: &str, mut each: impl FnMut(Member<'_>) -> Result<()>) -> Result<()> {
        let path = self.place.join(name);
        if !is_there(&path)? {
            return Err(damaged(format!("{}: it is missing", path.display())));
        }
        let (mut bytes, mut seen) = (0u64, HashSet::new());
        envelope::open(&path, self.identities, |input| {
            archive::read(input, |member| {
                cancel::check()?;
                bytes = bytes.saturating_add(member.size);
                if bytes > MAX_PACK_LEN || !seen.insert(member.name.clone()) {
                    return Err(damaged("a pack is larger than any pack").into());
                }
                each(member).map_err(ArchiveError::from)
            })
            .map_err(|failed: ArchiveError| Error::from(failed))
        })
    }

    fn walk(&self, mut walker: Walker<'_>) -> Result<BackupSummary> {
        if let Some(name) = self.manifest.packs.iter().find(|name| !is_name(name)) {
            return Err(damaged(format!("{name:?} is not a valid pack name")));
        }
        let rows = self.stretches()?;
        let needed = self.needed(&rows)?;
        let key = ContentKey::new(unhex(&self.manifest.keys.content)?);
        let mut lost = BTreeMap::new();
        for name in self.packs(DATA) {
            if !is_there(&self.place.join(name))? {
                lost.insert(name.clone(), "it is missing".to_owned());
                continue;
            }
            let taken = self.pack(name, |member| self.blob(&mut walker, &key, &needed, member));
            match taken {
                Ok(()) => {}
                Err(error) if !is_of_the_pack(&error) => return Err(error),
                Err(error) => {
                    lost.insert(name.clone(), error.message);
                }
            }
        }
        walker.lost_packs(lost);
        for name in [member::METADATA, member::AUDIT] {
            walker.rows_of(name, &mut self.lines(name, &rows))?;
        }
        walker.finish()
    }

    fn lines<'r>(
        &'r self,
        name: &str,
        rows: &'r HashMap<String, Stretch>,
    ) -> BufReader<Stretches<'r>> {
        let names = self.manifest.stretches.get(name);
        BufReader::new(Stretches {
            names: names.map(|names| names.iter()).unwrap_or_default(),
            kept: rows,
            current: Cursor::default(),
        })
    }

    /// All rows of the snapshot.
    fn stretches(&self) -> Result<HashMap<String, Stretch>> {
        let mut wanted = HashSet::new();
        for name in self.manifest.stretches.values().flatten() {
            // Members must be distinct: a repeated one would be read again and again.
            if !wanted.insert(name) {
                return Err(damaged("it has rows twice"));
            }
        }
        let mut kept = HashMap::new();
        for name in self.packs(ROWS) {
            self.pack(name, |member| {
                let name = String::from_utf8(member.name).unwrap_or_default();
                let Some(id) = name.strip_prefix(member::STRETCHES) else {
                    return Err(damaged("a pack of rows has other members"));
                };
                let id = id.to_owned();
                if !wanted.contains(&id) {
                    return Ok(());
                }
                let bytes = small(member.size, member.content)?;
                if hash::plain(&bytes) != unhex::<32>(&id)? {
                    return Err(damaged("rows differ from what was written"));
                }
                kept.insert(id, Stretch::keep(bytes)?);
                Ok(())
            })?;
        }
        Ok(kept)
    }

    fn needed(&self, rows: &HashMap<String, Stretch>) -> Result<Needed> {
        let mut needed = Needed::default();
        each_line(&mut self.lines(member::METADATA, rows), |line| {
            let row: MetadataRow = parsed(member::METADATA, line)?;
            let Some(version) = row.version() else {
                return Ok(());
            };
            if version.chunks.is_empty() {
                needed.contents.insert(unhex(&version.blake3)?);
            }
            for (id, _) in &version.chunks {
                needed.chunks.insert(unhex(id)?);
            }
            Ok(())
        })?;
        Ok(needed)
    }

    fn blob(
        &self,
        walker: &mut Walker<'_>,
        key: &ContentKey,
        needed: &Needed,
        member: Member<'_>,
    ) -> Result<()> {
        let name = String::from_utf8(member.name).unwrap_or_default();
        if let Some(id) = name.strip_prefix(member::CONTENTS) {
            let id: [u8; 32] = unhex(id)?;
            if !needed.contents.contains(&id) || walker.has_content(&id) {
                return Ok(());
            }
            if walker.content_of(member.size, member.content)? != id {
                return Err(damaged("a content does not match its name"));
            }
            return Ok(());
        }
        let Some(id) = name.strip_prefix(member::CHUNKS) else {
            return Err(damaged("a pack has unexpected members"));
        };
        let id: [u8; 32] = unhex(id)?;
        if !needed.chunks.contains(&id) || walker.has_chunk(&id) {
            return Ok(());
        }
        let bytes = small(member.size, member.content)?;
        if key.chunk_id(&bytes) != id {
            return Err(damaged("a chunk does not match its id"));
        }
        walker.chunk(id, bytes)
    }
}

/// Whether the file of a pack exists.
///
/// # Errors
/// I/O errors: then it is unknown.
fn is_there(path: &Path) -> Result<bool> {
    match path.metadata() {
        Ok(meta) => Ok(meta.is_file()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Error::io(path, &error)),
    }
}

/// Whether an error is caused by the pack, rather than by the visitor or a cancellation.
fn is_of_the_pack(error: &Error) -> bool {
    cancel::asked().is_none() && matches!(error.kind, Kind::Damaged | Kind::Auth | Kind::Usage)
}

fn small(size: u64, content: &mut dyn Read) -> Result<Vec<u8>> {
    if size > MAX_MEMBER_LEN {
        return Err(damaged("a member of a pack is too large"));
    }
    let mut bytes = Vec::new();
    content
        .read_to_end(&mut bytes)
        .map_err(|error| Error::from(ArchiveError::Stream(error)))?;
    Ok(bytes)
}
