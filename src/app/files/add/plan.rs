//! From prepared files to rows, within one transaction: which content is shared, and what is
//! written at the path chosen by `app::files::place`.

use crate::crypto::random;
use crate::domain::id::FileId;
use crate::domain::path::VaultPath;
use crate::domain::placement::OnConflict;
use crate::domain::rule::RuleSet;
use crate::storage::files::{self, Entry};
use crate::storage::folders;
use crate::storage::pending::Import;
use crate::storage::record::{FileRecord, SourceId, VersionRecord};

use crate::app::error::{Error, Kind, Result};
use crate::app::files::path_conflict::folder_conflict;
use crate::app::files::place::Placing;
use crate::app::gate::{Change, Writing};

use super::filing::{Filed, filed, placer};
use super::intake::Intake;
use super::prepare::SentChunk;
use super::prepared::{Prepared, PreparedContent};
use super::source::Receipt;
use super::walk::{FoundFolder, refused};
use super::{AddOptions, Item, ItemStatus};

/// The chunks of an incomplete stream.
#[derive(Default)]
pub(super) struct Stream {
    /// Its entries in the pending table.
    entries: Vec<u64>,
    /// A known chunk is gone, or a chunk could not be stored.
    broken: bool,
}

impl Stream {
    /// Its entries in the pending table.
    pub(super) fn entries(&self) -> &[u64] {
        &self.entries
    }
}

/// Writes a batch.
pub(super) struct Planner<'a> {
    pub options: &'a AddOptions,
    pub rules: Option<&'a RuleSet>,
    pub intake: Option<&'a Intake>,
    pub import: &'a mut Import,
    pub change: &'a mut Change,
    pub max_versions: u32,
}

impl Planner<'_> {
    /// Stores a chunk sent before its file.
    pub(super) fn chunk(
        &mut self,
        writing: &mut Writing<'_, '_>,
        stream: &mut Stream,
        ahead: &SentChunk,
    ) -> Result<()> {
        let mut contents = writing.contents()?;
        let entry = match ahead {
            SentChunk::New(chunk) => Some(contents.chunk(chunk, self.import)?),
            SentChunk::Known(id) => contents.known_chunk(id, self.import)?,
        };
        match entry {
            Some(entry) => stream.entries.push(entry),
            None => stream.broken = true,
        }
        Ok(())
    }

    /// Frees the chunks of a stream whose file was refused.
    pub(super) fn release(&mut self, writing: &mut Writing<'_, '_>, stream: &Stream) -> Result<()> {
        writing
            .contents()?
            .release_chunks(self.import, &stream.entries)
    }

    /// The item of a file that another process has imported meanwhile: its content is not stored
    /// again.
    pub(super) fn previously_imported(
        &mut self,
        writing: &mut Writing<'_, '_>,
        prepared: &Prepared,
        stream: &Stream,
    ) -> Result<Option<Item>> {
        let taken = match self.intake {
            Some(intake) => intake.previously_imported(writing.view(), prepared)?,
            None => None,
        };
        let Some(id) = taken else {
            return Ok(None);
        };
        self.release(writing, stream)?;
        Ok(Some(Item {
            id: Some(id),
            ..prepared.item(ItemStatus::Unchanged)
        }))
    }

    /// Stores the receipt of a file of an imported folder.
    pub(super) fn note(
        &self,
        writing: &mut Writing<'_, '_>,
        item: &Item,
        receipt: Option<&Receipt>,
    ) -> Result<()> {
        match self.intake {
            Some(intake) => intake.note(writing, item, receipt),
            None => Ok(()),
        }
    }

    /// Stores a file; returns its item.
    pub(super) fn file(
        &mut self,
        writing: &mut Writing<'_, '_>,
        prepared: &mut Prepared,
        stream: &Stream,
    ) -> Result<Item> {
        if matches!(prepared.content, PreparedContent::Unchanged(_)) {
            return Ok(prepared.item(ItemStatus::Unchanged));
        }
        if let Some(why) = self.changed_base(writing, prepared)? {
            let mut item = prepared.item(ItemStatus::Failed);
            item.reason = Some(why);
            self.release(writing, stream)?;
            return Ok(item);
        }
        let mut filed = self.file_by_rules(writing, prepared)?;
        let placing = match filed.placing.take() {
            Some(placing) => placing,
            None => placer(writing.view(), writing.principal, prepared)
                .place(&prepared.to, self.options.conflict())?,
        };
        let mut item = prepared.item(ItemStatus::Added);
        item.reason = prepared.warning.take().or_else(|| filed.remark.take());
        let placing = if stream.broken {
            let gone = "content shared with another file was removed meanwhile: add it again";
            item.refuse(ItemStatus::Failed, gone.to_owned())
        } else {
            if let (Placing::Same(entry), Some(attributes)) = (&placing, &prepared.attributes) {
                // Another source with this content must not change the attributes, which could make
                // a private file readable by others.
                let same_source = prepared.id.is_some() && prepared.id == entry.file.source;
                if same_source && self.change.refresh(writing, entry, attributes)? {
                    item.reason = Some("permissions, times or attributes updated".into());
                }
            }
            settle_unplaced(self.options, placing, &mut item)
        };
        let Some(placing) = placing else {
            self.release(writing, stream)?;
            return Ok(item);
        };
        let (number, known) = self.content(writing, prepared, stream)?;
        if let Some(said) = prepared.traits.as_ref().filter(|_| !known) {
            writing.contents()?.traits(number, said)?;
        }
        // A principal that may not see everything does not learn that the vault has this content elsewhere.
        if known && writing.principal.sees_all() {
            item.status = ItemStatus::Duplicate;
        }
        let version = VersionRecord {
            number: 1,
            content: number,
            size: prepared.size,
            modified: prepared.modified,
            added: writing.now,
            file_type: prepared.detected,
            author: writing.actor(),
            scanner: None,
            attributes: prepared.attributes.take(),
        };
        self.put(writing, placing, &mut item, version, filed, prepared.id)?;
        self.change.count(1);
        Ok(item)
    }

    /// Why an edited copy cannot become the next version, if so.
    fn changed_base(
        &self,
        writing: &Writing<'_, '_>,
        prepared: &Prepared,
    ) -> Result<Option<String>> {
        let Some((id, version)) = self.options.replaces else {
            return Ok(None);
        };
        let there = files::at(writing.view(), &prepared.to)?;
        let there = there.map(|entry| (entry.file.id, entry.file.current.number));
        Ok((there != Some((id, version)))
            .then(|| "it was changed, moved or removed meanwhile".into()))
    }

    /// Writes the rows of a file at its path.
    fn put(
        &mut self,
        writing: &mut Writing<'_, '_>,
        placing: Placing,
        item: &mut Item,
        version: VersionRecord,
        filed: Filed,
        source: Option<SourceId>,
    ) -> Result<()> {
        let to = match placing {
            Placing::New {
                to,
                reported,
                renamed,
            } => {
                if renamed {
                    item.status = ItemStatus::Renamed;
                }
                item.path = Some(reported);
                to
            }
            Placing::InPlaceOf { to, entry, free } => {
                self.make_way(writing, &entry, free.as_ref(), filed.rule.as_ref())?;
                item.path = Some(to.clone());
                to
            }
            Placing::Version(entry) => {
                item.status = ItemStatus::Version(entry.file.current.number.saturating_add(1));
                item.path = Some(entry.path.clone());
                let id = self.next_version(writing, *entry, version, filed, source)?;
                item.id = Some(id);
                return Ok(());
            }
            // Already handled.
            Placing::Same(_) | Placing::Taken(_) | Placing::Blocked(_) => return Ok(()),
        };
        item.id = Some(self.first_version(writing, &to, version, filed, source)?);
        Ok(())
    }

    fn content(
        &mut self,
        writing: &mut Writing<'_, '_>,
        prepared: &Prepared,
        stream: &Stream,
    ) -> Result<(u64, bool)> {
        Ok(match &prepared.content {
            PreparedContent::Whole(chunk) => writing.contents()?.whole(chunk, prepared.hash)?,
            PreparedContent::Cut { id, list } => {
                let mut contents = writing.contents()?;
                let put = contents.cut(*id, prepared.hash, prepared.size, list)?;
                contents.transfer(self.import, &stream.entries)?;
                put
            }
            PreparedContent::Put(number, known) => (*number, *known),
            // Already answered or unpacked.
            PreparedContent::Unchanged(_)
            | PreparedContent::Small(_)
            | PreparedContent::Gathered => {
                return Err(Error::new(Kind::Other, "a content that was not put"));
            }
        })
    }

    /// Stores a folder; returns an item if that is impossible.
    pub(super) fn folder(
        &mut self,
        writing: &mut Writing<'_, '_>,
        found: &FoundFolder,
    ) -> Result<Option<Item>> {
        let FoundFolder {
            source,
            to,
            attributes,
            ..
        } = found;
        let sees = writing.principal.sees(to);
        match folder_conflict(writing.view(), writing.principal, to)? {
            Some(why) if sees => {
                let item = refused(ItemStatus::Rejected, source, Some(to.clone()), why);
                Ok(Some(item))
            }
            // A principal without access must not learn what exists there, nor change it.
            Some(_) => Ok(None),
            None if !sees && folders::at(writing.view(), to)?.is_some() => Ok(None),
            None => {
                self.change.place_folder(writing, to, attributes)?;
                Ok(None)
            }
        }
    }

    fn first_version(
        &mut self,
        writing: &mut Writing<'_, '_>,
        to: &VaultPath,
        version: VersionRecord,
        filed: Filed,
        source: Option<SourceId>,
    ) -> Result<FileId> {
        let mut id = FileId::new(random::array()?);
        while files::by_id(writing.view(), &id)?.is_some() {
            id = FileId::new(random::array()?);
        }
        let mut tags = self.options.tags.clone();
        tags.extend(filed.tags);
        let file = FileRecord {
            id,
            raw: to.raw_if_different().map(<[u8]>::to_vec),
            owner: writing.actor(),
            tags,
            note: self.options.note.clone().or(filed.note),
            created: version.added,
            restored: None,
            rule: filed.rule,
            source,
            operation: 0,
            current: version,
        };
        self.change.place(writing, to, file)?;
        Ok(id)
    }

    fn next_version(
        &mut self,
        writing: &mut Writing<'_, '_>,
        mut entry: Entry,
        mut version: VersionRecord,
        filed: Filed,
        source: Option<SourceId>,
    ) -> Result<FileId> {
        let id = entry.file.id;
        for tag in self.options.tags.iter().cloned().chain(filed.tags) {
            if !entry.file.tags.contains(&tag) {
                entry.file.tags.push(tag);
            }
        }
        if let Some(note) = &self.options.note {
            entry.file.note = Some(note.clone());
        } else if entry.file.note.is_none() {
            entry.file.note = filed.note;
        }
        if self.options.replaces.is_some() {
            let modified = version.attributes.map(|attributes| attributes.modified);
            version.attributes = entry.file.current.attributes.clone();
            if let (Some(attributes), Some(modified)) = (&mut version.attributes, modified) {
                attributes.modified = modified;
            }
        } else {
            entry.file.source = source;
        }
        let most = self.max_versions;
        self.change.replace(writing, entry, version, most)?;
        Ok(id)
    }
}

/// Handles a file that is not stored, by updating its item; returns the placing otherwise.
pub(super) fn settle_unplaced(
    options: &AddOptions,
    placing: Placing,
    item: &mut Item,
) -> Option<Placing> {
    match placing {
        Placing::Same(entry) => {
            item.status = ItemStatus::Unchanged;
            item.id = Some(entry.file.id);
            item.path = Some(entry.path);
            None
        }
        Placing::Taken(path) => {
            let status = match options.on_conflict {
                Some(OnConflict::Skip) => ItemStatus::Skipped,
                _ => ItemStatus::Failed,
            };
            let why = format!("{:?} is taken", path.to_string_lossy());
            item.refuse(status, why)
        }
        Placing::Blocked(why) => item.refuse(ItemStatus::Rejected, why),
        placing @ (Placing::New { .. } | Placing::InPlaceOf { .. } | Placing::Version(_)) => {
            Some(placing)
        }
    }
}

impl Planner<'_> {
    /// Applies the rules to a file, if requested.
    pub(super) fn file_by_rules(
        &self,
        writing: &Writing<'_, '_>,
        prepared: &Prepared,
    ) -> Result<Filed> {
        match self.rules {
            Some(rules) => filed(
                writing.view(),
                rules,
                writing.principal,
                prepared,
                self.options,
                writing.now,
            ),
            None => Ok(Filed::default()),
        }
    }

    /// Makes room for a file, as its rule demands.
    pub(super) fn make_way(
        &mut self,
        writing: &mut Writing<'_, '_>,
        entry: &Entry,
        free: Option<&VaultPath>,
        rule: Option<&String>,
    ) -> Result<()> {
        match free {
            Some(free) => {
                let lifted = self.change.lift(writing, &entry.path)?;
                self.change
                    .put(writing, lifted, free, |file| file.rule = rule.cloned())
            }
            None => self.change.remove(writing, &entry.path),
        }
    }
}
