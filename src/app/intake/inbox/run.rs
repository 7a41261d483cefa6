//! Emptying the inbox: each drop is locked, opened, and passed through the same import as `add`;
//! the sealed file is removed only after its content was committed and verified. Drops that cannot
//! be opened stay.

use std::fs;
use std::path::{Path, PathBuf};

use crate::app::cancel;
use crate::app::error::{Error, Kind, Result};
use crate::app::files::add::source::{Refusal, SourceFile};
use crate::app::files::add::{
    self, AddOptions, Exclude, Item, ItemStatus, Listener, NotKept, Opened, Progress, Source,
    Summary,
};
use crate::app::files::rules::Filing;
use crate::app::gate::Gate;
use crate::crypto::slot::SlotIdentity;
use crate::domain::attributes::Attributes;
use crate::domain::path::VaultPath;
use crate::domain::placement::OnConflict;
use crate::storage::drop_boxes;
use crate::storage::drops::{self, DropHeader, Left, MAX_SEALED_LEN};

use super::default_folder;
use crate::app::access::drop_box;

/// The result of emptying the inbox.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Emptied {
    /// The result of the import; `failed` counts drops that cannot be opened.
    pub summary: Summary,
    /// Drops left because their folder is outside the principal's scope.
    pub outside: u64,
    /// Drops in use by another process.
    pub in_use: u64,
    /// Problems of shared folders.
    pub notices: Vec<String>,
}

/// Imports the drops of the spool and of every shared folder, oldest first; with `again`, also
/// those rejected before, since the policy may have changed. `on_conflict` applies if a name is
/// taken.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Other` for errors of the vault's disk. What was reported before is in
/// the vault.
pub fn run(
    gate: &mut Gate,
    again: bool,
    on_conflict: Option<OnConflict>,
    listener: &mut dyn Listener,
) -> Result<Emptied> {
    // Permissions are checked before anything is examined.
    gate.read_for_upload(|_| Ok(()))?;
    let _guard = cancel::Guard::begin();
    let identities = gate.drop_identities()?;
    let shared = drop_boxes::all(gate.snapshot()?.metadata())?;
    let mut emptied = Emptied::default();
    let mut waiting = drops::list(&gate.spool())?;
    let keyring = gate.keyring().clone();
    for folder in shared.into_iter().map(|one| one.path) {
        let listed = drop_box::check_own(&folder)
            .and_then(|()| {
                drops::sweep(&folder)?;
                Ok(drops::list(&folder)?)
            })
            .and_then(|listed| {
                waiting.extend(listed);
                drop_box::refresh(&folder, &keyring.vault_id, &keyring.public_key)
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
    /// By the previous drops.
    read: Progress,
}

/// A drop locked by this process.
struct OpenDrop {
    /// Locked until the drop is done.
    _lock: fs::File,
    header: DropHeader,
    opened: Opened,
}

impl Run<'_> {
    fn take(&mut self, left: &Left) -> Result<()> {
        let open_drop = match self.open(left) {
            Ok(Some(open_drop)) => open_drop,
            Ok(None) => return Ok(()),
            Err(refusal) => return self.report(left, &refusal),
        };
        let OpenDrop {
            _lock,
            header,
            opened,
        } = open_drop;
        let requested = match header.to.as_deref().map(VaultPath::parse).transpose() {
            Ok(requested) => requested,
            Err(error) => return self.report(left, &Refusal::failed(error.to_string())),
        };
        let scope = &self.gate.principal().scope;
        let is_requested = requested.is_some();
        let folder = requested
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
            // A drop that requests a folder is not subject to the rules.
            filing: if is_requested {
                Filing::Never
            } else {
                Filing::ByRulesIfAny
            },
            on_conflict: self.on_conflict,
            allow_empty: true,
            replaces: None,
            exclude: Exclude::default(),
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

    /// Opens a drop; `None` if another process has it, or had it.
    fn open(&mut self, left: &Left) -> std::result::Result<Option<OpenDrop>, Refusal> {
        if !left.is_file {
            return Err(Refusal::failed("not a regular file"));
        }
        let path = &left.path;
        let file = match SourceFile::open(path, None) {
            Ok(file) => file,
            Err(_) if is_gone(path) => return Ok(None),
            Err(refusal) => return Err(refusal),
        };
        if file.size() > MAX_SEALED_LEN {
            return Err(Refusal::failed("larger than any drop"));
        }
        let lock = file.hold(path);
        let Some(lock) = lock.map_err(|error| Refusal::failed(error.to_string()))? else {
            if !is_gone(path) {
                self.emptied.in_use += 1;
            }
            return Ok(None);
        };
        let receipt = file.receipt(path, None);
        let (header, inside) = drops::unseal(&self.identities, file).map_err(|error| {
            let why = Error::from(error);
            // A drop that cannot be opened is not damage of the vault.
            Refusal::failed(if why.kind == Kind::Damaged {
                "not a valid drop file".to_owned()
            } else {
                why.message
            })
        })?;
        Ok(Some(OpenDrop {
            _lock: lock,
            opened: Opened {
                inside: Box::new(inside),
                source: path.clone(),
                receipt,
                modified: header.modified,
                // A sender must not choose any type other than a file.
                attributes: header.attributes.clone().filter(Attributes::is_file),
            },
            header,
        }))
    }

    /// Reports a drop that cannot be opened, and continues.
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
            reason: Some(format!("{}; it stays in the inbox", refusal.reason)),
            command: None,
            group: None,
            not_kept: NotKept::default(),
        })
    }
}

fn is_gone(path: &Path) -> bool {
    fs::symlink_metadata(path).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
}

/// Forwards the events of one drop.
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
