//! A secret typed by a person: a password, a passphrase, a recovery key.

use zeroize::Zeroizing;

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
