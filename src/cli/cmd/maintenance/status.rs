//! `status`

use clap::{Args, ValueEnum};
use file_organizer::app::clock;
use file_organizer::app::error::Result;
use file_organizer::app::maintenance::status::{
    Bucket, By, Status as Counts, Usage, count_by, status,
};
use file_organizer::domain::size::Size;
use file_organizer::domain::time::Time;

use crate::cli::colour;
use crate::cli::context::Context;
use crate::cli::count::files;
use crate::cli::name;
use crate::cli::output::Output;
use crate::cli::table::{self, Bar};
use crate::cli::when::LocalTime;

const EMPTY: &str = "the vault is empty; add files with: file-organizer add PATH";

/// The maximum number of bars, not counting the one for all others.
const MOST_BARS: usize = 20;

/// Show the state of the vault and what needs attention
///
/// Warnings come first: a clock that was turned back, no backup or an old one, problems that the last
/// `verify` found, an API key that has expired or expires within 14 days, a full disk, refused drops. `stored` is the size of all contents after
/// deduplication and compression.
///
/// With --by, prints a bar chart of the files by folder, type, tag or year: the 20 largest (or latest
/// years) and the sum of all others; --json prints all of them. Sizes are those of the files before
/// deduplication.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer status
  file-organizer status --by type
  file-organizer --json status | jq -r '.warnings[]'
  file-organizer --json status --disk | jq .reclaimable_bytes")]
pub(crate) struct Status {
    /// Show files and sizes grouped by this
    #[arg(long, value_name = "WHAT", value_enum)]
    by: Option<What>,
    /// Also show how much of the database file is used, and what `compact` could free at most
    #[arg(long, conflicts_with = "by")]
    disk: bool,
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
    let counts = status(&mut gate, command.disk)?;
    context.out.show(&counts, |out| {
        for warning in &counts.warnings {
            let label = out.colours().paint(colour::LABEL, "warning    ");
            out.line(&format!("{label} {}", name::line(warning)))?;
        }
        for (label, value) in lines(&counts, clock::now()) {
            let label = out.colours().paint(colour::LABEL, &format!("{label:<11}"));
            out.line(&format!("{label} {value}"))?;
        }
        for (label, value) in details(&counts) {
            out.detail(&format!("{label:<11} {value}"));
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
    out.titled(&table::bars(&head, &bars, table::width()))
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

fn lines(counts: &Counts, now: Time) -> Vec<(&'static str, String)> {
    let human = |bytes: u64| Size::from_bytes(bytes).human();
    let trash = format!(
        "{} ({}), {}",
        files(counts.trash_files),
        human(counts.trash_bytes),
        earlier(counts.versions)
    );
    let stored = format!("{} in {}", human(counts.stored), contents(counts.contents));
    let mut disk = format!("{} database", human(counts.file));
    if let (Some(used), Some(reclaimable)) = (counts.used, counts.reclaimable) {
        let (used, reclaimable) = (human(used), human(reclaimable));
        disk.push_str(&format!(
            ", {used} used, up to {reclaimable} reclaimable by compact"
        ));
    }
    if let Some(free) = counts.free {
        disk.push_str(&format!(", {} free on its disk", human(free)));
    }
    let verify = match (counts.last_verify, counts.findings) {
        (Some(time), Some(0)) => format!("{}, no problems", ago(time, now)),
        (Some(time), _) => format!("{}, with problems", ago(time, now)),
        (None, _) => "not known".to_owned(),
    };
    let key = match (counts.next_key_expires, &counts.next_key) {
        (Some(time), Some(key)) => format!("{} expires {}", name::line(key), time.local_date()),
        _ => "none expires".to_owned(),
    };
    let access = match counts.access {
        Some(end) => format!("{} until {}", counts.principal, end.local_stamp()),
        None => counts.principal.clone(),
    };
    vec![
        ("vault", name::os(&counts.vault)),
        (
            "files",
            format!("{} ({})", counts.files, human(counts.bytes)),
        ),
        ("trash", trash),
        ("stored", stored),
        ("disk", disk),
        (
            "backup",
            counts
                .last_backup
                .map_or_else(|| "none known".to_owned(), |time| ago(time, now)),
        ),
        ("verified", verify),
        ("API keys", key),
        ("inbox", drops(counts.drops_waiting, counts.drops_rejected)),
        ("unlocked", format!("by {access}")),
    ]
}

/// What -v prints.
fn details(counts: &Counts) -> Vec<(&'static str, String)> {
    let recovery = match counts.recovery {
        true => "recovery key",
        false => "no recovery key",
    };
    vec![
        ("created", counts.created.local_stamp()),
        ("audit log", rows(counts.audit_rows)),
        (
            "unlock with",
            format!("password of {}; {recovery}", counts.users.join(", ")),
        ),
    ]
}

/// A time and how long ago it was, unless the clock is behind it.
fn ago(time: Time, now: Time) -> String {
    if clock::is_behind(now, time) {
        return format!("in the future ({})", time.local_stamp());
    }
    let hours = now.unix_seconds().saturating_sub(time.unix_seconds()) / 3600;
    let age = match hours {
        ..1 => "less than an hour".to_owned(),
        1 => "1 hour".to_owned(),
        2..48 => format!("{hours} hours"),
        _ => format!("{} days", hours / 24),
    };
    format!("{age} ago ({})", time.local_stamp())
}

fn earlier(count: u64) -> String {
    match count {
        1 => "1 earlier version".to_owned(),
        count => format!("{count} earlier versions"),
    }
}

fn drops(waiting: u64, rejected: u64) -> String {
    let waiting = match waiting {
        0 => "empty".to_owned(),
        1 => "1 drop waiting for: file-organizer inbox run".to_owned(),
        count => format!("{count} drops waiting for: file-organizer inbox run"),
    };
    match rejected {
        0 => waiting,
        count => format!("{waiting}, {count} refused"),
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
