//! MPEG audio, which has no magic number: an ID3v2 tag, or two consecutive frames (ISO 11172-3, ISO
//! 13818-3).

use super::bytes::{array, has};

/// Kilobits per second by layer and index, MPEG 1.
const RATES_1: [[u32; 14]; 3] = [
    [
        32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448,
    ],
    [
        32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384,
    ],
    [
        32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320,
    ],
];
/// Kilobits per second of layer I, then of II and III, MPEG 2 and 2.5.
const RATES_2: [[u32; 14]; 2] = [
    [
        32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256,
    ],
    [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];

pub(super) fn is_mpeg_audio(head: &[u8], total: u64) -> bool {
    is_id3(head) || frames(head, total)
}

/// ID3v2.2 to 2.4: version, revision, flags, a size in four 7-bit bytes.
fn is_id3(head: &[u8]) -> bool {
    let Some([version, revision, _, sizes @ ..]) = array::<7>(head, 3) else {
        return false;
    };
    has(head, 0, b"ID3")
        && (2..=4).contains(&version)
        && revision != 0xFF
        && sizes.iter().all(|byte| *byte < 0x80)
}

fn frames(head: &[u8], total: u64) -> bool {
    let Some(length) = array(head, 0).and_then(frame_bytes) else {
        return false;
    };
    match array(head, length) {
        Some(next) => frame_bytes(next).is_some(),
        // Frames are shorter than the head, so the file ends after the first one.
        None => u64::try_from(length).is_ok_and(|length| total >= length),
    }
}

/// The length of the frame with this header; `None` if it is invalid.
fn frame_bytes(header: [u8; 4]) -> Option<usize> {
    let [sync, second, third, _] = header;
    if sync != 0xFF || second & 0xE0 != 0xE0 {
        return None;
    }
    let version = second >> 3 & 3;
    let layer = 4_u8
        .checked_sub(second >> 1 & 3)
        .filter(|layer| *layer < 4)?;
    let mpeg1 = version == 3;
    let rates = match (mpeg1, layer) {
        (true, _) => RATES_1.get(usize::from(layer).checked_sub(1)?)?,
        (false, 1) => RATES_2.first()?,
        (false, _) => RATES_2.last()?,
    };
    let bits = rates
        .get(usize::from(third >> 4).checked_sub(1)?)?
        .checked_mul(1000)?;
    let base: u32 = match third >> 2 & 3 {
        0 => 44_100,
        1 => 48_000,
        2 => 32_000,
        _ => return None,
    };
    let samples_a_second = match version {
        3 => base,
        2 => base / 2,
        0 => base / 4,
        _ => return None,
    };
    let padding = u32::from(third >> 1 & 1);
    let length = match layer {
        1 => (12_u32.checked_mul(bits)? / samples_a_second)
            .checked_add(padding)?
            .checked_mul(4)?,
        3 if !mpeg1 => (72_u32.checked_mul(bits)? / samples_a_second).checked_add(padding)?,
        _ => (144_u32.checked_mul(bits)? / samples_a_second).checked_add(padding)?,
    };
    usize::try_from(length).ok().filter(|length| *length > 4)
}
