//! The messages of refusals.

use crate::domain::action::{Action, Needs};
use crate::domain::effect::Effect;
use crate::domain::path::VaultPath;
use crate::domain::permission::Permission;

use super::principal::Principal;
use crate::app::error::{Error, Kind};

/// The refusal of an action.
pub(super) fn denied(action: Action, principal: &Principal) -> Error {
    let list = |all: &[Permission], joint: &str| {
        let names: Vec<&str> = all.iter().map(|one| one.name()).collect();
        names.join(joint)
    };
    let needs = match action.needs() {
        needs if needs.are_met_for_own(&principal.permissions) => match needs {
            Needs::Nothing => "it is not available to API keys".to_owned(),
            Needs::InPerson(_) => "unlock with a password or the recovery key".to_owned(),
            Needs::One(_) | Needs::All(_) | Needs::Any(_) | Needs::OneOrOwn(..) => {
                "the key is restricted to a part of the vault".to_owned()
            }
        },
        Needs::Nothing | Needs::InPerson(None) => "it is not available to API keys".to_owned(),
        Needs::InPerson(Some(one)) | Needs::One(one) => format!("it needs {}", one.name()),
        Needs::All(all) if all.len() == Permission::ALL.len() => {
            "it needs every permission".to_owned()
        }
        Needs::All(all) => format!("it needs {}", list(all, " and ")),
        Needs::Any(any) => format!("it needs {}", list(any, " or ")),
        Needs::OneOrOwn(any, own) => {
            format!(
                "it needs {} (or {} for your own files)",
                any.name(),
                own.name()
            )
        }
    };
    let name = &principal.name;
    let event = action.event().name();
    let error = Error::new(
        Kind::Denied,
        format!("{name:?} may not do this ({event}): {needs}"),
    );
    let is_met = action.needs().are_met_for_own(&principal.permissions);
    if is_met && matches!(action.needs(), Needs::InPerson(_)) {
        // The message says what to do.
        return error;
    }
    error.hint(remedy(principal))
}

/// The refusal of an effect on a visible file.
pub(super) fn effect_denied(effect: Effect, principal: &Principal, path: &VaultPath) -> Error {
    if !principal.scope.allows(path) {
        return outside(&principal.name, path);
    }
    let shown = path.to_string_lossy();
    let needs = match effect.needs() {
        Needs::OneOrOwn(any, own) => {
            format!(
                "it needs {} (or {} for your own files)",
                any.name(),
                own.name()
            )
        }
        Needs::One(one) => format!("it needs {}", one.name()),
        Needs::Nothing | Needs::InPerson(_) | Needs::All(_) | Needs::Any(_) => String::new(),
    };
    let (name, verb) = (&principal.name, effect.verb());
    Error::new(
        Kind::Denied,
        format!("{name:?} may not {verb} {shown:?}: {needs}"),
    )
    .hint(remedy(principal))
}

/// Who could permit it. An API key is limited by its role, its user's role, its own list and its scope.
pub(super) fn remedy(principal: &Principal) -> String {
    match principal.api_key {
        Some(_) => "use another key, or unlock with a password; what this key permits: \
                    file-organizer whoami"
            .into(),
        None => format!("an administrator can change the role ({})", principal.role),
    }
}

/// The refusal of a path outside the scope.
pub(super) fn outside(who: &str, path: &VaultPath) -> Error {
    let name = path.to_string_lossy();
    Error::new(
        Kind::Denied,
        format!("{who:?} may not do this in {name:?}: it is outside the key's scope"),
    )
    .hint("show the scope with: file-organizer whoami")
}
