//! Packs: contents are read back; holes are closed; nothing is left; damage is found.

use super::*;
use crate::storage::record::PackRecord;

/// A pack of these contents, as made by `add`.
fn pack_of(contents: &[Vec<u8>]) -> (SealedPack, Vec<Part>) {
    let mut bytes = Vec::new();
    let mut parts = Vec::new();
    for content in contents {
        parts.push(Part {
            id: key().chunk_id(content),
            hash: hash::plain(content),
            offset: u32::try_from(bytes.len()).unwrap(),
            size: u32::try_from(content.len()).unwrap(),
        });
        bytes.extend_from_slice(content);
    }
    (SealedPack::of(bytes), parts)
}

fn texts(dice: &mut Dice, count: usize) -> Vec<Vec<u8>> {
    let text = |n: usize| {
        let mut text = format!("content {n}\n").repeat(n % 97).into_bytes();
        text.extend(dice.bytes(n % 50));
        text
    };
    (0..count).map(text).collect()
}

impl World {
    /// Stores a pack, with a reference to each of its contents.
    fn put_pack(&mut self, contents: &[Vec<u8>]) -> Vec<(u64, bool)> {
        let (sealed, parts) = pack_of(contents);
        self.write(|tables| {
            let put = put_pack(tables, &sealed, &parts)?;
            for (number, _) in &put {
                refer(tables, *number)?;
            }
            Ok(put)
        })
    }

    fn packs(&self) -> Vec<(u64, PackRecord)> {
        let view = self.store.read().unwrap();
        let rows = view.packs().iter().unwrap();
        rows.map(|row| {
            let (number, value) = row.unwrap();
            (
                number.value(),
                PackRecord::from_bytes(value.value()).unwrap(),
            )
        })
        .collect()
    }
}

#[test]
fn contents_of_a_pack_come_back_and_leave_nothing() {
    let mut world = World::new();
    let mut dice = Dice::new(21);
    for round in 0..4 {
        let mut contents = texts(&mut dice, 120);
        // Incompressible data is stored unchanged.
        if round == 3 {
            contents = (0..20).map(|n| dice.bytes(n * 100)).collect();
        }
        let put = world.put_pack(&contents);
        let mut living: Vec<(u64, &Vec<u8>)> = put
            .iter()
            .zip(&contents)
            .map(|((number, _), content)| (*number, content))
            .collect();
        while !living.is_empty() {
            for (number, content) in &living {
                assert!(world.read(*number).unwrap() == **content);
            }
            for (_, record) in world.packs() {
                assert!(record.live * 2 >= record.size, "{record:?}");
            }
            for _ in 0..7.min(living.len()) {
                let at = dice.below(living.len());
                world.release(living.swap_remove(at).0);
            }
        }
        assert_eq!(world.counts(), [0; 5]);
    }
}

#[test]
fn what_a_pack_shares_is_there_once() {
    let mut world = World::new();
    let contents = texts(&mut Dice::new(5), 40);
    let first = world.put_pack(&contents);
    let before = world.counts();
    // All of it again: no second pack.
    let second = world.put_pack(&contents);
    assert!(second.iter().all(|(_, known)| *known));
    assert_eq!(world.counts(), before);
    // A few of it again, with as much new data: only that is stored.
    let mixed = [
        contents[30..].to_vec(),
        vec![Dice::new(6).bytes(500), vec![7; 300]],
    ]
    .concat();
    let third = world.put_pack(&mixed);
    assert_eq!(third.iter().filter(|(_, known)| !known).count(), 2);
    let packs = world.packs();
    assert_eq!(packs.len(), 2);
    assert_eq!(packs[1].1.live, 800);
    assert!(packs[1].1.size <= 1600);
    for (number, content) in third.iter().map(|(number, _)| number).zip(&mixed) {
        assert!(world.read(*number).unwrap() == *content);
    }
    for (number, _) in [first, second, third].concat() {
        world.release(number);
    }
    assert_eq!(world.counts(), [0; 5]);
}

#[test]
fn what_nobody_came_to_name_is_discarded() {
    let mut world = World::new();
    let contents = texts(&mut Dice::new(5), 40);
    let (sealed, parts) = pack_of(&contents);
    let numbers = world.write(|tables| {
        let put = put_pack(tables, &sealed, &parts)?;
        refer(tables, put[39].0)?;
        for (number, _) in &put {
            discard_unused(tables, *number)?;
            discard_unused(tables, *number)?;
        }
        Ok(put)
    });
    assert!(world.read(numbers[39].0).unwrap() == contents[39]);
    assert!(world.is_damaged(numbers[38].0));
    world.release(numbers[39].0);
    assert_eq!(world.counts(), [0; 5]);
}

#[test]
fn a_damaged_pack_gives_no_wrong_byte() {
    let mut world = World::new();
    let contents = texts(&mut Dice::new(9), 60);
    let put = world.put_pack(&contents);
    for (place, good) in world.pieces() {
        for byte in [0, good.len() / 2, good.len() - 1] {
            let mut bad = good.clone();
            bad[byte] ^= 1;
            world.set_piece(place, Some(&bad));
            for ((number, _), content) in put.iter().zip(&contents) {
                match world.read(*number) {
                    Ok(bytes) => assert!(bytes == *content),
                    Err(error) => assert!(matches!(error, StorageError::Damaged(_))),
                }
            }
        }
        world.set_piece(place, Some(&good));
    }
    // A row with another range in the pack, or out of bounds.
    let record = get(&world.store.read().unwrap(), put[50].0).unwrap();
    let Layout::Packed { pack, offset } = record.layout else {
        panic!("not packed");
    };
    for wrong in [
        (pack, 0),
        (pack, offset + 1),
        (pack, u32::MAX),
        (pack + 1, 0),
    ] {
        let changed = ContentRecord {
            layout: Layout::Packed {
                pack: wrong.0,
                offset: wrong.1,
            },
            ..record.clone()
        };
        let bytes = changed.to_bytes().unwrap();
        world.write(|tables| {
            tables.contents.insert(put[50].0, bytes.as_slice())?;
            Ok(())
        });
        assert!(world.is_damaged(put[50].0), "{wrong:?}");
    }
}

#[test]
fn a_content_that_is_not_in_its_pack_is_damage() {
    let mut world = World::new();
    let put = world.put_pack(&texts(&mut Dice::new(2), 30));
    let (number, mut record) = world.packs().remove(0);
    record.members.retain(|member| *member != put[20].0);
    let bytes = record.to_bytes().unwrap();
    world.write(|tables| {
        tables.packs.insert(number, bytes.as_slice())?;
        assert!(matches!(
            release(tables, put[20].0),
            Err(StorageError::Damaged(_))
        ));
        tables.packs.remove(number)?;
        Ok(())
    });
    assert!(world.is_damaged(put[20].0));
}

#[test]
fn closed_holes_hold_nothing_of_what_is_gone() {
    let mut world = World::new();
    let contents = texts(&mut Dice::new(9), 60);
    let put = world.put_pack(&contents);
    // Few enough that the pack is not repacked automatically.
    for (number, _) in &put[10..20] {
        world.release(*number);
    }
    assert!(world.packs()[0].1.live < world.packs()[0].1.size);
    world.write(repack_holed);
    let (_, record) = world.packs().remove(0);
    assert_eq!(record.live, record.size);
    for (at, (number, _)) in put.iter().enumerate() {
        if !(10..20).contains(&at) {
            assert!(world.read(*number).unwrap() == contents[at]);
        }
    }
    for (at, (number, _)) in put.iter().enumerate() {
        if !(10..20).contains(&at) {
            world.release(*number);
        }
    }
    assert_eq!(world.counts(), [0; 5]);
}
