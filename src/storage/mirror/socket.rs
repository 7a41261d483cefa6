//! A socket of a local daemon, with a limit on the total waiting time.

use std::io::IoSlice;
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::net::{
    AddressFamily, SendAncillaryBuffer, SendAncillaryMessage, SendFlags, SocketAddrUnix,
    SocketFlags, SocketType, connect, sendmsg, socket_with,
};

use crate::storage::StorageError;

/// A connection.
pub(super) struct Socket {
    fd: OwnedFd,
    path: PathBuf,
    /// The remaining time.
    timeout: Duration,
}

impl Socket {
    /// Connects to a socket of this type.
    pub(super) fn connect(
        path: &Path,
        of: SocketType,
        timeout: Duration,
    ) -> rustix::io::Result<Self> {
        let address = SocketAddrUnix::new(path)?;
        let flags = SocketFlags::CLOEXEC | SocketFlags::NONBLOCK;
        let fd = socket_with(AddressFamily::UNIX, of, flags, None)?;
        connect(&fd, &address)?;
        Ok(Self {
            fd,
            path: path.to_owned(),
            timeout,
        })
    }

    /// Sends these bytes, or as many as a stream accepts; returns how many.
    pub(super) fn send(&mut self, bytes: &[u8]) -> rustix::io::Result<usize> {
        self.send_with(&[IoSlice::new(bytes)], &[])
    }

    /// Sends an open file without data.
    pub(super) fn send_file(&mut self, file: BorrowedFd<'_>) -> rustix::io::Result<()> {
        self.send_with(&[], &[file]).map(drop)
    }

    fn send_with(
        &mut self,
        bytes: &[IoSlice<'_>],
        files: &[BorrowedFd<'_>],
    ) -> rustix::io::Result<usize> {
        loop {
            let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
            let mut control = SendAncillaryBuffer::new(&mut space);
            if !files.is_empty() {
                control.push(SendAncillaryMessage::ScmRights(files));
            }
            match sendmsg(&self.fd, bytes, &mut control, SendFlags::NOSIGNAL) {
                Err(Errno::AGAIN) => self.wait()?,
                Err(Errno::INTR) => {}
                done => return done,
            }
        }
    }

    /// Waits until more can be sent.
    fn wait(&mut self) -> rustix::io::Result<()> {
        if self.timeout.is_zero() {
            return Err(Errno::AGAIN);
        }
        let begun = Instant::now();
        let limit = Timespec::try_from(self.timeout).map_err(|_| Errno::INVAL)?;
        let mut this = [PollFd::from_borrowed_fd(self.fd.as_fd(), PollFlags::OUT)];
        let ready = poll(&mut this, Some(&limit));
        self.timeout = self.timeout.saturating_sub(begun.elapsed());
        match ready {
            Ok(0) => {
                self.timeout = Duration::ZERO;
                Err(Errno::AGAIN)
            }
            Ok(_) | Err(Errno::INTR) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Converts an error of this socket.
    pub(super) fn error(&self, errno: Errno) -> StorageError {
        error(&self.path, errno)
    }
}

/// An error about a socket.
pub(super) fn error(path: &Path, errno: Errno) -> StorageError {
    let source = if errno == Errno::AGAIN {
        let text = "its daemon is too slow: the buffer is full";
        std::io::Error::new(std::io::ErrorKind::WouldBlock, text)
    } else {
        errno.into()
    };
    StorageError::io(path)(source)
}
