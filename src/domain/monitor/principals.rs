//! The activity of each principal within an hour: failed unlocks, denials, reads, deletions, and
//! activity outside work hours.

use std::collections::HashMap;

use super::burst::{Amount, Burst, Found};
use super::evidence::Evidence;
use super::{Finding, Report, Rule, Settings, WINDOW};
use crate::domain::action::Activity;
use crate::domain::detail::Unit;
use crate::domain::event::{AuditEvent, Event, Outcome};
use crate::domain::size::Size;
use crate::domain::span::Span;
use crate::domain::time::Time;

/// Maximum number of names at a time; further ones share a name, since anyone can fail with made-up
/// names.
const MAX_NAMES: usize = 2000;
/// The shared name.
const OTHERS: &str = "(others)";
/// The length of the longest night: events further apart are separate findings.
const NIGHT: Span = Span::from_hours(12);

/// The rules that count within an hour.
const COUNTED: [Rule; 5] = [
    Rule::FailedLogins,
    Rule::Denied,
    Rule::LargeRead,
    Rule::BulkChange,
    Rule::AfterHours,
];

/// The state of one principal.
#[derive(Default)]
struct PrincipalState {
    /// In the order of [`COUNTED`]; created when there is something to count.
    bursts: [Option<Box<Burst>>; 5],
    /// For principals other than keys: activity outside work hours.
    night: Option<Evidence>,
}

/// All principals.
#[derive(Default)]
pub(super) struct Principals {
    all: HashMap<String, PrincipalState>,
}

/// The threshold of a rule.
fn limit(settings: &Settings, rule: Rule) -> Amount {
    let policy = &settings.policy;
    let alone = |files: u32| [u64::from(files), u64::MAX];
    if rule == Rule::FailedLogins {
        alone(policy.monitor_failed_logins)
    } else if rule == Rule::Denied {
        alone(policy.monitor_denied)
    } else if rule == Rule::LargeRead {
        [
            u64::from(policy.monitor_read_files),
            policy.monitor_read_bytes.bytes(),
        ]
    } else if rule == Rule::BulkChange {
        alone(policy.monitor_bulk_changes)
    } else {
        alone(policy.monitor_after_hours_files)
    }
}

fn words(settings: &Settings, rule: Rule, [files, bytes]: Amount) -> String {
    let hours = settings.policy.work_hours;
    if rule == Rule::FailedLogins {
        format!(
            "{files} failed unlocks, {} or more within an hour",
            limit(settings, rule)[0]
        )
    } else if rule == Rule::Denied {
        format!(
            "{files} denials, {} or more within an hour",
            limit(settings, rule)[0]
        )
    } else if rule == Rule::LargeRead {
        format!("{files} files read, {}", Size::from_bytes(bytes).human())
    } else if rule == Rule::BulkChange {
        format!("{files} files deleted or moved")
    } else {
        format!("{files} files read outside {hours}")
    }
}

impl Principals {
    pub(super) fn see(
        &mut self,
        settings: &Settings,
        number: u64,
        event: &AuditEvent,
        report: &mut Report,
    ) {
        let mut count = |name: &str, rule: Rule, amount: Amount| {
            let one = state_of(&mut self.all, name, event.time);
            let Some(at) = COUNTED.iter().position(|counted| *counted == rule) else {
                return;
            };
            let Some(burst) = one.bursts.get_mut(at) else {
                return;
            };
            let burst = burst.get_or_insert_default();
            let ended = burst.see(number, event.time, amount, limit(settings, rule));
            tell(settings, report, name, rule, ended);
        };
        let who = event.principal.as_str();
        if event.event == Event::AuthFailure {
            let whom = String::from_utf8_lossy(event.target.as_deref().unwrap_or_default());
            let attempts = event.count(Unit::Attempts).unwrap_or(1);
            count(&whom, Rule::FailedLogins, [attempts, 0]);
            return;
        }
        if event.outcome == Outcome::Denied {
            count(who, Rule::Denied, [1, 0]);
        }
        if event.outcome != Outcome::Success && !event.is_read() {
            return;
        }
        // A row without a count is about one file.
        let files = event.count(Unit::Files).unwrap_or(1);
        if event.event == Event::FileRead {
            let bytes = event.count(Unit::Bytes).unwrap_or(0);
            count(who, Rule::LargeRead, [files, bytes]);
        }
        if event.event.activity() == Activity::Bulk {
            count(who, Rule::BulkChange, [files, 0]);
        }
        let minute = settings.zone.minute_of_day(event.time);
        if settings.policy.work_hours.contains_minute(minute) || who == "system" {
            return;
        }
        if !who.starts_with("key:") {
            if event.event.activity() != Activity::Routine {
                self.at_night(settings, number, event, report);
            }
        } else if event.event == Event::FileRead {
            count(who, Rule::AfterHours, [files, 0]);
        }
    }

    #[cfg(test)]
    pub(super) fn names(&self) -> usize {
        self.all.len()
    }

    fn at_night(
        &mut self,
        settings: &Settings,
        number: u64,
        event: &AuditEvent,
        report: &mut Report,
    ) {
        let one = state_of(&mut self.all, &event.principal, event.time);
        let another = |night: &mut Evidence| night.from.saturating_add(NIGHT) < event.time;
        if let Some(night) = one.night.take_if(another) {
            tell_night(settings, report, &event.principal, night);
        }
        Evidence::extend(&mut one.night, number, event.time);
    }

    pub(super) fn finish(&mut self, settings: &Settings, report: &mut Report) {
        let mut all: Vec<(String, PrincipalState)> = self.all.drain().collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        for (name, mut one) in all {
            for (rule, burst) in COUNTED.iter().zip(&mut one.bursts) {
                let found = burst.as_mut().and_then(|burst| burst.finish());
                tell(settings, report, &name, *rule, found);
            }
            if let Some(night) = one.night.take() {
                tell_night(settings, report, &name, night);
            }
        }
    }
}

/// The state of this name.
fn state_of<'a>(
    all: &'a mut HashMap<String, PrincipalState>,
    name: &str,
    now: Time,
) -> &'a mut PrincipalState {
    if !all.contains_key(name) && all.len() >= MAX_NAMES {
        let before = now.saturating_sub(WINDOW);
        all.retain(|_, one| {
            let mut bursts = one.bursts.iter().flatten();
            one.night.is_some() || bursts.any(|burst| !burst.is_over(before))
        });
    }
    let name = if all.contains_key(name) || all.len() < MAX_NAMES {
        name
    } else {
        OTHERS
    };
    if !all.contains_key(name) {
        all.insert(name.to_owned(), PrincipalState::default());
    }
    all.entry(name.to_owned()).or_default()
}

fn tell(settings: &Settings, report: &mut Report, name: &str, rule: Rule, found: Option<Found>) {
    let Some(found) = found.filter(|found| found.evidence.to >= settings.since) else {
        return;
    };
    report.push(Finding {
        rule,
        principal: name.to_owned(),
        message: words(settings, rule, found.amount),
        evidence: found.evidence,
    });
}

fn tell_night(settings: &Settings, report: &mut Report, name: &str, night: Evidence) {
    if night.to < settings.since {
        return;
    }
    let hours = settings.policy.work_hours;
    let things = if night.count == 1 {
        "read or change"
    } else {
        "reads or changes"
    };
    report.push(Finding {
        rule: Rule::AfterHours,
        principal: name.to_owned(),
        message: format!("{} {things} outside {hours}", night.count),
        evidence: night,
    });
}
