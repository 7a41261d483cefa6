//! Listening sockets: TCP, Unix, and those received from systemd.

use std::fs;
use std::io;
use std::net::SocketAddr;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt};
use std::os::unix::net::UnixStream as StdUnixStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use file_organizer::app::error::{Error, Kind, Result};
use tokio::net::{TcpListener, TcpSocket, UnixListener};

use super::connection::{self, Server};
use super::peer::Remote;
use super::{Inherited, Options};

/// Connections that wait to be accepted.
const BACKLOG: u32 = 1024;
/// Small enough that a slow reader is noticed: the system reports space in steps of this size.
const SEND_BUFFER: u32 = 512 * 1024;
/// Time to wait if a connection cannot be accepted, for example because of too many open files.
const PAUSE: Duration = Duration::from_millis(100);

/// A listening socket.
pub(super) enum Listener {
    Tcp(TcpListener),
    Unix(UnixListener),
}

impl Listener {
    /// The address, for people.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Tcp(listener) => match listener.local_addr() {
                Ok(address) => address.to_string(),
                Err(_) => "unknown".to_owned(),
            },
            Self::Unix(listener) => match listener.local_addr() {
                Ok(address) => address
                    .as_pathname()
                    .map_or_else(|| "unix".to_owned(), |path| path.display().to_string()),
                Err(_) => "unknown".to_owned(),
            },
        }
    }
}

/// The file of a Unix socket that this process has created; removed at the end.
pub(super) struct SocketFile {
    path: PathBuf,
    inode: u64,
}

impl Drop for SocketFile {
    #[expect(
        clippy::disallowed_methods,
        reason = "the socket is ours, and nobody listens on it any more"
    )]
    fn drop(&mut self) {
        // Another server may have replaced it.
        let is_own = fs::symlink_metadata(&self.path).is_ok_and(|meta| meta.ino() == self.inode);
        if is_own {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Opens all sockets.
///
/// # Errors
/// If an address or a path is in use, or may not be used.
pub(super) fn open(options: &mut Options) -> Result<(Vec<Listener>, Option<SocketFile>)> {
    let mut all = Vec::new();
    for inherited in std::mem::take(&mut options.inherited) {
        let listener = match inherited {
            Inherited::Tcp(listener) => listener
                .set_nonblocking(true)
                .and_then(|()| TcpListener::from_std(listener))
                .map(Listener::Tcp),
            Inherited::Unix(listener) => listener
                .set_nonblocking(true)
                .and_then(|()| UnixListener::from_std(listener))
                .map(Listener::Unix),
        };
        let failed = |e| Error::new(Kind::Other, format!("cannot use the inherited socket: {e}"));
        all.push(listener.map_err(failed)?);
    }
    if let Some(address) = options.listen {
        let listener = bind(address).map_err(|e| in_use(&address.to_string(), &e))?;
        all.push(Listener::Tcp(listener));
    }
    let mut file = None;
    if let Some(path) = &options.unix_socket {
        let (listener, created) = bind_unix(path, options.socket_mode)?;
        all.push(Listener::Unix(listener));
        file = Some(created);
    }
    Ok((all, file))
}

fn in_use(address: &str, error: &io::Error) -> Error {
    let failed = Error::new(Kind::Other, format!("cannot listen on {address}: {error}"));
    if error.kind() == io::ErrorKind::AddrInUse {
        failed.hint("another program uses this address: choose another with --listen")
    } else {
        failed
    }
}

fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    socket.set_reuseaddr(true)?;
    // Accepted connections inherit the size.
    socket.set_send_buffer_size(SEND_BUFFER)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

fn bind_unix(path: &Path, mode: u32) -> Result<(UnixListener, SocketFile)> {
    let failed = |e: io::Error| Error::io(path, &e);
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let folder_mode = fs::metadata(folder)
        .map_err(|e| Error::io(folder, &e))?
        .mode();
    if folder_mode & 0o002 != 0 {
        let message = format!(
            "everybody can write to the folder of the socket {}",
            path.display()
        );
        return Err(Error::new(Kind::Usage, message)
            .hint("choose a private folder, such as one in $XDG_RUNTIME_DIR"));
    }
    remove_stale(path)?;
    let listener = UnixListener::bind(path).map_err(failed)?;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(failed)?;
    let inode = fs::symlink_metadata(path).map_err(failed)?.ino();
    let file = SocketFile {
        path: path.to_owned(),
        inode,
    };
    Ok((listener, file))
}

/// Removes a socket on which nobody listens any more.
#[expect(
    clippy::disallowed_methods,
    reason = "a connection was refused: the server that made the socket is gone"
)]
fn remove_stale(path: &Path) -> Result<()> {
    let meta = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        other => other.map_err(|e| Error::io(path, &e))?,
    };
    let is_own = meta.uid() == rustix::process::geteuid().as_raw();
    let refused = StdUnixStream::connect(path)
        .is_err_and(|error| error.kind() == io::ErrorKind::ConnectionRefused);
    if meta.file_type().is_socket() && is_own && refused {
        return fs::remove_file(path).map_err(|e| Error::io(path, &e));
    }
    let message = format!("{} already exists", path.display());
    Err(Error::new(Kind::Other, message)
        .hint("another server uses it, or it is not a socket: choose another path"))
}

/// Accepts connections until the task ends.
pub(super) async fn accept(listener: Listener, server: Arc<Server>) {
    loop {
        let accepted = match &listener {
            Listener::Tcp(listener) => accept_tcp(listener, &server).await,
            Listener::Unix(listener) => accept_unix(listener, &server).await,
        };
        if accepted.is_err() {
            tokio::time::sleep(PAUSE).await;
        }
    }
}

async fn accept_tcp(listener: &TcpListener, server: &Arc<Server>) -> io::Result<()> {
    let (stream, address) = listener.accept().await?;
    let policy = server.settings.current();
    let remote = Remote::Tcp {
        address,
        tls: false,
    };
    // Too many: closed at once.
    let Some(slot) = server.slots.take(remote.connection_key(&policy), &policy) else {
        return Ok(());
    };
    let _ = stream.set_nodelay(true);
    let local = stream.local_addr().ok();
    let server = server.clone();
    tokio::spawn(async move {
        connection::serve_tcp(&server, stream, address, local).await;
        drop((slot, server));
    });
    Ok(())
}

async fn accept_unix(listener: &UnixListener, server: &Arc<Server>) -> io::Result<()> {
    let (stream, _) = listener.accept().await?;
    let policy = server.settings.current();
    let uid = stream.peer_cred().ok().map(|peer| peer.uid());
    let own = rustix::process::geteuid().as_raw();
    let is_allowed =
        uid.is_some_and(|uid| uid == own || uid == 0 || policy.socket_uids.contains(&uid));
    let Some(slot) = server.slots.take(None, &policy).filter(|_| is_allowed) else {
        return Ok(());
    };
    let server = server.clone();
    tokio::spawn(async move {
        connection::serve(&server, stream, Remote::Unix { uid }, None).await;
        drop((slot, server));
    });
    Ok(())
}
