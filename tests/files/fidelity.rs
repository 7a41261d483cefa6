//! What goes in comes out: a tree with every kind of entry goes in by `add`, out by `get`, through a
//! backup and a restore, and through age, zstd and tar, and is compared attribute by attribute.

mod listing;
mod tree;

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Home, Run};
use listing::{Listing, differences, forget_owners, forget_special_bits, list};
use tree::Made;

/// A vault that takes everything.
fn open_minded() -> Home {
    let home = Home::new();
    home.ok(["policy", "set", "allowed_extensions", "*"]);
    home.ok(["policy", "set", "content_mismatch", "allow"]);
    home
}

/// Runs the program with this umask.
fn with_umask(home: &Home, umask: &str, arguments: &[&str]) -> Run {
    let program = home.command(arguments);
    let mut command = Command::new("/bin/sh");
    command.arg("-c").arg(format!("umask {umask}; exec \"$@\""));
    command.arg("sh").arg(program.get_program());
    command.args(program.get_args()).env_clear();
    for (name, value) in program.get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    command.current_dir(home.work());
    Run::of(command)
}

pub(crate) fn identity(home: &Home) -> PathBuf {
    let path = home.root().join("identity.txt");
    let shown = path.to_str().unwrap();
    let recipient = home.ok(["-q", "backup", "identity", "new", "-o", shown]);
    home.ok(["backup", "recipient", "add", recipient.trim()]);
    path
}

/// Takes the tree out into a new folder, with these flags too, and lists it there.
fn out_with(home: &Home, vault: &Path, name: &str, flags: &[&str]) -> Listing {
    let get = ["--vault", vault.to_str().unwrap(), "get", "/tree", "-o"];
    let run = with_umask(home, "000", &[&get[..], &[name], flags].concat());
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    list(&home.work().join(name).join("tree"))
}

/// Takes the tree out as the caller's own.
fn out(home: &Home, vault: &Path, name: &str) -> Listing {
    let mut listing = out_with(home, vault, name, &[]);
    forget_owners(&mut listing);
    listing
}

fn assert_same(what: &str, expected: &Listing, got: &Listing) {
    let all = differences(expected, got);
    assert!(all.is_empty(), "{what}:\n{}", all.join("\n"));
}

/// Adds the tree, and checks what is refused and what is said; returns what the vault has to have.
fn add(home: &Home, made: &Made, went: &Listing, flags: &[&str]) -> Listing {
    let run = home.run([&["-v", "add", "tree", "--to", "/"], flags].concat());
    // Special files are ignored.
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let mut expected = went.clone();
    for name in &made.refused {
        assert!(run.err.contains("special"), "{}", run.err);
        expected.remove(name);
    }
    for said in &made.said {
        assert!(run.err.contains(said), "{said}: {}", run.err);
    }
    assert!(run.out.contains("renamed   /tree/twins/caf"), "{}", run.out);
    expected.retain(|name, _| !tree::is_twin(name));
    expected
}

/// Names that are one after normalisation: one of the files has another name, and both are there.
fn take_twins(listing: &mut Listing) {
    let twins: Vec<PathBuf> = listing
        .keys()
        .filter(|name| tree::is_twin(name))
        .cloned()
        .collect();
    let mut contents: Vec<Vec<u8>> = twins
        .iter()
        .filter_map(|name| listing.remove(name))
        .map(|entry| entry.content().to_vec())
        .collect();
    contents.sort();
    assert_eq!(contents, [b"composed".to_vec(), b"decomposed".to_vec()]);
}

#[test]
fn a_tree_that_is_moved_in_comes_out_as_it_was() {
    let home = open_minded();
    let source = home.work().join("tree");
    let made = tree::make(&source);
    let went = list(&source);
    let expected = add(&home, &made, &went, &["--move"]);
    let left: Vec<PathBuf> = list(&source).into_keys().collect();
    let mut stays = made.refused;
    stays.extend([PathBuf::new(), PathBuf::from("special")]);
    stays.sort();
    assert_eq!(left, stays);
    let mut got = out_with(&home, &home.vault(), "out", &["--owner"]);
    take_twins(&mut got);
    assert_same("get --owner", &expected, &got);
}

/// The attributes of a source that is removed exist nowhere else.
#[test]
fn a_removed_source_with_other_attributes_is_another_file() {
    let home = open_minded();
    let source = |name: &str| {
        let path = home.file(name, "same");
        let modified = std::time::UNIX_EPOCH + std::time::Duration::from_secs(915_148_800);
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(modified).unwrap();
        path
    };
    let status = |arguments: &[&str]| {
        let run = home.run([&["--json", "add", "--move"], arguments].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        let status = |line: &str| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            (line["type"] == "file").then(|| line["status"].as_str().unwrap().to_owned())
        };
        run.out.lines().filter_map(status).collect::<Vec<_>>()
    };
    source("1/IMG.txt");
    let private = source("2/IMG.txt");
    fs::set_permissions(private, fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(status(&["1/IMG.txt", "2/IMG.txt"]), ["added", "renamed"]);
    // Again, as after an interruption before the sources were removed.
    source("1/IMG.txt");
    assert_eq!(status(&["1/IMG.txt"]), ["unchanged"]);
    let private = source("2/IMG.txt");
    fs::set_permissions(private, fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(status(&["2/IMG.txt"]), ["unchanged"]);
    for name in ["caf\u{e9}.txt", "cafe\u{301}.txt"] {
        source(&format!("twins/{name}"));
    }
    assert_eq!(status(&["twins"]).len(), 2);
    assert_eq!(home.ok(["ls", "/inbox/twins"]).lines().count(), 2);
}

#[test]
fn a_tree_with_every_kind_of_entry_comes_out_as_it_went_in() {
    let home = open_minded();
    let source = home.work().join("tree");
    let made = tree::make(&source);
    let mut expected = add(&home, &made, &list(&source), &[]);
    forget_owners(&mut expected);
    let check = |what: &str, mut got: Listing| {
        take_twins(&mut got);
        assert_same(what, &expected, &got);
    };
    check("get", out(&home, &home.vault(), "out"));
    assert_eq!(home.run(["verify"]).code, 0);

    let identity = identity(&home);
    let id = identity.to_str().unwrap();
    let mut by_script_expected = expected.clone();
    by_script_expected.retain(|name, _| !tree::is_beyond_tar(name));
    forget_special_bits(&mut by_script_expected);
    let forms = [
        &["-o", "b.age"][..],
        &["--to", "set", "--create", "--incremental"],
    ];
    for (number, form) in forms.iter().enumerate() {
        home.ok([&["backup", "create"], *form].concat());
        let file = match form {
            ["-o", _] => home.work().join("b.age"),
            _ => fs::read_dir(home.work().join("set"))
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .find(|path| path.to_string_lossy().ends_with(".snapshot.age"))
                .unwrap(),
        };
        let file = file.to_str().unwrap();
        home.ok(["backup", "verify", file, "--identity", id]);
        let new = home.root().join(format!("new-{number}"));
        let into = new.to_str().unwrap();
        home.ok(["backup", "restore", file, "--identity", id, "--into", into]);
        check("restore", out(&home, &new, &format!("restored-{number}")));
        let mut by_script = recovered(&home, &identity, file, &format!("script-{number}"));
        take_twins(&mut by_script);
        forget_owners(&mut by_script);
        by_script.retain(|name, _| !tree::is_beyond_tar(name));
        forget_special_bits(&mut by_script);
        assert_same("recover.sh", &by_script_expected, &by_script);
    }
    let mut got = unpacked(&home, &identity);
    let kept = |name: &PathBuf| !tree::is_beyond_tar(name);
    let mut by_tar_expected = expected.clone();
    by_tar_expected.retain(|name, _| kept(name));
    take_twins(&mut got);
    forget_owners(&mut got);
    got.retain(|name, _| kept(name));
    assert_same("tar", &by_tar_expected, &got);
}

/// The tree by docs/recover.sh.
fn recovered(home: &Home, identity: &Path, backup: &str, into: &str) -> Listing {
    let mut command = Command::new("sh");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/recover.sh");
    command
        .arg(script)
        .arg(identity)
        .args([backup, into])
        .current_dir(home.work());
    let run = Run::of(command);
    assert_eq!(run.code, 0, "{}", run.err);
    list(&home.work().join(into).join("files/tree"))
}

/// The tree by stock tools, out of `b.age`.
fn unpacked(home: &Home, identity: &Path) -> Listing {
    let script = "set -e; umask 000; mkdir by-tar; \
                  age -d -i \"$1\" b.age | zstd -dc | tar -x --xattrs --xattrs-include='user.*' -p -S -C by-tar";
    let mut command = Command::new("/bin/bash");
    command.args(["-o", "pipefail", "-c", script, "bash"]);
    command.arg(identity).current_dir(home.work());
    let run = Run::of(command);
    assert_eq!(run.code, 0, "{}", run.err);
    list(&home.work().join("by-tar/files/tree"))
}

#[test]
fn what_came_in_private_comes_out_private_whatever_the_umask() {
    let home = open_minded();
    for (name, mode) in [("a", 0o600), ("b", 0o640), ("c", 0o4755), ("d", 0o666)] {
        let path = home.file(format!("in/{name}"), name);
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
    }
    fs::set_permissions(home.work().join("in"), fs::Permissions::from_mode(0o700)).unwrap();
    home.ok(["add", "in", "--to", "/"]);
    let run = home.feed(["add", "-", "--name", "stream", "--to", "/in"], b"secret");
    assert_eq!(run.code, 0, "{}", run.err);
    for (umask, wanted) in [
        ("000", [0o600, 0o640, 0o4755, 0o666, 0o600]),
        ("022", [0o600, 0o640, 0o4755, 0o644, 0o600]),
        ("077", [0o600, 0o600, 0o4700, 0o600, 0o600]),
    ] {
        let target = format!("out-{umask}");
        let run = with_umask(&home, umask, &["get", "/in", "-o", &target]);
        assert_eq!(run.code, 0, "{}", run.err);
        let folder = home.work().join(target).join("in");
        let mode = |name: &str| fs::metadata(folder.join(name)).unwrap().mode() & 0o7777;
        let got = ["a", "b", "c", "d", "stream"].map(mode);
        let octal = got.map(|mode| format!("{mode:04o}"));
        assert_eq!(got, wanted, "{umask}: {octal:?}");
        assert_eq!(mode("."), 0o700);
        assert_eq!(run.err.contains("umask"), umask != "000", "{}", run.err);
    }
}

#[test]
fn a_drop_keeps_its_permissions_and_time() {
    let home = open_minded();
    let path = home.file("private", "secret");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let went = list(&path);
    home.ok(["drop", "private", "--to", "/d"]);
    fs::remove_file(&path).unwrap();
    home.ok(["inbox", "run"]);
    let run = with_umask(&home, "000", &["get", "/d/private", "-o", "out/"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_same("drop", &went, &list(&home.work().join("out/private")));
}

#[test]
fn a_change_of_attributes_alone_is_kept_and_undone() {
    let home = open_minded();
    let path = home.file("a.txt", "text");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    home.ok(["add", "a.txt", "--to", "/"]);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    let again = home.ok(["add", "a.txt", "--to", "/"]);
    assert!(
        again.contains("unchanged") && again.contains("updated"),
        "{again}"
    );
    let mode = |target: &str| {
        home.ok(["get", "/a.txt", "-o", &format!("{target}/")]);
        fs::metadata(home.work().join(target).join("a.txt"))
            .unwrap()
            .mode()
            & 0o777
    };
    assert_eq!(mode("o1"), 0o600);
    home.ok(["undo"]);
    assert_eq!(mode("o2"), 0o644);
    home.ok(["redo"]);
    assert_eq!(mode("o3"), 0o600);
    // Nothing changed: nothing to undo.
    home.ok(["add", "a.txt", "--to", "/"]);
    home.ok(["undo"]);
    assert_eq!(mode("o4"), 0o644);
}

/// Equal content from elsewhere, by any way, leaves the attributes of the file in the vault alone.
#[test]
fn another_source_of_the_same_content_changes_no_attributes() {
    let ways: [&[&[&str]]; 4] = [
        &[&["add", "open/p.txt", "--to", "/at"]],
        &[&["add", "--move", "open/p.txt", "--to", "/at"]],
        &[&["inbox", "run", "open", "--settle", "0s", "--to", "/at"]],
        &[&["drop", "open/p.txt", "--to", "/at"], &["inbox", "run"]],
    ];
    for source in [&["--move"][..], &[]] {
        for (number, way) in ways.iter().enumerate() {
            let home = open_minded();
            let private = home.file("first/p.txt", "private");
            fs::set_permissions(&private, fs::Permissions::from_mode(0o600)).unwrap();
            home.ok([&["add", "first/p.txt", "--to", "/at"], source].concat());
            let open = home.file("open/p.txt", "private");
            fs::set_permissions(&open, fs::Permissions::from_mode(0o644)).unwrap();
            for command in *way {
                home.ok(*command);
            }
            home.ok(["get", "/at/p.txt", "-o", "out/"]);
            let out = home.work().join("out/p.txt").metadata().unwrap();
            assert_eq!(out.mode() & 0o777, 0o600, "way {number}");
        }
    }
}

#[test]
fn links_are_kept_and_never_followed() {
    let home = open_minded();
    home.file("outside/secret.txt", "secret");
    fs::create_dir(home.work().join("in")).unwrap();
    let links = [
        ("absolute", "/etc/passwd"),
        ("dangling.pdf", "nowhere"),
        ("folder", "../outside"),
        ("loop", "loop"),
    ];
    for (name, target) in links {
        symlink(target, home.work().join("in").join(name)).unwrap();
    }
    home.ok(["add", "in", "--to", "/"]);
    let listed = home.ok(["ls", "-R", "/in"]);
    assert!(!listed.contains("secret.txt"), "{listed}");
    home.ok(["get", "/in", "-o", "out"]);
    for (name, target) in links {
        let got = fs::read_link(home.work().join("out/in").join(name)).unwrap();
        assert_eq!(got, Path::new(target));
    }
    // Links to the same place are no copies of each other.
    symlink("nowhere", home.work().join("in/again")).unwrap();
    home.ok(["add", "in", "--to", "/"]);
    assert!(
        home.run(["dedupe", "--dry-run"])
            .err
            .contains("no duplicates")
    );
    // A file in the place of a link is another content, and the other way round.
    fs::remove_file(home.work().join("in/dangling.pdf")).unwrap();
    home.file("in/dangling.pdf", "nowhere");
    home.ok(["add", "in", "--to", "/"]);
    home.ok(["get", "/in/dangling.pdf", "-o", "now/"]);
    let got = home.work().join("now/dangling.pdf");
    assert!(got.symlink_metadata().unwrap().is_file());
    home.ok(["get", "--version", "1", "/in/dangling.pdf", "-o", "then/"]);
    let got = home.work().join("then/dangling.pdf");
    assert!(got.symlink_metadata().unwrap().is_symlink());
    assert_eq!(home.run(["verify"]).code, 0);
}

#[test]
fn a_move_takes_links_and_leaves_what_was_refused() {
    let home = open_minded();
    let source = home.work().join("in");
    fs::create_dir(&source).unwrap();
    fs::create_dir(source.join("empty")).unwrap();
    symlink("nowhere", source.join("link")).unwrap();
    home.file("in/a", "a");
    home.ok(["add", "--move", "in", "--to", "/"]);
    assert!(!source.exists());
    home.ok(["get", "/in", "-o", "out"]);
    let out = home.work().join("out/in");
    assert!(out.join("empty").is_dir());
    assert_eq!(
        fs::read_link(out.join("link")).unwrap(),
        Path::new("nowhere")
    );
}

#[test]
fn empty_folders_are_listed_moved_removed_and_undone() {
    let home = open_minded();
    let source = home.work().join("in");
    for folder in ["a/b/c", "a-b", "d"] {
        fs::create_dir_all(source.join(folder)).unwrap();
    }
    home.file("in/d/file.txt", "text");
    let run = home.run(["add", "in", "--to", "/"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let lines = |arguments: &[&str]| {
        let listed = home.ok(arguments);
        listed.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(lines(&["ls", "/in"]), ["a/", "a-b/", "d/"]);
    assert_eq!(
        lines(&["ls", "-R", "/in"]),
        ["/in/a/b/c/", "/in/a-b/", "/in/d/file.txt"]
    );
    assert_eq!(lines(&["ls", "/in/a/b/c"]), [""; 0]);
    assert_ne!(home.run(["ls", "/in/a/x"]).code, 0);

    home.ok(["mv", "/in", "/new"]);
    assert_ne!(home.run(["ls", "/in"]).code, 0);
    assert_eq!(lines(&["ls", "/new"]), ["a/", "a-b/", "d/"]);
    home.ok(["undo"]);
    assert_ne!(home.run(["ls", "/new"]).code, 0);
    home.ok(["rm", "/in/a"]);
    assert_eq!(lines(&["ls", "/in"]), ["a-b/", "d/"]);
    home.ok(["undo"]);
    assert_eq!(lines(&["ls", "/in/a"]), ["b/"]);
    home.ok(["rm", "/in"]);
    assert_ne!(home.run(["ls", "/in"]).code, 0);
    home.ok(["undo"]);
    assert_eq!(lines(&["ls", "/in"]), ["a/", "a-b/", "d/"]);
    // No file can be where a folder is.
    home.file("a-b", "text");
    let run = home.run(["add", "a-b", "--to", "/in"]);
    assert_eq!(run.code, 3, "{}", run.out);
    home.file("file.txt", "text");
    home.ok(["add", "file.txt", "--to", "/"]);
    let run = home.run(["mv", "/in/a-b", "/file.txt"]);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    home.ok(["undo"]);
    // The add itself.
    home.ok(["undo"]);
    assert_ne!(home.run(["ls", "/in"]).code, 0);
    home.ok(["redo"]);
    assert_eq!(lines(&["ls", "/in"]), ["a/", "a-b/", "d/"]);
    assert_eq!(home.run(["verify"]).code, 0);
}

#[test]
fn folders_are_seen_and_changed_by_the_rights_that_files_need() {
    let home = open_minded();
    fs::create_dir_all(home.work().join("in/private")).unwrap();
    home.ok(["add", "in", "--to", "/"]);
    home.ok(["role", "set", "sender", "file:upload", "file:delete_own"]);
    home.user("sara", "sender");
    let run = home.as_user("sara", ["ls", "-R", "/"]);
    assert!(!run.out.contains("private"), "{}", run.out);
    let run = home.as_user("sara", ["rm", "/in/private"]);
    assert_ne!(run.code, 0, "{}", run.out);
    home.user("rita", "viewer");
    let run = home.as_user("rita", ["rm", "/in/private"]);
    assert_ne!(run.code, 0, "{}", run.out);
    let run = home.as_user("rita", ["ls", "-R", "/"]);
    assert!(run.out.contains("/in/private/"), "{}{}", run.out, run.err);
}
