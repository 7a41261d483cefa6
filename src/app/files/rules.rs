//! The rules for organizing files: a TOML text, stored in the vault.

use crate::domain::action::Action;
use crate::domain::detail::Word;
use crate::domain::rule::{self, Conflict, Draft, Misplaced, Rule, RuleSet};
use crate::domain::time::Time;
use crate::storage::StorageError;
use crate::storage::meta;
use crate::storage::tables::View;

use crate::app::clock;
use crate::app::error::{Error, Kind, Result};
use crate::app::gate::Gate;

/// Number of earlier texts to keep.
const MAX_EARLIER: u64 = 20;

/// Whether the vault's rules choose the paths of added files. Rules that move files to the trash
/// take effect only with `organize`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Filing {
    /// Files go to the given folder.
    #[default]
    Never,
    /// By the rules, which must exist.
    ByRules,
    /// By the rules, if there are any.
    ByRulesIfAny,
}

/// All errors in a text of rules, as one error.
fn wrong(all: &[Misplaced]) -> Error {
    let lines: Vec<String> = all.iter().map(ToString::to_string).collect();
    let hint = all.iter().find_map(|one| one.error.hint());
    Error::new(Kind::Usage, lines.join("; ")).maybe_hint(hint)
}

/// A rule, as in the JSON output: the fields are the keys of its TOML form.
#[derive(Debug, serde::Serialize, schemars::JsonSchema)]
pub struct RuleInfo<'a> {
    /// The name.
    pub name: &'a str,
    /// Whether it is evaluated.
    pub enabled: bool,
    /// Higher ones are evaluated first.
    pub priority: i64,
    /// Whether evaluation ends if it matches.
    pub stop: bool,
    /// What to do if the destination exists.
    pub conflict: Conflict,
    /// Search terms that must all match.
    pub when: &'a [String],
    /// Search terms of which one must match, unless there are none.
    pub any: &'a [String],
    /// Search terms of which none may match.
    pub not: &'a [String],
    /// The target folder, with placeholders.
    pub to: Option<&'a str>,
    /// The new name, with placeholders.
    pub rename: Option<&'a str>,
    /// Tags to add.
    pub tag: &'a [String],
    /// A note to add.
    pub note: Option<&'a str>,
    /// Whether files are moved to the trash.
    pub trash: bool,
    /// Whether files are left alone.
    pub ignore: bool,
}

impl<'a> From<&'a Rule> for RuleInfo<'a> {
    fn from(rule: &'a Rule) -> Self {
        let written = &rule.written;
        Self {
            name: &rule.name,
            enabled: rule.enabled,
            priority: rule.priority,
            stop: rule.stop,
            conflict: rule.conflict,
            when: &written.when,
            any: &written.any,
            not: &written.not,
            to: written.to.as_deref(),
            rename: written.rename.as_deref(),
            tag: &written.tags,
            note: written.note.as_deref(),
            trash: written.trash,
            ignore: written.ignore,
        }
    }
}

/// Parses a text of rules.
///
/// # Errors
/// Kind `Usage`: all errors, with line and column.
pub fn parsed(text: &str, now: Time) -> Result<RuleSet> {
    RuleSet::parse(text, now, clock::zone()).map_err(|all| wrong(&all))
}

/// Checks a text of rules; returns the number of rules.
pub fn check(text: &str) -> Result<usize> {
    parsed(text, clock::now()).map(|rules| rules.rules().len())
}

/// The text of the vault's rules.
pub(crate) fn text(view: &impl View) -> Result<Option<String>> {
    let damaged = || StorageError::Damaged("the rules cannot be read".into());
    match meta::get(view, meta::key::RULES)? {
        None => Ok(None),
        Some(bytes) => Ok(Some(String::from_utf8(bytes).map_err(|_| damaged())?)),
    }
}

/// The rules of the vault.
pub(crate) fn in_force(view: &impl View, now: Time) -> Result<RuleSet> {
    let rules = match text(view)? {
        Some(text) => parsed(&text, now)?,
        None => parsed("", now)?,
    };
    if rules.rules().is_empty() {
        return Err(Error::new(Kind::Usage, "the vault has no rules yet").hint(
            "use a ready-made set: file-organizer organize --method type; or add rules: \
             file-organizer rules add --help",
        ));
    }
    Ok(rules)
}

/// The rules for files being added.
pub(crate) fn for_adding(view: &impl View, filing: Filing, now: Time) -> Result<Option<RuleSet>> {
    match filing {
        Filing::Never => Ok(None),
        Filing::ByRules => in_force(view, now).map(Some),
        Filing::ByRulesIfAny => match text(view)? {
            Some(text) => parsed(&text, now).map(Some),
            None => Ok(None),
        },
    }
}

/// The text of the vault's rules; empty if there are none.
pub fn show(gate: &mut Gate) -> Result<String> {
    gate.read(Action::RulesRead, |view, _| {
        Ok(text(view)?.unwrap_or_default())
    })
}

/// The earlier texts, newest first, each with the time when it was replaced.
pub fn earlier(gate: &mut Gate) -> Result<Vec<(Time, String)>> {
    gate.read(Action::RulesRead, |view, _| {
        let count = meta::counter(view, meta::key::RULES_CHANGED)?;
        let oldest = count.saturating_sub(MAX_EARLIER);
        let mut all = Vec::new();
        for number in (oldest..count).rev() {
            let Some(row) = meta::get(view, &meta::key::earlier_rules(number))? else {
                continue;
            };
            let damaged = || StorageError::Damaged("earlier rules cannot be read".into());
            let (time, text) = row.split_first_chunk::<8>().ok_or_else(damaged)?;
            let text = String::from_utf8(text.to_vec()).map_err(|_| damaged())?;
            all.push((Time::from_unix_nanos(i64::from_le_bytes(*time)), text));
        }
        Ok(all)
    })
}

/// Changes the rules: `change` gets their text, and returns the new text with the detail for the
/// audit log.
fn change(
    gate: &mut Gate,
    target: &str,
    change: impl FnOnce(&str) -> Result<(String, Word)>,
) -> Result<usize> {
    gate.write(Action::RulesChange, target.as_bytes(), |writing| {
        let before = text(writing.view())?.unwrap_or_default();
        let (after, detail) = change(&before)?;
        let rules = parsed(&after, writing.now)?;
        if after != before {
            writing.set_rules(&before, &after, MAX_EARLIER)?;
        }
        writing.detail(detail);
        Ok(rules.rules().len())
    })
}

/// Replaces all rules; returns the number of rules.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Usage` for an invalid text.
pub fn replace(gate: &mut Gate, new: &str) -> Result<usize> {
    // A syntax error is not worth an audit row.
    check(new)?;
    change(gate, "all", |_| Ok((new.to_owned(), Word::Replaced)))
}

/// Adds a rule after the others.
pub fn add(gate: &mut Gate, draft: &Draft) -> Result<usize> {
    let alone = rule::appended("", draft).unwrap_or_default();
    check(&alone)?;
    change(gate, &draft.name, |before| {
        let after = rule::appended(before, draft);
        let after = after.ok_or_else(|| Error::new(Kind::Other, "the rules are not valid TOML"))?;
        Ok((after, Word::Added))
    })
}

/// Removes a rule.
///
/// # Errors
/// Kinds `Denied`, `Busy`, `NotFound`.
pub fn remove(gate: &mut Gate, name: &str) -> Result<usize> {
    change(gate, name, |before| {
        let after = rule::removed(before, name);
        let after = after.ok_or_else(|| {
            Error::new(Kind::NotFound, format!("there is no rule {name:?}"))
                .hint("list them with: file-organizer rules list")
        })?;
        Ok((after, Word::Removed))
    })
}
