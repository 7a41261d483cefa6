//! Settings of a vault other than files and access. Each kind requires its own permission.

use crate::domain::done::Setting;
use crate::domain::effect::Effect;
use crate::domain::permission::Permission;
use crate::domain::policy::Policy;
use crate::storage::backup::PrincipalRow;
use crate::storage::consents::{self, ConsentRecord};
use crate::storage::drop_boxes::{self, DropBox};
use crate::storage::holds::{self, Hold};
use crate::storage::journal::Operation;
use crate::storage::lockdown::{self, LockdownState};
use crate::storage::retention::{self, RetentionRule};
use crate::storage::searches::{self, SavedSearch};
use crate::storage::{audit, meta};

use crate::app::error::Result;

use super::Writing;
use super::tally::Entry;

/// The names and values of retention rules.
fn retention_entries(rules: Vec<RetentionRule>) -> Result<Vec<Entry>> {
    let text = |rule: RetentionRule| {
        let name = rule.name.clone().into_bytes();
        Ok((name, PrincipalRow::retention(rule).text()?))
    };
    rules.into_iter().map(text).collect()
}

/// The numbers and values of holds.
fn hold_entries(holds: Vec<Hold>) -> Result<Vec<Entry>> {
    let text = |hold: Hold| {
        let number = hold.number.to_string().into_bytes();
        Ok((number, PrincipalRow::hold(hold).text()?))
    };
    holds.into_iter().map(text).collect()
}

impl Writing<'_, '_> {
    /// Sets the policy, as an operation that can be undone.
    ///
    /// # Errors
    /// Kind `Denied`, also for values that go beyond the permission to change the policy: values
    /// that destroy files or audit rows require the permission to do so, and values that expose the
    /// log require the permission to read it.
    pub(crate) fn set_policy(&mut self, before: &Policy, after: &Policy) -> Result<()> {
        self.change_policy(before, after)?;
        let value = |policy: &Policy, key: &str| policy.get(key).unwrap_or_default();
        let changed = Policy::keys().iter().copied();
        let changed: Vec<&str> = changed
            .filter(|key| value(before, key) != value(after, key))
            .collect();
        let target = changed.first().copied().unwrap_or_default();
        let by = self.actor();
        let mut operation =
            Operation::begin(self.tables, self.now, &by, self.verb, target.as_bytes())?;
        for key in changed {
            operation.put_policy(self.tables, key, value(after, key))?;
        }
        operation.save(self.tables)?;
        Ok(operation.discard_if_empty(self.tables)?)
    }

    /// Checks the right to a change of the policy, and adds it to the audit row and the keyring.
    pub(super) fn change_policy(&mut self, before: &Policy, after: &Policy) -> Result<()> {
        self.check_permission(Permission::PolicyManage)?;
        for permission in after.powers_changed(before) {
            self.check_permission(permission)?;
        }
        for key in Policy::keys() {
            let value = |policy: &Policy| Some(policy.get(key).ok()?).filter(|it| !it.is_empty());
            self.configured(Setting::Policy, *key, value(before), value(after));
        }
        let mut keyring = self.effects.latest().clone();
        if keyring.login_max_per_minute != after.login_max_per_minute {
            keyring.login_max_per_minute = after.login_max_per_minute;
            self.effects.replace_keyring(keyring);
        }
        Ok(())
    }

    /// Sets the rules for organizing files, and stores the previous text under a number; removes
    /// the one numbered `forgotten`.
    pub(crate) fn set_rules(&mut self, before: &str, after: &str, most_earlier: u64) -> Result<()> {
        self.check_permission(Permission::PolicyManage)?;
        let value = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        self.configured(Setting::Rules, "", value(before), value(after));
        let number = meta::increment(self.tables, meta::key::RULES_CHANGED)? - 1;
        let mut row = self.now.nanos().to_le_bytes().to_vec();
        row.extend_from_slice(before.as_bytes());
        meta::set(self.tables, &meta::key::earlier_rules(number), &row)?;
        if let Some(old) = number.checked_sub(most_earlier) {
            meta::remove(self.tables, &meta::key::earlier_rules(old))?;
        }
        Ok(meta::set(self.tables, meta::key::RULES, after.as_bytes())?)
    }

    /// Sets the retention rules.
    pub(crate) fn set_retention(&mut self, all: Vec<RetentionRule>) -> Result<()> {
        self.check_permission(Permission::PrivacyManage)?;
        let before = retention_entries(retention::all(&*self.tables)?)?;
        let after = retention_entries(all.clone())?;
        self.configured_all(Setting::Retention, &before, &after);
        self.keeping = None;
        Ok(retention::set(self.tables, all)?)
    }

    /// Sets the holds.
    pub(crate) fn set_holds(&mut self, all: Vec<Hold>) -> Result<()> {
        self.check_permission(Permission::PrivacyManage)?;
        let before = hold_entries(holds::all(&*self.tables)?)?;
        let after = hold_entries(all.clone())?;
        self.configured_all(Setting::Hold, &before, &after);
        self.keeping = None;
        Ok(holds::set(self.tables, all)?)
    }

    /// Sets the saved searches of the principal's user.
    pub(crate) fn set_searches(&mut self, all: Vec<SavedSearch>) -> Result<()> {
        self.tally(Effect::Configure, 1, 0);
        let user = self.actor().user;
        Ok(searches::set(self.tables, &user, all)?)
    }

    /// Adds a consent.
    pub(crate) fn add_consent(&mut self, consent: &ConsentRecord) -> Result<()> {
        self.check_permission(Permission::PrivacyManage)?;
        self.tally(Effect::Configure, 1, 0);
        Ok(consents::add(self.tables, consent)?)
    }

    /// Replaces a consent.
    pub(crate) fn put_consent(&mut self, number: u64, consent: &ConsentRecord) -> Result<()> {
        self.check_permission(Permission::PrivacyManage)?;
        self.tally(Effect::Configure, 1, 0);
        Ok(consents::put(self.tables, number, consent)?)
    }

    /// Sets the shared drop folders.
    pub(crate) fn set_drop_boxes(&mut self, all: &[DropBox]) -> Result<()> {
        self.check_permission(Permission::PolicyManage)?;
        self.share_drop_boxes(all)
    }

    /// Sets the shared drop folders, after the check.
    pub(super) fn share_drop_boxes(&mut self, all: &[DropBox]) -> Result<()> {
        let entry = |one: &DropBox| {
            let path = one.path.as_os_str().as_encoded_bytes().to_vec();
            (path, one.shared_by.to_string())
        };
        let before: Vec<_> = drop_boxes::all(&*self.tables)?.iter().map(entry).collect();
        let after: Vec<_> = all.iter().map(entry).collect();
        self.shared_with(Setting::DropBox, &before, &after);
        Ok(drop_boxes::set(self.tables, all)?)
    }

    /// Records the progress of a lockdown; `None` ends it. Part of the action, so it needs no
    /// further permission.
    pub(crate) fn set_lockdown(&mut self, state: Option<LockdownState>) -> Result<()> {
        if state.is_none() {
            lockdown::set_last(self.tables, self.now)?;
        }
        Ok(lockdown::set(self.tables, state)?)
    }

    /// Removes old rows of the audit log.
    pub(crate) fn prune_audit(&mut self, older: &audit::Older) -> Result<()> {
        self.check_permission(Permission::AuditManage)?;
        self.tally(Effect::Destroy, older.rows, 0);
        Ok(audit::prune(self.tables, older)?)
    }
}
