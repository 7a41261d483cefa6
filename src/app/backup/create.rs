//! Backs up one state of the vault as one stream: memory does not grow with the vault, and no
//! process has to wait.

mod read_ahead;

use std::io::Write;
use std::path::{Path, PathBuf};

use super::archive_error::ArchiveError;
use super::envelope;
use super::folder::{self, Found, Surplus};
use super::plan::{Created, Plan, plan};
use crate::app::error::{Error, Kind, Result};
use crate::app::gate::{Draft, Gate, Principal, Reading};
use crate::app::partial::{Partial, folder_of};
use crate::app::{cancel, clock};
use crate::domain::action::Action;
use crate::domain::attributes::Attributes;
use crate::domain::detail::{Detail, Unit};
use crate::domain::done::NamedFiles;
use crate::domain::effect::Effect;
use crate::domain::keep::Keep;
use crate::domain::path::VaultPath;
use crate::domain::time::Time;
use crate::storage::backup::dump::{self, Chunks, Inventory, Measure};
use crate::storage::backup::{BackupKind, Manifest, folders as backup_folders, hex, member};
use crate::storage::folders::{self, Folder};
use crate::storage::keyring::Keyring;
use crate::storage::recipients;
use crate::storage::tables::{Metadata, ReadTables, View};
use crate::storage::{StorageError, meta, secure_file};

/// The target of a backup.
pub enum Target {
    /// A new file.
    File(PathBuf),
    /// A new file in a folder, named by the time.
    Folder(PathBuf),
    /// A snapshot in a folder, with packs of what the folder does not have yet.
    Set(PathBuf),
    /// Standard output.
    Stream(Box<dyn Write + Send>),
}

impl From<StorageError> for ArchiveError {
    fn from(error: StorageError) -> Self {
        Self::Ours(error.into())
    }
}

/// Options of a backup.
#[derive(Debug, Clone, Copy, Default)]
pub struct CreateOptions {
    /// Which backups in the folder to keep; all by default.
    pub keep: Keep,
    /// Write and remove nothing.
    pub dry_run: bool,
    /// Create the folder if it does not exist, and start over in one that has lost its backups.
    pub create: bool,
}

/// Creates a backup; then, in a folder, removes those that the rule does not keep. `progress` gets
/// bytes of content done and in total.
///
/// # Errors
/// Kinds `Denied`; `Usage` without a recipient; `NotFound` for a missing folder, or one that has
/// lost its backups; I/O errors: nothing is left behind, and nothing removed.
pub fn create(
    gate: &mut Gate,
    target: Target,
    options: &CreateOptions,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Created> {
    let keyring = gate.keyring().clone();
    if options.dry_run {
        return surplus_only(gate, &target, &keyring, options);
    }
    let kind = match target {
        Target::Set(_) => BackupKind::Snapshot,
        Target::File(_) | Target::Folder(_) | Target::Stream(_) => BackupKind::Full,
    };
    let shown = match &target {
        Target::File(path) | Target::Folder(path) | Target::Set(path) => path.clone(),
        Target::Stream(_) => PathBuf::from("-"),
    };
    let folder = target.folder().map(Path::to_owned);
    if !matches!(target, Target::Stream(_)) {
        gate.refuse_own(&shown)?;
    }
    gate.merge_spool();
    let planned = |view: &Metadata, _: &Principal| {
        if let Some(folder) = &folder {
            check_folder(view, folder, &keyring, options)?;
        }
        let plan = plan(view, &keyring, kind)?;
        let detail = Detail::from(Unit::Files.count(plan.inventory.files.len()))
            .and(Unit::Recipients.count(plan.recipients.len()));
        Ok(Reading {
            items: plan.inventory.files.len() as u64,
            bytes: plan.inventory.bytes,
            plan,
            target: shown.to_string_lossy().as_bytes().to_vec(),
            detail,
            files: NamedFiles::default(),
        })
    };
    let target_name = shown.to_string_lossy().into_owned();
    let made = gate.read_content(
        Action::BackupCreate,
        target_name.as_bytes(),
        planned,
        |view, plan, draft| {
            let _guard = cancel::Guard::begin();
            if let Some(folder) = &folder {
                secure_file::create_dir(folder)?;
            }
            match target {
                Target::File(path) => to_file(view, plan, &path, progress),
                Target::Folder(folder) => {
                    let name = folder::name(clock::now(), &keyring.vault_id, folder::FULL);
                    let made = to_file(view, plan, &folder.join(name), progress)?;
                    tidy(view, &folder, &keyring, &options.keep, made, draft)
                }
                Target::Set(folder) => {
                    let made = super::set::create(view, plan, &folder, &keyring, progress)?;
                    tidy(view, &folder, &keyring, &options.keep, made, draft)
                }
                Target::Stream(out) => to_stream(view, plan, out, progress),
            }
        },
    )?;
    let folder = folder.map(|folder| absolute(&folder)).transpose()?;
    gate.remember_backup(folder.as_deref(), made.files);
    Ok(made)
}

impl Target {
    fn folder(&self) -> Option<&Path> {
        match self {
            Self::Folder(folder) | Self::Set(folder) => Some(folder),
            Self::File(_) | Self::Stream(_) => None,
        }
    }
}

fn absolute(folder: &Path) -> Result<PathBuf> {
    std::fs::canonicalize(folder).map_err(|error| Error::io(folder, &error))
}

/// Refuses a folder to which [`create`] would not write.
///
/// # Errors
/// As [`create`].
pub fn check_destination(gate: &mut Gate, folder: &Path, options: &CreateOptions) -> Result<()> {
    gate.refuse_own(folder)?;
    let keyring = gate.keyring().clone();
    gate.read(Action::BackupRecipientList, |view, _| {
        check_folder(view, folder, &keyring, options)
    })
}

/// Refuses a folder that does not exist, or has lost all backups of this vault: it may be the mount
/// point of a disk that is not mounted.
fn check_folder(
    view: &impl View,
    folder: &Path,
    keyring: &Keyring,
    options: &CreateOptions,
) -> Result<()> {
    let shown = folder.display();
    match std::fs::metadata(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let parent = folder_of(folder);
            if options.create && parent.is_dir() {
                return Ok(());
            }
            let missing = if options.create { parent } else { folder };
            Err(folder::missing(missing))
        }
        Err(error) => Err(Error::io(folder, &error)),
        Ok(meta) if !meta.is_dir() => Err(folder::not_a_folder(folder)),
        Ok(_) if options.create || folder::has_backups(folder, &keyring.vault_id)? => Ok(()),
        Ok(_) if backup_folders::is_known(view, &absolute(folder)?)? => Err(Error::new(
            Kind::NotFound,
            format!("{shown} no longer has any of the earlier backups of this vault"),
        )
        .hint("if it is on a disk, mount the disk; to start over in this folder, add --create")),
        Ok(_) => Ok(()),
    }
}

/// Removes what the rule does not keep, and the packs that no snapshot needs. Removed backups are added
/// to the row of the backup.
fn tidy(
    view: &ReadTables,
    folder: &Path,
    keyring: &Keyring,
    keep: &Keep,
    mut made: Created,
    draft: &mut Draft,
) -> Result<Created> {
    let path = made.path.clone().unwrap_or_default();
    let seen = Time::from_unix_nanos(meta::clock(view)?);
    let found = folder::scan(folder)?;
    match folder::surplus(&found, &keyring.vault_id, keep, &path, seen) {
        Surplus::Stopped(why) => made.retention_stopped = Some(why),
        Surplus::Remove(gone) => {
            folder::remove(&gone)?;
            if !gone.is_empty() {
                let kept = folder::good(&found, &keyring.vault_id).count() - gone.len();
                draft.also(Effect::Destroy, gone.len(), Unit::BackupsKept.count(kept));
            }
            let incremental = path.to_string_lossy().ends_with(folder::SNAPSHOT);
            if keep.is_set() || incremental {
                match super::set::remove_unneeded(view, folder, &keyring.vault_id) {
                    // They are removed with the next full backup.
                    Err(error) if error.kind == Kind::Busy && !incremental => {}
                    done => done?,
                }
            }
            made.removed = gone.into_iter().map(|one| one.path).collect();
        }
    }
    Ok(made)
}

/// Previews the rule, with the new backup counted.
fn surplus_only(
    gate: &mut Gate,
    target: &Target,
    keyring: &Keyring,
    options: &CreateOptions,
) -> Result<Created> {
    gate.merge_spool();
    let (mut planned, seen) = gate.read(Action::BackupRecipientList, |view, _| {
        if let Some(folder) = target.folder() {
            check_folder(view, folder, keyring, options)?;
        }
        let inventory = dump::inventory(view)?;
        let planned = Created {
            files: inventory.files.len() as u64,
            bytes: inventory.bytes,
            recipients: recipients::all(view)?.len(),
            ..Created::default()
        };
        Ok((planned, Time::from_unix_nanos(meta::clock(view)?)))
    })?;
    let Some(folder) = target.folder().filter(|folder| folder.is_dir()) else {
        return Ok(planned);
    };
    let mut found = folder::scan(folder)?;
    let now = clock::now();
    let path = folder.join(folder::name(now, &keyring.vault_id, folder::FULL));
    found.push(Found {
        path: path.clone(),
        time: now,
        vault: keyring.vault_id.chars().take(8).collect(),
        size: 0,
        incremental: false,
        problem: None,
        contained: None,
    });
    match folder::surplus(&found, &keyring.vault_id, &options.keep, &path, seen) {
        Surplus::Stopped(why) => planned.retention_stopped = Some(why),
        Surplus::Remove(gone) => {
            planned.removed = gone.into_iter().map(|one| one.path).collect();
        }
    }
    Ok(planned)
}

fn to_file(
    view: &ReadTables,
    plan: Plan,
    path: &Path,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Created> {
    let partial = Partial::begin(path)?;
    let mut made = write(view, plan, &partial, path, progress)?;
    made.written = partial.len();
    partial.publish()?;
    made.path = Some(path.to_owned());
    Ok(made)
}

fn to_stream(
    view: &ReadTables,
    plan: Plan,
    out: Box<dyn Write + Send>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Created> {
    write(view, plan, out, Path::new("standard output"), progress)
}

fn write<W: Write>(
    view: &ReadTables,
    mut plan: Plan,
    out: W,
    shown: &Path,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Created> {
    let failed = |failed: ArchiveError| match failed {
        ArchiveError::Ours(error) => error,
        ArchiveError::Stream(error) => Error::io(shown, &error),
    };
    plan.measure_small();
    measure_rows(view, &mut plan.manifest, Chunks::Unnamed)?;
    let mut writer = envelope::seal(&plan.recipients, out)?;
    let written = all_members(view, &plan, &mut writer, progress);
    written.map_err(failed)?;
    envelope::finish(writer).map_err(|error| failed(ArchiveError::Stream(error)))?;
    Ok(Created {
        files: plan.manifest.files,
        bytes: plan.manifest.bytes,
        recipients: plan.recipients.len(),
        ..Created::default()
    })
}

/// Adds sizes and hashes of the rows to the manifest: a first pass over them.
fn measure_rows(view: &ReadTables, manifest: &mut Manifest, chunks: Chunks) -> Result<()> {
    let mut measure = Measure::default();
    dump::metadata::<Error>(view, chunks, &mut |line| {
        measure.line(line);
        Ok(())
    })?;
    manifest
        .members
        .insert(member::METADATA.into(), measure.digest());
    let mut measure = Measure::default();
    dump::audit_rows::<Error>(view, &mut |line| {
        measure.line(line);
        Ok(())
    })?;
    manifest
        .members
        .insert(member::AUDIT.into(), measure.digest());
    Ok(())
}

fn all_members<W: Write>(
    view: &ReadTables,
    plan: &Plan,
    writer: &mut envelope::Writer<W>,
    progress: &mut dyn FnMut(u64, u64),
) -> std::result::Result<(), ArchiveError> {
    plan.write_small(writer)?;
    contents(view, plan, writer, progress)?;
    for folder in folders::within(view, &VaultPath::root())? {
        let Folder { path, record } = folder?;
        let name = [member::FILES.as_bytes(), path.raw()].concat();
        writer.folder(&name, &record.attributes)?;
    }
    let digest = |name: &str| {
        plan.manifest
            .members
            .get(name)
            .map_or(0, |known| known.bytes)
    };
    writer.member(
        member::METADATA.as_bytes(),
        digest(member::METADATA),
        plan.time,
    )?;
    dump::metadata::<ArchiveError>(view, Chunks::Unnamed, &mut |line| {
        writer.write_all(line)?;
        Ok(writer.write_all(b"\n")?)
    })?;
    writer.member(member::AUDIT.as_bytes(), digest(member::AUDIT), plan.time)?;
    dump::audit_rows::<ArchiveError>(view, &mut |line| {
        writer.write_all(line)?;
        Ok(writer.write_all(b"\n")?)
    })
}

/// Writes the current content of every file, and then those that only earlier versions or the trash
/// have.
fn contents<W: Write>(
    view: &ReadTables,
    plan: &Plan,
    writer: &mut envelope::Writer<W>,
    progress: &mut dyn FnMut(u64, u64),
) -> std::result::Result<(), ArchiveError> {
    let Inventory { files, others, .. } = &plan.inventory;
    let mut numbers: Vec<u64> = files.iter().map(|file| file.content).collect();
    numbers.extend(others.keys());
    let mut others = others.values();
    let (mut begun, mut done) = (0, 0);
    let mut link: Option<(Attributes, Vec<u8>)> = None;
    read_ahead::read::<ArchiveError>(view, &plan.key, &numbers, |index, piece| {
        cancel::check()?;
        done += piece.len() as u64;
        progress(done.min(plan.inventory.bytes), plan.inventory.bytes);
        let file = files.get(index);
        if index == begun {
            begun += 1;
            if let Some(file) = file {
                let known = file.attributes(view)?;
                if known.is_link() {
                    link = Some((known, Vec::new()));
                } else {
                    let name = [member::FILES.as_bytes(), file.path.raw()].concat();
                    writer.file(&name, file.size, &known)?;
                }
            } else if let Some((hash, size)) = others.next() {
                let name = format!("{}{}", member::CONTENTS, hex(hash));
                writer.member(name.as_bytes(), *size, plan.time)?;
            }
        }
        if let (Some((_, target)), Some(file)) = (&mut link, file) {
            target.extend_from_slice(piece);
            if target.len() as u64 == file.size
                && let Some((known, target)) = link.take()
            {
                let name = [member::FILES.as_bytes(), file.path.raw()].concat();
                writer.link(&name, &target, &known)?;
            }
            return Ok(());
        }
        Ok(writer.write_all(piece)?)
    })
}
