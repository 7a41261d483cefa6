//! `find`

use clap::Args;
use file_organizer::app::error::Result;
use file_organizer::app::files::{list, search};

use crate::cli::args::unprotect;
use crate::cli::cmd::files::{ls, search as saved};
use crate::cli::context::Context;
use crate::cli::count::files;
use crate::cli::name;
use crate::cli::sort::Sort;

/// Search for files
///
/// A plain word matches part of the name, a pattern such as '*.pdf' the whole name. Case, accents and
/// width are ignored. Terms are joined by `and` (the default), `or` and `not`, and grouped by parentheses.
#[derive(Debug, Args)]
#[command(after_help = "\
Search terms:
  WORD               name contains WORD
  '*.pdf'            name matches; with a slash, the path: '/papers/**/*.pdf'
  name:GLOB  path:GLOB                          the whole name, or path
  tag:T  'tag:area-*'  'tag:*'  untagged        tags
  ext:E  owner:U  hash:PREFIX                   extension, owner, BLAKE3 hash (as in b3sum)
  type:T             a type (pdf, jpg) or one of: image, photo, video, audio, document,
                     spreadsheet, presentation, text, mail, book, archive, code
  /path              this file, or all in this folder at any depth; in:/folder
  @NAME              what the saved search NAME matches (--save, `search list`)
  note:T title:T author:A artist:A album:A camera:C    contains the text, or matches a GLOB
  size:over:1M size:under:10k size:min:1M size:max:5M size:1M..5M
  added:within:30d added:older:1y               also modified: and taken:
  modified:since:2025-01-01 modified:after:2025 modified:before:2025 modified:until:2025
  modified:2025-03 modified:2024..2025          days are local
  verdict:mismatch   content and name differ    'regex:^scan_[0-9]+'
  -TERM              the same as: not TERM

tag, ext, owner, type, hash and verdict take several values: ext:jpg,png matches either.
`or` binds less than `and`. An argument in parentheses, or with a key after a space ('a type:pdf'),
is an expression: separate its terms with spaces, and put double quotes around a text with spaces. To search for the words and, or, not
themselves, write 'name:*or*'.

Without --sort, files are listed in natural order by folder (file2 before file10); more than 10,000
without --limit are listed in the order of the bytes of their paths.

Examples:
  file-organizer find invoice type:pdf added:within:30d
  file-organizer find /inbox not tag:done
  file-organizer find '(tag:tax or tag:bank)' modified:2025 --sort size
  file-organizer find '(title:\"annual report\" or report)' -l
  file-organizer find size:over:100M -l --limit 10
  file-organizer find tag:tax modified:2025 --save tax
  file-organizer find @tax not ext:pdf
  file-organizer find 'name:*.jpg' -0 | xargs -0 -n1 file-organizer show")]
pub(crate) struct Find {
    /// Search terms
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    /// Print one line per file: size, time, type, owner, path
    #[arg(short, long)]
    pub(crate) long: bool,
    /// Separate paths with NUL, without escaping
    #[arg(short = '0', long)]
    print0: bool,
    /// Save the terms under a name: later, @NAME stands for them
    #[arg(long, value_name = "SEARCH")]
    save: Option<String>,
    #[command(flatten)]
    sort: Sort,
}

impl Find {
    /// The terms as typed.
    pub(crate) fn query(&self) -> Vec<String> {
        self.query.iter().map(|word| unprotect(word)).collect()
    }
}

pub(crate) fn run(command: &Find, context: &mut Context) -> Result<()> {
    let query = command.query();
    search::check(&query)?;
    // The hash is only in the JSON output.
    let with_hash = context.json();
    let mut gate = context.open("find")?;
    if let Some(name) = &command.save {
        saved::save(&mut gate, (name, &query), context)?;
    }
    let mut found = Vec::new();
    let out = &mut context.out;
    let list::Found { count, doubt } =
        list::find(&mut gate, &query, with_hash, command.sort.order(), |file| {
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
    if count == 0 && context.out.is_terminal() && !with_hash {
        context.out.note("no files match");
        if let Some(doubt) = doubt {
            context.out.note(&format!("hint: {}", name::line(&doubt)));
        }
    }
    context.out.detail(&format!("{} found", files(count)));
    Ok(())
}
