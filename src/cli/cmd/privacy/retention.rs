//! `retention`

use clap::{ArgGroup, Args, Subcommand, ValueEnum};
use file_organizer::app::error::Result;
use file_organizer::app::gate::Gate;
use file_organizer::app::json::Run;
use file_organizer::app::privacy::retention::{
    self, ChangedRetention, Due, RetentionSummary, Rule, Settings, Since,
};
use file_organizer::domain::path::VaultPath;
use file_organizer::domain::period::Period;
use file_organizer::domain::size::Size;

use crate::cli::args::period;
use crate::cli::cmd::files::trash;
use crate::cli::context::Context;
use crate::cli::count::files;
use crate::cli::name;
use crate::cli::output::Output;
use crate::cli::when::LocalTime;

/// Set minimum and maximum retention periods
///
/// A minimum (--keep-at-least) holds for every command: until it is over, nothing destroys a file that
/// the rule covers, or one of its versions, and nothing moves or changes the file in a way that takes it
/// out of the rule. Files can be moved to the trash; they stay there until the minimum is over, whatever
/// the policy's `trash.retention` says.
///
/// A maximum (--trash-after) applies when `retention apply` runs. It moves expired files to the trash in
/// one operation (`undo` reverts it), and permanently deletes files that have been in the trash for
/// longer than the policy's `trash.retention`. It does not run automatically: use cron or systemd. A
/// file is moved only when two commands at least 24 hours apart have found it expired and the clock
/// was not turned back in between. A file that comes back from the trash expires again only after the
/// whole period.
///
/// If several rules cover a file, the longest minimum wins over any maximum; among maximums, the one
/// that ends first applies.
#[derive(Debug, Subcommand)]
pub(crate) enum Retention {
    /// Add a rule, or replace the rule with the same name
    ///
    /// A rule applies to files that match all of --in, --tag and --type. Periods are those of the
    /// calendar: 90d, 2w, 6mo, 10y, 1y6mo (`6m` is refused: minutes or months?). A maximum of less than
    /// a day asks for confirmation, and so does replacing a rule if that shortens or ends its minimum
    /// (no or a shorter --keep-at-least, another --from, --in, --tag or --type); without a terminal, -y
    /// is required.
    #[command(after_help = "\
Examples:
  file-organizer retention set drafts --tag draft --trash-after 90d
  file-organizer retention set tax --in /tax --keep-at-least 10y
  file-organizer retention set scans --in /inbox/scans --keep-at-least 6mo --trash-after 1y --from modified")]
    Set(Set),
    /// List the rules
    #[command(after_help = "\
Examples:
  file-organizer retention list
  file-organizer --json retention list | jq -r .name")]
    List,
    /// Remove a rule (does not change files)
    ///
    /// Asks for confirmation if the rule has a minimum; without a terminal, -y is required.
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
#[command(override_usage = "file-organizer retention set [OPTIONS] <NAME>")]
#[command(group = ArgGroup::new("which").args(["folder", "tags", "kind"]).required(true).multiple(true))]
#[command(group = ArgGroup::new("periods").args(["keep_at_least", "trash_after"]).required(true).multiple(true))]
pub(crate) struct Set {
    /// Name of the rule
    name: String,
    /// Files in this folder and its subfolders
    #[arg(long = "in", value_name = "FOLDER")]
    folder: Option<String>,
    /// Files with this tag (can be repeated; files must have all of them)
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// Files of this type (pdf) or class (image)
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,
    /// Keep files at least this long
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    keep_at_least: Option<Period>,
    /// Move the files to the trash afterwards
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    trash_after: Option<Period>,
    /// Start of the periods: when the content was added, or its modification time
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
        Retention::Set(command) => set(command, context),
        Retention::List => {
            let mut gate = context.open("retention list")?;
            list(&retention::list(&mut gate)?, context)
        }
        Retention::Remove(remove) => {
            let mut gate = context.open("retention remove")?;
            let name = &remove.name;
            let Some(may_shorten) = may_shorten(&mut gate, name, None, context)? else {
                return Ok(());
            };
            let previous = retention::remove(&mut gate, name, may_shorten)?;
            let line = format!("rule {name:?} removed: {previous} -> none");
            changed(context, ("removed", name), None, Some(&previous), &line)
        }
        Retention::Apply(command) if command.dry_run => {
            let mut gate = context.open("retention apply")?;
            let planned = retention::planned(&mut gate)?;
            let (now, later): (Vec<Due>, Vec<Due>) =
                planned.due.into_iter().partition(|due| due.confirmed);
            each(&now, true, context)?;
            each(&later, true, context)?;
            let summary = RetentionSummary::new(&now, planned.rest);
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
        let destroyed = planned.rest.emptied.files;
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
    each(&done.due, false, context)?;
    let summary = RetentionSummary::new(&done.due, done.rest);
    conclude(&summary, false, context)
}

fn set(command: &Set, context: &mut Context) -> Result<()> {
    if let Some(period) = command.trash_after.filter(|period| period.is_under_a_day()) {
        let question = format!("Move files to the trash {period} after they were added?");
        if !context.confirm(&question)? {
            context.out.note("nothing was changed");
            return Ok(());
        }
    }
    let settings = Settings {
        words: command.words(),
        keep_at_least: command.keep_at_least,
        trash_after: command.trash_after,
        since: match command.from {
            From::Added => Since::Added,
            From::Modified => Since::Modified,
        },
    };
    let name = &command.name;
    let mut gate = context.open("retention set")?;
    let Some(may_shorten) = may_shorten(&mut gate, name, Some(&settings), context)? else {
        return Ok(());
    };
    let done = retention::set(&mut gate, name, &settings, may_shorten)?;
    let line = match &done.previous {
        Some(previous) => format!("rule {name:?}: {previous} -> {settings}"),
        None => format!("rule {name:?}: {settings}"),
    };
    let matched = done.matched.as_ref();
    let files = matched.map(|matched| matched.files);
    changed(context, ("set", name), files, done.previous.as_ref(), &line)?;
    if let Some(matched) = matched {
        warn(
            name,
            matched.files,
            matched.missing.as_ref(),
            &mut context.out,
        );
    }
    Ok(())
}

/// Whether a minimum may be shortened or ended: asks on a terminal; `None` if the answer is no.
fn may_shorten(
    gate: &mut Gate,
    name: &str,
    after: Option<&Settings>,
    context: &mut Context,
) -> Result<Option<bool>> {
    if !context.asks() {
        return Ok(Some(context.globals.yes));
    }
    let Some(change) = retention::shortened(gate, name, after)? else {
        return Ok(Some(false));
    };
    if context.confirm(&format!("{change}. Continue?"))? {
        return Ok(Some(true));
    }
    context.out.note("nothing was changed");
    Ok(None)
}

/// Warns of a rule that matches nothing.
fn warn(rule: &str, files: u64, missing: Option<&VaultPath>, out: &mut Output) {
    match missing {
        _ if files > 0 => {}
        Some(folder) => {
            let folder = name::path(folder);
            out.note(&format!(
                "warning: rule {rule:?}: the folder {folder} does not exist"
            ));
        }
        None => out.note(&format!(
            "warning: rule {rule:?} matches no file at present"
        )),
    }
}

fn changed(
    context: &mut Context,
    (status, name): (&'static str, &str),
    files: Option<u64>,
    previous: Option<&Settings>,
    line: &str,
) -> Result<()> {
    let changed = ChangedRetention {
        status,
        name,
        files,
        previous,
    };
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
    let period =
        |period: Option<Period>| period.map_or_else(|| "-".to_owned(), |period| period.to_string());
    let row = |rule: &Rule| {
        vec![
            rule.name.clone(),
            period(rule.keep_at_least),
            period(rule.trash_after),
            rule.since.name().to_owned(),
            rule.set.local_date(),
            rule.set_by.clone(),
            rule.files.to_string(),
            name::bytes(rule.words.join(" ").as_bytes()),
        ]
    };
    let rows: Vec<_> = rules.iter().map(row).collect();
    let header = [
        "NAME",
        "AT LEAST",
        "TRASH AFTER",
        "FROM",
        "SET",
        "BY",
        "FILES",
        "TERMS",
    ];
    out.table(&header, &rows, &[1, 2, 6])?;
    for rule in rules {
        warn(&rule.name, rule.files, rule.missing.as_ref(), out);
    }
    Ok(())
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
            due.over.local_date(),
            Size::from_bytes(due.size).human(),
            name::path(&due.path),
        ]
    };
    let rows: Vec<_> = due.iter().map(row).collect();
    let header = ["RULE", "EXPIRED", "SIZE", "PATH"];
    if out.is_quiet() {
        return Ok(());
    }
    out.table(&header, &rows, &[2])
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
        if summary.kept > 0 {
            let kept = files(summary.kept);
            out.chatter(&format!(
                "expired but kept by another rule or a hold: {kept}"
            ))?;
        }
        for rule in &summary.unmatched {
            out.note(&format!("warning: rule {rule:?} matches no file"));
        }
        let (count, until) = (summary.waiting, summary.waiting_until);
        trash::waiting(&files(count), count, until, out)
    })
}
