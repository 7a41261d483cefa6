//! Splitting an unfinished command line into words as the shell does, and quoting a word for it.

/// The quoting rules of a shell, as far as they differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoting {
    /// bash: nothing is special within single quotes.
    Bash,
    /// fish: `\'` and `\\` are special within single quotes.
    Fish,
}

/// The words of a line that ends at the cursor, without quotes. The last one is being typed, and is
/// empty after a space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) words: Vec<Vec<u8>>,
    /// The bytes of the last word that stem from before the offset that was asked for.
    pub(super) before: usize,
    /// The quote that is open at the cursor.
    pub(super) quote: Option<u8>,
}

/// Splits `line`; `offset` is where the shell sees the beginning of the last word.
pub(super) fn split(line: &[u8], offset: usize, quoting: Quoting) -> Words {
    let mut words = Vec::new();
    let mut word: Option<Vec<u8>> = None;
    let mut before = 0;
    let mut quote = None;
    let mut bytes = line.iter().copied().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        if at == offset {
            before = word.as_ref().map_or(0, Vec::len);
        }
        match (quote, byte) {
            (None, b' ' | b'\t' | b'\n') => {
                words.extend(word.take());
                before = 0;
            }
            (None, b'\'' | b'"') => {
                quote = Some(byte);
                word.get_or_insert_default();
            }
            (Some(open), close) if open == close => quote = None,
            (_, b'\\') => {
                let next = bytes.peek().map(|(_, next)| *next);
                let escapes = match (quote, next) {
                    (_, None) => false,
                    (None, Some(_)) => true,
                    (Some(b'\''), Some(next)) => {
                        quoting == Quoting::Fish && matches!(next, b'\'' | b'\\')
                    }
                    (Some(_), Some(next)) => matches!(next, b'"' | b'\\' | b'$' | b'`'),
                };
                let word = word.get_or_insert_default();
                match next {
                    Some(next) if escapes => {
                        word.push(next);
                        bytes.next();
                    }
                    None => {}
                    Some(_) => word.push(byte),
                }
            }
            (_, byte) => word.get_or_insert_default().push(byte),
        }
    }
    if offset >= line.len() {
        before = word.as_ref().map_or(0, Vec::len);
    }
    words.push(word.unwrap_or_default());
    Words {
        words,
        before,
        quote,
    }
}

/// A word as bash reads it after an open `quote`, which stays open.
pub(super) fn quoted(word: &[u8], quote: Option<u8>) -> Vec<u8> {
    let mut text = Vec::with_capacity(word.len());
    for byte in word {
        match (quote, byte) {
            (Some(b'\''), b'\'') => text.extend(b"'\\''"),
            // Not even a backslash stops the expansion of the history between double quotes.
            (Some(b'"'), b'!') => text.extend(b"\"\\!\""),
            (Some(b'"'), b'"' | b'$' | b'`' | b'\\') => text.extend([b'\\', *byte]),
            (None, byte) if !is_plain(*byte) => text.extend([b'\\', *byte]),
            (_, byte) => text.push(*byte),
        }
    }
    text
}

/// Whether a byte means nothing else in bash: letters, digits, parts of other characters.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii() || b"/._-+,:=@%".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str, quoting: Quoting) -> Vec<String> {
        let split = split(line.as_bytes(), 0, quoting);
        let text = |word| String::from_utf8(word).unwrap();
        split.words.into_iter().map(text).collect()
    }

    #[test]
    fn quotes_are_removed_as_the_shell_does() {
        for (line, wanted) in [
            ("x ls", &["x", "ls"][..]),
            ("x ls ", &["x", "ls", ""]),
            ("x ls /my\\ fi", &["x", "ls", "/my fi"]),
            ("x ls '/my fi", &["x", "ls", "/my fi"]),
            ("x ls '/my'\\''s", &["x", "ls", "/my's"]),
            ("x ls \"/a \\\"b\\c", &["x", "ls", "/a \"b\\c"]),
            ("x  ls '' b", &["x", "ls", "", "b"]),
            ("x ls /b\\", &["x", "ls", "/b"]),
        ] {
            assert_eq!(words(line, Quoting::Bash), wanted, "{line}");
        }
        assert_eq!(words("'it\\'s a", Quoting::Fish), ["it's a"]);
        assert_eq!(words("'it\\'s a", Quoting::Bash), ["it\\s", "a"]);
    }

    #[test]
    fn a_quoted_word_is_read_back() {
        let all: Vec<u8> = (b' '..=b'~').chain("ö".bytes()).collect();
        for open in ["", "'", "\""] {
            let text = quoted(&all, open.bytes().next());
            let line = [open.as_bytes(), &text].concat();
            let split = split(&line, 0, Quoting::Bash);
            assert_eq!(split.words, std::slice::from_ref(&all), "{open}");
            assert_eq!(split.quote, open.bytes().next());
        }
    }

    #[test]
    fn the_part_before_the_word_of_the_shell_is_counted() {
        for (line, seen, before) in [
            ("x find tag:pa", "pa", 4),
            ("x find 'tag:pa", "tag:pa", 0),
            ("x ls /a\\:b", "b", 3),
            ("x ls /in", "/in", 0),
            ("x find tag:", "", 4),
        ] {
            let split = split(line.as_bytes(), line.len() - seen.len(), Quoting::Bash);
            assert_eq!(split.before, before, "{line}");
        }
    }
}
