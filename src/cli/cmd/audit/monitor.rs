//! `monitor`

use clap::Args;
use file_organizer::app::audit::monitor::{self, Extent};
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::domain::monitor::{Evidence, Finding};

use crate::cli::cmd::audit;
use crate::cli::context::Context;
use crate::cli::when::LocalTime;
use crate::cli::{name, output, table};

/// Detect suspicious activity in the audit log
///
/// Reports repeated failed unlocks, unusual use of a user account or API key (hour, address or rate,
/// compared with the previous 30 days), large reads and exports, activity outside working hours, many
/// removals, replacements, moves or refusals, granted power, weakened settings, breaks in the log,
/// clocks that were turned back or are ahead, and accepted rollbacks. The thresholds are the policy keys monitor.* and work_hours (docs/MONITOR.md).
///
/// A run looks at the entries since the last completed run, and reports each finding once. Without
/// findings, prints nothing and exits with 0, otherwise with 6, as suitable for cron.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer monitor
  file-organizer monitor --again
  file-organizer monitor --since 7d
  file-organizer policy set monitor.read_files 1000

In a crontab:
  17 6 * * *  file-organizer --api-key-file ~/.monitor.key monitor")]
pub(crate) struct Monitor {
    /// Look at all activity since this time (an age such as 24h, or a date), whether reported or
    /// not, also of a clock that was set back; does not change where the next run begins
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
    /// Show the findings of the last completed run again
    #[arg(long, conflicts_with = "since")]
    again: bool,
}

pub(crate) fn run(command: &Monitor, context: &mut Context) -> Result<()> {
    let extent = match audit::time(command.since.as_ref())? {
        Some(since) => Extent::Since(since),
        None if command.again => Extent::Again,
        None => Extent::New,
    };
    let mut gate = context.open("monitor")?;
    let run = monitor::run(&mut gate, extent)?;
    let report = &run.report;
    if !report.findings.is_empty() {
        context.out.show_each(&report.findings, |out| {
            let header = ["SEVERITY", "RULE", "USER", "TIME", "FINDING"];
            let rows = report.findings.iter().map(row).collect();
            out.titled(&table::wrapped(&header, rows))
        })?;
        context.out.flush()?;
    }
    if let Err(error) = monitor::complete(&mut gate, &run) {
        if matches!(error.kind, Kind::Denied | Kind::Auth) {
            return Err(error);
        }
        output::note(&format!(
            "warning: the end of this run was not stored, so the next run begins where this one \
             began: {}",
            error.message
        ));
    }
    if report.findings.is_empty() {
        return Ok(());
    }
    let count = report.findings.len() as u64 + report.left_out;
    let findings = if count == 1 { "finding" } else { "findings" };
    let mut message = format!("{count} {findings}");
    if report.left_out > 0 {
        message += &format!(" ({} not shown)", report.left_out);
    }
    Err(Error::new(Kind::Findings, message)
        .hint("show the log with: file-organizer audit log --format table"))
}

/// The row numbers, abbreviated.
fn rows(evidence: &Evidence) -> String {
    let Evidence {
        first, last, count, ..
    } = evidence;
    if count == &1 {
        format!("row {first}")
    } else {
        format!("{count} rows: {first}..{last}")
    }
}

fn row(finding: &Finding) -> Vec<String> {
    let message = name::line(&finding.message);
    vec![
        finding.severity.name().to_owned(),
        finding.rule.name().to_owned(),
        name::bytes(finding.principal.as_bytes()),
        finding
            .evidence
            .from
            .local_stamp()
            .chars()
            .take(16)
            .collect(),
        format!("{message} ({})", rows(&finding.evidence)),
    ]
}
