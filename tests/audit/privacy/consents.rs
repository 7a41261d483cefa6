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
