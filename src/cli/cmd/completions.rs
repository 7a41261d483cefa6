//! `completions`

use clap::{Args, CommandFactory};
use clap_complete::Shell;
use file_organizer::app::error::Result;

use crate::cli::cmd::Cli;
use crate::cli::context::Context;

/// Print a shell completion script
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
    let mut text = Vec::new();
    clap_complete::generate(
        command.shell,
        &mut Cli::command(),
        "file-organizer",
        &mut text,
    );
    context.out.bytes(&text)
}
