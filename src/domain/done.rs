//! What an audit row says was done: the effects with their amounts, the changed settings with their
//! previous and new values, and the files.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::effect::Effect;
use super::id::FileId;

/// How much of an effect a row has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Amount {
    /// The effect.
    pub effect: Effect,
    /// Files, or other items: credentials, settings, audit rows. A folder is not counted.
    pub items: u64,
    /// Bytes of the files' contents.
    pub bytes: u64,
}

super::closed_set::closed_set! {
    /// A kind of setting. Stored by its place in this list: new ones go to the end.
    pub enum Setting by
    /// The name in the audit log.
    name {
        /// A key of the policy; its value as in `policy set`.
        Policy = "policy",
        /// A role; JSON.
        Role = "role",
        /// The rules for organizing files: their whole text.
        Rules = "rules",
        /// A retention rule; JSON.
        Retention = "retention",
        /// A recipient of backups; JSON.
        Recipient = "recipient",
        /// A shared drop folder; the id of the user who shares it.
        DropBox = "drop_box",
        /// An API key, without its secret; JSON.
        ApiKey = "api_key",
        /// A user; JSON.
        User = "user",
        /// A hold; JSON.
        Hold = "hold",
    }
}

super::schema::stored_by!(Setting);

/// A changed setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The kind.
    pub setting: Setting,
    /// Which one of its kind: a policy key, a name, the path of a folder.
    pub name: Vec<u8>,
    /// The previous value; `None` if it was not set.
    pub old: Option<String>,
    /// The new value; `None` if it was removed.
    pub new: Option<String>,
}

/// A file in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedFile {
    /// The file.
    pub id: FileId,
    /// Its path, at the beginning.
    pub path: Vec<u8>,
    /// Its path at the end, if it was moved.
    pub to: Option<Vec<u8>>,
}

impl NamedFile {
    /// Its paths.
    pub fn paths(&self) -> impl Iterator<Item = &[u8]> {
        let to = self.to.as_deref().into_iter();
        std::iter::once(self.path.as_slice()).chain(to)
    }
}

/// The files of a row.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NamedFiles {
    /// The first ones.
    pub named: Vec<NamedFile>,
    /// The number of further ones.
    pub more: u64,
}

impl NamedFiles {
    /// The maximum number of files that a row names.
    pub const MAX: usize = 1000;
    /// The maximum number of bytes of their paths.
    pub const MAX_BYTES: usize = 1 << 20;

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.named.is_empty() && self.more == 0
    }

    /// Adds a file; two effects on a file in a row name it once.
    pub fn push(&mut self, file: NamedFile) {
        if self.more > 0 {
            self.more = self.more.saturating_add(1);
        } else if let Some(last) = self.named.last_mut().filter(|last| last.id == file.id) {
            last.to = file.to.or_else(|| last.to.take());
        } else if self.named.len() >= Self::MAX || !self.fits(&file) {
            self.more = 1;
        } else {
            self.named.push(file);
        }
    }

    /// Counts all of them, without names.
    pub fn forget(&mut self) {
        self.more = self.more.saturating_add(self.named.len() as u64);
        self.named.clear();
    }

    fn fits(&self, file: &NamedFile) -> bool {
        let bytes = |file: &NamedFile| file.path.len() + file.to.as_ref().map_or(0, Vec::len);
        self.named.iter().map(bytes).sum::<usize>() + bytes(file) <= Self::MAX_BYTES
    }
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Done {
    /// The effects, each once, in the order of [`Effect::ALL`].
    pub effects: Vec<Amount>,
    /// The changed settings.
    pub changes: Vec<Change>,
    /// The files.
    pub files: NamedFiles,
}

impl Done {
    /// Adds an effect; of no items, it is only named.
    pub fn add(&mut self, effect: Effect, items: u64, bytes: u64) {
        match self
            .effects
            .binary_search_by_key(&effect, |amount| amount.effect)
        {
            Ok(at) => {
                if let Some(amount) = self.effects.get_mut(at) {
                    amount.items = amount.items.saturating_add(items);
                    amount.bytes = amount.bytes.saturating_add(bytes);
                }
            }
            Err(at) => self.effects.insert(
                at,
                Amount {
                    effect,
                    items,
                    bytes,
                },
            ),
        }
    }

    /// Whether it has an effect.
    #[must_use]
    pub fn has(&self, effect: Effect) -> bool {
        self.effects.iter().any(|amount| amount.effect == effect)
    }
}

/// `place 2, configure 1: policy audit.level "normal" -> "raised"`: short, on one line.
impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, Amount { effect, items, .. }) in self.effects.iter().enumerate() {
            let gap = if at == 0 { "" } else { ", " };
            write!(f, "{gap}{}", effect.name())?;
            if *items > 0 {
                write!(f, " {items}")?;
            }
        }
        for (at, change) in self.changes.iter().enumerate() {
            write!(f, "{}{change}", if at == 0 { ": " } else { "; " })?;
        }
        Ok(())
    }
}

/// The name, with the values of a policy key; other values are long.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, name) = (self.setting.name(), String::from_utf8_lossy(&self.name));
        let gap = if name.is_empty() { "" } else { " " };
        write!(f, "{kind}{gap}{name}")?;
        let value = |value: &Option<String>| match value {
            Some(value) => format!("{value:?}"),
            None => "none".to_owned(),
        };
        match (self.setting, &self.old, &self.new) {
            (Setting::Policy, old, new) => write!(f, " {} -> {}", value(old), value(new)),
            (_, None, _) => f.write_str(" added"),
            (_, _, None) => f.write_str(" removed"),
            (_, Some(_), Some(_)) => f.write_str(" changed"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(number: u32, bytes: usize) -> NamedFile {
        let mut id = [0; 10];
        id[..4].copy_from_slice(&number.to_le_bytes());
        NamedFile {
            id: FileId::new(id),
            path: vec![b'a'; bytes],
            to: None,
        }
    }

    #[test]
    fn files_are_named_up_to_a_number_and_a_length() {
        let mut files = NamedFiles::default();
        (0..1500).for_each(|number| files.push(file(number, 10)));
        assert_eq!((files.named.len(), files.more), (NamedFiles::MAX, 500));
        let mut files = NamedFiles::default();
        (0..300).for_each(|number| files.push(file(number, 4096)));
        assert_eq!((files.named.len(), files.more), (256, 44));
        files.forget();
        assert_eq!((files.named.len(), files.more), (0, 300));
    }

    #[test]
    fn a_file_with_two_effects_is_named_once() {
        let mut files = NamedFiles::default();
        let moved = NamedFile {
            to: Some(b"b".to_vec()),
            ..file(1, 1)
        };
        for one in [file(1, 1), moved.clone(), file(1, 1)] {
            files.push(one);
        }
        assert_eq!(files.named, [moved]);
    }

    #[test]
    fn effects_are_added_up_in_order() {
        let mut done = Done::default();
        done.add(Effect::Configure, 1, 0);
        done.add(Effect::Place, 1, 10);
        done.add(Effect::Place, 2, 5);
        done.add(Effect::End, 0, 0);
        done.changes.push(Change {
            setting: Setting::Policy,
            name: b"audit.level".to_vec(),
            old: None,
            new: Some("raised".into()),
        });
        let shown = "place 3, configure 1, end: policy audit.level none -> \"raised\"";
        assert_eq!(done.to_string(), shown);
        assert_eq!(done.effects.first().map(|one| one.bytes), Some(15));
    }
}
