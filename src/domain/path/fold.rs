//! Normal forms of names and texts for comparison: NFC for identity, a looser one for searches.

use std::borrow::Cow;

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The form that decides whether two names are equal: NFC (Unicode Standard Annex 15) for UTF-8,
/// otherwise the bytes themselves.
pub fn normalize_name(name: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(name) {
        Ok(text) if !text.is_ascii() && !is_nfc(text) => {
            text.nfc().collect::<String>().into_bytes()
        }
        Ok(_) | Err(_) => name.to_vec(),
    }
}

/// The form for searches, see [`fold_text`], for UTF-8; otherwise the bytes with ASCII letters in
/// lower case. Idempotent.
pub fn fold_name(name: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(name) {
        Ok(text) if !text.is_ascii() => fold_unicode(text).into_bytes(),
        Ok(_) | Err(_) => name.to_ascii_lowercase(),
    }
}

/// The form for searches without regard to case, accents and width: compatibility decomposition
/// (NFKD), each letter in upper and then in lower case (as in case folding, `ß` becomes `ss`), without accents and
/// invisible characters, composed again. Marks that distinguish letters of Indic, Thai and
/// Japanese scripts stay. Only a slash becomes a slash. Idempotent.
pub fn fold_text(text: &str) -> Cow<'_, str> {
    if !text.is_ascii() {
        return fold_unicode(text).into();
    }
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return text.to_ascii_lowercase().into();
    }
    text.into()
}

fn fold_unicode(text: &str) -> String {
    let mut decomposed = String::with_capacity(text.len());
    for character in text.chars() {
        decompose_compatible(character, |part| match part {
            '/' if character != '/' => decomposed.push('\u{2044}'),
            part if is_ignored(part) => {}
            part => decomposed.push(part),
        });
    }
    // To lower case first: the upper case of the capital sharp s is itself.
    let lower = decomposed.chars().flat_map(char::to_lowercase);
    let lower = lower
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase);
    lower.nfkd().filter(|c| !is_ignored(*c)).nfc().collect()
}

/// The form for comparing names as file systems that ignore case do: NFC in lower case.
pub fn lower_name(name: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(name) {
        Ok(text) if !text.is_ascii() => {
            let lower = text.nfc().flat_map(char::to_lowercase);
            lower.nfc().collect::<String>().into_bytes()
        }
        Ok(_) | Err(_) => name.to_ascii_lowercase(),
    }
}

/// Accents (marks above, below and through letters, and the points of Hebrew, Arabic and Syriac),
/// and characters that are invisible by default. The iota below a Greek letter is no accent: in upper
/// case it is a letter.
fn is_ignored(character: char) -> bool {
    if character.is_ascii() || character == '\u{345}' {
        return false;
    }
    matches!(canonical_combining_class(character), 1 | 10..=36 | 200..=240)
        || matches!(character, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}
