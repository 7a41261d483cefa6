//! What is let in, and what each file is said to be: the table of docs/VALIDATION.md, on files as
//! other programs make them.

use crate::support::Home;

/// A zip of stored entries, as `zip -0` makes it (APPNOTE.TXT 4.3): local headers, central
/// directory, end record.
fn zip(entries: &[(&str, &str)]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let offset = file.len() as u32;
        let mut fields = Vec::new();
        fields.extend_from_slice(&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        fields.extend_from_slice(&0u32.to_le_bytes());
        fields.extend_from_slice(&(content.len() as u32).to_le_bytes());
        fields.extend_from_slice(&(content.len() as u32).to_le_bytes());
        fields.extend_from_slice(&(name.len() as u16).to_le_bytes());
        fields.extend_from_slice(&[0, 0]);
        file.extend_from_slice(b"PK\x03\x04");
        file.extend_from_slice(&fields);
        file.extend_from_slice(name.as_bytes());
        file.extend_from_slice(content.as_bytes());
        directory.extend_from_slice(b"PK\x01\x02\x14\0");
        directory.extend_from_slice(&fields);
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&offset.to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
    }
    let count = (entries.len() as u16).to_le_bytes();
    let start = (file.len() as u32).to_le_bytes();
    let size = (directory.len() as u32).to_le_bytes();
    file.extend_from_slice(&directory);
    file.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    for part in [&count[..], &count, &size, &start, &[0, 0]] {
        file.extend_from_slice(part);
    }
    file
}

const PNG: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

#[test]
fn the_documented_verdicts() {
    let home = Home::new();
    home.ok(["policy", "set", "content_mismatch", "allow"]);
    let types = ("[Content_Types].xml", "<Types/>");
    let elf = [&b"\x7fELF\x02\x01\x01"[..], &[0; 200]].concat();
    let word = zip(&[types, ("word/document.xml", "<w/>")]);
    let macros = zip(&[
        types,
        ("word/document.xml", "<w/>"),
        ("word/vbaProject.bin", "x"),
    ]);
    let plain = zip(&[("readme.txt", "hello")]);
    let polyglot = [b"%PDF-1.4\n%%EOF\n", plain.as_slice()].concat();
    let cases: [(&str, &[u8], &str, &str); 15] = [
        ("elf.pdf", &elf, "elf", "mismatch"),
        ("zip.docx", &plain, "zip", "mismatch"),
        ("word.docx", &word, "docx", "match"),
        ("macros.docx", &macros, "docm", "mismatch"),
        (
            "page.txt",
            b"<!DOCTYPE html><html><body>x</body></html>",
            "html",
            "match",
        ),
        ("script.txt", b"#!/bin/sh\necho hi\n", "script", "match"),
        ("latin1.txt", b"caf\xe9 au lait\n", "text", "match"),
        ("utf16.txt", b"\xff\xfeh\0i\0\n\0", "text", "match"),
        ("picture.jpg", PNG, "png", "mismatch"),
        ("picture.png", PNG, "png", "match"),
        ("empty.txt", b"", "empty", "match"),
        ("empty.pdf", b"", "empty", "mismatch"),
        ("letter.doc", b"{\\rtf1 hello}", "rtf", "mismatch"),
        ("polyglot.pdf", &polyglot, "pdf", "match"),
        (
            "binary.txt",
            b"\0\x01\x02\x03\xff\xfe\0",
            "binary",
            "mismatch",
        ),
    ];
    for (name, content, _, _) in cases {
        home.file(name, content);
        home.ok(["add", name]);
    }
    for (name, _, detected, verdict) in cases {
        let shown = home
            .run(["--json", "show", &format!("/inbox/{name}")])
            .json();
        let shown = shown.last().unwrap();
        assert_eq!(shown["detected"], detected, "{name}");
        assert_eq!(shown["verdict"], verdict, "{name}");
    }
    let wrong = cases.iter().filter(|case| case.3 == "mismatch").count();
    assert_eq!(home.ok(["find", "verdict:mismatch"]).lines().count(), wrong);
    // By default none of the mismatches gets in.
    home.ok(["policy", "set", "content_mismatch", "reject"]);
    for (name, _, _, verdict) in cases {
        let code = home.run(["add", name, "--to", "/again"]).code;
        assert_eq!(code, if verdict == "mismatch" { 3 } else { 0 }, "{name}");
    }
}

#[test]
fn a_large_file_is_judged_as_a_small_one() {
    let home = Home::new();
    // Over a megabyte, so that it is cut; the content shows only at its end what it is not.
    let mut text = b"a line of text\n".repeat(200_000);
    home.file("good.txt", &text);
    text.extend_from_slice(&[0, 1, 2]);
    home.file("bad.txt", &text);
    home.ok(["add", "good.txt"]);
    let run = home.run(["add", "bad.txt"]);
    assert_eq!(run.code, 3, "{}", run.out);
    // What went ahead of the refusal is given back.
    assert!(home.ok(["verify"]).starts_with("OK"));
    home.ok(["rm", "/inbox/good.txt"]);
    home.ok(["-y", "trash", "empty"]);
    let status = home.run(["--json", "status"]).json();
    assert_eq!(status[0]["stored_bytes"], 0);
}

#[test]
fn a_large_file_again_and_changed() {
    let home = Home::new();
    home.ok(["policy", "set", "allowed_extensions", "*"]);
    let mut state = 7u64;
    let mut noise: Vec<u8> = (0..6_000_000)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        })
        .collect();
    home.file("big.bin", &noise);
    assert!(home.ok(["add", "big.bin"]).contains("added"));
    assert!(home.ok(["add", "big.bin"]).contains("unchanged"));
    let before = home.run(["--json", "status"]).json()[0]["stored_bytes"]
        .as_u64()
        .unwrap();
    noise.splice(3_000_000..3_000_000, *b"inserted");
    home.file("big.bin", &noise);
    home.ok(["add", "big.bin"]);
    let after = home.run(["--json", "status"]).json()[0]["stored_bytes"]
        .as_u64()
        .unwrap();
    assert!(
        after < before + before / 2,
        "{before} -> {after}: chunks are shared"
    );
    assert!(home.run(["cat", "/inbox/big.bin"]).bytes == noise);
    home.ok(["verify"]);
    home.ok(["undo"]);
    assert_eq!(home.run(["cat", "/inbox/big.bin"]).bytes.len(), 6_000_000);
    home.ok(["verify"]);
}
