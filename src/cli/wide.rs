//! Changes of many files: the question before them, and the line that reports them.

use file_organizer::app::error::Result;
use file_organizer::app::json::Document;

use super::context::Context;
use super::count::files;

/// A change of more files than this is confirmed on a terminal.
const MAX_UNASKED: u64 = 100;

/// The end of the line that reports an operation on several files.
pub(crate) const UNDO: &str = " (undo: file-organizer undo)";

/// Asks on a terminal before a change of many files: `question` gets their number, as in `184 files`.
/// `count` is called only if there may be a question.
///
/// # Errors
/// Errors of `count`; of the terminal.
pub(crate) fn confirmed(
    context: &mut Context,
    count: impl FnOnce() -> Result<u64>,
    question: impl FnOnce(&str) -> String,
) -> Result<bool> {
    if !context.asks() {
        return Ok(true);
    }
    let count = count()?;
    if count <= MAX_UNASKED || context.confirm(&question(&files(count)))? {
        return Ok(true);
    }
    context.out.note("nothing was changed");
    Ok(false)
}

/// Reports changed files: one of them, or with `-v` each, by `line`; several by `summary`, with how
/// to undo it. With `--json`, each is a document.
///
/// # Errors
/// If standard output cannot be written to.
pub(crate) fn report<D: Document>(
    context: &mut Context,
    changed: &[D],
    line: impl Fn(&D) -> String,
    summary: impl FnOnce(&str) -> String,
) -> Result<()> {
    let verbose = context.globals.verbose;
    context.out.show_each(changed, |out| {
        if changed.len() > 1 && !verbose {
            let summary = summary(&files(changed.len() as u64));
            return out.chatter(&format!("{summary}{UNDO}"));
        }
        changed.iter().try_for_each(|one| out.chatter(&line(one)))
    })
}
