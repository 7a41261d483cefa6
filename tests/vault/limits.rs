//! Little of something: descriptors, memory, rights, room on the disk, a reader of the output, time
//! (a signal, a writer that stands still). A clean end with the right code, and a sound vault.

mod disk_full;
mod resources;
mod rights;
mod signals;
mod stopped;
mod unrecorded;

use crate::support::{random, state};
use std::process::{Command, Stdio};

use crate::support::random::text;
use crate::support::state::Vault;
use crate::support::{Home, Run, by};

/// A home with a vault in which some files are, and some more to add.
fn furnished() -> Home {
    let home = Home::new();
    for n in 0..5 {
        home.file(format!("kept/{n}.txt"), text(&format!("kept {n}"), 2000));
        home.file(format!("more/{n}.txt"), text(&format!("more {n}"), 9000));
    }
    home.file("kept/large.txt", text("kept large", 1_500_000));
    home.file("more/large.txt", text("more large", 5_000_000));
    Vault::of(&home).ok("at the start", &["-q", "add", "kept", "--to", "/"]);
    home
}

/// An error in words and with a code of ours, and no panic.
fn refuses_in_words(what: &str, run: &Run) {
    assert!(
        matches!(run.code, 1..=13),
        "{what}: ended with {}: {}",
        run.code,
        run.err
    );
    assert!(!run.err.contains("internal error"), "{what}: {}", run.err);
    assert!(
        run.err.lines().any(|line| line.starts_with("error: ")),
        "{what}: without a word: {}",
        run.err
    );
}

/// The vault verifies, and what was in it from the beginning is there.
fn is_unharmed(what: &str, vault: &Vault<'_>) {
    vault.is_sound(what);
    let kept = vault.contents(what);
    let kept = kept.keys().filter(|path| path.starts_with("/kept/"));
    assert_eq!(kept.count(), 6, "{what}");
}
