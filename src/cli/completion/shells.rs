//! The scripts for bash, zsh and fish, and the form in which each reads candidates. clap's own
//! scripts pass and insert words without regard to quoting, so that a name with a space would become
//! two arguments.

use std::ffi::{OsStr, OsString};
use std::io::{Result, Write};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::Path;

use clap::{Command, ValueEnum};
use clap_complete::CompletionCandidate;
use clap_complete::env::EnvCompleter;
use file_organizer::domain::escape::has_odd;

use super::words::{Quoting, quoted, split};
use crate::cli::args::{prepare_beginning, unprotect};

/// A supported shell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shell {
    /// bash 4.4 or newer
    Bash,
    /// zsh
    Zsh,
    /// fish 3 or newer
    Fish,
}

const BASH: &str = r#"# bash completion for BIN; requires bash 4.4
_NAME() {
    local IFS=$'\n'
    mapfile -t COMPREPLY < <(VAR=bash COMPLETER -- "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[/:=] ]]; then
        compopt -o nospace
    fi
}
complete -o filenames -o noquote -o nosort -F _NAME BIN
"#;

const ZSH: &str = r#"#compdef BIN
_BIN() {
    local -a answer
    local typed=$PREFIX line
    [[ -n $compstate[quote] ]] || typed=${(Q)PREFIX}
    answer=("${(@f)$(VAR=zsh COMPLETER -- "${(@Q)words[1,CURRENT-1]}" "$typed" 2>/dev/null)}")
    local -a plain=() open=() plain_shown=() open_shown=()
    for line in $answer; do
        if [[ ${line%%$'\t'*} == *[/:=] ]]; then
            open+=("${line%%$'\t'*}")
            open_shown+=("${line/$'\t'/  -- }")
        else
            plain+=("${line%%$'\t'*}")
            plain_shown+=("${line/$'\t'/  -- }")
        fi
    done
    compadd -V BIN -l -d open_shown -S '' -a open
    compadd -V BIN -l -d plain_shown -a plain
}
if [[ $zsh_eval_context[-1] == (loadautofunc|shfunc) ]]; then
    _BIN "$@"
else
    compdef _BIN BIN
fi
"#;

const FISH: &str = r#"# fish completion for BIN
complete --keep-order --no-files --command BIN --arguments "(VAR=fish COMPLETER -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token --cut-at-cursor) 2>/dev/null)"
"#;

/// bash: candidates are printed quoted (`words::quoted`), because readline leaves `$` as it is.
pub(super) struct Bash;
/// zsh: `compadd` quotes what is inserted. The function is named like the file of an autoloaded one.
pub(super) struct Zsh;
/// fish: it quotes what is inserted.
pub(super) struct Fish;

fn write_script(
    script: &str,
    (variable, name): (&str, &str),
    (program, completer): (&str, &str),
    to: &mut dyn Write,
) -> Result<()> {
    let script = script
        .replace("NAME", &name.replace('-', "_"))
        .replace("BIN", program)
        .replace("COMPLETER", completer)
        .replace("VAR", variable);
    to.write_all(script.as_bytes())
}

/// The candidates for the last of `words`, and what each is for. Names that a terminal or a line of
/// output cannot represent are left out.
fn candidates(command_line: &Command, words: Vec<OsString>) -> Vec<(Vec<u8>, Option<String>)> {
    let last = words.len().saturating_sub(1);
    let words = prepare_beginning(words, last);
    let mut command = super::command(command_line, &words);
    let folder = working_folder();
    let found = clap_complete::engine::complete(&mut command, words, last, folder.as_deref());
    let describe = |candidate: CompletionCandidate| {
        let help = candidate.get_help().map(|help| {
            let help = help.to_string();
            help.lines().next().unwrap_or_default().to_owned()
        });
        (bytes(candidate.get_value()), help)
    };
    let mut found: Vec<_> = found
        .unwrap_or_default()
        .into_iter()
        .map(describe)
        .collect();
    found.retain(|(value, _)| std::str::from_utf8(value).is_ok_and(|text| !has_odd(text, &[])));
    found
}

fn bytes(value: &OsStr) -> Vec<u8> {
    match value.to_str() {
        Some(text) => unprotect(text).into_bytes(),
        None => value.as_bytes().to_vec(),
    }
}

#[expect(clippy::disallowed_methods, reason = "local names are completed in it")]
fn working_folder() -> Option<std::path::PathBuf> {
    std::env::current_dir().ok()
}

/// One candidate per line, with a description after a tab.
fn write_lines(command_line: &Command, words: Vec<OsString>, to: &mut dyn Write) -> Result<()> {
    for (value, help) in candidates(command_line, words) {
        to.write_all(&value)?;
        if let Some(help) = help {
            write!(to, "\t{help}")?;
        }
        writeln!(to)?;
    }
    Ok(())
}

impl EnvCompleter for Bash {
    fn name(&self) -> &'static str {
        "bash"
    }

    fn is(&self, name: &str) -> bool {
        name == self.name()
    }

    fn write_registration(
        &self,
        variable: &str,
        name: &str,
        program: &str,
        completer: &str,
        to: &mut dyn Write,
    ) -> Result<()> {
        write_script(BASH, (variable, name), (program, completer), to)
    }

    /// The arguments are the line up to the cursor, and its end that bash replaces: bash also splits
    /// words at colons and equal signs.
    fn write_complete(
        &self,
        command_line: &mut Command,
        arguments: Vec<OsString>,
        _: Option<&Path>,
        to: &mut dyn Write,
    ) -> Result<()> {
        let mut arguments = arguments.into_iter().map(OsString::into_vec);
        let line = arguments.next().unwrap_or_default();
        let replaced = arguments.next().unwrap_or_default();
        let offset = match line.ends_with(&replaced) {
            true => line.len() - replaced.len(),
            false => 0,
        };
        let split = split(&line, offset, Quoting::Bash);
        let typed = split.words.last().cloned().unwrap_or_default();
        let kept = typed.get(..split.before).unwrap_or_default();
        let words = split.words.into_iter().skip_while(is_assignment);
        for (value, _) in candidates(command_line, words.map(OsString::from_vec).collect()) {
            let Some(rest) = value.strip_prefix(kept) else {
                continue;
            };
            to.write_all(&quoted(rest, split.quote))?;
            writeln!(to)?;
        }
        Ok(())
    }
}

/// Whether a word sets a variable for the command: `NAME=value`.
#[expect(clippy::ptr_arg, reason = "for skip_while")]
fn is_assignment(word: &Vec<u8>) -> bool {
    let name = word.split(|byte| *byte == b'=').next().unwrap_or_default();
    let in_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    name.len() < word.len() && !name.is_empty() && name.iter().all(in_name)
}

impl EnvCompleter for Zsh {
    fn name(&self) -> &'static str {
        "zsh"
    }

    fn is(&self, name: &str) -> bool {
        name == self.name()
    }

    fn write_registration(
        &self,
        variable: &str,
        name: &str,
        program: &str,
        completer: &str,
        to: &mut dyn Write,
    ) -> Result<()> {
        write_script(ZSH, (variable, name), (program, completer), to)
    }

    /// The arguments are the words up to the cursor, without quotes.
    fn write_complete(
        &self,
        command_line: &mut Command,
        arguments: Vec<OsString>,
        _: Option<&Path>,
        to: &mut dyn Write,
    ) -> Result<()> {
        write_lines(command_line, arguments, to)
    }
}

impl EnvCompleter for Fish {
    fn name(&self) -> &'static str {
        "fish"
    }

    fn is(&self, name: &str) -> bool {
        name == self.name()
    }

    fn write_registration(
        &self,
        variable: &str,
        name: &str,
        program: &str,
        completer: &str,
        to: &mut dyn Write,
    ) -> Result<()> {
        write_script(FISH, (variable, name), (program, completer), to)
    }

    /// The arguments are the complete words without quotes, and the last one as typed.
    fn write_complete(
        &self,
        command_line: &mut Command,
        mut arguments: Vec<OsString>,
        _: Option<&Path>,
        to: &mut dyn Write,
    ) -> Result<()> {
        if let Some(typed) = arguments.pop() {
            let split = split(typed.as_bytes(), 0, Quoting::Fish);
            arguments.push(OsString::from_vec(split.words.concat()));
        }
        write_lines(command_line, arguments, to)
    }
}
