//! `consent`

use clap::{Args, Subcommand};
use file_organizer::app::error::Result;
use file_organizer::app::json::ChangedConsent;
use file_organizer::app::privacy::consent::{self, Consent as Row};

use crate::cli::context::Context;
use crate::cli::name;
use crate::cli::output::Output;
use crate::cli::when::LocalTime;

/// Record and list consents
///
/// A person is a user of the vault, or anybody else, known by name; upper and lower case, width and white
/// space around the name make no difference. A withdrawn consent remains in the list with the date of
/// withdrawal. Requires permission privacy:manage.
#[derive(Debug, Subcommand)]
pub(crate) enum Consent {
    /// Record that a person gave consent
    #[command(after_help = "\
Examples:
  file-organizer consent grant anna newsletter
  file-organizer consent grant 'Ms Jones' photos --note 'signed on paper, folder 3'")]
    Grant(Change),
    /// Record that a person withdrew consent
    #[command(after_help = "\
Examples:
  file-organizer consent withdraw anna newsletter")]
    Withdraw(Change),
    /// List consents, including withdrawn ones
    #[command(after_help = "\
Examples:
  file-organizer consent list
  file-organizer --json consent list anna | jq -r 'select(.withdrawn == null).purpose'")]
    List(List),
}

#[derive(Debug, Args)]
pub(crate) struct Change {
    /// Name of the person
    #[arg(value_name = "PERSON")]
    person: String,
    /// Purpose of the consent
    #[arg(value_name = "PURPOSE")]
    purpose: String,
    /// Free text, such as the location of the signed form
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    /// Only consents of this person
    #[arg(value_name = "PERSON")]
    person: Option<String>,
}

pub(crate) fn run(command: &Consent, context: &mut Context) -> Result<()> {
    match command {
        Consent::Grant(change) => {
            let mut gate = context.open("consent grant")?;
            let note = change.note.as_deref();
            let person = consent::grant(&mut gate, &change.person, &change.purpose, note)?;
            changed(&person, change, "granted", "gave consent to", context)
        }
        Consent::Withdraw(change) => {
            let mut gate = context.open("consent withdraw")?;
            let note = change.note.as_deref();
            let person = consent::withdraw(&mut gate, &change.person, &change.purpose, note)?;
            changed(&person, change, "withdrawn", "withdrew consent to", context)
        }
        Consent::List(command) => {
            let mut gate = context.open("consent list")?;
            list(
                &consent::list(&mut gate, command.person.as_deref())?,
                context,
            )
        }
    }
}

fn changed(
    person: &str,
    change: &Change,
    status: &'static str,
    verb: &str,
    context: &mut Context,
) -> Result<()> {
    let changed = ChangedConsent {
        status,
        person,
        purpose: &change.purpose,
    };
    context.out.show(&changed, |out| {
        let (person, purpose) = (shown(person), shown(&change.purpose));
        out.note(&format!("{person} {verb} {purpose}"));
        Ok(())
    })
}

fn shown(text: &str) -> String {
    name::bytes(text.as_bytes())
}

fn list(all: &[Row], context: &mut Context) -> Result<()> {
    context.out.show_each(all, |out| print(all, out))
}

fn print(all: &[Row], out: &mut Output) -> Result<()> {
    if all.is_empty() {
        out.note("no consents recorded");
        return Ok(());
    }
    let row = |row: &Row| {
        let end = row.withdrawn.as_ref();
        vec![
            shown(&row.person),
            row.granted.local_date(),
            end.map_or_else(|| "-".to_owned(), |end| end.time.local_date()),
            row.granted_by.clone(),
            shown(&row.purpose),
        ]
    };
    let rows: Vec<_> = all.iter().map(row).collect();
    let header = ["PERSON", "SINCE", "UNTIL", "RECORDED BY", "PURPOSE"];
    out.table(&header, &rows, &[])
}
