//! Keeps a person's files in one encrypted vault. The library has the operations of the program
//! (`app`) and its types (`domain`); storage and cryptography are private, so that the compiler
//! refuses a command that bypasses the gate. docs/ARCHITECTURE.md is the overview.

#![cfg_attr(
    test,
    allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::needless_pass_by_value,
        clippy::redundant_clone,
        clippy::type_complexity,
        clippy::wildcard_enum_match_arm,
        clippy::print_stdout,
        clippy::print_stderr,
        reason = "tests count in small numbers, and print their seeds"
    )
)]

pub mod app;
mod crypto;
pub mod domain;
#[cfg(feature = "internals")]
pub mod internals;
mod storage;
