//! zstd as a stream, for backups: readable by `zstd -d`.

use std::io::{self, BufRead, Write};

use zstd::stream::read::Decoder;
use zstd::stream::write::Encoder;

use crate::storage::threads;

/// Compresses what is written.
pub(crate) type Compressing<W> = Encoder<'static, W>;

/// Faster than the level for the vault's own contents, which are kept longer.
const LEVEL: i32 = 2;
/// The largest accepted window: 8 MiB. Ours are smaller, and the window in a header is allocated.
const WINDOW_LOG: u32 = 23;

/// Compresses with one thread per core; the caller finishes the stream.
pub(crate) fn compressing<W: Write>(out: W) -> io::Result<Compressing<W>> {
    let mut encoder = Encoder::new(out, LEVEL)?;
    let threads = u32::try_from(threads::cores()).unwrap_or(1);
    if threads > 1 {
        encoder.multithread(threads)?;
    }
    encoder.include_checksum(true)?;
    Ok(encoder)
}

/// Decompresses a zstd stream.
pub(crate) fn decompressing<R: BufRead>(input: R) -> io::Result<Decoder<'static, R>> {
    let mut decoder = Decoder::with_buffer(input)?;
    decoder.window_log_max(WINDOW_LOG)?;
    Ok(decoder)
}
