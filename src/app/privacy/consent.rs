//! Consents: who agreed to what, from when and until when. A withdrawn consent stays on record with
//! its end.

use crate::domain::action::Action;
use crate::domain::detail::Detail;
use crate::domain::time::Time;
use crate::storage::consents::{self, ConsentRecord, Withdrawal};
use crate::storage::users::Names;

use crate::app::error::{Error, Kind, Result};
use crate::app::gate::Gate;

/// Maximum bytes of a name, a purpose or a note.
const MAX_TEXT_LEN: usize = 200;

/// How a consent ended.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Withdrawn {
    /// When it was withdrawn.
    pub time: Time,
    /// Who recorded it.
    pub by: String,
    /// A remark.
    pub note: Option<String>,
}

/// A consent.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Consent {
    /// Its number, in order of recording.
    pub number: u64,
    /// The person.
    pub person: String,
    /// What they consent to.
    pub purpose: String,
    /// When it began.
    pub granted: Time,
    /// Who recorded it.
    pub granted_by: String,
    /// A remark.
    pub note: Option<String>,
    /// Its end, if it was withdrawn.
    pub withdrawn: Option<Withdrawn>,
}

impl Consent {
    fn of(names: &Names, (number, row): (u64, ConsentRecord)) -> Self {
        Self {
            number,
            person: row.person,
            purpose: row.purpose,
            granted: row.granted,
            granted_by: names.actor(&row.granted_by),
            note: row.note,
            withdrawn: row.withdrawn.map(|end| Withdrawn {
                time: end.time,
                by: names.actor(&end.by),
                note: end.note,
            }),
        }
    }
}

fn check(text: &str, what: &str) -> Result<()> {
    if text.trim().is_empty() || text.len() > MAX_TEXT_LEN || text.chars().any(char::is_control) {
        let why = format!("{text:?} is not {what} (1 to {MAX_TEXT_LEN} bytes, on one line)");
        return Err(Error::new(Kind::Usage, why));
    }
    Ok(())
}

fn check_all(person: &str, purpose: &str, note: Option<&str>) -> Result<()> {
    check(person, "a person's name")?;
    check(purpose, "a purpose")?;
    note.map_or(Ok(()), |note| check(note, "a note"))
}

/// Records that a person consents to a purpose.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Usage` if the consent already exists, and for invalid texts.
pub fn grant(gate: &mut Gate, person: &str, purpose: &str, note: Option<&str>) -> Result<()> {
    check_all(person, purpose, note)?;
    gate.write(Action::ConsentGrant, person.as_bytes(), |writing| {
        if open(&consents::all(writing.view())?, person, purpose).is_some() {
            let why = format!("{person:?} has already consented to {purpose:?}");
            return Err(Error::new(Kind::Usage, why)
                .hint("list consents with: file-organizer consent list"));
        }
        let consent = ConsentRecord {
            person: person.to_owned(),
            purpose: purpose.to_owned(),
            granted: writing.now,
            granted_by: writing.actor(),
            note: note.map(str::to_owned),
            withdrawn: None,
        };
        writing.add_consent(&consent)?;
        writing.detail(Detail::text(purpose));
        Ok(())
    })
}

/// Records that a person withdrew consent to a purpose.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `NotFound` if there is no such consent; `Usage` for invalid texts.
pub fn withdraw(gate: &mut Gate, person: &str, purpose: &str, note: Option<&str>) -> Result<()> {
    check_all(person, purpose, note)?;
    gate.write(Action::ConsentWithdraw, person.as_bytes(), |writing| {
        let all = consents::all(writing.view())?;
        let Some((number, mut consent)) = open(&all, person, purpose).cloned() else {
            let why = format!("{person:?} has no consent for {purpose:?}");
            return Err(Error::new(Kind::NotFound, why)
                .hint("list consents with: file-organizer consent list"));
        };
        consent.withdrawn = Some(Withdrawal {
            time: writing.now,
            by: writing.actor(),
            note: note.map(str::to_owned),
        });
        writing.put_consent(number, &consent)?;
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

/// All consents, including withdrawn ones, optionally of one person.
pub fn list(gate: &mut Gate, person: Option<&str>) -> Result<Vec<Consent>> {
    gate.read(Action::ConsentRead, |view, _| {
        let names = Names::load(view)?;
        let all = consents::all(view)?.into_iter();
        let all = all.map(|row| Consent::of(&names, row));
        Ok(all
            .filter(|row| person.is_none_or(|person| row.person == person))
            .collect())
    })
}
