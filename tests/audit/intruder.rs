//! An intruder with the administrator's password: each way to take content out, to gain power, to
//! weaken the watch, or to destroy is found by the next daily run of the monitor.

use file_organizer::domain::span::Span;
use file_organizer::domain::time::Time;

use crate::support::{Home, PASSWORD, Run, faketime};

/// Files of each folder: more than the thresholds of this vault.
const FILES: usize = 30;

/// That of new users, and of the administrator after a lockdown.
const NEW_PASSWORD: &str = "another long password";

/// One way.
struct Way {
    /// What is done: commands of the program, `write FOLDER` for new files, `guess` for wrong
    /// passwords. Each way is a day of its own.
    steps: &'static [&'static str],
    /// The rule that finds it, and a part of the message.
    found: (&'static str, &'static str),
    /// What is done afterwards, so that later ways are found.
    after: &'static [&'static str],
}

const fn way(steps: &'static [&'static str], rule: &'static str, says: &'static str) -> Way {
    Way {
        steps,
        found: (rule, says),
        after: &[],
    }
}

const fn undone(
    steps: &'static [&'static str],
    (rule, says): (&'static str, &'static str),
    after: &'static [&'static str],
) -> Way {
    Way {
        steps,
        found: (rule, says),
        after,
    }
}

/// A new command that takes out, grants, weakens or destroys gets a line here.
const WAYS: &[Way] = &[
    // Content leaves.
    way(&["get /papers -o stolen"], "large-read", "30 files"),
    way(&["cat /papers/*.txt"], "large-read", "30 files"),
    way(
        &["privacy export admin -o admin.tar"],
        "large-read",
        "files",
    ),
    way(
        &["audit export -o log.jsonl"],
        "new-export",
        "first export of the log",
    ),
    way(
        &["backup recipient add {recipient}"],
        "power-granted",
        "can open the backups",
    ),
    way(
        &["backup create -o stolen.backup"],
        "new-export",
        "since a recipient was added",
    ),
    // Power.
    way(&["recovery new"], "power-granted", "recovery key"),
    way(
        &["user add eve --role admin"],
        "power-granted",
        "eve was created with the role admin",
    ),
    way(
        &["role set clerk user:manage"],
        "power-granted",
        "clerk was given user:manage",
    ),
    way(
        &["user add mallory --role clerk"],
        "power-granted",
        "mallory was created",
    ),
    undone(
        &["role set viewer *"],
        ("power-granted", "viewer was given every permission"),
        &["role set viewer file:read"],
    ),
    way(&["user role bob admin"], "power-granted", "viewer -> admin"),
    way(&["user passwd bob"], "power-granted", "password of bob"),
    way(
        &["user disable bob", "user passwd bob"],
        "power-granted",
        "bob was enabled",
    ),
    way(
        &["api-key create --name a --role viewer --expires never"],
        "power-granted",
        "expires never",
    ),
    way(
        &["api-key create --name b --role admin"],
        "power-granted",
        "role admin",
    ),
    way(&["api-key rotate b"], "power-granted", "new secret"),
    way(
        &["inbox share {root}/box"],
        "power-granted",
        "box was shared",
    ),
    way(&["guess"], "failed-logins", "6 failed unlocks"),
    // The watch.
    undone(
        &["policy set monitor.read_files 100000"],
        ("watch-weakened", "\"20\" -> \"100000\""),
        &["policy set monitor.read_files 20"],
    ),
    undone(
        &["policy set monitor.bulk_changes 100000"],
        ("watch-weakened", "\"20\" -> \"100000\""),
        &["policy set monitor.bulk_changes 20"],
    ),
    way(
        &["policy set work_hours 00:00-24:00"],
        "watch-weakened",
        "\"07:00-22:00\" -> \"00:00-24:00\"",
    ),
    way(
        &["policy set audit.mirror {root}/other.log"],
        "watch-weakened",
        "mirror.log\" -> ",
    ),
    way(&["policy set audit.mirror "], "watch-weakened", "-> none"),
    way(
        &["policy set audit.level normal"],
        "watch-weakened",
        "\"raised\" -> \"normal\"",
    ),
    way(
        &["policy set audit.retention_days 365"],
        "watch-weakened",
        "\"400\" -> \"365\"",
    ),
    way(
        &["policy set allowed_extensions *"],
        "watch-weakened",
        "-> \"*\"",
    ),
    way(
        &["policy set trash.retention 1d"],
        "watch-weakened",
        "\"30d\" -> \"24h\"",
    ),
    way(
        &["retention remove tax"],
        "watch-weakened",
        "keep at least 10y",
    ),
    way(&["hold remove 1"], "watch-weakened", "hold 1"),
    way(
        &["rules add junk --when in:/inbox --trash"],
        "watch-weakened",
        "none -> new or changed: junk",
    ),
    way(
        &["retention set all --in /old --trash-after 1d"],
        "watch-weakened",
        "none -> trash after 24h",
    ),
    // Destruction.
    way(&["retention apply"], "bulk-change", "30 files"),
    way(
        &["write inbox", "add inbox --to /inbox", "organize /inbox"],
        "bulk-change",
        "30 files",
    ),
    way(
        &["write a", "add a --to /", "mv /a /b"],
        "bulk-change",
        "30 files",
    ),
    way(&["rm /b/*.txt"], "bulk-change", "files removed"),
    way(&["trash empty"], "bulk-change", "files"),
    way(
        &["write c", "add c --to /", "undo"],
        "bulk-change",
        "30 files",
    ),
    way(
        &["write d", "add d --to /", "write d", "add d --to /"],
        "bulk-change",
        "30 files",
    ),
    way(&["privacy erase bob"], "watch-weakened", "erased"),
    // Taking back is a change, too.
    way(
        &[
            "policy set monitor.denied 5",
            "incident lockdown --revert-since 1h",
        ],
        "watch-weakened",
        "monitor.denied \"5\" -> \"10\"",
    ),
    // A year later; the entries expire only if two commands at least a day apart find them expired.
    way(
        &["year", "audit prune", "day", "audit prune"],
        "watch-weakened",
        "entries of the log",
    ),
];

struct Intruder {
    home: Home,
    now: Time,
    written: usize,
    recipient: String,
    password: &'static str,
    /// Commands that failed.
    failed: Vec<String>,
}

impl Intruder {
    fn run(&mut self, arguments: &[&str], password: &str) -> Run {
        self.now = self.now.saturating_add(Span::from_secs(60));
        let time = self.now.audit_stamp();
        let mut command = self.home.later(&time, [&["-y"], arguments].concat());
        command
            .env("FILE_ORGANIZER_PASSWORD", password)
            .env("FILE_ORGANIZER_NEW_PASSWORD", NEW_PASSWORD);
        Run::of(command)
    }

    fn step(&mut self, step: &str) {
        let root = self.home.root().to_string_lossy().into_owned();
        let step = step
            .replace("{root}", &root)
            .replace("{recipient}", &self.recipient);
        let words: Vec<&str> = step.split(' ').collect();
        match words[..] {
            ["write", folder] => {
                for number in 0..FILES {
                    self.written += 1;
                    let content = format!("content {}", self.written);
                    self.home.file(format!("{folder}/{number}.txt"), content);
                }
            }
            ["guess"] => {
                for _ in 0..6 {
                    assert_eq!(self.run(&["ls"], "wrong").code, 12);
                }
            }
            ["year"] => self.now = self.now.saturating_add(Span::from_days(400)),
            ["day"] => self.now = self.now.saturating_add(Span::from_hours(25)),
            _ => {
                let run = self.run(&words, self.password);
                if run.code != 0 {
                    self.failed.push(format!("{step}: {}{}", run.out, run.err));
                }
                if words.starts_with(&["incident", "lockdown"]) {
                    self.password = NEW_PASSWORD;
                }
            }
        }
    }

    /// The findings of a run: rule and message.
    fn findings(&mut self) -> Vec<(String, String)> {
        let run = self.run(&["--json", "monitor"], self.password);
        assert!([0, 6].contains(&run.code), "{}{}", run.out, run.err);
        let text = |one: &serde_json::Value, field: &str| one[field].as_str().unwrap().to_owned();
        let found = run.json();
        found
            .iter()
            .map(|one| (text(one, "rule"), text(one, "message")))
            .collect()
    }

    fn next_morning(&mut self) {
        let day = Span::from_days(1);
        let date = self.now.saturating_add(day).date();
        self.now = Time::parse(&format!("{date} 10:00:00")).unwrap();
    }
}

#[test]
fn whatever_an_intruder_does_is_found_within_a_day() {
    if faketime().is_none() {
        return;
    }
    let home = Home::new();
    home.user("bob", "viewer");
    let recipient = home.ok(["-q", "backup", "identity", "new", "-o", "thief.txt"]);
    let owner = home.ok(["-q", "backup", "identity", "new", "-o", "owner.txt"]);
    let mut intruder = Intruder {
        home,
        now: Time::parse("2031-03-03 10:00:00").unwrap(),
        written: 0,
        recipient: recipient.trim().to_owned(),
        password: PASSWORD,
        failed: Vec::new(),
    };
    for step in [
        "write papers",
        "write old",
        "add papers old --to /",
        "policy set monitor.read_files 20",
        "policy set monitor.bulk_changes 20",
        "policy set audit.level raised",
        "policy set audit.retention_days 400",
        "policy set audit.mirror {root}/mirror.log",
        "retention set tax --in /tax --keep-at-least 10y",
        "hold add in:/contracts --reason case",
        &format!("backup recipient add {}", owner.trim()),
        "backup create -o usual.backup",
    ] {
        intruder.step(step);
    }
    intruder.findings();
    // A day without an intruder.
    intruder.next_morning();
    for step in [
        "ls /papers",
        "cat /papers/1.txt",
        "backup create -o next.backup",
    ] {
        intruder.step(step);
    }
    assert_eq!(intruder.findings(), []);
    assert!(WAYS.len() >= 25);
    let mut missed = Vec::new();
    for way in WAYS {
        intruder.next_morning();
        way.steps.iter().for_each(|step| intruder.step(step));
        let found = intruder.findings();
        let (rule, says) = way.found;
        let is_it = |(by, message): &(String, String)| by == rule && message.contains(says);
        if !found.iter().any(is_it) {
            missed.push(format!("{:?}: {:?}, found {found:?}", way.steps, way.found));
        }
        way.after.iter().for_each(|step| intruder.step(step));
    }
    missed.append(&mut intruder.failed);
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}
