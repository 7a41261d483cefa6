//! `search`

use clap::{Args, Subcommand};
use file_organizer::app::error::Result;
use file_organizer::app::files::search::{self, ChangedSearch, SavedSearch};

use crate::cli::context::Context;
use crate::cli::name;
use crate::cli::output::Output;
use crate::cli::when::LocalTime;

/// List or remove saved searches
///
/// `find --save NAME` saves a search; in a query, the term @NAME stands for it. Saved searches are
/// your own: no other user sees or uses them. API keys of yours use them, and cannot change them.
/// `search WORD` is the same as `find WORD`.
#[derive(Debug, Subcommand)]
pub(crate) enum Search {
    /// List your saved searches
    #[command(after_help = "\
Examples:
  file-organizer search list
  file-organizer --json search list | jq -r .name")]
    List,
    /// Remove a saved search (does not change files)
    #[command(after_help = "\
Examples:
  file-organizer search remove tax")]
    Remove(Remove),
}

#[derive(Debug, Args)]
pub(crate) struct Remove {
    /// Name of the saved search
    #[arg(value_name = "SEARCH")]
    name: String,
}

pub(crate) fn run(command: &Search, context: &mut Context) -> Result<()> {
    match command {
        Search::List => {
            let all = search::list(&mut context.open("search list")?)?;
            context.out.show_each(&all, |out| print(&all, out))
        }
        Search::Remove(remove) => {
            let removed = search::remove(&mut context.open("search remove")?, &remove.name)?;
            let line = format!("removed @{}: {}", removed.name, terms(&removed));
            changed(context, "removed", &removed, &line)
        }
    }
}

/// Saves a search, and prints what it replaced.
pub(crate) fn save(
    gate: &mut file_organizer::app::gate::Gate,
    (name, words): (&str, &[String]),
    context: &mut Context,
) -> Result<()> {
    let (saved, before) = search::save(gate, name, words)?;
    let name = &saved.name;
    match before {
        None => {
            let line = format!("saved as @{name}: file-organizer find @{name}");
            changed(context, "saved", &saved, &line)
        }
        Some(before) => {
            let line = format!("replaced @{name} (before: {})", terms(&before));
            changed(context, "replaced", &saved, &line)
        }
    }
}

fn changed(
    context: &mut Context,
    status: &'static str,
    search: &SavedSearch,
    line: &str,
) -> Result<()> {
    context.out.show(&ChangedSearch { status, search }, |out| {
        out.note(line);
        Ok(())
    })
}

/// The query as it is typed in a shell.
fn terms(search: &SavedSearch) -> String {
    let words = search.query.iter();
    let words: Vec<String> = words
        .map(|word| shlex::try_quote(word).map_or_else(|_| word.clone(), Into::into))
        .collect();
    name::line(&words.join(" ")).into_owned()
}

fn print(all: &[SavedSearch], out: &mut Output) -> Result<()> {
    if all.is_empty() {
        out.note("no saved searches");
        return Ok(());
    }
    let row = |search: &SavedSearch| {
        vec![
            format!("@{}", search.name),
            search.saved.local_date(),
            terms(search),
        ]
    };
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    out.table(&["NAME", "SAVED", "QUERY"], &rows, &[])
}
