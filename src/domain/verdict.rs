//! Whether a file's content matches its extension. The rule only: `sniff` recognises content,
//! `file_type` has the table of extensions, and the policy decides what follows from a mismatch.

use std::fmt;

use super::file_type::{FileType, expected_for_extension};
use super::path::VaultPath;

/// The result for a file. It is not stored: it follows the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The type is expected for the extension.
    Match,
    /// The extension has other expected types.
    Mismatch,
    /// The extension is unknown or missing.
    Unknown,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 3] = [Self::Match, Self::Mismatch, Self::Unknown];

    /// Compares the type with the extension (without dot, in any case).
    ///
    /// An empty file matches text extensions only. Password-protected Office content matches the
    /// Open XML extensions, since people do keep such files; its type `encrypted-office` still
    /// distinguishes it. Content with macros under an extension without macros is a mismatch. The
    /// name of a symbolic link says nothing about the link's content.
    pub fn judge(extension: Option<&str>, detected: FileType) -> Self {
        if detected == FileType::Link {
            return Self::Unknown;
        }
        let extension = extension.map(str::to_lowercase);
        match extension.as_deref().and_then(expected_for_extension) {
            None => Self::Unknown,
            Some(expected) if expected.contains(&detected) => Self::Match,
            Some(_) => Self::Mismatch,
        }
    }

    /// The verdict on a file at this path.
    pub fn of(path: &VaultPath, detected: FileType) -> Self {
        Self::judge(path.extension().as_deref(), detected)
    }

    /// The stable lower-case name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Match => "match",
            Self::Mismatch => "mismatch",
            Self::Unknown => "unknown",
        }
    }

    /// The verdict with this name, in any case.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|verdict| verdict.name().eq_ignore_ascii_case(name))
    }
}

/// Compares the type with the extension; see [`Verdict::judge`].
pub fn judge(extension: Option<&str>, detected: FileType) -> Verdict {
    Verdict::judge(extension, detected)
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

super::schema::by_name!(Verdict);

impl<'de> serde::Deserialize<'de> for Verdict {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::parse(&name)
            .ok_or_else(|| serde::de::Error::custom(format!("\"{name}\" is not a verdict")))
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]
mod tests {
    use super::*;

    #[test]
    fn judges_as_the_table_says() {
        for (extension, detected, verdict) in [
            (Some("pdf"), FileType::Pdf, Verdict::Match),
            (Some("PDF"), FileType::Pdf, Verdict::Match),
            (Some("pdf"), FileType::Elf, Verdict::Mismatch),
            (Some("jpg"), FileType::Png, Verdict::Mismatch),
            (Some("jpeg"), FileType::Jpeg, Verdict::Match),
            (Some("docx"), FileType::Zip, Verdict::Mismatch),
            (Some("docx"), FileType::Docm, Verdict::Mismatch),
            (Some("docx"), FileType::EncryptedOffice, Verdict::Match),
            (Some("doc"), FileType::Ole, Verdict::Mismatch),
            (Some("txt"), FileType::Html, Verdict::Match),
            (Some("txt"), FileType::Binary, Verdict::Mismatch),
            (Some("txt"), FileType::Empty, Verdict::Match),
            (Some("pdf"), FileType::Empty, Verdict::Mismatch),
            (Some("xyzzy"), FileType::Elf, Verdict::Unknown),
            (Some("pdf"), FileType::Link, Verdict::Unknown),
            (None, FileType::Pdf, Verdict::Unknown),
        ] {
            assert_eq!(
                judge(extension, detected),
                verdict,
                "{extension:?} {detected}"
            );
        }
    }

    #[test]
    fn names_read_back() {
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::parse(verdict.name()), Some(verdict));
        }
        assert_eq!(Verdict::parse("maybe"), None);
    }
}
