//! The query language: terms that a file must all match. `query/parse.rs` parses terms; queries
//! provide hints for the search in the database.
//!
//! | term | matches files |
//! |---|---|
//! | `text` | whose name contains it |
//! | `*.txt`, `/a/**/*.txt` | whose whole name, or path, matches: a term with `*` or `?` |
//! | `name:GLOB`, `path:GLOB` | whose whole name, or path, matches |
//! | `ext:E`, `tag:T`, `owner:U` | with this extension, tag, owner; `tag:GLOB` with a tag that matches |
//! | `untagged` | without tags |
//! | `type:X` | of this type (`pdf`, `jpg`), class (`image`, `text`) or group (`photo`, `mail`) |
//! | `in:/folder` | in this folder, at any depth |
//! | `/path` | this file, or in this folder, at any depth: a term that begins with a slash |
//! | `@NAME` | that the saved search matches: [`Query::expand`] |
//! | `size:over:1M`, `min:`, `under:`, `max:`, `size:1M`, `size:1M..5M` | of this size; ranges include both ends, and may be open |
//! | `added:within:30d`, `modified:older:30d` | younger, older than this; `added:30d` is `added:within:30d`, `7d..30d` is in between |
//! | `added:2025-03`, `after:2025`, `since:`, `before:`, `until:`, `2024..2025-03` | in this period, after its end, from its start, before its start, up to its end |
//! | `taken:...` | like `added:`, by the time a picture was taken; never a file without one |
//! | `note:T`, `title:T`, `author:A`, `artist:A`, `album:A`, `camera:C` | whose note, or metadata, contains the text, or matches the GLOB |
//! | `regex:R` | whose name contains a match of the regular expression (syntax of the crate `regex`), ignoring case |
//! | `source:GLOB` | being added from a matching path; never a file in the vault |
//! | `hash:PREFIX` | whose content hash has this hexadecimal prefix |
//! | `verdict:V` | with this verdict: `match`, `mismatch`, `unknown` |
//!
//! `ext`, `tag`, `owner`, `type`, `hash` and `verdict` accept several values, separated by commas:
//! one of them must match. Comparisons may also be written with signs (`size:>1M`, `added:<30d`,
//! `modified:>=2025`). Case, accents and width are ignored, except in owners: see
//! [`super::path::fold_text`]. Terms are joined by `and` (or nothing), `or`, which binds less, and
//! `not` (or a dash before a term), and grouped by parentheses: `query/lex.rs`.

mod keys;
mod lex;
mod parse;
mod saved;
#[cfg(test)]
mod tests;

pub use saved::{MAX_SAVED, SavedSearches, check_saved, saved_name};

use std::ops::Bound;

use super::file_type::{FileType, TypeFilter};
use super::glob::{Glob, GlobError};
use super::path::{PathError, VaultPath, fold_text};
use super::tag::{Tag, TagError};
use super::time::Time;
use super::time::Zone;
use super::traits::Traits;
use super::verdict::Verdict;

/// The most arguments of a query, and the most bytes of one.
const MAX_WORDS: usize = 64;
const MAX_WORD_BYTES: usize = 8192;

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
    /// Its note.
    pub note: Option<&'a str>,
    /// The detected type.
    pub file_type: FileType,
    /// Whether the type matches the name.
    /// The content hash; may be empty unless [`Query::needs_hash`].
    pub hash: &'a [u8],
    /// The metadata in the content; may be missing unless [`Query::needs_traits`].
    pub traits: Option<&'a Traits>,
    /// The source path, while it is being added.
    pub source: Option<&'a [u8]>,
}

/// A condition for files. Without terms, everything matches.
#[derive(Debug, Clone)]
pub struct Query {
    root: Node,
}

/// A term, or terms joined by operators; at most some dozens deep.
#[derive(Debug, Clone)]
enum Node {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    Test(Test),
}

#[derive(Debug, Clone)]
enum Test {
    /// Folded.
    Contains(String),
    Name(Glob),
    Path(Glob),
    Tag(TagPattern),
    Untagged,
    Note(Words),
    Type(TypeFilter),
    Extension(String),
    In(VaultPath),
    /// The file at this path, or in this folder.
    At(VaultPath),
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

/// The condition for a tag.
#[derive(Debug, Clone)]
enum TagPattern {
    Exact(Tag),
    Glob(Glob),
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
    #[error("the search is too long: at most {0} terms of {1} bytes, and lists of 256 values")]
    TooLong(usize, usize),
    /// An operator without a term after it, or before the one that is named.
    #[error("a search term is missing {}", match .0 {
        Some(token) => format!("before \"{token}\""),
        None => "at the end".to_owned(),
    })]
    MissingTerm(Option<&'static str>),
    /// `(` without `)`.
    #[error("a closing parenthesis is missing")]
    Unclosed,
    /// `)` without `(`.
    #[error("a closing parenthesis has no opening one")]
    Unopened,
    /// A double quote without a second one.
    #[error("a double quote is missing in {0}")]
    OpenQuote(String),
    /// Too many nested parentheses.
    #[error("the search has more than {0} nested parentheses")]
    TooDeep(usize),
    /// `foo:bar`.
    #[error("unknown search key \"{key}\"; the keys are {}", keys::KEYS.join(", "))]
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
    /// A saved search that the user does not have, the search that uses it, and a name that may be meant.
    #[error("there is no saved search @{name}{}", match .by {
        Some(by) => format!(" (used by @{by})"),
        None => String::new(),
    })]
    UnknownSaved {
        /// The name, without `@`.
        name: String,
        /// The saved search that refers to it.
        by: Option<String>,
        /// A similar name.
        similar: Option<String>,
    },
    /// A saved search that uses itself: `@a -> @b -> @a`.
    #[error("a saved search refers to itself: {0}")]
    SavedCycle(String),
    /// An invalid name of a saved search.
    #[error("{0:?} is not a valid name of a saved search")]
    SavedName(String),
    /// A saved search where only terms are allowed.
    #[error("a saved search (@{0}) cannot be used here, because it belongs to one user")]
    SavedHere(String),
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
            Self::EmptyWord => Some("'name:*' matches every file".to_owned()),
            Self::TooLong(..) | Self::TooDeep(_) | Self::OpenQuote(_) => None,
            Self::MissingTerm(_) => Some(
                "to search for the words and, or, not themselves, write 'name:*or*'".to_owned(),
            ),
            Self::Unclosed | Self::Unopened => Some(
                "quote parentheses for the shell: find '(tag:tax or tag:bank)' ext:pdf".to_owned(),
            ),
            Self::Regex(..) => Some(
                "look-around and back-references are not supported; put \\ before a literal \
                 special character"
                    .to_owned(),
            ),
            Self::UnknownKey { word, .. } => Some(format!(
                "to search names for this text, write 'name:*{word}*'"
            )),
            Self::BadValue { key, .. } => {
                keys::example(key).map(|example| format!("write {example}"))
            }
            Self::UnknownSaved {
                similar: Some(similar),
                ..
            } => Some(format!("did you mean @{similar}?")),
            Self::UnknownSaved { name, .. } => Some(format!(
                "list yours with: file-organizer search list; to search names for this text, write \
                 'name:*@{name}*'"
            )),
            Self::SavedCycle(_) => {
                Some("save one of them again, with other terms: file-organizer search list".into())
            }
            Self::SavedName(_) => Some(
                "a name begins with a letter or digit and has letters, digits, . _ - @, at most 64 \
                 bytes"
                    .to_owned(),
            ),
            Self::SavedHere(name) => Some(format!(
                "write its terms, which file-organizer search list prints; to search names for this \
                 text, write 'name:*@{name}*'"
            )),
            Self::Glob(error) => error.hint().map(str::to_owned),
            Self::Path(error) => error.hint().map(str::to_owned),
            Self::Tag(error) => error.hint().map(str::to_owned),
        }
    }
}

impl Query {
    /// The query without terms.
    pub fn everything() -> Self {
        Self {
            root: Node::All(Vec::new()),
        }
    }

    /// The search keys.
    #[must_use]
    pub fn keys() -> &'static [&'static str] {
        &keys::KEYS
    }

    /// Parses the arguments of a query. `now` is the base of durations such as `30d`; dates are days
    /// in `zone`.
    pub fn parse(words: &[String], now: Time, zone: &Zone) -> Result<Self, QueryError> {
        parse::query(words, &parse::Base { now, zone })
    }

    /// The arguments of a query with other values of `owner:`.
    pub fn with_owners<E>(
        words: &[String],
        mut owner: impl FnMut(&str) -> Result<String, E>,
    ) -> Result<Vec<String>, E> {
        words
            .iter()
            .map(|word| lex::with_owners(word, &mut owner))
            .collect()
    }

    /// Whether a file matches.
    pub fn matches(&self, facts: &Facts<'_>) -> bool {
        self.root.holds(facts)
    }

    /// The deepest path at or below which every match is, if the query names one.
    pub fn folder(&self) -> Option<&VaultPath> {
        let required = self.required();
        required
            .into_iter()
            .filter_map(Test::folder)
            .max_by_key(|folder| folder.key().len())
    }

    /// The common prefix of the folded names (see `fold_name`) of all matches, if the query has
    /// one; never empty.
    pub fn name_prefix(&self) -> Option<Vec<u8>> {
        let prefixes = self
            .required()
            .into_iter()
            .filter_map(Test::name_prefix)
            .filter(|prefix| !prefix.is_empty());
        prefixes
            .max_by_key(|prefix| prefix.len())
            .map(|prefix| prefix.as_bytes().to_vec())
    }

    /// A test that the folded names (see [`super::path::fold_name`]) of all matches pass, if the
    /// query has one: it is fast, and excludes most names.
    pub fn name_filter(&self) -> Option<impl Fn(&[u8]) -> bool + '_> {
        let finders = self.required().into_iter().filter_map(|test| {
            let Test::Contains(text) = test else {
                return None;
            };
            Some(memchr::memmem::Finder::new(text))
        });
        let finders: Vec<_> = finders.collect();
        (!finders.is_empty()).then_some(move |name: &[u8]| {
            let mut all = finders.iter();
            all.all(|finder| finder.find(name).is_some())
        })
    }

    /// Whether [`Facts::hash`] is needed.
    pub fn needs_hash(&self) -> bool {
        self.tests().any(|test| matches!(test, Test::Hash(_)))
    }

    /// Whether [`Facts::traits`] is needed.
    pub fn needs_traits(&self) -> bool {
        let about = |test: &Test| matches!(test, Test::Taken(_) | Test::Trait(..));
        self.tests().any(about)
    }

    /// Whether [`Facts::source`] is needed.
    pub fn needs_source(&self) -> bool {
        self.tests().any(|test| matches!(test, Test::Source(_)))
    }

    /// The regular expressions that a match contains.
    fn required_regexes(&self) -> impl Iterator<Item = &regex::bytes::Regex> {
        self.required().into_iter().filter_map(|test| {
            if let Test::Regex(regex) = test {
                Some(regex)
            } else {
                None
            }
        })
    }

    /// The names of the groups of its regular expressions.
    pub fn group_names(&self) -> impl Iterator<Item = &str> {
        self.required_regexes()
            .flat_map(|regex| regex.capture_names().flatten())
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
        let is_regex = |test: &&Test| matches!(test, Test::Regex(_));
        self.tests().filter(is_regex).count()
    }

    /// What may be wrong with a query that matches nothing.
    pub fn doubt(&self) -> Option<String> {
        self.required().into_iter().find_map(Test::doubt)
    }

    /// The tests that every match passes.
    fn required(&self) -> Vec<&Test> {
        let mut found = Vec::new();
        let mut nodes = vec![&self.root];
        while let Some(node) = nodes.pop() {
            match node {
                Node::All(all) => nodes.extend(all.iter().rev()),
                Node::Test(test) => found.push(test),
                Node::Any(_) | Node::Not(_) => {}
            }
        }
        found
    }

    fn tests(&self) -> impl Iterator<Item = &Test> {
        let mut nodes = vec![&self.root];
        std::iter::from_fn(move || {
            loop {
                match nodes.pop()? {
                    Node::All(some) | Node::Any(some) => nodes.extend(some),
                    Node::Not(node) => nodes.push(node),
                    Node::Test(test) => return Some(test),
                }
            }
        })
    }
}

impl Node {
    /// The only one of `nodes`, or all of them joined.
    fn join(mut nodes: Vec<Self>, join: fn(Vec<Self>) -> Self) -> Self {
        match (nodes.pop(), nodes.is_empty()) {
            (Some(only), true) => only,
            (last, _) => {
                nodes.extend(last);
                join(nodes)
            }
        }
    }

    fn holds(&self, facts: &Facts<'_>) -> bool {
        match self {
            Self::All(nodes) => nodes.iter().all(|node| node.holds(facts)),
            Self::Any(nodes) => nodes.iter().any(|node| node.holds(facts)),
            Self::Not(node) => !node.holds(facts),
            Self::Test(test) => test.holds(facts),
        }
    }
}

impl Test {
    fn holds(&self, facts: &Facts<'_>) -> bool {
        match self {
            Self::Contains(text) => contains(facts.folded, text),
            Self::Name(glob) => glob.matches_folded(facts.folded),
            Self::Path(glob) => glob.matches(facts.path.key()),
            Self::Tag(pattern) => facts.tags.iter().any(|tag| pattern.matches(tag)),
            Self::Untagged => facts.tags.is_empty(),
            Self::Note(words) => facts.note.is_some_and(|note| words.hold_of(note)),
            Self::Type(filter) => filter.accepts(facts.file_type, || facts.path.extension()),
            Self::Extension(extension) => {
                // A fast check: most names end differently.
                (!extension.is_ascii() || facts.folded.ends_with(extension.as_bytes()))
                    && facts.path.extension().as_deref() == Some(extension.as_str())
            }
            Self::In(folder) => facts.path.is_inside(folder),
            Self::At(path) => facts.path == path || facts.path.is_inside(path),
            Self::Size(range) => within(range, &facts.size),
            Self::Added(range) => within(range, &facts.added),
            Self::Modified(range) => within(range, &facts.modified),
            Self::Owner(owner) => owner == facts.owner,
            Self::Hash(prefix) => prefix.begins(facts.hash),
            Self::Verdict(verdict) => *verdict == Verdict::of(facts.path, facts.file_type),
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
        let (Self::In(folder) | Self::At(folder)) = self else {
            return None;
        };
        Some(folder)
    }

    fn doubt(&self) -> Option<String> {
        if let Self::Contains(text) = self {
            return match text.contains('/') {
                true => Some(format!(
                    "names have no slash; to search paths, write 'path:**{text}**'"
                )),
                false => lex::doubt(text),
            };
        }
        let (key, glob) = if let Self::Name(glob) = self {
            ("name", glob)
        } else if let Self::Path(glob) = self {
            ("path", glob)
        } else {
            return None;
        };
        let text = glob.literal_prefix();
        let (any, whole) = if key == "path" {
            ("**", "path")
        } else {
            ("*", "name")
        };
        glob.is_literal().then(|| {
            format!("{key}: compares the whole {whole}; for a part of it, write '{key}:{any}{text}{any}'")
        })
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

impl TagPattern {
    fn matches(&self, tag: &Tag) -> bool {
        match self {
            Self::Exact(wanted) => wanted == tag,
            Self::Glob(glob) => glob.matches(tag.as_str().as_bytes()),
        }
    }
}

impl Words {
    fn hold_of(&self, said: &str) -> bool {
        match self {
            Self::Contain(text) => contains(fold_text(said).as_bytes(), text),
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
