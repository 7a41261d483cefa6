//! Parses templates.

use super::field::Field;
use super::{Part, Template, TemplateError};

pub(super) fn template(text: &str) -> Result<Template, TemplateError> {
    let brace = || TemplateError::Brace(text.to_owned());
    let mut parts = Vec::new();
    let mut fixed = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        fixed.push_str(before);
        if let Some(after) = from.strip_prefix("{{") {
            fixed.push('{');
            rest = after;
        } else if let Some(after) = from.strip_prefix("}}") {
            fixed.push('}');
            rest = after;
        } else if let Some(inside) = from.strip_prefix('{') {
            let (inside, after) = inside.split_once('}').ok_or_else(brace)?;
            if inside.contains('{') {
                return Err(brace());
            }
            if !fixed.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut fixed)));
            }
            parts.push(Part::Fields(alternatives(inside)?));
            rest = after;
        } else {
            return Err(brace());
        }
    }
    fixed.push_str(rest);
    if !fixed.is_empty() {
        parts.push(Part::Text(fixed));
    }
    Ok(Template { parts })
}

/// The fields of `{a|b:FORMAT}`: a format also applies to the alternatives before it that have none.
fn alternatives(text: &str) -> Result<Vec<Field>, TemplateError> {
    let mut fields: Vec<Field> = Vec::new();
    let mut formatted: Vec<Field> = Vec::new();
    for word in text.rsplit('|') {
        let mut field = Field::parse(word)?;
        if word.contains(':') && !word.starts_with('\'') {
            formatted.push(field.clone());
        } else {
            // The nearest one is the last that was pushed.
            formatted.iter().for_each(|later| field.take_format(later));
        }
        fields.push(field);
    }
    fields.reverse();
    Ok(fields)
}
