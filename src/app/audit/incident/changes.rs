//! The settings that were changed since a time, as the audit log has them, and their values now.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::done::{Change, Setting};
use crate::domain::event::{AuditEvent, Entry, Event, Outcome};
use crate::domain::policy::Policy;
use crate::domain::role::BuiltinRole;
use crate::domain::time::Time;
use crate::storage::backup::PrincipalRow;
use crate::storage::tables::View;
use crate::storage::users::Names;
use crate::storage::{audit, drop_boxes, holds, policy, recipients, retention, users};

use super::value::shown_change;
use crate::app::clock;
use crate::app::error::Result;
use crate::app::files::rules;

/// The rows written since a time, whatever their own times: a clock can be set back.
pub(super) fn rows_since(
    view: &impl View,
    since: Time,
) -> Result<impl Iterator<Item = crate::storage::Result<(u64, Entry)>>> {
    let first = audit::written_since(view, since, clock::now())?;
    Ok(audit::from(view, first)?)
}

/// A changed setting, as an audit row has it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct RecordedChange {
    /// The number of the row.
    pub number: u64,
    /// When it was changed.
    pub time: Time,
    /// Who changed it.
    pub principal: String,
    /// The client's address, or `local`.
    pub source: String,
    /// The kind of setting.
    pub setting: Setting,
    /// Which one of its kind: a policy key, a name, a recipient, the path of a folder.
    #[serde(flatten, with = "crate::app::json::Name")]
    pub name: Vec<u8>,
    /// The previous value, as in `audit log`; null if it was not set.
    pub old: Option<String>,
    /// The new value; null if it was removed.
    pub new: Option<String>,
    /// The change as text for people.
    #[serde(skip)]
    pub shown: String,
}

impl RecordedChange {
    pub(super) fn all<'a>(
        number: u64,
        event: &'a AuditEvent,
        names: &'a Names,
    ) -> impl Iterator<Item = Self> + use<'a> {
        event.done.changes.iter().map(move |change| Self {
            number,
            time: event.time,
            principal: event.who(),
            source: event.source.clone(),
            setting: change.setting,
            name: change.name.clone(),
            old: change.old.clone(),
            new: change.new.clone(),
            shown: shown_change(
                change.setting,
                change.old.as_deref(),
                change.new.as_deref(),
                names,
            ),
        })
    }
}

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct BackupMade {
    /// When it was begun.
    pub time: Time,
    /// The file or folder that it was written to.
    #[serde(flatten, with = "crate::app::json::Destination")]
    pub to: Vec<u8>,
}

/// A setting that was changed since a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Changed {
    pub setting: Setting,
    /// The id of a user or API key; otherwise the name.
    pub key: Vec<u8>,
    pub name: Vec<u8>,
    /// The value at that time.
    pub before: Option<String>,
    /// The value now.
    pub now: Option<String>,
    pub by: BTreeSet<String>,
    /// Of a recipient added since then: the backups that it opens.
    pub backups: Vec<BackupMade>,
}

/// When a recipient was configured: the rows and times of its addition and removal.
struct Reach {
    from: (u64, Time),
    to: Option<(u64, Time)>,
}

impl Reach {
    /// Whether a backup was made meanwhile, by the order of the rows or by the clock.
    fn includes(&self, number: u64, time: Time) -> bool {
        let ended = |at: u64, when: Time| self.to.is_some_and(|(row, end)| row < at && end < when);
        (number > self.from.0 || time >= self.from.1) && !ended(number, time)
    }
}

/// What changed, and what the log no longer says.
#[derive(Default)]
pub(super) struct Changes {
    pub all: Vec<Changed>,
    /// Rows whose changes were removed when a person was erased.
    pub redacted: u64,
}

/// The settings that were changed since then; those that have their former value again, too.
pub(super) fn changed(view: &impl View, since: Time) -> Result<Changes> {
    let mut seen = Seen::default();
    for row in rows_since(view, since)? {
        let (number, Entry { event, removed }) = row?;
        seen.redacted += u64::from(removed.changes);
        if event.event == Event::BackupCreate && event.outcome == Outcome::Success {
            let to = event.target.clone().unwrap_or_default();
            let time = event.time;
            seen.backups.push((number, BackupMade { time, to }));
        }
        for change in &event.done.changes {
            seen.add(number, &event, change);
        }
    }
    let now = values(view)?;
    for one in seen.changed.values_mut() {
        one.now = now.get(&(one.setting, one.key.clone())).cloned();
        let reaches = seen.reaches.get(&one.key);
        let added = one.setting == Setting::Recipient && one.before.is_none();
        let reaches = reaches.filter(|_| added);
        let reached = |number: u64, time| {
            reaches.is_some_and(|all| all.iter().any(|reach| reach.includes(number, time)))
        };
        let opened = seen.backups.iter();
        let opened = opened.filter(|(number, one)| reached(*number, one.time));
        one.backups = opened.map(|(_, one)| one.clone()).collect();
    }
    Ok(Changes {
        all: seen.changed.into_values().collect(),
        redacted: seen.redacted,
    })
}

/// What the rows say.
#[derive(Default)]
struct Seen {
    changed: BTreeMap<(Setting, Vec<u8>), Changed>,
    /// Of recipients that were added.
    reaches: BTreeMap<Vec<u8>, Vec<Reach>>,
    /// With the numbers of their rows.
    backups: Vec<(u64, BackupMade)>,
    redacted: u64,
}

impl Seen {
    fn add(&mut self, number: u64, event: &AuditEvent, change: &Change) {
        let key = key_of(change);
        if change.setting == Setting::Recipient {
            let at = (number, event.time);
            let reaches = self.reaches.entry(key.clone()).or_default();
            if change.old.is_none() {
                reaches.push(Reach { from: at, to: None });
            } else if change.new.is_none() {
                for reach in reaches {
                    reach.to.get_or_insert(at);
                }
            }
        }
        let new = || Changed {
            setting: change.setting,
            key: key.clone(),
            name: Vec::new(),
            before: change.old.clone(),
            now: None,
            by: BTreeSet::new(),
            backups: Vec::new(),
        };
        let of_this = self.changed.entry((change.setting, key.clone()));
        let one = of_this.or_insert_with(new);
        one.name.clone_from(&change.name);
        one.by.insert(event.who());
    }
}

/// What identifies a setting of its kind: names of users can be used again.
fn key_of(change: &Change) -> Vec<u8> {
    #[derive(serde::Deserialize)]
    struct Id {
        id: String,
    }
    let text = change.old.as_ref().or(change.new.as_ref());
    match (change.setting, text) {
        (Setting::User | Setting::ApiKey, Some(text)) => serde_json::from_str::<Id>(text)
            .map_or_else(|_| change.name.clone(), |known| known.id.into_bytes()),
        _ => change.name.clone(),
    }
}

/// The values of all settings, in the form of the audit log.
fn values(view: &impl View) -> Result<BTreeMap<(Setting, Vec<u8>), String>> {
    let mut all = BTreeMap::new();
    let mut put = |setting, name: &[u8], value: String| {
        if !value.is_empty() {
            all.insert((setting, name.to_vec()), value);
        }
    };
    let policy = policy::read(view)?;
    for key in Policy::keys() {
        put(Setting::Policy, key.as_bytes(), policy.get(key)?);
    }
    put(Setting::Rules, b"", rules::text(view)?.unwrap_or_default());
    let mut roles: BTreeSet<String> = users::roles(view)?
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    roles.extend(BuiltinRole::ALL.map(|role| role.name().to_owned()));
    for name in &roles {
        if let Some(permissions) = users::role_permissions(view, name)? {
            let row = PrincipalRow::role_with(name, &permissions);
            put(Setting::Role, name.as_bytes(), row.text()?);
        }
    }
    for rule in retention::all(view)? {
        let name = rule.name.clone();
        put(
            Setting::Retention,
            name.as_bytes(),
            PrincipalRow::retention(rule).text()?,
        );
    }
    for hold in holds::all(view)? {
        let number = hold.number.to_string();
        put(
            Setting::Hold,
            number.as_bytes(),
            PrincipalRow::hold(hold).text()?,
        );
    }
    for one in recipients::all(view)? {
        let name = one.recipient.clone();
        put(
            Setting::Recipient,
            name.as_bytes(),
            PrincipalRow::recipient(one).text()?,
        );
    }
    for one in drop_boxes::all(view)? {
        let path = one.path.as_os_str().as_encoded_bytes();
        put(Setting::DropBox, path, one.shared_by.to_string());
    }
    for (id, key) in users::api_keys(view)? {
        let text = PrincipalRow::api_key(id.clone(), key, None).text()?;
        put(Setting::ApiKey, id.as_bytes(), text);
    }
    for (id, user) in users::present(view)? {
        let text = PrincipalRow::user(&id, user).text()?;
        put(Setting::User, id.to_string().as_bytes(), text);
    }
    Ok(all)
}
