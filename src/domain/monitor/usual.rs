//! What was done before: a job that does the same again is no finding, the first time is one.
//!
//! Backups, exports and removals by rules are usually a job's, so that their amount says little.

use serde::{Deserialize, Serialize};

use super::{Settings, first_eight};
use crate::domain::done::{Amount, Change, Setting};
use crate::domain::effect::Effect;
use crate::domain::event::{AuditEvent, Event, Outcome};

/// Maximum numbers of ways and of added recipients; the oldest are forgotten first, and found again.
const MAX_WAYS: usize = 4096;
const MAX_RECIPIENTS: usize = 256;
/// An amount up to this multiple of an earlier one is usual.
const TOLERANCE: u64 = 2;

/// Something that was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// The beginning of the hash of the event and of who did it, or for whom.
    pub about: [u8; 8],
    /// Items, if they are compared.
    pub items: u64,
    /// The first row.
    pub row: u64,
}

/// What was done before, without names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usual {
    /// The oldest first.
    pub ways: Vec<Way>,
    /// The rows that added a recipient of backups.
    pub recipients: Vec<u64>,
}

impl Usual {
    /// Whether rules, and therefore a job, decide what such a row removes.
    pub(super) const fn is_by_rules(event: Event) -> bool {
        matches!(
            event,
            Event::FileOrganize | Event::FileUpload | Event::RetentionApply
        )
    }

    /// Learns a row; describes what is done for the first time.
    pub(super) fn first(
        &mut self,
        settings: &Settings,
        number: u64,
        event: &AuditEvent,
    ) -> Option<String> {
        let done = &event.done;
        let adds = |one: &Change| {
            one.setting == Setting::Recipient && one.old.is_none() && one.new.is_some()
        };
        if done.changes.iter().any(adds) && !self.recipients.contains(&number) {
            self.recipients.push(number);
            let surplus = self.recipients.len().saturating_sub(MAX_RECIPIENTS);
            self.recipients.drain(..surplus);
        }
        let prunes = event.event == Event::AuditPrune;
        let mut effects = done.effects.iter();
        let leaves = |one: &Amount| {
            one.effect == Effect::TakeOut
                || (prunes && one.effect == Effect::Destroy && one.items > 0)
        };
        if !effects.any(leaves) {
            return None;
        }
        let name = event.event.name();
        let by = format!("by\0{name}\0{}", event.principal);
        let knows_who = self.knows(settings, &by, 0, number);
        let knows_for = event.event != Event::BackupCreate || {
            let earlier = self.recipients.iter().filter(|row| **row < number);
            let since = format!("for\0{}", earlier.max().unwrap_or(&0));
            self.knows(settings, &since, 0, number)
        };
        let backs_up = event.event == Event::BackupCreate;
        if backs_up && knows_who && !knows_for {
            return Some("the first backup since a recipient was added".to_owned());
        }
        let what = if backs_up {
            "backup"
        } else if event.event == Event::PrivacyExport {
            "export of the data of a person"
        } else if event.event == Event::AuditExport {
            "export of the log"
        } else if prunes {
            "removal of entries of the log"
        } else {
            "bulk export"
        };
        (!knows_who).then(|| format!("the first {what} by this user or key"))
    }

    /// Whether as much was removed before by the same event of the same principal; learns it.
    pub(super) fn is_usual(
        &mut self,
        settings: &Settings,
        number: u64,
        event: &AuditEvent,
        items: u64,
    ) -> bool {
        let about = format!("bulk\0{}\0{}", event.event.name(), event.principal);
        self.knows(settings, &about, items, number)
    }

    /// Whether a row gives an API key a new secret, by a principal who has rotated this key before: keys
    /// are rotated regularly. Learns it.
    pub(super) fn rotates_again(
        &mut self,
        settings: &Settings,
        number: u64,
        event: &AuditEvent,
    ) -> bool {
        let rotates = event.event == Event::ApiKeyRotate && event.outcome == Outcome::Success;
        let key = String::from_utf8_lossy(event.target.as_deref().unwrap_or_default());
        let about = format!("rotate\0{}\0{key}", event.principal);
        rotates && self.knows(settings, &about, 0, number)
    }

    fn knows(&mut self, settings: &Settings, about: &str, items: u64, row: u64) -> bool {
        let about = first_eight((settings.hash)(about.as_bytes()));
        let earlier = |way: &Way| {
            way.about == about && way.row < row && items <= way.items.saturating_mul(TOLERANCE)
        };
        if self.ways.iter().any(earlier) {
            return true;
        }
        let way = Way { about, items, row };
        if !self.ways.contains(&way) {
            self.ways.push(way);
            let surplus = self.ways.len().saturating_sub(MAX_WAYS);
            self.ways.drain(..surplus);
        }
        false
    }
}
