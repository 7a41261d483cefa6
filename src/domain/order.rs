//! The order of listings: natural order of names, or by a property.

use super::path::{VaultPath, fold_name};

super::closed_set::closed_set! {
    /// A property by which a listing is sorted.
    pub enum SortKey by
    /// The name on the command line.
    name {
        /// By name, in natural order.
        Name = "name",
        /// By size, largest first.
        Size = "size",
        /// By modification time, newest first.
        Modified = "modified",
        /// By the time when it was added, newest first.
        Added = "added",
        /// By the name of the type.
        Type = "type",
    }
}

/// The longest sequence of digits that is compared as one number.
const MAX_DIGITS: usize = 200;

/// A key whose order, by bytes, is the natural order of names: without regard to case and accents,
/// and with numbers by value, so that `file2` is before `file10`.
#[must_use]
pub fn natural_key(name: &[u8]) -> Vec<u8> {
    let folded = fold_name(name);
    let mut key = Vec::with_capacity(folded.len().saturating_add(8));
    let mut rest = folded.as_slice();
    while let Some((byte, after)) = rest.split_first() {
        if !byte.is_ascii_digit() {
            key.push(*byte);
            rest = after;
            continue;
        }
        let end = rest.iter().position(|byte| !byte.is_ascii_digit());
        let end = end.unwrap_or(rest.len()).min(MAX_DIGITS);
        let (digits, after) = rest.split_at(end);
        let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
        let digits = digits.get(zeros..).unwrap_or_default();
        key.push(b'0');
        key.push(
            u8::try_from(digits.len())
                .unwrap_or(u8::MAX)
                .saturating_add(1),
        );
        key.extend_from_slice(digits);
        rest = after;
    }
    key
}

/// A key whose order is that of a tree: below each folder, first its folders and then its files, in
/// natural order.
#[must_use]
pub fn tree_key(path: &VaultPath, is_folder: bool) -> Vec<u8> {
    let mut key = Vec::new();
    let mut parts = path.parts().peekable();
    while let Some(part) = parts.next() {
        let is_file = parts.peek().is_none() && !is_folder;
        key.push(u8::from(is_file));
        key.extend(natural_key(part));
        key.push(0);
    }
    key.extend_from_slice(path.key());
    key
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_by_value_and_folders_come_first() {
        let sorted = [
            "/a/z.txt",
            "/Ä2/b",
            "/a10/b",
            "/file",
            "/file 1.txt",
            "/file1.txt",
            "/File2.txt",
            "/file002.txt",
            "/file10.txt",
            "/file10a",
            "/z",
        ];
        let mut paths = sorted.map(|text| VaultPath::parse(text.as_bytes()).unwrap());
        paths.reverse();
        paths.sort_by_cached_key(|path| tree_key(path, false));
        let found: Vec<&[u8]> = paths.iter().map(VaultPath::raw).collect();
        assert_eq!(found, sorted.map(str::as_bytes));
        let huge = "9".repeat(250);
        assert!(natural_key(huge.as_bytes()) > natural_key(b"10"));
    }
}
