//! The monitor's rules: finds suspicious rows of the audit log, by thresholds of the policy. Rows
//! are processed in the order of their times, with bounded memory. `app` reads the log.

mod burst;
mod counters;
mod delayed;
mod evidence;
mod grants;
mod habits;
mod sighting;
mod state;
#[cfg(test)]
mod tests;
mod usual;
mod weakened;

use super::detail::{Detail, Part};
use super::effect::Effect;
use super::event::{AuditEvent, ERASED, Event, Outcome};
use super::policy::Policy;
use super::span::Span;
use super::time::Time;
use super::time::Zone;

use counters::Counters;
use delayed::Delayed;
pub use evidence::Evidence;
pub use grants::Roles;
use habits::{Habits, Hours};
use sighting::{Names, Sighting, What, Who};
pub use state::{PastZone, Reported, State};
pub use usual::{Usual, Way};

/// How far back rows are read: habits of 30 days, and bursts that began before.
pub const HISTORY: Span = Span::from_days(31);
/// Maximum number of findings returned.
const MAX_FINDINGS: usize = 1000;
/// Rows that are put in the order of their times: a row from the spool is older than its
/// predecessors.
const MAX_DELAYED: usize = 65_536;

/// The severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth a look.
    Medium,
    /// Look at it today.
    High,
    /// The log itself is not reliable.
    Critical,
}

impl Severity {
    /// The printed name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

/// The rule of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The chain of rows is broken, or a row is missing.
    ChainBroken,
    /// A vault restored from an older copy, or a clock that was turned back, was accepted.
    RollbackAccepted,
    /// The clock was behind the latest row.
    ClockBack,
    /// Somebody was given power.
    PowerGranted,
    /// What is watched or kept was reduced.
    WatchWeakened,
    /// A backup or an export was made for the first time.
    NewExport,
    /// Repeated failed unlocks.
    FailedLogins,
    /// Many files were read or taken out, or many bytes.
    LargeRead,
    /// Many files were removed, replaced, destroyed or moved.
    BulkChange,
    /// A user or an API key acted from a new source.
    NewSource,
    /// An API key was used at an unusual hour.
    UnusualHour,
    /// A user or an API key acted much more often than before.
    HighRate,
    /// A user or an API key read many more files than before.
    UnusualRead,
    /// Reads and changes outside work hours.
    AfterHours,
    /// Repeated denials.
    Denied,
}

impl Rule {
    /// All of them, in the order of the manual.
    pub const ALL: [Self; 15] = [
        Self::ChainBroken,
        Self::RollbackAccepted,
        Self::ClockBack,
        Self::PowerGranted,
        Self::WatchWeakened,
        Self::NewExport,
        Self::FailedLogins,
        Self::LargeRead,
        Self::BulkChange,
        Self::NewSource,
        Self::UnusualHour,
        Self::HighRate,
        Self::UnusualRead,
        Self::AfterHours,
        Self::Denied,
    ];

    /// The printed name, such as `failed-logins`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ChainBroken => "chain-broken",
            Self::RollbackAccepted => "rollback",
            Self::ClockBack => "clock-back",
            Self::PowerGranted => "power-granted",
            Self::WatchWeakened => "watch-weakened",
            Self::NewExport => "new-export",
            Self::FailedLogins => "failed-logins",
            Self::LargeRead => "large-read",
            Self::BulkChange => "bulk-change",
            Self::NewSource => "new-source",
            Self::UnusualHour => "unusual-hour",
            Self::HighRate => "high-rate",
            Self::UnusualRead => "unusual-read",
            Self::AfterHours => "after-hours",
            Self::Denied => "denied",
        }
    }

    /// Its usual severity.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::ChainBroken => Severity::Critical,
            Self::RollbackAccepted
            | Self::ClockBack
            | Self::PowerGranted
            | Self::WatchWeakened
            | Self::NewExport
            | Self::FailedLogins
            | Self::LargeRead
            | Self::BulkChange
            | Self::NewSource => Severity::High,
            Self::UnusualHour
            | Self::HighRate
            | Self::UnusualRead
            | Self::AfterHours
            | Self::Denied => Severity::Medium,
        }
    }
}

super::schema::by_name!(Severity: Medium, High, Critical);
super::schema::by_name!(Rule);

/// A finding, with its rows.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Finding {
    /// Identifies the finding: the same when it is shown again.
    pub id: String,
    /// The rule.
    pub rule: Rule,
    /// How urgent it is.
    pub severity: Severity,
    /// The acting principal, or the one that was tried; `(several)` if it is about more than one.
    pub principal: String,
    /// The source, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The rows.
    #[serde(flatten)]
    pub evidence: Evidence,
    /// One line, which may quote a name.
    pub message: String,
}

/// The settings of the monitor.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Thresholds and work hours.
    pub policy: Policy,
    /// The time zone of the work hours.
    pub zone: Zone,
    /// The rows after this one are new, whatever their times: a finding needs at least one of them.
    pub after: u64,
    /// Rows with a later time are ahead of the clock.
    pub latest: Time,
    /// Rows from before this time are too old for every rule.
    pub oldest: Time,
    /// Roles that are noticed when they are given to somebody.
    pub roles: Roles,
    /// The state after the previous run.
    pub state: State,
    /// A hash function.
    pub hash: fn(&[u8]) -> [u8; 32],
}

/// The result.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The most severe first, then by time.
    pub findings: Vec<Finding>,
    /// The number of findings beyond the first thousand.
    pub left_out: u64,
    /// What the next run is not to report again.
    pub reported: Vec<Reported>,
    /// What was done before the next run.
    pub usual: Usual,
}

/// Processes the rows of a log in order.
pub struct Monitor {
    settings: Settings,
    names: Names,
    delayed: Delayed,
    counters: Counters,
    habits: Habits,
    usual: Usual,
    findings: Vec<Finding>,
    left_out: u64,
    last: u64,
    /// A row that is ahead of the clock, with its time and principal.
    ahead: Option<(u64, Time, String)>,
}

impl Monitor {
    /// A monitor without any rows.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            names: Names::new(),
            delayed: Delayed::default(),
            counters: Counters::new(&settings.state),
            habits: Habits::default(),
            usual: settings.state.usual.clone(),
            findings: Vec::new(),
            left_out: 0,
            last: 0,
            ahead: None,
            settings,
        }
    }

    /// Processes a row: rows must be in the order of their numbers.
    pub fn see(&mut self, number: u64, event: &AuditEvent) {
        self.last = self.last.max(number);
        self.compare_with_clock(number, event);
        if event.time < self.settings.oldest {
            return;
        }
        let first = self.usual.first(&self.settings, number, event);
        let rotates_again = self.usual.rotates_again(&self.settings, number, event);
        if number > self.settings.after && !rotates_again {
            self.single(number, event, first);
        }
        let mut row = Sighting::of(&mut self.names, number, event);
        let threshold = u64::from(self.settings.policy.monitor_bulk_changes);
        if row.bulk >= threshold
            && row.who == Who::Key
            && Usual::is_by_rules(event.event)
            && self.usual.is_usual(&self.settings, number, event, row.bulk)
        {
            row.bulk = 0;
        }
        self.delayed.push(row);
        if self.delayed.len() > MAX_DELAYED
            && let Some(first) = self.delayed.pop()
        {
            self.count(&first);
        }
    }

    /// Learns a row that is ahead of the clock; one that says that the clock was back is a finding of
    /// its own. A failed unlock says nothing, since anyone can leave one.
    fn compare_with_clock(&mut self, number: u64, event: &AuditEvent) {
        if number <= self.settings.after || event.event == Event::AuthFailure {
            return;
        }
        if event.event == Event::ClockRollback {
            self.ahead = None;
        } else if event.time > self.settings.latest && self.ahead.is_none() {
            self.ahead = Some((number, event.time, event.principal.clone()));
        }
    }

    /// Records rows that the mirror of the log announced, and that never came; `number` is the last
    /// row.
    pub fn missing(&mut self, number: u64, time: Time, lines: &[String]) {
        if let Some(first) = lines.first() {
            let message = format!(
                "entries that waited in the spool, and that the mirror of the log names, never came to \
                 the log: {}, the first: {first}",
                lines.len()
            );
            let evidence = Evidence::of(number, time);
            self.report(Rule::WatchWeakened, "unknown", evidence, message);
        }
    }

    /// Records that the mirror of the log does not have what it had at the previous run; `number` is
    /// the last row.
    pub fn mirror_cut(&mut self, number: u64, time: Time, mirror: &str) {
        let message = format!(
            "the mirror of the log is missing, or does not have the lines that it had: {mirror}"
        );
        let evidence = Evidence::of(number, time);
        self.report(Rule::WatchWeakened, "unknown", evidence, message);
    }

    /// Records that the values of changed settings were erased from a row with a person: what was
    /// changed can no longer be told.
    pub fn see_erased(&mut self, number: u64, event: &AuditEvent) {
        let mut effects = event.done.effects.iter();
        let changes = effects.any(|one| matches!(one.effect, Effect::Configure | Effect::Grant));
        if changes && number > self.settings.after {
            let message = format!(
                "{} changed settings, and their values were erased with a person",
                event.event.name()
            );
            let evidence = Evidence::of(number, event.time);
            self.report(Rule::WatchWeakened, &event.principal, evidence, message);
        }
    }

    /// Records that the chain is broken at a row. Every run reports it.
    pub fn broken(&mut self, number: u64, time: Time, why: &str) {
        let message = format!("the log is broken at row {number}: {why}");
        self.report(
            Rule::ChainBroken,
            "unknown",
            Evidence::of(number, time),
            message,
        );
    }

    fn report(&mut self, rule: Rule, principal: &str, evidence: Evidence, message: String) {
        if self.findings.len() >= MAX_FINDINGS {
            self.left_out = self.left_out.saturating_add(1);
            return;
        }
        let about = format!("{}\0{message}", rule.name());
        let about = first_eight((self.settings.hash)(about.as_bytes()));
        self.findings.push(Finding {
            id: counters::id(&self.settings, about, evidence.first),
            rule,
            severity: rule.severity(),
            principal: principal.to_owned(),
            source: None,
            evidence,
            message,
        });
    }

    /// Rules for single rows; `first` describes what was done for the first time.
    fn single(&mut self, number: u64, event: &AuditEvent, first: Option<String>) {
        if event.outcome == Outcome::Denied {
            return;
        }
        let mut found: Vec<(Rule, String)> = Vec::new();
        if event.event == Event::ClockRollback {
            found.push((Rule::ClockBack, clock_back(event, &self.settings.zone)));
        } else if event.event == Event::RollbackAccept && event.outcome == Outcome::Success {
            let message = "a vault restored from an older copy, or a clock that was turned back, was \
                 accepted";
            found.push((Rule::RollbackAccepted, message.to_owned()));
        } else if event.outcome == Outcome::Success || event.event == Event::NoteLost {
            let granted = grants::describe(event, &self.settings);
            found.extend(granted.into_iter().map(|it| (Rule::PowerGranted, it)));
            let weakened = weakened::describe(event);
            found.extend(weakened.into_iter().map(|it| (Rule::WatchWeakened, it)));
        }
        let rule = if event.event == Event::AuditPrune {
            Rule::WatchWeakened
        } else {
            Rule::NewExport
        };
        found.extend(first.map(|message| (rule, message)));
        for (rule, message) in found {
            let evidence = Evidence::of(number, event.time);
            self.report(rule, &event.principal, evidence, message);
        }
    }

    /// Rules that count, and those that compare with habits.
    fn count(&mut self, row: &Sighting) {
        let Self {
            settings,
            names,
            counters,
            habits,
            ..
        } = self;
        let counted = match row.what {
            What::FailedLogin(attempts) => [(Rule::FailedLogins, [attempts, 0]), NOTHING],
            What::Denied => [(Rule::Denied, [1, 0]), NOTHING],
            What::Done => [
                (Rule::LargeRead, row.read),
                (Rule::BulkChange, [row.bulk, 0]),
            ],
        };
        for (rule, amount) in counted {
            if amount != [0, 0] {
                counters.count(settings, names, rule, row, amount);
            }
        }
        if matches!(row.what, What::FailedLogin(_)) || row.who == Who::Nobody {
            return;
        }
        let now = settings.zone.offset(row.time);
        let offsets = settings.state.offsets(row.time, now);
        let at_work = offsets.into_iter().any(|offset| {
            let minute = Zone::minute_at(row.time, offset);
            settings.policy.work_hours.contains_minute(minute)
        });
        let source = names.name(row.source);
        let erased = source == ERASED;
        let hours = Hours::of(row.time, offsets, source != "local");
        let times = u64::from(settings.policy.monitor_rate);
        let deviation = habits.see(row, hours, at_work, erased, times);
        if let Some(severity) = deviation.new_source {
            counters.note(settings, names, Rule::NewSource, severity, row);
        }
        if deviation.unusual_hour {
            let rule = Rule::UnusualHour;
            counters.note(settings, names, rule, rule.severity(), row);
        }
        if let Some(limit) = deviation.too_many {
            counters.count_rate(settings, names, row, limit);
        }
        if let Some(usual) = deviation.usual_reads.filter(|_| row.read[0] > 0) {
            counters.count_reads(settings, names, row, usual);
        }
        if at_work {
            return;
        }
        if row.who == Who::User && row.works && !deviation.usual_hour {
            let rule = Rule::AfterHours;
            counters.note(settings, names, rule, rule.severity(), row);
        } else if row.who == Who::Key && row.read != [0, 0] {
            counters.count_night_reads(settings, names, row);
        }
    }

    /// Returns the result.
    #[must_use]
    pub fn finish(mut self) -> Report {
        while let Some(row) = self.delayed.pop() {
            self.count(&row);
        }
        if let Some((number, time, principal)) = self.ahead.take() {
            let shown = self.settings.zone.wall_clock(time).audit_stamp();
            let message = format!("the clock was ahead: an entry has the time {shown}");
            let evidence = Evidence::of(number, time);
            self.report(Rule::ClockBack, &principal, evidence, message);
        }
        let (counted, reported) = self.counters.finish(&self.settings, &self.names, self.last);
        let mut findings = self.findings;
        findings.extend(counted);
        findings.sort_by(|a, b| {
            let severity = b.severity.cmp(&a.severity);
            severity
                .then(a.evidence.from.cmp(&b.evidence.from))
                .then(a.evidence.first.cmp(&b.evidence.first))
                .then(a.rule.cmp(&b.rule))
        });
        let surplus = findings.len().saturating_sub(MAX_FINDINGS);
        findings.truncate(MAX_FINDINGS);
        Report {
            findings,
            left_out: self.left_out.saturating_add(surplus as u64),
            reported,
            usual: self.usual,
        }
    }
}

fn first_eight(hash: [u8; 32]) -> [u8; 8] {
    hash.first_chunk().copied().unwrap_or_default()
}

/// Nothing to count.
const NOTHING: (Rule, [u64; 2]) = (Rule::Denied, [0, 0]);

fn clock_back(event: &AuditEvent, zone: &Zone) -> String {
    let message = "the clock was behind the latest time in the log".to_owned();
    match event.detail.as_ref().map(Detail::parts) {
        Some([Part::Behind(latest)]) => {
            format!("{message}, {}", zone.wall_clock(*latest).audit_stamp())
        }
        _ => message,
    }
}
