//! The context of a command: global flags, output, and access to the vault.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use file_organizer::app::cancel;
use file_organizer::app::clock;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::gate::unlock::{self, Credential};
use file_organizer::app::gate::{self, Gate};
use file_organizer::app::secret::Secret;
use file_organizer::domain::time::Zone;

pub(crate) mod credential;
mod login;

use super::args::Globals;
use super::error;
use super::name;
use super::output::Output;
use super::places;
use super::prompt;
use super::settings::{Settings, TimeZone};
use credential::{Chosen, TRIES};

/// The context of a command.
pub(crate) struct Context {
    /// The global flags, completed by the settings.
    pub(crate) globals: Globals,
    /// The global flags alone.
    pub(crate) given: Globals,
    pub(crate) settings: Settings,
    pub(crate) out: Output,
    pub(crate) begun: Instant,
    /// The temporary vault of `demo`, if that is the command.
    pub(crate) demo: Option<Demo>,
}

/// The temporary vault of `demo`.
pub(crate) struct Demo {
    pub(crate) vault: PathBuf,
    pub(crate) password: Secret,
}

impl Context {
    pub(crate) fn new(given: Globals, settings: Settings) -> Self {
        let mut globals = given.clone();
        settings.complete(&mut globals);
        if settings.time == Some(TimeZone::Utc) {
            clock::use_zone(Zone::UTC);
        }
        let out = Output::new(&globals);
        Self {
            begun: Instant::now(),
            globals,
            given,
            settings,
            out,
            demo: None,
        }
    }

    /// Whether to print JSON. To print a result, use [`Output::show`].
    pub(crate) fn json(&self) -> bool {
        self.globals.json
    }

    /// Refuses `--json` for a command whose output is not a document.
    ///
    /// # Errors
    /// Kind `Usage` with `--json`.
    pub(crate) fn refuse_json(&self, command: &str) -> Result<()> {
        if !self.globals.json {
            return Ok(());
        }
        Err(
            Error::new(Kind::Usage, format!("{command} has no JSON output"))
                .hint(format!("omit --json: file-organizer {command}")),
        )
    }

    /// The vault's folder.
    ///
    /// # Errors
    /// Kind `Usage` if no vault is specified and the user has no home folder.
    pub(crate) fn vault(&self) -> Result<PathBuf> {
        if let Some(demo) = &self.demo {
            return Ok(demo.vault.clone());
        }
        if let Some(vault) = &self.globals.vault {
            return Ok(vault.clone());
        }
        Self::default_vault()
    }

    /// The vault's folder if neither a flag nor a variable nor the settings name one.
    ///
    /// # Errors
    /// Kind `Usage` if the user has no home folder.
    pub(crate) fn default_vault() -> Result<PathBuf> {
        let base = directories::BaseDirs::new().ok_or_else(|| {
            Error::new(
                Kind::Usage,
                "cannot determine the default vault: no home folder",
            )
            .hint("specify the vault with --vault DIR or FILE_ORGANIZER_VAULT")
        })?;
        Ok(base.data_dir().join("file-organizer").join("vault"))
    }

    /// What the gate needs to know about this process.
    pub(crate) fn gate_context(&self, verb: &str) -> gate::Context {
        let quiet = self.globals.quiet;
        gate::Context {
            source: source(),
            verb: verb.to_owned(),
            wait: self.globals.wait.to_duration(),
            waiting: Box::new(move |whom| {
                if !quiet {
                    super::output::note(&format!(
                        "waiting for another process to finish{whom} ..."
                    ));
                }
            }),
            warn: Box::new(|what| super::output::note(&format!("warning: {}", name::line(what)))),
            anchors: places::anchors(),
            accept_rollback: self.globals.accept_rollback,
            is_remote: false,
        }
    }

    /// Unlocks the vault.
    ///
    /// # Errors
    /// Kinds `NoVault`, `Auth`, `Damaged`.
    pub(crate) fn open(&mut self, verb: &str) -> Result<Gate> {
        self.unlock(verb, credential::to_unlock)
    }

    /// Unlocks the vault with the current session, for commands about the session itself.
    pub(crate) fn open_by_session(&mut self, verb: &str) -> Result<Gate> {
        self.unlock(verb, credential::by_session)
    }

    /// Unlocks the vault with a password, even if there is another credential: for commands that a
    /// session or an API key must not run.
    pub(crate) fn open_by_password(&mut self, verb: &str) -> Result<Gate> {
        self.unlock(verb, |context, _| credential::by_password(context))
    }

    fn unlock(
        &mut self,
        verb: &str,
        choose: impl Fn(&Self, &Path) -> Result<Chosen>,
    ) -> Result<Gate> {
        let vault = self.vault()?;
        // Reported before prompting for a password.
        unlock::expect_vault(&vault)?;
        let unechoed = prompt::Unechoed::begin();
        let mut tries = TRIES;
        let gate = loop {
            tries -= 1;
            let Chosen { credential, typed } = choose(self, &vault)?;
            match Gate::open(&vault, &credential, self.gate_context(verb)) {
                Err(error) if typed && error.kind == Kind::Auth && tries > 0 => {
                    let why = error.message.trim_start_matches("unlock failed: ");
                    prompt::say(&format!("{why}, try again"))?;
                }
                Err(error) => {
                    if typed {
                        prompt::discard();
                    }
                    return Err(error);
                }
                Ok(gate) => break gate,
            }
        };
        drop(unechoed);
        self.entered(gate)
    }

    fn entered(&mut self, gate: Gate) -> Result<Gate> {
        credential::check_session_user(self, &gate)?;
        for notice in gate.notices() {
            self.out.note(&format!("note: {notice}"));
        }
        Ok(gate)
    }

    /// Unlocks the vault again, in the middle of a command.
    pub(crate) fn enter_with(&mut self, credential: &Credential, verb: &str) -> Result<Gate> {
        Gate::open(&self.vault()?, credential, self.gate_context(verb))
    }

    /// Asks for confirmation of a command that cannot be undone; `--yes` confirms it.
    ///
    /// # Errors
    /// Kind `Usage` without `--yes` if there is no terminal.
    pub(crate) fn confirm(&self, question: &str) -> Result<bool> {
        if self.globals.yes {
            return Ok(true);
        }
        prompt::confirm(question, self.globals.no_input)
    }

    /// Whether to ask for confirmation where a script continues without.
    pub(crate) fn asks(&self) -> bool {
        !self.globals.yes && prompt::can_ask(self.globals.no_input)
    }

    /// Converts the result of a command to an exit code.
    pub(crate) fn finish(mut self, result: Result<()>) -> ExitCode {
        let flushed = self.out.flush();
        let result = match result {
            // If the findings could not be written, report that instead.
            Err(error) if error.kind == Kind::Findings => flushed.and(Err(error)),
            result => result.and(flushed),
        };
        let took = self.begun.elapsed().as_secs_f64();
        self.out.detail(&format!("took {took:.2} s"));
        if self.out.pipe_closed() {
            return ExitCode::from(128 + 13);
        }
        if let Some(signal) = cancel::asked() {
            let code = 128u8.saturating_add(u8::try_from(signal).unwrap_or(2));
            if let Err(error) = result {
                error::show_with(&error, code, self.globals.json);
            }
            return ExitCode::from(code);
        }
        match result {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => error::show(&error, self.globals.json),
        }
    }
}

/// The source for the audit log: the address of the login session, or `remote` if that is unknown;
/// otherwise what the SSH server has set in the environment; otherwise `local`.
#[expect(clippy::disallowed_methods, reason = "only cli reads the environment")]
pub(crate) fn source() -> String {
    let session = login::remote_source(Path::new("/"));
    if let Some(address) = session.as_ref().filter(|source| *source != login::REMOTE) {
        return address.clone();
    }
    let connection = std::env::var("SSH_CONNECTION").ok();
    let address = connection
        .as_deref()
        .and_then(|text| text.split(' ').next())
        .and_then(|text| text.parse::<std::net::IpAddr>().ok());
    let address = address.map(|address| address.to_string());
    address.or(session).unwrap_or_else(|| "local".to_owned())
}
