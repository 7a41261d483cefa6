//! `retention`

use clap::{ArgGroup, Args, Subcommand, ValueEnum};
use file_organizer::app::error::Result;
use file_organizer::app::json::{ChangedRetention, Run};
use file_organizer::app::privacy::retention::{self, Due, RetentionSummary, Rule, Since};
use file_organizer::domain::size::Size;
use file_organizer::domain::span::Span;

use crate::cli::args::span;
use crate::cli::context::Context;
use crate::cli::count::files;
use crate::cli::output::Output;
use crate::cli::{name, table};

/// Automatically trash files after a set time
///
/// Retention rules define how long files are kept. `retention apply` moves expired files to the trash
/// in one operation (`undo` reverts it), and permanently deletes files that have been in the trash for
/// longer than the policy's `trash.retention`. It does not run automatically: use cron or systemd. A
/// file is moved only when two commands at least 24 hours apart have found it expired and the clock
/// was not turned back in between.
#[derive(Debug, Subcommand)]
pub(crate) enum Retention {
    /// Add a rule, or replace the rule with the same name
    ///
    /// A rule applies to files that match all of --in, --tag and --type. If several rules apply to a
    /// file, the shortest time counts.
    #[command(after_help = "\
Examples:
  file-organizer retention set drafts --tag draft --keep 90d
  file-organizer retention set scans --in /inbox/scans --type image --keep 1y --from modified")]
    Set(Set),
    /// List the rules
    #[command(after_help = "\
Examples:
  file-organizer retention list
  file-organizer --json retention list | jq -r .name")]
    List,
    /// Remove a rule (does not change files)
    #[command(after_help = "\
Examples:
  file-organizer retention remove drafts")]
    Remove(Remove),
    /// Move expired files to the trash
    ///
    /// On a terminal, shows the number of files and asks for confirmation. Requires permission
    /// file:delete. With -q, prints only errors, as suitable for cron.
    #[command(after_help = "\
Examples:
  file-organizer retention apply --dry-run
  file-organizer -q retention apply
  file-organizer undo")]
    Apply(Apply),
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("which").args(["folder", "tags", "kind"]).required(true).multiple(true))]
pub(crate) struct Set {
    /// Name of the rule
    name: String,
    /// Files in this folder and its subfolders
    #[arg(long = "in", value_name = "FOLDER")]
    folder: Option<String>,
    /// Files with this tag (can be repeated; files must have all of them)
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// Files of this type (pdf, jpg) or class (image, text)
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,
    /// How long to keep the files
    #[arg(long, value_name = "DURATION", value_parser = span)]
    keep: Span,
    /// Start of the time: when the content was added, or its modification time
    #[arg(long, value_enum, value_name = "WHEN", default_value = "added")]
    from: From,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum From {
    Added,
    Modified,
}

#[derive(Debug, Args)]
pub(crate) struct Remove {
    /// Name of the rule
    name: String,
}

#[derive(Debug, Args)]
pub(crate) struct Apply {
    /// Show the expired files and their rules, change nothing
    #[arg(long)]
    dry_run: bool,
}

impl Set {
    /// The search terms of the rule.
    fn words(&self) -> Vec<String> {
        let folder = self.folder.iter().map(|folder| format!("in:{folder}"));
        let tags = self.tags.iter().map(|tag| format!("tag:{tag}"));
        let kind = self.kind.iter().map(|kind| format!("type:{kind}"));
        folder.chain(tags).chain(kind).collect()
    }
}

pub(crate) fn run(command: &Retention, context: &mut Context) -> Result<()> {
    match command {
        Retention::Set(set) => {
            let since = match set.from {
                From::Added => Since::Added,
                From::Modified => Since::Modified,
            };
            let mut gate = context.open("retention set")?;
            retention::set(&mut gate, &set.name, &set.words(), set.keep, since)?;
            changed(
                context,
                "set",
                &set.name,
                &format!("rule {:?}: files are kept for {}", set.name, set.keep),
            )
        }
        Retention::List => {
            let mut gate = context.open("retention list")?;
            list(&retention::list(&mut gate)?, context)
        }
        Retention::Remove(remove) => {
            let mut gate = context.open("retention remove")?;
            retention::remove(&mut gate, &remove.name)?;
            changed(
                context,
                "removed",
                &remove.name,
                &format!("rule {:?} removed", remove.name),
            )
        }
        Retention::Apply(command) if command.dry_run => {
            let mut gate = context.open("retention apply")?;
            let planned = retention::planned(&mut gate)?;
            let (now, later): (Vec<Due>, Vec<Due>) =
                planned.due.into_iter().partition(|due| due.confirmed);
            each(&now, true, context)?;
            each(&later, true, context)?;
            let destroyed = planned.emptied.files;
            let summary = RetentionSummary::new(&now, destroyed, later.len() as u64);
            conclude(&summary, true, context)
        }
        Retention::Apply(_) => apply(context),
    }
}

fn apply(context: &mut Context) -> Result<()> {
    let mut gate = context.open("retention apply")?;
    if context.asks() {
        let planned = retention::planned(&mut gate)?;
        let now = planned.due.iter().filter(|due| due.confirmed).count() as u64;
        let destroyed = planned.emptied.files;
        let question = format!(
            "Move {} to the trash, and permanently delete {} from the trash?",
            files(now),
            files(destroyed)
        );
        if now + destroyed > 0 && !context.confirm(&question)? {
            context.out.note("nothing was changed");
            return Ok(());
        }
    }
    let Some(done) = retention::apply(&mut gate)? else {
        let note = "done; showing which files were affected requires permission file:read";
        context.out.note(note);
        return Ok(());
    };
    each(&done.moved, false, context)?;
    let summary = RetentionSummary::new(&done.moved, done.emptied.files, done.waiting);
    conclude(&summary, false, context)
}

fn changed(context: &mut Context, status: &'static str, rule: &str, line: &str) -> Result<()> {
    let changed = ChangedRetention { status, name: rule };
    context.out.show(&changed, |out| {
        out.note(line);
        Ok(())
    })
}

fn list(rules: &[Rule], context: &mut Context) -> Result<()> {
    context.out.show_each(rules, |out| print_rules(rules, out))
}

fn print_rules(rules: &[Rule], out: &mut Output) -> Result<()> {
    if rules.is_empty() {
        out.note("no retention rules; files are kept indefinitely");
        return Ok(());
    }
    let row = |rule: &Rule| {
        vec![
            rule.name.clone(),
            rule.keep.to_string(),
            rule.since.name().to_owned(),
            rule.set.date(),
            rule.set_by.clone(),
            name::bytes(rule.words.join(" ").as_bytes()),
        ]
    };
    let rows = rules.iter().map(row).collect();
    let header = ["NAME", "KEEP", "FROM", "SET", "BY", "FILES"];
    out.line(&table::plain(&header, rows, &[1]))
}

fn each(due: &[Due], dry_run: bool, context: &mut Context) -> Result<()> {
    let lines = due.iter().map(|result| Run { result, dry_run });
    context.out.show_each(lines, |out| print_due(due, out))
}

fn print_due(due: &[Due], out: &mut Output) -> Result<()> {
    if due.is_empty() {
        return Ok(());
    }
    let row = |due: &Due| {
        vec![
            due.rule.clone(),
            due.over.date(),
            Size::from_bytes(due.size).human(),
            name::path(&due.path),
        ]
    };
    let rows = due.iter().map(row).collect();
    let header = ["RULE", "EXPIRED", "SIZE", "PATH"];
    out.chatter(&table::plain(&header, rows, &[2]))
}

fn conclude(summary: &RetentionSummary, dry_run: bool, context: &mut Context) -> Result<()> {
    let run = Run {
        result: summary,
        dry_run,
    };
    context.out.show(&run, |out| {
        let size = Size::from_bytes(summary.bytes).human();
        let done = if dry_run {
            "would go to the trash"
        } else {
            "moved to the trash"
        };
        out.chatter(&format!("{} ({size}) {done}", files(summary.files)))?;
        if summary.destroyed > 0 {
            let destroyed = files(summary.destroyed);
            out.chatter(&format!("{destroyed} permanently deleted from the trash"))?;
        }
        crate::cli::cmd::files::trash::waiting(&files(summary.waiting), summary.waiting, out)
    })
}
