//! The anchor: the state of the vault at its last use, kept outside of the vault. A vault behind
//! its anchor was restored from an older copy. There is one small file per vault and location,
//! replaced after a commit without a sync: it may lag, but never leads. A copy in another location
//! is a separate instance. docs/FORMAT.md, "Anchor".

use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use super::audit;
use super::keyring::Keyring;
use super::tables::View;
use super::{Result, StorageError, secure_file};
use crate::crypto::hash;

mod state;

pub(crate) use state::AnchorState;

/// Maximum size of an anchor.
const MAX_FILE_LEN: u64 = 64 * 1024;
/// Maximum number of other instances compared.
const MAX_OTHERS: usize = 64;

/// The identity of a vault's folder, independent of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Folder {
    device: u64,
    inode: u64,
}

fn folder_at(place: &Path) -> Option<Folder> {
    let meta = place.metadata().ok()?;
    Some(Folder {
        device: meta.dev(),
        inode: meta.ino(),
    })
}

/// How the folder of another instance relates to this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    /// This folder, under an earlier name.
    Moved,
    /// This folder, under another current name.
    Same,
    Another,
}

/// The contents of an anchor: the state of a vault in one location.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Instance {
    /// The path of the vault's folder, for messages.
    place: String,
    /// Distinguishes a moved vault from a copied one.
    folder: Folder,
    /// The end of the log when the vault was first seen in this location.
    first: AuditEnd,
    /// Number of audit rows after the last commit made in this location.
    #[serde(default)]
    written: u64,
    /// Other instances for which a fork was reported, by the names of their files.
    #[serde(default)]
    forks: Vec<String>,
    #[serde(flatten)]
    state: AnchorState,
}

/// Number and chain value of a row of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct AuditEnd {
    count: u64,
    head: String,
    /// [`AnchorState::changes`] at that time.
    changes: u64,
}

impl Instance {
    /// How the folder of this instance relates to the folder `here`.
    fn folder(&self, here: Option<Folder>) -> Relation {
        let place = Path::new(&self.place);
        let gone = Keyring::path(place)
            .symlink_metadata()
            .is_err_and(|error| error.kind() == ErrorKind::NotFound);
        match here {
            Some(here) if gone && here == self.folder => Relation::Moved,
            Some(here) if !gone && folder_at(place) == Some(here) => Relation::Same,
            _ => Relation::Another,
        }
    }

    /// Whether a state known as `own` here and this instance have diverged. Rows that record a read
    /// are not changes.
    fn is_fork_of(&self, view: &impl View, own: Option<&Self>) -> Result<bool> {
        let now = AnchorState::of(view)?;
        let common = own.map_or(0, |own| own.first.changes);
        let common = common.max(self.first.changes);
        if now.changes <= common || self.state.changes <= common {
            return Ok(false);
        }
        if let Some(chain) = audit::chain_at(view, self.state.audit_count)? {
            return Ok(HEXLOWER.encode(&chain) != self.state.audit_head);
        }
        // It has more rows. It is a fork only if its last rows were written in its own location;
        // otherwise it may be a copy of the other, brought up to date.
        let written_here = own.is_some_and(|own| own.written == now.audit_count);
        let common = audit::chain_at(view, self.first.count)?;
        let common = common.is_some_and(|chain| HEXLOWER.encode(&chain) == self.first.head);
        Ok(written_here && common)
    }
}

/// The known instances of a vault, read before the vault is examined.
#[derive(Debug, Default)]
pub(crate) struct Known {
    own: Option<Instance>,
    /// By the names of their files.
    others: Vec<(String, Instance)>,
    /// For a vault that was moved here: its previous anchor.
    moved: Option<PathBuf>,
}

impl Known {
    /// The vault's state when it was last used here; `None` on first use.
    pub(crate) fn state(&self) -> Option<&AnchorState> {
        self.own.as_ref().map(|own| &own.state)
    }

    /// The notices about other instances of the vault; each fork is reported once.
    fn relatives(&self, view: &impl View) -> Result<Vec<(String, String)>> {
        let here = audit::head(view)?;
        let mut said = Vec::new();
        for (name, other) in &self.others {
            let known = self.own.as_ref();
            if known.is_some_and(|own| own.forks.contains(name)) {
                continue;
            }
            let place = &other.place;
            if other.is_fork_of(view, known)? {
                said.push((
                    name.clone(),
                    format!(
                        "fork: this vault and its copy at {place} have both changed since one was \
                         copied from the other; neither has the changes of the other"
                    ),
                ));
            } else if known.is_none() {
                let how = if other.state.audit_count > here.count {
                    ", and older than that"
                } else {
                    ""
                };
                let words = format!("this is a copy of the vault at {place}{how}");
                said.push((String::new(), words));
            }
        }
        Ok(said)
    }
}

/// The location of the anchor of a vault.
#[derive(Debug, Clone)]
pub(crate) struct Anchor {
    folder: PathBuf,
    vault_id: String,
    /// The vault's folder, as given.
    place: PathBuf,
}

impl Anchor {
    pub(crate) fn new(folder: &Path, vault_id: &str, vault: &Path) -> Self {
        let place = std::path::absolute(vault).unwrap_or_else(|_| vault.to_owned());
        Self {
            folder: folder.to_owned(),
            vault_id: vault_id.to_owned(),
            place: place.components().collect(),
        }
    }

    fn path(&self) -> PathBuf {
        let place = hash::plain(self.place.as_os_str().as_bytes());
        let (place, _) = place.split_at(8);
        let name = format!("{}-{}.json", self.vault_id, HEXLOWER.encode(place));
        self.folder.join(name)
    }

    fn here(&self) -> Option<Folder> {
        folder_at(&self.place)
    }

    /// Reads the known instances.
    ///
    /// # Errors
    /// [`StorageError::Io`] if the anchor exists but cannot be read; [`StorageError::Damaged`] if
    /// it is invalid. Neither may be treated as a first use.
    pub(crate) fn read(&self) -> Result<Known> {
        let own_path = self.path();
        let mut known = Known {
            own: read(&own_path)?,
            ..Known::default()
        };
        let prefix = format!("{}-", self.vault_id);
        let entries = std::fs::read_dir(&self.folder).into_iter().flatten();
        for entry in entries.flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            let mine = name.starts_with(&prefix) && name.ends_with(".json");
            if !mine || path == own_path || known.others.len() >= MAX_OTHERS {
                continue;
            }
            let other = match read(&path) {
                Ok(Some(other)) => other,
                Ok(None) | Err(StorageError::Damaged(_)) => continue,
                Err(error) => return Err(error),
            };
            match other.folder(self.here()) {
                Relation::Another => known.others.push((name, other)),
                seen if known.own.is_none() => {
                    known.own = Some(other);
                    known.moved = (seen == Relation::Moved).then_some(path);
                }
                Relation::Moved | Relation::Same => {}
            }
        }
        Ok(known)
    }

    /// Returns the notices about the vault and its other instances. They are remembered, and the
    /// anchor of a moved vault moves to its new location.
    ///
    /// # Errors
    /// Database errors; [`StorageError::Io`] if the anchor cannot be written.
    pub(crate) fn compare(&self, known: &Known, view: &impl View) -> Result<Vec<String>> {
        let relatives = known.relatives(view)?;
        let forks: Vec<String> = relatives.iter().map(|(name, _)| name.clone()).collect();
        let forks = forks.into_iter().filter(|name| !name.is_empty());
        let own = match &known.own {
            Some(own) => own.clone(),
            None => self.current_instance(AnchorState::of(view)?),
        };
        let next = Instance {
            forks: own.forks.iter().cloned().chain(forks).collect(),
            place: self.place.to_string_lossy().into_owned(),
            ..own
        };
        if known.own.as_ref() != Some(&next) {
            self.write(&next)?;
        }
        if let Some(before) = &known.moved {
            secure_file::remove(before)?;
        }
        Ok(relatives.into_iter().map(|(_, words)| words).collect())
    }

    fn current_instance(&self, state: AnchorState) -> Instance {
        Instance {
            place: self.place.to_string_lossy().into_owned(),
            folder: self.here().unwrap_or(Folder {
                device: 0,
                inode: 0,
            }),
            first: AuditEnd {
                count: state.audit_count,
                head: state.audit_head.clone(),
                changes: state.changes,
            },
            written: 0,
            forks: Vec::new(),
            state,
        }
    }

    /// Advances the anchor to a committed state.
    ///
    /// # Errors
    /// [`StorageError::Io`] if its folder cannot be written: the anchor then lags.
    pub(crate) fn raise(&self, state: &AnchorState) -> Result<()> {
        self.advance(state, true)
    }

    /// Advances the anchor to a state found in the vault, which another process or machine may have
    /// written.
    ///
    /// # Errors
    /// As [`Self::raise`].
    pub(crate) fn follow(&self, state: &AnchorState) -> Result<()> {
        self.advance(state, false)
    }

    fn advance(&self, state: &AnchorState, committed: bool) -> Result<()> {
        let known = match read(&self.path()) {
            Ok(Some(known)) => known,
            Ok(None) | Err(StorageError::Damaged(_)) => return self.reset(state),
            Err(error) => return Err(error),
        };
        if known.state.generation > state.generation || known.state.audit_count >= state.audit_count
        {
            return Ok(());
        }
        let clock = known.state.clock.max(state.clock);
        self.write(&Instance {
            folder: self.here().unwrap_or(known.folder),
            written: if committed {
                state.audit_count
            } else {
                known.written
            },
            state: AnchorState {
                clock,
                ..state.clone()
            },
            ..known
        })
    }

    /// Sets the anchor, forward or back: a rollback was accepted.
    ///
    /// # Errors
    /// As [`Self::raise`].
    pub(crate) fn reset(&self, state: &AnchorState) -> Result<()> {
        self.write(&self.current_instance(state.clone()))
    }

    fn write(&self, instance: &Instance) -> Result<()> {
        if !self.folder.exists() {
            secure_file::create_dir(&self.folder)?;
        }
        let text = serde_json::to_vec(instance)
            .map_err(|e| StorageError::Engine(format!("anchor: {e}")))?;
        secure_file::replace_unsynced(&self.path(), &text)
    }
}

/// The contents of a file; `None` if it does not exist.
fn read(path: &Path) -> Result<Option<Instance>> {
    let bytes = match secure_file::read(path, MAX_FILE_LEN) {
        Ok(bytes) => bytes,
        Err(StorageError::Io { source, .. }) if source.kind() == ErrorKind::NotFound => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    serde_json::from_slice(&bytes).map(Some).map_err(|e| {
        StorageError::Damaged(format!(
            "{} is not the anchor of a vault: {e}",
            path.display()
        ))
    })
}
