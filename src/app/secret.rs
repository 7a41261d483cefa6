//! A secret typed by a person: a password, a passphrase, a recovery key.

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

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

    /// The password as it is compared, whatever the keyboard: spaces of any kind become a space, and
    /// the text is in NFC (RFC 8265, profile OpaqueString).
    ///
    /// # Errors
    /// Kind `Usage` if it contains a control character.
    pub(crate) fn as_password(&self) -> Result<Self> {
        if self.0.chars().any(char::is_control) {
            return Err(Error::new(
                Kind::Usage,
                "the password contains a control character, such as a tab or NUL",
            )
            .hint("a password file has the password on one line of UTF-8 text"));
        }
        // Reserved beforehand, so that no copy of a part is left in memory.
        let mut text = Zeroizing::new(String::with_capacity(self.0.len().saturating_mul(3)));
        let spaces = |c: char| if c.is_whitespace() { ' ' } else { c };
        text.extend(self.0.chars().map(spaces).nfc());
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn passwords_do_not_depend_on_the_keyboard() {
        let password = |text: &str| Secret::from(text).as_password().unwrap();
        for (typed, stored) in [
            ("cafe\u{301} au lait", "café au lait"),
            ("a\u{a0}b\u{3000}c", "a b c"),
            ("Ω", "\u{2126}"),
        ] {
            assert_eq!(password(typed).expose(), password(stored).expose());
        }
        assert_ne!(password("A").expose(), password("a").expose());
        for text in ["a\0b", "a\tb", "a\nb", "a\u{85}b"] {
            assert!(Secret::from(text).as_password().is_err(), "{text:?}");
        }
    }
}
