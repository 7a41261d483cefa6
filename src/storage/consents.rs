//! The rows of consents; ended ones stay.

use redb::ReadableTable;
use serde::{Deserialize, Serialize};

use super::Result;
use super::record::Record;
use super::tables::{Tables, View};
use super::users::Naming;
use crate::domain::id::{Actor, UserId};
use crate::domain::name::person_key;
use crate::domain::time::Time;

/// How a consent ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Withdrawal {
    pub time: Time,
    pub by: Actor,
    pub note: Option<String>,
}

/// One consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ConsentRecord {
    /// The user, if it is one.
    pub user: Option<UserId>,
    /// The name: a label of the user, or what identifies another person ([`person_key`]).
    pub person: String,
    pub purpose: String,
    pub granted: Time,
    /// Who recorded it.
    pub granted_by: Actor,
    pub note: Option<String>,
    pub withdrawn: Option<Withdrawal>,
}

impl ConsentRecord {
    /// Whether it is a consent of the user, or of the person with this name at the time.
    pub(crate) fn is_of(&self, user: Option<&UserId>, name: &str, naming: Naming) -> bool {
        match (&self.user, user) {
            (Some(of), Some(user)) => of == user,
            (Some(_), None) => false,
            (None, _) => {
                person_key(&self.person) == person_key(name) && naming.covers(self.granted)
            }
        }
    }
}

impl Record for ConsentRecord {
    const VERSION: u8 = 2;
}

/// All of them with their numbers, in the order in which they were granted.
pub(crate) fn all(view: &impl View) -> Result<Vec<(u64, ConsentRecord)>> {
    let Some(table) = view.consents() else {
        return Ok(Vec::new());
    };
    let rows = table.iter()?.map(|row| {
        let (number, value) = row?;
        Ok((number.value(), ConsentRecord::from_bytes(value.value())?))
    });
    rows.collect()
}

/// Adds a consent.
pub(crate) fn add(tables: &mut Tables<'_>, consent: &ConsentRecord) -> Result<()> {
    let last = tables
        .consents
        .last()?
        .map_or(0, |(number, _)| number.value());
    put(tables, last + 1, consent)
}

/// Replaces the consent with this number.
pub(crate) fn put(tables: &mut Tables<'_>, number: u64, consent: &ConsentRecord) -> Result<()> {
    let bytes = consent.to_bytes()?;
    tables.consents.insert(number, bytes.as_slice())?;
    Ok(())
}
