//! Filing at import: the rules say where a file goes before it has any place in the vault. What they
//! would do to files that are there (`conflict`) is done only as far as whoever adds may do it.

use crate::domain::attributes::Attributes;
use crate::domain::path::{VaultPath, fold_name};
use crate::domain::query::Facts;
use crate::domain::rule::{Conflict, Counter, Place, Rule, RuleSet, Values};
use crate::domain::tag::Tag;
use crate::domain::time::Time;
use crate::storage::files::Entry;
use crate::storage::tables::View;

use crate::app::error::Result;
use crate::app::gate::{Principal, Writing};
use crate::app::place::{Placer, Placing};

use super::AddOptions;
use super::plan::Planner;
use super::prepare::Prepared;

/// What the rules make of a file that is being added.
#[derive(Default)]
pub(super) struct Filed {
    /// Where to, if they say so.
    pub placing: Option<Placing>,
    pub tags: Vec<Tag>,
    pub note: Option<String>,
    /// The rule that says where to.
    pub rule: Option<String>,
    /// Why it is not where the rule says.
    pub remark: Option<String>,
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
        let placer = placer(view, who, prepared);
        find(&placer, &mut filed, rule, conflict, &values)?;
        if filed.placing.is_some() {
            filed.rule = Some(rule.name.clone());
        }
    }
    Ok(filed)
}

/// Looks for a place for a file that was read.
pub(super) fn placer<'a, V>(
    view: &'a V,
    who: &'a Principal,
    prepared: &'a Prepared,
) -> Placer<'a, V> {
    Placer {
        view,
        who,
        hash: &prepared.hash,
        is_link: prepared
            .attributes
            .as_ref()
            .is_some_and(Attributes::is_link),
        source: prepared.id.as_ref(),
    }
}

fn find<V: View>(
    placer: &Placer<'_, V>,
    filed: &mut Filed,
    rule: &Rule,
    conflict: Conflict,
    values: &Values<'_>,
) -> Result<()> {
    let who = placer.who;
    if rule.counts() && who.may_read() {
        let name = |number| rule.path(values, Counter::Number(number));
        filed.placing = placer.first(1, name)?;
        if let Some(Placing::New { renamed, .. }) = &mut filed.placing {
            // A number is what the rule asks for.
            *renamed = false;
        }
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
    let remark = |why: &str| Some(format!("not filed by the rule {:?}: {why}", rule.name));
    if !who.scope.allows(&path) {
        filed.remark = remark("outside the key's scope");
        return Ok(());
    }
    match placer.place(&path, conflict)? {
        Placing::Taken(path) => {
            filed.remark = remark(&format!("{:?} is taken", path.to_string_lossy()));
        }
        Placing::Blocked(why) => filed.remark = remark(&why),
        placing @ (Placing::New { .. }
        | Placing::InPlaceOf { .. }
        | Placing::Version(_)
        | Placing::Same(_)) => filed.placing = Some(placing),
    }
    Ok(())
}

impl Planner<'_> {
    /// What the rules say of a file, where that is wanted.
    pub(super) fn file_by_rules(
        &self,
        writing: &Writing<'_, '_>,
        prepared: &Prepared,
    ) -> Result<Filed> {
        match self.rules {
            Some(rules) => filed(
                writing.view(),
                rules,
                writing.principal,
                prepared,
                self.options,
                writing.now,
            ),
            None => Ok(Filed::default()),
        }
    }

    /// Makes room for a file whose rule says so.
    pub(super) fn make_way(
        &mut self,
        writing: &mut Writing<'_, '_>,
        entry: &Entry,
        free: Option<&VaultPath>,
        rule: Option<&String>,
    ) -> Result<()> {
        match free {
            Some(free) => {
                let lifted = self.change.lift(writing, &entry.path)?;
                self.change
                    .put(writing, lifted, free, |file| file.rule = rule.cloned())
            }
            None => self.change.remove(writing, &entry.path),
        }
    }
}
