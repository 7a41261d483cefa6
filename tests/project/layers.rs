//! Checks of the source tree that the compiler does not make: which layer may import which, where each
//! external crate may be used, and what a file may be called. docs/ARCHITECTURE.md describes the layers.
//! Comments and string literals do not count.

mod imports;
mod scanner;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use imports::{module_of, paths_named};
use scanner::{blank, crate_uses, lines_of, unwiped_copies, without_test_modules, word_positions};

/// A layer, and the other layers that it may import.
const ARROWS: &[(&str, &[&str])] = &[
    ("cli", &["serve", "app", "domain"]),
    ("serve", &["app", "domain"]),
    ("app", &["storage", "crypto", "domain"]),
    ("storage", &["crypto", "domain"]),
    ("crypto", &[]),
    ("domain", &[]),
];

/// What the library must keep to itself, so that the compiler refuses the binary reaching it.
const PRIVATE_LAYERS: &[&str] = &["storage", "crypto"];

const EVERYWHERE: &[&str] = &["src", "tests"];

/// Every dependency in Cargo.toml, and where it may be named: a file (with or without `.rs`) or a
/// folder. Tests inside `src` may name any of them.
const CRATES: &[(&str, &[&str])] = &[
    (
        "age",
        &[
            "src/crypto/slot",
            "src/crypto/recovery",
            "src/crypto/age_file",
        ],
    ),
    ("anstyle", &["src/cli/colour"]),
    ("argon2", &["src/crypto/kdf"]),
    ("bech32", &["src/crypto/slot", "src/crypto/recovery"]),
    (
        "blake3",
        &[
            "src/crypto",
            "tests/damage",
            "tests/secrecy",
            "tests/backup",
            "tests/kept",
        ],
    ),
    ("chacha20poly1305", &["src/crypto"]),
    ("clap", &["src/cli"]),
    ("clap_complete", &["src/cli"]),
    ("clap_mangen", &["src/cli"]),
    ("crc32fast", &["src/crypto/token"]),
    ("criterion", &["benches"]),
    ("comfy-table", &["src/cli/table"]),
    ("data-encoding", EVERYWHERE),
    ("directories", &["src/cli"]),
    ("fastcdc", &["src/storage/chunker", "src/app/files/add"]),
    ("flate2", &["src/domain/traits"]),
    ("getrandom", &["src/crypto/random"]),
    ("ignore", &["src/app/files/add/exclude"]),
    ("indicatif", &["src/cli/progress"]),
    ("infer", &["src/domain/sniff"]),
    ("jiff", &["src/domain"]),
    ("kamadak-exif", &["src/domain/traits"]),
    ("lscolors", &["src/cli/colour"]),
    ("lofty", &["src/domain/traits"]),
    ("memchr", &["src/domain"]),
    ("notify", &["src/app/intake/watch/watcher"]),
    ("postcard", &["src/storage"]),
    ("proptest", EVERYWHERE),
    ("quick-xml", &["src/domain/traits"]),
    ("rayon", &["src/storage/backend", "src/crypto/thread_pool"]),
    ("redb", &["src/storage", "src/internals"]),
    ("regex", &["src/domain/query", "src/domain/glob"]),
    ("rpassword", &["src/cli/prompt"]),
    (
        "rustix",
        &[
            "src/storage",
            "src/app",
            "src/cli",
            "src/serve/listen",
            "src/crypto/thread_pool",
        ],
    ),
    ("schemars", &["src/domain", "src/app"]),
    ("signature", &["src/crypto/jwt"]),
    ("serde_urlencoded", &["src/serve/input"]),
    ("serde", EVERYWHERE),
    ("serde_json", EVERYWHERE),
    ("serde-saphyr", &["src/domain/role/document"]),
    ("shlex", &["src/cli", "tests"]),
    (
        "signal-hook",
        &["src/cli/signals", "src/cli/memory", "src/cli/prompt"],
    ),
    ("strsim", &["src/domain/similar"]),
    ("tar", &["src/storage/archive"]),
    ("tempfile", &["src/storage", "src/app", "tests"]),
    ("thiserror", EVERYWHERE),
    ("toml", &["src/domain", "src/cli/settings"]),
    ("toml_edit", &["src/domain/rule/document"]),
    ("unicode-normalization", &["src/domain"]),
    ("unicode-security", &["src/domain/name"]),
    ("unicode-segmentation", &["src/domain/placement"]),
    ("unicode-width", &["src/cli"]),
    ("walkdir", &["src/app", "tests"]),
    ("zeroize", EVERYWHERE),
    // The sniffer has a module of this name.
    (
        "zip",
        &["src/domain/traits", "src/domain/sniff", "tests/hostile"],
    ),
    ("arc-swap", &["src/serve/tls"]),
    ("axum", &["src/serve"]),
    ("http-body-util", &["src/serve"]),
    ("hyper", &["src/serve"]),
    ("hyper-util", &["src/serve"]),
    ("listenfd", &["src/cli/cmd/serve"]),
    ("sd-notify", &["src/cli/cmd/serve"]),
    ("rustls", &["src/serve/tls"]),
    ("rustls-pki-types", &["src/serve/tls"]),
    ("tokio", &["src/serve"]),
    ("tokio-rustls", &["src/serve/tls"]),
    ("tower-http", &["src/serve/service"]),
    ("tower-service", &["src/serve/service"]),
    ("jsonwebtoken", &["src/crypto/jwt"]),
    (
        "ring",
        &["src/crypto/jwt", "src/serve/tls", "src/serve/bridge"],
    ),
    ("zstd", &["src/storage/compress"]),
];

/// A transaction begins here and nowhere else in `src/app`.
const GATE: &str = "src/app/gate.rs";
const BEGINS: &[&str] = &["begin_write", "begin_read", ".write_txn(", ".read_txn("];

/// Where tables are open to write.
const WRITES: Allowed = &[
    (
        "src/app/gate",
        "the gate changes them, and asks for the right to each effect",
    ),
    (
        "src/app/clock",
        "notes a clock that was set back, for the gate, in its transaction",
    ),
    (
        "src/app/backup/restore",
        "a restored vault is new: nobody has rights in it yet",
    ),
];

/// Where tables are open to read with the bytes of contents: it is handed out by `read_content`.
const CONTENTS: Allowed = &[
    (
        "src/app/gate",
        "what is read here is compared, or asked what it says of itself",
    ),
    ("src/app/files/get", "writes files into the file system"),
    ("src/app/backup/create", "writes all of them into a backup"),
    (
        "src/app/backup/set",
        "writes new ones into a set of backups",
    ),
    ("src/app/privacy/export", "writes a person's files"),
];

/// Who opens or makes a database.
const STORES: Allowed = &[
    ("src/app/gate", "opens it, and holds it"),
    (
        "src/app/maintenance/init",
        "makes it: there is no gate before there is a vault",
    ),
];

/// Who changes tables without a row of the audit log.
const UNRECORDED: Allowed = &[(
    "src/app/gate",
    "what nobody sees, such as chunks that are given back",
)];

type Allowed = &'static [(&'static str, &'static str)];

/// A word of `src/app`, and where it may stand.
const RESERVED: &[(&str, Allowed)] = &[
    ("Tables", WRITES),
    ("ReadTables", CONTENTS),
    ("Store", STORES),
    ("write_unrecorded", UNRECORDED),
];

/// Names that say nothing about what is inside, so everything ends up there.
const EMPTY_NAMES: &[&str] = &["util", "utils", "misc", "common", "helpers"];

#[test]
fn layers_name_only_the_layers_below() {
    let mut found = Vec::new();
    let sources = sources("src").unwrap();
    for (layer, _) in ARROWS {
        if !sources.iter().any(|s| layer_of(&s.path) == Some(layer)) {
            found.push(format!("src/{layer}: no such layer"));
        }
    }
    for source in &sources {
        let Some(layer) = layer_of(&source.path) else {
            continue;
        };
        for (at, path) in paths_named(&source.code, &module_of(&source.path)) {
            let target = path[0].as_str();
            if !may_name(layer, target) {
                found.push(source.says(at, &format!("`{layer}` must not name `{target}`")));
            }
        }
    }
    report(&found);
}

#[test]
fn the_library_keeps_its_lower_layers_private() {
    let mut found = Vec::new();
    for source in sources("src")
        .unwrap()
        .iter()
        .filter(|s| s.path == "src/lib.rs")
    {
        for (at, line) in lines_of(&source.code) {
            let mut words = line.split_whitespace();
            let public = words.next() == Some("pub");
            if public
                && PRIVATE_LAYERS
                    .iter()
                    .any(|layer| word_positions(line, layer).next().is_some())
            {
                found.push(source.says(at, "storage and crypto stay private to the library"));
            }
        }
    }
    report(&found);
}

#[test]
fn external_crates_are_used_where_allowed() {
    let mut found = Vec::new();
    for source in sources("src")
        .unwrap()
        .iter()
        .filter(|s| !is_test_file(&s.path))
    {
        let code = without_test_modules(&source.code);
        for (name, places) in CRATES {
            if places.iter().any(|place| is_under(&source.path, place)) {
                continue;
            }
            for at in crate_uses(&code, &name.replace('-', "_")) {
                found.push(source.says(
                    at,
                    &format!("`{name}` may be used in {}", places.join(", ")),
                ));
            }
        }
    }
    report(&found);
}

#[test]
fn every_dependency_is_listed() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let declared = dependencies(&manifest);
    let mut found = Vec::new();
    for (line, name) in &declared {
        if !CRATES.iter().any(|(known, _)| known == name) {
            found.push(format!(
                "Cargo.toml:{line}: `{name}` has no row in CRATES of tests/project/layers.rs"
            ));
        }
    }
    for (name, _) in CRATES {
        if !declared.iter().any(|(_, known)| known == name) {
            found.push(format!(
                "tests/project/layers.rs: `{name}` is listed but is no dependency"
            ));
        }
    }
    report(&found);
}

#[test]
fn only_the_gate_begins_transactions() {
    let mut found = Vec::new();
    for source in sources("src").unwrap() {
        if layer_of(&source.path) != Some("app") || source.path == GATE {
            continue;
        }
        for word in BEGINS {
            for (at, _) in source.code.match_indices(word) {
                found.push(source.says(at, &format!("`{word}` belongs in {GATE} alone")));
            }
        }
    }
    report(&found);
}

/// An assertion that a release does not make, and a secret that is copied into what nothing wipes.
#[test]
fn secrets_are_wiped_and_invariants_hold_in_a_release() {
    let mut found = Vec::new();
    for source in sources("src").unwrap() {
        let code = without_test_modules(&source.code);
        if is_test_file(&source.path) {
            continue;
        }
        for word in ["debug_assert", "debug_assert_eq", "debug_assert_ne"] {
            for at in word_positions(&code, word) {
                if code[at + word.len()..].starts_with('!') {
                    found.push(source.says(at, "a type or an error holds in a release too"));
                }
            }
        }
        for at in unwiped_copies(&code) {
            found.push(source.says(
                at,
                "nothing wipes this copy of a secret: use Secret or Zeroizing",
            ));
        }
    }
    report(&found);
}

#[test]
fn only_the_gate_has_the_tables_in_hand() {
    let mut found = Vec::new();
    let mut used = BTreeSet::new();
    for source in sources("src").unwrap() {
        if layer_of(&source.path) != Some("app") || is_test_file(&source.path) {
            continue;
        }
        let code = without_test_modules(&source.code);
        for (word, allowed) in RESERVED {
            let place = allowed
                .iter()
                .find(|(place, _)| is_under(&source.path, place));
            for at in word_positions(&code, word) {
                match place {
                    Some((place, _)) => _ = used.insert((word, place)),
                    None => found.push(source.says(at, &format!("`{word}` {}", says(allowed)))),
                }
            }
        }
    }
    for (word, allowed) in RESERVED {
        for (place, _) in *allowed {
            if !used.contains(&(word, place)) {
                found.push(format!(
                    "tests/project/layers.rs: {place} does not name `{word}`"
                ));
            }
        }
    }
    report(&found);
}

fn says(allowed: Allowed) -> String {
    let places = allowed
        .iter()
        .map(|(place, why)| format!("{place} ({why})"));
    format!("belongs in: {}", Vec::from_iter(places).join("; "))
}

#[test]
fn files_are_introduced_and_well_named() {
    let mut found = Vec::new();
    for source in sources("src").unwrap() {
        if !source.text.starts_with("//!") {
            found.push(source.says(
                0,
                "starts with `//!`: what the file contains, and what it must not",
            ));
        }
    }
    for source in sources("src")
        .unwrap()
        .iter()
        .chain(&sources("tests").unwrap())
    {
        for part in source.path.split('/') {
            if EMPTY_NAMES.contains(&part.trim_end_matches(".rs")) {
                found.push(source.says(0, &format!("`{part}` says nothing: name what is inside")));
            }
        }
    }
    report(&found);
}

fn report(found: &[String]) {
    assert!(
        found.is_empty(),
        "{} violation(s):\n  {}\n",
        found.len(),
        found.join("\n  ")
    );
}

// ---- the tree

struct Source {
    /// From the package's root, with forward slashes.
    path: String,
    text: String,
    /// The text with comments and literals blanked, byte for byte in place.
    code: String,
}

impl Source {
    fn says(&self, at: usize, what: &str) -> String {
        let before = self.text.bytes().take(at);
        format!(
            "{}:{}: {what}",
            self.path,
            1 + before.filter(|b| *b == b'\n').count()
        )
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every `.rs` file under a folder of the package, sorted by path. A missing folder is empty.
fn sources(folder: &str) -> io::Result<Vec<Source>> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(root().join(&folder)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            other => other?,
        };
        for entry in entries {
            let entry = entry?;
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if path.ends_with(".rs") {
                let text = fs::read_to_string(entry.path())?;
                let code = blank(&text);
                all.push(Source { path, text, code });
            }
        }
    }
    all.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(all)
}

/// `src/app/add.rs` and `src/app.rs` are in `app`; `src/lib.rs` and `src/main.rs` are in none.
fn layer_of(path: &str) -> Option<&'static str> {
    ARROWS
        .iter()
        .map(|(layer, _)| *layer)
        .find(|layer| is_under(path, &format!("src/{layer}")))
}

fn is_under(path: &str, place: &str) -> bool {
    path.strip_prefix(place)
        .is_some_and(|rest| rest.is_empty() || rest == ".rs" || rest.starts_with('/'))
}

fn is_test_file(path: &str) -> bool {
    path.split('/')
        .any(|part| part == "tests" || part == "tests.rs")
}

fn may_name(layer: &str, target: &str) -> bool {
    let is_layer = target == "*" || ARROWS.iter().any(|(name, _)| *name == target);
    let allowed = ARROWS
        .iter()
        .find(|(name, _)| *name == layer)
        .is_some_and(|(_, to)| to.contains(&target));
    !is_layer || layer == target || allowed
}

/// Line number and name of each dependency, of any kind and for any target.
fn dependencies(manifest: &str) -> Vec<(usize, String)> {
    let mut all = Vec::new();
    let mut inside = false;
    for (index, line) in manifest.lines().enumerate() {
        let line = line.trim();
        if let Some(header) = line
            .strip_prefix('[')
            .and_then(|l| l.split(']').next())
            .filter(|_| !line.contains('='))
        {
            inside = header.ends_with("dependencies");
            if let Some((table, name)) = header.rsplit_once('.')
                && table.ends_with("dependencies")
            {
                all.push((index + 1, name.to_owned()));
            }
        } else if inside
            && let Some((key, _)) = line.split_once('=')
            && line.starts_with(|c: char| c.is_ascii_alphabetic())
        {
            let name = key.trim().split('.').next().unwrap_or_default();
            all.push((index + 1, name.to_owned()));
        }
    }
    all
}

// ---- tests of the above

#[test]
fn knows_where_a_file_is() {
    assert_eq!(layer_of("src/app/add.rs"), Some("app"));
    assert_eq!(layer_of("src/application.rs"), None);
    assert_eq!(layer_of("src/lib.rs"), None);
    assert!(is_under("src/domain/sniff.rs", "src/domain/sniff"));
    assert!(is_under("src/domain/sniff/zip.rs", "src/domain/sniff"));
    assert!(!is_under("src/domain/sniffer.rs", "src/domain/sniff"));
    assert!(
        may_name("app", "storage") && !may_name("domain", "storage") && !may_name("cli", "crypto")
    );
    assert!(may_name("domain", "Error") && !may_name("domain", "*"));
}

#[test]
fn reads_every_kind_of_dependency() {
    let manifest = "[package]\nname = \"x\"\n[dependencies]\na = \"1\"\n# b = \"1\"\nc-d = { version = \"1\", features = [\n    \"e\",\n] }\n\
                    [target.'cfg(unix)'.dependencies]\nf.version = \"1\"\n[dev-dependencies.g]\nversion = \"1\"\n[lints.rust]\nh = \"deny\"\n";
    let names: Vec<_> = dependencies(manifest)
        .into_iter()
        .map(|(_, name)| name)
        .collect();
    assert_eq!(names, ["a", "c-d", "f", "g"]);
}
