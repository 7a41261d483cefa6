//! Who could have seen what, and since when: from the audit log, and from the current credentials.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::action::Action;
use crate::domain::done::Amount;
use crate::domain::effect::Effect;
use crate::domain::event::{AuditEvent, Entry, Event, Outcome};
use crate::domain::id::FileId;
use crate::domain::time::Time;
use crate::storage::audit;
use crate::storage::tables::View;
use crate::storage::users::Names;

use super::access::{self, Access};
use super::changes::{RecordedChange, rows_since};
use super::owners;
use crate::app::error::Result;
use crate::app::gate::Gate;

/// Targets listed for one principal; the others are counted.
const MAX_TARGETS: usize = 200;
/// Files listed for one principal and effect; the others are counted.
const MAX_FILES: usize = 1000;

/// The activity of one principal.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct PrincipalSeen {
    /// The principal.
    pub name: String,
    /// Its first row.
    #[serde(rename = "first_time")]
    pub first: Option<Time>,
    /// Its last row.
    #[serde(rename = "last_time")]
    pub last: Option<Time>,
    /// Its sources.
    pub sources: BTreeSet<String>,
    /// Rows, by event.
    pub events: BTreeMap<&'static str, u64>,
    /// Rows of reads of content.
    pub reads: u64,
    /// What was read, as recorded in the log: a path, or the first of several. At most 200.
    #[serde(flatten, with = "crate::app::json::Read")]
    pub read: BTreeSet<Vec<u8>>,
    /// Rows denied for lack of a permission.
    pub denied: u64,
    /// Rows that failed for another reason.
    pub failed: u64,
}

impl PrincipalSeen {
    fn add(&mut self, event: &AuditEvent) {
        self.first.get_or_insert(event.time);
        self.last = Some(event.time);
        self.sources.insert(event.source.clone());
        *self.events.entry(event.event.name()).or_default() += 1;
        if event.is_read() {
            self.reads += 1;
            let room = MAX_TARGETS.saturating_sub(self.read.len());
            let targets = event.targets().take(room);
            self.read.extend(targets.map(<[u8]>::to_vec));
        }
        match event.outcome {
            Outcome::Success => {}
            Outcome::Denied => self.denied += 1,
            Outcome::Failure => self.failed += 1,
        }
    }
}

/// A file that was read, taken out or destroyed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct UsedFile {
    /// Its id.
    pub id: FileId,
    /// Its path then.
    #[serde(flatten, with = "crate::app::json::Path")]
    pub path: Vec<u8>,
    /// Whose it is; of a destroyed file, who added it. Null if the log does not say.
    pub owner: Option<String>,
}

/// Contents that a principal read, took out or destroyed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct ContentUse {
    /// The principal.
    pub principal: String,
    /// `read_content`, `take_out` or `destroy`.
    pub effect: Effect,
    /// Files, or other items such as audit rows, as often as it was done.
    pub items: u64,
    /// Bytes of their contents.
    pub bytes: u64,
    /// The files that the rows name, each once, by path, at most 1000. A backup names none: it has
    /// everything.
    #[serde(rename = "named_files")]
    pub files: Vec<UsedFile>,
    /// Further files, as often as it was done.
    pub further_files: u64,
    /// The targets of the rows that name no files, such as the folder of a backup. At most 200.
    #[serde(flatten, with = "crate::app::json::Targets")]
    pub targets: BTreeSet<Vec<u8>>,
}

/// A password that was set or changed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct PasswordSet {
    /// The number of the row.
    pub number: u64,
    /// When it was set.
    pub time: Time,
    /// Who set it.
    pub principal: String,
    /// The client's address, or `local`.
    pub source: String,
    /// Whose password it is.
    pub user: String,
}

impl PasswordSet {
    fn of(number: u64, event: &AuditEvent) -> Option<Self> {
        let sets = matches!(event.event, Event::UserPassword | Event::PasswordChange);
        (sets && event.outcome == Outcome::Success).then(|| Self {
            number,
            time: event.time,
            principal: event.who(),
            source: event.source.clone(),
            user: String::from_utf8_lossy(event.target.as_deref().unwrap_or_default()).into_owned(),
        })
    }
}

/// A report.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct Report {
    /// The start of the report.
    pub since: Time,
    /// Rows examined.
    pub rows: u64,
    /// Every principal that left a row.
    pub principals: Vec<PrincipalSeen>,
    /// Failed unlocks by claimed identity.
    pub failed_unlocks: BTreeMap<String, u64>,
    /// Who has access; in the document of a lockdown, who has access after it.
    pub access: Access,
    /// When the recovery key was last replaced, if since then.
    pub recovery_key_replaced: Option<Time>,
    /// The passwords that were set or changed, in the order of the log.
    pub passwords: Vec<PasswordSet>,
    /// The settings that were changed, in the order of the log.
    pub changes: Vec<RecordedChange>,
    /// Older backups that a rule removed (`backup create --keep-*`), by principal.
    pub removed_backups: BTreeMap<String, u64>,
    /// What was read, taken out and destroyed.
    #[serde(rename = "content_uses")]
    pub contents: Vec<ContentUse>,
    /// Rows from which changes or files were removed when a person was erased.
    pub redacted_rows: u64,
    /// The first invalid row of the log, and why.
    #[serde(flatten, with = "crate::app::json::Broken")]
    pub broken: Option<(u64, String)>,
}

/// Reports on the log from `since` on.
pub fn report(gate: &mut Gate, since: Time) -> Result<Report> {
    // The uses of API keys that are still in the spool count.
    gate.merge_spool();
    let keyring = gate.keyring().clone();
    let now = gate.latest()?;
    gate.read(Action::IncidentReport, |view, _| {
        let mut report = Report {
            since,
            broken: audit::walk(view, None)?
                .broken
                .map(|(row, why)| (row, why.to_owned())),
            access: access::at(view, &keyring, since, now)?,
            ..Report::default()
        };
        let names = Names::load(view)?;
        let mut seen: BTreeMap<String, PrincipalSeen> = BTreeMap::new();
        let mut contents = Contents::default();
        for row in rows_since(view, since)? {
            let (number, Entry { event, removed }) = row?;
            report.rows += 1;
            report.redacted_rows += u64::from(removed.changes || removed.files);
            report
                .changes
                .extend(RecordedChange::all(number, &event, &names));
            if event.event == Event::RecoveryReplace && event.outcome == Outcome::Success {
                report.recovery_key_replaced = Some(event.time);
            }
            report.passwords.extend(PasswordSet::of(number, &event));
            for amount in event
                .done
                .effects
                .iter()
                .filter(|one| is_old_backups(&event, one))
            {
                *report.removed_backups.entry(event.who()).or_default() += amount.items;
            }
            contents.add(&event);
            if event.event == Event::AuthFailure {
                let target = event.target.unwrap_or_default();
                let who = String::from_utf8_lossy(&target).into_owned();
                *report.failed_unlocks.entry(who).or_default() += 1;
                continue;
            }
            let name = || PrincipalSeen {
                name: event.principal.clone(),
                ..PrincipalSeen::default()
            };
            seen.entry(event.principal.clone())
                .or_insert_with(name)
                .add(&event);
        }
        report.principals = seen.into_values().collect();
        report.contents = contents.finish(view, &names)?;
        Ok(report)
    })
}

/// Whether this is the removal of older backups by the rule of a new one: no content is lost.
fn is_old_backups(event: &AuditEvent, amount: &Amount) -> bool {
    event.event == Event::BackupCreate && amount.effect == Effect::Destroy
}

/// Files in the order of their paths.
fn by_path(files: BTreeMap<FileId, Vec<u8>>) -> impl Iterator<Item = (FileId, Vec<u8>)> {
    let mut files: Vec<_> = files.into_iter().collect();
    files.sort_by(|a, b| a.1.cmp(&b.1));
    files.into_iter()
}

/// What is known of a [`ContentUse`] so far.
#[derive(Default)]
struct Used {
    items: u64,
    bytes: u64,
    files: BTreeMap<FileId, Vec<u8>>,
    further: u64,
    targets: BTreeSet<Vec<u8>>,
}

/// The contents that were used, by principal and effect.
#[derive(Default)]
struct Contents(BTreeMap<(String, Effect), Used>);

impl Contents {
    fn add(&mut self, event: &AuditEvent) {
        for amount in &event.done.effects {
            let Amount {
                effect,
                items,
                bytes,
            } = *amount;
            if !matches!(
                effect,
                Effect::ReadContent | Effect::TakeOut | Effect::Destroy
            ) || is_old_backups(event, amount)
            {
                continue;
            }
            let used = self.0.entry((event.who(), effect)).or_default();
            used.items = used.items.saturating_add(items);
            used.bytes = used.bytes.saturating_add(bytes);
            used.further = used.further.saturating_add(event.done.files.more);
            for file in &event.done.files.named {
                if used.files.len() < MAX_FILES || used.files.contains_key(&file.id) {
                    used.files.entry(file.id).or_insert(file.path.clone());
                } else {
                    used.further = used.further.saturating_add(1);
                }
            }
            if event.done.files.is_empty() {
                let room = MAX_TARGETS.saturating_sub(used.targets.len());
                let targets = event.targets().take(room);
                used.targets.extend(targets.map(<[u8]>::to_vec));
            }
        }
    }

    fn finish(self, view: &impl View, names: &Names) -> Result<Vec<ContentUse>> {
        let ids: BTreeSet<FileId> = self
            .0
            .values()
            .flat_map(|used| used.files.keys())
            .copied()
            .collect();
        let known = owners::known(view, ids)?;
        let one = |((principal, effect), used): ((String, Effect), Used)| ContentUse {
            principal,
            effect,
            items: used.items,
            bytes: used.bytes,
            files: by_path(used.files)
                .map(|(id, path)| UsedFile {
                    owner: known.get(&id).map(|known| names.user(&known.owner.user)),
                    id,
                    path,
                })
                .collect(),
            further_files: used.further,
            targets: used.targets,
        };
        Ok(self.0.into_iter().map(one).collect())
    }
}
