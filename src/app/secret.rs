//! A secret typed by a person: a password, a passphrase, a recovery key.

use zeroize::Zeroizing;

use crate::domain::password::opaque;

use crate::app::error::{Error, Kind, Result};

/// Wiped when dropped; redacted in Debug.
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes ownership of the text.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The same text with a prefix and suffix, as it is shown or written.
    #[must_use]
    pub fn between(&self, before: &str, after: &str) -> Self {
        let mut text = String::with_capacity(before.len() + self.0.len() + after.len());
        text.extend([before, &self.0, after]);
        Self::new(text)
    }

    /// The password as it is compared: see [`opaque`].
    ///
    /// # Errors
    /// Kind `Usage` if it contains a control character.
    pub(crate) fn as_password(&self) -> Result<Self> {
        let characters = opaque(&self.0).ok_or_else(|| {
            Error::new(
                Kind::Usage,
                "the password contains a control character, such as a tab or NUL",
            )
            .hint("a password file has the password on one line, as UTF-8 text")
        })?;
        // Reserved beforehand, so that no copy of a part is left in memory.
        let mut text = Zeroizing::new(String::with_capacity(self.0.len().saturating_mul(3)));
        text.extend(characters);
        Ok(Self(text))
    }

    /// The text, for showing or using it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// Copies the text; the copy is wiped too.
impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text.to_owned())
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}
