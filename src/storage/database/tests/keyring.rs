//! keyring.json and the database: which one is authoritative, and the states after a crash between
//! them.

use super::*;

#[test]
fn a_change_of_slots_is_in_force_with_its_commit() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    assert_eq!(store.keyring().generation, 1);
    add_slot(&mut store, "second", 2);
    assert_eq!(store.keyring().generation, 2);
    assert_eq!(pending(&store), None);
    assert!(vault.open_by("second", 2, Intent::Read).is_ok());
    remove_slot(&mut store, "second");
    let refused = vault.open_by("second", 2, Intent::Read);
    assert!(matches!(refused, Err(StorageError::Crypto(_))));
}

#[test]
fn a_change_that_fails_leaves_both_as_they_were() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    mark(&mut store, 1);
    let before = vault.keyring_bytes();
    let slot = slot("second", 2, store.key());
    let failed: Result<()> = write_with(&mut store, |tables, effects| {
        meta::set(tables, "mark", &2u64.to_le_bytes())?;
        let mut next = effects.latest().clone();
        next.slots.push(slot);
        effects.replace_keyring(next);
        Err(StorageError::Engine("no".into()))
    });
    assert!(failed.is_err());
    assert_eq!(vault.keyring_bytes(), before);
    assert_eq!(marked(&store), 1);
    assert_eq!(store.keyring().generation, 1);
    mark(&mut store, 3);
    assert_eq!(marked(&vault.open(Intent::Read)), 3);
}

#[test]
fn an_earlier_keyring_that_is_put_back_is_refused() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    let first = vault.keyring_bytes();
    add_slot(&mut store, "second", 2);
    let second = vault.keyring_bytes();
    remove_slot(&mut store, "second");
    let third = vault.keyring_bytes();
    drop(store);
    for old in [&first, &second] {
        vault.put_keyring(old);
        assert!(is_damaged(vault.try_open(Intent::Read)));
        assert!(is_damaged(vault.try_open(Intent::Write)));
    }
    // Nor does the removed slot open it.
    assert!(is_damaged(vault.open_by("second", 2, Intent::Write)));
    vault.put_keyring(&third);
    mark(&mut vault.open(Intent::Write), 1);
}

#[test]
fn a_keyring_that_was_put_back_under_an_open_vault_does_not_come_into_force() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    add_slot(&mut store, "second", 2);
    let old = vault.keyring_bytes();
    remove_slot(&mut store, "second");
    vault.put_keyring(&old);
    write_with(&mut store, |_, effects| {
        assert!(
            effects
                .latest()
                .slots
                .iter()
                .all(|slot| slot.id != "second")
        );
        Ok(())
    })
    .unwrap();
    // The next change puts the right one in its place.
    add_slot(&mut store, "third", 3);
    assert_eq!(vault.open(Intent::Read).keyring().generation, 4);
    assert!(vault.open_by("second", 2, Intent::Read).is_err());
}

#[test]
fn a_changed_keyring_is_refused() {
    let vault = Vault::new();
    let text = String::from_utf8(vault.keyring_bytes()).unwrap();
    let changed = text.replace("\"generation\": 1", "\"generation\": 9");
    assert_ne!(changed, text);
    vault.put_keyring(changed.as_bytes());
    assert!(is_damaged(vault.try_open(Intent::Read)));
    // A slot that was not authenticated.
    let mut keyring = Keyring::parse(text.as_bytes()).unwrap();
    let stranger = slot("second", 2, &VaultKey::generate().unwrap());
    keyring.slots.push(stranger);
    let bytes = serde_json::to_vec(&keyring).unwrap();
    vault.put_keyring(&bytes);
    assert!(is_damaged(vault.try_open(Intent::Read)));
    assert!(is_damaged(vault.open_by("second", 2, Intent::Read)));
}

/// A vault whose change from the slot `second` to the slot `third` was interrupted.
fn interrupted() -> (Vault, Store, Vec<u8>) {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    add_slot(&mut store, "second", 2);
    let before = vault.keyring_bytes();
    let third = slot("third", 3, store.key());
    write_with(&mut store, |_, effects| {
        let mut next = effects.latest().clone();
        next.slots.retain(|slot| slot.id != "second");
        next.slots.push(third);
        effects.replace_keyring(next);
        Ok(())
    })
    .unwrap();
    let after = vault.keyring_bytes();
    cut_short(&vault, &mut store, &before, &after);
    (vault, store, after)
}

#[test]
fn a_change_that_was_cut_short_heals_at_the_next_write() {
    let (vault, store, after) = interrupted();
    drop(store);
    // The change is in force for readers, too.
    let reader = vault.open(Intent::Read);
    assert!(reader.keyring().slots.iter().any(|slot| slot.id == "third"));
    assert_ne!(vault.keyring_bytes(), after);
    drop(reader);
    let mut store = vault.open(Intent::Write);
    mark(&mut store, 1);
    assert_eq!(vault.keyring_bytes(), after);
    assert_eq!(pending(&store), None);
    assert_eq!(store.keyring().generation, 3);
    vault.open_by("third", 3, Intent::Read).unwrap();
    assert!(vault.open_by("second", 2, Intent::Read).is_err());
}

#[test]
fn a_change_that_was_cut_short_heals_when_the_next_writer_was_open_before_it() {
    let vault = Vault::new();
    let mut early = vault.open(Intent::Write);
    let mut store = vault.open(Intent::Write);
    let before = vault.keyring_bytes();
    add_slot(&mut store, "second", 2);
    let after = vault.keyring_bytes();
    cut_short(&vault, &mut store, &before, &after);
    drop(store);
    write_with(&mut early, |_, effects| {
        assert_eq!(effects.latest().generation, 2);
        Ok(())
    })
    .unwrap();
    assert_eq!(vault.keyring_bytes(), after);
    assert_eq!(pending(&early), None);
    vault.open_by("second", 2, Intent::Read).unwrap();
}

/// Opens the vault with the staged keyring, for a slot that is only there.
fn open_by_staged(vault: &Vault, slot: &str, secret: u8) -> Result<Store> {
    let unlocked_slot = UnlockedSlot {
        id: slot.into(),
        identity: crate::storage::tests::vault::identity(secret).into(),
    };
    let staged = Keyring::load_staged(vault.dir()).unwrap();
    Store::open(
        vault.dir(),
        staged,
        unlocked_slot,
        Intent::Read,
        Duration::from_secs(5),
    )
}

#[test]
fn the_slot_of_a_change_that_was_cut_short_opens_and_heals() {
    let (vault, store, after) = interrupted();
    drop(store);
    secure_file::stage(&Keyring::path(vault.dir()), &after).unwrap();
    let refused = vault.open_by("second", 2, Intent::Read);
    assert!(matches!(refused, Err(StorageError::Crypto(_))));
    let mut store = open_by_staged(&vault, "third", 3).unwrap();
    assert_ne!(vault.keyring_bytes(), after);
    mark(&mut store, 1);
    assert_eq!(vault.keyring_bytes(), after);
    assert!(Keyring::load_staged(vault.dir()).is_none());
    assert_eq!(pending(&store), None);
}

#[test]
fn a_slot_that_was_staged_and_not_committed_opens_nothing_and_goes() {
    let vault = Vault::new();
    let store = vault.open(Intent::Read);
    let (before, key) = (vault.keyring_bytes(), key_of(&store));
    let mut next = Keyring::parse(&before).unwrap();
    next.slots.push(slot("second", 2, &key));
    let text = next.sign(&key).unwrap();
    drop(store);
    secure_file::stage(&Keyring::path(vault.dir()), &text).unwrap();
    let refused = open_by_staged(&vault, "second", 2);
    assert!(matches!(refused, Err(StorageError::Crypto(_))));
    mark(&mut vault.open(Intent::Write), 1);
    assert!(Keyring::load_staged(vault.dir()).is_none());
    assert_eq!(vault.keyring_bytes(), before);
}

#[test]
fn the_next_change_builds_on_one_that_was_cut_short() {
    let (vault, mut store, _) = interrupted();
    add_slot(&mut store, "fourth", 4);
    let keyring = Keyring::load(vault.dir()).unwrap();
    let ids: Vec<&str> = keyring.slots.iter().map(|slot| slot.id.as_str()).collect();
    assert_eq!(ids, ["first", "third", "fourth"]);
    assert_eq!(keyring.generation, 4);
    assert_eq!(pending(&store), None);
    for (id, secret) in [("first", 1), ("third", 3), ("fourth", 4)] {
        vault.open_by(id, secret, Intent::Read).unwrap();
    }
}

#[test]
fn a_change_that_was_cut_short_after_the_replacement_is_cleared() {
    let (vault, mut store, after) = interrupted();
    vault.put_keyring(&after);
    mark(&mut store, 1);
    assert_eq!(pending(&store), None);
    assert_eq!(vault.keyring_bytes(), after);
}

#[test]
fn a_pending_change_excuses_no_keyring_but_the_one_before_it() {
    let (vault, store, _) = interrupted();
    let second = vault.keyring_bytes();
    drop(store);
    let mut first = Keyring::parse(&second).unwrap();
    let store = vault.open(Intent::Read);
    let key = key_of(&store);
    drop(store);
    first.generation = 0;
    vault.put_keyring(&first.sign(&key).unwrap());
    assert!(is_damaged(vault.try_open(Intent::Read)));
    vault.put_keyring(&second);
    vault.open(Intent::Read);
}

#[test]
fn rekey_completes_a_change_that_was_cut_short() {
    let vault = Vault::new();
    let mut early = vault.open(Intent::Write);
    let mut store = vault.open(Intent::Write);
    add_slot(&mut store, "second", 2);
    mark(&mut early, 1);
    let before = vault.keyring_bytes();
    remove_slot(&mut store, "second");
    let after = vault.keyring_bytes();
    cut_short(&vault, &mut store, &before, &after);
    drop(store);
    // Had it started from its own state, or from the file, the slot would open the vault again.
    super::rekeyed::rekey(&mut early).unwrap();
    let keyring = Keyring::load(vault.dir()).unwrap();
    assert!(keyring.slots.iter().all(|slot| slot.id != "second"));
    assert_eq!(pending(&early), None);
    vault.open(Intent::Write);
    assert!(vault.open_by("second", 2, Intent::Read).is_err());
}

#[test]
fn a_vault_that_cannot_be_made_leaves_nothing_and_touches_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let key = VaultKey::generate().unwrap();
    let make = |failing: bool| {
        let mut keyring = Keyring::new([7; 16], 1, &key).unwrap();
        keyring.slots.push(slot("first", 1, &key));
        Store::create(dir.path(), keyring, &key, |_| match failing {
            true => Err(StorageError::Engine("no".into())),
            false => Ok(()),
        })
    };
    let there = || std::fs::read_dir(dir.path()).unwrap().count();
    assert!(make(true).is_err());
    assert_eq!(there(), 0);
    make(false).unwrap();
    let keyring = Keyring::load(dir.path()).unwrap();
    keyring.authenticate(&key).unwrap();
    let database = keyring.database(dir.path());
    let len = std::fs::metadata(&database).unwrap().len();
    assert!(make(false).is_err());
    assert_eq!(there(), 2);
    assert_eq!(Keyring::load(dir.path()).unwrap(), keyring);
    assert_eq!(std::fs::metadata(&database).unwrap().len(), len);
}

#[test]
fn whose_slot_was_removed_does_not_begin_to_write() {
    let vault = Vault::new();
    let mut store = vault.open(Intent::Write);
    add_slot(&mut store, "second", 2);
    let mut other = vault.open_by("second", 2, Intent::Read).unwrap();
    remove_slot(&mut store, "second");
    let refused: Result<()> = write(&mut other, |_| Ok(()));
    assert!(matches!(refused, Err(StorageError::Crypto(_))));
    assert_eq!(marked(&other), 0);
}

/// Other processes may change the keyring, and then the key, between two reads of a process that
/// opens the vault.
#[test]
fn a_keyring_and_then_the_key_that_change_while_a_vault_is_opened_are_followed() {
    for intent in [Intent::Read, Intent::Write] {
        let vault = Vault::new();
        let mut late = vault.open(intent);
        late.release();
        let mut other = vault.open(Intent::Write);
        add_slot(&mut other, "second", 2);
        // As if it had been opened just before, and not checked yet.
        let before = Keyring::load(vault.dir()).unwrap();
        late.keyring = before.clone();
        late.engine = Engine::open(vault.dir(), &before, &late.key, Intent::Read).unwrap();
        late.keyring.generation = 1;
        super::rekeyed::rekey(&mut other).unwrap();
        assert!(matches!(
            late.check_generation(),
            Err(StorageError::EpochMoved)
        ));
        late.follow(Intent::Read).unwrap();
        assert_eq!((late.keyring().epoch, late.keyring().generation), (2, 3));
        mark(&mut late, 1);
        assert_eq!(
            marked(&vault.open_by("second", 2, Intent::Read).unwrap()),
            1
        );
        // It does not follow to an earlier keyring.
        vault.put_keyring(&before.to_text().unwrap());
        late.keyring.generation = 1;
        assert!(matches!(
            late.check_generation(),
            Err(StorageError::Damaged(_))
        ));
    }
}
