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

impl Outcome {
    /// The name shown to scripts.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Move(_) => "moved",
            Self::Mark => "marked",
            Self::Trash => "trashed",
            Self::Version(_) => "version",
            Self::Skip(_) => "skipped",
        }
    }
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

/// A file that is sorted, as in the JSON output.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Placed<'a> {
    /// `moved`, `marked` (tags or a note were added), `trashed`, `version` or `skipped`.
    pub status: &'static str,
    /// The file.
    pub id: FileId,
    /// Where it was.
    #[serde(flatten, with = "crate::app::json::From")]
    pub from: &'a VaultPath,
    /// Where it is now, if it was moved or became a version.
    #[serde(flatten, with = "crate::app::json::OptionalTo")]
    pub to: Option<&'a VaultPath>,
    /// The rule that decided.
    pub rule: &'a str,
    /// Added tags.
    pub tags: &'a [Tag],
    /// The added note.
    pub note: Option<&'a str>,
    /// Why it was skipped, or a remark, for example that a path was taken.
    pub reason: Option<&'a str>,
    /// Whether it was not matched itself, and makes room for another file.
    pub gives_way: bool,
}

impl<'a> From<&'a Step> for Placed<'a> {
    fn from(step: &'a Step) -> Self {
        let (to, why) = match &step.outcome {
            Outcome::Move(to) | Outcome::Version(to) => (Some(to), None),
            Outcome::Skip(why) => (None, Some(why)),
            Outcome::Mark | Outcome::Trash => (None, None),
        };
        Self {
            status: step.outcome.name(),
            id: step.id,
            from: &step.from,
            to,
            rule: &step.rule,
            tags: &step.tags,
            note: step.note.as_deref(),
            reason: why.or(step.remark.as_ref()).map(String::as_str),
            gives_way: step.gives_way,
        }
    }
}

/// The counts of a plan or of its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, schemars::JsonSchema)]
pub struct OrganizeSummary {
    /// Files examined.
    pub files: u64,
    /// Files moved.
    pub moved: u64,
    /// Files that were not moved, but got tags or a note.
    pub marked: u64,
    /// Files moved to the trash.
    pub trashed: u64,
    /// Files that became a version of another file.
    pub versions: u64,
    /// Existing files that were renamed to make room for another file.
    pub existing_renamed: u64,
    /// Existing files that were moved to the trash to make room for another file.
    pub existing_trashed: u64,
    /// Files skipped.
    pub skipped: u64,
    /// Files that no rule matched.
    pub unmatched: u64,
}

impl OrganizeSummary {
    /// Files that change.
    #[must_use]
    pub fn changes(&self) -> u64 {
        self.moved
            + self.marked
            + self.trashed
            + self.versions
            + self.existing_renamed
            + self.existing_trashed
    }
}

impl Organized {
    /// The counts.
    #[must_use]
    pub fn summary(&self) -> OrganizeSummary {
        let mut summary = OrganizeSummary {
            files: self.files,
            unmatched: self.unmatched,
            ..OrganizeSummary::default()
        };
        for step in &self.steps {
            *match &step.outcome {
                Outcome::Move(_) if step.gives_way => &mut summary.existing_renamed,
                Outcome::Trash if step.gives_way => &mut summary.existing_trashed,
                Outcome::Move(_) => &mut summary.moved,
                Outcome::Mark => &mut summary.marked,
                Outcome::Trash => &mut summary.trashed,
                Outcome::Version(_) => &mut summary.versions,
                Outcome::Skip(_) => &mut summary.skipped,
            } += 1;
        }
        summary
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
