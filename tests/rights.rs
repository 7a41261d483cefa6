//! Rights hold, whatever is done in whatever order: no sequence of verbs has an effect that a direct check
//! denies, and whoever may not see a file cannot tell whether it is there. The check is written here anew,
//! from docs/SECURITY.md, and knows nothing of how the program decides.
//!
//! `RIGHTS_SEQUENCES` sets how many sequences are tried, `RIGHTS_SEED` repeats a run.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::wildcard_enum_match_arm,
    clippy::indexing_slicing,
    reason = "tests make files, and say what they expect"
)]

mod support;

#[path = "rights/check.rs"]
mod check;
#[path = "rights/running.rs"]
mod running;
#[path = "rights/sequences.rs"]
mod sequences;
#[path = "rights/state.rs"]
mod state;
#[path = "rights/unseen.rs"]
mod unseen;
#[path = "rights/verbs.rs"]
mod verbs;
#[path = "rights/world.rs"]
mod world;
