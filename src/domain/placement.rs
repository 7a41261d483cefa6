//! What to do if the path of a file is taken, and the alternative names to try: `letter (2).pdf`.
//! Which paths are taken is unknown here.

mod conflict;
#[cfg(test)]
mod tests;

use unicode_segmentation::UnicodeSegmentation;

use super::path::{MAX_PART_BYTES, VaultPath};

pub use conflict::Conflict;

/// Maximum number tried for a free path.
pub const MAX_TRIES: u32 = 100_000;

/// The value of `--on-conflict`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnConflict {
    /// The new file gets a number in its name.
    Rename,
    /// The content becomes the next version of the existing file.
    Version,
    /// The new file is skipped.
    Skip,
    /// The new file is skipped, which is an error.
    Fail,
}

impl OnConflict {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Rename, Self::Version, Self::Skip, Self::Fail];

    /// The name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rename => "rename",
            Self::Version => "version",
            Self::Skip => "skip",
            Self::Fail => "fail",
        }
    }

    /// The value with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// A file at the path of another one, and the principal's rights to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taken {
    /// Both have the same source.
    pub same_source: bool,
    /// Both have the same content.
    pub same_content: bool,
    /// It may be moved to another path.
    pub may_move: bool,
    /// It may be moved to the trash.
    pub may_remove: bool,
}

/// How to resolve a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolution {
    /// Nothing to do: the content already exists there.
    Same,
    /// The content becomes the next version of the existing file.
    Version,
    /// The new file gets another name.
    Rename,
    /// The existing file gets another name.
    MoveExisting,
    /// The existing file goes to the trash.
    RemoveExisting,
    /// The new file is skipped.
    Skip,
}

/// The rule for imported content: equal content is not added again; content from the same source
/// becomes the next version; otherwise `wanted` applies, as far as it is permitted.
#[must_use]
pub fn resolve(wanted: Conflict, taken: Taken) -> Resolution {
    if taken.same_content {
        return Resolution::Same;
    }
    if taken.same_source {
        return Resolution::Version;
    }
    resolve_move(wanted, taken)
}

/// The rule for files in the vault: only [`Conflict::Deduplicate`] compares their contents.
#[must_use]
pub fn resolve_move(wanted: Conflict, taken: Taken) -> Resolution {
    match wanted {
        Conflict::Skip => Resolution::Skip,
        Conflict::NewVersion => Resolution::Version,
        Conflict::Deduplicate if taken.same_content => Resolution::Same,
        Conflict::RenameExisting if taken.may_move => Resolution::MoveExisting,
        Conflict::Trash if taken.may_remove => Resolution::RemoveExisting,
        Conflict::RenameNew
        | Conflict::Deduplicate
        | Conflict::RenameExisting
        | Conflict::Trash => Resolution::Rename,
    }
}

/// Extensions of compressed or encrypted files: the extension before them is kept as well.
const WRAPPERS: [&str; 16] = [
    "gz", "bz2", "xz", "zst", "lz", "lz4", "lzma", "br", "z", "gpg", "pgp", "asc", "sig", "age",
    "enc", "part",
];
/// The longest extension, in bytes.
const MAX_EXTENSION_LEN: usize = 16;

/// The name and its extension, with the dot: `archive` and `.tar.gz`. The extension is empty if the
/// text after the last dot is not one: it contains a space, or is a number.
#[must_use]
pub fn split_extension(name: &[u8]) -> (&[u8], &[u8]) {
    let Some((stem, extension)) = split_last(name) else {
        return (name, &[]);
    };
    let wraps = std::str::from_utf8(extension.get(1..).unwrap_or_default()).is_ok_and(|one| {
        WRAPPERS
            .iter()
            .any(|wrapper| wrapper.eq_ignore_ascii_case(one))
    });
    if wraps
        && let Some((stem, _)) = split_last(stem)
        && let Some(both) = name.get(stem.len()..)
    {
        return (stem, both);
    }
    (stem, extension)
}

fn split_last(name: &[u8]) -> Option<(&[u8], &[u8])> {
    let dot = name.iter().rposition(|byte| *byte == b'.')?;
    let (stem, extension) = name.split_at_checked(dot)?;
    let text = std::str::from_utf8(extension.get(1..)?).ok()?;
    let of_a_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '+' | '~');
    // The parts of a split file: `film.mkv.001`.
    let is_part = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_extension = !stem.is_empty()
        && (1..=MAX_EXTENSION_LEN).contains(&text.len())
        && text.chars().all(of_a_word)
        && (is_part || text.chars().any(char::is_alphabetic));
    is_extension.then_some((stem, extension))
}

/// The name with a number, in at most `most` bytes: `letter.pdf` as `letter (2).pdf`. Characters
/// before the number are dropped if necessary.
#[must_use]
pub fn numbered_name(name: &[u8], number: u32, most: usize) -> Vec<u8> {
    let (stem, extension) = split_extension(name);
    let end = [format!(" ({number})").as_bytes(), extension].concat();
    with_end(stem, &end, most)
}

/// The name in at most `most` bytes: drops characters, and keeps the extension.
#[must_use]
pub fn shortened_name(name: &[u8], most: usize) -> Vec<u8> {
    if name.len() <= most {
        return name.to_vec();
    }
    let (stem, extension) = split_extension(name);
    with_end(stem, extension, most)
}

fn with_end(stem: &[u8], end: &[u8], most: usize) -> Vec<u8> {
    let mut name = shortened(stem, most.saturating_sub(end.len())).to_vec();
    name.extend_from_slice(end);
    name.truncate(most);
    name
}

/// The beginning of a text, in at most `most` bytes: whole characters, as seen by a person. What is
/// not UTF-8 is cut anywhere.
#[must_use]
pub fn shortened(text: &[u8], most: usize) -> &[u8] {
    let Some(head) = text.get(..most).filter(|_| text.len() > most) else {
        return text;
    };
    let Ok(whole) = std::str::from_utf8(text) else {
        return head;
    };
    let ends = whole.grapheme_indices(true).map(|(at, _)| at);
    let end = ends.take_while(|at| *at <= most).last().unwrap_or(0);
    // A single grapheme of many bytes: cut between its code points.
    let inside = || (0..=most).rev().find(|at| whole.is_char_boundary(*at));
    let end = Some(end).filter(|end| *end > 0).or_else(inside);
    let end = end.unwrap_or_default();
    text.get(..end).unwrap_or(head)
}

/// The path with a number in its name: `/a/letter.pdf` as `/a/letter (2).pdf`; `None` if it becomes
/// too long.
#[must_use]
pub fn numbered(path: &VaultPath, number: u32) -> Option<VaultPath> {
    let name = numbered_name(path.name(), number, MAX_PART_BYTES);
    path.parent()?.join(&name).ok()
}

/// The first path that `name` returns for `from`, `from + 1`, ... and that `look` accepts, with the
/// result of `look` and its number; `None` if there is none.
///
/// # Errors
/// Errors of `look`.
pub fn first<T, E>(
    from: u32,
    mut name: impl FnMut(u32) -> Option<VaultPath>,
    mut look: impl FnMut(&VaultPath) -> Result<Option<T>, E>,
) -> Result<Option<(VaultPath, T, u32)>, E> {
    for number in from..from.saturating_add(MAX_TRIES) {
        let Some(path) = name(number) else {
            return Ok(None);
        };
        if let Some(accepted) = look(&path)? {
            return Ok(Some((path, accepted, number)));
        }
    }
    Ok(None)
}
