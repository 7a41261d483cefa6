//! Rules by example: matches, placements, and errors with their positions.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use super::*;
use crate::domain::file_type::FileType;
use crate::domain::id::FileId;
use crate::domain::path::fold_name;
use crate::domain::time::Time;
use crate::domain::traits::Traits;
use proptest::prelude::*;

fn now() -> Time {
    Time::parse("2026-02-17").unwrap()
}

fn rules(text: &str) -> RuleSet {
    match RuleSet::parse(text, now(), &Zone::UTC) {
        Ok(rules) => rules,
        Err(wrong) => panic!("{wrong:?}"),
    }
}

/// Evaluates rules for `path`: a JPEG of 2 MiB, taken in 2024, modified in March 2025, added a day
/// ago, owned by anna, with the tags `tax` and `area-home`.
fn with<T>(path: &[u8], then: impl FnOnce(&Values<'_>) -> T) -> T {
    let path = VaultPath::parse(path).unwrap();
    let folded = fold_name(path.name_key());
    let tags = [Tag::parse("tax").unwrap(), Tag::parse("area-home").unwrap()];
    let traits = Traits {
        taken: Some(Time::parse("2024-07-05 12:30:10").unwrap()),
        title: Some("../a/b".into()),
        camera: Some("..".into()),
        ..Traits::default()
    };
    let facts = Facts {
        path: &path,
        folded: &folded,
        size: 2 << 20,
        added: Time::parse("2026-02-16").unwrap(),
        modified: Time::parse("2025-03-10 12:00").unwrap(),
        owner: "anna",
        tags: &tags,
        note: None,
        file_type: FileType::Jpeg,
        hash: &[0x1f, 0x2e, 0x3d],
        traits: Some(&traits),
        source: None,
    };
    let id = FileId::new([7; 10]);
    then(&Values {
        facts: &facts,
        id: Some(&id),
        groups: &[],
        zone: &Zone::UTC,
    })
}

fn goes(text: &str, path: &str) -> Option<String> {
    let rules = rules(text);
    with(path.as_bytes(), |values| {
        match rules.decide(values, false).place {
            Place::At { rule, .. } => rule
                .path(values, Counter::Number(3))
                .map(|path| path.to_string_lossy()),
            Place::Trash => Some("trash".into()),
            Place::Stay => None,
        }
    })
}

fn to(template: &str) -> Option<String> {
    let text = format!("[[rule]]\nname = \"a\"\nto = '''{template}'''\n");
    goes(&text, "/inbox/x/Photo.JPG")
}

#[test]
fn templates_are_filled_in() {
    for (template, path) in [
        ("/a", "/a"),
        ("/{ext}/{type}/{class}", "/jpg/jpeg/image"),
        ("/{owner}/{parent}", "/anna/x"),
        ("/{folder}", "/inbox/x"),
        ("/{stem:lower}", "/photo"),
        ("/{name:upper}", "/PHOTO.JPG"),
        ("/{modified:%Y}/{modified:%m}", "/2025/03"),
        ("/{exif.date:%Y-%m}", "/2024-07"),
        ("/{taken:%Y%m%d-%H%M%S}", "/20240705-123010"),
        ("/{date:%Y}", "/2024"),
        ("/{added}", "/2026-02-16"),
        ("/{tag}", "/tax"),
        ("/{tag:area-}", "/home"),
        ("/{tag:project-|'none'}", "/none"),
        ("/{artist|author|'Unknown'}", "/Unknown"),
        ("/{hash:4}", "/1f2e"),
        // A format also applies to the alternatives before it that have none.
        ("/{taken|modified:%Y}", "/2024"),
        ("/{name.date|modified:%Y}", "/2025"),
        ("/{name.date|taken:%m|modified:%Y}", "/07"),
        ("/{artist|taken|'x'|modified:%Y}", "/2024"),
        ("/{artist|stem:lower}", "/photo"),
        ("/{stem|modified:%Y}", "/Photo"),
        ("/{n:3}", "/003"),
        ("/{{x}}", "/{x}"),
        // Metadata cannot lead out of the folder.
        ("/t/{title}", "/t/..-a-b"),
    ] {
        let expected = format!("{path}/Photo.JPG");
        assert_eq!(
            to(template).as_deref(),
            Some(expected.as_str()),
            "{template}"
        );
    }
    // The file lacks the value, so the rule does not match.
    for template in ["/{artist}", "/{tag:project-}", "/{camera}"] {
        assert_eq!(to(template), None, "{template}");
    }
}

#[test]
fn the_first_that_says_where_decides_and_all_may_tag() {
    let text = "
[[rule]]
name = 'all'
tag = ['seen', 'from {owner}']
[[rule]]
name = 'low'
to = '/low'
[[rule]]
name = 'high'
priority = 5
stop = false
to = '/high'
tag = 'high'
note = 'by {camera|owner}'
[[rule]]
name = 'off'
enabled = false
priority = 9
trash = true
";
    let rules = rules(text);
    with(b"/inbox/a.jpg", |values| {
        let decision = rules.decide(values, false);
        assert_eq!(decision.rule, Some("high"));
        let tags: Vec<&str> = decision.tags.iter().map(Tag::as_str).collect();
        assert_eq!(tags, ["high", "seen", "from-anna"]);
        assert_eq!(decision.note.as_deref(), Some("by anna"));
        assert_eq!(rules.decide(values, true).note, None);
    });
}

#[test]
fn conditions_of_all_any_and_not() {
    let rule = |when: &str| format!("[[rule]]\nname = 'a'\nto = '/x'\n{when}\n");
    for (when, holds) in [
        ("", true),
        ("when = ['ext:jpg', 'size:>1M']", true),
        ("when = 'ext:jpg'", true),
        ("when = ['ext:jpg', 'size:>3M']", false),
        ("any = ['ext:pdf', 'ext:jpg']", true),
        ("any = ['ext:pdf', 'ext:png']", false),
        (
            "any = [['ext:jpg', 'size:>3M'], ['ext:jpg', 'owner:anna']]",
            true,
        ),
        ("not = ['ext:pdf']", true),
        ("not = ['ext:pdf', 'tag:tax']", false),
        ("not = [['tag:tax', 'owner:ben']]", true),
        ("when = ['regex:^photo[0-9]*\\.jpg$']", true),
        ("when = ['taken:2024', 'title:a']", true),
        ("when = ['source:/**']", false),
    ] {
        let found = goes(&rule(when), "/inbox/photo1.jpg");
        assert_eq!(found.is_some(), holds, "{when}");
    }
}

#[test]
fn regular_expressions_are_limited() {
    let with = |count: usize| {
        let terms = vec!["'regex:a'"; count].join(", ");
        format!("[[rule]]\nname = 'a'\nto = '/a'\nany = [{terms}]\n")
    };
    assert!(RuleSet::parse(&with(MAX_REGEXES), now(), &Zone::UTC).is_ok());
    let wrong = RuleSet::parse(&with(MAX_REGEXES + 1), now(), &Zone::UTC).unwrap_err();
    assert_eq!(wrong[0].error, RuleError::TooManyRegexes);
}

#[test]
fn many_errors_take_little_time() {
    let keys: String = (0..60_000).map(|n| format!("k{n} = 1\n")).collect();
    let text = format!("[[rule]]\nname = 'a'\n{keys}");
    let began = std::time::Instant::now();
    let wrong = RuleSet::parse(&text, now(), &Zone::UTC).unwrap_err();
    assert_eq!((wrong.len(), wrong[0].line), (20, 3));
    assert!(began.elapsed().as_secs() < 5);
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let say = |text: &str| {
        let wrong = RuleSet::parse(text, now(), &Zone::UTC).unwrap_err();
        let lines: Vec<String> = wrong.iter().map(ToString::to_string).collect();
        lines.join("\n")
    };
    let rule = |rest: &str| format!("[[rule]]\nname = 'a'\n{rest}");
    for (text, place, word) in [
        ("[[rule]\n".to_owned(), "line 1, column ", ""),
        (
            "x = 1\n".to_owned(),
            "line 1, column 1",
            "unknown key \"x\"",
        ),
        (
            "[[rule]]\nto = '/a'\n".to_owned(),
            "line 1, column 1",
            "name",
        ),
        (
            rule("too = '/a'\n"),
            "line 3, column 1",
            "unknown key \"too\"",
        ),
        (rule("to = 'a'\n"), "line 3, column 6", "slash"),
        (
            rule("to = '/a/../b'\n"),
            "line 3, column 6",
            "must not contain",
        ),
        (rule("to = '/{name'\n"), "line 3, column 6", "brace"),
        (
            rule("to = '/{foo}'\n"),
            "line 3, column 6",
            "unknown field {foo}",
        ),
        (
            rule("to = '/{added:%Q!}'\n"),
            "line 3, column 6",
            "invalid format",
        ),
        (
            rule("rename = 'a/b'\n"),
            "line 3, column 10",
            "is not a file name",
        ),
        (
            rule("rename = '{folder}'\n"),
            "line 3, column 10",
            "is not a file name",
        ),
        (
            rule("to = '/a'\nwhen = ['size:big']\n"),
            "line 4, column 8",
            "size",
        ),
        (
            rule("to = '/a'\nwhen = ['regex:(a']\n"),
            "line 4, column 8",
            "regular expression",
        ),
        (
            rule("to = '/a'\npriority = 'x'\n"),
            "line 4, column 12",
            "whole number",
        ),
        (
            rule("to = '/a'\nconflict = 'x'\n"),
            "line 4, column 12",
            "rename_new",
        ),
        (rule("tag = ['a b']\n"), "line 3, column 7", "a b"),
        (rule("when = []\n"), "line 1, column 1", "has no action"),
        (
            rule("to = '/a'\ntrash = true\n"),
            "line 1, column 1",
            "conflicting",
        ),
        (
            rule("to = '/a'\n[[rule]]\nname = 'a'\nto = '/b'\n"),
            "line 5, column 8",
            "is used twice",
        ),
    ] {
        let said = say(&text);
        assert!(
            said.contains(place) && said.contains(word),
            "{text}: {said}"
        );
    }
    // All errors at once.
    let two = say(&rule("to = 'a'\nrename = '/'\nx = 1\n"));
    assert_eq!(two.lines().count(), 3, "{two}");
}

#[test]
fn every_method_is_read_and_files_everything() {
    for method in Method::ALL {
        let rules = rules(method.rules());
        for path in ["/inbox/a.jpg", "/inbox/a", "/inbox/x.unknown"] {
            with(path.as_bytes(), |values| {
                let decision = rules.decide(values, false);
                assert!(
                    matches!(decision.place, Place::At { .. }),
                    "{}: {path}",
                    method.name()
                );
            });
        }
        assert_eq!(Method::parse(method.name()), Some(method));
    }
}

#[test]
fn texts_are_edited_with_everything_else_left() {
    let before = "# mine\n[[rule]]\nname = 'a' # first\nto = '/a'\n";
    let draft = Draft {
        name: "b \"quoted\"".into(),
        when: vec!["ext:pdf".into()],
        tags: vec!["x".into()],
        ..Draft::default()
    };
    let both = appended(before, &draft).unwrap();
    assert!(both.starts_with(before.trim_end()), "{both}");
    assert_eq!(rules(&both).rules().len(), 2);
    assert!(only(&both, "a").unwrap().contains("# first"));
    let one = removed(&both, "a").unwrap();
    assert_eq!(rules(&one).rules()[0].written, {
        let mut draft = draft.clone();
        draft.tags = vec!["x".into()];
        draft
    });
    assert_eq!(removed(&one, "a"), None);
    assert_eq!(
        removed(&both, "b \"quoted\"").unwrap().trim_end(),
        before.trim_end()
    );
}

#[test]
fn an_evil_pattern_is_linear_and_a_huge_one_refused() {
    let name = format!("/inbox/{}", "a".repeat(250));
    for word in [
        "regex:(a+)+$",
        "regex:(a|aa)+b",
        "regex:(.*)*.*x",
        "name:*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b",
        "name:{a,aa,aaa}{a,aa,aaa}{a,aa,aaa}{a,aa,aaa}*b",
    ] {
        let text = format!("[[rule]]\nname='e'\nto='/x'\nwhen=['{word}']\n");
        let begun = std::time::Instant::now();
        let _ = goes(&text, &name);
        // A backtracking matcher would take practically forever.
        assert!(begun.elapsed().as_secs() < 5, "{word}");
    }
    let huge = "[[rule]]\nname='e'\nto='/x'\nwhen=['regex:(((a{100}){100}){100}){100}']\n";
    let wrong = RuleSet::parse(huge, now(), &Zone::UTC).unwrap_err();
    assert!(wrong[0].to_string().contains("regular expression"));
}

proptest! {
    #[test]
    fn nothing_panics_and_nothing_leaves_its_root(text in "\\PC{0,40}", name in "[a-z./{}]{1,12}") {
        let _ = RuleSet::parse(&text, now(), &Zone::UTC);
        if let Ok(template) = Template::folder(&format!("/base/{text}")) {
            let path = VaultPath::root().join(b"in").unwrap().join(b"x").unwrap();
            let _ = (path, &name);
            with(b"/inbox/a.jpg", |values| {
                let rendered = template.render(values, Counter::Probe);
                let parsed = rendered.and_then(|bytes| VaultPath::parse(&bytes).ok());
                if let Some(parsed) = parsed {
                    assert!(parsed.is_inside(&VaultPath::parse(b"/base").unwrap())
                        || parsed.key() == b"/base", "{}", parsed.to_string_lossy());
                }
            });
        }
    }
}

#[test]
fn dates_in_names_and_named_groups_are_fields() {
    let rule = |to: &str| {
        let when = "regex:^scan_(?<number>[0-9]+)(?<rest>x?)";
        format!("[[rule]]\nname = \"a\"\nwhen = ['{when}']\nto = \"{to}\"\n")
    };
    let path = "/inbox/scan_0042 2023-07-04.pdf";
    assert_eq!(
        goes(&rule("/{regex.number}/{name.date:%Y}"), path).as_deref(),
        Some("/0042/2023/scan_0042 2023-07-04.pdf")
    );
    // A group without text has no value.
    assert_eq!(goes(&rule("/{regex.rest}"), path), None);
    assert_eq!(
        goes(&rule("/{regex.rest|'none'}"), path).as_deref(),
        Some("/none/scan_0042 2023-07-04.pdf")
    );
    // A matched text cannot lead out of the folder.
    let dots = "[[rule]]\nname = \"a\"\nwhen = ['regex:^(?<dots>[.]+)']\nto = '/t/{regex.dots}'\n";
    assert_eq!(goes(dots, "/inbox/..x"), None);
    let unknown = RuleSet::parse(&rule("/{regex.other}"), now(), &Zone::UTC);
    let wrong = unknown.unwrap_err();
    assert!(
        wrong[0].to_string().contains("(?<other>...)"),
        "{}",
        wrong[0]
    );
}
