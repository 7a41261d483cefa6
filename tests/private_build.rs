//! What somebody can do to a vault who has the password and a program of their own: this one is made of
//! the same sources, with every door open. The real program must see it afterwards.
//!
//! Runs without a harness, so that the unit tests within the sources are not run once more.
//! `cargo test --release --test private_build -- rows N VAULT` makes a vault with a long log, for measurements.

#![allow(
    dead_code,
    missing_docs,
    unfulfilled_lint_expectations,
    unreachable_pub,
    unused_imports,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::panic,
    clippy::redundant_clone,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::type_complexity,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "uses a part of the sources; tests make files, and say what they expect"
)]

#[path = "../src/app/mod.rs"]
mod app;
#[path = "../src/crypto/mod.rs"]
mod crypto;
#[path = "../src/domain/mod.rs"]
mod domain;
#[path = "../src/storage/mod.rs"]
mod storage;
mod support;

#[path = "private_build/rows.rs"]
mod rows;
#[path = "private_build/tampering.rs"]
mod tampering;

use std::path::Path;
use std::time::Duration;

use app::gate::unlock::Credential;
use app::gate::{Context, Gate};
use app::secret::Secret;

/// The vault, opened by the administrator in this process; nothing is remembered outside.
fn open(vault: &Path) -> Gate {
    let credential = Credential::Password {
        user: "admin".into(),
        password: Secret::new(support::PASSWORD.into()),
    };
    let context = Context {
        source: "local".into(),
        verb: "private".into(),
        wait: Duration::from_secs(30),
        waiting: Box::new(|_| {}),
        warn: Box::new(|_| {}),
        anchors: None,
        accept_rollback: true,
        is_remote: false,
    };
    Gate::open(vault, &credential, context).expect("the vault opens")
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let ["rows", count, vault] = words[..] {
        rows::make(Path::new(vault), count.parse().expect("a number of rows"));
    } else if !words.contains(&"--list") {
        tampering::all();
    }
}
