//! Times as people read them: in the time zone of this machine.

use file_organizer::app::clock;
use file_organizer::domain::time::Time;

/// Local forms of times.
pub(crate) trait LocalTime {
    /// `2026-02-17 10:30:00`
    fn local_stamp(self) -> String;
    /// `2026-02-17`
    fn local_date(self) -> String;
}

impl LocalTime for Time {
    fn local_stamp(self) -> String {
        clock::zone().wall_clock(self).audit_stamp()
    }

    fn local_date(self) -> String {
        clock::zone().wall_clock(self).date()
    }
}

/// The form of `ls -l`.
pub(crate) fn listing(time: Time, now: Time) -> String {
    let zone = clock::zone();
    zone.wall_clock(time)
        .short_for_listing(zone.wall_clock(now))
}
