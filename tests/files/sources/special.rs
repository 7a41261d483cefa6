//! What is no file, or a strange one: each alone, refused in words and in time, or stored as it is.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{Home, Run, by};

fn home() -> Home {
    let home = Home::new();
    home.ok(["policy", "set", "allowed_extensions", "*"]);
    home.ok(["policy", "set", "content_mismatch", "allow"]);
    home
}

/// Adds one source under a name; gives the line about it.
fn add(home: &Home, source: &Path) -> (i32, serde_json::Value) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_file-organizer"));
    command
        .args(["--json", "add", "--name", "x.bin"])
        .arg(source)
        .env_clear()
        .env("HOME", home.root())
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .env("FILE_ORGANIZER_VAULT", home.vault())
        .env("FILE_ORGANIZER_PASSWORD", &home.recovery)
        .current_dir(home.work());
    let run = Run::soon(&command);
    assert!(
        !run.err.contains("internal"),
        "{}: {}",
        source.display(),
        run.err
    );
    // What does not exist is an error of its own.
    let output = if run.code == 4 { &run.err } else { &run.out };
    let line = output.lines().next().map(serde_json::from_str);
    let line: serde_json::Value = line
        .unwrap_or_else(|| panic!("{}: {}", source.display(), run.err))
        .unwrap();
    println!(
        "{}: {} {}",
        source.display(),
        line["status"],
        line["reason"]
    );
    (run.code, line)
}

fn refused(home: &Home, source: &Path) {
    let (code, line) = add(home, source);
    assert_eq!(code, 3, "{line}");
    assert!(
        line["status"] == "rejected" || line["status"] == "failed",
        "{line}"
    );
    assert!(
        line["reason"]
            .as_str()
            .is_some_and(|reason| !reason.is_empty()),
        "{line}"
    );
}

pub(crate) fn each_alone() {
    let home = home();
    let work = home.work();
    let made = Command::new("mkfifo").arg(work.join("fifo")).status();
    assert!(made.unwrap().success());
    let socket = std::os::unix::net::UnixListener::bind(work.join("socket")).unwrap();
    symlink("fifo", work.join("to-fifo")).unwrap();
    symlink("nowhere", work.join("dangling")).unwrap();
    symlink("loop-b", work.join("loop-a")).unwrap();
    symlink("loop-a", work.join("loop-b")).unwrap();
    symlink("/dev/zero", work.join("to-zero")).unwrap();
    for name in ["fifo", "socket", "to-fifo", "to-zero"] {
        refused(&home, &work.join(name));
    }
    let (code, line) = add(&home, &work.join("not-there"));
    assert_eq!((code, &line["error"]["kind"]), (4, &"not_found".into()));
    // Somebody writes into the FIFO, for ever.
    let mut writer = Command::new("sh")
        .args(["-c", "exec cat /dev/zero >fifo"])
        .current_dir(&work)
        .spawn()
        .unwrap();
    refused(&home, &work.join("fifo"));
    writer.kill().unwrap();
    writer.wait().unwrap();
    drop(socket);
    for device in [
        "zero", "null", "full", "random", "tty", "stdin", "fd/0", "ptmx", "mem",
    ] {
        let device = Path::new("/dev").join(device);
        if fs::symlink_metadata(&device).is_ok() {
            refused(&home, &device);
        }
    }
    assert_eq!(home.ok(["ls", "-R"]), "");
    // A link that leads nowhere is kept as what it is.
    for name in ["dangling", "loop-a"] {
        let (code, line) = add(&home, &work.join(name));
        assert_eq!(
            (code, line["detected"].as_str()),
            (0, Some("link")),
            "{line}"
        );
    }
    home.ok(["verify"]);
}

pub(crate) fn odd_files() {
    let home = home();
    let work = home.work();
    // What the kernel makes up while it is read: no size, or another one.
    for file in [
        "/proc/self/status",
        "/proc/self/environ",
        "/proc/self/mem",
        "/proc/self/maps",
        "/proc/self/pagemap",
        "/proc/uptime",
        "/proc/kcore",
        "/proc/kmsg",
        "/sys/kernel/uevent_seqnum",
        "/sys/power/state",
    ] {
        if Path::new(file).exists() {
            refused(&home, Path::new(file));
        }
    }
    // Larger than allowed: by its size, before it is read.
    let giant = File::create(work.join("giant")).unwrap();
    giant.set_len(1 << 40).unwrap();
    refused(&home, &work.join("giant"));
    giant.set_len((1 << 30) + 1).unwrap();
    refused(&home, &work.join("giant"));
    // A hole of a size that is allowed is a file like any other.
    giant.set_len(64 << 20).unwrap();
    let (code, line) = add(&home, &work.join("giant"));
    assert_eq!((code, line["size"].as_u64()), (0, Some(64 << 20)), "{line}");
    // Without its last link, or twice linked: a file is a file.
    fs::write(work.join("twice"), "linked twice").unwrap();
    fs::hard_link(work.join("twice"), work.join("again")).unwrap();
    assert_eq!(add(&home, &work.join("again")).0, 0);
    assert_eq!(home.ok(["cat", "/inbox/x.bin"]), "linked twice");
    fs::write(work.join("empty"), "").unwrap();
    assert_eq!(add(&home, &work.join("empty")).0, 0);
    assert_eq!(home.ok(["cat", "/inbox/x.bin"]), "");
    home.ok(["verify"]);
}

pub(crate) fn streams() {
    let home = home();
    home.ok(["policy", "set", "max_upload_size", "3M"]);
    fs::create_dir(home.work().join("folder")).unwrap();
    for (from, code) in [
        ("/dev/zero", 3),
        ("/dev/null", 3),
        ("folder", 3),
        ("/proc/self/mem", 3),
    ] {
        // prlimit: a source that never ends must not keep an import busy.
        let command = home.command(["--json", "add", "-", "--name", "x.bin"]);
        let mut command = by("prlimit", &["--cpu=5", "--"], &command);
        command.stdin(Stdio::from(File::open(home.work().join(from)).unwrap()));
        let run = Run::of(command);
        println!(
            "{from}: {} {}",
            run.code,
            run.out.lines().next().unwrap_or_default()
        );
        assert_eq!(run.code, code, "{from}: {}{}", run.out, run.err);
    }
    assert_eq!(home.ok(["ls", "-R"]), "");
    home.ok(["verify"]);
}

/// `--move` takes away what it took, with all its hard links and the folders that held nothing else; what it
/// did not take stays, and is named.
pub(crate) fn moved() {
    let home = home();
    let work = home.work();
    for name in ["q/2024/may/a.txt", "q/b.txt", "q/linked/1.txt"] {
        home.file(name, name);
    }
    for folder in ["q/2024/june", "q/empty", "q/held/empty"] {
        fs::create_dir_all(work.join(folder)).unwrap();
    }
    symlink("b.txt", work.join("q/link")).unwrap();
    let fifo = Command::new("mkfifo").arg(work.join("q/fifo")).status();
    assert!(fifo.unwrap().success());
    for link in ["q/linked/2.txt", "q/linked/3.txt", "outside.txt"] {
        fs::hard_link(work.join("q/linked/1.txt"), work.join(link)).unwrap();
    }
    let run = home.run(["add", "--move", "q"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(run.err.contains("special files"), "{}", run.err);
    for gone in [
        "q/2024", "q/empty", "q/held", "q/b.txt", "q/linked", "q/link",
    ] {
        assert!(fs::symlink_metadata(work.join(gone)).is_err(), "{gone}");
    }
    assert!(fs::symlink_metadata(work.join("q/fifo")).is_ok());
    for folder in [
        "/inbox/q/2024/june/",
        "/inbox/q/empty/",
        "/inbox/q/held/empty/",
    ] {
        assert!(home.ok(["ls", "-R"]).contains(folder), "{folder}");
    }
    assert_eq!(
        fs::read(work.join("outside.txt")).unwrap(),
        b"q/linked/1.txt"
    );
    assert_eq!(home.ok(["ls", "-R", "/inbox/q/linked"]).lines().count(), 3);
    // One that is written to between is not taken for the one that was read.
    home.ok(["verify"]);
}

/// Every argument by which the vault's own files could be added, moved or written over.
pub(crate) fn own_folders() {
    for moved in [&[][..], &["--move"]] {
        for from in ["..", "../home", "../home/vault", "../home/vault/spool"] {
            let home = home();
            let files = |folder: &Path| {
                let found = walkdir::WalkDir::new(folder).sort_by_file_name();
                let paths = found.into_iter().map(|entry| entry.unwrap().into_path());
                paths.collect::<Vec<_>>()
            };
            let vault = home.vault();
            let state = home.root().join("home/.local/state");
            let from = match from.strip_prefix("../home/vault") {
                Some(below) => format!("{}{below}", vault.display()),
                None => from.to_owned(),
            };
            home.file("mine.txt", "mine");
            let before = (files(&vault), files(&state));
            let run = home.run([&["add", &from], moved].concat());
            // The folder of the test itself may have been moved.
            fs::create_dir_all(home.work()).unwrap();
            assert!(matches!(run.code, 0 | 3), "{from}: {}{}", run.out, run.err);
            assert!(
                run.out.contains("belongs to the vault itself"),
                "{from}: {}",
                run.out
            );
            assert_eq!((files(&vault), files(&state)), before, "{from} {moved:?}");
            let listed = home.ok(["ls", "-R"]);
            for own in ["keyring.json", ".redb", "spool"] {
                assert!(!listed.contains(own), "{from} {moved:?}: {listed}");
            }
            home.ok(["verify"]);
        }
    }
    let home = home();
    let vault = home.vault();
    let run = home.run(
        [
            &["backup", "create", "--to"],
            &[vault.to_str().unwrap()][..],
        ]
        .concat(),
    );
    assert_eq!(run.code, 2, "{}", run.err);
    let keyring = vault.join("keyring.json");
    let run = home.run([&["add", "--move"], &[keyring.to_str().unwrap()][..]].concat());
    assert_eq!(run.code, 3, "{}{}", run.out, run.err);
    assert!(keyring.exists());
}
