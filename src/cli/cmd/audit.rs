//! `audit`

mod export;
mod prune;

use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum};
use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
use file_organizer::app::audit::{self, Filter, Note};
use file_organizer::app::clock;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::gate::Gate;
use file_organizer::domain::event::{AuditEvent, Entry, Event, Outcome};
use file_organizer::domain::span::Span;
use file_organizer::domain::time::Time;
use serde_json::json as object;

use crate::cli::context::Context;
use crate::cli::{name, table};

/// Between two looks at a log that is followed: another process gives no sign.
const REST: Duration = Duration::from_millis(500);

/// Read the audit log, or prove that nothing was taken out of it
#[derive(Debug, Subcommand)]
pub(crate) enum Audit {
    /// Print the log, oldest first
    ///
    /// A line is: time in UTC | event | who | from where | on what | outcome. Each change, refusal and
    /// failure, and each file that was read, leaves one.
    #[command(after_help = "\
Examples:
  file-organizer audit log --since 7d
  file-organizer audit log --event FILE_READ --principal admin --format table
  file-organizer audit log --follow")]
    Log(Log),
    /// Walk the whole chain of rows, and compare it with an earlier head
    ///
    /// Exit code 6 where a row does not hold, or the log has not passed through the head that you
    /// noted.
    #[command(after_help = "\
Examples:
  file-organizer audit verify
  file-organizer audit verify --expect-count 120 --expect-head 5f2c...")]
    Verify(Verify),
    /// Print where the log ends, in one line to keep elsewhere: number of rows, chain value
    #[command(after_help = "\
Examples:
  file-organizer audit head >> ~/paper/audit-heads.txt")]
    Head,
    Export(export::Export),
    Prune(prune::Prune),
}

#[derive(Debug, Args)]
pub(crate) struct Log {
    /// Only rows from then on (a date, or an age such as 7d)
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
    /// Only rows before then (a date, or an age)
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
    /// Only this event, such as FILE_READ (may be repeated)
    #[arg(long = "event", value_name = "EVENT", value_parser = event)]
    events: Vec<Event>,
    /// Only what this user did
    #[arg(long, value_name = "NAME")]
    principal: Option<String>,
    /// Only with this outcome: success, denied or failure
    #[arg(long, value_name = "OUTCOME", value_parser = outcome)]
    outcome: Option<Outcome>,
    /// How rows are printed
    #[arg(long, value_enum, value_name = "FORM")]
    format: Option<Format>,
    /// Go on printing rows as they come
    #[arg(short, long, conflicts_with = "until")]
    follow: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// time | event | who | from where | on what | outcome
    Line,
    /// In columns that fit the terminal; what is long is broken into lines
    Table,
    /// One object a line
    Json,
}

/// How narrow the columns of a table become: numbers and outcomes stay whole, a time may be broken into
/// day and hour.
const LEAST: [u16; 6] = [20, 10, 12, 12, 12, 7];

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// The chain value of an earlier `audit head`
    #[arg(long, value_name = "HEX", value_parser = chain)]
    expect_head: Option<[u8; 32]>,
    /// The number of rows of an earlier `audit head`
    #[arg(long, value_name = "N")]
    expect_count: Option<u64>,
}

fn event(text: &str) -> std::result::Result<Event, String> {
    text.parse().map_err(|_| {
        let names: Vec<&str> = Event::ALL.iter().map(|event| event.name()).collect();
        format!("the events are {}", names.join(", "))
    })
}

fn outcome(text: &str) -> std::result::Result<Outcome, String> {
    Outcome::by_name(text).ok_or_else(|| "one of success, denied, failure".to_owned())
}

fn chain(text: &str) -> std::result::Result<[u8; 32], String> {
    let bytes = HEXLOWER_PERMISSIVE.decode(text.as_bytes());
    bytes
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| "64 hexadecimal digits, as audit head prints them".to_owned())
}

/// A date, or an age.
pub(crate) fn time(text: Option<&String>) -> Result<Option<Time>> {
    let Some(text) = text else {
        return Ok(None);
    };
    if let Ok(age) = Span::parse(text) {
        return Ok(Some(clock::now().saturating_sub(age)));
    }
    Time::parse(text)
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
            let chain = HEXLOWER.encode(&head.chain);
            if context.json() {
                return context
                    .out
                    .json(&object!({"count": head.count, "head": chain}));
            }
            context.out.line(&format!("{} {chain}", head.count))
        }
    }
}

fn log(command: &Log, context: &mut Context) -> Result<()> {
    let filter = Filter {
        since: time(command.since.as_ref())?,
        until: time(command.until.as_ref())?,
        events: command.events.clone(),
        principal: command.principal.clone(),
        outcome: command.outcome,
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

/// Prints the log, or goes on with it from a row.
fn print(
    gate: &mut Gate,
    filter: &Filter,
    format: Format,
    from: Option<u64>,
    context: &mut Context,
) -> Result<u64> {
    let mut rows = Vec::new();
    let out = &mut context.out;
    let each = |number, entry: Entry| match format {
        Format::Line => out.line(&entry.event.line()),
        Format::Json => out.json(&audit::object(number, &entry)),
        Format::Table => {
            rows.push(row(number, &entry.event));
            Ok(())
        }
    };
    let next = match from {
        None => audit::log(gate, filter, 1, each)?,
        Some(from) => audit::follow(gate, filter, from, each)?,
    };
    if !rows.is_empty() {
        let header = ["ROW", "TIME", "EVENT", "WHO", "FROM", "OUTCOME", "WHAT"];
        out.line(&table::fitted(&header, rows, &[0], &LEAST, table::width()))?;
    }
    Ok(next)
}

fn row(number: u64, event: &AuditEvent) -> Vec<String> {
    let targets: Vec<String> = event.targets().map(name::bytes).collect();
    let mut about = targets.join(", ");
    if let Some(detail) = &event.detail {
        let gap = if about.is_empty() { "" } else { " " };
        about = format!("{about}{gap}({})", name::line(&detail.to_string()));
    }
    vec![
        number.to_string(),
        event.time.audit_stamp(),
        event.event.name().to_owned(),
        event.principal.clone(),
        event.source.clone(),
        event.outcome.name().to_owned(),
        about,
    ]
}

fn verify(command: &Verify, context: &mut Context) -> Result<()> {
    let note = Note {
        chain: command.expect_head,
        count: command.expect_count,
    };
    let mut gate = context.open("audit verify")?;
    let checked = audit::verify(&mut gate, note)?;
    let chain = HEXLOWER.encode(&checked.head.chain);
    if context.json() {
        context.out.json(&object!({
            "count": checked.head.count,
            "head": chain,
            "broken_at": checked.broken.as_ref().map(|(row, _)| row),
            "reason": checked.broken.as_ref().map(|(_, why)| why),
            "checkpoint": checked.checkpoint.count,
            "checkpoint_head": HEXLOWER.encode(&checked.checkpoint.chain),
            "note_removed": checked.removed,
            "redacted": checked.redacted,
        }))?;
    } else if checked.broken.is_none() && !checked.removed {
        let count = checked.head.count;
        let begun = checked.checkpoint.count;
        if begun > 0 {
            let chain = HEXLOWER.encode(&checked.checkpoint.chain);
            context.out.chatter(&format!(
                "rows up to {begun} were removed by age; the chain goes on from there: {begun} {chain}"
            ))?;
        }
        let count = count - begun;
        let redacted = match checked.redacted {
            0 => String::new(),
            1 => "; 1 row is redacted".to_owned(),
            rows => format!("; {rows} rows are redacted"),
        };
        context.out.chatter(&format!(
            "ok: {count} rows, each chained to the one before{redacted}"
        ))?;
    }
    match checked.broken {
        None if checked.removed => {
            let begun = checked.checkpoint.count;
            let message = format!(
                "the row that was noted was removed by audit prune: the log begins after row {begun}, and holds from there"
            );
            Err(Error::new(Kind::Findings, message)
                .hint("compare with a later note; an export or a backup from before has the rows"))
        }
        None => Ok(()),
        Some((row, why)) => Err(Error::new(
            Kind::Findings,
            format!("the audit log does not hold at row {row}: {why}"),
        )
        .hint("compare with a backup; everything before that row is as it was written")),
    }
}
