//! Reads. A read of content is recorded before the first byte leaves the vault; a read of metadata
//! is recorded if the audit level is raised. A failed or refused read leaves a row that replaces
//! the one of success. Code that reads metadata has no access to contents.

use super::Gate;
use super::principal::Principal;
use super::recording::Draft;
use crate::app::error::{Error, Kind, Result};
use crate::crypto::hash::PlainHash;
use crate::crypto::keys::ContentKey;
use crate::domain::action::{Action, Reach, Recorded};
use crate::domain::detail::{Detail, Unit, Word};
use crate::domain::done::{NamedFile, NamedFiles};
use crate::domain::effect::Effect;
use crate::domain::event::Outcome;
use crate::domain::id::FileId;
use crate::domain::policy::AuditLevel;
use crate::domain::traits::{Extent, MAX_TRAIT_BYTES, Traits};
use crate::storage::StorageError;
use crate::storage::chunker::CUT_FROM;
use crate::storage::content::{ChunkReader, Contents, read_chunk_list};
use crate::storage::files::{self, Place};
use crate::storage::meta;
use crate::storage::policy;
use crate::storage::record::VersionRecord;
use crate::storage::tables::{ContentView, Metadata, ReadTables, View};
use crate::storage::traits;

use super::recording::failure_word;

/// The key that names contents.
pub(in crate::app) fn content_key(view: &impl View) -> Result<ContentKey> {
    let bytes = meta::get_array(view, meta::key::CONTENT_KEY)?;
    Ok(ContentKey::new(bytes))
}

/// A consistent state of the vault whose contents are not handed out: they can be compared, and
/// their metadata extracted.
pub(in crate::app) struct Snapshot {
    tables: ReadTables,
}

impl Snapshot {
    pub(in crate::app) fn new(tables: ReadTables) -> Self {
        Self { tables }
    }

    /// The state, for reading.
    pub(in crate::app) fn metadata(&self) -> &Metadata {
        self.tables.metadata()
    }

    /// The metadata in the content of a version, and whether it had to be extracted from the
    /// content.
    pub(in crate::app) fn traits(&self, version: &VersionRecord) -> Result<(Traits, bool)> {
        derived(&self.tables, version)
    }

    /// The ids and sizes of the chunks of a content.
    pub(in crate::app) fn chunk_list(
        &self,
        number: u64,
        chunks: u32,
    ) -> crate::storage::Result<Vec<([u8; 32], u32)>> {
        read_chunk_list(&self.tables, number, chunks)
    }

    /// Reads the content of a file back and compares its hash.
    pub(in crate::app) fn check_file(&self, id: &FileId) -> std::result::Result<(), String> {
        let place = files::by_id(&self.tables, id).map_err(|error| error.to_string())?;
        let Some(Place::Live(entry)) = place else {
            return Err("it is no longer in the vault, so the source was not removed".to_owned());
        };
        self.check(entry.file.current.content)
    }

    /// Reads a content back and compares its hash.
    pub(in crate::app) fn check(&self, number: u64) -> std::result::Result<(), String> {
        let key = content_key(&self.tables).map_err(|error| error.message)?;
        let mut contents = Contents::new(&self.tables, &key);
        let record = contents.record(number).map_err(|error| error.to_string())?;
        let mut plain = PlainHash::new();
        contents
            .read::<StorageError>(number, |bytes| {
                plain.update(bytes);
                Ok(())
            })
            .map_err(|error| error.to_string())?;
        if plain.finish() == record.hash {
            Ok(())
        } else {
            Err("it does not read back correctly, so the source was not removed".to_owned())
        }
    }
}

pub(super) fn derived<V: ContentView>(view: &V, version: &VersionRecord) -> Result<(Traits, bool)> {
    let Some(extent) = Traits::extent(version.file_type) else {
        return Ok((Traits::default(), false));
    };
    if let Some(known) = traits::get(view, version.content)? {
        return Ok((known, false));
    }
    if extent == Extent::Whole && version.size > MAX_TRAIT_BYTES {
        return Ok((Traits::default(), false));
    }
    let key = content_key(view)?;
    let bytes = beginning(&mut Contents::new(view, &key), version.content, extent)?;
    Ok((Traits::of(&bytes, version.file_type), true))
}

/// A planned read of content.
pub(crate) struct Reading<P> {
    /// What to read.
    pub plan: P,
    pub target: Vec<u8>,
    pub detail: Detail,
    /// Files, or audit rows.
    pub items: u64,
    /// Bytes of contents.
    pub bytes: u64,
    /// The files to be named in the row; none if everything is taken out.
    pub files: NamedFiles,
}

enum Stop {
    Enough,
    Because(StorageError),
}

impl From<StorageError> for Stop {
    fn from(error: StorageError) -> Self {
        Self::Because(error)
    }
}

fn beginning<V: ContentView>(
    contents: &mut Contents<'_, V>,
    number: u64,
    extent: Extent,
) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = contents.read(number, |piece| {
        bytes.extend_from_slice(piece);
        if extent == Extent::Head && bytes.len() >= CUT_FROM {
            return Err(Stop::Enough);
        }
        Ok(())
    });
    match read {
        Ok(()) | Err(Stop::Enough) => Ok(bytes),
        Err(Stop::Because(error)) => Err(error.into()),
    }
}

impl Gate {
    /// Reads from one consistent state: metadata, or a preview of a change.
    ///
    /// # Errors
    /// Kind `Denied`, which is recorded; errors of `look`, recorded for changes, and for metadata
    /// if the audit level is raised.
    pub(crate) fn read<T>(
        &mut self,
        action: Action,
        look: impl FnOnce(&Metadata, &Principal) -> Result<T>,
    ) -> Result<T> {
        self.look(action, true, look)
    }

    /// Continues a read that was recorded and counted when it began.
    pub(in crate::app) fn read_on<T>(
        &mut self,
        action: Action,
        look: impl FnOnce(&Metadata, &Principal) -> Result<T>,
    ) -> Result<T> {
        self.uncounted_key = None;
        self.look(action, false, look)
    }

    /// [`Self::read`], with metadata extracted from contents.
    pub(in crate::app) fn read_derived<T>(
        &mut self,
        action: Action,
        look: impl FnOnce(&Snapshot, &Principal) -> Result<T>,
    ) -> Result<T> {
        let snapshot = self.snapshot()?;
        self.look_at(action, snapshot, Snapshot::metadata, true, look)
    }

    /// Previews a change, which is recorded as a dry run.
    pub(in crate::app) fn dry_run<T>(
        &mut self,
        action: Action,
        target: &[u8],
        look: impl FnOnce(&Metadata, &Principal) -> Result<T>,
    ) -> Result<T> {
        let looked = self.look(action, false, look)?;
        self.record_dry_run(action, target)?;
        Ok(looked)
    }

    /// Records a dry run.
    pub(in crate::app) fn record_dry_run(&mut self, action: Action, target: &[u8]) -> Result<()> {
        let draft = Draft {
            target: Some(target.to_vec()).filter(|target| !target.is_empty()),
            detail: Some(Word::DryRun.into()),
            ..Draft::default()
        };
        let event = self.event(action, Outcome::Success, draft);
        self.record(&event)
    }

    fn look<T>(
        &mut self,
        action: Action,
        begins: bool,
        look: impl FnOnce(&Metadata, &Principal) -> Result<T>,
    ) -> Result<T> {
        if action.reach() == Reach::Log && self.principal.may(action) {
            self.count_use();
            self.merge_spool();
        }
        let view = self.store.metadata()?;
        self.look_at(action, view, |view| view, begins, look)
    }

    fn look_at<V, T>(
        &mut self,
        action: Action,
        view: V,
        metadata: impl Fn(&V) -> &Metadata,
        begins: bool,
        look: impl FnOnce(&V, &Principal) -> Result<T>,
    ) -> Result<T> {
        self.refresh_principal(metadata(&view))?;
        self.allow(action, None)?;
        self.count_use();
        if action.recorded() != Recorded::WhenRaised {
            self.expect_recorded()?;
        }
        let raised = action.recorded() == Recorded::WhenRaised
            && policy::read(metadata(&view))?.audit_level == AuditLevel::Raised;
        if raised {
            self.expect_recorded()?;
        }
        let looked = look(&view, &self.principal);
        drop(view);
        match &looked {
            Ok(_) if raised && begins => {
                let mut draft = Draft::default();
                if action.effects().contains(&Effect::LearnNames) {
                    draft.done.add(Effect::LearnNames, 0, 0);
                }
                let event = self.event(action, Outcome::Success, draft);
                self.record(&event)?;
            }
            Err(error)
                if raised
                    || error.kind == Kind::Denied
                    || action.recorded() == Recorded::WithChange =>
            {
                self.record_failure(action, None, error);
            }
            Ok(_) | Err(_) => {}
        }
        looked
    }

    /// Reads content that leaves the vault: `plan` decides what to read, the read is recorded, and
    /// only then does `give` return the first byte. If `give` fails, or reports a partial result in
    /// the draft, a corrected row replaces the first one, unless that was merged meanwhile.
    ///
    /// # Errors
    /// Kind `Denied`; errors of `plan` and `give`. All are recorded.
    pub(crate) fn read_content<P, T>(
        &mut self,
        action: Action,
        target: &[u8],
        plan: impl FnOnce(&Metadata, &Principal) -> Result<Reading<P>>,
        give: impl FnOnce(&ReadTables, P, &mut Draft) -> Result<T>,
    ) -> Result<T> {
        let (Recorded::BeforeContent, [effect, ..]) = (action.recorded(), action.effects()) else {
            return Err(Error::internal(
                "content was read by an action without a row",
            ));
        };
        self.expect_recorded()?;
        let view = self.store.read()?;
        self.refresh_principal(view.metadata())?;
        self.allow(action, Some(target))?;
        let planned = match plan(view.metadata(), &self.principal) {
            Ok(planned) => planned,
            Err(error) => {
                drop(view);
                self.record_failure(action, Some(target.to_vec()), &error);
                return Err(error);
            }
        };
        let mut before = Draft {
            target: Some(planned.target),
            detail: Some(planned.detail),
            ..Draft::default()
        };
        before.done.add(*effect, planned.items, planned.bytes);
        before.done.files = planned.files;
        let event = self.event(action, Outcome::Success, before.clone());
        let pending = self.record_before(&event)?;
        let mut draft = before.clone();
        let given = give(&view, planned.plan, &mut draft);
        drop(view);
        if let Err(error) = &given {
            let word = failure_word(error);
            draft.mark_failed(match before.detail.clone() {
                Some(planned) => planned.and(word),
                None => word.into(),
            });
        }
        if let Some(pending) = pending
            && draft != before
        {
            let event = self.event(action, draft.outcome(), draft);
            self.amend(pending, event);
        }
        given
    }

    /// The next bytes of a content whose read was recorded by [`Self::read_content`].
    ///
    /// # Errors
    /// Kind `Damaged`, also if the content was destroyed meanwhile.
    pub(in crate::app) fn next_bytes(&self, reader: &mut ChunkReader) -> Result<Option<Vec<u8>>> {
        let view = self.store.read()?;
        let key = content_key(&view)?;
        Ok(reader.next(&mut Contents::new(&view, &key))?)
    }

    /// Records that less of a content was given than [`Self::read_content`] has recorded.
    pub(in crate::app) fn record_shortened(&mut self, target: &[u8], file: NamedFile, bytes: u64) {
        let mut draft = Draft {
            target: Some(target.to_vec()),
            ..Draft::default()
        };
        // The bytes are counted by the row before.
        draft.done.files.push(file);
        let given = Detail::from(Unit::Bytes.count(bytes));
        draft.mark_failed(given.and(Word::Partial));
        let event = self.event(Action::FileRead, Outcome::Failure, draft);
        // The read is recorded already, with all of its bytes.
        let _ = self.record(&event);
    }

    /// Reads what an upload needs before it begins.
    ///
    /// # Errors
    /// Kind `Denied`; errors of `look`. Both are recorded.
    pub(in crate::app) fn read_for_upload<T>(
        &mut self,
        look: impl FnOnce(&Metadata) -> Result<T>,
    ) -> Result<T> {
        let action = Action::FileUpload;
        let view = self.store.metadata()?;
        self.refresh_principal(&view)?;
        self.allow(action, None)?;
        let looked = look(&view);
        drop(view);
        looked.inspect_err(|error: &Error| self.record_failure(action, None, error))
    }

    /// A consistent state for an upload in progress.
    pub(in crate::app) fn snapshot(&self) -> Result<Snapshot> {
        Ok(Snapshot::new(self.store.read()?))
    }
}
