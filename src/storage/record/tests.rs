//! Every record: round trips, and no stored bytes cause a panic.

use proptest::prelude::*;

use super::*;
use crate::domain::attributes::{EntryKind, Moment};
use crate::domain::effect::Effect;

fn time() -> impl Strategy<Value = Time> {
    any::<i64>().prop_map(Time::from_unix_nanos)
}

fn id() -> impl Strategy<Value = FileId> {
    any::<[u8; 10]>().prop_map(FileId::new)
}

fn user_id() -> impl Strategy<Value = UserId> {
    any::<[u8; 10]>().prop_map(UserId::new)
}

fn actor() -> impl Strategy<Value = Actor> {
    (user_id(), prop::option::of(text())).prop_map(|(user, key)| Actor { user, key })
}

fn tag() -> impl Strategy<Value = Tag> {
    "[a-zA-Z0-9äöüß語é._-]{1,20}".prop_map(|text| Tag::parse(&text).unwrap())
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..300)
}

fn file_type() -> impl Strategy<Value = FileType> {
    prop::sample::select(FileType::ALL)
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), any::<String>()]
}

prop_compose! {
    fn attributes()(
        kind in prop::sample::select(&[EntryKind::File, EntryKind::Link, EntryKind::Folder][..]),
        (permissions, seconds, nanos) in any::<(u32, i64, u32)>(),
        (uid, gid) in any::<(u32, u32)>(),
        xattrs in prop::collection::vec((text(), bytes()), 0..3),
    ) -> Attributes {
        let modified = Moment { seconds, nanos };
        let mut attributes = Attributes::new(kind, permissions, modified, uid, gid);
        attributes.xattrs = xattrs;
        attributes
    }
}

prop_compose! {
    fn folder()(
        raw in prop::option::of(bytes()),
        (owner, operation) in (actor(), any::<u64>()),
        attributes in attributes(),
    ) -> FolderRecord {
        FolderRecord { raw, owner, operation, attributes }
    }
}

prop_compose! {
    fn version()(
        (number, content, size) in any::<(u32, u64, u64)>(),
        (modified, added) in (time(), time()),
        file_type in file_type(),
        author in actor(),
        scanner in prop::option::of(text()),
        attributes in prop::option::of(attributes()),
    ) -> VersionRecord {
        VersionRecord {
            number, content, size, modified, added, file_type, author, scanner, attributes
        }
    }
}

prop_compose! {
    fn file()(
        (id, raw, owner) in (id(), prop::option::of(bytes()), actor()),
        tags in prop::collection::vec(tag(), 0..5),
        (note, rule) in (prop::option::of(text()), prop::option::of(text())),
        (created, restored) in (time(), prop::option::of(time())),
        operation in any::<u64>(),
        source in any::<Option<SourceId>>(),
        current in version(),
    ) -> FileRecord {
        FileRecord {
            id, raw, owner, tags, note, created, restored, rule, source, operation, current
        }
    }
}

prop_compose! {
    fn trash()(
        (path, deleted, deleted_by) in (bytes(), time(), actor()),
        file in file(),
    ) -> TrashRecord {
        TrashRecord { path, deleted, deleted_by, file }
    }
}

prop_compose! {
    fn old_version()(operation in any::<u64>(), version in version()) -> OldVersionRecord {
        OldVersionRecord { operation, version }
    }
}

fn stored() -> impl Strategy<Value = Stored> {
    any::<(u32, bool)>().prop_map(|(len, compressed)| Stored { len, compressed })
}

fn layout() -> impl Strategy<Value = Layout> {
    prop_oneof![
        stored().prop_map(Layout::Whole),
        any::<u32>().prop_map(|chunks| Layout::Cut { chunks }),
        any::<(u64, u32)>().prop_map(|(pack, offset)| Layout::Packed { pack, offset }),
    ]
}

prop_compose! {
    fn content()(
        (id, hash) in any::<([u8; 32], [u8; 32])>(),
        (size, references) in any::<(u64, u32)>(),
        layout in layout(),
    ) -> ContentRecord {
        ContentRecord { id, hash, size, references, layout }
    }
}

prop_compose! {
    fn chunk()(
        (number, size, references) in any::<(u64, u32, u32)>(),
        stored in stored(),
    ) -> ChunkRecord {
        ChunkRecord { number, size, stored, references }
    }
}

prop_compose! {
    fn operation()(
        (time, by, verb, target) in (time(), actor(), text(), bytes()),
        (files, changes, policy) in any::<(u64, u32, bool)>(),
        state in prop::sample::select(
            &[OperationState::Done, OperationState::Undone, OperationState::Closed][..]
        ),
    ) -> OperationRecord {
        OperationRecord { time, by, verb, target, files, changes, state, policy }
    }
}

fn slot() -> impl Strategy<Value = Slot> {
    prop_oneof![
        bytes().prop_map(Slot::Path),
        id().prop_map(Slot::Trash),
        (id(), any::<u32>()).prop_map(|(id, number)| Slot::Version(id, number)),
        bytes().prop_map(Slot::Folder),
        any::<String>().prop_map(Slot::Policy),
    ]
}

prop_compose! {
    fn change()(slot in slot(), saved in prop::option::of(bytes())) -> ChangeRecord {
        ChangeRecord { slot, saved }
    }
}

prop_compose! {
    fn amount()(
        effect in prop::sample::select(&Effect::ALL[..]),
        (items, bytes) in (any::<u64>(), any::<u64>()),
    ) -> Amount {
        Amount { effect, items, bytes }
    }
}

prop_compose! {
    fn audit()(
        (time, event, outcome) in (time(), any::<u16>(), any::<u16>()),
        effects in prop::collection::vec(amount(), 0..4),
        actor in prop::option::of(actor()),
        commitment in any::<[u8; 32]>(),
    ) -> AuditRecord {
        AuditRecord { time, actor, event, outcome, effects, commitment }
    }
}

fn field() -> impl Strategy<Value = FieldRecord> {
    let removed = (any::<[u8; 32]>(), prop::option::of(text()));
    prop_oneof![
        (any::<[u8; 16]>(), bytes()).prop_map(|(salt, value)| FieldRecord::Kept { salt, value }),
        removed.prop_map(|(digest, alias)| FieldRecord::Removed { digest, alias }),
    ]
}

fn fields() -> impl Strategy<Value = FieldsRecord> {
    let values = || prop::array::uniform6(bytes());
    prop_oneof![
        (any::<[u8; 16]>(), values())
            .prop_map(|(salt, values)| FieldsRecord::Whole { salt, values }),
        prop::array::uniform6(field()).prop_map(FieldsRecord::Redacted),
    ]
}

prop_compose! {
    fn user()(
        (name, role, disabled) in (text(), text(), any::<bool>()),
        (created, removed) in (time(), prop::option::of(time())),
    ) -> UserRecord {
        UserRecord { name, role, created, disabled, removed }
    }
}

/// Properties of any record: `place` and `flip` say where its bytes are truncated and changed.
fn holds<R: Record + PartialEq + std::fmt::Debug>(
    record: &R,
    place: usize,
    flip: u8,
) -> std::result::Result<(), TestCaseError> {
    let bytes = record.to_bytes().unwrap();
    prop_assert_eq!(bytes[0], R::VERSION);
    prop_assert_eq!(&R::from_bytes(&bytes).unwrap(), record);
    // Truncated anywhere, it is damage.
    let cut = R::from_bytes(&bytes[..place % bytes.len()]);
    prop_assert!(matches!(cut, Err(StorageError::Damaged(_))));
    // Changed, it is another record, damage, or a newer version.
    let mut changed = bytes.clone();
    changed[place % bytes.len()] ^= flip.max(1);
    let is_answer = match R::from_bytes(&changed) {
        Ok(_) | Err(StorageError::Damaged(_)) => true,
        Err(StorageError::NewerFormat(version)) => version > u32::from(R::VERSION),
        Err(_) => false,
    };
    prop_assert!(is_answer);
    for version in R::VERSION + 1..=u8::MAX {
        changed[0] = version;
        let newer = R::from_bytes(&changed);
        prop_assert!(matches!(newer, Err(StorageError::NewerFormat(v)) if v == u32::from(version)));
    }
    changed[0] = 0;
    prop_assert!(matches!(
        R::from_bytes(&changed),
        Err(StorageError::Damaged(_))
    ));
    Ok(())
}

fn is_no_panic<R: Record>(bytes: &[u8]) {
    let answer = R::from_bytes(bytes);
    assert!(matches!(
        answer,
        Ok(_) | Err(StorageError::Damaged(_) | StorageError::NewerFormat(_))
    ));
}

macro_rules! every_record {
    ($($name:ident: $kind:ty = $strategy:ident;)*) => {
        proptest! {
            #![proptest_config(ProptestConfig {
                cases: 200, failure_persistence: None, ..ProptestConfig::default()
            })]

            $(#[test]
            fn $name(record in $strategy(), place in any::<usize>(), flip in any::<u8>()) {
                holds::<$kind>(&record, place, flip)?;
            })*

            #[test]
            fn arbitrary_bytes_are_no_panic(mut bytes in bytes()) {
                $(is_no_panic::<$kind>(&bytes);)*
                for version in [1, 2, 3] {
                    if let Some(first) = bytes.first_mut() {
                        *first = version;
                    }
                    $(is_no_panic::<$kind>(&bytes);)*
                }
            }
        }
    };
}

every_record! {
    a_file: FileRecord = file;
    a_folder: FolderRecord = folder;
    a_file_in_the_trash: TrashRecord = trash;
    an_earlier_version: OldVersionRecord = old_version;
    a_content: ContentRecord = content;
    a_chunk: ChunkRecord = chunk;
    an_operation: OperationRecord = operation;
    a_change: ChangeRecord = change;
    an_audit_row: AuditRecord = audit;
    fields_of_an_audit_row: FieldsRecord = fields;
    a_user: UserRecord = user;
}

#[test]
fn a_huge_length_is_damage_and_takes_no_memory() {
    // The length claims a path of 2^63 bytes.
    let bytes = [
        1, 0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01, 7,
    ];
    let answer = ChangeRecord::from_bytes(&bytes);
    assert!(matches!(answer, Err(StorageError::Damaged(_))));
}

/// Every later version must read a vault written by this one: these bytes never change.
#[test]
fn the_form_is_the_documented_one() {
    let user = UserRecord {
        name: "anna".into(),
        role: "admin".into(),
        created: Time::from_unix_nanos(-1),
        disabled: true,
        removed: None,
    };
    let expected = b"\x01\x04anna\x05admin\x01\x01\x00";
    assert_eq!(user.to_bytes().unwrap(), expected);
    let actor = Actor {
        user: UserId::new([7; 10]),
        key: Some("k".into()),
    };
    let row = AuditRecord {
        time: Time::from_unix_nanos(1),
        actor: Some(actor),
        event: 300,
        outcome: 2,
        effects: vec![Amount {
            effect: Effect::Remove,
            items: 300,
            bytes: 7,
        }],
        commitment: [5; 32],
    };
    let mut expected = vec![4, 2, 1];
    expected.extend([7; 10]);
    expected.extend([1, 1, b'k', 0xac, 0x02, 2]);
    expected.extend([1, 5, 0xac, 0x02, 7]);
    expected.extend([5; 32]);
    assert_eq!(row.to_bytes().unwrap(), expected);
    let change = ChangeRecord {
        slot: Slot::Version(FileId::new([9; 10]), 300),
        saved: Some(vec![1, 2]),
    };
    let expected = b"\x02\x02\x09\x09\x09\x09\x09\x09\x09\x09\x09\x09\xac\x02\x01\x02\x01\x02";
    assert_eq!(change.to_bytes().unwrap(), expected);
    let content = ContentRecord {
        id: [1; 32],
        hash: [2; 32],
        size: 128,
        references: 3,
        layout: Layout::Whole(Stored {
            len: 127,
            compressed: true,
        }),
    };
    let mut expected = vec![1];
    expected.extend([1; 32]);
    expected.extend([2; 32]);
    expected.extend([0x80, 0x01, 3, 0, 127, 1]);
    assert_eq!(content.to_bytes().unwrap(), expected);
}
