//! `inbox run DIR`, and its flags, which `watch` has, too.

use std::ffi::OsString;
use std::path::Path;

use clap::Args;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::files::rules::Filing;
use file_organizer::app::intake::inbox::folder::{self, FolderOptions, FolderSummary};
use file_organizer::domain::placement::OnConflict;
use file_organizer::domain::span::Span;
use file_organizer::domain::tag::Tag;

use crate::cli::args::span;
use crate::cli::cmd::files::add::{
    Commands, Reporter, conflict_words_of_intake, refused, summarize, tag,
};
use crate::cli::context::Context;
use crate::cli::count::files;
use crate::cli::name;
use crate::cli::picks::path;
use crate::cli::when::LocalTime;

/// The default settle time.
const SETTLE: Span = Span::from_secs(2);

#[derive(Debug, Args)]
pub(crate) struct FolderArgs {
    /// Target folder in the vault [default: /inbox]
    #[arg(long, value_name = "FOLDER")]
    to: Option<OsString>,
    /// Add this tag to each file (can be repeated)
    #[arg(long = "tag", value_name = "TAG", value_parser = tag)]
    tags: Vec<Tag>,
    /// How long a file must be unchanged before it is imported [default: 2s]
    #[arg(long, value_name = "DURATION", value_parser = span)]
    settle: Option<Span>,
    /// Do not apply the vault's rules (see rules): put all files into the --to folder
    #[arg(long)]
    no_organize: bool,
    /// After import, move each source to this folder below DIR instead of removing it
    #[arg(long, value_name = "NAME")]
    keep_in: Option<OsString>,
    /// What to do if the name exists with different content: add a number to the name, or add a new
    /// version [default: rename]
    #[arg(hide_short_help = true, long, value_name = "HOW", value_parser = conflict_words_of_intake())]
    on_conflict: Option<OnConflict>,
}

impl FolderArgs {
    /// The value of `--on-conflict`.
    pub(super) fn on_conflict(&self) -> Option<OnConflict> {
        self.on_conflict
    }

    /// # Errors
    /// Kind `Usage` if a flag is given that requires a folder.
    pub(super) fn refuse_without_folder(&self) -> Result<()> {
        let given = self.to.is_some() || self.settle.is_some() || self.keep_in.is_some();
        if given || self.no_organize || !self.tags.is_empty() {
            return Err(Error::new(
                Kind::Usage,
                "--to, --tag, --settle, --no-organize and --keep-in require DIR",
            )
            .hint("specify the folder: file-organizer inbox run DIR"));
        }
        Ok(())
    }

    pub(crate) fn options(&self, dir: &Path, again: bool) -> Result<FolderOptions> {
        let to = self.to.clone().unwrap_or_else(|| "/inbox".into());
        Ok(FolderOptions {
            dir: dir.to_owned(),
            to: path(&to)?,
            tags: self.tags.clone(),
            settle: self.settle.unwrap_or(SETTLE).to_duration(),
            keep_in: self.keep_in.clone(),
            again,
            filing: if self.no_organize {
                Filing::Never
            } else {
                Filing::ByRulesIfAny
            },
            on_conflict: self.on_conflict,
        })
    }
}

pub(super) fn import(
    dir: &Path,
    args: &FolderArgs,
    again: bool,
    context: &mut Context,
) -> Result<()> {
    let options = args.options(dir, again)?;
    let mut gate = context.open("inbox run")?;
    let mut reporter = Reporter::new(context, false);
    let taken = folder::run(&mut gate, &options, &mut reporter);
    let commands = reporter.finish()?;
    let taken = taken?;
    for (path, why) in &taken.left {
        let shown = name::os(path);
        let why = name::line(why);
        context.out.note(&format!("skipped: {shown}: {why}"));
    }
    conclude(&taken, &commands, context)
}

fn conclude(taken: &FolderSummary, commands: &Commands, context: &mut Context) -> Result<()> {
    context
        .out
        .show(taken, |out| summarize(&taken.summary, false, "", out))?;
    if taken.waiting > 0 {
        let waiting = files(taken.waiting);
        context.out.note(&format!(
            "waiting: {waiting} not finished yet; the next run will try again"
        ));
    }
    if let Some(next) = taken.next {
        let deferred = files(taken.deferred);
        let next = next.local_stamp();
        context.out.note(&format!(
            "waiting: {deferred} that failed before; next retry after {next}, or now with --again"
        ));
    }
    refused(&taken.summary, commands)?;
    match taken.stuck {
        0 => Ok(()),
        count => Err(Error::new(
            Kind::Partial,
            format!(
                "{} added, but the sources could not be removed",
                files(count)
            ),
        )
        .hint("see the reasons above")),
    }
}
