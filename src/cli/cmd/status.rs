//! `status`

use clap::Args;
use file_organizer::app::error::Result;
use file_organizer::app::status::{Status as Counts, status};
use file_organizer::domain::size::Size;
use serde_json::json as object;

use super::files;
use crate::cli::context::Context;
use crate::cli::{json, name};

/// Show what is in the vault, and how much room it takes
///
/// `stored` is what the contents take, compressed and each once; `disk` is what of the database file
/// is in use, and what `compact` could give back at most.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer status
  file-organizer --json status | jq .reclaimable")]
pub(crate) struct Status {}

pub(crate) fn run(_: &Status, context: &mut Context) -> Result<()> {
    let mut gate = context.open("status")?;
    let counts = status(&mut gate)?;
    if context.json() {
        let mut document = object!({
            "vault_id": counts.vault_id,
            "created": counts.created.rfc3339(),
            "epoch": counts.epoch,
            "principal": counts.principal,
            "users": counts.users,
            "recovery": counts.recovery,
            "files": counts.files,
            "bytes": counts.bytes,
            "trash_files": counts.trash_files,
            "trash_bytes": counts.trash_bytes,
            "versions": counts.versions,
            "contents": counts.contents,
            "stored": counts.stored,
            "used": counts.used,
            "file": counts.file,
            "reclaimable": counts.reclaimable,
            "drops_waiting": counts.drops_waiting,
            "audit_rows": counts.audit_rows,
        });
        json::put_os(&mut document, "vault", &counts.vault);
        return context.out.json(&document);
    }
    for (label, value) in lines(&counts) {
        context.out.line(&format!("{label:<10} {value}"))?;
    }
    if counts.files == 0 {
        context
            .out
            .note("the vault is empty: add files with: file-organizer add PATH");
    }
    Ok(())
}

fn lines(counts: &Counts) -> Vec<(&'static str, String)> {
    let human = |bytes: u64| Size::from_bytes(bytes).human();
    vec![
        ("vault", name::os(&counts.vault)),
        ("created", counts.created.rfc3339()),
        ("unlocked", format!("by {}", counts.principal)),
        (
            "files",
            format!("{} ({})", counts.files, human(counts.bytes)),
        ),
        (
            "trash",
            format!(
                "{} ({})",
                files(counts.trash_files),
                human(counts.trash_bytes)
            ),
        ),
        ("versions", earlier(counts.versions)),
        (
            "stored",
            format!("{} in {}", human(counts.stored), contents(counts.contents)),
        ),
        (
            "disk",
            format!(
                "{} used, up to {} reclaimable by compact",
                human(counts.used),
                human(counts.reclaimable)
            ),
        ),
        ("inbox", drops(counts.drops_waiting)),
        ("audit log", rows(counts.audit_rows)),
        (
            "ways in",
            format!(
                "password of {}; {}",
                counts.users.join(", "),
                if counts.recovery {
                    "recovery key"
                } else {
                    "no recovery key"
                }
            ),
        ),
    ]
}

fn earlier(count: u64) -> String {
    match count {
        1 => "1 earlier one".to_owned(),
        count => format!("{count} earlier ones"),
    }
}

fn drops(count: u64) -> String {
    match count {
        0 => "nothing waits".to_owned(),
        1 => "1 drop waits for: file-organizer inbox run".to_owned(),
        count => format!("{count} drops wait for: file-organizer inbox run"),
    }
}

fn rows(count: u64) -> String {
    match count {
        1 => "1 row".to_owned(),
        count => format!("{count} rows"),
    }
}

fn contents(count: u64) -> String {
    match count {
        1 => "1 content".to_owned(),
        count => format!("{count} different contents"),
    }
}
