//! `add`

use std::ffi::OsString;
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::files::add::{
    AddOptions, Item, ItemStatus, Listener, NotKept, Progress as Numbers, Source, Summary, add,
};
use file_organizer::app::files::rules::Filing;
use file_organizer::app::json::Run;
use file_organizer::domain::placement::OnConflict;
use file_organizer::domain::size::Size;
use file_organizer::domain::tag::Tag;

use crate::cli::context::Context;
use crate::cli::count::{entries, files};
use crate::cli::name;
use crate::cli::output::Output;
use crate::cli::picks::{FromList, os_path, path};
use crate::cli::progress::Progress;
use crate::cli::stream::{Input, Produced};

/// Add files and folders
///
/// Each file is checked against the policy (extension, size, content), compressed and encrypted.
/// Refused files are listed with the reason and do not stop the rest (exit code 3; 4 if none of the
/// sources exists). Folders keep their structure. If the vault has the same content at that path, the file is unchanged. If it has
/// different content there, adding the same source again, or using --name or standard input, adds a
/// new version; any other file, and every file added with --move, gets a number in its name.
///
/// Stored with each file: permission bits, modification time, extended attributes (user.*), owner and
/// group. Symbolic links are stored as links and never followed; empty folders are stored. Metadata
/// that is not stored (access control lists, other extended attributes, hard links) is counted at the
/// end.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer add ~/Documents --tag papers
  file-organizer add scan.pdf --to /scans/2026 --note 'signed copy'
  pg_dump db | file-organizer add - --name db.txt
  file-organizer add --name db.txt --stdin-from-command -- pg_dump db
  find . -newer stamp -print0 | file-organizer add --from - -0
  file-organizer add --organize --move ~/Downloads
  file-organizer add --dry-run ~/Downloads")]
pub(crate) struct Add {
    /// Files and folders (`-`: standard input); with --stdin-from-command, the command
    #[arg(value_name = "PATH", required_unless_present = "from")]
    paths: Vec<OsString>,
    /// Target folder in the vault
    #[arg(long, value_name = "FOLDER", default_value = "/inbox")]
    to: OsString,
    /// Add this tag to each file (can be repeated)
    #[arg(long = "tag", value_name = "TAG", value_parser = tag)]
    tags: Vec<Tag>,
    /// Add this note to each file
    #[arg(long, value_name = "NOTE")]
    note: Option<String>,
    /// Store the file under this name (for a single file)
    #[arg(long, value_name = "NAME")]
    name: Option<OsString>,
    /// Remove each source after its content was stored and verified, and folders that become empty
    #[arg(long = "move")]
    move_sources: bool,
    /// What to do if the name exists with different content: add a number to the name, add a new
    /// version, skip the file, or skip it and fail
    #[arg(long, value_name = "HOW", value_parser = conflict_words())]
    on_conflict: Option<OnConflict>,
    /// Run the command after -- and add its standard output, if it exits with 0
    #[arg(long, requires = "name", conflicts_with_all = ["from", "move_sources"])]
    stdin_from_command: bool,
    /// Accept empty standard input or command output
    #[arg(long)]
    allow_empty: bool,
    /// Sort the files by the vault's rules (see rules); files that match no rule go to the --to folder
    #[arg(long)]
    organize: bool,
    /// Show what would happen, change nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    list: FromList,
}

/// Parses a tag.
pub(crate) fn tag(text: &str) -> std::result::Result<Tag, String> {
    Tag::parse(text).map_err(|e| e.to_string())
}

/// Parses the values of `--on-conflict`.
pub(crate) fn conflict_words() -> impl TypedValueParser<Value = OnConflict> {
    words_of(OnConflict::ALL.into_iter())
}

/// Parses the values of `--on-conflict` for commands that skip no file.
pub(crate) fn conflict_words_of_intake() -> impl TypedValueParser<Value = OnConflict> {
    words_of([OnConflict::Rename, OnConflict::Version].into_iter())
}

pub(crate) fn words_of(
    all: impl Iterator<Item = OnConflict>,
) -> impl TypedValueParser<Value = OnConflict> {
    let words = PossibleValuesParser::new(all.map(OnConflict::name));
    words.try_map(|word| OnConflict::parse(&word).ok_or("unknown"))
}

fn sources(command: &Add, context: &Context) -> Result<Vec<Source>> {
    if command.stdin_from_command {
        if context.globals.password_fd.is_some() {
            let message = "the command of --stdin-from-command would inherit the descriptor of \
                           --password-fd";
            return Err(Error::new(Kind::Usage, message).hint("use --password-file"));
        }
        let produced = Produced::by(&command.paths)?;
        return Ok(vec![Source::Stream(Box::new(produced))]);
    }
    let sources = command.list.join(&command.paths)?.into_iter();
    let sources = sources.map(|source| match source.as_slice() {
        b"-" => Source::Stream(Box::new(Input::standard())),
        _ => Source::Path(os_path(source)),
    });
    Ok(sources.collect())
}

pub(crate) fn run(command: &Add, context: &mut Context) -> Result<()> {
    let options = AddOptions {
        to: path(&command.to)?,
        name: command.name.as_ref().map(|name| name.as_bytes().to_vec()),
        tags: command.tags.clone(),
        note: command.note.clone(),
        move_sources: command.move_sources,
        dry_run: command.dry_run,
        filing: if command.organize {
            Filing::ByRules
        } else {
            Filing::Never
        },
        on_conflict: command.on_conflict,
        allow_empty: command.allow_empty,
        replaces: None,
    };
    let mut gate = context.open("add")?;
    let sources = sources(command, context)?;
    let missing = all_missing(&sources);
    let mut reporter = Reporter::new(context, options.dry_run);
    let summary = add(&mut gate, sources, &options, &mut reporter)?;
    drop(reporter);
    let concluded = conclude(&summary, options.dry_run, context);
    missing.map_or(concluded, Err)
}

/// The error if none of the sources exists. If only some are missing, each is a failed file.
pub(crate) fn all_missing(sources: &[Source]) -> Option<Error> {
    let mut missing = sources.iter().filter_map(|source| match source {
        Source::Path(path) => path
            .symlink_metadata()
            .is_err_and(|error| error.kind() == ErrorKind::NotFound)
            .then_some(path),
        Source::Stream(_) | Source::Opened(_) | Source::Listed(_) => None,
    });
    let first = missing.next()?;
    let count = missing.count() + 1;
    if count < sources.len() {
        return None;
    }
    let message = match count {
        1 => format!("{} not found", first.display()),
        count => format!("none of the {count} sources was found"),
    };
    Some(Error::new(Kind::NotFound, message).hint("check the path of the source"))
}

/// Prints the summary; an error if files were refused.
pub(crate) fn conclude(summary: &Summary, dry_run: bool, context: &mut Context) -> Result<()> {
    let run = Run {
        result: summary,
        dry_run,
    };
    context
        .out
        .show(&run, |out| summarize(summary, dry_run, out))?;
    refused(summary)
}

/// Prints the summary of an add for people.
pub(crate) fn summarize(summary: &Summary, dry_run: bool, out: &mut Output) -> Result<()> {
    let mut parts = Vec::new();
    for (count, done, would) in [
        (summary.added, "added", "would be added"),
        (
            summary.duplicate,
            "added (same content as an existing file)",
            "would be added (same content as an existing file)",
        ),
        (
            summary.renamed,
            "added under another name",
            "would be added under another name",
        ),
        (
            summary.versions,
            "added as new versions",
            "would be added as new versions",
        ),
        (summary.unchanged, "unchanged", "unchanged"),
        (summary.skipped, "skipped", "would be skipped"),
        (summary.rejected, "rejected", "would be rejected"),
        (summary.failed, "failed", "would fail"),
    ] {
        if count > 0 {
            let word = if dry_run { would } else { done };
            parts.push(format!("{count} {word}"));
        }
    }
    if parts.is_empty() {
        parts.push(match summary.folders {
            0 => "no files found".to_owned(),
            1 => "1 folder without files".to_owned(),
            count => format!("{count} folders without files"),
        });
    }
    let bytes = Size::from_bytes(summary.bytes).human();
    out.chatter(&format!("{} ({bytes})", parts.join(", ")))?;
    let lost = not_kept(&summary.not_kept);
    if !lost.is_empty() {
        out.note(&format!("not kept: {}", lost.join("; ")));
    }
    Ok(())
}

/// The kinds of source metadata that are not stored, with counts.
fn not_kept(not_kept: &NotKept) -> Vec<String> {
    let all = [
        ("access control lists", not_kept.access_lists),
        ("security and system attributes", not_kept.system_attributes),
        ("extended attributes over 64 KiB", not_kept.user_attributes),
        ("hard links (stored as separate files)", not_kept.hard_links),
    ];
    all.into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| format!("{what} of {}", entries(count)))
        .collect()
}

/// Returns an error if files were refused.
pub(crate) fn refused(summary: &Summary) -> Result<()> {
    match summary.rejected + summary.failed {
        0 if summary.stayed > 0 => {
            let stayed = files(summary.stayed);
            Err(Error::new(
                Kind::Partial,
                format!("{stayed} added, but the sources could not be removed"),
            )
            .hint("see the reasons above"))
        }
        0 => Ok(()),
        count => Err(
            Error::new(Kind::Partial, format!("{} not added", files(count))).hint(
                "see the reasons above; change what is allowed with: file-organizer policy set",
            ),
        ),
    }
}

/// Prints the result of each file.
pub(crate) struct Reporter<'a> {
    out: &'a mut Output,
    progress: Progress,
    quiet: bool,
    dry_run: bool,
    /// The sources are sealed drops: print the target path of refused files, too.
    sealed: bool,
}

impl<'a> Reporter<'a> {
    pub(crate) fn new(context: &'a mut Context, dry_run: bool) -> Self {
        Self {
            quiet: context.globals.quiet,
            dry_run,
            sealed: false,
            progress: Progress::new(&context.globals, "adding"),
            out: &mut context.out,
        }
    }

    /// For drops.
    pub(crate) fn of_drops(context: &'a mut Context) -> Self {
        Self {
            sealed: true,
            ..Self::new(context, false)
        }
    }

    /// Prints a line to standard error, between files.
    pub(crate) fn note(&mut self, line: &str) {
        let Self { out, progress, .. } = self;
        progress.above(|| out.note(line));
    }

    /// Flushes the output while no work is pending.
    pub(crate) fn pause(&mut self) -> Result<()> {
        self.out.flush()
    }

    /// For work without an end: without a progress bar.
    pub(crate) fn without_end(context: &'a mut Context) -> Self {
        Self {
            progress: Progress::none(),
            quiet: context.globals.quiet,
            dry_run: false,
            sealed: false,
            out: &mut context.out,
        }
    }
}

/// The line of a file for people; `None` if `-q` suppresses it.
fn line(item: &Item, quiet: bool, sealed: bool) -> Option<String> {
    let refused = matches!(item.status, ItemStatus::Rejected | ItemStatus::Failed);
    if quiet && !refused {
        return None;
    }
    let shown = match &item.path {
        Some(path) if item.status.is_stored() || sealed => name::path(path),
        _ => name::os(&item.source),
    };
    let status = item.status.name();
    let status = if let ItemStatus::Version(number) = item.status {
        format!("{status} {number}")
    } else {
        status.to_owned()
    };
    Some(match &item.reason {
        Some(reason) => format!("{status:<9} {shown}: {}", name::line(reason)),
        None => format!("{status:<9} {shown}"),
    })
}

impl Listener for Reporter<'_> {
    fn item(&mut self, item: &Item) -> Result<()> {
        let Self {
            out,
            progress,
            quiet,
            dry_run,
            sealed,
        } = self;
        let run = Run {
            result: item,
            dry_run: *dry_run,
        };
        progress.above(|| {
            out.show(&run, |out| match line(item, *quiet, *sealed) {
                Some(line) => out.line(&line),
                None => Ok(()),
            })
        })
    }

    fn stays(&mut self, folder: &Path) {
        let folder = name::os(folder);
        self.note(&format!("not removed: {folder}: empty folder"));
    }

    fn progress(&mut self, numbers: &Numbers) {
        let total = numbers.total.map(|(_, bytes)| bytes);
        let side = format!("· {} files", numbers.files);
        self.progress.set(numbers.bytes, total, &side);
    }

    fn wants_total(&self) -> bool {
        self.progress.is_wanted()
    }
}
