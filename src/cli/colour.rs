//! Colours of the output. The only module that knows escape sequences.

use std::sync::atomic::{AtomicBool, Ordering};

use anstyle::{AnsiColor, Style};
use clap::ColorChoice;
use lscolors::{Indicator, LsColors};

/// The header of a table.
pub(crate) const HEADER: Style = Style::new().bold();
/// The label of a value.
pub(crate) const LABEL: Style = AnsiColor::Cyan.on_default();
/// A good result.
pub(crate) const GOOD: Style = AnsiColor::Green.on_default();
/// A refusal, or a warning.
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// A failure, or damage.
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();
/// What no longer matters.
pub(crate) const FADED: Style = AnsiColor::BrightBlack.on_default();

/// The colours of names if LS_COLORS is not set, in the same form.
const THEME: &str = "di=01;34:ln=01;36:\
    *.jpg=35:*.jpeg=35:*.png=35:*.gif=35:*.webp=35:*.heic=35:*.svg=35:*.tif=35:*.tiff=35:*.bmp=35:\
    *.mp4=01;35:*.mov=01;35:*.mkv=01;35:*.webm=01;35:*.avi=01;35:\
    *.mp3=36:*.flac=36:*.wav=36:*.ogg=36:*.opus=36:*.m4a=36:\
    *.zip=31:*.gz=31:*.xz=31:*.zst=31:*.bz2=31:*.7z=31:*.rar=31:*.tar=31:\
    *.pdf=33:*.doc=33:*.docx=33:*.odt=33:*.rtf=33:*.epub=33:*.xls=33:*.xlsx=33:*.ods=33:\
    *.csv=33:*.ppt=33:*.pptx=33:*.odp=33:*.txt=32:*.md=32";

/// Whether standard error is coloured.
static NOTES: AtomicBool = AtomicBool::new(false);

/// The colours of standard output.
pub(crate) struct Colours {
    /// The colours of names; `None` if nothing is coloured.
    names: Option<LsColors>,
}

impl Colours {
    /// Decides about standard output and standard error, each of which may be a terminal.
    pub(crate) fn choose(choice: ColorChoice, stdout: bool, stderr: bool) -> Self {
        let wanted = match choice {
            ColorChoice::Always => Some(true),
            ColorChoice::Never => Some(false),
            ColorChoice::Auto => of_environment(),
        };
        NOTES.store(wanted.unwrap_or(stderr), Ordering::Relaxed);
        Self {
            names: wanted.unwrap_or(stdout).then(theme),
        }
    }

    /// No colours.
    pub(crate) fn none() -> Self {
        NOTES.store(false, Ordering::Relaxed);
        Self { names: None }
    }

    /// A text in a style.
    pub(crate) fn paint(&self, style: Style, text: &str) -> String {
        match &self.names {
            Some(_) if !text.is_empty() => painted(style, text),
            _ => text.to_owned(),
        }
    }

    /// A cell of a table: names in the vault, and states, have colours.
    pub(crate) fn cell(&self, heading: &str, text: &str) -> String {
        match heading {
            "PATH" | "NAME" | "VAULT" => self.name(text),
            "STATE" | "STATUS" => self.state(text, text),
            _ => text.to_owned(),
        }
    }

    /// A text in the colour of a state.
    pub(crate) fn state(&self, state: &str, text: &str) -> String {
        let style = match state {
            "active" | "added" | "keep" => GOOD,
            "disabled" | "expired" | "revoked" | "undone" | "duplicate" => FADED,
            "no password" | "suspended" | "waiting" | "remove" => WARNING,
            "rejected" | "failed" => BAD,
            _ => return text.to_owned(),
        };
        self.paint(style, text)
    }

    /// TOML with comments.
    pub(crate) fn toml(&self, text: &str) -> String {
        let line = |line: &str| match line.split_once(" = ") {
            _ if line.starts_with('#') => self.paint(FADED, line),
            _ if line.starts_with('[') => self.paint(HEADER, line),
            Some((key, value)) => format!("{} = {value}", self.paint(LABEL, key)),
            None => line.to_owned(),
        };
        text.split('\n').map(line).collect::<Vec<_>>().join("\n")
    }

    /// The name of a file, or of a folder, which ends with a slash; in a path, the folders are
    /// coloured as such.
    pub(crate) fn name(&self, shown: &str) -> String {
        let Some(names) = &self.names else {
            return shown.to_owned();
        };
        let (folder, file) = match shown.rfind('/') {
            Some(slash) => shown.split_at(slash + 1),
            None => ("", shown),
        };
        let paint = |style: Option<&lscolors::Style>, text: &str| match style {
            Some(style) if !text.is_empty() => {
                style.to_nu_ansi_term_style().paint(text).to_string()
            }
            _ => text.to_owned(),
        };
        let folder = paint(names.style_for_indicator(Indicator::Directory), folder);
        folder + &paint(names.style_for_str(file), file)
    }
}

/// What the environment says, if anything: NO_COLOR, then CLICOLOR_FORCE, then a terminal without
/// colours.
pub(crate) fn of_environment() -> Option<bool> {
    let is_set = |name| variable(name).is_some_and(|value| !value.is_empty());
    if is_set("NO_COLOR") {
        return Some(false);
    }
    if variable("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0") {
        return Some(true);
    }
    let is_plain = variable("TERM").is_some_and(|term| term == "dumb")
        || variable("CLICOLOR").is_some_and(|value| value == "0");
    is_plain.then_some(false)
}

/// Whether the environment asks for no colours.
pub(crate) fn none_wanted() -> bool {
    of_environment() == Some(false)
}

#[expect(clippy::disallowed_methods, reason = "only cli reads the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn theme() -> LsColors {
    let set = variable("LS_COLORS").filter(|text| !text.is_empty());
    LsColors::from_string(set.as_deref().unwrap_or(THEME))
}

fn painted(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// A line for standard error, with its first word coloured if it says what kind of line it is.
pub(crate) fn note(line: &str) -> String {
    let kinds = [
        ("error:", BAD),
        ("warning:", WARNING),
        ("hint:", LABEL),
        ("note:", LABEL),
    ];
    let kind = kinds.into_iter().find_map(|(word, style)| {
        let rest = line.strip_prefix(word)?;
        Some(format!("{}{rest}", painted(style, word)))
    });
    match kind {
        Some(line) if NOTES.load(Ordering::Relaxed) => line,
        _ => line.to_owned(),
    }
}
