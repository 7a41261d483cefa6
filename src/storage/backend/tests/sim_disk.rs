//! A simulated disk in memory that records every write, length and sync, and returns the images
//! that a power loss at any moment could leave: what was synced, and a random part of the rest.

use std::io;
use std::ops::Bound;
use std::sync::{Arc, Mutex, MutexGuard};

use redb::{BackendError, StorageBackend};

use crate::storage::tests::dice::Dice;

/// An event of the disk, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Event {
    Write {
        offset: u64,
        data: Vec<u8>,
    },
    SetLen(u64),
    Sync,
    /// A marker set by a test.
    Note(u64),
}

#[derive(Debug, Default)]
struct Inner {
    bytes: Vec<u8>,
    events: Vec<Event>,
    recording: bool,
    reads: usize,
}

/// Clones are handles of the same disk. Locks are always granted.
#[derive(Debug, Clone, Default)]
pub(super) struct SimDisk(Arc<Mutex<Inner>>);

fn outside() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "outside the disk")
}

fn range(offset: u64, len: usize) -> std::ops::Range<usize> {
    let start = usize::try_from(offset).unwrap_or(usize::MAX);
    start..start.saturating_add(len)
}

impl SimDisk {
    pub(super) fn of(bytes: Vec<u8>) -> Self {
        let disk = Self::default();
        disk.inner().bytes = bytes;
        disk
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap()
    }

    /// Starts recording events; returns the current contents.
    pub(super) fn record(&self) -> Vec<u8> {
        let mut inner = self.inner();
        inner.recording = true;
        inner.events.clear();
        inner.bytes.clone()
    }

    fn push(&self, event: Event) {
        let mut inner = self.inner();
        if inner.recording {
            inner.events.push(event);
        }
    }

    pub(super) fn note(&self, what: u64) {
        self.push(Event::Note(what));
    }

    pub(super) fn events(&self) -> Vec<Event> {
        self.inner().events.clone()
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        self.inner().bytes.clone()
    }

    /// Calls of `read` so far.
    pub(super) fn reads(&self) -> usize {
        self.inner().reads
    }

    pub(super) fn peek(&self, offset: u64, len: usize) -> Vec<u8> {
        self.inner().bytes[range(offset, len)].to_vec()
    }

    /// Changes bytes without the backend.
    pub(super) fn poke(&self, offset: u64, data: &[u8]) {
        self.inner().bytes[range(offset, data.len())].copy_from_slice(data);
    }
}

impl StorageBackend for SimDisk {
    fn len(&self) -> io::Result<u64> {
        Ok(self.inner().bytes.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let mut inner = self.inner();
        inner.reads += 1;
        let source = inner.bytes.get(range(offset, out.len()));
        out.copy_from_slice(source.ok_or_else(outside)?);
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.push(Event::SetLen(len));
        let len = usize::try_from(len).map_err(io::Error::other)?;
        self.inner().bytes.resize(len, 0);
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        self.push(Event::Sync);
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let place = range(offset, data.len());
        let mut inner = self.inner();
        let target = inner.bytes.get_mut(place).ok_or_else(outside)?;
        target.copy_from_slice(data);
        drop(inner);
        self.push(Event::Write {
            offset,
            data: data.to_vec(),
        });
        Ok(())
    }

    fn try_lock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<bool, BackendError> {
        Ok(true)
    }

    fn try_lock_shared_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<bool, BackendError> {
        Ok(true)
    }

    fn lock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<(), BackendError> {
        Ok(())
    }

    fn lock_shared_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<(), BackendError> {
        Ok(())
    }

    fn unlock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<(), BackendError> {
        Ok(())
    }

    fn query_lock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<bool, BackendError> {
        Ok(false)
    }
}

/// What happens to unsynced writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loss {
    /// Nothing: the process was killed, the machine continued.
    None,
    /// All of them are lost.
    All,
    /// Each sector of this size is written or not, in any order.
    Sectors(usize),
    /// In order up to some write, which is torn.
    TornLast,
    /// Each write is complete, missing, or torn.
    TornEach,
}

impl Loss {
    pub(super) const ANY: [Self; 7] = [
        Self::None,
        Self::All,
        Self::Sectors(512),
        Self::Sectors(512),
        Self::Sectors(4096),
        Self::TornLast,
        Self::TornEach,
    ];
}

/// Walks through events once, from crash point to crash point.
pub(super) struct Replay<'e> {
    synced: Vec<u8>,
    /// Since the last sync.
    unsynced: Vec<&'e Event>,
    rest: std::slice::Iter<'e, Event>,
    noted: u64,
}

impl<'e> Replay<'e> {
    /// `bytes` are the contents of the disk before `events`.
    pub(super) fn new(bytes: Vec<u8>, events: &'e [Event]) -> Self {
        Self {
            synced: bytes,
            unsynced: Vec::new(),
            rest: events.iter(),
            noted: 0,
        }
    }

    /// The last marker that was passed.
    pub(super) fn noted(&self) -> u64 {
        self.noted
    }

    pub(super) fn is_done(&self) -> bool {
        self.rest.len() == 0
    }

    /// Passes `count` events.
    pub(super) fn pass(&mut self, count: usize) {
        for event in self.rest.by_ref().take(count) {
            match event {
                Event::Note(what) => self.noted = *what,
                Event::Sync => {
                    for event in self.unsynced.drain(..) {
                        apply(&mut self.synced, event);
                    }
                }
                Event::Write { .. } | Event::SetLen(_) => self.unsynced.push(event),
            }
        }
    }

    /// An image after a power loss here. Lengths are metadata: they are lost in order, from some
    /// point on, and a write beyond the remaining length is lost with them.
    pub(super) fn image(&self, loss: Loss, dice: &mut Dice) -> Vec<u8> {
        let mut image = self.synced.clone();
        let kept = match loss {
            Loss::None => self.unsynced.len(),
            Loss::All => 0,
            Loss::TornLast => dice.below(self.unsynced.len() + 1),
            Loss::Sectors(_) | Loss::TornEach => {
                // Only lengths stop here; writes continue, if they still fit.
                dice.below(self.unsynced.len() + 1)
            }
        };
        for (index, event) in self.unsynced.iter().enumerate() {
            let Event::Write { offset, data } = event else {
                if index < kept {
                    apply(&mut image, event);
                }
                continue;
            };
            match loss {
                Loss::None => apply(&mut image, event),
                Loss::All => {}
                Loss::Sectors(size) => {
                    for (from, to) in sectors(*offset, data.len(), size) {
                        if dice.once_in(2) {
                            put(&mut image, offset + from as u64, &data[from..to]);
                        }
                    }
                }
                Loss::TornLast if index < kept => apply(&mut image, event),
                Loss::TornLast if index > kept => {}
                Loss::TornLast => put(&mut image, *offset, &data[..dice.below(data.len() + 1)]),
                Loss::TornEach => match dice.below(3) {
                    0 => {}
                    1 => put(&mut image, *offset, data),
                    _ => put(&mut image, *offset, &data[..dice.below(data.len())]),
                },
            }
        }
        image
    }
}

/// The parts of a write in different sectors.
fn sectors(offset: u64, len: usize, size: usize) -> impl Iterator<Item = (usize, usize)> {
    let into = usize::try_from(offset % size as u64).unwrap();
    let mut from = 0;
    std::iter::from_fn(move || {
        let to = ((from + into) / size * size + size - into).min(len);
        let part = (from < len).then_some((from, to));
        from = to;
        part
    })
}

fn put(image: &mut [u8], offset: u64, data: &[u8]) {
    if let Some(place) = image.get_mut(range(offset, data.len())) {
        place.copy_from_slice(data);
    }
}

fn apply(image: &mut Vec<u8>, event: &Event) {
    match event {
        Event::Write { offset, data } => put(image, *offset, data),
        Event::SetLen(len) => image.resize(usize::try_from(*len).unwrap(), 0),
        Event::Sync | Event::Note(_) => {}
    }
}

#[test]
fn a_write_is_cut_at_sectors() {
    let cut: Vec<_> = sectors(8192 + 4136, 4136, 4096).collect();
    assert_eq!(cut, [(0, 4056), (4056, 4136)]);
    let cut: Vec<_> = sectors(1024, 1200, 512).collect();
    assert_eq!(cut, [(0, 512), (512, 1024), (1024, 1200)]);
    assert_eq!(sectors(10, 5, 512).collect::<Vec<_>>(), [(0, 5)]);
}

#[test]
fn what_was_synced_is_in_every_image() {
    let disk = SimDisk::default();
    disk.record();
    disk.set_len(4096).unwrap();
    disk.write(0, &[1; 4096]).unwrap();
    disk.sync_data().unwrap();
    disk.note(7);
    disk.write(1000, &[2; 2000]).unwrap();
    let events = disk.events();
    let mut replay = Replay::new(Vec::new(), &events);
    replay.pass(events.len());
    assert_eq!(replay.noted(), 7);
    let mut dice = Dice::new(1);
    let mut mixed = 0;
    for loss in Loss::ANY.into_iter().cycle().take(70) {
        let image = replay.image(loss, &mut dice);
        assert_eq!(image.len(), 4096);
        assert!(image[..1000].iter().chain(&image[3000..]).all(|b| *b == 1));
        let new = image.iter().filter(|b| **b == 2).count();
        mixed += usize::from(new != 0 && new != 2000);
        assert!(loss != Loss::None || new == 2000);
        assert!(loss != Loss::All || new == 0);
    }
    assert!(mixed > 10);
}
