//! What all requests share: the open vault, and the places for work that blocks on it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use file_organizer::app::access::token::Refreshes;
use file_organizer::app::error::Error;
use file_organizer::app::gate::Gate;
use file_organizer::app::vault::{Request, Vault};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Settings;
use super::auth::Client;
use super::page::sessions::PageSessions;
use super::reply::Problem;

/// How long a request waits for a place.
const PLACE_WAIT: Duration = Duration::from_secs(2);
/// How long a login waits for a place: the passwords before it are checked first.
const LOGIN_WAIT: Duration = Duration::from_secs(5);

/// What a request does with the vault. Of each, a limited number runs at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Load {
    /// Reads metadata.
    Read,
    /// Changes metadata.
    Write,
    /// Adds content.
    Upload,
    /// Reads content.
    Download,
    /// Checks a password, which takes the memory of its key derivation.
    Login,
}

struct Places {
    read: Arc<Semaphore>,
    write: Arc<Semaphore>,
    upload: Arc<Semaphore>,
    download: Arc<Semaphore>,
    login: Arc<Semaphore>,
}

/// What all requests share.
pub(crate) struct App {
    pub(crate) vault: Vault,
    pub(crate) refreshes: Refreshes,
    pub(crate) page_sessions: PageSessions,
    pub(crate) settings: Arc<dyn Settings>,
    pub(crate) started: Instant,
    draining: AtomicBool,
    places: Places,
}

impl App {
    pub(crate) fn new(vault: Vault, settings: Arc<dyn Settings>) -> Self {
        let policy = settings.current();
        let places = |number: usize| Arc::new(Semaphore::new(number));
        Self {
            vault,
            refreshes: Refreshes::default(),
            page_sessions: PageSessions::default(),
            started: Instant::now(),
            draining: AtomicBool::new(false),
            places: Places {
                read: places(8),
                write: places(4),
                upload: places(policy.max_uploads),
                download: places(policy.max_downloads),
                login: places(policy.login_parallel),
            },
            settings,
        }
    }

    /// The server stops: no new requests should be sent.
    pub(crate) fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }

    /// Waits for a place.
    ///
    /// # Errors
    /// 503 after the wait.
    pub(crate) async fn place(&self, load: Load) -> Result<OwnedSemaphorePermit, Problem> {
        let (places, wait) = match load {
            Load::Read => (&self.places.read, PLACE_WAIT),
            Load::Write => (&self.places.write, PLACE_WAIT),
            Load::Upload => (&self.places.upload, PLACE_WAIT),
            Load::Download => (&self.places.download, PLACE_WAIT),
            Load::Login => (&self.places.login, LOGIN_WAIT),
        };
        let place = tokio::time::timeout(wait, Arc::clone(places).acquire_owned()).await;
        match place {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) | Err(_) => {
                let status = StatusCode::SERVICE_UNAVAILABLE;
                Err(Problem::new(status, "busy", "no place for this request").retry_after(1))
            }
        }
    }

    /// Runs blocking work.
    ///
    /// # Errors
    /// Those of the work; 500 if it panics.
    pub(crate) async fn block<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let app = Arc::clone(self);
        match tokio::task::spawn_blocking(move || work(&app)).await {
            Ok(done) => done,
            Err(error) => {
                let status = StatusCode::INTERNAL_SERVER_ERROR;
                Err(Problem::new(status, "error", error.to_string()))
            }
        }
    }

    /// Runs work in the vault as the client.
    ///
    /// # Errors
    /// 401 for an invalid credential; 503 without a place; those of the work.
    pub(crate) async fn run<T: Send + 'static>(
        self: &Arc<Self>,
        load: Load,
        client: Client,
        verb: &'static str,
        work: impl FnOnce(&mut Gate) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.run_owned(load, client, verb, |mut gate| work(&mut gate))
            .await
    }

    /// As [`Self::run`], for work that takes the gate.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub(crate) async fn run_owned<T: Send + 'static>(
        self: &Arc<Self>,
        load: Load,
        client: Client,
        verb: &'static str,
        work: impl FnOnce(Gate) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let place = self.place(load).await?;
        self.block(move |app| {
            let _place = place;
            work(app.enter(&client, verb)?)
        })
        .await
    }

    /// As [`Self::run`], for work that fails with errors of the vault.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub(crate) async fn with_gate<T: Send + 'static>(
        self: &Arc<Self>,
        load: Load,
        client: Client,
        verb: &'static str,
        work: impl FnOnce(&mut Gate) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Problem> {
        self.run(load, client, verb, |gate| Ok(work(gate)?)).await
    }

    /// A gate for the client. Blocks.
    ///
    /// # Errors
    /// 401 for an invalid credential; 429 over the limits.
    pub(crate) fn enter(&self, client: &Client, verb: &str) -> Result<Gate, Problem> {
        let caller = client.caller(self)?;
        let source = &client.peer.source;
        Ok(self.vault.enter(&caller, Request { source, verb })?)
    }
}
