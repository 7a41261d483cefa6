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
use super::count::counted;
use super::table;

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
    /// For the demo: say nothing of omitted lines.
    hides_rest: bool,
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
            hides_rest: false,
        }
    }

    /// As [`Self::new`], but output is truncated after this number of lines.
    pub(crate) fn limited(globals: &Globals, lines: usize) -> Self {
        Self {
            hides_rest: lines == 0,
            limit: Some((lines, 0)),
            ..Self::new(globals)
        }
    }

    /// Prints the number of omitted lines.
    ///
    /// # Errors
    /// If standard output cannot be written to.
    pub(crate) fn finish_limited(&mut self) -> Result<()> {
        if let Some((_, left_out @ 1..)) = self.limit.take()
            && !self.hides_rest
        {
            self.line(&format!(
                "... and {}",
                counted(left_out as u64, "more line")
            ))?;
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

    /// Writes a table with colours by its headings; `right` are the right-aligned columns.
    ///
    /// # Errors
    /// If standard output cannot be written to.
    pub(crate) fn table(
        &mut self,
        header: &[&str],
        rows: &[Vec<String>],
        right: &[usize],
    ) -> Result<()> {
        let colours = &self.colours;
        let text = table::plain(header, rows, right, |column, text| {
            match column.and_then(|column| header.get(column)) {
                Some(heading) => colours.cell(heading, text),
                None => colours.paint(colour::HEADER, text),
            }
        });
        self.line(&text)
    }

    /// Writes text whose first line is a heading.
    ///
    /// # Errors
    /// If standard output cannot be written to.
    pub(crate) fn titled(&mut self, text: &str) -> Result<()> {
        let (header, rest) = match text.split_once('\n') {
            Some((header, rest)) => (header, format!("\n{rest}")),
            None => (text, String::new()),
        };
        let header = self.colours.paint(colour::HEADER, header);
        self.line(&format!("{header}{rest}"))
    }

    /// Writes a value after its label, which takes `width` columns.
    ///
    /// # Errors
    /// If standard output cannot be written to.
    pub(crate) fn labelled(&mut self, label: &str, width: usize, value: &str) -> Result<()> {
        let label = self
            .colours
            .paint(colour::LABEL, &format!("{label:<width$}"));
        self.line(&format!("{label} {value}"))
    }

    /// Whether `-q` is given.
    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet
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
