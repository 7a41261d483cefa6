//! kill -9 at any moment of anything that writes: the next command works by itself, what was
//! acknowledged is there, each file is whole or absent, a change has happened whole or not at all,
//! one password unlocks, and nothing piles up in the vault's folder.

use crate::support::{self, state};
use std::collections::BTreeMap;
use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant, SystemTime};

use crate::support::random::{Random, text};
use crate::support::state::Vault;
use crate::support::{Home, Run};

/// A command to kill, and what must be there before it.
struct Case {
    name: &'static str,
    arguments: &'static [&'static str],
    before: &'static [&'static [&'static str]],
}

const CASES: [Case; 14] = [
    Case {
        name: "add",
        arguments: &["--json", "add", "tree", "--to", "/added"],
        before: &[],
    },
    Case {
        name: "rm",
        arguments: &["rm", "/many"],
        before: &[],
    },
    Case {
        name: "mv",
        arguments: &["mv", "/many", "/moved"],
        before: &[],
    },
    Case {
        name: "passwd",
        arguments: &["passwd"],
        before: &[],
    },
    Case {
        name: "rekey",
        arguments: &["rekey"],
        before: &[],
    },
    Case {
        name: "compact",
        arguments: &["compact"],
        before: &[],
    },
    Case {
        name: "tag",
        arguments: &["tag", "add", "seen", "/many"],
        before: &[],
    },
    Case {
        name: "undo",
        arguments: &["undo"],
        before: &[&["rm", "/many"]],
    },
    Case {
        name: "redo",
        arguments: &["redo"],
        before: &[&["tag", "add", "seen", "/many"], &["undo"]],
    },
    Case {
        name: "undo of an add",
        arguments: &["undo"],
        before: &[&["-q", "add", "tree/0", "--to", "/gone"]],
    },
    Case {
        name: "add under other names",
        arguments: &["-q", "add", "other/kept", "--to", "/gone"],
        before: &[&["-q", "add", "kept", "--to", "/gone"]],
    },
    Case {
        name: "trash empty",
        arguments: &["-y", "trash", "empty"],
        before: &[&["-q", "add", "tree", "--to", "/gone"], &["rm", "/gone"]],
    },
    Case {
        name: "trash restore",
        arguments: &["trash", "restore", "/many"],
        before: &[&["rm", "/many"]],
    },
    Case {
        name: "policy set",
        arguments: &["policy", "set", "max_versions", "3"],
        before: &[],
    },
];

/// What may come next.
const NEXT: [&[&str]; 7] = [
    &["ls", "-R", "/"],
    &["cat", "/kept/large.txt"],
    &["note", "/kept/1.txt", "next"],
    &["-q", "add", "next", "--to", "/"],
    &["verify", "--quick"],
    &["status"],
    &["compact"],
];

/// How often a case was killed before its end, and how often its change had happened by then.
#[derive(Default)]
struct Tally {
    rounds: u32,
    killed: u32,
    happened: u32,
    longest: Duration,
}

/// One vault that is killed again and again.
struct Bench<'h> {
    home: &'h Home,
    vault: Vault<'h>,
    random: Random,
    /// Files in the folder that is added.
    tree: usize,
    kept: BTreeMap<String, Vec<u8>>,
    tallies: BTreeMap<&'static str, Tally>,
}

/// What is in the vault from the beginning, and what is added to it: enough that each command takes
/// some time, and an add several transactions.
fn furnish(home: &Home, small: usize, large: usize) {
    for n in 0..20 {
        home.file(
            format!("kept/{n}.txt"),
            text(&format!("kept {n}"), 100 + n * 700),
        );
    }
    home.file("kept/large.txt", text("kept large", 2_500_000));
    for n in 0..20 {
        home.file(
            format!("other/kept/{n}.txt"),
            text(&format!("other {n}"), 500),
        );
    }
    for n in 0..small {
        home.file(
            format!("many/{}/{n}.txt", n % 9),
            text(&format!("many {n}"), 300),
        );
        home.file(
            format!("tree/{}/{n}.txt", n % 7),
            text(&format!("tree {n}"), 900),
        );
    }
    for n in 0..large {
        home.file(
            format!("tree/large {n}.txt"),
            text(&format!("large {n}"), 6_000_000),
        );
    }
}

impl<'h> Bench<'h> {
    fn new(home: &'h Home, tree: usize, random: Random) -> Self {
        let vault = Vault::of(home);
        vault.ok("at the start", &["-q", "add", "kept", "many", "--to", "/"]);
        let mut kept = vault.contents("at the start");
        kept.retain(|path, _| path.starts_with("/kept/"));
        assert_eq!(kept.len(), 21);
        Self {
            home,
            vault,
            random,
            tree,
            kept,
            tallies: BTreeMap::new(),
        }
    }

    /// Brings the vault back to where each round begins; each of these is a next command that must
    /// work by itself.
    fn tidy(&self, what: &str) {
        let vault = &self.vault;
        let state = vault.state(what);
        let has = |start: &str| state.iter().any(|line| line.starts_with(start));
        if has("live \"/moved/") {
            vault.ok(what, &["mv", "/moved", "/many"]);
        }
        if has("trash \"/many/") {
            vault.ok(what, &["trash", "restore", "/many"]);
        }
        if state.iter().any(|line| line.contains("[\"seen\"]")) {
            vault.ok(what, &["tag", "rm", "seen", "/many"]);
        }
        for folder in ["added", "gone", "next"] {
            if has(&format!("live \"/{folder}/")) {
                vault.ok(what, &["rm", &format!("/{folder}")]);
            }
        }
        vault.ok(what, &["-y", "trash", "empty"]);
        vault.ok(what, &["policy", "set", "max_versions", "10"]);
    }

    /// The case to its end on a copy: how long it takes, and what it leads to.
    fn rehearse(&self, case: &Case, password: Option<&str>) -> (Duration, Vec<String>) {
        let twin = self.vault.copy("twin");
        let begun = Instant::now();
        let run = Run::of(command(&twin, case, password));
        let took = begun.elapsed();
        assert_eq!(run.code, 0, "{}: {}{}", case.name, run.out, run.err);
        (took, twin.state(case.name))
    }

    /// One try to kill a case; gives whether it was killed before it had ended by itself. The later
    /// the try, the earlier the kill.
    fn round(&mut self, case: &Case, round: usize, try_: u64) -> bool {
        let what = format!("round {round}, {}", case.name);
        self.tidy(&what);
        for before in case.before {
            self.vault.ok(&what, before);
        }
        let password = (case.name == "passwd").then(|| self.vault.password(&what));
        let before = self.vault.state(&what);
        let (took, after) = self.rehearse(case, password);
        // Over all of its time; every other time over its end, where it commits.
        let took_micros = u64::try_from(took.as_micros()).unwrap();
        let (from, most) = match self.random.below(2) {
            0 => (0, took_micros * 21 / 20),
            _ => (took_micros * 3 / 4, took_micros * 3 / 10),
        };
        let delay = (from + self.random.below(most)) * 4 / (4 + try_);
        let delay = Duration::from_micros(delay);
        let mut child = command(&self.vault, case, password)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::thread::sleep(delay);
        child.kill().unwrap();
        let run = Run::from(child.wait_with_output().unwrap());
        let what = format!("{what}, killed after {delay:?} of {took:?} ({})", run.code);
        assert!(matches!(run.code, 0 | 137), "{what}: {}", run.err);
        self.next_command(&what);
        self.vault.is_sound(&what);
        if password.is_some() {
            self.vault.password(&what);
        }
        let contents = self.vault.contents(&what);
        for (path, content) in &self.kept {
            assert!(contents.get(path) == Some(content), "{what}: {path}");
        }
        let happened = match case.name {
            "add" => self.check_add(&what, &run, &contents),
            _ => self.check_change(case, &what, &run, (&before, &after)),
        };
        assert_eq!(self.vault.left_over(), [""; 0], "{what}");
        let tally = self.tallies.entry(case.name).or_default();
        tally.rounds += 1;
        tally.killed += u32::from(run.code != 0);
        tally.happened += u32::from(run.code != 0 && happened && before != after);
        tally.longest = tally.longest.max(took);
        run.code != 0
    }

    /// Whatever comes next works by itself.
    fn next_command(&mut self, what: &str) {
        let next = *self.random.of(&NEXT);
        self.vault.ok(what, next);
    }

    /// What was added is whole (that was checked), and what was said to be is there.
    fn check_add(&self, what: &str, run: &Run, contents: &BTreeMap<String, Vec<u8>>) -> bool {
        for line in run.out.lines() {
            // The last one may have been cut.
            let Ok(line) = serde_json::from_str::<serde_json::Value>(line) else {
                assert_eq!(run.code, 137, "{what}: {line}");
                continue;
            };
            let Some(path) = line["path"].as_str() else {
                continue;
            };
            let source = line["source"].as_str().unwrap();
            let source = fs::read(self.home.work().join(source)).unwrap();
            assert!(contents.get(path) == Some(&source), "{what}: {path}");
        }
        let added = contents.keys().filter(|path| path.starts_with("/added/"));
        let added = added.count();
        if run.code == 0 {
            assert_eq!(added, self.tree, "{what}");
        }
        added > 0
    }

    /// The change has happened whole, or not at all.
    fn check_change(
        &self,
        case: &Case,
        what: &str,
        run: &Run,
        (before, after): (&[String], &[String]),
    ) -> bool {
        // What the next command added or noted.
        let strip = |state: &[String]| -> Vec<String> {
            let lines = state.iter().filter(|line| !line.contains("\"/next/"));
            lines
                .map(|line| line.replace("\"next\"", "null"))
                .map(|line| match case.name {
                    // New files have random ids: the other fields are compared.
                    "add under other names" => {
                        let fields = line.split("\" \"").enumerate();
                        let others = fields.filter(|(index, _)| *index != 1);
                        others.map(|(_, field)| field).collect()
                    }
                    _ => line,
                })
                .collect()
        };
        let now = strip(&self.vault.state(what));
        let (before, after) = (strip(before), strip(after));
        assert!(
            now == before || now == after,
            "{what}: half done: {} lines, {} before, {} after",
            now.len(),
            before.len(),
            after.len()
        );
        if run.code == 0 {
            assert!(
                now == after,
                "{what}: it ended with 0, but has not happened"
            );
        }
        now == after
    }

    /// What the killed ones have left goes, once it is old enough to be nobody's.
    fn nothing_piles_up(&self) {
        let spool = self.vault.dir.join("spool");
        let left = self.vault.spool();
        println!("left in the spool: {}", left.len());
        let killed: u32 = self.tallies.values().map(|tally| tally.killed).sum();
        assert!(
            left.len() <= usize::try_from(killed).unwrap() + 1,
            "{left:?}"
        );
        let hours_ago = SystemTime::now() - Duration::from_secs(2 * 3600);
        for name in &left {
            let file = fs::File::open(spool.join(name)).unwrap();
            file.set_modified(hours_ago).unwrap();
        }
        self.vault.ok("at the end", &["note", "/kept/1.txt", "end"]);
        assert_eq!(self.vault.spool(), [""; 0]);
        assert_eq!(self.vault.left_over(), [""; 0]);
    }
}

fn command(vault: &Vault<'_>, case: &Case, password: Option<&str>) -> std::process::Command {
    let mut command = vault.command(case.arguments);
    if let Some(password) = password {
        let other = if password == support::PASSWORD {
            state::OTHER_PASSWORD
        } else {
            support::PASSWORD
        };
        command
            .env("FILE_ORGANIZER_PASSWORD", password)
            .env("FILE_ORGANIZER_NEW_PASSWORD", other);
    }
    command
}

/// Kills one case after the other, and so on, so many times.
fn kill(cases: &[&Case], rounds: usize, small: usize, large: usize, random: Random) {
    let home = Home::new();
    furnish(&home, small, large);
    home.file("next/next.txt", text("next", 5000));
    let mut bench = Bench::new(&home, small + large, random);
    for round in 0..rounds {
        let case = cases[round % cases.len()];
        let killed = (0..20).any(|try_| bench.round(case, round, try_));
        assert!(killed, "{} was never killed", case.name);
    }
    for (name, tally) in &bench.tallies {
        println!(
            "{name:<14} {} rounds, {} killed before the end, of which {} had changed something; {:?} at most",
            tally.rounds, tally.killed, tally.happened, tally.longest
        );
    }
    bench.nothing_piles_up();
}

#[test]
fn at_any_moment() {
    // Some of them, but the one that is slow to derive keys.
    let mut random = Random::new();
    let mut cases: Vec<&Case> = CASES.iter().filter(|case| case.name != "passwd").collect();
    for _ in 0..5 {
        let at = random.below(cases.len() as u64);
        cases.remove(usize::try_from(at).unwrap());
    }
    kill(&cases, cases.len(), 60, 1, random);
}

#[test]
#[ignore = "slow: hundreds of kills; FILE_ORGANIZER_KILLS says how many"]
fn at_any_moment_hundreds_of_times() {
    let rounds = std::env::var("FILE_ORGANIZER_KILLS").ok();
    let rounds = rounds.map_or(300, |rounds| rounds.parse().unwrap());
    let cases: Vec<&Case> = CASES.iter().collect();
    kill(&cases, rounds, 600, 4, Random::new());
}
