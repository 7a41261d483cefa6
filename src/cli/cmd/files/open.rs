//! `open`

use std::ffi::OsString;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::process::Stdio;

use clap::Args;
use file_organizer::app::cancel;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::files::read::{ReadOptions, read_one};

use crate::cli::cmd::files::edit::file_name;
use crate::cli::context::Context;
use crate::cli::scratch::Scratch;
use crate::cli::stream::Input;
use crate::cli::{child, name, picks, prompt};

/// Open a file in another program
///
/// The program gets a private temporary copy, in memory if possible, which is removed afterwards: with
/// --with, when the command ends; otherwise when you press Enter, because xdg-open ends at once.
/// Without --with, xdg-open chooses the program; if it is not installed, $BROWSER is used. Changes of
/// the copy are not stored: use edit, or add the changed file.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer open /papers/lease.pdf
  file-organizer open /photos/cat.jpg --with feh
  file-organizer open /music/song.mp3 --with 'mpv --no-video'")]
pub(crate) struct Open {
    /// Path or id
    #[arg(value_name = "PATH")]
    path: OsString,
    /// Command to run with the copy as its last argument (no shell)
    #[arg(long, value_name = "COMMAND")]
    with: Option<String>,
    /// Open this version instead of the current one
    #[arg(long, value_name = "N")]
    version: Option<u32>,
}

pub(crate) fn run(command: &Open, context: &mut Context) -> Result<()> {
    context.refuse_json("open")?;
    let pick = picks::pick(&command.path)?;
    let with = command.with.as_deref().map(words).transpose()?;
    if with.is_none() && !prompt::can_ask(context.globals.no_input) {
        return Err(Error::new(
            Kind::Usage,
            "there is no terminal to ask when the temporary copy can be removed",
        )
        .hint("specify a command that runs until the file is closed: --with COMMAND"));
    }
    let mut gate = context.open("open")?;
    // A signal must not leave the copy behind.
    let _guard = cancel::Guard::begin();
    let scratch = Scratch::in_memory("open")?;
    let failed = |error: std::io::Error| {
        Error::new(
            Kind::Other,
            format!("cannot write a temporary copy: {error}"),
        )
        .hint("large files: copy it out of the vault with: file-organizer get")
    };
    let options = ReadOptions {
        version: command.version,
        text_only: false,
    };
    let mut copy = None;
    let create = |path: &_| -> Result<File> {
        let (path, file) = scratch.create(file_name(path))?;
        copy = Some(path);
        Ok(file)
    };
    let (file, written) = read_one(&mut gate, &pick, options, create, failed)?;
    // No other process has to wait while the file is open.
    drop(gate);
    let before = written.metadata().and_then(|meta| meta.modified());
    drop(written);
    let path = copy.ok_or_else(|| Error::new(Kind::Other, "no temporary copy"))?;
    match with {
        Some(words) => run_and_wait(&words, &path)?,
        None => {
            hand_over(&path)?;
            let shown = name::path(&file.path);
            prompt::say(&format!(
                "opened a temporary copy of {shown}; press Enter to remove it"
            ))?;
            // Ends on a signal, too.
            let _ = Input::standard().read(&mut [0]);
        }
    }
    let after = path.symlink_metadata().and_then(|meta| meta.modified());
    if !matches!((&before, &after), (Ok(before), Ok(after)) if before == after) {
        context.out.note(
            "warning: the temporary copy was changed; the changes were not stored: use \
             file-organizer edit, or --with a program that saves elsewhere",
        );
    }
    Ok(())
}

fn words(command: &str) -> Result<Vec<String>> {
    let words = shlex::split(command).filter(|words| !words.is_empty());
    words.ok_or_else(|| Error::new(Kind::Usage, "--with: not a command, or unbalanced quotes"))
}

fn run_and_wait(words: &[String], path: &Path) -> Result<()> {
    let Some((program, arguments)) = words.split_first() else {
        return Err(Error::new(Kind::Usage, "--with: no command"));
    };
    let failed =
        |error: std::io::Error| Error::new(Kind::Other, format!("cannot run {program:?}: {error}"));
    let mut command = child::command(program);
    let spawned = command.args(arguments).arg(path).spawn();
    let status = child::wait(&mut spawned.map_err(failed)?).map_err(failed)?;
    match status.success() {
        true => Ok(()),
        false => Err(Error::new(
            Kind::Other,
            format!("{program:?} failed ({status})"),
        )),
    }
}

/// Opens a file with xdg-open or $BROWSER, which may end before the file was read.
#[expect(clippy::disallowed_methods, reason = "only cli reads the environment")]
fn hand_over(path: &Path) -> Result<()> {
    let browser = std::env::var("BROWSER").unwrap_or_default();
    let browser = browser.split(':').next().unwrap_or_default();
    for program in ["xdg-open", browser] {
        if program.is_empty() {
            continue;
        }
        let mut command = child::command(program);
        let command = command.arg(path).stdout(Stdio::null());
        match command.spawn() {
            Ok(mut child) if program == "xdg-open" => {
                let failed =
                    |error| Error::new(Kind::Other, format!("cannot run {program:?}: {error}"));
                let status = child::wait(&mut child).map_err(failed)?;
                if !status.success() {
                    return Err(
                        Error::new(Kind::Other, format!("xdg-open failed ({status})"))
                            .hint("specify a command with --with COMMAND"),
                    );
                }
                return Ok(());
            }
            Ok(_) => return Ok(()),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => {
                let message = format!("cannot run {program:?}: {error}");
                return Err(Error::new(Kind::Other, message));
            }
        }
    }
    Err(Error::new(
        Kind::Other,
        "no program to open the file with: xdg-open is not installed",
    )
    .hint("specify a command with --with COMMAND, or set $BROWSER"))
}
