//! What the rules count: by principal, by source and in all, within an hour and within a day. A row
//! that an earlier finding of the same rule contains, of this run or a previous one, is not counted
//! again.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::burst::{Amount, Burst, Counted, Found, add, reaches};
use super::habits::Reads;
use super::sighting::{Name, Names, Sighting};
use super::state::{Reported, State};
use super::{Finding, Rule, Settings, Severity, first_eight};
use crate::domain::size::Size;
use crate::domain::span::Span;
use crate::domain::time::Time;

/// A day's limit, as a multiple of an hour's limit for one principal.
const PER_DAY: u64 = 3;
/// The limits of all principals together, or of one source, as a multiple of those.
const TOGETHER: u64 = 2;
/// Maximum number of counts at a time; those that have ended are removed first, and then no
/// further names are counted alone.
const MAX_COUNTS: usize = 50_000;
/// How often counts that have ended are looked for.
const TIDY: Span = Span::from_minutes(5);
/// Nobody in particular.
const NOBODY: Name = 0;

/// What is counted together. The order is that in which findings are preferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Scope {
    Principal,
    Source,
    All,
}

/// Within which time it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Window {
    Hour,
    Night,
    Day,
}

impl Window {
    const fn span(self) -> Span {
        match self {
            Self::Hour => Span::from_hours(1),
            Self::Night => Span::from_hours(12),
            Self::Day => Span::from_hours(24),
        }
    }
}

/// One count. The order is that in which findings are preferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Key {
    rule: Rule,
    scope: Scope,
    window: Window,
    principal: Name,
    source: Name,
}

/// A burst that reached its limit.
struct Ended {
    key: Key,
    found: Found,
    limit: Amount,
    severity: Severity,
    /// The busiest hour or day before, for [`Rule::HighRate`] and [`Rule::UnusualRead`].
    usual: u64,
}

/// One count, with what the finding will need.
#[derive(Default)]
struct Count {
    burst: Burst,
    limit: Amount,
    severity: Option<Severity>,
    usual: u64,
}

/// A count of one row: how much, and from which sum on it is a finding.
#[derive(Debug, Clone, Copy)]
struct Step {
    key: Key,
    limit: Amount,
    severity: Severity,
    usual: u64,
    /// Any row is a finding, so later ones within the window continue it.
    slack: Option<Span>,
}

/// All counts.
pub(super) struct Counters {
    all: HashMap<Key, Count>,
    ended: Vec<Ended>,
    reported: HashMap<[u8; 8], Vec<Reported>>,
    /// What identifies a count in `reported`.
    abouts: HashMap<Key, [u8; 8]>,
    tidied: Time,
}

/// The limit of a rule for one principal within an hour.
fn limit(settings: &Settings, rule: Rule) -> Amount {
    let policy = &settings.policy;
    let alone = |files: u32| [u64::from(files), u64::MAX];
    match rule {
        Rule::FailedLogins => alone(policy.monitor_failed_logins),
        Rule::Denied => alone(policy.monitor_denied),
        Rule::LargeRead => [
            u64::from(policy.monitor_read_files),
            policy.monitor_read_bytes.bytes(),
        ],
        Rule::BulkChange => alone(policy.monitor_bulk_changes),
        Rule::AfterHours => alone(policy.monitor_after_hours_files),
        Rule::NewSource | Rule::UnusualHour | Rule::HighRate | Rule::UnusualRead => [1, u64::MAX],
        Rule::ChainBroken
        | Rule::RollbackAccepted
        | Rule::ClockBack
        | Rule::PowerGranted
        | Rule::WatchWeakened
        | Rule::NewExport => [u64::MAX; 2],
    }
}

fn times(limit: Amount, factor: u64) -> Amount {
    limit.map(|limit| limit.saturating_mul(factor))
}

impl Counters {
    pub(super) fn new(state: &State) -> Self {
        let mut reported: HashMap<[u8; 8], Vec<Reported>> = HashMap::new();
        for one in &state.reported {
            reported.entry(one.about).or_default().push(*one);
        }
        Self {
            all: HashMap::new(),
            ended: Vec::new(),
            reported,
            abouts: HashMap::new(),
            tidied: Time::MIN,
        }
    }

    /// Counts by principal, by source and in all.
    pub(super) fn count(
        &mut self,
        settings: &Settings,
        names: &Names,
        rule: Rule,
        row: &Sighting,
        amount: Amount,
    ) {
        let hour = limit(settings, rule);
        let mut steps = Vec::with_capacity(6);
        for (scope, principal, source) in [
            (Scope::Principal, row.principal, NOBODY),
            (Scope::Source, NOBODY, row.source),
            (Scope::All, NOBODY, NOBODY),
        ] {
            let factor = if scope == Scope::Principal {
                1
            } else {
                TOGETHER
            };
            // Guesses at many names are never a usual amount of work.
            let day = if rule == Rule::FailedLogins {
                PER_DAY
            } else {
                factor * PER_DAY
            };
            for (window, factor) in [(Window::Hour, factor), (Window::Day, day)] {
                steps.push(Step {
                    key: Key {
                        rule,
                        scope,
                        window,
                        principal,
                        source,
                    },
                    limit: times(hour, factor),
                    severity: rule.severity(),
                    usual: 0,
                    slack: None,
                });
            }
        }
        self.take(settings, names, row, amount, &steps);
    }

    /// Counts files that a key reads outside work hours.
    pub(super) fn count_night_reads(&mut self, settings: &Settings, names: &Names, row: &Sighting) {
        let rule = Rule::AfterHours;
        let step = step_of(rule, Window::Hour, row, limit(settings, rule));
        self.take(settings, names, row, [row.read[0], 0], &[step]);
    }

    /// Notes a row that is a finding by itself; later ones within the night or day continue it.
    pub(super) fn note(
        &mut self,
        settings: &Settings,
        names: &Names,
        rule: Rule,
        severity: Severity,
        row: &Sighting,
    ) {
        let window = if rule == Rule::NewSource {
            Window::Day
        } else {
            Window::Night
        };
        let mut step = step_of(rule, window, row, [1, u64::MAX]);
        step.severity = severity;
        step.slack = Some(window.span());
        if rule == Rule::NewSource {
            step.key.source = row.source;
        }
        self.take(settings, names, row, [1, 0], &[step]);
    }

    /// Counts rows of a principal; `usual` is the busiest hour before.
    pub(super) fn count_rate(
        &mut self,
        settings: &Settings,
        names: &Names,
        row: &Sighting,
        (most, usual): (u64, u64),
    ) {
        let mut step = step_of(Rule::HighRate, Window::Hour, row, [most, u64::MAX]);
        step.usual = usual;
        self.take(settings, names, row, [1, 0], &[step]);
    }

    /// Counts files that a principal reads, against the busiest hour and day before: a finding is a
    /// multiple of them, and at least half as much as a large read in an hour, or as much in a day.
    pub(super) fn count_reads(
        &mut self,
        settings: &Settings,
        names: &Names,
        row: &Sighting,
        usual: Reads,
    ) {
        let rule = Rule::UnusualRead;
        let policy = &settings.policy;
        let large = u64::from(policy.monitor_read_files);
        let step = |window, usual: u64, least: u64| {
            let most = usual.saturating_mul(u64::from(policy.monitor_rate));
            let mut step = step_of(rule, window, row, [most.max(least), u64::MAX]);
            step.usual = usual;
            step
        };
        let steps = [
            step(Window::Hour, usual.hour, large.div_ceil(2)),
            step(Window::Day, usual.day, large),
        ];
        self.take(settings, names, row, [row.read[0], 0], &steps);
    }

    fn take(
        &mut self,
        settings: &Settings,
        names: &Names,
        row: &Sighting,
        amount: Amount,
        steps: &[Step],
    ) {
        self.tidy(row.time);
        if !self.reported.is_empty() && self.is_reported(settings, names, row, steps) {
            return;
        }
        let counted = Counted {
            number: row.number,
            time: row.time,
            amount,
            new: row.number > settings.after,
        };
        let full = self.all.len() >= MAX_COUNTS;
        for step in steps {
            let count = match self.all.entry(step.key) {
                Entry::Occupied(count) => count.into_mut(),
                Entry::Vacant(_) if full && step.key.scope == Scope::Principal => continue,
                Entry::Vacant(place) => place.insert(Count::default()),
            };
            let ended = count.burst.see(counted, step.limit, step.key.window.span());
            let ended = ended.map(|found| count.ended(step.key, found));
            self.ended.extend(ended);
            count.limit = step.limit;
            count.severity = Some(step.severity);
            count.usual = step.usual;
        }
    }

    /// Whether an earlier run has reported a row, in any of these counts.
    fn is_reported(
        &mut self,
        settings: &Settings,
        names: &Names,
        row: &Sighting,
        steps: &[Step],
    ) -> bool {
        steps.iter().any(|step| {
            let about = *self
                .abouts
                .entry(step.key)
                .or_insert_with(|| about(settings, names, &step.key));
            let reported = self.reported.get(&about);
            let mut reported = reported.into_iter().flatten();
            reported.any(|one| one.includes(row.number, row.time, step.slack))
        })
    }

    /// Removes counts that have ended, if there are too many.
    fn tidy(&mut self, now: Time) {
        if self.all.len() < MAX_COUNTS || now < self.tidied.saturating_add(TIDY) {
            return;
        }
        self.tidied = now;
        self.abouts.clear();
        self.all.retain(|key, count| {
            let before = now.saturating_sub(key.window.span());
            !count.burst.is_over(before)
        });
    }

    /// The findings, and what is no longer to be counted.
    pub(super) fn finish(
        mut self,
        settings: &Settings,
        names: &Names,
        through: u64,
    ) -> (Vec<Finding>, Vec<Reported>) {
        for (key, mut count) in self.all.drain() {
            let last = count.burst.finish();
            self.ended.extend(last.map(|found| count.ended(key, found)));
        }
        self.ended.retain(|ended| ended.found.is_new());
        let first = |ended: &Ended| ended.found.entries.first().map(|entry| entry.first);
        self.ended
            .sort_by(|a, b| a.key.cmp(&b.key).then(first(a).cmp(&first(b))));
        let mut covered: HashSet<(Rule, u64)> = HashSet::new();
        let (mut findings, mut reported) = (Vec::new(), Vec::new());
        for ended in &self.ended {
            let Some(evidence) = ended.found.evidence() else {
                continue;
            };
            let rule = ended.key.rule;
            let rows = || {
                ended
                    .found
                    .entries
                    .iter()
                    .filter_map(|entry| entry.single())
            };
            let rest = ended.found.entries.iter().filter(|entry| {
                let row = entry.single();
                row.is_none_or(|row| !covered.contains(&(rule, row)))
            });
            let rest = rest.fold([0, 0], |sum, entry| add(sum, entry.amount));
            let about = about(settings, names, &ended.key);
            reported.push(Reported {
                about,
                from: evidence.from,
                to: evidence.to,
                through,
            });
            if !reaches(rest, ended.limit) {
                continue;
            }
            covered.extend(rows().map(|row| (rule, row)));
            findings.push(Finding {
                id: id(settings, about, evidence.first),
                rule,
                severity: ended.severity,
                principal: principal(names, &ended.key),
                source: source(names, &ended.key),
                message: words(settings, names, ended),
                evidence,
            });
        }
        (findings, reported)
    }
}

impl Count {
    fn ended(&self, key: Key, found: Found) -> Ended {
        Ended {
            key,
            found,
            limit: self.limit,
            severity: self.severity.unwrap_or(Severity::Medium),
            usual: self.usual,
        }
    }
}

/// A step for the principal of a row.
fn step_of(rule: Rule, window: Window, row: &Sighting, limit: Amount) -> Step {
    Step {
        key: Key {
            rule,
            scope: Scope::Principal,
            window,
            principal: row.principal,
            source: NOBODY,
        },
        limit,
        severity: rule.severity(),
        usual: 0,
        slack: None,
    }
}

/// Identifies a count across runs: names have no stable numbers.
fn about(settings: &Settings, names: &Names, key: &Key) -> [u8; 8] {
    let text = format!(
        "{}\0{:?}\0{:?}\0{}\0{}",
        key.rule.name(),
        key.scope,
        key.window,
        names.name(key.principal),
        names.name(key.source)
    );
    first_eight((settings.hash)(text.as_bytes()))
}

/// The id of a finding.
pub(super) fn id(settings: &Settings, about: [u8; 8], first: u64) -> String {
    let mut bytes = about.to_vec();
    bytes.extend_from_slice(&first.to_le_bytes());
    data_encoding::HEXLOWER.encode(&first_eight((settings.hash)(&bytes)))
}

fn principal(names: &Names, key: &Key) -> String {
    match key.scope {
        Scope::Principal => names.name(key.principal).to_owned(),
        Scope::Source | Scope::All => "(several)".to_owned(),
    }
}

fn source(names: &Names, key: &Key) -> Option<String> {
    let is_of_one = key.scope == Scope::Source || key.rule == Rule::NewSource;
    is_of_one.then(|| names.name(key.source).to_owned())
}

fn words(settings: &Settings, names: &Names, ended: &Ended) -> String {
    let [count, bytes] = ended.found.amount;
    let hours = settings.policy.work_hours;
    let files = if count == 1 { "file" } else { "files" };
    let ending = if count == 1 { "" } else { "s" };
    let what = match ended.key.rule {
        Rule::FailedLogins => format!("{count} failed unlock{ending}"),
        Rule::Denied => format!("{count} denial{ending}"),
        Rule::LargeRead => format!(
            "{count} {files} read or exported, {}",
            Size::from_bytes(bytes).human()
        ),
        Rule::BulkChange => format!("{count} {files} removed, replaced or moved"),
        Rule::AfterHours if ended.key.window == Window::Night => {
            let things = if count == 1 {
                "read or change"
            } else {
                "reads or changes"
            };
            return format!("{count} {things} outside {hours}");
        }
        Rule::AfterHours => return format!("{count} {files} read outside {hours}"),
        Rule::NewSource => {
            let source = names.name(ended.key.source);
            return format!("used from {source}, a new source in the last 30 days");
        }
        Rule::UnusualHour => {
            return "used at an hour at which it was not used in the 30 days before".to_owned();
        }
        Rule::UnusualRead => {
            let (window, most) = match ended.key.window {
                Window::Hour => ("an hour", ended.limit[0]),
                Window::Night | Window::Day => ("a day", ended.limit[0]),
            };
            return format!(
                "{count} files read, {most} or more within {window}; at most {} in the 30 days before",
                ended.usual
            );
        }
        Rule::HighRate => {
            return format!(
                "{count} rows, {} or more within an hour; at most {} in the 30 days before",
                ended.limit[0], ended.usual
            );
        }
        Rule::ChainBroken
        | Rule::RollbackAccepted
        | Rule::ClockBack
        | Rule::PowerGranted
        | Rule::WatchWeakened
        | Rule::NewExport => String::new(),
    };
    let within = match ended.key.window {
        Window::Hour => "within an hour",
        Window::Night | Window::Day => "within a day",
    };
    let by = match ended.key.scope {
        Scope::Principal => String::new(),
        Scope::Source => format!(" from {}", names.name(ended.key.source)),
        Scope::All => " by all users and keys together".to_owned(),
    };
    format!("{what}{by}; {} or more {within}", ended.limit[0])
}
