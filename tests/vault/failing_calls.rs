//! Each call to the system failing, once or from then on, or the process ending there: no panic and
//! no hang, an error in words, no acknowledged loss, and afterwards a vault that verifies, in which
//! the command has happened whole or not at all; if it ended with 0, it has happened.

mod overtaken;
mod strace;

use crate::support::{self, state};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::support::random::{Random, text};
use crate::support::state::{OTHER_PASSWORD, Vault, copy_vault};
use crate::support::{Home, PASSWORD};
use strace::{Fault, Faulty, Point};

/// A command whose calls fail, and what is true if it ended with 0.
struct Case {
    name: &'static str,
    arguments: &'static [&'static str],
    effect: Effect,
}

enum Effect {
    /// The three files of the folder `new` are in the vault.
    Added,
    /// The large file has gone to standard output.
    Shown,
    /// The other password unlocks, and the old one does not.
    Password,
    /// The new recovery key, which stands in the output, opens the vault, and the old one does not.
    Recovery,
    /// Nothing is in the folder `/old` any more.
    Removed,
    /// What was in the folder `/kept` is in the folder `out`.
    Exported,
    /// The vault has a new key: keyring.json names another database.
    Rekeyed,
    /// Nothing but that the vault is as it was.
    None,
}

const CASES: [Case; 12] = [
    Case {
        name: "add",
        arguments: &["add", "new", "--to", "/"],
        effect: Effect::Added,
    },
    Case {
        name: "cat",
        arguments: &["cat", "/kept/large.txt"],
        effect: Effect::Shown,
    },
    Case {
        name: "rm",
        arguments: &["rm", "/old"],
        effect: Effect::Removed,
    },
    Case {
        name: "passwd",
        arguments: &["passwd"],
        effect: Effect::Password,
    },
    Case {
        name: "recovery new",
        arguments: &["recovery", "new"],
        effect: Effect::Recovery,
    },
    Case {
        name: "rekey",
        arguments: &["rekey"],
        effect: Effect::Rekeyed,
    },
    Case {
        name: "compact",
        arguments: &["compact"],
        effect: Effect::None,
    },
    Case {
        name: "compact --wipe",
        arguments: &["compact", "--wipe"],
        effect: Effect::Rekeyed,
    },
    Case {
        name: "privacy erase",
        arguments: &["-y", "privacy", "erase", "anna"],
        effect: Effect::Removed,
    },
    Case {
        name: "get",
        arguments: &["get", "/kept", "-o", "out"],
        effect: Effect::Exported,
    },
    Case {
        name: "verify",
        arguments: &["verify"],
        effect: Effect::None,
    },
    Case {
        name: "trash empty",
        arguments: &["-y", "trash", "empty"],
        effect: Effect::None,
    },
];

/// A home in which one case after the other fails. Each begins with the same vault.
struct Bench {
    home: Home,
    kept: BTreeMap<String, Vec<u8>>,
}

impl Bench {
    fn new() -> Self {
        let home = Home::new();
        for n in 0..3 {
            home.file(format!("kept/{n}.txt"), text(&format!("kept {n}"), 3000));
            home.file(format!("old/{n}.txt"), text(&format!("old {n}"), 3000));
            home.file(format!("gone/{n}.txt"), text(&format!("gone {n}"), 30_000));
        }
        home.file("kept/large.txt", text("kept large", 1_200_000));
        home.file("new/1.txt", text("new 1", 2000));
        home.file("new/2.txt", text("new 2", 1_300_000));
        home.file("new/3.txt", text("new 3", 40_000));
        let vault = Vault::of(&home);
        vault.ok("at the start", &["-q", "add", "kept", "gone", "--to", "/"]);
        home.user("anna", "user");
        let hers = home.as_user("anna", ["-q", "add", "old", "--to", "/"]);
        assert_eq!(hers.code, 0, "{}", hers.err);
        vault.ok("at the start", &["rm", "/gone"]);
        let mut kept = vault.contents("at the start");
        kept.retain(|path, _| path.starts_with("/kept/"));
        copy_vault(&home.vault(), &home.root().join("first"));
        Self { home, kept }
    }

    /// The vault as it was at the start.
    fn fresh(&self, case: &Case) -> Vault<'_> {
        Vault::of(&self.home).put_back(&self.home.root().join("first"));
        let out = self.home.work().join("out");
        if out.exists() {
            fs::remove_dir_all(out).unwrap();
        }
        let mut vault = Vault::of(&self.home);
        let _ = fs::remove_file(self.old());
        fs::hard_link(vault.dir.join("vault-1.redb"), self.old()).unwrap();
        if matches!(case.effect, Effect::Recovery) {
            vault.secret = PASSWORD.into();
        }
        vault
    }

    fn command(vault: &Vault<'_>, case: &Case) -> Command {
        let mut command = vault.command(case.arguments);
        if matches!(case.effect, Effect::Password) {
            command.env("FILE_ORGANIZER_PASSWORD", PASSWORD);
        }
        command
    }

    /// Another name of the database as it was at the start: what becomes of its blocks.
    fn old(&self) -> PathBuf {
        self.home.root().join("old")
    }

    fn log(&self) -> PathBuf {
        self.home.root().join("strace.log")
    }

    fn record(&self, case: &Case) -> Vec<Point> {
        let vault = self.fresh(case);
        strace::record(&Self::command(&vault, case), &vault.dir, &self.log())
    }

    /// The command with a fault, and all that must hold then.
    fn check(&self, case: &Case, point: &Point, fault: Fault) -> Outcome {
        let vault = self.fresh(case);
        let faulty = strace::inject(&Self::command(&vault, case), point, fault, &self.log());
        let what = format!("{}, {fault:?} at {} {}", case.name, point.call, point.nth);
        let on_vault = {
            let dir = vault.dir.to_string_lossy();
            faulty.hit.iter().any(|call| call.contains(&*dir))
        };
        let what = format!("{what} ({:?})", faulty.hit.first());
        ended_well(&what, &faulty, point, fault, on_vault);
        let happened = self.check_effect(&what, case, &vault, &faulty);
        // A command whose output cannot be written fails, though its change has happened.
        let is_mute = faulty.hit.iter().any(|call| call.contains(" write(1"));
        let is_rekeyed = matches!(case.effect, Effect::Rekeyed) && on_vault;
        if is_rekeyed && fault != Fault::Kill && !is_mute {
            assert_eq!(faulty.run.code == 0, happened, "{what}: {}", faulty.run.err);
        }
        // That looks at the audit chain, too.
        vault.ok(&what, &["verify"]);
        if case.name == "compact --wipe" {
            // What could not be overwritten then is now.
            vault.ok(&what, &["note", "/kept/1.txt", "next"]);
            let old = fs::read(self.old()).unwrap();
            let is_zero = old.iter().all(|byte| *byte == 0);
            assert_eq!(is_zero, !vault.dir.join("vault-1.redb").exists(), "{what}");
        }
        assert_eq!(vault.left_over(), [""; 0], "{what}");
        Outcome {
            code: faulty.run.code,
            hit: !faulty.hit.is_empty(),
            on_vault,
            happened,
            words: self.words(&faulty),
            point: format!("{}, {fault:?} at {} {}", case.name, point.call, point.nth),
        }
    }

    /// Whether the command has happened; where it ended with 0, it must have.
    fn check_effect(&self, what: &str, case: &Case, vault: &Vault<'_>, faulty: &Faulty) -> bool {
        let run = &faulty.run;
        let mut opened = Vault::of(&self.home);
        let mut happened = run.code == 0;
        match case.effect {
            Effect::Password => {
                happened = vault.password(what) == OTHER_PASSWORD;
            }
            Effect::Recovery => {
                let mut words = run.out.split_whitespace();
                let printed = words.find(|word| word.starts_with("fo-recovery"));
                let old = vault.unlocks(what, &self.home.recovery);
                let new = printed.is_some_and(|key| vault.unlocks(what, key));
                // Where it was not printed, it is not known.
                assert!(printed.is_none() || old != new, "{what}: {old} {new}");
                happened = !old;
                opened.secret = PASSWORD.into();
            }
            Effect::Shown => {
                let whole = &self.kept["/kept/large.txt"];
                assert!(whole.starts_with(&run.bytes), "{what}: other content");
                assert!(run.code != 0 || run.bytes == *whole, "{what}: cut");
            }
            Effect::Rekeyed => {
                let keyring = fs::read_to_string(vault.dir.join("keyring.json")).unwrap();
                happened = !keyring.contains("\"epoch\": 1,");
            }
            Effect::Added | Effect::Removed | Effect::Exported | Effect::None => {}
        }
        let contents = opened.contents(what);
        for (path, content) in &self.kept {
            assert!(contents.get(path) == Some(content), "{what}: {path}");
        }
        let count = |folder: &str| {
            contents
                .keys()
                .filter(|path| path.starts_with(folder))
                .count()
        };
        match case.effect {
            Effect::Added => {
                for line in run.out.lines() {
                    if let Some(path) = line.strip_prefix("added     ") {
                        assert!(contents.contains_key(path), "{what}: {path} was lost");
                    }
                }
                happened = count("/new/") == 3;
                opened.ok(what, case.arguments);
                assert_eq!(
                    opened.ok(what, &["find", "in:/new"]).lines().count(),
                    3,
                    "{what}"
                );
            }
            Effect::Removed => {
                let left = count("/old/");
                assert!(matches!(left, 0 | 3), "{what}: {left} are left");
                happened = left == 0;
            }
            Effect::Exported => {
                let written = self.exported(what);
                assert!(
                    run.code != 0 || written == self.kept.len(),
                    "{what}: {written}"
                );
            }
            Effect::Shown
            | Effect::Password
            | Effect::Recovery
            | Effect::Rekeyed
            | Effect::None => {}
        }
        assert!(
            run.code != 0 || happened,
            "{what}: it ended with 0, but has not happened"
        );
        happened
    }

    /// The files that `get` has written, each of them whole.
    fn exported(&self, what: &str) -> usize {
        let folder = self.home.work().join("out/kept");
        if !folder.exists() {
            return 0;
        }
        let mut written = 0;
        for name in state::names(&folder) {
            let content = fs::read(folder.join(&name)).unwrap();
            match self.kept.get(&format!("/kept/{name}")) {
                Some(kept) => {
                    assert!(
                        content == *kept,
                        "{what}: {name} is not what was in the vault"
                    );
                    written += 1;
                }
                // What could not be removed is under no name of its own.
                None => assert!(name.ends_with(".part"), "{what}: {name}"),
            }
        }
        written
    }

    /// What was said, without what differs from run to run.
    fn words(&self, faulty: &Faulty) -> String {
        let root = self.home.root().to_string_lossy().into_owned();
        let said = faulty.run.err.lines().next().unwrap_or_default();
        let said = said.replace(&root, "");
        let hidden = |word: &str| {
            if word.contains("import-") || word.contains(".json.") || word.contains(".part") {
                "...".to_owned()
            } else {
                word.to_owned()
            }
        };
        said.split(' ').map(hidden).collect::<Vec<_>>().join(" ")
    }
}

/// What a fault has led to.
struct Outcome {
    code: i32,
    hit: bool,
    on_vault: bool,
    happened: bool,
    words: String,
    point: String,
}

/// No panic, no hang, and an error in words.
fn ended_well(what: &str, faulty: &Faulty, point: &Point, fault: Fault, on_vault: bool) {
    let run = &faulty.run;
    let said = format!("{what}: {} after {:?}: {}", run.code, faulty.took, run.err);
    assert!(faulty.took < Duration::from_secs(60), "hangs: {said}");
    assert!(!run.err.contains("internal error"), "panics: {said}");
    if fault == Fault::Kill {
        assert!(matches!(run.code, 0 | 137), "{said}");
        return;
    }
    // 127: the dynamic loader could not start it.
    assert!(matches!(run.code, 0..=13 | 127), "ends badly: {said}");
    if on_vault && run.code != 0 && !point.call.contains("write") {
        let error = run.err.lines().find(|line| line.starts_with("error: "));
        let words = error.unwrap_or_else(|| panic!("without a word: {said}"));
        assert!(words.len() > 20, "{said}");
    }
}

/// What to do with each point of each case.
struct Plan {
    jobs: Vec<(usize, Point, Fault)>,
}

impl Plan {
    /// Every point with every fault.
    fn whole(bench: &Bench, wanted: &str) -> Self {
        let mut jobs = Vec::new();
        for (at, case) in CASES.iter().enumerate() {
            if !wanted.is_empty() && !wanted.split(',').any(|name| name == case.name) {
                continue;
            }
            let mut points = bench.record(case);
            let recorded = points.len();
            points.retain(|point| !is_slow(case) || point.on_vault);
            println!(
                "{}: {recorded} calls, {} of them on the vault",
                case.name,
                points.iter().filter(|point| point.on_vault).count()
            );
            for point in &points {
                let mut faults = vec![Fault::Once("EIO"), Fault::Kill];
                // What it does besides is what `recovery new` does, without the cost.
                if !is_slow(case) {
                    faults.push(Fault::Ever("EIO"));
                }
                jobs.extend(faults.into_iter().map(|fault| (at, point.clone(), fault)));
                if strace::TAKES_ROOM.contains(&point.call.as_str()) {
                    for fault in [Fault::Once("ENOSPC"), Fault::Ever("ENOSPC")] {
                        jobs.push((at, point.clone(), fault));
                    }
                }
            }
            for point in strace::dead_disk(&points) {
                for error in ["EIO", "ENOSPC"] {
                    jobs.push((at, point.clone(), Fault::Ever(error)));
                }
            }
        }
        Self { jobs }
    }

    /// A few points on the vault's files, with a fault each.
    fn small(bench: &Bench, random: &mut Random, most: usize) -> Self {
        let mut jobs = Vec::new();
        for (at, case) in CASES.iter().enumerate().filter(|(_, case)| !is_slow(case)) {
            let mut points = bench.record(case);
            if points.iter().any(|point| point.on_vault) {
                points.retain(|point| point.on_vault);
            }
            for _ in 0..most {
                let fault = random.of(&[
                    Fault::Once("EIO"),
                    Fault::Ever("EIO"),
                    Fault::Once("ENOSPC"),
                    Fault::Kill,
                ]);
                jobs.push((at, random.of(&points).clone(), *fault));
            }
        }
        Self { jobs }
    }

    /// Does it all, two at a time, each in a home of its own; prints what came of it.
    fn run(self) {
        let next = AtomicUsize::new(0);
        let outcomes: Mutex<Vec<(usize, Fault, Outcome)>> = Mutex::default();
        let failures: Mutex<Vec<String>> = Mutex::default();
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let bench = Bench::new();
                    while let Some((at, point, fault)) =
                        self.jobs.get(next.fetch_add(1, Ordering::Relaxed))
                    {
                        let check = std::panic::AssertUnwindSafe(|| {
                            bench.check(&CASES[*at], point, *fault)
                        });
                        match std::panic::catch_unwind(check) {
                            Ok(outcome) => outcomes.lock().unwrap().push((*at, *fault, outcome)),
                            Err(_) => failures.lock().unwrap().push(format!(
                                "{}: {fault:?} at {} {}",
                                CASES[*at].name, point.call, point.nth
                            )),
                        }
                    }
                });
            }
        });
        report(&outcomes.into_inner().unwrap());
        let failures = failures.into_inner().unwrap();
        assert!(
            failures.is_empty(),
            "{} of {} failed (why stands above): {failures:#?}",
            failures.len(),
            self.jobs.len()
        );
    }
}

fn is_slow(case: &Case) -> bool {
    matches!(case.effect, Effect::Password)
}

fn report(outcomes: &[(usize, Fault, Outcome)]) {
    let mut tallies: BTreeMap<String, [u32; 6]> = BTreeMap::new();
    let mut words: BTreeMap<&str, (u32, &str)> = BTreeMap::new();
    for (at, fault, outcome) in outcomes {
        let tally = tallies.entry(format!("{:<12} {fault:?}", CASES[*at].name));
        let tally = tally.or_default();
        let failed = outcome.code != 0;
        for (at, yes) in [
            true,
            outcome.hit,
            outcome.on_vault,
            failed,
            !failed && outcome.on_vault,
            failed && outcome.happened,
        ]
        .into_iter()
        .enumerate()
        {
            tally[at] += u32::from(yes);
        }
        if failed && *fault != Fault::Kill {
            let entry = words.entry(&outcome.words).or_insert((0, &outcome.point));
            entry.0 += 1;
        }
    }
    for (name, [runs, hit, on_vault, failed, harmless, done]) in tallies {
        println!(
            "{name:<30} {runs} runs, {hit} hit something, {on_vault} a file of the vault; {failed} ended with an error, {harmless} with 0 though the vault was hit; {done} had happened in spite of an error"
        );
    }
    println!("what was said:");
    for (words, (count, point)) in words {
        println!("{count:>6} {words} [{point}]");
    }
}

#[test]
fn now_and_then() {
    if strace::is_there() {
        let bench = Bench::new();
        Plan::small(&bench, &mut Random::new(), 2).run();
    }
}

#[test]
#[ignore = "slow: every call of twelve commands; FILE_ORGANIZER_COMMANDS names some of them"]
fn each_of_them() {
    if strace::is_there() {
        let wanted = std::env::var("FILE_ORGANIZER_COMMANDS").unwrap_or_default();
        let bench = Bench::new();
        Plan::whole(&bench, &wanted).run();
    }
}
