//! `status`

use clap::{Args, ValueEnum};
use file_organizer::app::error::Result;
use file_organizer::app::maintenance::status::{
    Bucket, By, Status as Counts, Usage, count_by, status,
};
use file_organizer::domain::size::Size;

use crate::cli::context::Context;
use crate::cli::count::files;
use crate::cli::name;
use crate::cli::output::Output;
use crate::cli::table::{self, Bar};
use crate::cli::when::LocalTime;

const EMPTY: &str = "the vault is empty; add files with: file-organizer add PATH";

/// The maximum number of bars, not counting the one for all others.
const MOST_BARS: usize = 20;

/// Show what the vault contains and its disk usage
///
/// `stored` is the size of all contents after deduplication and compression; `disk` is the used part
/// of the database file, and how much `compact` could free at most.
///
/// With --by, prints a bar chart of the files by folder, type, tag or year: the 20 largest (or latest
/// years) and the sum of all others; --json prints all of them. Sizes are those of the files before
/// deduplication.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer status
  file-organizer status --by type
  file-organizer --json status | jq .reclaimable_bytes")]
pub(crate) struct Status {
    /// Show files and sizes grouped by this
    #[arg(long, value_name = "WHAT", value_enum)]
    by: Option<What>,
}

/// How to group files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// Top-level folder
    Folder,
    /// File type
    Type,
    /// Tag (a file with two tags is counted twice)
    Tag,
    /// Year of the last modification
    Year,
}

impl What {
    fn by(self) -> By {
        match self {
            Self::Folder => By::Folder,
            Self::Type => By::Type,
            Self::Tag => By::Tag,
            Self::Year => By::Year,
        }
    }
}

pub(crate) fn run(command: &Status, context: &mut Context) -> Result<()> {
    let mut gate = context.open("status")?;
    if let Some(what) = command.by {
        let buckets = count_by(&mut gate, what.by())?;
        let lines = buckets.iter().map(|bucket| Usage {
            by: what.by(),
            bucket,
        });
        return context
            .out
            .show_each(lines, |out| chart(what, &buckets, out));
    }
    let counts = status(&mut gate)?;
    context.out.show(&counts, |out| {
        for (label, value) in lines(&counts) {
            out.line(&format!("{label:<11} {value}"))?;
        }
        if counts.files == 0 {
            out.note(EMPTY);
        }
        Ok(())
    })
}

/// Prints one line with a bar per bucket.
fn chart(what: What, buckets: &[Bucket], out: &mut Output) -> Result<()> {
    if buckets.is_empty() {
        out.note(EMPTY);
        return Ok(());
    }
    let bars: Vec<Bar> = shown(what, buckets)
        .into_iter()
        .map(|(name, files, bytes)| Bar {
            name,
            files,
            bytes,
            size: Size::from_bytes(bytes).human(),
        })
        .collect();
    let head = what.by().name().to_ascii_uppercase();
    out.line(&table::bars(&head, &bars, table::width()))
}

/// The lines of the chart; the smallest buckets (or earliest years) are combined in one line.
fn shown(what: What, buckets: &[Bucket]) -> Vec<(String, u64, u64)> {
    let most = if buckets.len() > MOST_BARS + 1 {
        MOST_BARS
    } else {
        buckets.len()
    };
    let (buckets, rest) = if what == What::Year {
        let (rest, latest) = buckets.split_at(buckets.len() - most);
        (latest, rest)
    } else {
        buckets.split_at(most)
    };
    let mut lines: Vec<(String, u64, u64)> = buckets
        .iter()
        .map(|bucket| (name::bytes(&bucket.name), bucket.files, bucket.bytes))
        .collect();
    if !rest.is_empty() {
        let files = rest.iter().map(|bucket| bucket.files).sum();
        let bytes = rest.iter().map(|bucket| bucket.bytes).sum();
        // No tag, top-level folder or type has this name.
        lines.push((format!("other ({})", rest.len()), files, bytes));
    }
    lines
}

fn lines(counts: &Counts) -> Vec<(&'static str, String)> {
    let human = |bytes: u64| Size::from_bytes(bytes).human();
    vec![
        ("vault", name::os(&counts.vault)),
        ("created", counts.created.local_stamp()),
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
            "unlock with",
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
        1 => "1 earlier version".to_owned(),
        count => format!("{count} earlier versions"),
    }
}

fn drops(count: u64) -> String {
    match count {
        0 => "empty".to_owned(),
        1 => "1 drop waiting for: file-organizer inbox run".to_owned(),
        count => format!("{count} drops waiting for: file-organizer inbox run"),
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
        1 => "1 unique content".to_owned(),
        count => format!("{count} unique contents"),
    }
}
