//! Queries by example, errors, hints, and hostile terms.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use super::*;
use proptest::prelude::*;

fn now() -> Time {
    Time::parse("2026-02-17").unwrap()
}

fn parse(words: &[&str]) -> Result<Query, QueryError> {
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    Query::parse(&words, now())
}

/// `/taxes/2025/Rechnung Café.PDF`, 2 MiB, added a day ago, modified in March 2025, owner anna, tag
/// tax, hash 1f2e3d.
fn holds(words: &[&str]) -> bool {
    let path = VaultPath::parse("/taxes/2025/Rechnung Cafe\u{301}.PDF".as_bytes()).unwrap();
    let tags = [Tag::parse("tax").unwrap()];
    let folded = fold_name(path.name_key());
    let traits = Traits {
        taken: Some(Time::parse("2024-07-05").unwrap()),
        title: Some("Über die Pflanzen".into()),
        camera: Some("Pixel 8".into()),
        ..Traits::default()
    };
    parse(words).unwrap().matches(&Facts {
        path: &path,
        folded: &folded,
        traits: Some(&traits),
        source: Some(b"/home/anna/Downloads/x.pdf"),
        size: 2 << 20,
        added: Time::parse("2026-02-16").unwrap(),
        modified: Time::parse("2025-03-10 12:00").unwrap(),
        owner: "anna",
        tags: &tags,
        file_type: FileType::Pdf,
        verdict: Verdict::Match,
        hash: &[0x1f, 0x2e, 0x3d],
    })
}

#[test]
fn words_that_hold() {
    for word in [
        "rechnung",
        "CAFÉ",
        "ung caf",
        "name:*.pdf",
        "name:rechnung*",
        "path:/taxes/**",
        "path:taxes/*/*.pdf",
        "tag:tax",
        "type:pdf",
        "type:document",
        "ext:pdf",
        "ext:.PDF",
        "in:/taxes",
        "in:taxes/2025/",
        "in:/",
        "size:>1M",
        "size:>=2M",
        "size:<=2M",
        "size:2M",
        "size:=2048K",
        "size:1M..5M",
        "size:2M..",
        "size:..2M",
        "added:<30d",
        "added:30d",
        "added:>12h",
        "added:12h..7d",
        "added:7d..12h",
        "added:2026-02-16",
        "added:2026",
        "modified:>2025-01-01",
        "modified:2025-03",
        "modified:<2025-04",
        "modified:<=2025-03",
        "modified:>=2025-03",
        "modified:2025-03..2025-03",
        "modified:2024..2025",
        "modified:2025..",
        "modified:>300d",
        "owner:anna",
        "hash:1f2e3d",
        "hash:1F2",
        "hash:1",
        "verdict:match",
        "taken:2024",
        "taken:<2025",
        "title:pflanzen",
        "title:über*",
        "camera:PIXEL",
        "regex:^RECHNUNG",
        "regex:é\\.pdf$",
        "source:**/downloads/**",
        "-artist:bach",
        "-tag:other",
        "-foo",
        "-in:/letters",
        "TYPE:pdf",
    ] {
        assert!(holds(&[word]), "{word}");
    }
    assert!(holds(&[]));
    assert!(holds(&["rechnung", "tag:tax", "-type:image"]));
}

#[test]
fn words_that_do_not() {
    for word in [
        "quittung",
        "name:rechnung",
        "path:*.pdf",
        "tag:Tax",
        "type:image",
        "ext:docx",
        "in:/tax",
        "in:/taxes/2025/Rechnung Café.PDF",
        "size:>2M",
        "size:<2M",
        "size:3M..5M",
        "added:>30d",
        "added:2d..30d",
        "added:2026-02-15",
        "modified:>2025",
        "modified:<2025-03",
        "modified:2024",
        "modified:>2025-03-10",
        "owner:Anna",
        "hash:1f3",
        "hash:2",
        "hash:1f2e3d00",
        "verdict:mismatch",
        "taken:2025",
        "title:tiere",
        "title:pflanzen*",
        "artist:bach",
        "regex:^pdf",
        "source:**/desktop/**",
        "-rechnung",
        "-tag:tax",
    ] {
        assert!(!holds(&[word]), "{word}");
    }
    assert!(!holds(&["rechnung", "tag:other"]));
}

#[test]
fn unknown_keys_are_told() {
    let error = parse(&["foo:bar"]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "unknown search key \"foo\"; the keys are name, path, tag, type, ext, in, size, added, modified, owner, hash, verdict, taken, title, author, artist, album, camera, regex, source"
    );
    assert_eq!(
        error.hint().unwrap(),
        "to search names for this text, write 'name:*foo:bar*'"
    );
    assert!(parse(&["name:*foo:bar*"]).is_ok());
    assert!(parse(&["12:30"]).is_ok());
}

#[test]
fn bad_values_are_told() {
    for word in [
        "size:",
        "size:big",
        "size:5M..1M",
        "size:..",
        "added:soon",
        "added:>",
        "added:2025..30d",
        "added:2026..2025",
        "taken:soon",
        "hash:xyz",
        "hash:",
        "verdict:maybe",
        "type:foo",
        "ext:.",
        "owner:",
        "modified:2025-13",
    ] {
        let error = parse(&[word]).unwrap_err();
        assert!(
            matches!(error, QueryError::BadValue { .. }),
            "{word}: {error}"
        );
        assert!(error.hint().is_some(), "{word}");
    }
    assert!(matches!(parse(&[""]), Err(QueryError::EmptyWord)));
    assert!(matches!(parse(&["-"]), Err(QueryError::EmptyWord)));
    assert!(matches!(parse(&["in:/a/../b"]), Err(QueryError::Path(_))));
    assert!(matches!(parse(&["tag:a b"]), Err(QueryError::Tag(_))));
    assert!(matches!(parse(&["name:[a"]), Err(QueryError::Glob(_))));
    assert!(matches!(parse(&["a"; 65]), Err(QueryError::TooLong(..))));
    assert!(matches!(
        parse(&["a".repeat(8193).as_str()]),
        Err(QueryError::TooLong(..))
    ));
}

#[test]
fn hints_for_the_planner() {
    let query = parse(&[
        "in:/a",
        "in:/a/b",
        "-in:/a/b/c",
        "name:Inv*",
        "name:Invoice?",
        "-name:zzzzzzzzzz*",
        "hash:1",
    ])
    .unwrap();
    assert_eq!(query.folder().unwrap().key(), b"/a/b");
    assert_eq!(query.name_prefix().unwrap(), b"invoice");
    assert!(query.needs_hash());
    let query = parse(&["-in:/a", "name:*x", "text"]).unwrap();
    assert_eq!(
        (query.folder(), query.name_prefix(), query.needs_hash()),
        (None, None, false)
    );
}

#[test]
fn every_key_has_an_example_that_is_read() {
    for key in parse::KEYS {
        let example = parse::example(key).unwrap();
        for word in example.split([' ', ',']).filter(|word| word.contains(':')) {
            assert!(parse(&[word]).is_ok(), "{word}");
        }
    }
}

proptest! {
    #[test]
    fn never_panics(key in 0_usize..20, value in "[0-9a-zA-Z<>=.:/*?{}\\[\\]\\\\ -]{0,20}", text in "\\PC{0,20}") {
        for word in [format!("{}:{value}", parse::KEYS[key]), text, value] {
            if let Ok(query) = Query::parse(&[word], now()) {
                let path = VaultPath::parse(b"/a/\xffb.txt").unwrap();
                let folded = fold_name(path.name_key());
                let facts = Facts {
                    path: &path, folded: &folded, traits: None, source: None, size: 1, added: Time::MIN, modified: Time::MAX, owner: "", tags: &[],
                    file_type: FileType::Empty, verdict: Verdict::Unknown, hash: &[],
                };
                let _ = (query.matches(&facts), query.folder(), query.name_prefix(), query.needs_hash());
            }
        }
    }

    #[test]
    fn a_match_begins_with_the_prefix(pattern in "[aAé*?]{1,6}", name in "[aAéb]{1,6}") {
        let path = VaultPath::root().join(name.as_bytes()).unwrap();
        let query = Query::parse(&[format!("name:{pattern}")], now()).unwrap();
        let folded = fold_name(path.name_key());
        let facts = Facts {
            path: &path, folded: &folded, traits: None, source: None, size: 1, added: Time::MIN, modified: Time::MAX, owner: "", tags: &[],
            file_type: FileType::Empty, verdict: Verdict::Unknown, hash: &[],
        };
        if query.matches(&facts) && let Some(prefix) = query.name_prefix() {
            prop_assert!(fold_name(path.name_key()).starts_with(&prefix));
        }
    }
}
