//! Reads contents ahead in a separate thread, while the previous ones are compressed and encrypted.

use std::sync::mpsc;

use crate::app::cancel;
use crate::app::error::{Error, Result};
use crate::crypto::keys::ContentKey;
use crate::storage::content::Contents;
use crate::storage::tables::ReadTables;
use crate::storage::threads;

/// Bytes of small contents sent together.
const STRETCH: usize = 1024 * 1024;
/// Stretches in the queue.
const QUEUE_LIMIT: usize = 6;

/// Bytes of one or several contents.
#[derive(Default)]
struct Stretch {
    bytes: Vec<u8>,
    /// Pairs of a content and its number of bytes; in order, at least one for each.
    parts: Vec<(usize, usize)>,
}

/// Calls `take` with the pieces of every content, in order, with its index in `numbers`; at least
/// once for each.
pub(super) fn read<E: From<Error>>(
    view: &ReadTables,
    key: &ContentKey,
    numbers: &[u64],
    mut take: impl FnMut(usize, &[u8]) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    if threads::cores() == 1 {
        return here(view, key, numbers, take);
    }
    std::thread::scope(|scope| {
        let (to, stretches) = mpsc::sync_channel::<Result<Stretch>>(QUEUE_LIMIT);
        let reading = move || {
            if let Err(error) = read_all(view, key, numbers, &to) {
                // If the consumer is gone, the error does not matter.
                let _ = to.send(Err(error));
            }
        };
        if threads::spawn_scoped(scope, reading).is_err() {
            return here(view, key, numbers, take);
        }
        for stretch in stretches {
            let Stretch { bytes, parts } = stretch?;
            let mut rest = bytes.as_slice();
            for (index, count) in parts {
                let (piece, after) = rest.split_at_checked(count).unwrap_or((rest, &[]));
                take(index, piece)?;
                rest = after;
            }
        }
        Ok(())
    })
}

/// The same without a thread.
fn here<E: From<Error>>(
    view: &ReadTables,
    key: &ContentKey,
    numbers: &[u64],
    mut take: impl FnMut(usize, &[u8]) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let mut contents = Contents::new(view, key);
    for (index, number) in numbers.iter().enumerate() {
        take(index, &[])?;
        // `take` and the read have different errors.
        let mut failed = None;
        let read = contents.read(*number, |piece| {
            cancel::check()?;
            take(index, piece).map_err(|error| {
                failed = Some(error);
                Error::inconsistent()
            })
        });
        match (failed, read) {
            (Some(error), _) => return Err(error),
            (None, read) => read?,
        }
    }
    Ok(())
}

fn read_all(
    view: &ReadTables,
    key: &ContentKey,
    numbers: &[u64],
    to: &mpsc::SyncSender<Result<Stretch>>,
) -> Result<()> {
    let mut contents = Contents::new(view, key);
    let mut stretch = Stretch::default();
    for (index, number) in numbers.iter().enumerate() {
        stretch.parts.push((index, 0));
        contents.read(*number, |piece| {
            cancel::check()?;
            stretch.bytes.extend_from_slice(piece);
            stretch.parts.push((index, piece.len()));
            if stretch.bytes.len() >= STRETCH {
                send(to, &mut stretch)?;
            }
            Ok::<(), Error>(())
        })?;
    }
    send(to, &mut stretch)
}

fn send(to: &mpsc::SyncSender<Result<Stretch>>, stretch: &mut Stretch) -> Result<()> {
    let room = Stretch {
        bytes: Vec::with_capacity(STRETCH + STRETCH / 4),
        parts: Vec::new(),
    };
    to.send(Ok(std::mem::replace(stretch, room)))
        .map_err(|_| Error::inconsistent())
}
