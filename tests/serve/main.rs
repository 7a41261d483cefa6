//! The server, as a client sees it that writes what it likes.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "tests say what they expect"
)]

mod api;
mod guards;
mod limits;
mod listening;
mod server;
#[path = "../support/mod.rs"]
mod support;
mod tls;
