//! What all requests share: the open vault, and how work is done in it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use axum::http::StatusCode;
use file_organizer::app::access::token::Refreshes;
use file_organizer::app::error::Error;
use file_organizer::app::gate::Gate;
use file_organizer::app::gate::vault::{Request, Vault};
use tokio::task::JoinHandle;

use super::auth::Client;
use super::limits::Work;
use super::page_sessions::{HasPageSessions, PageSessions};
use super::reply::Problem;

/// What all requests share.
pub(crate) struct App {
    pub(crate) vault: Vault,
    pub(crate) refreshes: Refreshes,
    pub(crate) page_sessions: PageSessions,
    pub(crate) started: Instant,
    draining: AtomicBool,
}

impl HasPageSessions for App {
    fn page_sessions(&self) -> &PageSessions {
        &self.page_sessions
    }
}

impl App {
    pub(crate) fn new(vault: Vault) -> Self {
        Self {
            vault,
            refreshes: Refreshes::default(),
            page_sessions: PageSessions::default(),
            started: Instant::now(),
            draining: AtomicBool::new(false),
        }
    }

    /// The server stops: no new requests should be sent.
    pub(crate) fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }

    /// Starts blocking work, which runs beside the caller; [`finished`] waits for it.
    pub(crate) fn start<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> JoinHandle<Result<T, Problem>> {
        let app = Arc::clone(self);
        tokio::task::spawn_blocking(move || work(&app))
    }

    /// Runs blocking work.
    ///
    /// # Errors
    /// Those of the work; 500 if it panics.
    pub(crate) async fn block<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        finished(self.start(work)).await
    }

    /// Runs work in the vault as the client.
    ///
    /// # Errors
    /// 401 for an invalid credential; 503 without a place; those of the work.
    pub(crate) async fn run<T: Send + 'static>(
        self: &Arc<Self>,
        work_kind: Work,
        client: Client,
        verb: &'static str,
        work: impl FnOnce(&mut Gate) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.run_owned(work_kind, client, verb, |mut gate| work(&mut gate))
            .await
    }

    /// As [`Self::run`], for work that takes the gate.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub(crate) async fn run_owned<T: Send + 'static>(
        self: &Arc<Self>,
        work_kind: Work,
        client: Client,
        verb: &'static str,
        work: impl FnOnce(Gate) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let place = client.limiter.work(work_kind).await?;
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
        work_kind: Work,
        client: Client,
        verb: &'static str,
        work: impl FnOnce(&mut Gate) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Problem> {
        self.run(work_kind, client, verb, |gate| Ok(work(gate)?))
            .await
    }

    /// A gate for the client, whose request is counted. Blocks.
    ///
    /// # Errors
    /// 401 for an invalid credential; 429 over the limit.
    pub(crate) fn enter(&self, client: &Client, verb: &str) -> Result<Gate, Problem> {
        let caller = client.caller(&self.vault)?;
        let source = &client.peer.source;
        let gate = self.vault.enter(&caller, Request { source, verb })?;
        client
            .limiter
            .principal(client.class(), &gate.principal().name)?;
        Ok(gate)
    }
}

/// Waits for work.
///
/// # Errors
/// Those of the work; 500 if it panicked.
pub(crate) async fn finished<T>(work: JoinHandle<Result<T, Problem>>) -> Result<T, Problem> {
    work.await.unwrap_or_else(|error| {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        Err(Problem::new(status, "error", error.to_string()))
    })
}
