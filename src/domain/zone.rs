//! Local time of day: work hours are local, the audit log is in UTC.

use jiff::tz::TimeZone;

use super::time::Time;

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

    /// The minute of the day, 0 to 1439.
    #[must_use]
    pub fn minute_of_day(&self, time: Time) -> u16 {
        let seconds = time.unix_seconds();
        let offset = jiff::Timestamp::from_second(seconds)
            .map_or(0, |at| i64::from(self.0.to_offset(at).seconds()));
        let minute = seconds.saturating_add(offset).div_euclid(60);
        u16::try_from(minute.rem_euclid(MINUTES_PER_DAY)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_minute_is_the_one_on_the_wall() {
        let time = Time::parse("2026-01-01 23:30:00").unwrap();
        assert_eq!(Zone::UTC.minute_of_day(time), 23 * 60 + 30);
        let east = Zone(TimeZone::fixed(jiff::tz::offset(2)));
        assert_eq!(east.minute_of_day(time), 90);
        assert_eq!(Zone::UTC.minute_of_day(Time::from_unix_nanos(-1)), 1439);
        assert!(Zone::of_this_machine().minute_of_day(Time::MAX) < 1440);
    }
}
