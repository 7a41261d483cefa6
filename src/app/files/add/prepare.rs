//! Reading files: one pass feeds the size limit, the type sniffer, the hash and the chunker; then
//! the policy is applied. The database is only queried for known contents.

mod by_type;
mod chunk_sink;
mod pass;
#[cfg(test)]
mod tests;

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::gate::{Principal, Snapshot};
use crate::crypto::hash;
use crate::crypto::keys::ContentKey;
use crate::domain::attributes::Attributes;
use crate::domain::file_type::FileType;
use crate::domain::path::VaultPath;
use crate::domain::policy::{ContentMismatch, Policy, mismatch};
use crate::domain::sniff::Sniffer;
use crate::domain::time::Time;
use crate::domain::traits::Traits;
use crate::domain::verdict::Verdict;
use crate::storage::StorageError;
use crate::storage::chunker::{self, CUT_FROM};
use crate::storage::compress::compress_if_smaller;
use crate::storage::content::{self, SealedChunk};
use crate::storage::files::{self, Entry};
use crate::storage::record::Layout;
use crate::storage::tables::Metadata;

use super::origin::Origin;
use super::prepared::{ChunkList, PACKED_BELOW, Prepared, PreparedContent, Small};
use super::source::{Receipt, Refusal, SourceFile, SourceLink};
use super::{NotKept, Opened};
use by_type::{may_compress, traits, traits_of_head};
use chunk_sink::send;
pub(in crate::app) use chunk_sink::{ChunkSink, SentChunk};
use pass::{Limit, Pass, TooLarge};

/// Why an empty stream is refused: most often, the program that writes to it has failed.
pub(in crate::app) const EMPTY_STREAM: &str =
    "the input is empty; to keep an empty file, use --allow-empty";

/// The state of one reading thread.
pub(in crate::app) struct Reader<'a> {
    pub policy: &'a Policy,
    pub key: &'a ContentKey,
    /// A recent state of the vault.
    pub snapshot: &'a Snapshot,
    /// The acting principal: invisible files are not compared. `None` in a restore.
    pub principal: Option<&'a Principal>,
    /// Preview: chunks are neither compressed nor sent.
    pub dry_run: bool,
    /// Each file counts as an upload.
    pub upload: bool,
    /// Accept an empty stream.
    pub allow_empty: bool,
    /// Called with the number of bytes read.
    pub read: &'a dyn Fn(u64),
}

/// The properties of a source other than its content.
struct About {
    source: PathBuf,
    to: VaultPath,
    modified: Time,
    attributes: Option<Attributes>,
    not_kept: NotKept,
    receipt: Option<Receipt>,
}

impl About {
    /// A stream.
    fn stream(to: VaultPath, modified: Time) -> Self {
        Self {
            source: PathBuf::from("-"),
            to,
            modified,
            attributes: None,
            not_kept: NotKept::default(),
            receipt: None,
        }
    }

    fn is_link(&self) -> bool {
        self.attributes.as_ref().is_some_and(Attributes::is_link)
    }
}

/// The result of one pass over a source.
struct Taken {
    size: u64,
    hash: [u8; 32],
    detected: FileType,
    content: PreparedContent,
    traits: Option<Traits>,
}

impl From<StorageError> for Refusal {
    fn from(error: StorageError) -> Self {
        Self::failed(error.to_string())
    }
}

impl Reader<'_> {
    fn view(&self) -> &Metadata {
        self.snapshot.metadata()
    }

    /// Reads and checks a file.
    pub(in crate::app) fn file(
        &self,
        path: &Path,
        origin: Option<&Arc<Origin>>,
        to: VaultPath,
        sink: &mut ChunkSink<'_>,
    ) -> Result<Prepared, Refusal> {
        self.check_name(&to)?;
        let mut source = SourceFile::open(path, origin.map(Arc::as_ref))?;
        let limit = self.limit(self.upload);
        if source.size() > limit.bytes {
            return Err(limit.exceeded());
        }
        let (attributes, not_kept) = source.attributes()?;
        let about = About {
            source: path.to_owned(),
            to,
            modified: attributes.modified.time(),
            attributes: Some(attributes),
            not_kept,
            receipt: Some(source.receipt(path, origin)),
        };
        let hint = source.size();
        let taken = self.take(&mut source, hint, limit, &about, sink)?;
        source.check_unchanged(taken.size)?;
        self.judge(about, taken)
    }

    /// Reads a symbolic link: its target is the content, for which the name promises no type.
    pub(super) fn link(
        &self,
        path: &Path,
        origin: Option<&Arc<Origin>>,
        to: VaultPath,
    ) -> Result<Prepared, Refusal> {
        self.check_name(&to)?;
        let link = SourceLink::read(path, origin)?;
        let about = About {
            source: path.to_owned(),
            to,
            modified: link.attributes.modified.time(),
            attributes: Some(link.attributes),
            not_kept: NotKept::default(),
            receipt: Some(link.receipt),
        };
        let existing = self.existing(&about)?;
        let taken = self.whole(link.target, existing)?;
        self.judge(about, taken)
    }

    /// Reads and checks a stream, which counts as one upload.
    pub(in crate::app) fn stream(
        &self,
        source: &mut dyn Read,
        to: VaultPath,
        now: Time,
        sink: &mut ChunkSink<'_>,
    ) -> Result<Prepared, Refusal> {
        self.check_name(&to)?;
        let about = About::stream(to, now);
        let taken = self.take(source, 0, self.limit(true), &about, sink)?;
        if taken.size == 0 && !self.allow_empty {
            return Err(Refusal::failed(EMPTY_STREAM));
        }
        self.judge(about, taken)
    }

    /// Reads and checks a file inside a container.
    pub(super) fn opened(
        &self,
        mut opened: Opened,
        to: VaultPath,
        sink: &mut ChunkSink<'_>,
    ) -> Result<Prepared, Refusal> {
        self.check_name(&to)?;
        let limit = self.limit(self.upload);
        let about = About {
            source: opened.source,
            receipt: Some(opened.receipt),
            attributes: opened.attributes,
            ..About::stream(to, opened.modified)
        };
        let taken = self.take(&mut opened.inside, 0, limit, &about, sink)?;
        self.judge(about, taken)
    }

    /// The size limit.
    fn limit(&self, upload: bool) -> Limit {
        let file = self.policy.max_file_size.bytes();
        let most = self.policy.max_upload_size.bytes();
        let (bytes, key) = if upload && most < file {
            (most, "max_upload_size")
        } else {
            (file, "max_file_size")
        };
        Limit { bytes, key }
    }

    /// Refuses what can be refused before reading.
    fn check_name(&self, to: &VaultPath) -> Result<(), Refusal> {
        let admitted = self.policy.admit_name(to.extension().as_deref());
        admitted.map_err(|why| Refusal::by_policy(&why))
    }

    fn take(
        &self,
        source: &mut dyn Read,
        hint: u64,
        limit: Limit,
        about: &About,
        sink: &mut ChunkSink<'_>,
    ) -> Result<Taken, Refusal> {
        let room = usize::try_from(hint).unwrap_or(CUT_FROM).min(CUT_FROM);
        let mut head = Vec::with_capacity(room + 1);
        (&mut *source)
            .take(CUT_FROM as u64)
            .read_to_end(&mut head)
            .map_err(|e| Refusal::failed(e.to_string()))?;
        let existing = self.existing(about)?;
        if head.len() < CUT_FROM {
            if head.len() as u64 > limit.bytes {
                return Err(limit.exceeded());
            }
            (self.read)(head.len() as u64);
            return self.whole(head, existing);
        }
        let traits = traits_of_head(&head);
        let taken = self.cut(Cursor::new(head).chain(source), limit, existing, sink)?;
        Ok(Taken { traits, ..taken })
    }

    /// The file at the path of a source, if nothing has to be done should the contents be equal:
    /// its attributes are equal, too.
    fn existing(&self, about: &About) -> Result<Option<Entry>, Refusal> {
        if !self.principal.is_none_or(|who| who.sees(&about.to)) {
            return Ok(None);
        }
        let there = files::at(self.view(), &about.to)?;
        Ok(there.filter(|entry| {
            let current = &entry.file.current;
            let same = about.attributes.is_none() && !current.is_link()
                || about.attributes == current.attributes;
            same && entry.path.raw() == about.to.raw()
        }))
    }

    fn whole(&self, bytes: Vec<u8>, existing: Option<Entry>) -> Result<Taken, Refusal> {
        let mut sniffer = Sniffer::new();
        sniffer.update(&bytes);
        let detected = sniffer.finish();
        let id = self.key.chunk_id(&bytes);
        let size = u32::try_from(bytes.len()).map_err(|e| Refusal::failed(e.to_string()))?;
        let taken = |hash, content, traits| Taken {
            size: u64::from(size),
            hash,
            detected,
            content,
            traits,
        };
        if let Some(entry) = existing
            && content::get(self.view(), entry.file.current.content)?.id == id
        {
            let content = PreparedContent::Unchanged(entry.file.id);
            return Ok(taken([0; 32], content, None));
        }
        let known = content::find(self.view(), &id)?;
        let traits = traits(&bytes, detected);
        let hash = hash::plain(&bytes);
        if known.is_none() && !self.dry_run && bytes.len() < PACKED_BELOW {
            let small = Small {
                id,
                bytes,
                compressible: may_compress(detected),
            };
            return Ok(taken(hash, PreparedContent::Small(small), traits));
        }
        // A known chunk is not compressed again, but its bytes are sent: it may be gone when the
        // writer looks.
        let frame = if known.is_some() || self.dry_run || !may_compress(detected) {
            None
        } else {
            compress_if_smaller(&bytes)?
        };
        let compressed = frame.is_some();
        let chunk = SealedChunk {
            id,
            size,
            stored: frame.unwrap_or(bytes),
            compressed,
        };
        Ok(taken(hash, PreparedContent::Whole(chunk), traits))
    }

    fn cut(
        &self,
        source: impl Read,
        limit: Limit,
        existing: Option<Entry>,
        sink: &mut ChunkSink<'_>,
    ) -> Result<Taken, Refusal> {
        let mut pass = Pass::new(source, limit, self.read);
        let mut list = Vec::new();
        let mut expected = self.expected(existing.as_ref())?;
        for chunk in chunker::chunks(&mut pass) {
            let bytes = chunk.map_err(|error| match error.get_ref() {
                Some(inner) if inner.is::<TooLarge>() => limit.exceeded(),
                _ => Refusal::failed(error.to_string()),
            })?;
            let id = self.key.chunk_id(&bytes);
            let size = u32::try_from(bytes.len()).map_err(|e| Refusal::failed(e.to_string()))?;
            let held_back = list.len();
            list.push((id, size));
            if self.dry_run {
                continue;
            }
            // As long as the chunks equal those of the existing file, there may be nothing to do.
            if let Some(old) = &expected {
                if old.get(held_back) == Some(&(id, size)) {
                    continue;
                }
                expected = None;
                for (id, _) in list.iter().take(held_back) {
                    send(sink, SentChunk::Known(*id))?;
                }
            }
            let sent = if content::find_chunk(self.view(), &id)?.is_some() {
                SentChunk::Known(id)
            } else {
                let frame = compress_if_smaller(&bytes)?;
                let compressed = frame.is_some();
                SentChunk::New(SealedChunk {
                    id,
                    size,
                    stored: frame.unwrap_or(bytes),
                    compressed,
                })
            };
            send(sink, sent)?;
        }
        let content = match (&expected, existing) {
            (Some(old), Some(entry)) if old.len() == list.len() => {
                PreparedContent::Unchanged(entry.file.id)
            }
            (still, _) => {
                if still.is_some() && !self.dry_run {
                    for (id, _) in &list {
                        send(sink, SentChunk::Known(*id))?;
                    }
                }
                let id = self.key.list_id(&content::list_bytes(&list));
                PreparedContent::Cut { id, list }
            }
        };
        let (size, hash, detected) = pass.finish();
        Ok(Taken {
            size,
            hash,
            detected,
            content,
            traits: None,
        })
    }

    /// The chunks of the existing file at the path, if it is cut.
    fn expected(&self, existing: Option<&Entry>) -> Result<Option<ChunkList>, Refusal> {
        let Some(entry) = existing else {
            return Ok(None);
        };
        let number = entry.file.current.content;
        Ok(match content::get(self.view(), number)?.layout {
            Layout::Whole(_) | Layout::Packed { .. } => None,
            Layout::Cut { chunks } => Some(self.snapshot.chunk_list(number, chunks)?),
        })
    }

    /// Compares type and name, as the policy demands.
    fn judge(&self, about: About, taken: Taken) -> Result<Prepared, Refusal> {
        let is_link = about.is_link();
        let detected = match is_link {
            true => FileType::Link,
            false => taken.detected,
        };
        let extension = about.to.extension();
        let extension = extension.as_deref();
        let verdict = Verdict::judge(extension, detected);
        let mut warning = None;
        if !matches!(taken.content, PreparedContent::Unchanged(_)) {
            let admitted = self.policy.admit_content(extension, detected);
            admitted.map_err(|why| Refusal {
                detected: Some(detected),
                size: taken.size,
                ..Refusal::by_policy(&why)
            })?;
            let warns = self.policy.content_mismatch == ContentMismatch::Warn;
            if verdict == Verdict::Mismatch && warns {
                warning = Some(mismatch(extension, detected));
            }
        }
        Ok(Prepared {
            source: about.source,
            to: about.to,
            size: taken.size,
            modified: about.modified,
            attributes: about.attributes,
            not_kept: about.not_kept,
            hash: taken.hash,
            detected,
            verdict,
            warning,
            content: taken.content,
            traits: taken.traits.filter(|_| !is_link),
            receipt: about.receipt,
            id: None,
        })
    }
}
