//! `audit export`

use std::io::ErrorKind;
use std::path::PathBuf;

use clap::Args;
use data_encoding::HEXLOWER;
use file_organizer::app::audit::export::{Target, export};
use file_organizer::app::error::{Error, Kind, Result};

use crate::cli::context::Context;

/// Write the whole log as JSON Lines that can be verified without this program
///
/// Each line has the row, its exact record and its chain value; the first line has the key of the chain. The script
/// docs/audit-verify.py (with the two files beside it) checks it, also against a line of audit head that was noted elsewhere. The export is in
/// the clear, and says who did what to which path. That it was made is recorded.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer audit export -o audit-2026.jsonl
  file-organizer audit export | gzip > audit.jsonl.gz
  python3 audit-verify.py audit-2026.jsonl 120 5f2c...")]
pub(crate) struct Export {
    /// Write this file (0600), which must not be there; it gets its name when it is whole
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(command: &Export, context: &mut Context) -> Result<()> {
    let mut gate = context.open("audit export")?;
    let Some(path) = command
        .output
        .clone()
        .filter(|path| path.as_os_str() != "-")
    else {
        let mut closed = false;
        let mut failed = |error: std::io::Error| {
            closed = closed || error.kind() == ErrorKind::BrokenPipe;
            Error::new(Kind::Other, format!("standard output: {error}"))
        };
        let done = export(&mut gate, Target::Stream(&mut context.out, &mut failed));
        if closed {
            let error = std::io::Error::from(ErrorKind::BrokenPipe);
            return Err(context.out.failed(&error));
        }
        return done.map(|_| ());
    };
    let done = export(&mut gate, Target::File(path.clone()))?;
    let chain = HEXLOWER.encode(&done.head.chain);
    if context.json() {
        let mut object = serde_json::json!({
            "rows": done.rows,
            "count": done.head.count,
            "head": chain,
        });
        crate::cli::json::put_os(&mut object, "path", &path);
        return context.out.json(&object);
    }
    context.out.chatter(&format!(
        "exported {} rows to {}; head: {} {chain}",
        done.rows,
        crate::cli::name::os(&path),
        done.head.count
    ))
}
