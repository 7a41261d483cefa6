//! The commands about rules: as a person makes them, and as a script does.

use std::fs;

use super::{by, lenient, put, to_docs};

#[test]
fn rules_are_added_listed_shown_and_removed() {
    let home = lenient();
    let none = home.run(["organize"]);
    assert_eq!(none.code, 2);
    assert!(
        none.err.contains("no rules yet") && none.err.contains("--method"),
        "{}",
        none.err
    );
    home.ok([
        "rules",
        "add",
        "invoices",
        "--when",
        "ext:pdf",
        "--when",
        "name:*invoice*",
        "--to",
        "/Documents/Invoices/{modified:%Y}",
        "--tag",
        "invoice",
    ]);
    home.ok([
        "rules", "add", "junk", "--any", "ext:tmp", "--any", "ext:bak", "--trash",
    ]);
    home.ok([
        "rules",
        "add",
        "rest",
        "--not",
        "ext:keep",
        "--to",
        "/Rest",
        "--priority",
        "-1",
    ]);
    let listed = home.ok(["rules", "list"]);
    let names = ["invoices", "junk", "rest"];
    let places = names.map(|name| listed.find(name).unwrap());
    assert!(places.is_sorted(), "{listed}");
    assert!(
        home.ok(["rules", "show", "junk"])
            .starts_with("[[rule]]\nname = \"junk\"")
    );
    let json = home.run(["--json", "rules", "list"]).json();
    assert_eq!(json[0]["to"], "/Documents/Invoices/{modified:%Y}");
    put(&home, "/inbox/My Invoice 7.pdf", "%PDF-1.4\n%%EOF\n");
    put(&home, "/inbox/x.tmp", "x");
    put(&home, "/inbox/y.md", "y");
    let run = home.run(["-v", "organize"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("+invoice"), "{}", run.out);
    assert!(home.ok(["ls", "-R", "/Rest"]).contains("y.md"));
    home.ok(["rules", "remove", "junk"]);
    assert_eq!(home.run(["rules", "remove", "junk"]).code, 4);
    assert!(
        home.ok(["rules", "export", "--earlier", "1"])
            .contains("junk")
    );
    assert!(!home.ok(["rules", "export"]).contains("junk"));
    // The same name twice, and a rule that does nothing.
    assert_eq!(home.run(["rules", "add", "rest", "--to", "/x"]).code, 2);
    assert_eq!(home.run(["rules", "add", "nothing"]).code, 2);
    let log = home.ok(["audit", "log", "--event", "RULES_CHANGE"]);
    assert!(log.contains("| junk | SUCCESS REMOVED"), "{log}");
}

#[test]
fn rules_are_imported_edited_and_checked() {
    let home = lenient();
    for method in ["type", "date", "para", "johnny-decimal"] {
        let text = home.ok(["rules", "export", "--method", method]);
        fs::write(home.work().join("rules.toml"), &text).unwrap();
        home.ok(["rules", "check", "rules.toml"]);
        home.ok(["rules", "import", "rules.toml"]);
        assert_eq!(home.ok(["rules", "show"]), text, "{method}");
    }
    let before = home.ok(["rules", "export"]);
    fs::write(
        home.work().join("bad.toml"),
        "[[rule]]\nname = 'a'\nto = 'x'\nfoo = 1\n",
    )
    .unwrap();
    for arguments in [
        ["rules", "check", "bad.toml"],
        ["rules", "import", "bad.toml"],
    ] {
        let run = home.run(arguments);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.contains("line 3, column 6"), "{}", run.err);
        assert!(run.err.contains("line 4, column 1"), "{}", run.err);
    }
    assert_eq!(home.ok(["rules", "export"]), before);
    let mut edit = home.command(["rules", "edit"]);
    edit.env("EDITOR", "sed -i s/Documents/Papers/");
    let run = crate::support::Run::of(edit);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        home.ok(["rules", "export"]),
        before.replace("Documents", "Papers")
    );
    // No vault and no password is needed for what is about a file.
    let mut check = home.command(["rules", "check", "bad.toml"]);
    check
        .env_remove("FILE_ORGANIZER_PASSWORD")
        .env("FILE_ORGANIZER_VAULT", "/nowhere");
    assert_eq!(crate::support::Run::of(check).code, 2);
}

#[test]
fn a_template_stays_below_its_root() {
    let home = lenient();
    put(&home, "/inbox/a.txt", "a");
    for to in ["/a/../b", "/../etc", "relative", "/a/./b", "..", "/.."] {
        let run = by(
            &home,
            "/inbox",
            &format!("[[rule]]\nname = 'x'\nto = '{to}'\n"),
        );
        assert_eq!(run.code, 2, "{to}: {}", run.err);
    }
    // Neither do names that files bring with them.
    let run = home.feed(["add", "-", "--name", "..x.txt", "--to", "/in"], b"dots");
    assert_eq!(run.code, 0, "{}", run.err);
    let rules = "[[rule]]\nname = 'x'\nto = '/t/{stem}/{parent}'\n";
    let run = by(&home, "/in", rules);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        home.ok(["ls", "-R"]).contains("/t/..x/in/..x.txt"),
        "{}",
        home.ok(["ls", "-R"])
    );
}

#[test]
fn an_evil_pattern_answers_at_once() {
    let home = lenient();
    let name = format!("{}.txt", "a".repeat(240));
    put(&home, &format!("/inbox/{name}"), "a");
    let words = [
        r"regex:(a+)+$",
        r"regex:(a|aa)+b",
        r"regex:(.*a){30}b",
        "name:*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b",
        "name:{a,aa,aaa}{a,aa,aaa}{a,aa,aaa}{a,aa,aaa}{a,aa,aaa}*b",
    ];
    let rules: String = words
        .iter()
        .enumerate()
        .map(|(n, word)| format!("[[rule]]\nname = '{n}'\nto = '/x'\nwhen = '''{word}'''\n"))
        .collect();
    let begun = std::time::Instant::now();
    let run = by(&home, "/inbox", &rules);
    assert_eq!(run.code, 0, "{}", run.err);
    // A matcher that backtracks would go on for longer than anybody waits.
    assert!(begun.elapsed().as_secs() < 20);
    let huge = "[[rule]]\nname = 'h'\nto = '/x'\nwhen = 'regex:((a{100}){100}){100}'\n";
    assert_eq!(by(&home, "/inbox", huge).code, 2);
    let many = to_docs("").repeat(2000);
    assert_eq!(by(&home, "/inbox", &many).code, 2);
}
