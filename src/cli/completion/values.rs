//! Candidates from the vault.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::sync::Mutex;
use std::time::Duration;

use clap_complete::CompletionCandidate;
use file_organizer::app::access::{api_key, role, session, user};
use file_organizer::app::backup::recipients;
use file_organizer::app::clock;
use file_organizer::app::error::Result;
use file_organizer::app::files::{list, rules, search, tag, undo};
use file_organizer::app::gate::{self, Gate};
use file_organizer::app::intake::inbox::Status;
use file_organizer::app::privacy::{hold, retention};
use file_organizer::domain::effect::Effect;
use file_organizer::domain::event::{Event, Outcome};
use file_organizer::domain::file_type::{FileType, TypeFilter, TypeGroup};
use file_organizer::domain::permission::Permission;
use file_organizer::domain::placement::Conflict;
use file_organizer::domain::policy::Policy;
use file_organizer::domain::query::Query;
use file_organizer::domain::rule::RuleSet;
use file_organizer::domain::verdict::Verdict;

use super::Source;
use crate::cli::args::{Globals, PROTECTED};
use crate::cli::context::{Context, credential};
use crate::cli::picks;
use crate::cli::settings::Settings;
use crate::cli::when::LocalTime;

/// The most names that are offered at once.
const MOST: usize = 2000;
/// The most operations that are offered.
const MOST_OPERATIONS: usize = 20;

/// A candidate and what it is, if that is not evident.
type Candidate = (Vec<u8>, Option<String>);

/// The vault of the command line that is being completed.
pub(super) struct Values {
    globals: Option<Globals>,
    /// The argument before the one that is being completed.
    previous: Option<OsString>,
    /// Opened when it is first needed; `None` inside if it cannot be unlocked.
    gate: Mutex<Option<Option<Gate>>>,
}

impl Values {
    pub(super) fn new(globals: Option<Globals>, previous: Option<OsString>) -> Self {
        Self {
            globals,
            previous,
            gate: Mutex::new(None),
        }
    }

    /// What an argument may be, if it begins with `typed`; nothing if the vault cannot be read.
    pub(super) fn beginning_with(&self, source: Source, typed: &OsStr) -> Vec<CompletionCandidate> {
        let typed = typed.as_bytes();
        let found = if matches!(source, Source::Tags | Source::Permissions) {
            self.in_list(typed, |typed| self.of(source, typed))
        } else if source == Source::PolicyValues {
            self.policy_value(typed)
        } else if source == Source::Terms {
            self.term(typed)
        } else {
            self.of(source, typed)
        };
        let candidate = |(value, help): Candidate| {
            CompletionCandidate::new(OsString::from_vec(value)).help(help.map(Into::into))
        };
        found.into_iter().map(candidate).collect()
    }

    /// Runs `read` on the vault.
    fn read<T: Default>(&self, read: impl FnOnce(&mut Gate) -> Result<T>) -> T {
        let Ok(mut gate) = self.gate.lock() else {
            return T::default();
        };
        let opened = gate.get_or_insert_with(|| self.globals.as_ref().and_then(open));
        match opened {
            Some(gate) => read(gate).unwrap_or_default(),
            None => T::default(),
        }
    }

    /// The candidates that begin with `typed`.
    fn of(&self, source: Source, typed: &[u8]) -> Vec<Candidate> {
        if let Source::Paths | Source::Folders = source {
            return self.paths(typed, source == Source::Folders);
        }
        beginning(self.all(source), typed)
    }

    fn paths(&self, typed: &[u8], folders: bool) -> Vec<Candidate> {
        let found = self.read(|gate| list::complete(gate, typed, MOST));
        let relative = !typed.starts_with(b"/");
        let candidate = |(mut path, is_folder): (Vec<u8>, bool)| {
            if is_folder {
                path.push(b'/');
            }
            if relative {
                path.remove(0);
            }
            (path, None)
        };
        found
            .into_iter()
            .filter(|(_, is_folder)| *is_folder || !folders)
            .map(candidate)
            .collect()
    }

    fn all(&self, source: Source) -> Vec<Candidate> {
        match source {
            Source::Tags => self.names(tag::all, |tag| tag.tag),
            Source::Users => self.names(user::list, |user| user.name),
            Source::Roles => self.names(role::list, |role| role.name),
            Source::ApiKeys => self.names(api_key::list, |key| key.name),
            Source::Recipients => self.names(recipients, |one| one.recipient),
            Source::RetentionRules => self.names(retention::list, |rule| rule.name),
            Source::Holds => {
                self.described(hold::list, |hold| (hold.number.to_string(), hold.reason))
            }
            Source::SavedSearches => {
                self.described(search::list, |one| (one.name, one.query.join(" ")))
            }
            Source::Sessions => self.described(session::list, |session| (session.id, session.user)),
            Source::Operations => {
                let found = self.read(|gate| undo::history(gate, MOST_OPERATIONS));
                let candidate = |operation: undo::Operation| {
                    let number = operation.number?.to_string().into_bytes();
                    let target = String::from_utf8_lossy(&operation.target);
                    Some((number, Some(format!("{} {target}", operation.verb))))
                };
                found.into_iter().filter_map(candidate).collect()
            }
            Source::Rules => {
                let text = self.read(rules::show);
                let rules = rules::parsed(&text, clock::now());
                plain(
                    rules
                        .iter()
                        .flat_map(RuleSet::rules)
                        .map(|rule| rule.name.as_str()),
                )
            }
            Source::Permissions => plain(Permission::ALL.iter().map(|one| one.name())),
            Source::PolicyKeys => plain(Policy::keys().iter().copied()),
            Source::Versions => self.versions(),
            Source::Events => plain(Event::ALL.iter().map(|one| one.name())),
            Source::Effects => plain(Effect::ALL.iter().map(|one| one.name())),
            Source::Outcomes => plain(Outcome::ALL.iter().map(|one| one.name())),
            Source::ReceiptStatuses => plain(Status::ALL.iter().map(|one| one.name())),
            Source::Conflicts => plain(Conflict::ALL.iter().map(|one| one.name())),
            Source::Types => {
                plain(TypeFilter::names().chain(FileType::ALL.iter().map(|kind| kind.name())))
            }
            Source::Paths
            | Source::Folders
            | Source::PolicyValues
            | Source::Terms
            | Source::LocalFiles
            | Source::LocalFolders
            | Source::Nothing => Vec::new(),
        }
    }

    fn names<T>(
        &self,
        list: impl FnOnce(&mut Gate) -> Result<Vec<T>>,
        name: impl Fn(T) -> String,
    ) -> Vec<Candidate> {
        let found = self.read(list).into_iter();
        found.map(|one| (name(one).into_bytes(), None)).collect()
    }

    fn described<T>(
        &self,
        list: impl FnOnce(&mut Gate) -> Result<Vec<T>>,
        describe: impl Fn(T) -> (String, String),
    ) -> Vec<Candidate> {
        let found = self.read(list).into_iter().map(describe);
        found
            .map(|(name, help)| (name.into_bytes(), Some(help)))
            .collect()
    }

    /// The earlier versions of the file before the argument.
    fn versions(&self) -> Vec<Candidate> {
        let Some(Ok(file)) = self.previous.as_ref().map(picks::pick) else {
            return Vec::new();
        };
        self.described(
            |gate| list::versions(gate, &file),
            |version| (version.number.to_string(), version.added.local_stamp()),
        )
    }

    /// A value of the policy key before the argument; in a list, the last item.
    fn policy_value(&self, typed: &[u8]) -> Vec<Candidate> {
        let key = self.previous.as_deref().and_then(OsStr::to_str);
        let choices = Policy::choices(key.unwrap_or_default());
        let choices = plain(choices.iter().map(String::as_str));
        self.in_list(typed, |typed| {
            let signs = typed.iter().take_while(|byte| b"+-".contains(byte));
            let (sign, typed) = typed.split_at(signs.count().min(1));
            after(sign, beginning(choices, typed))
        })
    }

    /// The last of several values separated by commas.
    fn in_list(&self, typed: &[u8], of: impl FnOnce(&[u8]) -> Vec<Candidate>) -> Vec<Candidate> {
        let comma = typed.iter().rposition(|byte| *byte == b',');
        let (before, typed) = typed.split_at(comma.map_or(0, |comma| comma + 1));
        after(before, of(typed))
    }

    /// A term of a query: its key, or the value after it.
    fn term(&self, typed: &[u8]) -> Vec<Candidate> {
        let text = String::from_utf8_lossy(typed);
        let bare = text.strip_prefix(PROTECTED).unwrap_or(&text);
        let bare = bare.strip_prefix('-').unwrap_or(bare);
        let before = typed.len() - bare.len().min(typed.len());
        let (before, typed) = typed.split_at(before);
        if typed.starts_with(b"/") {
            return after(before, self.of(Source::Paths, typed));
        }
        if let Some(name) = typed.strip_prefix(b"@") {
            let found = self.of(Source::SavedSearches, name);
            return after(&[before, b"@"].concat(), found);
        }
        let Some(colon) = typed.iter().position(|byte| *byte == b':') else {
            let keys = Query::keys()
                .iter()
                .map(|key| format!("{key}:").into_bytes());
            let keys = keys.filter(|key| key.starts_with(typed));
            return after(before, keys.map(|key| (key, None)).collect());
        };
        let (key, value) = typed.split_at(colon + 1);
        let found = match key {
            b"tag:" => self.of(Source::Tags, value),
            b"in:" | b"path:" => self.of(Source::Folders, value),
            b"owner:" => self.of(Source::Users, value),
            b"type:" => self.of(Source::Types, value),
            b"ext:" => self.in_list(value, |value| {
                beginning(plain(TypeGroup::all_extensions()), value)
            }),
            b"verdict:" => beginning(plain(Verdict::ALL.iter().map(|one| one.name())), value),
            _ => Vec::new(),
        };
        after(&[before, key].concat(), found)
    }
}

/// Candidates without a description.
fn plain<'n>(names: impl Iterator<Item = &'n str>) -> Vec<Candidate> {
    names.map(|name| (name.as_bytes().to_vec(), None)).collect()
}

/// The candidates that begin with `typed`, in any case.
fn beginning(mut all: Vec<Candidate>, typed: &[u8]) -> Vec<Candidate> {
    all.retain(|(value, _)| {
        let start = value.get(..typed.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(typed))
    });
    all
}

/// Candidates after what is already typed.
fn after(before: &[u8], mut found: Vec<Candidate>) -> Vec<Candidate> {
    for (value, _) in &mut found {
        value.splice(..0, before.iter().copied());
    }
    found
}

/// Opens the vault if there is a credential that requires no password.
fn open(globals: &Globals) -> Option<Gate> {
    let mut globals = globals.clone();
    globals.quiet = true;
    globals.no_input = true;
    globals.accept_rollback = false;
    let context = Context::new(globals, Settings::read().ok()?);
    let vault = context.vault().ok()?;
    let credential = credential::without_password(&context, &vault)?;
    let context = gate::Context {
        wait: Duration::ZERO,
        warn: Box::new(|_| {}),
        ..context.gate_context("complete")
    };
    Gate::open_unrecorded(&vault, &credential, context).ok()
}
