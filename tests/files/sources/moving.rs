//! Sources that change while they are read. Each content says which state of which file it is, so
//! that a mixture of two states would be seen.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{FileExt, symlink};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::support::{Home, Run};

/// Does `work` again and again, until the scope's main thread is done.
fn meanwhile<T>(work: impl Fn(usize) + Sync, main: impl FnOnce() -> T) -> T {
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let (done, work) = (&done, &work);
        let worker = scope.spawn(move || {
            let mut round = 0;
            while !done.load(Ordering::Relaxed) {
                work(round);
                round += 1;
            }
            round
        });
        let result = main();
        done.store(true, Ordering::Relaxed);
        let rounds = worker.join().unwrap();
        println!("{rounds} changes meanwhile");
        result
    })
}

/// A content of `lines` lines that all say `state`.
fn state(state: usize, lines: usize) -> Vec<u8> {
    format!("state {state:012}\n").repeat(lines).into_bytes()
}

/// Writes over a file in place, in pieces: a change within one call of the kernel is seen by nobody.
fn write_over(path: &Path, content: &[u8]) {
    let file = OpenOptions::new().write(true).open(path).unwrap();
    for (at, piece) in content.chunks(4096).enumerate() {
        file.write_all_at(piece, 4096 * at as u64).unwrap();
    }
}

/// Whether a content is of one state.
fn is_one_state(content: &[u8]) -> bool {
    let line = &content[..content.len().min(19)];
    content.chunks(19).all(|chunk| line.starts_with(chunk))
}

/// Adds the tree; gives the names of what was taken, and how many were refused.
fn add(home: &Home) -> (Vec<String>, usize) {
    let begun = Instant::now();
    let run = home.run(["--json", "add", "tree", "--to", "/"]);
    assert!(matches!(run.code, 0 | 3), "{}{}", run.code, run.err);
    assert!(
        begun.elapsed() < Duration::from_secs(60),
        "{:?}",
        begun.elapsed()
    );
    let mut taken = Vec::new();
    let mut refused = 0;
    for line in run.json().iter().filter(|line| line["type"] == "file") {
        match line["status"].as_str().unwrap() {
            "added" | "unchanged" | "duplicate" | "version" => {
                taken.push(line["path"].as_str().unwrap().to_owned());
            }
            _ => {
                assert!(line["reason"].is_string(), "{line}");
                refused += 1;
            }
        }
    }
    (taken, refused)
}

fn cat(home: &Home, path: &str) -> Vec<u8> {
    let mut command = home.command(["cat", path]);
    command.env("FILE_ORGANIZER_PASSWORD", &home.recovery);
    let run = Run::of(command);
    assert_eq!(run.code, 0, "{path}: {}", run.err);
    run.bytes
}

/// Whether the file system gives each change that follows a look a time of its own. With coarse
/// times, two changes within some milliseconds cannot be told apart by anybody.
fn each_change_is_seen(folder: &Path) -> bool {
    let path = folder.join("probe");
    let mut file = File::create(&path).unwrap();
    let time = |file: &File| file.metadata().unwrap().modified().unwrap();
    let seen = (0..20).all(|_| {
        let before = time(&file);
        file.write_all(b"x").unwrap();
        time(&file) != before
    });
    fs::remove_file(path).unwrap();
    if !seen {
        println!("times are coarse here: no file is written over in place");
    }
    seen
}

/// Files that grow, shrink, vanish, are replaced, and are written over in place.
pub(crate) fn files(rounds: usize) {
    let home = Home::new();
    let tree = home.work().join("tree");
    // Small ones, and ones that are cut into chunks.
    let lines = |n: usize| if n % 4 == 0 { 150_000 } else { 40 + n * 100 };
    for n in 0..24 {
        for kind in ["grows", "shrinks", "vanishes", "replaced", "rewritten"] {
            home.file(format!("tree/{kind}/{n}.txt"), state(0, lines(n)));
        }
    }
    let seen = each_change_is_seen(&tree);
    let change = |round: usize| {
        let n = round % 24;
        let at = |kind: &str| tree.join(kind).join(format!("{n}.txt"));
        // What goes on growing would fill the disk.
        let mut grows = OpenOptions::new().append(true).open(at("grows")).unwrap();
        if grows.metadata().unwrap().len() < 4 << 20 {
            grows.write_all(&state(0, 50)).unwrap();
        }
        let shrinks = OpenOptions::new().write(true).open(at("shrinks")).unwrap();
        let length = shrinks.metadata().unwrap().len();
        shrinks
            .set_len(if length < 1900 {
                19 * lines(n) as u64
            } else {
                length / 38 * 19
            })
            .unwrap();
        if shrinks.metadata().unwrap().len() > length {
            shrinks.write_all_at(&state(0, lines(n)), 0).unwrap();
        }
        if fs::remove_file(at("vanishes")).is_err() {
            fs::write(at("vanishes"), state(round, lines(n))).unwrap();
        }
        let aside = tree.with_file_name("aside");
        fs::write(&aside, state(round, lines(n))).unwrap();
        fs::rename(&aside, at("replaced")).unwrap();
        if seen {
            write_over(&at("rewritten"), &state(round, lines(n)));
        }
    };
    let mut refused = 0;
    let mut taken = 0;
    for _ in 0..rounds {
        let (paths, more) = meanwhile(change, || add(&home));
        refused += more;
        taken += paths.len();
        for path in paths {
            let content = cat(&home, &path);
            // A file that is being grown back has a hole in it for a moment.
            let whole = content.split(|byte| *byte == 0).next().unwrap_or_default();
            let content = if path.contains("shrinks") {
                whole
            } else {
                &content
            };
            assert!(
                is_one_state(content),
                "{path}: {} bytes of two states",
                content.len()
            );
        }
    }
    println!("{taken} taken, {refused} refused");
    home.ok(["verify"]);
}

/// A file that is written over in place and gets its old time back, as some copiers do.
pub(crate) fn hidden_changes(rounds: usize) {
    let home = Home::new();
    let source = home.file("tree/file.txt", state(0, 400_000));
    let time = fs::metadata(&source).unwrap().modified().unwrap();
    let file = OpenOptions::new().write(true).open(&source).unwrap();
    let change = |round: usize| {
        file.write_all_at(&state(round, 400_000), 0).unwrap();
        file.set_modified(time).unwrap();
    };
    let mut taken = 0;
    for round in 0..rounds {
        let paths = meanwhile(change, || add(&home).0);
        for path in paths {
            let content = cat(&home, &path);
            taken += 1;
            assert!(
                is_one_state(&content),
                "round {round}: {path} is of two states"
            );
        }
    }
    println!("{taken} of {rounds} taken");
    home.ok(["verify"]);
}

/// Folders that become links to a folder outside, and folders again: nothing from outside is taken.
pub(crate) fn folders(rounds: usize) {
    let outside = tempfile::tempdir().unwrap();
    fs::create_dir(outside.path().join("deep")).unwrap();
    for n in 0..20 {
        for secret in [
            format!("{n}.txt"),
            format!("deep/{n}.txt"),
            format!("secret-{n}.txt"),
        ] {
            fs::write(outside.path().join(secret), "a secret from outside\n").unwrap();
        }
    }
    let mut refused = 0;
    for round in 0..rounds {
        let home = Home::new();
        let tree = home.work().join("tree");
        for folder in 0..40 {
            for n in 0..20 {
                home.file(
                    format!("tree/{folder}/{n}.txt"),
                    format!("inside {folder} {n}\n"),
                );
                home.file(
                    format!("tree/{folder}/deep/{n}.txt"),
                    format!("deep {folder} {n}\n"),
                );
            }
        }
        let swap = |round: usize| {
            let folder = tree.join((round % 40).to_string());
            let aside = home.work().join("aside");
            fs::rename(&folder, &aside).unwrap();
            symlink(outside.path(), &folder).unwrap();
            pause();
            fs::remove_file(&folder).unwrap();
            fs::rename(&aside, &folder).unwrap();
        };
        refused += meanwhile(swap, || add(&home).1);
        let all = home.ok(["ls", "-R"]);
        assert!(
            !all.contains("secret"),
            "round {round}: a file from outside:\n{all}"
        );
        if all.is_empty() {
            continue;
        }
        let all = home.ok(["cat", "/tree"]);
        let secrets = all.lines().filter(|line| line.contains("secret")).count();
        assert_eq!(secrets, 0, "round {round}: contents from outside");
    }
    println!("{refused} refused");
}

/// As long as it takes to walk into a folder.
fn pause() {
    std::thread::sleep(Duration::from_micros(300));
}

/// Files that become links, folders, FIFOs and files again.
pub(crate) fn kinds(rounds: usize) {
    let outside = tempfile::NamedTempFile::new().unwrap();
    fs::write(outside.path(), "a secret from outside\n").unwrap();
    for round in 0..rounds {
        let home = Home::new();
        let tree = home.work().join("tree");
        for n in 0..300 {
            home.file(format!("tree/{n}.txt"), "inside\n");
        }
        let change = |round: usize| {
            let path = tree.join(format!("{}.txt", round % 300));
            fs::remove_file(&path).unwrap();
            match round % 4 {
                0 => symlink(outside.path(), &path).unwrap(),
                1 => fs::create_dir(&path).unwrap(),
                2 => mkfifo(&path),
                _ => symlink("/dev/zero", &path).unwrap(),
            }
            pause();
            if fs::remove_file(&path).is_err() {
                fs::remove_dir(&path).unwrap();
            }
            File::create(&path).unwrap().write_all(b"inside\n").unwrap();
        };
        let (taken, refused) = meanwhile(change, || add(&home));
        println!("round {round}: {} taken, {refused} refused", taken.len());
        if taken.is_empty() {
            continue;
        }
        // A link is stored as a link: its content is its target, not that of the file there.
        let all = home
            .ok(["cat", "/tree"])
            .replace(outside.path().to_str().unwrap(), "")
            .replace("/dev/zero", "");
        // A file may be seen between its making and its writing.
        let inside = |line: &str| line == "inside" || line.is_empty();
        assert!(all.lines().all(inside), "round {round}: {all}");
    }
}

fn mkfifo(path: &Path) {
    let made = std::process::Command::new("mkfifo").arg(path).status();
    assert!(made.unwrap().success());
}
