//! A folder that is watched: files come in as they appear; a signal, a revoked key and a role that no
//! longer allows it end it with their codes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{below, by_key, folder, inside};
use crate::support::Home;
use crate::support::random::text;

/// `watch in`, under way.
struct Watching {
    child: Child,
    out: PathBuf,
    err: PathBuf,
}

impl Watching {
    fn begin(home: &Home, key: &Path, more: &[&str]) -> Self {
        fs::create_dir_all(folder(home)).unwrap();
        let (out, err) = (home.root().join("out"), home.root().join("err"));
        let arguments = [&["watch", "in", "--settle", "1s"], more].concat();
        let child = by_key(home, key, arguments)
            .stdout(fs::File::create(&out).unwrap())
            .stderr(fs::File::create(&err).unwrap())
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let begun = Self { child, out, err };
        wait_until("it watches", || begun.err().contains("watching"));
        begun
    }

    fn out(&self) -> String {
        fs::read_to_string(&self.out).unwrap()
    }

    fn err(&self) -> String {
        fs::read_to_string(&self.err).unwrap()
    }

    fn signal(&self, name: &str) {
        let status = Command::new("kill")
            .args([&format!("-{name}"), &self.child.id().to_string()])
            .status();
        assert!(status.unwrap().success());
    }

    /// Its code, once it has ended by itself.
    fn ends(&mut self) -> i32 {
        let until = Instant::now() + Duration::from_secs(30);
        while Instant::now() < until {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code().unwrap_or(-1);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("it does not end: {}{}", self.out(), self.err());
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let until = Instant::now() + Duration::from_secs(30);
    while !is_so() {
        assert!(Instant::now() < until, "{what}: not within 30 s");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn files_come_in_as_they_appear_until_a_signal() {
    let home = Home::new();
    let key = home.key("watcher", &["--role", "user"]);
    home.file("in/before.txt", "before");
    let mut watching = Watching::begin(&home, &key, &["--to", "/seen"]);
    home.file("in/a.txt", "a");
    home.file("in/new/deep/b.txt", "b");
    // A folder that comes with what is in it.
    home.file("made/c.txt", "c");
    fs::rename(home.work().join("made"), folder(&home).join("made")).unwrap();
    home.file("in/bad.exe", "bad");
    wait_until("five lines", || watching.out().lines().count() == 5);
    home.file("in/new/deep/d.txt", "d");
    wait_until("six lines", || watching.out().lines().count() == 6);
    let paths = ["/seen/a.txt", "/seen/before.txt", "/seen/made/c.txt"];
    let deep = ["/seen/new/deep/b.txt", "/seen/new/deep/d.txt"];
    let mut stored = inside(&home);
    stored.sort();
    assert_eq!(stored, [&paths[..], &deep].concat());
    assert!(watching.out().contains("rejected"), "{}", watching.out());
    // Nobody waits for it while it waits.
    home.ok(["--wait", "0s", "compact"]);
    home.ok(["--wait", "0s", "-y", "rekey"]);
    home.file("in/after.txt", "after");
    wait_until("seven lines", || watching.out().lines().count() == 7);
    watching.signal("TERM");
    assert_eq!(watching.ends(), 128 + 15, "{}", watching.err());
    assert_eq!(
        below(&folder(&home)),
        [
            ".rejected/",
            ".rejected/bad.exe",
            ".rejected/bad.exe.reason",
            "made/",
            "new/",
            "new/deep/"
        ]
    );
    home.ok(["verify"]);
}

#[test]
fn a_signal_in_the_middle_leaves_nothing_half_done() {
    let home = Home::new();
    let key = home.key("watcher", &["--role", "user"]);
    for n in 0..60 {
        home.file(format!("in/{n}.txt"), text(&format!("file {n}"), 1_200_000));
    }
    let mut watching = Watching::begin(&home, &key, &["--json"]);
    wait_until("the first file", || !inside(&home).is_empty());
    watching.signal("INT");
    assert_eq!(watching.ends(), 128 + 2, "{}", watching.err());
    let left = below(&folder(&home)).len();
    let came = inside(&home);
    assert_eq!(
        came.len() + left,
        60,
        "{came:?} {}{}",
        watching.out(),
        watching.err()
    );
    let spool = below(&home.vault().join("spool"));
    assert!(
        !spool.iter().any(|name| name.starts_with("import-")),
        "{spool:?}"
    );
    home.ok(["inbox", "run", "in", "--settle", "0s"]);
    assert_eq!(inside(&home).len(), 60);
    home.ok(["verify"]);
}

#[test]
fn a_watch_ends_with_its_permission() {
    let home = Home::new();
    home.ok(["role", "set", "own", "file:upload"]);
    let key = home.key("watcher", &["--role", "own"]);
    let mut watching = Watching::begin(&home, &key, &[]);
    home.file("in/a.txt", "a");
    wait_until("the first file", || !inside(&home).is_empty());
    home.ok(["role", "set", "own", "file:read"]);
    assert_eq!(watching.ends(), 5, "{}", watching.err());
    drop(watching);
    home.ok(["role", "set", "own", "file:upload"]);
    let mut watching = Watching::begin(&home, &key, &[]);
    home.ok(["api-key", "revoke", "watcher"]);
    home.file("in/b.txt", "b");
    assert_eq!(watching.ends(), 12, "{}", watching.err());
    assert_eq!(inside(&home), ["/inbox/a.txt"]);
    assert!(folder(&home).join("b.txt").exists());
    let log = home.ok(["audit", "log"]);
    assert!(log.contains("AUTH_FAILURE"), "{log}");
}

#[test]
fn a_vault_that_is_busy_is_waited_for_and_a_folder_that_goes_ends_it() {
    let home = Home::new();
    let key = home.key("watcher", &["--role", "user"]);
    let mut watching = Watching::begin(&home, &key, &[]);
    // Somebody is at the folder: said once, tried again.
    let held = fs::File::open(folder(&home)).unwrap();
    held.lock().unwrap();
    home.file("in/a.txt", "a");
    wait_until("it says so", || watching.err().contains("will retry"));
    drop(held);
    wait_until("the file", || !inside(&home).is_empty());
    assert_eq!(
        watching.err().matches("warning").count(),
        1,
        "{}",
        watching.err()
    );
    fs::remove_dir_all(folder(&home)).unwrap();
    fs::create_dir(folder(&home)).unwrap();
    home.file("in/b.txt", "b");
    assert_eq!(watching.ends(), 1, "{}", watching.err());
    assert!(folder(&home).join("b.txt").exists());
}
