//! `audit prune`

use clap::Args;
use data_encoding::HEXLOWER;
use file_organizer::app::audit::prune::{Pruned, prune};
use file_organizer::app::error::Result;
use file_organizer::app::json::Run;

use crate::cli::context::Context;
use crate::cli::count::counted;
use crate::cli::output::Output;
use crate::cli::when::LocalTime;

/// Remove rows older than the policy's audit.retention_days
///
/// The minimum is 365 days. Rows are removed only when two commands at least 24 hours apart have found
/// them expired and the clock was not turned back in between. If it was turned back by more than a
/// day, ages count from its correction. On a terminal, shows the number of rows and asks for
/// confirmation.
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
        let (rows, date) = (counted(would.rows, "row"), would.before.local_date());
        let question = format!("Permanently remove {rows} from before {date}?");
        if would.rows > 0 && !context.confirm(&question)? {
            context.out.note("nothing was removed");
            return Ok(());
        }
    }
    let done = prune(&mut gate, command.dry_run)?;
    let run = Run {
        result: &done,
        dry_run: command.dry_run,
    };
    context
        .out
        .show(&run, |out| print(&done, command.dry_run, out))
}

fn print(done: &Pruned, dry_run: bool, out: &mut Output) -> Result<()> {
    let Pruned {
        rows,
        waiting,
        waiting_until,
        checkpoint,
        before,
    } = done;
    let chain = HEXLOWER.encode(&checkpoint.chain);
    let date = before.local_date();
    let word = if dry_run { "would remove" } else { "removed" };
    let line = match rows {
        0 => format!("{word} no rows from before {date}"),
        _ => format!(
            "{word} {} from before {date}; checkpoint: {} {chain}",
            counted(*rows, "row"),
            checkpoint.count
        ),
    };
    out.chatter(&line)?;
    let what = counted(*waiting, "row");
    crate::cli::cmd::files::trash::waiting(&what, *waiting, *waiting_until, out)
}
