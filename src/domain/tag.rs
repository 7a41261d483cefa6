//! Tags: their form, not which files have them.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use unicode_normalization::UnicodeNormalization;

use super::path::fold_text;

/// The most characters a tag may have.
pub const MAX_TAG_CHARS: usize = 64;

/// A tag: 1 to 64 characters in NFC, without white space, commas, control or bidi characters.
/// Compared without regard to case, accents and width: see [`fold_text`].
#[derive(Debug, Clone)]
pub struct Tag(String);

impl PartialEq for Tag {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || fold_text(&self.0) == fold_text(&other.0)
    }
}

impl Eq for Tag {}

impl PartialOrd for Tag {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Tag {
    fn cmp(&self, other: &Self) -> Ordering {
        fold_text(&self.0).cmp(&fold_text(&other.0))
    }
}

impl Hash for Tag {
    fn hash<H: Hasher>(&self, state: &mut H) {
        fold_text(&self.0).hash(state);
    }
}

/// Why a text is not a [`Tag`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TagError {
    /// An empty text.
    #[error("a tag must not be empty")]
    Empty,
    /// More than [`MAX_TAG_CHARS`] characters.
    #[error("the tag {0:?} is longer than 64 characters")]
    TooLong(String),
    /// A character that is not allowed.
    #[error("the tag {text:?} contains {character:?}")]
    BadCharacter {
        /// The whole text.
        text: String,
        /// The first such character.
        character: char,
    },
}

impl TagError {
    /// What to write instead.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Empty => None,
            Self::TooLong(_) => Some("keep the tag short and put the rest in a note"),
            Self::BadCharacter { .. } => {
                Some("tags have no spaces, commas or control characters; use a dash instead")
            }
        }
    }
}

impl Tag {
    /// Parses a tag, normalising it to NFC.
    pub fn parse(text: &str) -> Result<Self, TagError> {
        // Shortened before normalising, so that a huge text costs little.
        let normal: String = text.chars().take(4 * MAX_TAG_CHARS).nfc().collect();
        if normal.is_empty() {
            return Err(TagError::Empty);
        }
        if normal.chars().nth(MAX_TAG_CHARS).is_some() {
            return Err(TagError::TooLong(normal));
        }
        match normal.chars().find(|c| !is_allowed(*c)) {
            Some(character) => Err(TagError::BadCharacter {
                text: normal,
                character,
            }),
            None => Ok(Self(normal)),
        }
    }

    /// The tag's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_allowed(character: char) -> bool {
    let invisible = matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{061C}' | '\u{FEFF}');
    !(character.is_whitespace() || character.is_control() || character == ',' || invisible)
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for Tag {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

super::text::as_text!(Tag, TagError);
super::schema::text!(Tag);

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keeps_the_spelling_and_compares_without_case_and_accents() {
        assert_eq!(Tag::parse("Steuer-2025").unwrap().as_str(), "Steuer-2025");
        assert_eq!(
            Tag::parse("cafe\u{301}").unwrap(),
            Tag::parse("café").unwrap()
        );
        assert_eq!(Tag::parse("Café").unwrap(), Tag::parse("CAFE").unwrap());
        assert_ne!(Tag::parse("a").unwrap(), Tag::parse("b").unwrap());
    }

    #[test]
    fn refuses_what_would_confuse() {
        assert_eq!(Tag::parse(""), Err(TagError::Empty));
        assert!(matches!(
            Tag::parse(&"x".repeat(65)),
            Err(TagError::TooLong(_))
        ));
        assert!(Tag::parse(&"é".repeat(64)).is_ok());
        for text in [
            "a b",
            "a,b",
            "a\n",
            "\u{1b}[1m",
            "a\u{202E}b",
            "a\u{2066}b",
            "a\0",
        ] {
            assert!(
                matches!(Tag::parse(text), Err(TagError::BadCharacter { .. })),
                "{text:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn parsing_is_stable(text in "\\PC{0,70}") {
            if let Ok(tag) = Tag::parse(&text) {
                prop_assert_eq!(Tag::parse(tag.as_str()).unwrap(), tag);
            }
        }
    }
}
