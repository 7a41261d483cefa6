//! Help, and errors in the arguments.

use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::CommandFactory;
use file_organizer::app::error::{Error, Kind};

use super::cmd::Cli;
use super::colour::none_wanted;
use super::error;
use super::output::note;

/// Prints clap's message; help and version are not errors.
pub(crate) fn show(wrong: &clap::Error, arguments: &[OsString]) -> ExitCode {
    if !wrong.use_stderr() {
        let printed = wrong.print().and_then(|()| std::io::stdout().flush());
        return match printed {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {
                ExitCode::from(128 + 13)
            }
            Err(error) => {
                note(&format!("error: standard output: {error}"));
                ExitCode::from(Kind::Other.code())
            }
        };
    }
    if arguments.iter().any(|argument| argument == "--json") {
        let text = wrong.render().to_string();
        let first = text.lines().next().unwrap_or_default();
        let message = first.trim_start_matches("error: ");
        let shown = Error::new(Kind::Usage, message).hint("see --help");
        note(&error::document(&shown, shown.kind.code()));
    } else {
        // If standard error is closed, there is nothing to do.
        let _ = wrong.print();
    }
    ExitCode::from(Kind::Usage.code())
}

/// Without arguments: prints the help and returns the exit code of a usage error.
pub(crate) fn nothing_asked() -> ExitCode {
    let help = Cli::command().render_help();
    // If standard error is closed, there is nothing to do.
    let _ = if std::io::stderr().is_terminal() && !none_wanted() {
        write!(std::io::stderr(), "{}", help.ansi())
    } else {
        write!(std::io::stderr(), "{help}")
    };
    ExitCode::from(Kind::Usage.code())
}
