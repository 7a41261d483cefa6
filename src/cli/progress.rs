//! Progress of long work: a bar on standard error, on a terminal only, and only once the work has
//! lasted for a second. The one home of the progress crate.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::Globals;

/// Work shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar that appears when it is worth it.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    begun: Instant,
    shown: bool,
}

impl Progress {
    pub(crate) fn new(globals: &Globals, verb: &'static str) -> Self {
        let wanted = std::io::stderr().is_terminal() && !globals.quiet;
        let bar = wanted.then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
            bar.set_style(counting());
            bar.set_prefix(verb);
            bar
        });
        Self {
            bar,
            begun: Instant::now(),
            shown: false,
        }
    }

    /// Whether anybody will see it.
    pub(crate) fn is_wanted(&self) -> bool {
        self.bar.is_some()
    }

    /// Bytes done, of how many, and a word on the side.
    pub(crate) fn set(&mut self, done: u64, total: Option<u64>, side: &str) {
        let Some(bar) = &self.bar else { return };
        if !self.shown {
            if self.begun.elapsed() < PATIENCE {
                return;
            }
            bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
            bar.enable_steady_tick(Duration::from_millis(200));
            self.shown = true;
        }
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
        match &self.bar {
            Some(bar) if self.shown => bar.suspend(print),
            _ => print(),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(template);
    style
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("=> ")
}

fn counting() -> ProgressStyle {
    style("{prefix} {bytes} {binary_bytes_per_sec} {msg}")
}

fn measured() -> ProgressStyle {
    style("{prefix} [{bar:20}] {percent:>3}% {bytes}/{total_bytes} {binary_bytes_per_sec} {eta} left {msg}")
}
