//! Files: how they come in, are checked, found, sorted and taken out; run by the program.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::explicit_auto_deref,
    clippy::indexing_slicing,
    clippy::manual_is_multiple_of,
    clippy::needless_borrow,
    clippy::needless_pass_by_value,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::redundant_clone,
    clippy::semicolon_if_nothing_returned,
    clippy::type_complexity,
    clippy::unreachable,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "tests make files, and say what they expect"
)]

mod cases;
mod colours;
mod dedupe;
mod drops;
mod fidelity;
mod finding;
mod first_files;
mod folders;
mod hostile;
mod opened;
mod organize;
mod saved;
mod sources;
#[path = "../support/mod.rs"]
mod support;
mod targets;
mod validation;
