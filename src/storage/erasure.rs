//! Taking a person out of the rows that stay: other people's files, past operations, keys, consents,
//! and the audit log. Whose files are destroyed is decided elsewhere.

use std::collections::HashSet;

use redb::ReadableTable;

use super::record::{
    ChangeRecord, FileRecord, OldVersionRecord, OperationRecord, Record, Slot, TrashRecord,
};
use super::tables::{Tables, View};
use super::{Result, audit, consents, receipts, recipients, retention, users};
use crate::domain::event::{Entry, Event, Removed};
use crate::domain::id::FileId;

/// Who goes, and by what they may be known.
pub(crate) struct Person<'a> {
    pub name: &'a str,
    /// What stands in place of the name: random, so that nothing leads back.
    pub pseudonym: &'a str,
    /// `key:NAME` of each API key that they made.
    pub keys: HashSet<String>,
    /// Their files that are destroyed.
    pub ids: HashSet<FileId>,
    /// Where these are or were.
    pub paths: HashSet<Vec<u8>>,
    /// Whether their files stay, with somebody else.
    pub files_stay: bool,
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii() || matches!(byte, b'_' | b'-' | b'.' | b'@')
}

/// Whether `text` has `name` as a word of its own.
fn has_word(text: &[u8], name: &[u8]) -> bool {
    if name.is_empty() {
        return false;
    }
    text.windows(name.len()).enumerate().any(|(at, window)| {
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        let after = text.get(at + name.len());
        window == name
            && ![before, after]
                .into_iter()
                .flatten()
                .any(|byte| is_word(*byte))
    })
}

impl Person<'_> {
    fn is(&self, name: &str) -> bool {
        name == self.name || self.keys.contains(name)
    }

    /// Puts the pseudonym in the place of the name; gives whether it was theirs.
    fn replace(&self, name: &mut String) -> bool {
        let theirs = self.is(name);
        if theirs {
            self.pseudonym.clone_into(name);
        }
        theirs
    }

    fn is_told_by(&self, text: &[u8]) -> bool {
        let key = |key: &String| text == key.trim_start_matches("key:").as_bytes();
        self.paths.contains(text)
            || has_word(text, self.name.as_bytes())
            || self.keys.iter().any(key)
    }

    /// Which fields of an entry of the log are about them. Of what they did: all that is personal. Of what
    /// others did: what names them.
    fn fields_of(&self, entry: &Entry) -> Removed {
        let event = &entry.event;
        let theirs = self.is(&event.principal);
        let files = theirs && !self.files_stay && about_files(event.event);
        let detail = event.detail.as_ref();
        Removed {
            principal: theirs,
            source: theirs && event.source != "local",
            target: event.target.is_some()
                && (files || event.targets().any(|target| self.is_told_by(target))),
            detail: detail.is_some_and(|detail| {
                let name = self.name.as_bytes();
                (theirs && detail.has_names()) || has_word(detail.to_string().as_bytes(), name)
            }),
        }
    }
}

/// Whether the target of such a row is a file, a folder or a pattern.
fn about_files(event: Event) -> bool {
    let filing = [Event::FileOrganize, Event::OrganizePreview];
    let files = Event::FileList.code()..Event::PolicyRead.code();
    files.contains(&event.code()) || filing.contains(&event)
}

/// Where files of this owner were, as far as operations remember that can still be undone.
///
/// # Errors
/// Of the database.
pub(crate) fn remembered_paths(view: &impl View, owner: &str) -> Result<HashSet<Vec<u8>>> {
    let mut found = HashSet::new();
    for row in view.changes().iter()? {
        let ChangeRecord { slot, saved } = ChangeRecord::from_bytes(row?.1.value())?;
        let Some(saved) = saved else { continue };
        let (file, key) = match slot {
            Slot::Path(key) => (FileRecord::from_bytes(&saved)?, key),
            Slot::Trash(_) => {
                let trashed = TrashRecord::from_bytes(&saved)?;
                (trashed.file, trashed.path)
            }
            Slot::Version(..) => continue,
        };
        if file.owner == owner {
            found.extend(file.raw);
            found.insert(key);
        }
    }
    Ok(found)
}

/// Takes them out of all rows but those of the audit log. Every operation must be closed before.
///
/// # Errors
/// Of the database.
pub(crate) fn forget(tables: &mut Tables<'_>, person: &Person<'_>) -> Result<()> {
    files(tables, person)?;
    operations(tables, person)?;
    keys_and_rules(tables, person)?;
    for (number, mut row) in consents::all(tables)? {
        let mut changed = person.replace(&mut row.granted_by);
        if person.replace(&mut row.person) {
            row.note = None;
            changed = true;
        }
        if let Some(end) = &mut row.withdrawn {
            changed |= person.replace(&mut end.by);
            if row.person == person.pseudonym {
                end.note = None;
            }
        }
        if changed {
            consents::put(tables, number, &row)?;
        }
    }
    for (source, receipt) in receipts::all(tables)? {
        if receipt.id.is_some_and(|id| person.ids.contains(&id)) {
            receipts::remove(tables, &source)?;
        }
    }
    Ok(())
}

/// Takes them out of the audit log; gives how many rows that were.
///
/// # Errors
/// As [`audit::redact`].
pub(crate) fn forget_in_log(tables: &mut Tables<'_>, person: &Person<'_>) -> Result<u64> {
    audit::redact(tables, person.pseudonym, |entry| person.fields_of(entry))
}

/// Other people's files, of which they made a version, or which they removed. The content that a row
/// names stays, so that no count moves.
fn files(tables: &mut Tables<'_>, person: &Person<'_>) -> Result<()> {
    let mut live = Vec::new();
    for row in tables.files.iter()? {
        let (key, value) = row?;
        let mut file = FileRecord::from_bytes(value.value())?;
        if person.replace(&mut file.current.author) {
            live.push((key.value().to_vec(), file));
        }
    }
    for (key, file) in live {
        tables
            .files
            .insert(key.as_slice(), file.to_bytes()?.as_slice())?;
    }
    let mut trash = Vec::new();
    for row in tables.trash.iter()? {
        let mut trashed = TrashRecord::from_bytes(row?.1.value())?;
        let author = person.replace(&mut trashed.file.current.author);
        if person.replace(&mut trashed.deleted_by) || author {
            trash.push(trashed);
        }
    }
    for trashed in trash {
        let bytes = trashed.to_bytes()?;
        tables
            .trash
            .insert(trashed.file.id.bytes(), bytes.as_slice())?;
    }
    let mut versions = Vec::new();
    for row in tables.versions.iter()? {
        let (key, value) = row?;
        let mut old = OldVersionRecord::from_bytes(value.value())?;
        if person.replace(&mut old.version.author) {
            let (id, number) = key.value();
            versions.push((*id, number, old));
        }
    }
    for (id, number, old) in versions {
        tables
            .versions
            .insert((&id, number), old.to_bytes()?.as_slice())?;
    }
    Ok(())
}

/// What they did, and what was done to their files.
fn operations(tables: &mut Tables<'_>, person: &Person<'_>) -> Result<()> {
    let mut changed = Vec::new();
    for row in tables.operations.iter()? {
        let (number, value) = row?;
        let mut operation = OperationRecord::from_bytes(value.value())?;
        let theirs = person.replace(&mut operation.principal);
        let names = theirs && !person.files_stay;
        if names || person.is_told_by(&operation.target) {
            operation.target.clear();
        } else if !theirs {
            continue;
        }
        changed.push((number.value(), operation));
    }
    for (number, operation) in changed {
        let bytes = operation.to_bytes()?;
        tables.operations.insert(number, bytes.as_slice())?;
    }
    Ok(())
}

fn keys_and_rules(tables: &mut Tables<'_>, person: &Person<'_>) -> Result<()> {
    let mut recipients = recipients::all(tables)?;
    let mut changed = false;
    for recipient in &mut recipients {
        changed |= person.replace(&mut recipient.added_by);
    }
    if changed {
        recipients::set(tables, recipients)?;
    }
    let mut rules = retention::all(tables)?;
    let mut changed = false;
    for rule in &mut rules {
        changed |= person.replace(&mut rule.set_by);
    }
    if changed {
        retention::set(tables, rules)?;
    }
    for (id, mut key) in users::api_keys(tables)? {
        if person.replace(&mut key.created_by) {
            users::put_api_key(tables, &id, &key)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_as_a_word_and_not_within_others() {
        for yes in ["anna", "/home/anna/x", "ROLE anna", "\"anna\""] {
            assert!(has_word(yes.as_bytes(), b"anna"), "{yes}");
        }
        for no in [
            "",
            "anna.jones",
            "hanna",
            "anna2",
            "/x/anna-b",
            "ann",
            "annaé",
        ] {
            assert!(!has_word(no.as_bytes(), b"anna"), "{no}");
        }
    }
}
