//! Changing one's own password: the new slot is made and proven before the old one goes.

use crate::domain::action::Action;
use crate::storage::keyring::SlotKind;

use super::error::Result;
use super::gate::Gate;
use super::init::{KdfCosts, password_slot};
use super::secret::Secret;
use super::unlock::{Credential, unlock};

/// Gives the acting user another password; the old one, or the recovery key, has unlocked the
/// vault.
///
/// # Errors
/// Kind `Usage` for a weak password; of the disk. The old password then still works.
pub fn change_password(gate: &mut Gate, password: Secret, costs: KdfCosts) -> Result<()> {
    let user = gate.principal().name.clone();
    let costs = costs.measure()?;
    let slot = password_slot(&user, &password, costs, gate.store().key())?;
    let epoch = gate.store().keyring().epoch;
    let mut proof = gate.store().keyring().clone();
    proof.slots = vec![slot.clone()];
    let credential = Credential::Password {
        user: user.clone(),
        password,
    };
    unlock(&proof, &credential)?;
    gate.write(Action::PasswordChange, user.as_bytes(), |writing| {
        writing.change_slots(epoch, |slots| {
            slots.retain(
                |slot| !matches!(&slot.kind, SlotKind::Password { user: of, .. } if *of == user),
            );
            slots.push(slot);
        })
    })
}
