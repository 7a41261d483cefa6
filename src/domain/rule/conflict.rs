//! What happens where the place that a rule gives a file is taken by another file.

/// What happens where the place is taken. Whatever it is, no content is lost: what gives way goes to
/// the trash, or becomes an earlier version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Conflict {
    /// The file stays where it is.
    Skip,
    /// The file gets another name: `letter (2).pdf`.
    #[default]
    RenameNew,
    /// The file that is there gets another name.
    RenameExisting,
    /// The content becomes the next version of the file that is there; the file itself goes to the
    /// trash.
    NewVersion,
    /// A file of the same content goes to the trash; any other gets another name.
    Deduplicate,
    /// The file that is there goes to the trash.
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

    /// The one of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}
