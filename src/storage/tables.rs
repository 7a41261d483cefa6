//! The tables of the database, opened for reading and writing, or for reading. The contents of rows
//! are in `record`. Newer tables are created by the first write of a version that knows them, and
//! are empty before. Implements docs/FORMAT.md, "Tables".

use redb::{
    ReadOnlyTable, ReadTransaction, ReadableTable, ReadableTableMetadata, Table, TableDefinition,
    TableError, WriteTransaction,
};

use super::Result;

type Bytes = &'static [u8];
type Id = &'static [u8; 10];
type Name = &'static [u8; 32];

const META: TableDefinition<'_, &str, Bytes> = TableDefinition::new("meta");
const USERS: TableDefinition<'_, &str, Bytes> = TableDefinition::new("users");
const ROLES: TableDefinition<'_, &str, Bytes> = TableDefinition::new("roles");
const API_KEYS: TableDefinition<'_, &str, Bytes> = TableDefinition::new("api_keys");
const KEY_USE: TableDefinition<'_, &str, Bytes> = TableDefinition::new("key_use");
const SESSIONS: TableDefinition<'_, &str, Bytes> = TableDefinition::new("sessions");
const FILES: TableDefinition<'_, Bytes, Bytes> = TableDefinition::new("files");
const IDS: TableDefinition<'_, Id, Bytes> = TableDefinition::new("ids");
const NAMES: TableDefinition<'_, Bytes, ()> = TableDefinition::new("names");
const TRASH: TableDefinition<'_, Id, Bytes> = TableDefinition::new("trash");
const VERSIONS: TableDefinition<'_, (Id, u32), Bytes> = TableDefinition::new("versions");
const CONTENTS: TableDefinition<'_, u64, Bytes> = TableDefinition::new("contents");
const CONTENT_IDS: TableDefinition<'_, Name, u64> = TableDefinition::new("content_ids");
const COUNTS: TableDefinition<'_, &str, u64> = TableDefinition::new("counts");
const CHUNKS: TableDefinition<'_, Name, Bytes> = TableDefinition::new("chunks");
const PACKS: TableDefinition<'_, u64, Bytes> = TableDefinition::new("packs");
const PIECES: TableDefinition<'_, (u64, u16), Bytes> = TableDefinition::new("pieces");
const OPERATIONS: TableDefinition<'_, u64, Bytes> = TableDefinition::new("operations");
const CHANGES: TableDefinition<'_, (u64, u32), Bytes> = TableDefinition::new("changes");
const AUDIT: TableDefinition<'_, u64, Bytes> = TableDefinition::new("audit");
const AUDIT_FIELDS: TableDefinition<'_, u64, Bytes> = TableDefinition::new("audit_fields");
const TRAITS: TableDefinition<'_, u64, Bytes> = TableDefinition::new("traits");
const PENDING: TableDefinition<'_, (u64, u64), Name> = TableDefinition::new("pending");
pub(super) const RECEIPTS: TableDefinition<'_, Bytes, Bytes> = TableDefinition::new("receipts");
pub(super) const CONSENTS: TableDefinition<'_, u64, Bytes> = TableDefinition::new("consents");
const FOLDERS: TableDefinition<'_, Bytes, Bytes> = TableDefinition::new("folders");
const AUDIT_TIMES: TableDefinition<'_, u64, (i64, i64)> = TableDefinition::new("audit_times");

const AUDIT_TARGETS: TableDefinition<'_, (u64, u64), ()> = TableDefinition::new("audit_targets");

macro_rules! tables {
    (
        $($(#[$doc:meta])* $field:ident: ($key:ty, $value:ty) = $def:ident;)*
        => later:
        $($(#[$later_doc:meta])* $later:ident: ($later_key:ty, $later_value:ty) = $later_def:ident;)*
        => content:
        $($(#[$content_doc:meta])* $content:ident: ($content_key:ty, $content_value:ty) = $content_def:ident;)*
    ) => {
        /// Every table, open for writing.
        pub(crate) struct Tables<'t> {
            $(pub(crate) $field: Table<'t, $key, $value>,)*
            $(pub(crate) $later: Table<'t, $later_key, $later_value>,)*
            $(pub(crate) $content: Table<'t, $content_key, $content_value>,)*
        }

        impl<'t> Tables<'t> {
            pub(super) fn open(txn: &'t WriteTransaction) -> Result<Self> {
                Ok(Self {
                    $($field: txn.open_table($def)?,)*
                    $($later: txn.open_table($later_def)?,)*
                    $($content: txn.open_table($content_def)?,)*
                })
            }
        }

        impl Tables<'_> {
            /// Copies every row; calls `step` for each.
            pub(super) fn copy_from(
                &mut self,
                from: &ReadTables,
                step: &mut dyn FnMut(),
            ) -> Result<()> {
                $(for row in from.metadata.$field.iter()? {
                    let (key, value) = row?;
                    self.$field.insert(key.value(), value.value())?;
                    step();
                })*
                $(if let Some(table) = &from.metadata.$later {
                    for row in table.iter()? {
                        let (key, value) = row?;
                        self.$later.insert(key.value(), value.value())?;
                        step();
                    }
                })*
                $(for row in from.$content.iter()? {
                    let (key, value) = row?;
                    self.$content.insert(key.value(), value.value())?;
                    step();
                })*
                Ok(())
            }
        }

        /// Every table except those with the bytes of contents, open for reading: one consistent
        /// state, isolated from later writes.
        pub(crate) struct Metadata {
            $($field: ReadOnlyTable<$key, $value>,)*
            $($later: Option<ReadOnlyTable<$later_key, $later_value>>,)*
        }

        impl Metadata {
            pub(super) fn open(txn: &ReadTransaction) -> Result<Self> {
                Ok(Self {
                    $($field: txn.open_table($def)?,)*
                    $($later: match txn.open_table($later_def) {
                        Err(TableError::TableDoesNotExist(_)) => None,
                        other => Some(other?),
                    },)*
                })
            }
        }

        /// [`Metadata`], and the bytes of contents.
        pub(crate) struct ReadTables {
            metadata: Metadata,
            $($content: ReadOnlyTable<$content_key, $content_value>,)*
        }

        impl ReadTables {
            pub(super) fn open(txn: &ReadTransaction) -> Result<Self> {
                Ok(Self {
                    metadata: Metadata::open(txn)?,
                    $($content: txn.open_table($content_def)?,)*
                })
            }

            /// The same state, without the bytes of contents.
            pub(crate) fn metadata(&self) -> &Metadata {
                &self.metadata
            }

            /// The number of rows.
            pub(super) fn rows(&self) -> Result<u64> {
                let mut rows = 0;
                $(rows += self.metadata.$field.len()?;)*
                $(rows += self.metadata.$later.as_ref().map_or(Ok(0), |table| table.len())?;)*
                $(rows += self.$content.len()?;)*
                Ok(rows)
            }
        }

        /// The tables without the bytes of contents.
        pub(crate) trait View {
            $($(#[$doc])*
            fn $field(&self) -> &impl ReadableTable<$key, $value>;)*
            $($(#[$later_doc])*
            /// `None` in a vault last written by a version that did not know it.
            fn $later(&self) -> Option<&impl ReadableTable<$later_key, $later_value>>;)*
        }

        /// All tables, including the bytes of contents.
        pub(crate) trait ContentView: View {
            $($(#[$content_doc])*
            fn $content(&self) -> &impl ReadableTable<$content_key, $content_value>;)*
        }

        impl View for Tables<'_> {
            $(fn $field(&self) -> &impl ReadableTable<$key, $value> { &self.$field })*
            $(fn $later(&self) -> Option<&impl ReadableTable<$later_key, $later_value>> {
                Some(&self.$later)
            })*
        }

        impl ContentView for Tables<'_> {
            $(fn $content(&self) -> &impl ReadableTable<$content_key, $content_value> {
                &self.$content
            })*
        }

        impl View for Metadata {
            $(fn $field(&self) -> &impl ReadableTable<$key, $value> { &self.$field })*
            $(fn $later(&self) -> Option<&impl ReadableTable<$later_key, $later_value>> {
                self.$later.as_ref()
            })*
        }

        impl View for ReadTables {
            $(fn $field(&self) -> &impl ReadableTable<$key, $value> { &self.metadata.$field })*
            $(fn $later(&self) -> Option<&impl ReadableTable<$later_key, $later_value>> {
                self.metadata.$later.as_ref()
            })*
        }

        impl ContentView for ReadTables {
            $(fn $content(&self) -> &impl ReadableTable<$content_key, $content_value> {
                &self.$content
            })*
        }
    };
}

tables! {
    /// Name to value: singletons of a vault.
    meta: (&'static str, Bytes) = META;
    /// User name to account.
    users: (&'static str, Bytes) = USERS;
    /// Role name to permissions, if they differ from the built-in ones.
    roles: (&'static str, Bytes) = ROLES;
    /// Id to API key.
    api_keys: (&'static str, Bytes) = API_KEYS;
    /// Id of an API key to its usage.
    key_use: (&'static str, Bytes) = KEY_USE;
    /// Id to login session.
    sessions: (&'static str, Bytes) = SESSIONS;
    /// Path key to file.
    files: (Bytes, Bytes) = FILES;
    /// File id to its path key; empty for a file in the trash.
    ids: (Id, Bytes) = IDS;
    /// Folded base name, NUL, id.
    names: (Bytes, ()) = NAMES;
    /// File id to a file in the trash.
    trash: (Id, Bytes) = TRASH;
    /// File id and version number to an earlier version.
    versions: ((Id, u32), Bytes) = VERSIONS;
    /// Number to content.
    contents: (u64, Bytes) = CONTENTS;
    /// Content id to its number.
    content_ids: (Name, u64) = CONTENT_IDS;
    /// Chunk id to chunk.
    chunks: (Name, Bytes) = CHUNKS;
    /// Number to pack.
    packs: (u64, Bytes) = PACKS;
    /// Import and index to a chunk held by the import.
    pending: ((u64, u64), Name) = PENDING;
    /// Name to count: of files, tags and contents.
    counts: (&'static str, u64) = COUNTS;
    /// Number to operation.
    operations: (u64, Bytes) = OPERATIONS;
    /// Operation and index to a saved row.
    changes: ((u64, u32), Bytes) = CHANGES;
    /// Number to audit row: chain value, then record.
    audit: (u64, Bytes) = AUDIT;
    /// Number of an audit row to its personal fields.
    audit_fields: (u64, Bytes) = AUDIT_FIELDS;
    /// Hash of what an audit row is about, and its number.
    audit_targets: ((u64, u64), ()) = AUDIT_TARGETS;
    => later:
    /// Number of a content to its metadata, if extracted.
    traits: (u64, Bytes) = TRAITS;
    /// Path of a source in the file system to its receipt.
    receipts: (Bytes, Bytes) = RECEIPTS;
    /// Number to consent.
    consents: (u64, Bytes) = CONSENTS;
    /// Number of a stretch of audit rows to its earliest and latest time, in nanoseconds.
    audit_times: (u64, (i64, i64)) = AUDIT_TIMES;
    /// Path key to a stored folder.
    folders: (Bytes, Bytes) = FOLDERS;
    => content:
    /// Number of a content, chunk or pack, and piece index, to bytes.
    pieces: ((u64, u16), Bytes) = PIECES;
}
