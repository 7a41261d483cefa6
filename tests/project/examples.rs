//! Every example of the help (which the manual pages repeat) and of README.md runs in bash as it is written:
//! it is understood, and what it names exists or is said not to.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::generated::root;
use crate::help::{commands, help};
use crate::support::{Home, PASSWORD, Run, copy_folder};

/// Examples that are not run: part of the line, and why.
const SKIPPED: &[(&str, &str)] = &[
    ("--follow", "runs until it is stopped"),
    (" watch ", "runs until it is stopped"),
    ("file-organizer serve", "runs until it is stopped"),
    ("curl ", "requires a server"),
    ("5f2c...", "a line that is made up"),
    ("file-organizer demo ~", "as demo, which is run"),
    ("recovery new", "writes a recovery key to a device"),
    (
        "audit-verify.py",
        "a script of this repository, not of the user's folder",
    ),
    ("add .", "a path of the reader's"),
    ("cargo ", "builds the program"),
    (
        "export FILE_ORGANIZER_PASSWORD_FILE",
        "names a file of the reader's",
    ),
];

/// Folders of the system, which the test has in its own folder.
const SYSTEM: &[&str] = &["/mnt/", "/media/", "/var/", "/srv/"];

/// Programs that examples pipe to or from: they would need a server, a device or a terminal.
const OTHER_PROGRAMS: &[(&str, &str)] = &[
    ("pg_dump", "echo dump"),
    ("mpv", "cat > /dev/null"),
    ("less", "cat"),
    ("man", "cat > /dev/null"),
    ("logger", "cat > /dev/null"),
    ("systemd-cat", "cat > /dev/null"),
    ("nano", "true"),
    ("code", "true"),
    ("age", "cat"),
    ("ssh", "shift; sh -c \"$*\""),
];

/// What must be there before an example that contains this text.
const BEFORE: &[(&str, &str)] = &[
    (
        "revoke nightly",
        "file-organizer api-key create --name nightly",
    ),
    (
        "rotate nightly",
        "file-organizer api-key create --name nightly",
    ),
    ("-o scanner.key", "rm scanner.key"),
    ("create -o vault.tar.zst.age", "rm vault.tar.zst.age"),
    ("identity new -o /media", "rm /media/key/identity.txt"),
    ("new -o identity.txt", "rm identity.txt"),
    ("'/inbox/*.jpg' /photos/", "file-organizer rm /photos/a.jpg"),
    ("file-organizer init", "rm -r \"$FILE_ORGANIZER_VAULT\""),
    ("rules add invoices", "file-organizer rules remove invoices"),
    ("drop --box", "file-organizer inbox share /var/spool/papers"),
    (
        "inbox unshare",
        "file-organizer inbox share /var/spool/papers",
    ),
    ("user role anna", "file-organizer user add anna"),
    ("user disable anna", "file-organizer user add anna"),
    ("user remove anna", "file-organizer user add anna"),
    ("session revoke --of anna", "file-organizer user add anna"),
    (
        "privacy ",
        "file-organizer user add anna; file-organizer user add bob",
    ),
    (
        "tar -xOf anna.tar",
        "file-organizer user add anna; file-organizer privacy export anna -o anna.tar",
    ),
    ("owner:anna", "file-organizer user add anna"),
    (
        "redo",
        "file-organizer rm /inbox/old.txt; file-organizer undo",
    ),
    ("trash restore", "file-organizer rm '/inbox/*.txt'"),
    (
        "consent withdraw",
        "file-organizer consent grant anna newsletter",
    ),
    (
        "retention remove",
        "file-organizer retention set drafts --tag draft --trash-after 90d",
    ),
    (
        "backup drill",
        "file-organizer backup create --to /mnt/backups",
    ),
    (
        "--vault ~/restored",
        "FILE_ORGANIZER_NEW_PASSWORD=$FILE_ORGANIZER_PASSWORD file-organizer init --vault ~/restored",
    ),
    (
        "--vault ~/other",
        "FILE_ORGANIZER_NEW_PASSWORD=$FILE_ORGANIZER_PASSWORD file-organizer init --vault ~/other",
    ),
    ("logout", "file-organizer login"),
];

/// The folder and the vault in which each example runs.
const WORLD: &str = r#"
mkdir -p ~/Documents ~/Downloads ~/Scans ~/.zfunc ~/paper ~/.config ~/papers out \
    ~/.local/share/bash-completion/completions ~/.local/share/man ~/.config/fish/completions \
    /mnt/backups /media/key /media/stick /var/spool /var/log /srv/scans
pdf() { printf '%%PDF-1.4\n%s\n%%%%EOF\n' "$1" > "$1"; }
for name in scan.pdf letter.pdf page.pdf invoice.pdf receipt.pdf lease.pdf; do pdf $name; done
cp *.pdf ~/Documents; cp letter.pdf ~/Downloads; cp scan.pdf ~/Scans
printf '\377\330\377\340\0\020JFIF\0' > a.jpg
printf 'ID3\003\0\0\0\0\0\0\377\373\220\144' > song.mp3
printf '{\\rtf1 plan}' > plan.rtf
for name in plan notes old remarks stamp; do echo $name > $name.txt; done
mv stamp.txt stamp; touch -d 2020-01-01 stamp; touch junk.tmp
for name in pw old.password bob; do echo 'correct horse battery staple' > $name.txt; done
echo 'another horse battery staple' > new.txt
cp old.password.txt old.txt; chmod 600 *.txt
cp ~/recovery.txt key.txt
file-organizer add --to /inbox letter.pdf scan.pdf a.jpg song.mp3 plan.txt notes.txt old.txt
echo more >> plan.txt; file-organizer add --to /inbox plan.txt
file-organizer policy set content_mismatch warn
file-organizer add --to /papers lease.pdf; file-organizer add --to /papers/2025 receipt.pdf
file-organizer add plan.rtf --name plan.odt --to /papers
file-organizer add plan.txt --name plan.odt --to /papers
file-organizer add a.jpg --to /photos; file-organizer mkdir /taxes || true
file-organizer tag add paid,draft,done /papers/2025/receipt.pdf
file-organizer api-key create --name scans --permission file:upload --scope /scans > scanner.key
file-organizer tag add tax /inbox/scan.pdf
file-organizer api-key create --name cron > cron.key; chmod 600 *.key
file-organizer role export > roles.yaml
file-organizer policy show > policy.toml
file-organizer rules import --method para; file-organizer rules export > rules.toml
file-organizer rules add invoices --when ext:pdf --to /Invoices; file-organizer rules remove invoices
file-organizer rules add invoices --when ext:pdf --to /Invoices
file-organizer backup recipient add "$(file-organizer -q backup identity new -o identity.txt)"
cp identity.txt id.txt; cp identity.txt /media/key/identity.txt; rm -f /media/key/identity.txt.new
file-organizer backup create -o vault.tar.zst.age; cp vault.tar.zst.age old.tar.zst.age
file-organizer audit export -o audit-2025.jsonl
"#;

/// The examples of a text: each line, with those that continue it.
fn lines(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut continues = false;
    for line in text.lines().map(str::trim) {
        match all.last_mut() {
            Some(last) if continues => {
                last.push('\n');
                last.push_str(line);
            }
            _ => all.push(line.to_owned()),
        }
        continues = line.ends_with('\\');
    }
    all
}

fn examples() -> Vec<String> {
    let mut all = Vec::new();
    for words in commands() {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let text = help(&words, "--help");
        if let Some((_, after)) = text.split_once("Examples:\n") {
            let section = after.split("\n\n").next().unwrap();
            all.extend(lines(section));
        }
    }
    assert!(all.len() > 200, "{} examples", all.len());
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let readme = readme.split("\n## Source layout").next().unwrap();
    let code: Vec<&str> = readme
        .lines()
        .filter(|line| line.starts_with("    "))
        .collect();
    let code = lines(&code.join("\n"));
    assert!(code.len() > 30, "{} lines of code", code.len());
    all.extend(code);
    all.sort();
    all.dedup();
    all
}

/// Runs a script in bash, in a copy of the world at `place`.
fn bash(place: &Path, script: &str) -> Run {
    let mut script = script.to_owned();
    for folder in SYSTEM {
        let own = format!("{}{folder}", place.display());
        for before in [" ", "\""] {
            script = script.replace(&format!("{before}{folder}"), &format!("{before}{own}"));
        }
    }
    let mut command = Command::new("timeout");
    command
        .args(["60", "bash", "-o", "pipefail", "-c", &script])
        .env_clear()
        .env("HOME", place.join("home"))
        .env(
            "PATH",
            format!(
                "{}:/usr/local/bin:/usr/bin:/bin",
                place.join("bin").display()
            ),
        )
        .env("FILE_ORGANIZER_VAULT", place.join("vault"))
        .env("FILE_ORGANIZER_PASSWORD", PASSWORD)
        .env(
            "FILE_ORGANIZER_NEW_PASSWORD",
            "another horse battery staple",
        )
        .env("EDITOR", "true")
        .current_dir(place.join("work"))
        .stdin(Stdio::null());
    Run::of(command)
}

/// The home with the programs and the world.
fn world() -> Home {
    let home = Home::new();
    let bin = home.root().join("bin");
    fs::create_dir(&bin).unwrap();
    symlink(
        env!("CARGO_BIN_EXE_file-organizer"),
        bin.join("file-organizer"),
    )
    .unwrap();
    for (name, body) in OTHER_PROGRAMS {
        let path = bin.join(name);
        fs::write(&path, format!("#!/bin/sh\n{body}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let recovery = home.root().join("home/recovery.txt");
    home.secret(&recovery, &home.recovery);
    let made = bash(home.root(), &format!("set -e\n{WORLD}"));
    assert_eq!(made.code, 0, "{}{}", made.out, made.err);
    home
}

/// Why an example does not run as written; `None` if it does.
fn fault(place: &Path, example: &str) -> Option<String> {
    for (_, before) in BEFORE.iter().filter(|(part, _)| example.contains(part)) {
        bash(place, before);
    }
    let known = |folder: &Path| -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name());
        names
            .map(|name| name.to_string_lossy().into_owned())
            .collect()
    };
    let work = place.join("work");
    let before = known(&work);
    let run = bash(place, example);
    // A comparison that bash takes for a redirection leaves a file of that name.
    let new = known(&work)
        .into_iter()
        .filter(|name| !before.contains(name));
    let odd: Vec<String> = new
        .filter(|name| name.starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    if !odd.is_empty() {
        return Some(format!("a redirection: {odd:?}"));
    }
    match run.code {
        // 3 and 6: files refused, findings. 4: the ids of examples are made up.
        0 | 3 | 4 | 6 => None,
        2 if run.err.contains("there is no terminal") => None,
        2 if run.err.contains("no file for the identity specified") => None,
        12 if run.err.contains("no terminal to prompt on") => None,
        // The difference is what `diff` is asked for.
        1 if example.contains("| diff") => None,
        code => Some(format!("exit code {code}: {}{}", run.out, run.err)),
    }
}

#[test]
fn each_example_runs_as_it_is_written() {
    let home = world();
    let mut faults = Vec::new();
    for example in examples() {
        if SKIPPED.iter().any(|(part, _)| example.contains(part)) {
            continue;
        }
        let copy = tempfile::tempdir().unwrap();
        for folder in ["vault", "work", "home", "mnt", "media", "var", "srv"] {
            copy_folder(&home.root().join(folder), &copy.path().join(folder));
        }
        symlink(home.root().join("bin"), copy.path().join("bin")).unwrap();
        if let Some(fault) = fault(copy.path(), &example) {
            faults.push(format!("{example}\n  {fault}"));
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}
