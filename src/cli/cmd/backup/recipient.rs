//! `backup identity`, `backup recipient`

use std::path::PathBuf;

use clap::{Args, Subcommand};
use file_organizer::app::backup::{self, Recipient};
use file_organizer::app::clock;
use file_organizer::app::error::Result;
use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::{name, table};

#[derive(Debug, Subcommand)]
pub(crate) enum Identity {
    /// Make an identity, and print its recipient
    ///
    /// With -o the secret goes into a file (0600), as age-keygen writes it. Without, it is printed
    /// once, to be kept on paper. Whoever has it can read the backups; without it, nobody can.
    #[command(after_help = "\
Examples:
  file-organizer backup identity new -o /media/key/identity.txt
  file-organizer backup recipient add \"$(file-organizer -q backup identity new -o identity.txt)\"")]
    New(New),
}

#[derive(Debug, Args)]
pub(crate) struct New {
    /// The file for the secret; it must not be there yet
    #[arg(short = 'o', long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Recipients {
    /// Encrypt backups to this recipient, too
    ///
    /// An age recipient (age1...), or one of an age plugin such as age-plugin-yubikey. SSH keys are
    /// not supported.
    #[command(after_help = "\
Examples:
  file-organizer backup recipient add age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p --name paper")]
    Add(Add),
    /// List to whom backups are encrypted
    List(List),
    /// Encrypt backups to a recipient no more, named by its text or name
    Remove(Remove),
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// The recipient
    #[arg(value_name = "RECIPIENT")]
    recipient: String,
    /// What it is called
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct List {}

#[derive(Debug, Args)]
pub(crate) struct Remove {
    /// The recipient, or its name
    #[arg(value_name = "RECIPIENT")]
    which: String,
}

pub(crate) fn run_identity(command: &Identity, context: &mut Context) -> Result<()> {
    let Identity::New(command) = command;
    let (secret, recipient) = backup::new_identity(command.output.as_deref(), clock::now())?;
    if context.json() {
        let mut made = json!({"recipient": recipient});
        match &command.output {
            Some(path) => crate::cli::json::put_os(&mut made, "path", path),
            None => return context.out.json_with(&made, "identity", &secret),
        }
        return context.out.json(&made);
    }
    match &command.output {
        Some(path) => {
            context
                .out
                .note(&format!("the secret is in {}", name::os(path)));
            context.out.line(&recipient)?;
            context.out.note(
                "\nKeep that file away from this computer. Then say that backups are for it:",
            );
            context.out.note(&format!(
                "  file-organizer backup recipient add {recipient}"
            ));
        }
        None => {
            context.out.note(
                "This is the secret that opens backups. It is shown only now: write it down.\n",
            );
            context.out.line(secret.expose())?;
            context
                .out
                .note("\nIts recipient, to whom backups are encrypted:");
            context.out.note(&format!(
                "  file-organizer backup recipient add {recipient}"
            ));
        }
    }
    Ok(())
}

fn document(one: &Recipient) -> Value {
    json!({
        "recipient": one.recipient,
        "name": one.name,
        "added": one.added.rfc3339(),
        "added_by": one.added_by,
    })
}

pub(crate) fn run(command: &Recipients, context: &mut Context) -> Result<()> {
    match command {
        Recipients::Add(add) => {
            let mut gate = context.open("backup recipient add")?;
            let added = backup::add(&mut gate, &add.recipient, add.name.as_deref())?;
            tell("backups are encrypted to", &added, context)
        }
        Recipients::Remove(remove) => {
            let mut gate = context.open("backup recipient remove")?;
            let removed = backup::remove(&mut gate, &remove.which)?;
            tell("backups are no more encrypted to", &removed, context)
        }
        Recipients::List(List {}) => {
            let mut gate = context.open("backup recipient list")?;
            let all = backup::recipients(&mut gate)?;
            if context.json() {
                return all
                    .iter()
                    .try_for_each(|one| context.out.json(&document(one)));
            }
            if all.is_empty() {
                context
                    .out
                    .note("no recipients: backups cannot be made yet");
                context
                    .out
                    .note("make an identity with: file-organizer backup identity new -o FILE");
                return Ok(());
            }
            let row =
                |one: &Recipient| vec![one.recipient.clone(), one.name.clone().unwrap_or_default()];
            let rows = all.iter().map(row).collect();
            context
                .out
                .line(&table::plain(&["RECIPIENT", "NAME"], rows, &[]))
        }
    }
}

fn tell(words: &str, one: &Recipient, context: &mut Context) -> Result<()> {
    if context.json() {
        return context.out.json(&document(one));
    }
    context.out.chatter(&format!("{words} {}", one.recipient))
}
