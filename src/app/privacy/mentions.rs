//! What still names a person after an erasure: texts that others wrote, and copies outside the
//! vault. An erasure does not change them, since they are not the person's own data; it lists them.
//! Contents of files are not searched.

use std::os::unix::ffi::OsStrExt;

use crate::domain::name::person_key;
use crate::domain::path::VaultPath;
use crate::storage::backup::folders as backup_folders;
use crate::storage::erasure::has_word;
use crate::storage::record::FileRecord;
use crate::storage::tables::View;
use crate::storage::{
    consents, drop_boxes, files, folders, holds, meta, policy, receipts, recipients, retention,
    users,
};

use crate::app::error::Result;

use super::Subject;

/// Something that names the person, or a copy that may.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Mention {
    /// Its kind: `rule`, `earlier_rules`, `retention_rule`, `hold`, `role`, `api_key`, `recipient`,
    /// `consent`, `tag`, `note`, `path`, `folder`, `trash`, `receipt`, `shared_folder`, `policy`,
    /// `mirror` or `backups`.
    pub kind: &'static str,
    /// Which one: a name, a number or a path.
    pub name: String,
}

struct Search<'s> {
    subject: &'s Subject,
    found: Vec<Mention>,
}

impl Search<'_> {
    fn add(&mut self, kind: &'static str, name: impl Into<String>) {
        let name = name.into();
        self.found.push(Mention { kind, name });
    }

    fn names(&self, text: impl AsRef<[u8]>) -> bool {
        has_word(text.as_ref(), &self.subject.name)
    }

    /// Adds it if one of the texts names the person.
    fn look(&mut self, kind: &'static str, name: impl Into<String>, texts: &[&str]) {
        if texts.iter().any(|text| self.names(text)) {
            self.add(kind, name);
        }
    }
}

/// What names the person, except their own files and account.
pub(super) fn find(view: &impl View, subject: &Subject) -> Result<Vec<Mention>> {
    let mut search = Search {
        subject,
        found: Vec::new(),
    };
    configuration(view, &mut search)?;
    access(view, &mut search)?;
    of_files(view, &mut search)?;
    outside(view, &mut search)?;
    Ok(search.found)
}

fn configuration(view: &impl View, search: &mut Search<'_>) -> Result<()> {
    let rules = meta::get(view, meta::key::RULES)?.unwrap_or_default();
    for (number, line) in String::from_utf8_lossy(&rules).lines().enumerate() {
        search.look("rule", format!("line {}", number + 1), &[line]);
    }
    for number in 0..meta::counter(view, meta::key::RULES_CHANGED)? {
        let earlier = meta::get(view, &meta::key::earlier_rules(number))?.unwrap_or_default();
        // After the time when they were replaced.
        if search.names(earlier.get(8..).unwrap_or_default()) {
            search.add("earlier_rules", number.to_string());
        }
    }
    let id = search.subject.user.map(|id| id.to_string());
    let is_theirs = |word: &String| (id.as_ref()).is_some_and(|id| word.ends_with(id.as_str()));
    for rule in retention::all(view)? {
        let words = rule.words.join(" ");
        search.look("retention_rule", rule.name.clone(), &[&rule.name, &words]);
    }
    for hold in holds::all(view)? {
        let words = hold.words.join(" ");
        if hold.words.iter().any(is_theirs) || search.names(&hold.reason) || search.names(words) {
            search.add("hold", hold.number.to_string());
        }
    }
    for line in policy::read(view)?.to_toml().lines() {
        search.look("policy", line, &[line]);
    }
    Ok(())
}

fn access(view: &impl View, search: &mut Search<'_>) -> Result<()> {
    for (name, _) in users::roles(view)? {
        search.look("role", name.clone(), &[&name]);
    }
    for (_, key) in users::api_keys(view)? {
        if !search.subject.is(&key.created_by.user) {
            search.look("api_key", key.name.clone(), &[&key.name]);
        }
    }
    for recipient in recipients::all(view)? {
        if let Some(name) = recipient
            .name
            .filter(|_| !search.subject.is(&recipient.added_by.user))
        {
            search.look("recipient", name.clone(), &[&name]);
        }
    }
    for folder in drop_boxes::all(view)? {
        if !search.subject.is(&folder.shared_by.user) {
            let path = folder.path.to_string_lossy().into_owned();
            search.look("shared_folder", path.clone(), &[&path]);
        }
    }
    let subject = search.subject;
    for (number, row) in consents::all(view)? {
        if row.is_of(subject.user.as_ref(), &subject.name, subject.naming) {
            continue;
        }
        let end = row.withdrawn.and_then(|end| end.note).unwrap_or_default();
        let note = row.note.unwrap_or_default();
        // Another person of the same name is not meant.
        let same = person_key(&row.person) == person_key(&subject.name);
        let person = if same { "" } else { &row.person };
        search.look(
            "consent",
            number.to_string(),
            &[person, &row.purpose, &note, &end],
        );
    }
    Ok(())
}

fn of_files(view: &impl View, search: &mut Search<'_>) -> Result<()> {
    for entry in files::below(view, &VaultPath::root())? {
        let entry = entry?;
        of_file(search, "path", &entry.path, &entry.file);
    }
    for trashed in files::trash(view)? {
        let trashed = trashed?;
        of_file(search, "trash", &trashed.path()?, &trashed.file);
    }
    for folder in folders::within(view, &VaultPath::root())? {
        let folder = folder?;
        if !search.subject.is(&folder.record.owner.user) && search.names(folder.path.raw()) {
            search.add("folder", folder.path.to_string_lossy());
        }
    }
    for (source, receipt) in receipts::all(view)? {
        let reason = receipt.reason.unwrap_or_default();
        let path = receipt.path.unwrap_or_default();
        let texts = [
            source.as_os_str().as_bytes(),
            path.as_slice(),
            reason.as_bytes(),
        ];
        if texts.iter().any(|text| search.names(text)) {
            search.add("receipt", source.to_string_lossy());
        }
    }
    Ok(())
}

fn of_file(search: &mut Search<'_>, kind: &'static str, path: &VaultPath, file: &FileRecord) {
    if search.subject.is(&file.owner.user) {
        return;
    }
    let shown = path.to_string_lossy();
    if search.names(path.raw()) {
        search.add(kind, shown.clone());
    }
    if file.tags.iter().any(|tag| search.names(tag.to_string())) {
        search.add("tag", shown.clone());
    }
    if file.note.as_ref().is_some_and(|note| search.names(note)) {
        search.add("note", shown);
    }
}

/// Copies that the vault knows of, and cannot change.
fn outside(view: &impl View, search: &mut Search<'_>) -> Result<()> {
    if let Some(mirror) = policy::read(view)?.audit_mirror {
        search.add("mirror", mirror);
    }
    for folder in backup_folders::known(view)? {
        search.add("backups", folder.to_string_lossy());
    }
    Ok(())
}
