//! `compact`

use clap::Args;
use file_organizer::app::error::Result;
use file_organizer::app::maintenance::compact::{compact, wipe};
use file_organizer::domain::size::Size;

use crate::cli::context::Context;
use crate::cli::progress::Progress;

/// Shrink the vault file by releasing unused space
///
/// Unused space is reused automatically; use this command after deleting many files. Waits for other
/// processes that use the vault.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer -y trash empty && file-organizer compact
  file-organizer -y privacy erase anna && file-organizer compact --wipe")]
pub(crate) struct Compact {
    /// Erase deleted data: rebuild the file and overwrite the old one
    ///
    /// The new file contains only data in use and has a new vault key, as after `rekey`. Requires as
    /// much free disk space as the size of the vault. SSDs, copy-on-write file systems (btrfs, zfs)
    /// and snapshots may retain overwritten data; it remains encrypted with the old key, which is lost
    /// with the old keyring.json. If this is interrupted, or another process keeps reading the old
    /// file, the next command that changes something overwrites it; until then, commands print a
    /// warning.
    #[arg(long)]
    wipe: bool,
}

pub(crate) fn run(command: &Compact, context: &mut Context) -> Result<()> {
    let mut gate = context.open("compact")?;
    let progress = Progress::new(&context.globals, "compacting");
    let done = if command.wipe {
        wipe(&mut gate, &mut |at, total| {
            progress.set(at, Some(total), "");
        })?
    } else {
        compact(&mut gate)?
    };
    drop(progress);
    if command.wipe && !done.overwritten {
        context.out.note(
            "another process is still reading the old file; a later command that changes something \
             will overwrite and remove it",
        );
    }
    context.out.show(&done, |out| {
        let human = |bytes: u64| Size::from_bytes(bytes).human();
        let (before, after) = (human(done.before), human(done.after));
        out.chatter(&format!("compacted from {before} to {after}"))
    })
}
