//! `verify`

use clap::Args;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::maintenance::verify::verify;
use file_organizer::domain::size::Size;

use crate::cli::colour;
use crate::cli::context::Context;
use crate::cli::count::{counted, files};
use crate::cli::name;
use crate::cli::progress::Progress;

/// Check the integrity of the vault
///
/// Checks the database, all file contents and their hashes, and the audit log, listing each problem
/// and the files affected. Requires permission audit:read; changes nothing except for an entry in the
/// audit log. Damaged blocks that are not in use are not always reported.
///
/// Exit codes: 0 no problems, 6 problems found, 13 vault too damaged to be opened, or tampered with.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer verify
  file-organizer verify --quick && echo OK")]
pub(crate) struct Verify {
    /// Skip the content of files
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
    context.out.show(&verified, |out| {
        for finding in &verified.findings {
            let finding = out.colours().paint(colour::BAD, &name::text(finding));
            out.line(&finding)?;
        }
        if verified.findings.is_empty() {
            let bytes = Size::from_bytes(verified.bytes).human();
            let what = if command.quick {
                "structure".to_owned()
            } else {
                format!("{bytes} of content")
            };
            let ok = out.colours().paint(colour::GOOD, "OK");
            out.chatter(&format!(
                "{ok}: {}, {what}, {}",
                files(verified.files),
                counted(verified.audit_rows, "audit row")
            ))?;
        }
        Ok(())
    })?;
    match verified.findings.len() {
        0 => Ok(()),
        count => {
            let message = format!("{} found", counted(count, "problem"));
            Err(Error::new(Kind::Findings, message)
                .hint("keep this copy of the vault unchanged, and restore from a backup"))
        }
    }
}
