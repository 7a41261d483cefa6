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
    /// Create an identity and print its recipient
    ///
    /// With -o, the secret is written to a file (mode 0600) in the format of age-keygen. Otherwise it is
    /// printed once, to be kept on paper. Anyone with the identity can read the backups; without it,
    /// they cannot be read.
    #[command(after_help = "\
Examples:
  file-organizer backup identity new -o /media/key/identity.txt
  file-organizer backup recipient add \"$(file-organizer -q backup identity new -o identity.txt)\"")]
    New(New),
}

#[derive(Debug, Args)]
pub(crate) struct New {
    /// File to create for the secret
    #[arg(short = 'o', long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Recipients {
    /// Add a recipient
    ///
    /// Future backups are also encrypted to it. Use an age recipient (age1...), or one of an age plugin
    /// such as age-plugin-yubikey. SSH keys are not supported.
    #[command(after_help = "\
Examples:
  file-organizer backup recipient add age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p --name paper")]
    Add(Add),
    /// List recipients
    List(List),
    /// Remove a recipient
    Remove(Remove),
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// Recipient (age1...)
    #[arg(value_name = "RECIPIENT")]
    recipient: String,
    /// Name of the recipient
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct List {}

#[derive(Debug, Args)]
pub(crate) struct Remove {
    /// Recipient or its name
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
            context.out.note(&format!(
                "identity written to {}; its recipient:",
                name::os(path)
            ));
            context.out.line(&recipient)?;
            context
                .out
                .note("\nKeep that file away from this computer. Then let it open your backups:");
            context.out.note(&format!(
                "  file-organizer backup recipient add {recipient}"
            ));
        }
        None => {
            context
                .out
                .note("Identity (the secret that decrypts backups, shown once). Write it down:\n");
            context.out.line(secret.expose())?;
            context.out.note("\nThen let it open your backups:");
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
            report("backups are now encrypted to", &added, context)
        }
        Recipients::Remove(remove) => {
            let mut gate = context.open("backup recipient remove")?;
            let removed = backup::remove(&mut gate, &remove.which)?;
            report("backups are no longer encrypted to", &removed, context)
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
                    .note("no recipients; backups cannot be created yet");
                context
                    .out
                    .note("create an identity with: file-organizer backup identity new -o FILE");
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

fn report(words: &str, one: &Recipient, context: &mut Context) -> Result<()> {
    if context.json() {
        return context.out.json(&document(one));
    }
    context.out.chatter(&format!("{words} {}", one.recipient))
}
