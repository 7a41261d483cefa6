//! Two at the same folder while others write there, slowly: each file comes in once, and whole.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::{below, by_key, folder, inside};
use crate::support::random::{Random, is_whole, text};
use crate::support::{Home, Run};

/// Writes a file in steps, as somebody might: with pauses, some longer than the settle time while the
/// file is open; or under another name until it is done.
fn write_slowly(folder: &Path, name: &str, random: &mut Random) {
    let content = text(name, 2000 + random.below(300_000) as usize);
    let path = folder.join(format!("{name}.txt"));
    let hidden = random.below(3) == 0;
    let at = if hidden {
        folder.join(format!("{name}.txt.part"))
    } else {
        path.clone()
    };
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&at)
        .unwrap();
    let steps = 1 + random.below(4) as usize;
    for part in content.chunks(content.len() / steps + 1) {
        file.write_all(part).unwrap();
        std::thread::sleep(Duration::from_millis(*random.of(&[0, 30, 200, 1300])));
    }
    drop(file);
    if hidden {
        fs::rename(&at, &path).unwrap();
    }
}

#[test]
fn two_at_once_while_others_write() {
    let home = Home::new();
    let key = home.key("taker", &["--role", "user"]);
    let taken_in = folder(&home);
    fs::create_dir_all(taken_in.join("sub")).unwrap();
    let done = AtomicBool::new(false);
    let (writers, each) = (6, 5);
    let mut random = Random::new();
    let seeds: Vec<u64> = (0..writers).map(|_| random.below(1 << 40)).collect();
    let mut outputs = Vec::new();
    std::thread::scope(|scope| {
        let writing: Vec<_> = seeds
            .iter()
            .enumerate()
            .map(|(writer, seed)| {
                let taken_in = &taken_in;
                scope.spawn(move || {
                    let mut random = Random::seeded(*seed);
                    for n in 0..each {
                        let place = if n % 2 == 0 {
                            taken_in.clone()
                        } else {
                            taken_in.join("sub")
                        };
                        write_slowly(&place, &format!("w{writer}-{n}"), &mut random);
                    }
                })
            })
            .collect();
        let (home, key, done) = (&home, &key, &done);
        let takers: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(move || {
                    let mut runs = Vec::new();
                    loop {
                        let last = done.load(Ordering::SeqCst);
                        let arguments = ["--json", "inbox", "run", "in", "--settle", "1s"];
                        let mut command = by_key(home, key, arguments);
                        command.stdout(Stdio::piped()).stderr(Stdio::piped());
                        runs.push(Run::of(command));
                        if last {
                            return runs;
                        }
                    }
                })
            })
            .collect();
        for writer in writing {
            writer.join().unwrap();
        }
        done.store(true, Ordering::SeqCst);
        for taker in takers {
            outputs.extend(taker.join().unwrap());
        }
    });
    let mut taken = BTreeMap::new();
    for run in &outputs {
        assert_eq!(run.code, 0, "{}{}", run.out, run.err);
        for line in run.json().iter().filter(|line| line["type"] == "file") {
            assert_eq!(line["status"], "added", "{line}");
            *taken.entry(line["path"].to_string()).or_insert(0) += 1;
        }
    }
    assert_eq!(taken.len(), writers * each, "{taken:?}");
    assert!(taken.values().all(|times| *times == 1), "{taken:?}");
    assert_eq!(below(&taken_in), ["sub/"]);
    let files = home.run(["--json", "ls", "-R"]).json();
    assert_eq!(files.len(), writers * each);
    assert!(files.iter().all(|file| file["version"] == 1));
    for path in inside(&home) {
        assert!(is_whole(&home.run(["cat", &path]).bytes), "{path}");
    }
    home.ok(["verify"]);
}

#[test]
fn a_second_process_waits_for_the_folder() {
    let home = Home::new();
    home.file("in/a.txt", "first");
    let held = fs::File::open(folder(&home)).unwrap();
    held.lock().unwrap();
    let run = home.run(["--wait", "0s", "inbox", "run", "in", "--settle", "0s"]);
    assert_eq!(run.code, 11, "{}", run.err);
    assert!(
        run.err.contains("another process is importing"),
        "{}",
        run.err
    );
    assert!(folder(&home).join("a.txt").exists());
    drop(held);
    home.ok(["--wait", "0s", "inbox", "run", "in", "--settle", "0s"]);
}
