//! A mirror that is syslogd, or a program in its place: a message in the format of syslog(3) for
//! each row. The crate `syslog` opens its socket itself, so its waiting time has no limit, and it
//! ignores partial writes to a stream.

use std::path::Path;

use rustix::io::Errno;
use rustix::net::SocketType;

use super::SendOptions;
use super::socket::{self, Socket};
use crate::domain::mirror::Message;
use crate::domain::time::Time;
use crate::domain::zone::Zone;
use crate::storage::Result;

/// The maximum lengths of messages, in bytes: the next one is tried if the socket refuses a
/// message. rsyslog silently truncates messages longer than 8 KiB.
const MAX_MESSAGE_LENS: [usize; 3] = [8000, 2000, 500];

/// A connection.
pub(super) struct Syslog<'a> {
    socket: Socket,
    is_stream: bool,
    now: Time,
    zone: &'a Zone,
    process: u32,
}

impl<'a> Syslog<'a> {
    /// Connects to the daemon at this socket, with datagrams or, like syslog(3), with a stream.
    pub(super) fn connect(path: &str, sending: &'a SendOptions<'_>) -> Result<Self> {
        let path = Path::new(path);
        let connect = |of| Socket::connect(path, of, sending.timeout);
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
        for most in MAX_MESSAGE_LENS {
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
            // The delimiter of messages on a stream.
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
