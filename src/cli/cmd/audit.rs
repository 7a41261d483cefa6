//! `audit`

mod export;
pub(crate) mod incident;
pub(crate) mod monitor;
mod prune;

use std::ffi::OsString;
use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum};
use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
use file_organizer::app::audit::{self, Checked, Filter, Note, RowInfo};
use file_organizer::app::clock;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::gate::Gate;
use file_organizer::domain::detail::Part;
use file_organizer::domain::effect::Effect;
use file_organizer::domain::event::{AuditEvent, Entry, Event, Outcome};
use file_organizer::domain::span::Span;
use file_organizer::domain::time::Time;

use crate::cli::colour;
use crate::cli::context::Context;
use crate::cli::count::counted;
use crate::cli::output::Output;
use crate::cli::when::LocalTime;
use crate::cli::{name, table};

/// The polling interval of `--follow`; other processes do not notify this one.
const REST: Duration = Duration::from_millis(500);

/// Show, verify, export or prune the audit log
#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    /// Print the log, oldest first
    ///
    /// Line format: time in UTC | event | user | source | target | outcome | effects. Every change, refusal
    /// and failure is recorded, and every file that is read. An entry without a target or effects lacks
    /// that field. The values of changed settings, and the ids and paths of files, are in the JSON output.
    #[command(after_help = "\
Examples:
  file-organizer audit log --since 7d
  file-organizer audit log --event FILE_READ --principal admin --format table
  file-organizer audit log --target /papers/contract.pdf
  file-organizer audit log --effect grant --effect end --last 20
  file-organizer audit log --follow
  file-organizer audit log --follow --json | systemd-cat -t file-organizer
  file-organizer audit log --follow --json | logger -t file-organizer")]
    Log(Log),
    /// Verify the hash chain of the log
    ///
    /// Exit code 6 if a row is invalid, or if the log does not contain the given earlier head.
    #[command(after_help = "\
Examples:
  file-organizer audit verify
  file-organizer audit verify --expect-head \"120 5f2c...\"")]
    Verify(Verify),
    /// Print the number of rows and the chain value of the last row
    ///
    /// Store the line elsewhere, to verify the log against it later (see: audit verify --expect-head).
    #[command(after_help = "\
Examples:
  file-organizer audit head >> ~/paper/audit-heads.txt")]
    Head,
    Export(export::Export),
    Prune(prune::Prune),
}

#[derive(Debug, Args)]
pub(crate) struct Log {
    /// Only rows since this date or age (such as 7d)
    ///
    /// Also those that were written later, by a clock that was set back.
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
    /// Only rows before this date or age
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
    /// Only this event, as FILE_READ (can be repeated)
    #[arg(long = "event", value_name = "EVENT", value_parser = event)]
    events: Vec<Event>,
    /// Only actions of this user, or of this API key (NAME or key:NAME)
    #[arg(long, value_name = "NAME")]
    principal: Option<String>,
    /// Only this outcome: success, denied or failure
    #[arg(hide_short_help = true, long, value_name = "OUTCOME", value_parser = outcome)]
    outcome: Option<Outcome>,
    /// Only what came from this address, or `local`
    #[arg(hide_short_help = true, long, value_name = "ADDRESS")]
    source: Option<String>,
    /// Only entries with this effect, such as remove or grant (can be repeated)
    #[arg(hide_short_help = true, long = "effect", value_name = "EFFECT", value_parser = effect)]
    effects: Vec<Effect>,
    /// Only entries about this path, file id, user, role, API key or policy key
    ///
    /// A file is followed when it was moved; a folder includes what was in it, and / everything about
    /// files. An API key is given by its name, key:NAME or id (fo_...). Patterns are not accepted.
    #[arg(long, value_name = "PATH|ID|NAME")]
    target: Option<OsString>,
    /// Only the newest N entries
    #[arg(long, alias = "limit", value_name = "N")]
    last: Option<usize>,
    /// Output format
    #[arg(long, value_enum, value_name = "FORM")]
    format: Option<Format>,
    /// Keep running and print new rows
    #[arg(short, long, conflicts_with = "until")]
    follow: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// time | event | user | source | target | outcome | effects
    Line,
    /// Columns, wrapped to the width of the terminal
    Table,
    /// JSON Lines
    Json,
}

/// The minimum widths of the columns: numbers and outcomes are not wrapped, a time can be wrapped
/// between date and time of day.
const LEAST: [u16; 6] = [20, 10, 12, 12, 12, 7];

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// An earlier output of `audit head`, or only its chain value
    #[arg(long, value_name = "HEAD", num_args = 1..=2)]
    expect_head: Vec<String>,
    /// The number of rows in an earlier output of `audit head`
    #[arg(long, value_name = "N")]
    expect_count: Option<u64>,
}

fn event(text: &str) -> std::result::Result<Event, String> {
    text.parse().map_err(|_| {
        let names: Vec<&str> = Event::ALL.iter().map(|event| event.name()).collect();
        format!("must be one of: {}", names.join(", "))
    })
}

fn effect(text: &str) -> std::result::Result<Effect, String> {
    let named = |effect: &Effect| effect.name().eq_ignore_ascii_case(text);
    let names = || Effect::ALL.map(Effect::name).join(", ");
    let found = Effect::ALL.into_iter().find(named);
    found.ok_or_else(|| format!("must be one of: {}", names()))
}

fn outcome(text: &str) -> std::result::Result<Outcome, String> {
    Outcome::by_name(text).ok_or_else(|| "must be one of: success, denied, failure".to_owned())
}

/// The earlier head: a line of `audit head`, or a part of it.
fn note(command: &Verify) -> Result<Note> {
    let wrong = || {
        let message =
            "--expect-head requires an output line of audit head, or its 64 hexadecimal digits";
        Error::new(Kind::Usage, message).hint("example: --expect-head \"120 5f2c...\"")
    };
    let line = command.expect_head.join(" ");
    let words: Vec<&str> = line.split_whitespace().collect();
    let (count, chain) = match *words.as_slice() {
        [] if command.expect_head.is_empty() => (None, None),
        [chain] => (None, Some(chain)),
        [count, chain] => (Some(count), Some(chain)),
        _ => return Err(wrong()),
    };
    let count = count.map(str::parse).transpose().map_err(|_| wrong())?;
    if count.is_some()
        && command
            .expect_count
            .is_some_and(|other| count != Some(other))
    {
        let message = "--expect-count does not match the number of rows in --expect-head";
        return Err(Error::new(Kind::Usage, message));
    }
    let decode = |text: &str| HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok();
    let chain = chain.map(|text| decode(text).and_then(|bytes| bytes.try_into().ok()));
    Ok(Note {
        chain: chain.map(|chain| chain.ok_or_else(wrong)).transpose()?,
        count: count.or(command.expect_count),
    })
}

/// A date, or an age.
pub(crate) fn time(text: Option<&String>) -> Result<Option<Time>> {
    let Some(text) = text else {
        return Ok(None);
    };
    if let Ok(age) = Span::parse(text) {
        return Ok(Some(clock::now().saturating_sub(age)));
    }
    Time::parse_in(text, clock::zone())
        .map(Some)
        .map_err(|e| Error::new(Kind::Usage, e.to_string()).maybe_hint(e.hint()))
}

pub(crate) fn run(command: &Audit, context: &mut Context) -> Result<()> {
    match command {
        Audit::Log(command) => log(command, context),
        Audit::Verify(command) => verify(command, context),
        Audit::Export(command) => export::run(command, context),
        Audit::Prune(command) => prune::run(command, context),
        Audit::Head => {
            let mut gate = context.open("audit head")?;
            let head = audit::head(&mut gate)?;
            context.out.show(&head, |out| {
                let chain = HEXLOWER.encode(&head.chain);
                out.line(&format!("{} {chain}", head.count))
            })
        }
    }
}

fn log(command: &Log, context: &mut Context) -> Result<()> {
    let target = command.target.as_ref();
    let filter = Filter {
        since: time(command.since.as_ref())?,
        until: time(command.until.as_ref())?,
        events: command.events.clone(),
        principal: command.principal.clone(),
        outcome: command.outcome,
        source: command.source.clone(),
        effects: command.effects.clone(),
        target: target.map(|target| target.as_encoded_bytes().to_vec()),
        last: command.last,
    };
    let format = match command.format {
        Some(format) => format,
        None if context.json() => Format::Json,
        None => Format::Line,
    };
    let mut gate = context.open("audit log")?;
    let mut next = print(&mut gate, &filter, format, None, context)?;
    if !command.follow {
        return Ok(());
    }
    loop {
        context.out.flush()?;
        context.out.rest(REST)?;
        next = print(&mut gate, &filter, format, Some(next), context)?;
    }
}

/// Prints the log, optionally starting at a row; returns the number of the next row.
fn print(
    gate: &mut Gate,
    filter: &Filter,
    format: Format,
    from: Option<u64>,
    context: &mut Context,
) -> Result<u64> {
    let mut rows = Vec::new();
    let mut found = false;
    let out = &mut context.out;
    let each = |number, entry: Entry| {
        found = true;
        match format {
            Format::Line => {
                let line = painted(&entry.event, out);
                out.line(&line)
            }
            Format::Json => out.document(&RowInfo::new(number, &entry)),
            Format::Table => {
                rows.push(row(number, &entry.event));
                Ok(())
            }
        }
    };
    let next = match from {
        None => audit::log(gate, filter, 1, each)?,
        Some(from) => audit::follow(gate, filter, from, each)?,
    };
    if !found && from.is_none() && out.is_terminal() {
        out.note("no entries match");
    }
    if !rows.is_empty() {
        let header = [
            "ROW", "TIME", "EVENT", "USER", "SOURCE", "OUTCOME", "TARGET",
        ];
        let text = table::fitted(&header, rows, &[0], &LEAST, table::width());
        out.titled(&text)?;
    }
    Ok(next)
}

/// The line of a row: one that is not a success as a whole, otherwise its event in colour.
fn painted(event: &AuditEvent, out: &Output) -> String {
    let (line, colours) = (event.line(), out.colours());
    match event.outcome {
        Outcome::Denied => colours.paint(colour::WARNING, &line),
        Outcome::Failure => colours.paint(colour::BAD, &line),
        Outcome::Success => {
            let name = event.event.name();
            line.replacen(name, &colours.paint(colour::LABEL, name), 1)
        }
    }
}

fn row(number: u64, event: &AuditEvent) -> Vec<String> {
    let targets: Vec<String> = event.targets().map(name::bytes).collect();
    let mut about = targets.join(", ");
    if let Some(detail) = &event.detail {
        let gap = if about.is_empty() { "" } else { " " };
        let detail = match detail.parts() {
            [Part::Behind(time)] => format!("BEHIND_{}", time.local_stamp()),
            _ => detail.to_string(),
        };
        about = format!("{about}{gap}({})", name::line(&detail));
    }
    vec![
        number.to_string(),
        event.time.local_stamp(),
        event.event.name().to_owned(),
        event.principal.clone(),
        event.source.clone(),
        event.outcome.name().to_owned(),
        about,
    ]
}

fn verify(command: &Verify, context: &mut Context) -> Result<()> {
    let note = note(command)?;
    let mut gate = context.open("audit verify")?;
    let checked = audit::verify(&mut gate, note)?;
    context.out.show(&checked, |out| {
        if checked.broken.is_none() && !checked.removed {
            print_intact(&checked, out)?;
        }
        Ok(())
    })?;
    match checked.broken {
        None if checked.removed => {
            let begun = checked.checkpoint.count;
            let message = format!(
                "cannot compare with the given head: its row was removed by audit prune; the log starts after row {begun} and is valid from there"
            );
            Err(Error::new(Kind::Findings, message)
                .hint("use a later head, or an export or backup that contains the row"))
        }
        None => Ok(()),
        Some((row, why)) if checked.differs => {
            let message = format!(
                "the audit log is valid, but is not the one of the given head: row {row}: {why}"
            );
            Err(Error::new(Kind::Findings, message).hint(
                "check that the head is one of this vault; if it is, the log was replaced: compare \
                 with a backup",
            ))
        }
        Some((row, why)) => Err(Error::new(
            Kind::Findings,
            format!("audit log invalid at row {row}: {why}"),
        )
        .hint("compare with a backup; all rows before that row are unchanged")),
    }
}

/// Prints the range of an intact log.
fn print_intact(checked: &Checked, out: &mut Output) -> Result<()> {
    let begun = checked.checkpoint.count;
    if begun > 0 {
        let chain = HEXLOWER.encode(&checked.checkpoint.chain);
        out.chatter(&format!(
            "rows up to {begun} were pruned; verified from checkpoint {begun} {chain}"
        ))?;
    }
    let count = checked.head.count - begun;
    let redacted = match checked.redacted {
        0 => String::new(),
        1 => ", 1 of them redacted".to_owned(),
        rows => format!(", {rows} of them redacted"),
    };
    let ok = out.colours().paint(colour::GOOD, "OK");
    out.chatter(&format!(
        "{ok}: {}, chain intact{redacted}",
        counted(count, "row")
    ))
}
