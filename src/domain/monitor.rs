//! The monitor's rules: finds suspicious rows of the audit log, by thresholds of the policy. Rows
//! are processed in order, with bounded memory. `app` reads the log.

mod burst;
mod evidence;
mod key_baseline;
mod principals;
mod privilege_grants;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::detail::{Detail, Part};
use super::event::{AuditEvent, Event, Outcome};
use super::policy::Policy;
use super::span::Span;
use super::time::Time;
use super::zone::Zone;

pub use evidence::Evidence;
use key_baseline::KeyBaselines;
use principals::Principals;

/// The period with which the use of an API key is compared.
pub const HISTORY: Span = Span::from_days(30);
/// Events within this time are counted together.
const WINDOW: Span = Span::from_hours(1);
/// Maximum number of findings returned.
const MAX_FINDINGS: usize = 1000;

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
    /// A principal got every permission.
    AdminMade,
    /// Repeated failed unlocks for one user or key.
    FailedLogins,
    /// One principal read many files, or many bytes.
    LargeRead,
    /// One principal deleted or moved many files.
    BulkChange,
    /// An API key was used from a new source.
    KeySource,
    /// An API key was used at an unusual hour.
    KeyHour,
    /// An API key was used much more often than before.
    KeyRate,
    /// Reads and changes outside work hours.
    AfterHours,
    /// One principal was denied repeatedly.
    Denied,
}

impl Rule {
    /// All of them, in the order of the manual.
    pub const ALL: [Self; 12] = [
        Self::ChainBroken,
        Self::RollbackAccepted,
        Self::ClockBack,
        Self::AdminMade,
        Self::FailedLogins,
        Self::LargeRead,
        Self::BulkChange,
        Self::KeySource,
        Self::KeyHour,
        Self::KeyRate,
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
            Self::AdminMade => "admin-made",
            Self::FailedLogins => "failed-logins",
            Self::LargeRead => "large-read",
            Self::BulkChange => "bulk-change",
            Self::KeySource => "key-source",
            Self::KeyHour => "key-hour",
            Self::KeyRate => "key-rate",
            Self::AfterHours => "after-hours",
            Self::Denied => "denied",
        }
    }

    /// Its severity.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::ChainBroken => Severity::Critical,
            Self::RollbackAccepted
            | Self::ClockBack
            | Self::AdminMade
            | Self::FailedLogins
            | Self::LargeRead
            | Self::BulkChange
            | Self::KeySource => Severity::High,
            Self::KeyHour | Self::KeyRate | Self::AfterHours | Self::Denied => Severity::Medium,
        }
    }
}

super::schema::by_name!(Severity: Medium, High, Critical);
super::schema::by_name!(Rule);

/// How a rule looks in JSON.
#[derive(schemars::JsonSchema)]
struct RuleAndSeverity {
    /// The rule.
    #[allow(dead_code, reason = "only for the schema")]
    rule: Rule,
    /// Its severity.
    #[allow(dead_code, reason = "only for the schema")]
    severity: Severity,
}

impl RuleAndSeverity {
    fn serialize<S: serde::Serializer>(rule: &Rule, to: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut map = to.serialize_struct("RuleAndSeverity", 2)?;
        map.serialize_field("rule", rule)?;
        map.serialize_field("severity", &rule.severity())?;
        map.end()
    }
}

/// A finding, with its rows.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Finding {
    /// The rule.
    #[serde(flatten, with = "RuleAndSeverity")]
    pub rule: Rule,
    /// The acting principal, or the one that was tried.
    pub principal: String,
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
    /// Findings that end earlier are not returned.
    pub since: Time,
    /// Roles with every permission, besides `admin`.
    pub powerful: BTreeSet<String>,
}

/// The result.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The most severe first, then by time.
    pub findings: Vec<Finding>,
    /// The number of findings beyond the first thousand.
    pub left_out: u64,
}

impl Report {
    fn push(&mut self, finding: Finding) {
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(finding);
        } else {
            self.left_out = self.left_out.saturating_add(1);
        }
    }
}

/// Processes the rows of a log in order.
pub struct Monitor {
    settings: Settings,
    watched: Principals,
    baselines: KeyBaselines,
    report: Report,
}

impl Monitor {
    /// A monitor without any rows.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            watched: Principals::default(),
            baselines: KeyBaselines::new(settings.since),
            report: Report::default(),
            settings,
        }
    }

    /// Whether rows of this time are too old for every rule.
    #[must_use]
    pub fn is_too_old(&self, time: Time) -> bool {
        time < self.settings.since.saturating_sub(HISTORY)
    }

    /// Processes a row.
    pub fn see(&mut self, number: u64, event: &AuditEvent) {
        if event.principal.starts_with("key:") && !self.is_too_old(event.time) {
            self.baselines.see(&self.settings, number, event);
        }
        // A little more than requested: earlier events may continue.
        if event.time < self.settings.since.saturating_sub(WINDOW) {
            return;
        }
        self.watched
            .see(&self.settings, number, event, &mut self.report);
        if event.time >= self.settings.since {
            self.single(number, event);
        }
    }

    /// Records that the chain is broken at a row.
    pub fn broken(&mut self, number: u64, time: Time, why: &str) {
        self.report.push(Finding {
            rule: Rule::ChainBroken,
            principal: "unknown".to_owned(),
            evidence: Evidence::of(number, time),
            message: format!("the log is broken at row {number}: {why}"),
        });
    }

    /// Rules for single rows.
    fn single(&mut self, number: u64, event: &AuditEvent) {
        if event.outcome != Outcome::Success {
            return;
        }
        let (rule, message) = if event.event == Event::ClockRollback {
            let message = "the clock was behind the latest time in the log".to_owned();
            let message = match event.detail.as_ref().map(Detail::parts) {
                Some([Part::Behind(latest)]) => format!("{message}, {}", latest.rfc3339()),
                _ => message,
            };
            (Rule::ClockBack, message)
        } else if event.event == Event::RollbackAccept {
            let message = "a vault restored from an older copy, or a clock that was turned back, was \
                 accepted";
            (Rule::RollbackAccepted, message.to_owned())
        } else if let Some(message) = privilege_grants::describe(event, &self.settings.powerful) {
            (Rule::AdminMade, message)
        } else {
            return;
        };
        self.report.push(Finding {
            rule,
            principal: event.principal.clone(),
            evidence: Evidence::of(number, event.time),
            message,
        });
    }

    /// Returns the result.
    #[must_use]
    pub fn finish(mut self) -> Report {
        self.watched.finish(&self.settings, &mut self.report);
        self.baselines.finish(&self.settings, &mut self.report);
        self.report.findings.sort_by(|a, b| {
            let severity = b.rule.severity().cmp(&a.rule.severity());
            severity
                .then(a.evidence.from.cmp(&b.evidence.from))
                .then(a.evidence.first.cmp(&b.evidence.first))
                .then(a.rule.cmp(&b.rule))
        });
        self.report
    }
}
