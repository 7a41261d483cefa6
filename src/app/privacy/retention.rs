//! Retention: rules by folder, tag or type, with a minimum that the gate enforces (`gate/keeping.rs`)
//! and a maximum, after which files are moved to the trash as one operation.

use std::fmt;

use crate::domain::action::Action;
use crate::domain::detail::{Detail, Part, Unit, Word};
use crate::domain::id::FileId;
use crate::domain::name;
use crate::domain::path::VaultPath;
use crate::domain::period::Period;
use crate::domain::query::Query;
use crate::domain::span::Span;
use crate::domain::time::Time;
use crate::storage::expiry;
use crate::storage::files::{self, Entry};
use crate::storage::record::FileRecord;
use crate::storage::retention::{self as stored, RetentionRule};
use crate::storage::tables::View;
use crate::storage::users::Names;

use crate::app::clock;
use crate::app::error::{Error, Kind, Result};
use crate::app::files::rm::forget_old;
use crate::app::files::trash::{self, Emptied};
use crate::app::gate::keeping::{self, Keeping, stored_query};
use crate::app::gate::{Gate, Writing};
use crate::domain::time::Zone;
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
    const fn of(from_modified: bool) -> Self {
        match from_modified {
            true => Self::Modified,
            false => Self::Added,
        }
    }

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
    /// The minimum: no command destroys the files earlier.
    pub keep_at_least: Option<Period>,
    /// The maximum: then `retention apply` moves the files to the trash.
    pub trash_after: Option<Period>,
    /// When both begin.
    #[serde(rename = "counted_from")]
    pub since: Since,
    /// When it was set.
    pub set: Time,
    /// Who set it.
    pub set_by: String,
    /// Files that it matches now; with a minimum, including the trash.
    pub files: u64,
    /// The rule's folder, if it does not exist.
    #[serde(flatten, with = "crate::app::json::OptionalMissingFolder")]
    pub missing: Option<VaultPath>,
}

impl Rule {
    fn of(names: &Names, rule: RetentionRule, matched: Matched) -> Self {
        Self {
            name: rule.name,
            words: rule.words,
            keep_at_least: rule.keep_at_least,
            trash_after: rule.trash_after,
            since: Since::of(rule.from_modified),
            set: rule.set,
            set_by: names.actor(&rule.set_by),
            files: matched.files,
            missing: matched.missing,
        }
    }
}

/// What a rule matches now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matched {
    /// Files; with a minimum, including the trash.
    pub files: u64,
    /// The rule's folder, if it does not exist.
    pub missing: Option<VaultPath>,
}

/// What a rule says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Settings {
    /// Terms of the query language; a file must match all of them.
    #[serde(rename = "terms")]
    pub words: Vec<String>,
    /// The minimum.
    pub keep_at_least: Option<Period>,
    /// The maximum.
    pub trash_after: Option<Period>,
    /// When both begin.
    #[serde(rename = "counted_from")]
    pub since: Since,
}

/// What [`set`] did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The rule of this name before.
    pub previous: Option<Settings>,
    /// What it matches now, if the principal may see files.
    pub matched: Option<Matched>,
}

impl fmt::Display for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.words.join(" "))?;
        if let Some(least) = self.keep_at_least {
            write!(f, ", at least {least}")?;
        }
        if let Some(most) = self.trash_after {
            write!(f, ", to the trash after {most}")?;
        }
        match self.since {
            Since::Added => Ok(()),
            Since::Modified => f.write_str(", from the modification time"),
        }
    }
}

impl Settings {
    /// Refuses a rule that says nothing, or contradicts itself.
    fn check(&self) -> Result<()> {
        let usage = |what: &str, hint: &str| Err(Error::new(Kind::Usage, what).hint(hint));
        if self.words.is_empty() {
            return usage(
                "a retention rule needs a condition",
                "give a folder, a tag or a type: --in /papers --tag draft --type pdf",
            );
        }
        let periods = [self.keep_at_least, self.trash_after];
        if periods.iter().all(Option::is_none) {
            return usage(
                "a retention rule needs a period",
                "for example: --keep-at-least 10y, or --trash-after 90d",
            );
        }
        if periods.into_iter().flatten().any(Period::is_zero) {
            return usage(
                "the period must not be zero",
                "for example: --trash-after 90d",
            );
        }
        if let [Some(least), Some(most)] = periods
            && most.end(clock::now()) < least.end(clock::now())
        {
            return usage(
                "a file cannot go to the trash before it has been kept for the minimum",
                "give a longer --trash-after, or a shorter --keep-at-least",
            );
        }
        Ok(())
    }

    fn of(rule: &RetentionRule) -> Self {
        Self {
            words: rule.words.clone(),
            keep_at_least: rule.keep_at_least,
            trash_after: rule.trash_after,
            since: Since::of(rule.from_modified),
        }
    }

    /// Whether its minimum ends sooner, or for fewer files, if `after` replaces it.
    fn is_shortened_by(&self, after: Option<&Self>) -> bool {
        let Some(least) = self.keep_at_least else {
            return false;
        };
        after.is_none_or(|after| {
            after
                .keep_at_least
                .is_none_or(|now| now.may_end_before(least))
                || after.since != self.since
                || !after.words.iter().all(|word| self.words.contains(word))
        })
    }

    /// `in:/tax KEEP_AT_LEAST=10y`: for the audit log.
    fn shown(&self) -> Detail {
        let mut text = self.words.join(" ");
        if let Some(least) = self.keep_at_least {
            text += &format!(" KEEP_AT_LEAST={least}");
        }
        if let Some(most) = self.trash_after {
            text += &format!(" TRASH_AFTER={most}");
        }
        Detail::text(text)
    }
}

/// A retention rule that a command changed.
#[derive(Debug, Clone, Copy, serde::Serialize, schemars::JsonSchema)]
pub struct ChangedRetention<'a> {
    /// What was done: `set` or `removed`.
    pub status: &'static str,
    /// The name of the rule.
    pub name: &'a str,
    /// Files that it matches now, if it was set and the principal may see files.
    pub files: Option<u64>,
    /// What the rule said before; null if it is new.
    pub previous: Option<&'a Settings>,
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
    /// If the clock was turned back by more than a day: when they can be deleted at the earliest.
    pub waiting_until: Option<Time>,
    /// Expired files that another rule's minimum or a hold keeps.
    pub kept: u64,
    /// Rules that match no file.
    #[serde(rename = "rules_without_files")]
    pub unmatched: Vec<String>,
}

impl RetentionSummary {
    /// The counts of these files.
    #[must_use]
    pub fn new(moved: &[Due], rest: Rest) -> Self {
        Self {
            files: moved.len() as u64,
            bytes: moved.iter().map(|due| due.size).sum(),
            destroyed: rest.emptied.files,
            waiting: rest.waiting,
            waiting_until: rest.waiting_until,
            kept: rest.kept,
            unmatched: rest.unmatched,
        }
    }
}

/// What is not moved to the trash.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rest {
    /// Files that have expired by the current clock, but stay until a later command confirms it.
    pub waiting: u64,
    /// If the clock was turned back by more than a day: when they can be deleted at the earliest.
    pub waiting_until: Option<Time>,
    /// Expired files that another rule's minimum or a hold keeps.
    pub kept: u64,
    /// Rules that match no file.
    pub unmatched: Vec<String>,
    /// Files destroyed because the policy's trash retention was over.
    pub emptied: Emptied,
}

/// A plan, or its result.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applied {
    /// Expired files; once applied, only those that were moved.
    pub due: Vec<Due>,
    /// The others.
    pub rest: Rest,
}

/// The rules, in the order in which they were first set.
pub fn list(gate: &mut Gate) -> Result<Vec<Rule>> {
    gate.read(Action::RetentionRead, |view, _| {
        let names = Names::load(view)?;
        let rules = stored::all(view)?;
        let matched = matched(view, &rules)?;
        let rules = rules.into_iter().zip(matched);
        Ok(rules
            .map(|(rule, matched)| Rule::of(&names, rule, matched))
            .collect())
    })
}

fn matched(view: &impl View, rules: &[RetentionRule]) -> Result<Vec<Matched>> {
    let queries = rules.iter().map(|rule| stored_query(&rule.words, rule.set));
    let queries = queries.collect::<Result<Vec<Query>>>()?;
    let counts = keeping::count(view, &queries.iter().collect::<Vec<_>>())?;
    let counted = rules.iter().zip(&queries).zip(counts);
    let matched = counted.map(|((rule, query), (live, trash))| {
        let kept = rule.keep_at_least.map_or(0, |_| trash);
        Ok(Matched {
            files: live + kept,
            missing: missing_folder(view, query)?,
        })
    });
    matched.collect()
}

fn missing_folder(view: &impl View, query: &Query) -> Result<Option<VaultPath>> {
    match query.folder() {
        Some(folder) if !files::is_folder(view, folder)? => Ok(Some(folder.clone())),
        Some(_) | None => Ok(None),
    }
}

/// Describes how a minimum would be shortened or ended if `after`, or nothing, replaced a rule.
///
/// # Errors
/// Kind `Denied`.
pub fn shortened(gate: &mut Gate, name: &str, after: Option<&Settings>) -> Result<Option<String>> {
    gate.read(Action::RetentionRead, |view, _| {
        let before = stored::all(view)?
            .into_iter()
            .find(|rule| rule.name == name);
        Ok(before.and_then(|rule| shortening(name, &Settings::of(&rule), after)))
    })
}

fn shortening(name: &str, before: &Settings, after: Option<&Settings>) -> Option<String> {
    before.is_shortened_by(after).then(|| {
        let after = after.map_or_else(|| "none".to_owned(), ToString::to_string);
        format!("the minimum of the retention rule {name:?} would be shortened or ended: {before} -> {after}")
    })
}

/// Refuses to shorten or end a minimum without confirmation.
fn check_minimum(
    before: &RetentionRule,
    after: Option<&Settings>,
    may_shorten: bool,
) -> Result<Settings> {
    let previous = Settings::of(before);
    match shortening(&before.name, &previous, after) {
        Some(why) if !may_shorten => Err(Error::new(Kind::Usage, why).hint("confirm with -y")),
        Some(_) | None => Ok(previous),
    }
}

/// Sets a rule, replacing one of the same name.
///
/// # Errors
/// Kinds `Denied`, `Busy`; `Usage` for an invalid name, term or period, and if a minimum would be
/// shortened or ended without `may_shorten`.
pub fn set(gate: &mut Gate, name: &str, settings: &Settings, may_shorten: bool) -> Result<Changed> {
    name::check_form(name)?;
    settings.check()?;
    query(&settings.words, clock::now())?;
    gate.write(Action::RetentionChange, name.as_bytes(), |writing| {
        let rule = RetentionRule {
            name: name.to_owned(),
            words: settings.words.clone(),
            keep_at_least: settings.keep_at_least,
            trash_after: settings.trash_after,
            from_modified: settings.since == Since::Modified,
            set: writing.now,
            set_by: writing.actor(),
        };
        let matched = match writing.principal.sees_all() {
            true => matched(writing.view(), std::slice::from_ref(&rule))?.pop(),
            false => None,
        };
        let mut all = stored::all(writing.view())?;
        let full = all.len() >= MAX_RULES;
        let mut previous = None;
        match all.iter_mut().find(|known| known.name == name) {
            Some(known) => {
                previous = Some(check_minimum(known, Some(settings), may_shorten)?);
                *known = rule;
            }
            None if full => {
                let why = format!("the vault already has {MAX_RULES} retention rules");
                return Err(Error::new(Kind::Usage, why));
            }
            None => all.push(rule),
        }
        writing.set_retention(all)?;
        writing.detail(settings.shown());
        Ok(Changed { previous, matched })
    })
}

/// Removes a rule and returns it; no file is touched.
///
/// # Errors
/// Kinds `Denied`, `Busy`, `NotFound`; `Usage` if a minimum would end without `may_shorten`.
pub fn remove(gate: &mut Gate, name: &str, may_shorten: bool) -> Result<Settings> {
    gate.write(Action::RetentionChange, name.as_bytes(), |writing| {
        let mut all = stored::all(writing.view())?;
        let Some(at) = all.iter().position(|rule| rule.name == name) else {
            let why = format!("there is no retention rule {name:?}");
            return Err(Error::new(Kind::NotFound, why)
                .hint("list them with: file-organizer retention list"));
        };
        let previous = check_minimum(&all.remove(at), None, may_shorten)?;
        writing.set_retention(all)?;
        writing.detail(Word::Removed);
        Ok(previous)
    })
}

/// What [`apply`] would do now.
pub fn planned(gate: &mut Gate) -> Result<Applied> {
    gate.read(Action::RetentionRead, |view, _| {
        let now = clock::now();
        let keep = policy::read(view)?.trash_retention;
        let found = find(view, now)?;
        Ok(Applied {
            due: found.due.into_iter().map(|(due, _)| due).collect(),
            rest: Rest {
                emptied: trash::expired(view, keep, now)?,
                ..found.rest
            },
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
        let mut found = find(writing.view(), writing.now)?;
        found.due.retain(|(due, _)| due.confirmed);
        let detail = summary(&found.due);
        let due = to_the_trash(writing, found.due)?;
        let emptied = forget_old(writing)?;
        writing.detail(detail.and(Unit::Destroyed.count(emptied.files)));
        let rest = Rest {
            emptied,
            ..found.rest
        };
        Ok(writing
            .principal
            .sees_all()
            .then_some(Applied { due, rest }))
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
    Query::parse(words, now, &Zone::UTC)
        .map_err(|error| Error::new(Kind::Usage, error.to_string()).maybe_hint(error.hint()))
}

/// What rules with a maximum say of all files.
#[derive(Default)]
struct Found {
    /// Expired files.
    due: Vec<(Due, Entry)>,
    rest: Rest,
}

/// The expired files, with the rule that expired first: one pass over all files.
fn find(view: &impl View, now: Time) -> Result<Found> {
    let all = stored::all(view)?;
    let mut found = Found::default();
    if all.is_empty() {
        return Ok(found);
    }
    let unmatched = matched(view, &all)?.into_iter().zip(&all);
    let unmatched = unmatched.filter(|(matched, _)| matched.files == 0);
    found.rest.unmatched = unmatched.map(|(_, rule)| rule.name.clone()).collect();
    let mut rules = Vec::new();
    for rule in all {
        if let Some(period) = rule.trash_after {
            rules.push((stored_query(&rule.words, rule.set)?, period, rule));
        }
    }
    let keeping = Keeping::load(view, now)?;
    let confirmed = expiry::cutoff(view, Span::ZERO, now)?;
    found.rest.waiting_until = expiry::delayed_until(view, Span::ZERO, now)?;
    for entry in files::below(view, &VaultPath::root())? {
        let entry = entry?;
        let (path, file) = (&entry.path, &entry.file);
        let mut first: Option<(Time, &str)> = None;
        for (query, period, rule) in &rules {
            let over = period.end(start(file, rule.from_modified));
            let earlier = first.is_none_or(|(earliest, _)| over < earliest);
            if over <= now && earlier && keeping::matches(view, query, path, file, &file.current)? {
                first = Some((over, &rule.name));
            }
        }
        let Some((over, rule)) = first else { continue };
        if !keeping.duty(view, path, file)?.is_none() {
            found.rest.kept += 1;
            continue;
        }
        let due = Due {
            path: path.clone(),
            id: file.id,
            size: file.current.size,
            rule: rule.to_owned(),
            over,
            confirmed: over < confirmed,
        };
        found.rest.waiting += u64::from(!due.confirmed);
        found.due.push((due, entry));
    }
    Ok(found)
}

/// When the maximum begins: not before the file came back from the trash.
fn start(file: &FileRecord, from_modified: bool) -> Time {
    let from = match from_modified {
        true => file.current.modified,
        false => file.current.added,
    };
    file.restored.map_or(from, |restored| restored.max(from))
}
