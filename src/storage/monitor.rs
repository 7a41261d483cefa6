//! Where the last completed run of the monitor ended, for each user and API key that runs it, in
//! `meta`: nobody can look at the findings in the place of somebody else.

use serde::{Deserialize, Serialize};

use super::mirror::ReadUpTo;
use super::record::Record;
use super::tables::{Tables, View};
use super::{Result, meta};
use crate::domain::event::Head;
use crate::domain::id::Actor;
use crate::domain::monitor::State;
use crate::domain::time::Time;

/// The part of the chain that was verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Verified {
    count: u64,
    chain: [u8; 32],
    /// When the whole chain was last verified.
    pub(crate) whole: Time,
}

impl Verified {
    pub(crate) fn new(head: Head, whole: Time) -> Self {
        Self {
            count: head.count,
            chain: head.chain,
            whole,
        }
    }

    /// Its end.
    pub(crate) fn head(&self) -> Head {
        Head {
            count: self.count,
            chain: self.chain,
        }
    }
}

/// The progress of the monitor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Progress {
    pub(crate) state: State,
    /// `None` if the whole chain is to be verified.
    pub(crate) verified: Option<Verified>,
    /// How far the mirror of the log was compared.
    pub(crate) mirror: Option<ReadUpTo>,
}

impl Record for Progress {
    const VERSION: u8 = 3;
}

fn key(of: &Actor) -> String {
    format!("{}_{of}", meta::key::MONITOR)
}

/// The progress of a user or key; the default before the first run.
///
/// # Errors
/// `Damaged` if it cannot be read.
pub(crate) fn read(view: &impl View, of: &Actor) -> Result<Progress> {
    let stored = meta::get(view, &key(of))?;
    let progress = stored
        .map(|bytes| Progress::from_bytes(&bytes))
        .transpose()?;
    Ok(progress.unwrap_or_default())
}

/// Stores the progress, unless a concurrent run has come further.
///
/// # Errors
/// Of the database.
pub(crate) fn advance(tables: &mut Tables<'_>, of: &Actor, progress: &Progress) -> Result<()> {
    if read(tables, of)?.state.through > progress.state.through {
        return Ok(());
    }
    meta::set(tables, &key(of), &progress.to_bytes()?)
}
