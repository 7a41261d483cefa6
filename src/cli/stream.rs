//! Input that a signal can interrupt: a read that waits for a person, or for a slow pipe, must not keep
//! the program from ending. It comes from standard input, or from a command that is run for it.

use std::ffi::OsString;
use std::io::{self, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

use file_organizer::app::cancel;
use file_organizer::app::error::{Error, Kind, Result};

/// Bytes that are read at once.
const BLOCK: usize = 256 * 1024;
/// Blocks that wait for their reader.
const AHEAD: usize = 2;
/// How often a waiting reader looks whether it should stop.
const PAUSE: Duration = Duration::from_millis(100);

/// What is read by a thread of its own.
pub(crate) struct Input {
    blocks: Receiver<io::Result<Vec<u8>>>,
    block: Vec<u8>,
    at: usize,
}

impl Input {
    /// Begins to read standard input.
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
                // An empty block is the end; without a reader it is the end, too.
                if send.send(block).is_err() || ended {
                    return;
                }
            }
        };
        if let Err(error) = std::thread::Builder::new().spawn(reading) {
            // There is room for it: nothing else was sent.
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

/// What a command writes to its standard output. It ends well only where the command does.
pub(crate) struct Produced {
    child: Child,
    output: Input,
    program: String,
}

impl Produced {
    /// Runs a command, without a shell; it shares standard input and standard error with this program.
    ///
    /// # Errors
    /// Kind `Usage` where no command is given; of the system where it cannot be run.
    pub(crate) fn by(words: &[OsString]) -> Result<Self> {
        let Some((program, arguments)) = words.split_first() else {
            return Err(Error::new(Kind::Usage, "the command is missing")
                .hint("give it last, behind two dashes: -- pg_dump db"));
        };
        let mut command = Command::new(program);
        let spawned = command.args(arguments).stdout(Stdio::piped()).spawn();
        let program = program.to_string_lossy().into_owned();
        let mut child = spawned.map_err(|error| {
            Error::new(Kind::Other, format!("{program:?} cannot be run: {error}"))
        })?;
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
        // Nothing is ever sent: it is waited for in vain, a moment at a time.
        let (_open, never) = sync_channel::<()>(0);
        let status = loop {
            if let Some(status) = self.child.try_wait()? {
                break status;
            }
            if cancel::asked().is_some() {
                return Err(io::Error::other("stopped by a signal"));
            }
            let _ = never.recv_timeout(PAUSE / 10);
        };
        match status.success() {
            true => Ok(()),
            false => Err(io::Error::other(format!(
                "the command {:?} failed ({status}): its output is not kept",
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
        // Nobody reads what it still has to say.
        if let Ok(None) = self.child.try_wait() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}
