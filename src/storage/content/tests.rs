//! Contents: stored, shared, read back and freed, whole and cut; and detection of damage.

mod packs;

use redb::ReadableTableMetadata;

use super::*;
use crate::crypto::hash;
use crate::crypto::keys::ContentKey;
use crate::storage::database::{Intent, Store};
use crate::storage::tables::ContentView;
use crate::storage::tests::dice::Dice;
use crate::storage::tests::vault::{Vault, write};
use crate::storage::{chunker, compress};

const MIB: usize = 1 << 20;

fn key() -> ContentKey {
    ContentKey::new([8; 32])
}

struct World {
    store: Store,
    _vault: Vault,
}

/// A stored content: its number, whether it existed, its bytes.
struct Put {
    number: u64,
    known: bool,
    bytes: Vec<u8>,
}

fn sealed(bytes: &[u8]) -> SealedChunk {
    let frame = compress::compress_if_smaller(bytes).unwrap();
    SealedChunk {
        id: key().chunk_id(bytes),
        size: u32::try_from(bytes.len()).unwrap(),
        compressed: frame.is_some(),
        stored: frame.unwrap_or_else(|| bytes.to_vec()),
    }
}

impl World {
    fn new() -> Self {
        let vault = Vault::new();
        Self {
            store: vault.open(Intent::Write),
            _vault: vault,
        }
    }

    fn write<T>(&mut self, change: impl FnOnce(&mut Tables<'_>) -> Result<T>) -> T {
        write(&mut self.store, change).unwrap()
    }

    /// Stores like `add`: whole below 1 MiB, otherwise cut; with `references` references.
    fn put(&mut self, bytes: Vec<u8>, references: usize) -> Put {
        let (number, known) = self.write(|tables| {
            let put = put(tables, &bytes)?;
            (0..references).try_for_each(|_| refer(tables, put.0))?;
            Ok(put)
        });
        Put {
            number,
            known,
            bytes,
        }
    }

    fn release(&mut self, number: u64) {
        self.write(|tables| release(tables, number));
    }

    fn read(&self, number: u64) -> Result<Vec<u8>> {
        let view = self.store.read()?;
        let key = key();
        let mut bytes = Vec::new();
        Contents::new(&view, &key).read::<StorageError>(number, |part| {
            bytes.extend_from_slice(part);
            Ok(())
        })?;
        Ok(bytes)
    }

    fn is_damaged(&self, number: u64) -> bool {
        matches!(self.read(number), Err(StorageError::Damaged(_)))
    }

    /// Rows of contents, names, chunks, packs, pieces.
    fn counts(&self) -> [u64; 5] {
        let view = self.store.read().unwrap();
        [
            view.contents().len().unwrap(),
            view.content_ids().len().unwrap(),
            view.chunks().len().unwrap(),
            view.packs().len().unwrap(),
            view.pieces().len().unwrap(),
        ]
    }

    /// The pieces of the whole vault.
    fn pieces(&self) -> Vec<((u64, u16), Vec<u8>)> {
        let view = self.store.read().unwrap();
        let row = |row: std::result::Result<_, _>| {
            let (key, value): (
                redb::AccessGuard<'_, (u64, u16)>,
                redb::AccessGuard<'_, &[u8]>,
            ) = row.unwrap();
            (key.value(), value.value().to_vec())
        };
        view.pieces().iter().unwrap().map(row).collect()
    }

    fn set_piece(&mut self, place: (u64, u16), bytes: Option<&[u8]>) {
        self.write(|tables| {
            match bytes {
                Some(bytes) => tables.pieces.insert(place, bytes)?,
                None => tables.pieces.remove(place)?,
            };
            Ok(())
        });
    }
}

fn put(tables: &mut Tables<'_>, bytes: &[u8]) -> Result<(u64, bool)> {
    let hash = hash::plain(bytes);
    if bytes.len() < chunker::CUT_FROM {
        return put_whole(tables, &sealed(bytes), hash);
    }
    let mut list = Vec::new();
    for chunk in chunker::chunks(bytes) {
        let chunk = sealed(&chunk.unwrap());
        put_chunk(tables, &chunk)?;
        list.push((chunk.id, chunk.size));
    }
    let id = key().list_id(&list_bytes(&list));
    put_cut(tables, id, hash, bytes.len() as u64, &list)
}

#[test]
fn every_size_comes_back_and_leaves_nothing() {
    let mut world = World::new();
    let mut dice = Dice::new(11);
    let sizes = [0, 1, 2, 63, 64, 4063, 4064, 4065, 8160, 65_504, 65_505];
    let large = [MIB - 33, MIB - 32, MIB - 1, MIB, MIB + 1, 3 * MIB, 9 * MIB];
    let mut all = Vec::new();
    for size in sizes.into_iter().chain(large) {
        let noise = dice.bytes(size);
        let text = b"all work and no play "
            .iter()
            .copied()
            .cycle()
            .take(size)
            .collect();
        for bytes in [noise, text] {
            all.push(world.put(bytes, 1));
        }
    }
    for put in &all {
        assert!(world.read(put.number).unwrap() == put.bytes);
        let view = world.store.read().unwrap();
        let record = get(&view, put.number).unwrap();
        assert_eq!(record.size, put.bytes.len() as u64);
        assert_eq!(record.hash, hash::plain(&put.bytes));
        assert_eq!(find(&view, &record.id).unwrap(), Some(put.number));
        let is_cut = matches!(record.layout, Layout::Cut { .. });
        assert_eq!(is_cut, put.bytes.len() >= MIB);
    }
    for put in all {
        world.release(put.number);
        if put.known {
            continue;
        }
        assert!(world.read(put.number).is_err() || put.bytes.is_empty());
    }
    assert_eq!(world.counts(), [0; 5]);
}

#[test]
fn the_same_content_is_there_once() {
    let mut world = World::new();
    for size in [0, 1000, 3 * MIB] {
        let bytes = Dice::new(3).bytes(size);
        let first = world.put(bytes.clone(), 1);
        let before = world.counts();
        let second = world.put(bytes, 2);
        assert_eq!((first.known, second.known), (false, true));
        assert_eq!(first.number, second.number);
        assert_eq!(world.counts(), before);
        for _ in 0..2 {
            world.release(first.number);
            assert!(world.read(first.number).unwrap() == first.bytes);
        }
        world.release(first.number);
        assert_eq!(world.counts(), [0; 5]);
    }
}

#[test]
fn shared_chunks_go_with_the_last_content_that_has_them() {
    let mut world = World::new();
    let mut dice = Dice::new(5);
    let base = dice.bytes(6 * MIB);
    let mut changed = base.clone();
    changed.splice(MIB..MIB, dice.bytes(100));
    let longer = [base.clone(), dice.bytes(2 * MIB)].concat();
    let twice = [base.clone(), base.clone()].concat();
    let first = world.put(base, 1);
    let alone = world.counts();
    let others: Vec<Put> = [changed, longer, twice]
        .into_iter()
        .map(|bytes| world.put(bytes, 1))
        .collect();
    let together = world.counts();
    assert!(
        together[2] < 3 * alone[2],
        "{together:?} shares nothing with {alone:?}"
    );
    let order = [
        others[1].number,
        first.number,
        others[0].number,
        others[2].number,
    ];
    let mut left: Vec<&Put> = others.iter().chain([&first]).collect();
    for number in order {
        for put in &left {
            assert!(world.read(put.number).unwrap() == put.bytes);
        }
        world.release(number);
        left.retain(|put| put.number != number);
    }
    assert_eq!(world.counts(), [0; 5]);
}

#[test]
fn a_list_may_name_a_chunk_many_times() {
    let mut world = World::new();
    let bytes = vec![0; 9 * MIB];
    let put = world.put(bytes, 1);
    let counts = world.counts();
    assert!(counts[2] <= 2, "{counts:?}");
    assert!(world.read(put.number).unwrap() == put.bytes);
    let view = world.store.read().unwrap();
    let Layout::Cut { chunks } = get(&view, put.number).unwrap().layout else {
        panic!("not cut");
    };
    let list = read_chunk_list(&view, put.number, chunks).unwrap();
    let total: u32 = [&list[0].0]
        .iter()
        .map(|id| find_chunk(&view, id).unwrap().unwrap().references)
        .sum();
    let named = list.iter().filter(|(id, _)| *id == list[0].0).count();
    assert_eq!(total as usize, named);
    drop(view);
    world.release(put.number);
    assert_eq!(world.counts(), [0; 5]);
}

#[test]
fn a_chunk_can_be_referred_to_only_where_it_is() {
    let mut world = World::new();
    let chunk = sealed(b"a chunk");
    world.write(|tables| {
        assert!(!refer_chunk(tables, &chunk.id)?);
        assert!(!put_chunk(tables, &chunk)?);
        assert!(put_chunk(tables, &chunk)?);
        assert!(refer_chunk(tables, &chunk.id)?);
        for _ in 0..3 {
            assert!(find_chunk(tables, &chunk.id)?.is_some());
            release_chunk(tables, &chunk.id)?;
        }
        assert!(find_chunk(tables, &chunk.id)?.is_none());
        assert!(matches!(
            release_chunk(tables, &chunk.id),
            Err(StorageError::Damaged(_))
        ));
        Ok(())
    });
    assert_eq!(world.counts(), [0; 5]);
}

#[test]
fn a_content_that_is_not_there_is_damage() {
    let mut world = World::new();
    assert!(world.is_damaged(7));
    world.write(|tables| {
        assert!(matches!(refer(tables, 7), Err(StorageError::Damaged(_))));
        assert!(matches!(release(tables, 7), Err(StorageError::Damaged(_))));
        Ok(())
    });
}

#[test]
fn a_changed_piece_is_found_before_a_byte_is_given_out() {
    let mut world = World::new();
    let noise = Dice::new(7).bytes(200_000);
    let text: Vec<u8> = (0..60_000u32)
        .flat_map(|n| format!("line {n}\n").into_bytes())
        .collect();
    for bytes in [noise, text, Dice::new(8).bytes(2 * MIB)] {
        let put = world.put(bytes, 1);
        for (place, good) in world.pieces() {
            for byte in [0, good.len() / 2, good.len() - 1] {
                let mut bad = good.clone();
                bad[byte] ^= 1;
                world.set_piece(place, Some(&bad));
                assert!(world.is_damaged(put.number), "{place:?}, byte {byte}");
            }
            world.set_piece(place, Some(&good[..good.len() - 1]));
            assert!(world.is_damaged(put.number));
            world.set_piece(place, None);
            assert!(world.is_damaged(put.number));
            world.set_piece(place, Some(&good));
        }
        assert!(world.read(put.number).unwrap() == put.bytes);
        world.release(put.number);
    }
}

#[test]
fn what_is_before_a_damaged_chunk_is_whole() {
    let mut world = World::new();
    let put = world.put(Dice::new(9).bytes(8 * MIB), 1);
    let (place, mut bad) = world
        .pieces()
        .into_iter()
        .rfind(|(_, p)| p.len() > 100_000)
        .unwrap();
    bad[1000] ^= 4;
    world.set_piece(place, Some(&bad));
    let view = world.store.read().unwrap();
    let key = key();
    let mut given = Vec::new();
    let done = Contents::new(&view, &key).read(put.number, |part| {
        given.extend_from_slice(part);
        Ok::<_, StorageError>(())
    });
    assert!(matches!(done, Err(StorageError::Damaged(_))));
    assert!(given.len() < put.bytes.len() && put.bytes.starts_with(&given));
}

#[test]
fn pieces_of_other_contents_are_no_substitute() {
    let mut world = World::new();
    let one = world.put(Dice::new(1).bytes(5000), 1);
    let other = world.put(Dice::new(2).bytes(5000), 1);
    let pieces = world.pieces();
    let of = |number| {
        let mine = pieces.iter().filter(move |((of, _), _)| *of == number);
        mine.map(|((_, index), bytes)| (*index, bytes.clone()))
    };
    for (index, bytes) in of(other.number) {
        world.set_piece((one.number, index), Some(&bytes));
    }
    assert!(world.is_damaged(one.number));
    // Nor is another list of chunks accepted.
    let cut = world.put(Dice::new(3).bytes(3 * MIB), 1);
    let shorter = world.put(Dice::new(4).bytes(3 * MIB), 1);
    let lists = world.pieces();
    let list = |number| {
        lists
            .iter()
            .find(|((of, _), _)| *of == number)
            .unwrap()
            .1
            .clone()
    };
    world.set_piece((cut.number, 0), Some(&list(shorter.number)));
    assert!(world.is_damaged(cut.number));
}

#[test]
fn a_record_with_another_size_is_found() {
    let mut world = World::new();
    for bytes in [
        vec![1; 5000],
        Dice::new(4).bytes(5000),
        Dice::new(5).bytes(2 * MIB),
    ] {
        let put = world.put(bytes, 1);
        let record = get(&world.store.read().unwrap(), put.number).unwrap();
        for size in [0, record.size - 1, record.size + 1, u64::from(u32::MAX)] {
            let changed = ContentRecord {
                size,
                ..record.clone()
            };
            let bytes = changed.to_bytes().unwrap();
            world.write(|tables| {
                tables.contents.insert(put.number, bytes.as_slice())?;
                Ok(())
            });
            assert!(world.is_damaged(put.number), "{size}");
        }
    }
}
