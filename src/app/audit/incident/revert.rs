//! Takes back the settings that were changed since a time. Each reversal is an action of its own,
//! with its audit row; one that is done already is not repeated.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use crate::domain::action::Action;
use crate::domain::detail::Word;
use crate::domain::done::Setting;
use crate::domain::id::UserId;
use crate::domain::permission::Permissions;
use crate::domain::policy::AuditLevel;
use crate::domain::role::BuiltinRole;
use crate::domain::time::Time;
use crate::storage::backup::{PrincipalRow, RestoredPrincipal};
use crate::storage::drop_boxes::{self, DropBox};
use crate::storage::holds::{self, Hold};
use crate::storage::recipients::{self, Recipient};
use crate::storage::record::UserRecord;
use crate::storage::users::Names;
use crate::storage::{StorageError, retention, users};

use super::changes::{BackupMade, Changed, changed};
use super::value::shown_change;
use crate::app::access::holdings::{Disposition, ended_by};
use crate::app::access::{api_key, drop_box, role, user};
use crate::app::error::{Error, Kind, Result};
use crate::app::files::rules;
use crate::app::gate::{Gate, Writing};
use crate::app::maintenance::policy;

/// The state of a changed setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReversalState {
    /// It still has another value than before.
    Changed,
    /// The value from before was restored.
    Reverted,
    /// It had the value from before already.
    Unchanged,
    /// An API key that is revoked: only a new one can be created.
    Ended,
    /// It could not be taken back.
    Failed,
}

impl ReversalState {
    /// The name shown to people and scripts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Reverted => "reverted",
            Self::Unchanged => "unchanged",
            Self::Ended => "ended",
            Self::Failed => "failed",
        }
    }
}

crate::domain::schema::by_name!(ReversalState: Changed, Reverted, Unchanged, Ended, Failed);

/// A setting that was changed since a time, and whether that was taken back.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Reversal {
    /// The state of the setting.
    #[serde(rename = "status")]
    pub state: ReversalState,
    /// The kind of setting.
    pub setting: Setting,
    /// Which one of its kind: a policy key, a name, a recipient, the path of a folder.
    #[serde(flatten, with = "crate::app::json::Name")]
    pub name: Vec<u8>,
    /// The value before the time, as in `audit log`; null if it was not set.
    pub old: Option<String>,
    /// The value when the lockdown looked; null if it was not set.
    pub new: Option<String>,
    /// Who changed it since then.
    #[serde(rename = "changed_by")]
    pub principals: Vec<String>,
    /// Why it could not be taken back.
    pub reason: Option<String>,
    /// Of a recipient: the backups that were made while it was configured, which it can open.
    pub readable_backups: Vec<BackupMade>,
    /// The change as text for people.
    #[serde(skip)]
    pub shown: String,
    #[serde(skip)]
    key: Vec<u8>,
}

impl Reversal {
    fn of(one: Changed, names: &Names) -> Self {
        let revoked = || {
            let key = one.now.as_deref().map(PrincipalRow::parse);
            matches!(key, Some(Ok(RestoredPrincipal::ApiKey(_, key, _))) if key.revoked.is_some())
        };
        let state = if one.before == one.now {
            ReversalState::Unchanged
        } else if one.setting == Setting::ApiKey && (one.now.is_none() || revoked()) {
            ReversalState::Ended
        } else {
            ReversalState::Changed
        };
        let (old, new) = (one.before.as_deref(), one.now.as_deref());
        Self {
            shown: shown_change(one.setting, old, new, names),
            state,
            setting: one.setting,
            name: one.name,
            old: one.before,
            new: one.now,
            principals: one.by.into_iter().collect(),
            reason: None,
            readable_backups: one.backups,
            key: one.key,
        }
    }

    /// Its place in the order of reversals: a role must exist before a user gets it, and must be
    /// unused before it is removed; users come before what ends with their permissions.
    const fn order(&self) -> u8 {
        match (self.setting, self.old.is_some()) {
            (Setting::User, false) => 0,
            (Setting::Role, true) => 1,
            (Setting::User, true) => 2,
            (Setting::Role, false) => 3,
            (Setting::Recipient, _) => 4,
            (Setting::DropBox, _) => 5,
            (Setting::Retention | Setting::Hold, _) => 6,
            (Setting::Rules, _) => 7,
            (Setting::Policy, _) => 8,
            (Setting::ApiKey, _) => 9,
        }
    }

    fn is_of_lockdown(&self) -> bool {
        let raised = Some(AuditLevel::Raised.name());
        self.setting == Setting::Policy
            && self.key == b"audit.level"
            && self.new.as_deref() == raised
    }
}

/// The settings that were changed since then, in the order in which they can be taken back; and the
/// number of rows whose changes are unknown, because a person was erased.
fn pending(gate: &mut Gate, since: Time) -> Result<(Vec<Reversal>, u64)> {
    gate.read(Action::IncidentLockdown, |view, _| {
        let found = changed(view, since)?;
        let all = found.all.into_iter();
        let names = Names::load(view)?;
        let mut all: Vec<_> = all.map(|one| Reversal::of(one, &names)).collect();
        all.retain(|one| !one.is_of_lockdown());
        all.sort_by_key(Reversal::order);
        Ok((all, found.redacted))
    })
}

/// Takes back the settings that were changed since then and for which `choose` returns true.
/// Returns all of them, and the number of rows whose changes are unknown.
///
/// # Errors
/// Kinds `Busy`, `Auth`, `Damaged`; errors of `choose`. What was taken back until then stays so. A
/// setting that cannot be taken back is no error.
pub(super) fn revert(
    gate: &mut Gate,
    since: Time,
    choose: &mut dyn FnMut(&Reversal) -> Result<bool>,
) -> Result<(Vec<Reversal>, u64)> {
    let (mut all, redacted) = pending(gate, since)?;
    for one in &mut all {
        if one.state != ReversalState::Changed || !choose(one)? {
            continue;
        }
        match apply(gate, one) {
            Ok(()) => one.state = ReversalState::Reverted,
            Err(error) if matches!(error.kind, Kind::Busy | Kind::Auth | Kind::Damaged) => {
                return Err(error);
            }
            Err(error) => {
                one.state = ReversalState::Failed;
                one.reason = Some(error.message);
            }
        }
    }
    let (after, _) = pending(gate, since)?;
    let lost = |one: &Reversal| {
        let now = |other: &&Reversal| other.setting == one.setting && other.key == one.key;
        let state = after.iter().find(now).map(|other| other.state);
        one.state == ReversalState::Reverted && state == Some(ReversalState::Changed)
    };
    for one in all.iter_mut().filter(|one| lost(one)) {
        one.state = ReversalState::Failed;
        one.reason = Some("it changed again with another reversal".to_owned());
    }
    Ok((all, redacted))
}

/// Restores the value of one setting.
fn apply(gate: &mut Gate, one: &Reversal) -> Result<()> {
    let name = String::from_utf8_lossy(&one.name).into_owned();
    let old = one.old.as_deref();
    match one.setting {
        Setting::Policy => policy::set(gate, &name, old.unwrap_or_default()).map(drop),
        Setting::Rules => rules::replace(gate, old.unwrap_or_default()).map(drop),
        Setting::ApiKey => {
            let id = String::from_utf8_lossy(&one.key);
            api_key::revoke(gate, &[format!("fo_{id}")]).map(drop)
        }
        Setting::DropBox => set_drop_box(gate, &one.name, old),
        Setting::Role | Setting::Retention | Setting::Hold | Setting::Recipient | Setting::User => {
            match old.map(PrincipalRow::parse).transpose()? {
                None => remove(gate, one, &name),
                Some(value) => restore(gate, &name, value),
            }
        }
    }
}

/// Removes a setting that did not exist.
fn remove(gate: &mut Gate, one: &Reversal, name: &str) -> Result<()> {
    match one.setting {
        Setting::Role => role::remove(gate, name).map(drop),
        Setting::User => {
            if gate.principal().actor.user.to_string().as_bytes() == one.key {
                return Err(own_user(name));
            }
            user::remove(gate, name, Disposition::End).map(drop)
        }
        Setting::Recipient => set_recipient(gate, name, None),
        Setting::Retention => set_retention(gate, name, None),
        Setting::Hold => set_hold(gate, name, None),
        Setting::Policy | Setting::Rules | Setting::DropBox | Setting::ApiKey => Ok(()),
    }
}

/// Sets a setting that existed to its value.
fn restore(gate: &mut Gate, name: &str, value: RestoredPrincipal) -> Result<()> {
    match value {
        RestoredPrincipal::User(id, record) => restore_user(gate, &id, &record),
        RestoredPrincipal::Role(_, record) => {
            let permissions = record.permissions(name)?;
            let builtin = BuiltinRole::by_name(name).map(BuiltinRole::permissions);
            if builtin == Some(permissions.clone()) {
                return role::remove(gate, name).map(drop);
            }
            role::set(gate, name, &permissions).map(drop)
        }
        RestoredPrincipal::Recipient(recipient, label, added, added_by) => {
            let one = Recipient {
                recipient,
                name: label,
                added,
                added_by,
            };
            set_recipient(gate, name, Some(one))
        }
        RestoredPrincipal::Retention(rule) => set_retention(gate, name, Some(rule)),
        RestoredPrincipal::Hold(hold) => set_hold(gate, name, Some(hold)),
        RestoredPrincipal::ApiKey(..)
        | RestoredPrincipal::Search(..)
        | RestoredPrincipal::Consent(_) => {
            Err(StorageError::Damaged("a changed setting cannot be read".into()).into())
        }
    }
}

fn own_user(name: &str) -> Error {
    let message = format!("{name:?} is the user who runs the lockdown");
    Error::new(Kind::Usage, message).hint("another administrator can change this user")
}

/// Restores the role and state of a user; never a password.
fn restore_user(gate: &mut Gate, id: &UserId, record: &UserRecord) -> Result<()> {
    let name = &record.name;
    gate.write(Action::UserRole, name.as_bytes(), |writing| {
        if writing.principal.actor.user == *id {
            return Err(own_user(name));
        }
        let Some(now) = users::get(writing.view(), id)? else {
            return Err(Error::new(
                Kind::NotFound,
                format!("the user {name:?} was erased"),
            ));
        };
        let other = users::named(writing.view(), name)?;
        if other.is_some_and(|(other, _)| other != *id) {
            let message = format!("another user is named {name:?} now");
            return Err(Error::new(Kind::Usage, message));
        }
        if record.disabled || record.role != BuiltinRole::Admin.name() {
            user::check_not_last(writing, id, &now)?;
        }
        let before = users::permissions_of(writing.view(), &now.role)?;
        let after = role::named(writing.view(), &record.role)?;
        ended_by(writing, |writing| {
            let mut access = writing.grant(&[&before, &after])?;
            access.put_user(id, record)?;
            access.end_all_of(id)?;
            if record.disabled {
                access.drop_password(name)?;
            }
            Ok(())
        })?;
        writing.detail(Word::Restored);
        Ok(())
    })
}

/// Sets the entry of a list for which `is_this` holds: in its place, at the end, or not at all.
fn set_entry<T>(all: &mut Vec<T>, is_this: impl Fn(&T) -> bool, value: Option<T>) {
    match (all.iter().position(is_this), value) {
        (Some(at), Some(value)) => all.splice(at..=at, [value]).for_each(drop),
        (Some(at), None) => {
            all.remove(at);
        }
        (None, value) => all.extend(value),
    }
}

fn detail(writing: &mut Writing<'_, '_>, restored: bool) {
    writing.detail(if restored {
        Word::Restored
    } else {
        Word::Removed
    });
}

fn set_recipient(gate: &mut Gate, name: &str, value: Option<Recipient>) -> Result<()> {
    gate.write(Action::BackupRecipientChange, name.as_bytes(), |writing| {
        detail(writing, value.is_some());
        let mut all = recipients::all(writing.view())?;
        set_entry(&mut all, |one| one.recipient == name, value);
        writing.grant(&[&Permissions::all()])?.set_recipients(all)
    })
}

fn set_retention(
    gate: &mut Gate,
    name: &str,
    value: Option<retention::RetentionRule>,
) -> Result<()> {
    gate.write(Action::RetentionChange, name.as_bytes(), |writing| {
        detail(writing, value.is_some());
        let mut all = retention::all(writing.view())?;
        set_entry(&mut all, |one| one.name == name, value);
        writing.set_retention(all)
    })
}

fn set_hold(gate: &mut Gate, number: &str, value: Option<Hold>) -> Result<()> {
    gate.write(Action::HoldChange, number.as_bytes(), |writing| {
        detail(writing, value.is_some());
        let mut all = holds::all(writing.view())?;
        set_entry(&mut all, |one| one.number.to_string() == number, value);
        all.sort_by_key(|one| one.number);
        writing.set_holds(all)
    })
}

/// Shares a folder again as the user who did, or stops sharing it.
fn set_drop_box(gate: &mut Gate, path: &[u8], shared_by: Option<&str>) -> Result<()> {
    let path = Path::new(std::ffi::OsStr::from_bytes(path));
    let target = path.as_os_str().as_bytes();
    gate.write(Action::DropBoxChange, target, |writing| {
        let keyring = writing.keyring().clone();
        let mut all = drop_boxes::all(writing.view())?;
        let value = match shared_by {
            None => None,
            Some(by) => {
                drop_box::make(path, &keyring.vault_id, &keyring.public_key)?;
                let unreadable = |_| StorageError::Damaged("a user id cannot be read".into());
                Some(DropBox {
                    path: path.to_owned(),
                    shared_by: by.parse().map_err(unreadable)?,
                })
            }
        };
        let stopped = value.is_none();
        detail(writing, !stopped);
        set_entry(&mut all, |one| one.path == path, value);
        writing.set_drop_boxes(&all)?;
        if stopped {
            drop_box::remove_label(path, &keyring.vault_id)?;
        }
        Ok(())
    })
}
