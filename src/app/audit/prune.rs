//! Rows that are older than the policy keeps them go, behind a checkpoint from which the rest is verified.

use crate::app::clock;
use crate::app::error::Result;
use crate::app::gate::Gate;
use crate::app::policy;
use crate::domain::action::Action;
use crate::domain::detail::Unit;
use crate::domain::span::Span;
use crate::domain::time::Time;
use crate::storage::audit::{self, Older};
use crate::storage::tables::View;

/// What was removed, or would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pruned {
    /// Rows.
    pub rows: u64,
    /// Where the log begins from now on: the last row that is gone.
    pub checkpoint: super::Head,
    /// What is older goes.
    pub before: Time,
}

fn older(view: &impl View) -> Result<(Older, Time)> {
    let days = policy::read(view)?.audit_retention_days;
    let before = clock::now().saturating_sub(Span::from_days(u64::from(days)));
    match audit::older(view, before)? {
        Ok(older) => Ok((older, before)),
        Err((number, why)) => Err(super::broken(number, why)),
    }
}

fn pruned(older: &Older, before: Time) -> Pruned {
    let audit::Head { count, chain } = older.checkpoint;
    Pruned {
        rows: older.rows,
        checkpoint: super::Head { count, chain },
        before,
    }
}

/// Removes the rows that are older than `audit.retention_days`, or only says how many they are. Removing is
/// recorded by a row that names the checkpoint, in the same commit.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Damaged` where the chain does not hold up to there: nothing is removed then.
pub fn prune(gate: &mut Gate, dry_run: bool) -> Result<Pruned> {
    if dry_run {
        return gate.read(Action::AuditPrune, |view, _| {
            let (older, before) = older(view)?;
            Ok(pruned(&older, before))
        });
    }
    gate.write(Action::AuditPrune, &[], |writing| {
        let (older, before) = older(writing.tables)?;
        if older.rows > 0 {
            audit::prune(writing.tables, &older)?;
            let rows = Unit::Rows.count(older.rows);
            writing.detail([rows, audit::checkpoint(&older.checkpoint)]);
        } else {
            writing.detail(Unit::Rows.count(0));
        }
        Ok(pruned(&older, before))
    })
}
