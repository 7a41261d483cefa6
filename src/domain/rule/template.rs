//! Templates for folders, names, tags and notes: texts with `{fields}`, replaced by values of a file.
//!
//! | field | value |
//! |---|---|
//! | `{name}`, `{stem}`, `{ext}` | the name, without its extension, the extension in lower case |
//! | `{type}`, `{class}` | the type and class, as in `find type:`: `pdf`, `document` |
//! | `{owner}`, `{id}`, `{hash}` | the owner, the id, BLAKE3 of the content (`{hash:8}`: 8 digits) |
//! | `{folder}`, `{parent}` | the path of the parent folder, and its name |
//! | `{tag}`, `{tag:P-}` | the first tag; the first tag with the prefix `P-`, without the prefix |
//! | `{added}`, `{modified}`, `{taken}` (or `{exif.date}`), `{date}` | local times, `{taken:%Y-%m}` with strftime; `date` is `taken`, otherwise `modified` |
//! | `{name.date}` | the date in the name: `IMG_20230704_101500`, `2023-07-04 ...`, `IMG-20230704-WA0001` |
//! | `{regex.GROUP}` | what the group `(?<GROUP>...)` of a `regex:` term of the rule has matched |
//! | `{title}`, `{author}`, `{artist}`, `{album}`, `{camera}` | metadata in the content |
//! | `{n}`, `{n:3}` | the first number from 1 that makes the path free, with at least 3 digits |
//! | `{a\|b\|'text'}` | the first alternative that has a value; a format applies to those before it, too: `{taken\|modified:%Y}` |
//! | `{{`, `}}` | literal braces |
//!
//! `:lower` and `:upper` change the case of a text. A value never contains a slash (except
//! `{folder}`) or a control character, and is never `.` or `..`: it cannot lead out of the folder.

mod field;
mod name_date;
mod parse;

use super::Tag;
use crate::domain::id::FileId;
use crate::domain::path::MAX_PART_BYTES;
use crate::domain::placement::{shortened, shortened_name};
use crate::domain::query::Facts;
use crate::domain::time::Zone;

use field::Field;

/// A text with fields.
#[derive(Debug, Clone)]
pub struct Template {
    parts: Vec<Part>,
}

#[derive(Debug, Clone)]
enum Part {
    Text(String),
    /// The first one that the file has.
    Fields(Vec<Field>),
}

/// Why a template is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// An unmatched brace.
    #[error("the template {0:?} has an unmatched brace")]
    Brace(String),
    /// `{foo}`.
    #[error("unknown field {{{0}}}; the fields are {known}", known = field::NAMES.join(", "))]
    UnknownField(String),
    /// `{name:%Y}`.
    #[error("invalid format {format:?} for the field {{{field}}}")]
    Format {
        /// The field.
        field: String,
        /// The format.
        format: String,
    },
    /// Not an absolute path, or one with `..`.
    #[error("{0}")]
    Path(String),
    /// Not a tag.
    #[error("{0}")]
    Tag(String),
}

impl TemplateError {
    /// The next step, if any.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Brace(_) => Some("write {{ and }} for literal braces".into()),
            Self::Format { .. } => Some(
                "formats are strftime for dates, such as %Y-%m; lower or upper for texts; digits \
                 for {n:3} and {hash:8}"
                    .into(),
            ),
            Self::UnknownField(_) | Self::Path(_) | Self::Tag(_) => None,
        }
    }
}

/// The values of fields.
#[derive(Debug, Clone, Copy)]
pub struct Values<'a> {
    /// The properties of the file.
    pub facts: &'a Facts<'a>,
    /// The file's id; `None` while it is being added.
    pub id: Option<&'a FileId>,
    /// The groups of regular expressions, and what they have matched.
    pub groups: &'a [(String, Vec<u8>)],
    /// The time zone of days in names.
    pub zone: &'a Zone,
}

/// The value of `{n}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counter {
    /// Only tests whether the other fields have values.
    Probe,
    /// This number.
    Number(u32),
}

impl Template {
    /// Parses a template for a folder: an absolute path without `..`.
    pub fn folder(text: &str) -> Result<Self, TemplateError> {
        let template = parse::template(text)?;
        if !text.starts_with('/') {
            return Err(TemplateError::Path(format!(
                "the folder {text:?} does not begin with a slash"
            )));
        }
        if text
            .split('/')
            .any(|part| matches!(part.trim(), "." | ".."))
        {
            return Err(TemplateError::Path(format!(
                "the folder {text:?} must not contain .."
            )));
        }
        Ok(template)
    }

    /// Parses a template for a name.
    pub fn name(text: &str) -> Result<Self, TemplateError> {
        let template = parse::template(text)?;
        let fixed = template.parts.iter().any(|part| match part {
            Part::Text(text) => text.contains(['/', '\0']),
            Part::Fields(fields) => fields.iter().any(Field::has_slashes),
        });
        if fixed || matches!(text, "" | "." | "..") {
            return Err(TemplateError::Path(format!(
                "{text:?} is not a file name: use `to` for folders"
            )));
        }
        Ok(template)
    }

    /// Parses a template for a tag or a note.
    pub fn text(text: &str) -> Result<Self, TemplateError> {
        parse::template(text)
    }

    /// The text, if it has no fields: it can be checked at once.
    pub fn fixed(&self) -> Option<String> {
        let mut all = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => all.push_str(text),
                Part::Fields(_) => return None,
            }
        }
        Some(all)
    }

    fn fields(&self) -> impl Iterator<Item = &Field> {
        self.parts.iter().flat_map(|part| match part {
            Part::Text(_) => &[][..],
            Part::Fields(fields) => fields.as_slice(),
        })
    }

    /// Whether it has a counter.
    pub fn counts(&self) -> bool {
        self.fields().any(Field::is_counter)
    }

    /// The groups of regular expressions that it uses.
    pub(super) fn groups(&self) -> impl Iterator<Item = &str> {
        self.fields().filter_map(Field::group)
    }

    /// Whether [`Facts::traits`] is needed.
    pub fn needs_traits(&self) -> bool {
        self.fields().any(Field::is_trait)
    }

    /// Whether [`Facts::hash`] is needed.
    pub fn needs_hash(&self) -> bool {
        self.fields().any(Field::is_hash)
    }

    /// Renders the text; `None` if the file lacks a value.
    pub fn render(&self, values: &Values<'_>, counter: Counter) -> Option<Vec<u8>> {
        Some(self.pieces(values, counter)?.concat())
    }

    /// Renders a file name: if it is too long, the longest values are shortened, so that fixed
    /// text, numbers and the extension stay.
    pub(super) fn render_name(&self, values: &Values<'_>, counter: Counter) -> Option<Vec<u8>> {
        let mut pieces = self.pieces(values, counter)?;
        loop {
            let long = pieces.iter().map(Vec::len).sum::<usize>();
            let excess = long.saturating_sub(MAX_PART_BYTES);
            let filled = self.parts.iter().zip(&mut pieces);
            let longest = filled
                .filter(|(part, piece)| matches!(part, Part::Fields(_)) && piece.len() > 1)
                .map(|(_, piece)| piece)
                .max_by_key(|piece| piece.len());
            match longest.filter(|_| excess > 0) {
                Some(piece) => {
                    let most = piece.len().saturating_sub(excess).max(1);
                    *piece = shortened_name(piece, most);
                }
                None => return Some(shortened_name(&pieces.concat(), MAX_PART_BYTES)),
            }
        }
    }

    /// Renders a folder: each component that is too long is shortened.
    pub(super) fn render_folder(&self, values: &Values<'_>, counter: Counter) -> Option<Vec<u8>> {
        let whole = self.render(values, counter)?;
        let parts = whole.split(|byte| *byte == b'/');
        let parts: Vec<&[u8]> = parts.map(|part| shortened(part, MAX_PART_BYTES)).collect();
        Some(parts.join(&b'/'))
    }

    /// The value of each part.
    fn pieces(&self, values: &Values<'_>, counter: Counter) -> Option<Vec<Vec<u8>>> {
        let pieces = self.parts.iter().map(|part| match part {
            Part::Text(text) => Some(text.clone().into_bytes()),
            Part::Fields(fields) => fields.iter().find_map(|field| field.value(values, counter)),
        });
        pieces.collect()
    }

    /// Renders a tag: characters that tags cannot have become a dash. `None` if the file lacks a
    /// value.
    pub(super) fn tag(&self, values: &Values<'_>) -> Option<Tag> {
        let text = self.render(values, Counter::Probe)?;
        let text = String::from_utf8_lossy(&text);
        let words: Vec<&str> = text
            .split(|c: char| c.is_whitespace() || c.is_control() || c == ',')
            .filter(|word| !word.is_empty())
            .collect();
        let joined: String = words.join("-").chars().take(64).collect();
        Tag::parse(&joined).ok()
    }
}
