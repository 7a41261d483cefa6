//! Recipients of backups, and the identities that open them: the secret half is never stored in the
//! vault.

use std::io::Write;
use std::path::Path;

use super::envelope;
use crate::app::error::{Error, Kind, Result};
use crate::app::gate::Gate;
use crate::app::partial::{Partial, folder_of};
use crate::app::secret::Secret;
use crate::crypto::age_file;
use crate::domain::action::Action;
use crate::domain::detail::Word;
use crate::domain::permission::Permissions;
use crate::domain::time::Time;
use crate::storage::recipients as stored;
use crate::storage::tables::View;
use crate::storage::users::Names;

/// An age recipient.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Recipient {
    /// `age1...`
    pub recipient: String,
    /// A label.
    pub name: Option<String>,
    /// When it was added.
    pub added: Time,
    /// Who added it.
    pub added_by: String,
}

impl Recipient {
    fn of(names: &Names, one: stored::Recipient) -> Self {
        Self {
            recipient: one.recipient,
            name: one.name,
            added: one.added,
            added_by: names.actor(&one.added_by),
        }
    }
}

/// Creates an identity: returns its secret text and its recipient. With `file`, writes the secret
/// there (mode 0600), like `age-keygen`.
///
/// # Errors
/// If the file exists; I/O errors.
pub fn new_identity(file: Option<&Path>, created: Time) -> Result<(Secret, String)> {
    let (secret, recipient) = age_file::new_identity();
    if let Some(path) = file {
        let partial = Partial::begin(path)?;
        let head = format!(
            "# created: {}\n# public key: {recipient}\n",
            created.rfc3339()
        );
        for text in [&head, secret.as_str(), "\n"] {
            (&partial)
                .write_all(text.as_bytes())
                .map_err(|error| Error::io(path, &error))?;
        }
        partial.publish()?;
    }
    Ok((Secret::from(secret.as_str()), recipient))
}

/// The recipient of an identity in a file, which is created if it does not exist: backups are encrypted
/// to it from now on. Returns the recipient.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Usage` for a file that contains no identity; I/O errors.
pub fn use_identity(gate: &mut Gate, file: &Path, created: Time) -> Result<String> {
    gate.refuse_own(file)?;
    let known = recipients(gate)?;
    let recipient = match file.exists() {
        false => new_identity(Some(file), created)?.1,
        true => recipient_of(file)?,
    };
    if known.iter().all(|one| one.recipient != recipient) {
        add(gate, &recipient, None)?;
    }
    Ok(recipient)
}

/// Checks that [`use_identity`] can use or create this file.
///
/// # Errors
/// Kind `Usage` for a file that contains no identity, or whose folder does not exist; I/O errors.
pub fn check_identity(file: &Path) -> Result<()> {
    if file.exists() {
        return recipient_of(file).map(|_| ());
    }
    let folder = folder_of(file);
    if folder.is_dir() {
        return Ok(());
    }
    let message = format!("there is no folder {}", folder.display());
    Err(Error::new(Kind::Usage, message).hint("create it, or mount the device, and try again"))
}

/// The recipient of the first identity in a file.
fn recipient_of(file: &Path) -> Result<String> {
    let found = envelope::recipients_of(file)?;
    found.into_iter().next().ok_or_else(|| {
        let message = format!(
            "{} contains no identity that is a secret key",
            file.display()
        );
        Error::new(Kind::Usage, message)
            .hint("for a hardware key, add its recipient: file-organizer backup recipient add")
    })
}

/// Adds a recipient, which can read every backup from now on.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Usage` for an invalid recipient, or one already configured.
pub fn add(gate: &mut Gate, recipient: &str, name: Option<&str>) -> Result<Recipient> {
    let recipient = age_file::check_recipient(recipient)
        .map_err(|error| Error::new(Kind::Usage, error.to_string()))?;
    let added = gate.write(
        Action::BackupRecipientChange,
        recipient.as_bytes(),
        |writing| {
            let mut all = stored::all(writing.view())?;
            if all.iter().any(|one| one.recipient == recipient) {
                return Err(Error::new(
                    Kind::Usage,
                    "this recipient is already configured",
                ));
            }
            if name.is_some() && all.iter().any(|one| one.name.as_deref() == name) {
                return Err(Error::new(
                    Kind::Usage,
                    "the recipient name is already in use",
                ));
            }
            let one = stored::Recipient {
                recipient: recipient.clone(),
                name: name.map(str::to_owned),
                added: writing.now,
                added_by: writing.actor(),
            };
            all.push(one.clone());
            // A recipient can read everything.
            writing.grant(&[&Permissions::all()])?.set_recipients(all)?;
            writing.detail(Word::Added);
            Ok(Recipient::of(&Names::load(writing.view())?, one))
        },
    )?;
    Ok(added)
}

/// Removes a recipient, by its text or name: it cannot read later backups.
///
/// # Errors
/// Kinds `Denied`, `Busy`, `NotFound`.
pub fn remove(gate: &mut Gate, which: &str) -> Result<Recipient> {
    let removed = gate.write(Action::BackupRecipientChange, which.as_bytes(), |writing| {
        let mut all = stored::all(writing.view())?;
        let at = all
            .iter()
            .position(|one| one.recipient == which || one.name.as_deref() == Some(which));
        let Some(at) = at else {
            return Err(Error::new(
                Kind::NotFound,
                format!("{which:?} is not a backup recipient"),
            )
            .hint("list them with: file-organizer backup recipient list"));
        };
        let one = all.remove(at);
        writing.grant(&[&Permissions::all()])?.set_recipients(all)?;
        writing.detail(Word::Removed);
        Ok(Recipient::of(&Names::load(writing.view())?, one))
    })?;
    Ok(removed)
}

/// Every recipient.
pub fn recipients(gate: &mut Gate) -> Result<Vec<Recipient>> {
    gate.read(Action::BackupRecipientList, |view, _| all(view))
}

pub(in crate::app) fn all(view: &impl View) -> Result<Vec<Recipient>> {
    let names = Names::load(view)?;
    let all = stored::all(view)?.into_iter();
    Ok(all.map(|one| Recipient::of(&names, one)).collect())
}
