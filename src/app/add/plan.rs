//! From prepared files to rows, within one transaction: where something is in the way, what is a
//! new version, which content is shared.

use crate::crypto::random;
use crate::domain::id::FileId;
use crate::domain::path::VaultPath;
use crate::domain::rule::RuleSet;
use crate::storage::files::{self, Entry};
use crate::storage::folders;
use crate::storage::pending::Import;
use crate::storage::record::{FileRecord, VersionRecord};

use crate::app::error::{Error, Kind, Result};
use crate::app::gate::{Change, Writing};
use crate::app::place::{blocked, blocked_folder, free_unseen};

use super::dry::item_of;
use super::filing::Filed;
use super::intake::Intake;
use super::prepare::{Ahead, Prepared, PreparedContent};
use super::source::Receipt;
use super::walk::{FoundFolder, refused};
use super::{AddOptions, Item, ItemStatus};

/// What a stream of chunks holds so far, between transactions.
#[derive(Default)]
pub(super) struct Stream {
    /// Its entries in the pending table.
    entries: Vec<u64>,
    /// A chunk that was known is gone, or chunks could not be put.
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
    /// Puts a chunk that came ahead of its file.
    pub(super) fn chunk(
        &mut self,
        writing: &mut Writing<'_, '_>,
        stream: &mut Stream,
        ahead: &Ahead,
    ) -> Result<()> {
        let mut contents = writing.contents()?;
        let entry = match ahead {
            Ahead::New(chunk) => Some(contents.chunk(chunk, self.import)?),
            Ahead::Known(id) => contents.known_chunk(id, self.import)?,
        };
        match entry {
            Some(entry) => stream.entries.push(entry),
            None => stream.broken = true,
        }
        Ok(())
    }

    /// Gives back what a stream holds, whose file was refused.
    pub(super) fn give_back(
        &mut self,
        writing: &mut Writing<'_, '_>,
        stream: &Stream,
    ) -> Result<()> {
        writing.contents()?.give_back(self.import, &stream.entries)
    }

    /// The line about a file of a folder that another process has taken in meanwhile: its content is
    /// not needed a second time.
    pub(super) fn taken_before(
        &mut self,
        writing: &mut Writing<'_, '_>,
        prepared: &Prepared,
        stream: &Stream,
    ) -> Result<Option<Item>> {
        let taken = match self.intake {
            Some(intake) => intake.taken_before(writing.view(), prepared)?,
            None => None,
        };
        let Some(id) = taken else {
            return Ok(None);
        };
        self.give_back(writing, stream)?;
        Ok(Some(Item {
            id: Some(id),
            ..item_of(prepared, ItemStatus::Unchanged)
        }))
    }

    /// Leaves the receipt of a file, where it is of a folder that is taken in.
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

    /// Puts a file; gives the line about it.
    pub(super) fn file(
        &mut self,
        writing: &mut Writing<'_, '_>,
        prepared: &mut Prepared,
        stream: &Stream,
    ) -> Result<Item> {
        let mut filed = self.file_by_rules(writing, prepared)?;
        let mut item = Item {
            status: ItemStatus::Rejected,
            source: prepared.source.clone(),
            path: Some(prepared.to.clone()),
            id: None,
            size: prepared.size,
            detected: Some(prepared.detected),
            verdict: Some(prepared.verdict),
            reason: prepared.warning.take().or_else(|| filed.remark.take()),
            not_kept: prepared.not_kept,
        };
        self.make_way(writing, &mut filed)?;
        if !writing.principal.sees(&prepared.to) && writing.principal.scope.allows(&prepared.to) {
            // Whoever may not look is not told what is there, and changes nothing of it.
            prepared.to = free_unseen(writing.view(), &prepared.to)?;
        }
        let existing = files::at(writing.view(), &prepared.to)?;
        if let PreparedContent::Unchanged(id) = prepared.content {
            item.status = ItemStatus::Unchanged;
            item.id = Some(id);
            return Ok(item);
        }
        let refusal = match &existing {
            Some(entry) => self.twin(entry, &prepared.to),
            None => blocked(writing.view(), writing.principal, &prepared.to)?,
        };
        let gone = "content that it shares was removed meanwhile: add it again";
        let refusal = match refusal {
            None if stream.broken => {
                item.status = ItemStatus::Failed;
                Some(gone.to_owned())
            }
            other => other,
        };
        if refusal.is_some() {
            item.reason = refusal;
            self.give_back(writing, stream)?;
            return Ok(item);
        }
        let (number, known) = self.content(writing, prepared, stream)?;
        if let Some(said) = prepared.traits.as_ref().filter(|_| !known) {
            writing.contents()?.traits(number, said)?;
        }
        let version = VersionRecord {
            number: 1,
            content: number,
            size: prepared.size,
            modified: prepared.modified,
            added: writing.now,
            file_type: prepared.detected,
            verdict: prepared.verdict,
            author: writing.actor(),
            scanner: None,
            attributes: prepared.attributes.take(),
        };
        // Whoever may not look everywhere does not learn that the vault has this content elsewhere.
        item.status = if known && writing.principal.sees_all() {
            ItemStatus::Duplicate
        } else {
            ItemStatus::Added
        };
        item.id = Some(match existing {
            Some(entry)
                if entry.file.current.content == number
                    && entry.file.current.is_link() == version.is_link() =>
            {
                item.status = ItemStatus::Unchanged;
                item.id = Some(entry.file.id);
                if let Some(attributes) = &version.attributes {
                    self.change.refresh(writing, entry, attributes)?;
                }
                return Ok(item);
            }
            Some(entry) => self.next_version(writing, entry, version, filed)?,
            None => self.first_version(writing, &prepared.to, version, filed)?,
        });
        self.change.count(1);
        Ok(item)
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
                contents.handed_over(self.import, &stream.entries)?;
                put
            }
            PreparedContent::Put(number, known) => (*number, *known),
            // Answered, or unpacked, before.
            PreparedContent::Unchanged(_)
            | PreparedContent::Small(_)
            | PreparedContent::Gathered => {
                return Err(Error::new(Kind::Other, "a content that was not put"));
            }
        })
    }

    /// Keeps a folder; gives the line about it where that cannot be.
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
        match blocked_folder(writing.view(), writing.principal, to)? {
            Some(why) if sees => {
                let item = refused(ItemStatus::Rejected, source, Some(to.clone()), why);
                Ok(Some(item))
            }
            // Whoever may not look is not told what is there, and changes nothing of it.
            Some(_) => Ok(None),
            None if !sees && folders::at(writing.view(), to)?.is_some() => Ok(None),
            None => {
                self.change.place_folder(writing, to, attributes)?;
                Ok(None)
            }
        }
    }

    /// A file that this very add has put at the same place under another spelling.
    fn twin(&self, entry: &Entry, to: &VaultPath) -> Option<String> {
        let ours = entry.file.operation == self.change.number();
        (ours && entry.path.raw() != to.raw())
            .then(|| "another file of this add has the same name, spelled differently".to_owned())
    }

    fn first_version(
        &mut self,
        writing: &mut Writing<'_, '_>,
        to: &VaultPath,
        version: VersionRecord,
        filed: Filed,
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
            rule: filed.rule,
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
        version: VersionRecord,
        filed: Filed,
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
        let most = self.max_versions;
        self.change.replace(writing, entry, version, most)?;
        Ok(id)
    }
}
