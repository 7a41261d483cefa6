//! Parses the terms of a query, one per shell argument.

use std::ops::Bound;

use super::{HashPrefix, Query, QueryError, Range, Term, Test, TraitField, Words};
use crate::domain::file_type::TypeFilter;
use crate::domain::glob::Glob;
use crate::domain::path::{VaultPath, fold_name};
use crate::domain::size::Size;
use crate::domain::span::Span;
use crate::domain::tag::Tag;
use crate::domain::time::Time;
use crate::domain::verdict::Verdict;

const MAX_WORDS: usize = 64;
const MAX_WORD_BYTES: usize = 8192;
/// The size limit of a compiled regular expression.
const MAX_REGEX_BYTES: usize = 1024 * 1024;
const MAX_REGEX_DEPTH: u32 = 50;

/// Each key with an example.
const EXAMPLES: [(&str, &str); 20] = [
    ("name", "name:*.pdf"),
    ("path", "path:/letters/**/2025*"),
    ("tag", "tag:tax"),
    (
        "type",
        "type:pdf, type:jpg, type:image, type:document, type:audio, type:video, type:archive or type:text",
    ),
    ("ext", "ext:pdf"),
    ("in", "in:/letters"),
    ("size", "size:>1M, size:<=500K or size:1M..5M"),
    (
        "added",
        "added:<30d, added:>2025-01-01, added:2025-03 or added:2024..2025",
    ),
    (
        "modified",
        "modified:<30d, modified:>2025-01-01, modified:2025-03 or modified:2024..2025",
    ),
    (
        "taken",
        "taken:<30d, taken:>2025-01-01, taken:2025-03 or taken:2024..2025",
    ),
    ("title", "title:invoice or title:*invoice*2025"),
    ("author", "author:curie"),
    ("artist", "artist:bach"),
    ("album", "album:partitas"),
    ("camera", "camera:pixel"),
    ("regex", "regex:^scan_[0-9]+"),
    ("source", "source:**/Downloads/**"),
    ("owner", "owner:admin"),
    ("hash", "hash:1f2e3d, up to 64 hexadecimal digits"),
    (
        "verdict",
        "verdict:match, verdict:mismatch or verdict:unknown",
    ),
];

/// The keys, in the order of messages.
pub(super) const KEYS: [&str; 20] = [
    "name", "path", "tag", "type", "ext", "in", "size", "added", "modified", "owner", "hash",
    "verdict", "taken", "title", "author", "artist", "album", "camera", "regex", "source",
];

pub(super) fn example(key: &str) -> Option<&'static str> {
    EXAMPLES
        .iter()
        .find(|(name, _)| *name == key)
        .map(|(_, example)| *example)
}

pub(super) fn query(words: &[String], now: Time) -> Result<Query, QueryError> {
    if words.len() > MAX_WORDS || words.iter().any(|word| word.len() > MAX_WORD_BYTES) {
        return Err(QueryError::TooLong(MAX_WORDS, MAX_WORD_BYTES));
    }
    let terms: Result<Vec<Term>, QueryError> = words.iter().map(|word| term(word, now)).collect();
    Ok(Query { terms: terms? })
}

fn term(word: &str, now: Time) -> Result<Term, QueryError> {
    let (negated, word) = match word.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, word),
    };
    if word.is_empty() {
        return Err(QueryError::EmptyWord);
    }
    let test = match word.split_once(':') {
        Some((key, value)) if is_key_like(key) => keyed(key, value, word, now)?,
        Some(_) | None => Test::Contains(folded(word)),
    };
    Ok(Term { negated, test })
}

/// `12:30` and `:x` are text; `foo:bar` was probably meant as a key.
fn is_key_like(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphabetic() || matches!(c, '-' | '_'))
}

fn keyed(typed: &str, value: &str, word: &str, now: Time) -> Result<Test, QueryError> {
    let unknown = || QueryError::UnknownKey {
        key: typed.to_owned(),
        word: word.to_owned(),
    };
    let key = KEYS
        .into_iter()
        .find(|key| key.eq_ignore_ascii_case(typed))
        .ok_or_else(unknown)?;
    let bad = || QueryError::BadValue {
        key,
        value: value.to_owned(),
    };
    if value.is_empty() {
        return Err(bad());
    }
    Ok(match key {
        "name" => Test::Name(Glob::name_folded(value)?),
        "path" => Test::Path(Glob::path_folded(value)?),
        "tag" => Test::Tag(Tag::parse(value)?),
        "type" => Test::Type(TypeFilter::parse(value).ok_or_else(bad)?),
        "ext" => Test::Extension(extension(value).ok_or_else(bad)?),
        "in" => Test::In(VaultPath::parse(value.as_bytes())?),
        "size" => Test::Size(sizes(value).ok_or_else(bad)?),
        "added" => Test::Added(times(value, now).ok_or_else(bad)?),
        "modified" => Test::Modified(times(value, now).ok_or_else(bad)?),
        "owner" => Test::Owner(value.to_owned()),
        "hash" => Test::Hash(hash_prefix(value).ok_or_else(bad)?),
        "verdict" => Test::Verdict(Verdict::parse(value).ok_or_else(bad)?),
        "taken" => Test::Taken(times(value, now).ok_or_else(bad)?),
        "title" => Test::Trait(TraitField::Title, words(value)?),
        "author" => Test::Trait(TraitField::Author, words(value)?),
        "artist" => Test::Trait(TraitField::Artist, words(value)?),
        "album" => Test::Trait(TraitField::Album, words(value)?),
        "camera" => Test::Trait(TraitField::Camera, words(value)?),
        "regex" => Test::Regex(regex(value)?),
        "source" => Test::Source(Glob::path_folded(value)?),
        _ => return Err(unknown()),
    })
}

fn folded(text: &str) -> String {
    String::from_utf8_lossy(&fold_name(text.as_bytes())).into_owned()
}

fn words(value: &str) -> Result<Words, QueryError> {
    if Glob::is_pattern(value) {
        Ok(Words::Match(Glob::name_folded(value)?))
    } else {
        Ok(Words::Contain(folded(value)))
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

fn comparison(text: &str) -> (Comparison, &str) {
    let signs = [
        (">=", Comparison::AtLeast),
        ("<=", Comparison::AtMost),
        (">", Comparison::Above),
        ("<", Comparison::Below),
        ("=", Comparison::Equal),
    ];
    let found = signs
        .into_iter()
        .find_map(|(sign, comparison)| text.strip_prefix(sign).map(|rest| (comparison, rest)));
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
    let (comparison, rest) = comparison(text);
    let bytes = size(rest)?;
    Some(match comparison {
        Comparison::Below => (Bound::Unbounded, Bound::Excluded(bytes)),
        Comparison::AtMost => (Bound::Unbounded, Bound::Included(bytes)),
        Comparison::Equal => (Bound::Included(bytes), Bound::Included(bytes)),
        Comparison::AtLeast => (Bound::Included(bytes), Bound::Unbounded),
        Comparison::Above => (Bound::Excluded(bytes), Bound::Unbounded),
    })
}

fn times(text: &str, now: Time) -> Option<Range<Time>> {
    if text.contains("..") {
        let (low, high) = ends(text)?;
        return time_range(low, high, now);
    }
    let (comparison, rest) = comparison(text);
    if let Ok(age) = Span::parse(rest) {
        // The smaller the age, the later the time.
        let then = now.saturating_sub(age);
        return Some(match comparison {
            Comparison::Below => (Bound::Excluded(then), Bound::Unbounded),
            Comparison::AtMost | Comparison::Equal => (Bound::Included(then), Bound::Unbounded),
            Comparison::AtLeast => (Bound::Unbounded, Bound::Included(then)),
            Comparison::Above => (Bound::Unbounded, Bound::Excluded(then)),
        });
    }
    let (start, end) = Time::parse_period(rest).ok()?;
    Some(match comparison {
        Comparison::Below => (Bound::Unbounded, Bound::Excluded(start)),
        Comparison::AtMost => (Bound::Unbounded, Bound::Excluded(end)),
        Comparison::Equal => (Bound::Included(start), Bound::Excluded(end)),
        Comparison::AtLeast => (Bound::Included(start), Bound::Unbounded),
        Comparison::Above => (Bound::Included(end), Bound::Unbounded),
    })
}

/// Two dates, up to the end of the second one; or two ages in any order. A date and an age cannot
/// be combined.
fn time_range(low: Option<&str>, high: Option<&str>, now: Time) -> Option<Range<Time>> {
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
            Bound::Included(now.saturating_sub(older))
        });
        return Some((from, Bound::Included(now.saturating_sub(younger))));
    }
    let period = |text: &str| Time::parse_period(text).ok();
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
