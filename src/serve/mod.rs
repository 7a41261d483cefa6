//! The HTTP server: listeners, connections, and the rules that every request is checked against. It
//! reads no environment and prints nothing: `cli/cmd/serve.rs` passes the options, inherited sockets
//! and the sink of the log. What a request does in the vault is in `routes/`.

mod auth;
mod bridge;
mod connection;
mod framing;
mod guard;
pub(crate) mod headers;
mod input;
pub(crate) mod limits;
mod listen;
pub(crate) mod log;
mod page;
mod page_sessions;
pub(crate) mod peer;
mod policy;
pub(crate) mod reply;
pub(crate) mod routes;
mod service;
pub(crate) mod state;
mod stream;
mod tls;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use file_organizer::app::error::{Error, Kind, Result};
use tokio::sync::{mpsc, watch};

pub(crate) use policy::{ServerPolicy, VaultSettings};

/// How to listen.
pub(crate) struct Options {
    /// The TCP address; none if only sockets are used.
    pub(crate) listen: Option<SocketAddr>,
    /// The path of a Unix socket to create.
    pub(crate) unix_socket: Option<PathBuf>,
    /// The permissions of the Unix socket.
    pub(crate) socket_mode: u32,
    /// The certificate chain and the private key, in PEM.
    pub(crate) tls: Option<(PathBuf, PathBuf)>,
    /// The path of the program's root on this server, such as `/files`; empty for `/`.
    pub(crate) base_path: String,
    /// Listening sockets received from systemd.
    pub(crate) inherited: Vec<Inherited>,
    /// The form of access lines.
    pub(crate) log_format: log::Format,
}

/// A listening socket received from systemd.
pub(crate) enum Inherited {
    /// For TCP.
    Tcp(std::net::TcpListener),
    /// A Unix socket.
    Unix(std::os::unix::net::UnixListener),
}

/// The values of the policy, as they are now.
pub(crate) trait Settings: Send + Sync {
    /// Returns the values that apply to a request that begins now.
    fn current(&self) -> Arc<ServerPolicy>;
}

/// What the program does at a stage of a run.
pub(crate) type Hook = Box<dyn Fn() + Send + Sync>;

/// As [`Hook`], with the addresses of the sockets.
pub(crate) type ReadyHook = Box<dyn Fn(&[String]) + Send + Sync>;

/// What the program does at the stages of a shutdown, and to report that it is alive.
pub(crate) struct Hooks {
    /// Called when all sockets are listening, with their addresses.
    pub(crate) ready: ReadyHook,
    /// Called when the server stops accepting: the readiness check answers 503 from then on.
    pub(crate) draining: Hook,
    /// Called if requests are still running at the end of the grace period, to stop their work.
    pub(crate) deadline: Hook,
    /// Called at this interval while the server runs.
    pub(crate) alive: Option<(Duration, Hook)>,
}

/// A command to a running server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Command {
    /// Finish running requests, then stop; a second one stops at once.
    Stop,
    /// Read the certificate again.
    Reload,
}

/// Sends commands to a running server, from any thread.
pub(crate) struct Control(mpsc::UnboundedSender<Command>);

/// The commands of a [`Control`], for [`run`].
pub(crate) struct Commands(mpsc::UnboundedReceiver<Command>);

impl Control {
    /// A channel to a server that has not been started yet.
    pub(crate) fn new() -> (Self, Commands) {
        let (sender, receiver) = mpsc::unbounded_channel();
        (Self(sender), Commands(receiver))
    }

    /// Sends a command. Without effect if the server has stopped.
    pub(crate) fn send(&self, command: Command) {
        let _ = self.0.send(command);
    }
}

/// The number of threads that block on the vault.
const BLOCKING_THREADS: usize = 32;

/// Time for work to end after it was asked to at the deadline.
const LAST_MOMENTS: Duration = Duration::from_secs(5);

/// Runs the server until it is told to stop.
///
/// # Errors
/// If a socket or the certificate cannot be used, or no thread can be started.
pub(crate) fn run(
    options: Options,
    settings: Arc<dyn Settings>,
    app: axum::Router,
    sink: log::Sink,
    hooks: &Hooks,
    commands: Commands,
) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(BLOCKING_THREADS)
        .enable_all()
        .build()
        .map_err(|e| Error::new(Kind::Other, format!("cannot start the server: {e}")))?;
    let result = runtime.block_on(serve(options, settings, app, sink, hooks, commands));
    runtime.shutdown_timeout(LAST_MOMENTS);
    result
}

/// All routes below the base path: those of the API, and the page.
pub(crate) fn router(app: Arc<state::App>) -> axum::Router {
    let page = page::router(Arc::clone(&app));
    let nothing_here = || async { routes::nothing_here() };
    routes::router(app).merge(page).fallback(nothing_here)
}

async fn serve(
    mut options: Options,
    settings: Arc<dyn Settings>,
    app: axum::Router,
    sink: log::Sink,
    hooks: &Hooks,
    mut commands: Commands,
) -> Result<()> {
    let log = Arc::new(log::Log::new(sink, options.log_format));
    let tls = match &options.tls {
        Some((certificate, key)) => Some(Arc::new(tls::Tls::open(certificate, key)?)),
        None => None,
    };
    let (listeners, socket) = listen::open(&mut options)?;
    let (drain, draining) = watch::channel(false);
    let (alive, mut all_closed) = mpsc::channel::<()>(1);
    let service = service::Service::new(app, settings.clone(), log.clone(), &options);
    let server = Arc::new(connection::Server {
        service,
        tls: tls.clone(),
        slots: limits::Slots::default(),
        settings: settings.clone(),
        draining,
        alive,
    });
    let names: Vec<String> = listeners.iter().map(listen::Listener::name).collect();
    let accepting: Vec<_> = listeners
        .into_iter()
        .map(|listener| tokio::spawn(listen::accept(listener, server.clone())))
        .collect();
    drop(server);
    (hooks.ready)(&names);
    until_stopped(&mut commands, hooks, tls.as_deref(), &log).await;

    (hooks.draining)();
    for task in &accepting {
        task.abort();
    }
    for task in accepting {
        // The listener is closed when its task has ended.
        let _ = task.await;
    }
    // Closed, so that nobody can connect to a socket that nobody accepts from.
    drop(socket);
    let _ = drain.send(true);
    let grace = settings.current().shutdown_grace;
    let drained = async {
        let _ = all_closed.recv().await;
    };
    if before_stop(&mut commands, drained, grace).await {
        return Ok(());
    }
    (hooks.deadline)();
    log.event("stopping: requests that were still running are interrupted");
    let _ = tokio::time::timeout(LAST_MOMENTS, all_closed.recv()).await;
    Ok(())
}

/// Returns at the first command to stop.
async fn until_stopped(
    commands: &mut Commands,
    hooks: &Hooks,
    tls: Option<&tls::Tls>,
    log: &log::Log,
) {
    let mut next_check = tokio::time::Instant::now() + tls::CHECK_INTERVAL;
    let mut next_sign = tokio::time::Instant::now();
    loop {
        let now = tokio::time::Instant::now();
        if let Some((interval, alive)) = &hooks.alive
            && now >= next_sign
        {
            alive();
            next_sign = now + *interval;
        }
        if now >= next_check {
            if let Some(tls) = tls {
                tls.reload_if_changed(log);
            }
            next_check = now + tls::CHECK_INTERVAL;
        }
        let wake = match &hooks.alive {
            Some(_) => next_check.min(next_sign),
            None => next_check,
        };
        match tokio::time::timeout_at(wake, commands.0.recv()).await {
            Ok(Some(Command::Stop) | None) => return,
            Ok(Some(Command::Reload)) => {
                if let Some(tls) = tls {
                    tls.reload(log);
                }
            }
            Err(_) => {}
        }
    }
}

/// Whether the work ends within the grace period, and before another command to stop.
async fn before_stop(
    commands: &mut Commands,
    work: impl Future<Output = ()>,
    grace: Duration,
) -> bool {
    let mut work = std::pin::pin!(work);
    let ended = std::future::poll_fn(|context| {
        if work.as_mut().poll(context).is_ready() {
            return std::task::Poll::Ready(true);
        }
        while let std::task::Poll::Ready(command) = commands.0.poll_recv(context) {
            match command {
                Some(Command::Reload) => {}
                Some(Command::Stop) | None => return std::task::Poll::Ready(false),
            }
        }
        std::task::Poll::Pending
    });
    tokio::time::timeout(grace, ended).await.unwrap_or(false)
}
