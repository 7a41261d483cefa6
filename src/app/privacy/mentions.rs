//! What still names a person after an erasure: texts that others wrote, and copies outside the
//! vault. An erasure does not change them, since they are not the person's own data; it lists them.
//! Contents of files are not searched.

use std::os::unix::ffi::OsStrExt;

use crate::domain::id::Actor;
use crate::domain::name::person_key;
use crate::domain::path::VaultPath;
use crate::domain::policy::Policy;
use crate::storage::backup::folders as backup_folders;
use crate::storage::erasure::{Occurrence, occurrence};
use crate::storage::record::FileRecord;
use crate::storage::tables::View;
use crate::storage::{
    consents, drop_boxes, files, folders, holds, meta, policy, receipts, recipients, retention,
    searches, users,
};

use crate::app::error::Result;

use super::Subject;

/// Something that names the person, or a copy that may.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Mention {
    /// Its kind: `rule`, `earlier_rules`, `retention_rule`, `hold`, `saved_search`, `user`, `role`, `api_key`, `recipient`,
    /// `consent`, `tag`, `note`, `path`, `folder`, `trash`, `version` (by the person, of a file of somebody else),
    /// `receipt`, `shared_folder`, `policy`, `mirror` or `backups`.
    pub kind: &'static str,
    /// Which one: a name, a number or a path.
    pub name: String,
    /// Whether it may mean something else: the name is only a part of a longer word, such as
    /// `anna-backup` or `hanna`, or it is a copy that was not searched.
    pub possible: bool,
}

struct Search<'s> {
    subject: &'s Subject,
    /// Whether their files stay, with another owner.
    files_stay: bool,
    found: Vec<Mention>,
}

impl Search<'_> {
    fn add(&mut self, kind: &'static str, name: impl Into<String>, possible: bool) {
        let name = name.into();
        self.found.push(Mention {
            kind,
            name,
            possible,
        });
    }

    /// Adds it if one of the texts contains the person's name.
    fn look(&mut self, kind: &'static str, name: impl Into<String>, texts: &[impl AsRef<[u8]>]) {
        let texts = texts.iter().map(AsRef::as_ref);
        let found = texts.filter_map(|text| occurrence(text, &self.subject.name));
        if let Some(found) = found.min() {
            self.add(kind, name, found == Occurrence::Part);
        }
    }

    /// Whether a file or folder of this owner is erased with the person.
    fn goes(&self, owner: &Actor) -> bool {
        !self.files_stay && self.subject.is(&owner.user)
    }
}

/// What names the person, except their account and, unless they stay, their own files.
pub(super) fn find(view: &impl View, subject: &Subject, files_stay: bool) -> Result<Vec<Mention>> {
    let mut search = Search {
        subject,
        files_stay,
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
        let text = earlier.get(8..).unwrap_or_default();
        search.look("earlier_rules", number.to_string(), &[text]);
    }
    let id = search.subject.user.map(|id| id.to_string());
    let is_theirs = |word: &String| (id.as_ref()).is_some_and(|id| word.contains(id.as_str()));
    for rule in retention::all(view)? {
        let words = rule.words.join(" ");
        search.look("retention_rule", rule.name.clone(), &[&rule.name, &words]);
    }
    for hold in holds::all(view)? {
        let words = hold.words.join(" ");
        let number = hold.number.to_string();
        if hold.words.iter().any(is_theirs) {
            search.add("hold", number, false);
        } else {
            search.look("hold", number, &[hold.reason, words]);
        }
    }
    for (user, record) in users::present(view)? {
        if search.subject.is(&user) {
            continue;
        }
        for saved in searches::of(view, &user)? {
            let name = format!("@{} of {}", saved.name, record.name);
            if saved.words.iter().any(is_theirs) {
                search.add("saved_search", name, false);
            } else {
                search.look("saved_search", name, &[saved.name, saved.words.join(" ")]);
            }
        }
    }
    let policy = policy::read(view)?;
    for key in Policy::keys() {
        let value = policy.get(key).unwrap_or_default();
        search.look("policy", format!("{key} = {value}"), &[&value]);
    }
    Ok(())
}

fn access(view: &impl View, search: &mut Search<'_>) -> Result<()> {
    for (id, user) in users::present(view)? {
        if !search.subject.is(&id) {
            search.look("user", user.name.clone(), &[&user.name]);
        }
    }
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
            &[person, row.purpose.as_str(), &note, &end],
        );
    }
    Ok(())
}

fn of_files(view: &impl View, search: &mut Search<'_>) -> Result<()> {
    for entry in files::below(view, &VaultPath::root())? {
        let entry = entry?;
        of_file(view, search, "path", &entry.path, &entry.file)?;
    }
    for trashed in files::trash(view)? {
        let trashed = trashed?;
        of_file(view, search, "trash", &trashed.path()?, &trashed.file)?;
    }
    for folder in folders::within(view, &VaultPath::root())? {
        let folder = folder?;
        if !search.goes(&folder.record.owner) {
            let shown = folder.path.to_string_lossy();
            search.look("folder", shown, &[folder.path.raw()]);
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
        search.look("receipt", source.to_string_lossy(), &texts);
    }
    Ok(())
}

fn of_file(
    view: &impl View,
    search: &mut Search<'_>,
    kind: &'static str,
    path: &VaultPath,
    file: &FileRecord,
) -> Result<()> {
    if search.goes(&file.owner) {
        return Ok(());
    }
    let shown = path.to_string_lossy();
    search.look(kind, shown.clone(), &[path.raw()]);
    let tags: Vec<String> = file.tags.iter().map(ToString::to_string).collect();
    search.look("tag", shown.clone(), &tags);
    search.look("note", shown.clone(), file.note.as_slice());
    let subject = search.subject;
    let old = files::old_versions(view, &file.id)?;
    let old = old.into_iter().map(|one| one.version);
    for version in old.chain([file.current.clone()]) {
        if subject.is(&version.author.user) {
            search.add(
                "version",
                format!("{shown} (version {})", version.number),
                false,
            );
        }
    }
    Ok(())
}

/// Copies that the vault knows of, and cannot change.
fn outside(view: &impl View, search: &mut Search<'_>) -> Result<()> {
    if let Some(mirror) = policy::read(view)?.audit_mirror {
        search.add("mirror", mirror, true);
    }
    for folder in backup_folders::known(view)? {
        search.add("backups", folder.to_string_lossy(), true);
    }
    Ok(())
}
