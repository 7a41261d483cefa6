//! Unusual names, links instead of files and folders, and a target folder that belongs to another user.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{below, folder, inside, take};
use crate::support::Home;
use crate::support::random::text;

#[test]
fn odd_names_come_in_as_they_are() {
    let home = Home::new();
    let long = [&[b'l'; 251][..], b".txt"].concat();
    let names: Vec<&[u8]> = vec![
        b"-rf.txt",
        b"--to.txt",
        b"new\nline.txt",
        b"esc\x1b[2J.txt",
        b"not utf-8 \xff\xfe.txt",
        b"quote'\".txt",
        b" .txt",
        &long,
    ];
    for name in &names {
        home.file(PathBuf::from("in").join(OsStr::from_bytes(name)), name);
    }
    // Too long for the reason to stand beside it as it is.
    let bad = [&[b'x'; 251][..], b".exe"].concat();
    home.file(PathBuf::from("in").join(OsStr::from_bytes(&bad)), "bad");
    let run = take(&home, &[]);
    assert_eq!(run.code, 3, "{}{}", run.out, run.err);
    assert!(!run.out.contains('\u{1b}') && !run.err.contains('\u{1b}'));
    assert_eq!(inside(&home).len(), names.len());
    for name in names {
        let path = [b"/inbox/", name].concat();
        let run = home.run([OsStr::new("cat"), OsStr::from_bytes(&path)]);
        assert_eq!(run.bytes, name);
    }
    assert_eq!(below(&folder(&home)).len(), 3);
    assert_eq!(
        fs::read_dir(folder(&home).join(".rejected"))
            .unwrap()
            .count(),
        2
    );
    assert_eq!(home.run(["inbox", "receipts"]).code, 0);
}

#[test]
fn links_and_special_files_are_left_and_said() {
    let home = Home::new();
    let secret = home.file("secret.txt", "secret");
    home.file("elsewhere/b.txt", "elsewhere");
    fs::create_dir(folder(&home)).unwrap();
    symlink(&secret, folder(&home).join("link.txt")).unwrap();
    symlink(home.work().join("elsewhere"), folder(&home).join("sub")).unwrap();
    symlink("loop.txt", folder(&home).join("loop.txt")).unwrap();
    let fifo = folder(&home).join("fifo.txt");
    assert!(Command::new("mkfifo").arg(fifo).status().unwrap().success());
    let run = take(&home, &[]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert_eq!(run.err.matches("skipped: ").count(), 4, "{}", run.err);
    assert!(inside(&home).is_empty());
    assert_eq!(below(&folder(&home)).len(), 4);
    assert!(secret.exists() && home.work().join("elsewhere/b.txt").exists());
    // The folder itself may be named by a link.
    home.file("real/a.txt", "a");
    symlink("real", home.work().join("by-link")).unwrap();
    home.ok(["inbox", "run", "by-link", "--settle", "0s"]);
    assert_eq!(inside(&home), ["/inbox/a.txt"]);
}

#[test]
fn a_folder_that_is_exchanged_for_a_link_leads_nowhere() {
    let home = Home::new();
    for n in 0..30 {
        home.file(format!("outside/{n}.txt"), format!("outside {n}"));
    }
    let (real, aside) = (folder(&home).join("sub"), folder(&home).join("other"));
    fs::create_dir_all(&real).unwrap();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let swapping = scope.spawn(|| {
            while !done.load(Ordering::SeqCst) {
                fs::rename(&real, &aside).unwrap();
                symlink(home.work().join("outside"), &real).unwrap();
                fs::remove_file(&real).unwrap();
                fs::rename(&aside, &real).unwrap();
            }
        });
        for round in 0..6 {
            for n in 0..30 {
                let name = format!("{n}.txt");
                let content = text(&format!("inside {round} {n}"), 3000);
                let made = fs::write(real.join(&name), &content);
                // It may have been a link just then: what was written there is the test's own doing.
                if made.is_ok()
                    && fs::read(home.work().join("outside").join(&name)).unwrap() == content
                {
                    fs::write(
                        home.work().join("outside").join(&name),
                        format!("outside {n}"),
                    )
                    .unwrap();
                }
            }
            let run = take(&home, &[]);
            assert!(matches!(run.code, 0 | 3), "{}{}", run.out, run.err);
        }
        done.store(true, Ordering::SeqCst);
        swapping.join().unwrap();
    });
    for n in 0..30 {
        let path = home.work().join(format!("outside/{n}.txt"));
        assert_eq!(fs::read_to_string(path).unwrap(), format!("outside {n}"));
    }
    for path in inside(&home) {
        let content = home.ok(["cat", &path]);
        assert!(!content.starts_with("outside"), "{path}");
    }
    home.ok(["verify"]);
}

#[test]
fn aside_is_no_way_out_of_the_folder() {
    let home = Home::new();
    home.file("in/bad.exe", "bad");
    home.file("in/good.txt", "good");
    fs::create_dir(home.work().join("elsewhere")).unwrap();
    let link =
        |name: &str| symlink(home.work().join("elsewhere"), folder(&home).join(name)).unwrap();
    link(".rejected");
    link("done");
    let run = take(&home, &["--keep-in", "done"]);
    assert_eq!(run.code, 3, "{}{}", run.out, run.err);
    assert_eq!(run.out.matches("symbolic link").count(), 2, "{}", run.out);
    assert!(below(&home.work().join("elsewhere")).is_empty());
    assert_eq!(
        below(&folder(&home)),
        [".rejected", "bad.exe", "done", "good.txt"]
    );
    assert_eq!(inside(&home), ["/inbox/good.txt"]);
    // And no second copy by the next one.
    fs::remove_file(folder(&home).join("done")).unwrap();
    fs::remove_file(folder(&home).join(".rejected")).unwrap();
    assert_eq!(take(&home, &["--keep-in", "done"]).code, 3);
    assert_eq!(
        below(&folder(&home)),
        [
            ".rejected/",
            ".rejected/bad.exe",
            ".rejected/bad.exe.reason",
            "done/",
            "done/.file-organizer-imported",
            "done/good.txt"
        ]
    );
    assert_eq!(inside(&home), ["/inbox/good.txt"]);
}
