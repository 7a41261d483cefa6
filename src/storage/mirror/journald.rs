//! A mirror that is journald, by its native protocol
//! (<https://systemd.io/JOURNAL_NATIVE_PROTOCOL/>): an entry with fields for each row, in a
//! datagram, or in a sealed memfd if it is too long.

use std::fs::File;
use std::io::Write;
use std::os::fd::AsFd;
use std::path::Path;

use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, memfd_create};
use rustix::io::Errno;
use rustix::net::SocketType;

use super::SendOptions;
use super::socket::{self, Socket};
use crate::domain::mirror::Message;
use crate::storage::Result;

/// The maximum length of fields, in bytes, if a whole row can be sent neither as a datagram nor as
/// a file.
const MAX_FIELD_LENS: [usize; 2] = [8000, 500];

/// A connection.
pub(super) struct Journald(Socket);

impl Journald {
    /// Connects to the daemon at this socket.
    pub(super) fn connect(path: &str, sending: &SendOptions<'_>) -> Result<Self> {
        let path = Path::new(path);
        let socket = Socket::connect(path, SocketType::DGRAM, sending.timeout);
        Ok(Self(socket.map_err(|errno| socket::error(path, errno))?))
    }

    /// Sends a row.
    pub(super) fn send(&mut self, row: &Message<'_>) -> Result<()> {
        let entry = row.journald(usize::MAX);
        let mut sent = self.0.send(&entry).map(drop);
        if is_too_long(sent) {
            sent = match in_memory(&entry) {
                Ok(file) => self.0.send_file(file.as_fd()),
                Err(_) => sent,
            };
        }
        for most in MAX_FIELD_LENS {
            if is_too_long(sent) {
                sent = self.0.send(&row.journald(most)).map(drop);
            }
        }
        sent.map_err(|errno| self.0.error(errno))
    }
}

fn is_too_long(sent: rustix::io::Result<()>) -> bool {
    matches!(sent, Err(Errno::MSGSIZE | Errno::NOBUFS))
}

/// A sealed memfd.
fn in_memory(entry: &[u8]) -> std::io::Result<File> {
    let flags = MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING;
    let mut file = File::from(memfd_create("file-organizer-audit-row", flags)?);
    file.write_all(entry)?;
    let seals = SealFlags::SHRINK | SealFlags::GROW | SealFlags::WRITE | SealFlags::SEAL;
    fcntl_add_seals(&file, seals)?;
    Ok(file)
}
