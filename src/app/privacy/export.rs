//! Exports a person's data as one tar archive with a manifest of its contents. It is not encrypted.

use std::collections::HashSet;
use std::io::{self, BufWriter, Write};
use std::os::unix::ffi::OsStrExt;

use serde_json::{Value, json};

use crate::app::access::api_key;
use crate::app::access::holdings::Rows;
use crate::app::audit::export::Target;
use crate::app::error::{Error, Result};
use crate::app::files::read::named;
use crate::app::files::search::SavedSearch;
use crate::app::gate::{Gate, Reading, content_key};
use crate::app::partial::Partial;
use crate::app::{cancel, clock};
use crate::crypto::hash;
use crate::domain::action::Action;
use crate::domain::detail::Unit;
use crate::domain::done::{NamedFile, NamedFiles};
use crate::domain::event::{Entry, Outcome};
use crate::domain::id::FileId;
use crate::domain::path::VaultPath;
use crate::storage::archive::ArchiveWriter;
use crate::storage::backup::{PrincipalRow, hex};
use crate::storage::content::{self, Contents};
use crate::storage::keyring::{Keyring, SlotKind};
use crate::storage::record::{FileRecord, VersionRecord};
use crate::storage::tables::{Metadata, ReadTables};
use crate::storage::users::Names;
use crate::storage::{audit, consents, files, receipts, searches, users};

use super::reads::{self, Named};
use super::{Files, Subject, nobody};

/// The result of an export.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct Exported {
    /// Live files.
    pub files: u64,
    /// Earlier versions.
    pub versions: u64,
    /// Files in the trash.
    pub trashed: u64,
    /// Consents.
    pub consents: u64,
    /// Rows of the audit log by or about the person.
    pub audit_rows: u64,
    /// Reads of the person's files by others, as far as the audit log has them.
    pub reads: u64,
    /// Receipts of sources from which the files were imported.
    pub receipts: u64,
    /// Versions that the person added to files of others.
    pub authored: u64,
    /// Saved searches.
    pub searches: u64,
    /// Bytes of contents.
    pub bytes: u64,
}

/// A content in the archive.
struct Member {
    name: Vec<u8>,
    content: u64,
    size: u64,
    /// Seconds since 1970.
    modified: u64,
    hash: [u8; 32],
}

/// The plan of the archive.
#[derive(Default)]
struct Plan {
    names: Names,
    counts: Exported,
    contents: Vec<Member>,
    named: NamedFiles,
    /// Whether the log knows the person: by an own row, or a row that is more than an attempt with the
    /// name, such as a failed unlock or export.
    in_log: bool,
    /// The small members, with their names.
    small: Vec<(&'static str, Vec<u8>)>,
}

/// Writes all data of a person. `progress` gets bytes of contents done and in total.
///
/// # Errors
/// Kinds `Denied`, `NotFound`; errors of the target: no partial file is left then.
pub fn export(
    gate: &mut Gate,
    name: &str,
    target: Target<'_>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Exported> {
    if let Target::File(path) = &target {
        gate.refuse_own(path)?;
    }
    let keyring = gate.keyring().clone();
    // Rows in the spool belong to the log.
    gate.merge_spool();
    gate.read_content(
        Action::PrivacyExport,
        name.as_bytes(),
        |view, _| {
            let plan = plan(view, name, &keyring)?;
            let detail = Unit::Files.count(plan.counts.files + plan.counts.trashed);
            Ok(Reading {
                target: name.as_bytes().to_vec(),
                detail: detail.into(),
                items: plan.counts.files + plan.counts.trashed,
                bytes: plan.counts.bytes,
                files: plan.named.clone(),
                plan,
            })
        },
        |view, plan, _| {
            let _guard = cancel::Guard::begin();
            match target {
                Target::File(path) => {
                    let partial = Partial::begin(&path)?;
                    let mut failed = |error: io::Error| Error::io(&path, &error);
                    write(view, &plan, &partial, &mut failed, progress)?;
                    partial.publish()?;
                }
                Target::Stream(out, failed) => write(view, &plan, out, failed, progress)?,
            }
            Ok(plan.counts)
        },
    )
}

fn line(lines: &mut Vec<u8>, value: &Value) {
    lines.extend_from_slice(value.to_string().as_bytes());
    lines.push(b'\n');
}

/// Bytes as text, with the exact bytes in Base64 if they are not UTF-8.
fn put(object: &mut Value, name: &str, bytes: &[u8]) {
    if let Value::Object(map) = object {
        let text = String::from_utf8_lossy(bytes).into_owned();
        map.insert(name.to_owned(), text.into());
        if std::str::from_utf8(bytes).is_err() {
            let exact = data_encoding::BASE64.encode(bytes);
            map.insert(format!("{name}_b64"), exact.into());
        }
    }
}

fn plan(view: &Metadata, name: &str, keyring: &Keyring) -> Result<Plan> {
    let mut plan = Plan {
        names: Names::load(view)?,
        ..Plan::default()
    };
    let subject = Subject::named(view, name)?;
    let account = account(view, &subject, keyring)?;
    let files = Files::of(view, &subject)?;
    let metadata = plan.files(view, &files)?;
    let consents = plan.consents(view, &subject)?;
    let receipts = plan.receipts(view, &files)?;
    let authored = plan.authored(view, &subject)?;
    let searches = plan.searches(view, &subject)?;
    let (log, reads) = plan.log(view, &subject, &files)?;
    let found = Exported {
        audit_rows: 0,
        ..plan.counts.clone()
    };
    if found == Exported::default() && account.is_null() && !plan.in_log {
        return Err(nobody(name));
    }
    let mut text = serde_json::to_vec_pretty(&account).unwrap_or_default();
    text.push(b'\n');
    plan.small = vec![
        ("account.json", text),
        ("consents.jsonl", consents),
        ("metadata.jsonl", metadata),
        ("receipts.jsonl", receipts),
        ("authored.jsonl", authored),
        ("searches.jsonl", searches),
        ("audit.jsonl", log),
        ("reads.jsonl", reads),
    ];
    let manifest = plan.manifest(&subject.name, keyring);
    plan.small.insert(0, ("manifest.json", manifest));
    Ok(plan)
}

impl Plan {
    fn files(&mut self, view: &Metadata, files: &Files) -> Result<Vec<u8>> {
        let mut lines = Vec::new();
        for entry in &files.live {
            self.counts.files += 1;
            self.named.push(named(entry));
            let member = [b"files", entry.path.raw()].concat();
            let version = &entry.file.current;
            let row = self.content(view, "file", member, &entry.path, &entry.file, version)?;
            line(&mut lines, &row);
            self.versions(view, &entry.path, &entry.file, &mut lines)?;
        }
        for trashed in &files.trash {
            self.counts.trashed += 1;
            let (path, file) = (trashed.path()?, &trashed.file);
            self.named.push(NamedFile {
                id: file.id,
                path: path.raw().to_vec(),
                to: None,
            });
            let member = below("trash", file, "", &path);
            let mut row = self.content(view, "trash", member, &path, file, &file.current)?;
            put(&mut row, "deleted", trashed.deleted.rfc3339().as_bytes());
            let by = self.names.actor(&trashed.deleted_by);
            put(&mut row, "deleted_by", by.as_bytes());
            line(&mut lines, &row);
            self.versions(view, &path, file, &mut lines)?;
        }
        Ok(lines)
    }

    fn versions(
        &mut self,
        view: &Metadata,
        path: &VaultPath,
        file: &FileRecord,
        lines: &mut Vec<u8>,
    ) -> Result<()> {
        for old in files::old_versions(view, &file.id)? {
            self.counts.versions += 1;
            let number = format!("{}-", old.version.number);
            let member = below("versions", file, &number, path);
            let row = self.content(view, "version", member, path, file, &old.version)?;
            line(lines, &row);
        }
        Ok(())
    }

    /// Plans a member, and describes it.
    fn content(
        &mut self,
        view: &Metadata,
        kind: &str,
        member: Vec<u8>,
        path: &VaultPath,
        file: &FileRecord,
        version: &VersionRecord,
    ) -> Result<Value> {
        let hash = content::get(view, version.content)?.hash;
        let tags: Vec<String> = file.tags.iter().map(ToString::to_string).collect();
        let mut row = json!({
            "type": kind,
            "id": file.id.to_string(),
            "owner": self.names.user(&file.owner.user),
            "tags": tags,
            "note": file.note,
            "created": file.created.rfc3339(),
            "rule": file.rule,
            "version": version.number,
            "size": version.size,
            "blake3": hex(&hash),
            "modified": version.modified.rfc3339(),
            "added": version.added.rfc3339(),
            "author": self.names.actor(&version.author),
            "detected": version.file_type.name(),
        });
        put(&mut row, "path", path.raw());
        put(&mut row, "member", &member);
        self.counts.bytes += version.size;
        self.contents.push(Member {
            name: member,
            content: version.content,
            size: version.size,
            modified: u64::try_from(version.modified.unix_seconds()).unwrap_or(0),
            hash,
        });
        Ok(row)
    }

    fn consents(&mut self, view: &Metadata, subject: &Subject) -> Result<Vec<u8>> {
        let mut lines = Vec::new();
        for (_, row) in consents::all(view)? {
            if row.is_of(subject.user.as_ref(), &subject.name, subject.naming) {
                self.counts.consents += 1;
                let row = serde_json::to_value(PrincipalRow::consent(row)).unwrap_or_default();
                line(&mut lines, &row);
            }
        }
        Ok(lines)
    }

    /// Where their files were imported from.
    fn receipts(&mut self, view: &Metadata, files: &Files) -> Result<Vec<u8>> {
        let live = files.live.iter().map(|entry| entry.file.id);
        let trashed = files.trash.iter().map(|trashed| trashed.file.id);
        let ids: HashSet<FileId> = live.chain(trashed).collect();
        let mut lines = Vec::new();
        for (source, receipt) in receipts::all(view)? {
            let Some(id) = receipt.id.filter(|id| ids.contains(id)) else {
                continue;
            };
            self.counts.receipts += 1;
            let mut row = json!({"file": id.to_string(), "time": receipt.time.rfc3339()});
            put(&mut row, "source", source.as_os_str().as_bytes());
            line(&mut lines, &row);
        }
        Ok(lines)
    }

    /// Versions that they added to files of others: these files are not theirs, so only the paths.
    fn authored(&mut self, view: &Metadata, subject: &Subject) -> Result<Vec<u8>> {
        let mut lines = Vec::new();
        let mut note = |path: &VaultPath, file: &FileRecord| {
            if subject.is(&file.owner.user) {
                return Ok(());
            }
            let old = files::old_versions(view, &file.id)?;
            let old = old.iter().map(|old| &old.version);
            for version in old.chain([&file.current]) {
                if subject.is(&version.author.user) {
                    self.counts.authored += 1;
                    let mut row = json!({
                        "file": file.id.to_string(),
                        "version": version.number,
                        "added": version.added.rfc3339(),
                        "size": version.size,
                    });
                    put(&mut row, "path", path.raw());
                    line(&mut lines, &row);
                }
            }
            Ok::<_, Error>(())
        };
        for entry in files::below(view, &VaultPath::root())? {
            let entry = entry?;
            note(&entry.path, &entry.file)?;
        }
        for trashed in files::trash(view)? {
            let trashed = trashed?;
            note(&trashed.path()?, &trashed.file)?;
        }
        Ok(lines)
    }

    fn searches(&mut self, view: &Metadata, subject: &Subject) -> Result<Vec<u8>> {
        let mut lines = Vec::new();
        let user = subject.user.as_ref();
        for search in user.map_or_else(|| Ok(Vec::new()), |id| searches::of(view, id))? {
            self.counts.searches += 1;
            let search = SavedSearch::shown(&self.names, search);
            line(
                &mut lines,
                &serde_json::to_value(search).unwrap_or_default(),
            );
        }
        Ok(lines)
    }

    /// Rows of the log by or about them, and reads of their files by others.
    fn log(
        &mut self,
        view: &Metadata,
        subject: &Subject,
        files: &Files,
    ) -> Result<(Vec<u8>, Vec<u8>)> {
        let named = Named::of(view, subject, files)?;
        let (mut lines, mut read) = (Vec::new(), Vec::new());
        for row in audit::from(view, 1)? {
            let (number, Entry { event, .. }) = row?;
            if let Some(what) = named.read_by(&event, subject) {
                self.counts.reads += 1;
                let mut row = reads::line(number, &event, what);
                put(
                    &mut row,
                    "target",
                    event.target.as_deref().unwrap_or_default(),
                );
                line(&mut read, &row);
            }
            let actor = event.actor.as_ref();
            let theirs = actor.is_some_and(|actor| subject.is(&actor.user));
            let target = event.target.as_deref();
            let named = target.is_some_and(|target| subject.is_named(target));
            if !(theirs || named && subject.naming.covers(event.time)) {
                continue;
            }
            self.counts.audit_rows += 1;
            self.in_log |= theirs || event.outcome == Outcome::Success;
            let mut row = json!({
                "row": number,
                "time": event.time.rfc3339(),
                "event": event.event.name(),
                "principal": event.principal,
                "user": event.user,
                "source": event.source,
                "outcome": event.outcome.name(),
                "detail": event.detail.map(|detail| detail.to_string()),
            });
            if let Some(target) = &event.target {
                put(&mut row, "target", target);
            }
            line(&mut lines, &row);
        }
        Ok((lines, read))
    }

    fn manifest(&self, name: &str, keyring: &Keyring) -> Vec<u8> {
        let member = |name: &[u8], bytes: u64, hash: &[u8; 32]| {
            let mut row = json!({"bytes": bytes, "blake3": hex(hash)});
            put(&mut row, "name", name);
            row
        };
        let small = self
            .small
            .iter()
            .map(|(name, bytes)| member(name.as_bytes(), bytes.len() as u64, &hash::plain(bytes)));
        let contents = self.contents.iter();
        let contents = contents.map(|one| member(&one.name, one.size, &one.hash));
        let counts = &self.counts;
        let manifest = json!({
            "format": "file-organizer personal data",
            "version": 2,
            "user": name,
            "created": clock::now().rfc3339(),
            "program": concat!("file-organizer ", env!("CARGO_PKG_VERSION")),
            "vault_id": keyring.vault_id,
            "counts": {
                "files": counts.files,
                "versions": counts.versions,
                "trash": counts.trashed,
                "consents": counts.consents,
                "audit_rows": counts.audit_rows,
                "reads": counts.reads,
                "receipts": counts.receipts,
                "authored": counts.authored,
                "searches": counts.searches,
                "bytes": counts.bytes,
            },
            "members": small.chain(contents).collect::<Vec<_>>(),
        });
        let mut text = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
        text.push(b'\n');
        text
    }
}

/// `versions/<id>/<number>-<name>`: for contents without a path of their own.
fn below(folder: &str, file: &FileRecord, number: &str, path: &VaultPath) -> Vec<u8> {
    let start = format!("{folder}/{}/{number}", file.id);
    let name = path.raw().rsplit(|byte| *byte == b'/').next();
    [start.as_bytes(), name.unwrap_or_default()].concat()
}

/// The account without its secrets; null if there is none.
fn account(view: &Metadata, subject: &Subject, keyring: &Keyring) -> Result<Value> {
    let mut present = users::present(view)?;
    present.retain(|(id, _)| subject.is(id));
    let Some((id, user)) = present.pop() else {
        return Ok(Value::Null);
    };
    let name = &user.name;
    let sessions = users::sessions(view)?.into_iter();
    let sessions = sessions.filter(|(_, session)| session.user == id);
    let sessions = sessions.map(|(id, session)| {
        json!({
            "id": id,
            "created": session.created.rfc3339(),
            "expires": session.expires.rfc3339(),
            "source": session.source,
        })
    });
    let has_password = keyring
        .slots
        .iter()
        .any(|slot| matches!(&slot.kind, SlotKind::Password { user, .. } if *user == *name));
    let mut keys = Vec::new();
    for (key_id, key) in users::api_keys(view)? {
        if key.created_by.user == id {
            let key = api_key::info(view, key_id, key, clock::now())?;
            keys.push(json!({
                "id": key.id,
                "name": key.name,
                "role": key.role,
                "created": key.created.rfc3339(),
                "expires": key.expires.map(|time| time.rfc3339()),
                "revoked": key.revoked.map(|time| time.rfc3339()),
                "state": key.state.name(),
                "uses": key.uses,
                "last_used": key.last_used.as_ref().map(|(time, _)| time.rfc3339()),
                "last_source": key.last_used.map(|(_, source)| source),
            }));
        }
    }
    let made = Rows::of(view, &id)?.holdings();
    let folders = made.folders.iter();
    Ok(json!({
        "id": id.to_string(),
        "name": name,
        "role": user.role,
        "created": user.created.rfc3339(),
        "disabled": user.disabled,
        "has_password": has_password,
        "sessions": sessions.collect::<Vec<_>>(),
        "api_keys": keys,
        "recipients": made.recipients,
        "shared_folders": folders.map(|folder| folder.to_string_lossy()).collect::<Vec<_>>(),
    }))
}

fn write(
    view: &ReadTables,
    plan: &Plan,
    out: impl Write,
    failed: &mut dyn FnMut(io::Error) -> Error,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<()> {
    let now = u64::try_from(clock::now().unix_seconds()).unwrap_or(0);
    let mut archive = ArchiveWriter::new(BufWriter::with_capacity(1 << 20, out));
    for (name, bytes) in &plan.small {
        archive.small(name, bytes, now).map_err(&mut *failed)?;
    }
    let key = content_key(view)?;
    let mut contents = Contents::new(view, &key);
    let mut done = 0;
    for member in &plan.contents {
        archive
            .member(&member.name, member.size, member.modified)
            .map_err(&mut *failed)?;
        contents.read::<Error>(member.content, |piece| {
            cancel::check()?;
            done += piece.len() as u64;
            progress(done, plan.counts.bytes);
            archive.write_all(piece).map_err(&mut *failed)
        })?;
    }
    archive
        .finish()
        .and_then(|mut out| out.flush())
        .map_err(failed)?;
    cancel::check()
}
