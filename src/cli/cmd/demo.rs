//! `demo`: the whole main job on a throw-away vault.

mod samples;

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args, Parser};
use file_organizer::app::cancel;
use file_organizer::app::error::{Error, Kind, Result};
use file_organizer::app::secret::Secret;

use crate::cli::args::{Cli, protect_negations};
use crate::cli::context::{Context, Demo as Vault};
use crate::cli::name;
use crate::cli::output::Output;
use crate::cli::scratch::{Scratch, random_word};

/// Show the whole main job on a throw-away vault
///
/// Nothing is asked, and nothing is left behind: the vault has a random password and is removed at
/// the end, or when you stop it. With a folder of your own, that is what is added; it is only read.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer demo
  file-organizer demo ~/Documents")]
pub(crate) struct Demo {
    /// A folder of your own [default: a few sample files]
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(crate) fn run(command: &Demo, context: &mut Context) -> Result<()> {
    // A signal ends the demo between two commands, so that nothing is left behind.
    let _guard = cancel::Guard::begin();
    let scratch = Scratch::on_disk("demo")?;
    let mut stage = Stage {
        context,
        vault: scratch.path().join("vault"),
        password: Secret::new(random_word(20)?),
    };
    let out = scratch.path().join("out");
    match &command.dir {
        None => {
            let papers = scratch.path().join("papers");
            samples::make(&papers)?;
            with_samples(&mut stage, &papers, &out)?;
        }
        Some(dir) => with_folder(&mut stage, dir, &out)?,
    }
    stage.say("That was all of it. This vault is gone; yours begins with: file-organizer init")
}

fn with_samples(stage: &mut Stage<'_>, papers: &Path, out: &Path) -> Result<()> {
    let papers = papers.to_string_lossy().into_owned();
    let out = out.to_string_lossy().into_owned();
    stage.say("A vault is one encrypted database. A real one asks for a password; this one has a\nrandom one, and is cheap to open.")?;
    stage.run(&["init"])?;
    stage.say("Files are checked on the way in: what is not what its name says is refused.")?;
    stage.run_to(
        Kind::Partial,
        &["add", &papers, "--to", "/", "--tag", "demo"],
    )?;
    stage.run(&["ls", "-l", "/papers"])?;
    stage.run(&["find", "type:pdf", "tag:demo"])?;
    stage.run(&["show", "/papers/invoice.pdf"])?;
    stage.run(&["cat", "/papers/todo.md"])?;
    stage.say("Files move, and get tags and notes.")?;
    stage.run(&["mv", "/papers/invoice.pdf", "/taxes/2026/"])?;
    stage.run(&["tag", "add", "paid", "/taxes/2026/invoice.pdf"])?;
    stage.run(&["find", "tag:paid", "-verdict:mismatch"])?;
    stage.say("Rules file them by themselves: look first, then do it, then take it back.")?;
    stage.run(&["preview", "/papers", "--method", "type"])?;
    stage.run(&["-q", "organize", "/papers", "--method", "type"])?;
    stage.run(&["ls", "-R"])?;
    stage.run(&["undo"])?;
    stage.say("What is removed is in the trash, and every change can be taken back.")?;
    stage.run(&["rm", "/taxes"])?;
    stage.run(&["trash", "list"])?;
    stage.run(&["undo"])?;
    stage.say("Other content at the same path is a new version.")?;
    samples::change(Path::new(&papers))?;
    stage.run_to(Kind::Partial, &["-q", "add", &papers, "--to", "/"])?;
    stage.run(&["versions", "/papers/todo.md"])?;
    stage.run(&["cat", "--version", "1", "/papers/todo.md"])?;
    stage.say("Everything comes out as it went in.")?;
    stage.run(&["get", "/papers", "-o", &out])?;
    stage.compare(Path::new(&papers), &Path::new(&out).join("papers"))?;
    finish(stage)
}

fn with_folder(stage: &mut Stage<'_>, dir: &Path, out: &Path) -> Result<()> {
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
    stage.run(&["init"])?;
    stage.say("For this demo, any file is let in.")?;
    stage.run(&["policy", "set", "allowed_extensions", "*"])?;
    stage.run(&["policy", "set", "content_mismatch", "warn"])?;
    stage.run_to(Kind::Partial, &["add", &source, "--to", "/"])?;
    stage.run(&["status"])?;
    stage.run(&["ls", "-l", &name])?;
    stage.run(&["find", "verdict:mismatch"])?;
    stage.run(&["organize", &name, "--method", "type"])?;
    stage.run(&["undo"])?;
    stage.run(&["rm", &name])?;
    stage.run(&["trash", "list"])?;
    stage.run(&["undo"])?;
    stage.run(&["get", &name, "-o", &out])?;
    stage.compare(&real, &Path::new(&out).join(name.trim_start_matches('/')))?;
    finish(stage)
}

fn finish(stage: &mut Stage<'_>) -> Result<()> {
    stage.run(&["verify"])?;
    stage.say("Who did what is in a log that shows if anybody tampers with it.")?;
    stage.run(&["audit", "log"])?;
    stage.run(&["audit", "verify"])?;
    stage.run(&["status"])
}

/// Where the demo is played.
struct Stage<'a> {
    context: &'a mut Context,
    vault: PathBuf,
    password: Secret,
}

impl Stage<'_> {
    /// Says what comes next; among the output, so that it stands in its place also in a file.
    fn say(&mut self, line: &str) -> Result<()> {
        let (bold, plain) = if self.context.out.colour() {
            ("\x1b[1m", "\x1b[0m")
        } else {
            ("", "")
        };
        self.context.out.chatter(&format!("\n{bold}{line}{plain}"))
    }

    /// Runs a command as if it had been typed; it must succeed.
    fn run(&mut self, words: &[&str]) -> Result<()> {
        self.play(words)
    }

    /// Runs a command that may also end with an error of this kind, which is shown.
    fn run_to(&mut self, kind: Kind, words: &[&str]) -> Result<()> {
        match self.play(words) {
            Err(error) if error.kind == kind => {
                self.context.out.note(&format!("error: {}", error.message));
                Ok(())
            }
            other => other,
        }
    }

    fn play(&mut self, words: &[&str]) -> Result<()> {
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
        let mut scene = Context {
            out: Output::limited(&globals),
            begun: Instant::now(),
            globals,
            demo: Some(Vault {
                vault: self.vault.clone(),
                password: Secret::from(self.password.expose()),
            }),
        };
        self.context.out.flush()?;
        let done = super::run(cli.command, &mut scene);
        let flushed = scene.out.finish_limited();
        if scene.out.pipe_closed() {
            self.context.out.failed(&io::ErrorKind::BrokenPipe.into());
        }
        done.and(flushed)
    }

    /// Says whether what came out is what went in.
    fn compare(&mut self, source: &Path, copy: &Path) -> Result<()> {
        let (same, skipped) = samples::compare(source, copy)?;
        let line = match skipped {
            0 => format!("{same} files compared: identical"),
            skipped => format!("{same} files compared: identical ({skipped} had been refused)"),
        };
        self.context.out.line(&line)
    }
}
