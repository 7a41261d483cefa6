//! Where a password, an API key or a session comes from: an explicit flag, the environment, a file
//! that `login` left, the terminal; the first that there is, never two together.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::secret::Secret;
use file_organizer::app::session_file;
use file_organizer::app::unlock::Credential;

use super::context::Context;
use super::{name, output, places, prompt};

/// Environment variables that hold secrets: no child sees them.
pub(crate) const SECRET_VARIABLES: [&str; 4] = [
    "FILE_ORGANIZER_PASSWORD",
    "FILE_ORGANIZER_NEW_PASSWORD",
    "FILE_ORGANIZER_API_KEY",
    "FILE_ORGANIZER_SESSION",
];
/// No password file is larger.
const LARGEST: u64 = 64 * 1024;

#[expect(clippy::disallowed_methods, reason = "only cli reads the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// One trailing newline is cut.
fn cut_newline(mut text: String) -> String {
    if text.ends_with('\n') {
        text.pop();
        if text.ends_with('\r') {
            text.pop();
        }
    }
    text
}

fn auth(message: String) -> Error {
    Error::new(Kind::Auth, message)
}

fn read_all(mut source: impl Read, what: &str) -> Result<Secret> {
    let mut text = String::new();
    let read = source.by_ref().take(LARGEST + 1).read_to_string(&mut text);
    let too_long = text.len() as u64 > LARGEST;
    let secret = Secret::new(cut_newline(text));
    match read {
        Ok(_) if too_long => Err(auth(format!("{what} is larger than 64 KiB"))),
        Ok(_) if secret.expose().is_empty() => Err(auth(format!("{what} is empty"))),
        Ok(_) => Ok(secret),
        Err(error) => Err(auth(format!("{what}: {error}"))),
    }
}

/// A password from a file; others should not be able to read it.
pub(crate) fn from_file(path: &Path) -> Result<Secret> {
    use std::os::unix::fs::PermissionsExt;
    let shown = name::os(path);
    let file = std::fs::File::open(path)
        .map_err(|e| auth(format!("{shown}: {e}")).hint("check the path of the password file"))?;
    let meta = file.metadata().map_err(|e| auth(format!("{shown}: {e}")))?;
    if meta.is_file() && meta.permissions().mode() & 0o077 != 0 {
        output::note(&format!(
            "warning: other users may read {shown}: chmod 600 {shown}"
        ));
    }
    read_all(file, &shown)
}

fn from_command(line: &str) -> Result<Secret> {
    let words = shlex::split(line).filter(|words| !words.is_empty());
    let usage = || {
        Error::new(
            Kind::Usage,
            "the password command has unbalanced quotes, or is empty",
        )
    };
    let words = words.ok_or_else(usage)?;
    let (program, arguments) = words.split_first().ok_or_else(usage)?;
    let mut command = Command::new(program);
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit());
    for name in SECRET_VARIABLES {
        command.env_remove(name);
    }
    let output = command
        .output()
        .map_err(|e| auth(format!("the password command {program:?}: {e}")))?;
    if !output.status.success() {
        return Err(auth(format!("the password command {program:?} failed")));
    }
    read_all(
        output.stdout.as_slice(),
        "what the password command printed",
    )
}

fn from_descriptor(number: u32) -> Result<Secret> {
    // Through /proc, so that no foreign descriptor is adopted; standard input needs no detour.
    if number == 0 {
        return read_all(std::io::stdin().lock(), "standard input");
    }
    let name = format!("file descriptor {number}");
    let path = format!("/dev/fd/{number}");
    let file = std::fs::File::open(path).map_err(|e| auth(format!("{name}: {e}")))?;
    read_all(file, &name)
}

/// What to unlock the vault with: an explicit flag, an API key from the environment, a session, a
/// password from the environment, or what is typed.
///
/// # Errors
/// Kind `Usage` for two flags; `Auth` where there is nothing and nobody to ask.
pub(crate) fn to_unlock(context: &Context, vault: &Path) -> Result<Credential> {
    if context.demo.is_some() {
        return by_password(context);
    }
    let globals = &context.globals;
    check_one_flag(context)?;
    if let Some(path) = &globals.api_key_file {
        return from_file(path).map(Credential::ApiKey);
    }
    if let Some(password) = flagged_password(context)? {
        return Ok(with_password(context, password));
    }
    if let Some(key) = variable("FILE_ORGANIZER_API_KEY") {
        return Ok(Credential::ApiKey(Secret::new(key)));
    }
    if let Some(path) = variable("FILE_ORGANIZER_API_KEY_FILE") {
        return from_file(Path::new(&path)).map(Credential::ApiKey);
    }
    if let Some(session) = session(context, vault)? {
        return Ok(Credential::Session(session));
    }
    by_password(context)
}

/// A password to unlock with, whatever else there is.
///
/// # Errors
/// As [`to_unlock`].
pub(crate) fn by_password(context: &Context) -> Result<Credential> {
    if let Some(demo) = &context.demo {
        let password = Secret::new(demo.password.clone());
        return Ok(with_password(context, password));
    }
    check_one_flag(context)?;
    let password = match flagged_password(context)? {
        Some(password) => password,
        None => surrounding_password(context)?,
    };
    Ok(with_password(context, password))
}

fn with_password(context: &Context, password: Secret) -> Credential {
    Credential::Password {
        user: context.globals.user().to_owned(),
        password,
    }
}

/// The session that there is: from the environment, or kept by `login`. One of another user than
/// the one that is named does not count.
fn session(context: &Context, vault: &Path) -> Result<Option<Secret>> {
    if let Some(session) = variable("FILE_ORGANIZER_SESSION") {
        return Ok(Some(Secret::new(session)));
    }
    let Some(folder) = places::sessions() else {
        return Ok(None);
    };
    let kept = session_file::read(&folder, vault)?;
    let wanted = context.globals.user.as_deref();
    Ok(kept
        .filter(|(user, _)| wanted.is_none_or(|wanted| wanted == user))
        .map(|(_, secret)| secret))
}

/// Whether a session stands in the environment.
pub(crate) fn has_session_variable() -> bool {
    variable("FILE_ORGANIZER_SESSION").is_some()
}

fn check_one_flag(context: &Context) -> Result<()> {
    let globals = &context.globals;
    let given = usize::from(globals.password_file.is_some())
        + usize::from(globals.password_command.is_some())
        + usize::from(globals.password_fd.is_some())
        + usize::from(globals.api_key_file.is_some());
    if given > 1 {
        return Err(Error::new(
            Kind::Usage,
            "more than one of --api-key-file, --password-file, --password-command and --password-fd",
        )
        .hint("give one of them"));
    }
    Ok(())
}

/// The password that a flag leads to.
fn flagged_password(context: &Context) -> Result<Option<Secret>> {
    let globals = &context.globals;
    if let Some(path) = &globals.password_file {
        return from_file(path).map(Some);
    }
    if let Some(line) = &globals.password_command {
        return from_command(line).map(Some);
    }
    if let Some(number) = globals.password_fd {
        return from_descriptor(number).map(Some);
    }
    Ok(None)
}

/// The password from the environment, or typed.
fn surrounding_password(context: &Context) -> Result<Secret> {
    let globals = &context.globals;
    if let Some(path) = variable("FILE_ORGANIZER_PASSWORD_FILE") {
        return from_file(Path::new(&path));
    }
    if let Some(line) = variable("FILE_ORGANIZER_PASSWORD_COMMAND") {
        return from_command(&line);
    }
    if let Some(password) = variable("FILE_ORGANIZER_PASSWORD") {
        return Ok(Secret::new(password));
    }
    prompt::secret(
        &format!("Password of {} (or recovery key): ", globals.user()),
        globals.no_input,
    )
}

/// A new password that was given by its own file or variable, if one was.
///
/// # Errors
/// Where the file cannot be read.
pub(crate) fn given_new_password(context: &Context) -> Result<Option<Secret>> {
    if let Some(path) = &context.globals.new_password_file {
        return from_file(path).map(Some);
    }
    if let Some(path) = variable("FILE_ORGANIZER_NEW_PASSWORD_FILE") {
        return from_file(Path::new(&path)).map(Some);
    }
    Ok(variable("FILE_ORGANIZER_NEW_PASSWORD").map(Secret::new))
}

/// A new password: from its own file or variable, else asked for twice.
///
/// # Errors
/// Kind `Usage` where the two differ; `Auth` where there is nobody to ask.
pub(crate) fn new_password(context: &Context) -> Result<Secret> {
    let globals = &context.globals;
    if let Some(given) = given_new_password(context)? {
        return Ok(given);
    }
    let first = prompt::new_secret("New password: ", globals.no_input)?;
    let again = prompt::new_secret("New password again: ", globals.no_input)?;
    if first.expose() == again.expose() {
        Ok(first)
    } else {
        Err(Error::new(Kind::Usage, "the two passwords differ").hint("try again"))
    }
}
