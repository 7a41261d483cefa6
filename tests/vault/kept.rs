//! No content that the vault has acknowledged is lost by surprise: after any sequence of commands, under a
//! clock that jumps, each is reached by `ls`, `versions` or `trash list`, until a command has named it for
//! destruction.
//!
//! `KEPT_SEQUENCES` sets how many sequences are tried, `FILE_ORGANIZER_SEED` repeats a run. Each core runs a share of
//! them in a process of its own, since the clock is that of a process.

mod state;
mod verbs;
mod world;

use std::process::{Command, Stdio};

use crate::support::random::{Random, seed, setting};
use verbs::Verb;
use world::{Clock, World};

/// Commands of a sequence.
const LENGTH: usize = 10;
/// Sequences on one vault, before another one is made.
const ON_ONE_VAULT: usize = 25;
/// What tells a process that it is to run a share, and which.
const SHARE: &str = "KEPT_SHARE";
/// Printed by a process at the end of its share: a wrong test name runs nothing, and succeeds.
const SHARE_DONE: &str = "share done";

fn sequence(world: &mut World, dice: &mut Random, seed: u64, number: u64) {
    let mut story = format!("seed {seed}, sequence {number}");
    for _ in 0..LENGTH {
        let verb = Verb::random(dice, world);
        story += &format!("\n  {verb:?}");
        let said = verb.run(world);
        story += &format!("\n    -> {said}");
        let lost = world.lost();
        assert!(lost.is_empty(), "{story}\nlost: {lost:?}");
    }
    // Among others: whether the counts are those of the rows.
    let findings = world.findings();
    assert!(findings.is_empty(), "{story}\n{findings:?}");
    let lost = world.lost_after_restoring_all();
    assert!(lost.is_empty(), "{story}\nlost in the trash: {lost:?}");
}

fn share(share: u64, seed: u64, count: u64, clock: Option<Clock>) {
    let mut dice = Random::seeded(seed.wrapping_add(share << 32));
    let mut clock = clock;
    let mut world = None;
    for number in 0..count {
        if usize::try_from(number)
            .unwrap()
            .is_multiple_of(ON_ONE_VAULT)
        {
            clock = world.take().map_or(clock.take(), World::into_clock);
            world = Some(World::new(clock.take()));
        }
        sequence(world.as_mut().unwrap(), &mut dice, seed, number);
    }
}

#[test]
fn no_sequence_loses_what_was_acknowledged() {
    let seed = seed();
    let count = setting("KEPT_SEQUENCES", 2000);
    let cores = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    if let Ok(number) = std::env::var(SHARE) {
        let number = number.parse().expect("a number");
        share(
            number,
            seed,
            count.div_ceil(cores),
            Clock::of_this_process(),
        );
        return println!("{SHARE_DONE}");
    }
    println!("KEPT_SEQUENCES={count}");
    let folder = tempfile::tempdir().unwrap();
    let children = (0..cores).map(|number| {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args([
                "--exact",
                "kept::no_sequence_loses_what_was_acknowledged",
                "--nocapture",
            ])
            .env("FILE_ORGANIZER_SEED", seed.to_string())
            .env("KEPT_SEQUENCES", count.to_string())
            .env(SHARE, number.to_string())
            .stdout(Stdio::piped());
        Clock::prepare(&mut command, &folder.path().join(number.to_string()));
        command.spawn().unwrap()
    });
    let children: Vec<_> = children.collect();
    for child in children {
        let run = child.wait_with_output().unwrap();
        let text = String::from_utf8_lossy(&run.stdout);
        assert!(
            run.status.success() && text.contains(SHARE_DONE),
            "FILE_ORGANIZER_SEED={seed}\n{text}"
        );
    }
}
