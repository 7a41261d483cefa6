//! `backup identity`, `backup recipient`

use std::path::PathBuf;

use clap::{Args, Subcommand};
use file_organizer::app::backup::{self, IdentityInfo, Recipient};
use file_organizer::app::clock;
use file_organizer::app::error::Result;

use crate::cli::context::Context;
use crate::cli::name;
use crate::cli::output::Output;

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
    let document = IdentityInfo {
        recipient: &recipient,
        destination: command.output.as_deref(),
        identity: command.output.is_none().then_some(&secret),
    };
    context.out.show(&document, |out| {
        match &command.output {
            Some(path) => {
                out.note(&format!(
                    "identity written to {}; its recipient:",
                    name::os(path)
                ));
                out.line(&recipient)?;
                out.note(
                    "\nKeep that file away from this computer. Then let it open your backups:",
                );
            }
            None => {
                out.note(
                    "Identity (the secret that decrypts backups, shown once). Write it down:\n",
                );
                out.line(secret.expose())?;
                out.note("\nThen let it open your backups:");
            }
        }
        out.note(&format!(
            "  file-organizer backup recipient add {recipient}"
        ));
        Ok(())
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
            context.out.show_each(&all, |out| print(&all, out))
        }
    }
}

fn print(all: &[Recipient], out: &mut Output) -> Result<()> {
    if all.is_empty() {
        out.note("no recipients; backups cannot be created yet");
        out.note("create an identity with: file-organizer backup identity new -o FILE");
        return Ok(());
    }
    let row = |one: &Recipient| vec![one.recipient.clone(), one.name.clone().unwrap_or_default()];
    let rows: Vec<_> = all.iter().map(row).collect();
    out.table(&["RECIPIENT", "NAME"], &rows, &[])
}

fn report(words: &str, one: &Recipient, context: &mut Context) -> Result<()> {
    let line = format!("{words} {}", one.recipient);
    context.out.show(one, |out| out.chatter(&line))
}
