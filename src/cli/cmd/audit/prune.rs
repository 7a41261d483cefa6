//! `audit prune`

use clap::Args;
use data_encoding::HEXLOWER;
use file_organizer::app::audit::prune::{Pruned, prune};
use file_organizer::app::error::Result;

use crate::cli::context::Context;

/// Remove rows that are older than audit.retention_days of the policy (365 days at least)
///
/// They go once two commands at least 24 hours apart have seen that they are, by a clock that has not run
/// backwards since. On a terminal, it says how many they are and asks.
///
/// What is left is verified from a checkpoint on: the number and chain value of the last row that is gone, which
/// the row of this prune names. An earlier audit head can then no longer be compared: export the log, or keep
/// backups, before.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer audit prune --dry-run
  file-organizer audit export -o audit.jsonl && file-organizer audit prune")]
pub(crate) struct Prune {
    /// Only say how many rows would go
    #[arg(long)]
    dry_run: bool,
}

pub(crate) fn run(command: &Prune, context: &mut Context) -> Result<()> {
    let mut gate = context.open("audit prune")?;
    if !command.dry_run && context.asks() {
        let would = prune(&mut gate, true)?;
        let (rows, date) = (would.rows, would.before.date());
        let question = format!("Remove {rows} rows from before {date} for good?");
        if rows > 0 && !context.confirm(&question)? {
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
        0 => format!("no row from before {date} goes"),
        _ => format!(
            "{word} {rows} rows from before {date}; the log begins after {} {chain}",
            checkpoint.count
        ),
    };
    context.out.chatter(&line)?;
    super::super::trash::waiting(&format!("{waiting} rows"), waiting, context)
}
