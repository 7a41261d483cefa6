//! Consents: who agreed to what, from when and until when. A withdrawn consent stays on record with
//! its end. A person is a user, by id, or somebody without an account, by the name without regard to
//! case, width and white space.

use crate::domain::action::Action;
use crate::domain::detail::Detail;
use crate::domain::id::UserId;
use crate::domain::name::{are_confusable, person_key, person_label};
use crate::domain::time::Time;
use crate::storage::consents::{self, ConsentRecord, Withdrawal};
use crate::storage::tables::View;
use crate::storage::users::{self, Names};

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
            person: match &row.user {
                Some(user) => names.user(user),
                None => row.person,
            },
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

/// The user with this name or id now, and the label.
fn identify(view: &impl View, person: &str) -> Result<(Option<UserId>, String)> {
    let key = person_key(person);
    let user = users::present(view)?;
    let user = user
        .into_iter()
        .find(|(id, user)| person_key(&user.name) == key || id.to_string() == key);
    Ok(match user {
        Some((id, user)) => (Some(id), user.name),
        None => (None, person_label(person)),
    })
}

fn check_all(person: &str, purpose: &str, note: Option<&str>) -> Result<()> {
    check(person, "a person's name")?;
    check(purpose, "a purpose")?;
    note.map_or(Ok(()), |note| check(note, "a note"))
}

/// Refuses a person that looks like a user of another name, and a purpose that looks like another
/// one: in a list, they could not be told apart.
fn check_lookalikes(
    view: &impl View,
    all: &[(u64, ConsentRecord)],
    user: Option<&UserId>,
    label: &str,
    purpose: &str,
) -> Result<()> {
    let users = users::present(view)?;
    let like_user = users
        .iter()
        .find(|(_, other)| user.is_none() && are_confusable(label, &other.name))
        .map(|(_, other)| (label, other.name.as_str()));
    let like_purpose = all
        .iter()
        .find(|(_, row)| row.purpose != purpose && are_confusable(&row.purpose, purpose))
        .map(|(_, row)| (purpose, row.purpose.as_str()));
    match like_user.or(like_purpose) {
        None => Ok(()),
        Some((new, known)) => {
            let why = format!("{new:?} looks like {known:?}, but is spelled differently");
            Err(Error::new(Kind::Usage, why)
                .hint("write it in the same way, or choose other words"))
        }
    }
}

/// Records that a person consents to a purpose. Returns the person's label.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Usage` if the consent already exists, for invalid texts, and for a person
/// or purpose that looks like another one.
pub fn grant(gate: &mut Gate, person: &str, purpose: &str, note: Option<&str>) -> Result<String> {
    check_all(person, purpose, note)?;
    gate.write(
        Action::ConsentGrant,
        person_label(person).as_bytes(),
        |writing| {
            let (user, label) = identify(writing.view(), person)?;
            writing.target(label.as_bytes());
            let all = consents::all(writing.view())?;
            if open(&all, user.as_ref(), &label, purpose).is_some() {
                let why = format!("{label:?} has already consented to {purpose:?}");
                return Err(Error::new(Kind::Usage, why)
                    .hint("list consents with: file-organizer consent list"));
            }
            check_lookalikes(writing.view(), &all, user.as_ref(), &label, purpose)?;
            let consent = ConsentRecord {
                user,
                person: label.clone(),
                purpose: purpose.to_owned(),
                granted: writing.now,
                granted_by: writing.actor(),
                note: note.map(str::to_owned),
                withdrawn: None,
            };
            writing.add_consent(&consent)?;
            writing.detail(Detail::text(purpose));
            Ok(label)
        },
    )
}

/// Records that a person withdrew consent to a purpose. Returns the person's label.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `NotFound` if there is no such consent; `Usage` for invalid texts.
pub fn withdraw(
    gate: &mut Gate,
    person: &str,
    purpose: &str,
    note: Option<&str>,
) -> Result<String> {
    check_all(person, purpose, note)?;
    gate.write(
        Action::ConsentWithdraw,
        person_label(person).as_bytes(),
        |writing| {
            let (user, label) = identify(writing.view(), person)?;
            writing.target(label.as_bytes());
            let all = consents::all(writing.view())?;
            let Some((number, mut consent)) = open(&all, user.as_ref(), &label, purpose).cloned()
            else {
                let why = format!("{label:?} has no consent for {purpose:?}");
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
            Ok(label)
        },
    )
}

/// The consent in force: of the user, or recorded under the same name by somebody without an
/// account, or of a former user of the name.
fn open<'a>(
    all: &'a [(u64, ConsentRecord)],
    user: Option<&UserId>,
    label: &str,
    purpose: &str,
) -> Option<&'a (u64, ConsentRecord)> {
    let key = person_key(label);
    all.iter().find(|(_, row)| {
        let same = match (&row.user, user) {
            (Some(of), Some(user)) => of == user,
            (None, _) | (_, None) => person_key(&row.person) == key,
        };
        same && row.purpose == purpose && row.withdrawn.is_none()
    })
}

/// All consents, including withdrawn ones, optionally of one person.
pub fn list(gate: &mut Gate, person: Option<&str>) -> Result<Vec<Consent>> {
    gate.read(Action::ConsentRead, |view, _| {
        let names = Names::load(view)?;
        let key = person.map(person_key);
        let shown = |row: &ConsentRecord, key: &String| {
            let name = row.user.map(|user| names.user(&user));
            person_key(&row.person) == *key || name.is_some_and(|name| person_key(&name) == *key)
        };
        let mut all = consents::all(view)?;
        all.retain(|(_, row)| key.as_ref().is_none_or(|key| shown(row, key)));
        Ok(all
            .into_iter()
            .map(|row| Consent::of(&names, row))
            .collect())
    })
}
