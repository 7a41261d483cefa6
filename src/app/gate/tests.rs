//! Every action: one row on success, one on refusal, one on failure.

mod powers;
mod principals;
mod undone;

use std::path::Path;
use std::time::Duration;

use super::*;
use crate::app::error::Kind;
use crate::app::gate::slots::KdfCosts;
use crate::app::gate::unlock::{Claim, Credential};
use crate::app::maintenance::init::{InitOptions, init};
use crate::app::maintenance::policy;
use crate::app::secret::Secret;
use crate::domain::action::Recorded;
use crate::domain::detail::Word;
use crate::domain::done::NamedFiles;
use crate::domain::id::{Actor, UserId};
use crate::domain::permission::{Permission, Permissions};
use crate::domain::policy::AuditLevel;
use crate::domain::policy::TypeSet;
use crate::storage::keyring::Keyring;
use crate::storage::record::{ApiKeyRecord, KeySecret, RoleRecord, UserRecord};
use crate::storage::secure_file;
use crate::storage::tables::Metadata;

const PASSWORD: &str = "correct horse battery staple";

/// The id of an API key without permissions.
const WEAK: &str = "weak";
/// A user whose role is [`CREW`].
const BOB: UserId = UserId::new([7; 10]);
/// A role without permissions, until a test sets some.
const CREW: &str = "crew";

struct Lab {
    gate: Gate,
    admin: Identity,
    _root: tempfile::TempDir,
}

fn open(dir: &Path) -> Gate {
    let credential = Credential::Password {
        user: "admin".into(),
        password: Secret::new(PASSWORD.into()),
    };
    let context = Context {
        source: "local".into(),
        verb: "test".into(),
        wait: Duration::from_secs(5),
        waiting: Box::new(|_| {}),
        warn: Box::new(|_| {}),
        anchors: None,
        accept_rollback: false,
        is_remote: false,
    };
    Gate::open(dir, &credential, context).unwrap()
}

impl Lab {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let dir = root.path().join("vault");
        init(&InitOptions {
            dir: dir.clone(),
            user: "admin".into(),
            password: Secret::new(PASSWORD.into()),
            costs: KdfCosts::Least,
            source: "local".into(),
            types: TypeSet::default(),
        })
        .unwrap();
        let gate = open(&dir);
        let mut lab = Self {
            admin: gate.identity.clone(),
            gate,
            _root: root,
        };
        lab.permit(&Permissions::default());
        let bob = UserRecord {
            name: "bob".into(),
            role: CREW.into(),
            created: clock::now(),
            disabled: false,
            removed: None,
        };
        let weak = lab.key(BOB);
        lab.set(|tables| {
            users::put(tables, &BOB, &bob)?;
            users::put_api_key(tables, WEAK, &weak)
        });
        lab
    }

    /// Changes the vault without a check.
    fn set(&mut self, change: impl FnOnce(&mut Tables<'_>) -> crate::storage::Result<()>) {
        self.gate
            .write_unrecorded(|tables| Ok(change(tables)?))
            .unwrap();
    }

    /// Sets the permissions of the role [`CREW`].
    fn permit(&mut self, permissions: &Permissions) {
        let names = permissions.iter().map(|one| one.name().to_owned());
        let role = RoleRecord {
            permissions: names.collect(),
        };
        self.set(|tables| users::put_role(tables, CREW, &role));
    }

    /// An API key of this user with the role [`CREW`], opened by the administrator's slot.
    fn key(&self, user: UserId) -> ApiKeyRecord {
        ApiKeyRecord {
            name: "k".into(),
            role: CREW.into(),
            permissions: Vec::new(),
            scopes: Vec::new(),
            created: clock::now(),
            created_by: Actor::user(user),
            expires: None,
            revoked: None,
            secrets: vec![KeySecret {
                slot: self.admin.slot.clone().unwrap(),
                issued: clock::now(),
                until: None,
            }],
        }
    }

    /// Switches the principal; the administrator's slot stays the unlocked one.
    fn act_as(&mut self, claim: Claim) {
        self.identify(Identity::new(claim, self.admin.slot.clone(), 0));
    }

    fn act_as_bob(&mut self) {
        self.act_as(Claim::User("bob".into()));
    }

    fn act_as_admin(&mut self) {
        self.identify(self.admin.clone());
    }

    fn identify(&mut self, identity: Identity) {
        self.gate.identity = identity;
        let view = self.gate.store.metadata().unwrap();
        self.gate.refresh_principal(&view).unwrap();
    }

    fn count(&mut self) -> u64 {
        self.gate.merge_spool();
        audit::head(&self.gate.store.read().unwrap()).unwrap().count
    }

    /// Performs an action that may be refused; returns the rows it left.
    fn rows(
        &mut self,
        may: bool,
        deed: impl FnOnce(&mut Gate) -> Result<()>,
    ) -> Vec<(&'static str, Outcome)> {
        let before = self.count();
        if may {
            self.act_as_admin();
        } else {
            self.act_as(Claim::ApiKey(WEAK.into()));
        }
        let done = deed(&mut self.gate);
        if !may {
            assert_eq!(done.unwrap_err().kind, Kind::Denied);
        }
        self.count();
        let view = self.gate.store.read().unwrap();
        let rows = audit::from(&view, before + 1).unwrap();
        let rows = rows.map(|row| row.unwrap().1.event);
        rows.map(|row| (row.event.name(), row.outcome)).collect()
    }
}

fn permissions(all: &[Permission]) -> Permissions {
    Permissions::parse(all.iter().map(|one| one.name())).unwrap()
}

fn detail(text: &str) -> Detail {
    text.parse().unwrap()
}

fn reading(target: &[u8], text: &str) -> Reading<()> {
    Reading {
        plan: (),
        target: target.to_vec(),
        detail: detail(text),
        items: 1,
        bytes: 5,
        files: NamedFiles::default(),
    }
}

fn failed() -> Error {
    Error::new(Kind::Other, "it failed")
}

/// Performs the gate calls of an action.
fn perform(gate: &mut Gate, action: Action, fails: bool) -> Result<()> {
    let done = || if fails { Err(failed()) } else { Ok(()) };
    match action {
        Action::Verify | Action::Compact | Action::BackupDrill => {
            gate.run(action, |_| done().map(|()| ((), Word::Whole.into())))
        }
        Action::Rekey if fails => {
            let keyring = Keyring::path(gate.store.dir());
            let kept = secure_file::read(&keyring, 64 * 1024).unwrap();
            secure_file::replace(&keyring, b"{}").unwrap();
            let done = gate.rekey(&mut |_, _| {}).map(drop);
            secure_file::replace(&keyring, &kept).unwrap();
            done
        }
        Action::Rekey => gate.rekey(&mut |_, _| {}).map(drop),
        _ => match action.recorded() {
            Recorded::WithChange => gate.write(action, b"target", |_| done()),
            Recorded::WhenRaised => gate.read(action, |_, _| done()),
            Recorded::BeforeContent => gate.read_content(
                action,
                b"target",
                |_, _| Ok(reading(b"target", "1_FILES 5_BYTES")),
                |_, (), _| done(),
            ),
        },
    }
}

#[test]
fn every_action_leaves_one_row_whatever_comes_of_it() {
    let mut lab = Lab::new();
    for level in [AuditLevel::Normal, AuditLevel::Raised] {
        let change = |gate: &mut Gate| policy::set(gate, "audit.level", level.name()).map(drop);
        lab.rows(true, change);
        for &action in Action::ALL {
            let silent = action.recorded() == Recorded::WhenRaised && level == AuditLevel::Normal;
            for (outcome, may, fails) in [
                (Outcome::Success, true, false),
                (Outcome::Failure, true, true),
                (Outcome::Denied, false, false),
            ] {
                let expected = if silent && outcome != Outcome::Denied {
                    vec![]
                } else {
                    vec![(action.event().name(), outcome)]
                };
                let rows = lab.rows(may, |gate| {
                    let done = perform(gate, action, fails);
                    if may {
                        assert_eq!(done.is_err(), fails, "{action:?}: {done:?}");
                    }
                    done
                });
                assert_eq!(rows, expected, "{action:?} at the level {level:?}");
            }
        }
    }
}

#[test]
fn what_is_refused_while_it_is_looked_at_leaves_a_row_at_any_level() {
    let mut lab = Lab::new();
    let refused = || Error::new(Kind::Denied, "not this one");
    let rows = lab.rows(true, |gate| {
        gate.read(Action::FileList, |_, _| Err(refused()))
    });
    assert_eq!(rows, [("FILE_LIST", Outcome::Denied)]);
    let rows = lab.rows(true, |gate| gate.read_for_upload(|_| Err(failed())));
    assert_eq!(rows, [("FILE_UPLOAD", Outcome::Failure)]);
}

#[test]
fn content_that_was_cut_short_is_still_said_to_have_left() {
    let mut lab = Lab::new();
    let plan = |_: &Metadata, _: &Principal| Ok(reading(b"/a", "3_FILES 5_BYTES"));
    let read = |gate: &mut Gate, give: &dyn Fn(&mut Draft) -> Result<()>| {
        gate.read_content(Action::FileRead, b"/a", plan, |_, (), draft| give(draft))
    };
    let last = |lab: &mut Lab| {
        let count = lab.count();
        let view = lab.gate.store.read().unwrap();
        let row = audit::from(&view, count).unwrap().next().unwrap();
        row.unwrap().1.event
    };
    lab.rows(true, |gate| read(gate, &|_| Err(failed())));
    let row = last(&mut lab);
    assert_eq!(row.detail, Some(detail("3_FILES 5_BYTES ERROR")));
    assert!(row.is_read());
    let fewer = |draft: &mut Draft| {
        draft.detail(detail("2_FILES 4_BYTES 1_FAILED"));
        Ok(())
    };
    let rows = lab.rows(true, |gate| read(gate, &fewer));
    assert_eq!(rows, [("FILE_READ", Outcome::Success)]);
    let row = last(&mut lab);
    assert_eq!(row.detail, Some(detail("2_FILES 4_BYTES 1_FAILED")));
}

#[test]
fn a_row_that_was_merged_before_the_work_failed_stays_beside_the_failure() {
    let mut lab = Lab::new();
    let mut other = open(lab.gate.store.dir());
    let rows = lab.rows(true, |gate| {
        gate.read_content(
            Action::FileRead,
            b"/a",
            |_, _| Ok(reading(b"/a", "1_FILES 5_BYTES")),
            |_, (), _| {
                other.merge_spool();
                Err(failed())
            },
        )
    });
    let both = [Outcome::Success, Outcome::Failure].map(|outcome| ("FILE_READ", outcome));
    assert_eq!(rows, both);
}
