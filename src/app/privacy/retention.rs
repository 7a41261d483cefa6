//! Retention: rules by folder, tag or type, and moving expired files to the trash as one operation.

use crate::domain::action::Action;
use crate::domain::detail::{Detail, Part, Unit, Word};
use crate::domain::id::FileId;
use crate::domain::name;
use crate::domain::path::{VaultPath, fold_name};
use crate::domain::query::Query;
use crate::domain::span::Span;
use crate::domain::time::Time;
use crate::storage::StorageError;
use crate::storage::expiry;
use crate::storage::files::{self, Entry};
use crate::storage::retention::{self as stored, RetentionRule};
use crate::storage::tables::View;
use crate::storage::users::Names;

use crate::app::clock;
use crate::app::error::{Error, Kind, Result};
use crate::app::files::info;
use crate::app::files::rm::forget_old;
use crate::app::files::trash::{self, Emptied};
use crate::app::gate::{Gate, Writing};
use crate::storage::policy;

/// Maximum number of rules.
const MAX_RULES: usize = 100;

/// When the retention period begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// When the content was added.
    Added,
    /// The content's modification time.
    Modified,
}

impl Since {
    /// The name shown to people and scripts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Modified => "modified",
        }
    }
}

crate::domain::schema::by_name!(Since: Added, Modified);

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Rule {
    /// The name.
    pub name: String,
    /// Terms of the query language; a file must match all of them.
    #[serde(rename = "terms")]
    pub words: Vec<String>,
    /// The retention period; in JSON in seconds.
    #[serde(rename = "keep_for", with = "crate::app::json::Duration")]
    pub keep: Span,
    /// When it begins.
    #[serde(rename = "counted_from")]
    pub since: Since,
    /// When it was set.
    pub set: Time,
    /// Who set it.
    pub set_by: String,
}

impl Rule {
    fn of(names: &Names, rule: RetentionRule) -> Self {
        Self {
            name: rule.name,
            words: rule.words,
            keep: Span::from_secs(rule.keep),
            since: if rule.from_modified {
                Since::Modified
            } else {
                Since::Added
            },
            set: rule.set,
            set_by: names.actor(&rule.set_by),
        }
    }
}

/// An expired file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Due {
    /// Where it is.
    #[serde(flatten, with = "crate::app::json::Path")]
    pub path: VaultPath,
    /// Its id.
    pub id: FileId,
    /// Bytes of its current content.
    pub size: u64,
    /// The rule that expired first.
    pub rule: String,
    /// When it expired.
    #[serde(rename = "expired")]
    pub over: Time,
    /// Whether it is removed now: two commands at least a day apart have seen the expiry, by a
    /// clock that did not run backwards.
    #[serde(rename = "status", with = "DueStatus")]
    pub confirmed: bool,
}

/// What `retention apply` does with a file.
struct DueStatus;

impl DueStatus {
    fn serialize<S: serde::Serializer>(
        confirmed: &bool,
        to: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        to.serialize_str(if *confirmed { "removed" } else { "waiting" })
    }
}

crate::domain::schema::text!(
    DueStatus,
    schemars::json_schema!({"type": "string", "enum": ["removed", "waiting"]})
);

/// The counts of a plan or of its result.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct RetentionSummary {
    /// Files moved to the trash.
    pub files: u64,
    /// Bytes of these files.
    pub bytes: u64,
    /// Files permanently deleted from the trash.
    pub destroyed: u64,
    /// Expired files that are kept until a later command finds them expired, too.
    pub waiting: u64,
}

impl RetentionSummary {
    /// The counts of these files.
    #[must_use]
    pub fn new(moved: &[Due], destroyed: u64, waiting: u64) -> Self {
        Self {
            files: moved.len() as u64,
            bytes: moved.iter().map(|due| due.size).sum(),
            destroyed,
            waiting,
        }
    }
}

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Planned {
    /// Expired files.
    pub due: Vec<Due>,
    /// What would be destroyed in the trash.
    pub emptied: Emptied,
}

/// The result.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applied {
    /// Files moved to the trash.
    pub moved: Vec<Due>,
    /// Files that have expired by the current clock, but stay until a later command confirms it.
    pub waiting: u64,
    /// Files destroyed because the policy's trash retention was over.
    pub emptied: Emptied,
}

/// The rules, in the order in which they were first set.
pub fn list(gate: &mut Gate) -> Result<Vec<Rule>> {
    gate.read(Action::RetentionRead, |view, _| {
        let names = Names::load(view)?;
        let rules = stored::all(view)?.into_iter();
        Ok(rules.map(|rule| Rule::of(&names, rule)).collect())
    })
}

/// Sets a rule, replacing one of the same name.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Usage` for an invalid name, term or period.
pub fn set(gate: &mut Gate, name: &str, words: &[String], keep: Span, since: Since) -> Result<()> {
    name::check_form(name)?;
    if words.is_empty() {
        return Err(
            Error::new(Kind::Usage, "a retention rule needs a condition")
                .hint("give a folder, a tag or a type: --in /papers --tag draft --type pdf"),
        );
    }
    if keep.is_zero() {
        return Err(
            Error::new(Kind::Usage, "the retention period must not be zero")
                .hint("for example: --keep 365d"),
        );
    }
    query(words, clock::now())?;
    gate.write(Action::RetentionChange, name.as_bytes(), |writing| {
        let rule = RetentionRule {
            name: name.to_owned(),
            words: words.to_vec(),
            keep: keep.as_secs(),
            from_modified: since == Since::Modified,
            set: writing.now,
            set_by: writing.actor(),
        };
        let mut all = stored::all(writing.view())?;
        let full = all.len() >= MAX_RULES;
        match all.iter_mut().find(|known| known.name == name) {
            Some(known) => *known = rule,
            None if full => {
                let why = format!("the vault already has {MAX_RULES} retention rules");
                return Err(Error::new(Kind::Usage, why));
            }
            None => all.push(rule),
        }
        writing.set_retention(all)?;
        writing.detail([Word::Set.into(), Part::Keep(keep)]);
        Ok(())
    })
}

/// Removes a rule; no file is touched.
///
/// # Errors
/// Kinds `Denied`, `Busy`, `NotFound`.
pub fn remove(gate: &mut Gate, name: &str) -> Result<()> {
    gate.write(Action::RetentionChange, name.as_bytes(), |writing| {
        let mut all = stored::all(writing.view())?;
        let before = all.len();
        all.retain(|rule| rule.name != name);
        if all.len() == before {
            let why = format!("there is no retention rule {name:?}");
            return Err(Error::new(Kind::NotFound, why)
                .hint("list them with: file-organizer retention list"));
        }
        writing.set_retention(all)?;
        writing.detail(Word::Removed);
        Ok(())
    })
}

/// What [`apply`] would do now.
pub fn planned(gate: &mut Gate) -> Result<Planned> {
    gate.read(Action::RetentionRead, |view, _| {
        let now = clock::now();
        let keep = policy::read(view)?.trash_retention;
        Ok(Planned {
            due: over(view, now)?.into_iter().map(|(due, _)| due).collect(),
            emptied: trash::expired(view, keep, now)?,
        })
    })
}

/// Moves expired files to the trash, as one operation, and destroys files whose time in the trash
/// is over. A principal that may not see files gets only counts.
///
/// # Errors
/// Kinds `Busy`, `Denied`. All or nothing.
pub fn apply(gate: &mut Gate) -> Result<Option<Applied>> {
    gate.write(Action::RetentionApply, &[], |writing| {
        let mut found = over(writing.view(), writing.now)?;
        let due = found.len();
        found.retain(|(due, _)| due.confirmed);
        let waiting = (due - found.len()) as u64;
        let detail = summary(&found);
        let moved = to_the_trash(writing, found)?;
        let emptied = forget_old(writing)?;
        writing.detail(detail.and(Unit::Destroyed.count(emptied.files)));
        if writing.principal.sees_all() {
            return Ok(Some(Applied {
                moved,
                waiting,
                emptied,
            }));
        }
        Ok(None)
    })
}

fn to_the_trash(writing: &mut Writing<'_, '_>, found: Vec<(Due, Entry)>) -> Result<Vec<Due>> {
    // Without a change, the last undone operation can still be redone.
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let mut change = writing.begin(&[])?;
    let mut moved = Vec::with_capacity(found.len());
    for (due, entry) in found {
        change.remove(writing, &entry.path)?;
        moved.push(due);
    }
    change.count(moved.len() as u64);
    change.save(writing)?;
    Ok(moved)
}

/// `12_FILES drafts=10 logs=2`: for the audit log.
fn summary(found: &[(Due, Entry)]) -> Detail {
    let mut counts = std::collections::BTreeMap::<&str, u64>::new();
    for (due, _) in found {
        *counts.entry(&due.rule).or_default() += 1;
    }
    let all = Detail::from(Unit::Files.count(found.len()));
    counts.iter().fold(all, |detail, (rule, count)| {
        detail.and(Part::Rule((*rule).to_owned(), *count))
    })
}

fn query(words: &[String], now: Time) -> Result<Query> {
    Query::parse(words, now)
        .map_err(|error| Error::new(Kind::Usage, error.to_string()).maybe_hint(error.hint()))
}

/// The expired files, with the rule that expired first: one pass over all files.
fn over(view: &impl View, now: Time) -> Result<Vec<(Due, Entry)>> {
    let names = Names::load(view)?;
    let mut rules = Vec::new();
    for rule in stored::all(view)? {
        let query = query(&rule.words, now).map_err(|_| {
            StorageError::Damaged(format!("the retention rule {:?} cannot be read", rule.name))
        })?;
        rules.push((Rule::of(&names, rule), query));
    }
    let mut found = Vec::new();
    if rules.is_empty() {
        return Ok(found);
    }
    let confirmed = expiry::cutoff(view, Span::ZERO, now)?;
    for entry in files::below(view, &VaultPath::root())? {
        let entry = entry?;
        let owner = names.user(&entry.file.owner.user);
        let folded = fold_name(entry.path.name_key());
        let facts = info::facts(&entry, &owner, &folded, &[], None);
        let hit = rules.iter().find_map(|(rule, query)| {
            let from = match rule.since {
                Since::Added => facts.added,
                Since::Modified => facts.modified,
            };
            let over = from.saturating_add(rule.keep);
            (over <= now && query.matches(&facts)).then_some((rule, over))
        });
        if let Some((rule, over)) = hit {
            let due = Due {
                path: entry.path.clone(),
                id: entry.file.id,
                size: entry.file.current.size,
                rule: rule.name.clone(),
                over,
                confirmed: over < confirmed,
            };
            found.push((due, entry));
        }
    }
    Ok(found)
}
