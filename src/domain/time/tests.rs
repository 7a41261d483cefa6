//! How times are written and read.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use super::*;
use proptest::prelude::*;

const STAMP: Time = Time(1_771_324_200 * NANOS_PER_SEC);

#[test]
fn writes_each_form() {
    assert_eq!(STAMP.rfc3339(), "2026-02-17T10:30:00Z");
    assert_eq!(
        Time(STAMP.0 + 120_000_000).rfc3339(),
        "2026-02-17T10:30:00.12Z"
    );
    assert_eq!(
        Time(STAMP.0 + 1).rfc3339(),
        "2026-02-17T10:30:00.000000001Z"
    );
    assert_eq!(STAMP.audit_stamp(), "2026-02-17 10:30:00");
    assert_eq!(STAMP.date(), "2026-02-17");
    assert_eq!(STAMP.year_month(), (2026, 2));
    assert_eq!(STAMP.minute_of_day(), 630);
    assert_eq!(Time(-1).rfc3339(), "1969-12-31T23:59:59.999999999Z");
}

#[test]
fn reads_each_form() {
    for text in [
        "2026-02-17T10:30:00Z",
        "2026-02-17T12:30:00+02:00",
        "2026-02-17 10:30",
        "2026-02-17 10:30:00",
        "2026-02-17T10:30",
    ] {
        assert_eq!(Time::parse(text).unwrap(), STAMP, "{text}");
    }
    assert_eq!(
        Time::parse("2026-02-17").unwrap().rfc3339(),
        "2026-02-17T00:00:00Z"
    );
    assert_eq!(
        Time::parse("2026-02").unwrap().rfc3339(),
        "2026-02-01T00:00:00Z"
    );
    assert_eq!(
        Time::parse("2026").unwrap().rfc3339(),
        "2026-01-01T00:00:00Z"
    );
}

#[test]
fn periods_end_where_the_next_begins() {
    for (text, end) in [
        ("2025", "2026"),
        ("2025-12", "2026-01"),
        ("2024-02-28", "2024-02-29"),
        ("2025-01-01 23:59", "2025-01-02"),
    ] {
        assert_eq!(
            Time::parse_period(text, &Zone::UTC).unwrap().1,
            Time::parse(end).unwrap(),
            "{text}"
        );
    }
}

#[test]
fn refuses_what_is_no_date() {
    for text in [
        "",
        "yesterday",
        "2025-13",
        "2025-02-30",
        "2025-1-1",
        "25",
        "2025-01-01 25:00",
        "2025-00",
    ] {
        assert!(
            matches!(Time::parse(text), Err(TimeError::Malformed(_))),
            "{text}"
        );
    }
    for text in ["1500", "9999-01-01", "0001-01-01T00:00:00Z"] {
        assert!(
            matches!(Time::parse(text), Err(TimeError::OutOfRange(_))),
            "{text}"
        );
    }
}

#[test]
fn listing_shows_the_hour_or_the_year() {
    let seen = Time::parse("2025-11-24 08:15").unwrap();
    assert_eq!(
        seen.short_for_listing(Time::parse("2026-02-01").unwrap()),
        "Nov 24 08:15"
    );
    assert_eq!(
        seen.short_for_listing(Time::parse("2026-08-01").unwrap()),
        "Nov 24  2025"
    );
    assert_eq!(
        Time::parse("2025-11-04")
            .unwrap()
            .short_for_listing(Time(0)),
        "Nov  4  2025"
    );
}

#[test]
fn days_begin_at_local_midnight() {
    let east = Zone::fixed(3600).unwrap();
    let (start, end) = Time::parse_period("2024", &east).unwrap();
    assert_eq!(start.rfc3339(), "2023-12-31T23:00:00Z");
    assert_eq!(end.rfc3339(), "2024-12-31T23:00:00Z");
    assert_eq!(east.wall_clock(start).audit_stamp(), "2024-01-01 00:00:00");
    let given = Time::parse_in("2026-02-17T10:30:00Z", &east).unwrap();
    assert_eq!(given, STAMP);
}

proptest! {
    #[test]
    fn every_value_is_written_and_read_back(nanos in any::<i64>()) {
        let time = Time(nanos);
        prop_assert_eq!(Time::parse(&time.rfc3339()).unwrap(), time);
        prop_assert_eq!(Time::from_system_time(time.to_system_time()), time);
        let _ = (time.audit_stamp(), time.date(), time.short_for_listing(Time(0)));
    }

    #[test]
    fn never_panics(text in "[0-9TZ:. +-]{0,30}", other in ".{0,30}") {
        let _ = (Time::parse(&text), Time::parse(&other));
    }
}
