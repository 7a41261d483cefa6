//! Changing one's own password: the new slot is made and proven before the old one goes.

use crate::domain::action::Action;

use super::error::Result;
use super::gate::Gate;
use super::incident::note_new_password;
use super::init::KdfCosts;
use super::secret::Secret;
use super::session::end_all_of;
use super::slots::password_slot;
use super::user::drop_password;

/// Gives the acting user another password; the old one, or the recovery key, has unlocked the
/// vault. Sessions of the user end.
///
/// # Errors
/// Kind `Usage` for a weak password; of the disk. The old password then still works.
pub fn change_password(gate: &mut Gate, password: &Secret, costs: KdfCosts) -> Result<()> {
    let user = gate.principal().name.clone();
    let slot = password_slot(&user, password, costs.measure()?, gate.store().key())?;
    let epoch = gate.store().keyring().epoch;
    gate.write(Action::PasswordChange, user.as_bytes(), |writing| {
        end_all_of(writing, &user)?;
        note_new_password(writing)?;
        writing.change_slots(epoch, |slots| {
            drop_password(slots, &user);
            slots.push(slot);
        })
    })
}
