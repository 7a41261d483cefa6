//! `status`

use clap::Args;
use file_organizer::app::error::Result;
use file_organizer::app::status::{Status as Counts, status};
use file_organizer::domain::size::Size;
use serde_json::json;

use super::files;
use crate::cli::context::Context;
use crate::cli::name;

/// Show what is in the vault, and how much room it takes
#[derive(Debug, Args)]
pub(crate) struct Status {}

pub(crate) fn run(_: &Status, context: &mut Context) -> Result<()> {
    let mut gate = context.open("status")?;
    let counts = status(&mut gate)?;
    if context.json() {
        return context.out.json(&json!({
            "vault": counts.vault.to_string_lossy(),
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
            "audit_rows": counts.audit_rows,
        }));
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
            format!("{} ({})", files(counts.trash_files), human(counts.trash_bytes)),
        ),
        ("versions", format!("{} earlier ones", counts.versions)),
        (
            "stored",
            format!(
                "{} in {} different contents",
                human(counts.stored),
                counts.contents
            ),
        ),
        (
            "disk",
            format!(
                "{} used, up to {} reclaimable by compact",
                human(counts.used),
                human(counts.reclaimable)
            ),
        ),
        ("audit log", format!("{} rows", counts.audit_rows)),
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
