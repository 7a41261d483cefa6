//! Escaping of names for the terminal: a name cannot contain control sequences or imitate another
//! name.

use std::borrow::Cow;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use file_organizer::domain::escape::{escape, has_odd, shown};
use file_organizer::domain::path::VaultPath;

/// A name or path: unchanged if it is safe to print, otherwise quoted and escaped. Commands accept
/// what is printed.
pub(crate) fn bytes(name: &[u8]) -> String {
    shown(name)
}

/// A path in the vault.
pub(crate) fn path(path: &VaultPath) -> String {
    bytes(path.raw())
}

/// A path in the file system.
pub(crate) fn os(path: &Path) -> String {
    bytes(path.as_os_str().as_bytes())
}

/// A message that may contain names, as one line with control characters escaped.
pub(crate) fn line(message: &str) -> Cow<'_, str> {
    if has_odd(message, &[]) {
        Cow::Owned(escape(message.as_bytes()))
    } else {
        Cow::Borrowed(message)
    }
}

/// Text of a file, such as a note, with control characters other than newlines escaped.
pub(crate) fn text(text: &str) -> Cow<'_, str> {
    if has_odd(text, &['\n']) {
        let lines: Vec<String> = text.lines().map(|line| escape(line.as_bytes())).collect();
        Cow::Owned(lines.join("\n"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn safe_names_are_unchanged_and_others_are_escaped() {
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
