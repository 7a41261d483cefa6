//! Random roles, scopes and principals, and random sequences of verbs: every effect is one that a direct
//! check allows, and nothing is told of what may not be seen.

use std::collections::{BTreeMap, BTreeSet};

use super::check::{told, violations, words_of};
use super::state::State;
use super::verbs::Verb;
use crate::support::random::{Random, seed, setting};

use super::world::{FOLDERS, Principal, Who, Words, World};

/// Verbs of a sequence.
const LENGTH: usize = 8;
/// Sequences on one vault, before another one is made.
const ON_ONE_VAULT: usize = 40;

/// Files of the administrator in every folder.
fn fill(world: &World, dice: &mut Random, words: &mut Words, known: &mut Contents) {
    let mut admin = Admin { world };
    for folder in FOLDERS {
        for _ in 0..2 {
            let content = if dice.chance(3) {
                "shared content".to_owned()
            } else {
                words.fresh('c')
            };
            let name = format!("{}.txt", words.fresh('n'));
            let before = State::of(world);
            let folder = folder.to_owned();
            admin.run(&Verb::Add(name, content.clone(), folder, false, None));
            known.learn(&before, &State::of(world), &content);
        }
    }
    admin.run(&Verb::TagAdd("/c".to_owned(), words.fresh('t')));
    admin.run(&Verb::Remove("/inbox".to_owned()));
}

/// Does things as the administrator.
struct Admin<'w> {
    world: &'w World,
}

impl Admin<'_> {
    fn run(&mut self, verb: &Verb) {
        let gate = super::world::open(&self.world.vault, &super::world::by_password("admin"));
        let mut principal = Principal {
            gate,
            name: "admin".to_owned(),
            role: "admin".to_owned(),
            permissions: file_organizer::domain::permission::Permissions::all(),
            scope: Vec::new(),
        };
        verb.run(&mut principal, self.world);
    }
}

/// Contents that are files, by their hash.
#[derive(Default)]
pub(crate) struct Contents(BTreeMap<[u8; 32], String>);

impl Contents {
    /// Learns the hash of a content from the files that have it now.
    fn learn(&mut self, before: &State, after: &State, content: &str) {
        let is_new = |id: &String| before.files.get(id) != after.files.get(id);
        for (_, file) in after.files.iter().filter(|(id, _)| is_new(id)) {
            self.0
                .entry(file.hash)
                .or_insert_with(|| content.to_owned());
        }
    }
}

struct Run {
    world: World,
    words: Words,
    contents: Contents,
    number: usize,
}

impl Run {
    fn new(dice: &mut Random) -> Self {
        let world = World::new();
        let (mut words, mut contents) = (Words::default(), Contents::default());
        fill(&world, dice, &mut words, &mut contents);
        Self {
            world,
            words,
            contents,
            number: 0,
        }
    }

    fn sequence(&mut self, seed: u64, dice: &mut Random) {
        self.number += 1;
        let who = Who::random(dice);
        let mut principal = self.world.principal(self.number, who.clone());
        let mut before = State::of(&self.world);
        for id in before.files.keys() {
            let owner = before.files[id].owner.clone();
            self.words.owners.entry(id.clone()).or_insert(owner);
        }
        // What somebody has typed, or brought, they know.
        let mut typed = BTreeSet::new();
        let mut story = format!("seed {seed}: {who:?}");
        for _ in 0..LENGTH {
            let verb = Verb::random(dice, &before, &mut self.words);
            story += &format!("\n  {verb:?}");
            typed.extend(words_of(&format!("{verb:?}")));
            if let Verb::Add(_, content, ..) = &verb {
                typed.insert(content.clone());
            }
            let said = verb.run(&mut principal, &self.world);
            let after = State::of(&self.world);
            if let Verb::Add(_, content, ..) = &verb {
                self.contents.learn(&before, &after, content);
            }
            for id in after.files.keys() {
                let owner = principal.name.clone();
                self.words.owners.entry(id.clone()).or_insert(owner);
            }
            // What the vault was like when the verb ran is what decides.
            let mut found = violations(&principal, &self.words, &verb, &before, &after);
            found.extend(told(
                &principal,
                &verb,
                &said,
                &typed,
                [&before, &after],
                &self.contents.0,
            ));
            assert!(
                found.is_empty(),
                "{story}\n{}\nsaid: {said}",
                found.join("\n")
            );
            // A change of the principal's own rights ends the sequence: the check knows the former ones.
            let mine = after.permits(&principal.role);
            if mine != principal.permissions || said.starts_with("Auth") {
                break;
            }
            before = after;
        }
    }
}

#[test]
fn no_sequence_has_an_effect_that_a_direct_check_denies() {
    let seed = seed();
    let count = setting("RIGHTS_SEQUENCES", 2000);
    println!("RIGHTS_SEQUENCES={count}");
    let cores = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    std::thread::scope(|scope| {
        for core in 0..cores {
            scope.spawn(move || {
                let mut dice = Random::seeded(seed.wrapping_add(core << 32));
                let mut run = None;
                for number in 0..count.div_ceil(cores) {
                    if usize::try_from(number).unwrap() % ON_ONE_VAULT == 0 {
                        run = Some(Run::new(&mut dice));
                    }
                    run.as_mut().unwrap().sequence(seed, &mut dice);
                }
            });
        }
    });
}
