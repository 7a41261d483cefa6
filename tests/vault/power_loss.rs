//! Power loss over whole commands: what the program does to the vault's folder (database,
//! keyring.json, spool) is recorded call by call, and replayed onto a disk that loses, reorders and
//! tears whatever was not synced. From every image the next command opens the vault by itself, all
//! that was acknowledged is there, and nothing is mixed; also when the power is lost again while
//! that next command is at work.
//!
//! `FILE_ORGANIZER_SEED` chooses the moments and what is lost; what is recorded differs in its
//! random parts each time. `FILE_ORGANIZER_IMAGES` is the number of images of the long run.

mod bench;
mod check;
mod disk;
mod record;
mod run;
mod story;
mod trace;

use crate::support::random::{Random, seed};
use crate::support::{Home, faketime};
use bench::Bench;
use run::{Part, Runner};
use story::{Story, Told, told};

/// Bytes that zstd cannot make smaller.
fn noise(dice: &mut Random, len: usize) -> Vec<u8> {
    (0..len).map(|_| (dice.next() >> 32) as u8).collect()
}

fn tree(home: &Home) {
    for (name, times) in [("a", 1), ("b", 40), ("c", 4000), ("d/e", 300), ("d/f", 7)] {
        home.file(format!("tree/{name}.txt"), format!("{name} ").repeat(times));
    }
    home.file("tree/d/again.txt", "a ");
}

fn record(name: &str, home: &Home, steps: &[Told], weight: usize) -> Part {
    let story = Story::record(name, home, &Bench::new(), steps);
    println!(
        "{name}: {} steps, {} calls recorded",
        story.steps(),
        story.log.len()
    );
    Part { story, weight }
}

fn files(seed: u64, weight: usize) -> Part {
    let home = Home::new();
    let mut dice = Random::of_part(seed, &[1]);
    tree(&home);
    home.file("other/tree/c.txt", "another version ".repeat(500));
    home.file("large.bin", noise(&mut dice, 3 << 20));
    home.file("second.bin", noise(&mut dice, 1200 << 10));
    home.file("later.txt", "later");
    let steps = [
        told("policy set allowed_extensions *"),
        told("add tree"),
        told("add large.bin --to /large"),
        told("add other/tree"),
        told("undo"),
        told("redo"),
        told("add --on-conflict rename other/tree"),
        told("mv /inbox/tree/d /papers"),
        told("tag add tax /inbox/tree"),
        told("note /inbox/tree/a.txt written"),
        told("rm /papers"),
        told("undo"),
        told("redo"),
        told("undo"),
        told("rm /large"),
        told("rm /inbox/tree/b.txt"),
        told("trash restore /inbox/tree/b.txt"),
        told("trash empty"),
        told("compact"),
        told("add second.bin --to /large"),
        told("rekey"),
        told("add later.txt"),
        told("mv /inbox/tree /moved"),
        told("compact"),
        told("rekey"),
        told("compact --wipe"),
        told("rm /moved"),
        told("verify"),
    ];
    record("files", &home, &steps, weight)
}

fn batches(weight: usize) -> Part {
    let home = Home::new();
    for n in 0..4400 {
        home.file(format!("many/{}/{n}.txt", n % 7), format!("file {n}"));
    }
    let steps = [told("add many"), told("rm /inbox/many/3"), told("undo")];
    let part = record("several batches", &home, &steps, weight);
    let cuts = &part.story.cuts;
    assert!(cuts[1].rows > cuts[0].rows + 1, "the add was one batch");
    part
}

fn passwords(weight: usize) -> Part {
    let home = Home::new();
    tree(&home);
    let steps = [
        told("add tree"),
        told("passwd").new_password("the second password"),
        told("rm /inbox/tree/a.txt").by_recovery(),
        told("recovery new").by_recovery(),
        told("undo").by_recovery(),
        told("rekey").by_recovery(),
        told("recovery new").by_recovery(),
        told("passwd")
            .new_password("the third password")
            .by_recovery(),
        told("rekey").by_recovery(),
    ];
    record("passwords", &home, &steps, weight)
}

fn spool(weight: usize) -> Part {
    let home = Home::new();
    tree(&home);
    home.file("later.txt", "later");
    let read = || told("cat /inbox/tree/a.txt");
    let steps = [
        told("add tree"),
        told("add later.txt").while_read(4, read()),
        told("mv /inbox/later.txt /papers/"),
        read(),
        told("rm /papers/later.txt").while_read(4, read()),
        told("rekey"),
        told("undo").while_read(4, read()),
        told("compact"),
    ];
    let part = record("spool", &home, &steps, weight);
    let spooled = part.story.log.iter().any(
        |entry| matches!(&entry.event, record::Event::Disk(disk::Op::Move(_, _, to)) if to.ends_with(".event")),
    );
    assert!(spooled, "no reader had to leave its row in the spool");
    part
}

/// What goes by age, once two commands have seen that its time is over.
fn expiry(weight: usize) -> Part {
    let home = Home::new();
    tree(&home);
    let note = || told("note /inbox/tree/a.txt again");
    let steps = [
        told("add tree"),
        told("undo"),
        told("redo"),
        told("rm /inbox/tree/d"),
        note().later("+40d"),
        note().later("+42d"),
        told("rm /inbox/tree/b.txt").later("+42d"),
        note(),
    ];
    record("expiry", &home, &steps, weight)
}

#[test]
fn the_power_is_lost_at_any_moment() {
    let home = Home::new();
    if let Some(why) = record::unavailable(&home.command(["ls"])) {
        println!("skipped: {why}");
        return;
    }
    let seed = seed();
    tree(&home);
    home.file(
        "large.txt",
        noise(&mut Random::of_part(seed, &[1]), 1200 << 10),
    );
    let steps = [
        told("policy set content_mismatch allow"),
        told("add tree large.txt"),
        told("mv /inbox/tree/d /papers"),
        told("rm /inbox/large.txt"),
        told("trash empty"),
        told("compact"),
        told("recovery new"),
        told("rekey"),
        told("compact --wipe"),
    ];
    let mut parts = vec![record("in short", &home, &steps, 2)];
    if faketime().is_some() {
        parts.push(expiry(1));
    }
    Runner::new(seed, 90, parts).run();
}

#[test]
#[ignore = "slow: 10,000 images take some 15 minutes"]
fn ten_thousand_images() {
    let unavailable = record::unavailable(&Home::new().command(["ls"]));
    assert_eq!(unavailable, None, "nothing can be recorded here");
    let seed = seed();
    let images = std::env::var("FILE_ORGANIZER_IMAGES").ok();
    let images = images.map_or(10_000, |images| images.parse().expect("a number"));
    let parts = vec![
        files(seed, 20),
        batches(3),
        passwords(4),
        spool(4),
        expiry(4),
    ];
    Runner::new(seed, images, parts).run();
}
