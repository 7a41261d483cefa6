//! The TOML form of rules: parsed with the position of every error, and edited without losing
//! comments.

mod edit;

use std::cell::Cell;
use std::collections::HashSet;
use std::ops::Range;
use std::rc::Rc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{
    Condition, Conflict, MAX_REGEXES, MAX_RULES, MAX_RULES_BYTES, Misplaced, Rule, RuleAction,
    RuleError, RuleSet, Template, TemplateError,
};
use crate::domain::line_column::line_column;
use crate::domain::query::Query;
use crate::domain::tag::Tag;
use crate::domain::time::Time;
use crate::domain::time::Zone;

pub use edit::{Draft, appended, only, removed};

/// The keys of a rule, in the order of messages.
pub(super) const KEYS: [&str; 14] = [
    "name", "when", "any", "not", "to", "rename", "tag", "note", "trash", "ignore", "conflict",
    "priority", "stop", "enabled",
];
/// Maximum length of a template.
const MAX_TEXT_BYTES: usize = 16 * 1024;
/// Maximum number of errors reported.
const MAX_ERRORS: usize = 20;

type Value<'a> = Spanned<DeValue<'a>>;

/// The errors so far: there may be as many as keys in the text.
#[derive(Default)]
struct Findings {
    rule: Option<Rc<str>>,
    all: Vec<(usize, Option<Rc<str>>, RuleError)>,
}

impl Findings {
    fn add(&mut self, span: Range<usize>, error: impl Into<RuleError>) {
        self.all.push((span.start, self.rule.clone(), error.into()));
    }

    /// The first ones in the text.
    fn first(mut self, text: &str) -> Vec<Misplaced> {
        self.all.sort_by_key(|(at, ..)| *at);
        let first = self.all.into_iter().take(MAX_ERRORS);
        let placed = first.map(|(at, rule, error)| {
            let (line, column) = line_column(text, at);
            Misplaced {
                line,
                column,
                rule: rule.as_deref().map(str::to_owned),
                error,
            }
        });
        placed.collect()
    }
}

/// Parses queries: `now` is the base of durations, and the number of regular expressions is
/// limited, since each takes up to a megabyte.
struct Queries<'a> {
    now: Time,
    zone: &'a Zone,
    regexes: Cell<usize>,
}

impl Queries<'_> {
    fn parse(&self, words: &[String]) -> Result<Query, RuleError> {
        let before = self.regexes.get();
        if before <= MAX_REGEXES {
            let query = Query::parse(words, self.now, self.zone)?;
            self.regexes.set(before + query.regexes());
            if self.regexes.get() <= MAX_REGEXES {
                return Ok(query);
            }
        }
        Err(RuleError::TooManyRegexes)
    }
}

pub(super) fn read(text: &str, now: Time, zone: &Zone) -> Result<RuleSet, Vec<Misplaced>> {
    let queries = Queries {
        now,
        zone,
        regexes: Cell::new(0),
    };
    let mut findings = Findings::default();
    let mut rules = Vec::new();
    if text.len() > MAX_RULES_BYTES {
        findings.add(0..0, RuleError::TooLong);
    } else {
        match DeTable::parse(text) {
            Ok(table) => rules = all(table.get_ref(), &queries, &mut findings),
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                findings.add(span, RuleError::Syntax(error.message().replace('\n', ", ")));
            }
        }
    }
    if !findings.all.is_empty() {
        return Err(findings.first(text));
    }
    rules.sort_by_key(|rule: &Rule| std::cmp::Reverse(rule.priority));
    Ok(RuleSet { rules })
}

fn all(table: &DeTable<'_>, parser: &Queries<'_>, findings: &mut Findings) -> Vec<Rule> {
    let mut rules = Vec::new();
    for (key, value) in table {
        let tables = value
            .get_ref()
            .as_array()
            .filter(|_| key.get_ref() == "rule");
        let Some(tables) = tables else {
            let error = if key.get_ref() == "rule" {
                form("rule", "tables: write [[rule]]")
            } else {
                RuleError::UnknownKey(key.get_ref().to_string())
            };
            findings.add(key.span(), error);
            continue;
        };
        if tables.len() > MAX_RULES {
            findings.add(key.span(), RuleError::TooLong);
            return rules;
        }
        let mut names = HashSet::new();
        for table in tables {
            findings.rule = None;
            let Some(inner) = table.get_ref().as_table() else {
                findings.add(table.span(), form("rule", "tables: write [[rule]]"));
                continue;
            };
            let before = findings.all.len();
            let rule = one(inner, table.span(), parser, findings);
            if findings.all.len() > before {
                continue;
            }
            if names.insert(rule.name.clone()) {
                rules.push(rule);
            } else {
                let span = inner.get_key_value("name").map(|(_, name)| name.span());
                let twice = format!("the rule name {:?} is used twice", rule.name);
                findings.add(span.unwrap_or_else(|| table.span()), RuleError::Name(twice));
            }
        }
        findings.rule = None;
    }
    rules
}

fn form(key: &str, wanted: &'static str) -> RuleError {
    RuleError::Form {
        key: key.to_owned(),
        wanted,
    }
}

fn one(
    table: &DeTable<'_>,
    span: Range<usize>,
    parser: &Queries<'_>,
    findings: &mut Findings,
) -> Rule {
    let name = table.iter().find(|(key, _)| key.get_ref() == "name");
    let name = name.and_then(|(_, value)| value.get_ref().as_str());
    findings.rule = name.map(Rc::from);
    if name.is_none_or(|name| name.trim().is_empty() || name.chars().any(char::is_control)) {
        let why = "every rule needs a name: name = \"invoices\"".to_owned();
        findings.add(span.clone(), RuleError::Name(why));
    }
    let mut rule = Rule {
        name: name.unwrap_or_default().to_owned(),
        enabled: true,
        priority: 0,
        stop: false,
        conflict: Conflict::default(),
        condition: Condition {
            all: Query::everything(),
            any: Vec::new(),
            none: Vec::new(),
        },
        action: RuleAction::default(),
        written: Draft {
            name: name.unwrap_or_default().to_owned(),
            ..Draft::default()
        },
    };
    let mut stop = None;
    let before = findings.all.len();
    for (key, value) in table {
        let place = value.span();
        if let Err(error) = set(&mut rule, &mut stop, key.get_ref(), value, parser) {
            let span = if matches!(error, RuleError::UnknownKey(_)) {
                key.span()
            } else {
                place
            };
            findings.add(span, error);
        }
    }
    rule.stop = stop.unwrap_or(rule.action.has_placement());
    // An action that could not be parsed is not missing.
    if let Some(why) = action_problem(&rule.action).filter(|_| findings.all.len() == before) {
        findings.add(span.clone(), RuleError::Action(why.to_owned()));
    }
    if let Some(group) = rule
        .unknown_group()
        .filter(|_| findings.all.len() == before)
    {
        let why = format!(
            "no regex: term of the rule has the group (?<{group}>...) of {{regex.{group}}}"
        );
        findings.add(span, RuleError::Action(why));
    }
    rule
}

/// The problem of an action, if any.
fn action_problem(action: &RuleAction) -> Option<&'static str> {
    let files = action.to.is_some() || action.rename.is_some();
    if !action.has_placement() && action.tags.is_empty() && action.note.is_none() {
        return Some("the rule has no action: add to, rename, tag, note, trash or ignore");
    }
    if action.trash && files || action.ignore && (files || action.trash) {
        return Some("the rule has conflicting actions: to or rename, trash, ignore");
    }
    None
}

fn set(
    rule: &mut Rule,
    stop: &mut Option<bool>,
    key: &str,
    value: &Value<'_>,
    parser: &Queries<'_>,
) -> Result<(), RuleError> {
    let (action, written) = (&mut rule.action, &mut rule.written);
    match key {
        "name" => {
            text(key, value)?;
        }
        "when" => {
            written.when = words(key, value)?;
            rule.condition.all = parser.parse(&written.when)?;
        }
        "any" => (written.any, rule.condition.any) = queries(key, value, parser)?,
        "not" => (written.not, rule.condition.none) = queries(key, value, parser)?,
        "to" => {
            written.to = Some(text(key, value)?.to_owned());
            action.to = Some(Template::folder(text(key, value)?)?);
        }
        "rename" => {
            written.rename = Some(text(key, value)?.to_owned());
            action.rename = Some(Template::name(text(key, value)?)?);
        }
        "tag" => {
            written.tags = words(key, value)?;
            action.tags = tags(&written.tags)?;
        }
        "note" => {
            written.note = Some(text(key, value)?.to_owned());
            action.note = Some(Template::text(text(key, value)?)?);
        }
        "trash" => {
            action.trash = boolean(key, value)?;
            written.trash = action.trash;
        }
        "ignore" => {
            action.ignore = boolean(key, value)?;
            written.ignore = action.ignore;
        }
        "stop" => *stop = Some(boolean(key, value)?),
        "enabled" => rule.enabled = boolean(key, value)?,
        "priority" => {
            let number = value.get_ref().as_integer();
            let number =
                number.and_then(|number| i64::from_str_radix(number.as_str(), number.radix()).ok());
            rule.priority = number.ok_or_else(|| form(key, "a whole number"))?;
        }
        "conflict" => {
            let conflict = Conflict::parse(text(key, value)?);
            let wanted = "skip, rename_new, rename_existing, new_version, deduplicate or trash";
            rule.conflict = conflict.ok_or_else(|| form(key, wanted))?;
        }
        _ => return Err(RuleError::UnknownKey(key.to_owned())),
    }
    Ok(())
}

fn text<'v>(key: &str, value: &'v Value<'_>) -> Result<&'v str, RuleError> {
    let text = value.get_ref().as_str();
    text.filter(|text| text.len() <= MAX_TEXT_BYTES)
        .ok_or_else(|| form(key, "a text in quotes, of at most 16 KiB"))
}

fn boolean(key: &str, value: &Value<'_>) -> Result<bool, RuleError> {
    value
        .get_ref()
        .as_bool()
        .ok_or_else(|| form(key, "true or false"))
}

/// A text, or a list of texts.
fn words(key: &str, value: &Value<'_>) -> Result<Vec<String>, RuleError> {
    let wanted = || form(key, "a text, or a list of texts");
    if let Some(word) = value.get_ref().as_str() {
        return Ok(vec![word.to_owned()]);
    }
    let list = value.get_ref().as_array().ok_or_else(wanted)?;
    list.iter()
        .map(|word| {
            word.get_ref()
                .as_str()
                .map(str::to_owned)
                .ok_or_else(wanted)
        })
        .collect()
}

/// A list of texts, or of lists of texts that must match together.
fn queries(
    key: &str,
    value: &Value<'_>,
    parser: &Queries<'_>,
) -> Result<(Vec<String>, Vec<Query>), RuleError> {
    let wanted = || form(key, "a list of texts, or of lists of texts");
    if let Some(word) = value.get_ref().as_str() {
        let words = vec![word.to_owned()];
        let read = parser.parse(&words)?;
        return Ok((words, vec![read]));
    }
    let list = value.get_ref().as_array().ok_or_else(wanted)?;
    let mut written = Vec::with_capacity(list.len());
    let mut queries = Vec::with_capacity(list.len());
    for item in list.iter() {
        let words = words(key, item).map_err(|_| wanted())?;
        queries.push(parser.parse(&words)?);
        written.push(words.join(" "));
    }
    Ok((written, queries))
}

fn tags(words: &[String]) -> Result<Vec<Template>, RuleError> {
    let mut tags = Vec::with_capacity(words.len());
    for word in words {
        let template = Template::text(word)?;
        if let Some(fixed) = template.fixed() {
            Tag::parse(&fixed).map_err(TemplateError::from)?;
        }
        tags.push(template);
    }
    Ok(tags)
}
