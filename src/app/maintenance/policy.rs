//! The policy, kept in the vault.

use crate::domain::action::Action;
use crate::domain::detail::Detail;
use crate::domain::policy::Policy;
use crate::storage::policy::read;

use crate::app::error::Result;
use crate::app::gate::Gate;

/// The policy in force.
pub fn show(gate: &mut Gate) -> Result<Policy> {
    gate.read(Action::PolicyRead, |view, _| Ok(read(view)?))
}

/// A change of the policy; no row is written if both are equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The former policy.
    pub before: Policy,
    /// The policy in force.
    pub after: Policy,
}

/// Sets one key, or changes its list if each item has a sign.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Usage` for an unknown key or an invalid value, or a mirror that cannot be
/// written.
pub fn set(gate: &mut Gate, key: &str, value: &str) -> Result<Changed> {
    // A typo is not worth an audit row.
    Policy::default().set(key, value)?;
    let detail = Some(Detail::text(value));
    change(gate, key.as_bytes(), detail, |mut policy| {
        policy.set(key, value)?;
        Ok(policy)
    })
}

/// Sets one key to its default.
///
/// # Errors
/// As [`set`].
pub fn reset(gate: &mut Gate, key: &str) -> Result<Changed> {
    set(gate, key, &Policy::default().get(key)?)
}

/// Sets the keys of a TOML text, or none; the others are unchanged.
///
/// # Errors
/// As [`set`].
pub fn import(gate: &mut Gate, text: &str) -> Result<Changed> {
    Policy::from_toml(text)?;
    change(gate, b"import", None, |policy| Ok(policy.with_toml(text)?))
}

/// Replaces the whole policy.
///
/// # Errors
/// As [`set`].
pub fn replace(gate: &mut Gate, policy: &Policy) -> Result<Changed> {
    policy.check()?;
    change(gate, b"all", None, |_| Ok(policy.clone()))
}

fn change(
    gate: &mut Gate,
    target: &[u8],
    detail: Option<Detail>,
    apply: impl Fn(Policy) -> Result<Policy>,
) -> Result<Changed> {
    let before = gate.read(Action::PolicyChange, |view, _| Ok(read(view)?))?;
    let after = apply(before.clone())?;
    if after == before {
        return Ok(Changed { before, after });
    }
    let mirror = match after.audit_mirror == before.audit_mirror {
        true => Ok(()),
        false => gate.check_mirror(after.audit_mirror.as_deref()),
    };
    gate.write(Action::PolicyChange, target, |writing| {
        mirror?;
        let before = read(writing.view())?;
        let after = apply(before.clone())?;
        writing.set_policy(&before, &after)?;
        if let Some(detail) = detail {
            writing.detail(detail);
        }
        Ok(Changed { before, after })
    })
}
