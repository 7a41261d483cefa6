//! Rules by which files are filed: what a file must be like, and where it then goes, what it is
//! called, and what is hung on it. Rules are read from TOML (`rule/document.rs`); what many of them
//! come to, when places are taken, is for whoever plans (`app/organize`).
//!
//! Rules are asked from the highest priority down, those of equal priority from the top. Every rule
//! that matches may add tags and a note. The first one that says where to (`to`, `rename`, `trash`,
//! `ignore`) decides that, and ends the search unless it says `stop = false`; a rule that only tags
//! ends it if it says `stop = true`. A rule whose template needs something that the file does not
//! have does not match.

mod conflict;
mod document;
mod method;
mod template;
#[cfg(test)]
mod tests;

use super::path::{PathError, VaultPath};
use super::query::{Facts, Query, QueryError};
use super::tag::{Tag, TagError};

pub use conflict::Conflict;
pub use document::{Draft, appended, only, removed};
pub use method::Method;
pub use template::{Counter, Template, TemplateError, Values};

/// The most rules of a set.
pub const MAX_RULES: usize = 1000;
/// The longest text of a set.
pub const MAX_RULES_BYTES: usize = 1024 * 1024;

/// Rules in the order in which they are asked.
#[derive(Debug, Clone)]
pub struct RuleSet {
    rules: Vec<Rule>,
}

/// One rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// By which `show` names it.
    pub name: String,
    /// Asked at all.
    pub enabled: bool,
    /// Higher ones are asked first.
    pub priority: i64,
    /// Whether no later rule is asked once it matched.
    pub stop: bool,
    /// What happens where the place is taken.
    pub conflict: Conflict,
    /// What a file must be like.
    pub condition: Condition,
    /// What becomes of it.
    pub action: RuleAction,
    /// All of it as it was written.
    pub written: Draft,
}

/// What a file must be like: `all`, and one of `any` where there are some, and none of `none`.
#[derive(Debug, Clone)]
pub struct Condition {
    /// Words that all hold.
    pub all: Query,
    /// Of these one must hold, each with all its words.
    pub any: Vec<Query>,
    /// Of these none may hold, each with all its words.
    pub none: Vec<Query>,
}

/// What a rule does.
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
    /// Into the trash.
    pub trash: bool,
    /// Left as it is, whatever later rules say.
    pub ignore: bool,
}

/// Why a text is no set of rules.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// No TOML.
    #[error("{0}")]
    Syntax(String),
    /// Longer than [`MAX_RULES_BYTES`], or more rules than [`MAX_RULES`].
    #[error("there are more than {MAX_RULES} rules, or their text is longer than 1 MiB")]
    TooLong,
    /// A key that rules do not have.
    #[error("rules have no key {0:?}; they have {known}", known = document::KEYS.join(", "))]
    UnknownKey(String),
    /// A value of a form that the key does not take.
    #[error("{key} takes {wanted}")]
    Form {
        /// The key.
        key: String,
        /// What it takes.
        wanted: &'static str,
    },
    /// No name, or one that another rule has.
    #[error("{0}")]
    Name(String),
    /// A rule that would do nothing, or things that exclude each other.
    #[error("{0}")]
    Action(String),
    /// A word of a condition.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// A template.
    #[error(transparent)]
    Template(#[from] TemplateError),
}

impl RuleError {
    /// A next step, where there is one.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Query(error) => error.hint(),
            Self::Template(error) => error.hint(),
            Self::UnknownKey(_) | Self::Action(_) => {
                Some("see how rules are written: file-organizer rules export --method type".into())
            }
            Self::Syntax(_) | Self::TooLong | Self::Form { .. } | Self::Name(_) => None,
        }
    }
}

/// Where in a text something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misplaced {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// The rule, where it has a name.
    pub rule: Option<String>,
    /// What is wrong.
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

/// What the rules say of a file.
#[derive(Debug, Clone, Default)]
pub struct Decision<'r> {
    /// The rule that says where to.
    pub rule: Option<&'r str>,
    /// Where to.
    pub place: Place<'r>,
    /// Tags that it does not have yet.
    pub tags: Vec<Tag>,
    /// A note, where it has none.
    pub note: Option<String>,
    /// The rules that gave tags or the note.
    pub marked_by: Option<&'r str>,
}

/// Where a file is to be.
#[derive(Debug, Clone, Default)]
pub enum Place<'r> {
    /// Where it is.
    #[default]
    Stay,
    /// In the trash.
    Trash,
    /// In this folder under this name; where a counter is asked for, the first that is free.
    At {
        /// What renders the path.
        rule: &'r Rule,
        /// What happens where it is taken.
        conflict: Conflict,
    },
}

impl RuleSet {
    /// Reads rules; `now` is what durations such as `30d` count back from.
    ///
    /// # Errors
    /// Everything that is wrong, from the top.
    pub fn parse(text: &str, now: super::time::Time) -> Result<Self, Vec<Misplaced>> {
        document::read(text, now)
    }

    /// The rules, in the order in which they are asked.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    fn enabled(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(|rule| rule.enabled)
    }

    /// Whether [`Facts::traits`] must be filled in.
    pub fn needs_traits(&self) -> bool {
        self.enabled().any(|rule| {
            let condition = &rule.condition;
            let queries = condition.any.iter().chain(&condition.none);
            queries.chain([&condition.all]).any(Query::needs_traits)
                || rule.action.templates().any(Template::needs_traits)
        })
    }

    /// Whether [`Facts::hash`] must be filled in.
    pub fn needs_hash(&self) -> bool {
        self.enabled().any(|rule| {
            let condition = &rule.condition;
            let queries = condition.any.iter().chain(&condition.none);
            queries.chain([&condition.all]).any(Query::needs_hash)
                || rule.action.templates().any(Template::needs_hash)
        })
    }

    /// Whether a rule may put files into the trash.
    pub fn may_trash(&self) -> bool {
        self.enabled()
            .any(|rule| rule.action.trash || rule.conflict == Conflict::Trash)
    }

    /// What the rules say of a file.
    pub fn decide(&self, values: &Values<'_>, has_note: bool) -> Decision<'_> {
        let mut decision = Decision::default();
        let mut placed = false;
        for rule in self.enabled() {
            if !rule.condition.holds(values.facts) {
                continue;
            }
            let Some((tags, note)) = rule.action.marks(values) else {
                continue;
            };
            if rule.action.says_where() {
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
                    // The template needs what the file does not have.
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
    /// Where a file goes by this rule; `None` if the file lacks what the templates need, or where
    /// the whole path would be too long.
    pub fn path(&self, values: &Values<'_>, counter: Counter) -> Option<VaultPath> {
        let facts = values.facts;
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

    /// Whether its place depends on what is taken.
    pub fn counts(&self) -> bool {
        let places = self.action.to.iter().chain(&self.action.rename);
        places.into_iter().any(Template::counts)
    }

    /// Whether a file that this rule filed before is where the rule says, whatever its name: what a
    /// rename or a counter made of it is not made anew from what it made.
    pub fn has_filed(&self, values: &Values<'_>, filed_by: Option<&str>) -> bool {
        if filed_by != Some(self.name.as_str()) {
            return false;
        }
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

    /// Whether it says where a file is to be.
    pub fn says_where(&self) -> bool {
        self.to.is_some() || self.rename.is_some() || self.trash || self.ignore
    }

    /// Tags and note; `None` if a template needs what the file does not have.
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

/// Why a template's fixed parts are no path or tag.
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
