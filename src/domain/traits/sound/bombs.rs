//! Compressed frames of ID3v2 tags. The library inflates them without a limit, and cannot be built
//! without that; a frame that inflates to more than any text is detected before the library is
//! called.

use std::io::Read;

use flate2::read::ZlibDecoder;

/// Maximum inflated size of a frame.
const MAX_INFLATED: u64 = 1024 * 1024;
/// Number of positions examined: hardly any file has one that is not a frame.
const MAX_POSITIONS: usize = 200;
/// A frame's header, in ID3v2.3 and 2.4.
const HEADER: usize = 10;
/// Bytes between the header and the compressed data: a length, and additions of other flags.
const BETWEEN: usize = 9;

/// Whether there may be a frame that the library must not inflate. Frame boundaries are not
/// trusted: any position that looks like a frame counts.
pub(super) fn are_in(bytes: &[u8]) -> bool {
    let Some(tag) = memchr::memmem::find(bytes, b"ID3") else {
        return false;
    };
    let bytes = bytes.get(tag..).unwrap_or_default();
    if are_in_plain(bytes) {
        return true;
    }
    // Encoded so that no byte after 0xff can be mistaken for an audio frame.
    if memchr::memmem::find(bytes, &[0xff, 0]).is_none() {
        return false;
    }
    let mut plain = Vec::with_capacity(bytes.len());
    let mut before = 0;
    for byte in bytes {
        if before != 0xff || *byte != 0 {
            plain.push(*byte);
        }
        before = *byte;
    }
    are_in_plain(&plain)
}

fn are_in_plain(bytes: &[u8]) -> bool {
    let mut places = 0;
    for (at, header) in bytes.windows(HEADER).enumerate() {
        if !is_compressed_frame(header) {
            continue;
        }
        for start in at + HEADER..=at + HEADER + BETWEEN {
            let stream = bytes.get(start..).unwrap_or_default();
            if !begins_zlib(stream) {
                continue;
            }
            places += 1;
            if places > MAX_POSITIONS || inflates_beyond(stream) {
                return true;
            }
        }
    }
    false
}

/// Whether this is the header of a compressed frame in ID3v2.3 or 2.4.
fn is_compressed_frame(header: &[u8]) -> bool {
    let is_id = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    let [first, second, third, fourth, .., flags] = header else {
        return false;
    };
    // Three letters and a zero are an id of an earlier version.
    flags & 0x88 != 0
        && [first, second, third].into_iter().all(is_id)
        && (is_id(fourth) || *fourth == 0)
}

/// RFC 1950, 2.2.
fn begins_zlib(stream: &[u8]) -> bool {
    let Some([method, check]) = stream.first_chunk() else {
        return false;
    };
    method & 0x0f == 8
        && method >> 4 <= 7
        && check & 0x20 == 0
        && u16::from_be_bytes([*method, *check]).is_multiple_of(31)
}

fn inflates_beyond(stream: &[u8]) -> bool {
    let mut out = ZlibDecoder::new(stream).take(MAX_INFLATED + 1);
    let mut sum = 0;
    let mut buffer = [0; 8192];
    // A stream that ends with an error has been inflated as far as possible.
    while let Ok(count @ 1..) = out.read(&mut buffer) {
        sum += count as u64;
    }
    sum > MAX_INFLATED
}
