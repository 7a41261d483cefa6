//! Receipts: the results for the files of imported folders.

use std::path::PathBuf;

use crate::app::error::Result;
use crate::app::gate::Gate;
use crate::domain::action::Action;
use crate::domain::id::FileId;
use crate::domain::time::Time;
use crate::storage::receipts::{self as stored, ReceiptRecord, ReceiptStatus};

/// The result for a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Added, with new content.
    Added,
    /// Added; the vault already had the content.
    Duplicate,
    /// Rejected by the policy.
    Rejected,
    /// Could not be read or written.
    Failed,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Added, Self::Duplicate, Self::Rejected, Self::Failed];

    /// The name used in JSON.
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

crate::domain::schema::by_name!(Status);

/// The last result for one source.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Receipt {
    /// The source's path.
    #[serde(flatten, with = "crate::app::json::Source")]
    pub source: PathBuf,
    /// The result.
    pub status: Status,
    /// When it was processed.
    pub time: Time,
    /// Bytes.
    pub size: u64,
    /// BLAKE3 of the content, if it is in the vault.
    #[serde(with = "crate::app::json::OptionalHash")]
    pub hash: Option<[u8; 32]>,
    /// The file's id, if it is in the vault.
    pub id: Option<FileId>,
    /// Its path, or the one it would have had.
    #[serde(flatten, with = "crate::app::json::OptionalPath")]
    pub path: Option<Vec<u8>>,
    /// Why it was refused or failed, or a warning.
    pub reason: Option<String>,
    /// The number of failures in a row.
    pub attempts: u32,
    /// When it is retried.
    #[serde(rename = "next_retry")]
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

    fn source_only(self) -> Self {
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

/// The receipts, oldest first, optionally with one status. A principal that may not read files does
/// not learn what the vault has of them, nor where.
///
/// # Errors
/// Kind `Denied`; `Damaged` or `Other` if the database cannot be read.
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
                receipt.source_only()
            }
        })
        .filter(|receipt| status.is_none_or(|status| receipt.status == status))
        .collect();
    all.sort_by(|a, b| (a.time, &a.source).cmp(&(b.time, &b.source)));
    Ok(all)
}
