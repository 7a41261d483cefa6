//! A duration in whole seconds, as people write it: `90d`, `12h`, `1d12h`. Points in time are in
//! `time.rs`.

use std::fmt;
use std::time::Duration;

use jiff::SpanRelativeTo;
use jiff::fmt::friendly::SpanParser;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
const YEAR: u64 = 365 * DAY;

/// A duration in whole seconds, never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    seconds: u64,
}

/// The text is not a [`Span`], or too long for one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a duration")]
pub struct SpanError(pub String);

impl SpanError {
    /// What to write instead.
    pub fn hint(&self) -> Option<&'static str> {
        Some("durations look like 90d, 12h, 30m, 60s, 2w, 1y or 1d12h")
    }
}

impl Span {
    /// Zero.
    pub const ZERO: Self = Self { seconds: 0 };

    /// `seconds` seconds.
    pub const fn from_secs(seconds: u64) -> Self {
        Self { seconds }
    }

    /// `minutes` minutes; saturates.
    pub const fn from_minutes(minutes: u64) -> Self {
        Self {
            seconds: minutes.saturating_mul(MINUTE),
        }
    }

    /// `hours` hours; saturates.
    pub const fn from_hours(hours: u64) -> Self {
        Self {
            seconds: hours.saturating_mul(HOUR),
        }
    }

    /// `days` days of 24 hours; saturates.
    pub const fn from_days(days: u64) -> Self {
        Self {
            seconds: days.saturating_mul(DAY),
        }
    }

    /// The length in seconds.
    pub const fn as_secs(self) -> u64 {
        self.seconds
    }

    /// The length in whole days, rounded down.
    pub const fn whole_days(self) -> u64 {
        self.seconds / DAY
    }

    /// Whether it is zero.
    pub const fn is_zero(self) -> bool {
        self.seconds == 0
    }

    /// The same duration for the standard library.
    pub const fn to_duration(self) -> Duration {
        Duration::from_secs(self.seconds)
    }

    /// Parses `90d`, `12h`, `30m`, `60s`, `2w`, `1y` (365 days), sums such as `1d12h`, and a bare
    /// `0`: jiff's friendly format, in any case, without months (which differ in length), a sign,
    /// or fractions of a second.
    pub fn parse(text: &str) -> Result<Self, SpanError> {
        if text.trim() == "0" {
            return Ok(Self::ZERO);
        }
        seconds(&text.trim().to_ascii_lowercase())
            .map(Self::from_secs)
            .ok_or_else(|| SpanError(text.to_owned()))
    }
}

fn seconds(text: &str) -> Option<u64> {
    let span = SpanParser::new().parse_span(text).ok()?;
    let years = u64::try_from(span.get_years()).ok()?;
    let rest = span
        .try_years(0)
        .and_then(|rest| rest.to_duration(SpanRelativeTo::days_are_24_hours()));
    let rest = Duration::try_from(rest.ok()?).ok()?;
    let is_whole = rest.subsec_nanos() == 0;
    is_whole.then(|| years.saturating_mul(YEAR).saturating_add(rest.as_secs()))
}

impl fmt::Display for Span {
    /// An exact form; days only from two days up and minutes from two minutes up, so that `24h` and
    /// `60s` stay as they are.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.seconds;
        if rest == 0 {
            return f.write_str("0s");
        }
        if rest >= 2 * DAY {
            write!(f, "{}d", rest / DAY)?;
            rest %= DAY;
        }
        for (unit, letter, at_least) in [(HOUR, 'h', HOUR), (MINUTE, 'm', 2 * MINUTE), (1, 's', 1)]
        {
            let count = rest / unit;
            if rest >= at_least {
                write!(f, "{count}{letter}")?;
                rest %= unit;
            }
        }
        Ok(())
    }
}

super::text::as_text!(Span, SpanError);

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_every_unit_and_sums() {
        for (text, seconds) in [
            ("90d", 90 * DAY),
            ("12h", 12 * HOUR),
            ("30m", 1800),
            ("60s", 60),
            ("2w", 14 * DAY),
            ("10y", 10 * YEAR),
            ("1y2w3d4h5m6s", YEAR + 17 * DAY + 4 * HOUR + 5 * MINUTE + 6),
            ("1h30m", 90 * MINUTE),
            ("1.5h", 90 * MINUTE),
            ("1 day, 2 hours", 26 * HOUR),
            ("1y", YEAR),
            ("1d12h", 36 * HOUR),
            ("0", 0),
            ("0s", 0),
            ("7D", 7 * DAY),
        ] {
            assert_eq!(Span::parse(text).unwrap().as_secs(), seconds, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_not_a_duration() {
        for text in [
            "",
            "5",
            "d",
            "-1d",
            "1d ago",
            "-1y",
            "1.5s",
            "1h1h",
            "1h1d",
            "1x",
            "1mo",
            "P1D",
            "٣d",
            "99999999999999999999s",
            "999999999999999999y",
        ] {
            assert_eq!(Span::parse(text), Err(SpanError(text.to_owned())));
        }
    }

    #[test]
    fn writes_the_forms_people_expect() {
        for (text, shown) in [
            ("90d", "90d"),
            ("24h", "24h"),
            ("1d", "24h"),
            ("7d", "7d"),
            ("60s", "60s"),
            ("90m", "1h30m"),
        ] {
            assert_eq!(Span::parse(text).unwrap().to_string(), shown);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(seconds in 0..10_000 * YEAR) {
            let span = Span::from_secs(seconds);
            prop_assert_eq!(Span::parse(&span.to_string()).unwrap(), span);
        }

        #[test]
        fn never_panics(text in ".{0,20}") {
            let _ = Span::parse(&text);
        }
    }
}
