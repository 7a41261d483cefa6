//! Little-endian numbers and fields at offsets that may be out of bounds.

/// `count` bytes at `at`.
pub(super) fn slice(bytes: &[u8], at: usize, count: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(count)?)
}

/// An array at `at`.
pub(super) fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    slice(bytes, at, N)?.try_into().ok()
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    array(bytes, at).map(|pair| usize::from(u16::from_le_bytes(pair)))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_le_bytes)
}

/// Whether `mark` is at `at`.
pub(super) fn has(bytes: &[u8], at: usize, mark: &[u8]) -> bool {
    slice(bytes, at, mark.len()) == Some(mark)
}

/// The position of the first `mark`, from `from` on.
pub(super) fn find(bytes: &[u8], from: usize, mark: &[u8]) -> Option<usize> {
    let found = bytes
        .get(from..)?
        .windows(mark.len().max(1))
        .position(|window| window == mark)?;
    from.checked_add(found)
}
