//! zstd as a stream, for backups: what stock tools read with `zstd -d`.

use std::io::{self, BufRead, Write};

use zstd::stream::read::Decoder;
use zstd::stream::write::Encoder;

use crate::storage::threads;

/// Compresses what is written.
pub(crate) type Compressing<W> = Encoder<'static, W>;

/// Faster than the compression of the vault's own content, which is kept longer.
const LEVEL: i32 = 2;
/// The largest window that is believed: 8 MiB. Ours are smaller, and whoever names one has it
/// allocated.
const WINDOW_LOG: u32 = 23;

/// Compresses what is written, on as many threads as there are cores; the caller finishes it.
///
/// # Errors
/// Where zstd has no memory.
pub(crate) fn compressing<W: Write>(out: W) -> io::Result<Compressing<W>> {
    let mut encoder = Encoder::new(out, LEVEL)?;
    let threads = u32::try_from(threads::cores()).unwrap_or(1);
    if threads > 1 {
        encoder.multithread(threads)?;
    }
    encoder.include_checksum(true)?;
    Ok(encoder)
}

/// The bytes of a zstd stream.
///
/// # Errors
/// Where zstd has no memory.
pub(crate) fn decompressing<R: BufRead>(input: R) -> io::Result<Decoder<'static, R>> {
    let mut decoder = Decoder::with_buffer(input)?;
    decoder.window_log_max(WINDOW_LOG)?;
    Ok(decoder)
}
