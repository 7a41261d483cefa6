//! Reads. Of content that leaves the vault the row is there before the first byte; of metadata there is
//! one where the audit level is raised. What fails, or is refused while it is looked at, leaves its row
//! in the place of the one of a success.

use super::Gate;
use super::writing::Draft;
use crate::app::error::{Error, Kind, Result};
use crate::app::policy;
use crate::domain::action::{Action, Recorded};
use crate::domain::event::Outcome;
use crate::domain::policy::AuditLevel;
use crate::domain::scope::Scope;
use crate::storage::tables::ReadTables;

use super::recording::failure_word;

impl Gate {
    /// Reads, from one consistent state: what is metadata, or what a change would come to.
    ///
    /// # Errors
    /// Kind `Denied`, which is recorded; what `look` gives, which is recorded of a change, and of metadata
    /// where the audit level is raised.
    pub(crate) fn read<T>(
        &mut self,
        action: Action,
        look: impl FnOnce(&ReadTables, &Scope) -> Result<T>,
    ) -> Result<T> {
        self.look(action, true, look)
    }

    /// Goes on with a read that was recorded, and a use that was counted, when it began.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub(in crate::app) fn read_on<T>(
        &mut self,
        action: Action,
        look: impl FnOnce(&ReadTables, &Scope) -> Result<T>,
    ) -> Result<T> {
        self.uncounted = None;
        self.look(action, false, look)
    }

    fn look<T>(
        &mut self,
        action: Action,
        begins: bool,
        look: impl FnOnce(&ReadTables, &Scope) -> Result<T>,
    ) -> Result<T> {
        self.allow(action, None)?;
        self.count_use();
        if action.shows_the_log() {
            self.merge_waiting();
        }
        let view = self.store.read()?;
        let raised = action.recorded() == Recorded::WhenRaised
            && policy::read(&view)?.audit_level == AuditLevel::Raised;
        let looked = look(&view, &self.principal.scope);
        drop(view);
        match &looked {
            Ok(_) if raised && begins => {
                let event = self.event(action, Outcome::Success, Draft::default());
                self.record(event)?;
            }
            Err(error)
                if raised
                    || error.kind == Kind::Denied
                    || action.recorded() == Recorded::WithChange =>
            {
                self.record_failure(action, None, error);
            }
            Ok(_) | Err(_) => {}
        }
        looked
    }

    /// Reads content that leaves the vault: first `plan` says what and whether it can be, then
    /// that is recorded, and only then `give` hands out the first byte. Where that fails, or `give`
    /// says in the draft that less was handed out, a row that tells so takes the place of the first,
    /// unless somebody has merged that one by then.
    ///
    /// # Errors
    /// Kind `Denied`; what `plan` and `give` give. All are recorded.
    pub(crate) fn read_content<P, T>(
        &mut self,
        action: Action,
        target: &[u8],
        plan: impl FnOnce(&ReadTables, &Scope) -> Result<(P, Vec<u8>, String)>,
        give: impl FnOnce(&ReadTables, P, &mut Draft) -> Result<T>,
    ) -> Result<T> {
        if action.recorded() != Recorded::BeforeContent {
            return Err(Error::internal(
                "content was read by an action without a row",
            ));
        }
        self.allow(action, Some(target))?;
        let view = self.store.read()?;
        let (planned, target, detail) = match plan(&view, &self.principal.scope) {
            Ok(planned) => planned,
            Err(error) => {
                drop(view);
                self.record_failure(action, Some(target.to_vec()), &error);
                return Err(error);
            }
        };
        let before = Draft {
            target: Some(target),
            detail: Some(detail),
            ..Draft::default()
        };
        let event = self.event(action, Outcome::Success, before.clone());
        let held = self.record_before(event)?;
        let mut draft = before.clone();
        let given = give(&view, planned, &mut draft);
        drop(view);
        if let Err(error) = &given {
            let planned = before.detail.as_deref().unwrap_or_default();
            draft.in_vain(format!("{planned} {}", failure_word(error)));
        }
        if draft != before {
            let event = self.event(action, draft.outcome(), draft);
            self.amend(held, event);
        }
        given
    }

    /// Looks at what an upload has to know before it begins.
    ///
    /// # Errors
    /// Kind `Denied`; what `look` gives. Both are recorded.
    pub(in crate::app) fn read_for_upload<T>(
        &mut self,
        look: impl FnOnce(&ReadTables) -> Result<T>,
    ) -> Result<T> {
        let action = Action::FileUpload;
        self.allow(action, None)?;
        let view = self.store.read()?;
        let looked = look(&view);
        drop(view);
        looked.inspect_err(|error: &Error| self.record_failure(action, None, error))
    }

    /// One consistent state for the threads of an upload that is under way.
    pub(in crate::app) fn snapshot(&self) -> Result<ReadTables> {
        Ok(self.store.read()?)
    }
}
