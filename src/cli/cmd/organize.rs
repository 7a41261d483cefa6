//! `organize` and `preview`

mod tree;

use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::organize::{self, Organized, Outcome, Step};
use file_organizer::domain::path::VaultPath;
use file_organizer::domain::rule::Method as Ready;
use serde_json::{Value, json as object};

use super::files;
use super::rules::read_text;
use crate::cli::context::Context;
use crate::cli::json;

const AFTER: &str = "\
Examples:
  file-organizer organize --method type --dry-run     look first
  file-organizer organize --method type               file what is in /inbox by its type
  file-organizer organize                             ... by the rules of the vault
  file-organizer organize /scans --rules scans.toml
  file-organizer undo                                 take it all back
  file-organizer --json preview | jq -r 'select(.status == \"skipped\") | .from'

Rules are explained in: file-organizer rules add --help";

/// File what is in a folder by rules, as one change that undo takes back
///
/// First it is decided for each file where it goes, then all of that is done at once: nothing is
/// overwritten, and what gives way goes to the trash or becomes an earlier version. Running it again
/// changes nothing. `show PATH` says which rule filed a file.
#[derive(Debug, Args)]
#[command(after_help = AFTER)]
pub(crate) struct Organize {
    #[command(flatten)]
    what: What,
    /// Change nothing: show what would be done
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// Show what organize would do, as a tree
///
/// The same as organize --dry-run.
#[derive(Debug, Args)]
#[command(after_help = AFTER)]
pub(crate) struct Preview {
    #[command(flatten)]
    what: What,
}

#[derive(Debug, Args)]
struct What {
    /// The folder to look at, with all that is below it
    #[arg(value_name = "FOLDER", default_value = "/inbox")]
    folder: OsString,
    /// Use the rules of this file (- for standard input), and not those of the vault
    #[arg(long, value_name = "FILE", conflicts_with = "method")]
    rules: Option<PathBuf>,
    /// Use a ready-made set of rules
    #[arg(long, value_name = "METHOD")]
    method: Option<Method>,
}

/// A ready-made set of rules.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Method {
    /// By what a file is: /Documents, /Pictures, /Music...
    Type,
    /// By year and month: of the picture, else of the last change
    Date,
    /// Projects, Areas, Resources, Archive; by tags and age
    Para,
    /// Ten areas of numbered categories
    JohnnyDecimal,
}

impl Method {
    /// The rules that it stands for.
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
        VaultPath::parse(self.folder.as_bytes())
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
    go(&command.what, command.dry_run, context)
}

pub(crate) fn run_preview(command: &Preview, context: &mut Context) -> Result<()> {
    go(&command.what, true, context)
}

fn go(what: &What, dry_run: bool, context: &mut Context) -> Result<()> {
    let (folder, source) = (what.folder()?, what.source()?);
    let mut gate = context.open("organize")?;
    let organized = if dry_run {
        organize::preview(&mut gate, &folder, &source)?
    } else {
        organize::organize(&mut gate, &folder, &source)?
    };
    if context.json() {
        for step in &organized.steps {
            context.out.json(&document(step))?;
        }
        return context.out.json(&summary(&organized, dry_run));
    }
    for line in tree::lines(&organized.steps) {
        context.out.chatter(&line)?;
    }
    context.out.note(&conclusion(&organized, dry_run));
    Ok(())
}

/// The word for what becomes of a file.
fn status(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Move(_) => "moved",
        Outcome::Mark => "marked",
        Outcome::Trash => "trashed",
        Outcome::Version(_) => "version",
        Outcome::Skip(_) => "skipped",
    }
}

fn document(step: &Step) -> Value {
    let reason = match &step.outcome {
        Outcome::Skip(why) => Some(why.as_str()),
        Outcome::Move(_) | Outcome::Mark | Outcome::Trash | Outcome::Version(_) => {
            step.remark.as_deref()
        }
    };
    let mut line = object!({
        "type": "file",
        "status": status(&step.outcome),
        "id": step.id.to_string(),
        "rule": step.rule,
        "tags": step.tags.iter().map(|tag| tag.as_str()).collect::<Vec<_>>(),
        "note": step.note,
        "reason": reason,
        "gives_way": step.gives_way,
        "to": null,
    });
    json::put(&mut line, "from", step.from.raw());
    if let Outcome::Move(to) | Outcome::Version(to) = &step.outcome {
        json::put(&mut line, "to", to.raw());
    }
    line
}

fn count(organized: &Organized, word: &str) -> u64 {
    let all = organized.steps.iter();
    all.filter(|step| status(&step.outcome) == word).count() as u64
}

fn summary(organized: &Organized, dry_run: bool) -> Value {
    object!({
        "type": "summary",
        "files": organized.files,
        "moved": count(organized, "moved"),
        "marked": count(organized, "marked"),
        "trashed": count(organized, "trashed"),
        "versions": count(organized, "version"),
        "skipped": count(organized, "skipped"),
        "unmatched": organized.unmatched,
        "dry_run": dry_run,
    })
}

fn conclusion(organized: &Organized, dry_run: bool) -> String {
    let mut parts = Vec::new();
    for (word, said) in [
        ("moved", "moved"),
        ("marked", "given tags or a note"),
        ("trashed", "to the trash"),
        ("version", "made versions of others"),
        ("skipped", "skipped"),
    ] {
        match count(organized, word) {
            0 => {}
            number => parts.push(format!("{number} {said}")),
        }
    }
    let looked = files(organized.files);
    if organized.unmatched > 0 {
        parts.push(format!("{} matched by no rule", organized.unmatched));
    }
    if parts.is_empty() {
        return format!("nothing to do: {looked} looked at");
    }
    let parts = parts.join(", ");
    if dry_run {
        format!("of {looked}, this would be {parts}; nothing was changed")
    } else {
        format!("of {looked}: {parts}")
    }
}
