//! The form in which passwords are compared, whatever the keyboard: RFC 8265, profile OpaqueString.

use unicode_normalization::UnicodeNormalization;

/// The characters of a password as it is compared: white space of any kind is a space, in NFC.
/// `None` if it contains a control character, which many keyboards cannot enter.
#[must_use]
pub fn opaque(text: &str) -> Option<impl Iterator<Item = char>> {
    let spaces = |c: char| if c.is_whitespace() { ' ' } else { c };
    (!text.chars().any(char::is_control)).then(|| text.chars().map(spaces).nfc())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn passwords_do_not_depend_on_the_keyboard() {
        let password = |text| opaque(text).unwrap().collect::<String>();
        for (typed, stored) in [
            ("cafe\u{301} au lait", "café au lait"),
            ("a\u{a0}b\u{3000}c", "a b c"),
            ("Ω", "\u{2126}"),
        ] {
            assert_eq!(password(typed), password(stored));
        }
        assert_ne!(password("A"), password("a"));
        for text in ["a\0b", "a\tb", "a\nb", "a\u{85}b"] {
            assert!(opaque(text).is_none(), "{text:?}");
        }
    }
}
