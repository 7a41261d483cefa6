//! Patterns for names and paths: `*`, `?`, `[a-z]`, `[!a-z]`, `{one,two}`, `\` before a literal,
//! and in paths `**`. A pattern is translated to a regular expression, which works on characters,
//! not bytes, and in time linear in the text, whatever the pattern.

use std::borrow::Cow;
use std::fmt::Write;
use std::iter::Peekable;
use std::str::Chars;

use regex::Regex;

use super::path::{fold_name, normalize_name};

/// The longest pattern, in characters.
pub const MAX_GLOB_CHARS: usize = 512;
const MAX_DEPTH: usize = 8;

/// A compiled pattern.
#[derive(Debug, Clone)]
pub struct Glob {
    regex: Regex,
    prefix: String,
    literal: bool,
    fold: bool,
}

/// Why a text is not a [`Glob`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GlobError {
    /// Over [`MAX_GLOB_CHARS`].
    #[error("the pattern is longer than 512 characters")]
    TooLong,
    /// A `[` without `]`.
    #[error("the pattern {0:?} has an unclosed \"[\"")]
    OpenClass(String),
    /// A `{` without `}`, or braces too deep.
    #[error("the pattern {0:?} has an unclosed \"{{\", or too many nested ones")]
    OpenBrace(String),
    /// A range such as `[z-a]`.
    #[error("the pattern {0:?} has a range that ends before it begins")]
    BackwardRange(String),
    /// Its regular expression would need too much memory.
    #[error("the pattern {0:?} is too complex")]
    TooComplex(String),
}

impl GlobError {
    /// The next step, if any.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::TooLong | Self::TooComplex(_) => None,
            Self::OpenClass(_) | Self::OpenBrace(_) | Self::BackwardRange(_) => {
                Some("put \\ before a literal special character")
            }
        }
    }
}

impl Glob {
    /// A pattern for one name, without regard to case.
    pub fn name_folded(pattern: &str) -> Result<Self, GlobError> {
        Self::compile(pattern, false, true)
    }

    /// A pattern for a whole path, without regard to case. `*`, `?` and classes match within one
    /// component; `**` does not stop at a slash. A slash is prepended to a pattern that begins with
    /// neither a slash nor `**`.
    pub fn path_folded(pattern: &str) -> Result<Self, GlobError> {
        Self::compile(pattern, true, true)
    }

    /// As [`Glob::path_folded`], but case matters.
    pub fn path_exact(pattern: &str) -> Result<Self, GlobError> {
        Self::compile(pattern, true, false)
    }

    /// Whether a text contains any special character of patterns.
    pub fn is_pattern(text: &str) -> bool {
        text.contains(['*', '?', '[', '{', '\\'])
    }

    /// The prefix of every match: in NFC, and folded for a folded pattern. May be empty.
    pub fn literal_prefix(&self) -> &str {
        &self.prefix
    }

    /// Whether only [`Glob::literal_prefix`] itself matches.
    pub fn is_literal(&self) -> bool {
        self.literal
    }

    /// Whether all of `text`, a name or the key of a path, matches. Bytes that are not UTF-8 each
    /// count as one character.
    pub fn matches(&self, text: &[u8]) -> bool {
        let text = if self.fold {
            fold_name(text)
        } else {
            normalize_name(text)
        };
        self.matches_folded(&text)
    }

    /// As [`Glob::matches`], for a text that is already normalised: folded for a folded pattern,
    /// otherwise NFC.
    pub fn matches_folded(&self, text: &[u8]) -> bool {
        text.starts_with(self.prefix.as_bytes()) && self.regex.is_match(&characters(text))
    }

    fn compile(pattern: &str, path: bool, fold: bool) -> Result<Self, GlobError> {
        if pattern.chars().nth(MAX_GLOB_CHARS).is_some() {
            return Err(GlobError::TooLong);
        }
        let normal = if fold {
            fold_name(pattern.as_bytes())
        } else {
            normalize_name(pattern.as_bytes())
        };
        let mut normal = String::from_utf8_lossy(&normal).into_owned();
        if path && !normal.starts_with('/') && !normal.starts_with("**") {
            normal.insert(0, '/');
        }
        let mut translation = Translation {
            rest: normal.chars().peekable(),
            path,
            pattern,
            regex: r"\A(?s:".to_owned(),
            prefix: String::new(),
            literal: true,
        };
        translation.sequence(0)?;
        translation.regex.push_str(r")\z");
        Ok(Self {
            regex: Regex::new(&translation.regex)
                .map_err(|_| GlobError::TooComplex(pattern.to_owned()))?,
            prefix: translation.prefix,
            literal: translation.literal,
            fold,
        })
    }
}

/// The characters of a text, with one for each byte that is not UTF-8.
fn characters(text: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(text) {
        return text.into();
    }
    let characters = text.utf8_chunks().flat_map(|chunk| {
        let broken = chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER);
        chunk.valid().chars().chain(broken)
    });
    characters.collect::<String>().into()
}

/// A pattern, and its regular expression so far.
struct Translation<'a> {
    rest: Peekable<Chars<'a>>,
    path: bool,
    pattern: &'a str,
    regex: String,
    prefix: String,
    /// Whether there were only literal characters so far.
    literal: bool,
}

impl Translation<'_> {
    /// Translates to the end, or inside braces to a comma or closing brace, which is left for the
    /// caller.
    fn sequence(&mut self, depth: usize) -> Result<(), GlobError> {
        let one = if self.path { "[^/]" } else { "." };
        let mut at_part = true;
        while let Some(&character) = self.rest.peek() {
            if depth > 0 && matches!(character, ',' | '}') {
                break;
            }
            self.rest.next();
            let literal = match character {
                '\\' => Some(self.rest.next().unwrap_or('\\')),
                '*' | '?' | '[' | '{' => None,
                literal => Some(literal),
            };
            if let Some(literal) = literal {
                self.push(literal);
                if self.literal {
                    self.prefix.push(literal);
                }
                at_part = literal == '/';
                continue;
            }
            self.literal = false;
            match character {
                '*' => self.stars(one, at_part),
                '?' => self.regex.push_str(one),
                '[' => self.class()?,
                _ => self.choices(depth)?,
            }
            at_part = false;
        }
        Ok(())
    }

    /// Appends a literal character.
    fn push(&mut self, literal: char) {
        let _ = write!(self.regex, r"\x{{{:x}}}", u32::from(literal));
    }

    fn stars(&mut self, one: &str, at_part: bool) {
        if self.rest.next_if_eq(&'*').is_none() {
            self.regex.push_str(one);
            self.regex.push('*');
            return;
        }
        while self.rest.next_if_eq(&'*').is_some() {}
        let is_folders = self.path && at_part && self.rest.next_if_eq(&'/').is_some();
        // `**/` also matches no folder at all.
        self.regex
            .push_str(if is_folders { "(?:.*/)?" } else { ".*" });
    }

    fn choices(&mut self, depth: usize) -> Result<(), GlobError> {
        if depth >= MAX_DEPTH {
            return Err(GlobError::OpenBrace(self.pattern.to_owned()));
        }
        self.regex.push_str("(?:");
        loop {
            self.sequence(depth.saturating_add(1))?;
            match self.rest.next() {
                Some(',') => self.regex.push('|'),
                Some(_) => break,
                None => return Err(GlobError::OpenBrace(self.pattern.to_owned())),
            }
        }
        self.regex.push(')');
        Ok(())
    }

    fn class(&mut self) -> Result<(), GlobError> {
        let pattern = self.pattern;
        let open = || GlobError::OpenClass(pattern.to_owned());
        let negated = self.rest.next_if(|c| matches!(c, '!' | '^')).is_some();
        self.regex.push_str(if negated { "[[^" } else { "[[" });
        let mut is_empty = true;
        loop {
            let mut first = self.rest.next().ok_or_else(open)?;
            // A `]` right after the opening bracket is literal.
            if first == ']' && !is_empty {
                self.regex.push_str(if self.path { "]--/]" } else { "]]" });
                return Ok(());
            }
            if first == '\\' {
                first = self.rest.next().ok_or_else(open)?;
            }
            let mut last = first;
            if self.rest.next_if_eq(&'-').is_some() {
                if self.rest.peek() == Some(&']') {
                    self.push('-');
                } else {
                    last = self.rest.next().ok_or_else(open)?;
                }
            }
            if last < first {
                return Err(GlobError::BackwardRange(pattern.to_owned()));
            }
            self.push(first);
            self.regex.push('-');
            self.push(last);
            is_empty = false;
        }
    }
}

#[cfg(test)]
#[path = "glob/tests.rs"]
mod tests;
