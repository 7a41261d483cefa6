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

/// Sets one key.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Usage` for an unknown key or an invalid value, or a mirror that cannot be
/// written.
pub fn set(gate: &mut Gate, key: &str, value: &str) -> Result<Policy> {
    // A typo is not worth an audit row.
    let mut alone = Policy::default();
    alone.set(key, value)?;
    let detail = Some(Detail::text(value));
    change(gate, key.as_bytes(), &alone, detail, |mut policy| {
        policy.set(key, value)?;
        Ok(policy)
    })
}

/// Sets the keys of a TOML text, or none; the others are unchanged.
///
/// # Errors
/// As [`set`].
pub fn import(gate: &mut Gate, text: &str) -> Result<Policy> {
    let alone = Policy::from_toml(text)?;
    change(gate, b"import", &alone, None, |policy| {
        Ok(policy.with_toml(text)?)
    })
}

/// Replaces the whole policy.
///
/// # Errors
/// As [`set`].
pub fn replace(gate: &mut Gate, policy: &Policy) -> Result<()> {
    policy.check()?;
    change(gate, b"all", policy, None, |_| Ok(policy.clone())).map(|_| ())
}

/// Changes the policy; `new` has the mirror that may be new.
fn change(
    gate: &mut Gate,
    target: &[u8],
    new: &Policy,
    detail: Option<Detail>,
    apply: impl FnOnce(Policy) -> Result<Policy>,
) -> Result<Policy> {
    let mirror = gate.check_mirror(new.audit_mirror.as_deref());
    gate.write(Action::PolicyChange, target, |writing| {
        mirror?;
        let before = read(writing.view())?;
        let policy = apply(before.clone())?;
        writing.set_policy(&before, &policy)?;
        if let Some(detail) = detail {
            writing.detail(detail);
        }
        Ok(policy)
    })
}
