//! Word from the system that something has changed below a folder. It only rings: what is said of a
//! change is not believed, and what was said while the queue was full is not missed, since each ring
//! means a look at everything.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use notify::event::{AccessKind, AccessMode, EventKind, RemoveKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::app::cancel;

/// Rings when something has changed.
pub(super) struct Bell {
    rung: Arc<AtomicBool>,
    /// Tells as long as it lives.
    _watcher: RecommendedWatcher,
}

impl Bell {
    /// Begins to listen.
    ///
    /// # Errors
    /// Words: the system may have no room for another listener (`fs.inotify.max_user_watches`).
    pub(super) fn hang(folder: &Path) -> Result<Self, String> {
        let rung = Arc::new(AtomicBool::new(false));
        let ring = rung.clone();
        let told = move |event: notify::Result<Event>| {
            // Once until it is heard: a file that grows would ring without end.
            if event.as_ref().map_or(true, matters) && !ring.swap(true, Ordering::SeqCst) {
                cancel::ring();
            }
        };
        let mut watcher = notify::recommended_watcher(told).map_err(|e| words(&e))?;
        watcher
            .watch(folder, RecursiveMode::Recursive)
            .map_err(|e| words(&e))?;
        Ok(Self {
            rung,
            _watcher: watcher,
        })
    }

    /// Whether it has rung and was not heard yet.
    pub(super) fn has_rung(&self) -> bool {
        self.rung.load(Ordering::SeqCst)
    }

    /// It was heard: the next change rings again.
    pub(super) fn heard(&self) {
        self.rung.store(false, Ordering::SeqCst);
    }
}

/// Whether an event can mean that there is something to take in: files that are only read are not,
/// above all not by this very process. A queue that ran over always is.
fn matters(event: &Event) -> bool {
    if event.need_rescan() {
        return true;
    }
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) | EventKind::Remove(RemoveKind::File) => false,
        // Also the folder itself, when it goes.
        EventKind::Remove(_)
        | EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Other => true,
    }
}

fn words(error: &notify::Error) -> String {
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
    fn reading_does_not_ring_and_an_overflow_does() {
        let of = |kind| matters(&Event::new(kind));
        assert!(of(EventKind::Create(CreateKind::File)));
        assert!(of(EventKind::Access(AccessKind::Close(AccessMode::Write))));
        assert!(!of(EventKind::Access(AccessKind::Open(AccessMode::Any))));
        assert!(!of(EventKind::Access(AccessKind::Close(AccessMode::Read))));
        assert!(!of(EventKind::Remove(RemoveKind::File)));
        assert!(of(EventKind::Remove(RemoveKind::Folder)));
        let overflow = Event::new(EventKind::Remove(RemoveKind::File)).set_flag(Flag::Rescan);
        assert!(matters(&overflow));
    }

    #[test]
    fn rings_for_a_file_in_a_new_folder_below() {
        let dir = tempfile::tempdir().unwrap();
        let bell = Bell::hang(dir.path()).unwrap();
        let rings = || {
            let until = std::time::Instant::now() + std::time::Duration::from_secs(5);
            while std::time::Instant::now() < until {
                if bell.has_rung() {
                    return true;
                }
                std::thread::yield_now();
            }
            false
        };
        std::fs::create_dir(dir.path().join("new")).unwrap();
        assert!(rings());
        assert!(Bell::hang(Path::new("/no such folder")).is_err());
    }
}
