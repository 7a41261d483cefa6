//! The mirror that is syslogd, or whoever listens in its place: a message for each row in the form of
//! syslog(3). The crate `syslog` opens its socket itself, so that nothing bounds how long it waits for a
//! daemon that does not read, and takes a part that a stream took for the whole.

use std::path::Path;

use rustix::io::Errno;
use rustix::net::SocketType;

use super::Sending;
use super::socket::{self, Socket};
use crate::domain::mirror::Message;
use crate::domain::time::Time;
use crate::domain::zone::Zone;
use crate::storage::Result;

/// The longest messages, in bytes, the second where the socket does not take the first, and so on.
/// rsyslog cuts what is longer than 8 KiB without saying so.
const LONGEST: [usize; 3] = [8000, 2000, 500];

/// A connection.
pub(super) struct Syslog<'a> {
    socket: Socket,
    is_stream: bool,
    now: Time,
    zone: &'a Zone,
    process: u32,
}

impl<'a> Syslog<'a> {
    /// Connects to the daemon at this socket, of datagrams or, as syslog(3) does, of a stream.
    pub(super) fn connect(path: &str, sending: &'a Sending<'_>) -> Result<Self> {
        let path = Path::new(path);
        let connect = |of| Socket::connect(path, of, sending.patience);
        let (socket, is_stream) = match connect(SocketType::DGRAM) {
            Err(Errno::PROTOTYPE) => (connect(SocketType::STREAM), true),
            made => (made, false),
        };
        Ok(Self {
            socket: socket.map_err(|errno| socket::error(path, errno))?,
            is_stream,
            now: sending.now,
            zone: &sending.zone,
            process: std::process::id(),
        })
    }

    /// Sends a row.
    pub(super) fn send(&mut self, row: &Message<'_>) -> Result<()> {
        let mut sent = Err(Errno::MSGSIZE);
        for most in LONGEST {
            let text = row.syslog(self.now, self.zone, self.process, most);
            sent = self.send_text(text);
            if sent != Err(Errno::MSGSIZE) {
                break;
            }
        }
        sent.map_err(|errno| self.socket.error(errno))
    }

    fn send_text(&mut self, mut text: String) -> rustix::io::Result<()> {
        if self.is_stream {
            // What ends a message there.
            text.push('\0');
        }
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            let sent = self.socket.send(rest)?;
            rest = rest.get(sent..).unwrap_or_default();
        }
        Ok(())
    }
}
