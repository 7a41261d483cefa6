//! Signals: work that has something to clean up is asked to stop, anything else ends at once, the
//! way the signal ends a program.

use file_organizer::app::cancel;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

/// Listens from now on.
pub(crate) fn listen() {
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM, SIGHUP]) else {
        // Without a listener, signals end the program as they always do.
        return;
    };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            let again = cancel::asked().is_some();
            let number = usize::try_from(signal).unwrap_or(2);
            if !cancel::ask(number) || again {
                let _ = emulate_default_handler(signal);
            }
        }
    });
}
