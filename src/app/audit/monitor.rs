//! The monitor: its rules run over the audit log, with the thresholds of the policy.

use crate::domain::action::Action;
use crate::domain::monitor::{Monitor, Report, Settings};
use crate::domain::time::Time;
use crate::domain::zone::Zone;
use crate::storage::audit::{self, Chain};

use crate::app::access::role;
use crate::app::error::Result;
use crate::app::gate::Gate;
use crate::storage::policy;

/// Runs the monitor's rules on rows from `since` on, and verifies the whole chain.
///
/// # Errors
/// Kind `Denied`. Findings, including a broken chain, are not errors.
pub fn run(gate: &mut Gate, since: Time) -> Result<Report> {
    gate.read(Action::Monitor, |view, _| {
        let mut monitor = Monitor::new(Settings {
            policy: policy::read(view)?,
            zone: Zone::of_this_machine(),
            since,
            powerful: role::powerful(view)?,
        });
        let mut chain = Chain::of(view)?;
        let mut whole = true;
        let mut latest = since;
        for row in audit::rows(view, ..)? {
            let row = row?;
            let entry = row.entry();
            if let Ok(entry) = &entry {
                latest = entry.event.time;
            }
            if whole {
                // An unreadable row breaks the chain, too.
                let unreadable = (row.number, "it is not a valid row");
                let broken = chain.check(row.number, row.row(), row.fields());
                if let Some((number, why)) = broken.unwrap_or(Some(unreadable)) {
                    monitor.broken(number, latest, why);
                    whole = false;
                }
            }
            if let Ok(entry) = entry {
                monitor.see(row.number, &entry.event);
            }
        }
        if whole && let Some((number, why)) = chain.end() {
            monitor.broken(number, latest, why);
        }
        Ok(monitor.finish())
    })
}
