//! Reads a whole backup in the order in which it was written, and verifies every hash and count.
//! Nothing is trusted: age does not authenticate the sender. A visitor processes the parts.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{BufReader, Read};

use super::archive_error::{ArchiveError, damaged};
use super::hashing_reader::{
    HashingReader, check_density, check_digest, each_line, largest, parsed,
};
use super::summary::BackupSummary;
use super::visitor::{Preamble, Visitor};
use crate::app::cancel;
use crate::app::error::{Error, Result};
use crate::crypto::hash;
use crate::storage::archive::{self, Member};
use crate::storage::audit::Chain;
use crate::storage::backup::{
    AuditRow, BackupKind, Digest, Manifest, MetadataRow, VersionJson, hex, member, unhex,
};

/// A path and its content, as a short hash.
fn pair(path: &[u8], content: &[u8; 32]) -> [u8; 16] {
    short(&[content, path].concat())
}

fn short(bytes: &[u8]) -> [u8; 16] {
    let hash = hash::plain(bytes);
    hash.first_chunk().copied().unwrap_or_default()
}

/// Reads and verifies a backup.
pub(super) struct Walker<'v> {
    visitor: &'v mut dyn Visitor,
    progress: &'v mut dyn FnMut(u64, u64),
    manifest: Option<Manifest>,
    keyring: Option<Vec<u8>>,
    policy: Option<String>,
    rules: Option<String>,
    begun: bool,
    /// Contents so far, with their sizes.
    contents: HashMap<[u8; 32], u64>,
    /// Chunks so far, with their sizes.
    chunks: HashMap<[u8; 32], u32>,
    lost_packs: BTreeMap<String, String>,
    lost: Vec<String>,
    /// Files in contents without a row yet.
    open: HashSet<[u8; 16]>,
    /// Hashes of values that must be unique among rows.
    unique: HashSet<[u8; 16]>,
    chain: Option<Chain>,
    counts: [u64; 4],
    bytes: u64,
    seen: HashSet<String>,
}

impl<'v> Walker<'v> {
    pub(super) fn new(visitor: &'v mut dyn Visitor, progress: &'v mut dyn FnMut(u64, u64)) -> Self {
        Self {
            visitor,
            progress,
            manifest: None,
            keyring: None,
            policy: None,
            rules: None,
            begun: false,
            contents: HashMap::new(),
            chunks: HashMap::new(),
            lost_packs: BTreeMap::new(),
            lost: Vec::new(),
            open: HashSet::new(),
            unique: HashSet::new(),
            chain: None,
            counts: [0; 4],
            bytes: 0,
            seen: HashSet::new(),
        }
    }

    /// Reads the archive of a backup; returns its manifest.
    pub(super) fn archive<R: Read>(&mut self, input: R) -> Result<()> {
        archive::read(input, |member| {
            cancel::check()?;
            self.member(member).map_err(ArchiveError::from)
        })
        .map_err(|failed: ArchiveError| Error::from(failed))
    }

    pub(super) fn manifest(&self) -> Result<&Manifest> {
        self.manifest
            .as_ref()
            .ok_or_else(|| damaged("manifest.json is not its first member"))
    }

    fn digest_of(&self, name: &str) -> Result<Digest> {
        let known = self.manifest()?.members.get(name);
        known
            .cloned()
            .ok_or_else(|| damaged(format!("{name} is not in its manifest")))
    }

    fn member(&mut self, member: Member<'_>) -> Result<()> {
        if let Some(path) = member.name.strip_prefix(member::FILES.as_bytes())
            && path.first() == Some(&b'/')
        {
            let path = path.to_vec();
            let hash = self.content_of(member.size, member.content)?;
            if !self.open.insert(pair(&path, &hash)) {
                return Err(damaged("it has a file twice"));
            }
            if self.open.len() as u64 > self.manifest()?.files {
                return Err(damaged("it has more files than the manifest says"));
            }
            return Ok(());
        }
        let name = String::from_utf8(member.name.clone())
            .map_err(|_| damaged("it has an unknown member"))?;
        if let Some(named) = name.strip_prefix(member::CONTENTS) {
            let expected = unhex(named)?;
            let hash = self.content_of(member.size, member.content)?;
            if hash != expected {
                return Err(damaged(format!("{name} does not match its name")));
            }
            return Ok(());
        }
        if !self.seen.insert(name.clone()) {
            return Err(damaged(format!("it has {name} twice")));
        }
        match name.as_str() {
            member::MANIFEST => {
                let text = self.small(&name, member, None)?;
                check_density(&name, &text)?;
                let manifest = Manifest::parse(&text)?;
                self.chain = Some(Chain::after(
                    unhex(&manifest.keys.audit)?,
                    manifest.audit.begins_after()?,
                ));
                self.manifest = Some(manifest);
                Ok(())
            }
            member::KEYRING => {
                let digest = self.digest_of(&name)?;
                self.keyring = Some(self.small(&name, member, Some(&digest))?);
                Ok(())
            }
            member::POLICY => {
                self.policy = Some(self.text(&name, member)?);
                Ok(())
            }
            member::RULES => {
                self.rules = Some(self.text(&name, member)?);
                Ok(())
            }
            member::PRINCIPALS => self.principals(&name, member),
            member::METADATA | member::AUDIT => {
                if self.digest_of(&name)?.bytes != member.size {
                    return Err(damaged(format!("{name} differs from what was backed up")));
                }
                self.rows_of(&name, member.content)
            }
            _ => Err(damaged(format!("{name:?} is not a member of a backup"))),
        }
    }

    fn small(&self, name: &str, member: Member<'_>, digest: Option<&Digest>) -> Result<Vec<u8>> {
        if member.size > largest(name) || digest.is_some_and(|known| known.bytes != member.size) {
            return Err(damaged(format!(
                "{name} is too large, or differs from what was backed up"
            )));
        }
        let mut bytes = Vec::new();
        let mut hashing = HashingReader::new(member.content);
        hashing
            .read_to_end(&mut bytes)
            .map_err(|error| Error::from(ArchiveError::Stream(error)))?;
        match digest {
            Some(digest) => check_digest(name, digest, hashing)?,
            None => drop(hashing),
        }
        Ok(bytes)
    }

    fn text(&self, name: &str, member: Member<'_>) -> Result<String> {
        let digest = self.digest_of(name)?;
        let bytes = self.small(name, member, Some(&digest))?;
        String::from_utf8(bytes).map_err(|_| damaged(name))
    }

    fn principals(&mut self, name: &str, member: Member<'_>) -> Result<()> {
        let digest = self.digest_of(name)?;
        let principals = self.small(name, member, Some(&digest))?;
        let missing = || damaged("keyring.json or policy.toml is missing");
        let preamble = Preamble {
            manifest: self.manifest()?.clone(),
            keyring: self.keyring.take().ok_or_else(missing)?,
            policy: self.policy.take().ok_or_else(missing)?,
            rules: self.rules.take(),
            principals,
        };
        preamble.check(self.visitor.makes_slots())?;
        self.visitor.begin(&preamble)?;
        self.begun = true;
        Ok(())
    }

    /// Adds a content from any source; returns its hash.
    pub(super) fn content_of(&mut self, size: u64, content: &mut dyn Read) -> Result<[u8; 32]> {
        if !self.begun {
            return Err(damaged("archive entries out of order"));
        }
        self.count(size)?;
        let mut hashing = HashingReader::new(content);
        self.visitor.content(size, &mut hashing)?;
        let (read, hash) = hashing.finish();
        if read != size {
            return Err(damaged("a content is truncated"));
        }
        self.contents.insert(hash, size);
        Ok(hash)
    }

    /// Counts bytes of content before they are read: a few compressed bytes may expand to any
    /// number, but not beyond the manifest's count.
    fn count(&mut self, size: u64) -> Result<()> {
        let manifest = self.manifest()?;
        let (bytes, most) = (manifest.bytes, manifest.content_bytes);
        self.bytes = self.bytes.saturating_add(size);
        if self.bytes > most {
            return Err(damaged("it has more content than the manifest says"));
        }
        (self.progress)(self.bytes, bytes.max(self.bytes));
        Ok(())
    }

    pub(super) fn has_content(&self, hash: &[u8; 32]) -> bool {
        self.contents.contains_key(hash)
    }

    pub(super) fn has_chunk(&self, id: &[u8; 32]) -> bool {
        self.chunks.contains_key(id)
    }

    /// Adds a chunk, after checking its id.
    pub(super) fn chunk(&mut self, id: [u8; 32], bytes: Vec<u8>) -> Result<()> {
        let size = u32::try_from(bytes.len()).map_err(damaged)?;
        self.count(u64::from(size))?;
        self.visitor.chunk(id, bytes)?;
        self.chunks.insert(id, size);
        Ok(())
    }

    /// Contents in these packs are missing: files with them are lost, but reading continues.
    pub(super) fn lost_packs(&mut self, packs: BTreeMap<String, String>) {
        self.lost_packs = packs;
    }

    /// Reads `metadata.jsonl` or `audit.jsonl`.
    pub(super) fn rows_of(&mut self, name: &str, input: &mut dyn Read) -> Result<()> {
        if !self.begun {
            return Err(damaged("archive entries out of order"));
        }
        let digest = self.digest_of(name)?;
        let mut hashing = HashingReader::new(input);
        let mut lines = BufReader::with_capacity(1 << 16, &mut hashing);
        each_line(&mut lines, |line| {
            if name == member::METADATA {
                self.metadata(parsed(name, line)?)
            } else {
                self.audit(parsed(name, line)?)
            }
        })?;
        check_digest(name, &digest, hashing)
    }

    /// Whether all parts of the version are complete.
    fn is_there(&self, version: &VersionJson, hash: &[u8; 32]) -> Result<bool> {
        if version.chunks.is_empty() {
            return Ok(self.contents.get(hash) == Some(&version.size));
        }
        let mut bytes = 0;
        for (id, size) in &version.chunks {
            if self.chunks.get(&unhex(id)?) != Some(size) {
                return Ok(false);
            }
            bytes += u64::from(*size);
        }
        Ok(bytes == version.size)
    }

    /// Refuses a row that cannot be stored in a vault, or is a duplicate.
    fn check_row(&mut self, row: &MetadataRow) -> Result<()> {
        for unique in row.checked()? {
            if !self.unique.insert(short(&unique)) {
                return Err(damaged(format!("it has {} twice", subject(row))));
            }
        }
        Ok(())
    }

    fn metadata(&mut self, row: MetadataRow) -> Result<()> {
        self.check_row(&row)?;
        let counter = match &row {
            MetadataRow::File(_) => Some(0),
            MetadataRow::Version { .. } => Some(1),
            MetadataRow::Trash { .. } => Some(2),
            MetadataRow::Folder { .. } => Some(3),
            MetadataRow::Operation { .. } => None,
        };
        if let Some(count) = counter.and_then(|counter| self.counts.get_mut(counter)) {
            *count += 1;
        }
        if let Some(version) = row.version() {
            let hash: [u8; 32] = unhex(&version.blake3)?;
            if !self.is_there(version, &hash)? {
                if self.manifest()?.kind == BackupKind::Full {
                    return Err(damaged(format!(
                        "the content of {} is missing",
                        subject(&row)
                    )));
                }
                self.lost.push(subject(&row));
                return Ok(());
            }
            let full = self.manifest()?.kind == BackupKind::Full;
            if let MetadataRow::File(file) = &row
                && full
                && !self.open.remove(&pair(file.path()?.raw(), &hash))
            {
                return Err(damaged(format!(
                    "the content of {} differs from what was backed up",
                    subject(&row)
                )));
            }
        }
        self.visitor.metadata(row)
    }

    fn audit(&mut self, row: AuditRow) -> Result<()> {
        let (stored, fields) = (row.row()?, row.fields()?);
        let Some(chain) = &mut self.chain else {
            return Err(damaged("manifest.json is not its first member"));
        };
        if let Some((number, why)) = chain.check(row.number, &stored, Some(&fields))? {
            return Err(damaged(format!("row {number} of the audit log: {why}")));
        }
        self.visitor.audit(row)
    }

    /// Accepts the backup, if nothing is missing.
    pub(super) fn finish(self) -> Result<BackupSummary> {
        let manifest = self.manifest()?.clone();
        if !self.begun || !self.open.is_empty() {
            return Err(damaged("rows of files are missing"));
        }
        let counted = [
            manifest.files,
            manifest.versions,
            manifest.trashed,
            manifest.folders,
        ];
        if self.counts != counted {
            return Err(damaged("file count differs from the manifest"));
        }
        if let Some((row, why)) = self.chain.as_ref().and_then(Chain::end) {
            return Err(damaged(format!("row {row} of the audit log: {why}")));
        }
        let head = self.chain.map(|chain| chain.head);
        let ends_well = head.is_some_and(|head| {
            head.count == manifest.audit.count && hex(&head.chain) == manifest.audit.head
        });
        if !ends_well {
            return Err(damaged("the audit log is truncated"));
        }
        Ok(BackupSummary {
            lost_packs: self.lost_packs,
            lost: self.lost,
            ..BackupSummary::of(&manifest)
        })
    }
}

fn subject(row: &MetadataRow) -> String {
    match row {
        MetadataRow::File(file) | MetadataRow::Trash { file, .. } => file.path().map_or_else(
            |_| "a file".into(),
            |path| format!("{:?}", path.to_string_lossy()),
        ),
        MetadataRow::Version { file, .. } => format!("a version of id:{file}"),
        MetadataRow::Folder { .. } => "a folder".into(),
        MetadataRow::Operation { .. } => "an operation".into(),
    }
}
