//! A period of the calendar, as rules state it: `90d`, `6mo`, `10y`. Exact durations are in
//! `span.rs`.

use std::fmt;

use jiff::SpanRelativeTo;
use jiff::fmt::friendly::SpanParser;

use super::span::Span;
use super::time::Time;

/// Months of the calendar, and a duration; never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Period {
    months: u32,
    rest: Span,
}

/// Why a text is not a [`Period`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// An unknown form, or too long.
    #[error("\"{0}\" is not a period")]
    Malformed(String),
    /// `6m`.
    #[error("\"{0}\" could be minutes or months")]
    Ambiguous(String),
}

impl PeriodError {
    /// What to write instead.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Malformed(_) => Some("periods look like 90d, 2w, 6mo, 10y or 1y6mo"),
            Self::Ambiguous(_) => Some("write mo for months (6mo) or min for minutes (30min)"),
        }
    }
}

impl Period {
    /// Parses `90d`, `2w`, `6mo`, `10y`, `12h`, `30min`, and sums such as `1y6mo`: jiff's friendly
    /// format, in any case, without `m` (minutes or months?), a sign or fractions of a second.
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        let malformed = || PeriodError::Malformed(text.to_owned());
        let lower = text.trim().to_ascii_lowercase();
        let mut words = lower.split(|c: char| !c.is_ascii_alphabetic());
        if words.any(|word| word == "m") {
            return Err(PeriodError::Ambiguous(text.to_owned()));
        }
        let span = SpanParser::new().parse_span(&lower);
        let span = span.map_err(|_| malformed())?;
        let (years, months) = (i64::from(span.get_years()), i64::from(span.get_months()));
        let months = years
            .checked_mul(12)
            .and_then(|all| all.checked_add(months));
        let rest = span.try_years(0).and_then(|rest| rest.try_months(0));
        let rest = rest.and_then(|rest| rest.to_duration(SpanRelativeTo::days_are_24_hours()));
        let rest = rest.map_err(|_| malformed())?;
        if rest.subsec_nanos() != 0 {
            return Err(malformed());
        }
        Ok(Self {
            months: months
                .and_then(|months| months.try_into().ok())
                .ok_or_else(malformed)?,
            rest: Span::from_secs(rest.as_secs().try_into().map_err(|_| malformed())?),
        })
    }

    /// Whether it is shorter than a day; a month never is.
    pub const fn is_under_a_day(self) -> bool {
        self.months == 0 && self.rest.whole_days() == 0
    }

    /// Whether it is zero.
    pub const fn is_zero(self) -> bool {
        self.months == 0 && self.rest.is_zero()
    }

    /// Whether it ends sooner than `other` for some starts: a month has 28 to 31 days.
    pub fn may_end_before(self, other: Self) -> bool {
        // Four years contain each length of a month and of a year.
        let mut starts = (0..48).map(|months| Time::from_unix_nanos(0).plus_months(months));
        starts.any(|start| self.end(start) < other.end(start))
    }

    /// The end of the period if it begins at `start`, in UTC; at most [`Time::MAX`].
    pub fn end(self, start: Time) -> Time {
        start.plus_months(self.months).saturating_add(self.rest)
    }
}

impl fmt::Display for Period {
    /// An exact form, which [`Period::parse`] reads.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (years, months) = (self.months / 12, self.months % 12);
        if years > 0 {
            write!(f, "{years}y")?;
        }
        if months > 0 {
            write!(f, "{months}mo")?;
        }
        if self.months > 0 && self.rest.is_zero() {
            return Ok(());
        }
        // A span writes minutes as `m`.
        write!(f, "{}", self.rest.to_string().replace('m', "min"))
    }
}

super::text::as_text!(Period, PeriodError);
super::schema::text!(Period);

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn end(period: &str, start: &str) -> String {
        let start = Time::parse(start).unwrap();
        Period::parse(period).unwrap().end(start).date()
    }

    #[test]
    fn months_and_years_are_those_of_the_calendar() {
        for (period, start, wanted) in [
            ("6mo", "2026-01-15", "2026-07-15"),
            ("1mo", "2026-01-31", "2026-02-28"),
            ("1y", "2024-02-29", "2025-02-28"),
            ("10y", "2026-12-01", "2036-12-01"),
            ("1y6mo2w", "2026-01-01", "2027-07-15"),
            ("90d", "2026-01-01", "2026-04-01"),
            ("0d", "2026-01-01", "2026-01-01"),
        ] {
            assert_eq!(end(period, start), wanted, "{period} {start}");
        }
        assert_eq!(Period::parse("99999mo").unwrap().end(Time::MAX), Time::MAX);
    }

    #[test]
    fn m_is_neither_minutes_nor_months() {
        for text in ["6m", "6M", "1y 6m", "1d 6 m"] {
            let refused = Period::parse(text).unwrap_err();
            assert_eq!(refused, PeriodError::Ambiguous(text.to_owned()));
        }
        for text in ["", "d", "-1d", "-6mo", "6", "1.5s", "1x", "99999999999y"] {
            let refused = Period::parse(text).unwrap_err();
            assert_eq!(refused, PeriodError::Malformed(text.to_owned()), "{text}");
        }
    }

    #[test]
    fn the_written_form_is_the_one_that_people_write() {
        for (text, shown) in [
            ("10y", "10y"),
            ("6MO", "6mo"),
            ("18mo", "1y6mo"),
            ("90d", "90d"),
            ("2w", "14d"),
            ("90min", "1h30min"),
            ("0d", "0s"),
        ] {
            assert_eq!(Period::parse(text).unwrap().to_string(), shown);
        }
        assert!(Period::parse("23h").unwrap().is_under_a_day());
        assert!(!Period::parse("1mo").unwrap().is_under_a_day());
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(months in 0..12_000_u32, seconds in 0..10_000_000_000_u64) {
            let period = Period { months, rest: Span::from_secs(seconds) };
            prop_assert_eq!(Period::parse(&period.to_string()).unwrap(), period);
        }
    }
}
