//! The certificate: read from PEM files, and again after a change, without a restart.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use arc_swap::ArcSwap;
use file_organizer::app::clock;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::domain::time::Time;
use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, ring};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::version::{TLS12, TLS13};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

use super::log::Log;

/// How often the files are looked at.
pub(super) const CHECK_INTERVAL: Duration = Duration::from_secs(60);

/// Encrypts connections.
pub(super) struct Tls {
    acceptor: TlsAcceptor,
    certificate: PathBuf,
    key: PathBuf,
    current: Arc<Current>,
    provider: Arc<CryptoProvider>,
    /// When the files were last changed, as far as it was seen.
    seen: Mutex<Times>,
}

type Times = [Option<SystemTime>; 2];

/// The certificate in use.
#[derive(Debug)]
struct Current(ArcSwap<CertifiedKey>);

impl ResolvesServerCert for Current {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.load_full())
    }
}

impl Tls {
    /// Reads a certificate chain and its private key.
    ///
    /// # Errors
    /// If they cannot be read, do not belong together, or have expired.
    pub(super) fn open(certificate: &Path, key: &Path) -> Result<Self> {
        let provider = Arc::new(ring::default_provider());
        let seen = times(certificate, key);
        let pair = read(certificate, key, &provider)?;
        let current = Arc::new(Current(ArcSwap::from_pointee(pair)));
        let config = ServerConfig::builder_with_provider(provider.clone())
            .with_protocol_versions(&[&TLS13, &TLS12])
            .map_err(|e| Error::new(Kind::Other, format!("cannot set up TLS: {e}")))?;
        let mut config = config
            .with_no_client_auth()
            .with_cert_resolver(current.clone());
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self {
            acceptor: TlsAcceptor::from(Arc::new(config)),
            certificate: certificate.to_owned(),
            key: key.to_owned(),
            current,
            provider,
            seen: Mutex::new(seen),
        })
    }

    pub(super) fn acceptor(&self) -> &TlsAcceptor {
        &self.acceptor
    }

    /// Reads the files again. If they are invalid, the certificate in use stays.
    pub(super) fn reload(&self, log: &Log) {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) =
            times(&self.certificate, &self.key);
        match read(&self.certificate, &self.key, &self.provider) {
            Ok(pair) => {
                self.current.0.store(Arc::new(pair));
                log.event("the certificate was read again");
            }
            Err(error) => log.event(&format!(
                "the new certificate is not used, the previous one stays: {}",
                error.message
            )),
        }
    }

    /// Reads the files again if they were changed.
    pub(super) fn reload_if_changed(&self, log: &Log) {
        let seen = *self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if times(&self.certificate, &self.key) != seen {
            self.reload(log);
        }
    }
}

fn times(certificate: &Path, key: &Path) -> Times {
    [certificate, key].map(|path| fs::metadata(path).and_then(|meta| meta.modified()).ok())
}

fn read(certificate: &Path, key: &Path, provider: &CryptoProvider) -> Result<CertifiedKey> {
    let invalid =
        |path: &Path, why: String| Error::new(Kind::Usage, format!("{}: {why}", path.display()));
    let pem = |path: &Path| fs::read(path).map_err(|e| Error::io(path, &e));
    let chain = pem(certificate)?;
    let chain: std::result::Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&chain).collect();
    let chain = chain.map_err(|e| invalid(certificate, e.to_string()))?;
    let Some(first) = chain.first() else {
        return Err(invalid(
            certificate,
            "there is no certificate in it".to_owned(),
        ));
    };
    if expiry(first).is_some_and(|end| end < clock::now()) {
        return Err(invalid(
            certificate,
            "the certificate has expired".to_owned(),
        ));
    }
    let mode = fs::metadata(key).map_err(|e| Error::io(key, &e))?.mode();
    if mode & 0o007 != 0 {
        return Err(
            invalid(key, "everybody can read this private key".to_owned())
                .hint("make it private: chmod o-rwx"),
        );
    }
    let secret = zeroize::Zeroizing::new(pem(key)?);
    let secret = PrivateKeyDer::from_pem_slice(&secret).map_err(|e| invalid(key, e.to_string()))?;
    CertifiedKey::from_der(chain, secret, provider).map_err(|e| invalid(key, e.to_string()))
}

/// When a certificate expires (RFC 5280, section 4.1); none if it has another form, which clients will
/// refuse.
fn expiry(certificate: &[u8]) -> Option<Time> {
    let (_, certificate, _) = element(certificate)?;
    let (_, mut rest, _) = element(certificate)?;
    // The version, which may be absent.
    if let (0xa0, _, after) = element(rest)? {
        rest = after;
    }
    // The serial number, the algorithm, the issuer.
    for _ in 0..3 {
        (_, _, rest) = element(rest)?;
    }
    let (_, validity, _) = element(rest)?;
    let (_, _, end) = element(validity)?;
    let (tag, end, _) = element(end)?;
    let end = std::str::from_utf8(end).ok().filter(|end| end.is_ascii())?;
    let end = match tag {
        UTC_TIME if end >= "50" => format!("19{end}"),
        UTC_TIME => format!("20{end}"),
        _ => end.to_owned(),
    };
    let [year, month, day, hour, minute, second] =
        [0..4, 4..6, 6..8, 8..10, 10..12, 12..14].map(|range| end.get(range));
    let text = format!(
        "{}-{}-{}T{}:{}:{}Z",
        year?, month?, day?, hour?, minute?, second?
    );
    Time::parse(&text).ok()
}

const UTC_TIME: u8 = 0x17;

/// Splits a DER element off: its tag, its content, and what follows.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, rest) = bytes.split_first()?;
    let (length, rest) = rest.split_first()?;
    let (length, rest) = match *length {
        length @ 0..=0x7f => (usize::from(length), rest),
        length @ 0x81..=0x83 => {
            let (digits, rest) = rest.split_at_checked(usize::from(length - 0x80))?;
            let add = |length: usize, digit: &u8| length << 8 | usize::from(*digit);
            (digits.iter().fold(0, add), rest)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((*tag, content, rest))
}
