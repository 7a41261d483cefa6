//! Rewritten rows: the chain holds after it, what was before the first of them is untouched, and a
//! chain that did not hold is not made to.

use super::*;
use crate::domain::event::{AuditEvent, Event, Outcome};
use crate::domain::time::Time;
use crate::storage::anchor::Mark;
use crate::storage::audit::{append, head, walk};
use crate::storage::database::{Intent, Store};
use crate::storage::tests::vault::{Vault, write};

fn log(store: &mut Store, names: &[&str]) {
    for name in names {
        let event = AuditEvent {
            time: Time::from_unix_nanos(1),
            event: Event::FileRead,
            principal: (*name).to_owned(),
            source: "local".into(),
            target: None,
            outcome: Outcome::Success,
            detail: None,
        };
        write(store, |tables| append(tables, &event)).unwrap();
    }
}

fn anna(row: &mut AuditRecord) -> bool {
    let hers = row.principal == "anna";
    if hers {
        "erased".clone_into(&mut row.principal);
    }
    hers
}

#[test]
fn the_chain_holds_and_the_stretch_is_known() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    log(&mut store, &["bob", "bob", "anna", "bob", "anna"]);
    let mark = Mark::of(&store.read().unwrap()).unwrap();
    let before = walk(&store.read().unwrap(), None).unwrap().head;
    assert_eq!(
        write(&mut store, |tables| rewrite(tables, anna)).unwrap(),
        Some((3, 5))
    );
    let view = store.read().unwrap();
    let after = walk(&view, None).unwrap();
    assert_eq!(after.broken, None);
    assert_ne!(after.head.chain, before.chain);
    assert_eq!(mark.astray(&view).unwrap(), None);
    let known = [2, 3, 5, 6].map(|row| was_rewritten(&view, row).unwrap());
    assert_eq!(known, [false, true, true, false]);
    for row in super::super::from(&view, 1).unwrap() {
        assert_ne!(row.unwrap().1.principal, "anna");
    }
    drop(view);
    // Nothing to change changes nothing.
    let is = head(&store.read().unwrap()).unwrap();
    assert_eq!(
        write(&mut store, |tables| rewrite(tables, anna)).unwrap(),
        None
    );
    assert_eq!(head(&store.read().unwrap()).unwrap(), is);
}

#[test]
fn a_chain_that_does_not_hold_is_left_alone() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    log(&mut store, &["bob", "anna", "bob", "bob"]);
    write(&mut store, |tables| {
        tables.audit.remove(3)?;
        Ok(())
    })
    .unwrap();
    let refused = write(&mut store, |tables| rewrite(tables, anna));
    let text = refused.unwrap_err().to_string();
    assert!(text.contains("row 4"), "{text}");
}
