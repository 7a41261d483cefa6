//! `consent`

use clap::{Args, Subcommand};
use file_organizer::app::consent::{self, Consent as Row};
use file_organizer::app::error::Result;
use serde_json::json as object;

use crate::cli::context::Context;
use crate::cli::{name, table};

/// Note who consented to what, and list it
///
/// A person is a user of the vault, or anybody else whom you name. A consent that is withdrawn stays
/// in the list with its end. Needs privacy:manage.
#[derive(Debug, Subcommand)]
pub(crate) enum Consent {
    /// Note that a person consents to something from now on
    #[command(after_help = "\
Examples:
  file-organizer consent grant anna newsletter
  file-organizer consent grant 'Ms Jones' photos --note 'signed on paper, folder 3'")]
    Grant(Change),
    /// Note that a person consents to it no more
    #[command(after_help = "\
Examples:
  file-organizer consent withdraw anna newsletter")]
    Withdraw(Change),
    /// List consents, those that ended too
    #[command(after_help = "\
Examples:
  file-organizer consent list
  file-organizer --json consent list anna | jq -r 'select(.withdrawn == null).purpose'")]
    List(List),
}

#[derive(Debug, Args)]
pub(crate) struct Change {
    /// Whose consent
    #[arg(value_name = "PERSON")]
    person: String,
    /// To what
    #[arg(value_name = "PURPOSE")]
    purpose: String,
    /// Free text, such as where the signature is
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    /// Only of this person
    #[arg(value_name = "PERSON")]
    person: Option<String>,
}

pub(crate) fn run(command: &Consent, context: &mut Context) -> Result<()> {
    match command {
        Consent::Grant(change) => {
            let mut gate = context.open("consent grant")?;
            let note = change.note.as_deref();
            consent::grant(&mut gate, &change.person, &change.purpose, note)?;
            changed(change, "consents to", context)
        }
        Consent::Withdraw(change) => {
            let mut gate = context.open("consent withdraw")?;
            let note = change.note.as_deref();
            consent::withdraw(&mut gate, &change.person, &change.purpose, note)?;
            changed(change, "consents no more to", context)
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

fn changed(change: &Change, verb: &str, context: &mut Context) -> Result<()> {
    if context.json() {
        return context
            .out
            .json(&object!({"person": change.person, "purpose": change.purpose}));
    }
    let (person, purpose) = (shown(&change.person), shown(&change.purpose));
    context.out.note(&format!("{person} {verb} {purpose}"));
    Ok(())
}

fn shown(text: &str) -> String {
    name::bytes(text.as_bytes())
}

fn list(all: &[Row], context: &mut Context) -> Result<()> {
    if context.json() {
        return all.iter().try_for_each(|row| {
            let end = row.withdrawn.as_ref();
            context.out.json(&object!({
                "number": row.number,
                "person": row.person,
                "purpose": row.purpose,
                "granted": row.granted.rfc3339(),
                "granted_by": row.granted_by,
                "note": row.note,
                "withdrawn": end.map(|end| end.time.rfc3339()),
                "withdrawn_by": end.map(|end| &end.by),
                "withdrawn_note": end.and_then(|end| end.note.as_ref()),
            }))
        });
    }
    if all.is_empty() {
        context.out.note("no consent was noted");
        return Ok(());
    }
    let row = |row: &Row| {
        let end = row.withdrawn.as_ref();
        vec![
            shown(&row.person),
            row.granted.date(),
            end.map_or_else(|| "-".to_owned(), |end| end.time.date()),
            row.granted_by.clone(),
            shown(&row.purpose),
        ]
    };
    let rows = all.iter().map(row).collect();
    let header = ["PERSON", "SINCE", "UNTIL", "NOTED BY", "PURPOSE"];
    context.out.line(&table::plain(&header, rows, &[]))
}
