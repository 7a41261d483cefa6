//! What operations mean, without rows: files at paths, files in the trash, and their versions.

use super::*;

/// A file, as a person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) id: FileId,
    tag: Option<String>,
    /// Number and content of each version, the current one last.
    versions: Vec<(u32, u64)>,
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
    /// What stands in the vault.
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

    pub(super) fn apply(&mut self, step: &Step) {
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
                    let kept = MOST_VERSIONS as usize;
                    let most = file.versions.len().saturating_sub(kept);
                    file.versions.drain(..most);
                }
            }
            Step::Rename(plan) => {
                let files: Vec<Seen> = plan
                    .iter()
                    .map(|(from, _)| self.live.remove(from).unwrap())
                    .collect();
                for (file, (_, to)) in files.into_iter().zip(plan) {
                    assert!(self.live.insert(to.clone(), file).is_none());
                }
            }
            Step::Trash(path) => {
                let file = self.live.remove(path).unwrap();
                self.trash.insert(file.id, (path.clone(), file));
            }
            Step::Restore(id) => {
                let (path, file) = self.trash.remove(id).unwrap();
                assert!(self.live.insert(path, file).is_none());
            }
            Step::Tag(path, tag) => {
                self.live.get_mut(path).unwrap().tag = Some(tag.clone());
            }
        }
    }
}

/// The name that `put_content` knows a content by.
fn name_of(view: &ReadTables, number: u64) -> u64 {
    let hash = content::get(view, number).unwrap().hash;
    (0..CONTENTS)
        .find(|name| hash::plain(&content_bytes(*name)) == hash)
        .unwrap()
}
