//! Counts with a noun.

/// `1 row`, `2 rows`.
pub(crate) fn counted<T>(count: T, noun: &str) -> String
where
    T: Copy + std::fmt::Display + PartialEq + From<u8>,
{
    let ending = if count == T::from(1) { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

/// `1 file`, `2 files`.
pub(crate) fn files(count: u64) -> String {
    match count {
        1 => "1 file".to_owned(),
        count => format!("{count} files"),
    }
}

/// `1 entry`, `2 entries`: files, links and folders.
pub(crate) fn entries(count: u64) -> String {
    match count {
        1 => "1 entry".to_owned(),
        count => format!("{count} entries"),
    }
}
