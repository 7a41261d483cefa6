//! `compact`

use clap::Args;
use file_organizer::app::compact::{compact, wipe};
use file_organizer::app::error::Result;
use file_organizer::domain::size::Size;
use serde_json::json;

use crate::cli::context::Context;
use crate::cli::progress::Progress;

/// Give unused space back to the disk
///
/// Space is used again by itself; this is for when the vault has become much smaller. Waits for other
/// processes that read or write.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer -y trash empty && file-organizer compact
  file-organizer -y privacy erase anna && file-organizer compact --wipe")]
pub(crate) struct Compact {
    /// Leave nothing of what was destroyed: build the file anew, and overwrite the old one
    ///
    /// The new file holds only rows that are in use, under a new vault key, as after `rekey`. It
    /// needs as much free space as the vault takes. An SSD keeps what was overwritten for a while,
    /// and a copy-on-write file system (btrfs, zfs) or a snapshot for as long as it likes: what is
    /// left there is sealed under the old key, which is gone with the old keyring.json. Where this is
    /// interrupted, or another process goes on reading the old file, the next command that changes
    /// something overwrites it; until then it is there, and said to be.
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
            "another process is still reading the old file: the next command that changes something \
             overwrites and removes it, once nobody does",
        );
    }
    if context.json() {
        return context.out.json(
            &json!({"before": done.before, "after": done.after, "overwritten": done.overwritten}),
        );
    }
    let human = |bytes: u64| Size::from_bytes(bytes).human();
    context.out.chatter(&format!(
        "compacted: {} before, {} after",
        human(done.before),
        human(done.after)
    ))
}
