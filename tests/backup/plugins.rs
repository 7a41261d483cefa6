//! Recipients and identities of age plugins, by a stand-in that speaks the protocol: what a hardware
//! key does, but for the key.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use super::furnished;
use crate::support::{Home, Run};

/// age's plugin protocol (C2SP age-plugin.md): wraps the file key as it is.
const STAND_IN: &str = r#"#!/usr/bin/env python3
import base64, sys

def read():
    words, body = sys.stdin.readline().split()[1:], ''
    while True:
        line = sys.stdin.readline().rstrip('\n')
        body += line
        if len(line) < 64:
            return words, base64.b64decode(body + '=' * (-len(body) % 4))

def write(words, body=b''):
    text = base64.b64encode(body).decode().rstrip('=')
    lines = [text[at:at + 64] for at in range(0, len(text), 64)]
    if not lines or len(lines[-1]) == 64:
        lines.append('')
    print('-> ' + words, *lines, sep='\n', flush=True)

kept = None
while True:
    words, body = read()
    if words[0] == 'wrap-file-key' or (words[0] == 'recipient-stanza' and words[2] == 'standin'):
        kept = body
    if words[0] == 'done':
        break
if sys.argv[1] == '--age-plugin=recipient-v1':
    write('recipient-stanza 0 standin arg', kept)
    read()
else:
    write('msg', b'touch the key')
    read()
    if kept:
        write('file-key 0', kept)
        read()
write('done')
"#;

/// `age1standin1...` and `AGE-PLUGIN-STANDIN-1...`, of nothing in particular.
const RECIPIENT: &str = "age1standin1qqqsyqcyq5rqwzqfpg9scrgwpugpzysnzs23v9ccrydpk8qarc0jqqvedk5";
const IDENTITY: &str = "AGE-PLUGIN-STANDIN-1QQQSYQCYQ5RQWZQFPG9SCRGWPUGPZYSNC9WRCE";

fn with_plugin(home: &Home, arguments: &[&str]) -> Run {
    let mut command = home.command(arguments);
    let path = format!(
        "{}:/usr/local/bin:/usr/bin:/bin",
        home.root().join("bin").display()
    );
    command.env("PATH", path);
    Run::of(command)
}

#[test]
fn a_plugin_wraps_and_opens() {
    if Command::new("python3").arg("--version").output().is_err() {
        println!("skipped: python3 is not installed");
        return;
    }
    let home = furnished();
    let bin = home.root().join("bin");
    fs::create_dir(&bin).unwrap();
    home.ok(["backup", "recipient", "add", RECIPIENT, "--name", "key"]);
    let run = home.run(["backup", "create", "-o", "b.age"]);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("age-plugin-standin is not installed"),
        "{}",
        run.err
    );
    assert!(!home.work().join("b.age").exists());
    let plugin = bin.join("age-plugin-standin");
    fs::write(&plugin, STAND_IN).unwrap();
    fs::set_permissions(&plugin, fs::Permissions::from_mode(0o755)).unwrap();
    let run = with_plugin(&home, &["backup", "create", "-o", "b.age"]);
    assert_eq!(run.code, 0, "{}", run.err);
    home.secret(&home.work().join("id.txt"), &format!("{IDENTITY}\n"));
    let run = with_plugin(&home, &["backup", "verify", "b.age", "-i", "id.txt"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("touch the key"), "{}", run.err);
    // Of a name that leads elsewhere.
    let run = home.run(["backup", "recipient", "add", "age1../../bin/sh1qqqq"]);
    assert_eq!(run.code, 2, "{}", run.err);
}
