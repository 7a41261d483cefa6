//! The monitor over sixty days of two people, their keys and their journeys: an honest life has at
//! most one finding, and any theft has one. Rows arrive late now and then, and the monitor runs
//! every morning on which the laptop is open.

use file_organizer::domain::action::Action;
use file_organizer::domain::detail::{Detail, Unit};
use file_organizer::domain::done::{Change, Done, Setting};
use file_organizer::domain::effect::Effect;
use file_organizer::domain::event::{AuditEvent, Event, Outcome};
use file_organizer::domain::monitor::{Finding, HISTORY, Monitor, Roles, Rule, Settings, State};
use file_organizer::domain::policy::Policy;
use file_organizer::domain::time::Time;
use file_organizer::domain::time::Zone;

use crate::support::random::{Random, seed};

const DAYS: i64 = 60;
const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// A Monday.
const BEGIN: i64 = 1_772_409_600;

fn time(seconds: i64) -> Time {
    Time::from_unix_nanos((BEGIN + seconds) * 1_000_000_000)
}

/// A row, and when it arrives in the log.
struct Row {
    arrives: i64,
    at: i64,
    event: AuditEvent,
    theft: bool,
}

/// The first effect of an event, on as many files and bytes as the detail has.
fn done(event: Event, detail: &str) -> Done {
    let mut done = Done::default();
    let action = Action::ALL.iter().find(|action| action.event() == event);
    if let Some([effect, ..]) = action.map(|action| action.effects()) {
        let detail: Detail = detail.parse().unwrap();
        let count = |unit| detail.count(unit).unwrap_or(0);
        done.add(*effect, count(Unit::Files), count(Unit::Bytes));
    }
    done
}

/// A changed setting.
fn changed(setting: Setting, name: &str, old: Option<&str>, new: Option<&str>) -> Done {
    let mut done = Done::default();
    done.add(Effect::Configure, 1, 0);
    done.changes.push(Change {
        setting,
        name: name.into(),
        old: old.map(str::to_owned),
        new: new.map(str::to_owned),
    });
    done
}

struct Life {
    random: Random,
    rows: Vec<Row>,
    closed: Vec<i64>,
    /// The first days of the journeys of anna, with the laptop, and of ben.
    journeys: [i64; 2],
    theft: bool,
}

impl Life {
    fn new(mut random: Random) -> Self {
        let first = random.below(50_i64);
        let mut closed: Vec<i64> = (0..4).map(|_| random.below(DAYS)).collect();
        closed.extend(first..first + 3);
        let journeys = [20 + random.below(30_i64), 10 + random.below(40_i64)];
        let mut life = Self {
            random,
            rows: Vec::new(),
            closed,
            journeys,
            theft: false,
        };
        for day in 0..DAYS {
            life.day(day);
        }
        life
    }

    /// The zone of the laptop: summer time begins on day 25, and a journey goes 8 hours east.
    fn offset(&self, day: i64) -> i64 {
        let away = (self.journeys[0]..self.journeys[0] + 8).contains(&day);
        HOUR * (1 + i64::from(day >= 25) + if away { 8 } else { 0 })
    }

    fn is_closed(&self, day: i64) -> bool {
        self.closed.contains(&day)
    }

    /// A row at this local time.
    fn row(&mut self, day: i64, local: i64, who: &str, source: &str, event: Event, detail: &str) {
        self.did(
            day,
            local,
            (who, source),
            (event, detail),
            done(event, detail),
        );
    }

    /// A row with these effects and changed settings.
    fn did(
        &mut self,
        day: i64,
        local: i64,
        (who, source): (&str, &str),
        (event, detail): (Event, &str),
        done: Done,
    ) {
        let at = day * DAY + local - self.offset(day);
        let late = if self.random.chance(20) {
            self.random.below(5 * HOUR)
        } else {
            0
        };
        let failed = event == Event::AuthFailure;
        self.rows.push(Row {
            arrives: at + late,
            at,
            theft: self.theft,
            event: AuditEvent {
                time: time(at),
                event,
                actor: None,
                principal: if failed { "unknown" } else { who }.to_owned(),
                user: None,
                source: source.to_owned(),
                target: Some(if failed { who } else { "/a" }.as_bytes().to_vec()),
                outcome: if failed {
                    Outcome::Failure
                } else {
                    Outcome::Success
                },
                detail: Some(detail)
                    .filter(|text| !text.is_empty())
                    .map(|text| text.parse().unwrap()),
                done,
            },
        });
    }

    fn between(&mut self, from: i64, to: i64) -> i64 {
        from * HOUR + self.random.below((to - from) * HOUR)
    }

    fn day(&mut self, day: i64) {
        let weekday = day % 7;
        self.ben(day, weekday);
        if self.is_closed(day) {
            return;
        }
        // A job of every night, or of the morning after if the laptop was closed.
        let missed = self.is_closed(day - 1) || self.random.chance(10);
        let at = if missed {
            self.between(7, 10)
        } else {
            2 * HOUR + self.random.below(20 * MINUTE)
        };
        self.row(
            day,
            at,
            "key:backup",
            "local",
            Event::BackupCreate,
            "2000_FILES",
        );
        if day % 30 == 5 {
            let files = 300 + self.random.below(200_u64);
            let detail = format!("{files}_FILES");
            self.row(day, at, "key:keep", "local", Event::RetentionApply, &detail);
        }
        if weekday == 6 {
            self.row(day, at, "key:keep", "local", Event::AuditExport, "");
        }
        if day % 30 == 3 {
            let at = 3 * HOUR + self.random.below(20 * MINUTE);
            let detail = "10_FILES 5000_BYTES";
            self.row(day, at, "key:archive", "local", Event::FileRead, detail);
        }
        if weekday < 5 && !self.random.chance(3) {
            for _ in 0..1 + self.random.below(3_u64) {
                let at = self.between(9, 19);
                self.row(
                    day,
                    at,
                    "key:scanner",
                    "local",
                    Event::FileUpload,
                    "2_FILES",
                );
            }
        }
        for _ in 0..self.random.below(12_u64) {
            let at = self.between(8, 22);
            let choices = [
                (Event::FileRead, "3_FILES 70000_BYTES"),
                (Event::FileUpload, "5_FILES"),
                (Event::FileTag, "1_FILES"),
                (Event::FileDelete, "2_FILES"),
                (Event::FileMove, "4_FILES"),
            ];
            let (event, detail) = *self.random.of(&choices);
            self.row(day, at, "anna", "local", event, detail);
        }
        if weekday == 6 {
            let at = 18 * HOUR;
            let mut done = done(Event::FileOrganize, "400_FILES");
            done.add(Effect::Remove, 20, 0);
            let organize = (Event::FileOrganize, "400_FILES");
            self.did(day, at, ("anna", "local"), organize, done);
        }
        if self.random.chance(5) {
            let at = self.between(8, 22);
            self.row(day, at, "anna", "local", Event::AuthFailure, "2_ATTEMPTS");
        }
    }

    /// He works from an office, and once from three hotels.
    fn ben(&mut self, day: i64, weekday: i64) {
        let away = day - self.journeys[1];
        if weekday > 4 && !(0..3).contains(&away) {
            return;
        }
        let source = if (0..3).contains(&away) {
            format!("198.51.100.{away}")
        } else {
            "192.0.2.10".to_owned()
        };
        for _ in 0..1 + self.random.below(4_u64) {
            // His day is that of the office.
            let at = self.between(9, 17) + self.offset(day) - HOUR;
            let detail = "2_FILES 9000_BYTES";
            self.row(day, at, "ben", &source, Event::FileRead, detail);
        }
    }

    /// Adds a theft on a random day; returns a description.
    fn steal(&mut self) -> String {
        let kind = self.random.below(10_u64);
        let day = loop {
            let day = 12 + self.random.below(DAYS - 14);
            // Between the runs before and after a flight, either zone's hours are usual; the laptop
            // may be closed for days.
            let by_hour = kind == 1 || kind == 4;
            let mut near = day - 4..=day + 4;
            let flies = near.any(|near| (self.offset(near) - self.offset(day)).abs() > HOUR);
            if !(self.is_closed(day) || by_hour && flies) {
                break day;
            }
        };
        self.theft = true;
        match kind {
            0 => {
                let key = *self.random.of(&["key:scanner", "key:backup"]);
                let at = self.between(9, 19);
                self.row(
                    day,
                    at,
                    key,
                    "203.0.113.9",
                    Event::FileRead,
                    "5_FILES 9_BYTES",
                );
            }
            1 => {
                let at = self.between(1, 5);
                self.row(
                    day,
                    at,
                    "anna",
                    "local",
                    Event::FileRead,
                    "30_FILES 9_BYTES",
                );
            }
            2 => {
                let at = self.between(8, 20);
                for n in 0..30 {
                    let detail = "10_FILES 9_BYTES";
                    self.row(
                        day,
                        at + n * MINUTE,
                        "anna",
                        "local",
                        Event::FileRead,
                        detail,
                    );
                }
            }
            3 => {
                for n in 0..72 {
                    let at = 8 * HOUR + n * 10 * MINUTE;
                    let detail = "10_FILES 9_BYTES";
                    self.row(day, at, "anna", "local", Event::FileRead, detail);
                }
            }
            4 => {
                let at = self.between(14, 18);
                self.row(
                    day,
                    at,
                    "key:backup",
                    "local",
                    Event::FileRead,
                    "40_FILES 9_BYTES",
                );
            }
            6 => {
                let at = self.between(9, 19);
                let recipient = changed(Setting::Recipient, "age1x", None, Some("{}"));
                let change = (Event::BackupRecipientChange, "");
                self.did(day, at, ("anna", "local"), change, recipient);
            }
            7 => {
                let at = self.between(9, 19);
                let detail = "1500_FILES 9_BYTES";
                self.row(day, at, "anna", "local", Event::PrivacyExport, detail);
            }
            8 => {
                let at = self.between(9, 19);
                let key = "monitor.read_files";
                let change = changed(Setting::Policy, key, Some("200"), Some("100000"));
                self.did(
                    day,
                    at,
                    ("anna", "local"),
                    (Event::PolicyChange, ""),
                    change,
                );
            }
            9 => {
                let at = self.between(9, 19);
                let mut done = Done::default();
                done.add(Effect::Remove, 1500, 0);
                let organize = (Event::FileOrganize, "1500_FILES");
                self.did(day, at, ("anna", "local"), organize, done);
            }
            _ => {
                for n in 0..20 {
                    let at = 9 * HOUR + n * 20 * MINUTE;
                    self.row(
                        day,
                        at,
                        &format!("u{n}"),
                        "203.0.113.9",
                        Event::AuthFailure,
                        "",
                    );
                }
            }
        }
        self.theft = false;
        format!("kind {kind} on day {day}")
    }

    /// The findings of all mornings, and whether each has a row of the theft.
    fn watched(mut self) -> Vec<(Finding, bool)> {
        self.rows.sort_by_key(|row| (row.arrives, row.at));
        let mut state = State::default();
        let mut found = Vec::new();
        for day in 0..=DAYS {
            if self.is_closed(day) && day < DAYS {
                continue;
            }
            let offset = self.offset(day);
            let now = day * DAY + 7 * HOUR + 17 * MINUTE - offset;
            found.extend(self.run(&mut state, now, i32::try_from(offset).unwrap()));
        }
        let theft = |finding: &Finding| {
            finding.evidence.rows.iter().any(|number| {
                let at = usize::try_from(*number).unwrap();
                self.rows[at - 1].theft
            })
        };
        found
            .into_iter()
            .map(|finding| {
                let theft = theft(&finding);
                (finding, theft)
            })
            .collect()
    }

    fn run(&self, state: &mut State, now: i64, offset: i32) -> Vec<Finding> {
        let end = self.rows.partition_point(|row| row.arrives <= now);
        let begin = usize::try_from(state.through).unwrap();
        let first = self.rows[begin..end].iter().map(|row| row.event.time).min();
        let oldest = first.unwrap_or(Time::MAX).saturating_sub(HISTORY);
        let mut monitor = Monitor::new(Settings {
            policy: Policy::default(),
            zone: Zone::fixed(offset).unwrap(),
            after: state.through,
            latest: Time::MAX,
            oldest,
            roles: Roles::default(),
            state: state.clone(),
            hash,
        });
        for (number, row) in (1..).zip(&self.rows[..end]) {
            monitor.see(number, &row.event);
        }
        let report = monitor.finish();
        *state = state.next(end as u64, (time(now), offset), &report, oldest);
        report.findings
    }
}

/// Not a good hash, but one of all the bytes.
fn hash(bytes: &[u8]) -> [u8; 32] {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    let mut hash = [0; 32];
    hash[..8].copy_from_slice(&hasher.finish().to_le_bytes());
    hash
}

/// Whether a job does something for the first time, or for the first time for a new recipient.
fn is_first(finding: &Finding) -> bool {
    let jobs = finding.principal == "key:backup" || finding.principal == "key:keep";
    let retention = finding.rule == Rule::BulkChange && finding.evidence.from < time(40 * DAY);
    jobs && (retention || finding.rule == Rule::NewExport)
}

#[test]
fn an_honest_life_has_at_most_one_finding() {
    let seed = seed();
    for part in 0..10 {
        let life = Life::new(Random::of_part(seed, &[part]));
        let about = format!(
            "life {part}, journeys {:?}, closed {:?}",
            life.journeys, life.closed
        );
        let mut found = life.watched();
        // The first backup, export and retention run are findings.
        let (first, later): (Vec<_>, Vec<_>) = found.drain(..).partition(|(one, _)| is_first(one));
        assert!(first.len() <= 3, "{about}: {first:#?}");
        assert!(later.len() <= 1, "{about}: {later:#?}");
    }
}

#[test]
fn every_theft_is_found() {
    let seed = seed();
    for part in 100..150 {
        let mut life = Life::new(Random::of_part(seed, &[part]));
        let theft = life.steal();
        let found = life.watched();
        assert!(
            found.iter().any(|(_, theft)| *theft),
            "{part}: {theft}: {found:#?}"
        );
        let other = found.iter().filter(|(one, theft)| !theft && !is_first(one));
        assert!(other.count() <= 1, "life {part}, {theft}: {found:#?}");
        let mut rows: Vec<_> = found
            .iter()
            .flat_map(|(one, _)| one.evidence.rows.iter().map(|row| (one.rule, *row)))
            .collect();
        rows.sort();
        let all = rows.len();
        rows.dedup();
        assert_eq!(
            rows.len(),
            all,
            "a row is in two findings of a rule: {found:#?}"
        );
    }
}
