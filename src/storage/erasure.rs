//! Removes a person's names from the rows that stay: past operations, consents and the audit log.
//! Which files are destroyed is decided elsewhere.

use std::collections::HashSet;

use redb::ReadableTable;

use super::record::{
    ChangeRecord, FileRecord, FolderRecord, OperationRecord, Record, Slot, TrashRecord,
};
use super::tables::{Tables, View};
use super::users::Naming;
use super::{Result, audit, consents, receipts, searches, users};
use crate::domain::action::Targets;
use crate::domain::event::{AuditEvent, Entry, Removed};
use crate::domain::id::{FileId, UserId};
use crate::domain::name::person_key;
use crate::domain::time::Time;

/// The person to erase, and what identifies them.
pub(crate) struct Person<'a> {
    pub name: &'a str,
    /// When the name meant this person.
    pub naming: Naming,
    /// Their account: rows with its id stay, and its name is removed.
    pub user: Option<UserId>,
    /// The replacement of the name.
    pub pseudonym: &'a str,
    /// Names of the API keys that acted for them.
    pub keys: HashSet<String>,
    /// Their files to be destroyed.
    pub ids: HashSet<FileId>,
    /// The current and former paths of these files.
    pub paths: HashSet<Vec<u8>>,
    /// Whether their files stay, with another owner.
    pub files_stay: bool,
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii() || matches!(byte, b'_' | b'-' | b'.' | b'@')
}

/// How a text contains a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Occurrence {
    /// As a separate word.
    Word,
    /// Only as a part of longer words, such as `anna-backup` or `hanna`.
    Part,
}

/// How `text` contains `name`, without regard to case and width.
pub(crate) fn occurrence(text: &[u8], name: &str) -> Option<Occurrence> {
    let text = person_key(&String::from_utf8_lossy(text));
    let (text, name) = (text.as_bytes(), person_key(name));
    let name = name.as_bytes();
    if name.is_empty() {
        return None;
    }
    let windows = text.windows(name.len()).enumerate();
    let found = windows.filter(|(_, window)| *window == name);
    let kinds = found.map(|(at, _)| {
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        let after = text.get(at + name.len());
        let mut around = [before, after].into_iter().flatten();
        if around.any(|byte| is_word(*byte)) {
            Occurrence::Part
        } else {
            Occurrence::Word
        }
    });
    kinds.min()
}

/// Whether `text` contains `name` as a separate word, without regard to case and width.
fn has_word(text: &[u8], name: &str) -> bool {
    occurrence(text, name) == Some(Occurrence::Word)
}

impl Person<'_> {
    fn is_told_by(&self, text: &[u8], time: Time) -> bool {
        self.paths.contains(text)
            || self.is_named_in(text, time)
            || self.keys.iter().any(|key| text == key.as_bytes())
    }

    fn is_named_in(&self, text: &[u8], time: Time) -> bool {
        has_word(text, self.name) && self.naming.covers(time)
    }

    fn is(&self, user: &UserId) -> bool {
        self.user.as_ref() == Some(user)
    }

    /// Whether the changed settings of an entry name them. Those of their own actions are personal.
    fn is_in_changes(&self, theirs: bool, event: &AuditEvent) -> bool {
        event.done.changes.iter().any(|change| {
            let values = [change.old.as_deref(), change.new.as_deref()];
            let mut texts = values.into_iter().flatten().map(str::as_bytes);
            let named = |text: &[u8]| {
                let mut keys = self.keys.iter();
                self.is_named_in(text, event.time) || keys.any(|key| has_word(text, key))
            };
            theirs || self.is_told_by(&change.name, event.time) || texts.any(named)
        })
    }

    /// Whether the files of an entry are theirs: all of their own actions, if `own`, and those to be
    /// destroyed.
    fn is_in_files(&self, own: bool, event: &AuditEvent) -> bool {
        let mut named = event.done.files.named.iter();
        named.any(|file| {
            let mut paths = file.paths();
            own || self.ids.contains(&file.id)
                || paths.any(|path| self.is_told_by(path, event.time))
        })
    }

    /// Whether the row says that this was the path of one of their files.
    fn is_path_of_theirs(&self, path: &[u8], event: &AuditEvent) -> bool {
        let mut named = event.done.files.named.iter();
        named.any(|file| self.ids.contains(&file.id) && file.paths().any(|known| known == path))
    }

    /// Which fields of an entry are about them: of their own actions, everything personal; of
    /// others' actions, what names them.
    fn fields_of(&self, entry: &Entry) -> Removed {
        let event = &entry.event;
        let actor = event.actor.as_ref();
        let theirs = actor.is_some_and(|actor| self.is(&actor.user));
        let files = theirs && !self.files_stay && event.event.targets() == Targets::Files;
        let detail = event.detail.as_ref();
        Removed {
            principal: theirs,
            source: theirs && event.source != "local",
            changes: self.is_in_changes(theirs, event),
            files: self.is_in_files(files, event),
            target: event.target.is_some()
                && (files
                    || event.targets().any(|target| {
                        self.is_told_by(target, event.time) || self.is_path_of_theirs(target, event)
                    })),
            detail: detail.is_some_and(|detail| {
                let text = detail.to_string();
                (theirs && detail.has_names()) || self.is_named_in(text.as_bytes(), event.time)
            }),
        }
    }
}

/// Former paths of a person's files, from operations that can still be undone.
pub(crate) fn remembered_paths(
    view: &impl View,
    is_owner: impl Fn(&UserId) -> bool,
) -> Result<HashSet<Vec<u8>>> {
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
            Slot::Folder(key) => {
                let folder = FolderRecord::from_bytes(&saved)?;
                if is_owner(&folder.owner.user) {
                    found.extend(folder.raw);
                    found.insert(key);
                }
                continue;
            }
            Slot::Version(..) | Slot::Policy(_) => continue,
        };
        if is_owner(&file.owner.user) {
            found.extend(file.raw);
            found.insert(key);
        }
    }
    Ok(found)
}

/// Removes their names from all rows except the audit log: most rows have ids, whose names are
/// removed with the accounts. Every operation must be closed before.
pub(crate) fn forget(tables: &mut Tables<'_>, person: &Person<'_>) -> Result<()> {
    operations(tables, person)?;
    if let Some(id) = &person.user {
        users::forget(tables, id)?;
        searches::set(tables, id, Vec::new())?;
    }
    for (number, mut row) in consents::all(tables)? {
        if !row.is_of(person.user.as_ref(), person.name, person.naming) {
            continue;
        }
        person.pseudonym.clone_into(&mut row.person);
        row.note = None;
        if let Some(end) = &mut row.withdrawn {
            end.note = None;
        }
        consents::put(tables, number, &row)?;
    }
    for (source, receipt) in receipts::all(tables)? {
        if receipt.id.is_some_and(|id| person.ids.contains(&id)) {
            receipts::remove(tables, &source)?;
        }
    }
    Ok(())
}

/// Removes them from the audit log; returns the number of rows changed.
pub(crate) fn forget_in_log(tables: &mut Tables<'_>, person: &Person<'_>) -> Result<u64> {
    audit::redact(tables, person.pseudonym, |entry| person.fields_of(entry))
}

/// Removes their operations, and operations on their files.
fn operations(tables: &mut Tables<'_>, person: &Person<'_>) -> Result<()> {
    let mut changed = Vec::new();
    for row in tables.operations.iter()? {
        let (number, value) = row?;
        let mut operation = OperationRecord::from_bytes(value.value())?;
        let theirs = person.is(&operation.by.user) && !person.files_stay;
        if theirs || person.is_told_by(&operation.target, operation.time) {
            operation.target.clear();
            changed.push((number.value(), operation));
        }
    }
    for (number, operation) in changed {
        let bytes = operation.to_bytes()?;
        tables.operations.insert(number, bytes.as_slice())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_as_a_word_and_not_within_others() {
        for yes in ["anna", "/home/anna/x", "ROLE anna", "\"anna\"", " Anna "] {
            assert!(has_word(yes.as_bytes(), "anna"), "{yes}");
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
            assert!(!has_word(no.as_bytes(), "anna"), "{no}");
        }
        for part in ["Anna.jones", "hanna", "anna_2", "/x/anna-b", "annaé"] {
            let found = occurrence(part.as_bytes(), "anna");
            assert_eq!(found, Some(Occurrence::Part), "{part}");
        }
        assert_eq!(occurrence(b"hanna anna", "anna"), Some(Occurrence::Word));
        assert_eq!(occurrence(b"ann", "anna"), None);
    }
}
