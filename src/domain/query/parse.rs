//! Parses the terms of a query: `query/lex.rs` splits arguments into tokens.

use std::ops::Bound;

use super::keys::{KEYS, is_bare_key};
use super::lex::{self, Token};
use super::saved::referred;
use super::{
    HashPrefix, MAX_WORD_BYTES, MAX_WORDS, Node, Query, QueryError, Range, TagPattern, Test,
    TraitField, Words,
};
use crate::domain::escape::meant;
use crate::domain::file_type::TypeFilter;
use crate::domain::glob::Glob;
use crate::domain::path::{VaultPath, fold_text};
use crate::domain::size::Size;
use crate::domain::span::Span;
use crate::domain::tag::Tag;
use crate::domain::time::Time;
use crate::domain::time::Zone;
use crate::domain::verdict::Verdict;

/// The most terms, operators and parentheses, and alternatives in lists.
const MAX_TOKENS: usize = 256;
/// The most nested parentheses.
const MAX_DEPTH: usize = 16;
const MAX_REGEXES: usize = 64;
/// The size limit of a compiled regular expression.
const MAX_REGEX_BYTES: usize = 1024 * 1024;
const MAX_REGEX_DEPTH: u32 = 50;

/// What relative and local times in a query refer to.
pub(super) struct Base<'a> {
    pub(super) now: Time,
    pub(super) zone: &'a Zone,
}

pub(super) fn query(words: &[String], base: &Base<'_>) -> Result<Query, QueryError> {
    let too_long = || QueryError::TooLong(MAX_WORDS, MAX_WORD_BYTES);
    if words.len() > MAX_WORDS || words.iter().any(|word| word.len() > MAX_WORD_BYTES) {
        return Err(too_long());
    }
    let mut tokens = Vec::new();
    for word in words {
        lex::argument(word, &mut tokens)?;
        if tokens.len() > MAX_TOKENS {
            return Err(too_long());
        }
    }
    let mut parser = Parser {
        tokens: tokens.into_iter().peekable(),
        base,
        alternatives: 0,
    };
    let root = match parser.tokens.peek() {
        None => Node::All(Vec::new()),
        Some(_) => parser.any(0)?,
    };
    if parser.tokens.next().is_some() {
        return Err(QueryError::Unopened);
    }
    let query = Query { root };
    if query.regexes() > MAX_REGEXES {
        return Err(too_long());
    }
    Ok(query)
}

/// Parses tokens by recursive descent, at most [`MAX_DEPTH`] deep, so that neither the parser nor
/// whatever walks the query can exhaust the stack.
struct Parser<'a> {
    tokens: std::iter::Peekable<std::vec::IntoIter<Token>>,
    base: &'a Base<'a>,
    /// Alternatives in lists so far.
    alternatives: usize,
}

impl Parser<'_> {
    /// Alternatives, separated by `or`.
    fn any(&mut self, depth: usize) -> Result<Node, QueryError> {
        let mut nodes = vec![self.all(depth)?];
        while self.tokens.next_if_eq(&Token::Or).is_some() {
            nodes.push(self.all(depth)?);
        }
        Ok(Node::join(nodes, Node::Any))
    }

    /// Terms that must all match, with or without `and`.
    fn all(&mut self, depth: usize) -> Result<Node, QueryError> {
        let mut nodes = vec![self.one(depth)?];
        loop {
            let joined = self.tokens.next_if_eq(&Token::And).is_some();
            match self.tokens.peek() {
                None | Some(Token::Or | Token::Close) if !joined => break,
                _ => nodes.push(self.one(depth)?),
            }
        }
        Ok(Node::join(nodes, Node::All))
    }

    /// One term or group, which may be negated.
    fn one(&mut self, depth: usize) -> Result<Node, QueryError> {
        let mut negated = false;
        while self.tokens.next_if_eq(&Token::Not).is_some() {
            negated = !negated;
        }
        let node = match self.tokens.next() {
            Some(Token::Term(word)) => self.term(&word)?,
            Some(Token::Text(text)) => Node::Test(Test::Contains(needle(&text)?)),
            Some(Token::Open) if depth >= MAX_DEPTH => return Err(QueryError::TooDeep(MAX_DEPTH)),
            Some(Token::Open) => {
                let node = self.any(depth + 1)?;
                if self.tokens.next() != Some(Token::Close) {
                    return Err(QueryError::Unclosed);
                }
                node
            }
            Some(token @ (Token::And | Token::Or | Token::Not | Token::Close)) => {
                return Err(QueryError::MissingTerm(Some(token.sign())));
            }
            None => return Err(QueryError::MissingTerm(None)),
        };
        Ok(if negated {
            Node::Not(Box::new(node))
        } else {
            node
        })
    }

    fn term(&mut self, word: &str) -> Result<Node, QueryError> {
        match word.split_once(':') {
            Some((key, value)) if is_key_like(key) => self.keyed(key, value, word),
            Some(_) | None => plain(word).map(Node::Test),
        }
    }

    fn keyed(&mut self, typed: &str, value: &str, word: &str) -> Result<Node, QueryError> {
        let key = KEYS.into_iter().find(|key| key.eq_ignore_ascii_case(typed));
        let key = key.ok_or_else(|| QueryError::UnknownKey {
            key: typed.to_owned(),
            word: word.to_owned(),
        })?;
        if !matches!(key, "tag" | "type" | "ext" | "owner" | "hash" | "verdict") {
            return test(key, value, self.base).map(Node::Test);
        }
        let mut nodes = Vec::new();
        for value in value.split(',') {
            self.alternatives += 1;
            if self.alternatives > MAX_TOKENS {
                return Err(QueryError::TooLong(MAX_WORDS, MAX_WORD_BYTES));
            }
            nodes.push(Node::Test(test(key, value, self.base)?));
        }
        Ok(Node::join(nodes, Node::Any))
    }
}

/// `12:30` and `:x` are text; `foo:bar` was probably meant as a key.
fn is_key_like(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '_'))
}

/// A term without a key: a path, a pattern, or part of a name.
fn plain(word: &str) -> Result<Test, QueryError> {
    if let Some(name) = referred(word) {
        return Err(QueryError::SavedHere(name.to_owned()));
    }
    Ok(if is_bare_key(word) {
        Test::Untagged
    } else if word.starts_with('/') && !word.contains(['*', '?']) {
        Test::At(path(word)?)
    } else if !word.contains(['*', '?']) {
        Test::Contains(needle(word)?)
    } else if word.contains('/') {
        Test::Path(Glob::path_folded(word)?)
    } else {
        Test::Name(Glob::name_folded(word)?)
    })
}

/// A folded text to search for; not one that folding makes empty, which everything contains.
fn needle(text: &str) -> Result<String, QueryError> {
    let folded = fold_text(text).into_owned();
    if folded.is_empty() {
        return Err(QueryError::EmptyWord);
    }
    Ok(folded)
}

fn test(key: &'static str, value: &str, base: &Base<'_>) -> Result<Test, QueryError> {
    let bad = || QueryError::BadValue {
        key,
        value: value.to_owned(),
    };
    if value.is_empty() {
        return Err(bad());
    }
    let period = || times(value, base).ok_or_else(bad);
    let about = |field| Ok::<_, QueryError>(Test::Trait(field, words(value)?));
    Ok(match key {
        "name" => Test::Name(Glob::name_folded(value)?),
        "path" => Test::Path(Glob::path_folded(value)?),
        "tag" => Test::Tag(tag(value)?),
        "type" => Test::Type(TypeFilter::parse(value).ok_or_else(bad)?),
        "ext" => Test::Extension(extension(value).ok_or_else(bad)?),
        "in" => Test::In(path(value)?),
        "size" => Test::Size(sizes(value).ok_or_else(bad)?),
        "added" => Test::Added(period()?),
        "modified" => Test::Modified(period()?),
        "note" => Test::Note(words(value)?),
        "owner" => Test::Owner(value.to_owned()),
        "hash" => Test::Hash(hash_prefix(value).ok_or_else(bad)?),
        "verdict" => Test::Verdict(Verdict::parse(value).ok_or_else(bad)?),
        // A picture has the time on the photographer's clock, without a zone.
        "taken" => Test::Taken(
            times(
                value,
                &Base {
                    now: base.zone.wall_clock(base.now),
                    zone: &Zone::UTC,
                },
            )
            .ok_or_else(bad)?,
        ),
        "title" => about(TraitField::Title)?,
        "author" => about(TraitField::Author)?,
        "artist" => about(TraitField::Artist)?,
        "album" => about(TraitField::Album)?,
        "camera" => about(TraitField::Camera)?,
        "regex" => Test::Regex(regex(value)?),
        "source" => Test::Source(Glob::path_folded(value)?),
        _ => return Err(bad()),
    })
}

fn path(text: &str) -> Result<VaultPath, QueryError> {
    Ok(VaultPath::parse(&meant(text.as_bytes()))?)
}

fn tag(value: &str) -> Result<TagPattern, QueryError> {
    if Glob::is_pattern(value) {
        return Ok(TagPattern::Glob(Glob::name_folded(value)?));
    }
    Ok(TagPattern::Exact(Tag::parse(value)?))
}

fn words(value: &str) -> Result<Words, QueryError> {
    if Glob::is_pattern(value) {
        Ok(Words::Match(Glob::name_folded(value)?))
    } else {
        Ok(Words::Contain(needle(value)?))
    }
}

/// Linear in the text, whatever the expression; an expression that is too large when compiled is
/// refused.
fn regex(pattern: &str) -> Result<regex::bytes::Regex, QueryError> {
    regex::bytes::RegexBuilder::new(pattern)
        .case_insensitive(true)
        .size_limit(MAX_REGEX_BYTES)
        .dfa_size_limit(MAX_REGEX_BYTES)
        .nest_limit(MAX_REGEX_DEPTH)
        .build()
        .map_err(|error| {
            let why = error.to_string();
            let why = why.lines().last().unwrap_or_default();
            let why = why.strip_prefix("error: ").unwrap_or(why);
            QueryError::Regex(pattern.to_owned(), why.to_owned())
        })
}

fn extension(text: &str) -> Option<String> {
    let bare = text
        .strip_prefix("*.")
        .or_else(|| text.strip_prefix('.'))
        .unwrap_or(text);
    (!bare.is_empty() && !bare.contains(['.', '/'])).then(|| bare.to_lowercase())
}

fn hash_prefix(text: &str) -> Option<HashPrefix> {
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    let digits = digits.filter(|digits| digits.len() <= 64)?;
    let (pairs, rest) = digits.as_chunks::<2>();
    Some(HashPrefix {
        whole: pairs.iter().map(|[high, low]| high << 4 | low).collect(),
        half: rest.first().copied(),
    })
}

#[derive(Clone, Copy)]
enum Comparison {
    Below,
    AtMost,
    Equal,
    AtLeast,
    Above,
}

type Spelling = (&'static str, Comparison);

const SIGNS: [Spelling; 5] = [
    (">=", Comparison::AtLeast),
    ("<=", Comparison::AtMost),
    (">", Comparison::Above),
    ("<", Comparison::Below),
    ("=", Comparison::Equal),
];
const SIZE_WORDS: [Spelling; 4] = [
    ("over:", Comparison::Above),
    ("under:", Comparison::Below),
    ("min:", Comparison::AtLeast),
    ("max:", Comparison::AtMost),
];
const DATE_WORDS: [Spelling; 5] = [
    ("since:", Comparison::AtLeast),
    ("after:", Comparison::Above),
    ("before:", Comparison::Below),
    ("until:", Comparison::AtMost),
    ("within:", Comparison::Equal),
];
/// The greater an age, the earlier the time.
const AGE_WORDS: [Spelling; 6] = [
    ("within:", Comparison::AtMost),
    ("since:", Comparison::AtMost),
    ("after:", Comparison::Below),
    ("before:", Comparison::Above),
    ("older:", Comparison::Above),
    ("until:", Comparison::AtLeast),
];

/// The comparison at the beginning of a value, as a sign or one of the words, and the rest.
fn comparison<'a>(text: &'a str, words: &[Spelling]) -> (Comparison, &'a str) {
    let mut spellings = SIGNS.iter().chain(words);
    let found = spellings.find_map(|(spelling, comparison)| {
        let start = text.get(..spelling.len())?;
        let rest = text.get(spelling.len()..)?;
        start
            .eq_ignore_ascii_case(spelling)
            .then_some((*comparison, rest))
    });
    found.unwrap_or((Comparison::Equal, text))
}

/// Both ends of `a..b`; one of them may be missing. `None` without `..`, or if both are missing.
fn ends(text: &str) -> Option<(Option<&str>, Option<&str>)> {
    let (low, high) = text.split_once("..")?;
    let end = |part: &'_ str| !part.is_empty();
    (end(low) || end(high)).then_some((
        Some(low).filter(|part| end(part)),
        Some(high).filter(|part| end(part)),
    ))
}

fn sizes(text: &str) -> Option<Range<u64>> {
    let size = |text: &str| Size::parse(text).ok().map(Size::bytes);
    if text.contains("..") {
        let (low, high) = ends(text)?;
        let low = low.map_or(Some(0), size)?;
        let high = high.map_or(Some(u64::MAX), size)?;
        return (low <= high).then_some((Bound::Included(low), Bound::Included(high)));
    }
    let (comparison, rest) = comparison(text, &SIZE_WORDS);
    let bytes = size(rest)?;
    Some(match comparison {
        Comparison::Below => (Bound::Unbounded, Bound::Excluded(bytes)),
        Comparison::AtMost => (Bound::Unbounded, Bound::Included(bytes)),
        Comparison::Equal => (Bound::Included(bytes), Bound::Included(bytes)),
        Comparison::AtLeast => (Bound::Included(bytes), Bound::Unbounded),
        Comparison::Above => (Bound::Excluded(bytes), Bound::Unbounded),
    })
}

fn times(text: &str, base: &Base<'_>) -> Option<Range<Time>> {
    if text.contains("..") {
        let (low, high) = ends(text)?;
        return time_range(low, high, base);
    }
    let (aged, rest) = comparison(text, &AGE_WORDS);
    if let Ok(age) = Span::parse(rest) {
        // The smaller the age, the later the time.
        let then = base.now.saturating_sub(age);
        return Some(match aged {
            Comparison::Below => (Bound::Excluded(then), Bound::Unbounded),
            Comparison::AtMost | Comparison::Equal => (Bound::Included(then), Bound::Unbounded),
            Comparison::AtLeast => (Bound::Unbounded, Bound::Included(then)),
            Comparison::Above => (Bound::Unbounded, Bound::Excluded(then)),
        });
    }
    let (dated, rest) = comparison(text, &DATE_WORDS);
    let (start, end) = Time::parse_period(rest, base.zone).ok()?;
    Some(match dated {
        Comparison::Below => (Bound::Unbounded, Bound::Excluded(start)),
        Comparison::AtMost => (Bound::Unbounded, Bound::Excluded(end)),
        Comparison::Equal => (Bound::Included(start), Bound::Excluded(end)),
        Comparison::AtLeast => (Bound::Included(start), Bound::Unbounded),
        Comparison::Above => (Bound::Included(end), Bound::Unbounded),
    })
}

/// Two dates, up to the end of the second one; or two ages in any order. A date and an age cannot
/// be combined.
fn time_range(low: Option<&str>, high: Option<&str>, base: &Base<'_>) -> Option<Range<Time>> {
    let age = |text: &str| Span::parse(text).ok();
    if low.or(high).is_some_and(|text| age(text).is_some()) {
        let low = low.map_or(Some(Span::ZERO), age)?;
        let (younger, older) = match high {
            Some(high) => {
                let high = age(high)?;
                (low.min(high), Some(low.max(high)))
            }
            None => (low, None),
        };
        let from = older.map_or(Bound::Unbounded, |older| {
            Bound::Included(base.now.saturating_sub(older))
        });
        return Some((from, Bound::Included(base.now.saturating_sub(younger))));
    }
    let period = |text: &str| Time::parse_period(text, base.zone).ok();
    let start = match low {
        Some(low) => Some(period(low)?.0),
        None => None,
    };
    let end = match high {
        Some(high) => Some(period(high)?.1),
        None => None,
    };
    if start.zip(end).is_some_and(|(start, end)| start >= end) {
        return None;
    }
    Some((
        start.map_or(Bound::Unbounded, Bound::Included),
        end.map_or(Bound::Unbounded, Bound::Excluded),
    ))
}
