//! `completions`

use std::path::Path;

use clap::Args;
use file_organizer::app::error::{Error, Result};

use crate::cli::completion::{Shell, script};
use crate::cli::context::Context;

/// Print a shell completion script
///
/// It completes commands, flags, and names in the vault: paths, tags, users, roles, keys, rules and
/// operations. Names in the vault require a session (file-organizer login) or an API key from a file
/// or the environment; a password is never asked for. Completion is not recorded, so names are not
/// completed while audit.level is raised.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  file-organizer completions bash > ~/.local/share/bash-completion/completions/file-organizer
  file-organizer completions zsh > ~/.zfunc/_file-organizer
  file-organizer completions fish > ~/.config/fish/completions/file-organizer.fish")]
pub(crate) struct Completions {
    /// Shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

pub(crate) fn run(command: &Completions, context: &mut Context) -> Result<()> {
    context.refuse_json("completions")?;
    let text = script(command.shell).map_err(|e| Error::io(Path::new("standard output"), &e))?;
    context.out.bytes(&text)
}
