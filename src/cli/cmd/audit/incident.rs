//! `incident`

mod print;

use clap::{Args, Subcommand};
use file_organizer::app::audit::incident::{
    self, Lockdown as Done, LockdownReport, Reversal, ReversalState,
};
use file_organizer::app::clock;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::gate::Gate;
use file_organizer::app::gate::slots::KdfCosts;
use file_organizer::app::gate::unlock::Credential;
use file_organizer::domain::span::Span;
use file_organizer::domain::time::Time;

use crate::cli::context::Context;
use crate::cli::context::credential;
use crate::cli::count::counted;
use crate::cli::progress::Progress;
use crate::cli::prompt;

/// Respond to a leaked password or key
///
/// First investigate (report), then revoke all access and take back changed settings (lockdown), then
/// set new passwords, create new keys, and tell the people whose files were read (notify).
#[derive(Debug, Subcommand)]
pub(crate) enum Incident {
    /// Revoke all access except your new password and the recovery key, and rekey the vault
    ///
    /// You unlock with your password and set a new one. Then all API keys are revoked, all sessions are
    /// ended, the passwords of all other users are removed (set new ones with: user passwd NAME), reads
    /// of metadata are recorded from now on (policy audit.level), and the vault is encrypted with a new
    /// key. Then the settings that were changed since --since are listed: policy, roles, rules, retention,
    /// backup recipients, shared folders, API keys, users. On a terminal, you choose which to revert (?
    /// explains the answers); --revert-since reverts all without asking. Users created since then
    /// are removed; a removed user is restored without a password. Backups that an added recipient can
    /// open are named. Finally a report is printed, with the access after the lockdown.
    ///
    /// If it is interrupted, run it again, with the new password if that was already set. Asks for
    /// confirmation; without a terminal, -y is required, and without --revert-since nothing is taken back.
    /// The exit code is 3 if a setting could not be taken back.
    #[command(after_help = "\
Examples:
  file-organizer incident lockdown
  file-organizer incident lockdown --since 2026-11-20
  file-organizer -y incident lockdown --revert-since 7d --password-file old.txt --new-password-file new.txt

Afterwards:
  file-organizer recovery new              if the recovery key may have leaked, too
  file-organizer user passwd ben           set a new password for each user
  file-organizer incident notify --since 7d
  file-organizer policy set audit.level normal")]
    Lockdown(Lockdown),
    /// Report who did what, who has access, and what was changed, read and destroyed
    ///
    /// Lists the principals with the number of their audit rows; the files that were read, taken out and
    /// destroyed, with their owners; users, roles, API keys, sessions, backup recipients and shared
    /// folders; and each setting that was changed, with its previous and new value.
    #[command(after_help = "\
Examples:
  file-organizer incident report --since 7d
  file-organizer --json incident report --since 2026-11-01 | jq '.principals[] | {name, reads}'")]
    Report(Report),
    /// List the owners whose files were read or taken out by somebody else
    ///
    /// Lists the files by owner, with who read them and when. An API key counts as somebody else, also
    /// if it acts for the owner. A backup takes out the files of all owners. Needs file:read and
    /// audit:read.
    #[command(after_help = "\
Examples:
  file-organizer incident notify --since 7d
  file-organizer --json incident notify --since 7d | jq -r '.owner_notices[] | .name'")]
    Notify(Report),
}

#[derive(Debug, Args)]
pub(crate) struct Lockdown {
    /// Start of the report, and of the changed settings: an age, or a date [default: 30d]
    #[arg(long, value_name = "TIME", value_parser = since, conflicts_with = "revert_since")]
    since: Option<Time>,
    /// Take back all settings that were changed since this time, without asking
    #[arg(long, value_name = "TIME", value_parser = since)]
    revert_since: Option<Time>,
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
    let time = Time::parse_in(text, clock::zone()).map_err(|e| e.to_string())?;
    if time > clock::now() {
        return Err("it is in the future".to_owned());
    }
    Ok(time)
}

pub(crate) fn run(command: &Incident, context: &mut Context) -> Result<()> {
    match command {
        Incident::Lockdown(command) => lockdown(command, context),
        Incident::Report(command) => {
            let mut gate = context.open("incident report")?;
            let report = incident::report(&mut gate, command.since)?;
            context.out.show(&report, |out| print::report(&report, out))
        }
        Incident::Notify(command) => {
            let mut gate = context.open("incident notify")?;
            let notices = incident::notices(&mut gate, command.since)?;
            context
                .out
                .show(&notices, |out| print::notices(&notices, out))
        }
    }
}

fn lockdown(command: &Lockdown, context: &mut Context) -> Result<()> {
    if !context.confirm("Revoke all API keys, end all sessions, remove all other passwords?")? {
        context.out.note("nothing was changed");
        return Ok(());
    }
    let default = Span::from_days(30);
    let since = command.revert_since.or(command.since);
    let since = since.unwrap_or_else(|| clock::now().saturating_sub(default));
    let mut gate = context.open_by_password("incident lockdown")?;
    incident::check(&mut gate)?;
    let (mut gate, done) = end_access(gate, context)?;
    let done = settle(command, since, &mut gate, done, context)?;
    let report = incident::report(&mut gate, since)?;
    let document = LockdownReport {
        lockdown: &done,
        report: &report,
    };
    context.out.show(&document, |out| {
        print::lockdown(&done, out)?;
        out.line("")?;
        print::report(&report, out)
    })?;
    let failed = done.in_state(ReversalState::Failed).count();
    if failed == 0 {
        return Ok(());
    }
    let message = format!(
        "{} could not be taken back",
        counted(failed, "changed setting")
    );
    Err(Error::new(Kind::Partial, message)
        .hint("the reasons are in the list; change them yourself"))
}

/// Ends all credentials and rekeys the vault; returns it unlocked with the new password.
fn end_access(mut gate: Gate, context: &mut Context) -> Result<(Gate, Done)> {
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
    step(incident::Step::Revert);
    drop(progress);
    Ok((gate, done))
}

/// Takes back changed settings: all with `--revert-since`, those that are chosen on a terminal, or
/// none.
fn settle(
    command: &Lockdown,
    since: Time,
    gate: &mut Gate,
    done: Done,
    context: &Context,
) -> Result<Done> {
    let mut all = command.revert_since.is_some();
    let mut none = !all && !context.asks();
    incident::settle(gate, done, since, &mut |one| {
        if all || none {
            return Ok(all);
        }
        let (choice, rest) = ask(one, context)?;
        if rest {
            (all, none) = (choice, !choice);
        }
        Ok(choice)
    })
}

/// An answer: whether to take back a change, and whether this applies to all further ones. `None` if
/// it is not understood.
fn choice(answer: &str) -> Option<(bool, bool)> {
    match answer.trim().to_lowercase().as_str() {
        "y" | "yes" => Some((true, false)),
        "" | "n" | "no" => Some((false, false)),
        "a" | "all" => Some((true, true)),
        "q" | "quit" => Some((false, true)),
        _ => None,
    }
}

/// Explains the answers to the question about one change.
const CHOICES: &str = "\
y  yes: restore the value from before
n  no: keep the new value (also an empty answer)
a  restore this value and all further ones
q  keep this value and all further ones
?  show this explanation";

/// Whether to take back a change, and whether the answer applies to all further ones.
fn ask(one: &Reversal, context: &Context) -> Result<(bool, bool)> {
    prompt::say(&print::reversal(one))?;
    loop {
        let question = "Take it back? [y/N/a/q/?] ";
        let answer = prompt::answer(question, context.globals.no_input)?;
        match choice(answer.as_deref().unwrap_or("q")) {
            Some(choice) => return Ok(choice),
            None => prompt::say(CHOICES)?,
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_answer_that_is_not_understood_is_no_answer() {
        for (answer, choice) in [
            ("y\n", (true, false)),
            ("Yes\n", (true, false)),
            ("\n", (false, false)),
            ("N\n", (false, false)),
            ("a\n", (true, true)),
            ("q\n", (false, true)),
        ] {
            assert_eq!(super::choice(answer), Some(choice), "{answer:?}");
        }
        for answer in ["?\n", "x\n", "yy\n"] {
            assert_eq!(super::choice(answer), None, "{answer:?}");
        }
    }
}
