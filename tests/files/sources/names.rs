//! Every name of tests/data/naughty_names.txt as the name of a file: added, listed, shown, read and
//! exported.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::Path;
use std::process::{Command, Stdio};

use data_encoding::BASE64;
use serde_json::Value;

use crate::support::{Home, Run};

/// The bytes of a line of the list.
fn unescape(line: &str) -> Vec<u8> {
    if let Some(rest) = line.strip_prefix("\\{") {
        let (what, most) = rest.strip_suffix('}').unwrap().rsplit_once('*').unwrap();
        let what = unescape(what);
        return what.repeat(most.parse::<usize>().unwrap() / what.len());
    }
    let mut bytes = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        rest = &rest[at + 1..];
        if let Some(hex) = rest.strip_prefix('x') {
            bytes.push(u8::from_str_radix(&hex[..2], 16).unwrap());
            rest = &hex[2..];
        } else if let Some(hex) = rest.strip_prefix("u{") {
            let (hex, after) = hex.split_once('}').unwrap();
            let c = char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap();
            bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            rest = after;
        } else {
            rest = rest.strip_prefix('\\').unwrap_or_else(|| panic!("{line}"));
            bytes.push(b'\\');
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

fn names() -> Vec<Vec<u8>> {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/naughty_names.txt");
    let list = fs::read_to_string(list).unwrap();
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    let names: Vec<Vec<u8>> = lines.map(unescape).collect();
    let different: BTreeSet<&Vec<u8>> = names.iter().collect();
    assert_eq!(different.len(), names.len(), "a name stands there twice");
    assert!(names.len() >= 200, "{}", names.len());
    for name in &names {
        assert!((1..=255).contains(&name.len()), "{}", name.escape_ascii());
    }
    names
}

/// A path in a line of JSON, by its exact bytes.
fn bytes_of(line: &Value, field: &str) -> Vec<u8> {
    match line.get(format!("{field}_b64")) {
        Some(exact) => BASE64.decode(exact.as_str().unwrap().as_bytes()).unwrap(),
        None => line[field].as_str().unwrap().into(),
    }
}

/// What must not reach a terminal: controls, marks and overrides of direction, separators of lines,
/// what has no width.
fn acts_on_a_terminal(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0001}'..='\u{e007f}')
}

fn check_harmless(what: &str, shown: &[u8]) {
    let text = std::str::from_utf8(shown).unwrap_or_else(|e| panic!("{what}: no UTF-8: {e}"));
    for line in text.lines() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        // The tags of an emoji flag are part of it.
        let line = match line.split_once('\u{1f3f4}') {
            Some((before, flag)) => {
                let rest = flag.trim_start_matches(|c| ('\u{e0020}'..='\u{e007f}').contains(&c));
                format!("{before}{rest}")
            }
            None => line.to_owned(),
        };
        if let Some(c) = line.chars().find(|c| acts_on_a_terminal(*c)) {
            panic!("{what} shows {c:?}: {}", line.escape_debug());
        }
    }
}

/// Runs a command with a terminal as its standard output, where `script` can make one.
fn on_a_terminal(home: &Home, arguments: &[&str]) -> Option<Vec<u8>> {
    let words: Vec<String> = arguments.iter().map(|word| format!("'{word}'")).collect();
    let line = format!(
        "'{}' {}",
        env!("CARGO_BIN_EXE_file-organizer"),
        words.join(" ")
    );
    let environment = home.command(arguments);
    let mut script = Command::new("script");
    script
        .args(["-qec", &line, "/dev/null"])
        .env_clear()
        .envs(
            environment
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .env("FILE_ORGANIZER_PASSWORD", &home.recovery)
        .env("NO_COLOR", "1")
        .env("SHELL", "/bin/sh")
        .env("TERM", "xterm")
        .current_dir(home.work())
        .stdin(Stdio::null());
    let output = script.output().ok()?;
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    Some(output.stdout)
}

pub(crate) fn there_and_back() {
    let home = Home::new();
    home.ok(["policy", "set", "allowed_extensions", "*"]);
    home.ok(["policy", "set", "content_mismatch", "allow"]);
    let folder = home.work().join("names");
    fs::create_dir(&folder).unwrap();
    // The content says which file it is of.
    let mut contents: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
    for (n, name) in names().into_iter().enumerate() {
        let content = [format!("file {n}: ").as_bytes(), &name, b"\n"].concat();
        match fs::write(folder.join(OsStr::from_bytes(&name)), &content) {
            Ok(()) => drop(contents.insert(name, content)),
            Err(error) => println!("the file system refuses {}: {error}", name.escape_ascii()),
        }
    }
    let run = home.run(["--json", "add", "--no-ignore", "names", "--to", "/"]);
    let mut renamed = Vec::new();
    let mut added = BTreeSet::new();
    for line in run.json().iter().filter(|line| line["type"] == "file") {
        let name = bytes_of(line, "source").split_off(b"names/".len());
        let path = bytes_of(line, "path").split_off(b"/names/".len());
        assert!(contents.contains_key(&name), "{line}");
        if line["status"] == "renamed" {
            assert_ne!(path, name, "{line}");
            renamed.push((name, path));
        } else {
            assert_eq!(line["status"], "added", "{line}");
            assert_eq!(path, name);
            assert!(added.insert(name), "twice: {line}");
        }
    }
    assert_eq!(added.len() + renamed.len(), contents.len());
    // One of each pair of twins: both spellings are one name.
    assert_eq!(renamed.len(), 4);
    for (name, path) in renamed {
        let content = contents.remove(&name).unwrap();
        assert!(contents.insert(path, content).is_none());
    }
    assert_eq!(run.code, 0, "{}", run.err);
    listed(&home, &contents);
    shown(&home);
    read(&home, &contents);
    exported(&home, &contents);
    through_the_trash(&home, &contents);
    home.ok(["verify"]);
}

fn listed(home: &Home, contents: &BTreeMap<Vec<u8>, Vec<u8>>) {
    for arguments in [
        &["--json", "ls", "-R"][..],
        &["--json", "find", "in:/names"],
    ] {
        let lines = home.run(arguments).json();
        let listed: BTreeSet<Vec<u8>> = lines
            .iter()
            .map(|line| bytes_of(line, "path").split_off(b"/names/".len()))
            .collect();
        assert_eq!(lines.len(), contents.len());
        assert!(listed.iter().eq(contents.keys()), "{arguments:?}");
    }
}

fn shown(home: &Home) {
    for arguments in [
        &["ls", "/names"][..],
        &["ls", "-l", "/names"],
        &["ls", "-R"],
        &["find", "in:/names"],
        &["find", "in:/names", "-l"],
        &["show", "/names/*"],
        &["audit", "log"],
        &["history"],
    ] {
        // Some take one file only: what they say then counts as well.
        let run = home.run(arguments);
        check_harmless(&format!("{arguments:?}"), &run.bytes);
        check_harmless(&format!("{arguments:?} (errors)"), run.err.as_bytes());
        if run.code == 0 {
            match on_a_terminal(home, arguments) {
                Some(out) => check_harmless(&format!("{arguments:?} on a terminal"), &out),
                None => println!("not shown on a terminal: there is no `script`"),
            }
        }
    }
}

fn read(home: &Home, contents: &BTreeMap<Vec<u8>, Vec<u8>>) {
    for (name, content) in contents {
        let path = [b"/names/", name.as_slice()].concat();
        let mut command = home.command([OsStr::new("cat"), OsStr::from_bytes(&path)]);
        // The recovery key needs no key derivation.
        command.env("FILE_ORGANIZER_PASSWORD", &home.recovery);
        let run = Run::of(command);
        assert_eq!(run.code, 0, "{}: {}", name.escape_ascii(), run.err);
        assert_eq!(run.bytes, *content, "{}", name.escape_ascii());
    }
    let list = home.run(["find", "in:/names", "-0"]).bytes;
    let all = home.feed(["cat", "--from", "-", "-0"], &list);
    let paths = list
        .split(|byte| *byte == 0)
        .filter(|path| !path.is_empty());
    let expected: Vec<u8> = paths
        .flat_map(|path| contents[&path[b"/names/".len()..]].clone())
        .collect();
    assert_eq!(all.bytes, expected);
}

fn exported(home: &Home, contents: &BTreeMap<Vec<u8>, Vec<u8>>) {
    home.ok(["get", "/names", "-o", "out"]);
    let mut exported = BTreeMap::new();
    for entry in fs::read_dir(home.work().join("out/names")).unwrap() {
        let entry = entry.unwrap();
        let content = fs::read(entry.path()).unwrap();
        exported.insert(entry.file_name().into_vec(), content);
    }
    assert!(exported == *contents, "names and contents as they were");
    assert_eq!(fs::read_dir(home.work().join("out")).unwrap().count(), 1);
}

fn through_the_trash(home: &Home, contents: &BTreeMap<Vec<u8>, Vec<u8>>) {
    home.ok(["mv", "/names", "/elsewhere"]);
    home.ok(["rm", "/elsewhere"]);
    let run = home.run(["trash", "list"]);
    check_harmless("trash list", &run.bytes);
    home.ok(["undo"]);
    home.ok(["undo"]);
    listed(home, contents);
}

pub(crate) fn in_messages() {
    let home = Home::new();
    // Those that the command line takes for words of its own have messages of their own.
    let names: Vec<Vec<u8>> = names()
        .into_iter()
        .filter(|name| !name.starts_with(b"-") && !name.starts_with(b"id:"))
        .collect();
    for name in names.iter().step_by(7) {
        let missing = OsStr::from_bytes(name);
        let path = [b"/", name.as_slice()].concat();
        let path = OsStr::from_bytes(&path);
        let commands: [&[&OsStr]; 4] = [
            &[OsStr::new("add"), missing],
            &[OsStr::new("cat"), path],
            &[OsStr::new("mv"), path, OsStr::new("/x/")],
            &[OsStr::new("find"), OsStr::new("--"), missing],
        ];
        for arguments in commands {
            let mut command = home.command(arguments);
            command.env("FILE_ORGANIZER_PASSWORD", &home.recovery);
            let run = Run::of(command);
            let what = format!("{arguments:?}");
            assert!(
                matches!(run.code, 0 | 2 | 3 | 4),
                "{what}: {}: {}",
                run.code,
                run.err
            );
            check_harmless(&what, &run.bytes);
            check_harmless(&what, run.err.as_bytes());
        }
    }
}

/// Many files of one name, of sizes that take unlike times to read: packed, whole and cut into chunks.
pub(super) fn numbered() {
    let home = Home::new();
    let mut arguments = vec!["add".to_owned(), "--to".into(), "/cards".into()];
    for number in 1..=60_usize {
        let folder = home.work().join(format!("card{number}"));
        fs::create_dir(&folder).unwrap();
        let size = [300_000, 10, 40_000, 900][number % 4];
        let content = format!("{number}\n{}", "x".repeat(size));
        fs::write(folder.join("IMG_1.txt"), content).unwrap();
        arguments.push(format!("card{number}/IMG_1.txt"));
    }
    let added = home.run(&arguments);
    assert_eq!(added.code, 0, "{}", added.err);
    for number in 1..=60 {
        let name = match number {
            1 => "/cards/IMG_1.txt".to_owned(),
            _ => format!("/cards/IMG_1 ({number}).txt"),
        };
        let content = home.run(["cat", &name]);
        let first = content.out.lines().next().unwrap();
        assert_eq!(first, number.to_string(), "{name}");
    }
}
