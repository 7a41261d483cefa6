//! Whether a file may have a name, by its extension and the type of its content: the keys
//! `allowed_extensions` and `content_mismatch`.

use crate::domain::file_type::{FileType, TypeGroup};
use crate::domain::path::VaultPath;
use crate::domain::verdict::Verdict;

use super::{Admission, ContentMismatch, Policy};

const ALLOWED: &str = "allowed_extensions";

/// Why the policy does not allow a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The reason.
    pub reason: String,
    /// The key of the policy.
    pub key: &'static str,
    /// The value of the key that would allow it, if there is one.
    pub value: Option<String>,
    /// The group of types to allow, if that is enough.
    pub group: Option<TypeGroup>,
}

impl Violation {
    /// The command after which the file would be allowed.
    #[must_use]
    pub fn command(&self) -> Option<String> {
        let value = self.value.as_ref()?;
        Some(format!("file-organizer policy set {} {value}", self.key))
    }
}

impl Policy {
    /// Whether a file may have this extension.
    ///
    /// # Errors
    /// Why not.
    pub fn admit_name(&self, extension: Option<&str>) -> Result<(), Violation> {
        if self.allowed_extensions.admission(extension) != Admission::Refused {
            return Ok(());
        }
        let Some(extension) = extension else {
            return Err(Violation {
                reason: "files without an extension are not allowed by the policy".to_owned(),
                key: ALLOWED,
                value: Some("+@other".to_owned()),
                group: self.helpful(TypeGroup::Other, None),
            });
        };
        let group = TypeGroup::of(Some(extension));
        let what = match group == TypeGroup::Programs {
            true => format!("programs and scripts (.{extension})"),
            false => format!(".{extension} files"),
        };
        let reason = format!("{what} are not allowed by the policy");
        Err(Violation {
            reason,
            key: ALLOWED,
            value: addition(extension),
            group: self.helpful(group, Some(extension)),
        })
    }

    /// Whether content of this type may have this extension.
    ///
    /// # Errors
    /// Why not.
    pub fn admit_content(
        &self,
        extension: Option<&str>,
        detected: FileType,
    ) -> Result<(), Violation> {
        if detected == FileType::Link {
            return Ok(());
        }
        match (Verdict::judge(extension, detected), self.content_mismatch) {
            (Verdict::Mismatch, ContentMismatch::Reject) => Err(Violation {
                reason: mismatch(extension, detected),
                key: "content_mismatch",
                value: Some(ContentMismatch::Warn.name().to_owned()),
                group: None,
            }),
            (Verdict::Unknown, _) => {
                let admission = self.allowed_extensions.admission(extension);
                if admission.admits_unjudged(detected) {
                    return Ok(());
                }
                let is = detected.name();
                Err(Violation {
                    reason: format!("programs and scripts ({is}) are not allowed by the policy"),
                    key: ALLOWED,
                    value: extension.map_or_else(|| Some("+@programs".to_owned()), addition),
                    group: self.helpful(TypeGroup::Programs, extension),
                })
            }
            (Verdict::Match | Verdict::Mismatch, _) => Ok(()),
        }
    }

    /// This group, if a file with the extension would be allowed whatever its content, or at least if
    /// it is no program, once the group is.
    fn helpful(&self, group: TypeGroup, extension: Option<&str>) -> Option<TypeGroup> {
        let mut policy = self.clone();
        policy.set(ALLOWED, &format!("+@{}", group.name())).ok()?;
        let admission = policy.allowed_extensions.admission(extension);
        (admission != Admission::Refused).then_some(group)
    }

    /// Whether a stored file may get another name: a new extension must be one with which the file
    /// could be added. One that it already has stays allowed.
    ///
    /// # Errors
    /// Why not.
    pub fn admit_rename(
        &self,
        from: &VaultPath,
        to: &VaultPath,
        detected: FileType,
    ) -> Result<(), Violation> {
        let extension = to.extension();
        if extension == from.extension() {
            return Ok(());
        }
        self.admit_name(extension.as_deref())?;
        self.admit_content(extension.as_deref(), detected)
    }
}

/// The change of `allowed_extensions` that adds an extension; `None` if the policy cannot name it.
fn addition(extension: &str) -> Option<String> {
    let change = format!("+{extension}");
    Policy::default()
        .set(ALLOWED, &change)
        .ok()
        .map(|()| change)
}

/// The description of content that does not match its extension.
#[must_use]
pub fn mismatch(extension: Option<&str>, detected: FileType) -> String {
    let says = extension.unwrap_or_default();
    format!("the content is {detected}, but the file is named .{says}")
}
