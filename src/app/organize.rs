//! Organizing by rules: plans what goes where, then applies it as one operation. The plan is made
//! from one state of the vault (`organize/plan.rs`); a preview is the plan alone.

mod apply;
mod candidates;
mod occupied;
mod plan;

use crate::domain::action::Action;
use crate::domain::detail::Unit;
use crate::domain::id::FileId;
use crate::domain::path::VaultPath;
use crate::domain::rule::{Method, RuleSet};
use crate::domain::tag::Tag;
use crate::domain::time::Time;
use crate::storage::tables::View;

use crate::app::clock;
use crate::app::error::Result;
use crate::app::files::rules;
use crate::app::gate::{Gate, Principal};

/// The source of the rules.
#[derive(Debug, Clone)]
pub enum Rules {
    /// The vault's rules.
    Vault,
    /// This TOML.
    Text(String),
    /// A ready-made set.
    Method(Method),
}

/// What happens to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It moves to this path.
    Move(VaultPath),
    /// It stays, and gets tags or a note.
    Mark,
    /// It goes to the trash.
    Trash,
    /// Its content becomes the next version of the file there; the file itself goes to the trash.
    Version(VaultPath),
    /// It stays, although a rule matches; with the reason.
    Skip(String),
}

/// One file of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The file.
    pub id: FileId,
    /// Where it is.
    pub from: VaultPath,
    /// What happens to it.
    pub outcome: Outcome,
    /// The rule that decided.
    pub rule: String,
    /// Tags to add.
    pub tags: Vec<Tag>,
    /// A note to set.
    pub note: Option<String>,
    /// A remark, for example that a path was taken.
    pub remark: Option<String>,
    /// It was not matched itself, and makes room for another file.
    pub gives_way: bool,
}

/// A plan, or the result of applying it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Organized {
    /// In order of path.
    pub steps: Vec<Step>,
    /// Files examined.
    pub files: u64,
    /// Files that no rule matched.
    pub unmatched: u64,
}

impl Organized {
    /// Files that change.
    #[must_use]
    pub fn changes(&self) -> u64 {
        let changes = |step: &&Step| !matches!(step.outcome, Outcome::Skip(_));
        self.steps.iter().filter(changes).count() as u64
    }
}

/// Plans the changes of the files below a folder.
///
/// # Errors
/// Kinds `Denied`, `NotFound`; `Usage` for invalid rules.
pub fn preview(gate: &mut Gate, folder: &VaultPath, source: &Rules) -> Result<Organized> {
    let now = clock::now();
    gate.read_derived(Action::OrganizePreview, |derived, principal| {
        let view = derived.metadata();
        let rules = rules_of(view, source, now)?;
        let found = find_candidates(view, principal, folder, &rules, &|version| {
            derived.traits(version)
        })?;
        plan::plan(view, principal, &found)
    })
}

/// Organizes the files below a folder as one operation, all or nothing.
pub fn organize(gate: &mut Gate, folder: &VaultPath, source: &Rules) -> Result<Organized> {
    gate.write(Action::Organize, folder.raw(), |writing| {
        let now = writing.now;
        let rules = rules_of(writing.view(), source, now)?;
        let principal = writing.principal;
        let found = find_candidates(writing.view(), principal, folder, &rules, &|version| {
            writing.traits(version)
        })?;
        let organized = plan::plan(writing.view(), principal, &found)?;
        let candidates = found.candidates;
        apply::apply(writing, folder, &organized, &candidates)?;
        writing.detail(Unit::Files.count(organized.changes()));
        Ok(organized)
    })
}

fn rules_of(view: &impl View, source: &Rules, now: Time) -> Result<RuleSet> {
    match source {
        Rules::Vault => rules::in_force(view, now),
        Rules::Text(text) => rules::parsed(text, now),
        Rules::Method(method) => rules::parsed(method.rules(), now),
    }
}

fn find_candidates<'r, V: View>(
    view: &V,
    principal: &Principal,
    folder: &VaultPath,
    rules: &'r RuleSet,
    traits: &candidates::ReadTraits<'_>,
) -> Result<plan::Candidates<'r>> {
    plan::find_candidates(view, principal, folder, rules, traits)
}
