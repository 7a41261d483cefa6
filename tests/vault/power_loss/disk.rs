//! A disk that loses its power: what was synced is there, and of the rest whatever the dice say.
//!
//! The data of a file becomes durable by a sync of that file, what a folder holds by a sync of that
//! folder, and nothing else makes anything durable: a synced file whose name was not synced is
//! lost. Of data that was not synced, each sector (512 or 4,096 bytes) is there in any of its
//! states since the last sync, independently of all others; the length of the file is any of its
//! lengths since then. Of the changes of a folder that were not synced, the first few are there:
//! journals keep their order.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::support::random::Random;

/// A file or folder, whatever its name is by now.
pub(crate) type Node = usize;
/// The folder that holds the others.
pub(crate) const ROOT: Node = 0;

/// What is recorded below it.
pub(crate) const RECORDED: [&str; 2] = ["home", "vault"];

/// What happens on the disk.
#[derive(Debug, Clone)]
pub(crate) enum Op {
    /// A file appears in a folder.
    Put(Node, String, Node),
    /// A folder appears in a folder.
    PutFolder(Node, String, Node),
    /// A name goes.
    Remove(Node, String),
    /// A name is replaced by another in the same folder.
    Move(Node, String, String),
    Write(Node, usize, Arc<[u8]>),
    SetLen(Node, usize),
    /// A sync that began at this moment is done.
    Sync(Node, u64),
}

#[derive(Clone)]
enum Change {
    Write(usize, Arc<[u8]>),
    SetLen(usize),
}

#[derive(Clone, Default)]
struct File {
    durable: Vec<u8>,
    /// Since the last sync, with the moments at which they were done.
    pending: Vec<(u64, Change)>,
}

#[derive(Clone, Default)]
struct Folder {
    durable: BTreeMap<String, Node>,
    pending: Vec<(u64, Op)>,
}

#[derive(Clone, Default)]
pub(crate) struct Disk {
    folders: BTreeMap<Node, Folder>,
    files: HashMap<Node, File>,
}

/// What is found after the power came back.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Image {
    pub(crate) folders: BTreeSet<PathBuf>,
    pub(crate) files: BTreeMap<PathBuf, Vec<u8>>,
    /// What the dice said, for messages.
    pub(crate) how: String,
}

impl Image {
    /// What is in a vault and in the home folder of its user, which has the anchor.
    pub(crate) fn of(root: &Path) -> Self {
        fn walk(image: &mut Image, root: &Path, below: &Path) {
            for entry in fs::read_dir(root.join(below)).unwrap() {
                let entry = entry.unwrap();
                let name = below.join(entry.file_name());
                if entry.file_type().unwrap().is_dir() {
                    image.folders.insert(name.clone());
                    walk(image, root, &name);
                } else {
                    image.files.insert(name, fs::read(entry.path()).unwrap());
                }
            }
        }
        let mut image = Self::default();
        for name in RECORDED {
            image.folders.insert(name.into());
            walk(&mut image, root, Path::new(name));
        }
        image
    }

    /// Puts it into a folder that is made anew.
    pub(crate) fn put(&self, path: &Path) {
        if path.exists() {
            fs::remove_dir_all(path).unwrap();
        }
        let folder = |path: &Path| fs::DirBuilder::new().mode(0o700).create(path).unwrap();
        folder(path);
        for name in &self.folders {
            folder(&path.join(name));
        }
        for (name, content) in &self.files {
            let mut options = fs::OpenOptions::new();
            options.write(true).create_new(true).mode(0o600);
            let mut file = options.open(path.join(name)).unwrap();
            std::io::Write::write_all(&mut file, content).unwrap();
        }
    }
}

/// How much of what was not synced is there.
#[derive(Debug, Clone, Copy)]
enum Mode {
    None,
    All,
    /// What came first.
    Prefix,
    /// Any state of any sector.
    Random,
    /// All but a few sectors.
    FewLost,
    /// None but a few sectors.
    FewKept,
    /// All, but of one write only a part.
    Torn,
}

const MODES: [Mode; 7] = [
    Mode::None,
    Mode::All,
    Mode::Prefix,
    Mode::Random,
    Mode::FewLost,
    Mode::FewKept,
    Mode::Torn,
];

impl Disk {
    /// A disk that holds an image, all of it durable; and the node of each path.
    pub(crate) fn holding(image: &Image) -> (Self, HashMap<PathBuf, Node>) {
        let mut disk = Self::default();
        let mut nodes = HashMap::from([(PathBuf::new(), ROOT)]);
        disk.folders.insert(ROOT, Folder::default());
        let names = image.folders.iter().map(|name| (name, None));
        let files = image.files.iter();
        for (name, content) in names.chain(files.map(|(name, content)| (name, Some(content)))) {
            let node = nodes.len();
            let parent = nodes[name.parent().unwrap()];
            let last = name.file_name().unwrap().to_str().unwrap().to_owned();
            let parent = disk.folders.get_mut(&parent).unwrap();
            parent.durable.insert(last, node);
            nodes.insert(name.clone(), node);
            match content {
                None => {
                    disk.folders.insert(node, Folder::default());
                }
                Some(content) => {
                    let file = disk.files.entry(node).or_default();
                    file.durable.clone_from(content);
                }
            }
        }
        (disk, nodes)
    }

    /// Takes what happened, at the moment at which it was done.
    pub(crate) fn take(&mut self, op: &Op, done: u64) {
        match op {
            Op::Put(folder, _, node) => {
                self.files.entry(*node).or_default();
                self.pend(*folder, op, done);
            }
            Op::PutFolder(folder, _, node) => {
                self.folders.entry(*node).or_default();
                self.pend(*folder, op, done);
            }
            Op::Remove(folder, _) | Op::Move(folder, ..) => self.pend(*folder, op, done),
            Op::Write(node, at, data) => {
                let file = self.files.entry(*node).or_default();
                file.pending.push((done, Change::Write(*at, data.clone())));
            }
            Op::SetLen(node, len) => {
                let file = self.files.entry(*node).or_default();
                file.pending.push((done, Change::SetLen(*len)));
            }
            Op::Sync(node, began) => self.sync(*node, *began),
        }
    }

    fn pend(&mut self, folder: Node, op: &Op, done: u64) {
        let folder = self.folders.get_mut(&folder).unwrap();
        folder.pending.push((done, op.clone()));
    }

    fn sync(&mut self, node: Node, began: u64) {
        if let Some(folder) = self.folders.get_mut(&node) {
            let pending = std::mem::take(&mut folder.pending);
            for (done, op) in pending {
                if done < began {
                    enter(&mut folder.durable, &op);
                } else {
                    folder.pending.push((done, op));
                }
            }
        } else if let Some(file) = self.files.get_mut(&node) {
            let pending = std::mem::take(&mut file.pending);
            for (done, change) in pending {
                if done < began {
                    change.enter(&mut file.durable);
                } else {
                    file.pending.push((done, change));
                }
            }
        }
    }

    /// What would be there if nothing was lost.
    pub(crate) fn whole(&self) -> Image {
        self.collect(|_, folder| folder.pending.len(), File::whole)
    }

    /// What is there after the power was lost now.
    pub(crate) fn image(&self, dice: &mut Random) -> Image {
        let mut how = Vec::new();
        let (mut names, mut data) = (dice.clone(), dice.clone());
        names.next();
        let sector = if dice.chance(2) { 512 } else { 4096 };
        let same = dice.chance(2).then(|| MODES[dice.below(MODES.len())]);
        let mut kept = Vec::new();
        let mut image = self.collect(
            |node, folder| {
                let most = folder.pending.len();
                let count = match names.below(4) {
                    0 => 0,
                    1 => most,
                    _ => names.below(most + 1),
                };
                if most > 0 {
                    kept.push(format!("folder {node}: {count} of {most} changes"));
                }
                count
            },
            |file| {
                let mode = same.unwrap_or(MODES[data.below(MODES.len())]);
                if !file.pending.is_empty() {
                    how.push(format!("{mode:?} of {} writes", file.pending.len()));
                }
                file.lose(mode, sector, &mut data)
            },
        );
        how.extend(kept);
        image.how = format!("sectors of {sector}; {}", how.join("; "));
        image
    }

    /// Whether there is anything to lose.
    pub(crate) fn is_durable(&self) -> bool {
        self.folders
            .values()
            .all(|folder| folder.pending.is_empty())
            && self.files.values().all(|file| file.pending.is_empty())
    }

    fn collect(
        &self,
        mut kept: impl FnMut(Node, &Folder) -> usize,
        mut content: impl FnMut(&File) -> Vec<u8>,
    ) -> Image {
        let mut image = Image::default();
        let mut todo = vec![(PathBuf::new(), ROOT)];
        while let Some((path, node)) = todo.pop() {
            let folder = &self.folders[&node];
            let mut names = folder.durable.clone();
            for (_, op) in &folder.pending[..kept(node, folder)] {
                enter(&mut names, op);
            }
            for (name, node) in names {
                let path = path.join(name);
                if self.folders.contains_key(&node) {
                    image.folders.insert(path.clone());
                    todo.push((path, node));
                } else {
                    image.files.insert(path, content(&self.files[&node]));
                }
            }
        }
        image
    }
}

fn enter(names: &mut BTreeMap<String, Node>, op: &Op) {
    match op {
        Op::Put(_, name, node) | Op::PutFolder(_, name, node) => {
            names.insert(name.clone(), *node);
        }
        Op::Remove(_, name) => {
            names.remove(name);
        }
        Op::Move(_, from, to) => {
            if let Some(node) = names.remove(from) {
                names.insert(to.clone(), node);
            }
        }
        Op::Write(..) | Op::SetLen(..) | Op::Sync(..) => {}
    }
}

impl Change {
    fn enter(&self, content: &mut Vec<u8>) {
        match self {
            Self::Write(at, data) => {
                let end = at + data.len();
                if content.len() < end {
                    content.resize(end, 0);
                }
                content[*at..end].copy_from_slice(data);
            }
            Self::SetLen(len) => content.resize(*len, 0),
        }
    }
}

impl File {
    fn whole(&self) -> Vec<u8> {
        let mut content = self.durable.clone();
        for (_, change) in &self.pending {
            change.enter(&mut content);
        }
        content
    }

    /// The lengths since the last sync: (after how many changes, length).
    fn lengths(&self) -> Vec<(usize, usize)> {
        let mut len = self.durable.len();
        let mut lengths = vec![(0, len)];
        for (index, (_, change)) in self.pending.iter().enumerate() {
            let next = match change {
                Change::Write(at, data) => len.max(at + data.len()),
                Change::SetLen(next) => *next,
            };
            if next != len {
                len = next;
                lengths.push((index + 1, len));
            }
        }
        lengths
    }

    /// How often each sector was written since the last sync.
    fn written(&self, sector: usize) -> BTreeMap<usize, usize> {
        let mut times = BTreeMap::new();
        for (_, change) in &self.pending {
            if let Change::Write(at, data) = change {
                for number in sectors(*at, data.len(), sector) {
                    *times.entry(number).or_default() += 1;
                }
            }
        }
        times
    }

    fn lose(&self, mode: Mode, sector: usize, dice: &mut Random) -> Vec<u8> {
        if self.pending.is_empty() {
            return self.durable.clone();
        }
        let times = self.written(sector);
        let lengths = self.lengths();
        // How many of its writes each sector has seen, and how many changes the length has.
        let mut seen: HashMap<usize, usize> = HashMap::new();
        let mut length = self.pending.len();
        let numbers: Vec<usize> = times.keys().copied().collect();
        let few = |dice: &mut Random| -> Vec<usize> {
            let count = 1 + dice.below(3);
            let any = |dice: &mut Random| numbers.get(dice.below(numbers.len())).copied();
            (0..count).filter_map(|_| any(dice)).collect()
        };
        match mode {
            Mode::All => seen.extend(&times),
            Mode::None => length = 0,
            Mode::Prefix => {
                length = dice.below(self.pending.len() + 1);
                for (_, change) in &self.pending[..length] {
                    if let Change::Write(at, data) = change {
                        for number in sectors(*at, data.len(), sector) {
                            *seen.entry(number).or_default() += 1;
                        }
                    }
                }
            }
            Mode::Random => {
                length = dice.below(self.pending.len() + 1);
                for (number, most) in &times {
                    seen.insert(*number, dice.below(most + 1));
                }
            }
            Mode::FewLost => {
                seen.extend(&times);
                for number in few(dice) {
                    seen.insert(number, dice.below(times[&number]));
                }
            }
            Mode::FewKept => {
                length = dice.below(2) * self.pending.len();
                for number in few(dice) {
                    seen.insert(number, 1 + dice.below(times[&number]));
                }
            }
            Mode::Torn => {
                seen.extend(&times);
                let (_, torn) = &self.pending[dice.below(self.pending.len())];
                if let Change::Write(at, data) = torn {
                    let all: Vec<usize> = sectors(*at, data.len(), sector).collect();
                    let cut = dice.below(all.len());
                    let first = dice.chance(2);
                    for (index, number) in all.into_iter().enumerate() {
                        if (index < cut) != first {
                            seen.insert(number, times[&number] - 1);
                        }
                    }
                }
            }
        }
        let len = lengths.iter().rev().find(|(after, _)| *after <= length);
        self.build(sector, &seen, length, len.map_or(0, |(_, len)| *len))
    }

    fn build(
        &self,
        sector: usize,
        seen: &HashMap<usize, usize>,
        length: usize,
        len: usize,
    ) -> Vec<u8> {
        let mut content = self.durable.clone();
        let mut passed: HashMap<usize, usize> = HashMap::new();
        for (index, (_, change)) in self.pending.iter().enumerate() {
            match change {
                Change::SetLen(cut) if index < length && *cut < content.len() => {
                    content[*cut..].fill(0);
                }
                Change::SetLen(_) => {}
                Change::Write(at, data) => {
                    let end = at + data.len();
                    if content.len() < end {
                        content.resize(end, 0);
                    }
                    for number in sectors(*at, data.len(), sector) {
                        let passed = passed.entry(number).or_default();
                        *passed += 1;
                        if *passed <= seen.get(&number).copied().unwrap_or(0) {
                            let from = (number * sector).max(*at);
                            let to = ((number + 1) * sector).min(end);
                            content[from..to].copy_from_slice(&data[from - at..to - at]);
                        }
                    }
                }
            }
        }
        content.resize(len, 0);
        content
    }
}

/// The numbers of the sectors that a stretch touches.
fn sectors(at: usize, len: usize, sector: usize) -> std::ops::Range<usize> {
    if len == 0 {
        return 0..0;
    }
    at / sector..(at + len - 1) / sector + 1
}
