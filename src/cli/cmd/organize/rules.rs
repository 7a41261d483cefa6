//! `rules`

mod draft;

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use file_organizer::app::clock;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::files::rules::{self, RuleInfo};
use file_organizer::app::json::{RuleCount, Text};
use file_organizer::domain::rule::{Draft, Rule};

use crate::cli::cmd::organize::Method;
use crate::cli::context::Context;
use crate::cli::output::Output;
use crate::cli::{editor, name};

/// The maximum size of a text, in bytes.
const MAX_TEXT: u64 = 2 * 1024 * 1024;

/// Manage the rules that sort files
///
/// Rules are written in TOML and stored in the vault. A rule has conditions (search terms, as in
/// `find`) and actions: the target folder, a new name, tags. Rules are applied by `organize`,
/// `add --organize`, `inbox run` and `watch`.
#[derive(Debug, Subcommand)]
pub(crate) enum Rules {
    /// List the rules in order of evaluation
    #[command(after_help = "\
Examples:
  file-organizer rules list
  file-organizer --json rules list | jq -r .name")]
    List,
    /// Print all rules, or one, as TOML
    #[command(after_help = "\
Examples:
  file-organizer rules show
  file-organizer rules show invoices")]
    Show(Show),
    Add(Box<draft::Add>),
    /// Change the rules in an editor ($VISUAL or $EDITOR)
    #[command(after_help = "\
Examples:
  EDITOR=nano file-organizer rules edit")]
    Edit,
    /// Remove a rule
    #[command(after_help = "\
Examples:
  file-organizer rules remove invoices")]
    Remove(Remove),
    /// Replace all rules with those of a file or method
    #[command(after_help = "\
Examples:
  file-organizer rules import rules.toml
  file-organizer rules import --method para
  file-organizer rules export | sed s/Documents/Papers/ | file-organizer rules import -")]
    Import(Import),
    /// Print all rules of the vault or of a method, for import
    #[command(after_help = "\
Examples:
  file-organizer rules export > rules.toml
  file-organizer rules export --method johnny-decimal > mine.toml    # no vault needed
  file-organizer rules export --earlier 1                            # before the last change")]
    Export(Export),
    /// Check the rules of a file or of the vault
    ///
    /// Prints errors with line and column (exit code 2).
    #[command(after_help = "\
Examples:
  file-organizer rules check rules.toml")]
    Check(Check),
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// Name of the rule [default: all rules]
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Remove {
    /// Name of the rule
    #[arg(value_name = "NAME")]
    name: String,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// TOML file (`-`: standard input)
    #[arg(
        value_name = "FILE",
        required_unless_present = "method",
        conflicts_with = "method"
    )]
    file: Option<PathBuf>,
    /// Predefined set of rules
    #[arg(long, value_name = "METHOD")]
    method: Option<Method>,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// Predefined set of rules, instead of the vault's rules
    #[arg(long, value_name = "METHOD")]
    method: Option<Method>,
    /// The rules before the last N changes
    #[arg(long, value_name = "N", conflicts_with = "method")]
    earlier: Option<usize>,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// TOML file (`-`: standard input) [default: the vault's rules]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

/// Reads a text file, or standard input.
pub(crate) fn read_text(file: &Path) -> Result<String> {
    let mut text = String::new();
    let read = if file == Path::new("-") {
        std::io::stdin()
            .lock()
            .take(MAX_TEXT)
            .read_to_string(&mut text)
    } else {
        std::fs::File::open(file).and_then(|file| file.take(MAX_TEXT).read_to_string(&mut text))
    };
    read.map_err(|e| Error::io(file, &e))?;
    Ok(text)
}

pub(crate) fn run(command: &Rules, context: &mut Context) -> Result<()> {
    match command {
        Rules::List => list(context),
        Rules::Show(command) => show(command, context),
        Rules::Add(command) => add(&command.draft(), context),
        Rules::Edit => edit(context),
        Rules::Remove(command) => {
            let mut gate = context.open("rules remove")?;
            let left = rules::remove(&mut gate, &command.name)?;
            report(context, "Removed", left)
        }
        Rules::Import(command) => import(command, context),
        Rules::Export(command) => export(command, context),
        Rules::Check(command) => check(command, context),
    }
}

fn count(rules: usize) -> String {
    match rules {
        1 => "1 rule".to_owned(),
        rules => format!("{rules} rules"),
    }
}

fn report(context: &mut Context, done: &str, rules: usize) -> Result<()> {
    context.out.show(&RuleCount { rules }, |out| {
        out.note(&format!("{done}. The vault has {}.", count(rules)));
        Ok(())
    })
}

/// Prints a text that `import` reads.
fn text(text: &str, context: &mut Context) -> Result<()> {
    let document = Text {
        format: "toml",
        text,
    };
    context
        .out
        .show(&document, |out| out.bytes(text.as_bytes()))
}

fn list(context: &mut Context) -> Result<()> {
    let mut gate = context.open("rules list")?;
    let text = rules::show(&mut gate)?;
    let all = rules::parsed(&text, clock::now())?;
    let lines = all.rules().iter().map(RuleInfo::from);
    context
        .out
        .show_each(lines, |out| print_list(all.rules(), out))
}

fn print_list(rules: &[Rule], out: &mut Output) -> Result<()> {
    if rules.is_empty() {
        out.note(
            "no rules; see: file-organizer rules add --help, or use: file-organizer rules import --method type",
        );
        return Ok(());
    }
    let rows: Vec<_> = rules.iter().map(row).collect();
    let header = ["PRIO", "NAME", "WHEN", "THEN"];
    out.table(&header, &rows, &[0])
}

fn row(rule: &Rule) -> Vec<String> {
    let off = if rule.enabled { "" } else { " (off)" };
    vec![
        rule.priority.to_string(),
        format!("{}{off}", name::line(&rule.name)),
        name::line(&conditions(&rule.written)).into_owned(),
        name::line(&actions(&rule.written)).into_owned(),
    ]
}

fn conditions(written: &Draft) -> String {
    let mut parts = written.when.clone();
    if !written.any.is_empty() {
        parts.push(format!("any of {}", written.any.join(", ")));
    }
    if !written.not.is_empty() {
        parts.push(format!("not {}", written.not.join(", ")));
    }
    if parts.is_empty() {
        return "always".to_owned();
    }
    // `rules show` prints all of it.
    let all = parts.join(" ");
    match all.char_indices().nth(32) {
        Some((at, _)) => format!("{}...", all.get(..at).unwrap_or_default()),
        None => all,
    }
}

fn actions(written: &Draft) -> String {
    let mut parts = Vec::new();
    if let Some(to) = &written.to {
        parts.push(to.clone());
    }
    if let Some(rename) = &written.rename {
        parts.push(format!("as {rename}"));
    }
    parts.extend(written.tags.iter().map(|tag| format!("+{tag}")));
    for (set, word) in [
        (written.note.is_some(), "+note"),
        (written.trash, "trash"),
        (written.ignore, "ignore"),
    ] {
        if set {
            parts.push(word.to_owned());
        }
    }
    parts.join(" ")
}

fn show(command: &Show, context: &mut Context) -> Result<()> {
    let mut gate = context.open("rules show")?;
    let toml = rules::show(&mut gate)?;
    let Some(wanted) = &command.name else {
        return text(&toml, context);
    };
    let all = rules::parsed(&toml, clock::now())?;
    let rule = all.rules().iter().find(|rule| rule.name == *wanted);
    let rule = rule.ok_or_else(|| {
        Error::new(Kind::NotFound, format!("rule {wanted:?} not found"))
            .hint("list the rules with: file-organizer rules list")
    })?;
    context.out.show(&RuleInfo::from(rule), |out| {
        let one = file_organizer::domain::rule::only(&toml, wanted).unwrap_or_default();
        out.bytes(one.as_bytes())
    })
}

fn add(draft: &Draft, context: &mut Context) -> Result<()> {
    let mut gate = context.open("rules add")?;
    let rules = rules::add(&mut gate, draft)?;
    report(context, "Added", rules)
}

fn edit(context: &mut Context) -> Result<()> {
    let mut gate = context.open("rules edit")?;
    let before = rules::show(&mut gate)?;
    let text = editor::edit("rules", &before)?;
    if text == before {
        let rules = rules::check(&text)?;
        return context.out.show(&RuleCount { rules }, |out| {
            out.note("nothing was changed");
            Ok(())
        });
    }
    let rules =
        rules::replace(&mut gate, &text).inspect_err(|_| editor::give_back(context, &text))?;
    report(context, "Changed", rules)
}

fn import(command: &Import, context: &mut Context) -> Result<()> {
    let text = match (&command.file, command.method) {
        (Some(file), _) => read_text(file)?,
        (None, Some(method)) => method.ready().rules().to_owned(),
        (None, None) => String::new(),
    };
    // Reports errors before prompting for a password.
    rules::check(&text)?;
    let mut gate = context.open("rules import")?;
    let rules = rules::replace(&mut gate, &text)?;
    report(context, "Imported", rules)
}

fn export(command: &Export, context: &mut Context) -> Result<()> {
    if let Some(method) = command.method {
        return text(method.ready().rules(), context);
    }
    let mut gate = context.open("rules export")?;
    let Some(back) = command.earlier.filter(|back| *back > 0) else {
        return text(&rules::show(&mut gate)?, context);
    };
    let all = rules::earlier(&mut gate)?;
    let (_, earlier) = all.get(back - 1).ok_or_else(|| {
        let kept = all.len();
        Error::new(
            Kind::NotFound,
            format!("the vault has only {kept} earlier versions of its rules"),
        )
    })?;
    text(earlier, context)
}

fn check(command: &Check, context: &mut Context) -> Result<()> {
    let text = match &command.file {
        Some(file) => read_text(file)?,
        None => rules::show(&mut context.open("rules check")?)?,
    };
    let rules = rules::check(&text)?;
    context.out.show(&RuleCount { rules }, |out| {
        out.note(&format!("{}, no errors", count(rules)));
        Ok(())
    })
}
