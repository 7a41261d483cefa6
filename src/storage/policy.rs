//! The policy, stored in `meta` as text.

use crate::domain::policy::Policy;

use super::tables::View;
use super::{Result, StorageError, meta};

/// The policy in force.
///
/// # Errors
/// `Damaged` if there is none, or if it cannot be parsed.
pub(crate) fn read(view: &impl View) -> Result<Policy> {
    let damaged = || StorageError::Damaged("the policy cannot be read".into());
    let bytes = meta::get(view, meta::key::POLICY)?.ok_or_else(damaged)?;
    let text = String::from_utf8(bytes).map_err(|_| damaged())?;
    Policy::from_stored(&text).map_err(|_| damaged())
}
