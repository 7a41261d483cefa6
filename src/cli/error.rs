//! How an error is shown: what happened and a next step, or one JSON object as the last line.

use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use file_organizer::app::error::{Error, Kind};
use serde_json::json;

use super::output::note;

fn document(error: &Error) -> String {
    json!({"error": {
        "code": error.kind.code(),
        "kind": error.kind.name(),
        "message": error.message,
        "hint": error.hint,
    }})
    .to_string()
}

/// Shows an error; gives its exit code.
pub(crate) fn show(error: &Error, json: bool, colour: bool) -> ExitCode {
    if json {
        note(&document(error));
    } else {
        let colour = colour && std::io::stderr().is_terminal();
        let (red, cyan, plain) = if colour {
            ("\x1b[1;31m", "\x1b[36m", "\x1b[0m")
        } else {
            ("", "", "")
        };
        note(&format!("{red}error:{plain} {}", error.message));
        if let Some(hint) = &error.hint {
            note(&format!("{cyan}hint:{plain} {hint}"));
        }
    }
    ExitCode::from(error.kind.code())
}

/// Shows what clap says: help and version are no errors.
pub(crate) fn usage(error: &clap::Error, arguments: &[OsString]) -> ExitCode {
    if !error.use_stderr() {
        return match error.print() {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::from(128 + 13),
        };
    }
    if arguments.iter().any(|argument| argument == "--json") {
        let text = error.render().to_string();
        let first = text.lines().next().unwrap_or_default();
        let message = first.trim_start_matches("error: ");
        let shown = Error::new(Kind::Usage, message).hint("see --help");
        note(&document(&shown));
    } else {
        // Without a reader of standard error there is nobody to tell.
        let _ = error.print();
    }
    ExitCode::from(Kind::Usage.code())
}

/// One line about a panic.
pub(crate) fn panicked(file: &str, line: u32) {
    let _ = writeln!(
        std::io::stderr().lock(),
        "error: internal error at {file}:{line}"
    );
}

/// The exit code after a panic.
pub(crate) fn internal() -> ExitCode {
    note("hint: this is a bug: please report it; the vault is as its last commit left it");
    ExitCode::from(Kind::Other.code())
}
