//! The settings file, `$XDG_CONFIG_HOME/file-organizer/config.toml`. Flags and environment variables
//! have precedence over it.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use clap::ColorChoice;
use file_organizer::app::error::{Error, Kind, Result};
use serde::Deserialize;

use super::args::Globals;
use super::{colour, name, places};

/// The keys, in the order of `config show`.
pub(crate) const KEYS: [&str; 7] = [
    "vault",
    "user",
    "password_command",
    "api_key_file",
    "color",
    "time",
    "pager",
];
/// The maximum size of the file, in bytes.
const LARGEST: u64 = 64 * 1024;

/// What `config edit` shows if there is no file yet.
pub(crate) const TEMPLATE: &str = "\
# Settings of file-organizer. Flags and environment variables have precedence.

# vault = \"~/.local/share/file-organizer/vault\"
# user = \"admin\"
# password_command = \"pass show vault\"
# api_key_file = \"~/.config/file-organizer/key\"
# color = \"auto\"    # auto, always or never
# time = \"local\"    # local or utc
# pager = \"less\"
";

/// The settings of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// The vault's folder.
    pub(crate) vault: Option<PathBuf>,
    /// The user to unlock with.
    pub(crate) user: Option<String>,
    /// A command that prints the password.
    pub(crate) password_command: Option<String>,
    /// A file with an API key.
    pub(crate) api_key_file: Option<PathBuf>,
    /// When to use colours.
    pub(crate) color: Option<Color>,
    /// How times are shown.
    pub(crate) time: Option<TimeZone>,
    /// The program that shows long texts.
    pub(crate) pager: Option<String>,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

/// How times are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum TimeZone {
    Local,
    Utc,
}

impl Color {
    /// The value of `--color`.
    pub(crate) fn choice(self) -> ColorChoice {
        match self {
            Self::Auto => ColorChoice::Auto,
            Self::Always => ColorChoice::Always,
            Self::Never => ColorChoice::Never,
        }
    }
}

impl Settings {
    /// Reads the file; no settings if there is none.
    ///
    /// # Errors
    /// Kind `Usage` for an invalid file, or one that names a program and that others can write.
    pub(crate) fn read() -> Result<Self> {
        let Some(path) = places::settings() else {
            return Ok(Self::default());
        };
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                return Ok(Self::default());
            }
            Err(error) => return Err(Error::io(&path, &error)),
        };
        let meta = file.metadata().map_err(|e| Error::io(&path, &e))?;
        let mut text = String::new();
        file.take(LARGEST)
            .read_to_string(&mut text)
            .map_err(|e| Error::io(&path, &e))?;
        let settings = Self::parse(&text, &path)?;
        if settings.runs_programs() {
            check_writers(&path, meta.uid(), meta.mode())?;
        }
        Ok(settings)
    }

    /// Parses the text of the file at `path`.
    ///
    /// # Errors
    /// Kind `Usage`, with the line.
    pub(crate) fn parse(text: &str, path: &Path) -> Result<Self> {
        let mut settings: Self = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.map_or(1, |before| before.matches('\n').count() + 1);
            let message = format!("{}, line {line}: {}", name::os(path), error.message());
            Error::new(Kind::Usage, name::line(&message))
                .hint(format!("the keys are {}", KEYS.join(", ")))
        })?;
        for (key, folder) in [
            ("vault", &mut settings.vault),
            ("api_key_file", &mut settings.api_key_file),
        ] {
            if let Some(folder) = folder {
                *folder = absolute(key, folder, path)?;
            }
        }
        if settings.password_command.is_some() && settings.api_key_file.is_some() {
            return Err(Error::new(
                Kind::Usage,
                format!(
                    "{}: password_command and api_key_file cannot be combined",
                    name::os(path)
                ),
            )
            .hint("remove one of them: file-organizer config edit"));
        }
        Ok(settings)
    }

    /// Whether the file can make this program run another one.
    fn runs_programs(&self) -> bool {
        self.password_command.is_some() || self.pager.is_some()
    }

    /// Fills in what neither a flag nor a variable has set. Credentials are not among it: see
    /// `context/credential.rs`.
    pub(crate) fn complete(&self, globals: &mut Globals) {
        if globals.vault.is_none() {
            globals.vault.clone_from(&self.vault);
        }
        if globals.user.is_none() {
            globals.user.clone_from(&self.user);
        }
        if globals.color.is_none() && colour::of_environment().is_none() {
            globals.color = self.color.map(Color::choice);
        }
    }
}

/// A path of the settings: `~/` is the home folder. Other relative paths would depend on the working
/// folder.
fn absolute(key: &str, path: &Path, file: &Path) -> Result<PathBuf> {
    let home = directories::BaseDirs::new();
    let below = path.strip_prefix("~").ok();
    let full = match (below, home) {
        (Some(below), Some(home)) => home.home_dir().join(below),
        _ => path.to_owned(),
    };
    if full.is_absolute() {
        return Ok(full);
    }
    Err(Error::new(
        Kind::Usage,
        format!("{}: {key} must be an absolute path", name::os(file)),
    )
    .hint(format!("begin it with / or ~/: {key} = \"~/vault\"")))
}

/// Refuses a file that names a program to run if another user can write it.
fn check_writers(path: &Path, owner: u32, mode: u32) -> Result<()> {
    let own = rustix::process::geteuid().as_raw();
    if (owner == own || owner == 0) && mode & 0o022 == 0 {
        return Ok(());
    }
    let shown = name::os(path);
    Err(Error::new(
        Kind::Usage,
        format!("{shown} names a program to run, but other users can write it"),
    )
    .hint(format!("check it, then: chmod go-w {shown}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Settings> {
        Settings::parse(text, Path::new("/etc/config.toml"))
    }

    #[test]
    fn errors_name_the_line_and_the_keys() {
        for (text, line, part) in [
            ("user = \"a\"\ncolour = \"auto\"\n", 2, "colour"),
            ("\n\ncolor = \"sometimes\"\n", 3, "always"),
            ("user = 7\n", 1, "string"),
            ("user = \"a\n", 1, ""),
            ("time = \"utc\"\nvault = [\"a\"]\n", 2, ""),
        ] {
            let error = parse(text).unwrap_err();
            let place = format!("/etc/config.toml, line {line}: ");
            assert!(error.message.starts_with(&place), "{}", error.message);
            assert!(error.message.contains(part), "{}", error.message);
            assert!(error.hint.unwrap().contains("password_command"));
        }
    }

    #[test]
    fn paths_do_not_depend_on_the_working_folder() {
        assert!(parse("vault = \"here\"").is_err());
        let settings = parse("vault = \"/srv/vault\"\ntime = \"utc\"").unwrap();
        assert_eq!(settings.vault.unwrap(), Path::new("/srv/vault"));
        assert_eq!(settings.time, Some(TimeZone::Utc));
        let home = parse("vault = \"~/vault\"").unwrap().vault.unwrap();
        assert!(home.is_absolute() && home.ends_with("vault"));
    }

    #[test]
    fn the_template_is_valid_and_names_every_key() {
        assert_eq!(parse(TEMPLATE).unwrap(), Settings::default());
        let keys: Vec<&str> = TEMPLATE
            .lines()
            .filter_map(|line| line.strip_prefix("# ")?.split_once(" = "))
            .map(|(key, _)| key)
            .collect();
        assert_eq!(keys, KEYS);
    }

    #[test]
    fn others_must_not_choose_the_program() {
        let own = rustix::process::geteuid().as_raw();
        let check = |owner, mode| check_writers(Path::new("/x"), owner, mode).is_ok();
        assert!(check(own, 0o600) && check(own, 0o644) && check(0, 0o644));
        assert!(!check(own, 0o664) && !check(own, 0o646) && !check(own + 1, 0o600));
    }
}
