//! Interruptible input from standard input or from a command: a blocked read must not prevent the
//! program from stopping after a signal.

use std::ffi::OsString;
use std::io::{self, Read};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

use super::child;
use file_organizer::app::cancel;
use file_organizer::app::error::{Error, Kind, Result};

/// The read size in bytes.
const BLOCK: usize = 256 * 1024;
/// The number of blocks to read ahead.
const AHEAD: usize = 2;
/// How often a waiting reader checks for signals.
const PAUSE: Duration = Duration::from_millis(100);

/// Input that a separate thread reads.
pub(crate) struct Input {
    blocks: Receiver<io::Result<Vec<u8>>>,
    block: Vec<u8>,
    at: usize,
}

impl Input {
    /// Starts reading standard input.
    pub(crate) fn standard() -> Self {
        Self::begin(|| io::stdin().lock())
    }

    fn begin<R: Read>(open: impl FnOnce() -> R + Send + 'static) -> Self {
        let (send, blocks) = sync_channel(AHEAD);
        let refused = send.clone();
        let reading = move || {
            let mut input = open();
            loop {
                let mut block = vec![0; BLOCK];
                let read = match input.read(&mut block) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    read => read,
                };
                let ended = !matches!(read, Ok(1..));
                let block = read.map(|length| {
                    block.truncate(length);
                    block
                });
                // Stop at the end of the input (an empty block), or if the receiver is gone.
                if send.send(block).is_err() || ended {
                    return;
                }
            }
        };
        if let Err(error) = std::thread::Builder::new().spawn(reading) {
            // The channel is empty, so this does not block.
            let _ = refused.send(Err(error));
        }
        Self {
            blocks,
            block: Vec::new(),
            at: 0,
        }
    }
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at >= self.block.len() {
            if cancel::asked().is_some() {
                return Err(io::Error::other("stopped by a signal"));
            }
            match self.blocks.recv_timeout(PAUSE) {
                Ok(block) => {
                    self.block = block?;
                    self.at = 0;
                    if self.block.is_empty() {
                        return Ok(0);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
            }
        }
        let left = self.block.get(self.at..).unwrap_or_default();
        let length = left.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..length), left.get(..length)) {
            to.copy_from_slice(from);
        }
        self.at += length;
        Ok(length)
    }
}

/// The standard output of a command. Reading fails at the end if the command failed.
pub(crate) struct Produced {
    child: Child,
    output: Input,
    program: String,
}

impl Produced {
    /// Runs a command without a shell; it inherits standard input and standard error.
    ///
    /// # Errors
    /// Kind `Usage` without a command; kind `Other` if it cannot be run.
    pub(crate) fn by(words: &[OsString]) -> Result<Self> {
        let Some((program, arguments)) = words.split_first() else {
            return Err(Error::new(Kind::Usage, "no command given")
                .hint("give the command last, after two dashes: -- pg_dump db"));
        };
        let mut command = child::command(program);
        let spawned = command.args(arguments).stdout(Stdio::piped()).spawn();
        let program = program.to_string_lossy().into_owned();
        let mut child = spawned
            .map_err(|error| Error::new(Kind::Other, format!("cannot run {program:?}: {error}")))?;
        let Some(output) = child.stdout.take() else {
            return Err(Error::new(
                Kind::Other,
                format!("{program:?} has no output"),
            ));
        };
        Ok(Self {
            child,
            output: Input::begin(move || output),
            program,
        })
    }

    fn end(&mut self) -> io::Result<()> {
        let status = child::wait(&mut self.child)?;
        match status.success() {
            true => Ok(()),
            false => Err(io::Error::other(format!(
                "command {:?} failed ({status}); its output was not added",
                self.program
            ))),
        }
    }
}

impl Read for Produced {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.output.read(buffer)?;
        if read == 0 && !buffer.is_empty() {
            self.end()?;
        }
        Ok(read)
    }
}

impl Drop for Produced {
    fn drop(&mut self) {
        // The rest of its output is not needed.
        if let Ok(None) = self.child.try_wait() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}
