//! Destroying everything about a person, in one transaction.

use std::collections::HashSet;

use data_encoding::HEXLOWER;

use crate::app::error::{Error, Kind, Result};
use crate::app::gate::{Gate, Writing};
use crate::app::role::{check_grant, permissions_of};
use crate::app::session::end_all_of;
use crate::app::user::{check_not_last, drop_password};
use crate::crypto::random;
use crate::domain::action::Action;
use crate::domain::name::ERASED;
use crate::storage::erasure::{self, Person};
use crate::storage::keyring::SlotKind;
use crate::storage::record::{ApiKeyRecord, UserRecord};
use crate::storage::tables::View;
use crate::storage::{audit, consents, content, files, journal, users};

use super::{Files, nobody};

/// How to erase.
#[derive(Debug, Clone, Default)]
pub struct EraseOptions {
    /// Give the files to this user, instead of destroying them.
    pub keep_files_to: Option<String>,
}

/// What was destroyed, or would be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Erased {
    /// What stands in place of the name from now on; empty where nothing was done yet.
    pub pseudonym: String,
    /// Live files.
    pub files: u64,
    /// Their earlier versions, and those of files in the trash.
    pub versions: u64,
    /// Files in the trash.
    pub trashed: u64,
    /// Bytes of all of these.
    pub bytes: u64,
    /// Whether they had an account.
    pub account: bool,
    /// API keys that they had made.
    pub keys: u64,
    /// Their consents: kept under the pseudonym.
    pub consents: u64,
    /// Rows of the audit log that were rewritten, first and last.
    pub rewritten: Option<(u64, u64)>,
}

/// What there is of a person.
struct Found {
    files: Files,
    account: Option<UserRecord>,
    keys: Vec<(String, ApiKeyRecord)>,
    counts: Erased,
}

/// None where there is nothing of them, not even a row of the log.
fn find(view: &impl View, name: &str) -> Result<Option<Found>> {
    let files = Files::of(view, name)?;
    let mut keys = users::api_keys(view)?;
    keys.retain(|(_, key)| key.created_by == name);
    let account = users::get(view, name)?;
    let consents = consents::all(view)?;
    let mut counts = Erased {
        files: files.live.len() as u64,
        trashed: files.trash.len() as u64,
        account: account.is_some(),
        keys: keys.len() as u64,
        consents: consents
            .iter()
            .filter(|(_, row)| row.person == name)
            .count() as u64,
        ..Erased::default()
    };
    let live = files.live.iter().map(|entry| &entry.file);
    for file in live.chain(files.trash.iter().map(|trashed| &trashed.file)) {
        counts.bytes += file.current.size;
        for old in files::old_versions(view, &file.id)? {
            counts.versions += 1;
            counts.bytes += old.version.size;
        }
    }
    let nothing = Erased::default();
    if counts == nothing && !is_in_log(view, name)? {
        return Ok(None);
    }
    Ok(Some(Found {
        files,
        account,
        keys,
        counts,
    }))
}

fn is_in_log(view: &impl View, name: &str) -> Result<bool> {
    for row in audit::from(view, 1)? {
        let (_, event) = row?;
        if event.principal == name || event.target.as_deref() == Some(name.as_bytes()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What [`erase`] would destroy.
///
/// # Errors
/// Kinds `Denied`, `NotFound`.
pub fn would_erase(gate: &mut Gate, name: &str) -> Result<Erased> {
    gate.read(Action::PrivacyErase, |view, _| {
        let found = find(view, name)?.ok_or_else(|| nobody(name))?;
        Ok(found.counts)
    })
}

/// Destroys a person's files with versions and trash, their account, API keys and sessions, and puts
/// a pseudonym in the place of the name in everything that stays. No operation from before can be
/// undone after it. All or nothing.
///
/// # Errors
/// Kinds `Busy`, `NotFound`; `Denied`, also for whoever has more permissions; `Usage` for oneself and
/// the last administrator; `Damaged` where the audit log does not hold.
pub fn erase(gate: &mut Gate, name: &str, options: &EraseOptions) -> Result<Erased> {
    let epoch = gate.store().keyring().epoch;
    let done = gate.write(Action::PrivacyErase, name.as_bytes(), |writing| {
        let Some(found) = find(writing.tables, name)? else {
            // Whoever was erased, and is erased again to be sure, is not to be in the log by that.
            writing.in_vain("NOT_FOUND");
            writing.no_target();
            return Ok(None);
        };
        check(writing, name, &found, options)?;
        let pseudonym = format!("{ERASED}{}", HEXLOWER.encode(&random::array::<6>()?));
        let mut erased = found.counts.clone();
        let person = person(writing.tables, name, &pseudonym, &found, options)?;
        journal::close_all(writing.tables)?;
        match &options.keep_files_to {
            Some(other) => give(writing, &found.files, other)?,
            None => destroy(writing, &found.files)?,
        }
        account(writing, name, &found, epoch)?;
        erasure::forget(writing.tables, &person)?;
        content::close_holes(writing.tables)?;
        erased.rewritten = erasure::forget_in_log(writing.tables, &person)?;
        writing.target(pseudonym.as_bytes());
        let rows = erased.rewritten.map_or_else(String::new, |(first, last)| {
            format!(" ROWS_{first}_TO_{last}_REWRITTEN")
        });
        let done = if options.keep_files_to.is_some() {
            "GIVEN"
        } else {
            "DESTROYED"
        };
        writing.detail(format!(
            "{}_FILES_{done}{rows}",
            erased.files + erased.trashed
        ));
        erased.pseudonym = pseudonym;
        Ok(Some(erased))
    });
    done?.ok_or_else(|| nobody(name))
}

fn check(
    writing: &Writing<'_, '_>,
    name: &str,
    found: &Found,
    options: &EraseOptions,
) -> Result<()> {
    let me = writing.principal;
    let mine = |(id, _): &(String, ApiKeyRecord)| me.api_key.as_ref() == Some(id);
    if me.name == name || found.keys.iter().any(mine) {
        return Err(Error::new(Kind::Usage, "one cannot erase oneself")
            .hint("let another administrator do it"));
    }
    if let Some(user) = &found.account {
        check_grant(me, &permissions_of(writing.tables, &user.role)?)?;
        check_not_last(writing, name, user)?;
    }
    match &options.keep_files_to {
        Some(other) if other == name || users::get(writing.tables, other)?.is_none() => {
            let why = format!("there is no other user {other:?} to give the files to");
            Err(Error::new(Kind::NotFound, why).hint("list them with: file-organizer user list"))
        }
        Some(_) | None => Ok(()),
    }
}

fn person<'a>(
    view: &impl View,
    name: &'a str,
    pseudonym: &'a str,
    found: &Found,
    options: &EraseOptions,
) -> Result<Person<'a>> {
    let keys = found
        .keys
        .iter()
        .map(|(_, key)| format!("key:{}", key.name));
    let mut person = Person {
        name,
        pseudonym,
        keys: keys.collect(),
        ids: HashSet::new(),
        paths: HashSet::new(),
        files_stay: options.keep_files_to.is_some(),
    };
    if person.files_stay {
        return Ok(person);
    }
    person.paths = erasure::remembered_paths(view, name)?;
    for entry in &found.files.live {
        person.ids.insert(entry.file.id);
        person.paths.insert(entry.path.raw().to_vec());
        person.paths.insert(entry.path.key().to_vec());
    }
    for trashed in &found.files.trash {
        let path = trashed.path()?;
        person.ids.insert(trashed.file.id);
        person.paths.insert(path.raw().to_vec());
        person.paths.insert(path.key().to_vec());
    }
    Ok(person)
}

fn destroy(writing: &mut Writing<'_, '_>, files: &Files) -> Result<()> {
    for entry in &files.live {
        journal::erase_live(writing.tables, entry.path.key(), &entry.file.id)?;
    }
    for trashed in &files.trash {
        journal::erase(writing.tables, &trashed.file.id)?;
    }
    Ok(())
}

fn give(writing: &mut Writing<'_, '_>, files: &Files, other: &str) -> Result<()> {
    for entry in &files.live {
        let mut file = entry.file.clone();
        other.clone_into(&mut file.owner);
        journal::amend_live(writing.tables, entry.path.key(), &file)?;
    }
    for trashed in &files.trash {
        let mut trashed = trashed.clone();
        other.clone_into(&mut trashed.file.owner);
        journal::amend_trash(writing.tables, &trashed)?;
    }
    Ok(())
}

fn account(writing: &mut Writing<'_, '_>, name: &str, found: &Found, epoch: u64) -> Result<()> {
    users::remove(writing.tables, name)?;
    end_all_of(writing, name)?;
    for (id, _) in &found.keys {
        users::remove_api_key(writing.tables, id)?;
    }
    writing.change_slots(epoch, |slots| {
        drop_password(slots, name);
        slots.retain(|slot| {
            !matches!(&slot.kind, SlotKind::ApiKey { key } if found.keys.iter().any(|(id, _)| id == key))
        });
    })
}
