//! `api-key`

use clap::{Args, Subcommand};
use file_organizer::app::api_key::{self, Due, KeyInfo, KeyState, NewKey};
use file_organizer::app::clock;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::secret::Secret;
use file_organizer::domain::path::VaultPath;
use file_organizer::domain::permission::Permission;
use file_organizer::domain::scope::Scope;
use file_organizer::domain::span::Span;
use file_organizer::domain::time::Time;
use serde_json::{Value, json};

use super::role;
use crate::cli::args::span;
use crate::cli::context::Context;
use crate::cli::{name, table};

/// Make API keys for scripts, list, revoke and rotate them
///
/// A key opens the vault by itself, in a few milliseconds: keep it in a file that only its user may
/// read, and give the file with --api-key-file.
#[derive(Debug, Subcommand)]
pub(crate) enum ApiKey {
    /// Make a key; it is printed alone, once
    #[command(after_help = "\
Examples:
  file-organizer api-key create --name nightly > nightly.key
  file-organizer api-key create --name scanner --permission file:upload --scope /scans
  file-organizer --api-key-file scanner.key add page.pdf --to /scans")]
    Create(Create),
    /// List keys, never a secret
    List(List),
    /// Show one key, never its secret
    Show(Which),
    /// Revoke keys: they open nothing from now on
    ///
    /// Whoever copied a key and the vault before can still read that copy: file-organizer rekey ends
    /// it for what comes later.
    #[command(after_help = "\
Examples:
  file-organizer api-key revoke nightly
  file-organizer api-key revoke ab12cd34 ef56gh78")]
    Revoke(Revoke),
    /// Give a key a new secret, which is printed alone, once; the old one works for a while
    #[command(after_help = "\
Examples:
  file-organizer api-key rotate nightly > nightly.key.new
  file-organizer api-key rotate nightly --grace 0s     the old secret ends at once")]
    Rotate(Rotate),
    /// List keys that end soon or are too old; exit code 6 when there are any (for cron)
    #[command(after_help = "\
Examples:
  file-organizer -q api-key due --within 14d || echo 'rotate your keys'")]
    Due(DueWithin),
}

#[derive(Debug, Args)]
pub(crate) struct Create {
    /// What it is called
    #[arg(long, value_name = "NAME")]
    name: String,
    /// What it may do (see: file-organizer role list) [default: api]
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// Narrow the role to this permission (several times for several)
    #[arg(long = "permission", value_name = "PERMISSION")]
    permissions: Vec<String>,
    /// Confine it to this folder (several times for several)
    #[arg(long = "scope", value_name = "FOLDER")]
    scopes: Vec<String>,
    /// How long it lives, or never to let it live for ever
    #[arg(long, value_name = "DURATION", default_value = "90d", value_parser = lifetime)]
    expires: Lifetime,
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
        return Err("a key that ends at once opens nothing".into());
    }
    Ok(Lifetime(Some(span)))
}

#[derive(Debug, Args)]
pub(crate) struct List {
    /// Also those that have expired or were revoked
    #[arg(long)]
    all: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Which {
    /// The key's id or name
    key: String,
}

#[derive(Debug, Args)]
pub(crate) struct Revoke {
    /// Ids or names of keys
    #[arg(value_name = "KEY", required = true)]
    keys: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Rotate {
    /// The key's id or name
    key: String,
    /// How long the old secret still works
    #[arg(long, value_name = "DURATION", default_value = "24h", value_parser = span)]
    grace: Span,
    /// How long the key lives from now [default: as long as before]
    #[arg(long, value_name = "DURATION", value_parser = lifetime)]
    expires: Option<Lifetime>,
}

#[derive(Debug, Args)]
pub(crate) struct DueWithin {
    /// How far ahead to look
    #[arg(long, value_name = "DURATION", default_value = "14d", value_parser = span)]
    within: Span,
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
            let (revoked, created) = api_key::revoke(&mut gate, &command.keys)?;
            if !created.is_empty() {
                let created = created.join(" ");
                context.out.note(&format!(
                    "still active, created with a revoked key: {created}"
                ));
            }
            if context.json() {
                return revoked
                    .iter()
                    .try_for_each(|key| context.out.json(&object(key)));
            }
            for key in &revoked {
                context
                    .out
                    .note(&format!("revoked: {} (fo_{})", key.name, key.id));
            }
            Ok(())
        }
        ApiKey::Rotate(command) => {
            warn_endless(command.expires, context);
            let mut gate = context.open("api-key rotate")?;
            let lifetime = command.expires.map(|lifetime| lifetime.0);
            let (key, text) = api_key::rotate(&mut gate, &command.key, command.grace, lifetime)?;
            let note = format!(
                "the old secret of {} works for {} longer",
                key.name, command.grace
            );
            handed_out(&key, &text, &note, context)
        }
        ApiKey::Due(command) => {
            let mut gate = context.open("api-key due")?;
            tell_due(&api_key::due(&mut gate, command.within)?, context)
        }
    }
}

fn warn_endless(lifetime: Option<Lifetime>, context: &mut Context) {
    if lifetime.is_some_and(|lifetime| lifetime.0.is_none()) {
        context
            .out
            .note("warning: this key never ends by itself; rotate it now and then");
    }
}

fn create(command: &Create, context: &mut Context) -> Result<()> {
    let folders = command
        .scopes
        .iter()
        .map(|folder| {
            VaultPath::parse(folder.as_bytes())
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
    let (key, text) = api_key::create(&mut gate, &new)?;
    let note = format!("this is the key {}, shown only now", key.name);
    handed_out(&key, &text, &note, context)
}

/// The key alone on standard output.
fn handed_out(key: &KeyInfo, text: &Secret, note: &str, context: &mut Context) -> Result<()> {
    if context.json() {
        return context.out.json_with(&object(key), "key", text);
    }
    context.out.note(note);
    context.out.line(text.expose())
}

fn folders(scope: &Scope) -> Vec<String> {
    scope.folders().iter().map(name::path).collect()
}

fn object(key: &KeyInfo) -> Value {
    let names: Vec<&str> = key.permissions.iter().map(Permission::name).collect();
    json!({
        "id": key.id,
        "name": key.name,
        "role": key.role,
        "permissions": names,
        "scope": folders(&key.scope),
        "created": key.created.rfc3339(),
        "user": key.user,
        "created_by": key.created_by,
        "issued": key.issued.rfc3339(),
        "expires": key.expires.map(Time::rfc3339),
        "revoked": key.revoked.map(Time::rfc3339),
        "last_used": key.last_used.as_ref().map(|(at, _)| at.rfc3339()),
        "last_source": key.last_used.as_ref().map(|(_, source)| source.clone()),
        "uses": key.uses,
        "state": key.state.name(),
        "secrets": key.secrets.iter().map(|secret| json!({
            "issued": secret.issued.rfc3339(),
            "until": secret.until.map(Time::rfc3339),
        })).collect::<Vec<_>>(),
    })
}

fn date(time: Option<Time>) -> String {
    time.map_or_else(|| "never".to_owned(), Time::date)
}

fn list(keys: &[KeyInfo], context: &mut Context) -> Result<()> {
    if context.json() {
        return keys
            .iter()
            .try_for_each(|key| context.out.json(&object(key)));
    }
    if keys.is_empty() {
        context.out.note(
            "there are no API keys; make one with: file-organizer api-key create --name NAME",
        );
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
    let rows = keys.iter().map(row).collect();
    context.out.line(&table::plain(&header, rows, &[5]))
}

fn show(key: &KeyInfo, context: &mut Context) -> Result<()> {
    if context.json() {
        return context.out.json(&object(key));
    }
    let stamp = |time: Option<Time>| time.map_or_else(|| "never".to_owned(), Time::audit_stamp);
    let scope = match folders(&key.scope) {
        folders if folders.is_empty() => "the whole vault".to_owned(),
        folders => folders.join(" "),
    };
    let used = match &key.last_used {
        Some((at, source)) => format!(
            "{} from {source}, {} times in all",
            at.audit_stamp(),
            key.uses
        ),
        None => "never".to_owned(),
    };
    let lines = [
        ("id", key.id.clone()),
        ("name", key.name.clone()),
        ("state", key.state.name().to_owned()),
        ("role", key.role.clone()),
        ("permits", role::shown(&key.permissions)),
        ("scope", scope),
        (
            "created",
            format!("{} by {}", key.created.audit_stamp(), key.created_by),
        ),
        ("acts for", key.user.clone()),
        ("issued", stamp(Some(key.issued))),
        ("expires", stamp(key.expires)),
        ("revoked", stamp(key.revoked)),
        ("last used", used),
    ];
    let secrets = key.secrets.iter().map(|secret| {
        let until = secret.until.map_or_else(
            || "does not end by itself".to_owned(),
            |until| format!("until {}", until.audit_stamp()),
        );
        let issued = secret.issued.audit_stamp();
        ("secret", format!("of {issued}, {until}"))
    });
    for (what, value) in lines.into_iter().chain(secrets) {
        context.out.line(&format!("{what:<10}  {value}"))?;
    }
    Ok(())
}

fn tell_due(due: &[Due], context: &mut Context) -> Result<()> {
    let now = clock::now();
    if context.json() {
        for due in due {
            let mut line = object(&due.key);
            if let Some(map) = line.as_object_mut() {
                map.insert("why".to_owned(), due.why.into());
                map.insert("at".to_owned(), due.at.rfc3339().into());
            }
            context.out.json(&line)?;
        }
    } else {
        for due in due {
            let what = match (due.why, due.at <= now) {
                ("expires", true) => "has expired",
                ("expires", false) => "expires",
                (_, true) => "is too old since",
                (_, false) => "will be too old",
            };
            let line = format!(
                "{} (fo_{}) {what} {}",
                due.key.name,
                due.key.id,
                due.at.date()
            );
            context.out.line(&line)?;
        }
    }
    match due.len() {
        0 => Ok(()),
        count => Err(
            Error::new(Kind::Findings, format!("{count} API keys are due"))
                .hint("give each a new secret with: file-organizer api-key rotate KEY"),
        ),
    }
}
