//! Editing: reading a file for an editor, and storing the edited copy as its next version.

use std::io::Write;
use std::path::PathBuf;

use crate::domain::action::Action;
use crate::domain::path::VaultPath;
use crate::domain::placement::OnConflict;

use crate::app::error::{Error, Kind, Result};
use crate::app::files::add::{
    AddOptions, Exclude, Item, ItemStatus, Listener, Progress, Source, add,
};
use crate::app::files::read::{ReadFile, ReadOptions, read_one};
use crate::app::files::rules::Filing;
use crate::app::files::select::Pick;
use crate::app::gate::Gate;

/// Writes the content of a text file to what `create` makes for it, for an editor. Refused to those
/// who cannot store the result. Then closes the vault, so that nobody has to wait for the editor.
///
/// # Errors
/// As [`read_one`].
pub fn begin<W: Write>(
    gate: &mut Gate,
    pick: &Pick,
    create: impl FnOnce(&VaultPath) -> Result<W>,
    failed: impl FnMut(std::io::Error) -> Error,
) -> Result<(ReadFile, W)> {
    gate.read(Action::FileUpload, |_, _| Ok(()))?;
    let options = ReadOptions {
        version: None,
        text_only: true,
    };
    let read = read_one(gate, pick, options, create, failed)?;
    gate.release();
    Ok(read)
}

/// Stores an edited copy as the next version of `base`, which keeps its attributes, tags and note.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Auth` if the credential has ended; `Other` if the file has been changed,
/// moved or removed since [`begin`], or the policy rejects the content.
pub fn store(gate: &mut Gate, base: &ReadFile, copy: PathBuf) -> Result<Item> {
    gate.reopen()?;
    let options = AddOptions {
        to: base.path.parent().unwrap_or_else(VaultPath::root),
        name: Some(base.path.name().to_vec()),
        tags: Vec::new(),
        note: None,
        move_sources: false,
        dry_run: false,
        filing: Filing::Never,
        on_conflict: Some(OnConflict::Version),
        allow_empty: true,
        replaces: Some((base.id, base.version)),
        exclude: Exclude::default(),
    };
    let mut last = Last(None);
    add(gate, vec![Source::Path(copy)], &options, &mut last)?;
    let item = last
        .0
        .ok_or_else(|| Error::internal("an edited file without a result"))?;
    if matches!(item.status, ItemStatus::Version(_) | ItemStatus::Unchanged) {
        return Ok(item);
    }
    let name = base.path.to_string_lossy();
    let why = item.reason.unwrap_or_default();
    Err(Error::new(
        Kind::Conflict,
        format!("{name:?} was not changed: {why}"),
    ))
}

/// The result for the only file.
struct Last(Option<Item>);

impl Listener for Last {
    fn item(&mut self, item: &Item) -> Result<()> {
        self.0 = Some(item.clone());
        Ok(())
    }

    fn progress(&mut self, _: &Progress) {}

    fn wants_total(&self) -> bool {
        false
    }
}
