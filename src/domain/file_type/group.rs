//! Groups of extensions, by which a policy allows files.

use super::FileType;
use crate::domain::closed_set::closed_set;

closed_set! {
    /// A group of extensions; each extension belongs to one.
    pub enum TypeGroup by
    /// The name in a policy, without the `@`.
    name {
        /// Office documents, PDF.
        Documents = "documents",
        /// Photos, raw photos and drawings.
        Images = "images",
        /// Sound.
        Audio = "audio",
        /// Video.
        Video = "video",
        /// Plain text, markup and data as text.
        Text = "text",
        /// Archives and compressed files.
        Archives = "archives",
        /// Mail, calendars and contacts.
        Mail = "mail",
        /// Books and comics.
        Books = "books",
        /// Source code.
        Code = "code",
        /// All other extensions, and files without one, unless they are programs or scripts.
        Other = "other",
        /// Programs, libraries, installers, and scripts of a shell or of Windows.
        Programs = "programs",
    }
}

impl TypeGroup {
    /// The group with this name, in any case.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|group| group.name().eq_ignore_ascii_case(name))
    }
}

impl FileType {
    /// Whether a content of this type is a program, an installer or a script.
    #[must_use]
    pub fn is_program(self) -> bool {
        matches!(self, Self::Script | Self::Deb | Self::Rpm)
            || self.class() == super::FileClass::Executable
    }
}
