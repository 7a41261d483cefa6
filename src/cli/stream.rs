//! Standard input that a signal can interrupt: a read that waits for a person, or for a slow pipe,
//! must not keep the program from ending.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

use file_organizer::app::cancel;

/// Bytes that are read at once.
const BLOCK: usize = 256 * 1024;
/// Blocks that wait for their reader.
const AHEAD: usize = 2;
/// How often a waiting reader looks whether it should stop.
const PAUSE: Duration = Duration::from_millis(100);

/// Standard input.
pub(crate) struct Input {
    blocks: Receiver<io::Result<Vec<u8>>>,
    block: Vec<u8>,
    at: usize,
}

impl Input {
    /// Begins to read.
    pub(crate) fn begin() -> Self {
        let (send, blocks) = sync_channel(AHEAD);
        let refused = send.clone();
        let reading = move || {
            let mut input = io::stdin().lock();
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
