//! The effects of actions on a vault, whichever command causes them, and the right that each effect
//! on a file requires. `app::gate` decides by this table and tallies what was done; a command cannot
//! have an effect without the check.

use super::needs::Needs;
use super::permission::Permission;

super::closed_set::closed_set! {
    /// An effect. Stored by its place in this list: new ones go to the end.
    pub enum Effect by
    /// The name in the audit log: `remove`.
    name {
        /// A name, a count or the existence of a file becomes known.
        LearnNames = "learn_names",
        /// Content leaves the vault.
        ReadContent = "read_content",
        /// A file is added at a free path.
        Place = "place",
        /// A file gets new content; the previous one becomes an earlier version.
        Replace = "replace",
        /// A file gets another path, tags or note.
        Arrange = "arrange",
        /// A file goes to the trash.
        Remove = "remove",
        /// A file is restored from the trash.
        Restore = "restore",
        /// A file and its versions, or something else that was kept, are destroyed.
        Destroy = "destroy",
        /// Contents or audit rows leave the vault in bulk: backup, privacy export, audit export.
        TakeOut = "take_out",
        /// Somebody gets access: a credential, a role, a recipient of backups, a shared folder, files.
        Grant = "grant",
        /// A setting is changed: policy, role, rule, recipient, shared folder.
        Configure = "configure",
        /// Access ends: a credential, a role, a recipient of backups, a shared folder.
        End = "end",
    }
}

super::schema::stored_by!(Effect);

impl Effect {
    /// The effects on single files, each with a right of its own.
    pub const ON_FILES: [Self; 8] = [
        Self::LearnNames,
        Self::ReadContent,
        Self::Place,
        Self::Replace,
        Self::Arrange,
        Self::Remove,
        Self::Restore,
        Self::Destroy,
    ];

    /// What it requires, on a file. The others are checked by what is taken out, granted, changed or
    /// ended.
    #[must_use]
    pub const fn needs(self) -> Needs {
        match self {
            Self::LearnNames | Self::ReadContent => Needs::One(Permission::FileRead),
            Self::Place | Self::Replace => Needs::One(Permission::FileUpload),
            Self::Arrange => Needs::One(Permission::FileOrganize),
            Self::Remove | Self::Restore | Self::Destroy => {
                Needs::OneOrOwn(Permission::FileDelete, Permission::FileDeleteOwn)
            }
            Self::TakeOut | Self::Grant | Self::Configure | Self::End => {
                Needs::All(&Permission::ALL)
            }
        }
    }

    /// The verb in messages.
    #[must_use]
    pub const fn verb(self) -> &'static str {
        match self {
            Self::LearnNames => "see",
            Self::ReadContent => "read",
            Self::Place => "add",
            Self::Replace => "replace",
            Self::Arrange => "move, tag or annotate",
            Self::Remove => "remove",
            Self::Restore => "restore",
            Self::Destroy => "destroy",
            Self::TakeOut => "take out",
            Self::Grant => "grant",
            Self::Configure => "configure",
            Self::End => "end",
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
        for effect in Effect::ON_FILES {
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
