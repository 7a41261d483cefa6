//! The baseline of each API key: its use in the previous 30 days, and what deviates from it since.
//! A key used on fewer than three days has no baseline, and no findings.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::evidence::Evidence;
use super::{Finding, Report, Rule, Settings};
use crate::domain::event::AuditEvent;
use crate::domain::time::Time;

/// Days of use needed for a baseline.
const MIN_DAYS: usize = 3;
/// Fewer rows in an hour than this are never too many.
const MIN_RATE: u64 = 20;
/// Maximum number of keys, and of sources per key.
const MAX_KEYS: usize = 10_000;
const MAX_SOURCES: usize = 64;

const SECONDS_PER_HOUR: i64 = 3600;
const SECONDS_PER_DAY: i64 = 86_400;

/// Rows within the same clock hour.
struct Hour {
    number: i64,
    evidence: Evidence,
}

/// One key.
#[derive(Default)]
struct KeyBaseline {
    days: BTreeSet<i64>,
    /// Hours of the day, as a bit set.
    hours: u32,
    sources: BTreeSet<String>,
    /// The maximum number of rows within an hour.
    busiest: u64,
    /// In the baseline period: the hour being counted.
    counting: (i64, u64),
    /// After the baseline period.
    strange_hours: u32,
    at_hours: Option<Evidence>,
    from_sources: BTreeMap<String, Evidence>,
    hour: Option<Hour>,
    too_many: Option<(Evidence, u64)>,
}

/// All keys.
pub(super) struct KeyBaselines {
    since: Time,
    all: HashMap<String, KeyBaseline>,
}

impl KeyBaselines {
    pub(super) fn new(since: Time) -> Self {
        Self {
            since,
            all: HashMap::new(),
        }
    }

    pub(super) fn see(&mut self, settings: &Settings, number: u64, event: &AuditEvent) {
        let hour = u32::from(settings.zone.minute_of_day(event.time) / 60);
        if !self.all.contains_key(&event.principal) {
            if self.all.len() >= MAX_KEYS {
                return;
            }
            self.all
                .insert(event.principal.clone(), KeyBaseline::default());
        }
        let Some(baseline) = self.all.get_mut(&event.principal) else {
            return;
        };
        if event.time < self.since {
            baseline.learn(hour, event);
        } else if baseline.days.len() >= MIN_DAYS {
            let times = u64::from(settings.policy.monitor_key_rate);
            baseline.compare(hour, times, number, event);
        }
    }

    pub(super) fn finish(&mut self, settings: &Settings, report: &mut Report) {
        let times = u64::from(settings.policy.monitor_key_rate);
        let mut all: Vec<(String, KeyBaseline)> = self.all.drain().collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        for (name, mut baseline) in all {
            baseline.close_hour(times);
            baseline.finish(&name, report);
        }
    }
}

impl KeyBaseline {
    fn learn(&mut self, hour: u32, event: &AuditEvent) {
        let seconds = event.time.unix_seconds();
        self.days.insert(seconds.div_euclid(SECONDS_PER_DAY));
        self.hours |= 1 << hour;
        if self.sources.len() < MAX_SOURCES && !self.sources.contains(&event.source) {
            self.sources.insert(event.source.clone());
        }
        let this = seconds.div_euclid(SECONDS_PER_HOUR);
        let count = if self.counting.0 == this {
            self.counting.1.saturating_add(1)
        } else {
            1
        };
        self.counting = (this, count);
        self.busiest = self.busiest.max(count);
    }

    fn compare(&mut self, hour: u32, times: u64, number: u64, event: &AuditEvent) {
        if !self.knows_hour(hour) {
            self.strange_hours |= 1 << hour;
            Evidence::extend(&mut self.at_hours, number, event.time);
        }
        if !self.sources.contains(&event.source) {
            if let Some(evidence) = self.from_sources.get_mut(&event.source) {
                evidence.add(number, event.time);
            } else if self.from_sources.len() < MAX_SOURCES {
                let evidence = Evidence::of(number, event.time);
                self.from_sources.insert(event.source.clone(), evidence);
            }
        }
        let this = event.time.unix_seconds().div_euclid(SECONDS_PER_HOUR);
        match &mut self.hour {
            Some(hour) if hour.number == this => hour.evidence.add(number, event.time),
            _ => {
                self.close_hour(times);
                self.hour = Some(Hour {
                    number: this,
                    evidence: Evidence::of(number, event.time),
                });
            }
        }
    }

    /// Whether the key was used at this hour of the day, or in an adjacent one: timers drift, and
    /// clocks change in spring and autumn.
    const fn knows_hour(&self, hour: u32) -> bool {
        let near = (1 << hour) | (1 << ((hour + 1) % 24)) | (1 << ((hour + 23) % 24));
        self.hours & near != 0
    }

    fn is_too_many(&self, times: u64) -> bool {
        let most = self.busiest.saturating_mul(times).max(MIN_RATE);
        self.hour
            .as_ref()
            .is_some_and(|hour| hour.evidence.count > most)
    }

    fn close_hour(&mut self, times: u64) {
        if self.is_too_many(times) {
            self.note_hour();
        }
        self.hour = None;
    }

    /// Keeps the busiest of the hours that exceed the rate.
    fn note_hour(&mut self) {
        let Some(hour) = &self.hour else { return };
        let count = hour.evidence.count;
        if self.too_many.as_ref().is_none_or(|(_, most)| count > *most) {
            self.too_many = Some((hour.evidence.clone(), count));
        }
    }

    fn finish(self, name: &str, report: &mut Report) {
        let busiest = self.busiest;
        let mut push = |rule, evidence, message| {
            report.push(Finding {
                rule,
                principal: name.to_owned(),
                evidence,
                message,
            });
        };
        for (source, evidence) in self.from_sources {
            let message = format!("used from {source}, a new source in the last 30 days");
            push(Rule::KeySource, evidence, message);
        }
        if let Some(evidence) = self.at_hours {
            let hours: Vec<String> = (0..24)
                .filter(|hour| self.strange_hours & (1 << hour) != 0)
                .map(|hour| format!("{hour:02}:00"))
                .collect();
            let hours = hours.join(", ");
            let message = format!("used in the hour of {hours}, unlike in the 30 days before");
            push(Rule::KeyHour, evidence, message);
        }
        if let Some((evidence, count)) = self.too_many {
            let message =
                format!("{count} rows in an hour, at most {busiest} in the 30 days before");
            push(Rule::KeyRate, evidence, message);
        }
    }
}
