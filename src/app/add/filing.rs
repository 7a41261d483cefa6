//! Filing at import: the rules say where a file goes before it has any place in the vault. What they
//! would do to files that are there (`conflict`) is done only as far as whoever adds may do it.

use crate::domain::path::{VaultPath, fold_name};
use crate::domain::permission::Permission;
use crate::domain::query::Facts;
use crate::domain::rule::{Conflict, Counter, Place, Rule, RuleSet, Values};
use crate::domain::tag::Tag;
use crate::domain::time::Time;
use crate::storage::content;
use crate::storage::files::{self, Entry};
use crate::storage::tables::View;

use crate::app::error::Result;
use crate::app::gate::{Principal, Writing};
use crate::app::place::{blocked, numbered};

use super::AddOptions;
use super::plan::Planner;
use super::prepare::{Prepared, PreparedContent};

/// The most names that are tried.
const MAX_TRIES: u32 = 10_000;

/// What the rules make of a file that is being added.
#[derive(Default)]
pub(super) struct Filed {
    pub to: Option<VaultPath>,
    pub tags: Vec<Tag>,
    pub note: Option<String>,
    /// The rule that says where to.
    pub rule: Option<String>,
    /// Why it is not where the rule says.
    pub remark: Option<String>,
    /// What is at the place, and where it goes: to another place, or to the trash.
    gives_way: Option<(Entry, Option<VaultPath>)>,
}

/// What the rules say of `prepared`, whose place without them would be its `to`.
pub(super) fn filed<V: View>(
    view: &V,
    rules: &RuleSet,
    who: &Principal,
    prepared: &Prepared,
    options: &AddOptions,
    now: Time,
) -> Result<Filed> {
    let folded = fold_name(prepared.to.name_key());
    let source = std::path::absolute(&prepared.source).ok();
    let facts = Facts {
        path: &prepared.to,
        folded: &folded,
        size: prepared.size,
        added: now,
        modified: prepared.modified,
        owner: &who.user,
        tags: &options.tags,
        file_type: prepared.detected,
        verdict: prepared.verdict,
        hash: &prepared.hash,
        traits: prepared.traits.as_ref(),
        source: source
            .as_ref()
            .map(|path| path.as_os_str().as_encoded_bytes()),
    };
    let values = Values {
        facts: &facts,
        id: None,
    };
    let decision = rules.decide(&values, options.note.is_some());
    let mut filed = Filed {
        tags: decision.tags,
        note: decision.note,
        ..Filed::default()
    };
    if let Place::At { rule, conflict } = decision.place {
        let place = Finding {
            view,
            who,
            hash: &prepared.hash,
        };
        place.find(&mut filed, rule, conflict, &values)?;
        if filed.to.is_some() {
            filed.rule = Some(rule.name.clone());
        }
    }
    Ok(filed)
}

/// Looks for a place.
struct Finding<'a, V> {
    view: &'a V,
    who: &'a Principal,
    hash: &'a [u8; 32],
}

/// Who is at a place.
enum There {
    Nobody,
    /// A file of the same content: the one that is added is there already.
    Same,
    Other(Box<Entry>),
    /// Nothing can be there.
    Nothing(String),
}

impl<V: View> Finding<'_, V> {
    fn there(&self, path: &VaultPath) -> Result<There> {
        if let Some(entry) = files::at(self.view, path)? {
            let hash = content::get(self.view, entry.file.current.content)?.hash;
            return Ok(if hash == *self.hash {
                There::Same
            } else {
                There::Other(Box::new(entry))
            });
        }
        Ok(match blocked(self.view, self.who, path)? {
            Some(why) => There::Nothing(why),
            None => There::Nobody,
        })
    }

    fn find(
        &self,
        filed: &mut Filed,
        rule: &Rule,
        conflict: Conflict,
        values: &Values<'_>,
    ) -> Result<()> {
        if rule.counts() && self.who.may_read() {
            let name = |number| rule.path(values, Counter::Number(number));
            filed.to = self.first(1, name)?;
            return Ok(());
        }
        let counter = if rule.counts() {
            Counter::Number(1)
        } else {
            Counter::Probe
        };
        let Some(path) = rule.path(values, counter) else {
            return Ok(());
        };
        if !self.who.scope.allows(&path) {
            filed.remark = Some(format!(
                "not filed by the rule {:?}: outside the key's scope",
                rule.name
            ));
            return Ok(());
        }
        if !self.who.may_read() {
            // What is there is none of their business: a free place is found when the file is put.
            filed.to = Some(path);
            return Ok(());
        }
        let entry = match self.there(&path)? {
            There::Nobody | There::Same => {
                filed.to = Some(path);
                return Ok(());
            }
            There::Nothing(why) => {
                filed.remark = Some(format!("not filed by the rule {:?}: {why}", rule.name));
                return Ok(());
            }
            There::Other(entry) => *entry,
        };
        let other_name = |number| numbered(&path, number);
        let may_move = self.who.permissions.has(Permission::FileOrganize);
        match conflict {
            Conflict::Skip => {
                let shown = path.to_string_lossy();
                filed.remark = Some(format!(
                    "not filed by the rule {:?}: {shown:?} is taken",
                    rule.name
                ));
            }
            Conflict::NewVersion => filed.to = Some(path),
            Conflict::RenameExisting if may_move => {
                if let Some(free) = self.first(2, other_name)? {
                    filed.gives_way = Some((entry, Some(free)));
                    filed.to = Some(path);
                }
            }
            Conflict::Trash if self.who.may_remove(&entry.file.owner) => {
                filed.gives_way = Some((entry, None));
                filed.to = Some(path);
            }
            Conflict::RenameNew
            | Conflict::Deduplicate
            | Conflict::RenameExisting
            | Conflict::Trash => filed.to = self.first(2, other_name)?,
        }
        Ok(())
    }

    /// The first place that is free, or has the same content.
    fn first(
        &self,
        from: u32,
        name: impl Fn(u32) -> Option<VaultPath>,
    ) -> Result<Option<VaultPath>> {
        for number in from..MAX_TRIES {
            let path = name(number).filter(|path| self.who.scope.allows(path));
            let Some(path) = path else {
                return Ok(None);
            };
            match self.there(&path)? {
                There::Nobody | There::Same => return Ok(Some(path)),
                There::Other(_) | There::Nothing(_) => {}
            }
        }
        Ok(None)
    }
}

impl Planner<'_> {
    /// Files by the rules, where that is wanted: `to` becomes the place.
    pub(super) fn file_by_rules(
        &self,
        writing: &Writing<'_, '_>,
        prepared: &mut Prepared,
    ) -> Result<Filed> {
        let unchanged = matches!(prepared.content, PreparedContent::Unchanged(_));
        let Some(rules) = self.rules.filter(|_| !unchanged) else {
            return Ok(Filed::default());
        };
        let filed = filed(
            writing.view(),
            rules,
            writing.principal,
            prepared,
            self.options,
            writing.now,
        )?;
        if let Some(to) = &filed.to {
            prepared.to = to.clone();
        }
        Ok(filed)
    }

    /// Makes room for a file whose rule says so.
    pub(super) fn make_way(
        &mut self,
        writing: &mut Writing<'_, '_>,
        filed: &mut Filed,
    ) -> Result<()> {
        let Some((entry, free)) = filed.gives_way.take() else {
            return Ok(());
        };
        match free {
            Some(free) => {
                let lifted = self.change.lift(writing, &entry.path)?;
                self.change.put(writing, lifted, &free, |file| {
                    file.rule.clone_from(&filed.rule);
                })
            }
            None => self.change.remove(writing, &entry.path),
        }
    }
}
