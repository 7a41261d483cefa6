//! Who else read a person's files, as far as the audit log says.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::domain::event::{AuditEvent, Event, Outcome};
use crate::storage::erasure::remembered_paths;
use crate::storage::tables::View;

use crate::app::error::Result;

use super::{Files, Subject};

/// The person's files, by what rows of the log name them with.
pub(super) struct Named {
    /// Current and former paths.
    paths: HashSet<Vec<u8>>,
    /// The folders above them.
    folders: HashSet<Vec<u8>>,
}

impl Named {
    pub(super) fn of(view: &impl View, subject: &Subject, files: &Files) -> Result<Self> {
        let mut paths = remembered_paths(view, |user| subject.is(user))?;
        for entry in &files.live {
            paths.insert(entry.path.raw().to_vec());
        }
        for trashed in &files.trash {
            paths.insert(trashed.path()?.raw().to_vec());
        }
        let mut folders = HashSet::from([b"/".to_vec()]);
        for path in &paths {
            for (at, byte) in path.iter().enumerate().skip(1) {
                if *byte == b'/' {
                    folders.extend(path.get(..at).map(<[u8]>::to_vec));
                }
            }
        }
        Ok(Self { paths, folders })
    }

    /// How an event of somebody else was a read of the person's files, if it was one: of a `file`, or
    /// of a `folder` that has one, or of `everything` of theirs.
    pub(super) fn read_by(&self, event: &AuditEvent, subject: &Subject) -> Option<&'static str> {
        let actor = event.actor.as_ref();
        if actor.is_some_and(|actor| subject.is(&actor.user)) {
            return None;
        }
        if event.event == Event::PrivacyExport {
            let named = event
                .target
                .as_deref()
                .is_some_and(|name| subject.is_named(name));
            let left = named && event.outcome == Outcome::Success;
            return (left && subject.naming.covers(event.time)).then_some("everything");
        }
        if !event.is_read() {
            return None;
        }
        if event.targets().any(|target| self.paths.contains(target)) {
            return Some("file");
        }
        let folder = event.targets().any(|target| self.folders.contains(target));
        folder.then_some("folder")
    }
}

/// A line of `reads.jsonl`; the caller adds the target.
pub(super) fn line(number: u64, event: &AuditEvent, what: &str) -> Value {
    json!({
        "row": number,
        "time": event.time.rfc3339(),
        "what": what,
        "principal": event.principal,
        "user": event.user,
        "source": event.source,
        "outcome": event.outcome.name(),
        "detail": event.detail.as_ref().map(ToString::to_string),
    })
}
