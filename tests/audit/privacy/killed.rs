//! kill -9 in the middle of an erasure, and of the `compact --wipe` after it: a person is there with
//! everything or gone with everything, and the next change overwrites the old database.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::state::{Vault, copy_vault, names};
use crate::support::random::{Random, text};
use crate::support::{Home, Run};

/// Long enough not to be met by chance in what looks random.
const NAME: &str = "annabelle-lee";

const ERASE: [&str; 4] = ["-y", "privacy", "erase", NAME];
const WIPE: [&str; 2] = ["compact", "--wipe"];

/// Annabelle has files, versions, some in the trash, an account, a session and a consent. What others
/// have takes much less room.
fn world(hers: usize) -> Home {
    let home = Home::new();
    home.user(NAME, "user");
    let by_her = |arguments: &[&str]| {
        let run = home.as_user(NAME, arguments);
        assert_eq!(run.code, 0, "{arguments:?} {}", run.err);
    };
    for n in 0..20 {
        home.file(format!("kept/{n}.txt"), text(&format!("kept {n}"), 5000));
    }
    for n in 0..hers {
        let content = text(&format!("diary {n}"), 500 + n * 100);
        home.file(format!("diary/{n}.txt"), content);
    }
    home.file("diary/large.txt", text("diary large", 4_000_000));
    by_her(&["-q", "add", "diary", "--to", "/"]);
    home.file("diary/0.txt", text("diary again", 3000));
    by_her(&["-q", "add", "diary/0.txt", "--to", "/diary"]);
    by_her(&["rm", "/diary/1.txt", "/diary/2.txt"]);
    by_her(&["login", "--print"]);
    let vault = Vault::of(&home);
    vault.ok("at the start", &["-q", "add", "kept", "--to", "/"]);
    vault.ok("at the start", &["consent", "grant", NAME, "photos"]);
    home
}

/// What there is of her: live files, those in the trash, and the listings that have her name.
fn of_her(vault: &Vault<'_>, what: &str) -> (usize, usize, Vec<&'static str>) {
    let lines = |arguments: &[&str]| vault.ok(what, arguments).lines().count();
    let listings = [
        ("users", &["--json", "user", "list"][..]),
        ("sessions", &["--json", "session", "list"]),
        ("consents", &["--json", "consent", "list"]),
        ("log", &["--json", "audit", "log"]),
        ("history", &["--json", "history", "-n", "1000"]),
    ];
    let named = listings
        .into_iter()
        .filter(|(_, arguments)| vault.ok(what, arguments).contains(NAME));
    (
        lines(&["--json", "find", &format!("owner:{NAME}")]),
        lines(&["--json", "trash", "list"]),
        named.map(|(listing, _)| listing).collect(),
    )
}

/// Nothing of her is listed, and her name stands in no file of the vault's folder.
fn is_gone(vault: &Vault<'_>, what: &str) {
    assert_eq!(of_her(vault, what), (0, 0, Vec::new()), "{what}");
    let state = vault.state(what);
    assert!(state.iter().all(|line| !line.contains("diary")), "{what}");
    for folder in [vault.dir.clone(), vault.dir.join("spool")] {
        for name in names(&folder) {
            assert!(!name.contains(NAME), "{what}: {name}");
            let Ok(bytes) = fs::read(folder.join(&name)) else {
                continue;
            };
            let found = bytes
                .windows(NAME.len())
                .any(|window| window == NAME.as_bytes());
            assert!(!found, "{what}: {name}");
        }
    }
}

fn others(vault: &Vault<'_>, what: &str) -> BTreeMap<String, Vec<u8>> {
    let mut contents = vault.contents(what);
    contents.retain(|path, _| path.starts_with("/kept/"));
    contents
}

/// The database file that keyring.json names.
fn database(vault: &Vault<'_>) -> PathBuf {
    let text = fs::read_to_string(vault.dir.join("keyring.json")).unwrap();
    let keyring: serde_json::Value = serde_json::from_str(&text).unwrap();
    vault.dir.join(format!("vault-{}.redb", keyring["epoch"]))
}

/// Another name of the database file, outside of the vault: what becomes of its blocks is seen there
/// after it was removed.
fn keep_hold(vault: &Vault<'_>, name: &str) -> PathBuf {
    let link = vault.home.root().join(name);
    let _ = fs::remove_file(&link);
    fs::hard_link(database(vault), &link).unwrap();
    link
}

fn is_overwritten(link: &Path) -> bool {
    let bytes = fs::read(link).unwrap();
    !bytes.is_empty() && bytes.iter().all(|byte| *byte == 0)
}

/// When a command is killed.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// This long after its start.
    After(Duration),
    /// This long after the next keyring.json was written beside: the commit is near.
    AfterStaging(Duration),
    /// This long after keyring.json was replaced.
    AfterTheSwitch(Duration),
}

fn kill_at(vault: &Vault<'_>, arguments: &[&str], moment: Moment) -> Run {
    let keyring = vault.dir.join("keyring.json");
    let inode = || fs::metadata(&keyring).unwrap().ino();
    let before = inode();
    let staged = vault.dir.join("keyring.json.next");
    let mut child = vault
        .command(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let wait = match moment {
        Moment::After(wait) => wait,
        Moment::AfterStaging(wait) => {
            while !staged.exists() && inode() == before && child.try_wait().unwrap().is_none() {
                std::thread::yield_now();
            }
            wait
        }
        Moment::AfterTheSwitch(wait) => {
            while inode() == before && child.try_wait().unwrap().is_none() {
                std::thread::yield_now();
            }
            wait
        }
    };
    let begun = Instant::now();
    // A sleep may take a millisecond longer than it was told to.
    while begun.elapsed() < wait {
        std::thread::sleep(Duration::from_micros(20));
    }
    child.kill().unwrap();
    let run = Run::from(child.wait_with_output().unwrap());
    assert!(matches!(run.code, 0 | 137), "{arguments:?}: {}", run.err);
    run
}

/// How long a command takes on a copy.
fn time(vault: &Vault<'_>, arguments: &[&str]) -> Duration {
    let twin = vault.copy("twin");
    let begun = Instant::now();
    twin.ok("rehearsed", arguments);
    begun.elapsed()
}

fn up_to(random: &mut Random, most: Duration) -> Duration {
    let most = u64::try_from(most.as_micros()).unwrap();
    Duration::from_micros(random.below(most))
}

/// Kills erasures, and takes each to its end.
fn erase(rounds: u32, hers: usize) {
    let home = world(hers);
    let vault = Vault::of(&home);
    let first = home.root().join("first");
    copy_vault(&vault.dir, &first);
    let whole = of_her(&vault, "at the start");
    assert_eq!((whole.0, whole.1, whole.2.len()), (hers - 1, 2, 5));
    let kept = others(&vault, "at the start");
    assert_eq!(kept.len(), 20);
    let takes = time(&vault, &ERASE);
    let mut random = Random::new();
    let (mut killed, mut happened) = (0, 0);
    for round in 0..rounds {
        vault.put_back(&first);
        let moment = match round % 3 {
            0 => Moment::AfterStaging(up_to(&mut random, takes / 8)),
            1 => Moment::After(up_to(&mut random, takes)),
            _ => Moment::AfterTheSwitch(up_to(&mut random, takes / 20)),
        };
        let what = format!("round {round}, erasing, killed {moment:?} of {takes:?}");
        let run = kill_at(&vault, &ERASE, moment);
        killed += u32::from(run.code != 0);
        vault.is_sound(&what);
        let left = of_her(&vault, &what);
        let gone = left == (0, 0, Vec::new());
        assert!(gone || left == whole, "{what}: half done: {left:?}");
        assert!(gone || run.code != 0, "{what}: it has not happened");
        assert!(others(&vault, &what) == kept, "{what}");
        let again = vault.run(&ERASE);
        assert_eq!(
            again.code,
            if gone { 4 } else { 0 },
            "{what}: {}",
            again.err
        );
        happened += u32::from(gone && run.code != 0);
        let link = keep_hold(&vault, "held");
        let before = fs::metadata(&link).unwrap().len();
        vault.ok(&what, &WIPE);
        is_gone(&vault, &what);
        vault.is_sound(&what);
        assert!(is_overwritten(&link), "{what}");
        // Most of the vault was hers.
        let after = fs::metadata(database(&vault)).unwrap().len();
        assert!(after < before / 2, "{what}: {before} before, {after} after");
        assert!(others(&vault, &what) == kept, "{what}");
        assert_eq!(vault.left_over(), [""; 0], "{what}");
    }
    println!(
        "privacy erase: {rounds} rounds of {takes:?}, {killed} killed before the end, of which {happened} had happened"
    );
}

/// What a kill has left of the old database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Left {
    /// It is still the vault's.
    InForce,
    /// It is not any more, and as it was.
    Untouched,
    /// Some of it is zeros.
    Half,
    /// All of it is, but it is there.
    Overwritten,
    /// It was removed, too.
    Removed,
}

fn left(vault: &Vault<'_>, old: &Path, link: &Path, bytes: &[u8]) -> Left {
    if database(vault) == old {
        Left::InForce
    } else if !old.exists() {
        Left::Removed
    } else if is_overwritten(link) {
        Left::Overwritten
    } else if fs::read(link).unwrap() == bytes {
        Left::Untouched
    } else {
        Left::Half
    }
}

/// Kills wipes, each after an erasure, and looks at the blocks of the old file.
fn wipe(rounds: u32, hers: usize) {
    let home = world(hers);
    let vault = Vault::of(&home);
    let kept = others(&vault, "at the start");
    vault.ok("at the start", &ERASE);
    let first = home.root().join("first");
    copy_vault(&vault.dir, &first);
    let takes = time(&vault, &WIPE);
    let mut random = Random::new();
    let mut tallies: BTreeMap<Left, u32> = BTreeMap::new();
    for round in 0..rounds {
        vault.put_back(&first);
        let moment = match round % 4 {
            0 => Moment::After(up_to(&mut random, takes)),
            1 => Moment::AfterStaging(up_to(&mut random, takes / 20)),
            _ => Moment::AfterTheSwitch(up_to(&mut random, takes / 8)),
        };
        let what = format!("round {round}, wiping, killed {moment:?} of {takes:?}");
        let old = database(&vault);
        let link = keep_hold(&vault, "held");
        let bytes = fs::read(&link).unwrap();
        let run = kill_at(&vault, &WIPE, moment);
        let left = left(&vault, &old, &link, &bytes);
        let what = format!("{what}, old file {left:?}");
        *tallies.entry(left).or_default() += 1;
        assert!(run.code != 0 || left == Left::Removed, "{what}");
        let said = vault.run(&["ls", "/"]);
        vault.is_sound(&what);
        assert!(others(&vault, &what) == kept, "{what}");
        vault.ok(&what, &["note", "/kept/1.txt", "next"]);
        if left == Left::InForce {
            assert_eq!(database(&vault), old, "{what}");
        } else {
            assert!(
                is_overwritten(&link),
                "{what}: what was left was not overwritten"
            );
            assert!(!old.exists(), "{what}");
        }
        // Before that it was said to be there.
        let waits = !matches!(left, Left::InForce | Left::Removed);
        assert_eq!(
            said.err.contains("has not been overwritten yet"),
            waits,
            "{what}"
        );
        assert_eq!(vault.left_over(), [""; 0], "{what}");
        let link = keep_hold(&vault, "held");
        let again = vault.run(&["--json", "compact", "--wipe"]);
        assert_eq!(again.code, 0, "{what}: {}", again.err);
        assert_eq!(again.json()[0]["overwritten"], true, "{what}");
        assert!(is_overwritten(&link), "{what}");
        let after = fs::metadata(database(&vault)).unwrap().len() as usize;
        assert!(
            after < bytes.len() / 2,
            "{what}: {after} of {}",
            bytes.len()
        );
        is_gone(&vault, &what);
        vault.is_sound(&what);
        assert!(others(&vault, &what) == kept, "{what}");
        assert_eq!(vault.left_over(), [""; 0], "{what}");
    }
    println!(
        "compact --wipe: {rounds} rounds of {takes:?}, what was left of the old file: {tallies:?}"
    );
}

#[test]
fn an_erasure_killed_at_any_moment() {
    erase(3, 60);
}

#[test]
fn a_wipe_killed_at_any_moment() {
    wipe(4, 60);
}

#[test]
#[ignore = "slow: many kills; FILE_ORGANIZER_KILLS says how many of each"]
fn erasures_and_wipes_killed_again_and_again() {
    let rounds = std::env::var("FILE_ORGANIZER_KILLS").ok();
    let rounds = rounds.map_or(60, |rounds| rounds.parse().unwrap());
    erase(rounds, 600);
    wipe(rounds, 600);
}

/// A process that has the vault open, and waits for somebody to take what it shows.
fn stuck_reader(vault: &Vault<'_>) -> Child {
    let child = vault
        .command(&["cat", "/diary/large.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    // It leaves word that it reads, and then has filled the pipe.
    while names(&vault.dir.join("spool"))
        .iter()
        .all(|name| !name.ends_with(".event"))
    {
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "it does not read"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
    std::thread::sleep(Duration::from_millis(200));
    child
}

#[test]
fn what_is_still_read_is_overwritten_later() {
    let home = world(10);
    let vault = Vault::of(&home);
    vault.ok("at the start", &["note", "/kept/1.txt", "nothing waits"]);
    let old = database(&vault);
    let link = keep_hold(&vault, "held");
    let reader = stuck_reader(&vault);
    let run = vault.run(&["--wait", "1s", "--json", "compact", "--wipe"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.json()[0]["overwritten"], false);
    assert!(run.err.contains("still reading"), "{}", run.err);
    vault.ok("while it reads", &["note", "/kept/1.txt", "next"]);
    assert!(old.exists() && !is_overwritten(&link));
    // Another wipe does its own, and does not take this for done.
    let second = keep_hold(&vault, "second");
    let run = vault.run(&["--wait", "1s", "--json", "compact", "--wipe"]);
    assert_eq!(run.json()[0]["overwritten"], false, "{}", run.err);
    assert!(is_overwritten(&second) && !is_overwritten(&link));
    let shown = reader.wait_with_output().unwrap();
    let source = fs::read(home.work().join("diary/large.txt")).unwrap();
    assert!(shown.stdout == source, "the reader was disturbed");
    let said = vault.run(&["ls", "/"]).err;
    assert!(said.contains("has not been overwritten yet"), "{said}");
    vault.ok("afterwards", &["note", "/kept/1.txt", "last"]);
    assert!(!old.exists() && is_overwritten(&link));
    assert_eq!(vault.left_over(), [""; 0]);
    let said = vault.run(&["ls", "/"]).err;
    assert!(!said.contains("overwritten"), "{said}");
    vault.is_sound("afterwards");
}

/// Old files are overwritten and no command fails, also if others write in between.
#[test]
fn a_wipe_among_others_who_write() {
    let home = world(10);
    let vault = Vault::of(&home);
    let done = AtomicBool::new(false);
    let links: Vec<PathBuf> = std::thread::scope(|scope| {
        for file in ["/kept/1.txt", "/kept/2.txt"] {
            let (vault, done) = (&vault, &done);
            scope.spawn(move || {
                while !done.load(Ordering::SeqCst) {
                    vault.ok("meanwhile", &["note", file, "again"]);
                }
            });
        }
        let wipe = |round| {
            let link = keep_hold(&vault, &format!("held {round}"));
            let run = vault.run(&WIPE);
            (link, run)
        };
        let wiped: Vec<(PathBuf, Run)> = (0..6).map(wipe).collect();
        done.store(true, Ordering::SeqCst);
        let links = wiped.into_iter().map(|(link, run)| {
            assert_eq!(run.code, 0, "{}", run.err);
            link
        });
        links.collect()
    });
    vault.ok("at the end", &["note", "/kept/1.txt", "last"]);
    for link in links {
        assert!(is_overwritten(&link), "{}", link.display());
    }
    vault.is_sound("at the end");
    assert_eq!(vault.left_over(), [""; 0]);
}

#[test]
fn who_is_erased_again_is_not_in_the_log_by_that() {
    let home = world(3);
    let vault = Vault::of(&home);
    vault.ok("first", &ERASE);
    let again = vault.run(&ERASE);
    assert_eq!(again.code, 4, "{}", again.err);
    let log = vault.ok("afterwards", &["--json", "audit", "log"]);
    assert!(!log.contains(NAME), "{log}");
    let last = log
        .lines()
        .rev()
        .find(|line| line.contains("PRIVACY_ERASE"));
    let last: serde_json::Value = serde_json::from_str(last.unwrap()).unwrap();
    assert_eq!(
        (&last["outcome"], &last["detail"]),
        (&"FAILURE".into(), &"NOT_FOUND".into())
    );
}
