//! `consent`: noted, ended, and what was stays.

use super::rows;
use crate::support::Home;

#[test]
fn a_consent_that_ends_stays_in_the_list() {
    let home = Home::new();
    home.ok(["consent", "grant", "anna", "newsletter"]);
    home.ok([
        "consent", "grant", "Ms Jones", "photos", "--note", "folder 3",
    ]);
    let twice = home.run(["consent", "grant", "anna", "newsletter"]);
    assert_eq!(twice.code, 2, "{}", twice.err);
    home.ok(["consent", "withdraw", "anna", "newsletter"]);
    assert_eq!(
        home.run(["consent", "withdraw", "anna", "newsletter"]).code,
        4
    );
    home.ok(["consent", "grant", "anna", "newsletter"]);
    assert_eq!(home.run(["consent", "grant", "a\nb", "x"]).code, 2);

    let all = home.run(["--json", "consent", "list"]).json();
    assert_eq!(all.len(), 3);
    let annas = home.run(["--json", "consent", "list", "anna"]).json();
    assert_eq!(annas.len(), 2);
    assert!(annas[0]["withdrawn"].is_object() && annas[1]["withdrawn"].is_null());
    assert_eq!(annas[0]["withdrawn"]["by"], "admin");
    assert_eq!(all[1]["note"], "folder 3");
    let text = home.ok(["consent", "list"]);
    assert!(
        text.contains("Ms Jones") && text.contains("photos"),
        "{text}"
    );

    let outcomes: Vec<_> = rows(&home, "CONSENT_GRANT")
        .iter()
        .map(|row| (row["target"].clone(), row["outcome"].clone()))
        .collect();
    let wanted = [
        ("anna", "SUCCESS"),
        ("Ms Jones", "SUCCESS"),
        ("anna", "FAILURE"),
        ("anna", "SUCCESS"),
    ];
    assert_eq!(outcomes, wanted.map(|(a, b)| (a.into(), b.into())));
    assert_eq!(rows(&home, "CONSENT_WITHDRAW").len(), 2);
    home.ok(["audit", "verify"]);
}

#[test]
fn a_person_is_the_same_in_any_spelling() {
    let home = Home::new();
    home.user("anna", "user");
    home.ok(["consent", "grant", " Anna ", "photos"]);
    for name in ["anna", "ANNA", "Ａｎｎａ"] {
        let twice = home.run(["consent", "grant", name, "photos"]);
        assert_eq!(twice.code, 2, "{name}: {}", twice.err);
        let listed = home.run(["--json", "consent", "list", name]).json();
        assert_eq!(listed.len(), 1, "{name}");
        assert_eq!(listed[0]["person"], "anna");
    }
    home.ok(["consent", "grant", "Ms  Jones", "photos"]);
    assert_eq!(home.run(["consent", "grant", "ms jones", "photos"]).code, 2);
    home.ok(["consent", "withdraw", "MS JONES", "photos"]);
    // A consent is the user's, not that of a later user of the name.
    home.ok(["user", "remove", "anna"]);
    home.user("anna", "user");
    home.ok(["consent", "grant", "anna", "photos"]);
    home.ok(["-y", "privacy", "erase", "Anna"]);
    let left = home.ok(["--json", "consent", "list"]);
    assert!(
        left.contains("\"person\":\"anna\"") && left.contains("erased-"),
        "{left}"
    );
    home.ok(["-y", "privacy", "erase", "ms Jones"]);
    assert!(!home.ok(["--json", "consent", "list"]).contains("Jones"));
    let log = home.ok(["--json", "audit", "log"]).to_lowercase();
    assert!(!log.contains("jones"), "{log}");
}

#[test]
fn what_looks_like_another_person_or_purpose_is_refused() {
    let home = Home::new();
    home.user("anna", "user");
    home.ok(["consent", "grant", "anna", "newsletter"]);
    for (person, purpose) in [
        ("аnna", "photos"),         // a Cyrillic letter
        ("an\u{200b}na", "photos"), // an invisible character
        ("ben", "newslеtter"),      // a Cyrillic letter
        ("ben", "news\u{200d}letter"),
        ("ben", "Newsletter"),
    ] {
        let refused = home.run(["consent", "grant", person, purpose]);
        assert_eq!(refused.code, 2, "{person:?} {purpose:?}: {}", refused.err);
        assert!(refused.err.contains("looks like"), "{}", refused.err);
    }
    home.ok(["consent", "grant", "ben", "newsletter"]);
    assert_eq!(home.run(["--json", "consent", "list"]).json().len(), 2);
}
