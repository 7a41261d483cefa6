//! `inbox receipts`

use clap::Args;
use file_organizer::app::error::Result;
use file_organizer::app::intake::inbox::{self, Receipt, Status};
use file_organizer::domain::size::Size;

use crate::cli::context::Context;
use crate::cli::name;
use crate::cli::output::Output;
use crate::cli::when::LocalTime;

#[derive(Debug, Args)]
pub(crate) struct Receipts {
    /// Only this status: added, duplicate, rejected or failed
    #[arg(long, value_name = "STATUS", value_parser = status)]
    status: Option<Status>,
}

fn status(text: &str) -> std::result::Result<Status, String> {
    let known = Status::ALL.into_iter().find(|status| status.name() == text);
    known.ok_or_else(|| "must be one of: added, duplicate, rejected, failed".to_owned())
}

pub(super) fn run(command: &Receipts, context: &mut Context) -> Result<()> {
    let mut gate = context.open("inbox receipts")?;
    let all = inbox::receipts(&mut gate, command.status)?;
    context.out.show_each(&all, |out| print(&all, out))
}

fn print(all: &[Receipt], out: &mut Output) -> Result<()> {
    if all.is_empty() {
        out.note("no receipts");
        return Ok(());
    }
    let rows: Vec<_> = all.iter().map(row).collect();
    let header = ["TIME", "STATUS", "SIZE", "SOURCE", "VAULT"];
    out.table(&header, &rows, &[2])
}

fn row(receipt: &Receipt) -> Vec<String> {
    let mut shown = match (&receipt.reason, &receipt.path) {
        (Some(reason), _) => name::line(reason).into_owned(),
        (None, Some(path)) => name::bytes(path),
        (None, None) => String::new(),
    };
    if let Some(next) = receipt.next {
        shown += &format!("; next retry {}", next.local_stamp());
    }
    vec![
        receipt.time.local_stamp(),
        receipt.status.name().to_owned(),
        Size::from_bytes(receipt.size).human(),
        name::os(&receipt.source),
        shown,
    ]
}
