//! `organize` and `preview`

pub(crate) mod rules;
mod tree;

use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::json::Run;
use file_organizer::app::organize::{self, OrganizeSummary, Placed};
use file_organizer::domain::escape::meant;
use file_organizer::domain::path::VaultPath;
use file_organizer::domain::rule::Method as Ready;

use crate::cli::cmd::organize::rules::read_text;
use crate::cli::context::Context;
use crate::cli::count::files;
use crate::cli::{name, wide};

const AFTER: &str = "\
Examples:
  file-organizer organize --method type --dry-run     # preview
  file-organizer organize --method type               # sort /inbox by type
  file-organizer organize                             # by the vault's rules
  file-organizer organize /scans --rules scans.toml
  file-organizer undo                                 # revert it
  file-organizer --json preview | jq -r 'select(.status == \"skipped\") | .from'

For the syntax of rules, see: file-organizer rules add --help";

/// Sort the files of a folder by your rules (undo reverts it)
///
/// All files are moved in one operation. No file is overwritten: a file that already exists at the
/// destination is kept, moved to the trash, or becomes an earlier version, depending on the rule.
/// Running the command again changes nothing. `show PATH` prints the rule that moved a file.
#[derive(Debug, Args)]
#[command(after_help = AFTER)]
pub(crate) struct Organize {
    #[command(flatten)]
    what: What,
    /// Show what would happen, change nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// Show what organize would do, as a tree
///
/// Same as organize --dry-run.
#[derive(Debug, Args)]
#[command(after_help = AFTER)]
pub(crate) struct Preview {
    #[command(flatten)]
    what: What,
}

#[derive(Debug, Args)]
struct What {
    /// Folder to organize, including subfolders
    #[arg(value_name = "FOLDER", default_value = "/inbox")]
    folder: OsString,
    /// Use the rules in this file (`-`: standard input) instead of the vault's
    #[arg(long, value_name = "FILE", conflicts_with = "method")]
    rules: Option<PathBuf>,
    /// Use a predefined set of rules
    #[arg(long, value_name = "METHOD")]
    method: Option<Method>,
}

/// A predefined set of rules.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Method {
    /// By file type: /Documents, /Pictures, /Music...
    Type,
    /// By year and month: when a picture was taken, otherwise when the file was modified
    Date,
    /// PARA method (Projects, Areas, Resources, Archive), by tags and age
    Para,
    /// Johnny.Decimal: ten areas of numbered categories
    JohnnyDecimal,
}

impl Method {
    /// The rules of the method.
    pub(crate) fn ready(self) -> Ready {
        match self {
            Self::Type => Ready::Type,
            Self::Date => Ready::Date,
            Self::Para => Ready::Para,
            Self::JohnnyDecimal => Ready::JohnnyDecimal,
        }
    }
}

impl What {
    fn folder(&self) -> Result<VaultPath> {
        VaultPath::parse(&meant(self.folder.as_bytes()))
            .map_err(|e| Error::new(Kind::Usage, e.to_string()).maybe_hint(e.hint()))
    }

    fn source(&self) -> Result<organize::Rules> {
        Ok(match (&self.rules, self.method) {
            (Some(file), _) => organize::Rules::Text(read_text(file)?),
            (None, Some(method)) => organize::Rules::Method(method.ready()),
            (None, None) => organize::Rules::Vault,
        })
    }
}

pub(crate) fn run(command: &Organize, context: &mut Context) -> Result<()> {
    execute(&command.what, command.dry_run, context)
}

pub(crate) fn run_preview(command: &Preview, context: &mut Context) -> Result<()> {
    execute(&command.what, true, context)
}

fn execute(what: &What, dry_run: bool, context: &mut Context) -> Result<()> {
    let (folder, source) = (what.folder()?, what.source()?);
    let mut gate = context.open("organize")?;
    let organized = if dry_run {
        organize::preview(&mut gate, &folder, &source)?
    } else {
        let count = || {
            let preview = organize::preview(&mut gate, &folder, &source)?;
            Ok(preview.changes())
        };
        if !wide::confirmed(context, count, |files| format!("Organize {files}?"))? {
            return Ok(());
        }
        organize::organize(&mut gate, &folder, &source)?
    };
    for step in &organized.steps {
        let run = Run {
            result: &Placed::from(step),
            dry_run,
        };
        context.out.show(&run, |_| Ok(()))?;
    }
    let summary = organized.summary();
    let run = Run {
        result: &summary,
        dry_run,
    };
    let shows_each = dry_run || context.globals.verbose || summary.changes() <= 1;
    context.out.show(&run, |out| {
        if shows_each {
            for line in tree::lines(&organized.steps, out.colours()) {
                out.chatter(&line)?;
            }
        }
        out.note(&conclusion(&summary, &folder, dry_run));
        Ok(())
    })
}

fn conclusion(organized: &OrganizeSummary, folder: &VaultPath, dry_run: bool) -> String {
    let mut parts = Vec::new();
    for (number, done, would) in [
        (organized.moved, "moved", "would move"),
        (
            organized.marked,
            "tagged or annotated",
            "would be tagged or annotated",
        ),
        (
            organized.trashed,
            "moved to the trash",
            "would go to the trash",
        ),
        (
            organized.versions,
            "stored as new versions",
            "would become new versions",
        ),
        (
            organized.existing_renamed,
            "existing renamed to make room",
            "existing would be renamed to make room",
        ),
        (
            organized.existing_trashed,
            "existing moved to the trash to make room",
            "existing would go to the trash to make room",
        ),
        (organized.skipped, "skipped", "would be skipped"),
    ] {
        if number > 0 {
            let word = if dry_run { would } else { done };
            parts.push(format!("{number} {word}"));
        }
    }
    match organized.unmatched {
        0 => {}
        number if dry_run => parts.push(format!("{number} match no rule")),
        number => parts.push(format!("{number} matched no rule")),
    }
    let all = files(organized.files);
    if organized.files == 0 {
        return format!("nothing to organize: no files in {}", name::path(folder));
    }
    if parts.is_empty() {
        return format!("nothing to organize: {all} already in place");
    }
    let parts = parts.join(", ");
    if dry_run {
        format!("preview of {all}: {parts}. Nothing was changed.")
    } else {
        let undo = match organized.changes() {
            0 => "",
            _ => wide::UNDO,
        };
        format!("organized {all}: {parts}{undo}")
    }
}
