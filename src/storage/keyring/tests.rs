//! The keyring file: no modification is accepted, and a new key reaches every slot.

use super::*;
use crate::crypto::secret::Secret;

fn signed() -> (Keyring, VaultKey, Vec<u8>) {
    let key = VaultKey::generate().unwrap();
    let identity = SlotIdentity::from_secret(&Secret::new([5; 32])).unwrap();
    let mut keyring = Keyring::new([1; 16], 1, &key).unwrap();
    let slot = Slot::new("a".into(), SlotKind::Recovery {}, &identity, &key).unwrap();
    keyring.slots.push(slot);
    let password = SlotKind::Password {
        user: "admin".into(),
        salt: "00".repeat(16),
        argon2id: Costs::MIN,
    };
    let slot = Slot::new("b".into(), password, &identity, &key).unwrap();
    keyring.slots.push(slot);
    let text = keyring.sign(&key).unwrap();
    (keyring, key, text)
}

#[test]
fn every_changed_byte_is_refused() {
    let (keyring, key, text) = signed();
    let again = Keyring::parse(&text).unwrap();
    assert_eq!(again, keyring);
    again.authenticate(&key).unwrap();
    for at in 0..text.len() {
        let mut changed = text.clone();
        changed[at] ^= 1;
        let Ok(parsed) = Keyring::parse(&changed) else {
            continue;
        };
        if parsed != keyring {
            assert!(parsed.authenticate(&key).is_err(), "byte {at}");
        }
    }
}

#[test]
fn hostile_fields_are_refused_before_they_are_used() {
    let (_, _, text) = signed();
    let text = String::from_utf8(text).unwrap();
    let refused = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        Keyring::parse(text.replace(from, to).as_bytes()).unwrap_err()
    };
    refused("\"memory_kib\": 19456", "\"memory_kib\": 4294967295");
    refused("\"iterations\": 2", "\"iterations\": 1");
    refused("\"kind\": \"recovery\"", "\"kind\": \"telepathy\"");
    refused(&"00".repeat(16), "00");
    refused("\"generation\": 1", "\"generation\": 1, \"more\": 2");
    refused("\"generation\": 1", "\"generation\": 18446744073709551615");
    refused("\"epoch\": 1", "\"epoch\": 18446744073709551615");
    assert!(matches!(
        refused("\"version\": 3", "\"version\": 4"),
        StorageError::NewerFormat(4)
    ));
    let older = refused("\"version\": 3", "\"version\": 2");
    assert!(older.to_string().contains("older version"), "{older}");
}

#[test]
fn resealed_slots_open_the_new_key_and_not_the_old_one() {
    let (keyring, _, _) = signed();
    let new = VaultKey::generate().unwrap();
    let identity = SlotIdentity::from_secret(&Secret::new([5; 32])).unwrap();
    let mut next = keyring.reseal(2, &new).unwrap();
    let text = next.sign(&new).unwrap();
    let next = Keyring::parse(&text).unwrap();
    for slot in &next.slots {
        next.authenticate(&slot.open(&identity).unwrap()).unwrap();
    }
    assert_eq!((next.epoch, next.generation), (2, 2));
}
