//! Shared folders, and what is hostile in them.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use super::{bare, drop_in, drop_ok, id, sealed};
use crate::support::{Home, Run};

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().mode() & 0o7777
}

#[test]
fn a_shared_folder_is_made_used_and_forgotten() {
    let home = Home::new();
    home.file("a.txt", "first");
    let folder = home.work().join("box");
    home.ok(["inbox", "share", "box"]);
    home.ok(["inbox", "share", "box"]);
    assert_eq!(
        (mode(&folder), mode(&folder.join("box.json"))),
        (0o1733, 0o644)
    );
    drop_ok(&home, &["--box", "box", "a.txt"]);
    let mut by_environment = bare(&home, &["drop", "a.txt", "--name", "b.txt"]);
    by_environment.env("FILE_ORGANIZER_BOX", &folder);
    assert_eq!(Run::of(by_environment).code, 0);
    let waiting = sealed(&folder, ".drop");
    assert_eq!((waiting.len(), mode(&waiting[0])), (2, 0o644));
    let key = fs::read(folder.join("box.json")).unwrap();
    home.ok(["rekey"]);
    home.ok(["inbox", "run"]);
    assert_ne!(fs::read(folder.join("box.json")).unwrap(), key);
    assert_eq!(home.ok(["ls", "-R"]), "/inbox/a.txt\n/inbox/b.txt\n");
    drop_ok(&home, &["--box", "box", "a.txt", "--name", "c.txt"]);
    home.ok(["inbox", "unshare", "box"]);
    assert_eq!(drop_in(&home, &["--box", "box", "a.txt"]).code, 1);
    assert_eq!(home.run(["inbox", "unshare", "box"]).code, 4);
    home.ok(["inbox", "run"]);
    assert_eq!(sealed(&folder, ".drop").len(), 1);
    home.ok(["inbox", "share", "box"]);
    home.ok(["inbox", "run"]);
    assert_eq!(home.ok(["cat", "/inbox/c.txt"]), "first");
    // Somebody's folder is not given away to the world.
    home.file("mine/letter.txt", "private");
    assert_eq!(home.run(["inbox", "share", "mine"]).code, 2);
    assert_eq!(mode(&home.work().join("mine")) & 0o022, 0);
    // What was cut short goes after an hour, and nothing else does.
    let kept = [
        "0".repeat(32) + ".tmp",
        "x".repeat(32) + ".tmp",
        "notes.tmp".into(),
    ];
    for name in &kept {
        fs::write(folder.join(name), "cut short").unwrap();
    }
    let old = folder.join("1".repeat(32) + ".tmp");
    fs::write(&old, "cut short").unwrap();
    for path in [&old, &folder.join(&kept[1]), &folder.join(&kept[2])] {
        let touched = Command::new("touch")
            .args(["-d", "2 hours ago"])
            .arg(path)
            .status();
        assert!(touched.unwrap().success());
    }
    home.ok(["inbox", "run"]);
    assert!(!old.exists());
    assert!(kept.iter().all(|name| folder.join(name).exists()));
    // A folder that is gone stops nobody.
    fs::remove_dir_all(&folder).unwrap();
    drop_ok(&home, &["a.txt", "--name", "d.txt"]);
    assert_eq!(home.run(["inbox", "run"]).code, 3);
    assert_eq!(home.ok(["cat", "/inbox/d.txt"]), "first");
}

#[test]
fn a_label_that_could_be_somebody_elses_is_refused() {
    let home = Home::new();
    home.file("a.txt", "first");
    home.ok(["inbox", "share", "box"]);
    let folder = home.work().join("box");
    let label = folder.join("box.json");
    let good = fs::read_to_string(&label).unwrap();
    let refused = |why: &str| {
        let run = drop_in(&home, &["--box", "box", "a.txt"]);
        assert_eq!(run.code, 1, "{why}: {}", run.out);
        assert!(run.err.contains("is not a drop box"), "{why}: {}", run.err);
        assert!(sealed(&folder, ".drop").is_empty(), "{why}");
    };
    for bad in [
        String::new(),
        "{}".into(),
        good.replace("drop box", "something"),
        good.replace("\"version\": 1", "\"version\": 2"),
        good.replace('}', ", \"more\": 1}"),
        format!("{good}{}", " ".repeat(5000)),
    ] {
        fs::write(&label, &bad).unwrap();
        refused(&bad);
    }
    // A recipient of a plugin would run a program.
    let plugin = "age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t";
    let key = good
        .split('"')
        .find(|word| word.starts_with("age1"))
        .unwrap();
    fs::write(&label, good.replace(key, plugin)).unwrap();
    assert_ne!(drop_in(&home, &["--box", "box", "a.txt"]).code, 0);
    assert!(sealed(&folder, ".drop").is_empty() && sealed(&folder, ".tmp").is_empty());
    fs::write(&label, &good).unwrap();
    fs::set_permissions(&label, fs::Permissions::from_mode(0o666)).unwrap();
    refused("others may write it");
    fs::remove_file(&label).unwrap();
    refused("there is none");
    fs::write(folder.join("true.json"), &good).unwrap();
    symlink("true.json", &label).unwrap();
    refused("a link");
    fs::remove_file(&label).unwrap();
    assert!(
        Command::new("mkfifo")
            .arg(&label)
            .status()
            .unwrap()
            .success()
    );
    refused("a FIFO");
    fs::remove_file(&label).unwrap();
    fs::write(&label, &good).unwrap();
    drop_ok(&home, &["--box", "box", "a.txt"]);
    fs::remove_file(&sealed(&folder, ".drop")[0]).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o733)).unwrap();
    refused("not sticky");
}

#[test]
fn hostile_files_are_left_and_the_others_go_on() {
    let home = Home::new();
    home.file("good.txt", "good");
    home.ok(["inbox", "share", "box"]);
    let folder = home.work().join("box");
    drop_ok(&home, &["--box", "box", "good.txt", "--name", "cut.txt"]);
    let whole = fs::read(&sealed(&folder, ".drop")[0]).unwrap();
    fs::remove_file(&sealed(&folder, ".drop")[0]).unwrap();
    let at = |n: usize| folder.join(format!("{}.drop", id(n)));
    let private = home.file("private.txt", "not a drop");
    fs::write(at(1), "garbage").unwrap();
    fs::write(at(2), "").unwrap();
    fs::write(at(3), &whole[..whole.len() - 1]).unwrap();
    fs::write(at(4), &whole[..100]).unwrap();
    let mut forged = whole;
    *forged.last_mut().unwrap() ^= 1;
    fs::write(at(5), forged).unwrap();
    let stanzas = b"-> X25519 TEiF0ypqr+bpvcqXNyCVJpL7OuwPdVwPL7KQEbFDOCc\n\
                    qJjhkLu1gZm2jpM0Wr2VGKaqjvCh0wDzYDYPjTaLhMk\n";
    let long = [b"age-encryption.org/v1\n".to_vec(), stanzas.repeat(100_000)].concat();
    fs::write(at(6), long).unwrap();
    assert!(
        Command::new("mkfifo")
            .arg(at(7))
            .status()
            .unwrap()
            .success()
    );
    symlink(&private, at(8)).unwrap();
    fs::hard_link(&private, at(9)).unwrap();
    fs::create_dir(at(10)).unwrap();
    fs::File::create(at(11)).unwrap().set_len(3 << 40).unwrap();
    fs::write(folder.join("x.drop"), "another name").unwrap();
    drop_ok(&home, &["--box", "box", "good.txt"]);
    drop_ok(&home, &["good.txt", "--name", "also.txt"]);
    for _ in 0..2 {
        let begun = std::time::Instant::now();
        let run = home.run(["--json", "inbox", "run"]);
        assert_eq!(run.code, 3, "{}{}", run.out, run.err);
        assert!(begun.elapsed().as_secs() < 20);
        let lines = run.json();
        assert_eq!(lines.last().unwrap()["failed"], 11, "{}", run.out);
    }
    assert_eq!(home.ok(["ls", "-R"]), "/inbox/also.txt\n/inbox/good.txt\n");
    assert_eq!(sealed(&folder, ".drop").len(), 12);
    assert_eq!(fs::read_to_string(private).unwrap(), "not a drop");
    assert_eq!(home.run(["inbox", "list"]).code, 0);
    home.ok(["-y", "inbox", "discard", &id(1)]);
    assert!(!at(1).exists());
    home.ok(["verify"]);
}

/// Needs to be root, and the program where another account can reach it.
#[test]
fn another_account_drops_and_reads_nothing() {
    let home = Home::new();
    let folder = tempfile::tempdir_in("/tmp").unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let shared = folder.path().join("box");
    home.ok(["inbox", "share", shared.to_str().unwrap()]);
    let source = folder.path().join("letter.txt");
    fs::write(&source, "from somebody else").unwrap();
    fs::set_permissions(&source, fs::Permissions::from_mode(0o644)).unwrap();
    let as_nobody = |program: &str, arguments: &[&str]| {
        let mut command = Command::new("setpriv");
        command
            .args([
                "--reuid",
                "65534",
                "--regid",
                "65534",
                "--clear-groups",
                program,
            ])
            .args(arguments)
            .env_clear()
            .current_dir("/tmp");
        command.output().map(Run::from)
    };
    let program = env!("CARGO_BIN_EXE_file-organizer");
    if !as_nobody(program, &["--version"]).is_ok_and(|run| run.code == 0) {
        eprintln!("skipped: no other account can run the program here");
        return;
    }
    let shown = shared.to_str().unwrap();
    let letter = source.to_str().unwrap();
    let run = as_nobody(program, &["drop", "--box", shown, letter]).unwrap();
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let vault = home.vault();
    let run = as_nobody(
        program,
        &["--vault", vault.to_str().unwrap(), "drop", letter],
    );
    assert_ne!(run.unwrap().code, 0);
    assert_ne!(as_nobody("ls", &[shown]).unwrap().code, 0);
    let dropped = sealed(&shared, ".drop");
    assert_eq!(fs::metadata(&dropped[0]).unwrap().uid(), 65534);
    let label = shared.join("box.json");
    assert_ne!(
        as_nobody("rm", &["-f", label.to_str().unwrap()])
            .unwrap()
            .code,
        0
    );
    home.ok(["inbox", "run"]);
    assert_eq!(home.ok(["cat", "/inbox/letter.txt"]), "from somebody else");
    assert!(sealed(&shared, ".drop").is_empty());
}
