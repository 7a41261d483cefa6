//! Patterns by example, against hostile texts, and for time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use super::*;
use proptest::prelude::*;

fn name(pattern: &str, text: &str) -> bool {
    Glob::name_folded(pattern).unwrap().matches(text.as_bytes())
}

fn path(pattern: &str, text: &str) -> bool {
    Glob::path_exact(pattern).unwrap().matches(text.as_bytes())
}

#[test]
fn names() {
    for (pattern, text) in [
        ("*.pdf", "Report.PDF"),
        ("report", "REPORT"),
        ("caf?.txt", "cafe\u{301}.txt"),
        ("CAFÉ*", "café au lait"),
        ("[a-c]x", "Bx"),
        ("[!a-c]x", "dx"),
        ("[]]x", "]x"),
        ("[a-]", "-"),
        ("{invoice,bill{s,}}-*", "bill-1"),
        ("a\\*b", "a*b"),
        ("*", ""),
        ("*", ".hidden"),
        ("**", "x"),
        ("?", "é"),
        ("stra??e", "Straße"),
        ("a,b}", "a,b}"),
    ] {
        assert!(name(pattern, text), "{pattern} {text}");
    }
    for (pattern, text) in [
        ("*.pdf", "a.pdf.exe"),
        ("report", "report1"),
        ("a\\*b", "axb"),
        ("[!a]", "a"),
        ("?", ""),
        ("{a,b}", "c"),
        ("caf?", "cafes"),
    ] {
        assert!(!name(pattern, text), "{pattern} {text}");
    }
    assert!(Glob::name_folded("a?").unwrap().matches(b"a\xff"));
}

#[test]
fn paths() {
    for (pattern, text) in [
        ("/a/*/c", "/a/b/c"),
        ("a/**/c", "/a/c"),
        ("a/**/c", "/a/b/b/c"),
        ("**/c", "/x/c"),
        ("/a/**", "/a/b/c"),
        ("**", "/a/b"),
        ("**.pdf", "/a/b.pdf"),
    ] {
        assert!(path(pattern, text), "{pattern} {text}");
    }
    for (pattern, text) in [
        ("/a/*", "/a/b/c"),
        ("/a?b", "/a/b"),
        ("/a[!x]b", "/a/b"),
        ("/A/*", "/a/b"),
        ("c", "/x/c"),
    ] {
        assert!(!path(pattern, text), "{pattern} {text}");
    }
}

#[test]
fn refusals() {
    assert!(matches!(
        Glob::name_folded("[a"),
        Err(GlobError::OpenClass(_))
    ));
    assert!(matches!(
        Glob::name_folded("[]"),
        Err(GlobError::OpenClass(_))
    ));
    assert!(matches!(
        Glob::name_folded("{a"),
        Err(GlobError::OpenBrace(_))
    ));
    assert!(matches!(
        Glob::name_folded("[z-a]"),
        Err(GlobError::BackwardRange(_))
    ));
    assert!(matches!(
        Glob::name_folded(&"{".repeat(100)),
        Err(GlobError::OpenBrace(_))
    ));
    assert!(matches!(
        Glob::name_folded(&"a".repeat(513)),
        Err(GlobError::TooLong)
    ));
}

#[test]
fn prefixes() {
    for (pattern, prefix, literal) in [
        ("Inv*", "inv", false),
        ("Inv.pdf", "inv.pdf", true),
        ("*x", "", false),
        ("a\\*b?", "a*b", false),
        ("a{b,c}", "a", false),
    ] {
        let glob = Glob::name_folded(pattern).unwrap();
        assert_eq!(
            (glob.literal_prefix(), glob.is_literal()),
            (prefix, literal),
            "{pattern}"
        );
    }
}

#[test]
fn evil_patterns_take_linear_time() {
    let text = "a".repeat(255);
    let started = std::time::Instant::now();
    for pattern in [
        "a*".repeat(200) + "b",
        "{a,a}*".repeat(70) + "b",
        "?*".repeat(250) + "b",
        "{*,{*,{*,{*,*}}}}".repeat(20) + "b",
    ] {
        assert!(!name(&pattern, &text));
    }
    assert!(started.elapsed().as_secs() < 2, "{:?}", started.elapsed());
}

proptest! {
    #[test]
    fn never_panics(pattern in "[a*?\\[\\]{},!^\\\\/-]{0,24}", text in proptest::collection::vec(any::<u8>(), 0..24)) {
        for glob in [Glob::name_folded(&pattern), Glob::path_folded(&pattern), Glob::path_exact(&pattern)].into_iter().flatten() {
            let _ = glob.matches(&text);
        }
    }

    #[test]
    fn a_literal_matches_itself(text in "[a-zA-Zé.ß -]{0,12}") {
        prop_assert!(name(&text, &text));
        let around = format!("*{text}*");
        prop_assert!(name(&around, &text));
    }
}
