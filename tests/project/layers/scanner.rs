//! The scanner of `layers.rs`: source text in, the names that matter out. Not a parser: it knows
//! literals, comments, braces and words, which is what the rules need.

/// Replaces comments and the insides of literals by spaces, keeping every line break and offset.
pub(super) fn blank(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    let mut after_word = false;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if let Some(length) = (!after_word).then(|| prefixed_string(rest)).flatten() {
            length
        } else if first == '"' {
            quoted(rest, '"')
        } else if first == '\'' && is_char_literal(rest) {
            quoted(rest, '\'')
        } else {
            after_word = is_word(first);
            code.push(first);
            rest = rest.split_at(first.len_utf8()).1;
            continue;
        };
        let (gone, left) = rest.split_at(length);
        code.extend(gone.bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }));
        rest = left;
        after_word = false;
    }
    code
}

/// Length of a block comment, which may hold others.
fn block_comment(text: &str) -> usize {
    let mut open = 0_usize;
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        if rest.starts_with("/*") {
            open += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            open -= 1;
            at += 2;
            if open == 0 {
                return at;
            }
        } else {
            match rest.chars().next() {
                Some(c) => at += c.len_utf8(),
                None => break,
            }
        }
    }
    text.len()
}

/// Length of a string literal that has a prefix: `r"`, `r#"`, `b"`, `br#"`, `c"`, `cr#"`, `b'`.
fn prefixed_string(text: &str) -> Option<usize> {
    let prefix = text
        .find(|c| !matches!(c, 'b' | 'c' | 'r'))
        .filter(|n| (1..=2).contains(n))?;
    let (letters, rest) = text.split_at(prefix);
    if !letters.ends_with('r') {
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        return Some(prefix + quoted(rest, quote));
    }
    let hashes = rest.find(|c| c != '#')?;
    let inside = rest.split_at(hashes).1.strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let length = inside.find(&end).map_or(inside.len(), |n| n + end.len());
    Some(prefix + hashes + 1 + length)
}

/// Length of a literal between two quotes, in which a backslash hides the next character.
fn quoted(text: &str, quote: char) -> usize {
    let mut hidden = true; // the opening quote itself
    for (at, c) in text.char_indices() {
        if hidden {
            hidden = false;
        } else if c == '\\' {
            hidden = true;
        } else if c == quote {
            return at + 1;
        }
    }
    text.len()
}

/// `'a'` and `'\n'` are characters, `'a` is a lifetime.
fn is_char_literal(text: &str) -> bool {
    let mut chars = text.chars().skip(1);
    match chars.next() {
        Some('\\') => true,
        Some(_) => chars.next() == Some('\''),
        None => false,
    }
}

/// Blanks the body of each `#[cfg(test)] mod name { .. }` in code that `blank` made.
pub(super) fn without_test_modules(code: &str) -> String {
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(start) = rest.find("#[cfg(test)]") {
        let (before, item) = rest.split_at(start);
        kept.push_str(before);
        let open = item.find(['{', ';']).unwrap_or(item.len());
        let (head, body) = item.split_at(open);
        kept.push_str(head);
        let is_module = word_positions(head, "mod").next().is_some();
        let length = if is_module && body.starts_with('{') {
            braces(body)
        } else {
            0
        };
        let (gone, left) = body.split_at(length);
        kept.extend(gone.bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }));
        rest = left;
    }
    kept.push_str(rest);
    kept
}

/// Length of the group that starts with `{`.
pub(super) fn braces(code: &str) -> usize {
    let mut open = 0_usize;
    for (at, c) in code.char_indices() {
        match c {
            '{' => open += 1,
            '}' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return at + 1;
        }
    }
    code.len()
}

/// Where code names an outside crate: `name::`, `use name;`, `use name as`, `extern crate name`; not
/// a module of that name inside another path, as in `slot::name::`.
pub(super) fn crate_uses(code: &str, name: &str) -> Vec<usize> {
    word_positions(code, name)
        .filter(|at| {
            let (before, here) = code.split_at(*at);
            let before = before.trim_end();
            let after = here.split_at(name.len()).1.trim_start();
            let inner = before
                .strip_suffix("::")
                .is_some_and(|outer| outer.ends_with(|c| is_word(c) || c == '>'));
            let alone = ["use", "extern crate"]
                .iter()
                .any(|word| before.ends_with(word));
            !inner && (alone || after.starts_with("::"))
        })
        .collect()
}

/// Where a word stands with no word character on either side.
pub(super) fn word_positions<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    code.match_indices(word)
        .map(|(at, _)| at)
        .filter(move |at| {
            let (before, here) = code.split_at(*at);
            let after = here.split_at(word.len()).1;
            !before.ends_with(is_word) && !after.starts_with(is_word)
        })
}

/// Statements in which a secret is exposed and then becomes an ordinary string, vector or JSON value, and
/// nothing around it wipes that.
pub(super) fn unwiped_copies(code: &str) -> Vec<usize> {
    const EXPOSES: [&str; 2] = ["expose()", "expose_secret()"];
    const COPIES: [&str; 5] = [
        ".to_owned()",
        ".to_string()",
        ".to_vec()",
        ".into()",
        ".clone()",
    ];
    const MACROS: [&str; 4] = ["format!(", "json!(", "object!(", "println!("];
    const WIPES: [&str; 3] = ["Zeroizing::new(", "Secret::from(", "Secret::new("];
    let mut found = Vec::new();
    for word in EXPOSES {
        for (at, _) in code.match_indices(word) {
            // The brace of `json!({` begins no statement.
            let mut ends = code[..at].rmatch_indices([';', '{', '}']);
            let end = ends.find(|(end, _)| !code[..*end].ends_with('('));
            let begin = end.map_or(0, |(end, _)| end + 1);
            let (before, after) = (&code[begin..at], &code[at + word.len()..]);
            let copied = COPIES
                .iter()
                .any(|copy| after.trim_start().starts_with(copy))
                || MACROS.iter().any(|name| before.contains(name));
            if copied && !WIPES.iter().any(|wipes| before.contains(wipes)) {
                found.push(at);
            }
        }
    }
    found
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Each line with the offset of its first byte.
pub(super) fn lines_of(code: &str) -> impl Iterator<Item = (usize, &str)> {
    code.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    })
}

#[test]
pub(super) fn blanks_comments_and_keeps_offsets() {
    for (text, want) in [
        ("a // crate::cli\nb", "a              \nb"),
        ("a /* x /* y */ z */ b", "a                   b"),
        ("/* open", "       "),
        ("/*\n*/c", "  \n  c"),
        (
            "f(\"crate::cli \\\" // no\") // yes",
            "f(                     )       ",
        ),
        ("r#\"a\"b\"#; x", "        ; x"),
        ("br\"\\\"; x", "     ; x"),
        ("for\"a\"", "for   "),
        ("'\"' 'a' '\\'' b", "             b"),
        ("&'a str, b'\\\\'", "&'a str,      "),
        ("r#type // x", "r#type     "),
        ("\"ä\" é", "     é"),
    ] {
        assert_eq!(blank(text), want, "for {text:?}");
        assert_eq!(blank(text).len(), text.len(), "for {text:?}");
    }
}

#[test]
pub(super) fn blanks_test_modules_only() {
    let code = "use a;\n#[cfg(test)]\nmod tests { fn f() { b::c() } }\nuse d;\n#[cfg(test)] mod tests;\nuse e;";
    let kept = without_test_modules(code);
    assert_eq!(kept.len(), code.len());
    assert!(!kept.contains("b::c"));
    for word in ["use a", "use d", "use e"] {
        assert!(kept.contains(word), "{word} is gone from {kept}");
    }
}

#[test]
fn finds_crates_however_they_are_named() {
    for (code, want) in [
        ("use zstd::Encoder;", 1),
        ("let x = ::zstd::encode();", 1),
        ("use {zstd::Encoder, age::Encryptor};", 1),
        ("use zstd as z;", 1),
        ("extern crate zstd;", 1),
        ("use crate::storage::zstd::encode;", 0),
        ("let zstd = 1;", 0),
        ("zstd_safe::f()", 0),
    ] {
        assert_eq!(crate_uses(code, "zstd").len(), want, "for {code}");
    }
}

#[test]
fn finds_secrets_that_are_copied() {
    for (code, count) in [
        ("let a = key.expose().to_owned();", 1),
        ("let a = key.expose()\n    .to_string();", 1),
        ("let a = secret.expose_secret().into();", 1),
        ("out(&format!(\"{}\", key.expose()))", 1),
        ("json!({\"key\": key.expose()})", 1),
        ("return json!([key.expose()]);", 1),
        ("let a = Zeroizing::new(key.expose().to_owned());", 0),
        ("let a = Secret::from(key.expose());", 0),
        ("out.line(key.expose())", 0),
    ] {
        assert_eq!(unwiped_copies(&blank(code)).len(), count, "{code}");
    }
}
