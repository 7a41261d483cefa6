//! Prompts on the terminal. The only module that prompts.

use std::fs::File;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use file_organizer::app::cancel;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::secret::Secret;
use rustix::termios::{
    LocalModes, OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcsetattr,
};
use signal_hook::consts::SIGINT;

use super::{name, places};

/// The terminal during a prompt without echo, and its settings before.
static TERMINAL: Mutex<Option<(File, Termios)>> = Mutex::new(None);

/// Restores the settings of the terminal, before a signal ends the program during a prompt.
pub(crate) fn restore_terminal() {
    let mut saved = TERMINAL.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((terminal, settings)) = saved.take() {
        // If it fails, the terminal is gone.
        let _ = tcsetattr(&terminal, OptionalActions::Now, &settings);
    }
}

/// Keeps the echo off between several prompts for secrets, until it is dropped: what is typed while a
/// password is being checked is often a password, too.
pub(crate) struct Unechoed(());

/// Whether [`Unechoed`] exists.
static UNECHOED: AtomicBool = AtomicBool::new(false);

impl Unechoed {
    pub(crate) fn begin() -> Self {
        UNECHOED.store(true, Ordering::Relaxed);
        Self(())
    }
}

impl Drop for Unechoed {
    fn drop(&mut self) {
        UNECHOED.store(false, Ordering::Relaxed);
        restore_terminal();
    }
}

/// Turns the echo off, and discards what was typed before: it is not an answer to the next question.
fn silence_terminal() {
    let mut saved = TERMINAL.lock().unwrap_or_else(PoisonError::into_inner);
    if saved.is_none() {
        let terminal = File::open("/dev/tty").ok();
        *saved = terminal.and_then(|terminal| {
            let settings = tcgetattr(&terminal).ok()?;
            Some((terminal, settings))
        });
    }
    if let Some((terminal, settings)) = saved.as_ref() {
        let mut silent = settings.clone();
        silent.local_modes.remove(LocalModes::ECHO);
        // If they fail, so does the prompt.
        let _ = tcsetattr(terminal, OptionalActions::Now, &silent);
        let _ = tcflush(terminal, QueueSelector::IFlush);
    }
}

/// Discards what was typed, so that the shell does not run it after a failure.
pub(crate) fn discard() {
    let _ = tcflush(std::io::stdin(), QueueSelector::IFlush);
}

/// Whether prompting is possible.
pub(crate) fn can_ask(no_input: bool) -> bool {
    !no_input && std::io::stdin().is_terminal() && std::fs::File::open("/dev/tty").is_ok()
}

fn ask(question: &str) -> Result<Secret> {
    silence_terminal();
    let answer = rpassword::prompt_password(question);
    if !UNECHOED.load(Ordering::Relaxed) {
        restore_terminal();
    }
    answer.map(Secret::new).map_err(|error| {
        if error.kind() == ErrorKind::Interrupted {
            // Ctrl-C is a character here; the exit code is that of the signal.
            let _ = cancel::ask(usize::try_from(SIGINT).unwrap_or(2));
            return Error::new(Kind::Other, "interrupted");
        }
        Error::new(
            Kind::Auth,
            format!("cannot read from the terminal: {error}"),
        )
    })
}

/// Prompts for a secret without echoing it.
pub(crate) fn secret(question: &str, no_input: bool) -> Result<Secret> {
    if can_ask(no_input) {
        return ask(question);
    }
    Err(Error::new(
        Kind::Auth,
        "no password given, and no terminal to prompt on",
    )
    .hint("use --password-file F, --password-command CMD, or FILE_ORGANIZER_PASSWORD_FILE"))
}

/// Prompts for a new secret.
pub(crate) fn new_secret(question: &str, no_input: bool) -> Result<Secret> {
    if can_ask(no_input) {
        return ask(question);
    }
    Err(Error::new(
        Kind::Auth,
        "no new password given, and no terminal to prompt on",
    )
    .hint("use --new-password-file F, or FILE_ORGANIZER_NEW_PASSWORD_FILE"))
}

/// Asks for confirmation.
pub(crate) fn confirm(question: &str, no_input: bool) -> Result<bool> {
    if !can_ask(no_input) {
        return Err(Error::new(
            Kind::Usage,
            "this cannot be undone, and there is no terminal to ask for confirmation",
        )
        .hint("confirm with -y"));
    }
    loop {
        let answer = answer(&format!("{question} [y/N] "), no_input)?;
        match answer.unwrap_or_default().trim().to_lowercase().as_str() {
            "y" | "yes" => return Ok(true),
            "" | "n" | "no" => return Ok(false),
            _ => say("answer y (yes) or n (no)")?,
        }
    }
}

/// Prints text that belongs to a prompt, even with `-q`.
pub(crate) fn say(text: &str) -> Result<()> {
    writeln!(std::io::stderr().lock(), "{text}").map_err(|e| failed(&e))
}

/// Prompts for a line; returns `None` at the end of the input.
pub(crate) fn answer(question: &str, no_input: bool) -> Result<Option<String>> {
    if !can_ask(no_input) {
        return Err(Error::new(Kind::Usage, "there is no terminal to prompt on"));
    }
    // What was typed before the question is not an answer to it.
    discard();
    let mut err = std::io::stderr().lock();
    write!(err, "{question}")
        .and_then(|()| err.flush())
        .map_err(|e| failed(&e))?;
    let mut answer = String::new();
    let read = std::io::stdin()
        .read_line(&mut answer)
        .map_err(|e| failed(&e))?;
    Ok(Some(answer).filter(|_| read > 0))
}

/// Prompts for a path in the file system until `check` accepts it; returns its result.
///
/// # Errors
/// Those of the terminal; at the end of the input, and for an empty answer, `missing`.
pub(crate) fn path<T>(
    question: &str,
    missing: impl Fn() -> Error,
    check: impl Fn(PathBuf) -> Result<T>,
) -> Result<T> {
    loop {
        let answer = answer(question, false)?.unwrap_or_default();
        let answer = match answer.trim() {
            "" => return Err(missing()),
            text => places::expanded(Path::new(text)),
        };
        match check(answer) {
            Err(error) if cancel::asked().is_none() => say(&name::line(&error.message))?,
            done => return done,
        }
    }
}

fn failed(error: &std::io::Error) -> Error {
    Error::new(Kind::Other, format!("terminal: {error}"))
}
