//! age files (age-encryption.org/v1, C2SP), written and read as streams: backups and drops.
//! Recipients and identities are X25519 or those of a plugin; never SSH keys, because of an
//! advisory for the RSA crate (RUSTSEC-2023-0071).

use std::io::{self, Read, Write};
use std::sync::Arc;

use age::secrecy::{ExposeSecret, SecretString};
use age::stream::{StreamReader, StreamWriter};
use age::{
    Callbacks, DecryptError, Decryptor, Encryptor, IdentityFile, NoCallbacks, plugin, x25519,
};
use zeroize::Zeroizing;

use super::CryptoError;
use super::slot::SlotIdentity;

/// The first line of an age file.
const MAGIC: &[u8] = b"age-encryption.org/v1\n";
const ARMOR: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";

/// Asks for a secret.
pub(crate) type Ask = dyn Fn(&str) -> Option<Zeroizing<String>> + Send + Sync;

/// How a plugin interacts with the person: shows messages, and asks for secrets (such as a PIN).
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) tell: Arc<dyn Fn(&str) + Send + Sync>,
    pub(crate) ask: Arc<Ask>,
}

impl Callbacks for Person {
    fn display_message(&self, message: &str) {
        (self.tell)(message);
    }

    fn confirm(&self, message: &str, _: &str, _: Option<&str>) -> Option<bool> {
        (self.tell)(message);
        None
    }

    fn request_public_string(&self, _: &str) -> Option<String> {
        None
    }

    fn request_passphrase(&self, description: &str) -> Option<SecretString> {
        let secret = (self.ask)(description)?;
        Some(SecretString::from(secret.as_str()))
    }
}

fn envelope(why: impl Into<String>) -> CryptoError {
    CryptoError::Envelope(why.into())
}

/// Checks that this program can encrypt to a recipient; returns its normal form.
pub(crate) fn check_recipient(text: &str) -> Result<String, CryptoError> {
    let text = text.trim();
    if text.starts_with("ssh-") {
        return Err(envelope("SSH keys are not supported as recipients"));
    }
    if text.to_ascii_uppercase().starts_with("AGE-SECRET-KEY-") {
        // Not quoted: it is a secret.
        return Err(envelope(
            "this is a secret identity, not a recipient (age1...)",
        ));
    }
    if let Ok(native) = text.parse::<x25519::Recipient>() {
        return Ok(native.to_string());
    }
    match text.parse::<plugin::Recipient>() {
        Ok(plugin) => Ok(plugin.to_string()),
        Err(_) => Err(envelope(format!(
            "{text:?} is not an age recipient (age1...)"
        ))),
    }
}

/// A new identity: its secret line and its recipient.
pub(crate) fn new_identity() -> (Zeroizing<String>, String) {
    let identity = x25519::Identity::generate();
    let secret = Zeroizing::new(identity.to_string().expose_secret().to_owned());
    (secret, identity.to_public().to_string())
}

/// The recipients of the secret keys in an identity file; not of plugins.
pub(crate) fn recipients_of(text: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(text).unwrap_or_default();
    let identities = text.lines().filter_map(|line| line.trim().parse().ok());
    identities
        .map(|identity: x25519::Identity| identity.to_public().to_string())
        .collect()
}

/// Encrypts everything written to all of `recipients`.
///
/// # Errors
/// [`CryptoError::Envelope`] for an invalid recipient, or if its plugin is not installed.
pub(crate) fn encrypt<W: Write>(recipients: &[String], out: W) -> Result<Sealing<W>, CryptoError> {
    let mut all: Vec<Box<dyn age::Recipient>> = Vec::new();
    for text in recipients {
        if let Ok(native) = text.parse::<x25519::Recipient>() {
            all.push(Box::new(native));
            continue;
        }
        let recipient: plugin::Recipient = text
            .parse()
            .map_err(|_| envelope(format!("{text:?} is not an age recipient")))?;
        let name = recipient.plugin().to_owned();
        let by_plugin = plugin::RecipientPluginV1::new(&name, &[recipient], &[], NoCallbacks)
            .map_err(|_| envelope(format!("age-plugin-{name} is not installed")))?;
        all.push(Box::new(by_plugin));
    }
    let encryptor = Encryptor::with_recipients(all.iter().map(|one| &**one))
        .map_err(|error| envelope(error.to_string()))?;
    let writer = encryptor
        .wrap_output(out)
        .map_err(|error| envelope(error.to_string()))?;
    Ok(Sealing(writer))
}

/// Encrypts everything written to one X25519 key, for a key from an untrusted file, which must not
/// name a plugin to be run.
///
/// # Errors
/// [`CryptoError::Envelope`] for any other key.
pub(crate) fn seal_to_key<W: Write>(key: &str, out: W) -> Result<Sealing<W>, CryptoError> {
    let key: x25519::Recipient = key
        .parse()
        .map_err(|_| envelope("not an age X25519 recipient"))?;
    encrypt(&[key.to_string()], out)
}

/// Maximum length of the header of a file with one recipient. A longer one is not parsed: an
/// attacker may have made it expensive to parse.
const MAX_HEAD_LEN: usize = 8 * 1024;
/// The same for a backup, which may have thousands of recipients.
const MAX_BACKUP_HEAD_LEN: usize = 256 * 1024;

/// Reads the header of an age file, with the bytes that follow it in the buffer.
fn head(input: &mut impl Read, longest: usize) -> Result<Vec<u8>, CryptoError> {
    let mut first = Vec::new();
    let mut ended = false;
    while !ended && first.len() < longest {
        let from = first.len();
        let read = input.take(MAX_HEAD_LEN as u64).read_to_end(&mut first);
        let read = read.map_err(CryptoError::Input)?;
        // The end marker may be split across two reads.
        let look = first.get(from.saturating_sub(3)..).unwrap_or_default();
        ended = read == 0 || look.windows(4).any(|four| four == b"\n---");
    }
    if first.starts_with(ARMOR) {
        return Err(envelope(
            "an armored (text) age file: backups are binary, see age -d --help",
        ));
    }
    if !first.starts_with(MAGIC) {
        return Err(envelope("not an age file"));
    }
    if !first.windows(4).any(|four| four == b"\n---") {
        return Err(envelope("the header is damaged or truncated"));
    }
    Ok(first)
}

/// Converts the error of opening a file: of the system, or of the contents.
fn refused(error: DecryptError) -> CryptoError {
    let ours = envelope(why(&error));
    if let DecryptError::Io(error) = error
        && error.raw_os_error().is_some()
    {
        return CryptoError::Input(error);
    }
    ours
}

/// Opens an untrusted age file with the first matching identity.
pub(crate) fn open_by<R: Read>(
    identities: &[SlotIdentity],
    mut input: R,
) -> Result<StreamReader<Head<R>>, CryptoError> {
    let first = head(&mut input, MAX_HEAD_LEN)?;
    let opened = Decryptor::new(io::Cursor::new(first).chain(input)).map_err(refused)?;
    if opened.is_scrypt() {
        return Err(envelope("encrypted with a passphrase, not to a recipient"));
    }
    let identities = identities
        .iter()
        .map(|one| one.as_age() as &dyn age::Identity);
    opened.decrypt(identities).map_err(|error| {
        if matches!(error, DecryptError::NoMatchingKeys) {
            envelope("not sealed to this vault")
        } else {
            refused(error)
        }
    })
}

/// An age file being written.
pub(crate) struct Sealing<W: Write>(StreamWriter<W>);

impl<W: Write> Sealing<W> {
    /// Writes the end: otherwise the file counts as truncated.
    pub(crate) fn finish(self) -> io::Result<W> {
        self.0.finish()
    }
}

impl<W: Write> Write for Sealing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Identities that open age files.
pub(crate) struct Identities(Vec<Box<dyn age::Identity + Send + Sync>>);

impl Identities {
    /// Parses an identity file, as written by `age-keygen` or a plugin.
    ///
    /// # Errors
    /// [`CryptoError::Envelope`]; contents of the file are not quoted.
    pub(crate) fn parse(text: &[u8], person: Person) -> Result<Self, CryptoError> {
        if text.starts_with(ARMOR) || text.starts_with(MAGIC) {
            return Err(envelope(
                "the identity file is itself encrypted: decrypt it first with age -d",
            ));
        }
        let file = IdentityFile::from_buffer(text)
            .map_err(|_| envelope("not an age identity file"))?
            .with_callbacks(person);
        let identities = file
            .into_identities()
            .map_err(|error| envelope(why(&error)))?;
        if identities.is_empty() {
            return Err(envelope("the identity file contains no identity"));
        }
        Ok(Self(identities))
    }

    /// Opens an age file: returns a stream of its plaintext, which fails if it is truncated.
    ///
    /// # Errors
    /// [`CryptoError::Envelope`] with the reason: not an age file, no matching identity, tampered
    /// with.
    pub(crate) fn open<R: Read>(&self, mut input: R) -> Result<StreamReader<Head<R>>, CryptoError> {
        let first = head(&mut input, MAX_BACKUP_HEAD_LEN)?;
        let opened = Decryptor::new(io::Cursor::new(first).chain(input)).map_err(refused)?;
        if opened.is_scrypt() {
            return Err(envelope("encrypted with a passphrase, not to a recipient"));
        }
        let identities = self.0.iter().map(|one| &**one as &dyn age::Identity);
        opened.decrypt(identities).map_err(refused)
    }
}

/// The input, preceded by the bytes already read from it.
pub(crate) type Head<R> = io::Chain<io::Cursor<Vec<u8>>, R>;

/// Whether these bytes are the beginning of an age file.
pub(crate) fn begins_well(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

/// Number of bytes needed by [`begins_well`].
pub(crate) const MAGIC_LEN: usize = MAGIC.len();

/// The reason in our words: age's messages are written for its own command line.
fn why(error: &DecryptError) -> String {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the enum is non-exhaustive; other errors are shown unchanged"
    )]
    match error {
        DecryptError::NoMatchingKeys => "not encrypted to this identity".into(),
        DecryptError::InvalidMac | DecryptError::DecryptionFailed => {
            "the header was tampered with or damaged".into()
        }
        DecryptError::InvalidHeader => "the header is damaged or truncated".into(),
        DecryptError::KeyDecryptionFailed => "the header is damaged".into(),
        DecryptError::UnknownFormat => "an unknown version of the age format".into(),
        DecryptError::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            "the header is truncated".into()
        }
        other => {
            let text = other.to_string();
            text.lines().next().unwrap_or_default().to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nobody() -> Person {
        Person {
            tell: Arc::new(|_| {}),
            ask: Arc::new(|_| None),
        }
    }

    fn sealed(to: &str, message: &[u8]) -> Vec<u8> {
        let mut sealing = encrypt(&[to.to_owned()], Vec::new()).unwrap();
        sealing.write_all(message).unwrap();
        sealing.finish().unwrap()
    }

    #[test]
    fn whom_it_is_for_reads_it_and_nobody_else() {
        let (secret, recipient) = new_identity();
        let (other, _) = new_identity();
        let file = sealed(&recipient, b"hello");
        let mut text = String::new();
        let mine = Identities::parse(secret.as_bytes(), nobody()).unwrap();
        let mut stream = mine.open(file.as_slice()).unwrap();
        stream.read_to_string(&mut text).unwrap();
        assert_eq!(text, "hello");
        let foreign = Identities::parse(other.as_bytes(), nobody()).unwrap();
        let refused = foreign.open(file.as_slice()).err().unwrap().to_string();
        assert_eq!(refused, "not encrypted to this identity");
    }

    #[test]
    fn what_is_no_recipient_is_refused_without_repeating_a_secret() {
        let (secret, recipient) = new_identity();
        assert_eq!(
            check_recipient(&format!(" {recipient}\n")).unwrap(),
            recipient
        );
        check_recipient("ssh-ed25519 AAAA").unwrap_err();
        let refused = check_recipient(&secret).unwrap_err().to_string();
        assert!(!refused.contains(secret.get(20..).unwrap()));
        let mut mistyped = recipient;
        mistyped.pop();
        check_recipient(&mistyped).unwrap_err();
    }
}
