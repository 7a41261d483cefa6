//! `audit prune`

use clap::Args;
use data_encoding::HEXLOWER;
use file_organizer::app::audit::prune::{Pruned, prune};
use file_organizer::app::error::Result;

use crate::cli::context::Context;
use crate::cli::count::counted;

/// Remove rows older than the policy's audit.retention_days
///
/// The minimum is 365 days. Rows are removed only when two commands at least 24 hours apart have found
/// them expired and the clock was not turned back in between. On a terminal, shows the number of rows
/// and asks for confirmation.
///
/// The remaining log is verified from a checkpoint: the number and chain value of the last removed row,
/// which is recorded in the log. Earlier values of `audit head` can no longer be compared, so export
/// the log or make a backup first.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer audit prune --dry-run
  file-organizer audit export -o audit.jsonl && file-organizer audit prune")]
pub(crate) struct Prune {
    /// Show how many rows would be removed, change nothing
    #[arg(long)]
    dry_run: bool,
}

pub(crate) fn run(command: &Prune, context: &mut Context) -> Result<()> {
    let mut gate = context.open("audit prune")?;
    if !command.dry_run && context.asks() {
        let would = prune(&mut gate, true)?;
        let (rows, date) = (counted(would.rows, "row"), would.before.date());
        let question = format!("Permanently remove {rows} from before {date}?");
        if would.rows > 0 && !context.confirm(&question)? {
            context.out.note("nothing was removed");
            return Ok(());
        }
    }
    let done = prune(&mut gate, command.dry_run)?;
    let Pruned {
        rows,
        waiting,
        checkpoint,
        before,
    } = done;
    let chain = HEXLOWER.encode(&checkpoint.chain);
    if context.json() {
        return context.out.json(&serde_json::json!({
            "dry_run": command.dry_run,
            "rows": rows,
            "waiting": waiting,
            "before": before.rfc3339(),
            "checkpoint": {"count": checkpoint.count, "head": chain},
        }));
    }
    let date = before.date();
    let word = if command.dry_run {
        "would remove"
    } else {
        "removed"
    };
    let line = match rows {
        0 if command.dry_run => format!("would remove no rows from before {date}"),
        0 => format!("removed no rows from before {date}"),
        _ => format!(
            "{word} {} from before {date}; checkpoint: {} {chain}",
            counted(rows, "row"),
            checkpoint.count
        ),
    };
    context.out.chatter(&line)?;
    crate::cli::cmd::files::trash::waiting(&counted(waiting, "row"), waiting, context)
}
