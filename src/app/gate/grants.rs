//! Access: users, roles, API keys, sessions, slots and recipients. A principal cannot create,
//! change or end anything that grants a permission it does not have itself, except its own password
//! and sessions.

use crate::domain::done::Setting;
use crate::domain::effect::Effect;
use crate::domain::id::UserId;
use crate::domain::permission::{Permission, Permissions};
use crate::domain::time::Time;
use crate::storage::backup::PrincipalRow;
use crate::storage::drop_boxes::{self, DropBox};
use crate::storage::keyring::{Slot, SlotKind};
use crate::storage::recipients::{self, Recipient};
use crate::storage::record::{ApiKeyRecord, RoleRecord, SessionRecord, UserRecord};
use crate::storage::tables::{Tables, View};
use crate::storage::{StorageError, searches, users};

use crate::app::error::{Error, Kind, Result};
use crate::app::gate::slots::clear_ended;

use super::principal::{Means, key_permissions};
use super::{Principal, Writing};

/// Refuses to grant, change or revoke permissions that the principal does not have.
pub(super) fn check_powers(principal: &Principal, powers: &Permissions) -> Result<()> {
    let whole = principal.scope.is_whole();
    if whole && principal.permissions.contains(powers) {
        return Ok(());
    }
    let lacking: Vec<&str> = powers
        .iter()
        .filter(|one| !whole || !principal.permissions.has(*one))
        .map(Permission::name)
        .collect();
    let (name, role) = (&principal.name, &principal.role);
    Err(Error::new(
        Kind::Denied,
        format!(
            "{name:?} (role {role}) cannot grant, change or revoke permissions that it does not \
             have: {}",
            lacking.join(", ")
        ),
    )
    .hint("an administrator can do this"))
}

/// The right to change access.
pub(crate) struct Access<'w, 'a, 't> {
    writing: &'w mut Writing<'a, 't>,
    /// Restricts changes to the sessions and password of this user; `None` for no restriction.
    own: Option<UserId>,
}

impl<'a, 't> Writing<'a, 't> {
    /// Returns the right to change something that grants these permissions, before or after the
    /// change.
    ///
    /// # Errors
    /// Kind `Denied` for permissions that the principal does not have.
    pub(crate) fn grant(&mut self, powers: &[&Permissions]) -> Result<Access<'_, 'a, 't>> {
        for powers in powers {
            check_powers(self.principal, powers)?;
        }
        Ok(Access {
            writing: self,
            own: None,
        })
    }

    /// Returns the right to change the principal's own password and sessions.
    pub(crate) fn own_access(&mut self) -> Access<'_, 'a, 't> {
        let own = Some(self.principal.actor.user);
        Access { writing: self, own }
    }

    /// Removes expired sessions.
    pub(crate) fn forget_ended_sessions(&mut self, now: Time) -> Result<()> {
        for (id, session) in users::sessions(&*self.tables)? {
            if session.expires <= now {
                users::remove_session(self.tables, &id)?;
            }
        }
        Ok(())
    }

    /// When the acting API key expires: a key that it creates or hands over expires no later.
    pub(crate) fn own_end(&self) -> Result<Option<Time>> {
        let Some(id) = &self.principal.actor.key else {
            return Ok(None);
        };
        Ok(users::api_key(&*self.tables, id)?.and_then(|key| key.expires))
    }

    /// What the credentials permit that have expired by `latest` but not by `now`: they work again once
    /// the recorded time is set back to `now`.
    pub(super) fn powers_revived(&self, now: Time, latest: Time) -> Result<Permissions> {
        let is_revived = |end: Option<Time>| end.is_some_and(|end| end > now && end <= latest);
        let mut powers = Vec::new();
        for (id, key) in users::api_keys(&*self.tables)? {
            let mut secrets = key.secrets.iter();
            let secret = secrets.any(|secret| is_revived(secret.until));
            if key.revoked.is_none() && (secret || is_revived(key.expires)) {
                powers.push(key_permissions(&*self.tables, &id, &key)?);
            }
        }
        for (_, session) in users::sessions(&*self.tables)? {
            if is_revived(Some(session.expires)) {
                powers.push(users::permissions_of_user(&*self.tables, &session.user)?);
            }
        }
        Ok(powers.iter().flat_map(Permissions::iter).collect())
    }

    /// Removes the slots of expired sessions and of rotated secrets.
    pub(crate) fn clear_slots(&mut self, now: Time) -> Result<()> {
        let mut keyring = self.effects.latest().clone();
        clear_ended(&*self.tables, &mut keyring.slots, now)?;
        self.effects.replace_keyring(keyring);
        Ok(())
    }
}

impl Access<'_, '_, '_> {
    fn not_own(&self, user: &UserId) -> Result<()> {
        if self.own.is_none_or(|own| own == *user) {
            return Ok(());
        }
        Err(Error::new(Kind::Denied, "this belongs to another user"))
    }

    fn granted(&self) -> Result<()> {
        match self.own {
            None => Ok(()),
            Some(_) => Err(Error::new(Kind::Denied, "only your own may be changed")),
        }
    }

    /// Sets a user; see [`Self::end_unpermitted`].
    pub(crate) fn put_user(&mut self, id: &UserId, user: &UserRecord) -> Result<()> {
        self.granted()?;
        let writing = &mut *self.writing;
        let before = users::get(&*writing.tables, id)?;
        let had = before
            .as_ref()
            .map(|before| powers_of(&*writing.tables, before));
        let has = powers_of(&*writing.tables, user)?;
        match had.transpose()? {
            Some(had) => writing.tally_powers(&had, &has),
            None => writing.tally(Effect::Grant, 1, 0),
        }
        let text = |user: &UserRecord| PrincipalRow::user(id, user.clone()).text();
        let old = before.as_ref().map(text).transpose()?;
        let new = Some(user).filter(|user| user.removed.is_none());
        let new = new.map(text).transpose()?;
        writing.note_change(Setting::User, user.name.as_str(), old, new);
        users::put(writing.tables, id, user)?;
        if user.removed.is_some() {
            searches::set(writing.tables, id, Vec::new())?;
        }
        self.end_unpermitted()
    }

    /// Sets a role; see [`Self::end_unpermitted`].
    pub(crate) fn put_role(&mut self, name: &str, role: &RoleRecord) -> Result<()> {
        self.granted()?;
        self.note_role(name, |tables| users::put_role(tables, name, role))
    }

    /// Removes a role; see [`Self::end_unpermitted`].
    pub(crate) fn remove_role(&mut self, name: &str) -> Result<()> {
        self.granted()?;
        self.note_role(name, |tables| users::remove_role(tables, name))
    }

    fn note_role(
        &mut self,
        name: &str,
        change: impl FnOnce(&mut Tables<'_>) -> crate::storage::Result<()>,
    ) -> Result<()> {
        let writing = &mut *self.writing;
        let before = users::role_permissions(&*writing.tables, name)?;
        change(writing.tables)?;
        let after = users::role_permissions(&*writing.tables, name)?;
        let text = |permissions: &Permissions| PrincipalRow::role_with(name, permissions).text();
        let old = before.as_ref().map(text).transpose()?;
        let new = after.as_ref().map(text).transpose()?;
        writing.tally_powers(&before.unwrap_or_default(), &after.unwrap_or_default());
        writing.configured(Setting::Role, name, old, new);
        self.end_unpermitted()
    }

    /// Removes the backup recipients and shared folders of users who no longer have the permissions to
    /// set them up.
    fn end_unpermitted(&mut self) -> Result<()> {
        let tables = &mut *self.writing.tables;
        let permitted = |tables: &Tables<'_>, by: &UserId, needed: &Permissions| -> Result<bool> {
            let permissions = users::permissions_of_user(tables, by)?;
            Ok(*by == UserId::RECOVERY || permissions.contains(needed))
        };
        let (all, needed) = (recipients::all(tables)?, Permissions::all());
        let mut kept = Vec::with_capacity(all.len());
        for one in &all {
            if permitted(tables, &one.added_by.user, &needed)? {
                kept.push(one.clone());
            }
        }
        if kept.len() < all.len() {
            self.set_recipients(kept)?;
        }
        let tables = &mut *self.writing.tables;
        let needed = [Permission::PolicyManage].into_iter().collect();
        let all = drop_boxes::all(tables)?;
        let mut kept = Vec::with_capacity(all.len());
        for one in &all {
            if permitted(tables, &one.shared_by.user, &needed)? {
                kept.push(one.clone());
            }
        }
        if kept.len() < all.len() {
            self.set_drop_boxes(&kept)?;
        }
        Ok(())
    }

    /// Sets an API key.
    pub(crate) fn put_api_key(&mut self, id: &str, key: &ApiKeyRecord) -> Result<()> {
        self.granted()?;
        let writing = &mut *self.writing;
        let before = users::api_key(&*writing.tables, id)?;
        tally_key(writing, id, before.as_ref(), key)?;
        let text = |key: &ApiKeyRecord| PrincipalRow::api_key(id.to_owned(), key.clone(), None);
        let old = before.map(|before| text(&before).text()).transpose()?;
        let new = Some(text(key).text()?);
        writing.note_change(Setting::ApiKey, key.name.as_str(), old, new);
        Ok(users::put_api_key(writing.tables, id, key)?)
    }

    /// Removes an API key and its usage record: only when the user it acts for is erased.
    pub(crate) fn remove_api_key(&mut self, id: &str) -> Result<()> {
        self.granted()?;
        self.writing.tally(Effect::End, 1, 0);
        Ok(users::remove_api_key(self.writing.tables, id)?)
    }

    /// Sets the backup recipients.
    pub(crate) fn set_recipients(&mut self, all: Vec<Recipient>) -> Result<()> {
        self.granted()?;
        let entry = |one: &Recipient| {
            let text = PrincipalRow::recipient(one.clone()).text()?;
            Ok((one.recipient.clone().into_bytes(), text))
        };
        let before = recipients::all(&*self.writing.tables)?;
        let before: Vec<_> = before.iter().map(entry).collect::<Result<_>>()?;
        let after: Vec<_> = all.iter().map(entry).collect::<Result<_>>()?;
        self.writing
            .shared_with(Setting::Recipient, &before, &after);
        Ok(recipients::set(self.writing.tables, all)?)
    }

    /// Sets the shared drop folders, when a user who shares one is removed.
    pub(crate) fn set_drop_boxes(&mut self, all: &[DropBox]) -> Result<()> {
        self.granted()?;
        self.writing.share_drop_boxes(all)
    }

    /// Sets a session.
    pub(crate) fn put_session(&mut self, id: &str, session: &SessionRecord) -> Result<()> {
        self.not_own(&session.user)?;
        self.writing.tally(Effect::Grant, 1, 0);
        let until = session.expires.nanos().div_euclid(1_000_000_000);
        users::put_session(self.writing.tables, id, session)?;
        self.change_slots(|slots| {
            for slot in slots {
                if let SlotKind::Session { session, expires } = &mut slot.kind
                    && session == id
                {
                    *expires = until;
                }
            }
        });
        Ok(())
    }

    /// Ends sessions.
    pub(crate) fn end_sessions(&mut self, ids: &[String]) -> Result<()> {
        for id in ids {
            if let Some(session) = users::session(&*self.writing.tables, id)? {
                self.not_own(&session.user)?;
                self.writing.tally(Effect::End, 1, 0);
            }
            users::remove_session(self.writing.tables, id)?;
        }
        self.change_slots(|slots| {
            slots.retain(|slot| {
                !matches!(&slot.kind, SlotKind::Session { session, .. } if ids.contains(session))
            });
        });
        Ok(())
    }

    /// Ends all sessions of a user.
    pub(crate) fn end_all_of(&mut self, user: &UserId) -> Result<()> {
        let all = users::sessions(&*self.writing.tables)?.into_iter();
        let theirs = all.filter(|(_, session)| session.user == *user);
        let ids: Vec<String> = theirs.map(|(id, _)| id).collect();
        self.end_sessions(&ids)
    }

    /// Adds a slot made for the key of this epoch, for a new user, API key or session.
    ///
    /// # Errors
    /// Kind `Busy` if the vault was rekeyed meanwhile: the slot would hold an old key.
    pub(crate) fn add_slot(&mut self, epoch: u64, slot: Slot) -> Result<()> {
        if self.writing.effects.latest().epoch != epoch {
            return Err(StorageError::EpochMoved.into());
        }
        if !matches!(slot.kind, SlotKind::Session { .. }) {
            self.granted()?;
        }
        self.writing.tally(Effect::Grant, 0, 0);
        self.change_slots(|slots| slots.push(slot));
        Ok(())
    }

    /// Replaces a user's password slot.
    pub(crate) fn replace_password(
        &mut self,
        epoch: u64,
        (id, name): (&UserId, &str),
        slot: Slot,
    ) -> Result<()> {
        if self.writing.effects.latest().epoch != epoch {
            return Err(StorageError::EpochMoved.into());
        }
        self.not_own(id)?;
        let principal = self.writing.principal;
        if principal.means == Means::Password && principal.actor.user == *id {
            self.writing.new_slot = Some(slot.id.clone());
        }
        self.end_slots(|slot| is_password(slot, name));
        self.writing.tally(Effect::Grant, 1, 0);
        self.change_slots(|slots| slots.push(slot));
        Ok(())
    }

    /// Removes a user's password.
    pub(crate) fn drop_password(&mut self, name: &str) -> Result<()> {
        self.granted()?;
        self.end_slots(|slot| is_password(slot, name));
        Ok(())
    }

    /// Replaces the recovery slot.
    pub(crate) fn replace_recovery(&mut self, epoch: u64, slot: Slot) -> Result<()> {
        self.granted()?;
        if self.writing.principal.means == Means::RecoveryKey {
            self.writing.new_slot = Some(slot.id.clone());
        }
        self.end_slots(|slot| matches!(slot.kind, SlotKind::Recovery {}));
        self.writing.tally(Effect::Grant, 1, 0);
        self.add_slot(epoch, slot)
    }

    /// Removes the slots of API keys, whose end their records say.
    pub(crate) fn drop_keys(&mut self, ids: &[String]) -> Result<()> {
        self.granted()?;
        self.writing.tally(Effect::End, 0, 0);
        self.change_slots(|slots| {
            slots.retain(
                |slot| !matches!(&slot.kind, SlotKind::ApiKey { key } if ids.contains(key)),
            );
        });
        Ok(())
    }

    /// Removes every slot except the recovery key's and this user's password.
    pub(crate) fn drop_others(&mut self, me: &str) -> Result<()> {
        self.granted()?;
        self.end_slots(|slot| match &slot.kind {
            SlotKind::Password { user, .. } => user != me,
            SlotKind::Recovery {} => false,
            SlotKind::ApiKey { .. } | SlotKind::Session { .. } | SlotKind::Recipient { .. } => true,
        });
        Ok(())
    }

    /// Removes slots, and counts them.
    fn end_slots(&mut self, which: impl Fn(&Slot) -> bool) {
        let slots = &self.writing.effects.latest().slots;
        let ended = slots.iter().filter(|slot| which(slot)).count() as u64;
        self.writing.tally(Effect::End, ended, 0);
        self.change_slots(|slots| slots.retain(|slot| !which(slot)));
    }

    fn change_slots(&mut self, change: impl FnOnce(&mut Vec<Slot>)) {
        let mut keyring = self.writing.effects.latest().clone();
        change(&mut keyring.slots);
        self.writing.effects.replace_keyring(keyring);
    }
}

fn is_password(slot: &Slot, name: &str) -> bool {
    matches!(&slot.kind, SlotKind::Password { user, .. } if user == name)
}

/// What a user may do; nothing while disabled or once removed.
fn powers_of(view: &impl View, user: &UserRecord) -> Result<Permissions> {
    if user.disabled || user.removed.is_some() {
        return Ok(Permissions::default());
    }
    Ok(users::permissions_of(view, &user.role)?)
}

/// Adds what the change of an API key grants and ends: its permissions, its secrets, the key.
fn tally_key(
    writing: &mut Writing<'_, '_>,
    id: &str,
    before: Option<&ApiKeyRecord>,
    after: &ApiKeyRecord,
) -> Result<()> {
    let Some(before) = before else {
        writing.tally(Effect::Grant, 1, 0);
        return Ok(());
    };
    if after.revoked.is_some() {
        writing.tally(Effect::End, u64::from(before.revoked.is_none()), 0);
        return Ok(());
    }
    let had = key_permissions(&*writing.tables, id, before)?;
    let has = key_permissions(&*writing.tables, id, after)?;
    writing.tally_powers(&had, &has);
    let issued = |key: &ApiKeyRecord| key.secrets.last().map(|secret| secret.slot.clone());
    if issued(before) != issued(after) || before.created_by != after.created_by {
        writing.tally(Effect::Grant, 1, 0);
        writing.tally(Effect::End, 1, 0);
    }
    Ok(())
}
