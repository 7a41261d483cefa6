//! Ranges of keys with a common prefix.

use std::ops::Bound;

/// The first key after all keys with this prefix; `None` if there is none.
pub(super) fn after_prefix(prefix: &[u8]) -> Option<Vec<u8>> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if let Some(next) = last.checked_add(1) {
            end.push(next);
            return Some(end);
        }
    }
    None
}

/// The end of a range of keys.
pub(super) fn as_bound(end: Option<&Vec<u8>>) -> Bound<&[u8]> {
    end.map_or(Bound::Unbounded, |end| Bound::Excluded(end.as_slice()))
}
