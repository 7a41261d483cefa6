//! What must be kept: files under a retention rule with a minimum, or under a hold. Nothing destroys
//! such a file or one of its versions, and nothing takes it out of what the rule or hold covers:
//! whatever changes a file asks here. Moving it to the trash is allowed: it stays there.

use std::collections::BTreeSet;

use crate::domain::path::{VaultPath, fold_name};
use crate::domain::period::Period;
use crate::domain::query::{Facts, Query};
use crate::domain::span::Span;
use crate::domain::time::Time;
use crate::storage::files::{self, Entry};
use crate::storage::record::{FileRecord, VersionRecord};
use crate::storage::tables::View;
use crate::storage::{StorageError, content, expiry, holds, retention};

use crate::app::clock;
use crate::app::error::{Error, Kind, Result};
use crate::domain::time::Zone;

/// A retention rule with a minimum.
struct Minimum {
    rule: String,
    query: Query,
    period: Period,
    from_modified: bool,
}

/// The rules with a minimum, and the holds.
pub(crate) struct Keeping {
    minimums: Vec<Minimum>,
    holds: Vec<(u64, Query)>,
    /// A minimum that ended before is over: two commands at least a day apart have seen that.
    over_before: Time,
}

/// Why a file must be kept; the default is that it need not be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Duty {
    /// The numbers of the holds.
    holds: BTreeSet<u64>,
    /// The longest minimum, and its rule.
    until: Option<(Time, String)>,
}

/// One reason to keep a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reason {
    Hold(u64),
    Minimum(Time, String),
}

impl Duty {
    /// Whether the file need not be kept.
    pub(crate) fn is_none(&self) -> bool {
        self.holds.is_empty() && self.until.is_none()
    }

    /// A reason to keep the file: a hold before a minimum.
    pub(crate) fn reason(&self) -> Option<Reason> {
        self.lost(&Self::default())
    }

    /// What `after` lacks.
    pub(crate) fn lost(&self, after: &Self) -> Option<Reason> {
        if let Some(hold) = self.holds.difference(&after.holds).next() {
            return Some(Reason::Hold(*hold));
        }
        let (until, rule) = self.until.as_ref()?;
        let shorter = (after.until.as_ref()).is_none_or(|(time, _)| time < until);
        shorter.then(|| Reason::Minimum(*until, rule.clone()))
    }
}

impl Reason {
    /// The refusal to destroy the file.
    pub(crate) fn cannot_end(&self, path: &VaultPath) -> Error {
        let name = path.to_string_lossy();
        match self {
            Self::Hold(number) => Error::new(
                Kind::Denied,
                format!("{name:?} must be kept: it is under hold {number}"),
            )
            .hint("a user with privacy:manage can show and remove it: file-organizer hold list"),
            Self::Minimum(until, rule) => Error::new(
                Kind::Denied,
                format!(
                    "{name:?} must be kept until {} (retention rule {rule:?})",
                    clock::zone().wall_clock(*until).date()
                ),
            )
            .hint(
                "a user with privacy:manage and file:delete can change the rule: file-organizer \
                 retention set",
            ),
        }
    }

    /// What a change would have as a result.
    pub(crate) fn would_be_lost(&self) -> String {
        match self {
            Self::Hold(number) => format!("hold {number} would no longer cover it"),
            Self::Minimum(_, rule) => {
                format!("the retention rule {rule:?} would no longer cover it")
            }
        }
    }

    /// The refusal to take the file out of what the rule or hold covers.
    pub(crate) fn cannot_leave(&self, path: &VaultPath) -> Error {
        let name = path.to_string_lossy();
        match self {
            Self::Hold(_) => Error::new(
                Kind::Denied,
                format!("{name:?} must be kept: {}", self.would_be_lost()),
            )
            .hint(
                "first add a hold that will still cover it: file-organizer hold add \
                 (needs privacy:manage)",
            ),
            Self::Minimum(until, _) => Error::new(
                Kind::Denied,
                format!(
                    "{name:?} must be kept until {}: {}",
                    clock::zone().wall_clock(*until).date(),
                    self.would_be_lost()
                ),
            )
            .hint(
                "first add a rule that will still cover it: file-organizer retention set \
                 (needs privacy:manage and file:delete)",
            ),
        }
    }
}

impl Keeping {
    pub(crate) fn load(view: &impl View, now: Time) -> Result<Self> {
        let mut minimums = Vec::new();
        for rule in retention::all(view)? {
            let Some(period) = rule.keep_at_least else {
                continue;
            };
            minimums.push(Minimum {
                query: stored_query(&rule.words, rule.set)?,
                rule: rule.name,
                period,
                from_modified: rule.from_modified,
            });
        }
        let holds = holds::all(view)?.into_iter();
        let holds = holds.map(|hold| Ok((hold.number, stored_query(&hold.words, hold.set)?)));
        Ok(Self {
            minimums,
            holds: holds.collect::<Result<_>>()?,
            over_before: expiry::cutoff(view, Span::ZERO, now)?,
        })
    }

    /// Whether there are no such rules and holds.
    pub(crate) fn is_empty(&self) -> bool {
        self.minimums.is_empty() && self.holds.is_empty()
    }

    /// Why a file, live or in the trash, must be kept: for its own sake or that of an earlier version.
    pub(crate) fn duty(
        &self,
        view: &impl View,
        path: &VaultPath,
        file: &FileRecord,
    ) -> Result<Duty> {
        let mut duty = Duty::default();
        if self.is_empty() {
            return Ok(duty);
        }
        self.add(&mut duty, view, path, file, &file.current)?;
        for old in files::old_versions(view, &file.id)? {
            self.add(&mut duty, view, path, file, &old.version)?;
        }
        Ok(duty)
    }

    /// Adds why a version of a file must be kept; returns whether anything was added.
    pub(crate) fn add(
        &self,
        duty: &mut Duty,
        view: &impl View,
        path: &VaultPath,
        file: &FileRecord,
        version: &VersionRecord,
    ) -> Result<bool> {
        let before = duty.clone();
        for (number, query) in &self.holds {
            if matches(view, query, path, file, version)? {
                duty.holds.insert(*number);
            }
        }
        for minimum in &self.minimums {
            let from = match minimum.from_modified {
                true => version.modified,
                false => version.added,
            };
            let until = minimum.period.end(from);
            let longer = (duty.until.as_ref()).is_none_or(|(longest, _)| until > *longest);
            let in_force = until >= self.over_before;
            if longer && in_force && matches(view, &minimum.query, path, file, version)? {
                duty.until = Some((until, minimum.rule.clone()));
            }
        }
        Ok(*duty != before)
    }
}

/// The terms of a rule or hold. Periods in them end when it was set. Days are in UTC: what must be
/// kept does not depend on the time zone of the person who removes a file.
pub(crate) fn stored_query(words: &[String], set: Time) -> Result<Query> {
    Query::parse(words, set, &Zone::UTC).map_err(|error| {
        StorageError::Damaged(format!("a retention rule or hold cannot be read: {error}")).into()
    })
}

/// Whether a version of a file matches the terms of a rule or hold; an owner is a user id.
pub(crate) fn matches(
    view: &impl View,
    query: &Query,
    path: &VaultPath,
    file: &FileRecord,
    version: &VersionRecord,
) -> Result<bool> {
    let hash = match query.needs_hash() {
        true => content::get(view, version.content)?.hash.to_vec(),
        false => Vec::new(),
    };
    Ok(query.matches(&Facts {
        path,
        folded: &fold_name(path.name_key()),
        size: version.size,
        added: version.added,
        modified: version.modified,
        owner: &file.owner.user.to_string(),
        tags: &file.tags,
        note: file.note.as_deref(),
        file_type: version.file_type,
        hash: &hash,
        traits: None,
        source: None,
    }))
}

/// Files that each of these queries matches, live and in the trash: one pass over all files.
pub(crate) fn count(view: &impl View, queries: &[&Query]) -> Result<Vec<(u64, u64)>> {
    let mut counts = vec![(0, 0); queries.len()];
    for entry in files::below(view, &VaultPath::root())? {
        let Entry { path, file } = entry?;
        for (query, count) in queries.iter().zip(&mut counts) {
            count.0 += u64::from(matches(view, query, &path, &file, &file.current)?);
        }
    }
    for trashed in files::trash(view)? {
        let trashed = trashed?;
        let path = trashed.path()?;
        for (query, count) in queries.iter().zip(&mut counts) {
            let file = &trashed.file;
            count.1 += u64::from(matches(view, query, &path, file, &file.current)?);
        }
    }
    Ok(counts)
}
