//! `add`

mod reasons;
mod report;

use std::ffi::OsString;
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::files::add::{AddOptions, Exclude, NotKept, Source, Summary, add};
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
use crate::cli::stream::{Input, Produced};
use crate::cli::wide::UNDO;

pub(crate) use reasons::Commands;
pub(crate) use report::Reporter;

/// Add files and folders
///
/// Each file is checked against the policy (extension, size, content), compressed and encrypted.
/// Refused files are listed with the reason and do not stop the rest (exit code 3; 4 if a source does
/// not exist). From ten files on, files are counted by reason; -v lists each one. Folders keep their structure. If the vault has the same content at that path, the file is unchanged. If it has
/// different content there, adding the same source again, or using --name or standard input, adds a
/// new version; any other file, and every file added with --move, gets a number in its name.
///
/// Stored with each file: permission bits, modification time, extended attributes (user.*), owner and
/// group. Symbolic links are stored as links and never followed; empty folders are stored. Metadata
/// that is not stored (access control lists, other extended attributes, hard links) is counted at the
/// end.
///
/// Of folders, this is ignored unless --no-ignore is given: .DS_Store, Thumbs.db, desktop.ini, ~$*,
/// *.part, *.crdownload, .git folders, and what the file .file-organizer-ignore of a folder names, in
/// the syntax of .gitignore.
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
    /// Files and folders (`-`: standard input)
    ///
    /// With --stdin-from-command, the command and its arguments.
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
    #[arg(long, hide_short_help = true, value_name = "HOW", value_parser = conflict_words())]
    on_conflict: Option<OnConflict>,
    /// Run the command after -- and add its standard output, if it exits with 0
    #[arg(long, hide_short_help = true, requires = "name", conflicts_with_all = ["from", "move_sources"])]
    stdin_from_command: bool,
    /// Accept empty standard input or command output
    #[arg(long, hide_short_help = true)]
    allow_empty: bool,
    /// Sort the files by the vault's rules (see rules)
    ///
    /// Files that match no rule go to the --to folder.
    #[arg(long)]
    organize: bool,
    /// Show what would happen, change nothing
    #[arg(long)]
    dry_run: bool,
    /// Leave out what this pattern matches, as in .gitignore
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    /// Leave out what the patterns in this file match
    #[arg(long, hide_short_help = true, value_name = "FILE")]
    exclude_from: Vec<PathBuf>,
    /// Add junk, too, and what .file-organizer-ignore files name
    #[arg(long, hide_short_help = true)]
    no_ignore: bool,
    /// Leave out other file systems that are mounted below a source
    #[arg(long, hide_short_help = true)]
    one_file_system: bool,
    #[command(flatten)]
    list: FromList,
}

/// What the flags leave out.
fn exclude(command: &Add) -> Result<Exclude> {
    let mut texts = Vec::new();
    for path in &command.exclude_from {
        texts.push(std::fs::read_to_string(path).map_err(|error| Error::io(path, &error))?);
    }
    let listed = texts.iter().flat_map(|text| text.lines());
    let patterns = command.exclude.iter().map(String::as_str).chain(listed);
    let mut exclude = Exclude::patterns(patterns)?;
    exclude.ignore = !command.no_ignore;
    exclude.one_file_system = command.one_file_system;
    Ok(exclude)
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
        exclude: exclude(command)?,
    };
    let sources = sources(command, context)?;
    let missing = missing(&sources)?;
    let mut gate = context.open("add")?;
    let mut reporter = Reporter::new(context, options.dry_run);
    let done = add(&mut gate, sources, &options, &mut reporter);
    let commands = reporter.finish()?;
    let done = done?;
    let changed = done.added + done.duplicate + done.renamed + done.versions;
    let undo = match changed > 1 && !options.dry_run {
        true => UNDO,
        false => "",
    };
    let concluded = conclude(&done, options.dry_run, undo, &commands, context);
    missing.map_or(concluded, Err)
}

/// The error for sources that do not exist, after the others were added.
///
/// # Errors
/// That error, if none of the sources exists.
pub(crate) fn missing(sources: &[Source]) -> Result<Option<Error>> {
    let missing: Vec<&Path> = sources
        .iter()
        .filter_map(|source| match source {
            Source::Path(path) => path
                .symlink_metadata()
                .is_err_and(|error| error.kind() == ErrorKind::NotFound)
                .then_some(path.as_path()),
            Source::Stream(_) | Source::Opened(_) | Source::Listed(_) => None,
        })
        .collect();
    let Some(first) = missing.first() else {
        return Ok(None);
    };
    let message = match missing.len() {
        1 => format!("{} not found", name::os(first)),
        count if count == sources.len() => format!("none of the {count} sources was found"),
        count => format!("{count} of {} sources were not found", sources.len()),
    };
    let error = Error::new(Kind::NotFound, message).hint("check the path of the source");
    match missing.len() == sources.len() {
        true => Err(error),
        false => Ok(Some(error)),
    }
}

/// Prints the summary, with `undo` at its end; an error if files were refused.
pub(crate) fn conclude(
    summary: &Summary,
    dry_run: bool,
    undo: &str,
    commands: &Commands,
    context: &mut Context,
) -> Result<()> {
    let run = Run {
        result: summary,
        dry_run,
    };
    context
        .out
        .show(&run, |out| summarize(summary, dry_run, undo, out))?;
    refused(summary, commands)
}

/// Prints the summary of an add for people; `undo` is appended to it.
pub(crate) fn summarize(
    summary: &Summary,
    dry_run: bool,
    undo: &str,
    out: &mut Output,
) -> Result<()> {
    let mut parts = Vec::new();
    for (count, done, would) in [
        (summary.added, "added", "would be added"),
        (
            summary.duplicate,
            "added with the content of an existing file",
            "would be added with the content of an existing file",
        ),
        (
            summary.renamed,
            "added under another name",
            "would be added under another name",
        ),
        (
            summary.versions,
            "added as a new version",
            "would be added as a new version",
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
    out.chatter(&format!("{} ({bytes}){undo}", parts.join(", ")))?;
    if summary.ignored > 0 {
        let ignored = entries(summary.ignored);
        out.note(&format!(
            "ignored: {ignored} (junk, excluded, or special files)"
        ));
    }
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
pub(crate) fn refused(summary: &Summary, commands: &Commands) -> Result<()> {
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
        count => {
            let message = format!("{} not added", files(count));
            Err(Error::new(Kind::Partial, message).hint(commands.hint()))
        }
    }
}
