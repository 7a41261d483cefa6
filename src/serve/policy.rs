//! The values of the policy that connections and requests are checked against.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use file_organizer::app::error::Result;
use file_organizer::app::gate::vault::Vault;
use file_organizer::domain::policy::Policy;
use file_organizer::domain::policy::server::{Host, Network, Origin, Rate};

use super::Settings;

/// The `server.*` values of a policy.
#[derive(Debug, Clone)]
pub(crate) struct ServerPolicy {
    /// Names that the server answers for, besides its own addresses.
    pub(crate) hosts: Vec<Host>,
    /// Proxies whose X-Forwarded-For is believed.
    pub(crate) trusted_proxies: Vec<Network>,
    /// Whether X-Forwarded-For of a Unix socket is believed.
    pub(crate) trust_socket_xff: bool,
    /// Origins whose pages may read answers.
    pub(crate) cors_origins: Vec<Origin>,
    /// Users, besides the own one and root, that may connect to the Unix socket.
    pub(crate) socket_uids: Vec<u32>,
    /// Whether requests are limited.
    pub(crate) rate_enabled: bool,
    /// Requests of a principal.
    pub(crate) rate_requests: Rate,
    /// Uploads of a principal.
    pub(crate) rate_upload: Rate,
    /// Requests of the page, by session.
    pub(crate) rate_page: Rate,
    /// Requests of a source without a valid credential.
    pub(crate) rate_unauthenticated: Rate,
    /// Login attempts of a source.
    pub(crate) rate_login: Rate,
    /// Connections in all.
    pub(crate) max_connections: usize,
    /// Connections of a source.
    pub(crate) max_per_source: usize,
    /// Uploads at a time.
    pub(crate) max_uploads: usize,
    /// Downloads at a time.
    pub(crate) max_downloads: usize,
    /// Password checks at a time.
    pub(crate) login_parallel: usize,
    /// Time for the head of a request.
    pub(crate) header_timeout: Duration,
    /// The longest pause within a body.
    pub(crate) body_idle: Duration,
    /// Bytes per second that a client must send or accept, after 30 seconds.
    pub(crate) min_rate: u64,
    /// Time to finish requests when the server stops.
    pub(crate) shutdown_grace: Duration,
}

impl ServerPolicy {
    /// Whether X-Forwarded-For from this address is believed.
    pub(super) fn is_trusted(&self, ip: IpAddr) -> bool {
        self.trusted_proxies
            .iter()
            .any(|network| network.contains(ip))
    }
}

impl Default for ServerPolicy {
    fn default() -> Self {
        server_policy(&Policy::default())
    }
}

/// The policy of an open vault. It is read again after a second, so that a change counts soon.
pub(crate) struct VaultSettings {
    vault: Vault,
    known: Mutex<(Instant, Arc<ServerPolicy>)>,
}

/// For how long the values are not read again.
const FRESH: Duration = Duration::from_secs(1);

impl VaultSettings {
    /// The policy of this vault.
    ///
    /// # Errors
    /// Database errors.
    pub(crate) fn new(vault: Vault) -> Result<Self> {
        let policy = Arc::new(server_policy(&vault.policy()?));
        Ok(Self {
            vault,
            known: Mutex::new((Instant::now(), policy)),
        })
    }
}

impl Settings for VaultSettings {
    fn current(&self) -> Arc<ServerPolicy> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.0.elapsed() >= FRESH {
            known.0 = Instant::now();
            // If the vault cannot be read now, the values stay; requests report the error.
            if let Ok(policy) = self.vault.policy() {
                known.1 = Arc::new(server_policy(&policy));
            }
        }
        Arc::clone(&known.1)
    }
}

/// The values of a policy for the server.
pub(crate) fn server_policy(policy: &Policy) -> ServerPolicy {
    let size = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    ServerPolicy {
        hosts: policy.server_hosts.to_vec(),
        trusted_proxies: policy.server_trusted_proxies.to_vec(),
        trust_socket_xff: policy.server_trust_socket_xff,
        cors_origins: policy.server_cors_origins.to_vec(),
        socket_uids: policy.server_socket_uids.iter().map(|uid| uid.0).collect(),
        rate_enabled: policy.server_rate_enabled,
        rate_requests: policy.server_rate_requests,
        rate_upload: policy.server_rate_upload,
        rate_page: policy.server_rate_page,
        rate_unauthenticated: policy.server_rate_unauthenticated,
        rate_login: Rate::per_minute(policy.login_max_per_minute),
        max_connections: size(policy.server_max_connections),
        max_per_source: size(policy.server_max_connections_per_source),
        max_uploads: size(policy.server_max_uploads),
        max_downloads: size(policy.server_max_downloads),
        login_parallel: size(policy.server_login_parallel),
        header_timeout: policy.server_header_timeout.to_duration(),
        body_idle: policy.server_body_idle.to_duration(),
        min_rate: policy.server_min_rate.bytes(),
        shutdown_grace: policy.server_shutdown_grace.to_duration(),
    }
}
