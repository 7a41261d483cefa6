//! File system notifications for a watched folder. They only set a flag: the reported changes are
//! not trusted, and events lost when the queue overflows do not matter, since each set flag causes
//! a full scan.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use notify::event::{AccessKind, AccessMode, EventKind, RemoveKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::app::cancel;

/// Set when something has changed.
pub(super) struct ChangeFlag {
    changed: Arc<AtomicBool>,
    /// Sends notifications while it lives.
    _watcher: RecommendedWatcher,
}

impl ChangeFlag {
    /// Begins to watch `folder`.
    ///
    /// # Errors
    /// A message: the system may have no room for another watch (`fs.inotify.max_user_watches`).
    pub(super) fn new(folder: &Path) -> Result<Self, String> {
        let changed = Arc::new(AtomicBool::new(false));
        let flag = changed.clone();
        let on_event = move |event: notify::Result<Event>| {
            // Wakes only once until it is cleared: a growing file causes an endless stream of
            // events.
            if event.as_ref().map_or(true, is_change) && !flag.swap(true, Ordering::SeqCst) {
                cancel::wake();
            }
        };
        let mut watcher = notify::recommended_watcher(on_event).map_err(|e| describe(&e))?;
        watcher
            .watch(folder, RecursiveMode::Recursive)
            .map_err(|e| describe(&e))?;
        Ok(Self {
            changed,
            _watcher: watcher,
        })
    }

    /// Whether something has changed since the last [`Self::clear`].
    pub(super) fn is_set(&self) -> bool {
        self.changed.load(Ordering::SeqCst)
    }

    /// Clears the flag: the next change sets it again.
    pub(super) fn clear(&self) {
        self.changed.store(false, Ordering::SeqCst);
    }
}

/// Whether an event can mean that there is something to import: not for files that are only read,
/// above all by this process. Always for an overflowed queue.
fn is_change(event: &Event) -> bool {
    if event.need_rescan() {
        return true;
    }
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) | EventKind::Remove(RemoveKind::File) => false,
        // Also the folder itself, if it is removed.
        EventKind::Remove(_)
        | EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Other => true,
    }
}

fn describe(error: &notify::Error) -> String {
    match error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "fs.inotify.max_user_watches is too low for its subfolders".to_owned()
        }
        notify::ErrorKind::Generic(_)
        | notify::ErrorKind::Io(_)
        | notify::ErrorKind::PathNotFound
        | notify::ErrorKind::WatchNotFound
        | notify::ErrorKind::InvalidConfig(_) => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, Flag};

    use super::*;

    #[test]
    fn reading_is_no_change_and_an_overflow_is_one() {
        let of = |kind| is_change(&Event::new(kind));
        assert!(of(EventKind::Create(CreateKind::File)));
        assert!(of(EventKind::Access(AccessKind::Close(AccessMode::Write))));
        assert!(!of(EventKind::Access(AccessKind::Open(AccessMode::Any))));
        assert!(!of(EventKind::Access(AccessKind::Close(AccessMode::Read))));
        assert!(!of(EventKind::Remove(RemoveKind::File)));
        assert!(of(EventKind::Remove(RemoveKind::Folder)));
        let overflow = Event::new(EventKind::Remove(RemoveKind::File)).set_flag(Flag::Rescan);
        assert!(is_change(&overflow));
    }

    #[test]
    fn a_file_in_a_new_subfolder_sets_it() {
        let dir = tempfile::tempdir().unwrap();
        let flag = ChangeFlag::new(dir.path()).unwrap();
        let becomes_set = || {
            let until = std::time::Instant::now() + std::time::Duration::from_secs(5);
            while std::time::Instant::now() < until {
                if flag.is_set() {
                    return true;
                }
                std::thread::yield_now();
            }
            false
        };
        std::fs::create_dir(dir.path().join("new")).unwrap();
        assert!(becomes_set());
        assert!(ChangeFlag::new(Path::new("/no such folder")).is_err());
    }
}
