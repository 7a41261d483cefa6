//! Random writes, reads, lengths, syncs and reopenings, against bytes in a vector.

use std::sync::Arc;

use proptest::prelude::*;
use redb::backends::InMemoryBackend;

use super::*;
use crate::storage::tests::dice::Dice;

/// redb's in-memory disk, which outlives its handles.
#[derive(Debug, Clone, Default)]
struct Memory(Arc<InMemoryBackend>);

impl StorageBackend for Memory {
    fn len(&self) -> io::Result<u64> {
        self.0.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.0.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.0.set_len(len)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.0.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.0.write(offset, data)
    }
}

#[derive(Debug, Clone)]
enum Step {
    Header(u64),
    Write {
        place: usize,
        len: usize,
        seed: u64,
    },
    WriteBlocks {
        place: usize,
        count: usize,
        seed: u64,
    },
    Read {
        place: usize,
        len: usize,
    },
    SetLen(usize),
    Sync,
    Reopen,
}

/// Maximum number of blocks of a file here.
const MAX_BLOCKS: usize = 64;

fn step() -> impl Strategy<Value = Step> {
    let place = 0..MAX_BLOCKS * BLOCK;
    prop_oneof![
        2 => any::<u64>().prop_map(Step::Header),
        6 => (place.clone(), 1..3 * BLOCK, any::<u64>())
            .prop_map(|(place, len, seed)| Step::Write { place, len, seed }),
        6 => (0..MAX_BLOCKS, 1..MAX_BLOCKS, any::<u64>())
            .prop_map(|(place, count, seed)| Step::WriteBlocks { place, count, seed }),
        8 => (place, 0..40 * BLOCK).prop_map(|(place, len)| Step::Read { place, len }),
        3 => (1..=MAX_BLOCKS).prop_map(Step::SetLen),
        2 => Just(Step::Sync),
        1 => Just(Step::Reopen),
    ]
}

struct Model {
    bytes: Vec<u8>,
    /// For each block, whether it is readable. Blocks added and never written are, by the handle
    /// that added them.
    readable: Vec<bool>,
    written: Vec<bool>,
}

impl Model {
    fn set_len(&mut self, blocks: usize) {
        self.bytes.resize(blocks * BLOCK, 0);
        self.readable.resize(blocks, true);
        self.written.resize(blocks, false);
    }

    fn reopen(&mut self) {
        self.readable.clone_from(&self.written);
    }

    /// A range outside block 0 and inside the file; `None` if the file is too short.
    fn stretch(&self, place: usize, len: usize) -> Option<std::ops::Range<usize>> {
        let room = self.bytes.len() - BLOCK;
        let start = BLOCK + place.checked_rem(room)?;
        Some(start..(start + len).min(self.bytes.len()))
    }

    fn blocks(range: &std::ops::Range<usize>) -> std::ops::Range<usize> {
        range.start / BLOCK..range.end.div_ceil(BLOCK)
    }

    fn is_readable(&self, range: &std::ops::Range<usize>) -> bool {
        self.readable[Self::blocks(range)].iter().all(|yes| *yes)
    }
}

fn check(
    backend: &SealedBackend<Memory>,
    model: &Model,
    range: std::ops::Range<usize>,
) -> Result<(), TestCaseError> {
    let is = read(backend, range.start as u64, range.len());
    if range.is_empty() || model.is_readable(&range) {
        prop_assert!(is.unwrap() == model.bytes[range]);
    } else {
        prop_assert!(is.is_err_and(is_damage));
    }
    Ok(())
}

fn run(steps: Vec<Step>) -> Result<(), TestCaseError> {
    let memory = Memory::default();
    let mut backend = sealed(memory.clone());
    let mut model = Model {
        bytes: Vec::new(),
        readable: Vec::new(),
        written: Vec::new(),
    };
    backend.set_len(at(20)).unwrap();
    model.set_len(20);
    model.written[0] = true;
    for step in steps {
        match step {
            Step::Header(seed) => {
                Dice::new(seed).fill(&mut model.bytes[..320]);
                backend.write(0, &model.bytes[..320]).unwrap();
            }
            Step::WriteBlocks { place, count, seed } => {
                let Some(range) = model.stretch(place * BLOCK, count * BLOCK) else {
                    continue;
                };
                Dice::new(seed).fill(&mut model.bytes[range.clone()]);
                backend
                    .write(range.start as u64, &model.bytes[range.clone()])
                    .unwrap();
                model.readable[Model::blocks(&range)].fill(true);
                model.written[Model::blocks(&range)].fill(true);
            }
            Step::Write { place, len, seed } => {
                let Some(range) = model.stretch(place, len) else {
                    continue;
                };
                let data = Dice::new(seed).bytes(range.len());
                let whole = range.start % BLOCK == 0 && range.len() % BLOCK == 0;
                let done = backend.write(range.start as u64, &data);
                if whole || model.is_readable(&range) {
                    done.unwrap();
                    model.bytes[range.clone()].copy_from_slice(&data);
                    model.readable[Model::blocks(&range)].fill(true);
                    model.written[Model::blocks(&range)].fill(true);
                } else {
                    prop_assert!(done.is_err_and(is_damage));
                }
            }
            Step::Read { place, len } => {
                if let Some(range) = model.stretch(place, len) {
                    check(&backend, &model, range)?;
                }
                let start = place % BLOCK;
                check(&backend, &model, start..(start + len).min(BLOCK))?;
            }
            Step::SetLen(blocks) => {
                backend.set_len(at(blocks as u64)).unwrap();
                model.set_len(blocks);
            }
            Step::Sync => {
                backend.sync_data().unwrap();
                prop_assert!(backend.state().waiting.is_empty());
            }
            Step::Reopen => {
                backend.close().unwrap();
                backend = sealed(memory.clone());
                model.reopen();
            }
        }
        prop_assert_eq!(backend.len().unwrap(), model.bytes.len() as u64);
    }
    backend.sync_data().unwrap();
    model.reopen();
    let again = sealed(memory);
    for block in 0..model.readable.len() {
        check(&again, &model, block * BLOCK..(block + 1) * BLOCK)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reads_give_what_was_written(steps in prop::collection::vec(step(), 1..60)) {
        run(steps)?;
    }
}

#[test]
fn nothing_is_still_nothing() {
    let backend = sealed(Memory::default());
    assert_eq!(backend.len().unwrap(), 0);
    backend.write(123, &[]).unwrap();
    assert!(read(&backend, 456, 0).unwrap().is_empty());
    assert!(read(&backend, 0, 320).is_err());
    assert!(backend.set_len(1).is_err());
    backend.set_len(at(1)).unwrap();
    assert_eq!(read(&backend, 0, BLOCK).unwrap(), [0; BLOCK]);
    backend.set_len(0).unwrap();
    assert_eq!(backend.len().unwrap(), 0);
}
