//! Who could have seen what, and since when: from the audit log, and from the current credentials.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::action::Action;
use crate::domain::event::{Entry, Event, Outcome};
use crate::domain::time::Time;
use crate::storage::tables::View;
use crate::storage::{audit, users};

use crate::app::error::Result;
use crate::app::gate::Gate;

/// Targets listed for one principal; the others are counted.
const MAX_TARGETS: usize = 200;

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

/// An API key and its use.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct KeySeen {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its role.
    pub role: String,
    /// When it was created.
    pub created: Time,
    /// When it was revoked.
    pub revoked: Option<Time>,
    /// When it was last used, and from where.
    #[serde(flatten, with = "crate::app::json::LastUse")]
    pub last: Option<(Time, String)>,
    /// How often it was used.
    pub uses: u64,
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
    /// API keys that existed since then.
    #[serde(rename = "api_key_uses")]
    pub keys: Vec<KeySeen>,
    /// The first invalid row of the log, and why.
    #[serde(flatten, with = "crate::app::json::Broken")]
    pub broken: Option<(u64, String)>,
}

/// Reports on the log from `since` on.
pub fn report(gate: &mut Gate, since: Time) -> Result<Report> {
    gate.read(Action::IncidentReport, |view, _| {
        let mut report = Report {
            since,
            broken: audit::walk(view, None)?
                .broken
                .map(|(row, why)| (row, why.to_owned())),
            keys: keys(view, since)?,
            ..Report::default()
        };
        let mut seen: BTreeMap<String, PrincipalSeen> = BTreeMap::new();
        for row in audit::from(view, 1)? {
            let (_, Entry { event, .. }) = row?;
            if event.time < since {
                continue;
            }
            report.rows += 1;
            if event.event == Event::AuthFailure {
                let target = event.target.unwrap_or_default();
                let who = String::from_utf8_lossy(&target).into_owned();
                *report.failed_unlocks.entry(who).or_default() += 1;
                continue;
            }
            let one = seen
                .entry(event.principal.clone())
                .or_insert_with(|| PrincipalSeen {
                    name: event.principal.clone(),
                    ..PrincipalSeen::default()
                });
            one.first.get_or_insert(event.time);
            one.last = Some(event.time);
            one.sources.insert(event.source.clone());
            *one.events.entry(event.event.name()).or_default() += 1;
            if event.is_read() {
                one.reads += 1;
                let room = MAX_TARGETS.saturating_sub(one.read.len());
                let targets = event.targets().take(room);
                one.read.extend(targets.map(<[u8]>::to_vec));
            }
            match event.outcome {
                Outcome::Success => {}
                Outcome::Denied => one.denied += 1,
                Outcome::Failure => one.failed += 1,
            }
        }
        report.principals = seen.into_values().collect();
        Ok(report)
    })
}

fn keys(view: &impl View, since: Time) -> Result<Vec<KeySeen>> {
    let mut keys = Vec::new();
    for (id, key) in users::api_keys(view)? {
        if key.revoked.is_some_and(|revoked| revoked < since) {
            continue;
        }
        let usage = users::key_use(view, &id)?;
        keys.push(KeySeen {
            uses: usage.as_ref().map_or(0, |usage| usage.count),
            last: usage.map(|usage| (usage.last, usage.source)),
            name: key.name,
            role: key.role,
            created: key.created,
            revoked: key.revoked,
            id,
        });
    }
    keys.sort_by(|a, b| a.created.cmp(&b.created).then(a.id.cmp(&b.id)));
    Ok(keys)
}
