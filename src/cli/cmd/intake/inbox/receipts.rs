//! `inbox receipts`

use clap::Args;
use data_encoding::HEXLOWER;
use file_organizer::app::error::Result;
use file_organizer::app::intake::inbox::{self, Receipt, Status};
use file_organizer::domain::size::Size;
use serde_json::json as object;

use crate::cli::context::Context;
use crate::cli::{json, name, table};

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
    if context.json() {
        return all
            .iter()
            .try_for_each(|receipt| context.out.json(&document(receipt)));
    }
    if all.is_empty() {
        context.out.note("no receipts");
        return Ok(());
    }
    let rows = all.iter().map(row).collect();
    let header = ["TIME", "STATUS", "SIZE", "SOURCE", "VAULT"];
    context.out.line(&table::plain(&header, rows, &[2]))
}

fn row(receipt: &Receipt) -> Vec<String> {
    let mut shown = match (&receipt.reason, &receipt.path) {
        (Some(reason), _) => name::line(reason).into_owned(),
        (None, Some(path)) => name::bytes(path),
        (None, None) => String::new(),
    };
    if let Some(next) = receipt.next {
        shown += &format!("; next retry {}", next.audit_stamp());
    }
    vec![
        receipt.time.audit_stamp(),
        receipt.status.name().to_owned(),
        Size::from_bytes(receipt.size).human(),
        name::os(&receipt.source),
        shown,
    ]
}

fn document(receipt: &Receipt) -> serde_json::Value {
    let mut line = object!({
        "type": "receipt",
        "status": receipt.status.name(),
        "time": receipt.time.rfc3339(),
        "size": receipt.size,
        "hash": receipt.hash.map(|hash| HEXLOWER.encode(&hash)),
        "id": receipt.id.map(|id| id.to_string()),
        "path": null,
        "reason": receipt.reason,
        "attempts": receipt.attempts,
        "next": receipt.next.map(|next| next.rfc3339()),
    });
    json::put_os(&mut line, "source", &receipt.source);
    if let Some(path) = &receipt.path {
        json::put(&mut line, "path", path);
    }
    line
}
