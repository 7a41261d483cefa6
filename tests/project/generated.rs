//! The checked-in manual pages and completions are what the program prints. After a change of the
//! command line, write them anew:
//!
//! ```text
//! FILE_ORGANIZER_REGENERATE=1 cargo test --test project
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const AGAIN: &str = "FILE_ORGANIZER_REGENERATE=1 cargo test --test project";

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program, without what the caller's environment would tell it.
fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_file-organizer"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("FILE_ORGANIZER_") {
            command.env_remove(name);
        }
    }
    command
}

fn printed(arguments: &[&str]) -> Vec<u8> {
    let output = program().args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", output.status);
    output.stdout
}

/// Names and contents of the files of a folder.
fn read(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let Ok(entries) = fs::read_dir(folder) else {
        return BTreeMap::new();
    };
    entries
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, fs::read(entry.path()).unwrap())
        })
        // Screenshots of the page, which are compared by hand.
        .filter(|(name, _)| !name.starts_with("page-"))
        .collect()
}

/// Compares a checked-in folder with what it should hold, or writes it.
pub(crate) fn check(folder: &str, wanted: &BTreeMap<String, Vec<u8>>) {
    let place = root().join(folder);
    if std::env::var_os("FILE_ORGANIZER_REGENERATE").is_some() {
        fs::create_dir_all(&place).unwrap();
        for name in read(&place)
            .keys()
            .filter(|name| !wanted.contains_key(*name))
        {
            fs::remove_file(place.join(name)).unwrap();
        }
        for (name, content) in wanted {
            fs::write(place.join(name), content).unwrap();
        }
    }
    let found = read(&place);
    let mut differing: Vec<&String> = wanted
        .iter()
        .filter(|(name, content)| found.get(*name) != Some(content))
        .map(|(name, _)| name)
        .collect();
    differing.extend(found.keys().filter(|name| !wanted.contains_key(*name)));
    assert!(
        differing.is_empty(),
        "{folder}/ is not what the program prints: {differing:?}\nwrite it anew: {AGAIN}"
    );
}

#[test]
fn manual_pages() {
    let scratch = tempfile::tempdir().unwrap();
    let folder: PathBuf = scratch.path().join("man");
    printed(&["man", "--dir", folder.to_str().unwrap()]);
    let pages = read(&folder);
    assert!(pages.contains_key("file-organizer.1"));
    assert!(pages.contains_key("file-organizer-trash-list.1"));
    check("man", &pages);
}

#[test]
fn manual_pages_refer_to_pages_that_exist() {
    let scratch = tempfile::tempdir().unwrap();
    printed(&["man", "--dir", scratch.path().to_str().unwrap()]);
    let pages = read(scratch.path());
    let mut references = 0;
    for (name, page) in &pages {
        let text = String::from_utf8_lossy(page).replace('\\', "");
        for (before, _) in text.match_indices("(1)").map(|(at, _)| text.split_at(at)) {
            let start = before.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '-');
            let other = &before[start.map_or(0, |at| at + 1)..];
            assert!(
                pages.contains_key(&format!("{other}.1")),
                "{name}: {other}(1)"
            );
            references += 1;
        }
    }
    assert!(references > 100, "{references}");
}

#[test]
fn completions() {
    let wanted = [
        ("bash", "file-organizer.bash"),
        ("zsh", "_file-organizer"),
        ("fish", "file-organizer.fish"),
    ];
    let wanted = wanted
        .map(|(shell, name)| (name.to_owned(), printed(&["completions", shell])))
        .into();
    check("completions", &wanted);
}

/// The numbers of events and of what details are made of, for those who verify an export: what the export itself
/// says of them proves nothing.
#[test]
fn numbers_of_events() {
    use file_organizer::domain::detail::{Unit, Word};
    use file_organizer::domain::done::Setting;
    use file_organizer::domain::effect::Effect;
    use file_organizer::domain::event::Event;
    let events: BTreeMap<u16, &str> = Event::ALL
        .iter()
        .map(|event| (event.code(), event.name()))
        .collect();
    let units: Vec<&str> = Unit::ALL.iter().map(|unit| unit.name()).collect();
    let words: Vec<&str> = Word::ALL.iter().map(|word| word.name()).collect();
    let effects = Effect::ALL.map(Effect::name);
    let settings = Setting::ALL.map(Setting::name);
    let names = serde_json::json!({"events": events, "units": units, "words": words, "effects": effects,
        "settings": settings});
    let wanted = format!("{}\n", serde_json::to_string_pretty(&names).unwrap());
    check_file("docs/audit-events.json", &wanted);
}

/// Compares a checked-in file with what it should hold, or writes it.
pub(crate) fn check_file(name: &str, wanted: &str) {
    let place = root().join(name);
    if std::env::var_os("FILE_ORGANIZER_REGENERATE").is_some() {
        fs::write(&place, wanted).unwrap();
    }
    let found = fs::read_to_string(&place).unwrap_or_default();
    assert!(found == wanted, "{name}: write it anew: {AGAIN}");
}
