//! Words in, words out: the command line. No rule lives here; nothing else prompts, prints, or
//! reads the environment.

mod args;
mod cmd;
mod context;
mod credential;
mod editor;
mod error;
mod json;
mod memory;
mod name;
mod output;
mod picks;
mod places;
mod progress;
mod prompt;
mod scratch;
mod signals;
mod stream;
mod table;

use std::process::ExitCode;

use clap::Parser;
use file_organizer::app;

use args::Cli;
use context::Context;

/// Runs the program.
pub(crate) fn main() -> ExitCode {
    memory::prepare();
    app::harden::harden();
    signals::listen();
    quiet_panics();
    let arguments = args::protect_negations(args::from_environment());
    if arguments.len() < 2 {
        // clap leaves this out where an environment variable gives one of the flags.
        return error::nothing_asked();
    }
    let cli = match Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => return error::usage(&error, &arguments),
    };
    let json = cli.globals.json;
    let caught = std::panic::catch_unwind(move || {
        let mut context = Context::new(cli.globals);
        let result = cmd::run(cli.command, &mut context);
        context.finish(result)
    });
    caught.unwrap_or_else(|_| error::after_panic(json))
}

/// A panic is said in one line, without what the panic's text may hold. One of ours is a bug; one of
/// the database engine is its answer to a page that holds something else than it must.
fn quiet_panics() {
    std::panic::set_hook(Box::new(|info| {
        if let Some(place) = info.location() {
            error::panicked(place.file(), place.line());
        }
    }));
}
