//! Entry points for `fuzz/`: each passes foreign bytes to the function that parses them. What was accepted must be
//! the same after it was written and parsed again.

use std::io::{self, Cursor, Read, Write};

use redb::StorageBackend;
use redb::backends::InMemoryBackend;

use crate::app::backup::verify_archive;
use crate::crypto::age_file;
use crate::crypto::keys::VaultKey;
use crate::crypto::page::{self, PageCipher};
use crate::crypto::recovery::RecoveryKey;
use crate::crypto::secret::Secret;
use crate::crypto::slot::SlotIdentity;
use crate::crypto::token::{Token, TokenKind};
use crate::domain::path::VaultPath;
use crate::storage::archive::{self, ArchiveWriter};
use crate::storage::backend::SealedBackend;
use crate::storage::backup::{Manifest, member};
use crate::storage::compress::decompressing;
use crate::storage::drops::{self, DropHeader};
use crate::storage::keyring::Keyring;
use crate::storage::record::Record;

/// Bytes read from a compressed input.
const MAX_PLAIN: u64 = 1 << 20;

fn key() -> VaultKey {
    VaultKey::from_secret(Secret::new([1; 32]))
}

fn identity() -> Option<SlotIdentity> {
    SlotIdentity::from_secret(&key().identity()).ok()
}

/// keyring.json, as parsed before anything is authenticated, then signed with a known key.
pub fn keyring(bytes: &[u8]) {
    let (Ok(keyring), Some(identity)) = (Keyring::parse(bytes), identity()) else {
        return;
    };
    let parsed = |keyring: &Keyring| {
        let text = keyring.to_text().ok()?;
        Keyring::parse(&text).ok()
    };
    assert_eq!(parsed(&keyring).as_ref(), Some(&keyring));
    for slot in &keyring.slots {
        let _ = slot.open(&identity);
    }
    let _ = age_file::seal_to_key(&keyring.public_key, io::sink());
    let mut signed = keyring.clone();
    if signed.sign(&key()).is_ok() {
        let signed = parsed(&signed);
        assert!(signed.is_some_and(|signed| signed.authenticate(&key()).is_ok()));
    }
    let _ = keyring.reseal(keyring.epoch, &key());
}

/// Both copies of the header record: the first byte says which of them are sealed, the rest is their plaintext, or the
/// record itself. A header that is written over them must be read back.
pub fn header(bytes: &[u8]) {
    let _ = read_header(bytes);
}

fn read_header(bytes: &[u8]) -> io::Result<()> {
    const COPY: usize = 8 + 320 + page::OVERHEAD;
    let cipher = || PageCipher::new(&key().pages(), [7; 16], 1);
    let disk = InMemoryBackend::new();
    disk.set_len(2 * 4096)?;
    let Some((&sealed, rest)) = bytes.split_first() else {
        return Ok(());
    };
    for (which, copy) in rest.chunks(COPY).take(2).enumerate() {
        let mut record = copy.to_vec();
        record.resize(COPY, 0);
        if sealed & (1 << which) != 0 {
            let _ = cipher().seal(u64::MAX - 1 + which as u64, &mut record);
        }
        disk.write(which as u64 * 4096, &record)?;
    }
    let backend = SealedBackend::new(disk, cipher());
    let mut page = [0; 320];
    let readable = backend.read(0, &mut page).is_ok();
    for (number, synced) in [(1, true), (2, false), (3, false)] {
        let header = [number; 320];
        let written = backend.write(0, &header);
        if written.is_err() {
            return Ok(());
        }
        assert!(readable, "an unreadable header was overwritten");
        if synced {
            backend.sync_data()?;
        }
        backend.read(0, &mut page)?;
        assert_eq!(page, header);
    }
    Ok(())
}

/// The archive of a backup, below encryption and, unless it begins like a zstd frame, compression. Checksums in its
/// headers and, in a second pass, the digests in its manifest are set to what its contents require.
pub fn backup(bytes: &[u8]) {
    let mut plain = Vec::new();
    if bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        let reader = decompressing(bytes);
        let _ = reader.map(|reader| reader.take(MAX_PLAIN).read_to_end(&mut plain));
    } else {
        plain.extend_from_slice(bytes);
    }
    set_checksums(&mut plain);
    let _ = verify_archive(&plain);
    if let Some(archive) = with_digests(&plain) {
        let _ = verify_archive(&archive);
    }
}

/// Sets the checksum of each header of a tar file.
fn set_checksums(bytes: &mut [u8]) {
    let mut skip = 0;
    for block in bytes.chunks_exact_mut(512) {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        if block.iter().all(|byte| *byte == 0) {
            continue;
        }
        let Some((before, rest)) = block.split_at_mut_checked(148) else {
            return;
        };
        let Some((checksum, after)) = rest.split_at_mut_checked(8) else {
            return;
        };
        let sum: u32 = before.iter().chain(&*after).copied().map(u32::from).sum();
        let text = format!("{:06o}\0 ", sum + 8 * u32::from(b' '));
        checksum.copy_from_slice(text.as_bytes());
        let size = before.get(124..136).unwrap_or_default();
        let size = String::from_utf8_lossy(size);
        let size = u64::from_str_radix(size.trim_matches(['\0', ' ']), 8).unwrap_or(0);
        skip = size.div_ceil(512);
    }
}

/// The archive with the digests of its members in its manifest.
fn with_digests(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut members = Vec::new();
    archive::read::<_, io::Error>(bytes, |member| {
        let mut content = Vec::new();
        member.content.read_to_end(&mut content)?;
        members.push((member.name, content));
        Ok(())
    })
    .ok()?;
    let named = |name: &[u8]| name == member::MANIFEST.as_bytes();
    let manifest = members.iter().find(|(name, _)| named(name))?;
    let mut manifest = Manifest::parse(&manifest.1).ok()?;
    for (name, content) in &members {
        if let Ok(name) = str::from_utf8(name)
            && manifest.members.contains_key(name)
        {
            manifest.measured(name, content);
        }
    }
    let manifest = manifest.to_bytes().ok()?;
    let mut writer = ArchiveWriter::new(Vec::new());
    for (name, content) in &members {
        let content = if named(name) { &manifest } else { content };
        writer.member(name, content.len() as u64, 0).ok()?;
        writer.write_all(content).ok()?;
    }
    writer.finish().ok()
}

/// A drop: an age file, or, after a zero byte, the plaintext of one.
pub fn drop_file(bytes: &[u8]) {
    let Some(identity) = identity() else {
        return;
    };
    let sealed = match bytes.split_first() {
        Some((0, plain)) => {
            let Ok(mut sealing) = age_file::seal_to_key(&identity.recipient(), Vec::new()) else {
                return;
            };
            let _ = sealing.write_all(plain);
            sealing.finish().unwrap_or_default()
        }
        _ => bytes.to_vec(),
    };
    if let Ok((header, mut stream)) = drops::unseal(&[identity], Cursor::new(sealed)) {
        let again = header.to_bytes().ok();
        let again = again.and_then(|bytes| DropHeader::from_bytes(&bytes).ok());
        assert_eq!(again.as_ref(), Some(&header));
        let folder = header.to.as_deref().map(VaultPath::parse);
        if let Some(Ok(folder)) = folder {
            let _ = folder.join(&header.name);
        }
        let _ = io::copy(&mut stream, &mut io::sink());
    }
}

/// An API key, a session token or a recovery key.
pub fn token(text: &str) {
    for kind in [TokenKind::ApiKey, TokenKind::Session] {
        let claimed = Token::claimed_id(kind, text);
        if let Ok(token) = Token::parse(kind, text) {
            assert_eq!(token.text().as_str(), text.trim());
            assert_eq!(claimed, Some(token.id.as_str()));
        }
    }
    if let Ok(key) = RecoveryKey::parse(text) {
        assert!(RecoveryKey::looks_like(text));
        let mut plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        plain.make_ascii_lowercase();
        let again = key.text();
        assert_eq!(
            again.ok().as_ref().map(|text| text.as_str()),
            Some(plain.as_str())
        );
    }
}
