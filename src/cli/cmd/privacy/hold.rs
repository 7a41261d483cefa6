//! `hold`

use clap::{Args, Subcommand};
use file_organizer::app::error::Result;
use file_organizer::app::gate::Gate;
use file_organizer::app::json::ChangedHold;
use file_organizer::app::privacy::hold::{self, Hold as Row};

use crate::cli::args::unprotect;
use crate::cli::context::Context;
use crate::cli::count::files;
use crate::cli::name;
use crate::cli::output::Output;
use crate::cli::when::LocalTime;

/// Keep files from being destroyed, whatever else applies to them
///
/// A hold covers all files that match its terms, including files in the trash and files that are added
/// later. While it lasts, no command destroys such a file or one of its versions, and no command moves
/// or changes a file in a way that takes it out of the hold. Files can be moved to the trash; they stay
/// there. Requires permission privacy:manage.
#[derive(Debug, Subcommand)]
pub(crate) enum Hold {
    /// Set a hold
    ///
    /// The terms are those of `find`, except terms about metadata in the contents (taken:, title:,
    /// author:, artist:, album:, camera:) and about the path that a file was added from (source:). Of a
    /// saved search (@NAME), the hold keeps the terms: it does not change with the search. Ages
    /// such as added:within:30d are counted back from now. Dates are days in UTC, so that a hold covers the same
    /// files everywhere.
    #[command(after_help = "\
Examples:
  file-organizer hold add /contracts --reason 'case 12/2026'
  file-organizer hold add owner:anna added:2025..2026 --reason 'tax audit'")]
    Add(Add),
    /// List holds with their reasons
    #[command(after_help = "\
Examples:
  file-organizer hold list
  file-organizer --json hold list | jq -r .reason")]
    List,
    /// Remove a hold (does not change files)
    ///
    /// Asks for confirmation; without a terminal, -y is required.
    #[command(after_help = "\
Examples:
  file-organizer hold remove 3")]
    Remove(Remove),
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// Search terms; a file must match all of them
    #[arg(value_name = "TERM", required = true)]
    terms: Vec<String>,
    /// Why the files must be kept
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, Args)]
pub(crate) struct Remove {
    /// Number of the hold
    #[arg(value_parser = number)]
    number: u64,
}

fn number(text: &str) -> std::result::Result<u64, String> {
    text.parse()
        .map_err(|_| "not the number of a hold (see: file-organizer hold list)".to_owned())
}

pub(crate) fn run(command: &Hold, context: &mut Context) -> Result<()> {
    match command {
        Hold::Add(add) => {
            let mut gate = context.open("hold add")?;
            let terms: Vec<String> = add.terms.iter().map(|word| unprotect(word)).collect();
            let (number, covered) = hold::add(&mut gate, &terms, &unprotect(&add.reason))?;
            let mut line = format!("hold {number} set");
            if let Some(covered) = covered {
                line += &format!(": {} to keep", files(covered));
            }
            changed(context, "added", number, &line)?;
            if covered == Some(0) {
                let note = "warning: no file matches these terms at present";
                context.out.note(note);
            }
            Ok(())
        }
        Hold::List => {
            let mut gate = context.open("hold list")?;
            let all = hold::list(&mut gate)?;
            context.out.show_each(&all, |out| print(&all, out))
        }
        Hold::Remove(remove) => {
            let mut gate = context.open("hold remove")?;
            if !confirmed(remove.number, &mut gate, context)? {
                context.out.note("nothing was changed");
                return Ok(());
            }
            hold::remove(&mut gate, remove.number)?;
            let line = format!("hold {} removed", remove.number);
            changed(context, "removed", remove.number, &line)
        }
    }
}

/// Asks before a hold is removed, if there is one with this number.
fn confirmed(number: u64, gate: &mut Gate, context: &Context) -> Result<bool> {
    // With --yes, the list is not read, and not recorded.
    if context.globals.yes {
        return Ok(true);
    }
    let all = hold::list(gate)?;
    let found = all.iter().find(|hold| hold.number == number);
    found.map_or(Ok(true), |hold| context.confirm(&question(hold)))
}

fn question(hold: &Row) -> String {
    let terms = name::bytes(hold.words.join(" ").as_bytes());
    let reason = name::bytes(hold.reason.as_bytes());
    let covered = hold.files.map(files);
    let covered = covered.map_or_else(String::new, |files| format!(" on {files}"));
    format!(
        "Remove hold {}{covered} ({terms}, reason: {reason})?",
        hold.number
    )
}

fn changed(context: &mut Context, status: &'static str, hold: u64, line: &str) -> Result<()> {
    context.out.show(&ChangedHold { status, hold }, |out| {
        out.note(line);
        Ok(())
    })
}

fn print(all: &[Row], out: &mut Output) -> Result<()> {
    if all.is_empty() {
        out.note("no holds");
        return Ok(());
    }
    let row = |hold: &Row| {
        vec![
            hold.number.to_string(),
            hold.set.local_date(),
            hold.set_by.clone(),
            hold.files
                .map_or_else(|| "?".to_owned(), |files| files.to_string()),
            name::bytes(hold.words.join(" ").as_bytes()),
            name::bytes(hold.reason.as_bytes()),
        ]
    };
    let rows: Vec<_> = all.iter().map(row).collect();
    let header = ["HOLD", "SET", "BY", "FILES", "TERMS", "REASON"];
    out.table(&header, &rows, &[0, 3])?;
    for hold in all.iter().filter(|hold| hold.files == Some(0)) {
        let note = format!("warning: hold {} matches no file at present", hold.number);
        out.note(&note);
    }
    Ok(())
}
