//! The JSON output is what docs/JSON.md and docs/json-schema.json say, which are generated from the
//! types: a session of every command is validated against the schema, by python3 with the package
//! jsonschema; `DECODE_PYTHON` says which python3.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

use file_organizer::app::json::{Published, REFUSING_JSON, published};
use serde_json::{Map, Value, json};

use super::generated::{check_file, root};
use crate::support::{Home, PASSWORD, Run};

const SCHEMA: &str = "docs/json-schema.json";
const PAGE: &str = "docs/JSON.md";
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/validate.py");
const NEW_PASSWORD: &str = "another long password of the same user";

/// A unique name for a document: its type, and its first command if others have that type.
fn name(one: &Published, all: &[Published]) -> String {
    let same = all.iter().filter(|other| other.kind == one.kind).count();
    if same == 1 {
        return one.kind.to_owned();
    }
    format!("{}-{}", one.kind, one.commands[0].replace(' ', "-"))
}

fn schema() -> Value {
    let all = published();
    let mut definitions = Map::new();
    let mut any = Vec::new();
    for one in &all {
        let name = name(one, &all);
        let mut schema = one.schema.clone().to_value();
        schema["x-commands"] = one.commands.into();
        any.push(json!({"$ref": format!("#/$defs/{name}")}));
        assert!(definitions.insert(name, schema).is_none());
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "file-organizer --json",
        "description": "One document or line of output. x-commands: the commands that print it.",
        "anyOf": any,
        "$defs": definitions,
    })
}

#[test]
fn the_schema() {
    let text = serde_json::to_string_pretty(&schema()).unwrap();
    check_file(SCHEMA, &format!("{text}\n"));
}

/// The type of a field in words.
fn kind(schema: &Value) -> String {
    if let Some(names) = schema["enum"].as_array() {
        let shown = names.iter().filter(|name| !name.is_null());
        let shown: Vec<String> = shown.map(|name| format!("`{}`", text(name))).collect();
        let or_null = if shown.len() < names.len() {
            " or null"
        } else {
            ""
        };
        if shown.len() <= 8 {
            return shown.join(", ") + or_null;
        }
    }
    if let Some(value) = schema.get("const") {
        return format!("`{}`", text(value));
    }
    if let Some(all) = schema["anyOf"].as_array() {
        let all: Vec<String> = all.iter().map(kind).collect();
        return all.join(" or ");
    }
    let types: Vec<String> = match schema["type"].as_array() {
        Some(types) => types.iter().map(text).collect(),
        None => vec![text(&schema["type"])],
    };
    let shown = types
        .iter()
        .map(|one| match (one.as_str(), &schema["items"]) {
            ("string", _) if schema["format"] == "date-time" => "time".to_owned(),
            ("array", items) if items.is_object() => format!("array of {}", kind(items)),
            (other, _) => other.to_owned(),
        });
    shown.collect::<Vec<_>>().join(" or ")
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// Adds a row for each field, those of objects inside it with its name before theirs.
fn rows(page: &mut String, prefix: &str, schema: &Value) {
    let Some(properties) = schema["properties"].as_object() else {
        return;
    };
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    for (name, field) in properties {
        let about = field["description"].as_str().unwrap_or_default();
        let about = about
            .lines()
            .collect::<Vec<_>>()
            .join(" ")
            .replace('|', "\\|");
        let optional = if required.contains(&name.as_str().into()) {
            ""
        } else {
            " (optional)"
        };
        let kind = kind(field);
        writeln!(page, "| `{prefix}{name}`{optional} | {kind} | {about} |").unwrap();
        rows(page, &format!("{prefix}{name}."), field);
        rows(page, &format!("{prefix}{name}[]."), &field["items"]);
    }
}

fn page() -> String {
    let page = fs::read_to_string(root().join("tests/data/json-intro.md")).unwrap();
    let refusing = REFUSING_JSON
        .map(|command| format!("`{command}`"))
        .join(", ");
    let mut page = page.replace("REFUSING", &refusing);
    for one in published() {
        let schema = one.schema.to_value();
        let commands: Vec<String> = one.commands.iter().map(|c| format!("`{c}`")).collect();
        writeln!(page, "\n## `{}`: {}\n", one.kind, commands.join(", ")).unwrap();
        let about = schema["description"].as_str().unwrap_or_default();
        let about = about.lines().collect::<Vec<_>>().join(" ");
        if !about.is_empty() {
            writeln!(page, "{about}\n").unwrap();
        }
        page += "| field | type | meaning |\n|---|---|---|\n";
        rows(&mut page, "", &schema);
    }
    page
}

/// The list is complete, and true.
#[test]
fn every_command_has_a_document_or_refuses() {
    let published: BTreeSet<String> = published()
        .iter()
        .flat_map(|one| one.commands)
        .map(|command| command.replace(' ', "-"))
        .collect();
    let without: Vec<String> = commands()
        .into_iter()
        .filter(|command| !published.contains(command))
        .collect();
    // The content of files is printed as it is.
    let mut wanted: Vec<String> = REFUSING_JSON.map(|one| one.replace(' ', "-")).to_vec();
    wanted.push("cat".to_owned());
    wanted.sort();
    assert_eq!(without, wanted);
    let home = Home::new();
    for command in REFUSING_JSON {
        let mut words = vec!["--json"];
        words.extend(command.split(' '));
        words.extend(match command {
            "completions" => Some("bash"),
            "edit" | "open" | "view" => Some("/inbox/a.txt"),
            _ => None,
        });
        let run = home.run(words);
        assert_eq!(run.code, 2, "{command}: {}", run.err);
        assert!(
            run.err.contains("has no JSON output"),
            "{command}: {}",
            run.err
        );
    }
}

#[test]
fn the_page() {
    check_file(PAGE, &page());
}

#[test]
fn every_field_is_described() {
    fn look(schema: &Value, at: &str, missing: &mut Vec<String>) {
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            let at = format!("{at}.{name}");
            if field["description"].as_str().is_none_or(str::is_empty) {
                missing.push(at.clone());
            }
            look(field, &at, missing);
            look(&field["items"], &at, missing);
        }
    }
    let mut missing = Vec::new();
    for one in published() {
        let name = format!("{} ({})", one.kind, one.commands[0]);
        look(&one.schema.to_value(), &name, &mut missing);
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// A python3 with jsonschema; none, and said so, where it is not installed. One that was named must have it.
fn python() -> Option<String> {
    let named = std::env::var("DECODE_PYTHON").ok();
    let python = named.clone().unwrap_or_else(|| "python3".to_owned());
    let has_it = Command::new(&python)
        .args(["-c", "import jsonschema"])
        .output();
    if has_it.is_ok_and(|output| output.status.success()) {
        return Some(python);
    }
    assert!(named.is_none(), "{python} does not have jsonschema");
    println!("skipped: {python} does not have jsonschema");
    None
}

/// What the commands of a session printed.
struct Session {
    home: Home,
    /// The lines, each with the command that printed it.
    lines: Vec<Value>,
    /// Commands that ran, such as `api-key-create`.
    ran: BTreeSet<String>,
    /// Commands that ended with another code than expected.
    failed: Vec<String>,
}

impl Session {
    fn keep(&mut self, command: &str, run: &Run, code: i32) {
        if run.code != code {
            let said = format!("{}{}", run.out, run.err);
            self.failed
                .push(format!("{command}: {} instead of {code}: {said}", run.code));
        }
        self.ran.insert(command.replace(' ', "-"));
        for line in run.json() {
            self.lines.push(json!({"command": command, "line": line}));
        }
        if code != 0 {
            let last = run.err.lines().last().unwrap_or_default();
            let error: Value = serde_json::from_str(last).unwrap_or_default();
            assert_eq!(error["error"]["code"], code, "{command}: {}", run.err);
        }
    }

    /// Runs a command: the words before `--` are its name, all others arguments.
    fn run(&mut self, line: &str, code: i32) {
        let words = shlex::split(line).unwrap();
        self.run_command(&words, code, |_| {});
    }

    fn run_command(&mut self, words: &[String], code: i32, change: impl FnOnce(&mut Command)) {
        let command = name_of(words);
        let mut all = vec!["--json".to_owned(), "-y".to_owned()];
        all.extend(words.iter().cloned());
        let mut program = self.home.command(all);
        change(&mut program);
        let run = Run::of(program);
        self.keep(&command, &run, code);
    }

    /// `watch`, until it has imported a file.
    fn watch(&mut self) {
        let words = ["--json", "watch", "watched", "--settle", "0s"];
        let mut command = self.home.command(words);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut text = String::new();
        output.read_line(&mut text).unwrap();
        let id = child.id().to_string();
        let killed = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(killed.success());
        output.read_to_string(&mut text).unwrap();
        // Ended by the signal itself, if nothing was in progress.
        assert!(matches!(child.wait().unwrap().code(), None | Some(143)));
        self.ran.insert("watch".to_owned());
        for line in text.lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            self.lines.push(json!({"command": "watch", "line": line}));
        }
    }
}

/// Commands that have subcommands.
const GROUPS: [&str; 18] = [
    "config",
    "search",
    "trash",
    "tag",
    "rules",
    "policy",
    "retention",
    "hold",
    "consent",
    "privacy",
    "audit",
    "recovery",
    "user",
    "role",
    "api-key",
    "session",
    "inbox",
    "incident",
];

fn name_of(words: &[String]) -> String {
    let mut words = words.iter().map(String::as_str);
    while let Some(word) = words.next() {
        if word.starts_with("--") {
            words.next();
            continue;
        }
        let parts = match word {
            "backup" => {
                let second = words.next().unwrap();
                match second {
                    "identity" | "recipient" => {
                        return format!("backup {second} {}", words.next().unwrap());
                    }
                    _ => return format!("backup {second}"),
                }
            }
            "versions" if words.clone().next() == Some("restore") => "versions restore".to_owned(),
            group if GROUPS.contains(&group) => format!("{group} {}", words.next().unwrap()),
            other => other.to_owned(),
        };
        return parts;
    }
    String::new()
}

/// Command lines in order, with their exit codes.
const LINES: &[(&str, i32)] = &[
    ("--vault second --new-password-file new.txt init", 0),
    ("add --dry-run a.txt bad.jpg", 3),
    ("add a.txt b.txt tree photo.bin none --tag t --note n", 4),
    ("add other/a.txt --on-conflict version", 0),
    ("ls /", 0),
    ("ls -R", 0),
    ("find a.txt", 0),
    ("show /inbox/a.txt", 0),
    ("versions /inbox/a.txt", 0),
    ("versions restore /inbox/a.txt 1", 0),
    ("get /inbox -o out", 0),
    ("get /inbox -o out", 0),
    ("get /inbox/b.txt -o out/inbox/a.txt", 3),
    ("mkdir /empty /x", 0),
    ("cp /inbox/a.txt /x/copy.txt", 0),
    ("undo --dry-run", 0),
    ("undo", 0),
    ("redo --dry-run", 0),
    ("mv /inbox/a.txt /x/a.txt", 0),
    ("tag add one /inbox", 0),
    ("tag rm one /inbox/b.txt", 0),
    ("tag rename one two", 0),
    ("tag list", 0),
    ("tag list /inbox/tree/one.txt", 0),
    ("note /x/a.txt text", 0),
    ("dedupe --dry-run", 0),
    ("dedupe", 0),
    ("rm /x/a.txt", 0),
    ("rm /none", 4),
    ("trash list", 0),
    ("trash restore /x/a.txt", 0),
    ("trash empty", 0),
    (
        "rules add docs --when ext:txt --to /docs --tag x --note y",
        0,
    ),
    ("rules list", 0),
    ("rules show", 0),
    ("rules show docs", 0),
    ("rules check", 0),
    ("rules export", 0),
    ("preview", 0),
    ("organize", 0),
    ("rules import --method type", 0),
    ("rules remove photos", 0),
    ("history", 0),
    ("undo", 0),
    ("redo", 0),
    ("add none", 4),
    ("drop none", 4),
    ("drop c.txt bad.jpg none", 4),
    ("inbox share box", 0),
    ("inbox list", 0),
    ("inbox run", 3),
    ("inbox list", 0),
    ("inbox discard --rejected", 0),
    ("inbox unshare box", 0),
    ("inbox run scans --settle 0s", 3),
    ("inbox receipts", 0),
    ("api-key create --name k --scope /inbox", 0),
    ("api-key list", 0),
    ("api-key show k", 0),
    ("api-key rotate k", 0),
    ("api-key rotate k -o k.key", 0),
    ("api-key due --within 365d", 6),
    ("api-key unused --for 0s", 6),
    ("api-key revoke k", 0),
    ("user add anna --new-password-file new.txt", 0),
    ("user list", 0),
    ("user show anna", 0),
    ("user role anna viewer", 0),
    ("user disable anna", 0),
    ("user passwd anna --new-password-file new.txt", 0),
    ("role list", 0),
    ("role show admin", 0),
    ("role permissions", 0),
    ("role set own file:read", 0),
    ("role export", 0),
    ("role import roles.yaml", 0),
    ("role remove own", 0),
    ("login", 0),
    ("session list", 0),
    ("session refresh", 0),
    ("logout", 0),
    ("login", 0),
    ("session revoke --all", 0),
    ("whoami", 0),
    ("policy show", 0),
    ("policy get max_file_size", 0),
    ("policy set max_versions 9", 0),
    ("policy reset max_versions", 0),
    ("config path", 0),
    ("config show", 0),
    ("config edit", 2),
    ("policy check policy.toml", 0),
    ("policy import policy.toml", 0),
    (
        "retention set old --type text --trash-after 1d --from modified",
        0,
    ),
    ("retention list", 0),
    ("retention apply --dry-run", 0),
    ("retention apply", 0),
    ("retention remove old", 0),
    ("hold add tag:held owner:anna --reason case", 0),
    ("hold list", 0),
    ("find tag:t --save tax", 0),
    ("find @tax --save tax2", 0),
    ("search list", 0),
    ("search remove tax2", 0),
    ("hold remove 1", 0),
    ("consent grant anna newsletter", 0),
    ("consent withdraw anna newsletter", 0),
    ("consent grant anna photos", 0),
    ("consent list", 0),
    ("privacy export anna -o anna.tar", 0),
    ("privacy erase anna --dry-run", 0),
    ("privacy erase anna", 0),
    ("user add ben --new-password-file new.txt", 0),
    ("user remove ben", 0),
    ("status", 0),
    ("status --by folder", 0),
    ("verify", 0),
    ("compact", 0),
    ("rekey", 0),
    ("audit log", 0),
    ("audit head", 0),
    ("audit verify", 0),
    ("audit export -o audit.jsonl", 0),
    ("audit prune --dry-run", 0),
    ("audit prune", 0),
    ("policy set monitor.failed_logins 1", 0),
    ("--password-file wrong.txt ls", 12),
    ("monitor --since 30d", 6),
    ("incident report --since 1d", 0),
    ("incident notify --since 1d", 0),
    ("backup identity new", 0),
    ("backup identity new -o identity.txt", 0),
    ("backup recipient add RECIPIENT --name paper", 0),
    ("backup recipient list", 0),
    ("backup create --to backups --create", 0),
    (
        "backup setup backups -i identity2.txt --key-file backup.key",
        0,
    ),
    ("config show", 0),
    ("backup create --to backups --dry-run", 0),
    ("backup create -o one.age", 0),
    ("backup list backups", 0),
    ("backup list backups -i identity.txt", 0),
    ("backup verify one.age -i identity.txt", 0),
    ("backup restore one.age -i identity.txt --into restored", 0),
    (
        "backup restore one.age -i identity.txt --into again --new-password-file new.txt",
        0,
    ),
    ("backup drill backups -i identity.txt", 0),
    ("backup recipient remove paper", 0),
    ("recovery test --recovery-key-file recovery.txt", 0),
    ("recovery new", 0),
    ("config path", 0),
    ("config edit", 2),
    ("open /inbox/a.txt", 2),
    ("view /inbox/a.txt", 2),
    ("edit /inbox/a.txt", 2),
    ("man", 2),
    ("completions bash", 2),
    ("demo", 2),
    ("serve", 2),
];

/// The files of the session.
fn world() -> Home {
    let home = Home::new();
    home.file("a.txt", "the text of a");
    home.file("other/a.txt", "another text");
    home.file("b.txt", "the same");
    home.file("c.txt", "a dropped file");
    home.file("tree/one.txt", "the same");
    home.file("tree/two.txt", "two");
    home.file("photo.bin", "not allowed");
    home.file("bad.jpg", "this is text");
    home.file("scans/scan.txt", "a scan");
    home.file("scans/bad.jpg", "this is text");
    home.file("watched/later.txt", "a later file");
    let old = home.file("tree/old.txt", "an old file");
    let touched = Command::new("touch")
        .args(["-d", "2001-02-03"])
        .arg(&old)
        .status();
    assert!(touched.unwrap().success());
    home.file("policy.toml", "max_versions = 5\n");
    home.file(
        "roles.yaml",
        "roles:\n  auditor: { permissions: [audit:read] }\n",
    );
    home.file("wrong.txt", "a wrong password\n");
    home.secret(&home.work().join("new.txt"), NEW_PASSWORD);
    home.secret(&home.work().join("old.txt"), PASSWORD);
    home.secret(&home.work().join("recovery.txt"), &home.recovery);
    home
}

/// Commands that do something, by the manual pages: not groups.
fn commands() -> BTreeSet<String> {
    let pages: BTreeSet<String> = fs::read_dir(root().join("man"))
        .unwrap()
        .map(|page| page.unwrap().file_name().into_string().unwrap())
        .filter_map(|page| {
            Some(
                page.strip_prefix("file-organizer-")?
                    .strip_suffix(".1")?
                    .to_owned(),
            )
        })
        .collect();
    let is_group = |page: &String| {
        let inside = format!("{page}-");
        // The only group that is a command, too.
        page != "versions" && pages.iter().any(|other| other.starts_with(&inside))
    };
    pages
        .iter()
        .filter(|page| !is_group(page))
        .cloned()
        .collect()
}

#[test]
fn a_session_of_every_command_is_valid() {
    let Some(python) = python() else { return };
    let mut session = Session {
        home: world(),
        lines: Vec::new(),
        ran: BTreeSet::new(),
        failed: Vec::new(),
    };
    for (line, code) in LINES {
        let mut line = (*line).to_owned();
        if line.contains("RECIPIENT") {
            let made = session.lines.iter().rev();
            let made = made.filter_map(|one| one["line"]["recipient"].as_str());
            line = line.replace("RECIPIENT", &made.take(1).collect::<String>());
        }
        session.run(&line, *code);
    }
    for edit in ["policy edit", "rules edit"] {
        let words = shlex::split(edit).unwrap();
        session.run_command(&words, 0, |command| {
            command.env("EDITOR", "true");
        });
    }
    session.watch();
    let change = "--password-file old.txt --new-password-file new.txt";
    session.run(&format!("{change} passwd"), 0);
    let change = "--password-file new.txt --new-password-file old.txt";
    session.run(&format!("{change} incident lockdown"), 0);
    assert!(session.failed.is_empty(), "{:#?}", session.failed);
    // Its output is the content of files.
    session.ran.insert("cat".to_owned());
    assert_eq!(session.ran, commands());
    let unseen = validate(&python, &session.lines);
    assert!(unseen.is_empty(), "no command printed: {unseen:?}");
}

/// Validates the lines; returns the documents of which there was none.
fn validate(python: &str, lines: &[Value]) -> Vec<String> {
    let mut child = Command::new(python)
        .args(["-B", SCRIPT])
        .arg(root().join(SCHEMA))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    for line in lines {
        writeln!(input, "{line}").unwrap();
    }
    drop(input);
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{text}");
    text.lines().map(str::to_owned).collect()
}

/// The type of a field without the details in which documents may differ.
fn base(schema: &Value) -> String {
    if let Some(all) = schema["anyOf"].as_array() {
        let all = all.iter().map(base).filter(|one| one != "null");
        return all.collect::<Vec<_>>().join(" or ");
    }
    let kind = match (schema["type"].as_array(), schema["type"].as_str()) {
        (Some(types), _) => types.iter().map(text).find(|one| one != "null").unwrap(),
        (None, kind) => kind.unwrap_or("string").to_owned(),
    };
    match kind.as_str() {
        "string" if schema["format"] == "date-time" => "time".to_owned(),
        "array" => format!("array of {}", base(&schema["items"])),
        _ => kind,
    }
}

/// A name means one thing, and so has one type in all documents.
#[test]
fn a_name_has_one_type() {
    fn look(schema: &Value, types: &mut BTreeMap<String, BTreeSet<String>>) {
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            types.entry(name.clone()).or_default().insert(base(field));
            look(field, types);
            look(&field["items"], types);
        }
    }
    let mut types = BTreeMap::new();
    // The names in a rule are those of its TOML form.
    for one in published().iter().filter(|one| one.kind != "rule") {
        look(&one.schema.clone().to_value(), &mut types);
    }
    // A count in a summary of `add`; everywhere else a time.
    types.remove("added");
    types.retain(|_, shown| shown.len() > 1);
    assert!(types.is_empty(), "{types:#?}");
}
