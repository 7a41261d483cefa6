//! `man`

use std::path::PathBuf;

use clap::{Args, Command, CommandFactory};
use clap_mangen::Man as Page;
use file_organizer::app::error::{Error, Result};

use crate::cli::cmd::Cli;
use crate::cli::context::Context;

/// Print the manual page, or write all pages to a folder
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer man | man -l -
  file-organizer man --dir ~/.local/share/man/man1")]
pub(crate) struct Man {
    /// Write a page for each command to this folder
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(crate) fn run(command: &Man, context: &mut Context) -> Result<()> {
    context.refuse_json("man")?;
    let mut root = without_help(Cli::command());
    root.build();
    let Some(dir) = &command.dir else {
        let (_, page) = page(&root, "file-organizer")?;
        return context.out.bytes(&page);
    };
    std::fs::create_dir_all(dir).map_err(|e| Error::io(dir, &e))?;
    let mut pages = Vec::new();
    collect(&root, "file-organizer", &mut pages)?;
    for (name, text) in pages {
        let path = dir.join(name);
        #[expect(clippy::disallowed_methods, reason = "manual pages are public")]
        std::fs::write(&path, text).map_err(|e| Error::io(&path, &e))?;
    }
    Ok(())
}

/// Without the commands named `help`, of which there are no pages to refer to.
fn without_help(command: Command) -> Command {
    command
        .disable_help_subcommand(true)
        .mut_subcommands(without_help)
}

fn page(command: &Command, name: &str) -> Result<(String, Vec<u8>)> {
    let mut text = Vec::new();
    let command = command.clone().display_name(name.to_owned());
    let page = Page::new(command)
        .title(name.to_uppercase())
        // No date, so that the output is reproducible.
        .date("")
        .source(concat!("file-organizer ", env!("CARGO_PKG_VERSION")))
        .manual("file-organizer");
    page.render(&mut text)
        .map_err(|e| Error::io(std::path::Path::new(name), &e))?;
    let text = as_typed(&String::from_utf8_lossy(&text));
    Ok((format!("{name}.1"), text.into_bytes()))
}

/// Formats the examples verbatim, without filling lines.
fn as_typed(page: &str) -> String {
    let mut text = String::with_capacity(page.len());
    let mut inside = false;
    for line in page.lines() {
        if line.starts_with(".SH") && inside {
            text.push_str(".fi\n");
            inside = false;
        }
        if line == ".SH EXTRA" {
            inside = true;
            text.push_str(".SH NOTES\n.nf\n");
            continue;
        }
        text.push_str(line);
        text.push('\n');
    }
    if inside {
        text.push_str(".fi\n");
    }
    text
}

fn collect(command: &Command, name: &str, pages: &mut Vec<(String, Vec<u8>)>) -> Result<()> {
    pages.push(page(command, name)?);
    for sub in command.get_subcommands() {
        collect(sub, &format!("{name}-{}", sub.get_name()), pages)?;
    }
    Ok(())
}
