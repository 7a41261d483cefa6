//! `retention`

use clap::{ArgGroup, Args, Subcommand, ValueEnum};
use file_organizer::app::error::Result;
use file_organizer::app::privacy::retention::{self, Due, Rule, Since};
use file_organizer::domain::size::Size;
use file_organizer::domain::span::Span;
use serde_json::json as object;

use crate::cli::args::span;
use crate::cli::context::Context;
use crate::cli::count::files;
use crate::cli::{json, name, table};

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
                &remove.name,
                &format!("rule {:?} removed", remove.name),
            )
        }
        Retention::Apply(command) if command.dry_run => {
            let mut gate = context.open("retention apply")?;
            let planned = retention::planned(&mut gate)?;
            let (now, later): (Vec<Due>, Vec<Due>) =
                planned.due.into_iter().partition(|due| due.confirmed);
            each(&now, "would_go", context)?;
            each(&later, "waiting", context)?;
            let counts = Counts {
                destroyed: planned.emptied.files,
                waiting: later.len() as u64,
            };
            summary(&now, "would go to the trash", counts, context)
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
    each(&done.moved, "removed", context)?;
    let counts = Counts {
        destroyed: done.emptied.files,
        waiting: done.waiting,
    };
    summary(&done.moved, "moved to the trash", counts, context)
}

/// Counts of files other than those moved to the trash.
#[derive(Clone, Copy)]
struct Counts {
    destroyed: u64,
    waiting: u64,
}

fn changed(context: &mut Context, rule: &str, line: &str) -> Result<()> {
    if context.json() {
        return context.out.json(&object!({"rule": rule}));
    }
    context.out.note(line);
    Ok(())
}

fn list(rules: &[Rule], context: &mut Context) -> Result<()> {
    if context.json() {
        return rules.iter().try_for_each(|rule| {
            context.out.json(&object!({
                "name": rule.name,
                "keep": rule.keep.to_string(),
                "keep_seconds": rule.keep.as_secs(),
                "from": rule.since.name(),
                "words": rule.words,
                "set": rule.set.rfc3339(),
                "set_by": rule.set_by,
            }))
        });
    }
    if rules.is_empty() {
        context
            .out
            .note("no retention rules; files are kept indefinitely");
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
    context.out.line(&table::plain(&header, rows, &[1]))
}

fn each(due: &[Due], status: &str, context: &mut Context) -> Result<()> {
    if context.json() {
        return due.iter().try_for_each(|due| {
            let mut line = json::path("file", &due.path);
            if let Some(map) = line.as_object_mut() {
                map.insert("status".to_owned(), status.into());
                map.insert("id".to_owned(), due.id.to_string().into());
                map.insert("size".to_owned(), due.size.into());
                map.insert("rule".to_owned(), due.rule.clone().into());
                map.insert("over".to_owned(), due.over.rfc3339().into());
            }
            context.out.json(&line)
        });
    }
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
    context.out.chatter(&table::plain(&header, rows, &[2]))
}

fn summary(due: &[Due], done: &str, counts: Counts, context: &mut Context) -> Result<()> {
    let Counts { destroyed, waiting } = counts;
    let bytes: u64 = due.iter().map(|due| due.size).sum();
    let count = due.len() as u64;
    if context.json() {
        return context.out.json(&object!({
            "type": "summary", "files": count, "bytes": bytes, "destroyed": destroyed,
            "waiting": waiting,
        }));
    }
    let size = Size::from_bytes(bytes).human();
    context
        .out
        .chatter(&format!("{} ({size}) {done}", files(count)))?;
    if destroyed > 0 {
        let line = format!("{} permanently deleted from the trash", files(destroyed));
        context.out.chatter(&line)?;
    }
    crate::cli::cmd::files::trash::waiting(&files(waiting), waiting, context)
}
