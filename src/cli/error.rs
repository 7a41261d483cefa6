//! Printing of errors: the message and a hint, or one JSON object as the last line.

use std::io::Write;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use file_organizer::app::error::{Error, Kind};
use serde_json::json;

use super::name;
use super::output::note;

pub(super) fn document(error: &Error, code: u8) -> String {
    json!({"error": {
        "code": code,
        "kind": error.kind.name(),
        "message": error.message,
        "hint": error.hint,
    }})
    .to_string()
}

/// Prints an error and returns its exit code.
pub(crate) fn show(error: &Error, json: bool) -> ExitCode {
    show_with(error, error.kind.code(), json)
}

/// Prints the error of a program that ends with this exit code, and returns it.
pub(crate) fn show_with(error: &Error, code: u8, json: bool) -> ExitCode {
    if json {
        note(&document(error, code));
    } else {
        // The message may contain an unescaped path of the file system.
        note(&format!("error: {}", name::line(&error.message)));
        if let Some(hint) = &error.hint {
            note(&format!("hint: {}", name::line(hint)));
        }
    }
    ExitCode::from(code)
}

/// Set after a panic in the database engine.
static ENGINE: AtomicBool = AtomicBool::new(false);

/// Libraries that parse metadata of files (`domain/traits`).
const PARSERS: [&str; 5] = [
    "/kamadak-exif-",
    "/lofty-",
    "/ogg_pager-",
    "/quick-xml-",
    "/zip-",
];

/// Prints one line about a panic.
pub(crate) fn panicked(file: &str, line: u32) {
    if file.contains("/redb-") {
        ENGINE.store(true, Ordering::Relaxed);
        return;
    }
    // The caller catches these: a parser that panics on malformed input is not a bug in this program.
    if PARSERS.iter().any(|parser| file.contains(parser)) {
        return;
    }
    let _ = writeln!(
        std::io::stderr().lock(),
        "error: internal error at {file}:{line}"
    );
    if cfg!(panic = "abort") {
        // Nothing runs after this, and an abort would end with a different exit code.
        let _ = internal();
        exit_at_once();
    }
}

#[expect(
    clippy::disallowed_methods,
    clippy::exit,
    reason = "the process would abort otherwise"
)]
fn exit_at_once() {
    std::process::exit(i32::from(Kind::Other.code()));
}

/// The exit code after a panic. The engine panics if a page is authentic but has unexpected content,
/// for example because an older version of the page was put back.
pub(crate) fn after_panic(json: bool) -> ExitCode {
    if !ENGINE.load(Ordering::Relaxed) {
        return internal();
    }
    let message = "vault damaged or tampered with: a page has unexpected content";
    let damaged = Error::new(Kind::Damaged, message)
        .hint("run file-organizer verify to see the extent; restore from a backup");
    show(&damaged, json);
    ExitCode::from(Kind::Damaged.code())
}

/// The exit code after a panic in this program.
fn internal() -> ExitCode {
    note("hint: this is a bug, please report it; the vault is unchanged since its last commit");
    ExitCode::from(Kind::Other.code())
}
