//! What waits in the spool, into the log: events as they are, failed unlocks counted together.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::{FAILURE, Opener, Waiting, waiting};
use crate::crypto::keys::{Secret, VaultKey};
use crate::crypto::slot::SlotIdentity;
use crate::domain::event::AuditEvent;
use crate::domain::span::Span;
use crate::domain::time::Time;
use crate::storage::record::Record;
use crate::storage::tables::{Tables, View};
use crate::storage::{Result, audit, meta, secure_file, users};

/// Epochs whose files can still be merged.
const EPOCHS: usize = 8;

/// The keys by which files of earlier epochs open: whoever had such a vault key could open them
/// anyway.
#[derive(Default, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
struct EarlierRecord {
    /// Spool key and identity.
    keys: Vec<([u8; 32], [u8; 32])>,
}

impl Record for EarlierRecord {}

fn earlier(view: &impl View) -> Result<EarlierRecord> {
    let stored = meta::get(view, meta::key::EARLIER_SPOOL)?;
    let stored = stored.map(|bytes| EarlierRecord::from_bytes(&Zeroizing::new(bytes)));
    Ok(stored.transpose()?.unwrap_or_default())
}

/// Keeps what opens the files that were sealed under `key`, which is about to be replaced: a
/// process that has not noticed yet may leave one more.
///
/// # Errors
/// Of the database.
pub(crate) fn remember(tables: &mut Tables<'_>, key: &VaultKey) -> Result<()> {
    let mut record = earlier(tables)?;
    let keys = (*key.spool().expose(), *key.identity().expose());
    record.keys.insert(0, keys);
    record.keys.truncate(EPOCHS);
    let bytes = Zeroizing::new(record.to_bytes()?);
    meta::set(tables, meta::key::EARLIER_SPOOL, &bytes)
}

fn openers(view: &impl View, key: &VaultKey) -> Result<Vec<Opener>> {
    let mut openers = vec![Opener::of(key.spool(), &key.identity())?];
    for (spool, identity) in &earlier(view)?.keys {
        openers.push(Opener::of(Secret::new(*spool), &Secret::new(*identity))?);
    }
    Ok(openers)
}

/// What seals in the spool, and what did in earlier epochs: the first is of this one.
///
/// # Errors
/// Of the database.
pub(crate) fn keys(view: &impl View, key: &VaultKey) -> Result<Vec<Secret>> {
    let openers = openers(view, key)?.into_iter();
    Ok(openers.map(|opener| opener.spool).collect())
}

/// What opens drops: the vault's identity, and those of earlier epochs.
///
/// # Errors
/// Of the database.
pub(crate) fn identities(view: &impl View, key: &VaultKey) -> Result<Vec<SlotIdentity>> {
    let openers = openers(view, key)?.into_iter();
    Ok(openers.map(|opener| opener.identity).collect())
}

fn open(openers: &[Opener], path: &Path) -> Option<Waiting> {
    openers.iter().find_map(|opener| opener.open(path).ok())
}

/// Appends what waits to the log, oldest first. Gives the files to remove once the transaction is
/// committed: until then their names stand in the vault, so that a crash merges none twice.
///
/// # Errors
/// Of the database. An event that does not open is somebody's forgery or damage: it stays, and
/// `verify` names it.
pub(crate) fn merge(tables: &mut Tables<'_>, spool: &Path, key: &VaultKey) -> Result<Vec<PathBuf>> {
    let merged = meta::get(tables, meta::key::SPOOL_MERGED)?;
    let waiting = waiting(spool)?;
    if merged.is_some() && spool.exists() {
        // A file that is gone may come back by a loss of power: only once its absence is durable
        // may its name be forgotten.
        secure_file::sync_dir(spool)?;
    }
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
    let openers = openers(tables, key)?;
    let mut events = Vec::new();
    let mut failures = Vec::new();
    let mut files = Vec::new();
    for (name, path) in waiting {
        if known(&name) {
            files.push((name, path));
        } else if let Some(waiting) = open(&openers, &path) {
            if name.ends_with(FAILURE) {
                failures.push(waiting.event);
            } else {
                events.push(waiting);
            }
            files.push((name, path));
        }
    }
    let counted = together(failures).into_iter().map(|event| Waiting {
        event,
        key: None,
        row: true,
    });
    events.extend(counted);
    events.sort_by_key(|waiting| waiting.event.time);
    for waiting in &events {
        if waiting.row {
            audit::append(tables, &waiting.event)?;
        }
        if let Some(key) = &waiting.key {
            users::count_use(tables, key, waiting.event.time, &waiting.event.source)?;
        }
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    meta::set(tables, meta::key::SPOOL_MERGED, names.join("\n").as_bytes())?;
    Ok(files.into_iter().map(|(_, path)| path).collect())
}

/// Failures of a kind that are further apart are not counted together.
const TOGETHER: Span = Span::from_hours(1);

/// One event for all failures of the same kind within an hour, at the time of the last.
fn together(mut failures: Vec<AuditEvent>) -> Vec<AuditEvent> {
    let kind = |event: &AuditEvent| {
        let AuditEvent {
            principal,
            source,
            target,
            detail,
            ..
        } = event.clone();
        (target, source, principal, detail)
    };
    failures.sort_by_cached_key(|event| (kind(event), event.time));
    let mut counted: Vec<(AuditEvent, u64)> = Vec::new();
    let mut begun = Time::MIN;
    for event in failures {
        match counted.last_mut() {
            Some((last, count))
                if kind(last) == kind(&event) && event.time.since(begun) < TOGETHER =>
            {
                last.time = event.time;
                *count += 1;
            }
            _ => {
                begun = event.time;
                counted.push((event, 1));
            }
        }
    }
    let row = |(mut event, count): (AuditEvent, u64)| {
        let attempts = if count == 1 { "ATTEMPT" } else { "ATTEMPTS" };
        let why = event
            .detail
            .map(|why| format!("{why} "))
            .unwrap_or_default();
        event.detail = Some(format!("{why}{count}_{attempts}"));
        event
    };
    counted.into_iter().map(row).collect()
}

/// The files that wait, and do not open.
///
/// # Errors
/// [`crate::storage::StorageError::Io`]; of the database.
pub(crate) fn unreadable(view: &impl View, spool: &Path, key: &VaultKey) -> Result<Vec<PathBuf>> {
    let openers = openers(view, key)?;
    let paths = waiting(spool)?.into_iter().map(|(_, path)| path);
    Ok(paths
        .filter(|path| open(&openers, path).is_none())
        .collect())
}
