//! Erases a person's data, in one transaction.

use std::collections::HashSet;

use crate::app::access::holdings::{Disposition, Rows};
use crate::app::access::user::check_not_last;
use crate::app::clock;
use crate::app::error::{Error, Kind, Result};
use crate::app::gate::keeping::Keeping;
use crate::app::gate::{Gate, Writing};
use crate::crypto::random;
use crate::domain::action::Action;
use crate::domain::detail::{Unit, Word};
use crate::domain::event::Entry;
use crate::domain::id::{Actor, FileId, UserId};
use crate::domain::path::VaultPath;
use crate::domain::permission::Permissions;
use crate::storage::erasure::{self, Person};
use crate::storage::record::{ApiKeyRecord, FileRecord, UserRecord};
use crate::storage::tables::View;
use crate::storage::users::permissions_of;
use crate::storage::users::{self, ERASED};
use crate::storage::{audit, consents, files};

use super::{Files, Mention, Subject, mentions, nobody};

/// Options of an erasure.
#[derive(Debug, Clone, Default)]
pub struct EraseOptions {
    /// Transfer the files to this user, instead of destroying them.
    pub keep_files_to: Option<String>,
}

/// What was destroyed, or would be.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct Erased {
    /// The pseudonym that replaces the name; null in a preview.
    pub pseudonym: Option<String>,
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
    /// API keys created by them.
    #[serde(rename = "api_keys")]
    pub keys: u64,
    /// Backup recipients added by them.
    pub recipients: u64,
    /// Drop folders shared by them.
    #[serde(rename = "shared_folders")]
    pub folders: u64,
    /// Their consents, which are kept under the pseudonym.
    pub consents: u64,
    /// Rows of the audit log with removed fields.
    #[serde(rename = "redacted_rows")]
    pub redacted: u64,
    /// What still names the person, or may: texts of others, and copies outside the vault.
    #[serde(rename = "still_named_in")]
    pub mentions: Vec<Mention>,
}

/// The data of a person.
struct Found {
    user: Option<UserId>,
    files: Files,
    account: Option<(UserId, UserRecord)>,
    keys: Vec<(String, ApiKeyRecord)>,
    counts: Erased,
}

/// `None` if there is no data, not even a row of the log.
fn find(view: &impl View, subject: &Subject) -> Result<Option<Found>> {
    let files = Files::of(view, subject)?;
    let mut keys = users::api_keys(view)?;
    keys.retain(|(_, key)| subject.is(&key.created_by.user));
    let mut accounts = users::present(view)?;
    accounts.retain(|(id, _)| subject.is(id));
    let consents = consents::all(view)?;
    let mut counts = Erased {
        files: files.live.len() as u64,
        trashed: files.trash.len() as u64,
        account: !accounts.is_empty(),
        keys: keys.len() as u64,
        consents: consents
            .iter()
            .filter(|(_, row)| row.is_of(subject.user.as_ref(), &subject.name, subject.naming))
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
    if counts == Erased::default() && !is_in_log(view, subject)? {
        return Ok(None);
    }
    Ok(Some(Found {
        user: subject.user,
        files,
        account: accounts.pop(),
        keys,
        counts,
    }))
}

fn is_in_log(view: &impl View, subject: &Subject) -> Result<bool> {
    for row in audit::from(view, 1)? {
        let (_, Entry { event, .. }) = row?;
        let theirs = event.actor.is_some_and(|actor| subject.is(&actor.user));
        let named = event.target.is_some_and(|target| subject.is_named(&target));
        if theirs || (named && subject.naming.covers(event.time)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Previews [`erase`].
///
/// # Errors
/// Kinds `NotFound`; `Denied`, also if a file must be kept.
pub fn would_erase(gate: &mut Gate, name: &str, options: &EraseOptions) -> Result<Erased> {
    gate.dry_run(Action::PrivacyErase, &[], |view, _| {
        let subject = Subject::named(view, name)?;
        let found = find(view, &subject)?.ok_or_else(|| nobody(name))?;
        check_may_end(view, &found, options)?;
        Ok(Erased {
            mentions: mentions::find(view, &subject, options.keep_files_to.is_some())?,
            ..found.counts
        })
    })
}

/// Destroys a person's files with versions and trash, their account, API keys and sessions, ends
/// what they have set up for others, and removes the name from everything that stays. Earlier
/// operations can no longer be undone. All or nothing.
///
/// # Errors
/// Kinds `Busy`, `NotFound`; `Denied`, also for a person with more permissions, and if a file must
/// be kept; `Usage` for the
/// acting user and the last administrator; `Damaged` for a row of the audit log that cannot be
/// read.
pub fn erase(gate: &mut Gate, name: &str, options: &EraseOptions) -> Result<Erased> {
    let done = gate.write(Action::PrivacyErase, name.as_bytes(), |writing| {
        let subject = Subject::named(writing.view(), name)?;
        let Some(found) = find(writing.view(), &subject)? else {
            // Erasing a person again must not add the name to the log.
            writing.mark_failed(Word::NotFound);
            writing.no_target();
            return Ok(None);
        };
        let heir = check(writing, &subject, &found, options)?;
        let pseudonym = match found.user {
            Some(id) => format!("{ERASED}{id}"),
            None => format!("{ERASED}{}", FileId::new(random::array()?)),
        };
        let mut erased = found.counts.clone();
        let person = person(writing.view(), &subject, &pseudonym, &found, options)?;
        let files = &found.files;
        match &heir {
            Some(heir) => writing.transfer_files(&files.live, &files.trash, heir)?,
            None => writing.erase_files(&files.live, &files.trash)?,
        }
        if let Some(user) = &found.user {
            writing.release_folders(user, heir.as_ref())?;
        }
        let now = writing.now;
        if let Some(user) = &found.user {
            let rows = Rows::of(writing.view(), user)?;
            let holdings = rows.dispose(writing, Disposition::End, now)?;
            erased.recipients += holdings.recipients.len() as u64;
            erased.folders += holdings.folders.len() as u64;
        }
        account(writing, &subject.name, &found)?;
        erased.redacted = writing.forget_person(&person)?;
        erased.mentions = mentions::find(writing.view(), &subject, heir.is_some())?;
        writing.target(pseudonym.as_bytes());
        let done = if options.keep_files_to.is_some() {
            Unit::FilesGiven
        } else {
            Unit::FilesDestroyed
        };
        let files = done.count(erased.files + erased.trashed);
        writing.detail([files, Unit::RowsRedacted.count(erased.redacted)]);
        erased.pseudonym = Some(pseudonym);
        Ok(Some(erased))
    });
    done?.ok_or_else(|| nobody(name))
}

/// Refuses to destroy files that must be kept, as the gate does.
fn check_may_end(view: &impl View, found: &Found, options: &EraseOptions) -> Result<()> {
    if options.keep_files_to.is_some() {
        return Ok(());
    }
    let keeping = Keeping::load(view, clock::now())?;
    let check = |path: &VaultPath, file: &FileRecord| match keeping.duty(view, path, file)?.reason()
    {
        None => Ok(()),
        Some(reason) => Err(reason.cannot_end(path)),
    };
    for entry in &found.files.live {
        check(&entry.path, &entry.file)?;
    }
    for trashed in &found.files.trash {
        check(&trashed.path()?, &trashed.file)?;
    }
    Ok(())
}

/// Refuses an erasure that is not permitted; returns the heir of the files, if any.
fn check(
    writing: &Writing<'_, '_>,
    subject: &Subject,
    found: &Found,
    options: &EraseOptions,
) -> Result<Option<Actor>> {
    if subject.is(&writing.principal.actor.user) {
        return Err(Error::new(Kind::Usage, "you cannot erase your own account")
            .hint("ask another administrator"));
    }
    if let Some((id, user)) = &found.account {
        check_not_last(writing, id, user)?;
    }
    let Some(other) = &options.keep_files_to else {
        return Ok(None);
    };
    let heir = users::named(writing.view(), other)?.map(|(id, _)| id);
    match heir.filter(|id| *other != subject.name && !subject.is(id)) {
        Some(id) => Ok(Some(Actor::user(id))),
        None => {
            let why = format!("there is no other user {other:?} to transfer the files to");
            Err(Error::new(Kind::NotFound, why).hint("list them with: file-organizer user list"))
        }
    }
}

fn person<'a>(
    view: &impl View,
    subject: &'a Subject,
    pseudonym: &'a str,
    found: &Found,
    options: &EraseOptions,
) -> Result<Person<'a>> {
    let mut person = Person {
        name: &subject.name,
        naming: subject.naming,
        user: subject.user,
        pseudonym,
        keys: found.keys.iter().map(|(_, key)| key.name.clone()).collect(),
        ids: HashSet::new(),
        paths: HashSet::new(),
        files_stay: options.keep_files_to.is_some(),
    };
    if person.files_stay {
        return Ok(person);
    }
    person.paths = erasure::remembered_paths(view, |user| subject.is(user))?;
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

fn account(writing: &mut Writing<'_, '_>, name: &str, found: &Found) -> Result<()> {
    let mut powers = Permissions::default();
    if let Some((_, user)) = &found.account {
        powers = permissions_of(writing.view(), &user.role)?;
    }
    let mut access = writing.grant(&[&powers])?;
    if let Some(id) = &found.user {
        access.end_all_of(id)?;
    }
    let keys: Vec<String> = found.keys.iter().map(|(id, _)| id.clone()).collect();
    for id in &keys {
        access.remove_api_key(id)?;
    }
    access.drop_keys(&keys)?;
    if found.account.is_some() {
        access.drop_password(name)?;
    }
    Ok(())
}
