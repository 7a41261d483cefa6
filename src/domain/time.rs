//! A point in time, and its text forms. The only user of the calendar crate; the clock is not read
//! here.

#[cfg(test)]
mod tests;
mod zone;

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::span::Span;

pub use zone::Zone;

const NANOS_PER_SEC: i64 = 1_000_000_000;
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Nanoseconds since the Unix epoch, UTC, without leap seconds. Covers the years 1677 to 2262;
/// saturates beyond.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Time(i64);

super::schema::text!(
    Time,
    schemars::json_schema!({"type": "string", "format": "date-time"})
);

/// In the database as the number of nanoseconds, in JSON as in [`Time::rfc3339`].
impl serde::Serialize for Time {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(&self.timestamp())
        } else {
            serializer.serialize_i64(self.0)
        }
    }
}

impl<'de> serde::Deserialize<'de> for Time {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            return Self::parse(&text).map_err(serde::de::Error::custom);
        }
        i64::deserialize(deserializer).map(Self)
    }
}

/// Why a text is not a [`Time`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// An unknown format, or a day that does not exist.
    #[error("\"{0}\" is not a date or time")]
    Malformed(String),
    /// Before 1677 or after 2262.
    #[error("the date \"{0}\" is out of range")]
    OutOfRange(String),
}

impl TimeError {
    /// What to write instead.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Malformed(_) => Some(
                "dates look like 2025-03-01, 2025-03, 2025, \"2025-03-01 10:30\" or 2025-03-01T10:30:00Z",
            ),
            Self::OutOfRange(_) => Some("years range from 1678 to 2261"),
        }
    }
}

impl Time {
    /// The earliest time.
    pub const MIN: Self = Self(i64::MIN);
    /// The latest time.
    pub const MAX: Self = Self(i64::MAX);

    /// The time `nanos` nanoseconds after (or before) the epoch.
    pub const fn from_unix_nanos(nanos: i64) -> Self {
        Self(nanos)
    }

    /// The operating system's time; saturates.
    pub fn from_system_time(time: SystemTime) -> Self {
        match time.duration_since(UNIX_EPOCH) {
            Ok(after) => Self(i64::try_from(after.as_nanos()).unwrap_or(i64::MAX)),
            Err(before) => {
                let nanos = i64::try_from(before.duration().as_nanos()).unwrap_or(i64::MAX);
                Self(nanos.checked_neg().unwrap_or(i64::MIN))
            }
        }
    }

    /// The same time for the operating system; the epoch if it cannot represent it.
    pub fn to_system_time(self) -> SystemTime {
        let distance = Duration::from_nanos(self.0.unsigned_abs());
        let moved = if self.0 >= 0 {
            UNIX_EPOCH.checked_add(distance)
        } else {
            UNIX_EPOCH.checked_sub(distance)
        };
        moved.unwrap_or(UNIX_EPOCH)
    }

    /// Nanoseconds since the epoch.
    pub const fn nanos(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch, rounded down.
    pub const fn unix_seconds(self) -> i64 {
        self.0.div_euclid(NANOS_PER_SEC)
    }

    /// RFC 3339 in UTC: `2026-02-17T10:30:00Z`, with as many digits of a fraction as necessary.
    pub fn rfc3339(self) -> String {
        self.timestamp().to_string()
    }

    /// The format of audit lines: `2026-02-17 10:30:00`.
    pub fn audit_stamp(self) -> String {
        self.civil().strftime("%Y-%m-%d %H:%M:%S").to_string()
    }

    /// The day in UTC: `2026-02-17`.
    pub fn date(self) -> String {
        self.civil().strftime("%Y-%m-%d").to_string()
    }

    /// The four-digit year and the month (1 to 12) in UTC.
    pub fn year_month(self) -> (i16, i8) {
        let civil = self.civil();
        (civil.year(), civil.month())
    }

    /// Whether [`Time::strftime`] supports every directive of a format.
    pub fn is_format(format: &str) -> bool {
        Self(0).strftime(format).is_some()
    }

    /// In UTC, with the directives of strftime, such as `%Y-%m`; `None` for an unknown one.
    pub fn strftime(self, format: &str) -> Option<String> {
        jiff::fmt::strtime::format(format, self.civil()).ok()
    }

    /// Minutes since midnight in UTC (0 to 1439), for work hours.
    pub fn minute_of_day(self) -> u16 {
        let civil = self.civil();
        let minutes = i16::from(civil.hour())
            .saturating_mul(60)
            .saturating_add(i16::from(civil.minute()));
        u16::try_from(minutes).unwrap_or(0)
    }

    /// The format of `ls -l`, twelve characters: `Nov 24 08:15` within half a year before `now`,
    /// otherwise `Nov 24  2025`.
    pub fn short_for_listing(self, now: Self) -> String {
        let half_year = Span::from_secs(31_556_952 / 2);
        let civil = self.civil();
        let month = usize::try_from(civil.month())
            .ok()
            .and_then(|m| MONTHS.get(m.saturating_sub(1)))
            .unwrap_or(&"???");
        let day = civil.day();
        if self > now.saturating_sub(half_year) && self <= now {
            format!("{month} {day:>2} {:02}:{:02}", civil.hour(), civil.minute())
        } else {
            format!("{month} {day:>2} {:>5}", civil.year())
        }
    }

    /// Parses RFC 3339, or in UTC `YYYY-MM-DD HH:MM[:SS]`, `YYYY-MM-DD`, `YYYY-MM`, `YYYY` (the
    /// start of each).
    pub fn parse(text: &str) -> Result<Self, TimeError> {
        Self::parse_in(text, &Zone::UTC)
    }

    /// As [`Time::parse`], in the time of `zone`.
    pub fn parse_in(text: &str, zone: &Zone) -> Result<Self, TimeError> {
        Self::parse_period(text, zone).map(|(start, _)| start)
    }

    /// Parses the same as [`Time::parse_in`], as a period: its first instant, and the first one
    /// after it. The length is that of the last given unit, otherwise a second.
    pub fn parse_period(text: &str, zone: &Zone) -> Result<(Self, Self), TimeError> {
        let malformed = || TimeError::Malformed(text.to_owned());
        let text = text.trim();
        let shape: String = text
            .chars()
            .take(40)
            .map(|c| {
                if c.is_ascii_digit() {
                    '0'
                } else {
                    c.to_ascii_uppercase()
                }
            })
            .collect();
        let unit = jiff::Span::new();
        let (start, unit) = match shape.as_str() {
            "0000" => (format!("{text}-01-01"), unit.years(1)),
            "0000-00" => (format!("{text}-01"), unit.months(1)),
            "0000-00-00" => (text.to_owned(), unit.days(1)),
            "0000-00-00 00:00" | "0000-00-00T00:00" => (text.to_owned(), unit.minutes(1)),
            "0000-00-00 00:00:00" | "0000-00-00T00:00:00" => (text.to_owned(), unit.seconds(1)),
            _ if shape.starts_with("0000-00-00") && text.len() <= 40 => {
                let start: Timestamp = text.parse().map_err(|_| malformed())?;
                let start = i64::try_from(start.as_nanosecond())
                    .map(Self)
                    .map_err(|_| TimeError::OutOfRange(text.to_owned()))?;
                return Ok((start, Self(start.0.saturating_add(NANOS_PER_SEC))));
            }
            _ => return Err(malformed()),
        };
        let start: DateTime = start.parse().map_err(|_| malformed())?;
        let end = start.checked_add(unit).ok();
        let to_time = |civil: DateTime| {
            zone.instant(civil)
                .and_then(|t| i64::try_from(t.as_nanosecond()).ok())
                .map(Self)
        };
        let start = to_time(start).ok_or_else(|| TimeError::OutOfRange(text.to_owned()))?;
        Ok((start, end.and_then(to_time).unwrap_or(Self::MAX)))
    }

    /// This time moved later; `None` beyond the range.
    pub fn checked_add(self, span: Span) -> Option<Self> {
        self.0.checked_add(span_nanos(span)?).map(Self)
    }

    /// This time moved earlier; `None` beyond the range.
    pub fn checked_sub(self, span: Span) -> Option<Self> {
        self.0.checked_sub(span_nanos(span)?).map(Self)
    }

    /// This time moved later, at most to [`Time::MAX`].
    pub fn saturating_add(self, span: Span) -> Self {
        self.checked_add(span).unwrap_or(Self::MAX)
    }

    /// This time moved earlier, at most to [`Time::MIN`].
    pub fn saturating_sub(self, span: Span) -> Self {
        self.checked_sub(span).unwrap_or(Self::MIN)
    }

    /// The same day and time of day so many months later, in UTC, at most [`Time::MAX`]; the last
    /// day of a month that has fewer days.
    pub fn plus_months(self, months: u32) -> Self {
        let months = jiff::Span::new().try_months(months);
        let later = months.and_then(|months| self.civil().checked_add(months));
        let later = later.and_then(|civil| TimeZone::UTC.to_timestamp(civil));
        let nanos = later.map(|later| i64::try_from(later.as_nanosecond()));
        nanos.map_or(Self::MAX, |nanos| nanos.map_or(Self::MAX, Self))
    }

    /// The duration since `earlier`, in whole seconds; zero if it is later.
    pub fn since(self, earlier: Self) -> Span {
        let nanos = i128::from(self.0).saturating_sub(i128::from(earlier.0));
        Span::from_secs(u64::try_from(nanos / i128::from(NANOS_PER_SEC)).unwrap_or(0))
    }

    fn timestamp(self) -> Timestamp {
        // Every i64 of nanoseconds is in the range of `Timestamp`.
        Timestamp::from_nanosecond(i128::from(self.0)).unwrap_or_default()
    }

    fn civil(self) -> DateTime {
        TimeZone::UTC.to_datetime(self.timestamp())
    }
}

fn span_nanos(span: Span) -> Option<i64> {
    i64::try_from(span.as_secs())
        .ok()?
        .checked_mul(NANOS_PER_SEC)
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Time({})", self.rfc3339())
    }
}
