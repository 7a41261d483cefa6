//! The direct check: what somebody with these permissions, in this scope, may bring about. From
//! docs/SECURITY.md, and from nothing else.

use file_organizer::domain::permission::{Permission, Permissions};

use super::state::{File, State};
use super::verbs::Verb;
use super::world::{Principal, Words};

/// What a verb has done that it must not have done; none where all is right.
pub(crate) fn violations(
    principal: &Principal,
    words: &Words,
    verb: &Verb,
    before: &State,
    after: &State,
) -> Vec<String> {
    let mut found = Vec::new();
    files(principal, words, verb, before, after, &mut found);
    access(principal, verb, before, after, &mut found);
    settings(principal, before, after, &mut found);
    found
}

fn files(
    who: &Principal,
    words: &Words,
    verb: &Verb,
    before: &State,
    after: &State,
    found: &mut Vec<String>,
) {
    let ids = before.files.keys().chain(after.files.keys());
    for id in ids.collect::<std::collections::BTreeSet<_>>() {
        let (was, is) = (before.files.get(id), after.files.get(id));
        if was == is {
            continue;
        }
        if matches!(verb, Verb::WouldUndo(_) | Verb::WouldRedo) {
            found.push(format!("a dry run: {was:?} became {is:?}"));
        }
        // An undo keeps the content that it replaces as a file of its own in the trash, and the redo takes it
        // from there. Replacing takes its own right.
        let kept = if matches!(verb, Verb::Undo(_)) && was.is_none() {
            is.map(|kept| (kept, before, after))
        } else if matches!(verb, Verb::Redo) && is.is_none() {
            was.map(|kept| (kept, after, before))
        } else {
            None
        };
        if kept.is_some_and(|(kept, had, has)| kept.in_trash && replaced(had, has, kept)) {
            continue;
        }
        // A new version may leave no room for the oldest, which goes to the trash as a file of its own; an undo
        // takes it from there. Replacing takes its own right.
        let pushed = match (was, is) {
            (None, Some(one)) => Some(one),
            (Some(one), None) => Some(one).filter(|_| matches!(verb, Verb::Undo(_))),
            (None, None) | (Some(_), Some(_)) => None,
        };
        if pushed.is_some_and(|one| one.in_trash && versioned(before, after, one)) {
            continue;
        }
        let own = words.owners.get(id).is_none_or(|owner| *owner == who.name);
        for (effect, path, allowed) in effects(who, verb, own, was, is) {
            if !allowed {
                found.push(format!("{effect} of {path} ({id}): {was:?} became {is:?}"));
            }
        }
    }
}

/// Whether a file has this content in one state and another content in the other.
fn replaced(had: &State, has: &State, content: &File) -> bool {
    had.files.iter().any(|(id, one)| {
        let other = has.files.get(id);
        one.hash == content.hash && other.is_some_and(|other| other.hash != one.hash)
    })
}

/// Whether the file at the path of this one has another version in one state than in the other.
fn versioned(before: &State, after: &State, pushed: &File) -> bool {
    before.files.iter().any(|(id, one)| {
        let other = after.files.get(id);
        one.path == pushed.path && other.is_some_and(|other| other.version != one.version)
    })
}

/// The effects of what became of a file, each with its place and whether it is allowed.
fn effects(
    who: &Principal,
    verb: &Verb,
    own: bool,
    was: Option<&File>,
    is: Option<&File>,
) -> Vec<(&'static str, String, bool)> {
    let at = |file: &File| file.path.clone();
    let deletes = who.has(Permission::FileDelete) || (own && who.has(Permission::FileDeleteOwn));
    let may_remove = |file: &File| who.reaches(&file.path) && deletes;
    let may_upload = |file: &File| who.reaches(&file.path) && who.has(Permission::FileUpload);
    let may_arrange = |file: &File| who.reaches(&file.path) && who.has(Permission::FileOrganize);
    match (was, is) {
        (None, None) => Vec::new(),
        (None, Some(is)) if is.in_trash => vec![("remove", at(is), may_remove(is))],
        (None, Some(is)) => vec![("place", at(is), may_upload(is))],
        (Some(was), None) => {
            let erases = matches!(verb, Verb::PrivacyErase(_))
                && who.is_whole()
                && [
                    Permission::PrivacyManage,
                    Permission::FileRead,
                    Permission::FileDelete,
                ]
                .into_iter()
                .all(|one| who.has(one));
            vec![("destroy", at(was), may_remove(was) || erases)]
        }
        (Some(was), Some(is)) => {
            let mut effects = Vec::new();
            match (was.in_trash, is.in_trash) {
                (false, true) => effects.push(("remove", at(was), may_remove(was))),
                (true, false) => effects.push(("restore", at(is), may_remove(is))),
                (false, false) | (true, true) => {}
            }
            if was.hash != is.hash || was.version != is.version {
                let sees = who.sees(&is.path);
                effects.push(("replace", at(is), may_upload(is) && sees));
            }
            let replaced = was.version != is.version && may_upload(is);
            let marked = (was.tags != is.tags || was.note != is.note) && !replaced;
            if was.path != is.path || marked {
                effects.push(("arrange", at(was), may_arrange(was) && may_arrange(is)));
            }
            effects
        }
    }
}

fn access(who: &Principal, verb: &Verb, before: &State, after: &State, found: &mut Vec<String>) {
    let has = |powers: &Permissions| who.is_whole() && who.permissions.contains(powers);
    let everything = has(&Permissions::all());
    let mut grant = |what: String, allowed: bool| {
        if !allowed {
            found.push(format!("grant: {what}"));
        }
    };
    for id in before.users.keys().chain(after.users.keys()) {
        let (was, is) = (before.users.get(id), after.users.get(id));
        if was == is {
            continue;
        }
        let powers = |state: &State, user: Option<&(String, String, bool, bool)>| {
            user.map_or_else(Permissions::default, |user| state.permits(&user.1))
        };
        let allowed = who.has(Permission::UserManage) || matches!(verb, Verb::PrivacyErase(_));
        let allowed = allowed && has(&powers(before, was)) && has(&powers(after, is));
        grant(format!("user {was:?} became {is:?}"), allowed);
    }
    for name in before.roles.keys().chain(after.roles.keys()) {
        let none = Permissions::default();
        let was = before.roles.get(name).unwrap_or(&none);
        let is = after.roles.get(name).unwrap_or(&none);
        if was != is {
            let allowed = who.has(Permission::RoleManage) && has(was) && has(is);
            grant(format!("role {name}: {was:?} became {is:?}"), allowed);
        }
    }
    for id in before.keys.keys().chain(after.keys.keys()) {
        let (was, is) = (before.keys.get(id), after.keys.get(id));
        let record = |key: Option<&super::state::Key>| key.map(|key| key.record.clone());
        if record(was) == record(is) {
            continue;
        }
        let none = Permissions::default();
        let powers = |key: Option<&super::state::Key>| {
            key.map_or_else(|| none.clone(), |key| key.permissions.clone())
        };
        let managed = [Permission::KeyManage, Permission::UserManage];
        let allowed =
            managed.into_iter().any(|one| who.has(one)) || matches!(verb, Verb::PrivacyErase(_));
        let allowed = allowed && has(&powers(was)) && has(&powers(is));
        grant(format!("key {was:?} became {is:?}"), allowed);
    }
    if before.recipients != after.recipients {
        grant("recipients".to_owned(), everything);
    }
    if before.recovery != after.recovery {
        grant("the recovery key".to_owned(), everything);
    }
}

fn settings(who: &Principal, before: &State, after: &State, found: &mut Vec<String>) {
    let needs = |all: &[Permission]| who.is_whole() && all.iter().all(|one| who.has(*one));
    let mut setting = |what: &str, changed: bool, all: &[Permission]| {
        if changed && !needs(all) {
            found.push(format!("configuration: {what}"));
        }
    };
    let (was, is) = (&before.policy, &after.policy);
    setting("policy", was != is, &[Permission::PolicyManage]);
    setting(
        "what destroys files",
        was.trash_retention != is.trash_retention || was.max_versions != is.max_versions,
        &[Permission::FileDelete],
    );
    setting(
        "what destroys or thins the log",
        was.audit_retention_days != is.audit_retention_days || was.audit_level != is.audit_level,
        &[Permission::AuditManage],
    );
    setting(
        "who is shown the log",
        was.audit_mirror != is.audit_mirror,
        &[Permission::AuditRead],
    );
    setting(
        "rules",
        before.rules != after.rules,
        &[
            Permission::PolicyManage,
            Permission::FileOrganize,
            Permission::FileDelete,
        ],
    );
    setting(
        "retention",
        before.retention != after.retention,
        &[Permission::PrivacyManage, Permission::FileDelete],
    );
    setting(
        "holds",
        before.holds != after.holds,
        &[Permission::PrivacyManage],
    );
}

/// Words of files in what was told to somebody who may not see them; none where all is right.
pub(crate) fn told(
    who: &Principal,
    verb: &Verb,
    said: &str,
    known: &std::collections::BTreeSet<String>,
    states: [&State; 2],
    contents: &std::collections::BTreeMap<[u8; 32], String>,
) -> Vec<String> {
    let mut found = Vec::new();
    let log = verb.tells_the_log() && who.has(Permission::AuditRead) && who.is_whole();
    // What a file has that may be seen is no secret.
    let files = || states.into_iter().flat_map(|state| state.files.values());
    let seen = files().filter(|file| who.sees(&file.path));
    let seen: std::collections::BTreeSet<String> = seen
        .flat_map(|file| file.tags.iter().chain([&file.path]).chain(&file.note))
        .flat_map(|text| words_of(text))
        .collect();
    for file in files() {
        if who.sees(&file.path) {
            continue;
        }
        let note = file.note.iter().cloned();
        let names = words_of(&file.path)
            .chain(file.tags.iter().flat_map(|tag| words_of(tag)))
            .chain(note.flat_map(|note| words_of(&note).collect::<Vec<_>>()));
        for name in names.filter(|_| !log) {
            if said.contains(&name) && !known.contains(&name) && !seen.contains(&name) {
                found.push(format!("the name {name} of {}", file.path));
            }
        }
        if let Some(content) = contents.get(&file.hash)
            && said.contains(content.as_str())
            && !known.contains(content)
            // The same content may be somewhere where it may be read.
            && !files().any(|other| other.hash == file.hash && who.sees(&other.path))
        {
            found.push(format!("the content of {}", file.path));
        }
    }
    found
}

/// The words of the test's own in a text.
pub(crate) fn words_of(text: &str) -> impl Iterator<Item = String> {
    let parts = text.split(|c: char| !c.is_ascii_alphanumeric());
    let own = parts.filter(|part| part.contains("zq") && part.ends_with("qz"));
    own.map(str::to_owned).collect::<Vec<_>>().into_iter()
}
