//! A story: commands, one after the other, with what the vault must show after each of them, and
//! which of that is lawful when the power is lost at a moment.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Mutex;

use super::bench::{Bench, Result, Rows, Seen, field};
use super::disk::{Disk, Image};
use super::record::{Entry, Event, Recorder, Traced};
use crate::support::{Home, PASSWORD};

/// What opens the vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Credentials {
    pub(crate) password: String,
    pub(crate) recovery: String,
}

/// The vault after a command.
#[derive(Debug, Clone)]
pub(crate) struct Cut {
    /// Rows of changes in the audit log.
    pub(crate) rows: usize,
    /// Rows of reads.
    pub(crate) reads: usize,
    pub(crate) seen: Seen,
    pub(crate) credentials: Credentials,
    /// What `verify` counts, once a writer has cleared up; empty where that is not known.
    pub(crate) counts: String,
}

/// What is lawful at a moment.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bounds {
    /// The last cut that was acknowledged.
    pub(crate) least: usize,
    /// The cut that may have been reached.
    pub(crate) most: usize,
    /// Reads that were acknowledged.
    pub(crate) reads: usize,
    /// The paths (of `Story::said`) that the command in flight has acknowledged.
    pub(crate) said: Range<usize>,
}

pub(crate) struct Story {
    pub(crate) name: String,
    pub(crate) start: Disk,
    /// The commands of each step.
    pub(crate) verbs: Vec<Vec<String>>,
    pub(crate) log: Vec<Entry>,
    /// For each number of entries after which the power may be lost.
    pub(crate) bounds: Vec<Bounds>,
    /// Before the first step, and after each.
    pub(crate) cuts: Vec<Cut>,
    pub(crate) rows: Rows,
    pub(crate) said: Vec<String>,
    pub(crate) contents: HashMap<String, Vec<u8>>,
    /// What may open it besides, until a writer has completed a change that was cut short before
    /// the story began.
    pub(crate) besides: Vec<Credentials>,
    /// States between the commits of one command, as they were first seen, by their rows.
    pub(crate) between: Mutex<HashMap<usize, Seen>>,
}

/// A command of a story.
#[derive(Clone, Default)]
pub(crate) struct Told {
    words: Vec<String>,
    new_password: Option<&'static str>,
    by_recovery: bool,
    later: Option<&'static str>,
    slow_sync: Option<usize>,
    /// A reader that runs while the slow sync waits.
    beside: Option<Box<Told>>,
}

/// A command, its words with blanks between.
pub(crate) fn told(words: &str) -> Told {
    Told {
        words: words.split(' ').map(str::to_owned).collect(),
        ..Told::default()
    }
}

impl Told {
    /// Unlocked by the recovery key.
    pub(crate) fn by_recovery(self) -> Self {
        Self {
            by_recovery: true,
            ..self
        }
    }

    pub(crate) fn new_password(self, password: &'static str) -> Self {
        Self {
            new_password: Some(password),
            ..self
        }
    }

    /// By a clock that is ahead, such as `+40d`.
    pub(crate) fn later(self, time: &'static str) -> Self {
        Self {
            later: Some(time),
            ..self
        }
    }

    /// While one of its syncs takes long, something is read.
    pub(crate) fn while_read(self, slow_sync: usize, beside: Told) -> Self {
        Self {
            slow_sync: Some(slow_sync),
            beside: Some(Box::new(beside)),
            ..self
        }
    }

    fn verb(&self) -> String {
        self.words[0].clone()
    }

    fn command(&self, home: &Home, credentials: &Credentials) -> std::process::Command {
        let mut words = vec!["--json".to_owned(), "--yes".to_owned()];
        words.extend(self.words.iter().cloned());
        let mut command = match self.later {
            Some(time) => home.later(time, &words),
            None => home.command(&words),
        };
        let secret = if self.by_recovery {
            &credentials.recovery
        } else {
            &credentials.password
        };
        command.env("FILE_ORGANIZER_PASSWORD", secret);
        if let Some(password) = self.new_password {
            command.env("FILE_ORGANIZER_NEW_PASSWORD", password);
        }
        command
    }
}

/// What a vault shows, looked at on a copy, after a check by one who can open it.
pub(crate) fn cut(
    bench: &Bench,
    image: &Image,
    credentials: &Credentials,
    by: &str,
) -> Result<(Cut, Rows, HashMap<String, Vec<u8>>)> {
    let secret = &credentials.recovery;
    bench.put(image);
    bench.verify(by)?;
    let seen = bench.look(secret)?;
    let mut rows = bench.rows(secret)?;
    rows.changes.pop();
    let counts = bench.verify(secret)?;
    let contents = bench.contents(secret, &seen)?;
    let cut = Cut {
        rows: rows.changes.len(),
        reads: rows.reads.len(),
        seen,
        credentials: credentials.clone(),
        counts,
    };
    Ok((cut, rows, contents))
}

impl Story {
    /// Runs the steps in a vault, and records them.
    pub(crate) fn record(name: &str, home: &Home, bench: &Bench, steps: &[Told]) -> Self {
        let mut credentials = Credentials {
            password: PASSWORD.to_owned(),
            recovery: home.recovery.clone(),
        };
        let (mut recorder, start) = Recorder::new(home.root());
        let (first, mut rows, mut contents) = cut(
            bench,
            &Image::of(home.root()),
            &credentials,
            &credentials.recovery,
        )
        .unwrap();
        let mut cuts = vec![first];
        for step in steps {
            let mut commands = vec![Traced {
                command: step.command(home, &credentials),
                slow_sync: step.slow_sync,
                after: std::time::Duration::ZERO,
            }];
            commands.extend(step.beside.as_deref().map(|beside| Traced {
                command: beside.command(home, &credentials),
                slow_sync: None,
                after: std::time::Duration::from_millis(250),
            }));
            for run in recorder.step(commands) {
                assert_eq!(run.code, 0, "{:?}: {}{}", step.words, run.out, run.err);
                if step.words == ["recovery", "new"] {
                    credentials.recovery = field(&run.out, "recovery_key");
                }
            }
            if let Some(password) = step.new_password {
                credentials.password = password.to_owned();
            }
            let image = Image::of(home.root());
            let (next, grown, more) =
                cut(bench, &image, &credentials, &credentials.recovery).unwrap();
            assert!(grown.changes.starts_with(&rows.changes), "{:?}", step.words);
            rows = grown;
            contents.extend(more);
            cuts.push(next);
        }
        let verbs = steps
            .iter()
            .map(|step| {
                let beside = step.beside.as_deref().map(Told::verb);
                std::iter::once(step.verb()).chain(beside).collect()
            })
            .collect();
        Self::new(
            name.to_owned(),
            start,
            recorder.log,
            cuts,
            rows,
            verbs,
            contents,
        )
    }

    /// A story of what was recorded; `verbs` are the commands of each step.
    pub(crate) fn new(
        name: String,
        start: Disk,
        log: Vec<Entry>,
        cuts: Vec<Cut>,
        rows: Rows,
        verbs: Vec<Vec<String>>,
        contents: HashMap<String, Vec<u8>>,
    ) -> Self {
        let mut said = Vec::new();
        let mut now = Bounds {
            reads: cuts[0].reads,
            ..Bounds::default()
        };
        let mut bounds = vec![now.clone()];
        let mut told = Vec::new();
        for entry in &log {
            if now.most != entry.step + 1 {
                now.most = entry.step + 1;
                now.said = said.len()..said.len();
            }
            let verb = verbs[entry.step][entry.command].as_str();
            let acknowledged = match &entry.event {
                Event::Disk(_) => false,
                Event::Ended(code) => *code == 0,
                Event::Said(text) if verb == "add" => {
                    let lines = text.lines().filter(|line| line.ends_with('}'));
                    let paths = lines.map(|line| field(line, "path"));
                    said.extend(paths.filter(|path| !path.is_empty()));
                    now.said.end = said.len();
                    text.contains("\"type\":\"summary\"")
                }
                Event::Said(_) => true,
            };
            let first = acknowledged && !told.contains(&(entry.step, entry.command));
            if first {
                told.push((entry.step, entry.command));
            }
            match verb {
                "cat" => now.reads += usize::from(first),
                _ if acknowledged => now.least = entry.step + 1,
                _ => {}
            }
            bounds.push(now.clone());
        }
        Self {
            name,
            start,
            verbs,
            log,
            bounds,
            cuts,
            rows,
            said,
            contents,
            besides: Vec::new(),
            between: Mutex::default(),
        }
    }

    /// The numbers of entries that belong to a step.
    pub(crate) fn span(&self, step: usize) -> Range<usize> {
        let first = self.log.partition_point(|entry| entry.step < step);
        let end = self.log.partition_point(|entry| entry.step <= step);
        first + 1..end + 1
    }

    pub(crate) fn steps(&self) -> usize {
        self.cuts.len() - 1
    }
}
