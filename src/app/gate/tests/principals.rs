//! The principal is looked up again in each transaction: a credential that ends, or a permission
//! that is revoked, counts from the next one on.

use super::*;
use crate::app::access::user;
use crate::domain::detail::Unit;
use crate::domain::effect::Effect;
use crate::domain::event::Event;
use crate::domain::path::VaultPath;
use crate::storage::record::SessionRecord;
use crate::storage::tests::dice::Dice;

const KEY: &str = "key";
const SESSION: &str = "session";

type Change = fn(&mut Tables<'_>) -> crate::storage::Result<()>;

fn with_user(
    tables: &mut Tables<'_>,
    change: impl FnOnce(&mut UserRecord),
) -> crate::storage::Result<()> {
    let mut bob = users::get(&*tables, &BOB)?.unwrap();
    change(&mut bob);
    users::put(tables, &BOB, &bob)
}

fn with_key(
    tables: &mut Tables<'_>,
    change: impl FnOnce(&mut ApiKeyRecord),
) -> crate::storage::Result<()> {
    let mut key = users::api_key(&*tables, KEY)?.unwrap();
    change(&mut key);
    users::put_api_key(tables, KEY, &key)
}

fn past() -> Time {
    Time::from_unix_nanos(1)
}

/// A lab in which bob, his key and his session may upload.
fn lab() -> Lab {
    let mut lab = Lab::new();
    lab.permit(&permissions(&[
        Permission::FileRead,
        Permission::FileUpload,
    ]));
    let key = lab.key(BOB);
    let later = clock::now().saturating_add("1h".parse().unwrap());
    let session = SessionRecord {
        user: BOB,
        created: clock::now(),
        expires: later,
        refresh_until: later,
        source: "local".into(),
        refresh: None,
    };
    lab.set(|tables| {
        users::put_api_key(tables, KEY, &key)?;
        users::put_session(tables, SESSION, &session)
    });
    lab
}

/// Every entry of the gate, with an action that bob may do.
const WAYS: [(&str, fn(&mut Gate) -> Result<()>); 5] = [
    ("write", |gate| {
        gate.write(Action::FileUpload, b"", |_| Ok(()))
    }),
    ("read", |gate| gate.read(Action::FileList, |_, _| Ok(()))),
    ("read derived", |gate| {
        gate.read_derived(Action::FileList, |_, _| Ok(()))
    }),
    ("read for upload", |gate| gate.read_for_upload(|_| Ok(()))),
    ("read content", |gate| {
        let plan = |_: &Metadata, _: &Principal| Ok(reading(b"/a", "1_FILES"));
        gate.read_content(Action::FileRead, b"/a", plan, |_, (), _| Ok(()))
    }),
];

/// The newest row of the log.
fn last(lab: &mut Lab) -> AuditEvent {
    let count = lab.count();
    let view = lab.gate.store.read().unwrap();
    let row = audit::from(&view, count).unwrap().next().unwrap();
    row.unwrap().1.event
}

fn assert_ended(lab: &mut Lab, what: &str, why: Word) {
    for (way, go) in WAYS {
        let refused = go(&mut lab.gate).unwrap_err();
        assert_eq!(refused.kind, Kind::Auth, "{what}, {way}: {refused:?}");
        let row = last(lab);
        assert_eq!(row.event, Event::AuthFailure, "{what}, {way}");
        let said = Detail::from(why).and(Unit::Attempts.count(1));
        assert_eq!(row.detail, Some(said), "{what}, {way}");
    }
}

#[test]
fn a_credential_that_ends_between_two_transactions_ends_the_gate() {
    let bob = || Claim::User("bob".into());
    let key = || Claim::ApiKey(KEY.into());
    let session = || Claim::Session(SESSION.into());
    let cases: [(&str, Claim, Change, Word); 12] = [
        (
            "a disabled user",
            bob(),
            |t| with_user(t, |bob| bob.disabled = true),
            Word::Disabled,
        ),
        (
            "a removed user",
            bob(),
            |t| with_user(t, |bob| bob.removed = Some(past())),
            Word::UnknownUser,
        ),
        (
            "a forgotten user",
            bob(),
            |t| users::forget(t, &BOB),
            Word::UnknownUser,
        ),
        (
            "a revoked key",
            key(),
            |t| with_key(t, |key| key.revoked = Some(past())),
            Word::Revoked,
        ),
        (
            "an expired key",
            key(),
            |t| with_key(t, |key| key.expires = Some(past())),
            Word::Expired,
        ),
        (
            "a rotated key",
            key(),
            |t| with_key(t, |key| key.secrets.clear()),
            Word::Rotated,
        ),
        (
            "a removed key",
            key(),
            |t| users::remove_api_key(t, KEY),
            Word::UnknownKey,
        ),
        (
            "the key of a disabled user",
            key(),
            |t| with_user(t, |bob| bob.disabled = true),
            Word::UserEnded,
        ),
        (
            "the key of a removed user",
            key(),
            |t| with_user(t, |bob| bob.removed = Some(past())),
            Word::UserEnded,
        ),
        (
            "an ended session",
            session(),
            |t| users::remove_session(t, SESSION),
            Word::Ended,
        ),
        (
            "an expired session",
            session(),
            |t| {
                let mut session = users::session(&*t, SESSION)?.unwrap();
                session.expires = past();
                users::put_session(t, SESSION, &session)
            },
            Word::Expired,
        ),
        (
            "the session of a disabled user",
            session(),
            |t| with_user(t, |bob| bob.disabled = true),
            Word::Disabled,
        ),
    ];
    for (what, claim, end, why) in cases {
        let mut lab = lab();
        lab.act_as(claim);
        for (way, go) in WAYS {
            go(&mut lab.gate).unwrap_or_else(|error| panic!("{what}, {way}: {error:?}"));
        }
        lab.set(end);
        assert_ended(&mut lab, what, why);
    }
}

#[test]
fn another_user_of_the_same_name_is_not_the_one_who_came_in() {
    let mut lab = lab();
    lab.act_as_bob();
    lab.set(|tables| {
        let bob = users::get(&*tables, &BOB)?.unwrap();
        users::put(tables, &UserId::new([8; 10]), &bob)?;
        with_user(tables, |bob| bob.removed = Some(past()))
    });
    assert_ended(&mut lab, "a removed user", Word::UnknownUser);
}

#[test]
fn a_slot_that_is_replaced_ends_the_gates_of_the_former_one() {
    let mut lab = Lab::new();
    let mut other = open(lab.gate.store.dir());
    let password = Secret::new("another correct horse battery".into());
    user::set_password(&mut other, "admin", &password, KdfCosts::Least).unwrap();
    // The credential that was replaced by itself continues.
    other.write(Action::FileUpload, b"", |_| Ok(())).unwrap();
    assert_ended(&mut lab, "a replaced slot", Word::SlotRemoved);
}

#[test]
fn a_right_that_is_taken_away_between_two_transactions_is_denied() {
    let narrow: [(&str, Change); 2] = [
        ("a narrowed role", |t| {
            let role = RoleRecord {
                permissions: vec![Permission::AuditRead.name().to_owned()],
            };
            users::put_role(t, CREW, &role)
        }),
        ("a demoted user", |t| {
            users::put_role(
                t,
                "idle",
                &RoleRecord {
                    permissions: Vec::new(),
                },
            )?;
            with_user(t, |bob| bob.role = "idle".into())
        }),
    ];
    for claim in [
        Claim::User("bob".into()),
        Claim::ApiKey(KEY.into()),
        Claim::Session(SESSION.into()),
    ] {
        for (what, narrow) in narrow {
            let mut lab = lab();
            lab.act_as(claim.clone());
            lab.set(narrow);
            for (way, go) in WAYS {
                let refused = go(&mut lab.gate).unwrap_err();
                assert_eq!(refused.kind, Kind::Denied, "{what}, {way}: {refused:?}");
                assert_eq!(last(&mut lab).outcome, Outcome::Denied, "{what}, {way}");
            }
        }
    }
}

#[test]
fn a_right_that_is_given_counts_at_the_next_read() {
    let mut lab = Lab::new();
    lab.act_as_bob();
    let list = |gate: &mut Gate| gate.read(Action::FileList, |_, _| Ok(()));
    assert_eq!(list(&mut lab.gate).unwrap_err().kind, Kind::Denied);
    lab.permit(&permissions(&[Permission::FileRead]));
    list(&mut lab.gate).unwrap();
}

#[test]
fn nobody_rekeys_or_maintains_a_vault_after_their_right_has_ended() {
    let mut lab = lab();
    lab.permit(&Permissions::all());
    lab.act_as_bob();
    lab.permit(&permissions(&[Permission::FileRead]));
    let before = lab.gate.store.keyring().epoch;
    let refused = [
        lab.gate.rekey(&mut |_, _| {}).map(drop),
        lab.gate.wipe(&mut |_, _| {}).map(drop),
        lab.gate
            .run(Action::Verify, |_| Ok(((), Word::Whole.into()))),
    ];
    for refused in refused {
        assert_eq!(refused.unwrap_err().kind, Kind::Denied);
    }
    assert_eq!(lab.gate.store.keyring().epoch, before);
    lab.set(|t| with_user(t, |bob| bob.disabled = true));
    let refused = lab.gate.rekey(&mut |_, _| {}).unwrap_err();
    assert_eq!(refused.kind, Kind::Auth);
}

#[test]
fn a_key_never_permits_more_than_its_user_and_its_role() {
    let mut dice = Dice::seeded("a_key_never_permits_more_than_its_user_and_its_role");
    let mut lab = lab();
    for _ in 0..40 {
        let mut any = || {
            let some = Permission::ALL.into_iter().filter(|_| dice.once_in(2));
            permissions(&Vec::from_iter(some))
        };
        let (of_user, of_key, narrowed) = (any(), any(), any());
        lab.permit(&of_user);
        let names = |all: &Permissions| all.iter().map(|one| one.name().to_owned()).collect();
        let role = RoleRecord {
            permissions: names(&of_key),
        };
        lab.set(|t| {
            users::put_role(t, "tool", &role)?;
            with_key(t, |key| {
                key.role = "tool".into();
                key.permissions = names(&narrowed);
            })
        });
        lab.act_as(Claim::ApiKey(KEY.into()));
        let principal = lab.gate.principal.clone();
        let mut expected = of_user.and(&of_key);
        // An empty list does not narrow.
        if narrowed.iter().next().is_some() {
            expected = expected.and(&narrowed);
        }
        assert_eq!(principal.permissions, expected);
        for &action in Action::ALL {
            lab.act_as(Claim::ApiKey(KEY.into()));
            let by_key = lab.gate.principal.may(action);
            lab.act_as_bob();
            assert!(!by_key || lab.gate.principal.may(action), "{action:?}");
        }
    }
}

#[test]
fn a_key_has_rights_of_an_owner_to_what_came_through_it_alone() {
    let mut lab = lab();
    lab.permit(&permissions(&[
        Permission::FileRead,
        Permission::FileDeleteOwn,
    ]));
    let through = |key: &str| Actor {
        user: BOB,
        key: Some(key.to_owned()),
    };
    let admin = lab.gate.principal.actor.clone();
    let path = VaultPath::parse(b"/a").unwrap();
    for (claim, mine, others) in [
        (
            Claim::User("bob".into()),
            vec![Actor::user(BOB), through(KEY), through("other")],
            vec![admin.clone()],
        ),
        (
            Claim::ApiKey(KEY.into()),
            vec![through(KEY)],
            vec![Actor::user(BOB), through("other"), admin],
        ),
    ] {
        lab.act_as(claim);
        let principal = &lab.gate.principal;
        for effect in [Effect::Remove, Effect::Restore, Effect::Destroy] {
            assert!(
                mine.iter()
                    .all(|owner| principal.may_effect(effect, &path, owner))
            );
            assert!(
                !others
                    .iter()
                    .any(|owner| principal.may_effect(effect, &path, owner))
            );
        }
        assert!(mine.iter().all(|owner| principal.may_remove(owner)));
        assert!(!others.iter().any(|owner| principal.may_remove(owner)));
    }
}
