//! `demo`: a tour of the main commands on a temporary vault.

mod samples;

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args, CommandFactory, FromArgMatches};
use file_organizer::app::cancel;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::secret::Secret;

use crate::cli::args::{prepare, without_empty_variables};
use crate::cli::cmd::Cli;
use crate::cli::colour;
use crate::cli::context::{Context, Demo as Vault};
use crate::cli::count::files;
use crate::cli::name;
use crate::cli::output::Output;
use crate::cli::scratch::{Scratch, random_word};
use crate::cli::settings::Settings;

/// Show what it can do, on a temporary vault
///
/// Runs without questions. The temporary vault has a random password and is removed at the end, or
/// when you interrupt the demo. If you specify a folder, its files are used; they are only read.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer demo
  file-organizer demo ~/Documents")]
pub(crate) struct Demo {
    /// Folder with your own files [default: sample files]
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(crate) fn run(command: &Demo, context: &mut Context) -> Result<()> {
    context.refuse_json("demo")?;
    // A signal ends the demo between two commands, so that the temporary folder is removed.
    let _guard = cancel::Guard::begin();
    let scratch = Scratch::on_disk("demo")?;
    let source = match &command.dir {
        None => {
            let papers = scratch.path().join("papers");
            samples::make(&papers)?;
            papers
        }
        Some(dir) => folder(dir)?,
    };
    let mut runner = Runner {
        context,
        vault: scratch.path().join("vault"),
        password: Secret::new(random_word(20)?),
    };
    tour(&mut runner, &source, &scratch.path().join("out"))
}

/// The real path of a folder.
fn folder(dir: &Path) -> Result<PathBuf> {
    let real = std::fs::canonicalize(dir).map_err(|e| Error::io(dir, &e))?;
    if real.is_dir() {
        return Ok(real);
    }
    let shown = name::os(dir);
    Err(Error::new(Kind::Usage, format!("{shown} is not a folder")))
}

/// At most twenty lines: each command, what it prints, and what the demo has shown.
fn tour(runner: &mut Runner<'_>, source: &Path, out: &Path) -> Result<()> {
    let name = source.file_name().map(|name| name.to_string_lossy());
    let name = name.map_or_else(|| "/".to_owned(), |name| format!("/{name}"));
    let (from, to) = (source.to_string_lossy(), out.to_string_lossy());
    runner.run(0, &["init"])?;
    runner.run(3, &["add", &from, "--to", "/", "--tag", "demo"])?;
    runner.run(2, &["find", "tag:demo", "type:document"])?;
    runner.run(0, &["organize", &name, "--method", "type"])?;
    runner.run(0, &["undo"])?;
    runner.run(0, &["rm", &name])?;
    runner.run(0, &["undo"])?;
    runner.run(0, &["get", &name, "-o", &to])?;
    let (same, refused) = samples::compare(source, &out.join(name.trim_start_matches('/')))?;
    runner.run(0, &["verify"])?;
    runner.run(0, &["audit", "verify"])?;
    let refused = match refused {
        0 => "no file was refused".to_owned(),
        count => format!("{} refused, for the reasons above", files(count)),
    };
    let out = &mut runner.context.out;
    out.line(&format!(
        "Result: {} came back identical; {refused}.",
        files(same)
    ))?;
    out.line("Sorting and removing them was undone; the vault and its audit log have no errors.")?;
    out.chatter("The temporary vault was removed. Create your own with: file-organizer init")
}

/// Runs the commands of the demo.
struct Runner<'a> {
    context: &'a mut Context,
    vault: PathBuf,
    password: Secret,
}

impl Runner<'_> {
    /// Runs a command as if typed by the user, and prints up to `lines` lines of its output. Files may be
    /// refused.
    fn run(&mut self, lines: usize, words: &[&str]) -> Result<()> {
        match self.execute(lines, words) {
            Err(error) if error.kind == Kind::Partial => Ok(()),
            done => done,
        }
    }

    fn execute(&mut self, lines: usize, words: &[&str]) -> Result<()> {
        if cancel::asked().is_some() {
            return Err(Error::new(Kind::Other, "stopped by a signal"));
        }
        let typed: Vec<String> = words
            .iter()
            .map(|word| shlex::try_quote(word).map_or_else(|_| (*word).to_owned(), Into::into))
            .collect();
        let out = &mut self.context.out;
        let line = format!("$ file-organizer {}", typed.join(" "));
        let line = out.colours().paint(colour::HEADER, &line);
        out.line(&line)?;
        let arguments: Vec<OsString> = std::iter::once("file-organizer")
            .chain(words.iter().copied())
            .map(OsString::from)
            .collect();
        let command = without_empty_variables(Cli::command());
        let cli = command
            .try_get_matches_from(prepare(arguments))
            .and_then(|matches| Cli::from_arg_matches(&matches))
            .map_err(|e| Error::new(Kind::Other, e.to_string()))?;
        let mut globals = cli.globals;
        globals.quiet = true;
        globals.user = Some("admin".to_owned());
        globals.color = self.context.globals.color;
        let mut inner = Context {
            out: Output::limited(&globals, lines),
            begun: Instant::now(),
            given: globals.clone(),
            globals,
            settings: Settings::default(),
            demo: Some(Vault {
                vault: self.vault.clone(),
                password: Secret::from(self.password.expose()),
            }),
        };
        self.context.out.flush()?;
        let done = super::run(cli.command, &mut inner);
        let flushed = inner.out.finish_limited();
        if inner.out.pipe_closed() {
            self.context.out.failed(&io::ErrorKind::BrokenPipe.into());
        }
        done.and(flushed)
    }
}
