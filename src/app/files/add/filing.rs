//! Applying the rules while adding: they choose the path of a file before it is in the vault. Their
//! effects on existing files (`conflict`) are limited by the principal's permissions.

use crate::app::clock;
use crate::domain::attributes::Attributes;
use crate::domain::path::fold_name;
use crate::domain::query::Facts;
use crate::domain::rule::{Conflict, Counter, Place, Rule, RuleSet, Values};
use crate::domain::tag::Tag;
use crate::domain::time::Time;
use crate::storage::policy;
use crate::storage::tables::View;

use crate::app::error::Result;
use crate::app::files::place::{Placer, Placing};
use crate::app::gate::Principal;

use super::AddOptions;
use super::prepared::Prepared;

/// The result of the rules for a file.
#[derive(Default)]
pub(super) struct Filed {
    /// The path, if the rules choose one.
    pub placing: Option<Placing>,
    pub tags: Vec<Tag>,
    pub note: Option<String>,
    /// The rule that chose the path.
    pub rule: Option<String>,
    /// Why the file is not where the rule says.
    pub remark: Option<String>,
}

/// Applies the rules to `prepared`, whose path without them would be its `to`.
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
        note: options.note.as_deref(),
        file_type: prepared.detected,
        hash: &prepared.hash,
        traits: prepared.traits.as_ref(),
        source: source
            .as_ref()
            .map(|path| path.as_os_str().as_encoded_bytes()),
    };
    let values = Values {
        facts: &facts,
        id: None,
        groups: &[],
        zone: clock::zone(),
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

/// The placer for a file that was read.
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
        consumed: prepared
            .attributes
            .as_ref()
            .filter(|_| prepared.id.is_none()),
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
    let remark = |why: &str| Some(format!("not placed by the rule {:?}: {why}", rule.name));
    if let Some(path) = rule.path(values, Counter::Probe)
        && path.extension() != values.facts.path.extension()
    {
        let policy = policy::read(placer.view)?;
        let admitted = policy.admit_rename(values.facts.path, &path, values.facts.file_type);
        if let Err(why) = admitted {
            filed.remark = remark(&why.reason);
            return Ok(());
        }
    }
    if rule.counts() && who.may_read() {
        let name = |number| rule.path(values, Counter::Number(number));
        filed.placing = placer.first(1, name)?;
        if let Some(Placing::New { renamed, .. }) = &mut filed.placing {
            // The number was requested by the rule.
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
    if !who.scope.allows(&path) {
        filed.remark = remark("it is outside the key's scope");
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
