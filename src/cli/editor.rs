//! Runs the user's editor on a text in a private temporary file.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::path::Path;

use file_organizer::app::cancel;
use file_organizer::app::error::{Error, Kind, Result};

use super::child;
use super::context::Context;
use super::name;
use super::scratch::Scratch;

#[expect(clippy::disallowed_methods, reason = "only cli reads the environment")]
fn editor() -> String {
    let wanted = ["VISUAL", "EDITOR"].into_iter().find_map(|name| {
        std::env::var(name)
            .ok()
            .filter(|value| !value.trim().is_empty())
    });
    wanted.unwrap_or_else(|| "vi".to_owned())
}

/// Lets the user edit the text of `what` (one word, such as `policy`) and returns the edited text.
///
/// # Errors
/// If the editor or the disk fails, or after a signal.
pub(crate) fn edit(what: &str, before: &str) -> Result<String> {
    let failed =
        |e: std::io::Error| Error::new(Kind::Other, format!("cannot edit the {what}: {e}"));
    // A signal while the editor is open must not leave the file behind.
    let _guard = cancel::Guard::begin();
    let scratch = Scratch::in_memory(what)?;
    let (path, mut file) = scratch.create(OsStr::new(&format!("{what}.toml")))?;
    file.write_all(before.as_bytes()).map_err(failed)?;
    drop(file);
    run(&path)?;
    // Editors replace files, so open the path again.
    let mut text = String::new();
    let edited = std::fs::File::open(&path).map_err(failed)?;
    edited
        .take(2 * 1024 * 1024)
        .read_to_string(&mut text)
        .map_err(failed)?;
    if cancel::asked().is_some() {
        return Err(Error::new(
            Kind::Other,
            "stopped by a signal; nothing was changed",
        ));
    }
    Ok(text)
}

/// Runs the user's editor on a file.
///
/// # Errors
/// Kind `Other` if it cannot be run or fails; `Usage` if $EDITOR is not a command.
pub(crate) fn run(path: &Path) -> Result<()> {
    let words = shlex::split(&editor()).unwrap_or_default();
    let (program, arguments) = words
        .split_first()
        .ok_or_else(|| Error::new(Kind::Usage, "$EDITOR has unbalanced quotes"))?;
    let mut command = child::command(program);
    command.args(arguments).arg(path);
    let status = command.status().map_err(|e| {
        Error::new(
            Kind::Other,
            format!("cannot run the editor {program:?}: {e}"),
        )
        .hint("set $EDITOR to an installed editor")
    })?;
    if !status.success() {
        return Err(Error::new(
            Kind::Other,
            "the editor failed; nothing was changed",
        ));
    }
    Ok(())
}

/// Prints a text that was refused, so that the user's edits are not lost.
pub(crate) fn give_back(context: &mut Context, text: &str) {
    context.out.note("nothing was changed; your text was:");
    context.out.note(&name::text(text));
}
