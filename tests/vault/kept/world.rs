//! A vault in memory, a folder of sources, and a clock that can be set.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use file_organizer::app::backup;
use file_organizer::app::files::info::FileInfo;
use file_organizer::app::gate::slots::KdfCosts;
use file_organizer::app::gate::unlock::Credential;
use file_organizer::app::gate::{Context, Gate};
use file_organizer::app::maintenance::init::{InitOptions, init};
use file_organizer::app::maintenance::policy;
use file_organizer::app::secret::Secret;
use file_organizer::domain::policy::TypeSet;
use file_organizer::domain::time::Time;

use crate::support::random::Random;
use crate::support::{PASSWORD, faketime};

/// The farthest that the clock is set from the right time, in either direction: ten years.
pub(crate) const FARTHEST: Duration = Duration::from_secs(3652 * 24 * 60 * 60);

/// The name of the file that the library for other times reads.
const CLOCK: &str = "FAKETIME_TIMESTAMP_FILE";

/// The clock of this process.
pub(crate) struct Clock(PathBuf);

impl Clock {
    /// Lets a process that is to be started see the time that `file` says.
    pub(crate) fn prepare(command: &mut Command, file: &Path) {
        if let Some(library) = faketime() {
            std::fs::write(file, "+0").unwrap();
            command
                .env("LD_PRELOAD", library)
                .env(CLOCK, file)
                .env("FAKETIME_NO_CACHE", "1")
                .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                .env("NO_FAKE_STAT", "1");
        }
    }

    /// None where there is no library for it: then the clock does not jump.
    pub(crate) fn of_this_process() -> Option<Self> {
        std::env::var_os(CLOCK).map(|file| Self(file.into()))
    }

    /// Sets the clock so many seconds from the right time.
    fn set(&self, offset: i64) {
        let next = self.0.with_extension("next");
        std::fs::write(&next, format!("{offset:+}")).unwrap();
        std::fs::rename(next, &self.0).unwrap();
    }
}

pub(crate) type Hash = [u8; 32];

pub(crate) struct World {
    root: tempfile::TempDir,
    clock: Option<Clock>,
    pub gate: Gate,
    /// Contents that the vault has acknowledged, and that no command has named since.
    pub acknowledged: BTreeMap<Hash, String>,
    /// The files at their paths, and in the trash, after the last command.
    pub seen: Vec<FileInfo>,
    pub seen_in_trash: Vec<FileInfo>,
    /// The versions that each file had when it was last seen at a path.
    pub versions: BTreeMap<String, BTreeSet<Hash>>,
    identity: PathBuf,
    count: usize,
    /// How far the clock is from now, in seconds, and whether it went forward to get there.
    offset: (i64, bool),
}

fn open(vault: &Path) -> Gate {
    let credential = Credential::Password {
        user: "admin".into(),
        password: Secret::new(PASSWORD.into()),
    };
    let context = Context {
        source: "local".into(),
        verb: "test".into(),
        wait: Duration::from_secs(30),
        waiting: Box::new(|_| {}),
        warn: Box::new(|_| {}),
        anchors: None,
        accept_rollback: false,
        is_remote: false,
    };
    Gate::open(vault, &credential, context).unwrap()
}

impl World {
    pub(crate) fn new(clock: Option<Clock>) -> Self {
        if let Some(clock) = &clock {
            clock.set(0);
        }
        // What is tested here is not what a disk does.
        let memory = PathBuf::from("/dev/shm");
        let root = if memory.is_dir() {
            tempfile::tempdir_in(memory).unwrap()
        } else {
            tempfile::tempdir().unwrap()
        };
        let vault = root.path().join("vault0");
        init(&InitOptions {
            dir: vault.clone(),
            user: "admin".into(),
            password: Secret::new(PASSWORD.into()),
            costs: KdfCosts::Least,
            source: "local".into(),
            types: TypeSet::default(),
        })
        .unwrap();
        std::fs::create_dir(root.path().join("work")).unwrap();
        let mut gate = open(&vault);
        policy::set(&mut gate, "allowed_extensions", "*").unwrap();
        policy::set(&mut gate, "content_mismatch", "allow").unwrap();
        policy::set(&mut gate, "login.max_per_minute", "1000").unwrap();
        let identity = root.path().join("identity");
        let (_, recipient) = backup::new_identity(Some(&identity), Time::MIN).unwrap();
        backup::add(&mut gate, &recipient, None).unwrap();
        Self {
            root,
            clock,
            gate,
            acknowledged: BTreeMap::new(),
            seen: Vec::new(),
            seen_in_trash: Vec::new(),
            versions: BTreeMap::new(),
            identity,
            count: 0,
            offset: (0, false),
        }
    }

    pub(crate) fn into_clock(self) -> Option<Clock> {
        self.clock
    }

    /// A file or folder of sources.
    pub(crate) fn source(&self, name: &str) -> PathBuf {
        self.root.path().join("work").join(name)
    }

    /// Where the vault is now.
    pub(crate) fn vault(&self) -> PathBuf {
        self.root.path().join(format!("vault{}", self.count))
    }

    /// A content that nothing else has, most often.
    pub(crate) fn content(&mut self, dice: &mut Random) -> String {
        if dice.chance(6) {
            return format!("common {}", dice.below(3));
        }
        format!("content {:x}", dice.next())
    }

    /// Sets the clock this far from now. It never goes forward twice in a row: what two writes a day
    /// apart have seen expired may go.
    pub(crate) fn jump(&mut self, offset: i64) {
        let (from, went_forward) = self.offset;
        let forward = offset > from;
        if let Some(clock) = &self.clock
            && !(forward && went_forward)
        {
            clock.set(offset);
            self.offset = (offset, forward);
        }
    }

    /// Backs the vault up, and goes on with what a restore makes of it.
    pub(crate) fn restore(&mut self) -> Result<(), file_organizer::app::error::Error> {
        let file = self.root.path().join(format!("backup{}", self.count));
        let target = backup::Target::File(file.clone());
        let options = backup::CreateOptions::default();
        backup::create(&mut self.gate, target, &options, &mut |_, _| {})?;
        let into = self.root.path().join(format!("vault{}", self.count + 1));
        let options = backup::RestoreOptions {
            file: file.clone(),
            identity_files: vec![self.identity.clone()],
            into: into.clone(),
            new_password: None,
            costs: KdfCosts::Least,
            source: "local".into(),
            person: &backup::Person {
                tell: std::sync::Arc::new(|_| {}),
                ask: std::sync::Arc::new(|_| None),
            },
        };
        backup::restore(&options, &mut |_, _| {})?;
        let old = self.vault();
        self.gate = open(&into);
        self.count += 1;
        std::fs::remove_dir_all(old).unwrap();
        std::fs::remove_file(file).unwrap();
        Ok(())
    }
}
