//! The lines for cron and the units for systemd that the documentation has: as they are written, in the
//! environment that they run in, they print nothing where all is well.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::has;
use crate::support::{Home, Run};

const PAGES: [&str; 3] = ["DUTIES.md", "BACKUPS.md", "INBOX.md"];
const PROGRAM: &str = "/usr/local/bin/file-organizer";
const WATCH: &str = "file-organizer-watch.service";

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

fn page(name: &str) -> String {
    fs::read_to_string(docs().join(name)).unwrap()
}

/// The indented lines of all pages.
fn commands() -> Vec<String> {
    let text = PAGES.map(page).concat();
    let lines = text.lines().filter_map(|line| line.strip_prefix("    "));
    lines.map(|line| line.trim_start().to_owned()).collect()
}

/// The commands of the lines for cron.
fn cron() -> Vec<String> {
    let mut all = Vec::new();
    for line in commands() {
        if !line.starts_with(|first: char| first.is_ascii_digit() || first == '*') {
            continue;
        }
        let command = &line[line.find('/').unwrap()..];
        let command = match line.find(PROGRAM) {
            Some(at) => &line[at..],
            None => command,
        };
        let times = line.strip_suffix(command).unwrap();
        assert_eq!(times.split_whitespace().count(), 5, "{line}");
        // For cron, it is the end of the line.
        assert!(!line.contains('%'), "{line}");
        all.push(command.to_owned());
    }
    assert_eq!(all.len(), 10);
    all
}

fn units(ending: &str) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(docs().join("systemd"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|is| is == ending))
        .collect();
    all.sort();
    all
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

/// The command that a unit starts, as a shell would be told to.
fn command_of(unit: &Path) -> String {
    let text = fs::read_to_string(unit).unwrap();
    let value = |key: &str| {
        let mut values = text.lines().filter_map(|line| line.strip_prefix(key));
        let value = values.next().unwrap();
        assert!(values.next().is_none(), "{unit:?}: {key} twice");
        value
    };
    let key = value("LoadCredential=key:%h");
    let command = value("ExecStart=");
    let command = command
        .strip_prefix("/bin/sh -c '")
        .and_then(|command| command.strip_suffix('\''))
        .unwrap_or(command);
    command
        .replace("$$", "$")
        .replace("%d/key", &format!("~{key}"))
        .replace("%h", "~")
}

fn program(home: &Home) -> PathBuf {
    home.command([""; 0]).get_program().into()
}

/// A line with the places of this test instead of those of an installation.
fn placed(home: &Home, line: &str) -> String {
    let at = |name: &str| home.root().join(name).to_str().unwrap().to_owned();
    line.replace(PROGRAM, program(home).to_str().unwrap())
        .replace("/mnt/backups", &at("backups"))
        .replace("/media/key", &at("media"))
}

/// The command of a line in the environment of cron.
fn job(home: &Home, line: &str) -> Command {
    let mut command = Command::new("sh");
    command
        .args(["-c", &placed(home, line)])
        .env_clear()
        .env("HOME", home.root().join("home"))
        .env("PATH", "/usr/bin:/bin")
        .current_dir(home.root().join("home"));
    command
}

/// The command of a line as a person types it, with the program in PATH and the password at hand.
fn typed(home: &Home, line: &str) -> Command {
    let mut command = job(home, line);
    let folder = program(home).parent().unwrap().to_owned();
    command
        .env("PATH", format!("{}:/usr/bin:/bin", folder.display()))
        .env("FILE_ORGANIZER_PASSWORD", crate::support::PASSWORD);
    command
}

/// A home with a vault at its default place, and all that the documentation says to set up.
fn prepared() -> Home {
    let home = Home::new();
    // Whenever this runs.
    home.ok(["policy", "set", "work_hours", "00:00-24:00"]);
    home.file("a.txt", "a");
    home.ok(["add", "a.txt"]);
    for folder in [
        "backups",
        "media",
        "home/.local/share/file-organizer",
        "home/Scans",
    ] {
        fs::create_dir_all(home.root().join(folder)).unwrap();
    }
    symlink(
        home.vault(),
        home.root().join("home/.local/share/file-organizer/vault"),
    )
    .unwrap();
    let mut made = 0;
    for line in commands() {
        let begins = |start: &&str| line.starts_with(start);
        let setup = [
            "mkdir -p -m",
            "file-organizer role set",
            "file-organizer api-key create",
            "file-organizer audit head",
            "file-organizer backup recipient add",
        ];
        if setup.iter().any(begins) {
            let run = Run::of(typed(&home, &line));
            assert_eq!(run.code, 0, "{line}: {}", run.err);
            let prints = line.starts_with("file-organizer backup recipient");
            assert!(prints || run.out.is_empty(), "{line}: {}", run.out);
            made += 1;
        }
    }
    assert_eq!(made, 3 + 5 + 6 + 1 + 1);
    // What was set up gave power to jobs, which the first run reports.
    monitored(&home);
    home
}

/// Runs the monitor as cron does; later runs by the same key do not report its findings again.
fn monitored(home: &Home) {
    let run = Run::of(job(home, &line_with(" monitor")));
    assert_eq!(run.code, 6, "{}{}", run.out, run.err);
}

fn line_with(part: &str) -> String {
    let found = cron().into_iter().find(|line| line.contains(part));
    found.unwrap_or_else(|| panic!("no line with {part}"))
}

fn silent(home: &Home, line: &str) {
    let run = Run::of(job(home, line));
    assert_eq!(
        (run.code, run.out.as_str(), run.err.as_str()),
        (0, "", ""),
        "{line}"
    );
}

/// Puts a file that has settled into the import folder.
fn scanned(home: &Home, name: &str) -> PathBuf {
    let path = home.root().join("home/Scans").join(name);
    fs::write(&path, name).unwrap();
    let run = Run::of({
        let mut touch = Command::new("touch");
        touch.args(["-d", "10 minutes ago"]).arg(&path);
        touch
    });
    assert_eq!(run.code, 0, "{}", run.err);
    path
}

#[test]
fn the_lines_for_cron_are_silent_where_all_is_well() {
    let home = prepared();
    let scan = scanned(&home, "scan.txt");
    // The first backup and the jobs that were set up are findings.
    for line in cron()
        .iter()
        .filter(|line| line.contains(" backup create "))
    {
        silent(&home, line);
    }
    monitored(&home);
    // And the next time, too.
    for line in [cron(), cron()].concat() {
        silent(&home, &line);
    }
    assert!(home.ok(["find", "scan"]).contains("/scans/scan.txt"));
    assert!(!scan.exists());
    let heads = fs::read_to_string(home.root().join("backups/audit-heads.txt")).unwrap();
    assert_eq!(heads.lines().count(), 3);
}

#[test]
fn the_lines_for_cron_report_problems() {
    let home = prepared();
    for _ in 0..6 {
        let mut command = home.command(["ls"]);
        command.env("FILE_ORGANIZER_PASSWORD", "a wrong one");
        assert_eq!(Run::of(command).code, 12);
    }
    let reports = |part: &str, what: &str, code| {
        let run = Run::of(job(&home, &line_with(part)));
        assert_eq!(run.code, code, "{part}: {}{}", run.out, run.err);
        let said = run.out + &run.err;
        assert!(said.contains(what), "{part}: {said}");
    };
    reports(" monitor", "failed-logins", 6);
    home.ok(["api-key", "create", "--name", "short", "--expires", "2d"]);
    reports(" api-key due ", "short", 6);
    reports(" backup drill ", "no backup", 4);
    // A head of another log is not replaced by the next one, and a lost file is not begun anew.
    let heads = home.root().join("backups/audit-heads.txt");
    let other = format!("1 {}\n", "0".repeat(64));
    fs::write(&heads, &other).unwrap();
    for _ in 0..2 {
        reports(" audit verify ", "not the one of the given head", 6);
    }
    assert_eq!(fs::read_to_string(&heads).unwrap(), other);
    fs::remove_file(&heads).unwrap();
    reports(" audit verify ", "audit-heads.txt", 2);
    assert!(!heads.exists());
    fs::remove_dir(home.root().join("backups")).unwrap();
    reports(" backup create ", "backups", 4);
}

#[test]
fn the_keys_of_the_jobs_permit_nothing_else() {
    let home = prepared();
    let all = [
        ("watcher", "monitor"),
        ("watcher", "verify"),
        ("retention", "retention apply"),
        ("prune", "audit prune"),
        ("backup", "backup create --to /mnt/backups"),
        (
            "drill",
            "backup drill /mnt/backups -i /media/key/identity.txt",
        ),
        ("scanner", "inbox run ~/Scans --to /scans"),
    ];
    let others = [
        "cat /inbox/a.txt",
        "compact",
        "api-key list",
        "rm /inbox/a.txt",
    ];
    for (key, allowed) in all {
        let forbidden = all.iter().filter(|(other, _)| *other != key);
        let forbidden = forbidden.map(|(_, line)| *line).chain(others);
        for line in forbidden {
            // Who may delete may do that.
            if key == "retention" && line.starts_with("rm ") {
                continue;
            }
            let line =
                format!("{PROGRAM} --api-key-file ~/.config/file-organizer/{key}.key {line}");
            let run = Run::of(job(&home, &line));
            assert!(
                run.code == 5 || line.contains("/inbox/a.txt") && run.code == 4,
                "{line}: {}{} (it may: {allowed})",
                run.out,
                run.err
            );
        }
    }
}

#[test]
fn the_units_do_what_the_lines_for_cron_do() {
    let mut cron = cron();
    let page = page("DUTIES.md");
    for unit in units("service") {
        let named = name(&unit).strip_suffix(".service").unwrap();
        assert!(
            page.contains(&format!("`{named}`")),
            "{named} is not in the table"
        );
        if name(&unit) == WATCH {
            continue;
        }
        assert!(unit.with_extension("timer").exists(), "{unit:?}");
        let timer = format!("{named}.timer");
        assert!(page.contains(&timer), "{timer} is not enabled");
        let command = command_of(&unit);
        let at = cron.iter().position(|line| *line == command);
        cron.remove(at.unwrap_or_else(|| panic!("not a line for cron: {command}")));
    }
    // Instead of `watch`.
    assert_eq!(cron.len(), 1, "{cron:?}");
    assert!(cron[0].contains(" inbox run "));
}

/// The settings that restrict a unit; the same for each.
fn sandbox(unit: &Path) -> String {
    let text = fs::read_to_string(unit).unwrap();
    let at = text.find("NoNewPrivileges").unwrap();
    text[at..].split("\n\n").next().unwrap().trim().to_owned()
}

#[test]
fn the_units_are_valid_and_restricted() {
    if !has("systemd-analyze") {
        return;
    }
    let home = Home::without_vault();
    let program = program(&home);
    let folder = home.root().join("units");
    fs::create_dir(&folder).unwrap();
    let analyze = |arguments: &[&str], files: &[PathBuf]| {
        let mut command = Command::new("systemd-analyze");
        command
            .args(arguments)
            .args(files)
            .env("XDG_RUNTIME_DIR", home.root())
            .env("HOME", home.root());
        Run::of(command)
    };
    let mut copies = Vec::new();
    for unit in units("service").into_iter().chain(units("timer")) {
        let text = fs::read_to_string(&unit).unwrap();
        let copy = folder.join(name(&unit));
        fs::write(&copy, text.replace(PROGRAM, program.to_str().unwrap())).unwrap();
        copies.push(copy);
    }
    let run = analyze(&["--user", "verify", "--man=no"], &copies);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
    let services = units("service");
    let restricted = sandbox(&services[0]);
    for unit in services {
        assert_eq!(sandbox(&unit), restricted, "{unit:?}");
        // In tenths: below 2.0.
        let limit = [
            "security",
            "--user",
            "--offline=true",
            "--no-pager",
            "--threshold=19",
        ];
        let run = analyze(&limit, &[folder.join(name(&unit))]);
        assert_eq!(run.code, 0, "{unit:?}: {}{}", run.out, run.err);
    }
    for timer in units("timer") {
        let text = fs::read_to_string(timer).unwrap();
        let mut times = text
            .lines()
            .filter_map(|line| line.strip_prefix("OnCalendar="));
        let run = analyze(&["calendar", times.next().unwrap()], &[]);
        assert_eq!(run.code, 0, "{}", run.err);
    }
}

/// The system calls that a list of `SystemCallFilter=` names, with the groups in it resolved.
fn calls(names: &str, groups: &BTreeMap<String, Vec<String>>) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for name in names.split_whitespace() {
        match groups.get(name) {
            Some(members) => all.extend(calls(&members.join(" "), groups)),
            None => _ = all.insert(name.to_owned()),
        }
    }
    all
}

/// The system calls that the units permit.
fn permitted() -> BTreeSet<String> {
    let mut command = Command::new("systemd-analyze");
    command.args(["syscall-filter", "--no-pager"]);
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut group = String::new();
    for line in Run::of(command).out.lines() {
        match line.trim() {
            "" => {}
            comment if comment.starts_with('#') => {}
            name if line.starts_with('@') => group = name.to_owned(),
            member => groups
                .entry(group.clone())
                .or_default()
                .push(member.to_owned()),
        }
    }
    let mut all = BTreeSet::new();
    for line in sandbox(&units("service")[0]).lines() {
        let Some(filter) = line.strip_prefix("SystemCallFilter=") else {
            continue;
        };
        match filter.strip_prefix('~') {
            Some(denied) => {
                let denied = calls(denied, &groups);
                all.retain(|call| !denied.contains(call));
            }
            None => all.extend(calls(filter, &groups)),
        }
    }
    all
}

/// The names of the system calls in an output of strace.
fn called(trace: &str) -> BTreeSet<String> {
    let names = trace.lines().filter_map(|line| {
        let call = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let call = call.strip_prefix("<... ").unwrap_or(call);
        let end = call.find(['(', ' '])?;
        let name = &call[..end];
        let is_name = name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_');
        (is_name && !name.is_empty()).then(|| name.to_owned())
    });
    names.collect()
}

#[test]
fn the_system_calls_of_the_units_are_permitted() {
    if !has("systemd-analyze") || !has("strace") {
        return;
    }
    let home = prepared();
    scanned(&home, "scan.txt");
    let permitted = permitted();
    assert!(permitted.contains("pwrite64") && !permitted.contains("setrlimit"));
    let trace = home.root().join("trace");
    let watch = command_of(&docs().join("systemd").join(WATCH));
    let mut lines = cron();
    lines.push(format!("timeout -s TERM 5 {watch}"));
    for line in lines {
        let inner = job(&home, &line);
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-o"]).arg(&trace);
        command.arg(inner.get_program()).args(inner.get_args());
        command.env_clear().current_dir(home.root());
        for (name, value) in inner.get_envs() {
            command.env(name, value.unwrap());
        }
        let run = Run::of(command);
        let ended = if line.starts_with("timeout") {
            [124, 143]
        } else {
            [0; 2]
        };
        assert!(
            ended.contains(&run.code),
            "{line}: {} {}",
            run.code,
            run.err
        );
        let text = fs::read_to_string(&trace).unwrap();
        let mut denied = called(&text);
        assert!(denied.contains("openat"), "{line}: {text}");
        denied.retain(|call| !permitted.contains(call));
        // This may fail: the unit disables core dumps, too.
        denied.remove("setrlimit");
        assert_eq!(denied, BTreeSet::new(), "{line}");
    }
}
