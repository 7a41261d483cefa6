//! `config`

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::json::{SettingInfo, SettingsPath};
use file_organizer::app::partial;

use crate::cli::context::Context;
use crate::cli::editor::{edit, give_back};
use crate::cli::settings::{self, KEYS, Settings, TEMPLATE, TimeZone};
use crate::cli::{colour, name, places};

/// Show or edit your settings
///
/// The settings file is $XDG_CONFIG_HOME/file-organizer/config.toml (~/.config by default). Its keys
/// are vault, user, password_command, api_key_file, color, time (local or utc) and pager. Flags and
/// environment variables have precedence. The settings of a vault itself are its policy: see
/// file-organizer policy.
#[derive(Debug, Subcommand)]
pub(crate) enum Config {
    /// Print each setting with its value and where that comes from
    #[command(after_help = "\
Examples:
  file-organizer config show
  file-organizer --json config show | jq -r 'select(.source == \"config\").key'")]
    Show(Show),
    /// Print the path of the settings file
    #[command(after_help = "\
Examples:
  file-organizer config path")]
    Path(ConfigPath),
    /// Edit the settings file with $VISUAL or $EDITOR
    #[command(after_help = "\
Examples:
  EDITOR=nano file-organizer config edit")]
    Edit(Edit),
}

/// Arguments of `config show`.
#[derive(Debug, Args)]
pub(crate) struct Show {}

/// Arguments of `config path`.
#[derive(Debug, Args)]
pub(crate) struct ConfigPath {}

/// Arguments of `config edit`.
#[derive(Debug, Args)]
pub(crate) struct Edit {}

pub(crate) fn run(command: &Config, context: &mut Context) -> Result<()> {
    match command {
        Config::Show(Show {}) => show(context),
        Config::Path(ConfigPath {}) => {
            let path = path()?;
            let document = SettingsPath {
                settings_file: &path,
            };
            context
                .out
                .show(&document, |out| out.line(&name::os(&path)))
        }
        Config::Edit(Edit {}) => edit_file(context),
    }
}

fn path() -> Result<PathBuf> {
    places::settings().ok_or_else(|| {
        Error::new(
            Kind::Usage,
            "cannot determine the settings file: no home folder",
        )
        .hint("set HOME or XDG_CONFIG_HOME to an absolute path")
    })
}

fn show(context: &mut Context) -> Result<()> {
    let all: Vec<SettingInfo> = KEYS.iter().map(|key| setting(key, context)).collect();
    context.out.show_each(&all, |out| {
        for setting in &all {
            let value = setting.value.as_deref().unwrap_or("-");
            let value = format!("{}  ({})", name::line(value), setting.source);
            out.labelled(setting.key, 17, &value)?;
        }
        Ok(())
    })
}

/// The environment variable of a setting.
fn variable(key: &str) -> Option<&'static str> {
    Some(match key {
        "vault" => "FILE_ORGANIZER_VAULT",
        "user" => "FILE_ORGANIZER_USER",
        "password_command" => "FILE_ORGANIZER_PASSWORD_COMMAND",
        "api_key_file" => "FILE_ORGANIZER_API_KEY_FILE",
        "pager" => "PAGER",
        _ => return None,
    })
}

/// The value of a setting and where it comes from.
#[expect(clippy::disallowed_methods, reason = "only cli reads the environment")]
fn setting(key: &'static str, context: &Context) -> SettingInfo {
    let (globals, file) = (&context.given, &context.settings);
    let os = |path: &Option<PathBuf>| {
        path.as_ref()
            .map(|path| path.to_string_lossy().into_owned())
    };
    let color = |choice: clap::ColorChoice| choice.to_string();
    let (flag, file, default) = match key {
        "vault" => (
            os(&globals.vault),
            os(&file.vault),
            Context::default_vault()
                .ok()
                .map(|path| path.to_string_lossy().into_owned()),
        ),
        "user" => (
            globals.user.clone(),
            file.user.clone(),
            Some("admin".to_owned()),
        ),
        "password_command" => (
            globals.password_command.clone(),
            file.password_command.clone(),
            None,
        ),
        "api_key_file" => (os(&globals.api_key_file), os(&file.api_key_file), None),
        "color" => (
            globals.color.map(color),
            file.color.map(|choice| color(choice.choice())),
            Some("auto".to_owned()),
        ),
        "time" => {
            let word = |zone: TimeZone| zone.name().to_owned();
            (None, file.time.map(word), Some("local".to_owned()))
        }
        _ => (None, file.pager.clone(), Some("less".to_owned())),
    };
    let environment = match key {
        "color" => colour::of_environment()
            .map(|wanted| if wanted { "always" } else { "never" }.to_owned()),
        key => variable(key)
            .and_then(|name| std::env::var(name).ok())
            .filter(|value| !value.is_empty()),
    };
    // clap also reads two of the flags from the environment.
    let flag = flag.filter(|flag| environment.as_ref() != Some(flag));
    let found = [
        (flag, "flag"),
        (environment, "environment"),
        (file, "config"),
        (default, "default"),
    ];
    let first = found
        .into_iter()
        .find_map(|(value, source)| Some((value?, source)));
    SettingInfo {
        key,
        value: first.as_ref().map(|(value, _)| value.clone()),
        source: first.map_or("unset", |(_, source)| source),
    }
}

fn edit_file(context: &mut Context) -> Result<()> {
    context.refuse_json("config edit")?;
    let path = path()?;
    let before = settings::text(&path)?.map_or_else(|| TEMPLATE.to_owned(), |(text, _)| text);
    let text = edit("config", &before)?;
    if text == before {
        context.out.note("nothing was changed");
        return Ok(());
    }
    if let Err(error) = Settings::parse(&text, &path) {
        give_back(context, &text);
        return Err(error);
    }
    write(&path, &text)?;
    context.out.note(&format!("saved {}", name::os(&path)));
    Ok(())
}

/// Replaces the file, readable by its owner only.
fn write(path: &Path, text: &str) -> Result<()> {
    partial::replace_private(path, text.as_bytes())
}
