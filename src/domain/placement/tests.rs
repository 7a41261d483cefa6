//! Names with numbers, and names that are too long.

use super::*;

fn numbered_text(name: &str) -> String {
    String::from_utf8(numbered_name(name.as_bytes(), 2, MAX_PART_BYTES)).unwrap()
}

#[test]
fn the_number_stands_before_the_whole_extension() {
    for (name, wanted) in [
        ("letter.pdf", "letter (2).pdf"),
        ("archive.tar.gz", "archive (2).tar.gz"),
        ("Archive.TAR.XZ", "Archive (2).TAR.XZ"),
        ("dump.sql.zst", "dump (2).sql.zst"),
        ("notes.txt.gpg", "notes (2).txt.gpg"),
        ("v1.2.tar.gz", "v1.2 (2).tar.gz"),
        ("film.mkv.001", "film.mkv (2).001"),
        ("report.final.pdf", "report.final (2).pdf"),
        ("Dr. Smith letter", "Dr. Smith letter (2)"),
        ("Dr. Smith letter.doc", "Dr. Smith letter (2).doc"),
        ("Mr. gz", "Mr. gz (2)"),
        ("invoice 12.2024", "invoice 12.2024 (2)"),
        ("v1.2", "v1.2 (2)"),
        ("README", "README (2)"),
        (".bashrc", ".bashrc (2)"),
        (".gz", ".gz (2)"),
        ("a.gz", "a (2).gz"),
        (".config.json", ".config (2).json"),
        ("end.", "end. (2)"),
        ("письмо.документ", "письмо (2).документ"),
        (
            "a.this-is-far-too-long-to-be-one",
            "a.this-is-far-too-long-to-be-one (2)",
        ),
    ] {
        assert_eq!(numbered_text(name), wanted);
    }
    assert_eq!(numbered_name(b"\xff.pdf", 3, 255), b"\xff (3).pdf");
}

#[test]
fn a_name_that_is_too_long_loses_whole_characters_before_the_number() {
    for letter in ["a", "я", "語", "🦀", "e\u{301}", "👨\u{200d}👩\u{200d}👧"] {
        let name = letter.repeat(255 / letter.len()) + ".tar.gz";
        for most in [255, 143, 60] {
            let short = numbered_name(name.as_bytes(), 12, most);
            assert!(short.len() <= most, "{letter} {most}");
            let short = String::from_utf8(short).unwrap();
            let stem = short.strip_suffix(" (12).tar.gz").unwrap();
            assert!(stem.len() + letter.len() > most - " (12).tar.gz".len());
            assert_eq!(stem.replace(letter, ""), "", "{short}");
        }
    }
}

#[test]
fn whatever_the_bytes_the_result_fits_and_two_numbers_differ() {
    for length in 0..300_usize {
        for filling in [&b"x"[..], b"\xff", "я".as_bytes(), b". ", b"a."] {
            let name: Vec<u8> = filling.iter().copied().cycle().take(length).collect();
            let (two, three) = (numbered_name(&name, 2, 255), numbered_name(&name, 3, 255));
            assert!(two.len() <= 255 && two != three, "{name:?}");
            assert!(shortened_name(&name, 255).len() <= 255);
        }
    }
    assert_eq!(shortened_name(b"short.pdf", 255), b"short.pdf");
    assert_eq!(shortened_name("яяя.pdf".as_bytes(), 9), "яя.pdf".as_bytes());
}

#[test]
fn a_new_version_only_of_the_same_source_or_as_asked() {
    let taken = Taken::default();
    let same_source = Taken {
        same_source: true,
        ..taken
    };
    let same_content = Taken {
        same_content: true,
        ..same_source
    };
    for wanted in Conflict::ALL {
        assert_eq!(resolve(wanted, same_content), Resolution::Same);
        assert_eq!(resolve(wanted, same_source), Resolution::Version);
        let version = wanted == Conflict::NewVersion;
        assert_eq!(resolve(wanted, taken) == Resolution::Version, version);
    }
    // A file that may not be moved or removed stays: the new file gets another name.
    for wanted in [Conflict::RenameExisting, Conflict::Trash] {
        assert_eq!(resolve_move(wanted, taken), Resolution::Rename);
    }
}
