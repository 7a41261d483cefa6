//! What somebody with the password of an administrator configures is taken back by a lockdown, and
//! what they read is reported.

use std::time::SystemTime;

use file_organizer::domain::done::Setting;
use file_organizer::domain::time::Time;
use serde_json::{Value, json};

use crate::support::random::Random;
use crate::support::{Home, PASSWORD, Run, faketime};

const NEW: &str = "another password of the admin";

fn now() -> String {
    Time::from_system_time(SystemTime::now()).rfc3339()
}

fn with(home: &Home, password: &str, arguments: &[&str]) -> Run {
    let mut command = home.command(arguments);
    command
        .env("FILE_ORGANIZER_PASSWORD", password)
        .env("FILE_ORGANIZER_NEW_PASSWORD", NEW);
    Run::of(command)
}

/// All settings, without what a lockdown ends.
fn configuration(home: &Home, password: &str) -> Vec<Value> {
    let mut all = Vec::new();
    for command in [
        "policy show",
        "role list",
        "rules export",
        "retention list",
        "hold list",
        "backup recipient list",
        "inbox list",
        "user list",
    ] {
        let mut words = vec!["--json"];
        words.extend(command.split(' '));
        let run = with(home, password, &words);
        assert_eq!(run.code, 0, "{command}: {}", run.err);
        let mut lines = run.json();
        for line in &mut lines {
            let map = line.as_object_mut().unwrap();
            for ends in ["has_password", "sessions", "api_keys"] {
                map.remove(ends);
            }
            if let Some(audit) = map.get_mut("audit").and_then(Value::as_object_mut) {
                audit.remove("level");
            }
            map.remove("audit.level");
        }
        lines.sort_by_key(Value::to_string);
        all.push(json!({"command": command, "lines": lines}));
    }
    all
}

fn recipient(home: &Home) -> String {
    let made = home.run(["--json", "backup", "identity", "new"]);
    made.json()[0]["recipient"].as_str().unwrap().to_owned()
}

/// A vault with one setting of each kind.
fn furnished() -> Home {
    let home = Home::new();
    for user in ["ben", "eve", "carl"] {
        home.user(user, "user");
    }
    let recipient = recipient(&home);
    for command in [
        "role set clerk file:read file:upload",
        "role set spare file:read",
        "retention set old --in /old --trash-after 900d",
        "hold add tag:case --reason trial",
        "rules add docs --when ext:txt --to /docs",
        "inbox share box",
        &format!("backup recipient add {recipient} --name paper"),
    ] {
        home.ok(command.split(' '));
    }
    home.key("cron", &["--role", "user"]);
    home
}

/// What an intruder does, with the kind of setting and a name that the lockdown must report.
fn intrusion(home: &Home) -> Vec<(Setting, String, Vec<String>)> {
    let theirs = recipient(home);
    let mirror = home.root().join("mirror.log").display().to_string();
    let rows = [
        (
            Setting::Policy,
            "monitor.read_files",
            "policy set monitor.read_files 1000000".to_owned(),
        ),
        (
            Setting::Policy,
            "audit.mirror",
            format!("policy set audit.mirror {mirror}"),
        ),
        (
            Setting::Policy,
            "trash.retention",
            "-y policy set trash.retention 1s".to_owned(),
        ),
        (
            Setting::Role,
            "viewer",
            "role set viewer file:read policy:manage".to_owned(),
        ),
        (
            Setting::Role,
            "power",
            "role set power user:manage audit:read".to_owned(),
        ),
        (
            Setting::Role,
            "clerk",
            "role set clerk file:read role:manage".to_owned(),
        ),
        (Setting::Role, "spare", "role remove spare".to_owned()),
        (Setting::User, "eve", "user role eve admin".to_owned()),
        (Setting::User, "ben", "user disable ben".to_owned()),
        (Setting::User, "carl", "user remove carl".to_owned()),
        (
            Setting::Retention,
            "evil",
            "retention set evil --in / --trash-after 1d".to_owned(),
        ),
        (Setting::Retention, "old", "retention remove old".to_owned()),
        (Setting::Hold, "1", "-y hold remove 1".to_owned()),
        (
            Setting::Hold,
            "2",
            "hold add tag:all --reason none".to_owned(),
        ),
        (
            Setting::Rules,
            "",
            "rules add grab --when ext:pdf --to /grab".to_owned(),
        ),
        (Setting::DropBox, "theirs", "inbox share theirs".to_owned()),
        (Setting::DropBox, "box", "inbox unshare box".to_owned()),
        (
            Setting::Recipient,
            theirs.as_str(),
            format!("backup recipient add {theirs}"),
        ),
        (
            Setting::Recipient,
            "age1",
            "backup recipient remove paper".to_owned(),
        ),
        (
            Setting::ApiKey,
            "back",
            "api-key create --name back --role user".to_owned(),
        ),
    ];
    rows.into_iter()
        .map(|(setting, name, command)| {
            let words = command.split(' ').map(str::to_owned).collect();
            (setting, name.to_owned(), words)
        })
        .collect()
}

#[test]
fn nothing_that_an_intruder_configured_stays() {
    let home = furnished();
    home.file("a.txt", "a");
    home.ok(["-q", "add", "a.txt", "--to", "/"]);
    let before = configuration(&home, PASSWORD);
    let since = now();
    let done = intrusion(&home);
    for setting in Setting::ALL {
        assert!(done.iter().any(|(is, ..)| *is == setting), "{setting:?}");
    }
    for (_, _, words) in &done {
        home.ok(words);
    }
    home.user("mallory", "admin");
    home.user("mule", "power");
    // A removed name that is used again is another user.
    home.user("carl", "viewer");
    home.ok(["backup", "create", "-o", "stolen.age"]);
    let run = with(
        &home,
        PASSWORD,
        &[
            "-y",
            "--json",
            "incident",
            "lockdown",
            "--revert-since",
            &since,
        ],
    );
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let document = &run.json()[0];
    let reversals = document["lockdown"]["reversals"].as_array().unwrap();
    for (setting, name, _) in &done {
        let one = reversals.iter().find(|one| {
            one["setting"] == setting.name() && one["name"].as_str().unwrap().contains(name)
        });
        let one = one.unwrap_or_else(|| panic!("{setting:?} {name}: {reversals:#?}"));
        let expected = if *setting == Setting::ApiKey {
            "ended"
        } else {
            "reverted"
        };
        assert_eq!(one["status"], expected, "{one:#}");
        assert_ne!(one["old"], one["new"], "{one:#}");
    }
    let after = configuration(&home, NEW);
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before, after);
    }
    // Those who need a password are those who have none now: with the users restored, without those
    // removed.
    let users = with(&home, NEW, &["--json", "user", "list"]).json();
    let without = users.iter().filter(|user| user["has_password"] == false);
    let without: Vec<_> = without.map(|user| user["name"].clone()).collect();
    assert!(without.contains(&json!("carl")), "{without:?}");
    assert_eq!(document["lockdown"]["user_names"], json!(without));
    let access = document["access"]["user_list"].as_array().unwrap();
    assert_eq!(access.len(), users.len(), "{access:?}");
    let text = with(&home, NEW, &["incident", "report", "--since", &since]).out;
    assert!(text.contains("shared by admin"), "{text}");
    assert!(!text.contains("\"\""), "{text}");
    // The backup that their recipient opens is named, for theirs and not for ours.
    let opened: Vec<_> = reversals
        .iter()
        .filter(|one| !one["readable_backups"].as_array().unwrap().is_empty())
        .collect();
    assert_eq!(opened.len(), 1, "{opened:#?}");
    let backup = &opened[0]["readable_backups"][0];
    assert!(
        backup["destination"]
            .as_str()
            .unwrap()
            .ends_with("stolen.age"),
        "{backup}"
    );
    assert!(opened[0]["old"].is_null());
    // Each reversal has its row, and the report has each change with both values.
    let rows = |event: &str| {
        let log = with(
            &home,
            NEW,
            &["audit", "log", "--event", event, "--since", &since],
        );
        log.out.lines().count()
    };
    assert_eq!(rows("POLICY_CHANGE"), 3 + 3 + 1, "and the audit level");
    assert_eq!(rows("BACKUP_RECIPIENT_CHANGE"), 4);
    let changes = document["changes"].as_array().unwrap();
    let mirror = changes
        .iter()
        .find(|one| one["name"] == "audit.mirror")
        .unwrap();
    assert!(
        mirror["old"].is_null() && mirror["new"].is_string(),
        "{mirror}"
    );
    // Again: there is nothing left to take back.
    let mut again = home.command([
        "-y",
        "--json",
        "incident",
        "lockdown",
        "--revert-since",
        &since,
    ]);
    again
        .env("FILE_ORGANIZER_PASSWORD", NEW)
        .env("FILE_ORGANIZER_NEW_PASSWORD", "yet another long password");
    let again = Run::of(again);
    assert_eq!(again.code, 0, "{}", again.err);
    let left = again.json()[0]["lockdown"]["reversals"].clone();
    let left = left.as_array().unwrap().iter();
    let left = left.filter(|one| one["status"] != "unchanged" && one["status"] != "ended");
    assert_eq!(left.collect::<Vec<_>>(), Vec::<&Value>::new());
}

#[test]
fn without_being_told_to_a_lockdown_lists_changes_and_keeps_them() {
    let home = furnished();
    let since = now();
    home.ok(["policy", "set", "monitor.read_files", "1000000"]);
    let run = with(
        &home,
        PASSWORD,
        &["-y", "incident", "lockdown", "--since", &since],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("not taken back"), "{}", run.out);
    assert!(
        run.out.contains("policy monitor.read_files (by admin)"),
        "{}",
        run.out
    );
    assert!(run.out.contains("\"200\" -> \"1000000\""), "{}", run.out);
    let kept = with(&home, NEW, &["policy", "get", "monitor.read_files"]);
    assert_eq!(kept.out.trim(), "1000000");
}

#[test]
fn the_user_who_runs_the_lockdown_stays_and_that_is_said() {
    let home = furnished();
    let since = now();
    home.ok(["user", "role", "eve", "admin"]);
    let mut command = home.command(["-y", "incident", "lockdown", "--revert-since", &since]);
    command
        .env("FILE_ORGANIZER_USER", "eve")
        .env("FILE_ORGANIZER_NEW_PASSWORD", NEW);
    let run = Run::of(command);
    assert_eq!(run.code, 3, "{}{}", run.out, run.err);
    assert!(run.out.contains("could not be taken back"), "{}", run.out);
    assert!(
        run.out.contains("is the user who runs the lockdown"),
        "{}",
        run.out
    );
}

#[test]
fn random_changes_are_taken_back() {
    let mut random = Random::new();
    for round in 0..3 {
        let home = furnished();
        let before = configuration(&home, PASSWORD);
        let since = now();
        let mut ran = Vec::new();
        let commands: Vec<_> = intrusion(&home)
            .into_iter()
            .map(|(.., words)| words)
            .collect();
        let more = [
            "policy set monitor.read_files 7",
            "role set spare file:upload",
            "role remove power",
            "role remove viewer",
            "retention set old --in /new --trash-after 2d",
            "retention remove evil",
            "rules remove docs",
            "rules remove grab",
            "inbox unshare theirs",
            "inbox share box",
            "user role ben power",
            "user role ben clerk",
            "user remove eve",
            "user disable eve",
        ];
        let more = more.map(|line| line.split(' ').map(str::to_owned).collect::<Vec<_>>());
        let all: Vec<_> = commands.into_iter().chain(more).collect();
        for _ in 0..25 {
            let words = &all[usize::try_from(random.below(all.len() as u64)).unwrap()];
            // Some cannot be done at this point.
            ran.push((words.join(" "), home.run(words).code));
        }
        let run = with(
            &home,
            PASSWORD,
            &["-y", "-q", "incident", "lockdown", "--revert-since", &since],
        );
        assert_eq!(run.code, 0, "{round}: {}{}\n{ran:#?}", run.out, run.err);
        assert_eq!(configuration(&home, NEW), before, "{round}: {ran:#?}");
    }
}

/// Whatever time an intruder sets the clock back to, as long as that is before the latest row.
#[test]
fn nothing_that_is_done_with_a_clock_set_back_escapes() {
    if faketime().is_none() {
        return;
    }
    let mut random = Random::new();
    for round in 0..3 {
        let home = Home::new();
        home.file("a.txt", "a");
        let at = |time: &str, words: &str| {
            let mut command = home.later(time, words.split(' '));
            command.env("FILE_ORGANIZER_NEW_PASSWORD", NEW);
            let run = Run::of(command);
            assert_eq!(
                run.code, 0,
                "{round}: {time} {words}: {}{}",
                run.out, run.err
            );
            run
        };
        at("2031-09-01 09:00:00", "add a.txt");
        at("2031-09-02 09:00:00", "policy set monitor.rate 7");
        let day = 1 + random.below(28);
        at(
            &format!("2031-08-{day:02} 15:00:00"),
            "policy set monitor.rate 90",
        );
        at(&format!("2031-08-{day:02} 15:00:01"), "cat /inbox/a.txt");
        if random.below(2) == 0 {
            at("2031-09-02 19:00:00", "cat /inbox/a.txt");
        }
        let since = "--since 2031-09-02T09:30:00Z";
        let shown = |words: &str| at("2031-09-02 20:00:00", words).out;
        let log = shown(&format!("audit log {since}"));
        assert!(log.contains("\"90\"") && log.contains("FILE_READ"), "{log}");
        assert!(
            !log.contains("\"7\" ->") || log.matches("POLICY").count() == 1,
            "{log}"
        );
        let report = shown(&format!("--json incident report {since}"));
        assert!(report.contains("\"new\":\"90\""), "{report}");
        let found = home.later(
            "2031-09-02 20:00:00",
            ["monitor", "--since", "2031-09-02T09:30:00Z"],
        );
        let found = Run::of(found);
        assert!(found.out.contains("monitor.rate"), "{}", found.out);
        let lockdown = "-y -q incident lockdown --revert-since 2031-09-02T09:30:00Z";
        at("2031-09-02 20:00:00", lockdown);
        let rate = with(&home, NEW, &["policy", "get", "monitor.rate"]);
        assert_eq!(rate.out.trim(), "7", "{round}: {}", rate.err);
    }
}

#[test]
fn owners_are_told_what_others_read() {
    let home = Home::new();
    home.user("ben", "user");
    home.user("eve", "viewer");
    for name in ["mine.txt", "bens.txt", "gone.txt"] {
        home.file(name, name);
    }
    home.ok(["-q", "add", "mine.txt", "--to", "/"]);
    let add = home.as_user("ben", ["-q", "add", "bens.txt", "gone.txt", "--to", "/"]);
    assert_eq!(add.code, 0, "{}", add.err);
    let since = now();
    for (user, path) in [
        ("ben", "/bens.txt"),
        ("eve", "/bens.txt"),
        ("eve", "/gone.txt"),
    ] {
        assert_eq!(home.as_user(user, ["cat", path]).code, 0);
    }
    home.ok(["mv", "/bens.txt", "/kept/bens.txt"]);
    home.ok(["rm", "/gone.txt"]);
    home.ok(["-y", "trash", "empty"]);
    let recipient = recipient(&home);
    home.ok(["backup", "recipient", "add", &recipient]);
    home.ok(["backup", "create", "-o", "all.age"]);
    let notices = home.run(["--json", "incident", "notify", "--since", &since]);
    assert_eq!(notices.code, 0, "{}", notices.err);
    let owners = notices.json()[0]["owner_notices"].clone();
    let owners = owners.as_array().unwrap();
    assert_eq!(owners.len(), 1, "the admin made the backup: {owners:#?}");
    assert_eq!(
        (&owners[0]["name"], &owners[0]["exists"]),
        (&"ben".into(), &true.into())
    );
    let files = owners[0]["named_files"].as_array().unwrap();
    let paths: Vec<_> = files
        .iter()
        .map(|file| (&file["path"], &file["exists"], &file["principal"]))
        .collect();
    let eve = Value::from("eve");
    assert_eq!(
        paths,
        [
            (&"/gone.txt".into(), &false.into(), &eve),
            (&"/kept/bens.txt".into(), &true.into(), &eve),
        ]
    );
    assert_eq!(owners[0]["together"][0]["event"], "BACKUP_CREATE");
    assert_eq!(owners[0]["together"][0]["files"], 1);
    let text = home.ok(["incident", "notify", "--since", &since]);
    assert!(
        text.contains("read by eve") && text.contains("destroyed since"),
        "{text}"
    );
    assert_eq!(
        home.as_user("eve", ["incident", "notify", "--since", "1d"])
            .code,
        5
    );
    // The report says whose they were, and what was destroyed.
    let report = home.run(["--json", "incident", "report", "--since", &since]);
    let report = &report.json()[0];
    let contents = report["content_uses"].as_array().unwrap();
    let one = |principal: &str, effect: &str| {
        let found = contents
            .iter()
            .find(|one| one["principal"] == principal && one["effect"] == effect);
        found
            .unwrap_or_else(|| panic!("{principal} {effect}: {contents:#?}"))
            .clone()
    };
    let read = one("eve", "read_content");
    let read = read["named_files"].as_array().unwrap().iter();
    let paths: Vec<_> = read.map(|file| file["path"].as_str().unwrap()).collect();
    assert_eq!(paths.len(), 2);
    assert!(paths.is_sorted(), "{paths:?}");
    assert_eq!(one("admin", "destroy")["named_files"][0]["owner"], "ben");
    assert_eq!(
        one("admin", "take_out")["targets"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let text = home.ok(["incident", "report", "--since", &since]);
    let wide: Vec<_> = text
        .lines()
        .filter(|line| line.chars().count() > 80)
        .collect();
    assert!(wide.is_empty(), "{wide:#?}");
}

#[test]
fn backups_that_a_rule_removes_are_not_reported_as_destroyed() {
    let home = Home::new();
    home.ok(["backup", "recipient", "add", &recipient(&home)]);
    for _ in 0..2 {
        let keep = ["--to", "backups", "--create", "--keep-last", "1"];
        home.ok(["backup", "create"].into_iter().chain(keep));
    }
    let report = home.run(["--json", "incident", "report", "--since", "1d"]);
    let report = &report.json()[0];
    assert_eq!(report["removed_backups"]["admin"], 1, "{report:#}");
    let uses = report["content_uses"].as_array().unwrap();
    assert!(uses.iter().all(|one| one["effect"] != "destroy"));
    let text = home.ok(["incident", "report", "--since", "1d"]);
    let line = "admin removed 1 older backup by a rule (backup create --keep-*)";
    assert!(text.contains(line), "{text}");
}

#[test]
fn a_backup_from_before_a_lockdown_says_so_when_it_is_restored() {
    let home = Home::new();
    home.user("ben", "user");
    home.key("cron", &["--role", "user"]);
    home.ok(["backup", "identity", "new", "-o", "identity.txt"]);
    let identity = std::fs::read_to_string(home.work().join("identity.txt")).unwrap();
    let recipient = identity
        .split_whitespace()
        .find(|word| word.starts_with("age1"))
        .unwrap();
    home.ok(["backup", "recipient", "add", recipient]);
    home.ok(["backup", "create", "--to", "backups", "--create"]);
    let first = std::fs::read_dir(home.work().join("backups"))
        .unwrap()
        .next()
        .unwrap();
    let first = first.unwrap().path().display().to_string();
    let restore = |into: &str, json: bool| {
        let mut words = vec![
            "backup",
            "restore",
            &first,
            "-i",
            "identity.txt",
            "--into",
            into,
        ];
        if json {
            words.insert(0, "--json");
        }
        home.run(words)
    };
    let before = restore("one", true);
    assert_eq!(before.code, 0, "{}", before.err);
    let before = &before.json()[0];
    assert_eq!(
        before["credentials"],
        json!({"user_names": ["admin", "ben"], "api_key_names": ["cron"], "recovery_key_works": true})
    );
    assert!(
        before["newer_backup"].is_null() && before["lockdown_time"].is_null(),
        "{before}"
    );
    let done = with(&home, PASSWORD, &["-y", "-q", "incident", "lockdown"]);
    assert_eq!(done.code, 0, "{}", done.err);
    let create = with(&home, NEW, &["backup", "create", "--to", "backups"]);
    assert_eq!(create.code, 0, "{}", create.err);
    let after = restore("two", true);
    let after = &after.json()[0];
    assert!(
        after["newer_backup"]["lockdown_time"].is_string(),
        "{after}"
    );
    assert_eq!(after["newer_backup"]["rekeyed"], true);
    let text = restore("three", false);
    assert!(text.err.contains("there was a lockdown"), "{}", text.err);
    assert!(text.out.contains("password of ben"), "{}", text.out);
    // With a new password, no credential of that date opens it.
    let words = ["backup", "restore", &first, "-i", "identity.txt"];
    let words = [&words[..], &["--into", "four"]].concat();
    let renewed = with(&home, NEW, &words);
    assert_eq!(renewed.code, 0, "{}", renewed.err);
    let said = format!("{}{}", renewed.out, renewed.err);
    assert!(said.contains("It opens with:\n  new password of admin\n  the new recovery key"));
    for word in ["of that date", "ben", "warning", "lockdown"] {
        assert!(!said.contains(word), "{word}: {said}");
    }
    // A folder means its newest backup.
    for words in [
        "backup verify backups -i identity.txt",
        "backup restore backups -i identity.txt --into five",
    ] {
        let run = home.run(words.split(' '));
        assert_eq!(run.code, 0, "{words}: {}", run.err);
        assert!(
            run.err.contains("newest backup: ") && !run.err.contains(&first),
            "{}",
            run.err
        );
    }
}
