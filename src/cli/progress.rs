//! Progress of long work: a bar on standard error, on a terminal only, and only once the work has
//! lasted for a second. The one home of the progress crate.

use std::io::IsTerminal;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::Globals;

/// Work shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar that appears when it is worth it.
pub(crate) struct Progress {
    shown: Option<Shown>,
    /// Whether lines of data go to the same terminal.
    shares_terminal: bool,
}

struct Shown {
    bar: ProgressBar,
    /// Dropped to say that the work is done.
    done: Option<Sender<()>>,
    curtain: Option<JoinHandle<()>>,
}

impl Progress {
    pub(crate) fn new(globals: &Globals, verb: &'static str) -> Self {
        let wanted = std::io::stderr().is_terminal() && !globals.quiet;
        Self {
            shown: wanted.then(|| Shown::begin(verb)),
            shares_terminal: std::io::stdout().is_terminal(),
        }
    }

    /// None at all: for what never ends.
    pub(crate) fn none() -> Self {
        Self {
            shown: None,
            shares_terminal: false,
        }
    }

    /// Whether anybody will see it.
    pub(crate) fn is_wanted(&self) -> bool {
        self.shown.is_some()
    }

    /// Bytes done, of how many, and a word on the side.
    pub(crate) fn set(&self, done: u64, total: Option<u64>, side: &str) {
        let Some(Shown { bar, .. }) = &self.shown else {
            return;
        };
        if let Some(total) = total.filter(|total| *total > 0)
            && bar.length() != Some(total)
        {
            bar.set_style(measured());
            bar.set_length(total);
        }
        bar.set_position(done);
        bar.set_message(side.to_owned());
    }

    /// Prints a line above the bar by `print`, without the two getting into each other.
    pub(crate) fn above<T>(&self, print: impl FnOnce() -> T) -> T {
        match &self.shown {
            Some(Shown { bar, .. }) if self.shares_terminal => bar.suspend(print),
            _ => print(),
        }
    }
}

impl Shown {
    fn begin(verb: &'static str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_style(counting());
        bar.set_prefix(verb);
        let (done, is_done) = channel();
        let curtain = bar.clone();
        // By a clock of its own, so that it also appears while a single long step says nothing.
        let curtain = std::thread::Builder::new().spawn(move || {
            if is_done.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                curtain.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
                curtain.enable_steady_tick(Duration::from_millis(200));
            }
        });
        Self {
            bar,
            done: Some(done),
            // Without a thread for it, there is no bar.
            curtain: curtain.ok(),
        }
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.done = None;
        if let Some(curtain) = self.curtain.take() {
            let _ = curtain.join();
        }
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(template);
    style
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("=> ")
}

fn counting() -> ProgressStyle {
    style("{prefix} {spinner} {elapsed} {wide_msg}")
}

fn measured() -> ProgressStyle {
    style(
        "{prefix} [{bar:16}] {percent:>3}% of {total_bytes}, {binary_bytes_per_sec}, {eta} left {wide_msg}",
    )
}
