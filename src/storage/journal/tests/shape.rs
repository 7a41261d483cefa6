//! The meaning of operations, without rows: files at paths, files in the trash, and their versions.

use super::*;

/// A file, as seen by a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) id: FileId,
    tag: Option<String>,
    /// Number and content of each version, the current one last.
    versions: Vec<(u32, u64)>,
}

impl Seen {
    pub(super) fn contents(&self) -> impl Iterator<Item = u64> {
        self.versions.iter().map(|(_, content)| *content)
    }
}

/// One step of an operation.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Add(Vec<u8>, FileId, u64),
    Rename(Vec<(Vec<u8>, Vec<u8>)>),
    Trash(Vec<u8>),
    Restore(FileId),
    Tag(Vec<u8>, String),
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Shape {
    pub(super) live: BTreeMap<Vec<u8>, Seen>,
    pub(super) trash: BTreeMap<FileId, (Vec<u8>, Seen)>,
}

/// The side effects of steps.
#[derive(Default)]
pub(super) struct Trail {
    /// Rows that were changed, even if only temporarily.
    pub(super) touched: BTreeSet<Slot>,
    /// Contents of pruned versions.
    pub(super) pruned: BTreeSet<u64>,
}

impl Step {
    pub(super) fn run(&self, tables: &mut Tables<'_>, operation: &mut Operation) -> Result<()> {
        match self {
            Self::Add(path, id, content) => add(tables, operation, path, *id, *content),
            Self::Rename(plan) => {
                let plan: Vec<(&[u8], &[u8])> =
                    plan.iter().map(|(from, to)| (&from[..], &to[..])).collect();
                rename(tables, operation, &plan)
            }
            Self::Trash(path) => trash(tables, operation, path),
            Self::Restore(id) => restore(tables, operation, id),
            Self::Tag(path, text) => tag(tables, operation, path, text),
        }
    }
}

impl Shape {
    /// The contents of files and their versions, live and in the trash.
    pub(super) fn contents(&self) -> BTreeSet<u64> {
        let trashed = self.trash.values().map(|(_, file)| file);
        let files = self.live.values().chain(trashed);
        files.flat_map(Seen::contents).collect()
    }

    /// The state of the vault.
    pub(super) fn of(world: &World) -> Self {
        let view = world.view();
        let mut shape = Self::default();
        let seen = |file: &FileRecord| {
            let mut versions: Vec<(u32, u64)> = Vec::new();
            for old in files::old_versions(&view, &file.id).unwrap() {
                versions.push((old.version.number, name_of(&view, old.version.content)));
            }
            versions.push((file.current.number, name_of(&view, file.current.content)));
            Seen {
                id: file.id,
                tag: file.tags.first().map(|tag| tag.as_str().to_owned()),
                versions,
            }
        };
        for row in view.files().iter().unwrap() {
            let (path, value) = row.unwrap();
            let file = FileRecord::from_bytes(value.value()).unwrap();
            shape.live.insert(path.value().to_vec(), seen(&file));
        }
        for record in files::trash(&view).unwrap() {
            let record = record.unwrap();
            let file = (record.path, seen(&record.file));
            shape.trash.insert(file.1.id, file);
        }
        shape
    }

    pub(super) fn apply(&mut self, step: &Step, trail: &mut Trail) {
        match step {
            Step::Add(path, id, content) => {
                let file = self.live.entry(path.clone()).or_insert_with(|| Seen {
                    id: *id,
                    tag: None,
                    versions: Vec::new(),
                });
                let (number, current) = file.versions.last().copied().unwrap_or((0, u64::MAX));
                if current != *content {
                    file.versions.push((number + 1, *content));
                    let kept = MAX_VERSIONS as usize;
                    let most = file.versions.len().saturating_sub(kept);
                    let gone = file.versions.drain(..most);
                    trail.pruned.extend(gone.map(|(_, content)| content));
                    trail.touched.insert(Slot::Path(path.clone()));
                }
            }
            Step::Rename(plan) => {
                let files: Vec<Seen> = plan
                    .iter()
                    .map(|(from, _)| self.live.remove(from).unwrap())
                    .collect();
                for (file, (from, to)) in files.into_iter().zip(plan) {
                    trail.touched.insert(Slot::Path(from.clone()));
                    trail.touched.insert(Slot::Path(to.clone()));
                    assert!(self.live.insert(to.clone(), file).is_none());
                }
            }
            Step::Trash(path) => {
                let file = self.live.remove(path).unwrap();
                trail.touched.insert(Slot::Path(path.clone()));
                trail.touched.insert(Slot::Trash(file.id));
                self.trash.insert(file.id, (path.clone(), file));
            }
            Step::Restore(id) => {
                let (path, file) = self.trash.remove(id).unwrap();
                trail.touched.insert(Slot::Trash(*id));
                trail.touched.insert(Slot::Path(path.clone()));
                assert!(self.live.insert(path, file).is_none());
            }
            Step::Tag(path, tag) => {
                self.live.get_mut(path).unwrap().tag = Some(tag.clone());
                trail.touched.insert(Slot::Path(path.clone()));
            }
        }
    }
}
