//! A disk without room: a small file system in memory, mounted for the vault, for what is exported,
//! or for the state folder. Needs root; says so where it may not mount.

use super::*;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use random::{Random, is_whole};
use state::OTHER_PASSWORD;

/// A small file system, unmounted when it goes.
pub(super) struct Disk(PathBuf);

impl Disk {
    fn mount(path: &Path, kilobytes: u32) -> Option<Self> {
        fs::create_dir_all(path).unwrap();
        let options = format!("size={kilobytes}k,mode=700");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
            .arg(path)
            .stderr(Stdio::null())
            .status();
        if mounted.is_ok_and(|status| status.success()) {
            return Some(Self(path.to_owned()));
        }
        println!("skipped: no file system can be mounted here (root may)");
        None
    }

    fn ballast(&self) -> PathBuf {
        self.0.join("ballast")
    }

    /// Fills it until so many bytes are free.
    pub(super) fn fill(&self, free: u64) {
        self.make_room();
        let mut file = File::create(self.ballast()).unwrap();
        let block = [7; 4096];
        while file.write_all(&block).is_ok() {}
        let length = file.metadata().unwrap().len();
        file.set_len(length.saturating_sub(free)).unwrap();
    }

    pub(super) fn make_room(&self) {
        let _ = fs::remove_file(self.ballast());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// A vault on a small disk.
pub(super) fn on_a_small_disk(home: &Home, kilobytes: u32) -> Option<(Disk, Vault<'_>)> {
    let disk = Disk::mount(&home.root().join("disk"), kilobytes)?;
    state::copy_vault(&home.vault(), &disk.0.join("vault"));
    let mut vault = Vault::of(home);
    vault.dir = disk.0.join("vault");
    // A copy has lost the room that a vault keeps for itself; the first write takes it again.
    vault.ok("at the start", &["note", "/kept/1.txt", "on a small disk"]);
    Some((disk, vault))
}

/// What a full disk is called.
pub(super) fn says_full(what: &str, run: &Run, path: &str) {
    refuses_in_words(what, run);
    let said = format!("{}{}", run.out, run.err);
    assert!(said.contains(path), "{what} names no path: {said}");
    assert!(said.contains("No space left"), "{what}: {said}");
}

#[test]
fn disk_full_under_an_add() {
    let home = furnished();
    for n in 0..12 {
        home.file(
            format!("much/{n}.txt"),
            text(&format!("much {n}"), 5_000_000),
        );
    }
    let Some((disk, vault)) = on_a_small_disk(&home, 24 * 1024) else {
        return;
    };
    let run = vault.run(&["add", "much", "--to", "/"]);
    says_full("an add of too much", &run, "vault-1.redb");
    assert!(run.err.contains("free some space"), "{}", run.err);
    let contents = vault.contents("after an add of too much");
    for line in run.out.lines() {
        if let Some(path) = line.strip_prefix("added     ") {
            assert!(contents.contains_key(path), "{path} was lost");
        }
    }
    is_unharmed("after an add of too much", &vault);
    assert_eq!(vault.left_over(), [""; 0]);
    assert_eq!(vault.spool(), [""; 0]);
    // What was half added does not stay: there is room for something that fits.
    vault.ok(
        "afterwards",
        &["-q", "add", "more/1.txt", "--to", "/afterwards"],
    );
    drop(disk);
}

#[test]
fn disk_full_to_the_last_byte() {
    let home = furnished();
    let Some((disk, vault)) = on_a_small_disk(&home, 16 * 1024) else {
        return;
    };
    vault.ok("at the start", &["-q", "add", "more", "--to", "/"]);
    vault.ok("at the start", &["-q", "add", "more", "--to", "/gone"]);
    vault.ok("at the start", &["rm", "/gone"]);
    disk.fill(0);
    let what = "on a full disk";
    assert!(vault.ok(what, &["ls", "-R", "/"]).contains("/kept/1.txt"));
    vault.ok(what, &["find", "large"]);
    let large = home.work().join("kept/large.txt");
    let shown = vault.run(&["cat", "/kept/large.txt"]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    assert!(shown.bytes == fs::read(large).unwrap());
    vault.ok(what, &["rm", "/more/1.txt"]);
    vault.ok(what, &["-y", "trash", "empty"]);
    vault.ok(what, &["verify"]);
    home.file("new.txt", text("new", 12_000_000));
    let run = vault.run(&["add", "new.txt", "--to", "/"]);
    says_full("an add to a full disk", &run, "/disk/vault");
    disk.make_room();
    vault.ok(
        "with room again",
        &["-q", "add", "kept/1.txt", "--to", "/new"],
    );
    is_unharmed("with room again", &vault);
    assert_eq!(vault.left_over(), [""; 0]);
}

/// Everything that writes, with little room or none: it works, or says so, and nothing is half done.
fn with_little_room(rounds: usize) {
    let home = furnished();
    let Some((disk, vault)) = on_a_small_disk(&home, 20 * 1024) else {
        return;
    };
    let kept = disk.0.join("vault");
    state::copy_vault(&kept, &home.root().join("first"));
    let mut random = Random::new();
    let commands: [&[&str]; 12] = [
        &["cat", "/kept/1.txt"],
        &["rm", "/kept/1.txt"],
        &["-y", "trash", "empty"],
        &["add", "more", "--to", "/"],
        &["tag", "add", "seen", "/kept"],
        &["note", "/kept/2.txt", "a note"],
        &["mv", "/kept/2.txt", "/moved.txt"],
        &["undo"],
        &["recovery", "test", "--recovery-key-file", "recovery.txt"],
        &["passwd"],
        &["rekey"],
        &["compact"],
    ];
    home.file("recovery.txt", &home.recovery);
    let mut refused = 0;
    for round in 0..rounds {
        let command = commands[round % commands.len()];
        let free = match random.below(3) {
            0 => 0,
            1 => random.below(16) * 4096,
            _ => random.below(1 << 20),
        };
        disk.make_room();
        vault.put_back(&home.root().join("first"));
        vault.ok("before", &["rm", "/kept/large.txt"]);
        let before = vault.state("before");
        disk.fill(free);
        let what = format!("{command:?} with {free} bytes free");
        let run = vault.run(command);
        if run.code != 0 {
            refused += 1;
            says_full(&what, &run, "/disk/vault");
            if command[0] != "add" {
                assert!(vault.state(&what) == before, "{what}: half done");
            }
        }
        // Reading and deleting work all the same.
        vault.ok(&what, &["cat", "/kept/4.txt"]);
        vault.ok(&what, &["-y", "trash", "empty"]);
        vault.ok(&what, &["rm", "/kept/3.txt"]);
        disk.make_room();
        vault.is_sound(&what);
        vault.contents(&what);
        assert_eq!(vault.left_over(), [""; 0], "{what}");
        assert_eq!(vault.spool(), [""; 0], "{what}");
        vault.ok(&what, &["-q", "add", "more/1.txt", "--to", "/after"]);
        if command[0] == "passwd" {
            vault.password(&what);
        }
    }
    println!("{refused} of {rounds} had too little room");
}

#[test]
fn disk_full_but_for_a_little() {
    with_little_room(12);
}

#[test]
#[ignore = "slow: everything that writes, with room of many sizes; needs root"]
fn disk_full_again_and_again() {
    with_little_room(240);
}

#[test]
fn disk_full_where_files_are_exported() {
    let home = furnished();
    let vault = Vault::of(&home);
    vault.ok("at the start", &["-q", "add", "more", "--to", "/"]);
    let Some(disk) = Disk::mount(&home.root().join("target"), 3000) else {
        return;
    };
    let target = disk.0.join("out");
    let run = vault.run(&["get", "/", "-o", target.to_str().unwrap()]);
    assert_eq!(run.code, 3, "{}", run.err);
    says_full("get to a full disk", &run, "/target/out/more/large.txt");
    for folder in ["kept", "more"] {
        for name in state::names(&target.join(folder)) {
            let content = fs::read(target.join(folder).join(&name)).unwrap();
            assert!(is_whole(&content), "{folder}/{name} is not whole");
        }
    }
    disk.fill(0);
    let run = vault.run(&["get", "/kept", "-o", disk.0.join("no").to_str().unwrap()]);
    if run.code == 0 {
        panic!("there was room on a full disk");
    }
    says_full("get to a full disk", &run, "/target/no");
    is_unharmed("after it", &vault);
}

#[test]
fn disk_full_where_the_state_is_kept() {
    let home = furnished();
    let Some(disk) = Disk::mount(&home.root().join("state"), 64) else {
        return;
    };
    disk.fill(0);
    let vault = Vault::of(&home);
    for arguments in [
        &["add", "more", "--to", "/"][..],
        &["cat", "/kept/1.txt"],
        &["rm", "/kept/1.txt"],
        &["undo"],
        &["passwd"],
        &["rekey"],
        &["verify"],
    ] {
        let mut command = vault.command(arguments);
        command.env("XDG_STATE_HOME", &disk.0);
        let run = Run::of(command);
        // What is kept there may lag, never lead: the vault's own work is done.
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
    }
    let names = state::names(&disk.0);
    assert!(names.iter().all(|name| !name.contains("tmp")), "{names:?}");
    disk.make_room();
    is_unharmed("after it", &vault);
}

/// A vault in which Anna has as much as others.
fn with_a_person() -> Home {
    let home = furnished();
    home.user("anna", "user");
    let added = home.as_user("anna", ["-q", "add", "more", "--to", "/hers"]);
    assert_eq!(added.code, 0, "{}", added.err);
    home
}

#[test]
fn disk_full_under_a_lockdown() {
    let home = furnished();
    let Some((disk, vault)) = on_a_small_disk(&home, 32 * 1024) else {
        return;
    };
    // The new database has no room in the reserved space.
    vault.ok("at the start", &["-q", "add", "more", "--to", "/"]);
    let lockdown = ["-y", "incident", "lockdown"];
    disk.fill(0);
    let run = vault.run(&lockdown);
    says_full("a lockdown", &run, "/disk/vault");
    for words in ["other credentials are ended", "with the new password"] {
        assert!(run.err.contains(words), "{}", run.err);
    }
    disk.make_room();
    assert_eq!(vault.password("a lockdown"), OTHER_PASSWORD);
    let mut again = vault.command(&lockdown);
    again.env("FILE_ORGANIZER_PASSWORD", OTHER_PASSWORD);
    let again = Run::of(again);
    assert_eq!(again.code, 0, "{}", again.err);
    is_unharmed("after a lockdown", &vault);
}

const ERASE: [&str; 4] = ["-y", "privacy", "erase", "anna"];
const WIPE: [&str; 2] = ["compact", "--wipe"];

#[test]
fn disk_full_under_a_wipe_and_an_erasure() {
    let home = with_a_person();
    let Some((disk, vault)) = on_a_small_disk(&home, 32 * 1024) else {
        return;
    };
    let first = home.root().join("first");
    state::copy_vault(&vault.dir, &first);
    let mut refused = [0, 0];
    for free in [0, 16 * 4096, 1 << 20, 3 << 20] {
        for (at, command) in [&WIPE[..], &ERASE].into_iter().enumerate() {
            let what = format!("{command:?} with {free} bytes free");
            disk.make_room();
            vault.put_back(&first);
            vault.ok(&what, &["rm", "/kept/4.txt"]);
            let before = vault.state(&what);
            // Nothing in reserve: what fails, fails.
            fs::remove_file(vault.dir.join("reserve")).unwrap();
            disk.fill(free);
            let run = vault.run(command);
            if run.code != 0 {
                refused[at] += 1;
                assert_eq!(run.code, 1, "{what}: {}", run.err);
                says_full(&what, &run, "/disk/vault");
                assert!(vault.state(&what) == before, "{what}: half done");
                disk.make_room();
                vault.ok(&what, &["trash", "restore", "/kept/4.txt"]);
                is_unharmed(&what, &vault);
                let hers = vault.ok(&what, &["find", "owner:anna"]);
                assert_eq!(hers.lines().count(), 6, "{what}");
                assert_eq!(vault.left_over(), [""; 0], "{what}");
                vault.ok(&what, command);
            } else {
                disk.make_room();
                vault.ok(&what, &["trash", "restore", "/kept/4.txt"]);
            }
            let hers = vault.ok(&what, &["find", "owner:anna"]);
            let wanted = if at == 0 { 6 } else { 0 };
            assert_eq!(hers.lines().count(), wanted, "{what}");
            is_unharmed(&what, &vault);
            assert_eq!(vault.left_over(), [""; 0], "{what}");
        }
    }
    println!("refused: {refused:?} of 4 each");
    // A new file as large as the old one never had room.
    assert!(refused[0] >= 3, "{refused:?}");
}

#[test]
fn disk_full_of_what_a_killed_wipe_has_left() {
    let home = with_a_person();
    let Some((disk, vault)) = on_a_small_disk(&home, 40 * 1024) else {
        return;
    };
    let old = vault.dir.join("vault-1.redb");
    let bytes = fs::read(&old).unwrap();
    vault.ok("at the start", &WIPE);
    // As if it had been killed right before it overwrote that.
    let mut left = private(&old);
    left.write_all(&bytes).unwrap();
    drop(left);
    let link = disk.0.join("held");
    fs::hard_link(&old, &link).unwrap();
    let _ = fs::remove_file(vault.dir.join("reserve"));
    disk.fill(0);
    // Whether or not there is room for a change: there is afterwards.
    let run = vault.run(&["rm", "/kept/1.txt"]);
    println!("on the full disk: {} {}", run.code, run.err);
    assert!(!old.exists(), "{}", run.err);
    assert!(fs::read(&link).unwrap().iter().all(|byte| *byte == 0));
    fs::remove_file(&link).unwrap();
    vault.ok("afterwards", &["rm", "/kept/2.txt"]);
    vault.ok("afterwards", &["undo"]);
    vault.is_sound("afterwards");
    assert_eq!(vault.left_over(), [""; 0]);
}

/// A new file that only its owner may read.
fn private(path: &Path) -> File {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = File::options();
    options.write(true).create_new(true).mode(0o600);
    options.open(path).unwrap()
}

#[test]
fn disk_full_where_a_person_is_exported() {
    let home = with_a_person();
    let vault = Vault::of(&home);
    let Some(disk) = Disk::mount(&home.root().join("target"), 3000) else {
        return;
    };
    let target = disk.0.join("anna.tar");
    let export = ["privacy", "export", "anna", "-o", target.to_str().unwrap()];
    for free in [None, Some(0), Some(4096), Some(100_000)] {
        if let Some(free) = free {
            disk.fill(free);
        }
        let what = format!("an export with {free:?} bytes free");
        let run = vault.run(&export);
        assert_eq!(run.code, 1, "{what}: {}", run.err);
        says_full(&what, &run, "/target/");
        disk.make_room();
        assert_eq!(state::names(&disk.0), [""; 0], "{what}");
    }
    is_unharmed("after it", &vault);
    drop(disk);
    fs::create_dir_all(target.parent().unwrap()).unwrap();
    vault.ok("with room", &export);
}
