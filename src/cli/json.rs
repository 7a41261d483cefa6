//! The JSON output. It is a stable interface: fields are added, never renamed.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use data_encoding::{BASE64, HEXLOWER};
use file_organizer::app::files::add::{Item, ItemStatus, Summary};
use file_organizer::app::files::info::{FileInfo, VersionInfo};
use file_organizer::app::files::list::Listed;
use file_organizer::app::files::mv::{Moved, Outcome};
use file_organizer::domain::path::VaultPath;
use serde_json::{Map, Value, json};

/// Sets a field to bytes: as text, and exactly in Base64 if they are not UTF-8.
pub(crate) fn put(object: &mut Value, name: &str, bytes: &[u8]) {
    let Value::Object(map) = object else { return };
    map.insert(
        name.to_owned(),
        Value::from(String::from_utf8_lossy(bytes).into_owned()),
    );
    if std::str::from_utf8(bytes).is_err() {
        map.insert(format!("{name}_b64"), Value::from(BASE64.encode(bytes)));
    }
}

fn put_path(object: &mut Value, name: &str, path: &VaultPath) {
    put(object, name, path.raw());
}

/// A hash in the format of `b3sum`.
pub(crate) fn hash(hash: &[u8]) -> String {
    HEXLOWER.encode(hash)
}

/// A path in the file system.
pub(crate) fn put_os(object: &mut Value, name: &str, path: &Path) {
    put(object, name, path.as_os_str().as_bytes());
}

/// An object with only a path.
pub(crate) fn path(kind: &str, path: &VaultPath) -> Value {
    let mut object = json!({"type": kind});
    put_path(&mut object, "path", path);
    object
}

/// A move.
pub(crate) fn moved(moved: &Moved) -> Value {
    let mut object = json!({"type": "file", "status": moved.outcome.name()});
    if let (Value::Object(map), Outcome::Version(number)) = (&mut object, moved.outcome) {
        map.insert("version".to_owned(), number.into());
    }
    put_path(&mut object, "from", &moved.from);
    put_path(&mut object, "path", &moved.to);
    object
}

/// The result of exporting a file.
pub(crate) fn exported(path: &VaultPath, to: &Path, size: u64, error: Option<&str>) -> Value {
    let status = if error.is_some() { "failed" } else { "written" };
    let mut object = json!({"type": "file", "status": status, "size": size, "reason": error});
    put_path(&mut object, "path", path);
    put_os(&mut object, "to", to);
    object
}

/// A file.
pub(crate) fn file(file: &FileInfo) -> Value {
    let current = &file.current;
    let mut object = json!({
        "type": "file",
        "id": file.id.to_string(),
        "size": current.size,
        "detected": current.file_type.name(),
        "mime": current.file_type.mime(),
        "verdict": current.verdict.name(),
        "owner": file.owner,
        "tags": file.tags.iter().map(|tag| tag.as_str()).collect::<Vec<_>>(),
        "note": file.note,
        "created": file.created.rfc3339(),
        "added": current.added.rfc3339(),
        "modified": current.modified.rfc3339(),
        "hash": current.hash.map(|hash| HEXLOWER.encode(&hash)),
        "version": current.number,
        "rule": file.rule,
        "scanner": current.scanner,
    });
    put_path(&mut object, "path", &file.path);
    object
}

/// A file with the metadata of its content.
pub(crate) fn shown(info: &FileInfo) -> Value {
    let mut object = file(info);
    if let (Value::Object(map), Some(said)) = (&mut object, &info.traits) {
        let taken = said.taken.map(|taken| taken.rfc3339());
        for (name, value) in [
            ("taken", &taken),
            ("camera", &said.camera),
            ("title", &said.title),
            ("author", &said.author),
            ("artist", &said.artist),
            ("album", &said.album),
        ] {
            map.insert(name.to_owned(), json!(value));
        }
    }
    object
}

/// A line of a listing.
pub(crate) fn listed(line: &Listed) -> Value {
    match line {
        Listed::Folder(folder) => path("folder", folder),
        Listed::File(info) => file(info),
    }
}

/// A version.
pub(crate) fn version(version: &VersionInfo) -> Value {
    json!({
        "type": "version",
        "number": version.number,
        "size": version.size,
        "detected": version.file_type.name(),
        "verdict": version.verdict.name(),
        "author": version.author,
        "added": version.added.rfc3339(),
        "modified": version.modified.rfc3339(),
        "hash": version.hash.map(|hash| HEXLOWER.encode(&hash)),
        "scanner": version.scanner,
    })
}

/// The result of adding a file.
pub(crate) fn item(item: &Item) -> Value {
    let mut object = json!({
        "type": "file",
        "status": item.status.name(),
        "path": Value::Null,
        "id": item.id.map(|id| id.to_string()),
        "size": item.size,
        "detected": item.detected.map(|kind| kind.name()),
        "verdict": item.verdict.map(|verdict| verdict.name()),
        "reason": item.reason,
    });
    if let (Value::Object(map), ItemStatus::Version(number)) = (&mut object, item.status) {
        map.insert("version".to_owned(), number.into());
    }
    put_os(&mut object, "source", &item.source);
    if let Some(path) = &item.path {
        put_path(&mut object, "path", path);
    }
    object
}

/// The summary of an add.
pub(crate) fn summary(summary: &Summary) -> Value {
    json!({
        "type": "summary",
        "added": summary.added,
        "unchanged": summary.unchanged,
        "duplicate": summary.duplicate,
        "renamed": summary.renamed,
        "versions": summary.versions,
        "skipped": summary.skipped,
        "rejected": summary.rejected,
        "failed": summary.failed,
        "folders": summary.folders,
        "bytes": summary.bytes,
        "not_kept": {
            "access_lists": summary.not_kept.access_lists,
            "system_attributes": summary.not_kept.system_attributes,
            "user_attributes": summary.not_kept.user_attributes,
            "hard_links": summary.not_kept.hard_links,
        },
    })
}

/// An object of text values.
pub(crate) fn texts(pairs: impl IntoIterator<Item = (String, String)>) -> Value {
    let map: Map<String, Value> = pairs
        .into_iter()
        .map(|(name, value)| (name, Value::from(value)))
        .collect();
    Value::Object(map)
}
