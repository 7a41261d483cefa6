//! Phrases that read as translated, and that must not come back into help, manual pages and documents.

use std::fs;
use std::path::{Path, PathBuf};

/// In any case.
const PHRASES: &[&str] = &[
    "accounted for",
    "is let in no more",
    "shown only now",
    "is worth nothing",
    "vault did not unlock",
    "who unlocks with",
    "say less",
    "throw-away vault",
    "what must hold",
    "must hold of a file",
    "take the last change back",
    "undo takes back",
    "nothing has been done yet",
    "is too old since",
    "say to whom",
    "never to let it live",
    "would be failed",
    "is there already",
    "nothing waits",
    "ways in",
    "in the hands of another process",
    "in the order in which they are asked",
    "goes on until it is ended",
    "take out of the folder",
    "nobody to encrypt",
];

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).into_iter();
    entries
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|end| end == extension))
        .collect()
}

/// The manual pages are generated from the help, so they stand for it.
#[test]
fn no_phrase_reads_as_translated() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = files(&root.join("docs"), "md");
    all.extend(files(&root.join("man"), "1"));
    all.extend(["README.md", "CHANGELOG.md"].map(|name| root.join(name)));
    assert!(all.len() > 60, "{} files", all.len());
    let mut found = Vec::new();
    for path in all {
        let text = fs::read_to_string(&path).unwrap();
        let text = text
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase();
        for phrase in PHRASES {
            if let Some(at) = text.find(phrase) {
                let before: String = text[..at].chars().rev().take(40).collect();
                let before: String = before.chars().rev().collect();
                found.push(format!("{}: ...{before}{phrase}", path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
