//! The settings file, `$XDG_CONFIG_HOME/file-organizer/config.toml`. Flags and environment variables
//! have precedence over it.

use std::fs::{File, Metadata};
use std::io::{ErrorKind, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use clap::ColorChoice;
use file_organizer::app::error::{Error, Kind, Result};
use toml::de::{DeTable, DeValue};

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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

/// How times are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeZone {
    Local,
    Utc,
}

impl TimeZone {
    /// The value in the file.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Utc => "utc",
        }
    }
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
        let Some((text, meta)) = text(&path)? else {
            return Ok(Self::default());
        };
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
        let fault = |at: usize, message: String, hint: String| {
            let before = text.get(..at).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let message = format!("{}, line {line}: {message}", name::os(path));
            Error::new(Kind::Usage, name::line(&message)).hint(hint)
        };
        let table = DeTable::parse(text).map_err(|error| {
            let message = format!("invalid TOML: {}", error.message().replace('\n', ", "));
            let hint = format!("a setting is KEY = \"VALUE\"; {}", known());
            fault(error.span().map_or(0, |span| span.start), message, hint)
        })?;
        let mut settings = Self::default();
        let mut entries: Vec<_> = table.get_ref().iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in entries {
            let (at, name) = (key.span().start, key.get_ref().as_ref());
            let set = if let DeValue::String(value) = value.get_ref() {
                settings.set(name, value)
            } else if KEYS.contains(&name) {
                Err("text in quotes".to_owned())
            } else {
                settings.set(name, "")
            };
            set.map_err(|allowed| match KEYS.contains(&name) {
                true => {
                    let value = text.get(value.span()).unwrap_or_default();
                    fault(
                        at,
                        format!("{name} must be {allowed}, not {value}"),
                        known(),
                    )
                }
                false => fault(at, format!("unknown setting {name:?}"), known()),
            })?;
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

    /// Sets a key.
    ///
    /// # Errors
    /// What is allowed.
    fn set(&mut self, key: &str, value: &str) -> std::result::Result<(), String> {
        let text = Some(value.to_owned());
        match key {
            "vault" => self.vault = Some(absolute(value)?),
            "user" => self.user = text,
            "password_command" => self.password_command = text,
            "api_key_file" => self.api_key_file = Some(absolute(value)?),
            "color" => {
                let all = [Color::Auto, Color::Always, Color::Never];
                self.color = Some(one_of(
                    all.map(|one| (one.choice().to_string(), one)),
                    value,
                )?);
            }
            "time" => {
                let all = [TimeZone::Local, TimeZone::Utc];
                self.time = Some(one_of(all.map(|one| (one.name().to_owned(), one)), value)?);
            }
            "pager" => self.pager = text,
            _ => return Err("a known key".to_owned()),
        }
        Ok(())
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

/// The text of the settings file; `None` if there is none.
///
/// # Errors
/// Kind `Usage` unless it is a regular file that contains text; I/O errors.
pub(crate) fn text(path: &Path) -> Result<Option<(String, Metadata)>> {
    // Opening a pipe must not wait for a writer.
    let flags = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();
    let file = match File::options().read(true).custom_flags(flags).open(path) {
        Ok(file) => file,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(Error::io(path, &error)),
    };
    let refused = |why: &str| {
        let message = format!("{} {why}", name::os(path));
        Err(Error::new(Kind::Usage, message).hint("the settings are a TOML file of at most 64 KiB"))
    };
    let meta = file.metadata().map_err(|e| Error::io(path, &e))?;
    if !meta.is_file() {
        return refused("is not a regular file");
    }
    let mut bytes = Vec::new();
    let read = file.take(LARGEST + 1).read_to_end(&mut bytes);
    let read = read.map_err(|e| Error::io(path, &e))?;
    if read as u64 > LARGEST {
        return refused("is larger than 64 KiB");
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some((text, meta))),
        Err(_) => refused("is not valid UTF-8"),
    }
}

fn known() -> String {
    format!("the keys are {}", KEYS.join(", "))
}

/// The value with this name.
fn one_of<T, const N: usize>(
    all: [(String, T); N],
    wanted: &str,
) -> std::result::Result<T, String> {
    let names: Vec<String> = all.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let found = all.into_iter().find(|(name, _)| name == wanted);
    found
        .map(|(_, value)| value)
        .ok_or_else(|| format!("one of {}", names.join(", ")))
}

/// A path of the settings: `~/` is the home folder. Other relative paths would depend on the working
/// folder.
fn absolute(path: &str) -> std::result::Result<PathBuf, String> {
    let full = places::expanded(Path::new(path));
    match full.is_absolute() {
        true => Ok(full),
        false => Err("an absolute path, which begins with / or ~/".to_owned()),
    }
}

/// Refuses a file that names a program to run if another user can write it.
fn check_writers(path: &Path, owner: u32, mode: u32) -> Result<()> {
    let own = rustix::process::geteuid().as_raw();
    let shown = name::os(path);
    let (why, hint) = if owner != own && owner != 0 {
        (
            format!("it belongs to another user (uid {owner})"),
            format!("check it, then make it yours: sudo chown \"$(id -un)\" {shown}"),
        )
    } else if mode & 0o022 != 0 {
        let whose = if mode & 0o002 == 0 {
            "its group"
        } else {
            "every user"
        };
        (
            format!("{whose} can write it"),
            format!("check it, then: chmod go-w {shown}"),
        )
    } else {
        return Ok(());
    };
    let message = format!("{shown} names a program to run, but {why}");
    Err(Error::new(Kind::Usage, message).hint(hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Settings> {
        Settings::parse(text, Path::new("/etc/config.toml"))
    }

    #[test]
    fn errors_name_the_line_the_key_and_what_is_allowed() {
        for (text, line, message) in [
            (
                "user = \"a\"\ncolour = \"auto\"\n",
                2,
                "unknown setting \"colour\"",
            ),
            ("colour = 7", 1, "unknown setting \"colour\""),
            (
                "\n\ncolor = \"mars\"\n",
                3,
                "color must be one of \"auto\", \"always\", \"never\", not \"mars\"",
            ),
            ("user = 7\n", 1, "user must be text in quotes, not 7"),
            (
                "time = \"utc\"\nvault = [\"a\"]\n",
                2,
                "vault must be text in quotes, not [\"a\"]",
            ),
            (
                "vault = \"here\"",
                1,
                "vault must be an absolute path, which begins with / or ~/, not \"here\"",
            ),
            (
                "[color]\na = 1",
                1,
                "color must be text in quotes, not [color]",
            ),
        ] {
            let error = parse(text).unwrap_err();
            let wanted = format!("/etc/config.toml, line {line}: {message}");
            assert_eq!(error.message, wanted);
            assert!(error.hint.unwrap().contains("password_command"));
        }
        let error = parse("user = \"a\"\npager = \"a\n").unwrap_err();
        let start = "/etc/config.toml, line 2: invalid TOML: ";
        assert!(error.message.starts_with(start), "{}", error.message);
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
        let said = |owner, mode| {
            check_writers(Path::new("/x"), owner, mode)
                .unwrap_err()
                .message
        };
        assert!(said(own + 1, 0o644).contains("belongs to another user"));
        assert!(said(own, 0o664).contains("its group can write it"));
        assert!(said(own, 0o606).contains("every user can write it"));
    }
}
