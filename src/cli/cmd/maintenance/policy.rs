//! `policy`

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use file_organizer::app::error::Result;
use file_organizer::app::gate::Gate;
use file_organizer::app::json::PolicyCheck;
use file_organizer::app::maintenance::policy::{self, Changed};
use file_organizer::domain::policy::{Policy as Rules, PolicyValues};

use crate::cli::cmd::organize::rules::read_text;
use crate::cli::context::Context;
use crate::cli::editor;

/// Show or change the vault's settings
///
/// The policy controls which files can be added (extensions, sizes, content that does not match the
/// name), and how long versions, the trash and the audit log are kept. `policy show` explains each
/// key.
#[derive(Debug, Subcommand)]
pub(crate) enum Policy {
    /// Show all keys and values as TOML
    ///
    /// `policy import` accepts this form.
    #[command(
        visible_alias = "export",
        after_help = "\
Examples:
  file-organizer policy show
  file-organizer policy show > policy.toml
  file-organizer --json policy show | jq -r .max_file_size"
    )]
    Show,
    /// Print the value of one key
    #[command(after_help = "\
Examples:
  file-organizer policy get max_file_size")]
    Get(Get),
    /// Set the value of one key
    ///
    /// Prints the old and the new value. allowed_extensions has extensions and groups, separated by
    /// commas; +csv,-gif adds and removes some. The groups are @documents, @images, @audio, @video,
    /// @text, @archives, @mail, @books, @code, @other (any other extension, unless the file is a program
    /// or script) and @programs; * stands for any file. Keeping removed files for less than a day (trash.retention)
    /// requires confirmation, also with `reset`, `import` and `edit`.
    #[command(after_help = "\
Examples:
  file-organizer policy set allowed_extensions +csv,-exe,+@code
  file-organizer policy set allowed_extensions '@documents,@images,zip'
  file-organizer policy set max_file_size 4G
  file-organizer policy set content_mismatch warn
  file-organizer policy set audit.mirror /var/log/vault.log")]
    Set(Set),
    /// Set a key to its default value
    ///
    /// Prints the old and the new value.
    #[command(after_help = "\
Examples:
  file-organizer policy reset allowed_extensions")]
    Reset(Get),
    /// Change the policy in an editor ($VISUAL or $EDITOR)
    #[command(after_help = "\
Examples:
  EDITOR=nano file-organizer policy edit")]
    Edit,
    /// Set policy keys from a TOML file
    ///
    /// Keys that are not in the file are unchanged. If any key or value is invalid, nothing is changed.
    #[command(after_help = "\
Examples:
  file-organizer policy import policy.toml
  file-organizer policy export | file-organizer --vault ~/other policy import -")]
    Import(File),
    /// Check a policy file without importing it (does not need a vault)
    #[command(after_help = "\
Examples:
  file-organizer policy check policy.toml && file-organizer policy import policy.toml")]
    Check(File),
}

#[derive(Debug, Args)]
pub(crate) struct Get {
    /// Key, such as max_file_size
    #[arg(value_name = "KEY")]
    key: String,
}

#[derive(Debug, Args)]
pub(crate) struct Set {
    /// Key, such as max_file_size
    #[arg(value_name = "KEY")]
    key: String,
    /// New value; for a list, also +ITEM and -ITEM, separated by commas
    #[arg(value_name = "VALUE", allow_hyphen_values = true)]
    value: String,
}

#[derive(Debug, Args)]
pub(crate) struct File {
    /// TOML file (`-`: standard input)
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(crate) fn run(command: &Policy, context: &mut Context) -> Result<()> {
    match command {
        Policy::Show => {
            let mut gate = context.open("policy show")?;
            let rules = policy::show(&mut gate)?;
            context.out.show(&PolicyValues::all(&rules), |out| {
                let text = out.colours().toml(&rules.to_toml());
                out.bytes(text.as_bytes())
            })
        }
        Policy::Get(command) => {
            // Reports an unknown key before prompting for a password.
            Rules::default().get(&command.key)?;
            let mut gate = context.open("policy get")?;
            let rules = policy::show(&mut gate)?;
            let values = PolicyValues::one(&rules, &command.key)?;
            let value = rules.get(&command.key)?;
            context.out.show(&values, |out| out.line(&value))
        }
        Policy::Set(Set { key, value }) => {
            let mut alone = Rules::default();
            alone.set(key, value)?;
            set_one("policy set", &alone, key, context, |gate| {
                policy::set(gate, key, value)
            })
        }
        Policy::Reset(Get { key }) => {
            let default = Rules::default();
            default.get(key)?;
            set_one("policy reset", &default, key, context, |gate| {
                policy::reset(gate, key)
            })
        }
        Policy::Edit => edit(context),
        Policy::Import(command) => {
            let text = read_text(&command.file)?;
            if !agreed(&Rules::from_toml(&text)?, context)? {
                return Ok(());
            }
            let mut gate = context.open("policy import")?;
            let done = policy::import(&mut gate, &text)?;
            changed(&done, PolicyValues::all(&done.after), context)
        }
        Policy::Check(command) => check(&command.file, context),
    }
}

/// Sets one key as in `after`.
fn set_one(
    verb: &'static str,
    after: &Rules,
    key: &str,
    context: &mut Context,
    set: impl FnOnce(&mut Gate) -> Result<Changed>,
) -> Result<()> {
    if !agreed(after, context)? {
        return Ok(());
    }
    let mut gate = context.open(verb)?;
    let done = set(&mut gate)?;
    changed(&done, PolicyValues::one(&done.after, key)?, context)
}

fn check(file: &Path, context: &mut Context) -> Result<()> {
    let text = read_text(file)?;
    Rules::from_toml(&text)?;
    context.out.show(&PolicyCheck { valid: true }, |out| {
        out.note("the policy is valid");
        Ok(())
    })
}

fn edit(context: &mut Context) -> Result<()> {
    let mut gate = context.open("policy edit")?;
    let before = policy::show(&mut gate)?;
    let text = editor::edit("policy", &before.to_toml())?;
    let after = Rules::from_toml(&text).inspect_err(|_| editor::give_back(context, &text))?;
    if !agreed(&after, context)? {
        return Ok(());
    }
    let done = policy::replace(&mut gate, &after)?;
    changed(&done, PolicyValues::all(&done.after), context)
}

/// Asks before files are kept in the trash for less than a day.
fn agreed(policy: &Rules, context: &mut Context) -> Result<bool> {
    let keep = policy.trash_retention;
    if keep.whole_days() > 0 {
        return Ok(true);
    }
    let agreed = context.confirm(&format!("Keep removed files for only {keep}?"))?;
    if !agreed {
        context.out.note("nothing was changed");
    }
    Ok(agreed)
}

fn changed(done: &Changed, values: PolicyValues<'_>, context: &mut Context) -> Result<()> {
    let Changed { before, after } = done;
    context.out.show(&values.after(before), |out| {
        if before == after {
            out.note("unchanged");
        }
        for key in Rules::keys() {
            let (old, new) = (before.get(key)?, after.get(key)?);
            if old != new {
                out.note(&format!("{key}: {} -> {}", value(&old), value(&new)));
            }
        }
        Ok(())
    })
}

fn value(text: &str) -> &str {
    if text.is_empty() { "(none)" } else { text }
}
