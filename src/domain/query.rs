//! The query language: terms that a file must all match. `query/parse.rs` parses terms; queries
//! provide hints for the search in the database.
//!
//! | term | matches files |
//! |---|---|
//! | `text` | whose name contains it, ignoring case |
//! | `name:GLOB`, `path:GLOB` | whose whole name, or path, matches, ignoring case |
//! | `ext:E`, `tag:T`, `owner:U` | with this extension, tag, owner |
//! | `type:X` | of this type (`pdf`, `jpg`) or class (`image`, `text`) |
//! | `in:/folder` | in this folder, at any depth |
//! | `size:>1M`, `>=`, `<`, `<=`, `=`, `size:1M..5M` | of this size; ranges include both ends, and may be open |
//! | `added:<30d`, `modified:>30d` | younger, older than this; `added:30d` is `added:<30d`, `7d..30d` is in between |
//! | `added:2025-03`, `>2025`, `>=`, `<`, `<=`, `2024..2025-03` | in this period, after its end, from its start, before its start, up to its end |
//! | `taken:...` | like `added:`, by the time a picture was taken; never a file without one |
//! | `title:T`, `author:A`, `artist:A`, `album:A`, `camera:C` | whose metadata contains the text, or matches the GLOB, ignoring case |
//! | `regex:R` | whose name contains a match of the regular expression (syntax of the crate `regex`), ignoring case |
//! | `source:GLOB` | being added from a matching path; never a file in the vault |
//! | `hash:PREFIX` | whose content hash has this hexadecimal prefix |
//! | `verdict:V` | with this verdict: `match`, `mismatch`, `unknown` |
//! | `-term` | that do not match the term |

mod parse;
#[cfg(test)]
mod tests;

use std::ops::Bound;

use super::file_type::{FileType, TypeFilter};
use super::glob::{Glob, GlobError};
use super::path::{PathError, VaultPath, fold_name};
use super::tag::{Tag, TagError};
use super::time::Time;
use super::traits::Traits;
use super::verdict::Verdict;

/// The properties of a file, for [`Query::matches`].
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// Its path.
    pub path: &'a VaultPath,
    /// Its name, folded: see [`super::path::fold_name`].
    pub folded: &'a [u8],
    /// In bytes.
    pub size: u64,
    /// When it was added.
    pub added: Time,
    /// When its content last changed.
    pub modified: Time,
    /// The owner.
    pub owner: &'a str,
    /// Its tags.
    pub tags: &'a [Tag],
    /// The detected type.
    pub file_type: FileType,
    /// Whether the type matches the name.
    pub verdict: Verdict,
    /// The content hash; may be empty unless [`Query::needs_hash`].
    pub hash: &'a [u8],
    /// The metadata in the content; may be missing unless [`Query::needs_traits`].
    pub traits: Option<&'a Traits>,
    /// The source path, while it is being added.
    pub source: Option<&'a [u8]>,
}

/// Terms that must all match. Without terms, everything matches.
#[derive(Debug, Clone)]
pub struct Query {
    terms: Vec<Term>,
}

#[derive(Debug, Clone)]
struct Term {
    negated: bool,
    test: Test,
}

#[derive(Debug, Clone)]
enum Test {
    /// Folded.
    Contains(String),
    Name(Glob),
    Path(Glob),
    Tag(Tag),
    Type(TypeFilter),
    Extension(String),
    In(VaultPath),
    Size(Range<u64>),
    Added(Range<Time>),
    Modified(Range<Time>),
    Owner(String),
    Hash(HashPrefix),
    Verdict(Verdict),
    Taken(Range<Time>),
    Trait(TraitField, Words),
    Regex(regex::bytes::Regex),
    Source(Glob),
}

/// The metadata field of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TraitField {
    Title,
    Author,
    Artist,
    Album,
    Camera,
}

/// The condition for a text.
#[derive(Debug, Clone)]
enum Words {
    /// Folded.
    Contain(String),
    Match(Glob),
}

type Range<T> = (Bound<T>, Bound<T>);

#[derive(Debug, Clone)]
struct HashPrefix {
    whole: Vec<u8>,
    /// The high four bits of the next byte.
    half: Option<u8>,
}

/// Why terms are not a [`Query`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// An empty term, or only `-`.
    #[error("a search term must not be empty")]
    EmptyWord,
    /// More or longer terms than a query may have.
    #[error("the search has more than {0} terms, or one longer than {1} bytes")]
    TooLong(usize, usize),
    /// `foo:bar`.
    #[error("unknown search key \"{key}\"; the keys are {}", parse::KEYS.join(", "))]
    UnknownKey {
        /// The part before the colon.
        key: String,
        /// The whole term, without a leading dash.
        word: String,
    },
    /// A key with an invalid value.
    #[error("invalid value \"{value}\" for \"{key}:\"")]
    BadValue {
        /// The key, without the colon.
        key: &'static str,
        /// The value as given.
        value: String,
    },
    /// A malformed pattern.
    #[error(transparent)]
    Glob(#[from] GlobError),
    /// A malformed regular expression, or one that would take too much memory.
    #[error("invalid regular expression {0:?}: {1}")]
    Regex(String, String),
    /// A malformed folder.
    #[error(transparent)]
    Path(#[from] PathError),
    /// A malformed tag.
    #[error(transparent)]
    Tag(#[from] TagError),
}

impl QueryError {
    /// The next step, if any.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::EmptyWord => Some("name:* matches every file".to_owned()),
            Self::TooLong(..) => None,
            Self::Regex(..) => Some(
                "look-around and back-references are not supported; put \\ before a literal \
                 special character"
                    .to_owned(),
            ),
            Self::UnknownKey { word, .. } => Some(format!(
                "to search names for this text, write 'name:*{word}*'"
            )),
            Self::BadValue { key, .. } => {
                parse::example(key).map(|example| format!("write {example}"))
            }
            Self::Glob(error) => error.hint().map(str::to_owned),
            Self::Path(error) => error.hint().map(str::to_owned),
            Self::Tag(error) => error.hint().map(str::to_owned),
        }
    }
}

impl Query {
    /// The query without terms.
    pub fn everything() -> Self {
        Self { terms: Vec::new() }
    }

    /// The search keys.
    #[must_use]
    pub fn keys() -> &'static [&'static str] {
        &parse::KEYS
    }

    /// Parses the terms of a query. `now` is the base of durations such as `30d`.
    pub fn parse(words: &[String], now: Time) -> Result<Self, QueryError> {
        parse::query(words, now)
    }

    /// Whether every term matches.
    pub fn matches(&self, facts: &Facts<'_>) -> bool {
        self.terms
            .iter()
            .all(|term| term.test.holds(facts) != term.negated)
    }

    /// The deepest folder that contains every match, if the query names one.
    pub fn folder(&self) -> Option<&VaultPath> {
        self.positive()
            .filter_map(Test::folder)
            .max_by_key(|folder| folder.key().len())
    }

    /// The common prefix of the folded names (see [`fold_name`]) of all matches, if the query has
    /// one; never empty.
    pub fn name_prefix(&self) -> Option<Vec<u8>> {
        let prefixes = self
            .positive()
            .filter_map(Test::name_prefix)
            .filter(|prefix| !prefix.is_empty());
        prefixes
            .max_by_key(|prefix| prefix.len())
            .map(|prefix| prefix.as_bytes().to_vec())
    }

    /// Whether [`Facts::hash`] is needed.
    pub fn needs_hash(&self) -> bool {
        self.terms
            .iter()
            .any(|term| matches!(term.test, Test::Hash(_)))
    }

    /// Whether [`Facts::traits`] is needed.
    pub fn needs_traits(&self) -> bool {
        let about = |term: &Term| matches!(term.test, Test::Taken(_) | Test::Trait(..));
        self.terms.iter().any(about)
    }

    /// Whether [`Facts::source`] is needed.
    pub fn needs_source(&self) -> bool {
        let about = |term: &Term| matches!(term.test, Test::Source(_));
        self.terms.iter().any(about)
    }

    /// The regular expressions that a match contains.
    fn required_regexes(&self) -> impl Iterator<Item = &regex::bytes::Regex> {
        self.terms.iter().filter_map(|term| {
            if let Test::Regex(regex) = &term.test {
                Some(regex).filter(|_| !term.negated)
            } else {
                None
            }
        })
    }

    /// The names of the groups of its regular expressions.
    pub fn group_names(&self) -> impl Iterator<Item = &str> {
        self.required_regexes().flat_map(|regex| regex.capture_names().flatten())
    }

    /// What the named groups of its regular expressions match in the name of a file.
    pub fn groups(&self, facts: &Facts<'_>) -> Vec<(String, Vec<u8>)> {
        let name = facts.path.name_key();
        let mut found = Vec::new();
        for regex in self.required_regexes() {
            let Some(captures) = regex.captures(name) else {
                continue;
            };
            for group in regex.capture_names().flatten() {
                if let Some(matched) = captures.name(group) {
                    found.push((group.to_owned(), matched.as_bytes().to_vec()));
                }
            }
        }
        found
    }

    /// The number of regular expressions.
    pub fn regexes(&self) -> usize {
        let is_regex = |term: &&Term| matches!(term.test, Test::Regex(_));
        self.terms.iter().filter(is_regex).count()
    }

    fn positive(&self) -> impl Iterator<Item = &Test> {
        self.terms
            .iter()
            .filter(|term| !term.negated)
            .map(|term| &term.test)
    }
}

impl Test {
    fn holds(&self, facts: &Facts<'_>) -> bool {
        match self {
            Self::Contains(text) => contains(facts.folded, text),
            Self::Name(glob) => glob.matches_folded(facts.folded),
            Self::Path(glob) => glob.matches(facts.path.key()),
            Self::Tag(tag) => facts.tags.contains(tag),
            Self::Type(filter) => filter.accepts(facts.file_type),
            Self::Extension(extension) => {
                // A fast check: most names end differently.
                (!extension.is_ascii() || facts.folded.ends_with(extension.as_bytes()))
                    && facts.path.extension().as_deref() == Some(extension.as_str())
            }
            Self::In(folder) => facts.path.is_inside(folder),
            Self::Size(range) => within(range, &facts.size),
            Self::Added(range) => within(range, &facts.added),
            Self::Modified(range) => within(range, &facts.modified),
            Self::Owner(owner) => owner == facts.owner,
            Self::Hash(prefix) => prefix.begins(facts.hash),
            Self::Verdict(verdict) => *verdict == facts.verdict,
            Self::Taken(range) => {
                let taken = facts.traits.and_then(|traits| traits.taken);
                taken.is_some_and(|taken| within(range, &taken))
            }
            Self::Trait(saying, words) => {
                let said = facts.traits.and_then(|traits| saying.of(traits));
                said.is_some_and(|said| words.hold_of(said))
            }
            Self::Regex(regex) => regex.is_match(facts.path.name_key()),
            Self::Source(glob) => facts.source.is_some_and(|source| glob.matches(source)),
        }
    }

    fn folder(&self) -> Option<&VaultPath> {
        if let Self::In(folder) = self {
            Some(folder)
        } else {
            None
        }
    }

    fn name_prefix(&self) -> Option<&str> {
        if let Self::Name(glob) = self {
            Some(glob.literal_prefix())
        } else {
            None
        }
    }
}

fn within<T: PartialOrd>(range: &Range<T>, value: &T) -> bool {
    std::ops::RangeBounds::contains(range, value)
}

impl TraitField {
    fn of(self, traits: &Traits) -> Option<&str> {
        match self {
            Self::Title => traits.title.as_deref(),
            Self::Author => traits.author.as_deref(),
            Self::Artist => traits.artist.as_deref(),
            Self::Album => traits.album.as_deref(),
            Self::Camera => traits.camera.as_deref(),
        }
    }
}

impl Words {
    fn hold_of(&self, said: &str) -> bool {
        match self {
            Self::Contain(text) => contains(&fold_name(said.as_bytes()), text),
            Self::Match(glob) => glob.matches(said.as_bytes()),
        }
    }
}

/// Linear in the name.
fn contains(name: &[u8], text: &str) -> bool {
    memchr::memmem::find(name, text.as_bytes()).is_some()
}

impl HashPrefix {
    fn begins(&self, hash: &[u8]) -> bool {
        match (hash.strip_prefix(self.whole.as_slice()), self.half) {
            (Some(rest), Some(half)) => rest.first().is_some_and(|byte| byte >> 4 == half),
            (Some(_), None) => true,
            (None, _) => false,
        }
    }
}
