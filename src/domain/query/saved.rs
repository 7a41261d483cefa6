//! Saved searches: in a query, `@NAME` stands for the terms that a user has stored under this name.
//! [`Query::expand`] puts them in its place, before the query is parsed.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::lex::{self, Token};
use super::{MAX_WORD_BYTES, MAX_WORDS, Query, QueryError};
use crate::domain::name;
use crate::domain::similar::similar;

/// The terms of saved searches, by name.
pub type SavedSearches = BTreeMap<String, Vec<String>>;

/// The most saved searches of a user.
pub const MAX_SAVED: usize = 100;
/// The most bytes of the terms of one.
const MAX_SAVED_BYTES: usize = MAX_WORD_BYTES;

/// Checks the name of a saved search; an `@` before it is left out.
///
/// # Errors
/// [`QueryError::SavedName`].
pub fn saved_name(text: &str) -> Result<&str, QueryError> {
    let name = text.strip_prefix('@').unwrap_or(text);
    name::check_form(name).map_err(|_| QueryError::SavedName(name.to_owned()))?;
    Ok(name)
}

/// Whether a search can be stored: its name, and how long it is.
///
/// # Errors
/// [`QueryError::SavedName`], [`QueryError::EmptyWord`], [`QueryError::TooLong`].
pub fn check_saved(name: &str, words: &[String]) -> Result<(), QueryError> {
    name::check_form(name).map_err(|_| QueryError::SavedName(name.to_owned()))?;
    if words.is_empty() {
        return Err(QueryError::EmptyWord);
    }
    let bytes: usize = words.iter().map(String::len).sum();
    match words.len() <= MAX_WORDS && bytes <= MAX_SAVED_BYTES {
        true => Ok(()),
        false => Err(QueryError::TooLong(MAX_WORDS, MAX_SAVED_BYTES)),
    }
}

/// The name in a term that refers to a saved search.
pub(super) fn referred(term: &str) -> Option<&str> {
    term.strip_prefix('@').filter(|name| !name.is_empty())
}

impl Query {
    /// Whether a term refers to a saved search.
    #[must_use]
    pub fn uses_saved(words: &[String]) -> bool {
        let mut tokens = Vec::new();
        let read = |word: &String| lex::argument(word, &mut tokens).is_ok();
        words.iter().all(read) && tokens.iter().any(is_reference)
    }

    /// The arguments of a query with the terms of saved searches in place of their names.
    ///
    /// # Errors
    /// For an unknown name, a search that refers to itself, and a query that becomes too long.
    pub fn expand(words: &[String], saved: &SavedSearches) -> Result<Vec<String>, QueryError> {
        let mut expansion = Expansion {
            saved,
            open: Vec::new(),
            words: Vec::new(),
        };
        expansion.arguments(words)?;
        Ok(expansion.words)
    }
}

fn is_reference(token: &Token) -> bool {
    matches!(token, Token::Term(term) if referred(term).is_some())
}

struct Expansion<'s> {
    saved: &'s SavedSearches,
    /// The searches whose terms are being inserted, each in the one before.
    open: Vec<String>,
    words: Vec<String>,
}

impl Expansion<'_> {
    fn arguments(&mut self, words: &[String]) -> Result<(), QueryError> {
        for word in words {
            let mut tokens = Vec::new();
            lex::argument(word, &mut tokens)?;
            if tokens.iter().any(is_reference) {
                self.tokens(tokens)?;
            } else {
                self.push(word.clone())?;
            }
        }
        Ok(())
    }

    /// Each token as an argument of its own; a dash keeps what it negates from being an operator.
    fn tokens(&mut self, tokens: Vec<Token>) -> Result<(), QueryError> {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match (token, tokens.peek()) {
                (Token::Not, Some(Token::Term(term))) if referred(term).is_none() => {
                    self.push(format!("-{}", lex::alone(term.clone())))?;
                    tokens.next();
                }
                (Token::Term(term), _) => match referred(&term) {
                    Some(name) => self.saved(name)?,
                    None => self.push(lex::alone(term))?,
                },
                (Token::Text(text), _) => self.push(format!("\"{text}\""))?,
                (token, _) => self.push(token.sign().to_owned())?,
            }
        }
        Ok(())
    }

    fn saved(&mut self, name: &str) -> Result<(), QueryError> {
        if let Some(at) = self.open.iter().position(|open| open == name) {
            let chain = self.open.iter().skip(at).map(String::as_str).chain([name]);
            let chain: Vec<String> = chain.map(|name| format!("@{name}")).collect();
            return Err(QueryError::SavedCycle(chain.join(" -> ")));
        }
        let Some(words) = self.saved.get(name) else {
            let names = self.saved.keys().map(String::as_str);
            return Err(QueryError::UnknownSaved {
                name: name.to_owned(),
                by: self.open.last().cloned(),
                similar: similar(name, names).map(str::to_owned),
            });
        };
        self.open.push(name.to_owned());
        match words.as_slice() {
            // One argument is one term, or an expression in parentheses.
            [_] => self.arguments(words)?,
            _ => {
                self.push("(".to_owned())?;
                self.arguments(words)?;
                self.push(")".to_owned())?;
            }
        }
        self.open.pop();
        Ok(())
    }

    fn push(&mut self, word: String) -> Result<(), QueryError> {
        if self.words.len() >= MAX_WORDS {
            return Err(QueryError::TooLong(MAX_WORDS, MAX_WORD_BYTES));
        }
        self.words.push(word);
        Ok(())
    }
}
