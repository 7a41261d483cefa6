//! The TOML form of the policy: parsed with the position of each error, written with a comment for
//! each key.

use std::fmt::Write as _;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::keys::{Form, KEYS};
use super::{Policy, PolicyError};
use crate::domain::line_column::line_column;

/// More than any policy needs; limits the cost of hostile files.
const MAX_BYTES: usize = 256 * 1024;

/// An entry of the text: its position, its name, and its value in the form of `set` (`None` for
/// other types).
type Entry = (Range<usize>, String, Option<String>);

/// Parses the text, and sets its keys in `policy`.
pub(super) fn read(
    mut policy: Policy,
    text: &str,
    set: impl Fn(&mut Policy, &str, &str) -> Result<(), PolicyError>,
) -> Result<Policy, PolicyError> {
    if text.len() > MAX_BYTES {
        return Err(PolicyError::Syntax {
            line: 1,
            column: 1,
            message: "the policy is longer than 256 KiB".to_owned(),
        });
    }
    let table = DeTable::parse(text).map_err(|error| {
        let (line, column) = line_column(text, error.span().map_or(0, |span| span.start));
        PolicyError::Syntax {
            line,
            column,
            message: error.message().replace('\n', ", "),
        }
    })?;
    let mut entries: Vec<Entry> = Vec::new();
    for (key, value) in table.get_ref() {
        collect(
            key.get_ref().to_string(),
            key.span(),
            value.get_ref(),
            &mut entries,
        );
    }
    // The table is sorted by name, but the first error should be the first one in the text.
    entries.sort_by_key(|(span, ..)| span.start);
    for (span, name, value) in entries {
        let result = match value {
            Some(value) => set(&mut policy, &name, &value),
            None if super::keys::find(&name).is_none() => Err(PolicyError::UnknownKey(name)),
            None => Err(PolicyError::BadValue {
                key: name,
                value: "...".to_owned(),
                why: "it must be a string, number, true, false or a list of strings".to_owned(),
            }),
        };
        result.map_err(|cause| {
            let (line, column) = line_column(text, span.start);
            PolicyError::At {
                line,
                column,
                cause: Box::new(cause),
            }
        })?;
    }
    Ok(policy)
}

/// Adds the entry of a key, or those of a table.
fn collect(name: String, span: Range<usize>, value: &DeValue<'_>, entries: &mut Vec<Entry>) {
    if let DeValue::Table(inner) = value {
        for (sub, value) in inner {
            let name = format!("{name}.{}", sub.get_ref());
            collect(name, sub.span(), value.get_ref(), entries);
        }
    } else {
        entries.push((span, name, as_text(value)));
    }
}

fn as_text(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Boolean(truth) => Some(truth.to_string()),
        DeValue::Array(items) => {
            let items: Option<Vec<&str>> =
                items.iter().map(|item| item.get_ref().as_str()).collect();
            items.map(|items| items.join(","))
        }
        DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Table(_) => None,
    }
}

pub(super) fn write(policy: &Policy) -> String {
    let mut text = String::from("# The policy of this vault.\n");
    let mut open_table = "";
    for key in KEYS {
        let (table, name) = key.name.split_once('.').unwrap_or(("", key.name));
        // Writing to a string never fails.
        if table != open_table {
            let _ = writeln!(text, "\n[{table}]");
            open_table = table;
        } else {
            text.push('\n');
        }
        let value = (key.get)(policy);
        let value = match key.form {
            Form::Bare => value,
            Form::Text => quoted(&value),
            Form::List => format!(
                "[{}]",
                items(&value).map(quoted).collect::<Vec<_>>().join(", ")
            ),
        };
        let _ = writeln!(text, "# {}\n{name} = {value}", key.about);
    }
    text
}

fn items(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').filter(|item| !item.is_empty())
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
