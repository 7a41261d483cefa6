//! The spool folder: events that could not be written inside yet, because another process was
//! writing. Each is sealed under a key of the vault and merged by the next writer.
//! docs/FORMAT.md, "Spool".

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;

use super::record::{AuditRecord, Record};
use super::tables::Tables;
use super::{Result, StorageError, audit, meta, secure_file};
use crate::crypto::keys::Secret;
use crate::crypto::{random, seal};
use crate::domain::event::AuditEvent;

const PURPOSE: &[u8] = b"audit event";
const SUFFIX: &str = ".event";
const LARGEST: u64 = 64 * 1024;

/// The spool of a vault.
pub(crate) fn folder(vault: &Path) -> PathBuf {
    vault.join("spool")
}

/// Leaves an event for the next writer; durable when it returns.
///
/// # Errors
/// [`StorageError::Io`].
pub(crate) fn leave(spool: &Path, key: &Secret, event: &AuditEvent) -> Result<()> {
    let sealed = seal::seal(key, PURPOSE, &audit::to_record(event).to_bytes()?)?;
    let name = HEXLOWER.encode(&random::array::<16>()?);
    let path = spool.join(format!("{name}{SUFFIX}"));
    let unfinished = spool.join(format!("{name}.tmp"));
    let written = secure_file::create(&unfinished).and_then(|mut file| {
        file.write_all(&sealed)
            .and_then(|()| file.sync_all())
            .map_err(StorageError::io(&unfinished))
    });
    #[expect(
        clippy::disallowed_methods,
        reason = "publishes a synced file under a fresh name"
    )]
    let published = written.and_then(|()| {
        fs::rename(&unfinished, &path).map_err(StorageError::io(&path))?;
        secure_file::sync_dir(spool)
    });
    if published.is_err() {
        secure_file::remove(&unfinished)?;
    }
    published
}

/// Appends what waits to the log, oldest first. Gives the files to remove once the transaction is
/// committed: until then their names stand in the vault, so that a crash merges none twice.
///
/// # Errors
/// Of the database. An event that does not open is somebody's forgery or damage: it stays, and
/// `verify` names it.
pub(crate) fn merge(tables: &mut Tables<'_>, spool: &Path, key: &Secret) -> Result<Vec<PathBuf>> {
    let merged = meta::get(tables, meta::key::SPOOL_MERGED)?;
    let waiting = waiting(spool)?;
    if waiting.is_empty() {
        if merged.is_some() {
            meta::remove(tables, meta::key::SPOOL_MERGED)?;
        }
        return Ok(Vec::new());
    }
    let merged = merged.unwrap_or_default();
    let known = |name: &str| {
        merged
            .split(|byte| *byte == b'\n')
            .any(|known| known == name.as_bytes())
    };
    let mut events = Vec::new();
    let mut files = Vec::new();
    for (name, path) in waiting {
        if known(&name) {
            files.push((name, path));
        } else if let Ok(event) = open(&path, key) {
            events.push(event);
            files.push((name, path));
        }
    }
    events.sort_by_key(|event| event.time);
    for event in &events {
        audit::append(tables, event)?;
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    meta::set(tables, meta::key::SPOOL_MERGED, names.join("\n").as_bytes())?;
    Ok(files.into_iter().map(|(_, path)| path).collect())
}

/// The events that wait, and do not open.
///
/// # Errors
/// [`StorageError::Io`].
pub(crate) fn unreadable(spool: &Path, key: &Secret) -> Result<Vec<PathBuf>> {
    let paths = waiting(spool)?.into_iter().map(|(_, path)| path);
    Ok(paths.filter(|path| open(path, key).is_err()).collect())
}

fn waiting(spool: &Path) -> Result<Vec<(String, PathBuf)>> {
    let entries = match fs::read_dir(spool) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(StorageError::io(spool))?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(StorageError::io(spool))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(SUFFIX) {
            found.push((name, entry.path()));
        }
    }
    Ok(found)
}

fn open(path: &Path, key: &Secret) -> Result<AuditEvent> {
    let sealed = secure_file::read(path, LARGEST)?;
    let record = AuditRecord::from_bytes(&seal::open(key, PURPOSE, sealed)?)?;
    audit::to_event(record)
}
