//! `view`

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::{Child, ChildStdin, Stdio};

use clap::Args;
use file_organizer::app::cancel;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::files::read::{ReadOptions, cat};

use crate::cli::child;
use crate::cli::context::Context;
use crate::cli::picks::FromList;

/// Show text files in a pager
///
/// Runs the command in $PAGER or in the settings (see file-organizer config), by default less. If
/// standard output is not a terminal, the text is printed as by `cat`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer view /inbox/notes.txt
  file-organizer view --version 1 /inbox/plan.txt")]
pub(crate) struct View {
    /// Paths, ids or patterns; a folder means all files below it
    #[arg(value_name = "PATH", required_unless_present = "from")]
    paths: Vec<OsString>,
    /// Show this version instead of the current one
    #[arg(long, value_name = "N")]
    version: Option<u32>,
    #[command(flatten)]
    list: FromList,
}

pub(crate) fn run(command: &View, context: &mut Context) -> Result<()> {
    context.refuse_json("view")?;
    let picks = command.list.picks(&command.paths)?;
    let options = ReadOptions {
        version: command.version,
        text_only: true,
    };
    let mut gate = context.open("view")?;
    let failed = |error: io::Error| Error::new(Kind::Other, format!("pager: {error}"));
    if !context.out.is_terminal() {
        let mut closed = false;
        let done = cat(&mut gate, &picks, options, &mut context.out, |error| {
            closed = closed || error.kind() == io::ErrorKind::BrokenPipe;
            Error::new(Kind::Other, format!("standard output: {error}"))
        });
        return match closed {
            true => Err(context.out.failed(&io::ErrorKind::BrokenPipe.into())),
            false => done,
        };
    }
    // An interrupt is for the pager.
    let _guard = cancel::Guard::begin();
    let mut pager = Pager {
        line: pager(context),
        child: None,
        input: None,
    };
    let done = cat(&mut gate, &picks, options, &mut pager, failed);
    let ended = pager.end().map_err(failed);
    done.and(ended)
}

#[expect(clippy::disallowed_methods, reason = "only cli reads the environment")]
fn pager(context: &Context) -> String {
    let wanted = std::env::var("PAGER").ok();
    wanted
        .filter(|value| !value.trim().is_empty())
        .or_else(|| context.settings.pager.clone())
        .unwrap_or_else(|| "less".to_owned())
}

/// The pager; started with the first byte, so that errors are printed without it.
struct Pager {
    /// The command as in the shell.
    line: String,
    child: Option<Child>,
    input: Option<ChildStdin>,
}

impl Pager {
    fn start(&mut self) -> io::Result<()> {
        let words = shlex::split(&self.line).unwrap_or_default();
        let (program, arguments) = words
            .split_first()
            .ok_or_else(|| io::Error::other("$PAGER has unbalanced quotes"))?;
        let mut command = child::command(program);
        // less must not store what was searched for.
        command.args(arguments).env("LESSHISTFILE", "-");
        let spawned = command.stdin(Stdio::piped()).spawn();
        let mut child = spawned.map_err(|error| {
            io::Error::other(format!("cannot run {program:?}: {error}; set $PAGER"))
        })?;
        self.input = child.stdin.take();
        self.child = Some(child);
        Ok(())
    }

    /// Waits until the user leaves the pager.
    fn end(&mut self) -> io::Result<()> {
        self.input = None;
        match &mut self.child {
            Some(child) => child.wait().map(|_| ()),
            None => Ok(()),
        }
    }
}

impl Write for Pager {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.child.is_none() {
            self.start()?;
        }
        let Some(input) = &mut self.input else {
            return Ok(bytes.len());
        };
        match input.write(bytes) {
            // The user left the pager before the end.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.input = None;
                Ok(bytes.len())
            }
            written => written,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
