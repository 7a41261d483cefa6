//! Two writers, a `get`, a `verify` and an `ls` at once, for as long as one likes: all succeed, each
//! read has its row, and no reader waits for a writer for longer than 100 ms.
//!
//! How long a reader lasts says little on a busy machine. Sampled ones run under strace instead, and
//! what they spend waiting for locks is added up.

mod waited;

use crate::support::state;
use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::support::random::{Random, is_whole, text};
use crate::support::state::Vault;
use crate::support::{Home, Run};
use waited::Waits;

/// No reader waits for a writer longer than this.
const BOUND: Duration = Duration::from_millis(100);
/// Each of so many readers is measured.
const SAMPLED: u32 = 4;

/// What the loops have done.
#[derive(Default)]
struct Done {
    adds: u32,
    gets: u32,
    verifies: u32,
    lists: u32,
    waits: Waits,
    verify_waits: Waits,
}

struct Soak<'h> {
    vault: Vault<'h>,
    over: AtomicBool,
    done: Mutex<Done>,
}

impl Soak<'_> {
    fn is_over(&self) -> bool {
        self.over.load(Ordering::SeqCst)
    }

    fn ok(&self, arguments: &[&str]) -> Run {
        let run = self.vault.run(arguments);
        self.succeeded(arguments, &run);
        run
    }

    fn succeeded(&self, arguments: &[&str], run: &Run) {
        if run.code != 0 {
            self.over.store(true, Ordering::SeqCst);
            panic!(
                "{arguments:?} ended with {}: {}{}",
                run.code, run.out, run.err
            );
        }
    }

    /// Adds one tree after the other, each unlike the others; what is old goes, so that the vault
    /// stays as large as it is.
    fn write(&self, who: &str, mut random: Random) {
        let mut round = 0u32;
        while !self.is_over() {
            let tree = format!("{who}/{round}");
            let home = self.vault.home;
            for file in 0..20 + random.below(200) {
                let length = usize::try_from(random.below(6000)).unwrap();
                let content = text(&format!("{who} {round} {file}"), length);
                home.file(format!("{tree}/{file}.txt"), content);
            }
            if round.is_multiple_of(3) {
                let large = usize::try_from(1_000_000 + random.below(9_000_000)).unwrap();
                home.file(
                    format!("{tree}/large.txt"),
                    text(&format!("{tree} large"), large),
                );
            }
            self.ok(&["-q", "add", &tree, "--to", &format!("/{who}")]);
            fs::remove_dir_all(home.work().join(&tree)).unwrap();
            if round % 4 == 3 {
                self.ok(&["rm", &format!("/{who}")]);
                // Only its own: the other writer may be about to look into the trash, too.
                self.ok(&["-y", "trash", "empty", &format!("/{who}")]);
            }
            self.done.lock().unwrap().adds += 1;
            round += 1;
        }
    }

    /// Runs a reader again and again; every few times with a look at what it waits for.
    fn read(
        &self,
        arguments: &[&str],
        count: impl Fn(&mut Done) -> &mut u32,
        waits: impl Fn(&mut Done) -> &mut Waits,
        check: impl Fn(&Run),
    ) {
        let traces = waited::is_there();
        for round in 0u32.. {
            if self.is_over() {
                return;
            }
            let command = self.vault.command(arguments);
            let (run, waited) = if traces && round.is_multiple_of(SAMPLED) {
                let log = self.vault.home.root().join(format!("{}.log", arguments[0]));
                let (run, waited) = waited::run(&command, &log);
                (run, Some(waited))
            } else {
                (Run::of(command), None)
            };
            self.succeeded(arguments, &run);
            check(&run);
            let mut done = self.done.lock().unwrap();
            *count(&mut done) += 1;
            if let Some(waited) = waited {
                waits(&mut done).push(waited);
            }
        }
    }
}

fn soak(time: Duration) {
    let home = Home::new();
    let mut random = Random::new();
    for n in 0..30 {
        home.file(
            format!("kept/{n}.txt"),
            text(&format!("kept {n}"), 100 + n * 900),
        );
    }
    home.file("kept/large.txt", text("kept large", 3_000_000));
    let vault = Vault::of(&home);
    vault.ok("at the start", &["-q", "add", "kept", "--to", "/"]);
    let soak = Soak {
        vault,
        over: AtomicBool::new(false),
        done: Mutex::default(),
    };
    let seeds = [random.below(1 << 30), random.below(1 << 30)];
    let out = home.work().join("out");
    std::thread::scope(|scope| {
        scope.spawn(|| soak.write("one", Random::seeded(seeds[0])));
        scope.spawn(|| soak.write("two", Random::seeded(seeds[1])));
        scope.spawn(|| {
            let arguments = ["-q", "get", "/kept", "-o", "out"];
            soak.read(
                &arguments,
                |done| &mut done.gets,
                |done| &mut done.waits,
                |_| {
                    let names = state::names(&out.join("kept"));
                    assert_eq!(names.len(), 31, "{names:?}");
                    for name in names {
                        assert!(is_whole(&fs::read(out.join("kept").join(name)).unwrap()));
                    }
                    fs::remove_dir_all(&out).unwrap();
                },
            );
        });
        scope.spawn(|| {
            soak.read(
                &["verify"],
                |done| &mut done.verifies,
                |done| &mut done.verify_waits,
                |run| assert!(run.out.starts_with("OK: "), "{}", run.out),
            );
        });
        scope.spawn(|| {
            soak.read(
                &["ls", "-R", "/"],
                |done| &mut done.lists,
                |done| &mut done.waits,
                |run| {
                    let kept = run.out.lines().filter(|line| line.starts_with("/kept/"));
                    assert_eq!(kept.count(), 31);
                },
            );
        });
        let begun = Instant::now();
        while begun.elapsed() < time && !soak.is_over() {
            std::thread::sleep(Duration::from_millis(50));
        }
        soak.over.store(true, Ordering::SeqCst);
    });
    let done = soak.done.into_inner().unwrap();
    println!(
        "{} adds, {} gets, {} verifies, {} lists in {time:?}",
        done.adds, done.gets, done.verifies, done.lists
    );
    println!("waited for locks: get and ls {}", done.waits);
    println!("                  verify {}", done.verify_waits);
    let vault = soak.vault;
    vault.is_sound("at the end");
    for (event, count) in [
        ("FILE_READ", done.gets),
        // And the one just now.
        ("VAULT_VERIFY", done.verifies + 1),
    ] {
        let rows = vault.ok("at the end", &["audit", "log", "--event", event]);
        let rows = u32::try_from(rows.lines().count()).unwrap();
        assert_eq!(rows, count, "rows of {event}");
    }
    assert_eq!(vault.left_over(), [""; 0]);
    assert!(
        done.waits.most() <= BOUND,
        "a reader waited: {}\n{}",
        done.waits,
        done.waits.longest()
    );
}

#[test]
fn for_a_moment() {
    soak(Duration::from_secs(3));
}

#[test]
#[ignore = "slow: five minutes; FILE_ORGANIZER_SOAK_SECONDS says how long"]
fn for_minutes() {
    let seconds = std::env::var("FILE_ORGANIZER_SOAK_SECONDS").ok();
    let seconds = seconds.map_or(300, |seconds| seconds.parse().unwrap());
    soak(Duration::from_secs(seconds));
}
