//! The only place that reads the clock, and the handling of a clock that was turned back.

use std::sync::OnceLock;

use crate::domain::time::Time;
use crate::domain::time::Zone;
use crate::storage::audit::clock_back;
use crate::storage::expiry::TOLERANCE;
use crate::storage::tables::Tables;
use crate::storage::{Result, audit, meta};

/// The current time of this machine.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "the only place that reads the clock"
)]
pub fn now() -> Time {
    Time::from_system_time(std::time::SystemTime::now())
}

static ZONE: OnceLock<Zone> = OnceLock::new();

/// Selects the time zone; ignored after the first use.
pub fn use_zone(zone: Zone) {
    let _ = ZONE.set(zone);
}

/// The time zone in which days are counted and times are printed: that of this machine, unless
/// another one was selected.
#[must_use]
pub fn zone() -> &'static Zone {
    ZONE.get_or_init(Zone::of_this_machine)
}

/// Whether a clock is behind a time by more than automatic corrections explain.
#[must_use]
pub fn is_behind(now: Time, seen: Time) -> bool {
    now.nanos().saturating_add(TOLERANCE) < seen.nanos()
}

/// The clock and the latest time recorded in the vault, as people read them: `the clock (...) is behind
/// ...`, and the next step.
pub(super) fn behind(now: Time, seen: Time) -> String {
    let [now, seen] = [now, seen].map(|time| zone().wall_clock(time).audit_stamp());
    format!(
        "the clock ({now}) is behind the latest time recorded in the vault ({seen}): correct the \
         clock; if the recorded time is wrong, accept the clock once with --accept-rollback"
    )
}

/// Records, once, that the clock is behind the latest time in the log; clears that when it has
/// caught up.
pub(super) fn note(tables: &mut Tables<'_>, now: Time, source: &str) -> Result<()> {
    let latest = meta::clock(tables)?;
    let noted = meta::get(tables, meta::key::CLOCK_BACK)?.is_some();
    let behind = is_behind(now, Time::from_unix_nanos(latest));
    if behind && !noted {
        meta::set(tables, meta::key::CLOCK_BACK, &[1])?;
        let latest = Time::from_unix_nanos(latest);
        audit::append(tables, &clock_back(now, latest, source))?;
    } else if noted && now.nanos() >= latest {
        meta::remove(tables, meta::key::CLOCK_BACK)?;
    }
    Ok(())
}
