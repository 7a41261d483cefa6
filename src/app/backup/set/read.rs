//! Through a backup of either kind: one that is whole in its file, or a snapshot with the packs that
//! it needs. A pack that is lost or damaged is reported with the files that it costs.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{self, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use super::packs::{DATA, FULL, ROWS, is_name};
use crate::app::backup::checked::{LONGEST_LINE, each_line, parsed};
use crate::app::backup::contained::{Contained, Failed, Visitor, damaged};
use crate::app::backup::walk::Walker;
use crate::app::backup::{envelope, folder};
use crate::app::cancel;
use crate::app::error::{Error, Kind, Result};
use crate::crypto::age_file::Identities;
use crate::crypto::hash;
use crate::crypto::keys::ContentKey;
use crate::storage::archive::{self, Member};
use crate::storage::backup::{BackupKind, Manifest, MetadataRow, member, unhex};
use crate::storage::compress::{compress_where_it_pays, decompress};

/// No stretch of rows and no chunk is larger: one line, and what came before it.
const LARGEST: u64 = LONGEST_LINE as u64 + 1024 * 1024;
/// No pack has more in it.
const LARGEST_PACK: u64 = FULL as u64 + LARGEST;

/// Takes a whole backup, from wherever its parts are.
///
/// # Errors
/// Kind `Auth` where no identity opens it; `Damaged`; what the visitor gives.
pub(in crate::app::backup) fn walk(
    file: &Path,
    identities: &[Identities],
    visitor: &mut dyn Visitor,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Contained> {
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

/// Rows that are kept until their turn, in little space.
struct Stretch {
    stored: Vec<u8>,
    compressed: bool,
    size: usize,
}

impl Stretch {
    fn keep(bytes: Vec<u8>) -> Result<Self> {
        let size = bytes.len();
        let frame = compress_where_it_pays(&bytes)?;
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

/// What a snapshot needs of the packs.
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
    /// The packs whose names begin so.
    fn packs(&self, kind: &'static str) -> impl Iterator<Item = &String> {
        let mine = move |name: &&String| is_name(name) && name.starts_with(kind);
        self.manifest.packs.iter().filter(mine)
    }

    /// Goes through a pack, whose members are different ones, and no more than fits.
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
                if bytes > LARGEST_PACK || !seen.insert(member.name.clone()) {
                    return Err(damaged("a pack has more in it than fits").into());
                }
                each(member).map_err(Failed::from)
            })
            .map_err(|failed: Failed| Error::from(failed))
        })
    }

    fn walk(&self, mut walker: Walker<'_>) -> Result<Contained> {
        if let Some(name) = self.manifest.packs.iter().find(|name| !is_name(name)) {
            return Err(damaged(format!("{name:?} is not the name of a pack")));
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
            // Rows differ; the same ones again and again would be read again and again.
            if !wanted.insert(name) {
                return Err(damaged("rows are in it twice"));
            }
        }
        let mut kept = HashMap::new();
        for name in self.packs(ROWS) {
            self.pack(name, |member| {
                let name = String::from_utf8(member.name).unwrap_or_default();
                let Some(id) = name.strip_prefix(member::STRETCHES) else {
                    return Err(damaged("a pack of rows has something else in it"));
                };
                let id = id.to_owned();
                if !wanted.contains(&id) {
                    return Ok(());
                }
                let bytes = small(member.size, member.content)?;
                if hash::plain(&bytes) != unhex::<32>(&id)? {
                    return Err(damaged("rows are not those that were written"));
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
                return Err(damaged("a content is not what it is called"));
            }
            return Ok(());
        }
        let Some(id) = name.strip_prefix(member::CHUNKS) else {
            return Err(damaged("a pack has something else in it"));
        };
        let id: [u8; 32] = unhex(id)?;
        if !needed.chunks.contains(&id) || walker.has_chunk(&id) {
            return Ok(());
        }
        let bytes = small(member.size, member.content)?;
        if key.chunk_id(&bytes) != id {
            return Err(damaged("a chunk is not what it is called"));
        }
        walker.chunk(id, bytes)
    }
}

/// Whether a pack is a file, and there.
///
/// # Errors
/// Of the disk: that is not known then.
fn is_there(path: &Path) -> Result<bool> {
    match path.metadata() {
        Ok(meta) => Ok(meta.is_file()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Error::io(path, &error)),
    }
}

/// Whether a pack is at fault: not a visitor that cannot go on, nor a wish to stop.
fn is_of_the_pack(error: &Error) -> bool {
    cancel::asked().is_none() && matches!(error.kind, Kind::Damaged | Kind::Auth | Kind::Usage)
}

fn small(size: u64, content: &mut dyn Read) -> Result<Vec<u8>> {
    if size > LARGEST {
        return Err(damaged("something in a pack is too large"));
    }
    let mut bytes = Vec::new();
    content
        .read_to_end(&mut bytes)
        .map_err(|error| Error::from(Failed::Stream(error)))?;
    Ok(bytes)
}
