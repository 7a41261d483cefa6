//! `incident`

use clap::{Args, Subcommand};
use file_organizer::app::audit::incident::{
    self, Lockdown as Done, LockdownReport, Report as Seen,
};
use file_organizer::app::clock;
use file_organizer::app::error::Result;
use file_organizer::app::gate::slots::KdfCosts;
use file_organizer::app::gate::unlock::Credential;
use file_organizer::domain::span::Span;
use file_organizer::domain::time::Time;

use crate::cli::context::Context;
use crate::cli::context::credential;
use crate::cli::count::counted;
use crate::cli::output::Output;
use crate::cli::progress::Progress;
use crate::cli::{name, table};

/// Respond to a leaked password or key
///
/// First investigate (report), then revoke all access (lockdown), then set new passwords and create
/// new keys.
#[derive(Debug, Subcommand)]
pub(crate) enum Incident {
    /// Revoke all access except your new password and the recovery key, and rekey the vault
    ///
    /// You unlock with your password and set a new one. Then all API keys are revoked, all sessions are
    /// ended, the passwords of all other users are removed (set new ones with: user passwd NAME), reads
    /// of metadata are recorded from now on (policy audit.level), the vault is encrypted with a new key,
    /// and a report is printed. If it is interrupted, run it again, with the new password if that was
    /// already set. Asks for confirmation; without a terminal, -y is required.
    #[command(after_help = "\
Examples:
  file-organizer incident lockdown
  file-organizer -y incident lockdown --password-file old.txt --new-password-file new.txt

Afterwards:
  file-organizer recovery new              if the recovery key may have leaked, too
  file-organizer user passwd ben           set a new password for each user
  file-organizer policy set audit.level normal")]
    Lockdown(Lockdown),
    /// Report who did what, and who had access
    #[command(after_help = "\
Examples:
  file-organizer incident report --since 7d
  file-organizer --json incident report --since 2026-11-01 | jq '.principals[] | {name, reads}'")]
    Report(Report),
}

#[derive(Debug, Args)]
pub(crate) struct Lockdown {
    /// Start of the report: an age, or a date
    #[arg(long, value_name = "TIME", default_value = "30d", value_parser = since)]
    since: Time,
}

#[derive(Debug, Args)]
pub(crate) struct Report {
    /// Start of the report: an age such as 7d, or a date
    #[arg(long, value_name = "TIME", value_parser = since)]
    since: Time,
}

/// An age, or a date.
fn since(text: &str) -> std::result::Result<Time, String> {
    if let Ok(age) = Span::parse(text) {
        return Ok(clock::now().saturating_sub(age));
    }
    Time::parse(text).map_err(|e| e.to_string())
}

pub(crate) fn run(command: &Incident, context: &mut Context) -> Result<()> {
    match command {
        Incident::Lockdown(command) => lockdown(command, context),
        Incident::Report(command) => {
            let mut gate = context.open("incident report")?;
            let report = incident::report(&mut gate, command.since)?;
            context.out.show(&report, |out| print(&report, out))
        }
    }
}

fn lockdown(command: &Lockdown, context: &mut Context) -> Result<()> {
    if !context.confirm("Revoke all API keys, end all sessions, remove all other passwords?")? {
        context.out.note("nothing was changed");
        return Ok(());
    }
    let mut gate = context.open_by_password("incident lockdown")?;
    incident::check(&mut gate)?;
    let user = gate.principal().user.clone();
    let password = credential::new_password(context)?;
    let quiet = context.globals.quiet;
    let progress = Progress::new(&context.globals, "encrypting");
    let mut step = |step: incident::Step| {
        if !quiet {
            progress.above(|| crate::cli::output::note(&format!("{} ...", step.words())));
        }
    };
    let closed = incident::end_credentials(&mut gate, &password, KdfCosts::Calibrated, &mut step)?;
    // The slot that opened this gate was removed; continue with the new one.
    drop(gate);
    let credential = Credential::Password { user, password };
    let mut gate = context.enter_with(&credential, "incident lockdown")?;
    step(incident::Step::Rekey);
    let done = incident::reencrypt(&mut gate, closed, &mut |done, total| {
        progress.set(done, Some(total), "");
    })?;
    drop(progress);
    let report = incident::report(&mut gate, command.since)?;
    let document = LockdownReport {
        lockdown: &done,
        report: &report,
    };
    context.out.show(&document, |out| {
        print_lockdown(&done, out)?;
        out.line("")?;
        print(&report, out)
    })
}

fn print_lockdown(done: &Done, out: &mut Output) -> Result<()> {
    out.line(&format!(
        "revoked {}, ended {}; key epoch {}",
        counted(done.keys, "API key"),
        counted(done.sessions, "session"),
        done.epoch
    ))?;
    for user in &done.users {
        out.line(&format!(
            "{user} needs a new password: file-organizer user passwd {user}"
        ))?;
    }
    if done.recovery {
        out.note(
            "the recovery key still unlocks the vault; replace it with: file-organizer recovery new",
        );
    }
    Ok(())
}

fn print(report: &Seen, out: &mut Output) -> Result<()> {
    let since = report.since.audit_stamp();
    out.line(&format!(
        "since {since} (UTC): {}",
        counted(report.rows, "audit row")
    ))?;
    if let Some((row, why)) = &report.broken {
        out.line(&format!("AUDIT LOG INVALID from row {row}: {why}"))?;
    }
    let stamp = |time: Option<Time>| time.map(Time::audit_stamp).unwrap_or_default();
    let rows = report.principals.iter().map(|one| {
        vec![
            name::line(&one.name).into_owned(),
            stamp(one.last),
            one.events.values().sum::<u64>().to_string(),
            one.reads.to_string(),
            one.denied.to_string(),
            name::line(&one.sources.iter().cloned().collect::<Vec<_>>().join(", ")).into_owned(),
        ]
    });
    let header = ["USER", "LAST", "ROWS", "READS", "DENIED", "SOURCE"];
    let rows = rows.collect();
    out.line(&table::plain(&header, rows, &[2, 3, 4]))?;
    for one in report.principals.iter().filter(|one| !one.read.is_empty()) {
        out.line(&format!("\n{} read:", name::line(&one.name)))?;
        for path in &one.read {
            out.line(&format!("  {}", name::bytes(path)))?;
        }
    }
    for (who, count) in &report.failed_unlocks {
        let who = name::line(who);
        out.line(&format!(
            "\nfailed unlocks as {who}: {}",
            counted(*count, "row")
        ))?;
    }
    if report.keys.is_empty() {
        return Ok(());
    }
    let rows = report.keys.iter().map(|key| {
        vec![
            format!("fo_{}", key.id),
            if key.revoked.is_some() {
                "revoked"
            } else {
                "active"
            }
            .to_owned(),
            key.role.clone(),
            key.uses.to_string(),
            stamp(key.last.as_ref().map(|(time, _)| *time)),
            name::line(&key.name).into_owned(),
        ]
    });
    let header = ["KEY", "STATE", "ROLE", "USES", "LAST USED", "NAME"];
    let rows = rows.collect();
    out.line(&format!("\n{}", table::plain(&header, rows, &[3])))
}
