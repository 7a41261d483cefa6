//! Removes rows older than the policy keeps them, behind a checkpoint from which the rest is
//! verified.

use crate::app::clock;
use crate::app::error::Result;
use crate::app::gate::Gate;
use crate::domain::action::Action;
use crate::domain::detail::Unit;
use crate::domain::span::Span;
use crate::domain::time::Time;
use crate::storage::audit::{self, Older};
use crate::storage::expiry;
use crate::storage::policy;
use crate::storage::tables::View;

/// What was removed, or would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Pruned {
    /// Rows.
    pub rows: u64,
    /// Rows that are old enough by the current clock, but stay until a later command confirms it.
    pub waiting: u64,
    /// If the clock was turned back by more than a day: when they can be deleted at the earliest.
    pub waiting_until: Option<Time>,
    /// The new start of the log: the last removed row.
    pub checkpoint: super::Head,
    /// Older rows are removed.
    pub before: Time,
}

/// The rows to remove at `now`, and the report.
fn older(view: &impl View, now: Time) -> Result<(Older, Pruned)> {
    let days = policy::read(view)?.audit_retention_days;
    let keep = Span::from_days(u64::from(days));
    let find = |before: Time| {
        audit::older(view, before)?.map_err(|(number, why)| super::broken(number, why))
    };
    let before = now.saturating_sub(keep);
    let by_clock = find(before)?.rows;
    let older = find(expiry::cutoff(view, keep, now)?)?;
    let pruned = Pruned {
        rows: older.rows,
        waiting: by_clock.saturating_sub(older.rows),
        waiting_until: expiry::delayed_until(view, keep, now)?,
        checkpoint: older.checkpoint,
        before,
    };
    Ok((older, pruned))
}

/// Removes the rows that are older than `audit.retention_days`, or only counts them. The removal is
/// recorded by a row with the checkpoint, in the same commit.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Damaged` if the chain is not valid up to there: nothing is removed
/// then.
pub fn prune(gate: &mut Gate, dry_run: bool) -> Result<Pruned> {
    if dry_run {
        return gate.dry_run(Action::AuditPrune, &[], |view, _| {
            Ok(older(view, clock::now())?.1)
        });
    }
    gate.write(Action::AuditPrune, &[], |writing| {
        let (older, pruned) = older(writing.view(), writing.now)?;
        if older.rows > 0 {
            writing.prune_audit(&older)?;
            let rows = Unit::Rows.count(older.rows);
            writing.detail([rows, audit::checkpoint(&older.checkpoint)]);
        } else {
            writing.detail(Unit::Rows.count(0));
        }
        Ok(pruned)
    })
}
