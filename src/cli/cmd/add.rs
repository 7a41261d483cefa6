//! `add`

use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use file_organizer::app::add::{
    AddOptions, Filing, Item, ItemStatus, Listener, NotKept, Progress as Numbers, Source, Summary,
    add,
};
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::domain::placement::OnConflict;
use file_organizer::domain::size::Size;
use file_organizer::domain::tag::Tag;

use super::{entries, files};
use crate::cli::context::Context;
use crate::cli::output::Output;
use crate::cli::picks::{FromList, os_path, path};
use crate::cli::progress::Progress;
use crate::cli::stream::{Input, Produced};
use crate::cli::{json, name};

/// Add files and folders
///
/// Each file is read once, checked against the policy (extension, size, content), compressed and
/// encrypted. What is refused does not stop the others: it is said with the reason, and the exit
/// code is 3. Folders keep their shape. A file that is there already with the same content is left
/// alone. With other content, it becomes the next version where the same source is added again, or
/// where standard input or --name say which file is meant; everything else, and whatever --move
/// takes away from where it was, is a file of its own, with a number in its name where that is taken.
///
/// Kept with each file: permission bits, modification time, extended attributes (user.*), owner and
/// group. Symbolic links are kept as links and never followed; empty folders are kept. What is not kept
/// (access control lists, other extended attributes, hard links) is counted at the end.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer add ~/Documents --tag papers
  file-organizer add scan.pdf --to /scans/2026 --note 'signed copy'
  tar c project | file-organizer add - --name project.tar
  file-organizer add --name db.sql --stdin-from-command -- pg_dump db
  find . -newer stamp -print0 | file-organizer add --from - -0
  file-organizer add --organize --move ~/Downloads
  file-organizer add --dry-run ~/Downloads")]
pub(crate) struct Add {
    /// Files and folders; `-` is standard input. With --stdin-from-command: the command
    #[arg(value_name = "PATH", required_unless_present = "from")]
    paths: Vec<OsString>,
    /// The folder to put them in
    #[arg(long, value_name = "FOLDER", default_value = "/inbox")]
    to: OsString,
    /// Give each file this tag (may be repeated)
    #[arg(long = "tag", value_name = "TAG", value_parser = tag)]
    tags: Vec<Tag>,
    /// Give each file this note
    #[arg(long, value_name = "NOTE")]
    note: Option<String>,
    /// Another name for the one file that is added
    #[arg(long, value_name = "NAME")]
    name: Option<OsString>,
    /// Remove each source once its content was committed and read back, and the folders that are
    /// empty because of that
    #[arg(long = "move")]
    move_sources: bool,
    /// What to do where the name is taken by other content: give the new file a number, make it the
    /// next version, leave it out, or leave it out and end with an error
    #[arg(long, value_name = "HOW", value_parser = conflict_words())]
    on_conflict: Option<OnConflict>,
    /// Run the command behind -- and add what it writes to its standard output, if it ends with 0
    #[arg(long, requires = "name", conflicts_with_all = ["from", "move_sources"])]
    stdin_from_command: bool,
    /// Add standard input, or what the command wrote, also where it is empty, which is refused otherwise
    #[arg(long)]
    allow_empty: bool,
    /// Let the rules of the vault say where each file goes, what it is called and tagged (see
    /// rules); what no rule places goes to the folder of --to
    #[arg(long)]
    organize: bool,
    /// Only say what would be done
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

/// Parses the values of `--on-conflict` where nothing is left out.
pub(crate) fn conflict_words_of_intake() -> impl TypedValueParser<Value = OnConflict> {
    words_of([OnConflict::Rename, OnConflict::Version].into_iter())
}

pub(crate) fn words_of(
    all: impl Iterator<Item = OnConflict>,
) -> impl TypedValueParser<Value = OnConflict> {
    let words = PossibleValuesParser::new(all.map(OnConflict::name));
    words.try_map(|word| OnConflict::parse(&word).ok_or("unknown"))
}

fn sources(command: &Add) -> Result<Vec<Source>> {
    if command.stdin_from_command {
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
    };
    let mut gate = context.open("add")?;
    let sources = sources(command)?;
    let mut teller = Teller::new(context);
    let summary = add(&mut gate, sources, &options, &mut teller)?;
    drop(teller);
    conclude(&summary, options.dry_run, context)
}

/// Sums up; an error where some were refused.
pub(super) fn conclude(summary: &Summary, dry: bool, context: &mut Context) -> Result<()> {
    sum_up(summary, dry, context)?;
    refused(summary)
}

/// Says what an add came to.
pub(super) fn sum_up(summary: &Summary, dry: bool, context: &mut Context) -> Result<()> {
    if context.json() {
        context.out.json(&json::summary(summary))?;
    } else {
        let mut parts = Vec::new();
        let would = if dry { "would be " } else { "" };
        for (count, word) in [
            (summary.added, "added"),
            (summary.duplicate, "added (content known already)"),
            (summary.renamed, "added under another name"),
            (summary.versions, "added as new versions"),
            (summary.unchanged, "unchanged"),
            (summary.skipped, "skipped"),
            (summary.rejected, "rejected"),
            (summary.failed, "failed"),
        ] {
            if count > 0 {
                parts.push(format!("{count} {would}{word}"));
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
        context
            .out
            .chatter(&format!("{} ({bytes})", parts.join(", ")))?;
        let lost = not_kept(&summary.not_kept);
        if !lost.is_empty() {
            context.out.note(&format!("not kept: {}", lost.join("; ")));
        }
    }
    Ok(())
}

/// What of the sources is not kept, with how many that are.
fn not_kept(not_kept: &NotKept) -> Vec<String> {
    let all = [
        ("access control lists", not_kept.access_lists),
        ("security and system attributes", not_kept.system_attributes),
        ("extended attributes over 64 KiB", not_kept.user_attributes),
        ("hard links (now separate files)", not_kept.hard_links),
    ];
    all.into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| format!("{what} of {}", entries(count)))
        .collect()
}

/// An error where some were refused.
pub(super) fn refused(summary: &Summary) -> Result<()> {
    match summary.rejected + summary.failed {
        0 if summary.stayed > 0 => {
            let stayed = files(summary.stayed);
            Err(Error::new(
                Kind::Partial,
                format!("{stayed} added, but not removed from where they were"),
            )
            .hint("the lines above say why"))
        }
        0 => Ok(()),
        count => Err(
            Error::new(Kind::Partial, format!("{} not added", files(count)))
                .hint("the lines above say why; the rules are in: file-organizer policy show"),
        ),
    }
}

/// Says what becomes of each file.
pub(super) struct Teller<'a> {
    out: &'a mut Output,
    progress: Progress,
    json: bool,
    quiet: bool,
    /// A source says nothing to a person: what was refused is named by its place, too.
    sealed: bool,
}

impl<'a> Teller<'a> {
    pub(super) fn new(context: &'a mut Context) -> Self {
        Self {
            json: context.json(),
            quiet: context.globals.quiet,
            sealed: false,
            progress: Progress::new(&context.globals, "adding"),
            out: &mut context.out,
        }
    }

    /// For drops.
    pub(super) fn of_drops(context: &'a mut Context) -> Self {
        Self {
            sealed: true,
            ..Self::new(context)
        }
    }

    /// A line on standard error, between files.
    pub(super) fn note(&mut self, line: &str) {
        let Self { out, progress, .. } = self;
        progress.above(|| out.note(line));
    }

    /// Nothing is under way: what was said is to be seen by now.
    pub(super) fn pause(&mut self) -> Result<()> {
        self.out.flush()
    }

    /// For work without an end: no progress is shown.
    pub(super) fn without_end(context: &'a mut Context) -> Self {
        Self {
            progress: Progress::none(),
            json: context.json(),
            quiet: context.globals.quiet,
            sealed: false,
            out: &mut context.out,
        }
    }
}

impl Listener for Teller<'_> {
    fn item(&mut self, item: &Item) -> Result<()> {
        let Self {
            out,
            progress,
            json,
            quiet,
            sealed,
        } = self;
        if *json {
            return progress.above(|| out.json(&json::item(item)));
        }
        let refused = matches!(item.status, ItemStatus::Rejected | ItemStatus::Failed);
        if *quiet && !refused {
            return Ok(());
        }
        let shown = match &item.path {
            Some(path) if item.status.is_stored() || *sealed => name::path(path),
            _ => name::os(&item.source),
        };
        let status = item.status.name();
        let status = if let ItemStatus::Version(number) = item.status {
            format!("{status} {number}")
        } else {
            status.to_owned()
        };
        let line = match &item.reason {
            Some(reason) => format!("{status:<9} {shown}: {}", name::line(reason)),
            None => format!("{status:<9} {shown}"),
        };
        progress.above(|| out.line(&line))
    }

    fn stays(&mut self, folder: &Path) {
        let folder = name::os(folder);
        self.note(&format!("left: {folder}: an empty folder"));
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
