//! The vault: damage, power loss, killed processes, failing system calls, limits and long use.

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

mod completion;
mod damage;
mod expiry;
mod failing_calls;
mod init;
mod kept;
mod killed;
mod limits;
mod power_loss;
mod processes;
mod sizes;
mod soak;
#[path = "../support/mod.rs"]
mod support;
mod undo_state;
