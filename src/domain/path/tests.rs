//! Properties of paths, on examples and on arbitrary bytes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use super::*;
use proptest::prelude::*;

fn path(text: &str) -> VaultPath {
    VaultPath::parse(text.as_bytes()).unwrap()
}

#[test]
fn reads_the_usual_spellings() {
    assert_eq!(path("a/b").key(), b"/a/b");
    assert_eq!(path("/a/b/").key(), b"/a/b");
    assert!(path("/").is_root());
    assert_eq!(path("/-x\n\u{1b}[1m").name(), b"-x\n\x1b[1m");
    assert!(VaultPath::parse(b"/\xff\xfe").is_ok());
}

#[test]
fn refuses_what_could_escape_or_confuse() {
    for (text, error) in [
        ("", "Empty"),
        ("a//b", "EmptyPart"),
        ("//", "EmptyPart"),
        ("a//", "EmptyPart"),
        ("../x", "DotPart"),
        ("/a/./b", "DotPart"),
        ("..", "DotPart"),
        ("a\0b", "Nul"),
    ] {
        let found = format!("{:?}", VaultPath::parse(text.as_bytes()).unwrap_err());
        assert!(found.starts_with(error), "{text:?}: {found}");
    }
    assert!(VaultPath::parse(&[b'x'; 255]).is_ok());
    assert!(matches!(
        VaultPath::parse(&[b'x'; 256]),
        Err(PathError::PartTooLong(_))
    ));
    let deep = "/abcdefg".repeat(512);
    assert_eq!(deep.len(), 4096);
    assert!(VaultPath::parse(deep.as_bytes()).is_ok());
    assert!(matches!(
        VaultPath::parse(format!("{deep}h").as_bytes()),
        Err(PathError::TooLong(_))
    ));
}

#[test]
fn two_spellings_are_one_path_and_both_are_kept() {
    let nfc = path("/caf\u{e9}");
    let nfd = path("/cafe\u{301}");
    assert_eq!(nfc, nfd);
    assert_ne!(nfc.raw(), nfd.raw());
    assert_eq!(nfc.raw_if_different(), None);
    assert_eq!(nfd.raw_if_different(), Some("/cafe\u{301}".as_bytes()));
    let again = VaultPath::from_stored(
        nfd.key().to_vec(),
        nfd.raw_if_different().map(<[u8]>::to_vec),
    )
    .unwrap();
    assert_eq!(again.raw(), nfd.raw());
    assert!(VaultPath::from_stored(b"/x".to_vec(), Some(b"/y".to_vec())).is_err());
    assert!(VaultPath::from_stored("/cafe\u{301}".into(), None).is_err());
    assert!(VaultPath::from_stored(b"x".to_vec(), None).is_err());
}

#[test]
fn cuts_and_joins() {
    let file = path("/a/b/c.PDF");
    assert_eq!(file.parent().unwrap(), path("/a/b"));
    assert_eq!(path("/a").parent().unwrap(), VaultPath::root());
    assert_eq!(VaultPath::root().parent(), None);
    assert_eq!(VaultPath::root().name(), b"");
    assert_eq!(path("/a").join(b"b").unwrap(), path("/a/b"));
    assert_eq!(VaultPath::root().join(b"b").unwrap(), path("/b"));
    assert_eq!(VaultPath::root().join_path(b"b/c").unwrap(), path("/b/c"));
    assert!(matches!(
        path("/a").join(b"b/c"),
        Err(PathError::SlashInName(_))
    ));
    assert!(path("/a").join(b"..").is_err());
    assert!(path("/a").join(b"").is_err());
    assert!(path("/a").join_path(b"/b").is_err());
}

#[test]
fn inside_means_by_whole_parts() {
    assert!(path("/a/b").is_inside(&path("/a")));
    assert!(!path("/ab").is_inside(&path("/a")));
    assert!(!path("/a").is_inside(&path("/a")));
    assert!(path("/a").is_inside(&VaultPath::root()));
    assert!(!VaultPath::root().is_inside(&VaultPath::root()));
    assert_eq!(path("/a").folder_prefix(), b"/a/");
    assert_eq!(VaultPath::root().folder_prefix(), b"/");
}

#[test]
fn rebase_moves_a_whole_folder() {
    let moved =
        |p: &str, from: &str, to: &str| path(p).rebase(&path(from), &path(to)).map(|r| r.unwrap());
    assert_eq!(moved("/a/b/c", "/a", "/x/y"), Some(path("/x/y/b/c")));
    assert_eq!(moved("/a", "/a", "/x"), Some(path("/x")));
    assert_eq!(moved("/a/b", "/", "/x"), Some(path("/x/a/b")));
    assert_eq!(moved("/a/b", "/a", "/"), Some(path("/b")));
    assert_eq!(moved("/ab", "/a", "/x"), None);
}

#[test]
fn extensions() {
    for (name, extension) in [
        ("/a.PDF", Some("pdf")),
        ("/.bashrc", None),
        ("/.a.txt", Some("txt")),
        ("/a", None),
        ("/a.", None),
        ("/a.tar.gz", Some("gz")),
        ("/b.c/a", None),
    ] {
        assert_eq!(path(name).extension().as_deref(), extension, "{name}");
    }
    assert_eq!(VaultPath::parse(b"/a.\xff").unwrap().extension(), None);
}

#[test]
fn folding_ignores_case_form_accents_and_width() {
    for (one, other) in [
        ("CAFE\u{301}", "café"),
        ("Müller", "muller"),
        ("STRASSE", "Straße"),
        ("GROẞ", "gross"),
        ("Ὀδυσσεύς", "οδυσσευσ"),
        ("ＡＢＣ１２３", "abc123"),
        ("ﾌｧｲﾙ", "ファイル"),
        ("ﬁle", "file"),
        ("Łódź", "łodz"),
        ("İstanbul", "istanbul"),
        ("Diyarbakır", "diyarbakir"),
        ("می\u{200c}خواهم", "میخواهم"),
        ("كِتَاب", "كتاب"),
        ("שָׁלוֹם", "שלום"),
        ("각", "\u{1100}\u{1161}\u{11a8}"),
        ("❤\u{fe0f}", "❤"),
    ] {
        assert_eq!(fold_text(one), fold_text(other), "{one} {other}");
    }
    // Different letters, not accents.
    for (one, other) in [
        ("ガ", "カ"),
        ("กิน", "กน"),
        ("कि", "क"),
        ("o", "ø"),
        ("a／b", "a/b"),
    ] {
        assert_ne!(fold_text(one), fold_text(other), "{one} {other}");
    }
    assert_eq!(fold_name(b"A\xffB"), b"a\xffb");
}

#[test]
fn folding_is_idempotent_for_every_character() {
    for character in '\u{1}'..=char::MAX {
        let text = character.to_string();
        let once = fold_text(&text).into_owned();
        assert_eq!(fold_text(&once), once, "{character:?}");
        if !once.is_empty() {
            assert_eq!(fold_text(&text.to_uppercase()), once, "{character:?}");
        }
        assert_eq!(once.contains('/'), character == '/', "{character:?}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        if let Ok(path) = VaultPath::parse(&bytes) {
            prop_assert!(path.key().starts_with(b"/") && !path.key().contains(&0));
            let again = VaultPath::parse(path.raw()).unwrap();
            prop_assert_eq!(again.key(), path.key());
            let by_key = VaultPath::parse(path.key()).unwrap();
            prop_assert_eq!(by_key.key(), path.key());
        }
    }

    #[test]
    fn text_paths_keep_their_shape(text in "(/[a-zA-Z.\\u{300}-\\u{304}\\u{e9}\\u{212a}\\u{1d160}/=\u{338}]{1,9}){1,4}") {
        if let Ok(path) = VaultPath::parse(text.as_bytes()) {
            let count = |bytes: &[u8]| bytes.iter().filter(|b| **b == b'/').count();
            prop_assert_eq!(count(path.key()), count(path.raw()));
            let stored = VaultPath::from_stored(path.key().to_vec(), path.raw_if_different().map(<[u8]>::to_vec)).unwrap();
            prop_assert_eq!(stored.raw(), path.raw());
            if let Some(parent) = path.parent() {
                prop_assert!(path.is_inside(&parent) && path.is_inside(&VaultPath::root()));
                prop_assert!(path.key().starts_with(&parent.folder_prefix()));
                let joined = parent.join(path.name()).unwrap();
                prop_assert_eq!(joined.raw(), path.raw());
                let there = path.rebase(&parent, &VaultPath::root()).unwrap().unwrap();
                prop_assert_eq!(there.name(), path.name());
            }
        }
    }

    #[test]
    fn folding_is_stable(text in "\\PC{0,20}") {
        let once = fold_name(text.as_bytes());
        prop_assert_eq!(fold_name(&once), once);
    }
}
