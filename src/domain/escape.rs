//! Makes names and texts safe for a terminal or a log: invisible characters, and those that change
//! how others are displayed, are escaped. Lossless: the escaped form can be converted back.

use std::fmt::Write;

/// Whether a character is a control, or changes how others are displayed: line and paragraph
/// separators, zero-width characters, directional marks and overrides (Unicode UAX #9), tags.
fn is_odd(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether joiners have a visible effect next to a character: letters and marks of the scripts from
/// Hebrew on, emoji, and what selects their form. In other scripts, they would only make two names
/// look equal.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{1dff}' | '\u{2190}'..='\u{2bff}' | '\u{2e80}'..='\u{d7ff}'
        | '\u{f900}'..='\u{fe0f}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{1ffff}')
        && !is_odd(c)
}

/// The characters of a text, with whether each has to be escaped: odd ones, except joiners that
/// scripts such as Persian and Hindi need, those of emoji families, and the tags of emoji flags.
fn examined(text: &str) -> impl Iterator<Item = (char, bool)> {
    let (mut before, mut in_flag) = (None, false);
    let mut rest = text.chars().peekable();
    std::iter::from_fn(move || {
        let c = rest.next()?;
        let is_needed = match c {
            '\u{200c}' | '\u{200d}' => {
                before.is_some_and(is_joined) && rest.peek().copied().is_some_and(is_joined)
            }
            '\u{e0020}'..='\u{e007f}' => in_flag,
            _ => false,
        };
        in_flag = c == '\u{1f3f4}' || (in_flag && is_needed);
        before = Some(c);
        Some((c, is_odd(c) && !is_needed))
    })
}

/// Whether a text has characters to be escaped, other than those of `allowed`.
#[must_use]
pub fn has_odd(text: &str, allowed: &[char]) -> bool {
    !text.is_ascii() && examined(text).any(|(c, odd)| odd && !allowed.contains(&c))
        || text
            .bytes()
            .any(|b| b.is_ascii_control() && !allowed.contains(&char::from(b)))
}

/// Escapes odd characters as `\u{..}`, bytes that are not UTF-8 as `\x..`, and doubles `\`.
#[must_use]
pub fn escape(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for part in bytes.utf8_chunks() {
        for (c, odd) in examined(part.valid()) {
            match c {
                '\\' => out.push_str("\\\\"),
                c if odd => out.extend(c.escape_unicode()),
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

/// The bytes whose form by [`escape`] this is; `None` if it is no such form.
fn unescape(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, escaped)) = rest.split_once('\\') {
        bytes.extend_from_slice(plain.as_bytes());
        rest = if let Some(after) = escaped.strip_prefix('\\') {
            bytes.push(b'\\');
            after
        } else if let Some(after) = escaped.strip_prefix("u{") {
            let (digits, after) = after.split_once('}')?;
            let c = u32::from_str_radix(digits, 16)
                .ok()
                .and_then(char::from_u32)?;
            bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            after
        } else {
            let digits = escaped.strip_prefix('x')?;
            bytes.push(u8::from_str_radix(digits.get(..2)?, 16).ok()?);
            digits.get(2..)?
        };
    }
    bytes.extend_from_slice(rest.as_bytes());
    Some(bytes)
}

/// A name as it is printed: unchanged if it is safe, otherwise escaped, in double quotes.
#[must_use]
pub fn shown(name: &[u8]) -> String {
    match std::str::from_utf8(name) {
        Ok(text) if !text.is_empty() && text.trim() == text && !text.starts_with('"') => {
            if has_odd(text, &[]) {
                format!("\"{}\"", escape(name))
            } else {
                text.to_owned()
            }
        }
        _ => format!("\"{}\"", escape(name)),
    }
}

/// The name that a text means: the one that is printed so by [`shown`], otherwise the text itself.
#[must_use]
pub fn meant(text: &[u8]) -> Vec<u8> {
    let inside = std::str::from_utf8(text).ok();
    let inside = inside.and_then(|text| text.strip_prefix('"')?.strip_suffix('"'));
    inside.and_then(unescape).unwrap_or_else(|| text.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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

    #[test]
    fn scripts_and_emoji_keep_their_joiners() {
        for name in [
            "\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}.pdf",
            "\u{915}\u{94d}\u{200d}\u{937}.txt",
            "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}.jpg",
            "\u{2764}\u{fe0f}\u{200d}\u{1f525}",
            "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
        ] {
            assert_eq!(shown(name.as_bytes()), name);
        }
        for name in [
            "in\u{200d}voice",
            "\u{200c}a",
            "\u{645}\u{200c}",
            "a\u{e0001}\u{e0041}\u{e0042}",
        ] {
            assert_ne!(shown(name.as_bytes()), name);
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_means_the_name(
            name in "(\\PC|[\u{0}-\u{1f}\u{200b}-\u{202e}\u{627}-\u{62b}\u{915}-\u{940}\u{1f468}-\u{1f470}\"\\\\ ]){0,12}",
            bytes in proptest::collection::vec(any::<u8>(), 0..12),
        ) {
            for name in [name.as_bytes(), &bytes] {
                prop_assert_eq!(meant(shown(name).as_bytes()), name);
            }
        }
    }
}
