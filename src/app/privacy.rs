//! Personal data: exported as one archive, or erased.

pub mod consent;
mod erase;
mod export;
pub mod hold;
mod mentions;
mod reads;
pub mod retention;

use crate::domain::id::UserId;
use crate::domain::name::{person_key, person_label};
use crate::storage::files::{self, Entry};
use crate::storage::record::{TrashRecord, UserRecord};
use crate::storage::tables::View;
use crate::storage::users::{self, Naming};

use crate::app::error::{Error, Kind, Result};

pub use erase::{EraseOptions, Erased, erase, would_erase};
pub use export::{Exported, export};
pub use mentions::Mention;

/// The data subject: the user with a name or id, or a person named only in consents and the log.
struct Subject {
    /// The account, current or former.
    user: Option<UserId>,
    /// The name.
    name: String,
    /// When the name meant this person.
    naming: Naming,
}

impl Subject {
    /// # Errors
    /// Kind `NotFound` for a name shared by several removed users: only the id identifies one.
    fn named(view: &impl View, text: &str) -> Result<Self> {
        let all = users::users(view)?;
        // Listings show a former user whose name is shared as `name#id`.
        let id = text.rsplit_once('#').map_or(text, |(_, id)| id);
        let id = id.parse::<UserId>().ok();
        let by_id = id.and_then(|id| all.iter().find(|(known, _)| *known == id));
        let key = person_key(text);
        let present = |(_, user): &&(UserId, UserRecord)| {
            person_key(&user.name) == key && user.removed.is_none()
        };
        let Some((id, user)) = by_id.or_else(|| all.iter().find(present)) else {
            let removed = all.iter().filter(|(_, user)| person_key(&user.name) == key);
            let ids: Vec<String> = removed.map(|(id, _)| id.to_string()).collect();
            if ids.is_empty() {
                return Ok(Self {
                    user: None,
                    name: person_label(text),
                    naming: Naming::default(),
                });
            }
            return Err(
                Error::new(Kind::NotFound, format!("the user {text:?} was removed")).hint(format!(
                    "use the id instead of the name: {}",
                    ids.join(" or ")
                )),
            );
        };
        let mut earlier = false;
        let mut until = None;
        for (other, named) in all.iter().filter(|(_, other)| other.name == user.name) {
            earlier |= named.created < user.created;
            if other != id && named.created >= user.created {
                until = [until, Some(named.created)].into_iter().flatten().min();
            }
        }
        Ok(Self {
            user: Some(*id),
            name: user.name.clone(),
            naming: Naming {
                from: earlier.then_some(user.created),
                until,
            },
        })
    }

    /// Whether a text is the name, in any spelling.
    fn is_named(&self, text: &[u8]) -> bool {
        person_key(&String::from_utf8_lossy(text)) == person_key(&self.name)
    }

    /// Whether the account is this user's.
    fn is(&self, user: &UserId) -> bool {
        self.user.as_ref() == Some(user)
    }
}

/// Their files.
struct Files {
    live: Vec<Entry>,
    trash: Vec<TrashRecord>,
}

impl Files {
    /// The files of a person: one pass over all files.
    fn of(view: &impl View, subject: &Subject) -> Result<Self> {
        let mut live = Vec::new();
        for entry in files::below(view, &crate::domain::path::VaultPath::root())? {
            let entry = entry?;
            if subject.is(&entry.file.owner.user) {
                live.push(entry);
            }
        }
        let mut trash = Vec::new();
        for trashed in files::trash(view)? {
            let trashed = trashed?;
            if subject.is(&trashed.file.owner.user) {
                trash.push(trashed);
            }
        }
        Ok(Self { live, trash })
    }
}

fn nobody(name: &str) -> Error {
    Error::new(
        Kind::NotFound,
        format!("the vault has no data about {name:?}"),
    )
    .hint(
        "list users with: file-organizer user list, and other persons with: file-organizer \
         consent list",
    )
}

/// An export of a person's data.
#[derive(Debug, serde::Serialize, schemars::JsonSchema)]
pub struct ExportInfo<'a> {
    /// The person.
    pub person: &'a str,
    /// The file.
    #[serde(flatten, with = "crate::app::json::Destination")]
    pub destination: &'a std::path::Path,
    /// What it contains.
    #[serde(flatten)]
    pub exported: &'a Exported,
}
