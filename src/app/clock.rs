//! The one place that asks for the time.

use std::time::SystemTime;

use crate::domain::time::Time;

/// Now, by this machine's clock.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks for the time"
)]
pub fn now() -> Time {
    Time::from_system_time(SystemTime::now())
}
