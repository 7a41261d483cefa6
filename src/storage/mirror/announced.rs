//! The rows that a mirror announced while they waited in the spool: one that never came to the log was
//! removed from the spool.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::FileExt;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::file::{WAITING, WAITING_INSTEAD, existing};
use crate::crypto::hash;

/// Bytes at the end of what was read that are compared by the next reader.
const END: u64 = 4096;

/// How far a mirror was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ReadUpTo {
    /// The beginning of the BLAKE3 of its path.
    place: [u8; 8],
    length: u64,
    /// The beginning of the BLAKE3 of the last bytes of that length.
    end: [u8; 8],
}

/// A row that waited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Announcement {
    /// Its line.
    pub line: String,
    /// Whether it replaced one that was announced before.
    pub instead: bool,
}

/// What a mirror says.
#[derive(Debug, Default)]
pub(crate) struct Announced {
    pub rows: Vec<Announcement>,
    /// The file is missing, is shorter than before, or had other contents.
    pub is_cut: bool,
    /// `None` if the file cannot be read.
    pub up_to: Option<ReadUpTo>,
    /// Whether this continues an earlier reading, so that no row was skipped.
    pub continues: bool,
}

/// Reads a mirror up to this length, from where it was read before.
pub(crate) fn announced(path: &Path, length: u64, before: Option<ReadUpTo>) -> Announced {
    let place = first(path.as_os_str().as_bytes());
    let before = before.filter(|before| before.place == place);
    let opened = existing(path).ok().flatten();
    let read = opened.and_then(|mirror| read(&mirror, length, before, place).ok());
    read.unwrap_or(Announced {
        is_cut: before.is_some(),
        ..Announced::default()
    })
}

fn first(bytes: &[u8]) -> [u8; 8] {
    let hash = hash::plain(bytes);
    hash.first_chunk().copied().unwrap_or_default()
}

/// The hash of the last bytes of this length.
fn end(mirror: &File, length: u64) -> std::io::Result<[u8; 8]> {
    let from = length.saturating_sub(END);
    let mut bytes = vec![0; usize::try_from(length.saturating_sub(from)).unwrap_or_default()];
    mirror.read_exact_at(&mut bytes, from)?;
    Ok(first(&bytes))
}

fn read(
    mut mirror: &File,
    length: u64,
    before: Option<ReadUpTo>,
    place: [u8; 8],
) -> std::io::Result<Announced> {
    let continues = before.filter(|before| {
        before.length <= length && end(mirror, before.length).is_ok_and(|end| end == before.end)
    });
    let mut up_to = continues.map_or(0, |before| before.length);
    mirror.seek(SeekFrom::Start(up_to))?;
    let mut lines = BufReader::new(mirror.take(length.saturating_sub(up_to)));
    let mut rows = Vec::new();
    let mut line = Vec::new();
    // Another process may be writing the last line.
    while lines.read_until(b'\n', &mut line)? > 0 && line.ends_with(b"\n") {
        up_to = up_to.saturating_add(line.len() as u64);
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches('\n');
        for (prefix, instead) in [(WAITING, false), (WAITING_INSTEAD, true)] {
            rows.extend(text.strip_prefix(prefix).map(|line| Announcement {
                line: line.to_owned(),
                instead,
            }));
        }
        line.clear();
    }
    Ok(Announced {
        rows,
        is_cut: before.is_some() && continues.is_none(),
        up_to: Some(ReadUpTo {
            place,
            length: up_to,
            end: end(mirror, up_to)?,
        }),
        continues: continues.is_some(),
    })
}
