//! `history`

use clap::Args;
use file_organizer::app::error::Result;
use file_organizer::app::files::undo::{Operation, history};
use serde_json::json as object;

use crate::cli::context::Context;
use crate::cli::{json, name, table};

/// List the operations that changed files, newest first
///
/// `done` can be undone, `undone` can be redone, `closed` can be neither: its files were permanently
/// deleted, or it is older than the policy keeps.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer history
  file-organizer history -n 100
  file-organizer undo 12")]
pub(crate) struct History {
    /// Maximum number of operations
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    limit: usize,
}

pub(crate) fn run(command: &History, context: &mut Context) -> Result<()> {
    let mut gate = context.open("history")?;
    let all = history(&mut gate, command.limit)?;
    if context.json() {
        return all.iter().try_for_each(|operation| {
            let mut line = object!({
                "operation": operation.number,
                "time": operation.time.rfc3339(),
                "principal": operation.principal,
                "verb": operation.verb,
                "files": operation.files,
                "state": operation.state,
            });
            json::put(&mut line, "target", &operation.target);
            context.out.json(&line)
        });
    }
    if all.is_empty() {
        context.out.note("no changes yet");
        return Ok(());
    }
    let row = |operation: &Operation| {
        vec![
            operation.number.to_string(),
            operation.time.audit_stamp(),
            operation.principal.clone(),
            operation.files.to_string(),
            operation.state.to_owned(),
            format!("{} {}", operation.verb, name::bytes(&operation.target)),
        ]
    };
    let rows = all.iter().map(row).collect();
    let header = ["OP", "TIME", "BY", "FILES", "STATE", "WHAT"];
    context.out.line(&table::plain(&header, rows, &[0, 3]))
}
