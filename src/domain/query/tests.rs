//! Queries by example, errors, hints, and hostile terms.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use super::*;
use crate::domain::path::fold_name;
use proptest::prelude::*;

fn now() -> Time {
    Time::parse("2026-02-17").unwrap()
}

fn parse(words: &[&str]) -> Result<Query, QueryError> {
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    Query::parse(&words, now(), &Zone::UTC)
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
        note: Some("Zweite Mahnung für Müller"),
        file_type: FileType::Pdf,
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
        "cafe",
        "*.pdf",
        "RECHNUNG*",
        "/taxes/**/*.pdf",
        "tag:Tax",
        "tag:tax,other",
        "tag:*",
        "tag:T?X",
        "-untagged",
        "ext:jpg,pdf",
        "type:image,pdf",
        "owner:bob,anna",
        "note:mahnung",
        "note:MULLER",
        "note:*",
        "title:uber",
        "size:over:1M",
        "size:min:2M",
        "size:max:2M",
        "size:under:3M",
        "added:within:30d",
        "added:since:30d",
        "added:since:2026-02-16",
        "added:older:12h",
        "modified:since:2025-01-01",
        "modified:before:2026",
        "modified:until:2025-03",
        "modified:after:2025-02",
        "modified:within:2025",
        "taken:within:2024",
        "(tag:bank or tag:tax)",
        "(tag:bank or (ext:pdf and not untagged))",
        "-(tag:bank or tag:paid)",
        "(title:\"die pflanzen\" and cafe)",
        "(untagged or tag:tax)",
        "\"cafe.pdf\"",
        "/",
        "/taxes",
        "/taxes/2025/",
        "/taxes/2025/Rechnung Café.PDF",
        "(/taxes)",
        "-(/tax or /letters)",
    ] {
        assert!(holds(&[word]), "{word}");
    }
    for words in [
        &["tag:bank", "or", "tag:tax"] as &[&str],
        &["tag:tax", "or", "tag:bank", "ext:jpg"],
        &["(", "tag:bank", "OR", "tag:tax", ")", "AND", "ext:pdf"],
        &["not", "tag:bank"],
        &["not", "(tag:bank or untagged)", "cafe"],
        &["not", "not", "cafe"],
        &["not", "-cafe"],
    ] {
        assert!(holds(words), "{words:?}");
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
        "tag:bank,paid",
        "untagged",
        "*.txt",
        "/letters/*.pdf",
        "note:rechnung",
        "size:over:2M",
        "size:under:2M",
        "added:older:30d",
        "added:before:30d",
        "modified:before:2025-03",
        "modified:after:2025",
        "(tag:bank or tag:paid)",
        "-(tag:bank or tag:tax)",
        "(1)",
        "\"tag:tax\"",
        "\"or\"",
        "type:photo",
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
        "/tax",
        "/2025",
        "/taxes/2025/Rechnung Café.PDF/x",
        "-/taxes",
        "(/letters or /tax)",
        "\"/taxes\"",
    ] {
        assert!(!holds(&[word]), "{word}");
    }
    assert!(!holds(&["rechnung", "tag:other"]));
    assert!(!holds(&["not", "cafe"]));
    assert!(!holds(&["(tag:tax or tag:bank)", "ext:jpg"]));
    assert!(!holds(&["tag:bank", "or", "tag:tax", "ext:jpg"]));
}

#[test]
fn unknown_keys_are_told() {
    let error = parse(&["foo:bar"]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "unknown search key \"foo\"; the keys are name, path, tag, type, ext, in, size, added, modified, note, owner, hash, verdict, taken, title, author, artist, album, camera, regex, source"
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
    for words in [
        &["(tag:a or"] as &[&str],
        &["(tag:a", "or", "tag:b"],
        &["tag:a", ")"],
        &["or", "a"],
        &["a", "and"],
        &["a", "or", "or", "b"],
        &["not"],
        &["(", ")"],
        &["(a or )"],
        &["(a \"b)"],
        &["\u{200d}"],
    ] {
        let error = parse(words).unwrap_err();
        assert!(!error.to_string().is_empty(), "{words:?}");
    }
}

#[test]
fn hostile_expressions_are_refused_or_cheap() {
    let nested = |depth: usize| format!("{}a b{}", "(".repeat(depth), ")".repeat(depth));
    assert!(parse(&[&nested(16)]).is_ok());
    assert!(matches!(
        parse(&[&nested(17)]),
        Err(QueryError::TooDeep(16))
    ));
    assert!(parse(&[&nested(4000)]).is_err());
    let open = vec!["("; 64];
    assert!(parse(&open).is_err());
    let nots = format!("({}a)", "not ".repeat(200));
    assert!(parse(&[&nots]).is_ok());
    let nots = format!("({}a)", "not ".repeat(2000));
    assert!(matches!(parse(&[&nots]), Err(QueryError::TooLong(..))));
    assert!(matches!(
        parse(&[&format!("tag:{}", ["a*"; 2000].join(","))]),
        Err(QueryError::TooLong(..))
    ));
    let regexes = format!("({})", vec!["regex:a"; 65].join(" or "));
    assert!(matches!(parse(&[&regexes]), Err(QueryError::TooLong(..))));
}

#[test]
fn owners_are_replaced_at_any_depth() {
    let replaced = |words: &[&str]| {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let owner = |name: &str| Ok::<_, ()>(format!("<{name}>"));
        Query::with_owners(&words, owner).unwrap()
    };
    assert_eq!(
        replaced(&["owner:a", "-OWNER:b,c", "tag:owner", "(owner:a"]),
        ["owner:<a>", "-OWNER:<b>,<c>", "tag:owner", "(owner:<a>"]
    );
    assert_eq!(
        replaced(&["-(owner:a or (title:\"x y\" and -owner:b) or not \"or\")"]),
        ["-(owner:<a> or (title:\"x y\" and not owner:<b>) or not \"or\")"]
    );
}

#[test]
fn an_empty_result_may_have_a_reason() {
    let doubt = |word| parse(&[word]).unwrap().doubt();
    assert!(
        doubt("taxes/2025")
            .unwrap()
            .contains("'path:**taxes/2025**'")
    );
    assert!(
        doubt("name:rechnung")
            .unwrap()
            .contains("'name:*rechnung*'")
    );
    assert_eq!(doubt("name:*rechnung*"), None);
    assert_eq!(doubt("rechnung"), None);
    assert_eq!(doubt("my rechnung"), None);
    for word in [
        "not rechnung",
        "untagged a",
        "a or b",
        "(rechnung",
        "a @tax",
        "a -b",
    ] {
        assert!(doubt(word).is_some(), "{word}");
    }
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
    let query = parse(&["/a/b/c.txt", "in:/a"]).unwrap();
    assert_eq!(query.folder().unwrap().key(), b"/a/b/c.txt");
    let query = parse(&["-in:/a", "-/a", "name:*x", "text"]).unwrap();
    assert_eq!(
        (query.folder(), query.name_prefix(), query.needs_hash()),
        (None, None, false)
    );
}

#[test]
fn every_key_has_an_example_that_is_read() {
    for key in keys::KEYS {
        let example = keys::example(key).unwrap();
        for word in example.split([' ', ',']).filter(|word| word.contains(':')) {
            let word = word.trim_matches('\'');
            assert!(parse(&[word]).is_ok(), "{word}");
        }
    }
}

proptest! {
    #[test]
    fn never_panics(key in 0_usize..21, value in "[0-9a-zA-Z<>=.:/*?{}\\[\\]\\\\ (),\"-]{0,20}", text in "\\PC{0,20}", group in "\\([a-c()\" -]{0,20}(or|not|and)[a-c()\" -]{0,20}\\)") {
        for word in [format!("{}:{value}", keys::KEYS[key]), text, value, group] {
            if let Ok(query) = Query::parse(&[word], now(), &Zone::UTC) {
                let path = VaultPath::parse(b"/a/\xffb.txt").unwrap();
                let folded = fold_name(path.name_key());
                let facts = Facts {
                    path: &path, folded: &folded, traits: None, source: None, size: 1, added: Time::MIN, modified: Time::MAX, owner: "", tags: &[], note: None,
                    file_type: FileType::Empty, hash: &[],
                };
                let _ = (query.matches(&facts), query.folder(), query.name_prefix(), query.needs_hash());
            }
        }
    }

    #[test]
    fn a_match_begins_with_the_prefix(pattern in "[aAé*?]{1,6}", name in "[aAéb]{1,6}") {
        let path = VaultPath::root().join(name.as_bytes()).unwrap();
        let query = Query::parse(&[format!("name:{pattern}")], now(), &Zone::UTC).unwrap();
        let folded = fold_name(path.name_key());
        let facts = Facts {
            path: &path, folded: &folded, traits: None, source: None, size: 1, added: Time::MIN, modified: Time::MAX, owner: "", tags: &[], note: None,
            file_type: FileType::Empty, hash: &[],
        };
        if query.matches(&facts) && let Some(prefix) = query.name_prefix() {
            prop_assert!(fold_name(path.name_key()).starts_with(&prefix));
        }
    }
}
