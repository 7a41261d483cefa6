//! Changes of files: each inverse effect of an operation requires its own permission, and no file
//! is lost.

use super::*;
use crate::crypto::hash;
use crate::domain::file_type::FileType;
use crate::domain::id::FileId;
use crate::domain::path::VaultPath;
use crate::storage::content::SealedChunk;
use crate::storage::files;
use crate::storage::journal::Swapped;
use crate::storage::record::{FileRecord, VersionRecord};

type Change = fn(&mut Writing<'_, '_>) -> Result<u64>;

fn at(path: &str) -> VaultPath {
    VaultPath::parse(path.as_bytes()).unwrap()
}

fn version(writing: &mut Writing<'_, '_>, bytes: &[u8]) -> Result<VersionRecord> {
    let hash = hash::plain(bytes);
    let chunk = SealedChunk {
        id: hash,
        size: u32::try_from(bytes.len()).unwrap(),
        stored: bytes.to_vec(),
        compressed: false,
    };
    let (content, _) = writing.contents()?.whole(&chunk, hash)?;
    Ok(VersionRecord {
        number: 1,
        content,
        size: bytes.len() as u64,
        modified: writing.now,
        added: writing.now,
        file_type: FileType::Binary,
        author: writing.actor(),
        scanner: None,
        attributes: None,
    })
}

fn place(writing: &mut Writing<'_, '_>, path: &str) -> Result<u64> {
    let current = version(writing, path.as_bytes())?;
    let file = FileRecord {
        id: FileId::new(crate::crypto::random::array()?),
        raw: None,
        owner: writing.actor(),
        tags: Vec::new(),
        note: None,
        created: writing.now,
        restored: None,
        rule: None,
        source: None,
        operation: 0,
        current,
    };
    let mut change = writing.begin(path.as_bytes())?;
    change.place(writing, &at(path), file)?;
    change.save(writing)?;
    Ok(change.number())
}

fn replace(writing: &mut Writing<'_, '_>) -> Result<u64> {
    let version = version(writing, b"replaced")?;
    let entry = files::at(writing.view(), &at("/a"))?.unwrap();
    let mut change = writing.begin(b"/a")?;
    change.replace(writing, entry, version, 9)?;
    change.save(writing)?;
    Ok(change.number())
}

fn mark(writing: &mut Writing<'_, '_>) -> Result<u64> {
    let entry = files::at(writing.view(), &at("/a"))?.unwrap();
    let mut file = entry.file.clone();
    file.note = Some("a note".into());
    let mut change = writing.begin(b"/a")?;
    change.mark(writing, &entry, file)?;
    change.save(writing)?;
    Ok(change.number())
}

fn shift(writing: &mut Writing<'_, '_>) -> Result<u64> {
    let mut change = writing.begin(b"/a")?;
    let lifted = change.lift(writing, &at("/a"))?;
    change.put(writing, lifted, &at("/c"), |_| {})?;
    change.save(writing)?;
    Ok(change.number())
}

fn remove(writing: &mut Writing<'_, '_>) -> Result<u64> {
    let mut change = writing.begin(b"/c")?;
    change.remove(writing, &at("/c"))?;
    change.save(writing)?;
    Ok(change.number())
}

fn restore(writing: &mut Writing<'_, '_>) -> Result<u64> {
    let trashed = files::trash(writing.view())?.next().unwrap()?;
    let mut change = writing.begin(b"/c")?;
    let path = trashed.path()?;
    change.restore(writing, trashed, &path)?;
    change.save(writing)?;
    Ok(change.number())
}

impl Lab {
    fn change(&mut self, change: Change) -> u64 {
        let done = self.gate.write(Action::FileUpload, b"", change);
        done.unwrap()
    }

    fn swap(&mut self, number: u64, direction: Direction) -> Result<()> {
        let action = match direction {
            Direction::Undo => Action::Undo,
            Direction::Redo => Action::Redo,
        };
        self.gate.write(action, b"", |writing| {
            match writing.swap(number, direction, &mut |_| {})? {
                Swapped::Done(..) => Ok(()),
                Swapped::Conflict(slot) => panic!("{slot:?} has changed"),
            }
        })
    }

    /// Paths of files with the operation that put them there, live and then in the trash.
    fn places(&self) -> Vec<(Vec<u8>, u64)> {
        let view = self.gate.store.metadata().unwrap();
        let live = files::below(&view, &at("/")).unwrap();
        let live = live.map(|entry| entry.unwrap());
        let live = live.map(|entry| (entry.path.key().to_vec(), entry.file.operation));
        let trash = files::trash(&view).unwrap().map(|one| one.unwrap());
        let trash = trash.map(|one| (one.path, one.file.operation));
        live.chain(trash).collect()
    }
}

/// An operation, and the permissions to undo and redo it on another user's file.
const OPERATIONS: [(&str, Change, Permission, Permission); 6] = [
    (
        "place",
        |w| place(w, "/a"),
        Permission::FileDelete,
        Permission::FileUpload,
    ),
    (
        "replace",
        replace,
        Permission::FileUpload,
        Permission::FileUpload,
    ),
    (
        "mark",
        mark,
        Permission::FileOrganize,
        Permission::FileOrganize,
    ),
    (
        "move",
        shift,
        Permission::FileOrganize,
        Permission::FileOrganize,
    ),
    (
        "remove",
        remove,
        Permission::FileDelete,
        Permission::FileDelete,
    ),
    (
        "restore",
        restore,
        Permission::FileDelete,
        Permission::FileDelete,
    ),
];

#[test]
fn each_inverse_effect_takes_its_own_right() {
    let mut lab = Lab::new();
    for (what, change, undo, redo) in OPERATIONS {
        lab.act_as_admin();
        let number = lab.change(change);
        for (direction, needed) in [(Direction::Undo, undo), (Direction::Redo, redo)] {
            let before = lab.places();
            let all = Permission::ALL.into_iter();
            lab.permit(&permissions(&Vec::from_iter(
                all.filter(|one| *one != needed),
            )));
            lab.act_as_bob();
            let refused = lab.swap(number, direction).unwrap_err();
            assert_eq!(refused.kind, Kind::Denied, "{what}, {direction:?}");
            assert_eq!(lab.places(), before, "{what}, {direction:?}");
            // A right to the principal's own files does not extend to others' files; some permission allows
            // the action.
            let enough = [Permission::FileRead, Permission::FileDeleteOwn, needed];
            lab.permit(&permissions(&enough));
            let done = lab.swap(number, direction);
            done.unwrap_or_else(|error| panic!("{what}, {direction:?}: {error:?}"));
        }
    }
}

#[test]
fn a_right_to_ones_own_files_is_enough_to_take_back_ones_own() {
    let mut lab = Lab::new();
    let own = [
        Permission::FileRead,
        Permission::FileUpload,
        Permission::FileDeleteOwn,
    ];
    lab.permit(&permissions(&own));
    lab.act_as_bob();
    let mine = lab.change(|w| place(w, "/mine"));
    lab.swap(mine, Direction::Undo).unwrap();
    lab.swap(mine, Direction::Redo).unwrap();
    lab.act_as_admin();
    let other = lab.change(|w| place(w, "/other"));
    lab.act_as_bob();
    let refused = lab.swap(other, Direction::Undo).unwrap_err();
    assert_eq!(refused.kind, Kind::Denied);
}

#[test]
fn a_file_that_was_lifted_has_to_be_put_somewhere() {
    let mut lab = Lab::new();
    lab.change(|w| place(w, "/a"));
    let before = lab.places();
    let lost = lab.gate.write(Action::FileMove, b"/a", |writing| {
        let mut change = writing.begin(b"/a")?;
        let _lifted = change.lift(writing, &at("/a"))?;
        change.save(writing)
    });
    assert!(lost.is_err());
    assert_eq!(lab.places(), before);
    // Nor does it replace another one.
    lab.change(|w| place(w, "/b"));
    let before = lab.places();
    let over = lab.gate.write(Action::FileMove, b"/a", |writing| {
        let mut change = writing.begin(b"/a")?;
        let lifted = change.lift(writing, &at("/a"))?;
        change.put(writing, lifted, &at("/b"), |_| {})?;
        change.save(writing)
    });
    assert!(over.is_err());
    assert_eq!(lab.places(), before);
}

#[test]
fn a_move_keeps_who_owns_a_file_and_what_is_in_it() {
    let mut lab = Lab::new();
    lab.change(|w| place(w, "/a"));
    let file = |lab: &Lab, path: &str| {
        let view = lab.gate.store.metadata().unwrap();
        files::at(&view, &at(path)).unwrap().unwrap().file
    };
    let before = file(&lab, "/a");
    let moved = lab.gate.write(Action::FileMove, b"/a", |writing| {
        let mut change = writing.begin(b"/a")?;
        let lifted = change.lift(writing, &at("/a"))?;
        change.put(writing, lifted, &at("/b"), |file| {
            file.owner = Actor::user(BOB);
            file.id = FileId::new([1; 10]);
            file.current.content += 1;
            file.note = Some("moved".into());
        })?;
        change.save(writing)
    });
    moved.unwrap();
    let after = file(&lab, "/b");
    assert_eq!(after.note.as_deref(), Some("moved"));
    assert_eq!((after.id, after.owner), (before.id, before.owner));
    assert_eq!(after.current, before.current);
}
