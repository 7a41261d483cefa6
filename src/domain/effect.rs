//! The effects of changes and reads on a vault, whichever command causes them, and the right that
//! each requires. `app::gate` decides by this table; a command cannot have an effect without the
//! check.

use super::action::Needs;
use super::permission::Permission;

super::closed_set::closed_set! {
    /// An effect.
    pub enum Effect by
    /// The verb in messages: `remove`.
    verb {
        /// A name, a count or the existence of a file becomes known.
        LearnNames = "see",
        /// Content leaves the vault.
        ReadContent = "read",
        /// A file is added at a free path.
        Place = "add",
        /// A file gets new content; the previous one becomes an earlier version.
        Replace = "replace",
        /// A file gets another path, tags or note.
        Arrange = "move, tag or annotate",
        /// A file goes to the trash.
        Remove = "remove",
        /// A file is restored from the trash.
        Restore = "restore",
        /// A file and its versions are destroyed.
        Destroy = "destroy",
    }
}

impl Effect {
    /// What it requires.
    #[must_use]
    pub const fn needs(self) -> Needs {
        match self {
            Self::LearnNames | Self::ReadContent => Needs::One(Permission::FileRead),
            Self::Place | Self::Replace => Needs::One(Permission::FileUpload),
            Self::Arrange => Needs::One(Permission::FileOrganize),
            Self::Remove | Self::Restore | Self::Destroy => {
                Needs::OneOrOwn(Permission::FileDelete, Permission::FileDeleteOwn)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::Action;
    use crate::domain::role::BuiltinRole;

    /// tests/data/effects.txt shows a reviewer what a change permits.
    #[test]
    fn the_matrix_of_roles_and_effects_is_the_one_that_was_reviewed() {
        let mut matrix = format!("{:<12}", "effect");
        for role in BuiltinRole::ALL {
            matrix += &format!("{:>8}", role.name());
        }
        matrix += "\n";
        for effect in Effect::ALL {
            matrix += &format!("{:<12}", format!("{effect:?}"));
            for role in BuiltinRole::ALL {
                matrix += &format!("{:>8}", effect.needs().shown(&role.permissions()));
            }
            matrix += "\n";
        }
        // Granting, changing or ending access requires all of its permissions.
        let granting = [Action::UserRole, Action::RoleSet, Action::KeyCreate];
        for granted in BuiltinRole::ALL {
            matrix += &format!("{:<12}", format!("Grant {}", granted.name()));
            for role in BuiltinRole::ALL {
                let has = role.permissions();
                let may = granting.iter().any(|action| action.needs().are_met(&has))
                    && has.contains(&granted.permissions());
                matrix += &format!("{:>8}", if may { "yes" } else { "-" });
            }
            matrix += "\n";
        }
        let reviewed = include_str!("../../tests/data/effects.txt");
        assert!(
            matrix == reviewed,
            "the matrix changed; if that is meant, tests/data/effects.txt becomes:\n{matrix}"
        );
    }
}
