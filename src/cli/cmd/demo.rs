//! `demo`: a tour of the main commands on a temporary vault.

mod samples;

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args, Parser};
use file_organizer::app::cancel;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::secret::Secret;

use crate::cli::args::protect_negations;
use crate::cli::cmd::Cli;
use crate::cli::colour;
use crate::cli::context::{Context, Demo as Vault};
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
    let mut runner = Runner {
        context,
        vault: scratch.path().join("vault"),
        password: Secret::new(random_word(20)?),
    };
    let out = scratch.path().join("out");
    match &command.dir {
        None => {
            let papers = scratch.path().join("papers");
            samples::make(&papers)?;
            with_samples(&mut runner, &papers, &out)?;
        }
        Some(dir) => with_folder(&mut runner, dir, &out)?,
    }
    runner.say("End of the demo. The temporary vault was removed. Create your own with:\nfile-organizer init")
}

fn with_samples(runner: &mut Runner<'_>, papers: &Path, out: &Path) -> Result<()> {
    let papers = papers.to_string_lossy().into_owned();
    let out = out.to_string_lossy().into_owned();
    runner.say("A vault is one encrypted database. Normally you choose a password; this one has a\nrandom password.")?;
    runner.run(&["init"])?;
    runner.say(
        "Files are checked on import: a file whose content does not match its name is refused.",
    )?;
    runner.run_to(
        Kind::Partial,
        &["add", &papers, "--to", "/", "--tag", "demo"],
    )?;
    runner.run(&["ls", "-l", "/papers"])?;
    runner.run(&["find", "type:pdf", "tag:demo"])?;
    runner.run(&["show", "/papers/invoice.pdf"])?;
    runner.run(&["cat", "/papers/todo.md"])?;
    runner.say("Files can be moved, tagged and annotated.")?;
    runner.run(&["mv", "/papers/invoice.pdf", "/taxes/2026/"])?;
    runner.run(&["tag", "add", "paid", "/taxes/2026/invoice.pdf"])?;
    runner.run(&["find", "tag:paid", "-verdict:mismatch"])?;
    runner.say("Rules sort files: preview first, then organize, then undo.")?;
    runner.run(&["preview", "/papers", "--method", "type"])?;
    runner.run(&["-q", "organize", "/papers", "--method", "type"])?;
    runner.run(&["ls", "-R"])?;
    runner.run(&["undo"])?;
    runner.say("Removed files go to the trash, and changes to files can be undone.")?;
    runner.run(&["rm", "/taxes"])?;
    runner.run(&["trash", "list"])?;
    runner.run(&["undo"])?;
    runner.say("Adding a changed file again creates a new version.")?;
    samples::change(Path::new(&papers))?;
    runner.run_to(Kind::Partial, &["-q", "add", &papers, "--to", "/"])?;
    runner.run(&["versions", "/papers/todo.md"])?;
    runner.run(&["cat", "--version", "1", "/papers/todo.md"])?;
    runner.say("Files are restored exactly as they were added.")?;
    runner.run(&["get", "/papers", "-o", &out])?;
    runner.compare(Path::new(&papers), &Path::new(&out).join("papers"))?;
    finish(runner)
}

fn with_folder(runner: &mut Runner<'_>, dir: &Path, out: &Path) -> Result<()> {
    let real = std::fs::canonicalize(dir).map_err(|e| Error::io(dir, &e))?;
    if !real.is_dir() {
        let shown = name::os(dir);
        return Err(Error::new(Kind::Usage, format!("{shown} is not a folder")));
    }
    let name = real
        .file_name()
        .map(|name| format!("/{}", name.to_string_lossy()));
    let name = name.unwrap_or_else(|| "/".to_owned());
    let source = real.to_string_lossy().into_owned();
    let out = out.to_string_lossy().into_owned();
    runner.run(&["init"])?;
    runner.say("This demo allows files of any type.")?;
    runner.run(&["policy", "set", "allowed_extensions", "*"])?;
    runner.run(&["policy", "set", "content_mismatch", "warn"])?;
    runner.run_to(Kind::Partial, &["add", &source, "--to", "/"])?;
    runner.run(&["status"])?;
    runner.run(&["ls", "-l", &name])?;
    runner.run(&["find", "verdict:mismatch"])?;
    runner.run(&["organize", &name, "--method", "type"])?;
    runner.run(&["undo"])?;
    runner.run(&["rm", &name])?;
    runner.run(&["trash", "list"])?;
    runner.run(&["undo"])?;
    runner.run(&["get", &name, "-o", &out])?;
    runner.compare(&real, &Path::new(&out).join(name.trim_start_matches('/')))?;
    finish(runner)
}

fn finish(runner: &mut Runner<'_>) -> Result<()> {
    runner.run(&["verify"])?;
    runner.say("The audit log records who did what, and tampering with it is detected.")?;
    runner.run(&["audit", "log"])?;
    runner.run(&["audit", "verify"])?;
    runner.run(&["status"])
}

/// Runs the commands of the demo.
struct Runner<'a> {
    context: &'a mut Context,
    vault: PathBuf,
    password: Secret,
}

impl Runner<'_> {
    /// Prints a heading to standard output, so that it stays in order with the commands' output.
    fn say(&mut self, line: &str) -> Result<()> {
        let line = self.context.out.colours().paint(colour::HEADER, line);
        self.context.out.chatter(&format!("\n{line}"))
    }

    /// Runs a command as if typed by the user; it must succeed.
    fn run(&mut self, words: &[&str]) -> Result<()> {
        self.execute(words)
    }

    /// Runs a command that may fail with an error of this kind, which is printed.
    fn run_to(&mut self, kind: Kind, words: &[&str]) -> Result<()> {
        match self.execute(words) {
            Err(error) if error.kind == kind => {
                self.context.out.note(&format!("error: {}", error.message));
                Ok(())
            }
            other => other,
        }
    }

    fn execute(&mut self, words: &[&str]) -> Result<()> {
        if cancel::asked().is_some() {
            return Err(Error::new(Kind::Other, "stopped by a signal"));
        }
        let typed: Vec<String> = words
            .iter()
            .map(|word| shlex::try_quote(word).map_or_else(|_| (*word).to_owned(), Into::into))
            .collect();
        self.context
            .out
            .line(&format!("\n$ file-organizer {}", typed.join(" ")))?;
        let arguments: Vec<OsString> = std::iter::once("file-organizer")
            .chain(words.iter().copied())
            .map(OsString::from)
            .collect();
        let cli = Cli::try_parse_from(protect_negations(arguments))
            .map_err(|e| Error::new(Kind::Other, e.to_string()))?;
        let mut globals = cli.globals;
        globals.user = Some("admin".to_owned());
        globals.color = self.context.globals.color;
        let mut inner = Context {
            out: Output::limited(&globals),
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

    /// Compares the exported files with the source files and prints the result.
    fn compare(&mut self, source: &Path, copy: &Path) -> Result<()> {
        let (same, skipped) = samples::compare(source, copy)?;
        let line = match skipped {
            0 => format!("{same} files compared: identical"),
            skipped => format!("{same} files compared: identical ({skipped} were refused)"),
        };
        self.context.out.line(&line)
    }
}
