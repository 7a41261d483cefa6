//! Who consented to what, since when, and until when: noted, ended, listed. A consent that was
//! withdrawn stays as a row with its end.

use crate::domain::action::Action;
use crate::domain::detail::Detail;
use crate::domain::time::Time;
use crate::storage::consents::{self, ConsentRecord, Withdrawal};

use super::error::{Error, Kind, Result};
use super::gate::Gate;

/// Bytes of a name, a purpose, a note.
const LONGEST: usize = 200;

/// How a consent ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    /// When.
    pub time: Time,
    /// Who noted it.
    pub by: String,
    /// What they said of it.
    pub note: Option<String>,
}

/// A consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Its number: the earlier ones are lower.
    pub number: u64,
    /// Whose.
    pub person: String,
    /// To what.
    pub purpose: String,
    /// Since when.
    pub granted: Time,
    /// Who noted it.
    pub granted_by: String,
    /// What they said of it.
    pub note: Option<String>,
    /// Its end.
    pub withdrawn: Option<Withdrawn>,
}

impl From<(u64, ConsentRecord)> for Consent {
    fn from((number, row): (u64, ConsentRecord)) -> Self {
        Self {
            number,
            person: row.person,
            purpose: row.purpose,
            granted: row.granted,
            granted_by: row.granted_by,
            note: row.note,
            withdrawn: row.withdrawn.map(|end| Withdrawn {
                time: end.time,
                by: end.by,
                note: end.note,
            }),
        }
    }
}

fn check(text: &str, what: &str) -> Result<()> {
    if text.trim().is_empty() || text.len() > LONGEST || text.chars().any(char::is_control) {
        let why = format!("{text:?} is not {what} (1 to {LONGEST} bytes, on one line)");
        return Err(Error::new(Kind::Usage, why));
    }
    Ok(())
}

fn check_all(person: &str, purpose: &str, note: Option<&str>) -> Result<()> {
    check(person, "a person's name")?;
    check(purpose, "a purpose")?;
    note.map_or(Ok(()), |note| check(note, "a note"))
}

/// Notes that a person consents to a purpose from now on.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Usage` where they do already, and for texts that will not do.
pub fn grant(gate: &mut Gate, person: &str, purpose: &str, note: Option<&str>) -> Result<()> {
    check_all(person, purpose, note)?;
    gate.write(Action::ConsentGrant, person.as_bytes(), |writing| {
        if open(&consents::all(writing.tables)?, person, purpose).is_some() {
            let why = format!("{person:?} consents to {purpose:?} already");
            return Err(
                Error::new(Kind::Usage, why).hint("see since when: file-organizer consent list")
            );
        }
        let consent = ConsentRecord {
            person: person.to_owned(),
            purpose: purpose.to_owned(),
            granted: writing.now,
            granted_by: writing.principal.name.clone(),
            note: note.map(str::to_owned),
            withdrawn: None,
        };
        consents::add(writing.tables, &consent)?;
        writing.detail(Detail::text(purpose));
        Ok(())
    })
}

/// Notes that a person consents to a purpose no more.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `NotFound` where they do not; `Usage` for texts that will not do.
pub fn withdraw(gate: &mut Gate, person: &str, purpose: &str, note: Option<&str>) -> Result<()> {
    check_all(person, purpose, note)?;
    gate.write(Action::ConsentWithdraw, person.as_bytes(), |writing| {
        let all = consents::all(writing.tables)?;
        let Some((number, mut consent)) = open(&all, person, purpose).cloned() else {
            let why = format!("{person:?} does not consent to {purpose:?}");
            return Err(Error::new(Kind::NotFound, why)
                .hint("list consents with: file-organizer consent list"));
        };
        consent.withdrawn = Some(Withdrawal {
            time: writing.now,
            by: writing.principal.name.clone(),
            note: note.map(str::to_owned),
        });
        consents::put(writing.tables, number, &consent)?;
        writing.detail(Detail::text(purpose));
        Ok(())
    })
}

fn open<'a>(
    all: &'a [(u64, ConsentRecord)],
    person: &str,
    purpose: &str,
) -> Option<&'a (u64, ConsentRecord)> {
    all.iter()
        .find(|(_, row)| row.person == person && row.purpose == purpose && row.withdrawn.is_none())
}

/// All consents, those that ended too; of one person, where one is named.
///
/// # Errors
/// Kind `Denied`.
pub fn list(gate: &mut Gate, person: Option<&str>) -> Result<Vec<Consent>> {
    gate.read(Action::ConsentRead, |view, _| {
        let all = consents::all(view)?.into_iter().map(Consent::from);
        Ok(all
            .filter(|row| person.is_none_or(|person| row.person == person))
            .collect())
    })
}
