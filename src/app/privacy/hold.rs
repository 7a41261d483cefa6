//! Holds: files that must be kept for a reason outside the vault, such as a lawsuit, until the hold is
//! removed. The gate enforces them (`gate/keeping.rs`).

use crate::domain::action::Action;
use crate::domain::detail::Detail;
use crate::domain::query::Query;
use crate::domain::time::Time;
use crate::storage::holds::{self, Hold as HoldRecord};
use crate::storage::tables::View;
use crate::storage::users::Names;

use crate::app::clock;
use crate::app::error::{Error, Kind, Result};
use crate::app::files::search::{self, expanded, owner_id, shown_words};
use crate::app::gate::Gate;
use crate::app::gate::keeping::{self, stored_query};
use crate::domain::time::Zone;

/// Maximum number of holds.
const MAX_HOLDS: usize = 100;
/// Maximum bytes of a reason.
const MAX_REASON_LEN: usize = 1000;

/// A hold.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Hold {
    /// Its number.
    #[serde(rename = "hold")]
    pub number: u64,
    /// Terms of the query language; a file must match all of them.
    #[serde(rename = "terms")]
    pub words: Vec<String>,
    /// Why the files must be kept.
    pub reason: String,
    /// When it was set.
    pub set: Time,
    /// Who set it.
    pub set_by: String,
    /// Files that it covers now, including the trash; null if the principal may not see files.
    pub files: Option<u64>,
}

/// The terms as they are stored: without saved searches, which belong to one user and can change, and
/// with owners by id, since a name can be used again.
fn stored_words(view: &impl View, words: &[String]) -> Result<Vec<String>> {
    let owner = owner_id(view)?;
    Query::with_owners(words, |name| {
        owner(name).ok_or_else(|| {
            Error::new(Kind::NotFound, format!("there is no user {name:?}"))
                .hint("list them with: file-organizer user list")
        })
    })
}

fn check_form(words: &[String], reason: &str) -> Result<()> {
    if words.is_empty() {
        return Err(Error::new(Kind::Usage, "a hold needs a query")
            .hint("for example: file-organizer hold add /contracts owner:anna --reason ..."));
    }
    if reason.trim().is_empty()
        || reason.len() > MAX_REASON_LEN
        || reason.chars().any(char::is_control)
    {
        let why = format!("the reason must have 1 to {MAX_REASON_LEN} bytes, on one line");
        return Err(Error::new(Kind::Usage, why));
    }
    match Query::uses_saved(words) {
        true => Ok(()),
        false => check_terms(words),
    }
}

fn check_terms(words: &[String]) -> Result<()> {
    let query = Query::parse(words, clock::now(), &Zone::UTC);
    let query = query.map_err(|error| search::invalid(&error))?;
    if query.needs_traits() {
        return Err(Error::new(
            Kind::Usage,
            "a hold cannot depend on metadata in the contents (taken:, title:, author:, artist:, \
             album:, camera:)",
        )
        .hint("tag these files first, and hold the tag: file-organizer tag add TAG FILE"));
    }
    if query.needs_source() {
        return Err(Error::new(
            Kind::Usage,
            "a hold cannot depend on the path from which a file was added (source:)",
        )
        .hint("tag these files first, and hold the tag: file-organizer tag add TAG FILE"));
    }
    Ok(())
}

fn covered(view: &impl View, holds: &[HoldRecord]) -> Result<Vec<u64>> {
    let queries = holds.iter().map(|hold| stored_query(&hold.words, hold.set));
    let queries = queries.collect::<Result<Vec<Query>>>()?;
    let counts = keeping::count(view, &queries.iter().collect::<Vec<_>>())?;
    Ok(counts
        .into_iter()
        .map(|(live, trash)| live + trash)
        .collect())
}

/// Sets a hold. Returns its number, and how many files it covers now, if the principal may see files.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `NotFound` for an unknown owner or saved search; `Usage` for an invalid term or reason.
pub fn add(gate: &mut Gate, words: &[String], reason: &str) -> Result<(u64, Option<u64>)> {
    check_form(words, reason)?;
    gate.write(Action::HoldChange, &[], |writing| {
        let words = expanded(writing.view(), writing.principal, words)?;
        check_terms(&words)?;
        let mut all = holds::all(writing.view())?;
        if all.len() >= MAX_HOLDS {
            let why = format!("the vault already has {MAX_HOLDS} holds");
            return Err(Error::new(Kind::Usage, why)
                .hint("remove one that has ended: file-organizer hold remove NUMBER"));
        }
        let hold = HoldRecord {
            number: holds::next_number(writing.view())?,
            words: stored_words(writing.view(), &words)?,
            reason: reason.to_owned(),
            set: writing.now,
            set_by: writing.actor(),
        };
        let number = hold.number;
        let files = match writing.principal.sees_all() {
            true => covered(writing.view(), std::slice::from_ref(&hold))?.pop(),
            false => None,
        };
        all.push(hold);
        writing.set_holds(all)?;
        writing.target(target(number).as_bytes());
        writing.detail(Detail::text(format!("SET {}", words.join(" "))));
        Ok((number, files))
    })
}

fn target(number: u64) -> String {
    format!("hold {number}")
}

/// The holds, in order of their numbers.
///
/// # Errors
/// Kind `Denied`.
pub fn list(gate: &mut Gate) -> Result<Vec<Hold>> {
    gate.read(Action::HoldRead, |view, principal| {
        let names = Names::load(view)?;
        let all = holds::all(view)?;
        let files: Vec<Option<u64>> = match principal.sees_all() {
            true => covered(view, &all)?.into_iter().map(Some).collect(),
            false => vec![None; all.len()],
        };
        let holds = all.into_iter().zip(files).map(|(hold, files)| Hold {
            number: hold.number,
            words: shown_words(&names, hold.words),
            reason: hold.reason,
            set: hold.set,
            set_by: names.actor(&hold.set_by),
            files,
        });
        Ok(holds.collect())
    })
}

/// Removes a hold; no file is touched.
///
/// # Errors
/// Kinds `Denied`, `Busy`, `NotFound`.
pub fn remove(gate: &mut Gate, number: u64) -> Result<()> {
    gate.write(Action::HoldChange, target(number).as_bytes(), |writing| {
        let mut all = holds::all(writing.view())?;
        let Some(at) = all.iter().position(|hold| hold.number == number) else {
            let why = format!("there is no hold {number}");
            return Err(
                Error::new(Kind::NotFound, why).hint("list them with: file-organizer hold list")
            );
        };
        let hold = all.remove(at);
        let names = Names::load(writing.view())?;
        writing.set_holds(all)?;
        let words = shown_words(&names, hold.words).join(" ");
        writing.detail(Detail::text(format!("REMOVED {words}")));
        Ok(())
    })
}
