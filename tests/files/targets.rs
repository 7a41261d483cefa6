//! Targets that are not ext4: exfat and ntfs by FUSE on loop images, which know no second names, no
//! rename that replaces nothing, no permissions, and take `Report.txt` and `report.txt` for one name.
//! Needs root, /dev/fuse, loop devices, and the Debian packages exfat-fuse, exfatprogs and ntfs-3g; says
//! so where one is missing.

mod image;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use crate::fidelity;
use crate::support::{Home, Run};
use image::{Image, Kind};

fn open_minded() -> Home {
    let home = Home::new();
    home.ok(["policy", "set", "allowed_extensions", "*"]);
    home.ok(["policy", "set", "content_mismatch", "allow"]);
    home
}

/// Names below a folder.
fn names(folder: &Path) -> BTreeSet<String> {
    walkdir::WalkDir::new(folder)
        .min_depth(1)
        .into_iter()
        .map(|entry| {
            let path = entry.unwrap().into_path();
            let below = path.strip_prefix(folder).unwrap();
            below.to_string_lossy().into_owned()
        })
        .collect()
}

fn get(home: &Home, image: &Image, arguments: &[&str]) -> Run {
    let target = image.path().to_str().unwrap();
    home.run([&["get", "/tree", "-o", target], arguments].concat())
}

/// Runs a test on each of the file systems that can be mounted here.
fn on_each(test: impl Fn(&Image, Kind)) {
    for kind in [Kind::Exfat, Kind::Ntfs] {
        if let Some(image) = Image::mount(kind) {
            test(&image, kind);
        }
    }
}

#[test]
fn each_file_is_there_or_named_with_the_reason() {
    on_each(|image, kind| {
        let home = open_minded();
        for (name, content) in [
            ("tree/plain.txt", "plain"),
            ("tree/folder/deep.txt", "deep"),
            ("tree/what?.txt", "question"),
            ("tree/a:b/in.txt", "colon"),
            ("tree/tab\t.txt", "tab"),
            ("tree/dot.", "dot"),
            ("tree/dot", "no dot"),
            ("tree/Report.txt", "upper"),
            ("tree/report.txt", "lower"),
            ("tree/Sub/in.txt", "of the upper folder"),
            ("tree/sub/in.txt", "of the lower folder"),
            ("tree/sub/deeper/one.txt", "below the lower folder"),
        ] {
            home.file(name, content);
        }
        symlink("plain.txt", home.work().join("tree/link")).unwrap();
        fs::create_dir(home.work().join("tree/empty")).unwrap();
        home.ok(["add", "tree", "--to", "/"]);
        for arguments in [
            &[][..],
            &["--on-conflict", "overwrite"],
            &["--on-conflict", "overwrite"],
        ] {
            let run = get(&home, image, arguments);
            let there = names(&image.path().join("tree"));
            assert!(there.contains("plain.txt"), "{there:?} {}", run.err);
            assert!(there.contains("folder/deep.txt"), "{there:?}");
            assert!(there.contains("empty"), "{there:?}");
            assert!(
                there.iter().all(|name| !name.ends_with(".part")),
                "{there:?}"
            );
            let mut named = 0;
            for line in names(&home.work().join("tree")) {
                let path = home.work().join("tree").join(&line);
                let got = image.path().join("tree").join(&line);
                let is_named = run.err.contains(&shown(&line));
                if path.is_dir() {
                    continue;
                }
                if there.contains(&line) {
                    if path.is_symlink() {
                        continue;
                    }
                    let same = fs::read(&path).unwrap() == fs::read(&got).unwrap();
                    assert!(same || is_named, "{line} is another file: {}", run.err);
                } else {
                    assert!(is_named, "{line} is neither there nor named: {}", run.err);
                    named += 1;
                }
            }
            assert_eq!(run.code, 3, "{kind:?} {}", run.err);
            assert!(named > 0, "{there:?}");
            assert!(run.err.contains("does not allow this name"), "{}", run.err);
            if kind == Kind::Exfat {
                assert!(
                    run.err.contains("treats both names as equal"),
                    "{}",
                    run.err
                );
            }
        }
        // What somebody else has put there under a name that counts as the same stays.
        if kind == Kind::Exfat {
            let other = image.path().join("tree/PLAIN.TXT");
            fs::remove_file(image.path().join("tree/plain.txt")).unwrap();
            fs::write(&other, "somebody's").unwrap();
            let run = get(&home, image, &["--on-conflict", "overwrite"]);
            assert_eq!(run.code, 3);
            assert_eq!(fs::read(&other).unwrap(), b"somebody's");
            let folder = image.path().join("tree/FOLDER");
            fs::remove_dir_all(image.path().join("tree/folder")).unwrap();
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join("deep.txt"), "somebody's").unwrap();
            let run = get(&home, image, &["--on-conflict", "overwrite"]);
            assert_eq!(run.code, 3);
            assert_eq!(fs::read(folder.join("deep.txt")).unwrap(), b"somebody's");
        }
    });
}

/// tar would replace one of two files whose names differ only in case.
#[test]
fn the_script_refuses_a_folder_that_cannot_hold_all_names() {
    on_each(|image, kind| {
        for names in [
            ["R.txt", "r.txt"],
            ["Sub/f.txt", "sub/f.txt"],
            ["É.txt", "é.txt"],
        ] {
            let home = open_minded();
            let identity = fidelity::identity(&home);
            let script = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/recover.sh");
            for name in names {
                home.file(format!("tree/{name}"), format!("content of {name}"));
            }
            home.ok(["add", "tree", "--to", "/"]);
            home.ok(["backup", "create", "-o", "b.age"]);
            let into = image.path().join("recovered");
            let mut command = Command::new("sh");
            command.arg(script).arg(&identity).arg("b.age").arg(&into);
            command.current_dir(home.work());
            let run = Run::of(command);
            if kind == Kind::Exfat {
                assert_eq!(run.code, 1, "{names:?} {}", run.err);
                assert!(run.err.contains("another file system"), "{}", run.err);
                assert!(!into.exists());
            } else {
                assert_eq!(run.code, 0, "{names:?} {}", run.err);
                fs::remove_dir_all(into).unwrap();
            }
        }
    });
}

/// A name as messages show it.
fn shown(name: &str) -> String {
    name.replace('\t', "\\u{9}")
}

#[test]
fn what_is_there_is_replaced_only_with_overwrite() {
    on_each(|image, kind| {
        let home = open_minded();
        home.file("tree/a.txt", "new");
        home.ok(["add", "tree", "--to", "/"]);
        fs::create_dir(image.path().join("tree")).unwrap();
        fs::write(image.path().join("tree/a.txt"), "old").unwrap();
        let run = get(&home, image, &[]);
        assert_eq!(run.code, 3, "{kind:?} {}", run.err);
        assert_eq!(fs::read(image.path().join("tree/a.txt")).unwrap(), b"old");
        let run = get(&home, image, &["--on-conflict", "overwrite"]);
        assert_eq!(run.code, 0, "{kind:?} {}", run.err);
        assert_eq!(fs::read(image.path().join("tree/a.txt")).unwrap(), b"new");
    });
}

#[test]
fn private_files_that_become_readable_are_told_of_once() {
    on_each(|image, kind| {
        let home = open_minded();
        for number in 0..5 {
            let path = home.file(format!("tree/{number}"), "secret");
            fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
        }
        home.ok(["add", "tree", "--to", "/"]);
        let run = get(&home, image, &[]);
        assert_eq!(run.code, 0, "{kind:?} {}", run.err);
        let told = run.err.matches("readable by others").count();
        assert_eq!(told, 1, "{kind:?} {}", run.err);
        assert!(run.err.contains("5 entries private"), "{}", run.err);
    });
}

#[test]
fn sources_are_kept_and_backups_written_there() {
    on_each(|image, kind| {
        let home = open_minded();
        let inbox = image.path().join("inbox");
        fs::create_dir(&inbox).unwrap();
        fs::write(inbox.join("a.txt"), "scan").unwrap();
        let folder = inbox.to_str().unwrap();
        let arguments = [
            "inbox",
            "run",
            folder,
            "--keep-in",
            "done",
            "--settle",
            "0s",
        ];
        let run = home.run(arguments);
        assert_eq!(run.code, 0, "{kind:?} {}{}", run.out, run.err);
        assert_eq!(
            fs::read(inbox.join("done/a.txt")).unwrap(),
            b"scan",
            "{}",
            run.err
        );

        let identity = home.root().join("identity.txt");
        let shown = identity.to_str().unwrap();
        let recipient = home.ok(["-q", "backup", "identity", "new", "-o", shown]);
        home.ok(["backup", "recipient", "add", recipient.trim()]);
        let file = image.path().join("b.age");
        let file = file.to_str().unwrap();
        home.ok(["backup", "create", "-o", file]);
        home.ok(["backup", "verify", file, "--identity", shown]);
        assert_ne!(home.run(["backup", "create", "-o", file]).code, 0);
        let folder = image.path().to_str().unwrap();
        home.ok(["backup", "create", "--to", folder]);
        for content in ["one", "two"] {
            home.file("b.txt", content);
            home.ok(["add", "b.txt"]);
            home.ok(["backup", "create", "--to", folder, "--incremental"]);
        }
        let listed = home.run(["--json", "backup", "list", folder]).json();
        let snapshots = listed.iter().filter(|one| one["incremental"] == true);
        assert_eq!(snapshots.count(), 2, "{listed:?}");
    });
}

/// The owner gets files out of a read-only copy, and is told that this is not recorded; nobody else does.
#[test]
fn a_read_only_vault_is_read_by_its_owner() {
    let home = open_minded();
    home.file("a.txt", "text");
    home.ok(["add", "a.txt", "--to", "/"]);
    let key = home.key("full", &["--role", "admin"]);
    home.user("bob", "viewer");
    let mirror = home.root().join("mirror.log");
    home.ok(["policy", "set", "audit.mirror", mirror.to_str().unwrap()]);
    let Some(_mount) = image::read_only(&home.vault()) else {
        return;
    };
    for (arguments, recorded) in [
        (&["ls", "/"][..], false),
        (&["show", "/a.txt"], false),
        (&["cat", "/a.txt"], true),
        (&["get", "/a.txt", "-o", "out.txt"], true),
        (&["verify"], true),
    ] {
        let run = home.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
        let told = run.err.contains("not recorded in its audit log");
        assert_eq!(told, recorded, "{arguments:?}: {}", run.err);
    }
    assert_eq!(home.run(["cat", "/a.txt"]).out, "text");
    assert_eq!(fs::read(home.work().join("out.txt")).unwrap(), b"text");
    let mirrored = fs::read_to_string(&mirror).unwrap();
    assert_eq!(mirrored.matches("FILE_READ").count(), 3, "{mirrored}");
    // A key with all permissions may have been copied; a user may not have all of them.
    let as_bob = home.as_user("bob", ["cat", "/a.txt"]);
    for run in [home.by_key(&key, ["cat", "/a.txt"]), as_bob] {
        assert_ne!(run.code, 0, "{}", run.out);
        assert_eq!(run.out, "", "{}", run.err);
    }
    assert_eq!(home.run(["rm", "/a.txt"]).code, 1);
}

#[test]
fn a_vault_in_a_folder_that_cannot_be_written_to_is_read_or_says_why() {
    let home = open_minded();
    home.file("a.txt", "text");
    home.ok(["add", "a.txt", "--to", "/"]);
    let Some(_mount) = image::read_only(&home.vault()) else {
        return;
    };
    for arguments in [
        &["ls", "/"][..],
        &["cat", "/a.txt"],
        &["get", "/a.txt", "-o", "out"],
        &["status"],
        &["verify"],
        &["add", "a.txt"],
        &["rm", "/a.txt"],
    ] {
        let run = home.run(arguments);
        assert!(
            run.code == 0 || run.err.contains("read-only") || run.err.contains("Read-only"),
            "{arguments:?}: {} {}",
            run.code,
            run.err
        );
    }
}
