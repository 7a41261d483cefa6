//! Receipts, listed: what became of the files of folders that were taken in.

use std::path::PathBuf;

use crate::app::error::Result;
use crate::app::gate::Gate;
use crate::domain::action::Action;
use crate::domain::id::FileId;
use crate::domain::time::Time;
use crate::storage::receipts::{self as stored, ReceiptRecord, ReceiptStatus};

/// What became of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It is in the vault, with content that was not there before.
    Added,
    /// It is in the vault; its content was there already.
    Duplicate,
    /// The policy refused it.
    Rejected,
    /// It could not be read or written.
    Failed,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Added, Self::Duplicate, Self::Rejected, Self::Failed];

    /// The word that scripts see.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Duplicate => "duplicate",
            Self::Rejected => "rejected",
            Self::Failed => "failed",
        }
    }
}

impl From<ReceiptStatus> for Status {
    fn from(status: ReceiptStatus) -> Self {
        match status {
            ReceiptStatus::Added => Self::Added,
            ReceiptStatus::Duplicate => Self::Duplicate,
            ReceiptStatus::Rejected => Self::Rejected,
            ReceiptStatus::Failed => Self::Failed,
        }
    }
}

/// What became of one source, the last time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The source's path.
    pub source: PathBuf,
    /// What became of it.
    pub status: Status,
    /// When.
    pub time: Time,
    /// Bytes.
    pub size: u64,
    /// BLAKE3 of the content, where it is in the vault.
    pub hash: Option<[u8; 32]>,
    /// The file's id, where it is in the vault.
    pub id: Option<FileId>,
    /// Where it went, or would have gone.
    pub path: Option<Vec<u8>>,
    /// Why it was refused or failed; or what was odd about it.
    pub reason: Option<String>,
    /// How often in a row it has failed.
    pub attempts: u32,
    /// When it is tried again.
    pub next: Option<Time>,
}

impl Receipt {
    fn of(source: PathBuf, record: ReceiptRecord) -> Self {
        Self {
            source,
            status: record.status.into(),
            time: record.time,
            size: record.mark.size,
            hash: record.hash,
            id: record.id,
            path: record.path,
            reason: record.reason,
            attempts: record.attempts,
            next: record.next,
        }
    }

    fn of_source_alone(self) -> Self {
        Self {
            status: match self.status {
                Status::Duplicate => Status::Added,
                Status::Added | Status::Rejected | Status::Failed => self.status,
            },
            hash: None,
            id: None,
            path: None,
            ..self
        }
    }
}

/// The receipts, oldest first; with a status, only those of it. Whoever may not read files is not told
/// what the vault has of them, nor where.
///
/// # Errors
/// Kind `Denied`; of the database.
pub fn receipts(gate: &mut Gate, status: Option<Status>) -> Result<Vec<Receipt>> {
    let all = gate.read(Action::InboxReceipts, |view, _| Ok(stored::all(view)?))?;
    let may_read = gate.principal().may_read();
    let mut all: Vec<Receipt> = all
        .into_iter()
        .map(|(source, record)| Receipt::of(source, record))
        .map(|receipt| {
            if may_read {
                receipt
            } else {
                receipt.of_source_alone()
            }
        })
        .filter(|receipt| status.is_none_or(|status| receipt.status == status))
        .collect();
    all.sort_by(|a, b| (a.time, &a.source).cmp(&(b.time, &b.source)));
    Ok(all)
}
