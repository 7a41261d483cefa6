//! `serve`

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, ValueEnum};
use file_organizer::app::cancel;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::gate::vault::Vault;
use listenfd::ListenFd;
use sd_notify::NotifyState;

use crate::cli::context::Context;
use crate::cli::name;
use crate::cli::output;
use crate::cli::signals;
use crate::serve::state::App;
use crate::serve::{self, Command, Control, Hook, Hooks, Inherited, Options, VaultSettings, log};

/// Serve the vault over HTTP
///
/// Runs until stopped (Ctrl-C or SIGTERM): running requests are finished first. SIGHUP reads the
/// certificate again. Names of hosts, proxies, limits and timeouts are settings of the vault: see
/// server.* in `policy show`. Prints a line for each request to standard error, without names of files.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer serve
  file-organizer serve --listen 0.0.0.0:8443 --tls-cert cert.pem --tls-key key.pem
  file-organizer serve --unix-socket /run/file-organizer/http.sock --socket-mode 0660")]
pub(crate) struct Serve {
    /// Address and port [default: 127.0.0.1:8000]
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// Listen on a Unix socket, in a private folder
    #[arg(long, value_name = "FILE")]
    unix_socket: Option<PathBuf>,
    /// Permissions of the Unix socket
    #[arg(long, value_name = "NUMBER", default_value = "0600", value_parser = mode)]
    socket_mode: u32,
    /// Certificate chain (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Private key of the certificate (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Allow other addresses without TLS: a proxy on a private network encrypts
    #[arg(long)]
    behind_proxy: bool,
    /// Path under which a proxy publishes the server, such as /files
    #[arg(long, value_name = "TEXT", default_value = "", value_parser = base_path)]
    base_path: String,
    /// Form of the log
    #[arg(long, value_enum, value_name = "FORM", default_value = "text")]
    log: LogFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LogFormat {
    Text,
    Json,
}

const DEFAULT_ADDRESS: SocketAddr =
    SocketAddr::new(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 8000);

pub(crate) fn run(command: &Serve, context: &mut Context) -> Result<()> {
    context.refuse_json("serve")?;
    let options = command.options()?;
    let gate = context.open("serve")?;
    let wait = context.globals.wait.to_duration();
    let warn = |what: &str| output::note(&format!("warning: {}", name::line(what)));
    let vault = Vault::open(gate, wait, Arc::new(warn))?;
    let settings = Arc::new(VaultSettings::new(vault.clone())?);
    let app = Arc::new(App::new(vault.clone()));
    let (control, commands) = Control::new();
    signals::divert(Box::new(move |is_hangup| {
        control.send(if is_hangup {
            Command::Reload
        } else {
            Command::Stop
        });
    }));
    let sink: log::Sink = Arc::new(output::note);
    let routes = serve::router(Arc::clone(&app));
    let hooks = hooks(&vault, app);
    let done = serve::run(options, settings, routes, sink, &hooks, commands);
    vault.close();
    done
}

impl Serve {
    fn options(&self) -> Result<Options> {
        let inherited = inherited()?;
        let only_sockets = self.unix_socket.is_some() || !inherited.is_empty();
        let listen = self.listen.or((!only_sockets).then_some(DEFAULT_ADDRESS));
        let tls = self.tls_cert.clone().zip(self.tls_key.clone());
        let is_open = listen.is_some_and(|address| !address.ip().to_canonical().is_loopback());
        if is_open && tls.is_none() && !self.behind_proxy {
            let message =
                "anybody on the network could read passwords and files sent to this address";
            return Err(Error::new(Kind::Usage, message).hint(
                "encrypt with --tls-cert and --tls-key; use --unix-socket; or, if a proxy on a \
                 private network encrypts, --behind-proxy",
            ));
        }
        Ok(Options {
            listen,
            unix_socket: self.unix_socket.clone(),
            socket_mode: self.socket_mode,
            tls,
            base_path: self.base_path.clone(),
            inherited,
            log_format: match self.log {
                LogFormat::Text => log::Format::Text,
                LogFormat::Json => log::Format::Json,
            },
        })
    }
}

/// How often it is looked whether the vault is idle.
const LOOK: Duration = Duration::from_secs(10);
/// After this time without a request, others may compact the vault.
const IDLE: Duration = Duration::from_secs(30);

/// Reports to systemd, if that started the program, and lets an idle vault go.
fn hooks(vault: &Vault, app: Arc<App>) -> Hooks {
    // Without systemd, nobody is told.
    let notify = |state: NotifyState<'_>| {
        let _ = sd_notify::notify(&[state]);
    };
    let watchdog = sd_notify::watchdog_enabled();
    let interval = watchdog.map_or(LOOK, |longest| LOOK.min(longest / 2));
    let idle = vault.clone();
    let alive: Hook = Box::new(move || {
        idle.let_go_if_idle(IDLE);
        if watchdog.is_some() {
            notify(NotifyState::Watchdog);
        }
    });
    Hooks {
        ready: Box::new(move |names: &[String]| {
            for name in names {
                output::note(&format!("listening on {name}"));
            }
            notify(NotifyState::Ready);
        }),
        draining: Box::new(move || {
            app.drain();
            notify(NotifyState::Stopping);
        }),
        deadline: Box::new(|| {
            let _ = cancel::ask(signals::TERMINATE);
        }),
        alive: Some((interval, alive)),
    }
}

/// Listening sockets received from systemd.
fn inherited() -> Result<Vec<Inherited>> {
    let mut sockets = ListenFd::from_env();
    let mut all = Vec::new();
    for index in 0..sockets.len() {
        let tcp = sockets.take_tcp_listener(index);
        let socket = match tcp {
            Ok(socket) => socket.map(Inherited::Tcp),
            Err(_) => sockets
                .take_unix_listener(index)
                .map_err(|e| {
                    let message = format!("socket {index} from systemd cannot be used: {e}");
                    Error::new(Kind::Usage, message).hint("use ListenStream= in the socket unit")
                })?
                .map(Inherited::Unix),
        };
        all.extend(socket);
    }
    Ok(all)
}

fn mode(text: &str) -> std::result::Result<u32, String> {
    let mode = u32::from_str_radix(text, 8).ok();
    let mode = mode.filter(|mode| *mode <= 0o777);
    mode.ok_or_else(|| "it must be octal, such as 0600 or 0660".to_owned())
}

fn base_path(text: &str) -> std::result::Result<String, String> {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"/-_.~".contains(&b);
    let path = text.trim_end_matches('/');
    let is_valid = path.is_empty() || path.starts_with('/') && path.bytes().all(is_plain);
    is_valid
        .then(|| path.to_owned())
        .ok_or_else(|| "it must be a path such as /files".to_owned())
}
