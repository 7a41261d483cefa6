//! Who could have seen what, and since when: from the rows of the audit log, and from what opens the
//! vault now.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::action::Action;
use crate::domain::event::{Entry, Event, Outcome};
use crate::domain::time::Time;
use crate::storage::tables::View;
use crate::storage::{audit, users};

use crate::app::error::Result;
use crate::app::gate::Gate;

/// Targets that are named for one principal; the rest is counted.
const MAX_TARGETS: usize = 200;

/// What one principal did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PrincipalSeen {
    /// Who.
    pub name: String,
    /// Its first and last row.
    pub first: Option<Time>,
    /// Its last row.
    pub last: Option<Time>,
    /// From where.
    pub sources: BTreeSet<String>,
    /// Rows, by event.
    pub events: BTreeMap<&'static str, u64>,
    /// Content that left the vault: rows.
    pub reads: u64,
    /// What was read, as the log names it: a path, or the first of several. At most 200.
    pub read: BTreeSet<Vec<u8>>,
    /// Refused for want of a permission.
    pub denied: u64,
    /// Not done for another reason.
    pub failed: u64,
}

/// An API key and its use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySeen {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its role.
    pub role: String,
    /// When it was made.
    pub created: Time,
    /// When it was revoked.
    pub revoked: Option<Time>,
    /// When it was last used, and from where.
    pub last: Option<(Time, String)>,
    /// How often it was used.
    pub uses: u64,
}

/// A report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// From when on.
    pub since: Time,
    /// Rows that were looked at.
    pub rows: u64,
    /// Everybody who left a row.
    pub principals: Vec<PrincipalSeen>,
    /// Failed unlocks: rows, by whom they were tried as.
    pub failed_unlocks: BTreeMap<String, u64>,
    /// API keys that lived at some time since then.
    pub keys: Vec<KeySeen>,
    /// The first row of the log that does not hold, and why.
    pub broken: Option<(u64, String)>,
}

/// Looks at the log from `since` on.
///
/// # Errors
/// Kind `Denied`.
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
