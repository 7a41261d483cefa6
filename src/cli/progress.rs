//! A progress bar on standard error, shown only on a terminal and after one second. The only module
//! that uses the progress crate.

use std::io::IsTerminal;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::Globals;

/// The delay before the bar is shown.
const DELAY: Duration = Duration::from_secs(1);

/// A progress bar that is shown after [`DELAY`].
pub(crate) struct Progress {
    shown: Option<Shown>,
    /// Whether standard output is a terminal, too.
    shares_terminal: bool,
}

struct Shown {
    bar: ProgressBar,
    /// Dropped when the work is done.
    done: Option<Sender<()>>,
    timer: Option<JoinHandle<()>>,
}

impl Progress {
    pub(crate) fn new(globals: &Globals, verb: &'static str) -> Self {
        let wanted = std::io::stderr().is_terminal() && !globals.quiet;
        Self {
            shown: wanted.then(|| Shown::begin(verb)),
            shares_terminal: std::io::stdout().is_terminal(),
        }
    }

    /// No progress bar, for work without an end.
    pub(crate) fn none() -> Self {
        Self {
            shown: None,
            shares_terminal: false,
        }
    }

    /// Whether the bar will be visible.
    pub(crate) fn is_wanted(&self) -> bool {
        self.shown.is_some()
    }

    /// Sets the bytes done, the total, and a message beside the bar.
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

    /// Calls `print` while the bar is hidden, so that its output does not mix with the bar.
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
        let delayed = bar.clone();
        // A separate thread shows the bar, so that it also appears during a long step without updates.
        let timer = std::thread::Builder::new().spawn(move || {
            if is_done.recv_timeout(DELAY) == Err(RecvTimeoutError::Timeout) {
                delayed.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
                delayed.enable_steady_tick(Duration::from_millis(200));
            }
        });
        Self {
            bar,
            done: Some(done),
            // If the thread cannot be started, there is no bar.
            timer: timer.ok(),
        }
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.done = None;
        if let Some(timer) = self.timer.take() {
            let _ = timer.join();
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
