//! Mirrors that are files, and what else stands at their place.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{BEHIND, home, mirror_to, quietly};

#[test]
fn a_missing_folder_is_told_of_with_the_next_step() {
    let home = home();
    let path = home.root().join("logs/vault.log");
    let run = mirror_to(&home, path.to_str().unwrap());
    assert_eq!(run.err.matches("warning").count(), 1, "{}", run.err);
    assert!(
        run.err.contains(BEHIND) && run.err.contains("(make its folder, or"),
        "{}",
        run.err
    );
    fs::create_dir(path.parent().unwrap()).unwrap();
    quietly(&home, &["tag", "add", "x", "/inbox/a.txt"]);
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        home.ok(["audit", "log"])
    );
}

#[test]
fn what_is_no_file_is_left_alone_at_once() {
    let home = home();
    let path = home.root().join("place");
    let made = Command::new("mkfifo").arg(&path).status().unwrap();
    assert!(made.success());
    let begun = Instant::now();
    let run = mirror_to(&home, path.to_str().unwrap());
    assert!(run.err.contains("not a regular file"), "{}", run.err);
    assert!(begun.elapsed() < Duration::from_secs(10));
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let run = home.run(["tag", "add", "x", "/inbox/a.txt"]);
    assert_eq!(run.code, 0);
    assert_eq!(run.err.matches(BEHIND).count(), 1, "{}", run.err);
    let run = mirror_to(&home, "/dev/full");
    assert!(run.err.contains("not a regular file"), "{}", run.err);
    // Also where a daemon should be.
    let run = mirror_to(&home, "syslog:/dev/null");
    assert_eq!(run.err.matches(BEHIND).count(), 1, "{}", run.err);
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
    let before = fs::read_to_string(&path).unwrap();
    assert_eq!(before, home.ok(["audit", "log"]));
    let ballast = disk.0.join("ballast");
    let mut file = File::create(&ballast).unwrap();
    while file.write_all(&[7; 512]).is_ok() {}
    drop(file);
    // Longer than what is left of the page that the mirror ends in, so that a part of it fits.
    let long = format!("/{}", "y".repeat(6000));
    let run = home.run(["policy", "set", "scan.socket", &long]);
    assert_eq!(run.code, 0);
    assert_eq!(run.err.matches(BEHIND).count(), 1, "{}", run.err);
    assert!(run.err.contains("the disk is full"), "{}", run.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
    fs::remove_file(ballast).unwrap();
    quietly(&home, &["tag", "add", "x", "/inbox/a.txt"]);
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        home.ok(["audit", "log"])
    );
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
