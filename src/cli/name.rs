//! Stored names as people see them: control, format and bidi characters escaped, so that no name
//! can move the cursor or pretend to be another. The one home of the escaping.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use file_organizer::domain::path::VaultPath;
use os_display::Quotable;

/// A name or path of these bytes: as it is where that is harmless, else quoted and escaped.
pub(crate) fn bytes(name: &[u8]) -> String {
    // A plain name with a space or a quote in it is shown as it is.
    if let Ok(text) = std::str::from_utf8(name)
        && !text.is_empty()
        && !text.chars().any(is_odd)
        && text.trim() == text
    {
        return text.to_owned();
    }
    OsStr::from_bytes(name).quote().to_string()
}

fn is_odd(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{061c}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// A path in the vault.
pub(crate) fn path(path: &VaultPath) -> String {
    bytes(path.raw())
}

/// A path in the file system.
pub(crate) fn os(path: &Path) -> String {
    bytes(path.as_os_str().as_bytes())
}

/// Text that came with a file, such as a note.
pub(crate) fn text(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| is_odd(c) && c != '\n') {
        Cow::Owned(
            text.chars()
                .flat_map(|c| {
                    let escaped: Vec<char> = if is_odd(c) && c != '\n' {
                        c.escape_unicode().collect()
                    } else {
                        vec![c]
                    };
                    escaped
                })
                .collect(),
        )
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn harmless_names_are_untouched_and_others_cannot_act() {
        for name in ["a.txt", "/inbox/Brief an Oma.pdf", "it's", "caf\u{e9}"] {
            assert_eq!(super::bytes(name.as_bytes()), name);
        }
        for name in ["a\nb", "\u{1b}[2J", "x\u{202e}y", "", " lead"] {
            let shown = super::bytes(name.as_bytes());
            assert_ne!(shown, name);
            assert!(!shown.contains(['\n', '\u{1b}', '\u{202e}']));
        }
        assert!(!super::bytes(b"\xff").contains('\u{fffd}'));
    }
}
