//! The monitor: its rules run over the audit log, with the thresholds of the policy. A run begins
//! where the last one ended, and is completed after its findings were shown.

mod missing;

use std::path::PathBuf;

use crate::crypto::{hash, thread_pool};
use crate::domain::action::Action;
use crate::domain::monitor::{HISTORY, Monitor, Report, Settings, State};
use crate::domain::span::Span;
use crate::domain::time::Time;
use crate::domain::time::Zone;
use crate::storage::audit::{self, Chain, Row};
use crate::storage::expiry::TOLERANCE;
use crate::storage::mirror::{Announced, announced};
use crate::storage::monitor::{self, Progress, Verified};
use crate::storage::tables::View;

use crate::app::access::role;
use crate::app::clock;
use crate::app::error::Result;
use crate::app::gate::Gate;
use crate::storage::policy;
use missing::Missing;

/// How long a part of the chain that was verified is not verified again.
const VERIFY_WHOLE_AFTER: Span = Span::from_days(7);

/// Rows that are verified and counted at a time, on two cores.
const BATCH: usize = 4096;

/// Which rows a run looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Those after the last completed run.
    New,
    /// Those of the last completed run, again.
    Again,
    /// Those from this time on.
    Since(Time),
}

/// A run.
#[derive(Debug)]
pub struct Run {
    /// Its findings.
    pub report: Report,
    progress: Option<Progress>,
}

/// The rows of a run: their numbers, and the time from which on they matter.
struct Rows {
    after: u64,
    first: u64,
    last: u64,
    oldest: Time,
}

/// Runs the monitor's rules.
///
/// # Errors
/// Kind `Denied`. Findings, including a broken chain, are not errors.
pub fn run(gate: &mut Gate, extent: Extent) -> Result<Run> {
    let mirror = gate.settled_mirror();
    gate.read(Action::Monitor, |view, principal| {
        let before = monitor::read(view, &principal.actor)?;
        let state = match extent {
            Extent::New => before.state.clone(),
            Extent::Again => before.state.before_last(),
            Extent::Since(_) => State {
                reported: Vec::new(),
                ..before.state.clone()
            },
        };
        let rows = rows(view, extent, &before.state, &state)?;
        let zone = Zone::of_this_machine();
        let mut monitor = Monitor::new(Settings {
            policy: policy::read(view)?,
            zone: zone.clone(),
            after: rows.after,
            latest: Time::from_unix_nanos(clock::now().nanos().saturating_add(TOLERANCE)),
            oldest: rows.oldest,
            roles: role::noticed(view)?,
            state,
            hash: hash::plain,
        });
        let known = before.verified.filter(|_| extent == Extent::New);
        let compared = before.mirror.filter(|_| extent == Extent::New);
        let mirror = mirror.map(|(path, length)| (announced(&path, length, compared), path));
        let verified = look(view, &rows, known, &mut monitor, mirror.as_ref())?;
        let report = monitor.finish();
        let now = clock::now();
        let now = (now, zone.offset(now));
        let state = before.state.next(rows.last, now, &report, rows.oldest);
        let mirror = mirror.map_or(before.mirror, |(announced, _)| announced.up_to);
        let progress = Progress {
            state,
            verified,
            mirror,
        };
        let is_kept = extent == Extent::New && is_further(&before, &progress);
        Ok(Run {
            report,
            progress: Some(progress).filter(|_| is_kept),
        })
    })
}

/// Whether there is more to store than the time of the run.
fn is_further(before: &Progress, after: &Progress) -> bool {
    let offset = |progress: &Progress| progress.state.zones.last().map(|zone| zone.offset);
    before.verified != after.verified
        || before.mirror != after.mirror
        || before.state.through != after.state.through
        || offset(before) != offset(after)
}

/// Stores that a run is complete: the next one goes on from its end.
///
/// # Errors
/// `Busy`; kind `Other` if the disk is read-only or full.
pub fn complete(gate: &mut Gate, run: &Run) -> Result<()> {
    match &run.progress {
        Some(progress) => gate.advance_monitor(progress),
        None => Ok(()),
    }
}

fn rows(view: &impl View, extent: Extent, before: &State, state: &State) -> Result<Rows> {
    let end = audit::head(view)?.count;
    let last = match extent {
        Extent::Again => before.through.min(end),
        Extent::New | Extent::Since(_) => end,
    };
    let after = match extent {
        Extent::Since(since) => audit::written_since(view, since, clock::now())?.saturating_sub(1),
        Extent::New | Extent::Again => state.through.min(end),
    };
    let begin = match after {
        0 => Time::MIN,
        row => audit::earliest(view, row.saturating_add(1))?.unwrap_or(Time::MAX),
    };
    let oldest = begin.saturating_sub(HISTORY);
    Ok(Rows {
        after,
        first: audit::first_since(view, oldest)?,
        last,
        oldest,
    })
}

/// The rows that the mirror announced; without old ones, unless they continue those of the last run.
fn missing(mirror: Option<&(Announced, PathBuf)>, oldest: Time) -> Missing {
    match mirror {
        None => Missing::new(Vec::new(), oldest),
        Some((announced, _)) => {
            let oldest = if announced.continues {
                Time::MIN
            } else {
                oldest
            };
            Missing::new(announced.rows.clone(), oldest)
        }
    }
}

/// A row, and what is wrong with it.
type Break = (u64, &'static str);

/// The chain to verify: all of it once a week, otherwise after the part that is known to be valid.
/// Also returns when all of it was last verified, and what is wrong with the known part.
fn chain(view: &impl View, known: Option<Verified>) -> Result<(Chain, Time, Option<Break>)> {
    let now = clock::now();
    let Some(known) = known else {
        return Ok((Chain::of(view)?, now, None));
    };
    let head = known.head();
    match Chain::continued(view, &head)? {
        Some(chain)
            if known.whole <= now && now < known.whole.saturating_add(VERIFY_WHOLE_AFTER) =>
        {
            Ok((chain, known.whole, None))
        }
        Some(_) => Ok((Chain::of(view)?, now, None)),
        None => {
            // Rows up to a checkpoint were removed legitimately.
            let must_exist = audit::base(view)?.count <= head.count;
            let why = "it is not the row that an earlier run of the monitor verified";
            let broken = must_exist.then_some((head.count, why));
            Ok((Chain::of(view)?, now, broken))
        }
    }
}

/// Verifies those of the rows that the chain has not reached; returns the first invalid one.
fn check(chain: &mut Chain, rows: &[Row]) -> Option<Break> {
    rows.iter().find_map(|row| {
        if row.number <= chain.head.count {
            return None;
        }
        // An unreadable row breaks the chain, too.
        let unreadable = (row.number, "it is not a valid row");
        let checked = chain.check(row.number, row.row(), row.fields());
        checked.unwrap_or(Some(unreadable))
    })
}

/// Passes rows to the monitor and verifies the chain, as far as it is not known to be valid.
/// Returns what is known then.
fn look(
    view: &impl View,
    rows: &Rows,
    known: Option<Verified>,
    monitor: &mut Monitor,
    mirror: Option<&(Announced, PathBuf)>,
) -> Result<Option<Verified>> {
    let (mut chain, whole, replaced) = chain(view, known)?;
    let mut broken = None;
    let mut latest = Time::MIN;
    let mut missing = missing(mirror, rows.oldest);
    let first = rows.first.min(chain.head.count.saturating_add(1));
    let first = match missing.earliest() {
        Some(earliest) => first.min(audit::first_since(view, earliest)?),
        None => first,
    };
    let mut stored = audit::rows(view, first..)?;
    loop {
        let batch = stored.by_ref().take(BATCH);
        let batch: Vec<Row> = batch.collect::<crate::storage::Result<_>>()?;
        if batch.is_empty() {
            break;
        }
        let verify = || broken = broken.or_else(|| check(&mut chain, &batch));
        let see = || {
            for row in &batch {
                let Ok(entry) = row.entry() else { continue };
                latest = entry.event.time;
                missing.see(&entry);
                if (rows.first..=rows.last).contains(&row.number) {
                    monitor.see(row.number, &entry.event);
                    if entry.removed.changes {
                        monitor.see_erased(row.number, &entry.event);
                    }
                }
            }
        };
        thread_pool::join(verify, see);
    }
    let end = audit::head(view)?.count;
    monitor.missing(end, latest, &missing.finish());
    if let Some((announced, path)) = mirror
        && announced.is_cut
    {
        monitor.mirror_cut(end, latest, &path.to_string_lossy());
    }
    let broken = broken.or_else(|| chain.end()).or(replaced);
    if let Some((number, why)) = broken {
        monitor.broken(number, latest, why);
        // The next run finds it again.
        return Ok(known);
    }
    Ok(Some(Verified::new(chain.head, whole)))
}
