//! Drops: files sealed to the vault's public key by a sender without any secret, each an age file
//! in the spool or in a shared folder. docs/FORMAT.md, "Drops". Their contents are untrusted.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use super::pending::LEFT_OVER;
use super::record::Record;
use super::{Result, StorageError, secure_file};
use crate::crypto::age_file::{self, Sealing};
use crate::crypto::random;
use crate::crypto::slot::SlotIdentity;
use crate::domain::attributes::Attributes;
use crate::domain::time::Time;

/// The largest file to seal: the default limit of the policy.
pub(crate) const MAX_FILE_LEN: u64 = 1024 * 1024 * 1024;
/// Maximum number of drops in the spool, so that a runaway job fills neither the folder nor a run.
pub(crate) const MAX_DROPS: u64 = 1000;
/// Maximum bytes of drops in the spool: the disk is needed by the vault.
pub(crate) const MAX_BYTES: u64 = 4 * MAX_FILE_LEN;
/// The largest sealed file to open: age adds 16 bytes to each 64 KiB.
pub(crate) const MAX_SEALED_LEN: u64 = MAX_FILE_LEN + MAX_FILE_LEN / 4096 + 64 * 1024;
/// Maximum number of drops of one folder in one run.
const MAX_LISTED: usize = 10_000;
/// Maximum size of a header: a name has at most 255 bytes, a path 4,096.
const MAX_HEADER_LEN: u32 = 16 * 1024;
const WAITING: &str = "drop";
const REJECTED: &str = "rejected";

/// The header before the bytes of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DropHeader {
    /// The requested name.
    pub name: Vec<u8>,
    /// The requested folder of the vault.
    pub to: Option<Vec<u8>>,
    /// The source's modification time.
    pub modified: Time,
    /// The source's attributes, without extended attributes; `None` for a stream.
    pub attributes: Option<Attributes>,
}

impl Record for DropHeader {
    const VERSION: u8 = 2;
}

/// A drop being written; removed unless it is finished.
pub(crate) struct NewDrop {
    folder: PathBuf,
    id: String,
    /// The folder belongs to another account, which must be able to read the drop.
    shared: bool,
    sealing: Option<Sealing<BufWriter<File>>>,
}

impl NewDrop {
    /// # Errors
    /// [`StorageError::Io`]; [`StorageError::Crypto`] for an invalid `public_key`.
    pub(crate) fn begin(
        folder: &Path,
        shared: bool,
        public_key: &str,
        header: &DropHeader,
    ) -> Result<Self> {
        let id = HEXLOWER.encode(&random::array::<16>()?);
        let mut new = Self {
            folder: folder.to_owned(),
            id,
            shared,
            sealing: None,
        };
        let path = new.unfinished();
        let file = secure_file::create(&path)?;
        let sealing = age_file::seal_to_key(public_key, BufWriter::new(file));
        new.sealing = Some(match sealing {
            Ok(sealing) => sealing,
            Err(error) => {
                secure_file::remove(&path)?;
                return Err(error.into());
            }
        });
        let header = header.to_bytes()?;
        let length = u32::try_from(header.len()).unwrap_or(u32::MAX);
        new.write_all(&length.to_le_bytes())
            .and_then(|()| new.write_all(&header))
            .map_err(StorageError::io(&path))?;
        Ok(new)
    }

    fn unfinished(&self) -> PathBuf {
        self.folder.join(format!("{}.tmp", self.id))
    }

    /// The final path.
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.join(format!("{}.{WAITING}", self.id))
    }

    /// Renames the drop to its final name; it is durable afterwards.
    ///
    /// # Errors
    /// [`StorageError::Io`]; there is no drop then.
    pub(crate) fn finish(mut self) -> Result<()> {
        let (unfinished, path) = (self.unfinished(), self.path());
        let Some(sealing) = self.sealing.take() else {
            return Ok(());
        };
        let published = (|| {
            let file = sealing.finish()?.into_inner().map_err(io::Error::from)?;
            if self.shared {
                file.set_permissions(fs::Permissions::from_mode(0o644))?;
            }
            file.sync_all()?;
            #[expect(
                clippy::disallowed_methods,
                reason = "publishes a synced file under a new name"
            )]
            fs::rename(&unfinished, &path)?;
            Ok(file)
        })();
        let file = match published {
            Ok(file) => file,
            Err(error) => {
                let _ = secure_file::remove(&unfinished);
                return Err(StorageError::io(&path)(error));
            }
        };
        if self.shared {
            // A folder that cannot be listed cannot be opened for a sync: its entry is synced with
            // the file's own journal.
            return file.sync_all().map_err(StorageError::io(&path));
        }
        secure_file::sync_dir(&self.folder)
    }
}

impl Write for NewDrop {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.sealing {
            Some(sealing) => sealing.write(bytes),
            None => Err(io::Error::other("the drop is complete")),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for NewDrop {
    fn drop(&mut self) {
        if self.sealing.take().is_some() {
            let _ = secure_file::remove(&self.unfinished());
        }
    }
}

/// A sealed file in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Left {
    pub id: String,
    pub path: PathBuf,
    /// Whether it was rejected before.
    pub rejected: bool,
    /// Bytes of the sealed file.
    pub size: u64,
    /// When it was dropped, by the file system.
    pub since: Time,
    /// Whether it is a regular file: others may put anything into a shared folder.
    pub is_file: bool,
}

/// The sealed files of a folder; `None` if the folder does not exist.
///
/// # Errors
/// [`StorageError::Io`].
pub(crate) fn list(folder: &Path) -> Result<Vec<Left>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(StorageError::io(folder))?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(StorageError::io(folder))?;
        let name = entry.file_name();
        let Some((id, rejected)) = name.to_str().and_then(parse_name) else {
            continue;
        };
        // Taken by another process meanwhile.
        let Ok(meta) = entry.metadata() else {
            continue;
        };
        found.push(Left {
            id,
            path: entry.path(),
            rejected,
            size: meta.len(),
            since: meta
                .modified()
                .map_or_else(|_| Time::from_unix_nanos(0), Time::from_system_time),
            is_file: meta.is_file(),
        });
        if found.len() == MAX_LISTED {
            break;
        }
    }
    Ok(found)
}

/// Removes unfinished drops older than an hour; what cannot be removed stays.
///
/// # Errors
/// [`StorageError::Io`] if the folder cannot be read.
pub(crate) fn sweep(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder).map_err(StorageError::io(folder))? {
        let entry = entry.map_err(StorageError::io(folder))?;
        let name = entry.file_name();
        let unfinished = name.to_str().and_then(|name| name.strip_suffix(".tmp"));
        let old = entry.metadata().is_ok_and(|meta| {
            let age = meta.modified().map(|at| at.elapsed().unwrap_or_default());
            meta.is_file() && age.is_ok_and(|age| age > LEFT_OVER)
        });
        if old && unfinished.is_some_and(is_id) {
            let _ = secure_file::remove(&entry.path());
        }
    }
    Ok(())
}

fn is_id(id: &str) -> bool {
    id.len() == 32 && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// The id in a name, and whether the drop was rejected.
fn parse_name(name: &str) -> Option<(String, bool)> {
    let (id, suffix) = name.split_once('.')?;
    let rejected = match suffix {
        WAITING => false,
        REJECTED => true,
        _ => return None,
    };
    is_id(id).then(|| (id.to_owned(), rejected))
}

/// Opens a drop: its header, and a stream of the file.
///
/// # Errors
/// [`StorageError::Crypto`] if it was not sealed to the vault; [`StorageError::Damaged`] for an
/// invalid drop.
pub(crate) fn unseal<R: Read>(
    identities: &[SlotIdentity],
    sealed: R,
) -> Result<(DropHeader, impl Read + use<R>)> {
    let no_drop = |_| StorageError::Damaged("not a valid drop file".to_owned());
    let mut stream = age_file::open_by(identities, sealed)?;
    let mut length = [0; 4];
    stream.read_exact(&mut length).map_err(no_drop)?;
    let length = u32::from_le_bytes(length);
    if length > MAX_HEADER_LEN {
        return Err(no_drop(io::Error::other("too long")));
    }
    let mut header = Vec::new();
    (&mut stream)
        .take(u64::from(length))
        .read_to_end(&mut header)
        .map_err(no_drop)?;
    Ok((DropHeader::from_bytes(&header)?, stream))
}

/// Sets a rejected drop aside, so that it is not tried again forever.
///
/// # Errors
/// [`StorageError::Io`].
pub(crate) fn set_aside(path: &Path) -> Result<()> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the same file under a new name; after a power loss it is tried again"
    )]
    fs::rename(path, path.with_extension(REJECTED)).map_err(StorageError::io(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_exact_names_are_drops() {
        let id = "0123456789abcdef0123456789abcdef";
        assert_eq!(parse_name(&format!("{id}.drop")), Some((id.into(), false)));
        assert_eq!(
            parse_name(&format!("{id}.rejected")),
            Some((id.into(), true))
        );
        for other in [
            format!("{id}.drop.tmp"),
            format!("{id}.tmp"),
            format!("{id}0.drop"),
            format!("{}.drop", id.to_uppercase()),
            ".drop".to_owned(),
            "box.json".to_owned(),
        ] {
            assert_eq!(parse_name(&other), None, "{other}");
        }
    }

    #[test]
    fn what_is_sealed_comes_back_and_a_long_head_is_not_parsed() {
        let dir = tempfile::tempdir().unwrap();
        let secret = crate::crypto::secret::Secret::new([7; 32]);
        let identity = SlotIdentity::from_secret(&secret).unwrap();
        let header = DropHeader {
            name: b"a.txt".to_vec(),
            to: Some(b"/x".to_vec()),
            modified: Time::from_unix_nanos(5),
            attributes: None,
        };
        let mut new = NewDrop::begin(dir.path(), false, &identity.recipient(), &header).unwrap();
        let path = new.path();
        new.write_all(b"content").unwrap();
        new.finish().unwrap();
        assert_eq!(list(dir.path()).unwrap().len(), 1);
        let identities = [identity];
        let (read, mut stream) = unseal(&identities, File::open(path).unwrap()).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        assert_eq!((read, text.as_str()), (header, "content"));
        let hostile = [
            b"age-encryption.org/v1\n".to_vec(),
            b"-> X x\n\n".repeat(1 << 20),
        ]
        .concat();
        assert!(unseal(&identities, hostile.as_slice()).is_err());
    }
}
