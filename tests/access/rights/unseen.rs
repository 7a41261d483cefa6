//! Two vaults that differ only in what somebody may not see answer them alike, whatever they ask: in
//! results, refusals, counts and dry runs.

use file_organizer::domain::permission::{Permission, Permissions};

use super::state::State;
use super::verbs::Verb;
use crate::support::random::{Random, seed};

use super::world::{Principal, Who, Words, World};

/// Verbs of a sequence.
const LENGTH: usize = 6;

/// What differs between two runs anyway: random ids, times, and the numbers of operations.
fn normalized(said: &str) -> String {
    let mut timeless = String::new();
    let mut rest = said;
    while let Some(at) = rest.find("Time(") {
        timeless += &rest[..at];
        rest = rest[at..].split_once(')').map_or("", |(_, rest)| rest);
    }
    timeless += rest;
    let said = timeless.as_str();
    let mut plain = String::new();
    for part in said.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let word = part.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        let is_id = word.len() == 16 && word.chars().all(|c| matches!(c, 'a'..='z' | '2'..='7'));
        // Of an API key.
        let is_key = word.len() == 8 && plain.ends_with("id: \"");
        let is_long = word.len() > 9 && word.chars().all(|c| c.is_ascii_digit());
        if is_id || is_key || is_long {
            plain += "ID";
            plain += &part[word.len()..];
        } else {
            plain += part;
        }
    }
    plain
}

/// Somebody who may not see what is in `/hidden`.
fn who(dice: &mut Random) -> Who {
    let candidates = [
        Permission::FileUpload,
        Permission::FileOrganize,
        Permission::FileDeleteOwn,
        Permission::FileDelete,
        Permission::KeyManage,
        Permission::RoleManage,
        Permission::UserManage,
        Permission::PolicyManage,
        Permission::PrivacyManage,
    ];
    let some = candidates.into_iter().filter(|_| !dice.chance(3));
    let mut permissions: Permissions = some.collect();
    let mut scope = Vec::new();
    if dice.chance(2) {
        // In a scope, one may read.
        permissions = permissions
            .iter()
            .chain([Permission::FileRead, Permission::FileUpload])
            .collect();
        scope = vec!["/a", "/inbox"];
    }
    Who {
        permissions,
        scope,
        user: None,
    }
}

fn ask(dice: &mut Random, who: &Principal, state: &State, words: &mut Words) -> Verb {
    loop {
        let verb = Verb::random(dice, state, words);
        // The files that may be seen have other ids in each world.
        let shown = format!("{verb:?}");
        let mut seen = state.files.iter().filter(|(_, file)| who.sees(&file.path));
        if seen.any(|(id, _)| shown.contains(id)) {
            continue;
        }
        // What is about the whole vault is denied to them, and what changes it for both is not the subject.
        let other = matches!(
            verb,
            Verb::UserAdd(..)
                | Verb::UserDisable(..)
                | Verb::UserPasswd(_)
                | Verb::UserRole(..)
                | Verb::RoleSet(..)
                | Verb::RoleRemove(_)
                | Verb::KeyCreate(..)
                | Verb::KeyRotate(_)
                | Verb::KeyRevoke(_)
                | Verb::RecipientAdd
                | Verb::Rekey
                | Verb::Compact
                | Verb::PrivacyErase(_)
                | Verb::PolicyShow
        );
        if !other {
            return verb;
        }
    }
}

#[test]
fn what_may_not_be_seen_makes_no_difference() {
    let seed = seed();
    let mut dice = Random::seeded(seed);
    for round in 0..12 {
        let worlds = [World::new(), World::new()];
        let mut words = Words::default();
        let shared = |folder: &str, name: &str, content: &str| {
            Verb::Add(
                name.to_owned(),
                content.to_owned(),
                folder.to_owned(),
                false,
                None,
            )
        };
        let everything = || Who {
            permissions: Permissions::all(),
            scope: Vec::new(),
            user: None,
        };
        let mut admins = worlds
            .each_ref()
            .map(|world| world.principal(1000, everything()));
        for (world, admin) in worlds.iter().zip(&mut admins) {
            shared("/a", "seen.txt", "shared content").run(admin, world);
            shared("/inbox", "other.txt", "another content").run(admin, world);
        }
        // Only in the first one: names and contents that are asked for in both.
        for (folder, name, content) in [
            ("/c", "hidden.txt", "hidden content"),
            ("/a/b", "deep.txt", "deep content"),
            ("/c/sub", "more.txt", "shared content"),
        ] {
            shared(folder, name, content).run(&mut admins[0], &worlds[0]);
        }
        shared("/c", "gone.txt", "gone content").run(&mut admins[0], &worlds[0]);
        Verb::Remove("/c/gone.txt".to_owned()).run(&mut admins[0], &worlds[0]);
        for number in 0..20 {
            let mut who = who(&mut dice);
            if !who.scope.is_empty() {
                // What is in the scope is seen: it has to be the same.
                who.scope = vec!["/inbox"];
            }
            let mut asking: [Principal; 2] = worlds
                .each_ref()
                .map(|world| world.principal(number, who.clone()));
            let mut story = format!("seed {seed} round {round}: {who:?}");
            for _ in 0..LENGTH {
                let state = State::of(&worlds[0]);
                let verb = ask(&mut dice, &asking[0], &state, &mut words);
                story += &format!("\n  {verb:?}");
                let said: Vec<String> = asking
                    .iter_mut()
                    .zip(&worlds)
                    .map(|(who, world)| normalized(&verb.run(who, world)))
                    .collect();
                assert_eq!(said[0], said[1], "{story}");
            }
        }
    }
}
