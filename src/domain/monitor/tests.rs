//! Each rule: what it finds, what it ignores, and that its memory is bounded.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::BTreeSet;

use super::*;
use crate::domain::action::Action;
use crate::domain::detail::Unit;
use crate::domain::done::{Change, Done, Setting};
use crate::domain::effect::Effect;

const MINUTE: i64 = 60_000_000_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Midnight of the day under test; the baseline is before it.
fn since() -> Time {
    Time::parse("2026-03-01").unwrap()
}

fn at(nanos: i64) -> Time {
    Time::from_unix_nanos(since().nanos() + nanos)
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

/// The first effect of the event, on as many files and bytes as the detail has.
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

struct Log {
    monitor: Monitor,
    rows: u64,
}

impl Log {
    fn new() -> Self {
        Self::with(0, State::default())
    }

    fn with(after: u64, state: State) -> Self {
        let settings = Settings {
            policy: Policy::default(),
            zone: Zone::UTC,
            after,
            latest: Time::MAX,
            oldest: Time::MIN,
            roles: Roles {
                powerful: BTreeSet::from(["admin".to_owned(), "ops".to_owned()]),
                reading: BTreeSet::from(["admin".to_owned(), "viewer".to_owned()]),
            },
            state,
            hash,
        };
        Self {
            monitor: Monitor::new(settings),
            rows: 0,
        }
    }

    /// A failed unlock of this name from this source.
    fn tried(&mut self, time: i64, whom: &str, source: &str) -> &mut Self {
        self.event(&AuditEvent {
            time: at(time),
            event: Event::AuthFailure,
            actor: None,
            principal: "unknown".into(),
            user: None,
            source: source.into(),
            target: Some(whom.as_bytes().to_vec()),
            outcome: Outcome::Failure,
            detail: None,
            done: crate::domain::done::Done::default(),
        })
    }

    fn row(&mut self, time: i64, who: &str, event: Event, detail: &str) -> &mut Self {
        self.from(time, who, "local", event, detail)
    }

    fn from(
        &mut self,
        time: i64,
        who: &str,
        source: &str,
        event: Event,
        detail: &str,
    ) -> &mut Self {
        self.event(&AuditEvent {
            time: at(time),
            event,
            actor: None,
            principal: who.into(),
            user: None,
            source: source.into(),
            target: Some(b"somebody".to_vec()),
            outcome: Outcome::Success,
            detail: Some(detail)
                .filter(|text| !text.is_empty())
                .map(|text| text.parse().unwrap()),
            done: done(event, detail),
        })
    }

    fn event(&mut self, event: &AuditEvent) -> &mut Self {
        // The rows before those of the test are not new.
        if event.time < since() && self.monitor.settings.after == self.rows {
            self.monitor.settings.after += 1;
        }
        self.rows += 1;
        self.monitor.see(self.rows, event);
        self
    }

    /// A refusal or failed unlock.
    fn failed(&mut self, time: i64, event: Event, whom: &str, detail: &str) -> &mut Self {
        let outcome = if event == Event::AuthFailure {
            Outcome::Failure
        } else {
            Outcome::Denied
        };
        self.event(&AuditEvent {
            time: at(time),
            event,
            actor: None,
            principal: if outcome == Outcome::Denied {
                whom
            } else {
                "unknown"
            }
            .into(),
            user: None,
            source: "local".into(),
            target: Some(whom.as_bytes().to_vec()),
            outcome,
            detail: Some(detail.parse().unwrap()),
            done: Done::default(),
        })
    }

    fn report(&mut self) -> Report {
        let fresh = Self::new();
        std::mem::replace(self, fresh).monitor.finish()
    }

    /// Names of the rules with findings, and the principals.
    fn found(&mut self) -> Vec<(Rule, String)> {
        let findings = self.report().findings.into_iter();
        findings.map(|one| (one.rule, one.principal)).collect()
    }
}

fn one(rule: Rule, who: &str) -> Vec<(Rule, String)> {
    vec![(rule, who.to_owned())]
}

const NOON: i64 = 12 * HOUR;
const NIGHT: i64 = 3 * HOUR;

#[test]
fn failed_unlocks_of_one_name_within_an_hour_are_found() {
    let mut log = Log::new();
    for minute in 0..5 {
        log.failed(
            NOON + minute * MINUTE,
            Event::AuthFailure,
            "bob",
            "1_ATTEMPT",
        );
    }
    let report = log.report();
    let [finding] = report.findings.as_slice() else {
        panic!("{report:?}")
    };
    assert_eq!(
        (finding.rule, finding.principal.as_str()),
        (Rule::FailedLogins, "bob")
    );
    assert_eq!(finding.evidence.rows, [1, 2, 3, 4, 5]);
    assert_eq!(
        (finding.evidence.from, finding.evidence.to),
        (at(NOON), at(NOON + 4 * MINUTE))
    );
    // Counted together by the spool.
    log.failed(NOON, Event::AuthFailure, "bob", "EXPIRED 5_ATTEMPTS");
    assert_eq!(log.found(), one(Rule::FailedLogins, "bob"));
    // Fewer, of different names, or further apart.
    log.failed(NOON, Event::AuthFailure, "bob", "4_ATTEMPTS");
    log.failed(NOON, Event::AuthFailure, "eve", "4_ATTEMPTS");
    log.failed(
        NOON + HOUR + MINUTE,
        Event::AuthFailure,
        "bob",
        "4_ATTEMPTS",
    );
    assert_eq!(log.found(), []);
}

#[test]
fn a_burst_that_goes_on_is_one_finding_and_a_later_one_another() {
    let mut log = Log::new();
    for minute in 0..180 {
        log.failed(NOON + minute * MINUTE, Event::FileRead, "bob", "");
    }
    for minute in 0..10 {
        log.failed(
            NOON + 8 * HOUR + minute * MINUTE,
            Event::FileRead,
            "bob",
            "",
        );
    }
    let report = log.report();
    let counts: Vec<u64> = report
        .findings
        .iter()
        .map(|one| one.evidence.count)
        .collect();
    assert_eq!(counts, [180, 10]);
    assert_eq!(report.findings[0].evidence.rows.len(), 100);
    assert_eq!(report.findings[0].evidence.last, 180);
}

#[test]
fn what_began_before_and_goes_on_is_found_and_what_ended_before_is_not() {
    let mut log = Log::new();
    for minute in -3..3 {
        log.failed(minute * MINUTE, Event::AuthFailure, "bob", "1_ATTEMPT");
    }
    assert_eq!(log.report().findings[0].evidence.count, 6);
    log.failed(-MINUTE, Event::AuthFailure, "bob", "9_ATTEMPTS");
    assert_eq!(log.found(), []);
}

#[test]
fn large_reads_are_found_by_files_and_by_bytes() {
    let mut log = Log::new();
    log.row(NOON, "bob", Event::FileRead, "200_FILES 1000_BYTES");
    assert_eq!(log.found(), one(Rule::LargeRead, "bob"));
    log.row(NOON, "bob", Event::FileRead, "1_FILES 1073741824_BYTES");
    assert_eq!(log.found(), one(Rule::LargeRead, "bob"));
    // Rows from before bytes were recorded count by files.
    log.row(NOON, "bob", Event::FileRead, "199_FILES");
    assert_eq!(log.found(), []);
    for who in ["bob", "eve"] {
        for minute in 0..150 {
            log.row(
                NOON + minute * MINUTE,
                who,
                Event::FileRead,
                "3_FILES 5_BYTES",
            );
        }
    }
    assert_eq!(log.found(), []);
}

#[test]
fn deletes_and_moves_count_together_and_filing_by_rules_does_not() {
    let mut log = Log::new();
    log.row(NOON, "bob", Event::FileDelete, "100_FILES");
    log.row(NOON, "bob", Event::FileMove, "100_FILES");
    assert_eq!(log.found(), one(Rule::BulkChange, "bob"));
    log.row(NOON, "bob", Event::FileOrganize, "5000_FILES");
    log.row(NOON, "bob", Event::FileUpload, "5000_FILES");
    assert_eq!(log.found(), []);
}

#[test]
fn the_night_is_for_people_and_for_bulk_reads_of_keys() {
    let mut log = Log::new();
    log.row(NIGHT, "bob", Event::FileTag, "1_FILES");
    log.row(NIGHT + MINUTE, "bob", Event::FileRead, "1_FILES 5_BYTES");
    log.row(NOON, "bob", Event::FileTag, "1_FILES");
    let report = log.report();
    assert_eq!(report.findings.len(), 1);
    assert_eq!(report.findings[0].evidence.rows, [1, 2]);
    // The next night is a separate finding.
    log.row(NIGHT, "bob", Event::FileTag, "1_FILES");
    log.row(NIGHT + DAY, "bob", Event::FileTag, "1_FILES");
    assert_eq!(log.found().len(), 2);
    // Reads of metadata, and a scheduled job with a key that has run before.
    let mut log = Log::new();
    log.row(NIGHT - DAY, "key:cron", Event::BackupCreate, "");
    log.row(NIGHT, "bob", Event::FileList, "");
    log.row(NIGHT, "bob", Event::MonitorRun, "");
    log.row(NIGHT, "key:cron", Event::FileUpload, "5000_FILES");
    log.row(NIGHT, "key:cron", Event::BackupCreate, "");
    log.row(NIGHT, "key:cron", Event::FileRead, "49_FILES 5_BYTES");
    assert_eq!(log.found(), []);
    log.row(NIGHT, "key:cron", Event::FileRead, "50_FILES 5_BYTES");
    assert_eq!(log.found(), one(Rule::AfterHours, "key:cron"));
    log.row(NOON, "key:cron", Event::FileRead, "50_FILES 5_BYTES");
    assert_eq!(log.found(), []);
}

/// Days of a job at five o'clock.
fn history(log: &mut Log) {
    for day in (1..=15).rev() {
        for minute in 0..6 {
            let time = 5 * HOUR - day * DAY + minute * MINUTE;
            log.from(time, "key:cron", "10.0.0.1", Event::FileUpload, "1_FILES");
        }
    }
}

#[test]
fn a_key_that_does_as_it_did_is_left_alone() {
    let mut log = Log::new();
    history(&mut log);
    for minute in 0..20 {
        let time = 6 * HOUR + minute * MINUTE;
        log.from(time, "key:cron", "10.0.0.1", Event::FileUpload, "1_FILES");
    }
    assert_eq!(log.found(), []);
}

#[test]
fn a_key_at_another_hour_from_elsewhere_or_in_a_hurry_is_found() {
    let upload = |log: &mut Log, time, source| {
        history(log);
        log.from(
            5 * HOUR,
            "key:cron",
            "10.0.0.1",
            Event::FileUpload,
            "1_FILES",
        );
        log.from(time, "key:cron", source, Event::FileUpload, "1_FILES");
    };
    let mut log = Log::new();
    upload(&mut log, 9 * HOUR, "10.0.0.1");
    assert_eq!(log.found(), one(Rule::UnusualHour, "key:cron"));
    upload(&mut log, 5 * HOUR + MINUTE, "192.0.2.7");
    let report = log.report();
    assert_eq!(report.findings[0].rule, Rule::NewSource);
    assert_eq!(report.findings[0].severity, Severity::High);
    assert_eq!(report.findings[0].source.as_deref(), Some("192.0.2.7"));
    assert!(report.findings[0].message.contains("192.0.2.7"));
    history(&mut log);
    for second in 0..31 {
        let time = 5 * HOUR + second * MINUTE / 60;
        log.from(time, "key:cron", "10.0.0.1", Event::FileUpload, "1_FILES");
    }
    let report = log.report();
    assert_eq!(report.findings[0].rule, Rule::HighRate);
    assert_eq!(report.findings[0].evidence.count, 31);
    let message = "31 rows, 31 or more within an hour; at most 6 ";
    assert!(report.findings[0].message.starts_with(message));
}

#[test]
fn a_job_that_was_missed_may_run_later_and_do_nothing_else() {
    let mut log = Log::new();
    history(&mut log);
    log.from(
        9 * HOUR,
        "key:cron",
        "10.0.0.1",
        Event::FileUpload,
        "1_FILES",
    );
    assert_eq!(log.found(), []);
    history(&mut log);
    log.from(
        9 * HOUR,
        "key:cron",
        "10.0.0.1",
        Event::FileRead,
        "1_FILES 5_BYTES",
    );
    assert_eq!(log.found(), one(Rule::UnusualHour, "key:cron"));
}

#[test]
fn a_key_of_a_person_may_be_used_at_any_hour_of_work() {
    let mut log = Log::new();
    for (day, hour) in [
        (9, 9),
        (8, 16),
        (7, 11),
        (6, 14),
        (5, 9),
        (4, 17),
        (3, 12),
        (2, 15),
    ] {
        log.row(
            hour * HOUR - day * DAY,
            "key:scanner",
            Event::FileUpload,
            "1_FILES",
        );
    }
    log.row(20 * HOUR, "key:scanner", Event::FileUpload, "1_FILES");
    assert_eq!(log.found(), []);
}

#[test]
fn a_key_without_a_history_has_absolute_limits() {
    let mut log = Log::new();
    let begin = |log: &mut Log| {
        for day in [42, 41, 40, 2, 1] {
            log.row(5 * HOUR - day * DAY, "key:new", Event::FileUpload, "");
        }
    };
    begin(&mut log);
    for minute in 0..40 {
        let time = 9 * HOUR + minute * MINUTE;
        log.row(time, "key:new", Event::FileUpload, "");
    }
    assert_eq!(log.found(), []);
    begin(&mut log);
    for second in 0..101 {
        let time = 9 * HOUR + second * MINUTE / 60;
        log.row(time, "key:new", Event::FileUpload, "");
    }
    assert_eq!(log.found(), one(Rule::HighRate, "key:new"));
    begin(&mut log);
    log.from(9 * HOUR, "key:new", "10.0.0.9", Event::FileUpload, "");
    assert_eq!(log.found(), one(Rule::NewSource, "key:new"));
}

#[test]
fn a_user_from_a_new_source_is_found_and_a_journey_is_one_finding() {
    let mut log = Log::new();
    let begin = |log: &mut Log| {
        for day in (1..=5).rev() {
            log.row(NOON - day * DAY, "bob", Event::FileTag, "1_FILES");
        }
    };
    begin(&mut log);
    for day in 0..5 {
        let source = format!("192.0.2.{day}");
        log.from(NOON + day * DAY, "bob", &source, Event::FileTag, "1_FILES");
    }
    let report = log.report();
    assert_eq!(report.findings.len(), 1, "{report:?}");
    assert_eq!(report.findings[0].rule, Rule::NewSource);
    assert_eq!(report.findings[0].severity, Severity::Medium);
    // Two on one day.
    begin(&mut log);
    for source in ["192.0.2.1", "198.51.100.1"] {
        log.from(NOON, "bob", source, Event::FileTag, "1_FILES");
    }
    assert_eq!(log.report().findings[0].severity, Severity::High);
}

#[test]
fn a_user_in_a_hurry_is_found_and_one_who_often_works_late_is_not() {
    let mut log = Log::new();
    let begin = |log: &mut Log| {
        for day in (1..=5).rev() {
            log.row(23 * HOUR - day * DAY, "bob", Event::FileTag, "1_FILES");
        }
    };
    begin(&mut log);
    for second in 0..101 {
        let time = NOON + second * MINUTE / 60;
        log.row(time, "bob", Event::FileTag, "1_FILES");
    }
    assert_eq!(log.found(), one(Rule::HighRate, "bob"));
    begin(&mut log);
    log.row(23 * HOUR, "bob", Event::FileTag, "1_FILES");
    assert_eq!(log.found(), []);
    log.row(23 * HOUR, "bob", Event::FileTag, "1_FILES");
    assert_eq!(log.found(), one(Rule::AfterHours, "bob"));
}

#[test]
fn many_names_with_one_failure_each_are_found_by_source_and_in_all() {
    let mut log = Log::new();
    for number in 0..20 {
        log.tried(NOON + number * MINUTE, &format!("u{number}"), "192.0.2.7");
    }
    let report = log.report();
    assert_eq!(report.findings.len(), 1, "{report:?}");
    assert_eq!(report.findings[0].principal, "(several)");
    assert_eq!(report.findings[0].source.as_deref(), Some("192.0.2.7"));
    // Over a day, from everywhere.
    for number in 0..20 {
        let source = format!("192.0.2.{number}");
        log.tried(NOON + number * HOUR, &format!("u{number}"), &source);
    }
    let report = log.report();
    assert_eq!(report.findings.len(), 1, "{report:?}");
    assert_eq!(report.findings[0].source, None);
    assert!(report.findings[0].message.contains("within a day"));
    // Those of one name are one finding.
    for number in 0..40 {
        log.tried(NOON + number * MINUTE, "bob", "192.0.2.7");
    }
    assert_eq!(log.found(), one(Rule::FailedLogins, "bob"));
}

#[test]
fn bursts_of_different_days_are_different_findings() {
    let mut log = Log::new();
    for day in [0, 3] {
        log.row(
            NOON + day * DAY,
            "bob",
            Event::FileRead,
            "300_FILES 5_BYTES",
        );
    }
    let report = log.report();
    assert_eq!(report.findings.len(), 2);
    for (finding, day) in report.findings.iter().zip([0, 3]) {
        assert!(finding.message.starts_with("300 files"), "{finding:?}");
        assert_eq!(finding.evidence.from, at(NOON + day * DAY));
    }
}

/// Runs over the rows so far; returns the state, and the rows of the findings.
fn run(rows: &[(i64, &str)], state: &State) -> (State, Vec<Vec<u64>>) {
    let mut log = Log::with(state.through, state.clone());
    for (time, whom) in rows {
        log.tried(*time, whom, "local");
    }
    let through = log.rows;
    let report = log.report();
    let next = state.next(through, (since(), 0), &report, Time::MIN);
    let found = report.findings.into_iter().map(|one| one.evidence.rows);
    (next, found.collect())
}

#[test]
fn a_burst_across_runs_is_reported_once_and_its_rows_do_not_count_again() {
    let burst: Vec<(i64, &str)> = (0..14).map(|n| (NOON + n * MINUTE, "bob")).collect();
    let (state, found) = run(&burst[..4], &State::default());
    assert_eq!(found, [] as [Vec<u64>; 0]);
    let (state, found) = run(&burst[..6], &state);
    assert_eq!(found, [[1, 2, 3, 4, 5, 6]]);
    let (state, found) = run(&burst[..6], &state);
    assert_eq!(found, [] as [Vec<u64>; 0]);
    let (state, found) = run(&burst[..9], &state);
    assert_eq!(found, [] as [Vec<u64>; 0]);
    // Five more are another finding.
    let (state, found) = run(&burst[..11], &state);
    assert_eq!(found, [[7, 8, 9, 10, 11]]);
    // The last one can be repeated.
    let (_, found) = run(&burst[..11], &state.before_last());
    assert_eq!(found, [[7, 8, 9, 10, 11]]);
    let (_, found) = run(&burst, &state);
    assert_eq!(found, [] as [Vec<u64>; 0]);
}

#[test]
fn rows_that_arrive_late_are_seen_and_counted_at_their_time() {
    let mut rows: Vec<(i64, &str)> = (0..3).map(|n| (NOON + n * MINUTE, "bob")).collect();
    rows.push((NOON + 2 * DAY, "eve"));
    let (state, found) = run(&rows, &State::default());
    assert_eq!(found, [] as [Vec<u64>; 0]);
    rows.extend((3..6).map(|n| (NOON + n * MINUTE, "bob")));
    let (_, found) = run(&rows, &state);
    assert_eq!(found, [[1, 2, 3, 5, 6, 7]]);
}

#[test]
fn a_change_of_the_zone_changes_no_habit() {
    // The job of a laptop, at five o'clock wherever it is: from the ninth day on 8 hours east.
    let zone = |day: i64| if day < 9 { 0 } else { 8 * 3600 };
    let mut state = State::default();
    let mut times = Vec::new();
    for day in 0..20 {
        times.push(day * DAY + 5 * HOUR - i64::from(zone(day)) * HOUR / 3600);
        let mut log = Log::with(state.through, state.clone());
        log.monitor.settings.zone = Zone::fixed(zone(day)).unwrap();
        for time in &times {
            log.row(*time, "key:cron", Event::FileUpload, "1_FILES");
        }
        let through = log.rows;
        let report = log.report();
        assert_eq!(report.findings, [], "day {day}");
        let now = (at(day * DAY + 10 * HOUR), zone(day));
        state = state.next(through, now, &report, Time::MIN);
    }
}

impl Log {
    /// A row with effects and changed settings.
    fn did(
        &mut self,
        time: i64,
        who: &str,
        event: Event,
        effects: &[(Effect, u64)],
        changes: &[(Setting, &str, Option<&str>, Option<&str>)],
    ) -> &mut Self {
        let mut done = Done::default();
        for (effect, items) in effects {
            done.add(*effect, *items, 0);
        }
        for (setting, name, old, new) in changes {
            done.changes.push(Change {
                setting: *setting,
                name: (*name).into(),
                old: old.map(str::to_owned),
                new: new.map(str::to_owned),
            });
        }
        self.event(&AuditEvent {
            time: at(time),
            event,
            actor: None,
            principal: who.into(),
            user: None,
            source: "local".into(),
            target: Some(b"somebody".to_vec()),
            outcome: Outcome::Success,
            detail: None,
            done,
        })
    }
}

#[test]
fn granted_power_is_found() {
    let role = |name: &str| format!("{{\"role\":\"{name}\",\"disabled\":false}}");
    let perms = |names: &str| format!("{{\"permissions\":[{names}]}}");
    let key = |role: &str, end: &str| {
        format!("{{\"role\":\"{role}\",\"permissions\":[],\"expires\":{end},\"revoked\":null}}")
    };
    let (soon, never) = ("\"2027-01-01\"", "null");
    let disabled = "{\"role\":\"user\",\"disabled\":true}";
    let power = Some(Rule::PowerGranted);
    let table = [
        (Setting::User, None, role("admin"), power),
        (Setting::User, None, role("ops"), power),
        (Setting::User, None, role("user"), None),
        (Setting::User, Some(role("viewer")), role("ops"), power),
        (
            Setting::User,
            Some(role("admin")),
            role("viewer"),
            Some(Rule::WatchWeakened),
        ),
        (
            Setting::User,
            Some(disabled.to_owned()),
            role("user"),
            power,
        ),
        (Setting::Role, None, perms("\"file:upload\""), None),
        (Setting::Role, None, perms("\"file:read\""), power),
        (Setting::Role, None, perms("\"user:manage\""), power),
        (
            Setting::Role,
            Some(perms("\"user:manage\"")),
            perms("\"user:manage\""),
            None,
        ),
        (Setting::ApiKey, None, key("user", soon), None),
        (Setting::ApiKey, None, key("viewer", soon), power),
        (Setting::ApiKey, None, key("viewer", never), power),
        (Setting::ApiKey, None, key("ops", soon), power),
        (
            Setting::ApiKey,
            Some(key("viewer", soon)),
            key("viewer", never),
            power,
        ),
        (
            Setting::ApiKey,
            Some(key("viewer", soon)),
            key("user", soon),
            power,
        ),
        (Setting::Recipient, None, "{}".to_owned(), power),
        (Setting::DropBox, None, "anna".to_owned(), power),
    ];
    let mut log = Log::new();
    for (setting, old, new, found) in table {
        let change = [(setting, "x", old.as_deref(), Some(new.as_str()))];
        log.did(
            NOON,
            "admin",
            Event::UserAdd,
            &[(Effect::Grant, 1)],
            &change,
        );
        let wanted = found.map_or_else(Vec::new, |rule| one(rule, "admin"));
        assert_eq!(log.found(), wanted, "{setting:?} {old:?} {new}");
    }
    for event in [
        Event::RecoveryReplace,
        Event::UserPassword,
        Event::PasswordChange,
    ] {
        log.did(NOON, "admin", event, &[(Effect::Grant, 1)], &[]);
        assert_eq!(log.found(), one(Rule::PowerGranted, "admin"), "{event:?}");
    }
    for event in [Event::UserLogin, Event::VaultInit] {
        log.did(NOON, "admin", event, &[(Effect::Grant, 1)], &[]);
        assert_eq!(log.found(), [], "{event:?}");
    }
}

#[test]
fn each_weakened_setting_is_a_finding_of_its_own() {
    let policy = |name, old, new| (Setting::Policy, name, Some(old), Some(new));
    let mut log = Log::new();
    let changes = [
        policy("monitor.read_files", "200", "1000000"),
        policy("audit.mirror", "/log", "/other"),
        policy("audit.level", "normal", "raised"),
    ];
    log.did(
        NOON,
        "admin",
        Event::PolicyChange,
        &[(Effect::Configure, 3)],
        &changes,
    );
    let report = log.report();
    assert_eq!(report.findings.len(), 2, "{report:?}");
    assert_ne!(report.findings[0].id, report.findings[1].id);
    let message = "policy monitor.read_files \"200\" -> \"1000000\"";
    assert_eq!(report.findings[0].message, message);
}

#[test]
fn what_a_job_does_again_is_usual_and_the_first_time_is_found() {
    let mut log = Log::new();
    let recipient = [(Setting::Recipient, "age1x", None, Some("{}"))];
    let backup = |log: &mut Log, time, who: &str| {
        log.did(
            time,
            who,
            Event::BackupCreate,
            &[(Effect::TakeOut, 5000)],
            &[],
        );
    };
    for day in 0..40 {
        backup(&mut log, 5 * HOUR + day * DAY, "key:night");
    }
    let after = 40 * DAY + 12 * HOUR;
    log.did(
        after,
        "admin",
        Event::BackupRecipientChange,
        &[(Effect::Grant, 1)],
        &recipient,
    );
    for day in 41..50 {
        backup(&mut log, 5 * HOUR + day * DAY, "key:night");
    }
    backup(&mut log, after + 9 * DAY, "admin");
    let found = log.found();
    let new = |who: &str| (Rule::NewExport, who.to_owned());
    let granted = (Rule::PowerGranted, "admin".to_owned());
    assert_eq!(
        found,
        [new("key:night"), granted, new("key:night"), new("admin")]
    );
    // Retention of every month; a rule that suddenly matches much more.
    for (month, files) in [(0, 300), (1, 500), (2, 100), (3, 1500)] {
        let effects = [(Effect::Remove, files)];
        let time = NOON + month * 30 * DAY;
        log.did(time, "key:keep", Event::RetentionApply, &effects, &[]);
    }
    let report = log.report();
    let months: Vec<_> = report
        .findings
        .iter()
        .map(|one| one.evidence.first)
        .collect();
    assert_eq!(months, [1, 4], "{report:?}");
    // A prune of every month, an export of the log.
    for (event, rule) in [
        (Event::AuditPrune, Rule::WatchWeakened),
        (Event::AuditExport, Rule::NewExport),
    ] {
        for month in 0..3 {
            let effect = event_effect(event);
            log.did(
                NOON + month * 30 * DAY,
                "key:job",
                event,
                &[(effect, 9000)],
                &[],
            );
        }
        assert_eq!(log.found(), one(rule, "key:job"));
    }
}

fn event_effect(event: Event) -> Effect {
    done(event, "1_FILES").effects[0].effect
}

#[test]
fn what_is_usual_is_remembered_across_runs_and_repeated_on_request() {
    let run = |state: &State, backups: i64, after: Option<u64>| {
        let mut log = Log::with(after.unwrap_or(state.through), state.clone());
        for day in 0..backups {
            log.did(
                day * 40 * DAY,
                "bob",
                Event::BackupCreate,
                &[(Effect::TakeOut, 1)],
                &[],
            );
        }
        let through = log.rows;
        let report = log.report();
        let next = state.next(through, (since(), 0), &report, Time::MIN);
        (next, report.findings.len())
    };
    let (state, found) = run(&State::default(), 1, None);
    assert_eq!(found, 1);
    let (_, found) = run(&state.before_last(), 1, None);
    assert_eq!(found, 1);
    let (state, found) = run(&state, 3, None);
    assert_eq!(found, 0);
    let (_, found) = run(&state, 3, Some(0));
    assert_eq!(found, 1);
}

#[test]
fn whatever_removes_replaces_or_takes_out_is_counted() {
    use Effect::{Arrange, Destroy, Place, ReadContent, Remove, Replace, Restore, TakeOut};
    let bulk = Some(Rule::BulkChange);
    let mut log = Log::new();
    for (event, effect, rule) in [
        (Event::FileDelete, Remove, bulk),
        (Event::TrashEmpty, Destroy, bulk),
        (Event::FileDedupe, Remove, bulk),
        (Event::FileOrganize, Remove, bulk),
        (Event::RetentionApply, Destroy, bulk),
        (Event::PrivacyErase, Destroy, bulk),
        (Event::FileUpload, Replace, bulk),
        (Event::Undo, Remove, bulk),
        (Event::Redo, Replace, bulk),
        (Event::InboxDiscard, Destroy, bulk),
        (Event::FileMove, Arrange, bulk),
        (Event::FileTag, Arrange, None),
        (Event::FileOrganize, Arrange, None),
        (Event::FileUpload, Place, None),
        (Event::TrashRestore, Restore, None),
        (Event::FileRead, ReadContent, Some(Rule::LargeRead)),
        (Event::PrivacyExport, TakeOut, Some(Rule::LargeRead)),
    ] {
        log.did(NOON, "bob", event, &[(effect, 200)], &[]);
        let mut found: Vec<Rule> = log.found().into_iter().map(|(rule, _)| rule).collect();
        found.retain(|rule| [Rule::BulkChange, Rule::LargeRead].contains(rule));
        assert_eq!(found, Vec::from_iter(rule), "{event:?} {effect:?}");
    }
}

#[test]
fn breaks_and_clocks_and_rollbacks_are_found_the_worst_first() {
    let mut log = Log::new();
    log.row(
        NOON,
        "system",
        Event::ClockRollback,
        "BEHIND_2026-03-01T13:00:00Z",
    );
    log.row(NOON + MINUTE, "admin", Event::RollbackAccept, "");
    log.monitor.broken(3, at(-DAY), "the row is missing");
    let report = log.report();
    let rules: Vec<Rule> = report.findings.iter().map(|one| one.rule).collect();
    assert_eq!(
        rules,
        [Rule::ChainBroken, Rule::ClockBack, Rule::RollbackAccepted]
    );
    assert!(
        report.findings[1]
            .message
            .ends_with(", 2026-03-01 13:00:00")
    );
}

#[test]
fn made_up_names_take_no_room_without_end() {
    let mut log = Log::new();
    for number in 0..20_000 {
        log.tried(NOON + number, &format!("u{number}"), "local");
    }
    assert!(log.monitor.names.len() <= 5_000);
    // They are still found.
    let report = log.report();
    assert!(
        report
            .findings
            .iter()
            .any(|one| one.evidence.count > 10_000)
    );
    for number in 0..3000 {
        let whom = format!("u{number}");
        log.failed(NOON + number, Event::AuthFailure, &whom, "9_ATTEMPTS");
    }
    let report = log.report();
    assert_eq!(report.findings.len(), 1000);
    assert!(report.left_out >= 1000);
}

#[test]
fn a_month_of_a_million_rows_has_findings() {
    let mut log = Log::new();
    for number in 0..1_000_000_i64 {
        let who = format!("key:{}", number % 50);
        let time = number * (31 * DAY / 1_000_000) - 30 * DAY;
        let detail = "3_FILES 1000_BYTES";
        log.row(time, &who, Event::FileRead, detail);
    }
    assert!(!log.report().findings.is_empty());
}
