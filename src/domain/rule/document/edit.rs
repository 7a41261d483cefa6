//! Appends a rule to a text, or removes one, leaving everything else unchanged.

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};

/// A rule as written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// Its name.
    pub name: String,
    /// Terms that must all match.
    pub when: Vec<String>,
    /// Terms of which one must match.
    pub any: Vec<String>,
    /// Terms of which none may match.
    pub not: Vec<String>,
    /// The folder.
    pub to: Option<String>,
    /// The new name of the file.
    pub rename: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// A note.
    pub note: Option<String>,
    /// Move to the trash.
    pub trash: bool,
    /// Leave alone.
    pub ignore: bool,
    /// What to do if the path is taken.
    pub conflict: Option<String>,
    /// Higher ones are evaluated first.
    pub priority: Option<i64>,
}

impl Draft {
    fn table(&self) -> Table {
        let mut table = Table::new();
        table.insert("name", value(self.name.as_str()));
        for (key, words) in [("when", &self.when), ("any", &self.any), ("not", &self.not)] {
            if !words.is_empty() {
                table.insert(key, list(words));
            }
        }
        for (key, text) in [("to", &self.to), ("rename", &self.rename)] {
            if let Some(text) = text {
                table.insert(key, value(text.as_str()));
            }
        }
        if !self.tags.is_empty() {
            table.insert("tag", list(&self.tags));
        }
        for (key, text) in [("note", &self.note), ("conflict", &self.conflict)] {
            if let Some(text) = text {
                table.insert(key, value(text.as_str()));
            }
        }
        for (key, set) in [("trash", self.trash), ("ignore", self.ignore)] {
            if set {
                table.insert(key, value(true));
            }
        }
        if let Some(priority) = self.priority {
            table.insert("priority", value(priority));
        }
        table
    }
}

fn list(words: &[String]) -> Item {
    value(words.iter().map(String::as_str).collect::<Array>())
}

/// The text with the rule appended; `None` if the text is not TOML.
#[must_use]
pub fn appended(text: &str, draft: &Draft) -> Option<String> {
    text.parse::<DocumentMut>().ok()?;
    let mut rule = DocumentMut::new();
    let mut tables = ArrayOfTables::new();
    tables.push(draft.table());
    rule.insert("rule", Item::ArrayOfTables(tables));
    let before = text.trim_end();
    let gap = if before.is_empty() { "" } else { "\n\n" };
    Some(format!("{before}{gap}{rule}"))
}

/// The text without the rule with this name; `None` if there is none.
#[must_use]
pub fn removed(text: &str, name: &str) -> Option<String> {
    let mut document = text.parse::<DocumentMut>().ok()?;
    let named = |item: Option<&Item>| item.and_then(Item::as_str) == Some(name);
    let rules = document.get_mut("rule")?;
    if let Some(tables) = rules.as_array_of_tables_mut() {
        let at = tables.iter().position(|table| named(table.get("name")))?;
        tables.remove(at);
    } else {
        // rule = [{ name = "a", ... }]
        let list = rules.as_array_mut()?;
        let at = list.iter().position(|table| {
            let table = table.as_inline_table();
            table.and_then(|table| table.get("name")?.as_str()) == Some(name)
        })?;
        list.remove(at);
    }
    Some(document.to_string())
}

/// Only the rule with this name, as written; `None` if there is none.
#[must_use]
pub fn only(text: &str, name: &str) -> Option<String> {
    let mut document = text.parse::<DocumentMut>().ok()?;
    let tables = document.get_mut("rule")?.as_array_of_tables_mut()?;
    tables.retain(|table| table.get("name").and_then(Item::as_str) == Some(name));
    if tables.is_empty() {
        return None;
    }
    document.set_trailing("");
    Some(document.to_string().trim_start().to_owned())
}
