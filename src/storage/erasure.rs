//! Taking a person out of the rows that stay: other people's files, past operations, keys, consents,
//! and the audit log. Whose files are destroyed is decided elsewhere.

use std::collections::HashSet;

use redb::ReadableTable;

use super::record::{
    AuditRecord, ChangeRecord, FileRecord, OldVersionRecord, OperationRecord, Record, Slot,
    TrashRecord,
};
use super::tables::{Tables, View};
use super::{Result, audit, consents, receipts, recipients, retention, users};
use crate::domain::event::Event;
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

    /// The target of a row, of which each part that tells of them is replaced, or all of it; none where
    /// nothing does.
    fn redact_targets(&self, target: &[u8], whole: bool) -> Option<Vec<u8>> {
        let pseudonym = self.pseudonym.as_bytes();
        if whole {
            return Some(pseudonym.to_vec());
        }
        let parts = target.split(|byte| *byte == 0);
        let parts: Vec<(bool, &[u8])> = parts.map(|part| (self.is_told_by(part), part)).collect();
        if !parts.iter().any(|(told, _)| *told) {
            return None;
        }
        let parts = parts.into_iter();
        let parts: Vec<&[u8]> = parts
            .map(|(told, part)| if told { pseudonym } else { part })
            .collect();
        Some(parts.join(&0))
    }

    /// Takes them out of a row of the log; gives whether it was changed.
    fn redact(&self, row: &mut AuditRecord) -> bool {
        let theirs = self.replace(&mut row.principal);
        let mut changed = theirs;
        if theirs && row.source != "local" {
            "erased".clone_into(&mut row.source);
        }
        let names = theirs && !self.files_stay && about_files(row.event);
        if let Some(target) = &mut row.target
            && let Some(redacted) = self.redact_targets(target, names)
        {
            *target = redacted;
            changed = true;
        }
        if let Some(detail) = &mut row.detail
            && has_word(detail.as_bytes(), self.name.as_bytes())
        {
            self.pseudonym.clone_into(detail);
            changed = true;
        }
        changed
    }
}

/// Whether the target of such a row is a file, a folder or a pattern.
fn about_files(event: u16) -> bool {
    let filing = [Event::FileOrganize, Event::OrganizePreview].map(Event::code);
    (Event::FileList.code()..Event::PolicyRead.code()).contains(&event) || filing.contains(&event)
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

/// Takes them out of the audit log; gives the stretch of rows that was rewritten.
///
/// # Errors
/// As [`audit::rewrite`].
pub(crate) fn forget_in_log(
    tables: &mut Tables<'_>,
    person: &Person<'_>,
) -> Result<Option<(u64, u64)>> {
    audit::rewrite(tables, |row| person.redact(row))
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
