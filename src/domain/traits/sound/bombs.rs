//! Compressed frames of ID3v2 tags. The library inflates them without a bound, and cannot be built
//! without that; a frame that becomes more than any text is found before it is asked.

use std::io::Read;

use flate2::read::ZlibDecoder;

/// No compressed frame that is read becomes more.
const MOST_INFLATED: u64 = 1024 * 1024;
/// Places that are tried: hardly any file has one that is none.
const MOST_PLACES: usize = 200;
/// A frame's header, in ID3v2.3 and 2.4.
const HEADER: usize = 10;
/// Bytes between the header and what is compressed: a length, and what other flags add.
const BETWEEN: usize = 9;

/// Whether a frame may be one that the library must not inflate. Where frames begin is not believed:
/// any place that looks like one counts.
pub(super) fn are_in(bytes: &[u8]) -> bool {
    let Some(tag) = memchr::memmem::find(bytes, b"ID3") else {
        return false;
    };
    let bytes = bytes.get(tag..).unwrap_or_default();
    if are_in_plain(bytes) {
        return true;
    }
    // Written so that no byte that follows 0xff is one of a frame of sound.
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
            if places > MOST_PLACES || inflates_beyond(stream) {
                return true;
            }
        }
    }
    false
}

/// The header of a frame with the mark of ID3v2.3 or 2.4 that it is compressed.
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
    let mut out = ZlibDecoder::new(stream).take(MOST_INFLATED + 1);
    let mut sum = 0;
    let mut buffer = [0; 8192];
    // What ends with an error has become as much as it will.
    while let Ok(count @ 1..) = out.read(&mut buffer) {
        sum += count as u64;
    }
    sum > MOST_INFLATED
}
