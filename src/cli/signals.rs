//! Signal handling: work that needs cleanup is asked to stop; otherwise the signal has its default
//! effect.

use std::sync::{Mutex, PoisonError};

use file_organizer::app::cancel;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::prompt;

/// The signal that stops a service.
pub(crate) const TERMINATE: usize = 15;

/// Gets the signals of a program that handles them itself; true for SIGHUP.
type Handler = Box<dyn Fn(bool) + Send>;

static HANDLER: Mutex<Option<Handler>> = Mutex::new(None);

/// Passes all signals from now on to `handler`, instead of stopping.
pub(crate) fn divert(handler: Handler) {
    *HANDLER.lock().unwrap_or_else(PoisonError::into_inner) = Some(handler);
}

/// Starts the signal handler. If its thread cannot be started, signals keep their default effect.
pub(crate) fn listen() {
    let (listening, is_listening) = std::sync::mpsc::channel();
    let started = std::thread::Builder::new().spawn(move || {
        let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP]);
        let _ = listening.send(());
        for signal in signals.iter_mut().flat_map(|signals| signals.forever()) {
            if let Some(handler) = &*HANDLER.lock().unwrap_or_else(PoisonError::into_inner) {
                handler(signal == SIGHUP);
                continue;
            }
            let again = cancel::asked().is_some();
            let number = usize::try_from(signal).unwrap_or(2);
            if !cancel::ask(number) || again {
                prompt::restore_terminal();
                let _ = emulate_default_handler(signal);
            }
        }
    });
    if started.is_ok() {
        let _ = is_listening.recv();
    }
}
