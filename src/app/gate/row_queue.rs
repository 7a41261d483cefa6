//! Audit rows of reads through the server. Rows that wait at the same time are appended in one
//! transaction, so that a read waits for one commit, however many others read.

use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::time::Duration;

use crate::domain::event::AuditEvent;
use crate::storage::database::LockWait;
use crate::storage::{StorageError, audit, emergency_space, users};

use super::Gate;
use crate::app::clock;
use crate::app::error::{Error, Kind, Result};

/// The most rows of one transaction.
const MAX_ROWS: usize = 256;
/// How long rows wait for the write lock before they go to the spool.
const LOCK_WAIT: Duration = Duration::from_millis(20);

/// A row, or the use of an API key.
pub(super) struct Row {
    pub(super) event: AuditEvent,
    /// The API key whose use is counted.
    pub(super) key: Option<String>,
    /// Whether there is a row, not only a use to count.
    pub(super) is_row: bool,
}

enum Message {
    Row(Box<Row>, Option<SyncSender<Result<()>>>),
    Stop,
}

/// The rows that wait to be appended.
#[derive(Debug)]
pub(in crate::app) struct RowQueue {
    sender: Sender<Message>,
}

/// The end of a [`RowQueue`] from which rows are taken.
pub(in crate::app) struct WaitingRows {
    receiver: Receiver<Message>,
}

impl RowQueue {
    /// A queue, and its other end.
    pub(in crate::app) fn new() -> (Self, WaitingRows) {
        let (sender, receiver) = channel();
        (Self { sender }, WaitingRows { receiver })
    }

    /// Waits until a row is stored.
    ///
    /// # Errors
    /// Why it could not be stored; kind `Busy` once the queue is stopped.
    pub(super) fn store(&self, row: Row) -> Result<()> {
        let stopped = || Error::new(Kind::Busy, "the server is stopping").hint("try again");
        let (done, stored) = sync_channel(1);
        let sent = self.sender.send(Message::Row(Box::new(row), Some(done)));
        sent.map_err(|_| stopped())?;
        stored.recv().map_err(|_| stopped())?
    }

    /// Stores a row without waiting for it.
    pub(super) fn leave(&self, row: Row) {
        // The queue has stopped: a use is not counted.
        let _ = self.sender.send(Message::Row(Box::new(row), None));
    }

    /// Stops the queue once all waiting rows are stored.
    pub(in crate::app) fn stop(&self) {
        // It has stopped already.
        let _ = self.sender.send(Message::Stop);
    }
}

impl WaitingRows {
    /// Stores rows until the queue is stopped; `enter` returns a gate for each transaction.
    pub(in crate::app) fn store_all(&self, enter: impl Fn() -> Result<Gate>) {
        let mut stopped = false;
        while !stopped {
            let Ok(first) = self.receiver.recv() else {
                return;
            };
            let mut rows = Vec::new();
            let mut waiting = Vec::new();
            let mut message = Some(first);
            while let Some(next) = message {
                match next {
                    Message::Row(row, done) => {
                        rows.push(*row);
                        waiting.extend(done);
                    }
                    Message::Stop => stopped = true,
                }
                // What arrived during the last commit: waiting longer would gain little.
                message = (rows.len() < MAX_ROWS)
                    .then(|| self.receiver.try_recv().ok())
                    .flatten();
            }
            let stored = enter().and_then(|mut gate| gate.append(rows));
            for done in waiting {
                // The request was given up.
                let _ = done.send(stored.clone());
            }
        }
    }
}

impl Gate {
    /// Appends rows in one transaction; to the spool if another process holds the write lock.
    fn append(&mut self, rows: Vec<Row>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        emergency_space::release(self.store.dir());
        let mut lock_wait = LockWait {
            wait: LOCK_WAIT,
            verb: "serve",
            waiting: &mut |_| {},
        };
        let done = self.store.write(&mut lock_wait, |tables, _| {
            for row in &rows {
                let event = &row.event;
                clock::note(tables, event.time, &event.source)?;
                if row.is_row {
                    audit::append(tables, event)?;
                }
                if let Some(key) = &row.key {
                    users::count_use(tables, key, event.time, &event.source)?;
                }
            }
            Ok::<_, StorageError>(())
        });
        match done {
            Ok(()) => {
                emergency_space::allocate(self.store.dir());
                self.mirror();
                Ok(())
            }
            Err(StorageError::Busy { .. }) => self.leave_in_spool(rows),
            Err(error) => Err(error.into()),
        }
    }

    fn leave_in_spool(&mut self, rows: Vec<Row>) -> Result<()> {
        for Row { event, key, is_row } in rows {
            self.write_to_spool(event, key, is_row)?;
        }
        Ok(())
    }
}
