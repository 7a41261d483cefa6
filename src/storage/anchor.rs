//! The anchor: outside the vault, how far it had come. A vault that is behind its anchor was put
//! back from an earlier copy. One small file for each vault and place, replaced after a commit without
//! a sync: it may lag, and never leads. A copy in another place is an instance of its own, and only
//! compared with what was seen there. docs/FORMAT.md, "Anchor".

use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use super::audit;
use super::database::Store;
use super::keyring::Keyring;
use super::tables::View;
use super::{Result, StorageError, secure_file};
use crate::crypto::hash;

mod mark;

pub(crate) use mark::Mark;

/// No anchor is larger.
const LARGEST: u64 = 64 * 1024;
/// More instances of one vault than this are not compared with each other.
const MOST_OTHERS: usize = 64;

/// The folder of a vault, whatever its name.
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

/// What the folder of another instance is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// This one, which has another name since.
    Moved,
    /// This one, which has several names.
    Same,
    Another,
}

/// What the file of an anchor holds: what was seen of a vault in one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Instance {
    /// The vault's folder, for people.
    place: String,
    /// By this a vault that was moved is told from one that was copied.
    folder: Folder,
    /// The end of the log when it was first seen in this place.
    first: AuditEnd,
    /// Rows of the log after the last commit that was made in this place.
    #[serde(default)]
    written: u64,
    /// Other instances of which a fork was reported, by the names of their files.
    #[serde(default)]
    forks: Vec<String>,
    #[serde(flatten)]
    mark: Mark,
}

/// Number and chain value of a row of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct AuditEnd {
    count: u64,
    head: String,
    /// [`Mark::changes`] by then.
    changes: u64,
}

impl Instance {
    /// What became of its folder, seen from a folder that nothing is known of.
    fn folder(&self, here: Option<Folder>) -> Seen {
        let place = Path::new(&self.place);
        let gone = Keyring::path(place)
            .symlink_metadata()
            .is_err_and(|error| error.kind() == ErrorKind::NotFound);
        match here {
            Some(here) if gone && here == self.folder => Seen::Moved,
            Some(here) if !gone && folder_at(place) == Some(here) => Seen::Same,
            _ => Seen::Another,
        }
    }

    /// Whether a state that was known as `own` here has changes that this instance does not have, and
    /// the other way round. Rows about a look at either are no changes.
    fn is_fork_of(&self, view: &impl View, own: Option<&Self>) -> Result<bool> {
        let now = Mark::of(view)?;
        let common = own.map_or(0, |own| own.first.changes);
        let common = common.max(self.first.changes);
        if now.changes <= common || self.mark.changes <= common {
            return Ok(false);
        }
        if let Some(chain) = audit::chain_at(view, self.mark.audit_count)? {
            return Ok(HEXLOWER.encode(&chain) != self.mark.audit_head);
        }
        // It has more rows. This one is another only where its last rows were written in its own
        // place: else it may be a copy of the other that was brought up to date.
        let written_here = own.is_some_and(|own| own.written == now.audit_count);
        let common = audit::chain_at(view, self.first.count)?;
        let common = common.is_some_and(|chain| HEXLOWER.encode(&chain) == self.first.head);
        Ok(written_here && common)
    }
}

/// What is known of a vault here, and of other instances of it, before it is looked at.
#[derive(Debug, Default)]
pub(crate) struct Known {
    own: Option<Instance>,
    /// By the names of their files.
    others: Vec<(String, Instance)>,
    /// Of a vault that was moved here: where it was known by.
    moved: Option<PathBuf>,
}

impl Known {
    /// How far the vault had come here; none where it was not seen.
    pub(crate) fn mark(&self) -> Option<&Mark> {
        self.own.as_ref().map(|own| &own.mark)
    }

    /// What is to be said about other instances of the vault: of each fork once.
    ///
    /// # Errors
    /// Of the database.
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
                        "fork: this vault and its copy at {place} have both been changed since one was \
                         copied from the other; neither has the changes of the other"
                    ),
                ));
            } else if known.is_none() {
                let how = if other.mark.audit_count > here.count {
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

/// Where the anchor of a vault is kept.
#[derive(Debug, Clone)]
pub(crate) struct Anchor {
    folder: PathBuf,
    vault_id: String,
    /// The vault's folder, as it was named.
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

    /// What is known.
    ///
    /// # Errors
    /// [`StorageError::Io`] where it is there and cannot be read; [`StorageError::Damaged`] where it is not of
    /// this form. Neither is a vault that was never seen.
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
            if !mine || path == own_path || known.others.len() >= MOST_OTHERS {
                continue;
            }
            let other = match read(&path) {
                Ok(Some(other)) => other,
                Ok(None) | Err(StorageError::Damaged(_)) => continue,
                Err(error) => return Err(error),
            };
            match other.folder(self.here()) {
                Seen::Another => known.others.push((name, other)),
                seen if known.own.is_none() => {
                    known.own = Some(other);
                    known.moved = (seen == Seen::Moved).then_some(path);
                }
                Seen::Moved | Seen::Same => {}
            }
        }
        Ok(known)
    }

    /// What there is to say about the vault and its other instances. What was said is remembered, and
    /// a vault that was moved is known by its new place.
    ///
    /// # Errors
    /// Of the database; [`StorageError::Io`] where the anchor cannot be written.
    pub(crate) fn compare(&self, known: &Known, view: &impl View) -> Result<Vec<String>> {
        let relatives = known.relatives(view)?;
        let forks: Vec<String> = relatives.iter().map(|(name, _)| name.clone()).collect();
        let forks = forks.into_iter().filter(|name| !name.is_empty());
        let own = match &known.own {
            Some(own) => own.clone(),
            None => self.seen_now(Mark::of(view)?),
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

    fn seen_now(&self, mark: Mark) -> Instance {
        Instance {
            place: self.place.to_string_lossy().into_owned(),
            folder: self.here().unwrap_or(Folder {
                device: 0,
                inode: 0,
            }),
            first: AuditEnd {
                count: mark.audit_count,
                head: mark.audit_head.clone(),
                changes: mark.changes,
            },
            written: 0,
            forks: Vec::new(),
            mark,
        }
    }

    /// Moves it forward to what was committed.
    ///
    /// # Errors
    /// [`StorageError::Io`] where its folder cannot be written: it lags then.
    pub(crate) fn raise(&self, mark: &Mark) -> Result<()> {
        self.advance(mark, true)
    }

    /// Moves it forward to a state that was found, which another process may have written, or another
    /// machine.
    ///
    /// # Errors
    /// As [`Self::raise`].
    pub(crate) fn follow(&self, mark: &Mark) -> Result<()> {
        self.advance(mark, false)
    }

    fn advance(&self, mark: &Mark, committed: bool) -> Result<()> {
        let known = match read(&self.path()) {
            Ok(Some(known)) => known,
            Ok(None) | Err(StorageError::Damaged(_)) => return self.reset(mark),
            Err(error) => return Err(error),
        };
        if known.mark.generation > mark.generation || known.mark.audit_count >= mark.audit_count {
            return Ok(());
        }
        let clock = known.mark.clock.max(mark.clock);
        self.write(&Instance {
            folder: self.here().unwrap_or(known.folder),
            written: if committed {
                mark.audit_count
            } else {
                known.written
            },
            mark: Mark {
                clock,
                ..mark.clone()
            },
            ..known
        })
    }

    /// Sets it, forward or back: a rollback was accepted.
    ///
    /// # Errors
    /// As [`Self::raise`].
    pub(crate) fn reset(&self, mark: &Mark) -> Result<()> {
        self.write(&self.seen_now(mark.clone()))
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

/// What a file holds; none where there is none.
fn read(path: &Path) -> Result<Option<Instance>> {
    let bytes = match secure_file::read(path, LARGEST) {
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

impl Store {
    /// Keeps this anchor in step from now on.
    pub(crate) fn keep_anchor(&mut self, anchor: Anchor) {
        self.anchor = Some(anchor);
    }

    /// Moves the anchor to what was committed; one that cannot be written lags, and why is kept.
    pub(super) fn raise_anchor(&mut self, mark: &Mark) {
        if let Some(anchor) = &self.anchor {
            self.anchor_failure = anchor.raise(mark).err();
        }
    }

    /// Why the anchor could not be moved forward by the last commit, once.
    pub(crate) fn take_anchor_failure(&mut self) -> Option<StorageError> {
        self.anchor_failure.take()
    }
}
