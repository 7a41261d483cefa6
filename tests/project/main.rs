//! What the repository promises: layers, generated documents, the described format.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests make files, and say what they expect"
)]

mod examples;
mod format;
mod generated;
mod help;
mod json;
mod layers;
#[path = "../support/mod.rs"]
mod support;
mod wording;
