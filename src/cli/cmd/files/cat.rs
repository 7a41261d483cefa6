//! `cat`

use std::ffi::OsString;

use clap::Args;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::files::read::{ReadOptions, cat};

use crate::cli::context::Context;
use crate::cli::picks::FromList;

/// Print the content of files to standard output
///
/// On a terminal, only text is printed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer cat /inbox/notes.txt | less
  file-organizer cat /inbox/song.mp3 | mpv -
  file-organizer cat --version 1 /inbox/plan.txt | diff - plan.txt")]
pub(crate) struct Cat {
    /// Paths, ids or patterns; a folder means all files below it
    #[arg(value_name = "PATH", required_unless_present = "from")]
    paths: Vec<OsString>,
    /// Print this version instead of the current one
    #[arg(long, value_name = "N")]
    version: Option<u32>,
    #[command(flatten)]
    list: FromList,
}

pub(crate) fn run(command: &Cat, context: &mut Context) -> Result<()> {
    let picks = command.list.picks(&command.paths)?;
    let mut gate = context.open("cat")?;
    let options = ReadOptions {
        version: command.version,
        text_only: context.out.is_terminal(),
    };
    let mut closed = false;
    let done = cat(&mut gate, &picks, options, &mut context.out, |error| {
        closed = closed || error.kind() == std::io::ErrorKind::BrokenPipe;
        Error::new(Kind::Other, format!("standard output: {error}"))
    });
    if closed {
        return Err(context
            .out
            .failed(&std::io::Error::from(std::io::ErrorKind::BrokenPipe)));
    }
    done
}
