//! Whose files were read or taken out by somebody else: for telling them.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::action::Action;
use crate::domain::done::Amount;
use crate::domain::effect::Effect;
use crate::domain::event::{AuditEvent, Entry, Event};
use crate::domain::id::{Actor, FileId, UserId};
use crate::domain::path::VaultPath;
use crate::domain::time::Time;
use crate::storage::files;
use crate::storage::tables::View;
use crate::storage::users::{self, Names};

use super::changes::rows_since;
use super::owners::{self, Known};
use crate::app::error::{Error, Kind, Result};
use crate::app::gate::Gate;

/// When, and how often, something was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Times {
    /// How often.
    pub times: u64,
    /// When first.
    pub first_time: Time,
    /// When last.
    pub last_time: Time,
}

impl Times {
    const fn at(time: Time) -> Self {
        Self {
            times: 0,
            first_time: time,
            last_time: time,
        }
    }

    fn add(&mut self, time: Time) {
        self.times += 1;
        self.first_time = self.first_time.min(time);
        self.last_time = self.last_time.max(time);
    }
}

/// A file that was read or taken out.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct AccessedFile {
    /// Its id.
    pub id: FileId,
    /// Its path now; of a destroyed file, its path then.
    #[serde(flatten, with = "crate::app::json::Path")]
    pub path: Vec<u8>,
    /// Whether it still exists, in the vault or in the trash.
    pub exists: bool,
    /// `read_content` or `take_out`.
    pub effect: Effect,
    /// Who did it.
    pub principal: String,
    /// When.
    #[serde(flatten)]
    pub times: Times,
}

/// Files that were read or taken out without being named: by a backup, or more than a row names.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct AccessedTogether {
    /// What was done.
    pub event: Event,
    /// Who did it.
    pub principal: String,
    /// The files of the owner that were within its reach, by their paths now, including the trash.
    pub files: u64,
    /// The target: the folder of a backup; otherwise what was read, several separated by NUL.
    #[serde(flatten, with = "crate::app::json::Target")]
    pub target: Vec<u8>,
    /// When.
    #[serde(flatten)]
    pub times: Times,
}

/// An owner whose files were read or taken out by somebody else.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct OwnerNotice {
    /// The name; null if the log does not say whose the files were.
    pub name: Option<String>,
    /// The id of the user.
    pub id: Option<UserId>,
    /// Whether the user exists.
    pub exists: bool,
    /// The files.
    #[serde(rename = "named_files")]
    pub files: Vec<AccessedFile>,
    /// Files that were read or taken out without being named.
    pub together: Vec<AccessedTogether>,
}

/// Whom to notify.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Notices {
    /// The start.
    pub since: Time,
    /// The owners, by name.
    #[serde(rename = "owner_notices")]
    pub owners: Vec<OwnerNotice>,
    /// Rows from which the files were removed when a person was erased.
    pub redacted_rows: u64,
}

/// The files that one kind of access reached without naming them.
enum Reach {
    /// Everything.
    Vault,
    /// Those at and below these paths.
    Paths(Vec<VaultPath>),
    /// Those of a user.
    Owner(String),
}

impl Reach {
    /// The reach of rows that do not name all of their files.
    fn of(event: Event, target: &[u8]) -> Self {
        if event == Event::FileRead {
            let paths = target.split(|byte| *byte == 0).map(VaultPath::parse);
            let paths = paths.collect::<std::result::Result<_, _>>();
            paths.map_or(Self::Vault, Self::Paths)
        } else if event == Event::PrivacyExport {
            Self::Owner(String::from_utf8_lossy(target).into_owned())
        } else {
            Self::Vault
        }
    }

    fn includes(&self, path: &VaultPath, owner: &str) -> bool {
        match self {
            Self::Vault => true,
            Self::Paths(paths) => paths.iter().any(|one| path == one || path.is_inside(one)),
            Self::Owner(name) => name == owner,
        }
    }
}

type NamedKey = (FileId, Actor, Effect);
type TogetherKey = (Actor, Event, Vec<u8>);

/// What was accessed, before its owners are known.
#[derive(Default)]
struct Accesses {
    /// With the path then and the principal.
    named: BTreeMap<NamedKey, (Vec<u8>, String, Times)>,
    together: BTreeMap<TogetherKey, (String, Times)>,
}

impl Accesses {
    fn add(&mut self, event: &AuditEvent) {
        let Some(actor) = &event.actor else { return };
        // An audit export has no files.
        if event.event == Event::AuditExport {
            return;
        }
        for Amount { effect, items, .. } in &event.done.effects {
            if !matches!(effect, Effect::ReadContent | Effect::TakeOut) {
                continue;
            }
            let files = &event.done.files;
            for file in &files.named {
                let key = (file.id, actor.clone(), *effect);
                let new = || (file.path.clone(), event.who(), Times::at(event.time));
                self.named.entry(key).or_insert_with(new).2.add(event.time);
            }
            if files.more > 0 || (files.named.is_empty() && *items > 0) {
                let target = event.target.clone().unwrap_or_default();
                let key = (actor.clone(), event.event, target);
                let new = || (event.who(), Times::at(event.time));
                self.together
                    .entry(key)
                    .or_insert_with(new)
                    .1
                    .add(event.time);
            }
        }
    }
}

/// The owners whose files were read or taken out since then by somebody else: another user, or an
/// API key, also if it acts for the owner.
///
/// # Errors
/// Kind `Denied`, also for a principal that may not see all files.
pub fn notices(gate: &mut Gate, since: Time) -> Result<Notices> {
    gate.read(Action::IncidentReport, |view, principal| {
        if !principal.sees_all() {
            let name = &principal.name;
            let message =
                format!("{name:?} may not list the files of all owners: it needs file:read");
            return Err(
                Error::new(Kind::Denied, message).hint("an administrator can run incident notify")
            );
        }
        let mut accesses = Accesses::default();
        let mut redacted_rows = 0;
        for row in rows_since(view, since)? {
            let (_, Entry { event, removed }) = row?;
            redacted_rows += u64::from(removed.files);
            accesses.add(&event);
        }
        Ok(Notices {
            since,
            owners: by_owner(view, accesses)?,
            redacted_rows,
        })
    })
}

/// The accesses by owner, without those of the owners themselves.
fn by_owner(view: &impl View, accesses: Accesses) -> Result<Vec<OwnerNotice>> {
    let names = Names::load(view)?;
    let mut owners = Owners {
        present: users::present(view)?
            .into_iter()
            .map(|(id, _)| id)
            .collect(),
        names,
        all: BTreeMap::new(),
    };
    let ids: BTreeSet<FileId> = accesses.named.keys().map(|(id, ..)| *id).collect();
    let known = owners::known(view, ids)?;
    for ((id, actor, effect), (then, principal, times)) in accesses.named {
        let known = known.get(&id);
        let owner = known.map(|Known { owner, .. }| owner.user);
        if is_own(&actor, owner) {
            continue;
        }
        let path = known.and_then(|known| known.path.clone());
        owners.of(owner).files.push(AccessedFile {
            id,
            exists: path.is_some(),
            path: path.unwrap_or(then),
            effect,
            principal,
            times,
        });
    }
    for ((actor, event, target), (principal, times)) in accesses.together {
        let reach = Reach::of(event, &target);
        for (owner, files) in reached(view, &owners.names, &reach)? {
            if !is_own(&actor, Some(owner)) {
                owners.of(Some(owner)).together.push(AccessedTogether {
                    event,
                    principal: principal.clone(),
                    files,
                    target: target.clone(),
                    times,
                });
            }
        }
    }
    let mut all: Vec<_> = owners.all.into_values().collect();
    all.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
    for one in &mut all {
        one.files.sort_by(|a, b| {
            a.path
                .cmp(&b.path)
                .then(a.times.first_time.cmp(&b.times.first_time))
        });
    }
    Ok(all)
}

/// Whether the owner did it in person: an API key may be in other hands.
fn is_own(actor: &Actor, owner: Option<UserId>) -> bool {
    actor.key.is_none() && Some(actor.user) == owner
}

struct Owners {
    names: Names,
    present: BTreeSet<UserId>,
    all: BTreeMap<Option<UserId>, OwnerNotice>,
}

impl Owners {
    fn of(&mut self, owner: Option<UserId>) -> &mut OwnerNotice {
        let Self {
            names,
            present,
            all,
        } = self;
        all.entry(owner).or_insert_with(|| OwnerNotice {
            name: owner.map(|owner| names.user(&owner)),
            id: owner,
            exists: owner.is_some_and(|owner| present.contains(&owner)),
            files: Vec::new(),
            together: Vec::new(),
        })
    }
}

/// The number of files within the reach, by owner.
fn reached(view: &impl View, names: &Names, reach: &Reach) -> Result<BTreeMap<UserId, u64>> {
    let mut counts = BTreeMap::new();
    let mut count = |path: &VaultPath, owner: &Actor| {
        if reach.includes(path, &names.user(&owner.user)) {
            *counts.entry(owner.user).or_default() += 1;
        }
    };
    for entry in files::below(view, &VaultPath::root())? {
        let entry = entry?;
        count(&entry.path, &entry.file.owner);
    }
    for record in files::trash(view)? {
        let record = record?;
        count(&record.path()?, &record.file.owner);
    }
    Ok(counts)
}
