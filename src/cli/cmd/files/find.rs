//! `find`

use clap::Args;
use file_organizer::app::clock;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::files::list;
use file_organizer::domain::query::Query;

use crate::cli::args::unprotect;
use crate::cli::cmd::files::ls;
use crate::cli::context::Context;
use crate::cli::count::files;
use crate::cli::name;

/// Search for files
///
/// A file must match every term. A plain word matches part of the name, ignoring case. A dash before
/// a term negates it.
#[derive(Debug, Args)]
#[command(after_help = "\
Search terms:
  TEXT               name contains TEXT         tag:T  owner:U  ext:E
  name:GLOB          name matches               path:GLOB
  type:pdf  type:image                          verdict:mismatch
  in:/folder         at any depth               hash:PREFIX (BLAKE3, as in b3sum)
  size:>1M  size:1K..5M                         added:<30d  modified:>2025-01-01
  -TERM              does not match TERM

Examples:
  file-organizer find invoice type:pdf 'added:<30d'
  file-organizer find in:/inbox -tag:done
  file-organizer find 'size:>100M' -l
  file-organizer find 'name:*.jpg' -0 | xargs -0 -n1 file-organizer show")]
pub(crate) struct Find {
    /// Search terms; a file must match all of them
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    /// Print one line per file: size, time, type, owner, path
    #[arg(short, long)]
    pub(crate) long: bool,
    /// Separate paths with NUL, without escaping
    #[arg(short = '0', long)]
    print0: bool,
}

impl Find {
    /// The terms as typed.
    pub(crate) fn query(&self) -> Vec<String> {
        self.query.iter().map(|word| unprotect(word)).collect()
    }
}

pub(crate) fn run(command: &Find, context: &mut Context) -> Result<()> {
    let query = Query::parse(&command.query(), clock::now())
        .map_err(|e| Error::new(Kind::Usage, e.to_string()).maybe_hint(e.hint()))?;
    // The hash is only in the JSON output.
    let with_hash = context.json();
    let mut gate = context.open("find")?;
    let mut found = Vec::new();
    let out = &mut context.out;
    let count = list::find(&mut gate, &query, with_hash, |file| {
        if command.long && !command.print0 && !with_hash {
            found.push(file);
            return Ok(());
        }
        out.show(&file, |out| {
            if command.print0 {
                out.bytes(file.path.raw())?;
                return out.bytes(b"\0");
            }
            let shown = out.colours().name(&name::path(&file.path));
            out.line(&shown)
        })
    })?;
    if !found.is_empty() {
        ls::long_files(&found, context)?;
    }
    context.out.detail(&format!("{} found", files(count)));
    Ok(())
}
