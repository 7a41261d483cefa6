//! What happens where the place that a file should have is taken, and the names that are tried then:
//! `letter (2).pdf`. Nothing here knows which places are taken.

#[cfg(test)]
mod tests;

use unicode_segmentation::UnicodeSegmentation;

use super::path::{MAX_PART_BYTES, VaultPath};
use super::rule::Conflict;

/// The most numbers that are tried before a place is given up.
pub const MAX_TRIES: u32 = 100_000;

/// What was asked for with `--on-conflict`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnConflict {
    /// The new file gets a number in its name.
    Rename,
    /// The content becomes the next version of the file that is there.
    Version,
    /// The new file is left out.
    Skip,
    /// The new file is left out, and that is an error.
    Fail,
}

impl OnConflict {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Rename, Self::Version, Self::Skip, Self::Fail];

    /// The word on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rename => "rename",
            Self::Version => "version",
            Self::Skip => "skip",
            Self::Fail => "fail",
        }
    }

    /// The one of that word.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// What is known of a file that has the place of another, and of who asks for the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taken {
    /// It came from the very source that the new content comes from.
    pub same_source: bool,
    /// It has the same content.
    pub same_content: bool,
    /// It may be moved to another place.
    pub may_move: bool,
    /// It may be moved to the trash.
    pub may_remove: bool,
}

/// What is done about a place that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolution {
    /// Nothing: the content is there already.
    Same,
    /// The content becomes the next version of the file that is there.
    Version,
    /// The new file gets another name.
    Rename,
    /// The file that is there gets another name.
    MoveExisting,
    /// The file that is there goes to the trash.
    RemoveExisting,
    /// The new file stays where it is.
    Skip,
}

/// The rule for content that comes from outside of the vault: the same content is there already; the same
/// source, named again, gives the next version; else it is as `wanted`, as far as that is allowed.
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

/// The rule for files that are in the vault: only [`Conflict::Deduplicate`] looks at their contents.
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

/// Extensions that say how the file before them was packed or sealed: the one before belongs to the name's
/// end as well.
const WRAPPERS: [&str; 16] = [
    "gz", "bz2", "xz", "zst", "lz", "lz4", "lzma", "br", "z", "gpg", "pgp", "asc", "sig", "age",
    "enc", "part",
];
/// The longest extension, in bytes.
const LONGEST_EXTENSION: usize = 16;

/// The name and its extension, with the dot: `archive` and `.tar.gz`. The extension is empty where what
/// follows the last dot is none: a word with a blank in it, or a number.
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
    // The parts of what was cut: `film.mkv.001`.
    let is_part = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_extension = !stem.is_empty()
        && (1..=LONGEST_EXTENSION).contains(&text.len())
        && text.chars().all(of_a_word)
        && (is_part || text.chars().any(char::is_alphabetic));
    is_extension.then_some((stem, extension))
}

/// The name with a number in it, in at most `most` bytes: `letter.pdf` as `letter (2).pdf`. What is too long
/// loses characters before the number.
#[must_use]
pub fn numbered_name(name: &[u8], number: u32, most: usize) -> Vec<u8> {
    let (stem, extension) = split_extension(name);
    let end = [format!(" ({number})").as_bytes(), extension].concat();
    with_end(stem, &end, most)
}

/// The name in at most `most` bytes: it loses characters, and keeps its extension.
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

/// The beginning of a text, in at most `most` bytes: whole characters, as a person sees them. What is not
/// UTF-8 is cut anywhere.
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
    // A single character of many bytes: cut between two of those that it is made of.
    let inside = || (0..=most).rev().find(|at| whole.is_char_boundary(*at));
    let end = Some(end).filter(|end| *end > 0).or_else(inside);
    let end = end.unwrap_or_default();
    text.get(..end).unwrap_or(head)
}

/// The same place under another name: `/a/letter.pdf` as `/a/letter (2).pdf`; none where the path becomes too
/// long.
#[must_use]
pub fn numbered(path: &VaultPath, number: u32) -> Option<VaultPath> {
    let name = numbered_name(path.name(), number, MAX_PART_BYTES);
    path.parent()?.join(&name).ok()
}

/// The first of the places that `name` gives for `from`, `from + 1`, ... that `look` accepts, with what it
/// says of it and its number; none where there is no such place.
///
/// # Errors
/// What `look` gives.
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
