//! Emptying the inbox: each drop is held, opened, and passed through the same import as `add`; the
//! sealed file goes only once its content was committed and read back. What does not open is left.

use std::fs;
use std::path::{Path, PathBuf};

use crate::app::add::source::{Refusal, SourceFile};
use crate::app::add::{
    self, AddOptions, Filing, Item, ItemStatus, Listener, NotKept, Opened, Progress, Source,
    Summary,
};
use crate::app::cancel;
use crate::app::error::{Error, Kind, Result};
use crate::app::gate::Gate;
use crate::crypto::slot::SlotIdentity;
use crate::domain::attributes::Attributes;
use crate::domain::path::VaultPath;
use crate::domain::placement::OnConflict;
use crate::storage::drop_boxes;
use crate::storage::drops::{self, DropHeader, LARGEST_SEALED, Left};

use super::{boxes, default_folder};

/// What emptying the inbox came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Emptied {
    /// As of an add; `failed` counts what did not open.
    pub summary: Summary,
    /// Drops that were left, since they are for folders outside the principal's scope.
    pub outside: u64,
    /// Drops that another process has in hand.
    pub held: u64,
    /// What is wrong with shared folders.
    pub notices: Vec<String>,
}

/// Takes what waits in the spool and in every shared folder, oldest first; `again`: also what was
/// rejected before, since the policy may have changed. `on_conflict`: what becomes of one whose name is taken.
///
/// # Errors
/// Kinds `Denied`, `Busy`; of the vault's disk. What was reported before is in the vault.
pub fn run(
    gate: &mut Gate,
    again: bool,
    on_conflict: Option<OnConflict>,
    listener: &mut dyn Listener,
) -> Result<Emptied> {
    // Denied before anything is looked at.
    gate.read_for_upload(|_| Ok(()))?;
    let _guard = cancel::Guard::begin();
    let identities = gate.drop_identities()?;
    let shared = drop_boxes::all(gate.snapshot()?.metadata())?;
    let mut emptied = Emptied::default();
    let mut waiting = drops::list(&gate.spool())?;
    let keyring = gate.keyring().clone();
    for folder in shared.into_iter().map(|one| one.path) {
        let listed = boxes::check_own(&folder)
            .and_then(|()| {
                drops::sweep(&folder)?;
                Ok(drops::list(&folder)?)
            })
            .and_then(|listed| {
                waiting.extend(listed);
                boxes::refresh(&folder, &keyring.vault_id, &keyring.public_key)
            });
        if let Err(error) = listed {
            emptied.notices.push(error.message);
        }
    }
    waiting.retain(|left| again || !left.rejected);
    waiting.sort_by(|a, b| (a.since, &a.id).cmp(&(b.since, &b.id)));
    let mut run = Run {
        gate,
        listener,
        identities,
        on_conflict,
        emptied,
        read: Progress::default(),
    };
    for left in &waiting {
        cancel::check()?;
        run.take(left)?;
    }
    cancel::check()?;
    Ok(run.emptied)
}

struct Run<'a> {
    gate: &'a mut Gate,
    listener: &'a mut dyn Listener,
    identities: Vec<SlotIdentity>,
    on_conflict: Option<OnConflict>,
    emptied: Emptied,
    /// By the drops before this one.
    read: Progress,
}

/// A drop that this process holds.
struct Held {
    /// Locked until all of it is done.
    _lock: fs::File,
    header: DropHeader,
    opened: Opened,
}

impl Run<'_> {
    fn take(&mut self, left: &Left) -> Result<()> {
        let held = match self.open(left) {
            Ok(Some(held)) => held,
            Ok(None) => return Ok(()),
            Err(refusal) => return self.report(left, &refusal),
        };
        let Held {
            _lock,
            header,
            opened,
        } = held;
        let wished = match header.to.as_deref().map(VaultPath::parse).transpose() {
            Ok(wished) => wished,
            Err(error) => return self.report(left, &Refusal::failed(error.to_string())),
        };
        let scope = &self.gate.principal().scope;
        let has_wish = wished.is_some();
        let folder = wished
            .into_iter()
            .chain([default_folder()])
            .find(|folder| scope.allows(folder));
        let Some(to) = folder else {
            self.emptied.outside += 1;
            return Ok(());
        };
        let options = AddOptions {
            to,
            name: Some(header.name),
            tags: Vec::new(),
            note: None,
            move_sources: true,
            dry_run: false,
            // A drop says itself where it wishes to go.
            filing: if has_wish {
                Filing::Never
            } else {
                Filing::ByRulesIfAny
            },
            on_conflict: self.on_conflict,
            allow_empty: true,
        };
        let mut relay = Relay {
            to: self.listener,
            before: self.read,
            last: Progress::default(),
            rejected: None,
        };
        let added = add::add(
            self.gate,
            vec![Source::Opened(Box::new(opened))],
            &options,
            &mut relay,
        )?;
        let (last, rejected) = (relay.last, relay.rejected);
        self.read.files += last.files;
        self.read.bytes += last.bytes;
        self.emptied.summary.add(&added);
        match rejected {
            Some(path) => Ok(drops::set_aside(&path)?),
            None => Ok(()),
        }
    }

    /// Opens a drop; none where somebody else has it, or had it.
    fn open(&mut self, left: &Left) -> std::result::Result<Option<Held>, Refusal> {
        if !left.is_file {
            return Err(Refusal::failed("not a regular file"));
        }
        let path = &left.path;
        let file = match SourceFile::open(path, None) {
            Ok(file) => file,
            Err(_) if is_gone(path) => return Ok(None),
            Err(refusal) => return Err(refusal),
        };
        if file.size() > LARGEST_SEALED {
            return Err(Refusal::failed("larger than a drop ever is"));
        }
        let lock = file.hold(path);
        let Some(lock) = lock.map_err(|error| Refusal::failed(error.to_string()))? else {
            if !is_gone(path) {
                self.emptied.held += 1;
            }
            return Ok(None);
        };
        let receipt = file.receipt(path, None);
        let (header, inside) = drops::unseal(&self.identities, file).map_err(|error| {
            let why = Error::from(error);
            // What the vault cannot open is no damage of the vault.
            Refusal::failed(if why.kind == Kind::Damaged {
                "no drop of this program".to_owned()
            } else {
                why.message
            })
        })?;
        Ok(Some(Held {
            _lock: lock,
            opened: Opened {
                inside: Box::new(inside),
                source: path.clone(),
                receipt,
                modified: header.modified,
                // The sender of a drop does not decide that it is anything but a file.
                attributes: header.attributes.clone().filter(Attributes::is_file),
            },
            header,
        }))
    }

    /// Tells of a drop that does not open, and goes on with the others.
    fn report(&mut self, left: &Left, refusal: &Refusal) -> Result<()> {
        self.emptied.summary.failed += 1;
        self.listener.item(&Item {
            status: ItemStatus::Failed,
            source: left.path.clone(),
            path: None,
            id: None,
            size: left.size,
            detected: None,
            verdict: None,
            reason: Some(format!("{}, and stays", refusal.reason)),
            not_kept: NotKept::default(),
        })
    }
}

fn is_gone(path: &Path) -> bool {
    fs::symlink_metadata(path).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
}

/// Hands on what is heard of one drop.
struct Relay<'a> {
    to: &'a mut dyn Listener,
    before: Progress,
    last: Progress,
    rejected: Option<PathBuf>,
}

impl Listener for Relay<'_> {
    fn item(&mut self, item: &Item) -> Result<()> {
        if item.status == ItemStatus::Rejected {
            self.rejected = Some(item.source.clone());
        }
        self.to.item(item)
    }

    fn progress(&mut self, progress: &Progress) {
        self.last = *progress;
        self.to.progress(&Progress {
            files: self.before.files + progress.files,
            bytes: self.before.bytes + progress.bytes,
            total: None,
        });
    }

    fn wants_total(&self) -> bool {
        false
    }
}
