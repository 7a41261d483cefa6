//! A folder such as people have it: documents, pictures with and without Exif, sound, archives, text.
//! Real files are collected from the machine; what it may lack is made.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::{lenient, paths, state};
use crate::support::Home;

/// Files that are wanted at least.
const WANTED: usize = 2000;
/// Of one extension, no more than this: a folder of many kinds.
const OF_A_KIND: usize = 300;

/// An APP1 segment with the time at which a picture was taken, in a JPEG of nothing.
pub(crate) fn jpeg(taken: &str, model: &str) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        let mut bytes = tag.to_le_bytes().to_vec();
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value.to_le_bytes());
        bytes
    };
    let text = format!("{taken}\0");
    let model = format!("{model}\0\0\0\0\0");
    let exif = 8 + 2 + 2 * 12 + 4;
    let texts = exif + 2 + 12 + 4;
    tiff.extend(2u16.to_le_bytes());
    tiff.extend(entry(
        0x0110,
        2,
        model.len() as u32,
        texts + text.len() as u32,
    ));
    tiff.extend(entry(0x8769, 4, 1, exif));
    tiff.extend(0u32.to_le_bytes());
    tiff.extend(1u16.to_le_bytes());
    tiff.extend(entry(0x9003, 2, text.len() as u32, texts));
    tiff.extend(0u32.to_le_bytes());
    tiff.extend(text.as_bytes());
    tiff.extend(model.as_bytes());
    let mut jpeg = b"\xff\xd8\xff\xe1".to_vec();
    jpeg.extend(((tiff.len() + 8) as u16).to_be_bytes());
    jpeg.extend(b"Exif\0\0");
    jpeg.extend(tiff);
    jpeg.extend(b"\xff\xd9");
    jpeg
}

/// An MP3 that is an ID3v2.3 tag and some silence.
fn mp3(title: &str, artist: &str) -> Vec<u8> {
    let mut frames = Vec::new();
    for (id, text) in [(b"TIT2", title), (b"TPE1", artist)] {
        frames.extend(id);
        frames.extend((text.len() as u32 + 1).to_be_bytes());
        frames.extend([0, 0, 0]);
        frames.extend(text.as_bytes());
    }
    let size = frames.len() as u32;
    let mut bytes = b"ID3\x03\0\0".to_vec();
    bytes.extend([21, 14, 7, 0].map(|shift| ((size >> shift) & 0x7f) as u8));
    bytes.extend(frames);
    for _ in 0..8 {
        bytes.extend(b"\xff\xfb\x90\x00");
        bytes.extend([0; 413]);
    }
    bytes
}

/// A PDF with an XMP packet.
fn pdf(title: &str, author: &str) -> String {
    format!(
        "%PDF-1.4\n1 0 obj<</Type/Metadata>>stream\n<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>\
         <x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF><rdf:Description>\
         <dc:title><rdf:Alt><rdf:li xml:lang='x-default'>{title}</rdf:li></rdf:Alt></dc:title>\
         <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\
         </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>\nendstream endobj\n%%EOF\n"
    )
}

fn made(home: &Home) {
    for n in 0..40u32 {
        let taken = format!("20{:02}:{:02}:15 10:20:30", 10 + n % 15, 1 + n % 12);
        home.file(format!("down/IMG_{n:04}.jpg"), jpeg(&taken, "Pixel 8"));
        home.file(
            format!("down/song {n}.mp3"),
            mp3(&format!("Song {n}"), "Bach"),
        );
        home.file(
            format!("down/paper {n}.pdf"),
            pdf(&format!("Paper &amp; {n}"), "Curie"),
        );
        home.file(
            format!("down/sub/page {n}.html"),
            format!("<!DOCTYPE html><p>{n}"),
        );
        home.file(format!("down/table {n}.csv"), format!("a,b\n{n},2\n"));
    }
}

/// Copies real files of many kinds below `down/real`.
fn collected(home: &Home, wanted: usize) -> usize {
    let mut kinds: HashMap<String, usize> = HashMap::new();
    let mut count = 0;
    let target = home.work().join("down/real");
    fs::create_dir_all(&target).unwrap();
    for root in ["/usr/share", "/usr/include", "/usr/lib", "/etc"] {
        let walk = walkdir::WalkDir::new(root).sort_by_file_name();
        for entry in walk.into_iter().filter_map(Result::ok) {
            if count >= wanted {
                return count;
            }
            let small = entry.file_type().is_file()
                && entry
                    .metadata()
                    .is_ok_and(|meta| (1..200_000).contains(&meta.len()));
            let kind = Path::new(entry.file_name()).extension().unwrap_or_default();
            let seen = kinds
                .entry(kind.to_string_lossy().into_owned())
                .or_default();
            if !small || *seen >= OF_A_KIND {
                continue;
            }
            let name = format!("{count} {}", entry.file_name().to_string_lossy());
            if fs::copy(entry.path(), target.join(name)).is_ok() {
                *seen += 1;
                count += 1;
            }
        }
    }
    count
}

#[test]
fn each_method_files_everything_once_and_is_taken_back() {
    let home = lenient();
    made(&home);
    let real = collected(&home, WANTED - 200);
    println!("{real} files were collected from the machine");
    home.ok(["-q", "add", "down", "--to", "/inbox"]);
    let files = paths(&home).len();
    assert_eq!(files, real + 200);
    let before = state(&home);
    for method in ["type", "date", "para", "johnny-decimal"] {
        home.ok(["-q", "organize", "--method", method]);
        let filed = paths(&home);
        assert_eq!(filed.len(), files, "{method}");
        let left = filed.iter().filter(|path| path.starts_with("/inbox/"));
        assert_eq!(left.count(), 0, "{method}");
        let after = state(&home);
        for folder in ["/inbox", "/"] {
            let again = home.run(["organize", folder, "--method", method]);
            assert_eq!(again.code, 0, "{}", again.err);
            assert!(
                again.err.contains("nothing to organize"),
                "{method}: {}",
                again.err
            );
            assert_eq!(state(&home), after, "{method} {folder}");
        }
        home.ok(["undo"]);
        assert_eq!(state(&home), before, "{method}");
    }
    home.ok(["verify"]);
}

#[test]
fn what_files_say_of_themselves_is_found_and_files_them() {
    let home = lenient();
    made(&home);
    home.ok(["-q", "add", "down", "--to", "/inbox"]);
    let count = |words: &[&str]| {
        let found = home.ok([&["find"], words].concat());
        found.lines().count()
    };
    assert_eq!(count(&["camera:pixel"]), 40);
    assert_eq!(count(&["artist:bach", "title:song 7"]), 1);
    assert_eq!(count(&["author:curie", "title:paper & 7"]), 1);
    assert_eq!(count(&["taken:2012"]), count(&["taken:2012-01..2012-12"]));
    assert!(count(&["taken:2012"]) > 0);
    let shown = home
        .run(["--json", "show", "/inbox/down/IMG_0000.jpg"])
        .json();
    assert_eq!(shown[0]["taken"], "2010-01-15T10:20:30Z");
    assert_eq!(shown[0]["camera"], "Pixel 8");
    let rules = "
[[rule]]
name = 'photos'
when = 'type:image'
to = '/Photos/{exif.date:%Y-%m}'
rename = '{taken:%Y%m%d}-{camera}-{n}.{ext}'
[[rule]]
name = 'songs'
to = '/Music/{artist}'
rename = '{title}.{ext}'
[[rule]]
name = 'papers'
when = 'type:pdf'
to = '/Papers/{author}'
rename = '{title}.pdf'
";
    let run = super::by_ok(&home, "/inbox", rules);
    assert!(run.err.contains("120 moved"), "{}", run.err);
    let filed = paths(&home);
    for path in [
        "/Photos/2010-01/20100115-Pixel 8-1.jpg",
        "/Music/Bach/Song 7.mp3",
        "/Papers/Curie/Paper & 7.pdf",
    ] {
        assert!(filed.iter().any(|one| one == path), "{path}");
    }
}
