//! How much a row is about, as its detail says: `3_FILES 12345_BYTES`, `EXPIRED 3_ATTEMPTS`.

use crate::domain::event::AuditEvent;

/// The number before one of these units.
fn of(event: &AuditEvent, units: &[&str]) -> Option<u64> {
    let words = event.detail.as_deref()?.split(' ');
    words
        .filter_map(|word| word.split_once('_'))
        .find(|(_, unit)| units.contains(unit))
        .and_then(|(number, _)| number.parse().ok())
}

/// Files; one where the row does not say.
pub(super) fn files(event: &AuditEvent) -> u64 {
    of(event, &["FILES"]).unwrap_or(1)
}

/// Bytes; none where the row is from before rows said so.
pub(super) fn bytes(event: &AuditEvent) -> u64 {
    of(event, &["BYTES"]).unwrap_or(0)
}

/// Attempts to unlock.
pub(super) fn attempts(event: &AuditEvent) -> u64 {
    of(event, &["ATTEMPT", "ATTEMPTS"]).unwrap_or(1)
}
