//! API keys that expire soon or are due for rotation.

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
    /// `expires` or `too old`.
    #[serde(rename = "reason")]
    pub why: &'static str,
    /// Since or until when.
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
