//! The command-line interface. It contains no business rules, and it is the only layer that prompts,
//! prints, or reads the environment.

mod args;
mod child;
mod cmd;
mod colour;
mod completion;
mod context;
mod count;
mod editor;
mod error;
mod help;
mod memory;
mod name;
mod output;
mod picks;
mod places;
mod progress;
mod prompt;
mod scratch;
mod settings;
mod signals;
mod sort;
mod stream;
mod table;
mod usage;
mod when;
mod wide;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};
use file_organizer::app;

use cmd::Cli;
use context::Context;
use settings::Settings;

/// Runs the program.
pub(crate) fn main() -> ExitCode {
    memory::prepare();
    app::harden::harden();
    if let Some(code) = completion::answer(|| args::without_empty_variables(Cli::command())) {
        return code;
    }
    signals::listen();
    quiet_panics();
    let arguments = args::prepare(args::from_environment());
    if arguments.len() < 2 {
        // clap does not print the help by itself if an environment variable sets one of the flags.
        return usage::nothing_asked();
    }
    let cli = match parse(&arguments) {
        Ok(cli) => cli,
        Err(error) => return usage::show(&error, &arguments),
    };
    let json = cli.globals.json;
    let settings = match Settings::read() {
        Ok(settings) => settings,
        Err(_) if cli.command.works_without_settings() => Settings::default(),
        Err(error) => {
            // Decides about the colours of the message.
            let _output = output::Output::new(&cli.globals);
            return error::show(&error, json);
        }
    };
    let caught = std::panic::catch_unwind(move || {
        let mut context = Context::new(cli.globals, settings);
        let result = cmd::run(cli.command, &mut context);
        context.finish(result)
    });
    caught.unwrap_or_else(|_| error::after_panic(json))
}

fn parse(arguments: &[OsString]) -> std::result::Result<Cli, clap::Error> {
    let mut command = help::command();
    let mut matches = command.try_get_matches_from_mut(arguments)?;
    Cli::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))
}

/// Reports a panic in one line, without the panic message, which may contain user data. A panic in our
/// code is a bug; the database engine panics when a page has unexpected content.
fn quiet_panics() {
    std::panic::set_hook(Box::new(|info| {
        if let Some(place) = info.location() {
            error::panicked(place.file(), place.line());
        }
    }));
}
