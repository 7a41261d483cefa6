//! Rules for organizing files: conditions on a file, and its folder, name, tags and note. Rules are
//! parsed from TOML (`rule/document.rs`); conflicts between files are resolved by `app/organize`.
//!
//! Rules are evaluated from the highest priority down, those of equal priority from the top. Every
//! rule that matches may add tags and a note. The first one with a placement (`to`, `rename`,
//! `trash`, `ignore`) decides the placement, and ends the evaluation unless it has `stop = false`;
//! a rule that only tags ends it if it has `stop = true`. A rule whose template needs something
//! that the file lacks does not match.

mod document;
mod method;
mod template;
#[cfg(test)]
mod tests;

use super::path::{PathError, VaultPath};
use super::query::{Facts, Query, QueryError};
use super::tag::{Tag, TagError};
use super::time::Time;
use super::time::Zone;

pub use super::placement::Conflict;
pub use document::{Draft, appended, only, removed};
pub use method::Method;
pub use template::{Counter, Template, TemplateError, Values};

/// Maximum number of rules.
pub const MAX_RULES: usize = 1000;
/// Maximum length of the text of rules.
pub const MAX_RULES_BYTES: usize = 1024 * 1024;

/// Maximum number of regular expressions in the conditions of all rules.
pub const MAX_REGEXES: usize = 200;

/// Rules in order of evaluation.
#[derive(Debug, Clone)]
pub struct RuleSet {
    rules: Vec<Rule>,
}

/// One rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The name shown by `show`.
    pub name: String,
    /// Whether it is evaluated.
    pub enabled: bool,
    /// Higher ones are evaluated first.
    pub priority: i64,
    /// Whether evaluation ends if it matches.
    pub stop: bool,
    /// What to do if the path is taken.
    pub conflict: Conflict,
    /// The condition.
    pub condition: Condition,
    /// What to do with a matching file.
    pub action: RuleAction,
    /// All values as written.
    pub written: Draft,
}

/// A condition: `all`, one of `any` unless that is empty, and none of `none`.
#[derive(Debug, Clone)]
pub struct Condition {
    /// Must match.
    pub all: Query,
    /// One of these must match.
    pub any: Vec<Query>,
    /// None of these may match.
    pub none: Vec<Query>,
}

/// The action of a rule.
#[derive(Debug, Clone, Default)]
pub struct RuleAction {
    /// The folder.
    pub to: Option<Template>,
    /// The name.
    pub rename: Option<Template>,
    /// Tags to add.
    pub tags: Vec<Template>,
    /// A note, for a file that has none.
    pub note: Option<Template>,
    /// Move it to the trash.
    pub trash: bool,
    /// Leave it alone, whatever later rules would do.
    pub ignore: bool,
}

/// Why a text of rules is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// Not TOML.
    #[error("{0}")]
    Syntax(String),
    /// Longer than [`MAX_RULES_BYTES`], or more rules than [`MAX_RULES`].
    #[error("there are more than {MAX_RULES} rules, or their text is longer than 1 MiB")]
    TooLong,
    /// More than [`MAX_REGEXES`].
    #[error("the rules have more than {MAX_REGEXES} regular expressions (regex:)")]
    TooManyRegexes,
    /// An unknown key.
    #[error("unknown key {0:?} in a rule; the keys are {known}", known = document::KEYS.join(", "))]
    UnknownKey(String),
    /// A value of the wrong type.
    #[error("{key} must be {wanted}")]
    Form {
        /// The key.
        key: String,
        /// The accepted type.
        wanted: &'static str,
    },
    /// A missing or duplicate name.
    #[error("{0}")]
    Name(String),
    /// A rule without an action, or with actions that exclude each other.
    #[error("{0}")]
    Action(String),
    /// An invalid condition.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// An invalid template.
    #[error(transparent)]
    Template(#[from] TemplateError),
}

impl RuleError {
    /// The next step, if any.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Query(error) => error.hint(),
            Self::Template(error) => error.hint(),
            Self::UnknownKey(_) | Self::Action(_) => {
                Some("see examples of rules: file-organizer rules export --method type".into())
            }
            Self::TooManyRegexes => Some("use name: with a pattern where that is enough".into()),
            Self::Syntax(_) | Self::TooLong | Self::Form { .. } | Self::Name(_) => None,
        }
    }
}

/// An error with its position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misplaced {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// The rule, if it has a name.
    pub rule: Option<String>,
    /// The error.
    pub error: RuleError,
}

impl std::fmt::Display for Misplaced {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}, column {}: ", self.line, self.column)?;
        if let Some(rule) = &self.rule {
            write!(f, "rule {rule:?}: ")?;
        }
        self.error.fmt(f)
    }
}

/// The decision of the rules for a file.
#[derive(Debug, Clone, Default)]
pub struct Decision<'r> {
    /// The rule that decided the placement.
    pub rule: Option<&'r str>,
    /// The placement.
    pub place: Place<'r>,
    /// Tags to add.
    pub tags: Vec<Tag>,
    /// A note to set, if it has none.
    pub note: Option<String>,
    /// The rule that added tags or the note.
    pub marked_by: Option<&'r str>,
}

/// The placement of a file.
#[derive(Debug, Clone, Default)]
pub enum Place<'r> {
    /// Its current path.
    #[default]
    Stay,
    /// The trash.
    Trash,
    /// This folder and name; with a counter, the first free number.
    At {
        /// Renders the path.
        rule: &'r Rule,
        /// What to do if it is taken.
        conflict: Conflict,
    },
}

impl RuleSet {
    /// Parses rules; `now` is the base of durations such as `30d`, and dates are days in `zone`.
    pub fn parse(text: &str, now: Time, zone: &Zone) -> Result<Self, Vec<Misplaced>> {
        document::read(text, now, zone)
    }

    /// The rules, in order of evaluation.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    fn enabled(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(|rule| rule.enabled)
    }

    /// Whether [`Facts::traits`] is needed.
    pub fn needs_traits(&self) -> bool {
        self.enabled().any(|rule| {
            let condition = &rule.condition;
            let queries = condition.any.iter().chain(&condition.none);
            queries.chain([&condition.all]).any(Query::needs_traits)
                || rule.action.templates().any(Template::needs_traits)
        })
    }

    /// Whether [`Facts::hash`] is needed.
    pub fn needs_hash(&self) -> bool {
        self.enabled().any(|rule| {
            let condition = &rule.condition;
            let queries = condition.any.iter().chain(&condition.none);
            queries.chain([&condition.all]).any(Query::needs_hash)
                || rule.action.templates().any(Template::needs_hash)
        })
    }

    /// Whether a rule may move files to the trash.
    pub fn may_trash(&self) -> bool {
        !self.trashing().is_empty()
    }

    /// The rules that may move files to the trash: name, and all values as written.
    pub fn trashing(&self) -> Vec<(String, String)> {
        let trashes = |rule: &&Rule| rule.action.trash || rule.conflict == Conflict::Trash;
        let rules = self.enabled().filter(trashes);
        rules
            .map(|rule| (rule.name.clone(), format!("{:?}", rule.written)))
            .collect()
    }

    /// Evaluates the rules for a file.
    pub fn decide(&self, values: &Values<'_>, has_note: bool) -> Decision<'_> {
        let mut decision = Decision::default();
        let mut placed = false;
        for rule in self.enabled() {
            if !rule.condition.holds(values.facts) {
                continue;
            }
            let groups = rule.groups(values.facts);
            let values = &Values {
                groups: &groups,
                ..*values
            };
            let Some((tags, note)) = rule.action.marks(values) else {
                continue;
            };
            if rule.action.has_placement() {
                if placed {
                    continue;
                }
                let place = match (rule.action.ignore, rule.action.trash) {
                    (true, _) => Place::Stay,
                    (_, true) => Place::Trash,
                    _ if rule.path(values, Counter::Probe).is_some() => Place::At {
                        rule,
                        conflict: rule.conflict,
                    },
                    // The template needs something that the file lacks.
                    _ => continue,
                };
                placed = true;
                decision.rule = Some(&rule.name);
                decision.place = place;
            }
            for tag in tags {
                if !values.facts.tags.contains(&tag) && !decision.tags.contains(&tag) {
                    decision.tags.push(tag);
                    decision.marked_by.get_or_insert(&rule.name);
                }
            }
            if let Some(note) = note.filter(|_| !has_note && decision.note.is_none()) {
                decision.note = Some(note);
                decision.marked_by.get_or_insert(&rule.name);
            }
            if rule.stop {
                break;
            }
        }
        decision
    }
}

impl Rule {
    /// The path by this rule; `None` if the file lacks something that the templates need, or if the
    /// path would be too long.
    pub fn path(&self, values: &Values<'_>, counter: Counter) -> Option<VaultPath> {
        let facts = values.facts;
        let groups = self.groups(facts);
        let values = &Values {
            groups: &groups,
            ..*values
        };
        let folder = match &self.action.to {
            Some(to) => VaultPath::parse(&to.render_folder(values, counter)?).ok()?,
            None => facts.path.parent()?,
        };
        let name = match &self.action.rename {
            Some(rename) => rename.render_name(values, counter)?,
            None => facts.path.name().to_vec(),
        };
        folder.join(&name).ok()
    }

    /// What the groups of its regular expressions have matched, if its templates use them.
    fn groups(&self, facts: &Facts<'_>) -> Vec<(String, Vec<u8>)> {
        match self
            .action
            .templates()
            .any(|template| template.groups().next().is_some())
        {
            true => self
                .condition
                .queries()
                .flat_map(|query| query.groups(facts))
                .collect(),
            false => Vec::new(),
        }
    }

    /// A group that a template uses and no regular expression has.
    fn unknown_group(&self) -> Option<String> {
        let known: Vec<&str> = self
            .condition
            .queries()
            .flat_map(Query::group_names)
            .collect();
        let mut used = self.action.templates().flat_map(Template::groups);
        used.find(|group| !known.contains(group)).map(str::to_owned)
    }

    /// Whether its path has a counter.
    pub fn counts(&self) -> bool {
        let places = self.action.to.iter().chain(&self.action.rename);
        places.into_iter().any(Template::counts)
    }

    /// Whether a file placed by this rule is still where the rule says, whatever its name: a name
    /// made by a rename or a counter is not renamed again.
    pub fn has_filed(&self, values: &Values<'_>, filed_by: Option<&str>) -> bool {
        if filed_by != Some(self.name.as_str()) {
            return false;
        }
        let groups = self.groups(values.facts);
        let values = &Values {
            groups: &groups,
            ..*values
        };
        match &self.action.to {
            Some(to) if to.counts() => true,
            Some(to) => {
                let folder = to.render_folder(values, Counter::Probe);
                let folder = folder.and_then(|folder| VaultPath::parse(&folder).ok());
                self.action.rename.is_some() && folder == values.facts.path.parent()
            }
            None => true,
        }
    }
}

impl Condition {
    /// What a matching file matches.
    fn queries(&self) -> impl Iterator<Item = &Query> {
        std::iter::once(&self.all).chain(&self.any)
    }

    fn holds(&self, facts: &Facts<'_>) -> bool {
        self.all.matches(facts)
            && (self.any.is_empty() || self.any.iter().any(|one| one.matches(facts)))
            && !self.none.iter().any(|one| one.matches(facts))
    }
}

impl RuleAction {
    fn templates(&self) -> impl Iterator<Item = &Template> {
        let places = self.to.iter().chain(&self.rename);
        places.chain(&self.tags).chain(&self.note)
    }

    /// Whether it decides the placement.
    pub fn has_placement(&self) -> bool {
        self.to.is_some() || self.rename.is_some() || self.trash || self.ignore
    }

    /// Tags and note; `None` if a template needs something that the file lacks.
    fn marks(&self, values: &Values<'_>) -> Option<(Vec<Tag>, Option<String>)> {
        let mut tags = Vec::with_capacity(self.tags.len());
        for template in &self.tags {
            tags.push(template.tag(values)?);
        }
        let note = match &self.note {
            Some(note) => {
                let note = note.render(values, Counter::Probe)?;
                Some(String::from_utf8_lossy(&note).into_owned())
            }
            None => None,
        };
        Some((tags, note))
    }
}

/// Errors in the fixed parts of a template.
impl From<PathError> for TemplateError {
    fn from(error: PathError) -> Self {
        Self::Path(error.to_string())
    }
}

impl From<TagError> for TemplateError {
    fn from(error: TagError) -> Self {
        Self::Tag(error.to_string())
    }
}
