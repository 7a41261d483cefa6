//! Which notes of the spool were merged: one that is put back, under any name, is not merged again.
//! This memory is bounded: a note records the number of merges at its time, and one from before the
//! memory is refused. docs/FORMAT.md, "Spool".

use std::collections::HashSet;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::crypto::hash;
use crate::storage::record::Record;
use crate::storage::tables::{Tables, View};
use crate::storage::{Result, meta, secure_file};

/// If there are more notes than this, only those of the last merge are remembered.
const MAX_NOTES: usize = 1000;

/// Identifies a note: the beginning of the BLAKE3 of its sealed bytes, which cannot be changed
/// without a key.
pub(super) type NoteId = [u8; 16];

pub(super) fn id_of(bytes: &[u8]) -> NoteId {
    hash::plain(bytes)
        .first_chunk()
        .copied()
        .unwrap_or_default()
}

/// The notes of one merge.
#[derive(Serialize, Deserialize)]
struct Taken {
    merge: u64,
    notes: Vec<NoteId>,
}

#[derive(Default, Serialize, Deserialize)]
struct MergedRecord {
    /// The last merge whose notes are forgotten.
    forgotten: u64,
    merges: Vec<Taken>,
}

impl Record for MergedRecord {}

/// The number of merges.
pub(crate) fn merges(view: &impl View) -> Result<u64> {
    meta::counter(view, meta::key::SPOOL_MERGES)
}

/// The remembered notes, while more are merged.
pub(super) struct Merged {
    record: MergedRecord,
    known: HashSet<NoteId>,
    new: Vec<NoteId>,
}

impl Merged {
    pub(super) fn load(view: &impl View) -> Result<Self> {
        let stored = meta::get(view, meta::key::SPOOL_MERGED)?;
        let record = stored.map(|bytes| MergedRecord::from_bytes(&bytes));
        let record = record.transpose()?.unwrap_or_default();
        let known = record.merges.iter().flat_map(|taken| &taken.notes).copied();
        Ok(Self {
            known: known.collect(),
            record,
            new: Vec::new(),
        })
    }

    /// Adds a note; returns whether it is new.
    pub(super) fn learn(&mut self, id: NoteId) -> bool {
        let is_new = self.known.insert(id);
        if is_new {
            self.new.push(id);
        }
        is_new
    }

    /// Whether a note from after this number of merges would be known if it had been merged.
    pub(super) fn remembers_since(&self, merges: u64) -> bool {
        merges >= self.record.forgotten
    }

    /// Stores the new notes, and forgets the oldest.
    pub(super) fn save(mut self, tables: &mut Tables<'_>, spool: &Path) -> Result<()> {
        if self.new.is_empty() {
            return Ok(());
        }
        let merge = meta::increment(tables, meta::key::SPOOL_MERGES)?;
        let notes = std::mem::take(&mut self.new);
        let merges = &mut self.record.merges;
        merges.push(Taken { merge, notes });
        let (mut sum, mut kept) = (0, 0);
        for taken in merges.iter().rev() {
            sum += taken.notes.len();
            if kept > 0 && sum > MAX_NOTES {
                break;
            }
            kept += 1;
        }
        let over = merges.len() - kept;
        if over > 0 {
            // A removed file may reappear after a power loss: it may be forgotten only once its
            // removal is durable.
            secure_file::sync_dir(spool)?;
            if let Some(last) = merges.drain(..over).next_back() {
                self.record.forgotten = last.merge;
            }
        }
        meta::set(tables, meta::key::SPOOL_MERGED, &self.record.to_bytes()?)
    }
}
