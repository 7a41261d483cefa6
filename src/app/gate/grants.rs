//! Access: users, roles, API keys, sessions, slots and recipients. A principal cannot create,
//! change or end anything that grants a permission it does not have itself, except its own password
//! and sessions.

use crate::domain::id::UserId;
use crate::domain::permission::{Permission, Permissions};
use crate::domain::time::Time;
use crate::storage::drop_boxes::{self, DropBox};
use crate::storage::keyring::{Slot, SlotKind};
use crate::storage::recipients::{self, Recipient};
use crate::storage::record::{ApiKeyRecord, RoleRecord, SessionRecord, UserRecord};
use crate::storage::tables::Tables;
use crate::storage::{StorageError, users};

use crate::app::error::{Error, Kind, Result};
use crate::app::gate::slots::clear_ended;

use super::principal::{Means, key_permissions};
use super::{Principal, Writing};

/// Refuses to grant, change or end permissions that the principal does not have.
///
/// # Errors
/// Kind `Denied`.
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
            "{name:?} (role {role}) cannot grant, change or end permissions that it does not \
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
        users::put(self.writing.tables, id, user)?;
        self.end_unpermitted()
    }

    /// Sets a role; see [`Self::end_unpermitted`].
    pub(crate) fn put_role(&mut self, name: &str, role: &RoleRecord) -> Result<()> {
        self.granted()?;
        users::put_role(self.writing.tables, name, role)?;
        self.end_unpermitted()
    }

    /// Removes a role; see [`Self::end_unpermitted`].
    pub(crate) fn remove_role(&mut self, name: &str) -> Result<()> {
        self.granted()?;
        users::remove_role(self.writing.tables, name)?;
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
            recipients::set(tables, kept)?;
        }
        let needed = [Permission::PolicyManage].into_iter().collect();
        let all = drop_boxes::all(tables)?;
        let mut kept = Vec::with_capacity(all.len());
        for one in &all {
            if permitted(tables, &one.shared_by.user, &needed)? {
                kept.push(one.clone());
            }
        }
        if kept.len() < all.len() {
            drop_boxes::set(tables, &kept)?;
        }
        Ok(())
    }

    /// Sets an API key.
    pub(crate) fn put_api_key(&mut self, id: &str, key: &ApiKeyRecord) -> Result<()> {
        self.granted()?;
        Ok(users::put_api_key(self.writing.tables, id, key)?)
    }

    /// Removes an API key and its usage record: only when the user it acts for is erased.
    pub(crate) fn remove_api_key(&mut self, id: &str) -> Result<()> {
        self.granted()?;
        Ok(users::remove_api_key(self.writing.tables, id)?)
    }

    /// Sets the backup recipients.
    pub(crate) fn set_recipients(&mut self, all: Vec<Recipient>) -> Result<()> {
        self.granted()?;
        Ok(recipients::set(self.writing.tables, all)?)
    }

    /// Sets the shared drop folders, when a user who shares one is removed.
    pub(crate) fn set_drop_boxes(&mut self, all: &[DropBox]) -> Result<()> {
        self.granted()?;
        Ok(drop_boxes::set(self.writing.tables, all)?)
    }

    /// Sets a session.
    pub(crate) fn put_session(&mut self, id: &str, session: &SessionRecord) -> Result<()> {
        self.not_own(&session.user)?;
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
        self.change_slots(|slots| slots.push(slot));
        Ok(())
    }

    /// Replaces a user's password slot.
    ///
    /// # Errors
    /// As [`Self::add_slot`].
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
        self.change_slots(|slots| {
            drop_password(slots, name);
            slots.push(slot);
        });
        Ok(())
    }

    /// Removes a user's password.
    pub(crate) fn drop_password(&mut self, name: &str) -> Result<()> {
        self.granted()?;
        self.change_slots(|slots| drop_password(slots, name));
        Ok(())
    }

    /// Replaces the recovery slot.
    ///
    /// # Errors
    /// As [`Self::add_slot`].
    pub(crate) fn replace_recovery(&mut self, epoch: u64, slot: Slot) -> Result<()> {
        self.granted()?;
        if self.writing.principal.means == Means::RecoveryKey {
            self.writing.new_slot = Some(slot.id.clone());
        }
        self.change_slots(|slots| {
            slots.retain(|slot| !matches!(slot.kind, SlotKind::Recovery {}));
        });
        self.add_slot(epoch, slot)
    }

    /// Removes the slots of API keys.
    pub(crate) fn drop_keys(&mut self, ids: &[String]) -> Result<()> {
        self.granted()?;
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
        self.change_slots(|slots| {
            slots.retain(|slot| match &slot.kind {
                SlotKind::Password { user, .. } => user == me,
                SlotKind::Recovery {} => true,
                SlotKind::ApiKey { .. } | SlotKind::Session { .. } | SlotKind::Recipient { .. } => {
                    false
                }
            });
        });
        Ok(())
    }

    fn change_slots(&mut self, change: impl FnOnce(&mut Vec<Slot>)) {
        let mut keyring = self.writing.effects.latest().clone();
        change(&mut keyring.slots);
        self.writing.effects.replace_keyring(keyring);
    }
}

fn drop_password(slots: &mut Vec<Slot>, name: &str) {
    slots.retain(|slot| !matches!(&slot.kind, SlotKind::Password { user, .. } if user == name));
}
