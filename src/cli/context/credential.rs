//! Selection of the credential. Only the first available source is used: a flag, an API key from the
//! environment, a password from the environment, a session, the settings file, the terminal. If that source fails, the
//! command fails; the next source is not tried.

use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use file_organizer::app::access::session_file;
use file_organizer::app::error::{Error, Kind, Result, is_out_of_files};
use file_organizer::app::gate::Gate;
use file_organizer::app::gate::slots::check_password;
use file_organizer::app::gate::unlock::Credential;
use file_organizer::app::secret::Secret;
use zeroize::Zeroizing;

use super::Context;
use crate::cli::{child, name, output, places, prompt};

/// The variable that `login --print` sets.
const SESSION: &str = "FILE_ORGANIZER_SESSION";
/// How often a password can be typed.
pub(crate) const TRIES: u32 = 3;
/// The maximum size of a password file, in bytes.
const LARGEST: usize = 64 * 1024;

/// A variable that specifies a credential.
///
/// # Errors
/// Kind `Auth` if it is set but empty: a script whose secret is missing must not run with another
/// credential.
#[expect(clippy::disallowed_methods, reason = "only cli reads the environment")]
fn variable(name: &str) -> Result<Option<OsString>> {
    match std::env::var_os(name) {
        Some(value) if value.is_empty() => Err(auth(format!("{name} is set but empty"))
            .hint(format!("set it, or remove it: unset {name}"))),
        value => Ok(value),
    }
}

/// The secret in the file that a variable names.
fn file_variable(name: &str) -> Result<Option<Secret>> {
    let path = variable(name)?.map(PathBuf::from);
    path.map(|path| from_file(&path, name)).transpose()
}

/// A variable that holds text.
///
/// # Errors
/// Kind `Auth` if it is empty or not UTF-8 (it is not treated as unset).
fn text_variable(name: &str) -> Result<Option<Secret>> {
    let text = variable(name)?.map(OsString::into_string).transpose();
    let text = text.map_err(|_| auth(format!("{name} is not valid UTF-8")))?;
    Ok(text.map(Secret::new))
}

fn auth(message: String) -> Error {
    Error::new(Kind::Auth, message)
}

/// Reads a secret and removes its trailing newline. The buffer is wiped, so that no copy remains.
fn read_all(source: impl Read, what: &str) -> Result<Secret> {
    let mut bytes = Zeroizing::new(vec![0; LARGEST + 1]);
    let mut length = 0;
    let mut source = source.take(bytes.len() as u64);
    while let Some(rest) = bytes.get_mut(length..).filter(|rest| !rest.is_empty()) {
        match source.read(rest) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(auth(format!("{what}: {error}"))),
        }
    }
    if length > LARGEST {
        return Err(auth(format!("{what} is larger than 64 KiB")));
    }
    let text = std::str::from_utf8(bytes.get(..length).unwrap_or_default())
        .map_err(|_| auth(format!("{what} is not valid UTF-8")))?;
    // Some editors begin a file with a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let line = text.strip_suffix('\n').unwrap_or(text);
    let line = line.strip_suffix('\r').unwrap_or(line);
    if line.is_empty() {
        return Err(auth(format!("{what} is empty")));
    }
    Ok(Secret::from(line))
}

/// Reads a secret from a file that was named by a flag or variable; warns if other users can read
/// the file.
pub(crate) fn from_file(path: &Path, named_by: &str) -> Result<Secret> {
    use std::os::unix::fs::PermissionsExt;
    let shown = name::os(path);
    let file = std::fs::File::open(path).map_err(|e| match is_out_of_files(&e) {
        true => Error::io(path, &e),
        false => auth(format!("{shown}: {e}")).hint(format!("check the path in {named_by}")),
    })?;
    let meta = file.metadata().map_err(|e| auth(format!("{shown}: {e}")))?;
    if meta.is_file() && meta.permissions().mode() & 0o077 != 0 {
        output::note(&format!(
            "warning: other users can read {shown}; run: chmod 600 {shown}"
        ));
    }
    read_all(file, &shown)
}

fn from_command(line: &str) -> Result<Secret> {
    let words = shlex::split(line).filter(|words| !words.is_empty());
    let usage = || {
        Error::new(
            Kind::Usage,
            "the password command is empty or has unbalanced quotes",
        )
    };
    let words = words.ok_or_else(usage)?;
    let (program, arguments) = words.split_first().ok_or_else(usage)?;
    let mut command = child::command(program);
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit());
    let failed = |e| auth(format!("password command {program:?} failed: {e}"));
    let mut child = command.spawn().map_err(failed)?;
    let output = child.stdout.take().map(|output| {
        // Close the pipe before waiting, so that a command that never stops printing ends.
        read_all(output, "the output of the password command")
    });
    let status = child.wait().map_err(failed)?;
    output.filter(|_| status.success()).unwrap_or_else(|| {
        Err(auth(format!(
            "password command {program:?} failed: {status}"
        )))
    })
}

fn from_descriptor(number: u32) -> Result<Secret> {
    // Opened by path, so that this process does not take ownership of the descriptor. Standard input
    // can be read directly.
    if number == 0 {
        return read_all(std::io::stdin().lock(), "standard input");
    }
    let name = format!("file descriptor {number}");
    let path = format!("/dev/fd/{number}");
    let file = std::fs::File::open(path).map_err(|e| auth(format!("{name}: {e}")))?;
    read_all(file, &name)
}

/// Returns the credential to unlock the vault with, in the order given in the module documentation.
///
/// # Errors
/// Kind `Usage` for more than one flag; `Auth` if there is no credential and no terminal, or if the
/// first available source cannot be read.
pub(crate) fn to_unlock(context: &Context, vault: &Path) -> Result<Chosen> {
    if context.demo.is_some() {
        return by_password(context);
    }
    check_one_flag(context)?;
    if let Some(path) = &context.globals.api_key_file {
        return from_file(path, "--api-key-file").map(|key| Credential::ApiKey(key).into());
    }
    if let Some(password) = flagged_password(context)? {
        return Ok(with_password(context, password).into());
    }
    if let Some(key) = api_key_variable()? {
        return Ok(Credential::ApiKey(key).into());
    }
    if let Some(password) = password_variable()? {
        return Ok(with_password(context, password).into());
    }
    if let Some(session) = session(context, vault)? {
        return Ok(Credential::Session(session).into());
    }
    if let Some(key) = settings_key(context)? {
        return Ok(Credential::ApiKey(key).into());
    }
    if let Some(line) = &context.settings.password_command {
        return from_command(line).map(|password| with_password(context, password).into());
    }
    typed_password(context)
}

/// A credential, and whether it was typed at a prompt: then a wrong one can be typed again.
pub(crate) struct Chosen {
    pub(crate) credential: Credential,
    pub(crate) typed: bool,
}

impl From<Credential> for Chosen {
    fn from(credential: Credential) -> Self {
        Self {
            credential,
            typed: false,
        }
    }
}

/// The API key of the settings file.
fn settings_key(context: &Context) -> Result<Option<Secret>> {
    let path = context.settings.api_key_file.as_deref();
    path.map(|path| from_file(path, "api_key_file")).transpose()
}

/// A credential that requires no password and no prompt, in the same order: for shell completion.
pub(crate) fn without_password(context: &Context, vault: &Path) -> Option<Credential> {
    if let Some(path) = &context.globals.api_key_file {
        return from_file(path, "--api-key-file")
            .map(Credential::ApiKey)
            .ok();
    }
    if let Some(key) = api_key_variable().ok()? {
        return Some(Credential::ApiKey(key));
    }
    if let Some(session) = session(context, vault).ok()? {
        return Some(Credential::Session(session));
    }
    settings_key(context).ok()?.map(Credential::ApiKey)
}

/// The API key from the environment.
fn api_key_variable() -> Result<Option<Secret>> {
    if let Some(key) = text_variable("FILE_ORGANIZER_API_KEY")? {
        return Ok(Some(key));
    }
    file_variable("FILE_ORGANIZER_API_KEY_FILE")
}

/// The current session, for commands about the session itself; without one, as [`to_unlock`].
pub(crate) fn by_session(context: &Context, vault: &Path) -> Result<Chosen> {
    if flags(context) == 0
        && let Some(session) = session(context, vault)?
    {
        return Ok(Credential::Session(session).into());
    }
    to_unlock(context, vault)
}

/// The password to unlock with, even if there is a session. An API key is used only if nothing else is
/// given; the vault then refuses and records what the key may not do.
pub(crate) fn by_password(context: &Context) -> Result<Chosen> {
    if let Some(demo) = &context.demo {
        let password = Secret::from(demo.password.expose());
        return Ok(with_password(context, password).into());
    }
    check_one_flag(context)?;
    if let Some(path) = &context.globals.api_key_file {
        return from_file(path, "--api-key-file").map(|key| Credential::ApiKey(key).into());
    }
    let password = match flagged_password(context)? {
        Some(password) => Some(password),
        None => match (password_variable()?, &context.settings.password_command) {
            (None, Some(line)) => Some(from_command(line)?),
            (password, _) => password,
        },
    };
    if let Some(password) = password {
        return Ok(with_password(context, password).into());
    }
    if !prompt::can_ask(context.globals.no_input) {
        let key = match api_key_variable()? {
            Some(key) => Some(key),
            None => settings_key(context)?,
        };
        if let Some(key) = key {
            return Ok(Credential::ApiKey(key).into());
        }
    }
    typed_password(context)
}

fn with_password(context: &Context, password: Secret) -> Credential {
    Credential::Password {
        user: context.globals.user().to_owned(),
        password,
    }
}

/// The current session: from the environment, or saved by `login`. The user of a session from the
/// environment is known only after it was opened.
fn session(context: &Context, vault: &Path) -> Result<Option<Secret>> {
    if let Some(session) = text_variable(SESSION)? {
        return Ok(Some(session));
    }
    match places::sessions() {
        Some(folder) => kept_session(context, &folder, vault),
        None => Ok(None),
    }
}

/// The session that `login` saved, unless `--user` names another user.
pub(crate) fn kept_session(
    context: &Context,
    folder: &Path,
    vault: &Path,
) -> Result<Option<Secret>> {
    let kept = session_file::read(folder, vault)?;
    // The user in the settings is a default, and does not speak against a session.
    let wanted = context.given.user.as_deref();
    Ok(kept
        .filter(|(user, _)| wanted.is_none_or(|wanted| wanted == user))
        .map(|(_, secret)| secret))
}

/// Refuses a session of a different user than `--user`.
pub(crate) fn check_session_user(context: &Context, gate: &Gate) -> Result<()> {
    let principal = gate.principal();
    match context.given.user.as_deref() {
        Some(wanted) if principal.session.is_some() && principal.name != wanted => Err(Error::new(
            Kind::Usage,
            format!(
                "{SESSION} belongs to user {:?}, not {wanted:?}",
                principal.name
            ),
        )
        .hint(format!("unset {SESSION}, or omit --user"))),
        _ => Ok(()),
    }
}

/// Whether the environment contains a session.
pub(crate) fn has_session_variable() -> bool {
    variable(SESSION).is_ok_and(|session| session.is_some())
}

/// The number of flags that specify a credential.
fn flags(context: &Context) -> usize {
    let globals = &context.globals;
    usize::from(globals.password_file.is_some())
        + usize::from(globals.password_command.is_some())
        + usize::from(globals.password_fd.is_some())
        + usize::from(globals.api_key_file.is_some())
}

fn check_one_flag(context: &Context) -> Result<()> {
    if flags(context) > 1 {
        return Err(Error::new(
            Kind::Usage,
            "--api-key-file, --password-file, --password-command and --password-fd cannot be combined",
        )
        .hint("use only one of them"));
    }
    Ok(())
}

/// The password specified by a flag.
fn flagged_password(context: &Context) -> Result<Option<Secret>> {
    let globals = &context.globals;
    if let Some(path) = &globals.password_file {
        return from_file(path, "--password-file").map(Some);
    }
    if let Some(line) = &globals.password_command {
        return from_command(line).map(Some);
    }
    if let Some(number) = globals.password_fd {
        return from_descriptor(number).map(Some);
    }
    Ok(None)
}

/// The password from the environment.
fn password_variable() -> Result<Option<Secret>> {
    if let Some(password) = file_variable("FILE_ORGANIZER_PASSWORD_FILE")? {
        return Ok(Some(password));
    }
    if let Some(line) = text_variable("FILE_ORGANIZER_PASSWORD_COMMAND")? {
        return from_command(line.expose()).map(Some);
    }
    text_variable("FILE_ORGANIZER_PASSWORD")
}

fn typed_password(context: &Context) -> Result<Chosen> {
    let globals = &context.globals;
    let question = format!("Password of {} (or recovery key): ", globals.user());
    let password = prompt::secret(&question, globals.no_input)?;
    Ok(Chosen {
        credential: with_password(context, password),
        typed: true,
    })
}

/// The new password from its flag or environment variable, if one is set.
pub(crate) fn given_new_password(context: &Context) -> Result<Option<Secret>> {
    if let Some(path) = &context.globals.new_password_file {
        return from_file(path, "--new-password-file").map(Some);
    }
    if let Some(password) = file_variable("FILE_ORGANIZER_NEW_PASSWORD_FILE")? {
        return Ok(Some(password));
    }
    text_variable("FILE_ORGANIZER_NEW_PASSWORD")
}

/// The new password: from its flag or environment variable, otherwise prompted for twice. A typed one
/// that is refused, or differs the second time, can be typed again; one that is given is checked by the
/// command, which records the refusal.
///
/// # Errors
/// Kind `Usage` if a typed one is refused or the two entries differ; `Auth` if there is no terminal.
pub(crate) fn new_password(context: &Context) -> Result<Secret> {
    if let Some(given) = given_new_password(context)? {
        return Ok(given);
    }
    let _unechoed = prompt::Unechoed::begin();
    let mut tries = TRIES;
    loop {
        tries -= 1;
        match typed_new_password(context) {
            Err(error) if error.kind == Kind::Usage && tries > 0 => prompt::say(&error.message)?,
            done => return done,
        }
    }
}

fn typed_new_password(context: &Context) -> Result<Secret> {
    let no_input = context.globals.no_input;
    let first = prompt::new_secret("New password: ", no_input)?;
    check_password(&first)?;
    let again = prompt::new_secret("New password again: ", no_input)?;
    if first.expose() == again.expose() {
        Ok(first)
    } else {
        Err(Error::new(Kind::Usage, "the passwords do not match")
            .hint("run the command again and enter the same password twice"))
    }
}
