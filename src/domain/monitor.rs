//! The monitor's rules: what in the audit log is worth a look, by thresholds of the policy. Rows are
//! seen one after the other, and what is remembered of them is bounded. Reading the log is for `app`.

mod burst;
mod evidence;
mod habit;
mod makers;
mod principals;
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
use habit::Habits;
use principals::Watched;

/// How far back the use of an API key is compared with.
pub const HISTORY: Span = Span::from_days(30);
/// What happens within this time is counted together.
const WINDOW: Span = Span::from_hours(1);
/// No more findings are given out than this.
const MOST: usize = 1000;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth a look.
    Medium,
    /// Look at it today.
    High,
    /// The log itself cannot be relied on.
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

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The chain of rows is broken, or a row is missing.
    ChainBroken,
    /// An earlier copy of the vault, or a clock that was set back, was accepted.
    RollbackAccepted,
    /// The clock was behind the latest row.
    ClockBack,
    /// Somebody was given every permission.
    AdminMade,
    /// Unlocks of one user or key failed again and again.
    FailedLogins,
    /// One principal read many files, or many bytes.
    LargeRead,
    /// One principal deleted or moved many files.
    BulkChange,
    /// An API key was used from where it was not used before.
    KeySource,
    /// An API key was used at an hour at which it was not used before.
    KeyHour,
    /// An API key was used much more often than before.
    KeyRate,
    /// Reads and changes outside the hours of work.
    AfterHours,
    /// One principal was refused again and again.
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

    /// How much it matters.
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

/// Something that is worth a look, with the rows that show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// By which rule.
    pub rule: Rule,
    /// Who did it, or whom it was tried on.
    pub principal: String,
    /// The rows.
    pub evidence: Evidence,
    /// In words: one line, which may quote a name.
    pub message: String,
}

/// What the monitor goes by.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Thresholds and hours of work.
    pub policy: Policy,
    /// Where the hours of work are.
    pub zone: Zone,
    /// Findings that end earlier are not given out.
    pub since: Time,
    /// Roles that permit everything, besides `admin`.
    pub powerful: BTreeSet<String>,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The most severe first, then by time.
    pub findings: Vec<Finding>,
    /// Findings beyond the first thousand, which are only counted.
    pub left_out: u64,
}

impl Report {
    fn push(&mut self, finding: Finding) {
        if self.findings.len() < MOST {
            self.findings.push(finding);
        } else {
            self.left_out = self.left_out.saturating_add(1);
        }
    }
}

/// Looks at the rows of a log, in their order.
pub struct Monitor {
    settings: Settings,
    watched: Watched,
    habits: Habits,
    report: Report,
}

impl Monitor {
    /// A monitor that has seen nothing.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            watched: Watched::default(),
            habits: Habits::new(settings.since),
            report: Report::default(),
            settings,
        }
    }

    /// Whether rows of this time are of no use to any rule.
    #[must_use]
    pub fn is_too_old(&self, time: Time) -> bool {
        time < self.settings.since.saturating_sub(HISTORY)
    }

    /// Looks at a row.
    pub fn see(&mut self, number: u64, event: &AuditEvent) {
        if event.principal.starts_with("key:") && !self.is_too_old(event.time) {
            self.habits.see(&self.settings, number, event);
        }
        // A little more than was asked for: what has begun before may go on.
        if event.time < self.settings.since.saturating_sub(WINDOW) {
            return;
        }
        self.watched
            .see(&self.settings, number, event, &mut self.report);
        if event.time >= self.settings.since {
            self.single(number, event);
        }
    }

    /// Takes note that a row is not the one that was written, whenever that was.
    pub fn broken(&mut self, number: u64, time: Time, why: &str) {
        self.report.push(Finding {
            rule: Rule::ChainBroken,
            principal: "unknown".to_owned(),
            evidence: Evidence::of(number, time),
            message: format!("the log does not hold at row {number}: {why}"),
        });
    }

    /// Rows that matter alone.
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
            let message =
                "an earlier copy of the vault, or a clock that was set back, was accepted";
            (Rule::RollbackAccepted, message.to_owned())
        } else if let Some(message) = makers::made(event, &self.settings.powerful) {
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

    /// What was found.
    #[must_use]
    pub fn finish(mut self) -> Report {
        self.watched.finish(&self.settings, &mut self.report);
        self.habits.finish(&self.settings, &mut self.report);
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
