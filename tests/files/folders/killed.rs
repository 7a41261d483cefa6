//! kill -9 at any moment: each file is in the folder or in the vault, whole; and in the end in the
//! vault, once, though all that came in was filed elsewhere between two runs.

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use super::{below, by_key, folder, inside};
use crate::support::Home;
use crate::support::random::{Random, is_whole, text};

#[test]
fn a_few_times() {
    kill_often(8, 40);
}

#[test]
#[ignore = "takes minutes"]
fn fifty_times() {
    kill_often(50, 400);
}

fn kill_often(kills: usize, files: usize) {
    let home = Home::new();
    let key = home.key("taker", &["--role", "user"]);
    let mut random = Random::new();
    for n in 0..files {
        let size = if n % 10 == 0 { 1_500_000 } else { 3000 };
        home.file(
            format!("in/{}/{n}.txt", n % 3),
            text(&format!("file {n}"), size),
        );
    }
    let arguments = ["-q", "inbox", "run", "in", "--settle", "0s", "--to", "/new"];
    for round in 0..kills {
        let mut command = by_key(&home, &key, arguments);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        std::thread::sleep(Duration::from_millis(random.below(250)));
        child.kill().unwrap();
        child.wait().unwrap();
        let came = inside(&home);
        let left = below(&folder(&home)).len();
        assert!(came.len() <= files && came.len() + left >= files, "{round}");
        // A rule might do this.
        if came.iter().any(|path| path.starts_with("/new/")) {
            let to = format!("/filed/{round}");
            home.ok(["mv", "/new", &to]);
        }
    }
    let mut command = by_key(&home, &key, arguments);
    assert!(command.status().unwrap().success());
    let paths = inside(&home);
    assert_eq!(paths.len(), files);
    let mut firsts: Vec<Vec<u8>> = paths
        .iter()
        .map(|path| {
            let content = home.run(["cat", path]).bytes;
            assert!(is_whole(&content), "{path}");
            content
                .split(|byte| *byte == b'\n')
                .next()
                .unwrap()
                .to_vec()
        })
        .collect();
    firsts.sort();
    firsts.dedup();
    assert_eq!(firsts.len(), files, "each once");
    let left = below(&folder(&home));
    assert!(left.iter().all(|name| name.ends_with('/')), "{left:?}");
    assert!(fs::metadata(home.vault()).is_ok());
    home.ok(["verify"]);
    home.ok(["audit", "verify"]);
}
