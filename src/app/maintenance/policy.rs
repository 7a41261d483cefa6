//! The policy, kept in the vault.

use crate::domain::action::Action;
use crate::domain::detail::Detail;
use crate::domain::policy::Policy;
use crate::storage::policy::read;

use crate::app::error::Result;
use crate::app::gate::Gate;

/// The policy in force.
///
/// # Errors
/// Kind `Denied`.
pub fn show(gate: &mut Gate) -> Result<Policy> {
    gate.read(Action::PolicyRead, |view, _| Ok(read(view)?))
}

/// Sets one key.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Usage` for an unknown key or an invalid value.
pub fn set(gate: &mut Gate, key: &str, value: &str) -> Result<Policy> {
    // A typo is not worth an audit row.
    let mut alone = Policy::default();
    alone.set(key, value)?;
    let mirror = gate.check_mirror(alone.audit_mirror.as_deref());
    gate.write(Action::PolicyChange, key.as_bytes(), |writing| {
        mirror?;
        let before = read(writing.view())?;
        let mut policy = before.clone();
        policy.set(key, value)?;
        writing.set_policy(&before, &policy)?;
        writing.detail(Detail::text(value));
        Ok(policy)
    })
}

/// Replaces the whole policy.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Usage` for an invalid value, or a mirror that cannot be written.
pub fn replace(gate: &mut Gate, policy: &Policy) -> Result<()> {
    policy.check()?;
    let mirror = gate.check_mirror(policy.audit_mirror.as_deref());
    gate.write(Action::PolicyChange, b"all", |writing| {
        mirror?;
        let before = read(writing.view())?;
        writing.set_policy(&before, policy)
    })
}
