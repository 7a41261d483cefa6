//! Each rule: what it finds, what it ignores, and that its memory is bounded.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use super::*;
use crate::domain::done::Done;

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

struct Log {
    monitor: Monitor,
    rows: u64,
}

impl Log {
    fn new() -> Self {
        let settings = Settings {
            policy: Policy::default(),
            zone: Zone::UTC,
            since: since(),
            powerful: BTreeSet::from(["ops".to_owned()]),
        };
        Self {
            monitor: Monitor::new(settings),
            rows: 0,
        }
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
            done: Done::default(),
        })
    }

    fn event(&mut self, event: &AuditEvent) -> &mut Self {
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
    // Reads of metadata, and a scheduled job with a key.
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

/// Four days of a job at five o'clock.
fn history(log: &mut Log) {
    for day in 1..=4 {
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
    let mut log = Log::new();
    history(&mut log);
    log.from(
        9 * HOUR,
        "key:cron",
        "10.0.0.1",
        Event::FileUpload,
        "1_FILES",
    );
    assert_eq!(log.found(), one(Rule::KeyHour, "key:cron"));
    history(&mut log);
    log.from(
        5 * HOUR,
        "key:cron",
        "192.0.2.7",
        Event::FileUpload,
        "1_FILES",
    );
    let report = log.report();
    assert_eq!(report.findings[0].rule, Rule::KeySource);
    assert!(report.findings[0].message.contains("192.0.2.7"));
    history(&mut log);
    for second in 0..31 {
        let time = 5 * HOUR + second * MINUTE / 60;
        log.from(time, "key:cron", "10.0.0.1", Event::FileUpload, "1_FILES");
    }
    let report = log.report();
    assert_eq!(report.findings[0].rule, Rule::KeyRate);
    assert_eq!(report.findings[0].evidence.count, 31);
    assert!(
        report.findings[0]
            .message
            .starts_with("31 rows in an hour, at most 6 ")
    );
}

#[test]
fn nothing_is_said_of_a_key_without_a_history() {
    let mut log = Log::new();
    for day in [1, 2, 40, 41, 42] {
        log.row(5 * HOUR - day * DAY, "key:new", Event::FileUpload, "");
    }
    for minute in 0..40 {
        let time = 9 * HOUR + minute * MINUTE;
        log.from(time, "key:new", "10.0.0.9", Event::FileUpload, "");
    }
    assert_eq!(log.found(), []);
}

#[test]
fn whoever_is_given_everything_is_found() {
    let mut log = Log::new();
    for (event, detail) in [
        (Event::UserAdd, "ROLE_admin"),
        (Event::UserAdd, "ROLE_ops"),
        (Event::RoleChange, "viewer_TO_admin"),
        (Event::RoleChange, "a_TO_ops"),
        (Event::ApiKeyCreate, "fo_abcdefgh ROLE_admin"),
        (Event::RoleSet, "ALL_PERMISSIONS"),
        (Event::RoleSet, "2_ROLES ALL_PERMISSIONS"),
    ] {
        log.row(NOON, "admin", event, detail);
        assert_eq!(log.found(), one(Rule::AdminMade, "admin"), "{detail}");
    }
    for (event, detail) in [
        (Event::UserAdd, "ROLE_user"),
        (Event::RoleChange, "admin_TO_viewer"),
        (Event::RoleSet, "2_ROLES"),
        (Event::UserDisable, "ROLE_admin"),
    ] {
        log.row(NOON, "admin", event, detail);
        assert_eq!(log.found(), [], "{detail}");
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
    assert!(report.findings[1].message.ends_with("2026-03-01T13:00:00Z"));
}

#[test]
fn made_up_names_take_no_room_without_end() {
    let mut log = Log::new();
    for number in 0..20_000 {
        log.failed(
            NOON + number,
            Event::AuthFailure,
            &format!("u{number}"),
            "1_ATTEMPT",
        );
    }
    assert!(log.monitor.watched.names() <= 2001);
    // They are still found.
    assert_eq!(log.found(), one(Rule::FailedLogins, "(others)"));
    for number in 0..3000 {
        log.failed(
            NOON + number,
            Event::AuthFailure,
            &format!("u{number}"),
            "9_ATTEMPTS",
        );
    }
    let report = log.report();
    assert_eq!(report.findings.len(), 1000);
    assert!(report.left_out >= 1000);
}

#[test]
fn a_million_rows_take_about_a_second() {
    let mut log = Log::new();
    let begun = std::time::Instant::now();
    for number in 0..1_000_000_i64 {
        let who = format!("key:{}", number % 50);
        let time = number * (31 * DAY / 1_000_000) - 30 * DAY;
        let detail = "3_FILES 1000_BYTES";
        log.row(time, &who, Event::FileRead, detail);
    }
    let took = begun.elapsed();
    assert!(!log.report().findings.is_empty());
    assert!(took.as_secs() < 10, "{took:?}");
}
