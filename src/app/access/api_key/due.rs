//! API keys that expire soon, are due for rotation, or are not used.

use crate::app::error::Result;
use crate::app::gate::Gate;
use crate::domain::action::Action;
use crate::domain::span::Span;
use crate::domain::time::Time;
use crate::storage::policy;

use super::{KeyInfo, KeyState, all};

/// A key that needs attention, and why.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Due {
    /// The key.
    #[serde(flatten)]
    pub key: KeyInfo,
    /// `expires`, `too old` or `unused`.
    #[serde(rename = "reason")]
    pub why: &'static str,
    /// Since or until when; for an unused key, when it was last used, or created.
    #[serde(rename = "due")]
    pub at: Time,
}

/// Keys that expire, or pass the policy's `key.max_age`, within `within`, including those that
/// already have.
pub fn due(gate: &mut Gate, within: Span) -> Result<Vec<Due>> {
    let horizon = gate.latest()?.saturating_add(within);
    let max_age = policy::read(gate.snapshot()?.metadata())?.key_max_age;
    let mut due = Vec::new();
    for key in all(gate, Action::KeyDue)? {
        if key.state == KeyState::Revoked {
            continue;
        }
        let too_old = key.issued.saturating_add(max_age);
        let (why, at) = match key.expires {
            Some(expires) if expires <= too_old => ("expires", expires),
            _ => ("too old", too_old),
        };
        if at <= horizon {
            due.push(Due { key, why, at });
        }
    }
    due.sort_by_key(|due| due.at);
    Ok(due)
}

/// Keys that could be used, and were not for at least `time`; a key that was never used counts from its
/// creation.
pub fn unused(gate: &mut Gate, time: Span) -> Result<Vec<Due>> {
    let horizon = gate.latest()?.saturating_sub(time);
    let keys = all(gate, Action::KeyDue)?.into_iter();
    let mut unused: Vec<Due> = keys
        .filter(|key| matches!(key.state, KeyState::Active | KeyState::Suspended))
        .map(|key| Due {
            at: key.last_used.as_ref().map_or(key.created, |(at, _)| *at),
            why: "unused",
            key,
        })
        .filter(|unused| unused.at <= horizon)
        .collect();
    unused.sort_by_key(|unused| unused.at);
    Ok(unused)
}
