//! Merges the spool into the log: events unchanged, failed unlocks counted combine.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::merged::{Merged, id_of};
use super::{FAILURE, Opener, PendingEvent, ReadResult, read_note, waiting};
use crate::crypto::keys::VaultKey;
use crate::crypto::secret::Secret;
use crate::crypto::slot::SlotIdentity;
use crate::domain::detail::Unit;
use crate::domain::done::Done;
use crate::domain::event::{AuditEvent, Event, Outcome};
use crate::domain::span::Span;
use crate::domain::time::Time;
use crate::storage::record::Record;
use crate::storage::tables::{Tables, View};
use crate::storage::{Result, audit, expiry, meta, users};

/// Number of epochs whose files can still be merged.
const MAX_EPOCHS: usize = 8;

/// The keys of files of earlier epochs: anyone with such a vault key could open them anyway.
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

/// Stores the keys of files sealed under `key`, which is about to be replaced: a process that has
/// not noticed yet may write another one.
pub(crate) fn remember(tables: &mut Tables<'_>, key: &VaultKey) -> Result<()> {
    let mut record = earlier(tables)?;
    let keys = (*key.spool().expose(), *key.identity().expose());
    record.keys.insert(0, keys);
    record.keys.truncate(MAX_EPOCHS);
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

/// The spool keys of the current and of earlier epochs: the current one first.
pub(crate) fn keys(view: &impl View, key: &VaultKey) -> Result<Vec<Secret>> {
    let openers = openers(view, key)?.into_iter();
    Ok(openers.map(|opener| opener.spool).collect())
}

/// The identities that open drops: those of the current and of earlier epochs.
pub(crate) fn identities(view: &impl View, key: &VaultKey) -> Result<Vec<SlotIdentity>> {
    let openers = openers(view, key)?.into_iter();
    Ok(openers.map(|opener| opener.identity).collect())
}

/// The result of reading the spool.
#[derive(Default)]
struct Found {
    events: Vec<PendingEvent>,
    failures: Vec<AuditEvent>,
    /// Unreadable notes.
    lost: u64,
    /// To be removed after the commit.
    files: Vec<PathBuf>,
}

/// Reads all pending files. Those that were already merged are only removed.
fn find(spool: &Path, openers: &[Opener], merged: &mut Merged) -> Result<Found> {
    let mut found = Found::default();
    for (name, path) in waiting(spool)? {
        match read_note(openers, &path) {
            ReadResult::Unavailable => continue,
            ReadResult::Unreadable => found.lost += u64::from(merged.learn(id_of(name.as_bytes()))),
            ReadResult::Note(id, waiting) => {
                let failure = name.ends_with(FAILURE);
                // Anyone can seal a file to the public key of the vault.
                let invalid = match failure {
                    true => !is_failed_unlock(&waiting),
                    false => !merged.remembers_since(waiting.merges),
                };
                if merged.learn(id) {
                    if invalid {
                        found.lost += 1;
                    } else if failure {
                        found.failures.push(waiting.event);
                    } else {
                        found.events.push(*waiting);
                    }
                }
            }
        }
        found.files.push(path);
    }
    Ok(found)
}

/// Whether a file without a credential contains what it may: a failed unlock, without any effect.
fn is_failed_unlock(waiting: &PendingEvent) -> bool {
    let event = &waiting.event;
    event.event == Event::AuthFailure && event.actor.is_none() && event.done == Done::default()
}

/// Appends the pending events to the log, oldest first, and a row about lost notes. Returns the
/// files to remove after the commit: the vault remembers them, so that neither a crash nor putting
/// them back merges them twice.
pub(crate) fn merge(tables: &mut Tables<'_>, spool: &Path, key: &VaultKey) -> Result<Vec<PathBuf>> {
    if waiting(spool)?.is_empty() {
        return Ok(Vec::new());
    }
    let mut merged = Merged::load(tables)?;
    let openers = openers(tables, key)?;
    let Found {
        mut events,
        failures,
        lost,
        files,
    } = find(spool, &openers, &mut merged)?;
    let alone = |event| PendingEvent {
        event,
        key: None,
        row: true,
        merges: 0,
    };
    events.extend(behind(tables, &failures)?.map(alone));
    events.extend(combine(failures).into_iter().map(alone));
    events.sort_by_key(|waiting| waiting.event.time);
    if lost > 0 {
        events.push(alone(lost_notes(tables, lost)?));
    }
    for waiting in &events {
        if waiting.row && mark_clock(tables, &waiting.event)? {
            audit::append(tables, &waiting.event)?;
        }
        if let Some(key) = &waiting.key {
            users::count_use(tables, key, waiting.event.time, &waiting.event.source)?;
        }
    }
    merged.save(tables, spool)?;
    Ok(files)
}

/// A row about the clock, if it was behind when an unlock failed: a failure that waits was left
/// after the last write, which merged the earlier ones.
fn behind(view: &impl View, failures: &[AuditEvent]) -> Result<Option<AuditEvent>> {
    let Some(written) = expiry::last_write(view)? else {
        return Ok(None);
    };
    let limit = written.nanos().saturating_sub(expiry::TOLERANCE);
    let mut late = failures.iter().filter(|it| it.time.nanos() < limit);
    Ok(late
        .next()
        .map(|it| audit::clock_back(it.time, written, &it.source)))
}

/// Keeps the mark that the clock was found to be behind, until a row has the latest time again; returns
/// whether the row is to be appended: one about the clock only without that mark.
fn mark_clock(tables: &mut Tables<'_>, event: &AuditEvent) -> Result<bool> {
    let marked = meta::get(tables, meta::key::CLOCK_BACK)?.is_some();
    if event.event == Event::ClockRollback {
        meta::set(tables, meta::key::CLOCK_BACK, &[1])?;
        return Ok(!marked);
    }
    let is_latest = event.event != Event::AuthFailure && event.time.nanos() >= meta::clock(tables)?;
    if marked && is_latest {
        meta::remove(tables, meta::key::CLOCK_BACK)?;
    }
    Ok(true)
}

/// The row about lost notes, at the time of the previous row.
fn lost_notes(view: &impl View, count: u64) -> Result<AuditEvent> {
    Ok(AuditEvent {
        time: Time::from_unix_nanos(meta::clock(view)?.max(0)),
        event: Event::NoteLost,
        actor: None,
        principal: "system".into(),
        user: None,
        source: "local".into(),
        target: None,
        outcome: Outcome::Failure,
        detail: Some(Unit::Notes.count(count).into()),
        done: Done::default(),
    })
}

/// Failures of a kind that are further apart are counted separately.
const COMBINE_WITHIN: Span = Span::from_hours(1);

/// One event for all failures of the same kind within an hour, at the time of the last.
fn combine(mut failures: Vec<AuditEvent>) -> Vec<AuditEvent> {
    let kind = |event: &AuditEvent| {
        let AuditEvent {
            principal,
            source,
            target,
            detail,
            ..
        } = event.clone();
        let why = detail.map(|detail| detail.to_string());
        (target, source, principal, why)
    };
    failures.sort_by_cached_key(|event| (kind(event), event.time));
    let mut counted: Vec<(AuditEvent, u64)> = Vec::new();
    let mut begun = Time::MIN;
    for event in failures {
        match counted.last_mut() {
            Some((last, count))
                if kind(last) == kind(&event) && event.time.since(begun) < COMBINE_WITHIN =>
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
        let attempts = Unit::Attempts.count(count);
        event.detail = Some(match event.detail {
            Some(why) => why.and(attempts),
            None => attempts.into(),
        });
        event
    };
    counted.into_iter().map(row).collect()
}
