//! `compact`

use clap::Args;
use file_organizer::app::compact::compact;
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
  file-organizer -y trash empty && file-organizer compact")]
pub(crate) struct Compact {}

pub(crate) fn run(_: &Compact, context: &mut Context) -> Result<()> {
    let mut gate = context.open("compact")?;
    let progress = Progress::new(&context.globals, "compacting");
    let done = compact(&mut gate)?;
    drop(progress);
    if context.json() {
        return context
            .out
            .json(&json!({"before": done.before, "after": done.after}));
    }
    let human = |bytes: u64| Size::from_bytes(bytes).human();
    context.out.chatter(&format!(
        "compacted: {} before, {} after",
        human(done.before),
        human(done.after)
    ))
}
