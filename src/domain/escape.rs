//! Makes names and texts safe for a terminal or a log: invisible characters, and those that change
//! how others are displayed, are escaped. Lossless: the escaped form can be converted back.

use std::fmt::Write;

/// Whether a character is a control, or changes how others are displayed: line and paragraph
/// separators, zero-width characters, directional marks and overrides (Unicode UAX #9), tags.
#[must_use]
pub fn is_odd(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Escapes odd characters as `\u{..}`, bytes that are not UTF-8 as `\x..`, and doubles `\`.
#[must_use]
pub fn escape(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for part in bytes.utf8_chunks() {
        for c in part.valid().chars() {
            match c {
                '\\' => out.push_str("\\\\"),
                c if is_odd(c) => out.extend(c.escape_unicode()),
                c => out.push(c),
            }
        }
        for byte in part.invalid() {
            // Writing to a String never fails.
            let _ = write!(out, "\\x{byte:02x}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_written_out() {
        assert_eq!(escape(b"plain name.txt"), "plain name.txt");
        assert_eq!(escape("a\nb\u{1b}[2J".as_bytes()), "a\\u{a}b\\u{1b}[2J");
        assert_eq!(
            escape("x\u{202e}y\u{200b}".as_bytes()),
            "x\\u{202e}y\\u{200b}"
        );
        assert_eq!(escape(b"\xff\\"), "\\xff\\\\");
    }
}
