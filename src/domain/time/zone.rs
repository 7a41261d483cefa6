//! Local time: days and displayed times are local; the audit log and JSON are in UTC.

use jiff::tz::TimeZone;

use super::Time;

const MINUTES_PER_DAY: i64 = 24 * 60;

/// A time zone.
#[derive(Debug, Clone)]
pub struct Zone(TimeZone);

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self(TimeZone::UTC);

    /// The time zone of this machine (`TZ`, otherwise the system's), or UTC if none is set: the
    /// only access to the environment here.
    #[must_use]
    pub fn of_this_machine() -> Self {
        Self(TimeZone::try_system().unwrap_or(TimeZone::UTC))
    }

    /// This many seconds east of UTC, all year; `None` beyond 25 hours.
    #[must_use]
    pub fn fixed(seconds: i32) -> Option<Self> {
        let offset = jiff::tz::Offset::from_seconds(seconds).ok()?;
        Some(Self(TimeZone::fixed(offset)))
    }

    /// The seconds east of UTC at this time.
    #[must_use]
    pub fn offset(&self, time: Time) -> i32 {
        let at = jiff::Timestamp::from_second(time.unix_seconds());
        at.map_or(0, |at| self.0.to_offset(at).seconds())
    }

    /// The time whose calendar fields in UTC are those of `time` here: for printing local times, and
    /// for counting local days.
    #[must_use]
    pub fn wall_clock(&self, time: Time) -> Time {
        let seconds = i64::from(self.offset(time));
        Time::from_unix_nanos(
            time.nanos()
                .saturating_add(seconds.saturating_mul(1_000_000_000)),
        )
    }

    /// The instant of a calendar time here; the later one where clocks are set forward, the earlier
    /// one where they are set back. `None` beyond the calendar.
    pub(super) fn instant(&self, civil: jiff::civil::DateTime) -> Option<jiff::Timestamp> {
        self.0.to_timestamp(civil).ok()
    }

    /// The minute of the day, 0 to 1439, at this offset from UTC.
    #[must_use]
    pub fn minute_at(time: Time, offset: i32) -> u16 {
        let seconds = time.unix_seconds().saturating_add(i64::from(offset));
        let minute = seconds.div_euclid(60).rem_euclid(MINUTES_PER_DAY);
        u16::try_from(minute).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_minute_is_the_one_on_the_wall() {
        let minute = |zone: &Zone, time| Zone::minute_at(time, zone.offset(time));
        let time = Time::parse("2026-01-01 23:30:00").unwrap();
        assert_eq!(minute(&Zone::UTC, time), 23 * 60 + 30);
        assert_eq!(minute(&Zone::fixed(7200).unwrap(), time), 90);
        assert_eq!(minute(&Zone::UTC, Time::from_unix_nanos(-1)), 1439);
        assert!(minute(&Zone::of_this_machine(), Time::MAX) < 1440);
        assert!(Zone::fixed(i32::MAX).is_none());
    }
}
