//! `audit export`

use std::io::ErrorKind;
use std::path::PathBuf;

use clap::Args;
use data_encoding::HEXLOWER;
use file_organizer::app::audit::export::{ExportInfo, Target, export};
use file_organizer::app::error::{Error, Kind, Result};

use crate::cli::context::Context;
use crate::cli::name;

/// Export the log as JSON Lines that can be verified without this program
///
/// Each line contains a row, its exact record and its chain value; the first line contains the key of
/// the chain. The script docs/audit-verify.py (with the two files next to it) verifies the export,
/// optionally against an earlier value of `audit head`. The export is not encrypted and contains user
/// names and paths. It is recorded in the audit log.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer audit export -o audit-2026.jsonl
  file-organizer audit export | gzip > audit.jsonl.gz
  python3 audit-verify.py audit-2026.jsonl --expect-head \"120 5f2c...\"")]
pub(crate) struct Export {
    /// File to create (mode 0600) [default: standard output]
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
    let document = ExportInfo {
        destination: &path,
        exported: done,
    };
    context.out.show(&document, |out| {
        let chain = HEXLOWER.encode(&done.head.chain);
        out.chatter(&format!(
            "exported {} rows to {}; head: {} {chain}",
            done.rows,
            name::os(&path),
            done.head.count
        ))
    })
}
