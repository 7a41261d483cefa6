//! What a person has is taken: types by group, junk left out, refusals summed up, missing sources named.

use std::fs;
use std::os::unix::fs::symlink;

use crate::support::Home;

/// Contents as programs write them, by extension. The same content stands for each extension of its row.
fn typical() -> Vec<(&'static [&'static str], Vec<u8>)> {
    let media = |brand: &[u8]| [b"\0\0\0\x18ftyp", brand, b"\0\0\0\0isomiso2"].concat();
    let text = || b"some text\n".to_vec();
    let tar = {
        let mut header = vec![0; 512];
        header[..1].copy_from_slice(b"a");
        header[148..156].copy_from_slice(b"        ");
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        header.resize(10240, 0);
        header
    };
    let mail = b"From: a@example.org\nSubject: hello\n\nhello\n".to_vec();
    vec![
        (&["pdf"], b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n%%EOF\n".to_vec()),
        (&["rtf"], b"{\\rtf1 text}".to_vec()),
        (
            &["jpg", "jpeg", "JPG"],
            b"\xff\xd8\xff\xe0\0\x10JFIF\0".to_vec(),
        ),
        (&["png"], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        (&["gif"], b"GIF89a\x01\0\x01\0".to_vec()),
        (&["webp"], b"RIFF\x24\0\0\0WEBPVP8 ".to_vec()),
        (&["heic", "heif", "HEIC"], media(b"heic")),
        (&["avif"], media(b"avif")),
        (&["cr3"], media(b"crx ")),
        (
            &["tif", "tiff", "nef", "arw", "dng", "pef", "srw"],
            [b"II*\0\x08\0\0\0", &[0; 40][..]].concat(),
        ),
        (
            &["cr2"],
            [b"II*\0\x10\0\0\0CR\x02\0", &[0; 40][..]].concat(),
        ),
        (&["orf"], [b"IIRO\x08\0\0\0", &[0; 40][..]].concat()),
        (&["rw2"], [b"IIU\0\x18\0\0\0", &[0; 40][..]].concat()),
        (&["raf"], [b"FUJIFILMCCD-RAW 0201", &[0; 40][..]].concat()),
        (
            &["svg"],
            b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
        ),
        (&["psd"], b"8BPS\0\x01\0\0\0\0\0\0\0\x03".to_vec()),
        (&["mp3"], b"ID3\x03\0\0\0\0\0\0\xff\xfb\x90\x64".to_vec()),
        (&["flac"], b"fLaC\0\0\0\x22".to_vec()),
        (&["wav"], b"RIFF\x24\0\0\0WAVEfmt ".to_vec()),
        (
            &["ogg", "opus", "oga"],
            b"OggS\0\x02\0\0\0\0\0\0\0\0OpusHead".to_vec(),
        ),
        (&["m4a"], media(b"M4A ")),
        (&["mid"], b"MThd\0\0\0\x06\0\x01".to_vec()),
        (&["mp4", "m4v", "3gp"], media(b"isom")),
        (&["mov", "MOV", "mp4"], media(b"qt  ")),
        (
            &["mkv"],
            b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x88matroska\0\0".to_vec(),
        ),
        (&["avi"], b"RIFF\x24\0\0\0AVI LIST".to_vec()),
        (&["mts", "m2ts"], [&b"G@\0\x10"[..], &[0xff; 184]].concat()),
        (&["7z"], b"7z\xbc\xaf\x27\x1c\0\x04".to_vec()),
        (
            &["gz", "tgz", "svgz"],
            b"\x1f\x8b\x08\0\0\0\0\0\0\x03\x03\0\0\0\0\0\0\0\0\0".to_vec(),
        ),
        (&["xz"], b"\xfd7zXZ\0\0\x04".to_vec()),
        (&["zst"], b"\x28\xb5\x2f\xfd\x24\x01\x09\0\0a".to_vec()),
        (&["bz2"], b"BZh91AY&SY\xad\x65\xa3\x9d\0\0".to_vec()),
        (&["rar"], b"Rar!\x1a\x07\x01\0".to_vec()),
        (&["tar"], tar),
        (
            &["zip", "cbz", "pages", "numbers", "kmz", "sketch"],
            b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec(),
        ),
        (
            &["mobi", "azw3"],
            [&[0; 60][..], b"BOOKMOBI", &[0; 20]].concat(),
        ),
        (
            &["fb2", "xml", "gpx", "kml", "xhtml"],
            b"<?xml version='1.0'?><a/>".to_vec(),
        ),
        (
            &["html", "htm"],
            b"<!DOCTYPE html><title>x</title>".to_vec(),
        ),
        (&["eml", "mbox", "ics", "vcf"], mail),
        (
            &[
                "txt", "md", "csv", "tsv", "json", "yaml", "toml", "ini", "log", "tex", "bib",
                "cls", "srt", "org", "rst", "css", "sql", "c", "h", "cpp", "rs", "go", "java",
                "js", "ts", "tsx", "rb", "pl", "lua", "php", "swift", "kt", "hs", "r", "ipynb",
                "diff", "nfo",
            ],
            text(),
        ),
        (&["py"], b"#!/usr/bin/env python3\nprint()\n".to_vec()),
        (&["ttf"], b"\0\x01\0\0\0\x0c\0\x80\0\x03\0\x40".to_vec()),
        (&["otf"], b"OTTO\0\x0c\0\x80\0\x03\0\x40".to_vec()),
        (&["woff2"], b"wOF2\0\x01\0\0\0\0".to_vec()),
        (&["sqlite"], [&b"SQLite format 3\0"[..], &[0; 84]].concat()),
        (
            &[
                "kdbx", "gpg", "p12", "blend", "stl", "dxf", "step", "dat", "bak", "xcf", "pst",
                "iso", "key",
            ],
            [&[7, 0, 1, 2, 200][..], &[0; 90]].concat(),
        ),
    ]
}

/// A folder with each of them, and files without an extension.
fn folder(home: &Home) -> usize {
    let mut count = 0;
    for (number, (extensions, content)) in typical().iter().enumerate() {
        for extension in *extensions {
            home.file(format!("typical/{number}.{extension}"), content);
            count += 1;
        }
    }
    for name in ["README", "Makefile", "LICENSE", ".gitignore"] {
        home.file(format!("typical/{name}"), "text\n");
        count += 1;
    }
    symlink("README", home.work().join("typical/link")).unwrap();
    count + 1
}

#[test]
fn what_a_person_has_is_taken_by_default() {
    let home = Home::new();
    let count = folder(&home);
    assert!(count > 120, "{count}");
    let run = home.run(["--json", "add", "typical"]);
    let refused: Vec<_> = run
        .json()
        .into_iter()
        .filter(|line| line["reason"].is_string())
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        home.ok(["--json", "ls", "-R"])
            .lines()
            .filter(|line| line.contains("\"file\""))
            .count(),
        count
    );
}

#[test]
fn programs_and_scripts_are_refused_with_the_reason() {
    let home = Home::new();
    let elf = [&b"\x7fELF\x02\x01\x01"[..], &[0; 200]].concat();
    for (name, content) in [
        ("setup.exe", &b"MZ\x90\0"[..]),
        ("run.sh", b"#!/bin/sh\n"),
        ("start.bat", b"@echo off\r\n"),
        ("profile.ps1", b"Get-Item\n"),
        ("tool", &elf),
        ("tool.xyz", &elf),
        ("script", b"#!/usr/bin/perl\n"),
        ("script.awk", b"#!/usr/bin/awk -f\n"),
        ("lib.dat", b"MZ\x90\0"),
    ] {
        home.file(name, content);
        let run = home.run(["add", name]);
        assert_eq!(run.code, 3, "{name}: {}", run.out);
        assert!(
            run.out.contains("programs and scripts ("),
            "{name}: {}",
            run.out
        );
        let hint = run
            .err
            .lines()
            .find_map(|line| line.split_once("to allow them: file-organizer "));
        let (_, command) = hint.unwrap_or_else(|| panic!("{name}: {}", run.err));
        home.ok(command.split(' '));
        home.ok(["add", name]);
        home.ok(["policy", "reset", "allowed_extensions"]);
    }
    // Content that contradicts the name is refused as before.
    for (name, content) in [
        ("a.pdf", &elf[..]),
        ("b.jpg", b"\x89PNG\r\n\x1a\n"),
        ("c.csv", &elf),
    ] {
        home.file(name, content);
        let run = home.run(["add", name]);
        assert!(
            run.code == 3 && run.out.contains("the content is"),
            "{name}: {}",
            run.out
        );
    }
    // Text that begins as a script is text under the name of a text.
    home.file("notes.txt", "#!/bin/sh\n");
    home.ok(["add", "notes.txt"]);
}

#[test]
fn init_chooses_the_types() {
    for (types, taken, refused) in [
        ("personal", &["a.csv", "a.heic2", "a"][..], &["a.exe"][..]),
        ("guide", &["a.txt", "a.md"], &["a.csv", "a", "a.exe"]),
        ("any", &["a.csv", "a.exe", "a"], &[]),
    ] {
        let home = Home::without_vault();
        let mut init = home.command(["-q", "init", "--types", types]);
        init.env("FILE_ORGANIZER_NEW_PASSWORD", crate::support::PASSWORD);
        assert!(init.output().unwrap().status.success());
        home.ok(["policy", "set", "content_mismatch", "allow"]);
        for name in taken {
            home.file(name, "text\n");
            home.ok(["add", name]);
        }
        for name in refused {
            home.file(name, "text\n");
            assert_eq!(home.run(["add", name]).code, 3, "{types} {name}");
        }
    }
}

#[test]
fn junk_is_ignored_and_counted() {
    let home = Home::new();
    for name in [
        "docs/a.txt",
        "docs/.DS_Store",
        "docs/thumbs.db",
        "docs/sub/desktop.ini",
        "docs/sub/~$a.docx",
        "docs/sub/b.pdf.part",
        "docs/sub/c.zip.crdownload",
        "docs/.git/HEAD",
        "docs/.git/objects/ab",
        "docs/sub/git.txt",
    ] {
        home.file(name, "x");
    }
    symlink("a.txt", home.work().join("docs/link")).unwrap();
    symlink("nowhere", home.work().join("docs/dangling")).unwrap();
    let run = home.run(["--json", "add", "docs"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let lines = run.json();
    let summary = lines.last().unwrap();
    assert_eq!(summary["ignored"], 7, "{summary}");
    assert_eq!(lines.len(), 5, "{}", run.out);
    let run = home.run(["add", "docs"]);
    assert!(
        run.code == 0 && run.err.contains("ignored: 7 entries"),
        "{}",
        run.err
    );
    // Named by itself, such a file is meant.
    home.ok(["add", "docs/sub/b.pdf.part"]);
    home.ok(["policy", "set", "content_mismatch", "allow"]);
    home.ok(["add", "--no-ignore", "docs", "--to", "/all"]);
    assert!(home.ok(["ls", "/all/docs/.git"]).contains("HEAD"));
    assert!(home.ok(["ls", "/all/docs/sub"]).contains("~$a.docx"));
}

#[test]
fn patterns_exclude_as_in_gitignore() {
    let home = Home::new();
    for name in [
        "p/a.txt",
        "p/b.log",
        "p/keep.log",
        "p/build/x.txt",
        "p/sub/build/y.txt",
        "p/sub/c.log",
        "p/sub/d.txt",
        "p/node_modules/m.js",
        "p/sub/deep/e.txt",
    ] {
        home.file(name, name);
    }
    home.file(
        "p/.file-organizer-ignore",
        "# logs\n*.log\n!keep.log\n/build/\n",
    );
    home.file("p/sub/.file-organizer-ignore", "!c.log\ndeep\n");
    home.file("patterns", "node_modules/\n");
    let stored = |home: &Home, to: &str| {
        let mut all: Vec<String> = home
            .run(["--json", "ls", "-R", to])
            .json()
            .iter()
            .filter_map(|line| line["path"].as_str().map(str::to_owned))
            .filter(|path| path.ends_with("txt") || path.ends_with("log") || path.ends_with("js"))
            .map(|path| {
                path.trim_start_matches(to)
                    .trim_start_matches("/p/")
                    .to_owned()
            })
            .collect();
        all.sort();
        all
    };
    home.ok(["add", "p", "--to", "/1", "--exclude-from", "patterns"]);
    let all = [
        "a.txt",
        "keep.log",
        "sub/build/y.txt",
        "sub/c.log",
        "sub/d.txt",
    ];
    assert_eq!(stored(&home, "/1"), all);
    home.ok([
        "add",
        "p",
        "--to",
        "/2",
        "--exclude",
        "*.txt",
        "--exclude",
        "!d.txt",
        "--no-ignore",
    ]);
    let all = [
        "b.log",
        "keep.log",
        "node_modules/m.js",
        "sub/c.log",
        "sub/d.txt",
    ];
    assert_eq!(stored(&home, "/2"), all);
    let run = home.run([
        "add",
        "p/a.txt",
        "p/b.log",
        "--to",
        "/3",
        "--exclude",
        "*.log",
    ]);
    assert!(
        run.code == 0 && run.err.contains("ignored: 1 entry"),
        "{}",
        run.err
    );
    home.ok(["add", "p", "--to", "/4", "--one-file-system"]);
    for pattern in ["[a", "*.{txt", "[z-a]"] {
        let wrong = home.run(["add", "p", "--to", "/6", "--exclude", pattern]);
        assert_eq!(wrong.code, 2, "{pattern}: {}{}", wrong.out, wrong.err);
        assert!(wrong.err.contains(pattern), "{}", wrong.err);
    }
    home.file("p/[a", "p/[a");
    let run = home.run(["add", "p/[a", "--to", "/6", "--exclude", "\\[a"]);
    assert!(run.err.contains("ignored: 1 entry"), "{}", run.err);
    fs::remove_file(home.work().join("p/[a")).unwrap();
    // What is left out of a move stays.
    home.ok(["add", "--move", "p", "--to", "/5"]);
    assert!(home.work().join("p/b.log").exists() && !home.work().join("p/a.txt").exists());
}

#[test]
fn many_refusals_are_summed_up_by_reason() {
    let home = Home::new();
    home.ok(["policy", "set", "allowed_extensions", "txt,pdf"]);
    for number in 0..6 {
        home.file(format!("d/{number}.csv"), format!("{number}"));
        home.file(format!("d/{number}.txt"), format!("{number}"));
    }
    home.file("d/fake.pdf", "text");
    let run = home.run(["add", "d"]);
    assert_eq!(run.code, 3);
    assert_eq!(run.out.lines().count(), 5, "{}", run.out);
    for part in [
        "rejected  6 files: .csv files are not allowed by the policy (d/",
        "to allow: file-organizer policy set allowed_extensions +csv",
        "rejected  1 file: the content is text, but the file is named .pdf (d/fake.pdf)",
        "to allow: file-organizer policy set content_mismatch warn",
        "6 added, 7 rejected",
    ] {
        assert!(run.out.contains(part), "{part}: {}", run.out);
    }
    // As many files are named as fit on the line.
    assert_eq!(run.out.matches(".csv, ").count(), 1, "{}", run.out);
    assert!(run.out.contains(", ...)"), "{}", run.out);
    assert!(run.err.contains("allowed_extensions +csv"), "{}", run.err);
    let each = home.run(["-v", "add", "d"]);
    assert_eq!(each.out.lines().count(), 14, "{}", each.out);
    let json = home.run(["--json", "add", "d"]);
    assert_eq!(json.json().len(), 14, "{}", json.out);
    let few = home.run(["add", "d/0.csv", "d/0.txt", "d/1.txt"]);
    assert_eq!(few.out.lines().count(), 4, "{}", few.out);
}

/// A home folder with many kinds of what is refused: refusals come first, everything fits on a small
/// terminal, and the hint allows all of them.
#[test]
fn refusals_are_not_hidden_behind_accepted_files() {
    let home = Home::new();
    home.ok(["policy", "set", "allowed_extensions", "-@audio,-gif"]);
    let programs = [
        "sh", "bat", "cmd", "ps1", "exe", "dll", "msi", "jar", "apk", "deb", "run", "reg", "vbs",
    ];
    for number in 0..200 {
        // Accepted with a remark, each under another name.
        home.file(format!("h/{number}/same.txt"), format!("{number}"));
    }
    for (extension, number) in programs.iter().zip(0..) {
        home.file(format!("h/p/{number}.{extension}"), "a program");
    }
    for extension in ["mp3", "flac", "ogg"] {
        home.file(format!("h/p/song.{extension}"), "a song");
    }
    home.file("h/p/a.gif", "a picture");
    for extension in [
        "pdf", "png", "docx", "zip", "epub", "tif", "mkv", "webp", "bmp", "xlsx",
    ] {
        home.file(format!("h/p/wrong.{extension}"), "text");
    }
    let run = home.run(["add", "h", "--dry-run"]);
    assert_eq!(run.code, 3);
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(lines.len() <= 16, "{}", run.out);
    // A single file is named, however long that is.
    let mut several = lines.iter().filter(|line| !line.contains(" 1 file: "));
    assert!(
        several.all(|line| line.chars().count() <= 80),
        "{}",
        run.out
    );
    assert!(
        lines[0].starts_with("rejected  13 files: programs and scripts: .apk")
            && lines[0].contains(" .bat .cmd "),
        "{}",
        run.out
    );
    assert!(lines[1].ends_with("+@programs"), "{}", run.out);
    assert!(
        lines[2].starts_with("rejected  3 files: @audio files")
            && lines[2].ends_with(".flac .mp3 .ogg"),
        "{}",
        run.out
    );
    let (_, hint) = run.err.split_once("to allow them: ").unwrap();
    for command in hint.trim().split("; ") {
        home.ok(command.split(' ').skip(1));
    }
    assert_eq!(home.run(["add", "h"]).code, 0, "{hint}");
}

#[test]
fn a_missing_source_is_an_error_of_its_own() {
    let home = Home::new();
    home.file("a.txt", "a");
    for arguments in [&["add", "none"][..], &["add", "a.txt", "none"]] {
        let run = home.run(arguments);
        assert_eq!(run.code, 4, "{}", run.err);
        assert!(run.err.contains("error: none not found"), "{}", run.err);
        assert!(!run.err.contains("policy"), "{}", run.err);
    }
    // Nothing has to be unlocked to say so.
    let mut command = home.command(["--no-input", "add", "none"]);
    command.env_remove("FILE_ORGANIZER_PASSWORD");
    assert_eq!(command.output().unwrap().status.code(), Some(4));
    fs::remove_file(home.work().join("a.txt")).unwrap();
}
