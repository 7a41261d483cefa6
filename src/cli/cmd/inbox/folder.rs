//! `inbox run DIR`, and the flags that it shares with `watch`.

use std::ffi::OsString;
use std::path::Path;

use clap::Args;
use file_organizer::app::add::Filing;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::inbox::folder::{self, FolderOptions, FolderSummary};
use file_organizer::domain::placement::OnConflict;
use file_organizer::domain::span::Span;
use file_organizer::domain::tag::Tag;

use crate::cli::args::span;
use crate::cli::cmd::add::{Teller, conflict_words_of_intake, refused, sum_up, tag};
use crate::cli::cmd::files;
use crate::cli::context::Context;
use crate::cli::picks::path;
use crate::cli::{json, name};

/// How long a file must have been left alone, unless another time is given.
const SETTLE: Span = Span::from_secs(2);

#[derive(Debug, Args)]
pub(crate) struct How {
    /// The folder of the vault to put them in [default: /inbox]
    #[arg(long, value_name = "FOLDER")]
    to: Option<OsString>,
    /// Give each file this tag (may be repeated)
    #[arg(long = "tag", value_name = "TAG", value_parser = tag)]
    tags: Vec<Tag>,
    /// How long a file must have been left alone [default: 2s]
    #[arg(long, value_name = "DURATION", value_parser = span)]
    settle: Option<Span>,
    /// Put all files into the folder of --to, whatever the rules of the vault say (see rules)
    #[arg(long)]
    no_organize: bool,
    /// Move each source to this folder below DIR, once its content was committed and read back,
    /// instead of removing it
    #[arg(long, value_name = "NAME")]
    keep_in: Option<OsString>,
    /// What to do where the name is taken by other content: give the new file a number in its name, or
    /// make it the next version [default: rename]
    #[arg(long, value_name = "HOW", value_parser = conflict_words_of_intake())]
    on_conflict: Option<OnConflict>,
}

impl How {
    /// What is done where a name is taken.
    pub(super) fn on_conflict(&self) -> Option<OnConflict> {
        self.on_conflict
    }

    /// # Errors
    /// Kind `Usage` where something is given that is about a folder.
    pub(super) fn refuse_without_folder(&self) -> Result<()> {
        let given = self.to.is_some() || self.settle.is_some() || self.keep_in.is_some();
        if given || self.no_organize || !self.tags.is_empty() {
            return Err(Error::new(
                Kind::Usage,
                "--to, --tag, --settle, --no-organize and --keep-in are for a folder that is taken in",
            )
            .hint("name the folder: file-organizer inbox run DIR"));
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

pub(super) fn take(dir: &Path, how: &How, again: bool, context: &mut Context) -> Result<()> {
    let options = how.options(dir, again)?;
    let mut gate = context.open("inbox run")?;
    let taken = folder::run(&mut gate, &options, &mut Teller::new(context))?;
    for (path, why) in &taken.left {
        let shown = name::os(path);
        let why = name::line(why);
        context.out.note(&format!("left: {shown}: {why}"));
    }
    conclude(&taken, context)
}

fn conclude(taken: &FolderSummary, context: &mut Context) -> Result<()> {
    if context.json() {
        context.out.json(&summary(taken))?;
    } else {
        sum_up(&taken.summary, false, context)?;
    }
    if taken.waiting > 0 {
        let waiting = files(taken.waiting);
        context.out.note(&format!(
            "waiting: {waiting} not finished yet: left for the next run"
        ));
    }
    if let Some(next) = taken.next {
        let deferred = files(taken.deferred);
        let next = next.audit_stamp();
        context.out.note(&format!(
            "waiting: {deferred} that failed before: tried again from {next} on, or with --again"
        ));
    }
    refused(&taken.summary)?;
    match taken.stuck {
        0 => Ok(()),
        count => Err(Error::new(
            Kind::Partial,
            format!("{} could not be taken out of the folder", files(count)),
        )
        .hint("the lines above say why")),
    }
}

pub(crate) fn summary(taken: &FolderSummary) -> serde_json::Value {
    let mut line = json::summary(&taken.summary);
    if let serde_json::Value::Object(map) = &mut line {
        map.insert("waiting".to_owned(), taken.waiting.into());
        map.insert("deferred".to_owned(), taken.deferred.into());
        map.insert("stuck".to_owned(), taken.stuck.into());
    }
    line
}
