//! The progress of an unfinished lockdown, and the time of the last completed one, in `meta`.

use super::tables::{Tables, View};
use super::{Result, StorageError, meta};
use crate::domain::time::Time;

/// How far a lockdown has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LockdownState {
    /// It has begun.
    Begun,
    /// The new password is set, so that running it again does not need another one.
    PasswordChanged,
}

impl LockdownState {
    const fn word(self) -> &'static [u8] {
        match self {
            Self::Begun => b"begun",
            Self::PasswordChanged => b"renewed",
        }
    }
}

/// The unfinished lockdown, if there is one.
///
/// # Errors
/// `Damaged` for an unknown word.
pub(crate) fn state(view: &impl View) -> Result<Option<LockdownState>> {
    let Some(word) = meta::get(view, meta::key::LOCKDOWN)? else {
        return Ok(None);
    };
    [LockdownState::Begun, LockdownState::PasswordChanged]
        .into_iter()
        .find(|state| state.word() == word)
        .map(Some)
        .ok_or_else(|| StorageError::Damaged("the state of a lockdown cannot be read".into()))
}

/// Records the progress; `None` ends the lockdown.
///
/// # Errors
/// Of the database.
pub(crate) fn set(tables: &mut Tables<'_>, state: Option<LockdownState>) -> Result<()> {
    match state {
        Some(state) => meta::set(tables, meta::key::LOCKDOWN, state.word()),
        None => meta::remove(tables, meta::key::LOCKDOWN),
    }
}

/// When the last lockdown was completed, if there was one.
///
/// # Errors
/// `Damaged` for anything but a time.
pub(crate) fn last(view: &impl View) -> Result<Option<Time>> {
    let Some(bytes) = meta::get(view, meta::key::LAST_LOCKDOWN)? else {
        return Ok(None);
    };
    let damaged = |_| StorageError::Damaged("the time of the last lockdown cannot be read".into());
    let nanos = <[u8; 8]>::try_from(bytes).map_err(damaged)?;
    Ok(Some(Time::from_unix_nanos(i64::from_le_bytes(nanos))))
}

/// Records when a lockdown was completed.
///
/// # Errors
/// Of the database.
pub(crate) fn set_last(tables: &mut Tables<'_>, time: Time) -> Result<()> {
    meta::set(
        tables,
        meta::key::LAST_LOCKDOWN,
        &time.nanos().to_le_bytes(),
    )
}
