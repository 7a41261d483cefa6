//! `compact`

use clap::Args;
use file_organizer::app::compact::compact;
use file_organizer::app::error::Result;
use file_organizer::domain::size::Size;
use serde_json::json;

use crate::cli::context::Context;

/// Give unused space back to the disk
///
/// Space is used again by itself; this is for when the vault has become much smaller. Waits for other
/// processes that read or write.
#[derive(Debug, Args)]
pub(crate) struct Compact {}

pub(crate) fn run(_: &Compact, context: &mut Context) -> Result<()> {
    let mut gate = context.open("compact")?;
    let done = compact(&mut gate)?;
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
