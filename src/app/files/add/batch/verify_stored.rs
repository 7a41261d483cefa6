//! What `--move` removes: a source only after its content was committed and verified; a folder only
//! if that emptied it.

use std::path::Path;

use crate::app::error::Result;
use crate::app::files::add::walk;

use super::{StoredSource, Writer, Written};

impl Writer<'_> {
    /// For `--move`: verifies each content in the vault before its source is removed. A source that
    /// stays is named in the item of its file.
    pub(super) fn remove_sources(&mut self, written: &mut [Written]) -> Result<()> {
        if !self.options.move_sources || written.iter().all(|(_, safe)| safe.is_none()) {
            return Ok(());
        }
        let stored = self.gate.snapshot()?;
        for (item, safe) in written {
            let Some(StoredSource { id, receipt }) = safe else {
                continue;
            };
            let read = receipt.stamp();
            let now = *self.unlinked.get(read).unwrap_or(read);
            let gone = stored.check_file(id).and_then(|()| match self.intake {
                Some(intake) => intake.dispose(receipt.path(), &now),
                None => receipt
                    .remove(&now)
                    .map_err(|why| format!("the source was not removed: {why}")),
            });
            match gone {
                Ok(left) => {
                    if let Some(left) = left.filter(|_| receipt.is_linked()) {
                        self.unlinked.insert(*read, left);
                    }
                    let parent = receipt.path().parent().map(Path::to_owned);
                    self.emptied.extend(parent);
                }
                Err(why) => {
                    item.reason = Some(why);
                    // For an imported folder, they are counted there.
                    self.summary.stayed += u64::from(self.intake.is_none());
                }
            }
        }
        Ok(())
    }

    /// After `--move`: removes the folders emptied by it, and reports those that were empty before.
    pub(super) fn remove_folders(&mut self) {
        if self.import.is_none() || !self.options.move_sources || self.intake.is_some() {
            return;
        }
        walk::remove_emptied(self.arguments, std::mem::take(&mut self.emptied));
        for argument in self.arguments {
            for folder in walk::empty_folders(argument) {
                self.listener.stays(&folder);
            }
        }
    }
}
