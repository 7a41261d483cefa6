//! Random logs and random redactions: the chain verifies, every modification is found, and removed
//! values cannot be confirmed by guessing.

use std::ops::Range;

use proptest::prelude::*;

use super::*;
use crate::domain::detail::tests::detail;
use crate::domain::done::{Change, Done, NamedFile, NamedFiles, Setting};
use crate::domain::effect::Effect;
use crate::domain::event::{Event, Outcome};
use crate::domain::id::{Actor, FileId, UserId};
use crate::domain::time::Time;
use crate::storage::audit::redact;
use crate::storage::audit::{Chain, Head, append, from, head, rows, walk};
use crate::storage::database::{Intent, Store};
use crate::storage::record::Record;
use crate::storage::tests::vault::{Vault, write};

const ALIAS: &str = "erased-0123456789ab";

fn actor() -> impl Strategy<Value = Actor> {
    let key = prop::option::of("[a-z2-7]{16}");
    (any::<[u8; 10]>(), key).prop_map(|(user, key)| Actor {
        user: UserId::new(user),
        key,
    })
}

fn done() -> impl Strategy<Value = Done> {
    let change = (any::<[bool; 2]>(), "[a-z]{0,6}", "[a-z]{0,6}");
    let file = (
        any::<[u8; 10]>(),
        "[a-z/]{1,9}",
        prop::option::of("[a-z/]{1,9}"),
    );
    let amount = (prop::sample::select(&Effect::ALL[..]), any::<u32>());
    (
        prop::collection::vec(amount, 0..3),
        prop::collection::vec(change, 0..3),
        prop::collection::vec(file, 0..3),
    )
        .prop_map(|(amounts, changes, files)| {
            let mut done = Done::default();
            for (effect, items) in amounts {
                done.add(effect, items.into(), 7);
            }
            for ([old, new], name, value) in changes {
                done.changes.push(Change {
                    setting: Setting::User,
                    name: name.into(),
                    old: old.then(|| value.clone()),
                    new: new.then_some(value),
                });
            }
            for (id, path, to) in files {
                done.files.push(NamedFile {
                    id: FileId::new(id),
                    path: path.into(),
                    to: to.map(String::into_bytes),
                });
            }
            done
        })
}

prop_compose! {
    fn event()(
        time in any::<i64>().prop_map(Time::from_unix_nanos),
        event in prop::sample::select(Event::ALL),
        outcome in prop::sample::select(&Outcome::ALL[..]),
        actor in prop::option::of(actor()),
        (principal, source) in ("[a-z]{0,8}", "[0-9.]{0,8}"),
        user in prop::option::of("[a-z]{0,8}"),
        target in prop::option::of(prop::collection::vec(any::<u8>(), 0..40)),
        detail in prop::option::of(detail()),
        done in done(),
    ) -> AuditEvent {
        AuditEvent { time, event, actor, principal, user, source, target, outcome, detail, done }
    }
}

fn removed() -> impl Strategy<Value = Removed> {
    any::<[bool; 6]>().prop_map(
        |[principal, source, target, detail, changes, files]| Removed {
            principal,
            source,
            target,
            detail,
            changes,
            files,
        },
    )
}

fn flags(removed: Removed) -> [bool; 6] {
    let Removed {
        principal,
        source,
        target,
        detail,
        changes,
        files,
    } = removed;
    [principal, source, target, detail, changes, files]
}

/// An event without these fields.
fn without_these(event: &AuditEvent, removed: Removed) -> AuditEvent {
    let mut event = event.clone();
    if removed.principal {
        ALIAS.clone_into(&mut event.principal);
        event.user = None;
    }
    if removed.source {
        ERASED.clone_into(&mut event.source);
    }
    if removed.target {
        event.target = Some(ALIAS.into());
    }
    if removed.detail {
        event.detail = Some(Detail::text(ERASED));
    }
    if removed.changes {
        event.done.changes.clear();
    }
    if removed.files {
        event.done.files = NamedFiles::default();
    }
    event
}

type Pair = (Vec<u8>, Vec<u8>);

fn pairs(store: &Store) -> Vec<Pair> {
    let view = store.read().unwrap();
    let rows = rows(&view, ..).unwrap();
    rows.map(|row| {
        let row = row.unwrap();
        (row.row().to_vec(), row.fields().unwrap().to_vec())
    })
    .collect()
}

/// The first invalid row.
fn broken(pairs: &[Pair]) -> Option<u64> {
    let mut chain = Chain::after([9; 32], Head::START);
    for (number, (row, fields)) in (1..).zip(pairs) {
        match chain.check(number, row, Some(fields)) {
            Ok(None) => {}
            Ok(Some((number, _))) => return Some(number),
            Err(_) => return Some(number),
        }
    }
    None
}

/// The positions of the aliases in the bytes of fields: the commitment does not cover them.
fn aliases(fields: &[u8]) -> Vec<Range<usize>> {
    let found = fields.windows(ALIAS.len()).enumerate();
    found
        .filter(|(_, window)| *window == ALIAS.as_bytes())
        .map(|(at, _)| at..at + ALIAS.len())
        .collect()
}

fn assert_every_flip_is_found(pairs: &[Pair]) {
    for (at, (row, fields)) in pairs.iter().enumerate() {
        let number = at as u64 + 1;
        let uncovered = aliases(fields);
        for byte in 0..row.len() {
            let mut edited = pairs.to_vec();
            edited[at].0[byte] ^= 1 << (byte % 8);
            assert_eq!(broken(&edited), Some(number), "byte {byte} of the row");
        }
        for byte in 0..fields.len() {
            if uncovered.iter().any(|alias| alias.contains(&byte)) {
                continue;
            }
            let mut edited = pairs.to_vec();
            edited[at].1[byte] ^= 1 << (byte % 8);
            assert_eq!(broken(&edited), Some(number), "byte {byte} of the fields");
        }
        let mut edited = pairs.to_vec();
        edited[at].1.push(0);
        assert_eq!(broken(&edited), Some(number), "a byte more");
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The salts of the digests of removed fields are gone.
fn assert_no_salt_is_left(before: &Pair, after: &Pair, removed: Removed) {
    let FieldsRecord::Whole { salt, .. } = FieldsRecord::from_bytes(&before.1).unwrap() else {
        panic!("nothing was removed before");
    };
    assert_eq!(contains(&after.1, &salt), !removed.any());
    let salts = AuditKey::new([9; 32]).salts(&salt);
    for (salt, removed) in salts.iter().zip(flags(removed)) {
        assert!(!removed || !contains(&after.1, salt));
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn a_log_holds_whatever_was_removed_from_it(
        log in prop::collection::vec((event(), removed(), removed()), 1..8),
    ) {
        let vault = Vault::new();
        let mut store = vault.open(Intent::Write);
        write(&mut store, |tables| {
            log.iter().try_for_each(|(event, ..)| append(tables, event))
        })
        .unwrap();
        let noted = head(&store.read().unwrap()).unwrap();
        let before = pairs(&store);
        assert_every_flip_is_found(&before);
        // Twice, as if two persons are erased. A row is identified by its position, which is its
        // time here.
        for round in 0..2 {
            let number = std::cell::Cell::new(0);
            write(&mut store, |tables| {
                redact(tables, ALIAS, |_| {
                    let (_, first, second) = &log[number.replace(number.get() + 1)];
                    if round == 0 { *first } else { *second }
                })
            })
            .unwrap();
        }
        let view = store.read().unwrap();
        let walked = walk(&view, Some(&noted)).unwrap();
        prop_assert_eq!(walked.broken, None);
        prop_assert_eq!(walked.head, noted);
        let any = log.iter().filter(|(_, first, second)| first.any() || second.any());
        prop_assert_eq!(walked.redacted, any.count() as u64);
        let after = pairs(&store);
        for (at, (row, (event, first, second))) in from(&view, 1).unwrap().zip(&log).enumerate() {
            let entry = row.unwrap().1;
            let removed = Removed {
                principal: first.principal || second.principal,
                source: first.source || second.source,
                target: first.target || second.target,
                detail: first.detail || second.detail,
                changes: first.changes || second.changes,
                files: first.files || second.files,
            };
            prop_assert_eq!(entry.removed, removed);
            prop_assert_eq!(entry.event, without_these(event, removed));
            prop_assert_eq!(&before[at].0, &after[at].0);
            assert_no_salt_is_left(&before[at], &after[at], removed);
        }
        assert_every_flip_is_found(&after);
    }
}

#[test]
fn other_fields_cannot_be_put_in_the_place_of_removed_ones() {
    let key = AuditKey::new([9; 32]);
    let event = AuditEvent {
        time: Time::from_unix_nanos(1),
        event: Event::FileRead,
        actor: None,
        principal: "anna".into(),
        user: None,
        source: "10.0.0.1".into(),
        target: Some(b"/a".to_vec()),
        outcome: Outcome::Success,
        detail: None,
        done: Done::default(),
    };
    let (fields, committed) = commit(&key, &event).unwrap();
    assert!(holds(&key, &fields, &committed));
    // The same values with another salt.
    let (again, other) = commit(&key, &event).unwrap();
    assert!(!holds(&key, &again, &committed) && !holds(&key, &fields, &other));
    let remove = Removed {
        principal: true,
        ..Removed::default()
    };
    let FieldsRecord::Redacted(mut redacted) = without(&key, fields, remove, ALIAS) else {
        panic!("a field was removed");
    };
    assert!(holds(
        &key,
        &FieldsRecord::Redacted(redacted.clone()),
        &committed
    ));
    // With the key and a guess of the name, but no salt, the digest cannot be compared.
    for salt in [[0; SALT], [1; SALT]] {
        redacted[0] = FieldRecord::Kept {
            salt,
            value: b"anna".to_vec(),
        };
        assert!(!holds(
            &key,
            &FieldsRecord::Redacted(redacted.clone()),
            &committed
        ));
    }
}
