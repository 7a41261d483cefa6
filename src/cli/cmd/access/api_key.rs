//! `api-key`

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use file_organizer::app::access::api_key::{self, Due, KeyInfo, KeyState, NewKey, NewSecret};
use file_organizer::app::clock;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::secret::Secret;
use file_organizer::domain::escape::meant;
use file_organizer::domain::path::VaultPath;
use file_organizer::domain::scope::Scope;
use file_organizer::domain::span::Span;
use file_organizer::domain::time::Time;

use crate::cli::args::span;
use crate::cli::cmd::access::{role, user};
use crate::cli::context::Context;
use crate::cli::name;
use crate::cli::output::Output;
use crate::cli::when::LocalTime;

/// Manage API keys for scripts
///
/// An API key unlocks the vault without a password, in a few milliseconds. Store it in a file that
/// only you can read, and specify the file with --api-key-file.
#[derive(Debug, Subcommand)]
pub(crate) enum ApiKey {
    /// Create a key; the secret is shown once
    #[command(after_help = "\
Examples:
  file-organizer api-key create --name nightly -o nightly.key
  file-organizer api-key create --name scanner --permission file:upload --scope /scans
  file-organizer --api-key-file scanner.key add page.pdf --to /scans")]
    Create(Create),
    /// List keys (without their secrets)
    List(List),
    /// Show details of a key (without its secret)
    Show(Which),
    /// Revoke keys
    ///
    /// A copy made earlier can still be read with the old key. To protect new data, run:
    /// file-organizer rekey
    #[command(after_help = "\
Examples:
  file-organizer api-key revoke nightly
  file-organizer api-key revoke ab12cd34 ef56gh78")]
    Revoke(Revoke),
    /// Replace the secret of a key; the new one is shown once
    ///
    /// With -o, the new secret replaces the file in one step. If it cannot be written, the file and the
    /// key are unchanged. An existing file must be empty or contain a secret of this key. After an
    /// interruption, the file contains a secret that works: the new one, or the old one for the grace
    /// period, which is therefore at least 1h; a file `.file-organizer-*.partial` next to it, with the
    /// new one, is removed by the next rotation.
    #[command(after_help = "\
Examples:
  file-organizer api-key rotate nightly -o nightly.key
  file-organizer api-key rotate nightly --grace 0s     # the old secret stops working now")]
    Rotate(Rotate),
    /// List keys that expire soon or are due for rotation (exit code 6 if any)
    #[command(after_help = "\
Examples:
  file-organizer -q api-key due --within 14d || echo 'rotate your keys'")]
    Due(DueWithin),
    /// List keys that have not been used for some time (exit code 6 if any)
    ///
    /// A key that was never used counts from its creation. Expired and revoked keys are not listed.
    #[command(after_help = "\
Examples:
  file-organizer -q api-key unused --for 90d || echo 'revoke these keys'")]
    Unused(UnusedFor),
}

#[derive(Debug, Args)]
pub(crate) struct Create {
    /// Name of the key
    #[arg(long, value_name = "NAME")]
    name: String,
    /// Role of the key (see: file-organizer role list) [default: api]
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// Limit the role to this permission (can be repeated)
    #[arg(long = "permission", value_name = "NAME")]
    permissions: Vec<String>,
    /// Limit the key to this folder (can be repeated)
    #[arg(long = "scope", value_name = "FOLDER")]
    scopes: Vec<String>,
    /// Lifetime, such as 90d, or `never`
    #[arg(long, value_name = "DURATION", default_value = "90d", value_parser = lifetime)]
    expires: Lifetime,
    /// File to create for the secret (mode 0600) [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// `90d`, or `never`.
#[derive(Debug, Clone, Copy)]
struct Lifetime(Option<Span>);

fn lifetime(text: &str) -> std::result::Result<Lifetime, String> {
    if text == "never" {
        return Ok(Lifetime(None));
    }
    let span = span(text)?;
    if span.is_zero() {
        return Err("the lifetime must not be zero".into());
    }
    Ok(Lifetime(Some(span)))
}

#[derive(Debug, Args)]
pub(crate) struct List {
    /// Include expired and revoked keys
    #[arg(long)]
    all: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Which {
    /// Id or name of the key
    key: String,
}

#[derive(Debug, Args)]
pub(crate) struct Revoke {
    /// Ids or names of the keys
    #[arg(value_name = "KEY", required = true)]
    keys: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Rotate {
    /// Id or name of the key
    key: String,
    /// How long the old secret keeps working; at least 1h with -o
    #[arg(long, value_name = "DURATION", default_value = "24h", value_parser = span)]
    grace: Span,
    /// New lifetime of the key, from now [default: same as before]
    #[arg(long, value_name = "DURATION", value_parser = lifetime)]
    expires: Option<Lifetime>,
    /// File to create or replace with the new secret (mode 0600) [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct DueWithin {
    /// List keys that expire or are due for rotation within this time
    #[arg(long, value_name = "DURATION", default_value = "14d", value_parser = span)]
    within: Span,
}

#[derive(Debug, Args)]
pub(crate) struct UnusedFor {
    /// List keys that have not been used for this time
    #[arg(long = "for", value_name = "DURATION", default_value = "90d", value_parser = span)]
    time: Span,
}

pub(crate) fn run(command: &ApiKey, context: &mut Context) -> Result<()> {
    match command {
        ApiKey::Create(command) => create(command, context),
        ApiKey::List(command) => {
            let mut gate = context.open("api-key list")?;
            let mut keys = api_key::list(&mut gate)?;
            keys.retain(|key| command.all || key.state == KeyState::Active);
            list(&keys, context)
        }
        ApiKey::Show(which) => {
            let mut gate = context.open("api-key show")?;
            show(&api_key::show(&mut gate, &which.key)?, context)
        }
        ApiKey::Revoke(command) => {
            let mut gate = context.open("api-key revoke")?;
            let (revoked, stays) = api_key::revoke(&mut gate, &command.keys)?;
            for part in user::parts(&stays) {
                context.out.note(&format!(
                    "still active, although added with a revoked key: {part}"
                ));
            }
            context.out.show_each(&revoked, |out| {
                for key in &revoked {
                    out.note(&format!("revoked: {} (fo_{})", key.name, key.id));
                }
                Ok(())
            })
        }
        ApiKey::Rotate(command) => rotate(command, context),
        ApiKey::Due(command) => {
            let mut gate = context.open("api-key due")?;
            report_due(&api_key::due(&mut gate, command.within)?, context)
        }
        ApiKey::Unused(command) => {
            let mut gate = context.open("api-key unused")?;
            report_unused(&api_key::unused(&mut gate, command.time)?, context)
        }
    }
}

fn warn_endless(lifetime: Option<Lifetime>, context: &mut Context) {
    if lifetime.is_some_and(|lifetime| lifetime.0.is_none()) {
        context
            .out
            .note("warning: this key does not expire; rotate it regularly");
    }
}

fn create(command: &Create, context: &mut Context) -> Result<()> {
    let folders = command
        .scopes
        .iter()
        .map(|folder| {
            VaultPath::parse(&meant(folder.as_bytes()))
                .map_err(|e| Error::new(Kind::Usage, e.to_string()).maybe_hint(e.hint()))
        })
        .collect::<Result<Vec<_>>>()?;
    let permissions = match command.permissions.as_slice() {
        [] => None,
        names => Some(role::permissions(names)?),
    };
    let new = NewKey {
        name: command.name.clone(),
        role: command.role.clone(),
        permissions,
        scope: Scope::of(folders),
        lifetime: command.expires.0,
    };
    warn_endless(Some(command.expires), context);
    let mut gate = context.open("api-key create")?;
    let file = file_of(command.output.as_deref());
    let (key, text) = api_key::create(&mut gate, &new, file)?;
    let note = format!("key {:?} created", key.name);
    handed_out(&key, &text, file, &note, context)
}

fn rotate(command: &Rotate, context: &mut Context) -> Result<()> {
    warn_endless(command.expires, context);
    let mut gate = context.open("api-key rotate")?;
    let lifetime = command.expires.map(|lifetime| lifetime.0);
    let file = file_of(command.output.as_deref());
    let (key, text) = api_key::rotate(&mut gate, &command.key, command.grace, lifetime, file)?;
    let mut former = key.secrets.iter().rev().skip(1);
    let note = match former.find_map(|secret| secret.until) {
        None => format!("the old secret of key {:?} no longer works", key.name),
        Some(until) => format!(
            "the old secret of key {:?} works until {}",
            key.name,
            until.local_stamp()
        ),
    };
    handed_out(&key, &text, file, &note, context)
}

/// The file to write to; `-` is standard output.
fn file_of(output: Option<&Path>) -> Option<&Path> {
    output.filter(|path| path.as_os_str() != "-")
}

/// Prints the secret to standard output unless it was written to a file, and the note to standard error.
fn handed_out(
    key: &KeyInfo,
    text: &Secret,
    file: Option<&Path>,
    note: &str,
    context: &mut Context,
) -> Result<()> {
    let issued = NewSecret {
        info: key,
        destination: file,
        key: file.is_none().then_some(text),
    };
    context.out.show(&issued, |out| match file {
        Some(file) => {
            out.note(&format!("{note}; the secret is in {}", name::os(file)));
            Ok(())
        }
        None => {
            out.note(&format!("{note}. Save the secret, it is shown only once:"));
            out.line(text.expose())
        }
    })
}

fn folders(scope: &Scope) -> Vec<String> {
    scope.folders().iter().map(name::path).collect()
}

fn date(time: Option<Time>) -> String {
    time.map_or_else(|| "never".to_owned(), Time::date)
}

fn list(keys: &[KeyInfo], context: &mut Context) -> Result<()> {
    context.out.show_each(keys, |out| print_list(keys, out))
}

fn print_list(keys: &[KeyInfo], out: &mut Output) -> Result<()> {
    if keys.is_empty() {
        out.note("no API keys; create one with: file-organizer api-key create --name NAME");
        return Ok(());
    }
    let row = |key: &KeyInfo| {
        vec![
            key.id.clone(),
            key.role.clone(),
            key.state.name().to_owned(),
            date(key.expires),
            date(key.last_used.as_ref().map(|(at, _)| *at)),
            key.uses.to_string(),
            key.name.clone(),
        ]
    };
    let header = [
        "ID",
        "ROLE",
        "STATE",
        "EXPIRES",
        "LAST USED",
        "USES",
        "NAME",
    ];
    let rows: Vec<_> = keys.iter().map(row).collect();
    out.table(&header, &rows, &[5])
}

fn show(key: &KeyInfo, context: &mut Context) -> Result<()> {
    context.out.show(key, |out| print(key, out))
}

fn print(key: &KeyInfo, out: &mut Output) -> Result<()> {
    let stamp =
        |time: Option<Time>| time.map_or_else(|| "never".to_owned(), LocalTime::local_stamp);
    let scope = match folders(&key.scope) {
        folders if folders.is_empty() => "the whole vault".to_owned(),
        folders => folders.join(" "),
    };
    let used = match &key.last_used {
        Some((at, source)) => format!(
            "{} from {source}, {} times in total",
            at.local_stamp(),
            key.uses
        ),
        None => "never".to_owned(),
    };
    let lines = [
        ("id", key.id.clone()),
        ("name", key.name.clone()),
        ("state", key.state.name().to_owned()),
        ("role", key.role.clone()),
        ("permissions", role::shown(&key.permissions)),
        ("scope", scope),
        (
            "created",
            format!("{} by {}", key.created.local_stamp(), key.created_by),
        ),
        ("acts for", key.user.clone()),
        ("issued", stamp(Some(key.issued))),
        ("expires", stamp(key.expires)),
        ("revoked", stamp(key.revoked)),
        ("last used", used),
    ];
    let secrets = key.secrets.iter().map(|secret| {
        let until = secret.until.map_or_else(
            || "does not expire".to_owned(),
            |until| format!("valid until {}", until.local_stamp()),
        );
        let issued = secret.issued.local_stamp();
        ("secret", format!("issued {issued}, {until}"))
    });
    for (what, value) in lines.into_iter().chain(secrets) {
        out.line(&format!("{what:<11}  {value}"))?;
    }
    Ok(())
}

fn report_due(due: &[Due], context: &mut Context) -> Result<()> {
    let now = clock::now();
    context.out.show_each(due, |out| {
        for due in due {
            let what = match (due.why, due.at <= now) {
                ("expires", true) => "has expired",
                ("expires", false) => "expires",
                (_, true) => "has been due for rotation since",
                (_, false) => "will be due for rotation",
            };
            let (name, id) = (&due.key.name, &due.key.id);
            let date = due.at.local_date();
            out.line(&format!("{name} (fo_{id}) {what} {date}"))?;
        }
        Ok(())
    })?;
    let message = match due.len() {
        0 => return Ok(()),
        1 => "1 API key needs attention".to_owned(),
        count => format!("{count} API keys need attention"),
    };
    Err(Error::new(Kind::Findings, message)
        .hint("replace the secret of a key with: file-organizer api-key rotate KEY -o FILE"))
}

fn report_unused(unused: &[Due], context: &mut Context) -> Result<()> {
    context.out.show_each(unused, |out| {
        for Due { key, at, .. } in unused {
            let (name, id, date) = (&key.name, &key.id, at.local_date());
            out.line(&match key.last_used {
                Some(_) => format!("{name} (fo_{id}) has not been used since {date}"),
                None => format!("{name} (fo_{id}), created {date}, was never used"),
            })?;
        }
        Ok(())
    })?;
    let message = match unused.len() {
        0 => return Ok(()),
        1 => "1 API key is not used".to_owned(),
        count => format!("{count} API keys are not used"),
    };
    Err(Error::new(Kind::Findings, message)
        .hint("revoke a key that nobody needs with: file-organizer api-key revoke KEY"))
}
