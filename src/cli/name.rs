//! Stored names as people see them: nothing in a name can move the cursor, or pretend to be
//! another.

use std::borrow::Cow;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use file_organizer::domain::escape::{escape, is_odd};
use file_organizer::domain::path::VaultPath;

/// A name or path of these bytes: as it is where that is harmless, else in quotes and escaped.
pub(crate) fn bytes(name: &[u8]) -> String {
    match std::str::from_utf8(name) {
        Ok(text) if !text.is_empty() && text.trim() == text && !text.chars().any(is_odd) => {
            text.to_owned()
        }
        _ => format!("\"{}\"", escape(name)),
    }
}

/// A path in the vault.
pub(crate) fn path(path: &VaultPath) -> String {
    bytes(path.raw())
}

/// A path in the file system.
pub(crate) fn os(path: &Path) -> String {
    bytes(path.as_os_str().as_bytes())
}

/// A message that may quote names: one line, whatever is in them.
pub(crate) fn line(message: &str) -> Cow<'_, str> {
    if message.chars().any(is_odd) {
        Cow::Owned(escape(message.as_bytes()))
    } else {
        Cow::Borrowed(message)
    }
}

/// Text that came with a file, such as a note; its lines stay lines.
pub(crate) fn text(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| is_odd(c) && c != '\n') {
        let lines: Vec<String> = text.lines().map(|line| escape(line.as_bytes())).collect();
        Cow::Owned(lines.join("\n"))
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
