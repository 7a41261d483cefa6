//! A vault that is open once and used by many principals: each gets a gate of its own, which shares
//! the open database.

use std::path::Path;
use std::sync::Arc;

use crate::domain::time::Time;
use crate::storage::database::Store;
use crate::storage::{meta, spool};

use super::opening::failed_unlock;
use super::principal::{Identity, Refused};
use super::row_queue::RowQueue;
use super::unlock::{Claim, TOKENS};
use super::{Context, Gate, slots};
use crate::app::clock;
use crate::app::error::{Kind, Result};

/// A principal that has proved who it is.
#[derive(Debug, Clone)]
pub(in crate::app) struct Proven {
    pub(in crate::app) claim: Claim,
    /// The slot that its credential has opened; a session of the server has none.
    pub(in crate::app) slot: Option<String>,
}

impl Gate {
    /// A gate for a principal that was authenticated before. A credential that has ended since is
    /// recorded as a failed unlock.
    ///
    /// # Errors
    /// Kind `Auth`; database errors.
    pub(in crate::app) fn enter(
        store: Store,
        proven: Proven,
        context: Context,
        row_queue: Arc<RowQueue>,
    ) -> Result<Self> {
        let view = store.metadata()?;
        let latest = meta::clock(&view)?;
        let mut identity = Identity::new(proven.claim, proven.slot, latest);
        let slots = slots(&store, &view);
        let now = clock::now().max(Time::from_unix_nanos(latest));
        let principal = match identity.principal(&view, slots.as_deref(), now) {
            Ok(principal) => principal,
            Err(Refused::Error(error)) if error.kind != Kind::Auth => return Err(error),
            Err(refused) => {
                let claimed = identity.claimed_name();
                let event = failed_unlock(context.source, claimed, refused.why());
                let public_key = &store.keyring().public_key;
                let counted = identity.slot.as_deref().unwrap_or(TOKENS);
                // A full or read-only disk must not hide that the credential has ended.
                let _ = spool::write_failure(&store.spool(), public_key, counted, event);
                return Err(identity.ended());
            }
        };
        drop(view);
        let uncounted_key = identity.api_key().map(str::to_owned);
        Ok(Self {
            store,
            principal,
            context,
            uncounted_key,
            identity,
            notices: Vec::new(),
            mirror_warned: false,
            unrecorded: false,
            row_queue: Some(row_queue),
        })
    }

    /// The open store and who opened it, to be shared.
    pub(in crate::app) fn into_shared(self) -> Result<(Store, Proven)> {
        let (claim, slot) = self.identity.into_parts();
        Ok((self.store, Proven { claim, slot }))
    }

    /// Records that a credential was refused, before there is a gate.
    pub(in crate::app) fn record_failed_unlock(
        dir: &Path,
        public_key: &str,
        counted: &str,
        source: &str,
        claimed: String,
    ) {
        let event = failed_unlock(source.to_owned(), claimed, None);
        // A full or read-only disk must not hide that the unlock failed.
        let _ = spool::write_failure(&spool::folder(dir), public_key, counted, event);
    }

    /// Whether what is added counts as an upload: by an API key, or through the server.
    pub(in crate::app) fn is_upload(&self) -> bool {
        self.context.is_remote || self.principal.api_key.is_some()
    }
}
