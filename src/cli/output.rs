//! Output: data goes to standard output, everything else to standard error. A closed pipe ends the
//! program without a message; any other write error is reported.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::time::Duration;

use clap::ColorChoice;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::json::{self, Document};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::args::Globals;
use super::colour::{self, Colours};

/// The number of output lines per command that the demo shows.
const MOST_LINES: usize = 16;

/// The output of a command.
pub(crate) struct Output {
    data: BufWriter<io::Stdout>,
    terminal: bool,
    colours: Colours,
    quiet: bool,
    verbose: bool,
    json: bool,
    pipe_closed: bool,
    /// For the demo: the number of lines left to print, and the number of lines omitted.
    limit: Option<(usize, usize)>,
}

/// Prints a line to standard error.
pub(crate) fn note(line: &str) {
    // If standard error is closed, there is nothing to do.
    let _ = writeln!(io::stderr().lock(), "{}", colour::note(line));
}

impl Output {
    pub(crate) fn new(globals: &Globals) -> Self {
        let terminal = io::stdout().is_terminal();
        Self {
            data: BufWriter::with_capacity(64 * 1024, io::stdout()),
            terminal,
            colours: match globals.json {
                true => Colours::none(),
                false => Colours::choose(
                    globals.color.unwrap_or(ColorChoice::Auto),
                    terminal,
                    io::stderr().is_terminal(),
                ),
            },
            quiet: globals.quiet,
            verbose: globals.verbose,
            json: globals.json,
            pipe_closed: false,
            limit: None,
        }
    }

    /// As [`Self::new`], but long output is truncated.
    pub(crate) fn limited(globals: &Globals) -> Self {
        Self {
            limit: Some((MOST_LINES, 0)),
            ..Self::new(globals)
        }
    }

    /// Prints the number of omitted lines.
    ///
    /// # Errors
    /// If standard output cannot be written to.
    pub(crate) fn finish_limited(&mut self) -> Result<()> {
        if let Some((_, left_out @ 1..)) = self.limit.take() {
            self.line(&format!("... and {left_out} more lines"))?;
        }
        self.flush()
    }

    /// Whether standard output is a terminal.
    pub(crate) fn is_terminal(&self) -> bool {
        self.terminal
    }

    /// The colours of standard output.
    pub(crate) fn colours(&self) -> &Colours {
        &self.colours
    }

    /// Writes a table: its header in colour, and each row as `paint` returns it.
    ///
    /// # Errors
    /// If standard output cannot be written to.
    pub(crate) fn table(
        &mut self,
        text: &str,
        paint: impl Fn(&Colours, usize, &str) -> String,
    ) -> Result<()> {
        if !self.colours.are_on() {
            return self.line(text);
        }
        let (header, rows) = text.split_once('\n').unwrap_or((text, ""));
        let mut lines = vec![self.colours.paint(colour::HEADER, header)];
        let rows = rows.lines().enumerate();
        lines.extend(rows.map(|(row, line)| paint(&self.colours, row, line)));
        self.line(&lines.join("\n"))
    }

    /// Writes a table as [`Self::table`], in which the last column has names.
    ///
    /// # Errors
    /// If standard output cannot be written to.
    pub(crate) fn table_of_names(&mut self, text: &str, names: &[String]) -> Result<()> {
        self.table(text, |colours, row, line| {
            let name = names.get(row).map_or("", String::as_str);
            match line.strip_suffix(name) {
                Some(start) => format!("{start}{}", colours.name(name)),
                None => line.to_owned(),
            }
        })
    }

    /// Whether the reader of standard output has closed the pipe.
    pub(crate) fn pipe_closed(&self) -> bool {
        self.pipe_closed
    }

    /// Converts a failed write to standard output to an error.
    pub(crate) fn failed(&mut self, error: &io::Error) -> Error {
        self.pipe_closed = self.pipe_closed || error.kind() == io::ErrorKind::BrokenPipe;
        Error::new(Kind::Other, format!("standard output: {error}"))
    }

    /// Writes bytes unchanged.
    ///
    /// # Errors
    /// If standard output cannot be written to.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> Result<()> {
        let written = self.data.write_all(bytes);
        written.map_err(|e| self.failed(&e))
    }

    /// Writes a line of data.
    ///
    /// # Errors
    /// If standard output cannot be written to.
    pub(crate) fn line(&mut self, line: &str) -> Result<()> {
        if let Some((room, left_out)) = &mut self.limit {
            let lines = line.lines().count().max(1);
            if *room < lines {
                let shown: Vec<&str> = line.lines().take(*room).collect();
                *left_out += lines - shown.len();
                *room = 0;
                let shown = shown.join("\n");
                return if shown.is_empty() {
                    Ok(())
                } else {
                    self.bytes(shown.as_bytes())
                        .and_then(|()| self.bytes(b"\n"))
                };
            }
            *room -= lines;
        }
        self.bytes(line.as_bytes())?;
        self.bytes(b"\n")?;
        if self.terminal {
            self.flush()?;
        }
        Ok(())
    }

    /// Prints a result: with `--json` as a document, otherwise with `text`.
    ///
    /// # Errors
    /// If standard output cannot be written to; errors of `text`.
    pub(crate) fn show<D: Document>(
        &mut self,
        document: &D,
        text: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<()> {
        if self.json {
            self.document(document)
        } else {
            text(self)
        }
    }

    /// Prints a listing: with `--json` a line for each document, otherwise with `text`.
    ///
    /// # Errors
    /// As [`Self::show`].
    pub(crate) fn show_each<D: Document>(
        &mut self,
        documents: impl IntoIterator<Item = D>,
        text: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<()> {
        if self.json {
            let mut documents = documents.into_iter();
            documents.try_for_each(|document| self.document(&document))
        } else {
            text(self)
        }
    }

    /// Writes a document as one line of JSON. Secrets in it are not copied.
    ///
    /// # Errors
    /// If standard output cannot be written to.
    pub(crate) fn document<D: Document>(&mut self, document: &D) -> Result<()> {
        let written = json::write(document, &mut self.data);
        written.map_err(|e| self.failed(&e.into()))?;
        self.bytes(b"\n")?;
        if self.terminal {
            self.flush()?;
        }
        Ok(())
    }

    /// Flushes standard output.
    ///
    /// # Errors
    /// If standard output cannot be written to.
    pub(crate) fn flush(&mut self) -> Result<()> {
        let flushed = self.data.flush();
        flushed.map_err(|e| self.failed(&e))
    }

    /// Sleeps for `time`, or until the reader of standard output closes the pipe.
    ///
    /// # Errors
    /// If the pipe was closed.
    pub(crate) fn rest(&mut self, time: Duration) -> Result<()> {
        let time = Timespec::try_from(time).ok();
        let stdout = io::stdout();
        // No events are requested: poll always reports a closed pipe. A signal ends the sleep early.
        let mut polled = [PollFd::new(&stdout, PollFlags::empty())];
        let gone = PollFlags::ERR | PollFlags::HUP;
        match poll(&mut polled, time.as_ref()) {
            Ok(1..) if polled.iter().any(|one| one.revents().intersects(gone)) => {
                Err(self.failed(&io::ErrorKind::BrokenPipe.into()))
            }
            Ok(_) | Err(Errno::INTR) => Ok(()),
            Err(error) => Err(self.failed(&error.into())),
        }
    }

    /// Prints a line to standard error, unless `-q` is given.
    pub(crate) fn note(&mut self, line: &str) {
        if !self.quiet {
            // Keep the order of data and notes.
            let _ = self.flush();
            note(line);
        }
    }

    /// Prints a line to standard error with `-v`.
    pub(crate) fn detail(&mut self, line: &str) {
        if self.verbose {
            self.note(line);
        }
    }

    /// Prints a line of data, unless `-q` is given.
    ///
    /// # Errors
    /// If standard output cannot be written to.
    pub(crate) fn chatter(&mut self, line: &str) -> Result<()> {
        if self.quiet {
            return Ok(());
        }
        self.line(line)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.data.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.data.flush()
    }
}
