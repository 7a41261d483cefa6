//! `history`

use clap::Args;
use file_organizer::app::error::Result;
use file_organizer::app::files::undo::{Operation, history};

use crate::cli::context::Context;
use crate::cli::name;
use crate::cli::output::Output;
use crate::cli::when::LocalTime;

/// List operations on files and the policy, newest first
///
/// `done` can be undone, `undone` can be redone, `closed` can be neither: it was undone before a new
/// change, its files were permanently deleted, or it is older than the policy keeps.
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
    context.out.show_each(&all, |out| print(&all, out))
}

fn print(all: &[Operation], out: &mut Output) -> Result<()> {
    if all.is_empty() {
        out.note("no changes yet");
        return Ok(());
    }
    let row = |operation: &Operation| {
        vec![
            operation
                .number
                .map(|it| it.to_string())
                .unwrap_or_default(),
            operation.time.local_stamp(),
            operation.principal.clone(),
            operation.files.to_string(),
            operation.state.to_owned(),
            format!("{} {}", operation.verb, name::bytes(&operation.target)),
        ]
    };
    let rows: Vec<_> = all.iter().map(row).collect();
    let header = ["OP", "TIME", "BY", "FILES", "STATE", "WHAT"];
    out.table(&header, &rows, &[0, 3])
}
