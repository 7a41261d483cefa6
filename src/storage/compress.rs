//! zstd (RFC 8878). The only user of the compressor.

mod stream;

use std::cell::RefCell;

use zstd::bulk::{Compressor, Decompressor};

use super::{Result, StorageError};
pub(crate) use stream::{Compressing, compressing, decompressing};

const LEVEL: i32 = 3;
/// The part of a large chunk that is compressed as a probe.
const PROBE: usize = 64 * 1024;
/// Below this size compression gains nothing.
const MIN_LEN: usize = 64;

thread_local! {
    static COMPRESSOR: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    static DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

fn failed(error: &std::io::Error) -> StorageError {
    StorageError::Engine(format!("zstd: {error}"))
}

fn compress(bytes: &[u8]) -> Result<Vec<u8>> {
    COMPRESSOR.with_borrow_mut(|place| {
        let compressor = match place {
            Some(compressor) => compressor,
            None => place.insert(Compressor::new(LEVEL).map_err(|e| failed(&e))?),
        };
        compressor.compress(bytes).map_err(|e| failed(&e))
    })
}

/// Whether saving `before - after` bytes is worth a decompression: at least one sixteenth.
fn is_worthwhile(before: usize, after: usize) -> bool {
    after < before - before / 16
}

/// The zstd frame of `bytes`, or `None` if it is not worth it.
pub(crate) fn compress_if_smaller(bytes: &[u8]) -> Result<Option<Vec<u8>>> {
    if bytes.len() < MIN_LEN {
        return Ok(None);
    }
    if let Some(middle) = bytes
        .get(bytes.len() / 2..)
        .and_then(|half| half.get(..PROBE))
    {
        let head = bytes.get(..PROBE).unwrap_or(bytes);
        let gained = |part: &[u8]| compress(part).map(|out| is_worthwhile(part.len(), out.len()));
        if !gained(head)? && !gained(middle)? {
            return Ok(None);
        }
    }
    let frame = compress(bytes)?;
    Ok(is_worthwhile(bytes.len(), frame.len()).then_some(frame))
}

/// Decompresses a frame made here; `size` bounds the allocation.
///
/// # Errors
/// [`StorageError::Damaged`] for another size, or an invalid frame.
pub(crate) fn decompress(frame: &[u8], size: usize) -> Result<Vec<u8>> {
    let damaged = || StorageError::Damaged("chunk decompression failed".into());
    let bytes = DECOMPRESSOR.with_borrow_mut(|place| {
        let decompressor = match place {
            Some(decompressor) => decompressor,
            None => place.insert(Decompressor::new().map_err(|e| failed(&e))?),
        };
        decompressor.decompress(frame, size).map_err(|_| damaged())
    })?;
    if bytes.len() == size {
        Ok(bytes)
    } else {
        Err(damaged())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_compressed_and_comes_back() {
        let text = b"all work and no play ".repeat(500);
        let frame = compress_if_smaller(&text).unwrap().unwrap();
        assert!(frame.len() < 200);
        assert_eq!(decompress(&frame, text.len()).unwrap(), text);
        assert!(decompress(&frame, text.len() - 1).is_err());
        assert!(decompress(&frame, text.len() + 1).is_err());
        assert!(decompress(b"nonsense", 8).is_err());
    }

    #[test]
    fn noise_is_left_alone() {
        let mut noise = vec![0; 300_000];
        crate::crypto::random::fill(&mut noise).unwrap();
        assert!(compress_if_smaller(&noise).unwrap().is_none());
        assert!(compress_if_smaller(b"short").unwrap().is_none());
    }
}
