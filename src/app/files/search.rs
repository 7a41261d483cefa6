//! Saved searches: each belongs to a user, and nobody else sees it. An API key uses those of its
//! user, and changes none.

use std::convert::Infallible;

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::action::Action;
use crate::domain::detail::Word;
use crate::domain::id::UserId;
use crate::domain::query::{MAX_SAVED, Query, QueryError, SavedSearches, check_saved, saved_name};
use crate::domain::similar::similar;
use crate::domain::time::Time;
use crate::storage::searches::{self, SavedSearch as Row};
use crate::storage::tables::View;
use crate::storage::users::{self, Names};

use crate::app::clock;
use crate::app::error::{Error, Kind, Result};
use crate::app::gate::{Gate, Principal};

/// A saved search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SavedSearch {
    /// The name: the term `@NAME` stands for the query.
    pub name: String,
    /// The terms, as arguments of `find`.
    pub query: Vec<String>,
    /// When it was saved.
    pub saved: Time,
}

/// A saved search that a command changed.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct ChangedSearch<'a> {
    /// What was done: `saved`, `replaced` or `removed`.
    pub status: &'static str,
    /// The saved search.
    #[serde(flatten)]
    pub search: &'a SavedSearch,
}

impl SavedSearch {
    pub(crate) fn shown(names: &Names, row: Row) -> Self {
        Self {
            name: row.name,
            query: shown_words(names, row.words),
            saved: row.saved,
        }
    }
}

/// The error for an invalid query.
pub(crate) fn invalid(error: &QueryError) -> Error {
    let kind = if matches!(error, QueryError::UnknownSaved { .. }) {
        Kind::NotFound
    } else {
        Kind::Usage
    };
    Error::new(kind, error.to_string()).maybe_hint(error.hint())
}

fn parsed(words: &[String]) -> Result<Query> {
    Query::parse(words, clock::now(), clock::zone()).map_err(|error| invalid(&error))
}

/// Checks a query as far as that is possible without the vault.
///
/// # Errors
/// Kind `Usage`.
pub fn check(words: &[String]) -> Result<()> {
    if !Query::uses_saved(words) {
        parsed(words)?;
    }
    Ok(())
}

/// The query, with the saved searches of the principal's user.
pub(crate) fn query(view: &impl View, principal: &Principal, words: &[String]) -> Result<Query> {
    parsed(&expanded(view, principal, words)?)
}

/// The terms, with those of the saved searches of the principal's user in place of their names.
pub(crate) fn expanded(
    view: &impl View,
    principal: &Principal,
    words: &[String],
) -> Result<Vec<String>> {
    if !Query::uses_saved(words) {
        return Ok(words.to_vec());
    }
    let saved = saved(view, principal)?;
    Query::expand(words, &saved).map_err(|error| invalid(&error))
}

fn saved(view: &impl View, principal: &Principal) -> Result<SavedSearches> {
    let names = Names::load(view)?;
    let rows = searches::of(view, &principal.actor.user)?.into_iter();
    Ok(rows
        .map(|row| (row.name, shown_words(&names, row.words)))
        .collect())
}

/// The id of the user of this name or id.
pub(crate) fn owner_id(view: &impl View) -> Result<impl Fn(&str) -> Option<String>> {
    let names = Names::load(view)?;
    let all = users::users(view)?;
    Ok(move |name: &str| {
        let shown = |(id, _): &&(UserId, _)| names.user(id) == name || id.to_string() == name;
        all.iter().find(shown).map(|(id, _)| id.to_string())
    })
}

/// Stored terms with the names of owners, which are stored by id.
pub(crate) fn shown_words(names: &Names, words: Vec<String>) -> Vec<String> {
    let shown = Query::with_owners(&words, |id| match id.parse::<UserId>() {
        Ok(id) => Ok::<_, Infallible>(names.user(&id)),
        Err(_) => Ok(id.to_owned()),
    });
    shown.unwrap_or(words)
}

/// The terms as they are stored: an owner by id, since a name can be used again. The name of nobody
/// stays, so that nobody learns which users exist.
fn stored_words(view: &impl View, words: &[String]) -> Result<Vec<String>> {
    let owner = owner_id(view)?;
    let stored = Query::with_owners(words, |name| {
        Ok::<_, Infallible>(owner(name).unwrap_or_else(|| name.to_owned()))
    });
    Ok(stored.unwrap_or_else(|_| words.to_vec()))
}

/// Stores a query under a name; returns it, and the one that had the name before.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Usage` for an invalid name or query, and beyond the maximum number;
/// `NotFound` for a saved search in the query.
pub fn save(
    gate: &mut Gate,
    name: &str,
    words: &[String],
) -> Result<(SavedSearch, Option<SavedSearch>)> {
    let name = saved_name(name).map_err(|error| invalid(&error))?;
    check_saved(name, words).map_err(|error| invalid(&error))?;
    let target = format!("@{name}");
    gate.write(Action::SearchChange, target.as_bytes(), |writing| {
        if users::get(writing.view(), &writing.principal.actor.user)?.is_none() {
            let why = "the recovery key has no saved searches";
            return Err(Error::new(Kind::Usage, why).hint("unlock with the password of a user"));
        }
        let mut known = saved(writing.view(), writing.principal)?;
        known.insert(name.to_owned(), words.to_vec());
        // It must not refer to itself.
        let itself = [target.clone()];
        parsed(&Query::expand(&itself, &known).map_err(|error| invalid(&error))?)?;
        let mut all = searches::of(writing.view(), &writing.principal.actor.user)?;
        let before = all.iter().position(|row| row.name == name);
        let before = before.map(|at| all.remove(at));
        if all.len() >= MAX_SAVED {
            let why = format!("you already have {MAX_SAVED} saved searches");
            return Err(Error::new(Kind::Usage, why)
                .hint("remove one that you no longer need: file-organizer search remove NAME"));
        }
        let row = Row {
            name: name.to_owned(),
            words: stored_words(writing.view(), words)?,
            saved: writing.now,
        };
        check_saved(name, &row.words).map_err(|error| invalid(&error))?;
        let names = Names::load(writing.view())?;
        let saved = SavedSearch::shown(&names, row.clone());
        all.push(row);
        writing.set_searches(all)?;
        writing.detail(match before {
            Some(_) => Word::Replaced,
            None => Word::Added,
        });
        Ok((saved, before.map(|row| SavedSearch::shown(&names, row))))
    })
}

/// The saved searches of the principal's user, in order of their names.
///
/// # Errors
/// Kind `Denied`.
pub fn list(gate: &mut Gate) -> Result<Vec<SavedSearch>> {
    gate.read(Action::SearchRead, |view, principal| {
        let names = Names::load(view)?;
        let rows = searches::of(view, &principal.actor.user)?.into_iter();
        Ok(rows.map(|row| SavedSearch::shown(&names, row)).collect())
    })
}

/// Removes a saved search; returns it.
///
/// # Errors
/// Kinds `Denied`, `Busy`, `NotFound`; `Usage` for an invalid name.
pub fn remove(gate: &mut Gate, name: &str) -> Result<SavedSearch> {
    let name = saved_name(name).map_err(|error| invalid(&error))?;
    let target = format!("@{name}");
    gate.write(Action::SearchChange, target.as_bytes(), |writing| {
        let mut all = searches::of(writing.view(), &writing.principal.actor.user)?;
        let Some(at) = all.iter().position(|row| row.name == name) else {
            let names = all.iter().map(|row| row.name.as_str());
            return Err(invalid(&QueryError::UnknownSaved {
                name: name.to_owned(),
                by: None,
                similar: similar(name, names).map(str::to_owned),
            }));
        };
        let row = all.remove(at);
        let names = Names::load(writing.view())?;
        writing.set_searches(all)?;
        writing.detail(Word::Removed);
        Ok(SavedSearch::shown(&names, row))
    })
}
