//! Normal forms of names for comparison: NFC for identity, lower-case NFC for search.

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

/// The form for searches without regard to case: NFC, each letter in lower case by itself, final
/// sigma as sigma, for UTF-8; otherwise the bytes with ASCII letters in lower case. Idempotent.
pub fn fold_name(name: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(name) {
        // Letter by letter: `str::to_lowercase` considers the neighbours of a sigma, so that parts
        // would not match wholes.
        Ok(text) if !text.is_ascii() => {
            let lower = text
                .nfc()
                .flat_map(char::to_lowercase)
                .map(|c| if c == 'ς' { 'σ' } else { c });
            lower.nfc().collect::<String>().into_bytes()
        }
        Ok(_) | Err(_) => name.to_ascii_lowercase(),
    }
}
