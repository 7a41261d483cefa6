//! Search terms, one a line, evaluated for files with hostile names: the last line is one more name.

#![no_main]

use file_organizer::domain::file_type::FileType;
use file_organizer::domain::path::{VaultPath, fold_name};
use file_organizer::domain::query::{Facts, Query, QueryError, SavedSearches};
use file_organizer::domain::tag::Tag;
use file_organizer::domain::time::Time;
use file_organizer::domain::time::Zone;
use file_organizer::domain::traits::Traits;
use libfuzzer_sys::fuzz_target;

const NOW: Time = Time::from_unix_nanos(1_700_000_000_000_000_000);

fuzz_target!(|text: &str| {
    let words: Vec<String> = text.lines().map(str::to_owned).collect();
    // Any terms can be saved, and refer to each other.
    let half = words.split_at(words.len() / 2).1.to_vec();
    let saved = SavedSearches::from([("a".to_owned(), half), ("b".to_owned(), words.clone())]);
    if let Ok(expanded) = Query::expand(&words, &saved) {
        let parsed = Query::parse(&expanded, NOW, &Zone::UTC);
        assert!(!matches!(parsed, Err(QueryError::SavedHere(_))));
    }
    let query = match Query::parse(&words, NOW, &Zone::UTC) {
        Ok(query) => query,
        Err(error) => {
            let _ = (error.to_string(), error.hint());
            return;
        }
    };
    let long = "a".repeat(200);
    let last = words.last().map_or("", String::as_str);
    let traits = Traits {
        taken: Some(NOW),
        title: Some(last.to_owned()),
        ..Traits::default()
    };
    let tags: Vec<Tag> = Tag::parse(last).into_iter().collect();
    for name in ["invoice 2025.pdf", "Ünïcode.JPG", &long, last] {
        let Ok(path) = VaultPath::root().join(name.as_bytes()) else {
            continue;
        };
        let folded = fold_name(path.name());
        let facts = Facts {
            path: &path,
            folded: &folded,
            size: 1 << 20,
            added: NOW,
            modified: NOW,
            owner: "admin",
            tags: &tags,
            note: Some(last),
            file_type: FileType::Pdf,
            hash: &[0x1f; 32],
            traits: Some(&traits),
            source: Some(last.as_bytes()),
        };
        let matches = query.matches(&facts);
        // Hints for the search in the database must not hide a match.
        if matches && let Some(folder) = query.folder() {
            assert!(path == *folder || path.is_inside(folder));
        }
        if matches && let Some(prefix) = query.name_prefix() {
            assert!(folded.starts_with(&prefix));
        }
        if matches && let Some(filter) = query.name_filter() {
            assert!(filter(&folded));
        }
    }
});
