//! Commands run under strace, and what they did to the vault's folder as a log that can be replayed
//! up to any moment. A call that the recorder does not know ends the test; and what the log says
//! must in the end be, byte for byte, what is in the folder.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::disk::{Disk, Image, Node, Op, RECORDED};
use super::trace::{self, Argument, What};
use crate::support::Run;

/// What happened.
#[derive(Debug, Clone)]
pub(crate) enum Event {
    Disk(Op),
    /// A command wrote this to its standard output.
    Said(String),
    /// A command ended with this code.
    Ended(i32),
}

/// When, and by which command of its step.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) event: Event,
    /// The moment at which it was done.
    pub(crate) done: u64,
    pub(crate) step: usize,
    pub(crate) command: usize,
}

/// Follows one vault.
pub(crate) struct Recorder {
    root: PathBuf,
    /// The nodes of the names that there are now.
    nodes: HashMap<PathBuf, Node>,
    next: Node,
    whole: Disk,
    pub(crate) log: Vec<Entry>,
    steps: usize,
}

struct Open {
    node: Node,
    at: usize,
}

/// A command to be recorded: what is run, and how often the disk is made slow for it.
pub(crate) struct Traced {
    pub(crate) command: Command,
    /// Which of its syncs takes a third of a second.
    pub(crate) slow_sync: Option<usize>,
    /// How long to wait before it is started.
    pub(crate) after: std::time::Duration,
}

/// Why nothing can be recorded here, if it cannot: there is no strace, or it may not look into
/// other programs. Anything else that goes wrong ends the test.
pub(crate) fn unavailable(command: &Command) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("trace");
    let ended = match under_strace(command, &output, None).output() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Some("strace is not installed".into());
        }
        ended => ended.unwrap(),
    };
    let said = String::from_utf8_lossy(&ended.stderr);
    if !ended.status.success() {
        assert!(said.to_lowercase().contains("ptrace"), "strace: {said}");
        return Some(format!("strace may not trace here: {said}"));
    }
    // The program lets nobody look into its memory, but who may look everywhere.
    let text = std::fs::read_to_string(&output).unwrap();
    (!text.contains("\"\\x")).then(|| "strace cannot read the program's memory".into())
}

fn under_strace(command: &Command, output: &Path, slow_sync: Option<usize>) -> Command {
    let mut strace = Command::new("strace");
    strace
        .args(["-f", "-xx", "-s", "100000000"])
        .args([
            "--absolute-timestamps=format:unix,precision:ns",
            "--syscall-times=ns",
        ])
        .arg("-e")
        .arg(format!("trace={}", trace::CALLS))
        .arg("-o")
        .arg(output);
    if let Some(which) = slow_sync {
        let inject = format!("inject=fdatasync:delay_enter=300000:when={which}");
        strace.arg("-e").arg(inject);
    }
    strace.arg("--").arg(command.get_program());
    strace.args(command.get_args()).env_clear();
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            strace.env(name, value);
        }
    }
    if let Some(folder) = command.get_current_dir() {
        strace.current_dir(folder);
    }
    strace.stdin(Stdio::null());
    strace
}

impl Recorder {
    /// Follows the vault below `root` from here on; what it is now is durable.
    pub(crate) fn new(root: &Path) -> (Self, Disk) {
        let (disk, nodes) = Disk::holding(&Image::of(root));
        let recorder = Self {
            root: root.to_owned(),
            next: nodes.len(),
            nodes,
            whole: disk.clone(),
            log: Vec::new(),
            steps: 0,
        };
        (recorder, disk)
    }

    /// Runs the commands of one step side by side; gives what came of each.
    pub(crate) fn step(&mut self, commands: Vec<Traced>) -> Vec<Run> {
        let folder = tempfile::tempdir().unwrap();
        let mut children = Vec::new();
        for (index, traced) in commands.into_iter().enumerate() {
            std::thread::sleep(traced.after);
            let output = folder.path().join(index.to_string());
            let mut strace = under_strace(&traced.command, &output, traced.slow_sync);
            strace.stdout(Stdio::piped()).stderr(Stdio::piped());
            children.push((strace.spawn().unwrap(), output));
        }
        let mut runs = Vec::new();
        let mut calls = Vec::new();
        for (command, (child, output)) in children.into_iter().enumerate() {
            runs.push(Run::from(child.wait_with_output().unwrap()));
            let text = std::fs::read_to_string(&output).unwrap();
            let parsed = trace::parse(&text);
            calls.extend(parsed.into_iter().map(|call| (command, call)));
        }
        // A write may be on the disk as soon as it has begun; all else is there once it is done.
        calls.sort_by_key(|(_, call)| match &call.what {
            What::Call { name, .. } if name.contains("write") => call.began,
            What::Call { .. } | What::Exit(_) => call.done,
        });
        let mut open: HashMap<(usize, i64), Open> = HashMap::new();
        for (command, call) in calls {
            let event = match call.what {
                What::Exit(code) => Some(Event::Ended(code)),
                What::Call {
                    name,
                    arguments,
                    result,
                } => self.call(command, &mut open, &name, &arguments, result, call.began),
            };
            let Some(event) = event else { continue };
            if let Event::Disk(op) = &event {
                self.whole.take(op, call.done);
            }
            self.log.push(Entry {
                event,
                done: call.done,
                step: self.steps,
                command,
            });
        }
        self.steps += 1;
        let found = Image::of(&self.root);
        let told = self.whole.whole();
        assert!(
            found.files == told.files && found.folders == told.folders,
            "the log does not tell what is in the vault"
        );
        runs
    }

    /// The path below the root that a call names; nothing for one that is not recorded.
    fn path(
        &self,
        open: &HashMap<(usize, i64), Open>,
        command: usize,
        folder: Option<&Argument>,
        path: Option<&Argument>,
    ) -> Option<PathBuf> {
        let Some(Argument::Bytes(bytes)) = path else {
            panic!("a path that strace could not read");
        };
        let path = Path::new(OsStr::from_bytes(bytes));
        if path.is_absolute() {
            return self.recorded(path);
        }
        let folder = open.get(&(command, folder?.number()))?.node;
        let (parent, _) = self.nodes.iter().find(|(_, node)| **node == folder)?;
        Some(parent.join(path))
    }

    fn recorded(&self, path: &Path) -> Option<PathBuf> {
        let path = path.strip_prefix(&self.root).ok()?;
        let recorded = RECORDED.iter().any(|name| path.starts_with(name));
        recorded.then(|| path.to_owned())
    }

    fn place(&self, path: &Path) -> (Node, String) {
        let parent = self.nodes[path.parent().expect("a parent")];
        (parent, path.file_name().unwrap().to_str().unwrap().into())
    }

    fn call(
        &mut self,
        command: usize,
        open: &mut HashMap<(usize, i64), Open>,
        name: &str,
        arguments: &[Argument],
        result: i64,
        began: u64,
    ) -> Option<Event> {
        let argument = |index: usize| arguments.get(index);
        let number = |index: usize| argument(index).map_or(-1, Argument::number);
        let ours = |index: usize| open.get(&(command, number(index))).map(|file| file.node);
        let op = match name {
            "openat" => {
                let flags = argument(2)?.word();
                let path = self.path(open, command, argument(0), argument(1))?;
                return self.opened(command, open, path, flags, result);
            }
            "close" => {
                open.remove(&(command, number(0)));
                return None;
            }
            "write" | "pwrite64" => {
                let Some(Argument::Bytes(data)) = argument(1) else {
                    assert_eq!(ours(0), None, "data that strace could not read");
                    return None;
                };
                let data = &data[..usize::try_from(result).unwrap()];
                let Some(file) = open.get_mut(&(command, number(0))) else {
                    let said = String::from_utf8_lossy(data).into_owned();
                    return (number(0) == 1).then_some(Event::Said(said));
                };
                let at = if name == "write" {
                    file.at += data.len();
                    file.at - data.len()
                } else {
                    usize::try_from(number(3)).unwrap()
                };
                Op::Write(file.node, at, data.into())
            }
            "ftruncate" => Op::SetLen(ours(0)?, usize::try_from(number(1)).unwrap()),
            // Room for a new file, from its beginning: the vault's reserve.
            "fallocate" => {
                let file = ours(0)?;
                assert_eq!((number(1), number(2)), (0, 0), "another kind of fallocate");
                Op::SetLen(file, usize::try_from(number(3)).unwrap())
            }
            "fsync" | "fdatasync" => Op::Sync(ours(0)?, began),
            "lseek" => {
                let file = open.get_mut(&(command, number(0)))?;
                file.at = usize::try_from(result).unwrap();
                return None;
            }
            "mkdir" | "mkdirat" => {
                let path = if name == "mkdir" {
                    self.path(open, command, None, argument(0))?
                } else {
                    self.path(open, command, argument(0), argument(1))?
                };
                let (folder, last) = self.place(&path);
                let node = self.next;
                self.next += 1;
                self.nodes.insert(path, node);
                Op::PutFolder(folder, last, node)
            }
            "unlink" | "unlinkat" => {
                let path = if name == "unlink" {
                    self.path(open, command, None, argument(0))?
                } else {
                    self.path(open, command, argument(0), argument(1))?
                };
                let (folder, last) = self.place(&path);
                self.nodes.remove(&path);
                Op::Remove(folder, last)
            }
            "rename" | "renameat" | "renameat2" => {
                let (from, to) = if name == "rename" {
                    let from = self.path(open, command, None, argument(0));
                    (from, self.path(open, command, None, argument(1)))
                } else {
                    let from = self.path(open, command, argument(0), argument(1));
                    (from, self.path(open, command, argument(2), argument(3)))
                };
                let (from, to) = match (from, to) {
                    (None, None) => return None,
                    (Some(from), Some(to)) => (from, to),
                    _ => panic!("a rename into the vault or out of it"),
                };
                let ((folder, last), (target, name)) = (self.place(&from), self.place(&to));
                assert_eq!(folder, target, "a rename between two folders");
                let node = self.nodes.remove(&from).expect("a name");
                self.nodes.insert(to, node);
                Op::Move(folder, last, name)
            }
            "fcntl" => {
                let asked = argument(1)?.word();
                assert!(
                    !asked.starts_with("F_DUPFD") || ours(0).is_none(),
                    "a second handle of a file of the vault"
                );
                return None;
            }
            "mmap" => {
                let shared = arguments
                    .iter()
                    .any(|argument| argument.word().contains("MAP_SHARED"));
                let written = argument(2)?.word().contains("PROT_WRITE");
                assert!(
                    !(shared && written) || ours(4).is_none(),
                    "a file of the vault was mapped to be written"
                );
                return None;
            }
            // Of these it is only known how to see that they are not about the vault.
            _ => {
                let about = (0..arguments.len()).any(|index| ours(index).is_some());
                let named = arguments.iter().any(|argument| match argument {
                    Argument::Bytes(bytes) => {
                        self.recorded(Path::new(OsStr::from_bytes(bytes))).is_some()
                    }
                    Argument::Word(_) => false,
                });
                assert!(!about && !named, "the recorder does not know {name}");
                return None;
            }
        };
        Some(Event::Disk(op))
    }

    fn opened(
        &mut self,
        command: usize,
        open: &mut HashMap<(usize, i64), Open>,
        path: PathBuf,
        flags: &str,
        handle: i64,
    ) -> Option<Event> {
        for unknown in ["O_TMPFILE", "O_APPEND", "O_TRUNC", "O_DSYNC", "O_SYNC"] {
            assert!(
                !flags.contains(unknown),
                "the recorder does not know {flags}"
            );
        }
        let known = self.nodes.get(&path).copied();
        let node = known.unwrap_or(self.next);
        open.insert((command, handle), Open { node, at: 0 });
        if known.is_some() {
            return None;
        }
        assert!(flags.contains("O_CREAT"), "{} appeared", path.display());
        self.next += 1;
        let (folder, last) = self.place(&path);
        self.nodes.insert(path, node);
        Some(Event::Disk(Op::Put(folder, last, node)))
    }
}
