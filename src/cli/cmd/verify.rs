//! `verify`

use clap::Args;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::verify::verify;
use file_organizer::domain::size::Size;
use serde_json::json;

use super::files;
use crate::cli::context::Context;
use crate::cli::name;
use crate::cli::progress::Progress;

/// Check the whole vault: every block, count, index and hash, and the audit chain
///
/// Changes nothing but the audit log, which gets a row, and needs audit:read. Exit code 6 if anything is wrong, with a line for each thing and the files that
/// it costs.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer verify
  file-organizer verify --quick && echo fine")]
pub(crate) struct Verify {
    /// Leave the content of files out
    #[arg(long)]
    quick: bool,
}

pub(crate) fn run(command: &Verify, context: &mut Context) -> Result<()> {
    let mut gate = context.open("verify")?;
    let progress = Progress::new(&context.globals, "verifying");
    let verified = verify(&mut gate, command.quick, &|done, total| {
        progress.set(done, Some(total), "");
    })?;
    drop(progress);
    if context.json() {
        context.out.json(&json!({
            "files": verified.files,
            "contents": verified.contents,
            "chunks": verified.chunks,
            "bytes": verified.bytes,
            "audit_rows": verified.audit_rows,
            "findings": verified.findings,
        }))?;
    } else {
        for finding in &verified.findings {
            context.out.line(&name::text(finding))?;
        }
        if verified.findings.is_empty() {
            let bytes = Size::from_bytes(verified.bytes).human();
            let what = if command.quick {
                "structure".to_owned()
            } else {
                format!("{bytes} of content")
            };
            context.out.chatter(&format!(
                "ok: {}, {what}, {} audit rows",
                files(verified.files),
                verified.audit_rows
            ))?;
        }
    }
    match verified.findings.len() {
        0 => Ok(()),
        count => Err(
            Error::new(Kind::Findings, format!("{count} findings in the vault"))
                .hint("keep this copy as it is, and restore from a backup"),
        ),
    }
}
