//! What to do if the path chosen by a rule is taken.

/// What to do if the path is taken. Content is never lost: a replaced file goes to the trash, or
/// becomes an earlier version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Conflict {
    /// The file stays.
    Skip,
    /// The file gets another name: `letter (2).pdf`.
    #[default]
    RenameNew,
    /// The existing file gets another name.
    RenameExisting,
    /// The content becomes the next version of the existing file; the file itself goes to the
    /// trash.
    NewVersion,
    /// A file with the same content goes to the trash; any other gets another name.
    Deduplicate,
    /// The existing file goes to the trash.
    Trash,
}

impl Conflict {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Skip,
        Self::RenameNew,
        Self::RenameExisting,
        Self::NewVersion,
        Self::Deduplicate,
        Self::Trash,
    ];

    /// The name in a rule.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Skip => "skip",
            Self::RenameNew => "rename_new",
            Self::RenameExisting => "rename_existing",
            Self::NewVersion => "new_version",
            Self::Deduplicate => "deduplicate",
            Self::Trash => "trash",
        }
    }

    /// The value with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

crate::domain::schema::by_name!(Conflict);
