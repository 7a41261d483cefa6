//! The spool folder: records that are not in the database yet. Events of an unlocked process that
//! must not wait for the write lock are sealed under a key of the vault; failed unlocks, without
//! any key, to the vault's public key. The next writer merges them. docs/FORMAT.md, "Spool".

mod merge;
mod merged;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use super::record::Record;
use super::{Result, StorageError, secure_file};
use crate::crypto::keys::VaultKey;
use crate::crypto::secret::Secret;
use crate::crypto::slot::{SlotIdentity, seal_bytes};
use crate::crypto::{hash, random, seal};
use crate::domain::event::{AuditEvent, Event};
use crate::domain::time::Time;

pub(crate) use merge::{identities, keys, merge, remember};
pub(crate) use merged::merges;
use merged::{NoteId, id_of};

const PURPOSE: &[u8] = b"audit event";
/// Suffix of an event under the vault's key.
const EVENT: &str = ".event";
/// Suffix of a failed unlock, sealed to the vault's public key.
const FAILURE: &str = ".failure";
/// More than the files that an event can name.
const MAX_FILE_LEN: u64 = 2 << 20;
/// Maximum number of pending failures: further ones add no information.
const MAX_FAILURES: usize = 2000;

/// A pending event: the record in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PendingEvent {
    pub event: AuditEvent,
    /// The API key that was used, to be counted.
    pub key: Option<String>,
    /// Whether it becomes an audit row; otherwise only the use is counted.
    pub row: bool,
    /// The number of merges so far ([`merges`]); 0 for a failed unlock, where it is unknown.
    pub merges: u64,
}

impl Record for PendingEvent {
    const VERSION: u8 = 4;
}

/// The spool of a vault.
pub(crate) fn folder(vault: &Path) -> PathBuf {
    vault.join("spool")
}

/// Creates the folder if it is missing: copying a vault may omit an empty one. An error is reported
/// by whatever needs it.
pub(crate) fn make(vault: &Path) {
    let folder = folder(vault);
    if !folder.exists() {
        let _ = secure_file::create_dir(&folder);
    }
}

/// The number of pending files.
pub(crate) fn count(spool: &Path) -> Result<usize> {
    Ok(waiting(spool)?.len())
}

/// Writes an event for the next writer, and returns its file; durable on return, if it becomes an
/// audit row.
pub(crate) fn write_event(spool: &Path, key: &VaultKey, waiting: &PendingEvent) -> Result<PathBuf> {
    let sealed = seal::seal(&key.spool(), PURPOSE, &waiting.to_bytes()?)?;
    let name = HEXLOWER.encode(&random::array::<16>()?);
    publish(spool, &name, EVENT, &sealed, waiting.row)
}

/// Removes an event, unless it was merged.
pub(crate) fn remove_event(spool: &Path, file: &Path) -> Result<()> {
    secure_file::remove(file)?;
    secure_file::sync_dir(spool)
}

/// What the waiting events say about the clock.
pub(crate) struct Latest {
    /// The latest of their times.
    pub time: Time,
    /// Whether one says that the clock was behind.
    pub clock_back: bool,
}

/// The latest time of the waiting events. Failed unlocks do not count: anyone can leave one.
pub(crate) fn latest(spool: &Path, key: &VaultKey) -> Result<Latest> {
    let openers = [Opener::of(key.spool(), &key.identity())?];
    let mut latest = Latest {
        time: Time::MIN,
        clock_back: false,
    };
    for (name, path) in waiting(spool)? {
        if name.ends_with(EVENT)
            && let ReadResult::Note(_, waiting) = read_note(&openers, &path)
        {
            latest.time = latest.time.max(waiting.event.time);
            latest.clock_back |= waiting.event.event == Event::ClockRollback;
        }
    }
    Ok(latest)
}

/// The tag of a failure counter in file names: derived from the contents of keyring.json, so that
/// it cannot be used to test user names.
fn tag(counted: &str) -> String {
    let digest = hash::plain(counted.as_bytes());
    HEXLOWER.encode(digest.get(..8).unwrap_or_default())
}

/// Records a failed unlock, sealed to the vault's public key. `counted` is the counter, and never
/// something that was typed.
pub(crate) fn write_failure(
    spool: &Path,
    public_key: &str,
    counted: &str,
    event: AuditEvent,
) -> Result<()> {
    if failures(spool)?.len() >= MAX_FAILURES {
        return Ok(());
    }
    let waiting = PendingEvent {
        event,
        key: None,
        row: true,
        merges: 0,
    };
    let sealed = seal_bytes(public_key, &waiting.to_bytes()?)?;
    let name = format!(
        "{}-{}",
        tag(counted),
        HEXLOWER.encode(&random::array::<8>()?)
    );
    publish(spool, &name, FAILURE, &sealed, true)?;
    Ok(())
}

/// The number of pending failed unlocks with the same counter within the last minute.
pub(crate) fn recent_failures(spool: &Path, counted: &str) -> Result<u32> {
    let mine = format!("{}-", tag(counted));
    let mut count = 0;
    for (name, path) in failures(spool)? {
        let modified = fs::metadata(&path).and_then(|meta| meta.modified());
        let age = modified.ok().and_then(|at| at.elapsed().ok());
        if name.starts_with(&mine) && age.is_some_and(|age| age < Duration::from_secs(60)) {
            count += 1;
        }
    }
    Ok(count)
}

fn failures(spool: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut found = waiting(spool)?;
    found.retain(|(name, _)| name.ends_with(FAILURE));
    Ok(found)
}

fn publish(
    spool: &Path,
    name: &str,
    suffix: &str,
    sealed: &[u8],
    durable: bool,
) -> Result<PathBuf> {
    let path = spool.join(format!("{name}{suffix}"));
    let unfinished = spool.join(format!("{name}.tmp"));
    let written = secure_file::create(&unfinished).and_then(|mut file| {
        file.write_all(sealed)
            .and_then(|()| if durable { file.sync_all() } else { Ok(()) })
            .map_err(StorageError::io(&unfinished))
    });
    #[expect(
        clippy::disallowed_methods,
        reason = "publishes a synced file under a new name"
    )]
    let published = written.and_then(|()| {
        fs::rename(&unfinished, &path).map_err(StorageError::io(&path))?;
        if durable {
            secure_file::sync_dir(spool)?;
        }
        Ok(())
    });
    if published.is_err() {
        secure_file::remove(&unfinished)?;
    }
    published.map(|()| path)
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
        // Folders are not ours.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        if name.ends_with(EVENT) || name.ends_with(FAILURE) {
            found.push((name, entry.path()));
        }
    }
    Ok(found)
}

/// The keys of the files of one epoch.
struct Opener {
    spool: Secret,
    identity: SlotIdentity,
}

impl Opener {
    fn of(spool: Secret, identity: &Secret) -> Result<Self> {
        Ok(Self {
            spool,
            identity: SlotIdentity::from_secret(identity)?,
        })
    }

    fn open(&self, sealed: &[u8], failure: bool) -> Result<PendingEvent> {
        let bytes = if failure {
            self.identity.open_bytes(sealed)?.to_vec()
        } else {
            seal::open(&self.spool, PURPOSE, sealed.to_vec())?
        };
        PendingEvent::from_bytes(&bytes)
    }
}

/// The result of reading a pending file.
enum ReadResult {
    Note(NoteId, Box<PendingEvent>),
    /// Not a valid note: torn by a crash, or modified.
    Unreadable,
    /// Cannot be read now, or by this version; or was just removed.
    Unavailable,
}

fn read_note(openers: &[Opener], path: &Path) -> ReadResult {
    let sealed = match secure_file::read(path, MAX_FILE_LEN) {
        Ok(sealed) => sealed,
        Err(StorageError::Damaged(_) | StorageError::Exposed { .. }) => {
            return ReadResult::Unreadable;
        }
        Err(_) if is_regular(path) => return ReadResult::Unavailable,
        Err(_) => return ReadResult::Unreadable,
    };
    let failure = path.extension().is_some_and(|is| is == "failure");
    for opener in openers {
        match opener.open(&sealed, failure) {
            Ok(waiting) => return ReadResult::Note(id_of(&sealed), Box::new(waiting)),
            Err(StorageError::NewerFormat(_)) => return ReadResult::Unavailable,
            Err(_) => {}
        }
    }
    ReadResult::Unreadable
}

/// Whether it is a regular file; also if that is unknown.
fn is_regular(path: &Path) -> bool {
    let meta = path.symlink_metadata();
    meta.map_or(true, |meta| meta.file_type().is_file())
}
