//! Mirrors that are files, and what else stands at their place.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{BEHIND, Run, home, mirror_to, mirrored_rows, quietly};

#[test]
fn a_missing_folder_is_told_of_with_the_next_step() {
    let home = home();
    let path = home.root().join("logs/vault.log");
    let run = mirror_to(&home, path.to_str().unwrap());
    assert_eq!(run.err.matches("warning").count(), 1, "{}", run.err);
    assert!(
        run.err.contains(BEHIND) && run.err.contains("(create its folder, or"),
        "{}",
        run.err
    );
    fs::create_dir(path.parent().unwrap()).unwrap();
    quietly(&home, &["tag", "add", "x", "/inbox/a.txt"]);
    assert_eq!(mirrored_rows(&path), home.ok(["audit", "log"]));
}

/// Everything that may stand where a mirror should be, and must not be written to.
fn others(folder: &Path) -> Vec<PathBuf> {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let at = |name: &str| folder.join(name);
    let file = |name: &str, text: &str| {
        fs::write(at(name), text).unwrap();
        fs::set_permissions(at(name), fs::Permissions::from_mode(0o600)).unwrap();
        at(name)
    };
    let mirror = format!("{HEADER}2026-01-01 00:00:00 | VAULT_INIT | admin | local | SUCCESS\n");
    let exposed = file("exposed.log", &mirror);
    fs::set_permissions(&exposed, fs::Permissions::from_mode(0o666)).unwrap();
    let target = file("target.log", &mirror);
    symlink(&target, at("link.log")).unwrap();
    symlink(at("absent"), at("dangling.log")).unwrap();
    fs::hard_link(file("one.log", &mirror), at("two.log")).unwrap();
    fs::create_dir(at("folder.log")).unwrap();
    let made = Command::new("mkfifo").arg(at("fifo.log")).status();
    assert!(made.unwrap().success());
    vec![
        file(".profile", "PATH=$PATH:/opt\n"),
        file("empty.log", ""),
        file("nearly.log", HEADER.trim_end()),
        file("later.log", &format!("\n{HEADER}")),
        file("rows.log", mirror.strip_prefix(HEADER).unwrap()),
        exposed,
        at("link.log"),
        at("dangling.log"),
        at("two.log"),
        at("folder.log"),
        at("fifo.log"),
        PathBuf::from("/dev/full"),
        PathBuf::from("/dev/null"),
    ]
}

const HEADER: &str = "# file-organizer audit mirror\n";

/// What a folder holds: names, lengths and contents.
fn state(folder: &Path) -> Vec<(PathBuf, Option<Vec<u8>>)> {
    let mut found: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| {
            let content = entry.file_type().unwrap().is_file();
            (
                entry.path(),
                content.then(|| fs::read(entry.path()).unwrap()),
            )
        })
        .collect();
    found.sort();
    found
}

#[test]
fn only_a_new_file_or_a_mirror_is_written_to() {
    let home = home();
    let folder = home.root().join("places");
    fs::create_dir(&folder).unwrap();
    let places = others(&folder);
    let before = state(&folder);
    let begun = Instant::now();
    for place in &places {
        let place = place.to_str().unwrap();
        let run = home.run(["policy", "set", "audit.mirror", place]);
        assert_eq!(run.code, 2, "{place}: {}", run.err);
        for part in [place, "audit.mirror", "a file that does not exist yet"] {
            assert!(run.err.contains(part), "{place}: {}", run.err);
        }
        let editor = format!("sed -i 's|^mirror = .*|mirror = \"{place}\"|'");
        let mut edit = home.command(["policy", "edit"]);
        edit.env("EDITOR", editor);
        let run = Run::of(edit);
        assert_eq!(run.code, 2, "{place}: {}", run.err);
        // Or it comes to be there once the policy is set.
        let moved = folder.join("set.log");
        mirror_to(&home, moved.to_str().unwrap());
        fs::remove_file(&moved).unwrap();
        let is_own = Path::new(place).starts_with(&folder);
        if is_own {
            fs::rename(place, &moved).unwrap();
        } else {
            std::os::unix::fs::symlink(place, &moved).unwrap();
        }
        // Nothing else may link to it, or be linked, meanwhile.
        let run = home.run(["tag", "add", "x", "/inbox/a.txt"]);
        assert_eq!(run.code, 0);
        assert_eq!(run.err.matches(BEHIND).count(), 1, "{place}: {}", run.err);
        assert!(run.err.contains("does not exist yet"), "{}", run.err);
        if is_own {
            fs::rename(&moved, place).unwrap();
        } else {
            fs::remove_file(&moved).unwrap();
        }
        mirror_to(&home, "");
        assert_eq!(state(&folder), before, "{place}");
    }
    assert!(begun.elapsed() < Duration::from_secs(120));
}

/// A file that one vault has begun goes on with the rows of that vault, also after it was moved away.
#[test]
fn a_mirror_goes_on_where_it_was() {
    let home = home();
    let path = home.root().join("vault.log");
    mirror_to(&home, path.to_str().unwrap());
    mirror_to(&home, "");
    mirror_to(&home, path.to_str().unwrap());
    let whole = mirrored_rows(&path);
    assert_eq!(whole, home.ok(["audit", "log"]));
    let moved = home.root().join("vault.log.1");
    fs::rename(&path, &moved).unwrap();
    quietly(&home, &["tag", "add", "x", "/inbox/a.txt"]);
    let log = home.ok(["audit", "log"]);
    assert_eq!(mirrored_rows(&moved) + &mirrored_rows(&path), log);
}

/// A small file system in memory.
struct Disk(PathBuf);

impl Disk {
    fn mount(path: &Path) -> Option<Self> {
        fs::create_dir_all(path).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=64k,mode=700", "tmpfs"])
            .arg(path)
            .stderr(Stdio::null())
            .status();
        if mounted.is_ok_and(|status| status.success()) {
            return Some(Self(path.to_owned()));
        }
        eprintln!("skipped: no file system can be mounted here (root may)");
        None
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_cuts_no_line() {
    let home = home();
    let Some(disk) = Disk::mount(&home.root().join("disk")) else {
        return;
    };
    let path = disk.0.join("vault.log");
    mirror_to(&home, path.to_str().unwrap());
    let before = mirrored_rows(&path);
    assert_eq!(before, home.ok(["audit", "log"]));
    let ballast = disk.0.join("ballast");
    let mut file = File::create(&ballast).unwrap();
    while file.write_all(&[7; 512]).is_ok() {}
    drop(file);
    // Longer than what is left of the page that the mirror ends in, so that a part of it fits.
    let long = format!("txt,{}", "y".repeat(6000));
    let run = home.run(["policy", "set", "allowed_extensions", &long]);
    assert_eq!(run.code, 0);
    assert_eq!(run.err.matches(BEHIND).count(), 1, "{}", run.err);
    assert!(run.err.contains("the disk is full"), "{}", run.err);
    assert_eq!(mirrored_rows(&path), before);
    fs::remove_file(ballast).unwrap();
    quietly(&home, &["tag", "add", "x", "/inbox/a.txt"]);
    assert_eq!(mirrored_rows(&path), home.ok(["audit", "log"]));
}

#[test]
fn no_mirror_is_in_the_vault_by_whatever_name() {
    use std::os::unix::fs::symlink;
    let home = home();
    let vault = home.vault();
    symlink(&vault, home.root().join("linked")).unwrap();
    fs::hard_link(vault.join("keyring.json"), home.root().join("other")).unwrap();
    let state = home.root().join("home/.local/state/file-organizer");
    assert!(state.exists());
    let mut places = vec![
        home.root().join("other"),
        home.root().join("linked/vault-1.redb"),
        home.root().join("home/../vault/vault-2.redb"),
        state.join("notes.log"),
        state.join("sessions/notes.log"),
    ];
    fs::create_dir_all(state.join("sessions")).unwrap();
    for name in [
        "vault-1.redb",
        "vault-2.redb",
        "keyring.json",
        "reserve",
        "new.log",
    ] {
        places.push(vault.join(name));
    }
    places.push(vault.join("spool/mirrored"));
    let before = fs::read(vault.join("keyring.json")).unwrap();
    for place in places {
        let run = home.run(["policy", "set", "audit.mirror", place.to_str().unwrap()]);
        assert_eq!(run.code, 2, "{place:?}: {}", run.err);
        assert!(run.err.contains("audit.mirror"), "{}", run.err);
        quietly(&home, &["tag", "add", "x", "/inbox/a.txt"]);
    }
    assert_eq!(fs::read(vault.join("keyring.json")).unwrap(), before);
    home.ok(["verify"]);
    // Nor once it was set: the folder becomes the vault's by a link.
    let logs = home.root().join("logs");
    fs::create_dir(&logs).unwrap();
    mirror_to(&home, logs.join("vault-1.redb").to_str().unwrap());
    fs::remove_dir_all(&logs).unwrap();
    symlink(&vault, &logs).unwrap();
    let run = home.run(["tag", "add", "y", "/inbox/a.txt"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains(BEHIND), "{}", run.err);
    home.ok(["verify"]);
}
